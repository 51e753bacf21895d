#!/usr/bin/python3
# test-oauth-servers.py: tegamictl check with OAuth tokens, against real Dovecot and Postfix, which ask an issuer about each token:
# good ones, and all that may be wrong with one, in each protocol and with both mechanisms.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import shutil
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import maillab
import oauth_issuer
from oauth_issuer import Answer, Issuer
from patience import HANG
from tegamictl import Tegamictl
from wirewatch import WireWatch

USER, PASSWORD = maillab.USER, maillab.PASSWORD
MECHANISMS = ("XOAUTH2", "OAUTHBEARER")
ENCRYPTED = {"imap": ("imaps", "imap+starttls"), "pop3": ("pop3s", "pop3+starttls"), "smtp": ("smtps", "smtp+starttls")}
GOOGLE = ("imap.gmail.com", "smtp.gmail.com")
ELSEWHERE = ("--resolve", "localhost=127.0.0.1")
# Dovecot has one answer for whatever is wrong with a token; Postfix passes it on.
DENIED = {"XOAUTH2": "401", "OAUTHBEARER": "invalid_token"}


def token(kind):
    """As long as a real one, and different in each kind."""
    return "ya29.%s-._~+/%s" % (kind, (kind * 12)[:40])


GOOD = {"active": True, "email": USER, "scope": "calendar mail"}
TOKENS = {
    token("good"): Answer(200, GOOD),
    token("long") + "0123456789" * 300: Answer(200, GOOD),
    token("expired"): Answer(200, {"active": False}),
    token("other"): Answer(200, {**GOOD, "email": "jiro@" + maillab.DOMAIN}),
    token("scope"): Answer(200, {**GOOD, "scope": "calendar"}),
    token("forbidden"): Answer(401, {"error": "invalid_client"}),
    token("broken"): Answer(500, {}),
    token("garbage"): Answer(200, b"<html>"),
}
GOOD_TOKEN, LONG_TOKEN = list(TOKENS)[:2]
REFUSED = [token(kind) for kind in ("expired", "other", "scope", "never-heard-of")]
UNCHECKED = [token(kind) for kind in ("forbidden", "broken", "garbage")]


def contents(place):
    """Every byte of a folder's files, or of what is in an archive."""
    if place.is_dir():
        return b"".join(path.read_bytes() for path in place.iterdir())
    with zipfile.ZipFile(place) as archive:
        return b"".join(map(archive.read, archive.namelist()))


