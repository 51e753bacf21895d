#!/usr/bin/python3
# test-real-faults.py: real Dovecot and Postfix, and everything that people get wrong with them: the
# right finding comes first, the outcome and the exit status fit, sign-ins are not wasted, and
# nothing secret is seen on the wire.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import maillab
from tegamictl import Tegamictl
from wirewatch import WireWatch

USER, PASSWORD = maillab.USER, maillab.PASSWORD
WRONG = "not the password 9"
PAIRS = [("imaps", "smtps"), ("imap+starttls", "smtp+starttls"), ("pop3s", "smtps"), ("pop3+starttls", "smtp+starttls")]


class Faults(unittest.TestCase):
    """One lab for each class, with @settings."""
    settings = {}

    @classmethod
    def setUpClass(cls):
        cls.lab = maillab.MailLab(**cls.settings)
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)

    def check(self, receive=None, send=None, password=PASSWORD, options=(), trust=True, **more):
        """A check with whole URLs, the wire being watched."""
        trusted = ["--ca-file", self.lab.ca_file] if trust else []
        before = len(self.lab.sign_ins())
        with WireWatch([port for port in self.lab.ports.values() if port]) as watch:
            check = self.tegamictl.check(USER, receive, send, password, options=[*trusted, *options], **more)
        self.assertEqual(watch.dropped(), 0)
        self.assertEqual(watch.leaks(USER, USER.partition("@")[0], *password.split("\n")), [], str(check))
        self.sign_ins = self.lab.sign_ins()[before:]
        return check

    def assert_finding(self, check, finding, *sides, outcome="failed"):
        self.assertEqual(check.ids()[:1], [finding], str(check))
        for side in sides:
            self.assertEqual(check.side(side)["outcome"], outcome, str(check))
        self.assertEqual(check.status, 0 if check.json["verdict"] in ("verified", "caution") else 1)

    def assert_no_sign_in(self):
        self.assertEqual(self.sign_ins, [])

    def both(self, finding, url, schemes=None, side_of=lambda scheme: "send" if scheme.startswith("smtp") else "receive", **keywords):
        """Every scheme alone: @finding comes first, and nobody signed in.  @url: scheme → URL."""
        for scheme in schemes or ("imaps", "imap+starttls", "pop3s", "pop3+starttls", "smtps", "smtp+starttls"):
            with self.subTest(scheme=scheme):
                side = side_of(scheme)
                check = self.check(**{side: url(scheme)}, **keywords)
                self.assert_finding(check, finding, side)
                self.assert_no_sign_in()
                yield scheme, check


