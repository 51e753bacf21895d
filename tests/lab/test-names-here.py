#!/usr/bin/python3
"""Another name of the server, found with nothing but what this computer is set up with: its own name
server knows the domain's mail servers, the reverse name, and where they are.  Argument: tegamictl.

In a small internet of its own (support/village.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import nameserver
import village
from tegamictl import Tegamictl

DOMAIN, TYPED, SERVER = "taro.test", "mail.taro.test", "sv123.example-host.test"
ADDRESS = "taro@" + DOMAIN
NEIGHBOUR = village.SPOTS % (0, 9)
POINTER = (nameserver.reverse(village.MAIL), "PTR")


class NamesHere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = village.Village()
        cls.addClassCleanup(cls.place.__exit__)
        village.use_system_resolver(cls.place.folder)
        certificate = cls.place.authority.server("wildcard", hosts=("*.example-host.test",))
        cls.place.mail(village.MAIL, 993, "imap", certificate)
        cls.place.mail(village.MAIL, 465, "smtp", certificate)
        cls.place.mail(NEIGHBOUR, 993, "imap", certificate)
        old = cls.place.authority.server("old", hosts=(TYPED, "mail.old-host.test"))
        cls.place.mail(village.AWAY, 993, "imap-refusing", old)
        cls.place.mail(village.AWAY, 465, "smtp", old)
        cls.tegamictl = Tegamictl(sys.argv[1], surroundings=True)
        cls.addClassCleanup(cls.tegamictl.close)

    def check(self, table, send=None, typed=TYPED, options=()):
        known = {(name, "A"): [village.MAIL] for name in (TYPED, SERVER)} | table
        with nameserver.NameServer(known, village.SYSTEM_RESOLVER, 53) as names:
            check = self.tegamictl.check(ADDRESS, receive="imaps://" + typed, send=send, password="correct horse 8",
                                         options=["--ca-file", self.place.ca_file, "--portal-url", "none", "--time-server", "none", *options])
        return check, names.asked

    def changes(self, check):
        return [(remedy["change"], remedy["tried"]) for remedy in check.json["findings"][0]["remedies"] if remedy["change"]]

    def test_the_reverse_name_is_asked_of_this_networks_name_server(self):
        check, asked = self.check({POINTER: [SERVER]}, send="smtps://" + TYPED)
        self.assertEqual(self.changes(check), [({"receive": "imaps://%s:993" % SERVER, "send": "smtps://%s:465" % SERVER}, "works")], str(check))
        self.assertEqual(asked.count(POINTER), 1)
        self.assertIn("This network’s name server: what the server at %s is called" % village.MAIL, check.json["surroundings"]["contacted"])

    def test_the_mail_servers_are_asked_of_this_networks_name_server(self):
        check, _ = self.check({(DOMAIN, "MX"): [SERVER]})
        self.assertEqual(self.changes(check), [({"receive": "imaps://%s:993" % SERVER}, "works")], str(check))

    def test_a_name_server_that_says_nothing_to_it_changes_nothing(self):
        check, _ = self.check({(DOMAIN, "MX"): None, POINTER: None})
        self.assertEqual((check.ids()[0], self.changes(check)), ("cert-name-mismatch", []), str(check))

    def test_an_ip_address_as_server_name_leads_to_the_reverse_name(self):
        check, _ = self.check({POINTER: [SERVER]}, typed=village.MAIL)
        self.assertEqual(self.changes(check), [({"receive": "imaps://%s:993" % SERVER}, "works")], str(check))

    # What works at all is looked for, and everywhere the company's certificate is for its own name

    def works(self, check):
        return [row["url"] for row in check.json["explore"] if row["outcome"] == "works"]

    def test_exploring_finds_the_companys_own_name_by_the_reverse_name(self):
        check, asked = self.check({POINTER: [SERVER]}, send="smtps://" + TYPED, options=["--explore"])
        self.assertEqual(self.works(check), ["imaps://%s:993" % SERVER, "smtps://%s:465" % SERVER], str(check))
        self.assertEqual(check.json["verdict"], "failed")

    def test_exploring_finds_a_name_that_stands_in_the_certificate(self):
        certificate = self.place.authority.server("named", hosts=("sv9.example-host.test",))
        self.place.mail(village.OTHER, 993, "imap", certificate)
        check, _ = self.check({(TYPED, "A"): [village.OTHER], ("sv9.example-host.test", "A"): [village.OTHER]}, options=[
            "--explore", "--no-surroundings"], typed=TYPED + ":9993")
        self.assertEqual(self.works(check), ["imaps://sv9.example-host.test:993"], str(check))
        self.assertEqual(self.changes(check)[0], ({"receive": "imaps://sv9.example-host.test:993"}, "works"), str(check))

    def test_exploring_takes_no_neighbour_of_the_server(self):
        check, _ = self.check({POINTER: ["sv7.example-host.test"], ("sv7.example-host.test", "A"): [NEIGHBOUR]}, options=["--explore"])
        self.assertEqual(self.works(check), [], str(check))

    def test_exploring_asks_nobody_for_names_where_that_is_not_wished(self):
        check, asked = self.check({POINTER: [SERVER]}, options=["--explore", "--no-surroundings"])
        self.assertEqual(([what for what in asked if what[1] not in ("A", "AAAA")], self.works(check)), ([], []), str(check))

    # A mail server of before a move: it still answers, and knows nobody any more

    def refused(self, mail_servers, *options, **keywords):
        return self.check({(TYPED, "A"): [village.AWAY], (DOMAIN, "MX"): mail_servers}, options=options, **keywords)

    def told(self, mail_servers, *options, **keywords):
        """The finding, the texts of its remedies, and everything."""
        check, _ = self.refused(mail_servers, *options, **keywords)
        first = check.json["findings"][0]
        self.assertEqual(first["id"], "auth-wrong-password", str(check))
        self.assertEqual([remedy["change"] for remedy in first["remedies"] if remedy["change"]], [], "a name from MX is never tried")
        return first, [remedy["text"] for remedy in first["remedies"]], str(check)

    def test_after_a_move_it_is_told_where_the_mail_goes(self):
        first, remedies, text = self.told(["sv8440.xserver.jp"])
        self.assertIn("sv8440.xserver.jp", remedies[0], text)
        self.assertIn("エックスサーバー", first["cause"])
        self.assertIn("By the name server, mail for taro.test goes to sv8440.xserver.jp", first["evidence"])

    def test_the_best_mail_server_decides(self):
        first, remedies, text = self.told(["ms123.msv1.invalid", "aspmx.l.google.com", "mail.old-host.test"])
        self.assertIn("Google Workspace (aspmx.l.google.com)", first["cause"], text)
        self.assertIn("imap.gmail.com", remedies[0])

    def test_a_name_for_another_protocol_is_not_told(self):
        _, remedies, text = self.told(["mx-proxy501.heteml.jp"])
        self.assertTrue(remedies[0].endswith("they have the server names and the mail password."), text)

    def test_a_company_that_is_not_known_is_called_by_its_server(self):
        first, remedies, text = self.told(["mx1.new-host.test"])
        self.assertIn("whoever looks after taro.test", remedies[0], text)
        self.assertIn("mx1.new-host.test", first["cause"])

    def test_what_says_nothing_of_a_move_is_not_told(self):
        for mail_servers in (None, [], "SERVFAIL", [DOMAIN], [TYPED], ["mx.old-host.test"], ["cluster1.eu.messagelabs.com"]):
            with self.subTest(mail_servers=mail_servers):
                first, remedies, text = self.told(mail_servers)
                self.assertTrue(remedies[0].startswith("Stop here"), text)
                self.assertNotIn("name server", first["cause"])

    def test_the_domain_alone_is_asked_for_and_nothing_where_that_is_not_wished(self):
        check, asked = self.refused(["sv8440.xserver.jp"])
        self.assertEqual([what for what in asked if what[1] not in ("A", "AAAA")], [(DOMAIN, "MX")])
        self.assertEqual({name for name, _ in asked}, {DOMAIN, TYPED})
        self.assertIn("This network’s name server: which servers receive the mail of %s" % DOMAIN, check.json["surroundings"]["contacted"])
        check, asked = self.refused(["sv8440.xserver.jp"], "--no-surroundings")
        self.assertNotIn((DOMAIN, "MX"), asked, str(check))


if __name__ == "__main__":
    village.run_tests()
