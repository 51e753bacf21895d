#!/usr/bin/python3
"""Another name of the server as a remedy: real Dovecot and Postfix with a certificate that is not for
the name that was typed, a name server that knows more, and one that is hostile.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import maillab
import nameserver
from tegamictl import Tegamictl

DOMAIN, TYPED = maillab.DOMAIN, "mail." + maillab.DOMAIN
SERVER, NEIGHBOUR = "sv123.example-host.jp", "mail.example-host.jp"
ADDRESS, PASSWORD = "taro@" + DOMAIN, "correct horse 8"


class Names(unittest.TestCase):
    """One lab for all; each test has its own name server."""

    @classmethod
    def setUpClass(cls):
        cls.lab = cls.enterClassContext(maillab.MailLab(users={ADDRESS: PASSWORD}, hosts=("*.example-host.jp", "example-host.jp")))
        cls.tegamictl = Tegamictl(sys.argv[1], surroundings=True)
        cls.addClassCleanup(cls.tegamictl.close)

    def check(self, table=None, address=ADDRESS, receive=TYPED, send=TYPED, resolve=(), options=(), none=False):
        """A check of both sides; returns it, and what the name server was asked."""
        places = {TYPED: "127.0.0.1", SERVER: "127.0.0.1"} | dict(resolve)
        words = ["--ca-file", self.lab.ca_file, "--connect-timeout", "2", "--portal-url", "none", "--time-server", "none", *options]
        for host, ip in places.items():
            words += ["--resolve", "%s=%s" % (host, ip)]
        with nameserver.NameServer(table or {}) as names:
            words += ["--resolver", "none" if none else names.place]
            check = self.tegamictl.check(address, receive=receive and self.lab.url("imaps", receive),
                                         send=send and self.lab.url("smtps", send), password=PASSWORD, options=words)
        return check, names.asked

    def changes(self, check, finding="cert-name-mismatch"):
        """(receiving server, sending server, tried) of each change, in the order in which they are offered."""
        found = next(row for row in check.json["findings"] if row["id"] == finding)
        return [(remedy["change"].get("receive"), remedy["change"].get("send"), remedy["tried"]) for remedy in found["remedies"]
                if remedy["change"]]

    def both(self, host=SERVER):
        return (self.lab.url("imaps", host), self.lab.url("smtps", host), "works")

    # Where the name comes from

    def test_a_wildcard_finds_the_name_by_the_reverse_name_and_repairs_both_sides_at_once(self):
        before = self.lab.sign_ins()
        check, asked = self.check({(nameserver.reverse("127.0.0.1"), "PTR"): [SERVER]})
        self.assertEqual(check.ids(), ["cert-name-mismatch"], str(check))
        # Found right by its certificate, and yet nobody has named it: it hears no credential.
        self.assertEqual(self.lab.sign_ins(), before)
        finding = check.json["findings"][0]
        self.assertEqual((finding["side"], self.changes(check)), ("both", [self.both()]), str(check))
        self.assertIn("Under that name we reach the same server", finding["cause"])
        self.assertEqual(set(asked), {(DOMAIN, "MX"), (nameserver.reverse("127.0.0.1"), "PTR"), (TYPED, "A"), (TYPED, "AAAA")} & set(asked))
        contacted = "\n".join(check.json["surroundings"]["contacted"])
        self.assertIn("which servers receive the mail of " + DOMAIN, contacted)
        self.assertIn("what the server at 127.0.0.1 is called", contacted)

    def test_a_wildcard_finds_the_name_by_the_mail_servers_of_the_domain(self):
        check, _ = self.check({(DOMAIN, "MX"): ["gateway.elsewhere.example", SERVER]})
        self.assertEqual(self.changes(check), [self.both()], str(check))

    def test_the_repaired_account_works_once_the_person_has_taken_it(self):
        check, _ = self.check(receive=SERVER, send=SERVER)
        self.assertEqual((check.json["verdict"], check.ids()), ("verified", []), str(check))

    def test_the_first_label_is_tried_under_the_wildcard(self):
        check, _ = self.check(resolve={NEIGHBOUR: "127.0.0.1"})
        self.assertEqual(self.changes(check), [self.both(NEIGHBOUR)], str(check))

    def test_both_sides_are_repaired_where_their_names_differ(self):
        places = {"imap." + DOMAIN: "127.0.0.1", "smtp." + DOMAIN: "127.0.0.1"}
        check, _ = self.check({(DOMAIN, "MX"): [SERVER]}, receive="imap." + DOMAIN, send="smtp." + DOMAIN, resolve=places)
        finding = check.json["findings"][0]
        self.assertEqual((check.ids(), finding["side"]), (["cert-name-mismatch"], "both"), str(check))
        self.assertEqual(self.changes(check)[0], self.both(), str(check))
        self.assertIn("You entered imap.%s, smtp.%s" % (DOMAIN, DOMAIN), finding["cause"])

    def test_one_side_is_left_alone_where_it_works(self):
        check, _ = self.check({(DOMAIN, "MX"): [SERVER]}, send=SERVER)
        self.assertEqual((check.json["findings"][0]["side"], check.json["send"]["outcome"]), ("receive", "verified"), str(check))
        self.assertEqual(self.changes(check), [(self.lab.url("imaps", SERVER), None, "works")], str(check))

    def test_an_ip_address_as_server_name_is_repaired(self):
        lab_ip = "127.0.0.2"
        with maillab.MailLab(address=lab_ip, users={ADDRESS: PASSWORD}, hosts=("*.example-host.jp",)) as lab:
            words = ["--ca-file", lab.ca_file, "--portal-url", "none", "--resolve", SERVER + "=" + lab_ip]
            with nameserver.NameServer({(nameserver.reverse(lab_ip), "PTR"): [SERVER]}) as names:
                check = self.tegamictl.check(ADDRESS, receive=lab.url("imaps", lab_ip), password=PASSWORD,
                                             options=[*words, "--resolver", names.place])
            self.assertEqual(self.changes(check), [(lab.url("imaps", SERVER), None, "works")], str(check))

    # What is not offered

    def test_a_name_that_does_not_verify_is_not_offered(self):
        table = {(nameserver.reverse("127.0.0.1"), "PTR"): ["ghost.example-host.jp"], (DOMAIN, "MX"): ["mx.stranger.example"]}
        check, _ = self.check(table)
        self.assertEqual(self.changes(check), [], str(check))
        self.assertIn("your provider’s papers", str(check.json["findings"][0]["remedies"]))

    def test_names_of_the_very_server_come_before_its_neighbours(self):
        near = "near.example-host.jp"
        with maillab.MailLab(address="127.0.0.3", users={ADDRESS: PASSWORD}, ports=self.lab.ports, hosts=(near,)) as other:
            table = {(nameserver.reverse("127.0.0.1"), "PTR"): [near], (DOMAIN, "MX"): [SERVER]}
            ca_file = self.lab.folder / "both.pem"
            ca_file.write_text(self.lab.ca_file.read_text() + other.ca_file.read_text())
            check, _ = self.check(table, resolve={near: "127.0.0.3"}, options=["--ca-file", ca_file])
        self.assertEqual(self.changes(check), [self.both(), self.both(near)], str(check))

    def test_a_hostile_name_server_changes_nothing(self):
        pointer = nameserver.reverse("127.0.0.1")
        hostile = ([b"a b.example-host.jp"], ["127.0.0.1"], ["localhost"], [b"x\n\x1b[2J.example-host.jp"], [""], ["*.example-host.jp"],
                   ["n%d.example-host.jp" % n for n in range(25)], b"\xc0\x0c\0\x0c\0\x01\0\0\0\x3c\0\x02\xc0\x0c", b"\xff" * 400,
                   None, "SERVFAIL")
        for values in hostile:
            with self.subTest(values=str(values)[:40]):
                check, _ = self.check({(pointer, "PTR"): values, (DOMAIN, "MX"): values})
                self.assertEqual((check.ids(), self.changes(check)), (["cert-name-mismatch"], []), str(check))
                self.assertNotIn("\x1b", str(check.json))

    def test_nobody_is_asked_where_the_surroundings_are_switched_off(self):
        table = {(nameserver.reverse("127.0.0.1"), "PTR"): [SERVER]}
        for options in ({"options": ["--no-surroundings"]}, {"none": True}):
            with self.subTest(options=options):
                check, asked = self.check(table, **options)
                self.assertEqual((asked, self.changes(check)), ([], []), str(check))

    def test_for_a_provider_in_the_table_no_other_name_is_offered_or_asked_for(self):
        table = {(nameserver.reverse("127.0.0.1"), "PTR"): [SERVER], ("gmail.com", "MX"): [SERVER]}
        for host in ("imap.gmail.com", "mail.gmail.com"):
            with self.subTest(host=host):
                check, asked = self.check(table, address="taro@gmail.com", receive=host, send=None, resolve={host: "127.0.0.1"})
                self.assertEqual(check.ids()[0], "cert-name-mismatch", str(check))
                self.assertNotIn("example-host.jp", str([remedy for remedy in check.json["findings"][0]["remedies"]]))
                self.assertEqual([kind for _, kind in asked if kind in ("MX", "PTR")], [])

    def test_the_domain_itself_as_server_name_is_tried_under_the_wildcard(self):
        check, _ = self.check(receive=DOMAIN, send=None, resolve={DOMAIN: "127.0.0.1", "example.example-host.jp": "127.0.0.1"})
        self.assertEqual(self.changes(check), [(self.lab.url("imaps", "example.example-host.jp"), None, "works")], str(check))


class Makeshift(unittest.TestCase):
    """A server with a makeshift certificate under the name that was typed, and a good one under its own."""

    def check(self, user, typed, fault, table, resolve, **more):
        good = maillab.Authority(pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "good")
        certificate, key = good.server("real", hosts=(SERVER, "imap.lolipop.jp"))
        own = "".join("local_name %s {\n  ssl_cert = <%s\n  ssl_key = <%s\n}\n" % (name, certificate, key)
                      for name in (SERVER, "imap.lolipop.jp"))
        with contextlib.closing(Tegamictl(sys.argv[1], surroundings=True)) as tegamictl, nameserver.NameServer(table) as names, \
                maillab.MailLab(users={user: PASSWORD}, hosts=(typed,), dovecot=own, **fault, **more) as lab:
            words = ["--ca-file", good.ca_file, "--resolver", names.place, "--portal-url", "none", "--time-server", "none"]
            for host in (typed, *resolve):
                words += ["--resolve", "%s=%s" % (host, lab.address)]
            check = tegamictl.check(user, receive=lab.url("imaps", typed), password=PASSWORD, options=words)
            return check, names.asked, lab

    def remedies(self, check):
        return [(remedy["change"]["receive"], remedy["tried"]) for remedy in check.json["findings"][0]["remedies"] if remedy["change"]]

    def test_the_servers_own_name_is_looked_for_before_anything_else(self):
        table = {(nameserver.reverse("127.0.0.1"), "PTR"): [SERVER]}
        for finding, fault in (("cert-self-signed", {"self_signed": True}), ("cert-expired", {"expired": True})):
            with self.subTest(finding=finding):
                check, _, lab = self.check(ADDRESS, TYPED, fault, table, [SERVER])
                self.assertIn(finding, check.ids(), str(check))
                found = next(row for row in check.json["findings"] if row["id"] == finding)
                offered = [remedy["change"]["receive"] for remedy in found["remedies"] if remedy["change"]]
                self.assertEqual(offered, [lab.url("imaps", SERVER)], str(check))

    def test_the_name_that_the_provider_table_has_is_looked_for_as_well(self):
        check, asked, _ = self.check("taro@lolipop.jp", "mail.lolipop.jp", {"self_signed": True}, {}, ["imap.lolipop.jp"],
                                     address="127.0.77.1", ports=maillab.STANDARD_PORTS)
        self.assertEqual(check.ids()[0], "cert-self-signed", str(check))
        self.assertEqual(self.remedies(check), [("imaps://imap.lolipop.jp:993", "works")], str(check))
        self.assertEqual([kind for _, kind in asked if kind in ("MX", "PTR")], [])

    def test_a_name_with_the_same_makeshift_certificate_is_not_offered(self):
        check, _, _ = self.check(ADDRESS, TYPED, {"self_signed": True}, {(DOMAIN, "MX"): ["mx.example-host.jp"]}, ["mx.example-host.jp"])
        self.assertEqual((check.ids()[0], self.remedies(check)), ("cert-self-signed", []), str(check))


class Rules(unittest.TestCase):
    """What is told where no name can be found."""

    RULES = {
        "*.xserver.jp": ("エックスサーバー", "sv123.xserver.jp", "サーバーパネル「サーバー情報」"),
        "*.sakura.ne.jp": ("さくらのレンタルサーバ", "example.sakura.ne.jp", "not your own domain"),
        "*.conoha.ne.jp": ("ConoHa WING", "mail12.conoha.ne.jp", "control panel"),
        "*.lolipop.jp": ("ロリポップ！", "imap.lolipop.jp", "Everyone"),
    }

    def test_the_naming_rule_of_the_host_is_told(self):
        with contextlib.closing(Tegamictl(sys.argv[1])) as tegamictl:
            for wildcard, words in self.RULES.items():
                with self.subTest(wildcard=wildcard), maillab.MailLab(users={ADDRESS: PASSWORD}, hosts=(wildcard,)) as lab:
                    check = tegamictl.check(ADDRESS, receive=lab.url("imaps", TYPED), password=PASSWORD,
                                            options=["--ca-file", lab.ca_file, "--resolve", TYPED + "=127.0.0.1"])
                    remedies = check.json["findings"][0]["remedies"]
                    self.assertEqual([remedy["change"] for remedy in remedies], [None] * len(remedies), str(check))
                    for word in words:
                        self.assertIn(word, remedies[0]["text"])


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
