#!/usr/bin/python3
"""tegamictl save thunderbird --with-password, and the real Thunderbird afterwards: it asks for nothing, fetches a waiting letter from
Dovecot and sends one through Postfix; what it had saved itself stays; undo takes back what is ours.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import maillab
import thunderbird_driver
from patience import HANG
from tegamictl import Tegamictl
from thunderbird_driver import ScriptError, Thunderbird, be_quiet
from thunderbird_scripts import CHANGE_PASSWORD, GO_ONLINE, RECEIVE, REMEMBER, SAVED, SEND, SET_PRIMARY_PASSWORD

# Of another account, which stays what it is: saved by Thunderbird itself.
OTHER = ["imap://imap.example.test", "taro", "pässword of another"]
USERS = {maillab.USER: maillab.PASSWORD, "jiro@" + maillab.DOMAIN: "battery \"staple\" \\ あ"}
ASKS_NOTHING = "Thunderbird has the mail password, and asks for none."
RECEIVING = "Thunderbird asks once for the mail password for %s. Tick the box to have it remembered."
SENDING = "When you send for the first time, Thunderbird asks for the mail password for %s."
OLD = ("Thunderbird has another password saved for %s, and tries that one first. If it is refused, Thunderbird asks for a new one: enter the "
       "one that works, and tick the box.")

# What is in the profile before (which server's password, and whether it is the right one), how it is saved, what is said of what comes
# next, and whether the real program then asks: at the first receiving, and at the first sending.
NEXT = {
    "nothing is saved": ((), (), "imaps", [RECEIVING, SENDING], (True, True)),
    "it is handed over": ((), ("--with-password",), "imaps", [ASKS_NOTHING], (False, False)),
    "it is handed over, with POP3": ((), ("--with-password",), "pop3s", [ASKS_NOTHING], (False, False)),
    "both are known": ((("imap", True), ("smtp", True)), (), "imaps", [ASKS_NOTHING], (False, False)),
    "one for receiving is known": ((("imap", True),), (), "imaps", [SENDING], (False, True)),
    "one for sending is known": ((("smtp", True),), (), "imaps", [RECEIVING], (True, False)),
    "old ones are known": ((("imap", False), ("smtp", False)), (), "imaps", [OLD, OLD], (True, True)),
    "an old one for sending is known": ((("imap", True), ("smtp", False)), (), "imaps", [OLD], (False, True)),
    "old ones are replaced": ((("imap", False), ("smtp", False)), ("--with-password",), "imaps", [ASKS_NOTHING], (False, False)),
}


class HandOver(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.lab = maillab.MailLab(users=USERS).start()
        cls.addClassCleanup(cls.lab.stop)

    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        self.home = pathlib.Path(self.tegamictl.environment["HOME"])
        self.lab.empty()
        for user in USERS:
            self.lab.deliver("From: <someone@example.test>\r\nTo: <%s>\r\nSubject: waiting\r\n\r\nHello.\r\n" % user, user)

    def run_tegamictl(self, *words, password=None, status=0):
        process = self.tegamictl.start(*words, "--json")
        output, errors = process.communicate(password and password.encode() + b"\n", timeout=HANG)
        self.assertEqual(process.returncode, status, errors.decode())
        return json.loads(output) if output else errors.decode()

    def servers(self, kind="imaps"):
        return ["--receive", self.lab.url(kind), "--send", self.lab.url("smtps"), "--ca-file", self.lab.ca_file]

    def save(self, profile, *options, user=None, password=None, status=0, kind="imaps"):
        user = user or self.lab.user
        return self.run_tegamictl("save", "thunderbird", "--profile", profile, "--address", user, *self.servers(kind), "--password-stdin",
                                  *options, password=password or USERS[user], status=status)

    def open(self, profile, online=False):
        return Thunderbird(self.home, "--profile", profile, log=self.home / "thunderbird.log", online=online)

    def used_profile(self, *logins):
        """One that Thunderbird has made and used, with @logins saved by it."""
        profile = self.home / ".thunderbird/abcdefgh.default-esr"
        profile.mkdir(parents=True)
        (profile.parent / "profiles.ini").write_text("[Profile0]\nName=default-esr\nIsRelative=1\nPath=abcdefgh.default-esr\n\n"
                                                     "[InstallFDC34C9F024745EB]\nDefault=abcdefgh.default-esr\nLocked=1\n")
        be_quiet(profile)
        self.trust(profile)
        with self.open(profile) as thunderbird:
            thunderbird.run(REMEMBER, [OTHER, *logins])
        return profile

    def trust(self, profile):
        """As the step that adds an authority does it, also where nobody but us has made a database."""
        subprocess.run(["certutil", "-A", "-d", "sql:%s" % profile, "-n", "Tegami Test CA", "-t", "C,,", "-i", self.lab.ca_file], check=True,
                       capture_output=True)

    def origins(self, kind="imap"):
        return ["%s://%s" % (scheme, self.lab.host) for scheme in (kind, "smtp")]

    def logins_of(self, profile):
        return json.loads((pathlib.Path(profile) / "logins.json").read_text())

    def assert_mail_flows(self, thunderbird, user=None):
        user = user or self.lab.user
        thunderbird.run(GO_ONLINE)
        self.assertIn("waiting", thunderbird.run(RECEIVE, user, "waiting"))
        thunderbird.run(SEND, user, user, "sent")
        self.assertIn("sent", thunderbird.run(RECEIVE, user, "sent"))
        thunderbird.run("return 0")  # nor is there a question now

    def assert_saved(self, thunderbird, *expected):
        self.assertEqual(sorted(login[:4] for login in thunderbird.run(SAVED)),
                         sorted([origin, realm or origin, user, password] for origin, realm, user, password in expected))

    def ours(self, user=None, password=None, kind="imap"):
        user = user or self.lab.user
        return [(origin, None, user, password or USERS[user]) for origin in self.origins(kind)]

    OTHERS = (OTHER[0], None, OTHER[1], OTHER[2])

    def test_a_new_profile_asks_nothing_and_undo_takes_the_password_out_again(self):
        saved = self.save("new", "--with-password")
        self.assertEqual(saved["next"], [ASKS_NOTHING])
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in saved["wrote"]], ["prefs.js", "profiles.ini", "logins.json", "key4.db"])
        profile = pathlib.Path(saved["wrote"][0]["path"]).parent
        self.assertEqual({path.stat().st_mode & 0o777 for path in profile.iterdir()}, {0o600})
        be_quiet(profile)
        self.trust(profile)
        with self.open(profile, online=True) as thunderbird:  # a question at its start would hold this up
            self.assert_saved(thunderbird, *self.ours())
            self.assert_mail_flows(thunderbird)
            self.assertIn("open", self.run_tegamictl("undo", saved["change"], status=1))
        [account] = self.run_tegamictl("accounts")["accounts"]
        self.assertTrue(account["password_saved"])
        # Its own hand has written all files anew by now; what is ours is still known.
        self.run_tegamictl("undo", saved["change"])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird)
            thunderbird.run(GO_ONLINE)
            with self.assertRaisesRegex(ScriptError, "question"):
                thunderbird.run(RECEIVE, self.lab.user, "not seen yet")

    def test_a_used_profile_and_a_second_account_ask_nothing_and_what_was_saved_before_stays(self):
        profile = self.used_profile()
        before = (profile / "logins.json").read_bytes()
        first = self.save(profile, "--with-password")
        second = self.save(profile, "--with-password", user="jiro@" + maillab.DOMAIN)
        self.assertEqual([saved["next"] for saved in (first, second)], [[ASKS_NOTHING]] * 2)
        # The key is there already: another is not added.
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in second["wrote"]], ["prefs.js", "logins.json"])
        self.assertEqual(self.logins_of(profile)["logins"][0], json.loads(before)["logins"][0])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, *self.ours(), *self.ours("jiro@" + maillab.DOMAIN))
            self.assert_mail_flows(thunderbird)
            self.assert_mail_flows(thunderbird, "jiro@" + maillab.DOMAIN)
        self.run_tegamictl("undo", first["change"])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, *self.ours("jiro@" + maillab.DOMAIN))
        self.run_tegamictl("undo", second["change"])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS)

    def test_pop3_asks_nothing(self):
        profile = self.used_profile()
        self.save(profile, "--with-password", kind="pop3s")
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, *self.ours(kind="mailbox"))
            self.assert_mail_flows(thunderbird)

    def test_a_stale_password_is_told_of_replaced_and_comes_back(self):
        stale = [[origin, self.lab.user, "an old one"] for origin in self.origins()]
        profile = self.used_profile(*stale)
        before = (profile / "logins.json").read_bytes()
        saved = self.save(profile)
        self.assertEqual([finding["id"] for finding in saved["findings"]], ["client-password-stale"])
        self.assertEqual(len([line for line in saved["next"] if "another password saved for %s" % self.lab.host in line]), 2)
        self.assertEqual((profile / "logins.json").read_bytes(), before)
        # Thunderbird encrypts with AES, which Debian's own NSS does not decrypt by itself.
        for password, expected in ((self.lab.password, ["client-password-stale"]), ("an old one", [])):
            checked = self.run_tegamictl("check", "--saved", self.lab.user, "--profile", profile, "--ca-file", self.lab.ca_file,
                                         "--password-stdin", "--no-surroundings", "--no-record", password=password,
                                         status=0 if expected else 1)
            self.assertEqual([finding["id"] for finding in checked["findings"] if finding["id"].startswith("client-")], expected)
        updated = self.save(profile, "--update", "--with-password")
        self.assertEqual((updated["findings"], updated["next"]), ([], [ASKS_NOTHING]))
        self.assertEqual([login["guid"] for login in self.logins_of(profile)["logins"]],
                         [login["guid"] for login in json.loads(before)["logins"]])
        self.run_tegamictl("undo", updated["change"])
        self.assertEqual((profile / "logins.json").read_bytes(), before)
        updated = self.save(profile, "--update", "--with-password")
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, *self.ours())
            self.assert_mail_flows(thunderbird)
            thunderbird.run(REMEMBER, [["imap://later.example.test", "x", "y"]])
        self.run_tegamictl("undo", updated["change"])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, *self.ours(password="an old one"), ("imap://later.example.test", None, "x", "y"))

    def asks(self, profile, script, *arguments):
        """Whether it does, when it does this for the first time since it was started."""
        with self.open(profile) as thunderbird:
            thunderbird.run(GO_ONLINE)
            try:
                thunderbird.run(script, *arguments)
            except ScriptError as error:
                self.assertIn("question", str(error))
                return True
            return False

    def test_what_is_said_is_what_it_then_asks(self):
        for name, (known, options, kind, says, asks) in NEXT.items():
            with self.subTest(name):
                shutil.rmtree(self.home / ".thunderbird", ignore_errors=True)
                saved = [[f"{scheme}://{self.lab.host}", self.lab.user, self.lab.password if right else "an old one"] for scheme, right in known]
                profile = self.used_profile(*saved)
                said = self.save(profile, *options, kind=kind)["next"]
                self.assertEqual(said, [line.replace("%s", self.lab.host) for line in says])
                # The first to ask would be remembered by the other: each has a start of its own.
                self.assertEqual((self.asks(profile, RECEIVE, self.lab.user, "waiting"), self.asks(profile, SEND, self.lab.user, self.lab.user, "sent")), asks)

    def test_a_password_that_was_changed_since_is_the_persons_and_stays(self):
        profile = self.used_profile()
        saved = self.save(profile, "--with-password")
        with self.open(profile) as thunderbird:
            guid = next(login[4] for login in thunderbird.run(SAVED) if login[0].startswith("smtp:"))
            thunderbird.run(CHANGE_PASSWORD, guid, "the person's own")
        self.run_tegamictl("undo", saved["change"])
        with self.open(profile) as thunderbird:
            self.assert_saved(thunderbird, self.OTHERS, (self.origins()[1], None, self.lab.user, "the person's own"))

    def test_behind_a_primary_password_nothing_is_written_and_that_is_said(self):
        profile = self.used_profile()
        with self.open(profile) as thunderbird:
            thunderbird.run(SET_PRIMARY_PASSWORD, "primary")
        before = [(profile / name).read_bytes() for name in ("logins.json", "key4.db")]
        saved = self.save(profile, "--with-password")
        self.assertIn("primary password", saved["next"][0])
        self.assertIn("asks once", saved["next"][1])
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in saved["wrote"]], ["prefs.js"])
        self.assertEqual([(profile / name).read_bytes() for name in ("logins.json", "key4.db")], before)

    def test_while_it_runs_nothing_is_written(self):
        profile = self.used_profile()
        with self.open(profile):
            before = (profile / "logins.json").read_bytes()
            self.assertIn("open", self.save(profile, "--with-password", status=1))
            self.assertEqual((profile / "logins.json").read_bytes(), before)


if __name__ == "__main__":
    REASON = maillab.unavailable() or thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