class WrongPassword(Faults):
    def test_a_given_user_name_is_refused_once_and_sending_is_left_alone(self):
        for receive, send in PAIRS:
            with self.subTest(receive=receive, send=send):
                check = self.check(self.lab.url(receive), self.lab.url(send), WRONG, user=USER)
                self.assert_finding(check, "auth-wrong-password", "receive")
                self.assertEqual(check.side("send")["outcome"], "untested", str(check))
                self.assertEqual([sign_in.accepted for sign_in in self.sign_ins], [False])
                self.assertEqual(check.side("receive")["reached"], "sign-in")

    def test_an_open_user_name_is_refused_twice_at_most(self):
        for receive, send in PAIRS:
            with self.subTest(receive=receive, send=send):
                check = self.check(self.lab.url(receive), self.lab.url(send), WRONG)
                self.assert_finding(check, "auth-wrong-password", "receive")
                self.assertEqual(check.side("send")["outcome"], "untested", str(check))
                self.assertEqual([sign_in.accepted for sign_in in self.sign_ins], [False, False])
                self.assertEqual({sign_in.service for sign_in in self.sign_ins}, {receive[:4]})

    def test_two_wrong_passwords_share_two_refusals(self):
        for user in (None, USER):
            with self.subTest(user=user):
                check = self.check(self.lab.url("imaps"), self.lab.url("smtps"), WRONG + "\n" + WRONG[::-1], user=user)
                self.assert_finding(check, "auth-wrong-password", "receive")
                self.assertEqual([sign_in.accepted for sign_in in self.sign_ins], [False, False])

    def test_sending_alone_is_refused_once(self):
        for send in ("smtps", "smtp+starttls"):
            with self.subTest(send=send):
                check = self.check(send=self.lab.url(send), password=WRONG)
                self.assert_finding(check, "auth-wrong-password", "send")
                self.assertEqual([sign_in.accepted for sign_in in self.sign_ins], [False])

    def test_no_second_mechanism_is_tried_after_a_refusal(self):
        for mechanism in ("CRAM-MD5", "SCRAM-SHA-256", "LOGIN"):
            with self.subTest(mechanism=mechanism):
                check = self.check(self.lab.url("imaps"), password=WRONG, user=USER, options=["--auth", mechanism])
                self.assert_finding(check, "auth-wrong-password", "receive")
                self.assertLessEqual({sign_in.mechanism for sign_in in self.sign_ins}, {mechanism})
                self.assertLessEqual(len(self.sign_ins), 1)

    def test_another_password_for_sending_is_tried_once(self):
        check = self.check(self.lab.url("imaps"), self.lab.url("smtps"), PASSWORD + "\n" + WRONG)
        self.assert_finding(check, "auth-wrong-password", "send")
        self.assertEqual(check.json["findings"][0]["side"], "send")
        self.assertEqual(check.side("receive")["outcome"], "verified")
        self.assertEqual([sign_in.accepted for sign_in in self.sign_ins], [True, False])


class WrongPortOrEncryption(Faults):
    def swapped(self, scheme, port):
        return "%s://%s:%d" % (scheme, self.lab.host, self.lab.ports[port])

    def test_another_protocol_on_the_port_is_named(self):
        for scheme, port in (("imaps", "smtps"), ("imaps", "pop3s"), ("imap+starttls", "smtp"), ("imap+starttls", "pop3"), ("pop3s", "imaps"),
                             ("pop3+starttls", "smtp"), ("smtps", "imaps"), ("smtps", "pop3s"), ("smtp+starttls", "imap"),
                             ("smtp+starttls", "pop3")):
            for _ in self.both("wrong-protocol", lambda scheme, port=port: self.swapped(scheme, port), [scheme]):
                pass

    def test_tls_where_starttls_belongs_is_named(self):
        for scheme, check in self.both("tls-expected-plain", lambda scheme: self.swapped(scheme, scheme[:-1]), ["imaps", "pop3s", "smtps"]):
            self.assert_repair(check, scheme[:-1] + "+starttls")

    def test_starttls_where_tls_belongs_is_named(self):
        schemes = ["imap+starttls", "pop3+starttls", "smtp+starttls"]
        for scheme, check in self.both("plain-expected-tls", lambda scheme: self.swapped(scheme, scheme.partition("+")[0] + "s"), schemes):
            self.assert_repair(check, scheme.partition("+")[0] + "s")

    def test_no_encryption_where_tls_belongs_is_named(self):
        for _ in self.both("plain-expected-tls", lambda scheme: self.swapped(scheme, scheme + "s"), ["imap", "pop3", "smtp"],
                           options=["--allow-plaintext"]):
            pass

    def assert_repair(self, check, scheme):
        """The first change that is proposed has this scheme, was tried, and works."""
        changes = [remedy for remedy in check.json["findings"][0]["remedies"] if remedy["change"]]
        self.assertTrue(changes, str(check))
        self.assertEqual(list(changes[0]["change"].values())[0].partition(":")[0], scheme)
        self.assertEqual(changes[0]["tried"], "works", str(check))

    def test_a_port_where_nobody_listens_is_refused(self):
        port = maillab.free_ports("127.0.0.1", ["nobody"])["nobody"]
        for _ in self.both("port-refused", lambda scheme: "%s://localhost:%d" % (scheme, port)):
            pass

    def test_a_mechanism_that_nobody_offers_is_not_used(self):
        for _ in self.both("auth-no-common-mechanism", self.lab.url, ["imaps", "smtps"], options=["--auth", "XOAUTH2"]):
            pass


