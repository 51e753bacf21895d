#!/usr/bin/python3
"""What else is told about a certificate: how it compares with the last time's, and, where one is missing
above it, what its issuer says when it is asked.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import tlsfront
from certmaker import HOST, Authorities, Issuer, Mailbox, der, envelope
from patience import HANG, TALK
from tegamictl import Tegamictl

RESOLVE = ("--resolve", HOST + "=127.0.0.1", "--resolve", "ca.example.test=127.0.0.1")
SCHEMES = ("imaps", "pop3+starttls", "smtp+starttls")


class Facts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tegami-facts-")
        self.addCleanup(folder.cleanup)
        self.make = Authorities(folder.name)
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        self.record = pathlib.Path(self.tegamictl.environment["XDG_DATA_HOME"]) / "tegami/certificates.json"

    def issuer(self, pages, address="127.0.0.1"):
        issuer = Issuer(pages, address)
        self.addCleanup(issuer.close)
        return issuer

    def check(self, front, root, *options):
        side = "send" if front.protocol == "smtp" else "receive"
        check = self.tegamictl.check("hanako@example.test", options=[*RESOLVE, "--ca-file", root[0], "--timeout", TALK, *options], **{side: front.url(HOST)})
        return check, check.side(side)

    def certificate(self, front, root, *options):
        words = ["--starttls", front.protocol] if "+" in front.scheme else []
        process = self.tegamictl.start("certificate", "%s:%d" % (HOST, front.port), "--json", "--ca-file", root[0], *RESOLVE, *words,
                                       *options)
        output, errors = process.communicate(timeout=HANG)
        self.assertEqual(errors, b"")
        return json.loads(output)


class MissingIntermediate(Facts):
    def test_the_issuer_is_asked_only_when_wanted_and_proves_what_is_missing(self):
        root = self.make.authority("Root")
        middle = self.make.authority("Middle", root)
        for kind, body in (("DER", der(middle)), ("PEM", middle[0].read_bytes()), ("PKCS #7", envelope(middle, root))):
            issuer = self.issuer({"/middle": body})
            leaf = self.make.server("leaf", middle, "http://ca.example.test:%d/middle" % issuer.port)
            for scheme in SCHEMES:
                with self.subTest(kind=kind, scheme=scheme), tlsfront.Front(scheme, self.make.context(leaf)) as front:
                    issuer.asked.clear()
                    check, side = self.check(front, root, "--no-sign-in")
                    self.assertEqual(check.ids(), ["cert-incomplete-chain"], str(check))
                    self.assertEqual((issuer.asked, side.get("issuer_fetch")), ([], None))
                    check, side = self.check(front, root, "--no-sign-in", "--fetch-issuer")
                    self.assertEqual(issuer.asked, [("/middle", "ca.example.test:%d" % issuer.port)])
                    self.assertEqual(side["issuer_fetch"], {"outcome": "proven", "contacted": ["ca.example.test"], "fetched": ["CN=Middle"]}, str(check))
                    self.assertEqual(check.ids(), ["cert-incomplete-chain"])
                    self.assertTrue(any("Middle" in line and "ca.example.test" in line for line in check.json["findings"][0]["evidence"]), str(check))
                    # It explains; nothing is trusted by it.
                    self.assertFalse(side["tls"]["trusted"])
                    self.assertEqual((side["outcome"], side["reached"]), ("failed", "certificate"))
                    seen = self.certificate(front, root, "--fetch-issuer")
                    self.assertEqual(seen["issuer_fetch"]["outcome"], "proven")
                    self.assertFalse(seen["trusted"])

    def test_several_are_fetched_one_above_the_other_up_to_three(self):
        root = self.make.authority("Root")
        pages = {}
        issuer = self.issuer(pages)
        url = "http://ca.example.test:%d/%%d" % issuer.port
        chain = [self.make.authority("CA 0", root)]
        for i in range(1, 4):
            chain.append(self.make.authority("CA %d" % i, chain[-1], url % (i - 1)))
        pages.update({"/%d" % i: der(one) for i, one in enumerate(chain)})
        for depth, expected in ((2, "proven"), (3, "unknown")):
            issuer.asked.clear()
            leaf = self.make.server("leaf", chain[depth], url % depth)
            with self.subTest(depth=depth), tlsfront.Front("imaps", self.make.context(leaf)) as front:
                seen = self.certificate(front, root, "--fetch-issuer")
                self.assertEqual((seen["issuer_fetch"]["outcome"], len(issuer.asked)), (expected, 3))

    def test_what_does_not_fit_proves_nothing(self):
        root, stranger = self.make.authority("Root"), self.make.authority("Stranger")
        middle, other = self.make.authority("Middle", root), self.make.authority("Other", root)
        private = self.make.authority("Private")
        pages = {"/other": der(other), "/garbage": b"\x30\x82\xff\xff" * 64, "/large": der(middle) + bytes(70000), "/away": "http://localhost:1/",
                 "/private": der(private), "/empty": b""}
        issuer = self.issuer(pages)
        rows = (("/other", middle, "unrelated"), ("/garbage", middle, "unrelated"), ("/large", middle, "unrelated"), ("/empty", middle, "unrelated"),
                ("/away", middle, "not-answered"), ("/missing", middle, "not-answered"), ("/private", private, "unknown"))
        for path, signer, expected in rows:
            leaf = self.make.server("leaf", signer, "http://ca.example.test:%d%s" % (issuer.port, path))
            with self.subTest(path=path), tlsfront.Front("imaps", self.make.context(leaf)) as front:
                check, side = self.check(front, stranger if signer is private else root, "--no-sign-in", "--fetch-issuer")
                self.assertEqual(side["issuer_fetch"]["outcome"], expected, str(check))
                self.assertFalse(side["tls"]["trusted"])

    def test_an_address_inside_a_private_network_is_not_asked(self):
        root = self.make.authority("Root")
        middle = self.make.authority("Middle", root)
        issuer = self.issuer({"/middle": der(middle)}, "127.0.0.2")
        for place, expected in (("127.0.0.2:%d" % issuer.port, "refused"), ("INSIDE.example.test:%d" % issuer.port, "refused"), ("[::1]:8080", "refused"),
                                ("192.168.1.1", "refused"), ("169.254.169.254", "refused"), ("0x7f000002:%d" % issuer.port, None), ("2130706434:%d" % issuer.port, None),
                                ("ca%%0a.example.test:%d" % issuer.port, None), ("ca.example.test:25", None), ("hanako:secret@ca.example.test:%d" % issuer.port, None)):
            leaf = self.make.server("leaf", middle, "http://%s/middle" % place)
            with self.subTest(place=place), tlsfront.Front("imaps", self.make.context(leaf)) as front:
                seen = self.certificate(front, root, "--fetch-issuer", "--resolve", "inside.example.test=127.0.0.2")
                outcome = seen["issuer_fetch"]["outcome"] if "issuer_fetch" in seen else None
                self.assertEqual(outcome, expected)
                self.assertEqual(issuer.asked, [])


class LastTime(Facts):
    def setUp(self):
        super().setUp()
        self.root = self.make.authority("Root", organisation="One Trust")
        self.port = 0

    def see(self, *chain, options=("--user", "hanako", "--password-stdin"), root=None):
        """The comparison that a check makes; on the port of the first one."""
        with Mailbox("imaps", self.make.context(*chain), port=self.port) as front:
            self.port = front.port
            process = self.tegamictl.start("check", "--json", "--no-surroundings", "--address", "hanako@example.test", "--receive", front.url(HOST),
                                           "--resolve", HOST + "=127.0.0.1", "--ca-file", (root or self.root)[0], *options)
            output, _ = process.communicate(b"secret\n", timeout=HANG)
            side, self.findings = json.loads(output)["receive"], json.loads(output)["findings"]
            seen = self.certificate(front, root or self.root)
        self.assertTrue(all(one["previous"] is None for one in side["certificates"][1:]))
        return side, seen["certificates"][0]["previous"]

    def test_a_certificate_is_compared_with_the_one_that_proved_the_server(self):
        first = self.make.server("first", self.root)
        side, known = self.see(first)
        self.assertEqual((side["outcome"], side["certificates"][0]["previous"]), ("verified", None), side)
        self.assertEqual(known["change"], "same")
        self.assertEqual(stat.S_IMODE(self.record.stat().st_mode), 0o600)
        self.assertEqual(known["sha256"], side["certificates"][0]["sha256"])
        # The same key again, another key of the same house, another house, nobody.
        same_house = self.make.authority("Second", organisation="One Trust")
        elsewhere = self.make.authority("Elsewhere", organisation="Other Trust")
        for name, issuer, root, expected in (("renewed", same_house, same_house, "renewed"), ("elsewhere", elsewhere, elsewhere, "other-issuer")):
            side, _ = self.see(self.make.server(name, issuer), root=root)
            self.assertEqual(side["certificates"][0]["previous"]["change"], expected)
        side, known = self.see(self.make.server("nobody"))
        self.assertEqual((side["outcome"], side["certificates"][0]["previous"]["change"]), ("failed", "self-signed"))
        self.assertTrue(any("Other Trust" in line for line in self.findings[0]["evidence"]), self.findings)
        # What was not proven is not remembered.
        self.assertEqual(known["change"], "self-signed")

    def test_a_renewal_for_the_same_key_is_told(self):
        first = self.make.server("first", self.root)
        self.see(first)
        again = self.make.folder / "again.pem"
        template = self.make.folder / "first.template"
        template.write_text(template.read_text().replace("serial = ", "serial = 9"))
        subprocess.run(["certtool", "--generate-certificate", "--load-ca-certificate", self.root[0], "--load-ca-privkey", self.root[1],
                        "--load-privkey", first[1], "--template", template, "--outfile", again], check=True, capture_output=True)
        side, _ = self.see((again, first[1]))
        self.assertEqual(side["certificates"][0]["previous"]["change"], "same-key")

    def test_nothing_is_remembered_unless_the_check_went_through(self):
        first = self.make.server("first", self.root)
        self.see(first, options=("--no-sign-in",))
        self.assertFalse(self.record.exists())
        self.see(first, options=("--user", "hanako", "--password-stdin", "--no-record"))
        self.assertFalse(self.record.exists())
        self.see(self.make.server("nobody"))
        self.assertFalse(self.record.exists())

    def test_a_record_that_makes_no_sense_is_given_up_and_a_link_is_not_followed(self):
        first = self.make.server("first", self.root)
        self.record.parent.mkdir(parents=True)
        for nonsense in ("", "{", "[" * 100000, "null", json.dumps({"schema": 1, "certificates": [{"host": 7}, None, {"host": "a b", "port": 1}]})):
            self.record.write_text(nonsense)
            self.assertIsNone(self.see(first)[0]["certificates"][0]["previous"])
            self.assertEqual(len(json.loads(self.record.read_text())["certificates"]), 1)
        self.record.unlink()
        elsewhere = self.record.parent / "elsewhere"
        elsewhere.write_text("mine")
        self.record.symlink_to(elsewhere)
        self.assertEqual(self.see(first)[0]["outcome"], "verified")
        self.assertEqual(elsewhere.read_text(), "mine")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
