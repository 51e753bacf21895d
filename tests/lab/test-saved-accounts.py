#!/usr/bin/python3
"""An account in Thunderbird is tested as it is saved, and compared with what works; nothing is written.

Against the practice servers, on loopback.  Usage: test-saved-accounts.py TEGAMICTL

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "ui")]
import contract  # noqa: E402
from provider import Practice, write_thunderbird_profile  # noqa: E402
from patience import HANG
from tegamictl import Tegamictl  # noqa: E402

NAME = "mail.practice.example"  # leads to the practice servers; "localhost" would be a program on this computer
SEND_AUTH = "mail.smtpserver.smtp1.authMethod"


class Saved:
    """One Thunderbird account in the home of tegamictl."""

    def __init__(self, ctl, practice):
        self.ctl, self.practice = ctl, practice
        self.home = ctl.environment["HOME"]

    def write(self, receive, send, more=()):
        shutil.rmtree(f"{self.home}/.thunderbird", ignore_errors=True)
        write_thunderbird_profile(self.home, self.practice.address, self.practice.address, receive, send, more)

    def save_password(self):
        """As far as it can be seen from outside: for which server there is one."""
        with open(f"{self.home}/.thunderbird/abcd1234.default/logins.json", "w", encoding="utf-8") as file:
            json.dump({"logins": [{"hostname": "imap://localhost", "httpRealm": "imap://localhost"}]}, file)

    def hand_over(self, password):
        """For real."""
        words = ["save", "thunderbird", "--json", "--profile", f"{self.home}/.thunderbird/abcd1234.default", "--update", "--unverified",
                 "--with-password", "--password-stdin", "--address", self.practice.address, "--receive",
                 f"imaps://localhost:{self.practice.port('good', 'receive')}", "--send", f"smtps://localhost:{self.practice.port('good', 'send')}"]
        process = self.ctl.start(*words)
        _, errors = process.communicate(password.encode(), timeout=HANG)
        assert process.returncode == 0, errors

    def prefs(self):
        with open(f"{self.home}/.thunderbird/abcd1234.default/prefs.js", "rb") as file:
            return file.read()

    def run(self, *words, secret=True):
        words = ["check", "--json", "--no-surroundings", "--ca-file", self.practice.ca, "--resolve", f"{NAME}=127.0.0.1", *words]
        process = self.ctl.start(*words, *(["--password-stdin"] if secret else []))
        output, errors = process.communicate(self.practice.password.encode() if secret else None, timeout=HANG)
        assert self.practice.password.encode() not in output + errors
        return process.returncode, json.loads(output) if output else None, errors.decode()

    def check(self, *words):
        before = self.prefs()
        status, told, errors = self.run("--saved", self.practice.address, *words)
        assert told, errors
        assert not contract.complaints(told), contract.complaints(told)
        assert status == contract.exit_status(told), (status, errors)
        assert self.prefs() == before, "nothing is written"
        return status, told


def ids(told):
    return [finding["id"] for finding in told["findings"]]


def finding(told, name):
    return next(finding for finding in told["findings"] if finding["id"] == name)


def main():
    ctl = Tegamictl(sys.argv[1])
    practice = Practice(sys.argv[1])
    saved = Saved(ctl, practice)
    imap = ("imap", "localhost", practice.port("good", "receive"), "tls")
    smtp = ("localhost", practice.port("good", "send"), "tls")
    try:
        saved.write(imap, smtp)
        status, told = saved.check()
        assert (status, told["verdict"], ids(told)) == (0, "verified", []), told
        assert told["account"]["address"] == practice.address

        # Without a saved password, a program asks each time.
        assert saved.check("--asks-again")[1]["findings"] == []
        saved.save_password()
        status, told = saved.check("--asks-again")
        stale = finding(told, "client-password-stale")
        assert (status, told["verdict"], stale["side"]) == (0, "verified", "local"), told
        assert "Thunderbird" in stale["cause"], stale

        # One that can be compared with the one that works.
        saved.write(imap, smtp)
        for password, expected in (("an old one", ["client-password-stale"]), (practice.password, [])):
            saved.hand_over(password)
            for options in ([], ["--asks-again"]):
                assert ids(saved.check(*options)[1]) == expected, (password, options)

        saved.write(imap, smtp, {SEND_AUTH: 1})
        status, told = saved.check()
        differs = finding(told, "client-differs")
        assert (status, told["verdict"]) == (0, "verified"), told
        assert differs["evidence"] == ["Authentication for sending: normal password instead of none"], differs

        # The port of sending, twice: fails as it is; with the right one, Thunderbird's is the other.
        saved.write(("imap", "localhost", smtp[1], "tls"), smtp)
        status, told = saved.check()
        assert status == 1 and told["receive"]["outcome"] == "failed" and "client-differs" not in ids(told), told
        status, told = saved.check("--receive", f"imaps://localhost:{imap[2]}")
        differs = finding(told, "client-differs")
        assert status == 0 and differs["side"] == "local", told
        assert differs["evidence"] == [f"Receiving server, port: {imap[2]} instead of {smtp[1]}"], differs
        remedy = next(remedy for remedy in differs["remedies"] if remedy["change"] is not None or remedy["tried"])
        assert remedy["tried"] == "works", differs
        assert any(f"port: {imap[2]}" in remedy["text"] for remedy in differs["remedies"]), differs

        saved.write(("imap", NAME, practice.port("good-starttls", "receive"), "none"), smtp)
        status, told = saved.check()
        assert finding(told, "client-plaintext")["severity"] == "danger" and status == 1, told

        for host, expected in (("http://localhost/mail", "input-is-url"), (f"taro@{NAME}", "input-is-address")):
            saved.write(("imap", host, imap[2], "tls"), smtp)
            status, told = saved.check()
            assert status == 1 and ids(told)[0] == expected and told["receive"]["addresses"] == [], told

        for words, sentence in ((["--saved", "jiro@example.org"], "not one of the saved accounts"),
                                (["--saved", practice.address, "--program", "evolution"], "not one of the saved accounts"),
                                (["--saved", practice.address, "--address", practice.address], "omit --address"),
                                (["--address", practice.address, "--program", "thunderbird"], "--program requires --saved")):
            status, told, errors = saved.run(*words)
            assert status == 2 and told is None and re.search(sentence, errors), (words, status, errors)
        print("a saved account is tested as it is, and compared")
    finally:
        practice.close()
        ctl.close()


main()