class WrongName(Faults):
    settings = {"hosts": ("localhost", "sv123.example.test", "127.0.0.1")}

    def test_another_name_is_told_and_the_names_in_the_certificate_are_shown(self):
        for scheme, check in self.both("cert-name-mismatch", lambda scheme: self.lab.url(scheme, "mail.example.test"),
                                       options=["--resolve", "mail.example.test=127.0.0.1", "--resolve", "sv123.example.test=127.0.0.1"]):
            side = check.side("send" if scheme.startswith("smtp") else "receive")
            self.assertEqual(side["reached"], "certificate")
            self.assertEqual(side["certificates"][0]["names"], list(self.settings["hosts"]))
            self.assertFalse(side["tls"]["trusted"])
            self.assertIn("sv123.example.test", " ".join(check.json["findings"][0]["evidence"]))
            changes = [list(remedy["change"].values())[0] for remedy in check.json["findings"][0]["remedies"] if remedy["change"]]
            self.assertIn(self.lab.url(scheme, "sv123.example.test"), changes, str(check))

    def test_both_sides_make_one_finding(self):
        check = self.check(self.lab.url("imaps", "mail.example.test"), self.lab.url("smtps", "mail.example.test"),
                           options=["--resolve", "mail.example.test=127.0.0.1"])
        self.assert_finding(check, "cert-name-mismatch", "receive", "send")
        self.assertEqual([finding["side"] for finding in check.json["findings"]], ["both"])

    def test_an_ip_address_that_the_certificate_names_is_trusted(self):
        check = self.check(self.lab.url("imaps", "127.0.0.1"), self.lab.url("smtps", "127.0.0.1"))
        self.assertEqual(check.json["verdict"], "verified", str(check))

    def test_without_the_authority_nobody_vouches_for_the_server(self):
        for _ in self.both("cert-incomplete-chain", self.lab.url, trust=False):
            pass

    def test_a_pin_for_one_port_opens_that_port_and_no_other(self):
        seen = self.check(self.lab.url("imaps"), trust=False)
        pin = "localhost:%d=%s" % (self.lab.ports["imaps"], seen.side("receive")["certificates"][0]["sha256"])
        check = self.check(self.lab.url("imaps"), self.lab.url("smtps"), trust=False, options=["--pin", pin])
        self.assertEqual(check.side("receive")["outcome"], "caution", str(check))
        self.assertTrue(check.side("receive")["tls"]["pinned"])
        self.assertEqual(check.side("send")["outcome"], "failed")
        self.assertIn("cert-pinned", check.ids("receive"))
        self.assertEqual([sign_in.service for sign_in in self.sign_ins], ["imap"])


class UnknownIssuer(Faults):
    settings = {"send_issuer": True}

    def test_an_issuer_that_this_computer_does_not_know_is_named(self):
        for _ in self.both("cert-unknown-issuer", self.lab.url, trust=False):
            pass


class PasswordsInTheClear(Faults):
    # Dovecot takes a client on its own address for a secure one.
    settings = {"mechanisms": ("plain", "login"), "address": "127.0.0.2"}

    def test_they_are_refused_before_they_are_sent(self):
        for _ in self.both("auth-needs-encryption", self.lab.url, ["imap", "pop3", "smtp"],
                           options=["--allow-plaintext", "--resolve", "localhost=127.0.0.2"]):
            pass


class Expired(Faults):
    settings = {"expired": True}

    def test_an_expired_certificate_is_told_and_nobody_signs_in(self):
        for scheme, check in self.both("cert-expired", self.lab.url):
            self.assertEqual(check.ids(), ["cert-expired"], str(check))


class SelfSigned(Faults):
    settings = {"self_signed": True}

    def test_a_self_signed_certificate_is_told_and_nobody_signs_in(self):
        for scheme, check in self.both("cert-self-signed", self.lab.url):
            self.assertNotIn("cert-unknown-issuer", check.ids(), str(check))


