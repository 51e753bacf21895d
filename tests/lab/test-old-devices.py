#!/usr/bin/python3
"""tegamictl device: whether the servers still talk to a device with old encryption is tried, without signing in over it.
Argument: tegamictl.

In a small internet of its own (support/village.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import village
from patience import HANG
from tegamictl import Tegamictl

HOST, PASSWORD = "mail.example.test", "correct horse 8"


class OldDevices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = village.Village()
        cls.addClassCleanup(cls.place.__exit__)
        files = cls.place.authority.server("good", hosts=(HOST,))
        for ip, oldest in ((village.MAIL, None), (village.OTHER, "TLSv1")):
            cls.place.mail(ip, 993, "imap", files, oldest)
            cls.place.mail(ip, 465, "smtp", files, oldest)
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)

    def ask(self, ip, *device):
        process = self.tegamictl.start("device", *device, "--json", "--address", "hanako@example.test", "--receive",
                                       "imaps://" + HOST, "--send", "smtps://" + HOST, "--resolve", "%s=%s" % (HOST, ip), "--ca-file",
                                       self.place.ca_file, "--password-stdin")
        output, errors = process.communicate((PASSWORD + "\n").encode(), timeout=HANG)
        self.assertTrue(output, errors.decode())
        answer = json.loads(output)
        self.assertEqual(answer["verdict"], "verified", errors.decode())
        finding = answer["findings"][0]
        lines = [line.partition(": ")[2] for line in finding["evidence"] if "tried from here" in line]
        return process.returncode, finding["id"], finding["cause"], lines

    def test_a_server_of_today_turns_an_old_device_down(self):
        status, finding, cause, lines = self.ask(village.MAIL, "outlook-express")
        self.assertEqual((status, finding), (1, "device-tls-too-old"))
        self.assertIn(HOST + " refused TLS 1.0", cause)
        self.assertEqual(lines, ["TLS 1.0 not accepted, TLS 1.1 not accepted"] * 2)

    def test_a_server_that_is_not_strict_is_not_said_to_be(self):
        status, finding, cause, lines = self.ask(village.OTHER, "outlook-2013", "Windows XP")
        self.assertEqual((status, finding), (1, "device-tls-too-old"))
        self.assertIn(HOST + " still accepts TLS 1.0", cause)
        self.assertEqual(lines, ["TLS 1.0 accepted, TLS 1.1 accepted"] * 2)

    def test_of_a_printer_nobody_knows_the_age_so_it_is_tried_as_well(self):
        for ip, answer in ((village.MAIL, "TLS 1.0 not accepted, TLS 1.1 not accepted"), (village.OTHER, "TLS 1.0 accepted, TLS 1.1 accepted")):
            status, finding, _, lines = self.ask(ip, "printer")
            self.assertEqual((status, finding, lines), (0, "works-here", [answer] * 2))

    def test_a_new_device_needs_no_such_question(self):
        status, finding, _, lines = self.ask(village.MAIL, "iphone", "18.1")
        self.assertEqual((status, finding, lines), (0, "works-here", []))


if __name__ == "__main__":
    village.run_tests()