class OAuth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.mkdtemp(prefix="tegami-oauth-")
        cls.addClassCleanup(shutil.rmtree, folder)
        pathlib.Path(folder).chmod(0o755)
        cls.issuer = Issuer()
        cls.addClassCleanup(cls.issuer.go_away)
        cls.issuer.come_back()
        cls.issuer.tokens.update(TOKENS)
        cls.lab = maillab.MailLab(mechanisms=("plain", "login", *maillab.BY_TOKEN), disable_plaintext_auth=False,
                                  hosts=(maillab.HOST, "127.0.0.1", *GOOGLE), dovecot=cls.issuer.dovecot(folder))
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        # Whatever it tells of itself is looked at, too, for what it must not tell.
        cls.tegamictl.environment["G_MESSAGES_DEBUG"] = "all"

    def check(self, credential, mechanism, receive=None, send=None, options=(), **more):
        url = {name: self.lab.url(scheme) for name, scheme in (("receive", receive), ("send", send)) if scheme}
        auth = ["--auth", mechanism] if mechanism else []
        return self.tegamictl.check(USER, password=credential, options=[*ELSEWHERE, "--ca-file", self.lab.ca_file, *auth, *options], **url, **more)

    def each(self, *protocols, encryptions=slice(None)):
        for protocol in protocols:
            for scheme in ENCRYPTED[protocol][encryptions]:
                for mechanism in MECHANISMS:
                    with self.subTest(scheme=scheme, mechanism=mechanism):
                        yield ("send" if protocol == "smtp" else "receive"), scheme, mechanism

    def assert_works(self, check, *sides):
        for side in sides:
            self.assertEqual(check.side(side)["outcome"], "verified", str(check))
            self.assertEqual(check.side(side)["reached"], "done", str(check))
            self.assertEqual(check.side(side)["token"], {"denied": False, "status": None, "scope": None, "openid_configuration": None})
        self.assertEqual((check.ids(), check.status), ([], 0), str(check))

    def test_a_good_token_opens_the_mailbox_and_sends(self):
        for side, scheme, mechanism in self.each("imap", "pop3", "smtp"):
            before = len(self.lab.sign_ins())
            check = self.check(GOOD_TOKEN, mechanism, **{side: scheme})
            self.assert_works(check, side)
            self.assertEqual(check.side(side)["authentication"], mechanism)
            self.assertIn("Mailbox opened" if side == "receive" else "accepts mail", check.text(side, "mailbox" if side == "receive" else "envelope"))
            self.assertEqual([(sign_in.mechanism, sign_in.accepted) for sign_in in self.lab.sign_ins()[before:]], [(mechanism, True)])

    def test_one_token_serves_both_sides(self):
        for mechanism in (*MECHANISMS, "OAUTH"):
            with self.subTest(mechanism=mechanism):
                check = self.check(GOOD_TOKEN, mechanism, "imaps", "smtp+starttls")
                self.assert_works(check, "receive", "send")
                wanted = "XOAUTH2" if mechanism == "OAUTH" else mechanism
                self.assertEqual([check.side(side)["authentication"] for side in ("receive", "send")], [wanted] * 2)

    def test_each_side_may_have_its_own(self):
        check = self.check(GOOD_TOKEN + "\n" + token("expired"), "XOAUTH2", "imaps", "smtps")
        self.assertEqual([check.side(side)["outcome"] for side in ("receive", "send")], ["verified", "failed"], str(check))
        self.assertEqual(check.ids("send"), ["auth-token-expired"], str(check))

    def test_a_long_token_waits_for_the_server_where_a_line_would_be_too_long(self):
        for side, scheme, mechanism in self.each("imap", "pop3", "smtp", encryptions=slice(1)):
            self.assert_works(self.check(LONG_TOKEN, mechanism, **{side: scheme}), side)

    def test_a_letter_to_oneself_goes_out_and_is_found(self):
        for mechanism, receive in zip(MECHANISMS, ("imaps", "pop3s")):
            with self.subTest(mechanism=mechanism):
                check = self.check(GOOD_TOKEN, mechanism, receive, "smtps", options=["--self-letter"])
                self.assert_works(check, "receive", "send")
                self.assertTrue(check.json["self_letter"]["deleted"], str(check))

    def test_whatever_is_wrong_with_a_token_is_refused_once_and_the_servers_reason_is_told(self):
        for bad in REFUSED:
            for side, scheme, mechanism in self.each("imap", "pop3", "smtp", encryptions=slice(1)):
                before = len(self.lab.sign_ins())
                check = self.check(bad, mechanism, **{side: scheme})
                self.assertEqual((check.ids(), check.status), (["auth-token-expired"], 1), str(check))
                self.assertEqual(check.side(side)["reached"], "sign-in", str(check))
                self.assertEqual(check.side(side)["authentication"], mechanism)
                told = check.side(side)["token"]
                self.assertEqual((told["denied"], told["status"], told["openid_configuration"]),
                                 (True, DENIED[mechanism], oauth_issuer.CONFIGURATION), str(check))
                self.assertEqual(told["scope"], oauth_issuer.SCOPE if mechanism == "XOAUTH2" else None)
                evidence = "\n".join(check.json["findings"][0]["evidence"])
                self.assertIn(DENIED[mechanism], evidence)
                self.assertIn(oauth_issuer.CONFIGURATION, evidence)
                self.assertEqual([sign_in.accepted for sign_in in self.lab.sign_ins()[before:]], [False], str(check))

    def test_sending_does_not_try_a_token_that_receiving_refused(self):
        for mechanism in MECHANISMS:
            with self.subTest(mechanism=mechanism):
                before = len(self.lab.sign_ins())
                check = self.check(token("expired"), mechanism, "imaps", "smtps")
                self.assertEqual(check.ids(), ["auth-token-expired"], str(check))
                self.assertEqual(check.side("send")["outcome"], "untested", str(check))
                self.assertEqual(len(self.lab.sign_ins()) - before, 1)

    def assert_nobody_could_be_asked(self, bad):
        for side, scheme, mechanism in self.each("imap", "pop3", "smtp", encryptions=slice(1)):
            check = self.check(bad, mechanism, **{side: scheme})
            # Postfix alone has no word for it: 535, as to a wrong password.
            expected = "auth-token-refused" if side == "send" else "auth-temporary"
            self.assertEqual((check.ids(), check.status), ([expected], 1), str(check))
            self.assertFalse(check.side(side)["token"]["denied"], str(check))
        for mechanism in MECHANISMS:
            with self.subTest(mechanism=mechanism):
                check = self.check(bad, mechanism, "imaps", "smtps")
                self.assertEqual({(finding["id"], finding["fault"]) for finding in check.json["findings"]}, {("auth-temporary", "provider")}, str(check))
                self.assertEqual([check.side(side)["outcome"] for side in ("receive", "send")], ["failed", "failed"], str(check))

    def test_an_issuer_that_refuses_the_server_or_breaks_is_nobodys_fault_here(self):
        for bad in UNCHECKED:
            with self.subTest(token=bad):
                self.assert_nobody_could_be_asked(bad)

    def test_an_issuer_that_is_gone_is_nobodys_fault_here_and_what_follows_works_again(self):
        self.issuer.go_away()
        try:
            self.assert_nobody_could_be_asked(GOOD_TOKEN)
        finally:
            self.issuer.come_back()
        self.assert_works(self.check(GOOD_TOKEN, "XOAUTH2", "imaps", "smtps"), "receive", "send")

    def test_without_a_token_all_is_tested_up_to_the_sign_in(self):
        before = len(self.lab.sign_ins())
        for mechanism in (*MECHANISMS, "OAUTH"):
            with self.subTest(mechanism=mechanism):
                check = self.check(None, mechanism, "imaps", "smtp+starttls")
                self.assertEqual((check.json["verdict"], check.status, set(check.ids())), ("unproven", 1, {"auth-oauth"}), str(check))
                self.assertEqual(check.side("receive")["token"]["denied"], False)
        self.assertEqual(len(self.lab.sign_ins()), before)

    def test_a_token_goes_out_neither_in_clear_nor_as_a_password_nor_over_tls_that_proves_nobody(self):
        asked, before = len(self.issuer.asked), len(self.lab.sign_ins())
        for scheme in ENCRYPTED:
            side = "send" if scheme == "smtp" else "receive"
            with self.subTest(scheme=scheme), WireWatch(self.lab.ports.values()) as watch:
                check = self.check(GOOD_TOKEN, "XOAUTH2", options=["--allow-plaintext"], **{side: scheme})
                self.assertEqual(check.ids(), ["auth-token-needs-encryption"], str(check))
            self.assertTrue(watch.streams())
            self.assertEqual(watch.leaks(GOOD_TOKEN), [])
        untrusted = self.tegamictl.check(USER, self.lab.url("imaps"), password=GOOD_TOKEN, options=[*ELSEWHERE, "--auth", "XOAUTH2"])
        self.assertEqual(untrusted.side("receive")["reached"], "certificate", str(untrusted))
        self.assertEqual((len(self.issuer.asked), len(self.lab.sign_ins())), (asked, before))

    def test_a_password_goes_to_no_issuer(self):
        asked = len(self.issuer.asked)
        check = self.check(PASSWORD, None, "imaps", "smtps")
        self.assertEqual([check.side(side)["authentication"] for side in ("receive", "send")], ["PLAIN", "PLAIN"], str(check))
        self.assertEqual(check.json["verdict"], "verified")
        self.assertEqual(check.side("receive")["token"], None)
        self.assertEqual(len(self.issuer.asked), asked)

    def test_mail_programs_get_their_own_sign_in_and_no_token(self):
        """As for an own domain at Google, which these servers stand for: both programs know how to sign in there."""
        receive, send = self.lab.url("imaps", GOOGLE[0]), self.lab.url("smtps", GOOGLE[1])
        for credential in (GOOD_TOKEN, None):
            for program, option, name in (("evolution", "--sources-dir", "sources"), ("thunderbird", "--zip", "account.zip")):
                with self.subTest(credential=credential, program=program), tempfile.TemporaryDirectory() as folder:
                    place = pathlib.Path(folder) / name
                    if option == "--sources-dir":
                        place.mkdir()
                    process = self.tegamictl.start(
                        "save", program, "--json", option, place, "--address", USER, "--receive", receive, "--send", send, "--ca-file",
                        self.lab.ca_file, "--auth", "XOAUTH2", *[word for host in GOOGLE for word in ("--resolve", host + "=127.0.0.1")],
                        *["--password-stdin"] * (credential is not None))
                    output, errors = process.communicate(credential and credential.encode(), timeout=HANG)
                    self.assertEqual(process.returncode, 0, errors)
                    written = contents(place)
                    self.assertRegex(written, rb"Method=(XOAUTH2|Google)\b" if program == "evolution" else rb'authMethod", 10\)')
                    self.assertEqual(credentials.found_in(written + output + errors, GOOD_TOKEN), [])


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