class NoStarttls(Faults):
    settings = {"starttls": False, "disable_plaintext_auth": False}

    def test_a_server_without_starttls_gets_no_password(self):
        for _ in self.both("starttls-missing", self.lab.url, ["imap+starttls", "pop3+starttls", "smtp+starttls"]):
            pass


class Sending(Faults):
    """Postfix with rules of its own for each kind of refusal, by the sender's address."""
    people = {"own@example.test": None, "foreign@example.test": "send-sender-rejected", "full@example.test": "mailbox-full",
              "gone@example.test": "send-recipient-rejected", "busy@example.test": "send-greylisted", "listed@example.test": "send-blocked-address"}
    settings = {"users": {name: PASSWORD for name in people}, "smtpd": {
        "smtpd_sender_login_maps": "inline:{ %s }" % " ".join(
            "{%s=%s}" % (name, "somebody" if name.startswith("foreign") else name) for name in people),
        "smtpd_sender_restrictions": "reject_sender_login_mismatch",
        "smtpd_recipient_restrictions": "check_recipient_access inline:{"
        " {full@example.test=552 5.2.2 Mailbox is full} {busy@example.test=450 4.2.0 Greylisted, see http://postgrey.example/}"
        " {gone@example.test=550 5.1.1 User unknown in virtual mailbox table}"
        " {listed@example.test=554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using zen.spamhaus.org} }, permit"}}

    def test_each_refusal_of_the_envelope_has_its_finding(self):
        for address, finding in self.people.items():
            with self.subTest(address=address):
                check = self.tegamictl.check(address, self.lab.url("imaps"), self.lab.url("smtps"), PASSWORD,
                                             options=["--ca-file", self.lab.ca_file])
                self.assertEqual(check.ids(), [finding] if finding else [], str(check))
                self.assertEqual(check.side("receive")["outcome"], "verified")
                self.assertEqual(check.side("send")["outcome"], "failed" if finding else "verified")
                self.assertEqual(check.side("send")["reached"], "envelope" if finding else "done")


class RelayDenied(Faults):
    settings = {"smtpd": {"smtpd_relay_restrictions": "reject_unauth_destination"}, "postfix": "virtual_mailbox_domains ="}

    def test_a_server_that_passes_nothing_on_is_named(self):
        check = self.check(self.lab.url("pop3s"), self.lab.url("smtp+starttls"))
        self.assert_finding(check, "send-relay-denied", "send")
        self.assertEqual(check.side("receive")["outcome"], "verified")


class NoSignIn(Faults):
    settings = {"smtpd": {"smtpd_sasl_auth_enable": "no"}}

    def test_a_server_without_sign_in_is_named(self):
        for _ in self.both("auth-not-offered", self.lab.url, ["smtps", "smtp+starttls"]):
            pass


class PasswordsCannotBeChecked(Faults):
    # Exit status 111 is "try again later" (checkpassword's interface).
    settings = {"users": {"somebody.else@example.test": PASSWORD},
                "dovecot": "passdb {\n  driver = checkpassword\n  args = /bin/sh -c exit\\ 111\n}\n"}

    def test_it_is_not_blamed_on_the_password(self):
        # Postfix 3.7 itself says 535, as with a wrong password.
        for receive in ("imaps", "pop3s"):
            with self.subTest(receive=receive):
                check = self.check(self.lab.url(receive))
                self.assert_finding(check, "auth-temporary", "receive")
                self.assertLessEqual(len(self.sign_ins), 1, "an account may be locked by trying again")


class NobodyChecksPasswords(Faults):
    settings = {"smtpd": {"smtpd_sasl_path": "private/nobody"}}

    def test_a_server_that_hangs_up_for_it_is_told_as_that(self):
        check = self.check(self.lab.url("imaps"), self.lab.url("smtps"))
        self.assert_finding(check, "server-closed", "send")
        self.assertEqual(check.side("receive")["outcome"], "verified")


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
