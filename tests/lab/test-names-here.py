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
        cls.tegamictl = Tegamictl(sys.argv[1], surroundings=True)
        cls.addClassCleanup(cls.tegamictl.close)

    def check(self, table, send=None, typed=TYPED):
        known = {(name, "A"): [village.MAIL] for name in (TYPED, SERVER)} | table
        with nameserver.NameServer(known, village.SYSTEM_RESOLVER, 53) as names:
            check = self.tegamictl.check(ADDRESS, receive="imaps://" + typed, send=send, password="correct horse 8",
                                         options=["--ca-file", self.place.ca_file, "--portal-url", "none", "--time-server", "none"])
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


if __name__ == "__main__":
    reason = village.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
