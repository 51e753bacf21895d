#!/usr/bin/python3
"""An account signed in to for real with a token that was fetched a moment ago: by signing in in the browser at a laboratory issuer, or
from GNOME Online Accounts (a stand-in); against Dovecot and Postfix, which ask about each token.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import authorization_server
import credentials
import finding_tokens
import maillab
import online_accounts
from oauth_issuer import Answer, Issuer
from patience import HANG
from tegamictl import Tegamictl

OWN, GOOGLE = ("imap.example.test", "smtp.example.test"), ("imap.gmail.com", "smtp.gmail.com")
USER, OTHER, TOKEN = maillab.USER, "jiro@" + maillab.DOMAIN, "ya29.token-of-online-accounts"


class SignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.mkdtemp(prefix="tegami-token-")
        cls.addClassCleanup(shutil.rmtree, folder)
        pathlib.Path(folder).chmod(0o755)
        cls.introspection = Issuer()
        cls.addClassCleanup(cls.introspection.go_away)
        cls.introspection.come_back()
        cls.lab = maillab.MailLab(mechanisms=("plain", "login", *maillab.BY_TOKEN), hosts=(*OWN, *GOOGLE),
                                  dovecot=cls.introspection.dovecot(folder))
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()

    def tegamictl(self, *prefix):
        tegamictl = Tegamictl(sys.argv[1], prefix=prefix)
        tegamictl.environment["G_MESSAGES_DEBUG"] = "all"
        self.addCleanup(tegamictl.close)
        return tegamictl

    def know(self, token, address, **more):
        self.introspection.tokens[token] = Answer(200, {"active": True, "email": address, "scope": "mail", **more})

    def urls(self, hosts, send="smtps"):
        return self.lab.url("imaps", hosts[0]), self.lab.url(send, hosts[1])

    def reach(self, *hosts):
        return ["--ca-file", self.lab.ca_file, *(word for host in hosts for word in ("--resolve", host + "=127.0.0.1"))]

    def sign_in(self, issued, *options, behaviour=None):
        """A check by the browser; @issued: what the issuer tells of its tokens to the mail servers."""
        issuer = authorization_server.Issuer(None, behaviour, self.lab.authority, issued=issued)
        self.addCleanup(issuer.__exit__)
        words = ["--token-from", "browser", "--issuer", issuer.url, *self.reach(*OWN, issuer.host), *options]
        check = finding_tokens.run_with_browser(self.tegamictl(), issuer, USER, *self.urls(OWN, "smtp+starttls"), options=words)
        for secret in issuer.secrets():
            self.assertEqual(credentials.found_in(check.output + check.errors, secret), [])
        self.assertEqual(set(issuer.revoked), set(issuer.tokens))
        return check

    def assert_works(self, check, mechanism="XOAUTH2"):
        for side in ("receive", "send"):
            self.assertEqual((check.side(side)["outcome"], check.side(side)["authentication"]), ("verified", mechanism), str(check))
        self.assertEqual((check.ids(), check.status), ([], 0), str(check))

    def test_the_browser_s_token_opens_the_mailbox_and_sends(self):
        self.assert_works(self.sign_in(self.know))
        self.assert_works(self.sign_in(self.know, "--auth", "OAUTHBEARER"), "OAUTHBEARER")

    def test_a_letter_to_oneself_goes_out_before_the_token_is_given_back(self):
        check = self.sign_in(self.know, "--self-letter")
        self.assert_works(check)
        self.assertTrue(check.json["self_letter"]["deleted"], str(check))

    def test_a_token_that_the_server_refuses_is_the_servers_finding(self):
        """Expired at once; for another person; without mail; unknown there: Dovecot has one word for all of them."""
        for name, issued in {"expired": lambda token, _: self.know(token, USER, active=False), "other": lambda token, _: self.know(token, OTHER),
                             "scope": lambda token, _: self.know(token, USER, scope="calendar"), "unknown": lambda *_: None}.items():
            with self.subTest(name=name):
                before = len(self.lab.sign_ins())
                check = self.sign_in(issued)
                self.assertEqual((check.ids(), check.status), (["auth-token-expired"], 1), str(check))
                self.assertEqual(len(self.lab.sign_ins()) - before, 1, "sending does not try it again")

    def test_without_a_token_all_but_the_sign_in_is_tested(self):
        before = len(self.lab.sign_ins())
        check = self.sign_in(self.know, behaviour="denies")
        self.assertEqual((check.ids(), check.json["verdict"], check.status), (["token-denied"], "unproven", 1), str(check))
        self.assertEqual(len(self.lab.sign_ins()), before)

    # GNOME Online Accounts

    def beside(self, fault=None):
        account = online_accounts.account(USER)
        wish = {"accounts": {online_accounts.ROOT + "/Accounts/1": account}, "token": TOKEN, "fault": fault}
        return self.tegamictl("dbus-run-session", "--", sys.executable, online_accounts.__file__, json.dumps(wish))

    def test_the_token_of_online_accounts_opens_the_mailbox_and_sends(self):
        """As for an own domain at Google, which these servers stand for."""
        self.know(TOKEN, USER)
        check = self.beside().check(USER, *self.urls(GOOGLE), options=["--token-from", "online-accounts", *self.reach(*GOOGLE)])
        self.assert_works(check)
        self.assertEqual(credentials.found_in(check.output + check.errors, TOKEN), [])

    def test_an_account_that_was_proven_with_it_is_saved_and_the_token_is_not(self):
        self.know(TOKEN, USER)
        with tempfile.TemporaryDirectory() as folder:
            receive, send = self.urls(GOOGLE)
            process = self.beside().start("save", "evolution", "--json", "--sources-dir", folder, "--address", USER, "--receive", receive,
                                          "--send", send, "--token-from", "online-accounts", *self.reach(*GOOGLE), stdin=subprocess.DEVNULL)
            output, errors = process.communicate(timeout=HANG)
            self.assertEqual(process.returncode, 0, errors)
            written = b"".join(path.read_bytes() for path in pathlib.Path(folder).iterdir())
        self.assertIn(b"Method=Google", written)
        self.assertEqual(credentials.found_in(written + output + errors, TOKEN), [])

    def test_a_token_goes_to_no_server_but_its_provider_s(self):
        self.know(TOKEN, USER)
        asked, before = len(self.introspection.asked), len(self.lab.sign_ins())
        check = self.beside().check(USER, *self.urls(OWN), options=["--token-from", "online-accounts", *self.reach(*OWN)])
        self.assertEqual(check.ids(), ["token-other-server"], str(check))
        self.assertEqual((len(self.introspection.asked), len(self.lab.sign_ins())), (asked, before))


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
