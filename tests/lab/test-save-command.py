#!/usr/bin/python3
"""tegamictl save and undo: an exception goes into the mail program together with the account that rests on it, ends with it,
and where it cannot go, tegamictl says so.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import signal
import ssl
import subprocess
import sys
import termios
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from patience import HANG, wait_for
from tegamictl import Tegamictl

DAY = 86400


class Saving(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.practice = cls.tegamictl.start("practice", "--scenario", "cert-self-signed", "--json", stdin=subprocess.DEVNULL)
        cls.addClassCleanup(cls.practice.communicate)
        cls.addClassCleanup(cls.practice.send_signal, signal.SIGTERM)
        cls.account = json.loads(cls.practice.stdout.readline())
        cls.receive, cls.send = (cls.account["scenarios"][0][side] for side in ("receive", "send"))
        cls.port = urllib.parse.urlsplit(cls.receive).port
        cls.sha256 = hashlib.sha256(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("localhost", cls.port)))).hexdigest()
        cls.pin = "localhost:%d=%s" % (cls.port, cls.sha256)

    def setUp(self):
        self.home = pathlib.Path(self.tegamictl.environment["HOME"])
        self.profile = self.home / self.id().rsplit(".", 1)[1]
        self.profile.mkdir()
        (self.profile / "prefs.js").write_text('user_pref("mail.account.lastKey", 0);\n')
        self.overrides = self.profile / "cert_override.txt"
        self.record = pathlib.Path(self.tegamictl.environment["XDG_DATA_HOME"]) / "tegami/exceptions.json"
        self.record.unlink(missing_ok=True)

    def run_text(self, *words, status=0, password=None):
        process = self.tegamictl.start(*words)
        output, errors = process.communicate(password and password.encode() + b"\n", timeout=HANG)
        self.assertEqual(process.returncode, status, errors.decode())
        return output.decode()

    def save(self, *options, json_output=True, status=0):
        words = ["save", "thunderbird", "--profile", self.profile, "--address", self.account["address"], "--receive", self.receive,
                 "--ca-file", self.account["ca"], "--password-stdin", *options]
        output = self.run_text(*words, *(["--json"] if json_output else []), status=status, password=self.account["password"])
        return json.loads(output) if json_output else output

    def methods(self):
        return sorted(line.split('", ')[1] for line in (self.profile / "prefs.js").read_text().splitlines() if "authMethod" in line)

    def test_a_provider_that_takes_no_passwords_is_saved_with_the_programs_own_sign_in(self):
        saved = json.loads(self.run_text("save", "thunderbird", "--profile", self.profile, "--address", "taro@outlook.com", "--unverified",
                                         "--json"))
        self.assertEqual(self.methods(), ["10);", "10);"])
        self.assertIn("not tested", saved["next"][0])
        sources = self.home / "sources"
        sources.mkdir()
        self.run_text("save", "evolution", "--sources-dir", sources, "--address", "taro@outlook.com", "--unverified")
        written = "".join(file.read_text() for file in sources.iterdir())
        self.assertEqual(written.count("Method=Outlook\n"), 2)

    def test_a_program_that_cannot_sign_in_there_is_refused_and_the_one_that_can_is_named(self):
        before = (self.profile / "prefs.js").read_text()
        accounts = (("thunderbird", "--profile", "imaps://mail.example.jp", None), ("evolution", "--sources-dir", "imaps://mail.example.jp", None),
                    ("evolution", "--sources-dir", "imaps://imap.fastmail.com", "Thunderbird"))
        for program, option, receive, other in accounts:
            with self.subTest(program=program, receive=receive):
                answer = json.loads(self.run_text("save", program, option, self.profile, "--address", "taro@example.jp", "--receive", receive,
                                                  "--auth", "XOAUTH2", "--unverified", "--json", status=1))
                self.assertEqual((answer["change"], answer["wrote"]), (None, []))
                [finding] = answer["findings"]
                self.assertEqual(finding["id"], "client-oauth-unsupported")
                self.assertEqual(other is not None, other is not None and other in finding["remedies"][0]["text"])
                shown = self.run_text("save", program, option, self.profile, "--address", "taro@example.jp", "--receive", receive,
                                      "--auth", "XOAUTH2", "--unverified", "--dry-run")
                self.assertIn(finding["title"], shown)
        self.assertEqual((self.profile / "prefs.js").read_text(), before)
        self.assertEqual([file.name for file in self.profile.iterdir()], ["prefs.js"])

    def recorded(self):
        return json.loads(self.record.read_text())["exceptions"] if self.record.exists() else []

    def test_an_exception_is_saved_with_the_account_and_taken_back_with_it(self):
        before = (self.profile / "prefs.js").read_text()
        saved = self.save("--pin", self.pin)
        self.assertIn("localhost:%d:" % self.port, self.overrides.read_text())
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in saved["wrote"]], ["prefs.js", "cert_override.txt"])
        [exception] = self.recorded()
        self.assertEqual((exception["host"], exception["port"], exception["sha256"]), ("localhost", self.port, self.sha256))
        self.assertEqual(exception["until"] - exception["created"], 7 * DAY)
        self.assertEqual(len(exception["changes"]), 1)
        self.run_text("undo", saved["change"])
        self.assertFalse(self.overrides.exists())
        self.assertEqual((self.profile / "prefs.js").read_text(), before)
        self.assertEqual(self.recorded(), [])

    def test_an_exception_undone_by_its_own_number_ends_in_our_record_too(self):
        self.save("--pin", self.pin)
        [exception] = self.recorded()
        self.run_text("undo", exception["changes"][0])
        self.assertFalse(self.overrides.exists())
        self.assertEqual(self.recorded(), [])
        self.assertIn("localhost", (self.profile / "prefs.js").read_text())

    def test_the_end_date_that_was_given_holds_up_to_90_days(self):
        now = int(time.time())
        for days, at_most in ((30, 31), (300, 90)):
            date = time.strftime("%Y-%m-%d", time.localtime(now + days * DAY))
            saved = self.save("--update", "--pin", "%s,until=%s" % (self.pin, date))
            [exception] = self.recorded()
            self.assertLessEqual(exception["until"] - now, at_most * DAY + 60)
            self.assertGreater(exception["until"] - now, (at_most - 3) * DAY)
            self.run_text("undo", saved["change"])

    def test_the_person_is_told_what_is_written_besides(self):
        output = self.save("--pin", self.pin, json_output=False)
        self.assertIn("Exception for localhost:%d in Thunderbird, until " % self.port, output)

    def test_a_dry_run_shows_the_exception_and_writes_nothing(self):
        saved = self.save("--pin", self.pin, "--dry-run")
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in saved["wrote"]], ["prefs.js", "cert_override.txt"])
        self.assertFalse(self.overrides.exists())
        self.assertEqual(self.recorded(), [])

    def test_without_a_test_the_exception_is_not_written_and_tegamictl_says_so(self):
        sentence = "The exception for localhost:%d is not written: nothing was tested, so its certificate is not known." % self.port
        saved = self.save("--unverified", "--pin", self.pin)
        self.assertIn(sentence, saved["next"])
        self.assertIn(sentence, self.save("--unverified", "--update", "--pin", self.pin, json_output=False))
        self.assertFalse(self.overrides.exists())
        self.assertEqual(self.recorded(), [])

    def test_a_file_for_the_import_holds_no_exception_and_tegamictl_says_so(self):
        saved = self.save("--pin", self.pin, "--zip", self.profile / "import.zip")
        self.assertIn("The exception for localhost:%d is not written: an import file cannot contain exceptions." % self.port, saved["next"])

    def test_a_file_for_the_import_holds_no_password_and_tegamictl_says_so(self):
        saved = self.save("--unverified", "--with-password", "--zip", self.profile / "import.zip")
        self.assertIn("The password is not handed over: an import file cannot contain passwords.", saved["next"])

    def test_a_password_is_handed_over_only_with_one_and_only_to_thunderbird(self):
        words = ["--unverified", "--with-password", "--address", self.account["address"], "--receive", self.receive]
        self.run_text("save", "thunderbird", "--profile", self.profile, *words, status=2)
        self.run_text("save", "evolution", *words, "--password-stdin", password="x", status=2)
        self.assertEqual([path.name for path in self.profile.iterdir()], ["prefs.js"])

    def test_oauth_has_no_password_and_tegamictl_says_so(self):
        output = self.run_text("save", "thunderbird", "--profile", self.profile, "--unverified", "--with-password", "--auth", "XOAUTH2",
                               "--address", "taro@gmail.com", "--receive", "imaps://imap.gmail.com", "--send", "smtps://smtp.gmail.com")
        self.assertIn("There is no password to hand over", output)
        self.assertFalse((self.profile / "logins.json").exists())

    def test_a_dry_run_with_the_password_shows_the_files_and_writes_nothing(self):
        saved = self.save("--pin", self.pin, "--with-password", "--dry-run")
        self.assertEqual([pathlib.Path(entry["path"]).name for entry in saved["wrote"]],
                         ["prefs.js", "logins.json", "key4.db", "cert_override.txt"])
        self.assertEqual([path.name for path in self.profile.iterdir()], ["prefs.js"])

    def test_a_dry_run_writes_no_file_for_the_import(self):
        archive = self.profile / "import.zip"
        self.assertEqual(self.save("--unverified", "--dry-run", "--zip", archive)["wrote"][0]["path"], str(archive))
        self.assertFalse(archive.exists())

    def test_an_option_of_the_other_mail_program_is_not_passed_over(self):
        for words in (["thunderbird", "--sources-dir", self.profile], ["evolution", "--zip", self.profile / "import.zip"],
                      ["evolution", "--profile", self.profile]):
            self.run_text("save", *words, "--unverified", "--address", self.account["address"], "--receive", self.receive, status=2)

    def test_accounts_with_the_same_old_servers_are_named_and_changed_if_asked_for(self):
        def account(number, user):
            server, identity = "mail.server.server%d." % number, "mail.identity.id%d." % number
            values = {server + "type": "imap", server + "hostname": "old.example", server + "userName": user, server + "port": 993,
                      server + "socketType": 3, identity + "useremail": user + "@practice.example",
                      "mail.account.account%d.server" % number: "server%d" % number,
                      "mail.account.account%d.identities" % number: "id%d" % number}
            return "".join("user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value)) for name, value in values.items())
        prefs = account(1, "taro") + account(2, "hanako") + 'user_pref("mail.accountmanager.accounts", "account1,account2");\n'
        (self.profile / "prefs.js").write_text(prefs)
        words = ["save", "thunderbird", "--profile", self.profile, "--address", "taro@practice.example", "--user", "taro", "--unverified",
                 "--receive", "imaps://new.example"]
        for option in ("--alike", "--account=server1"):
            self.run_text(*words, option, status=2)
        self.assertIn("stay as they are: hanako@practice.example. With --alike", self.run_text(*words, "--update", "--dry-run"))
        told = json.loads(self.run_text(*words, "--update", "--dry-run", "--account", "server1", "--json"))
        self.assertEqual([told["accounts"], told["alike"]], [["taro@practice.example"], ["hanako@practice.example"]])
        saved = json.loads(self.run_text(*words, "--update", "--alike", "--json"))
        self.assertEqual([saved["accounts"], saved["alike"]], [["taro@practice.example", "hanako@practice.example"], []])
        self.assertEqual((self.profile / "prefs.js").read_text().count('"new.example"'), 2)
        self.run_text("undo", saved["change"])
        self.assertEqual((self.profile / "prefs.js").read_text(), prefs)

    def test_how_the_exception_ends_is_said_until_it_is_arranged(self):
        how = "tegamictl exceptions --autostart on"
        self.assertNotIn(how, self.save("--pin", self.pin, "--dry-run", json_output=False))
        saved = self.save("--pin", self.pin)
        self.assertIn(how, " ".join(saved["next"]))
        self.run_text("exceptions", "--autostart", "on")
        self.assertNotIn(how, self.save("--pin", self.pin, "--update", json_output=False))
        self.run_text("exceptions", "--autostart", "off")

    @contextlib.contextmanager
    def held_up(self, *words, until):
        """A tegamictl that has got as far as our record, and can neither read nor write it before the end."""
        with open(self.record.with_name("exceptions.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            process = self.tegamictl.start(*words)
            if "--password-stdin" in words:
                process.stdin.write(self.account["password"].encode() + b"\n")
                process.stdin.close()
                process.stdin = None
            wait_for("tegamictl to get as far as our record", until)
            yield process

    def test_a_signal_while_it_writes_leaves_all_or_nothing(self):
        prefs = self.profile / "prefs.js"
        before = prefs.read_text()
        self.record.parent.mkdir(parents=True, exist_ok=True)
        words = ["save", "thunderbird", "--json", "--profile", self.profile, "--address", self.account["address"], "--receive",
                 self.receive, "--ca-file", self.account["ca"], "--password-stdin", "--pin", self.pin]
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.held_up(*words, until=lambda: prefs.read_text() != before) as process:
                process.send_signal(number)
            output, errors = process.communicate(timeout=HANG)
            if process.returncode == 3:
                self.assertEqual((output, prefs.read_text(), self.overrides.exists(), self.recorded()), (b"", before, False, []), errors)
            else:  # it was done before it could hear of that
                self.assertEqual(process.returncode, 0, errors)
                self.run_text("undo", json.loads(output)["change"])
                self.assertEqual(prefs.read_text(), before)

    def test_a_signal_while_something_is_taken_back_leaves_nothing_of_it(self):
        before = (self.profile / "prefs.js").read_text()
        for number in (signal.SIGINT, signal.SIGTERM):
            saved = self.save("--pin", self.pin)
            with self.held_up("undo", "--json", saved["change"], until=lambda: not self.overrides.exists()) as process:
                process.send_signal(number)
            output, errors = process.communicate(timeout=HANG)
            self.assertEqual(process.returncode, 0, errors)
            self.assertEqual(json.loads(output)["undone"], saved["change"])
            self.assertEqual(((self.profile / "prefs.js").read_text(), self.recorded()), (before, []))

    def test_a_second_signal_ends_what_would_be_finished(self):
        before = (self.profile / "prefs.js").read_text()
        saved = self.save("--pin", self.pin)
        with self.held_up("undo", saved["change"], until=lambda: not self.overrides.exists()) as process:
            # Two that come together are one.
            wait_for("its end", lambda: process.poll() is not None or process.send_signal(signal.SIGINT))
        process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, 3)
        self.run_text("undo", saved["change"])
        self.assertEqual(((self.profile / "prefs.js").read_text(), self.recorded()), (before, []))

    def test_a_signal_while_an_exception_ends_leaves_nothing_of_it(self):
        for number, option in ((signal.SIGINT, "--remove"), (signal.SIGTERM, "--expire")):
            self.save("--pin", self.pin, "--update")
            record = json.loads(self.record.read_text())
            record["exceptions"][0]["created"] -= 30 * DAY
            record["exceptions"][0]["until"] -= 30 * DAY
            self.record.write_text(json.dumps(record))
            listed = json.loads(self.run_text("exceptions", "--json"))["exceptions"]
            own = next(row["id"] for row in listed if row["program"] == "tegami")
            with self.held_up("exceptions", option, *([own] if option == "--remove" else []), until=lambda: not self.overrides.exists()) as process:
                process.send_signal(number)
            _, errors = process.communicate(timeout=HANG)
            self.assertEqual((process.returncode, self.recorded()), (0, []), errors)

    def start_at_terminal(self):
        """tegamictl that asks for a password; its end of the terminal, and ours."""
        ours, theirs = os.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        process = self.tegamictl.start("check", "--address", self.account["address"], "--receive", self.receive, "--password-stdin",
                                       stdin=theirs)
        wait_for("the prompt", lambda: not termios.tcgetattr(theirs)[3] & termios.ECHO)
        return process, ours, theirs

    def test_a_terminal_shows_what_is_typed_again_after_a_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process, _, theirs = self.start_at_terminal()
            process.send_signal(number)
            process.communicate(timeout=HANG)
            self.assertEqual(process.returncode, 3)
            self.assertTrue(termios.tcgetattr(theirs)[3] & termios.ECHO)

    def test_an_unknown_number_is_not_undone(self):
        self.run_text("undo", "20000101T000000.000000", status=1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
