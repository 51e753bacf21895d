#!/usr/bin/python3
"""Thunderbird profiles as people have them (support/wild_profiles*.py): tegamictl lists the accounts that Thunderbird shows,
and those of kinds that it does not know as what they are; and it says before it saves what Thunderbird would undo.
Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import wild_profiles
import wild_profiles_public
from patience import HANG
from tegamictl import Tegamictl

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "tegamictl"


class Home(unittest.TestCase):
    def setUp(self):
        self.tegamictl = Tegamictl(PROGRAM)
        self.addCleanup(self.tegamictl.close)
        self.root = pathlib.Path(self.tegamictl.environment["HOME"]) / ".thunderbird"
        self.root.mkdir(parents=True)

    def ask(self, *words, status=0):
        process = self.tegamictl.start(*words)
        output, errors = process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, status, errors.decode())
        return json.loads(output) if "--json" in words else output.decode() + errors.decode()


class Profiles(Home):
    def accounts(self, profiles):
        """name → accounts, of as many profiles in one home."""
        sections = []
        for number, (name, files, _) in enumerate(profiles):
            wild_profiles.write(self.root / ("p%03d" % number), files)
            sections.append("[Profile%d]\nName=%d\nIsRelative=1\nPath=p%03d\n" % (number, number, number))
        (self.root / "profiles.ini").write_text("\n".join(sections))
        answer = self.ask("accounts", "--json")
        found = {name: [] for name, _, _ in profiles}
        for row in answer["accounts"]:
            found[profiles[int(pathlib.Path(row["where"]).name[1:])][0]].append(row)
        return found

    def judge(self, profiles):
        wrong = []
        for name, rows in self.accounts(profiles).items():
            expected = next(lines for other, _, lines in profiles if other == name)
            if not wild_profiles.same(expected, rows):
                wrong.append("%s\n  expected %s\n  got      %s" % (name, "\n           ".join(expected), "\n           ".join(map(wild_profiles.line, rows))))
        print("%d of %d profiles" % (len(profiles) - len(wrong), len(profiles)))
        if wrong:
            self.fail("\n" + "\n".join(wrong))

    def test_every_kind(self):
        self.judge(wild_profiles.PROFILES)

    def test_what_stands_in_public(self):
        self.judge(wild_profiles_public.PROFILES)

    def test_an_unknown_kind_is_told_as_such_and_cannot_be_tested(self):
        exchange = next(profile for profile in wild_profiles.PROFILES if profile[0] == "EWS beside IMAP")
        self.accounts([exchange])
        [finding] = self.ask("accounts", "--json")["findings"]
        self.assertEqual((finding["id"], finding["severity"]), ("client-account-unknown", "notice"))
        self.assertIn("jiro@example.test", finding["cause"])
        self.assertIn("Exchange (EWS)", finding["cause"])
        text = self.ask("accounts")
        self.assertIn("jiro@example.test", text)
        self.assertIn("Exchange (EWS)", text)
        self.assertIn("Exchange (EWS)", self.ask("check", "--saved", "jiro@example.test", status=2))

    def test_an_identity_of_its_own_is_chosen_by_its_id(self):
        several = next(profile for profile in wild_profiles.PROFILES if profile[0] == "several identities, each with its own SMTP server")
        ids = [row["id"] for row in self.accounts([several])[several[0]]]
        self.assertEqual(ids, ["server1", "server1/id2", "server1/id3"])


class Saving(Home):
    """Without a test: what is said, and what is written, is the same."""

    def save(self, files, *options, status=0, json_output=True):
        self.profile = self.root / "p"
        if not self.profile.exists():
            wild_profiles.write(self.profile, files)
        return self.ask("save", "thunderbird", "--profile", self.profile, "--unverified", "--address", "taro@example.test", "--user", "taro",
                        "--send-user", "taro", "--receive", "imaps://imap.example.test", "--send", "smtps://smtp.example.test", *options,
                        *(["--json"] if json_output else []), status=status)

    def prefs(self):
        path = self.profile / "prefs.js"
        return path.read_text() if path.exists() else None

    def test_what_user_js_sets_again_is_said_and_the_rest_is_saved(self):
        files = wild_profiles.files(wild_profiles.plain(server=wild_profiles.server(port=143, socketType=2)), {"mail.server.server1.port": 143})
        dry = self.save(files, "--update", "--dry-run")
        saved = self.save(files, "--update")
        for answer in dry, saved:
            [finding] = answer["findings"]
            self.assertEqual((finding["id"], finding["side"]), ("client-overridden", "local"))
            self.assertIn("user.js", finding["cause"])
            self.assertEqual(finding["evidence"], ["user.js: mail.server.server1.port = 143"])
        self.assertIsNone(dry["change"])
        self.assertIn('server1.socketType", 3', self.prefs())

    def test_an_account_that_stands_in_user_js_is_not_saved_into_prefs_js(self):
        files = wild_profiles.files(None, wild_profiles.plain(server=wild_profiles.server(port=143, socketType=2)))
        [finding] = self.save(files, "--update", "--dry-run")["findings"]
        self.assertIn("is set up in", finding["cause"])
        answer = self.save(files, "--update", status=1)
        self.assertEqual((answer["change"], answer["wrote"], answer["findings"][0]["id"]), (None, [], "client-overridden"))
        text = self.save(files, "--update", status=1, json_output=False)
        self.assertIn("user.js", text)
        self.assertIn("Nothing was saved", text)
        self.assertIsNone(self.prefs())

    def test_a_list_in_user_js_would_hide_a_new_account(self):
        files = wild_profiles.files("", {"mail.accountmanager.accounts": "account9"})
        [finding] = self.save(files, status=1)["findings"]
        self.assertIn("would not appear", finding["cause"])
        self.assertEqual(self.prefs(), "")

    def test_a_user_js_that_is_made_elsewhere_is_corrected_there(self):
        store = self.root / "store.js"
        store.write_text(wild_profiles.js(wild_profiles.plain(server=wild_profiles.server(port=143, socketType=2))))
        (self.root / "p").mkdir()
        (self.root / "p" / "user.js").symlink_to(store)
        [finding] = self.save({}, "--update", status=1)["findings"]
        self.assertIn("Another program makes", finding["remedies"][0]["text"])

    def test_nothing_is_said_where_nothing_is_undone(self):
        self.assertEqual(self.save(wild_profiles.files("", {"mail.check_all_imap_folders_for_new": True}))["findings"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
