#!/usr/bin/python3
# test-real-servers.py: tegamictl check against real Dovecot and Postfix: every protocol, encryption
# and mechanism that they offer; and what passed over the wire meanwhile.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import imaplib
import pathlib
import poplib
import smtplib
import ssl
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import maillab
from tegamictl import Tegamictl
from wirewatch import WireWatch

DOMAIN = maillab.DOMAIN
USER, PASSWORD = maillab.USER, maillab.PASSWORD
LOCAL_ONLY = "shortname"
ODD_PASSWORDS = {
    "umlauts@" + DOMAIN: "pässwörd früh",
    "kana@" + DOMAIN: "ひみつのことばあ",
    "fullwidth@" + DOMAIN: "ＡＢＣ１２３",
    "signs@" + DOMAIN: 'a "quoted\\ &amp; <b> {5} %s \'end',
    "spaces@" + DOMAIN: "  two in front, one behind ",
    "astral@" + DOMAIN: "𠮷野家で𠮟る",
}
ODD_ADDRESSES = ["taro..yamada@" + DOMAIN, "hanako.@" + DOMAIN, ".jiro@" + DOMAIN, "s_i-g-n.s@" + DOMAIN]
ENCRYPTED = {"imap": ("imaps", "imap+starttls"), "pop3": ("pop3s", "pop3+starttls"), "smtp": ("smtps", "smtp+starttls")}
WEAK = {"CRAM-MD5", "APOP"}  # for which auth-mechanism-weak may stand


def users():
    found = {USER: PASSWORD, LOCAL_ONLY: PASSWORD, **ODD_PASSWORDS}
    found.update({address: PASSWORD for address in ODD_ADDRESSES})
    return found


def offered(lab):
    """What the servers offer over TLS, asked with Python's own clients: {"imap": [mechanisms], …}."""
    context = ssl.create_default_context(cafile=lab.ca_file)
    with imaplib.IMAP4_SSL(lab.host, lab.ports["imaps"], ssl_context=context) as imap:
        mechanisms = {"imap": ["IMAP-LOGIN"] + [word[5:] for word in imap.capabilities if word.startswith("AUTH=")]}
    pop3 = poplib.POP3_SSL(lab.host, lab.ports["pop3s"], context=context)
    capa = pop3.capa()
    mechanisms["pop3"] = list(capa.get("SASL", [])) + ["USER-PASS"] * ("USER" in capa) + ["APOP"] * (b"<" in pop3.getwelcome())
    pop3.quit()
    with smtplib.SMTP_SSL(lab.host, lab.ports["smtps"], context=context) as smtp:
        smtp.ehlo()
        mechanisms["smtp"] = smtp.esmtp_features["auth"].split()
    return mechanisms


# These servers stand for a provider's, to which the way is long.
ELSEWHERE = ("--resolve", "localhost=127.0.0.1")


class RealServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = maillab.MailLab(users=users(), disable_plaintext_auth=False)
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.offered = offered(cls.lab)

    def check(self, receive=None, send=None, address=USER, password=PASSWORD, options=(), where=ELSEWHERE, **more):
        url = {name: self.lab.url(scheme) for name, scheme in (("receive", receive), ("send", send)) if scheme}
        return self.tegamictl.check(address, password=password, options=[*where, "--ca-file", self.lab.ca_file, *options], **url, **more)

    def watched_check(self, *arguments, **keywords):
        """A check after which no credential may have been seen on the wire."""
        with WireWatch(self.lab.ports.values()) as watch:
            check = self.check(*arguments, **keywords)
        self.assertEqual(watch.dropped(), 0)
        self.assertTrue(watch.streams(), "nothing was recorded, so nothing was proven")
        address, password = keywords.get("address", USER), keywords.get("password", PASSWORD)
        self.assertEqual(watch.leaks(address, address.partition("@")[0], password), [], str(check))
        return check

    def assert_works(self, check, *sides, weak=False):
        for name in sides:
            allowed = ("verified", "caution") if weak else ("verified",)
            self.assertIn(check.side(name)["outcome"], allowed, str(check))
            self.assertEqual(check.side(name)["reached"], "done", str(check))
            self.assertTrue(check.side(name)["tls"]["trusted"], str(check))
        self.assertLessEqual(set(check.ids()), {"auth-mechanism-weak"} if weak else set(), str(check))
        self.assertEqual(check.status, 0)

    def test_every_protocol_encryption_and_mechanism_verifies(self):
        for protocol, mechanisms in self.offered.items():
            self.assertLessEqual({"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}, set(mechanisms))
            for scheme in ENCRYPTED[protocol]:
                for mechanism in set(mechanisms) - ({"APOP"} if scheme == "pop3+starttls" else set()):
                    with self.subTest(scheme=scheme, mechanism=mechanism):
                        side = "send" if protocol == "smtp" else "receive"
                        before = len(self.lab.sign_ins())
                        check = self.watched_check(**{side: scheme}, options=["--auth", mechanism])
                        self.assert_works(check, side, weak=mechanism in WEAK)
                        self.assertEqual(check.side(side)["authentication"], mechanism)
                        self.assertEqual([sign_in.accepted for sign_in in self.lab.sign_ins()[before:]], [True])

    def test_the_apop_stamp_from_before_tls_is_forgotten_after_it(self):
        check = self.watched_check("pop3+starttls", options=["--auth", "APOP"])
        self.assertEqual(check.ids(), ["auth-no-common-mechanism"], str(check))

    def test_both_sides_verify_with_what_is_chosen_by_itself(self):
        for receive in ENCRYPTED["imap"] + ENCRYPTED["pop3"]:
            for send in ENCRYPTED["smtp"]:
                with self.subTest(receive=receive, send=send):
                    check = self.watched_check(receive, send)
                    self.assert_works(check, "receive", "send")
                    self.assertEqual(check.json["verdict"], "verified")
                    self.assertEqual([check.side(name)["authentication"] for name in ("receive", "send")], ["PLAIN", "PLAIN"])

    def test_without_encryption_it_works_only_on_wish_and_with_a_warning(self):
        for protocol, mechanisms in self.offered.items():
            side = "send" if protocol == "smtp" else "receive"
            for mechanism in mechanisms:
                with self.subTest(protocol=protocol, mechanism=mechanism):
                    check = self.check(**{side: protocol}, options=["--auth", mechanism, "--allow-plaintext"])
                    self.assertEqual(check.side(side)["outcome"], "caution", str(check))
                    self.assertEqual(check.ids()[0], "no-encryption", str(check))
                    self.assertLessEqual(set(check.ids()), {"no-encryption", "auth-mechanism-weak"}, str(check))
                    self.assertIsNone(check.side(side)["tls"])
                    self.assertEqual(check.side(side)["authentication"], mechanism)

    def test_what_stays_inside_this_computer_works_without_encryption(self):
        for scheme in ("imap", "pop3", "smtp"):
            with self.subTest(scheme=scheme):
                side = "send" if scheme == "smtp" else "receive"
                check = self.check(**{side: scheme}, options=["--allow-plaintext"], where=())
                self.assertEqual(check.side(side)["outcome"], "verified", str(check))
                self.assertLessEqual(set(check.ids()), {"local-plain"}, str(check))
                check = self.check(**{side: scheme}, where=())
                self.assertEqual(check.side(side)["outcome"], "unproven", str(check))
                self.assertEqual(check.ids(), ["local-plain"], str(check))

    def test_without_encryption_and_without_the_wish_nothing_is_sent(self):
        for receive in ("imap", "pop3"):
            with self.subTest(receive=receive):
                before = len(self.lab.sign_ins())
                check = self.watched_check(receive, "smtp")
                self.assertEqual(check.status, 1)
                self.assertEqual({check.side(name)["outcome"] for name in ("receive", "send")} & {"verified", "caution"}, set())
                self.assertEqual(len(self.lab.sign_ins()), before)

    def test_in_the_clear_scram_is_preferred_and_keeps_the_password_hidden(self):
        with WireWatch(self.lab.ports.values()) as watch:
            check = self.check("imap", "smtp", options=["--allow-plaintext"])
        self.assertEqual([check.side(name)["authentication"] for name in ("receive", "send")], ["SCRAM-SHA-256"] * 2, str(check))
        self.assertEqual([leak for leak in watch.leaks(PASSWORD)], [])

    def test_the_recording_finds_what_is_really_sent_in_the_clear(self):
        """Without this, an empty record would prove nothing."""
        for protocol, mechanism in (("imap", "PLAIN"), ("imap", "IMAP-LOGIN"), ("imap", "LOGIN"), ("pop3", "USER-PASS"), ("smtp", "PLAIN"),
                                    ("smtp", "CRAM-MD5"), ("pop3", "APOP"), ("imap", "CRAM-MD5")):
            with self.subTest(protocol=protocol, mechanism=mechanism):
                with WireWatch(self.lab.ports.values()) as watch:
                    self.check(**{"send" if protocol == "smtp" else "receive": protocol},
                               options=["--auth", mechanism, "--allow-plaintext"])
                self.assertNotEqual(watch.leaks(PASSWORD), [], "the password, or a digest of it, was not found")
                self.assertNotEqual(watch.leaks(USER), [], "the user name was not found")

    def test_passwords_with_any_characters_arrive_unchanged(self):
        for address, password in ODD_PASSWORDS.items():
            for receive, send, mechanism in (("imaps", "smtps", None), ("pop3s", "smtp+starttls", None), ("imap+starttls", "smtps", "LOGIN"),
                                             ("imaps", None, "IMAP-LOGIN"), ("pop3+starttls", None, "USER-PASS")):
                with self.subTest(password=password, receive=receive, mechanism=mechanism):
                    options = ["--auth", mechanism] if mechanism else []
                    check = self.watched_check(receive, send, address=address, password=password, options=options)
                    self.assert_works(check, "receive", *(["send"] if send else []))

    def test_addresses_with_dots_in_odd_places_are_accepted(self):
        for address in ODD_ADDRESSES:
            for receive, send in (("imaps", "smtps"), ("pop3+starttls", "smtp+starttls")):
                with self.subTest(address=address, receive=receive):
                    self.assert_works(self.watched_check(receive, send, address=address), "receive", "send")

    def test_a_user_name_without_the_domain_is_found(self):
        for receive in ("imaps", "pop3s"):
            with self.subTest(receive=receive):
                before = len(self.lab.sign_ins())
                check = self.watched_check(receive, "smtps", address="%s@%s" % (LOCAL_ONLY, DOMAIN))
                self.assertEqual(check.ids()[0], "auth-user-form", str(check))
                self.assertEqual(check.side("receive")["outcome"], "failed")
                self.assertEqual(check.side("send")["outcome"], "untested")
                changes = [remedy["change"] for remedy in check.json["findings"][0]["remedies"] if remedy["change"]]
                self.assertEqual(changes[0]["user"], LOCAL_ONLY)
                self.assertEqual([sign_in.accepted for sign_in in self.lab.sign_ins()[before:]], [False, True])

    def test_a_user_name_that_was_given_is_used_as_it_is(self):
        check = self.watched_check("imaps", "smtps", user=LOCAL_ONLY, address="%s@%s" % (LOCAL_ONLY, DOMAIN))
        self.assert_works(check, "receive", "send")
        self.assertEqual([check.side(name)["user"] for name in ("receive", "send")], [LOCAL_ONLY] * 2)

    def test_receive_and_send_may_have_different_passwords(self):
        other = "umlauts@" + DOMAIN
        check = self.check("imaps", "smtps", password=PASSWORD + "\n" + ODD_PASSWORDS[other], options=["--send-user", other])
        self.assert_works(check, "receive", "send")

    def test_the_messages_in_the_mailbox_are_counted_and_left_alone(self):
        address = ODD_ADDRESSES[-1]
        for count in (0, 1, 3):
            while len(self.lab.messages(address)) < count:
                self.lab.deliver("Subject: waiting\r\n\r\nIt waits.\r\n", address)
            for receive in ENCRYPTED["imap"] + ENCRYPTED["pop3"]:
                with self.subTest(receive=receive, count=count):
                    check = self.watched_check(receive, address=address)
                    self.assert_works(check, "receive")
                    self.assertEqual(check.text("receive", "mailbox"), "Mailbox opened, %d message%s" % (count, "s" * (count != 1)))
                    self.assertEqual(len(self.lab.messages(address)), count)

    def test_examining_over_imap_leaves_new_messages_new(self):
        address = ODD_ADDRESSES[0]
        self.lab.deliver("Subject: new\r\n\r\nStill new.\r\n", address)
        self.assert_works(self.watched_check("imaps", address=address), "receive")
        self.assertEqual(len(list((self.lab.mailbox(address) / "new").iterdir())), 1)

    def test_all_but_the_sign_in_is_unproven_and_sends_nothing(self):
        before = len(self.lab.sign_ins())
        check = self.watched_check("imaps", "smtp+starttls", options=["--no-sign-in"])
        self.assertEqual([check.side(name)["outcome"] for name in ("receive", "send")], ["unproven"] * 2, str(check))
        self.assertEqual(check.status, 1)
        self.assertEqual(len(self.lab.sign_ins()), before)


class Forms(unittest.TestCase):
    def test_a_credential_is_found_in_base64_wherever_it_begins(self):
        import base64
        for before in ("", "x", "xy", "xyz", "\0user\0"):
            encoded = base64.b64encode((before + PASSWORD + "tail").encode())
            self.assertTrue(credentials.found_in(b"AUTH PLAIN " + encoded, PASSWORD), before)


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
