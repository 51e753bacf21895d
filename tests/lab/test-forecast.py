#!/usr/bin/python3
"""Certificates that run out within 21 days, on real Dovecot and Postfix where everything works: said in
time, and not before; of the server's own and of the one behind it.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import pathlib
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import maillab
from tegamictl import Tegamictl

FINDING = "cert-expires-soon"
LEAF = "cn = \"localhost\"\ndns_name = \"localhost\"\ntls_www_server\nsigning_key\nencryption_key\n"
MIDDLE = "cn = \"Middle CA\"\nca\ncert_signing_key\n"


class Chains:
    """An authority, and chains of which each certificate ends after so many days."""

    def __init__(self, folder):
        self.folder = folder
        self.serial = 10
        self.root, self.root_key = self.certificate("root", "cn = \"Forecast CA\"\nca\ncert_signing_key\n", 300)

    def certificate(self, name, template, days, issuer=None):
        certificate, key, path = (self.folder / (name + end) for end in (".pem", ".key", ".template"))
        until = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + days * 86400))
        self.serial += 1
        path.write_text("serial = %d\nactivation_date = \"2026-01-01 00:00:00 UTC\"\nexpiration_date = \"%s UTC\"\n%s"
                        % (self.serial, until, template), encoding="utf-8")
        subprocess.run(["certtool", "--generate-privkey", "--key-type", "ecdsa", "--outfile", key], check=True, capture_output=True)
        signer = ["--generate-self-signed"]
        if issuer is not None:
            signer = ["--generate-certificate", "--load-ca-certificate", issuer[0], "--load-ca-privkey", issuer[1]]
        subprocess.run(["certtool", *signer, "--load-privkey", key, "--template", path, "--outfile", certificate],
                       check=True, capture_output=True)
        return certificate, key

    def write(self, certificate, key, days, middle_days=None):
        """Puts a server's chain into these two files."""
        issuer = (self.root, self.root_key)
        if middle_days is not None:
            issuer = self.certificate("middle", MIDDLE, middle_days, issuer)
        own, own_key = self.certificate("own", LEAF, days, issuer)
        certificate.write_text(own.read_text() + (issuer[0].read_text() if middle_days is not None else ""))
        key.write_bytes(own_key.read_bytes())


class Forecast(unittest.TestCase):
    def check(self, *days):
        with contextlib.closing(Tegamictl(sys.argv[1])) as tegamictl:
            lab = maillab.MailLab()
            chains = Chains(lab.folder / "tls")
            chains.write(lab.certificate, lab.folder / "tls" / "server.key", *days)
            with lab:
                return tegamictl.check(lab.user, receive=lab.url("imaps"), send=lab.url("smtp+starttls"), password=lab.password,
                                       options=["--ca-file", chains.root])

    def assert_caution(self, check):
        self.assertEqual((check.ids(), check.json["verdict"], check.status), ([FINDING], "caution", 0), str(check))
        self.assertEqual([check.json[side]["outcome"] for side in ("receive", "send")], ["caution", "caution"])
        self.assertEqual([check.json[side]["reached"] for side in ("receive", "send")], ["done", "done"])
        finding = check.json["findings"][0]
        self.assertEqual((finding["side"], finding["severity"]), ("both", "caution"))
        return finding

    def assert_nothing(self, check):
        self.assertEqual((check.ids(), check.json["verdict"], check.status), ([], "verified", 0), str(check))

    def test_less_than_21_days_are_a_caution_on_both_sides_and_more_are_not(self):
        self.assertIn("20 days left", self.assert_caution(self.check(20.9))["cause"])
        self.assert_nothing(self.check(21.1))

    def test_the_last_days_are_told_as_such(self):
        self.assertIn("less than two days", self.assert_caution(self.check(0.5))["cause"])

    def test_a_certificate_behind_the_servers_own_counts_as_well(self):
        finding = self.assert_caution(self.check(200, 20.9))
        self.assertIn("behind the server’s own", finding["cause"])
        self.assertIn("20 days left", finding["cause"])
        self.assert_nothing(self.check(200, 21.1))

    def test_the_one_that_ends_first_is_named(self):
        self.assertIn("5 days left", self.assert_caution(self.check(15.5, 5.5))["cause"])
        self.assertIn("5 days left", self.assert_caution(self.check(5.5, 15.5))["cause"])


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
