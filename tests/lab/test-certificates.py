#!/usr/bin/python3
"""Every fault of a certificate and of a handshake, served over IMAPS, POP3 STLS and SMTP STARTTLS:
the right findings, all of them and no other.  Arguments: tegamictl, write-chains.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import datetime
import functools
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import maillab
import ocsp
import tlsfront
from patience import HANG, SILENCE, TALK, wait_for
from tegamictl import Tegamictl

HOST = "mail.example.test"
SCHEMES = ("imaps", "pop3+starttls", "smtp+starttls")

# Chain → what must be found: finding → the certificate that it stands on (0: the server's own).
CHAINS = {
    "good": {},
    "rsa": {},
    "intermediate": {},
    "reversed": {},
    "extra": {},
    "expires-soon": {"cert-expires-soon": 0},
    "weak-key": {"cert-weak": 0},
    "name": {"cert-name-mismatch": 0},
    "part-of-a-name": {"cert-name-mismatch": 0},
    "no-san": {"cert-no-san": 0},
    "expired": {"cert-expired": 0},
    "not-yet-valid": {"cert-not-yet-valid": 0},
    "self-signed": {"cert-self-signed": 0},
    "name+expired": {"cert-name-mismatch": 0, "cert-expired": 0},
    "name+self-signed": {"cert-name-mismatch": 0, "cert-self-signed": 0},
    "expired+self-signed": {"cert-expired": 0, "cert-self-signed": 0},
    "name+expired+self-signed": {"cert-name-mismatch": 0, "cert-expired": 0, "cert-self-signed": 0},
    "unknown-issuer": {"cert-unknown-issuer": 1},
    "incomplete": {"cert-incomplete-chain": 0},
    "chain-expired": {"cert-chain-expired": 1},
    "issuer-not-ca": {"cert-issuer-not-ca": 1},
    "bad-signature": {"cert-bad-signature": 0},
    "constraint": {"cert-constraint": 0},
    "unknown-extension": {"cert-unknown-extension": 0},
    "purpose": {"cert-wrong-purpose": 0},
    "must-staple": {"cert-status-missing": None},
    "weak-hash": {"cert-weak": 0},
}
TRUSTED = {"good", "rsa", "intermediate", "reversed", "extra", "expires-soon", "weak-key"}

# Chains that can be read in several ways → the computer's authorities → the certificate that has expired: its place in
# the chain as GIO sorts it, or "listed"; or all findings.  All others are trusted.
CROSS_SIGNED = {"cross": {"knows-old": "listed"}, "cross+root": {"knows-old": 3}, "cross+roots": {"knows-old": 3}, "cross-shuffled": {"knows-old": 3},
                "cross-expired": {"knows-old": 2}, "cross-twice": {"knows-old": "listed"},
                "two-editions": {"knows-old": ["cert-unknown-issuer"]},
                # GnuTLS and GIO follow the first issuer that fits by name.
                "two-editions-old-first": {"knows-new": 1, "knows-both": 1, "knows-both-old-first": 1, "knows-old": ["cert-unknown-issuer", "cert-chain-expired"]}}
STORES = ("knows-new", "knows-both", "knows-both-old-first", "knows-old")

# openssl s_server's arguments → the finding.
OLD_OPENSSL = ["-cipher", "ALL:@SECLEVEL=0"]
HANDSHAKES = {
    "TLS 1.0 only": (["-tls1", *OLD_OPENSSL], "tls-too-old"),
    "TLS 1.1 only": (["-tls1_1", *OLD_OPENSSL], "tls-too-old"),
    "no common cipher": (["-tls1_2", "-cipher", "CAMELLIA256-SHA:@SECLEVEL=0"], "tls-no-common-cipher"),
    "client certificate in TLS 1.2": (["-tls1_2", "-Verify", "1", "-verify_return_error"], "tls-client-certificate"),
    "client certificate in TLS 1.3": (["-tls1_3", "-Verify", "1", "-verify_return_error"], "tls-client-certificate"),
    "no forward secrecy": (["-tls1_2", "-cipher", "AES256-GCM-SHA384"], "tls-weak"),
}


@functools.lru_cache
def chains():
    """The folder with all chains, made once for all tests."""
    folder = tempfile.TemporaryDirectory(prefix="tegami-chains-")
    unittest.addModuleCleanup(folder.cleanup)
    subprocess.run([sys.argv[2], folder.name], check=True)
    return pathlib.Path(folder.name)


class Lab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = chains()
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.count = 0

    OPTIONS = ("--no-sign-in", "--no-surroundings", "--resolve", HOST + "=127.0.0.1", "--resolve", "sv123.other.test=127.0.0.1",
               "--timeout", TALK)

    def check(self, front, *options, tegamictl=None):
        side = "send" if front.protocol == "smtp" else "receive"
        trusted = ["--ca-file", self.folder / "root.pem"] if tegamictl is None else []
        check = (tegamictl or self.tegamictl).check("hanako@example.test", options=[*self.OPTIONS, *trusted, *options], **{side: front.url(HOST)})
        type(self).count += 1
        for line in front.said:
            self.assertNotRegex(line, "(?i)auth |login|user |pass ")
        return check, check.side(side)

    def assert_problems(self, side, expected):
        for finding, place in expected.items():
            if place is not None:
                self.assertIn(finding, side["certificates"][place]["problems"], finding)
        noted = {problem for certificate in side["certificates"] for problem in certificate["problems"]}
        self.assertLessEqual(noted, set(expected))


def system_trust(test, store="root"):
    """tegamictl on a computer that trusts our authorities itself: only then GIO believes what an
    authority says of its certificates.  The list is laid over the real one, for it alone."""
    system, ours = pathlib.Path("/etc/ssl/certs/ca-certificates.crt"), test.folder / (store + ".pem")
    probe = subprocess.run(["unshare", "-m", "mount", "--bind", ours, system], capture_output=True)
    if probe.returncode != 0:
        test.skipTest("SKIPPED: no right to lay a file over %s: %s" % (system, probe.stderr.decode(errors="replace")))
    script = 'mount --bind "$0" %s && exec "$@"' % system
    tegamictl = Tegamictl(sys.argv[1], ["unshare", "-m", "sh", "-c", script, str(ours)])
    test.addCleanup(tegamictl.close)
    return tegamictl


class Chains(Lab):
    def test_every_fault_is_told_on_its_certificate_and_no_other(self):
        for chain, expected in CHAINS.items():
            context = tlsfront.context(self.folder / (chain + ".pem"))
            for scheme in SCHEMES:
                with self.subTest(chain=chain, scheme=scheme), tlsfront.Front(scheme, context) as front:
                    check, side = self.check(front)
                    self.assertEqual(sorted(check.ids()), sorted(expected), str(check))
                    self.assertEqual(side["tls"]["trusted"], chain in TRUSTED, str(check))
                    self.assertEqual(side["reached"], "sign-in" if chain in TRUSTED else "certificate", str(check))
                    self.assert_problems(side, expected)
        print("%d checks of %d chains" % (self.count, len(CHAINS)), file=sys.stderr)

    def test_a_name_that_looks_as_if_it_fitted_is_told_to_count_for_nothing(self):
        with tlsfront.Front("imaps", tlsfront.context(self.folder / "part-of-a-name.pem")) as front:
            check, _ = self.check(front)
        self.assertIn("ma*.example.test. Written like that, a name counts for no server", check.json["findings"][0]["cause"])

    def test_certificate_says_the_same_as_check(self):
        for chain in ("good", "name+expired", "chain-expired", "expires-soon"):
            for scheme in SCHEMES:
                with self.subTest(chain=chain, scheme=scheme), tlsfront.Front(scheme, tlsfront.context(self.folder / (chain + ".pem"))) as front:
                    words = ["--starttls", front.protocol] if "+" in scheme else []
                    process = self.tegamictl.start("certificate", "%s:%d" % (HOST, front.port), "--json", "--ca-file", self.folder / "root.pem",
                                                   "--resolve", HOST + "=127.0.0.1", *words)
                    output, errors = process.communicate(timeout=HANG)
                    seen = json.loads(output)
                    self.assertEqual(errors, b"")
                    self.assertEqual(list(seen), ["schema", "host", "port", "tls", "certificates", "trusted", "findings"])
                    self.assertEqual((seen["host"], seen["port"]), (HOST, front.port))
                    self.assertEqual(sorted(finding["id"] for finding in seen["findings"]), sorted(CHAINS[chain]))
                    self.assertEqual(seen["trusted"], chain in TRUSTED)
                    self.assertEqual(process.returncode, 0 if chain in TRUSTED else 1)
                    self.assert_problems(seen, CHAINS[chain])


class CrossSigned(Lab):
    """Nothing is expired but what is needed, and has a date that has passed."""

    def passed_days(self):
        """Two days before the chains were made; midnight may have passed since, or while they were made."""
        made = datetime.date.fromtimestamp((self.folder / "root.pem").stat().st_mtime)
        return [made - datetime.timedelta(days) for days in (1, 2, 3)]

    def assert_read_well(self, chain, store, finding, side, cause):
        place = CROSS_SIGNED[chain].get(store, "nowhere")
        if isinstance(place, list):
            self.assertEqual(finding, place)
            return
        self.assertEqual(side["tls"]["trusted"], place == "nowhere", cause)
        self.assertEqual(finding, [] if place == "nowhere" else ["cert-chain-expired"])
        at_fault = [i for i, one in enumerate(side["certificates"]) if one["problems"]]
        if isinstance(place, int):
            self.assertIn(place, at_fault)
        else:
            self.assertEqual(at_fault, [])
        if place != "nowhere":
            self.assertTrue(any(day.strftime("%-d %B %Y") in cause for day in self.passed_days()), cause)
            self.assertEqual("Old Root CA" in cause, place == "listed", cause)

    def test_the_best_way_counts_whatever_is_sent_and_known(self):
        for chain in CROSS_SIGNED:
            context = tlsfront.context(self.folder / (chain + ".pem"))
            for store in STORES:
                with self.subTest(chain=chain, store=store), tlsfront.Front("imaps", context) as front:
                    check, side = self.check(front, "--ca-file", self.folder / (store + ".pem"))
                    cause = "".join(finding["cause"] for finding in check.json["findings"])
                    self.assert_read_well(chain, store, check.ids(), side, cause)

    def test_so_it_does_on_a_computer_that_has_both_authorities_itself(self):
        tegamictl = system_trust(self, "knows-both-old-first")
        for chain in ("cross", "cross+root", "cross+roots", "cross-shuffled", "cross-expired", "cross-twice"):
            with self.subTest(chain=chain), tlsfront.Front("smtp+starttls", tlsfront.context(self.folder / (chain + ".pem"))) as front:
                check, side = self.check(front, tegamictl=tegamictl)
                self.assertEqual((check.ids(), side["tls"]["problems"], side["reached"]), ([], [], "sign-in"), str(check))

    def test_the_chain_is_shown_with_what_it_needs(self):
        for store, expected in (("knows-both", ["not needed here", "not needed here"]), ("knows-old", [])):
            with tlsfront.Front("imaps", tlsfront.context(self.folder / "cross+root.pem")) as front:
                process = self.tegamictl.start("certificate", "%s:%d" % (HOST, front.port), "--ca-file", self.folder / (store + ".pem"), "--resolve",
                                               HOST + "=127.0.0.1")
                output = process.communicate(timeout=HANG)[0].decode()
                self.assertEqual(re.findall("not needed here", output), expected, output)
                self.assertEqual("✘" in output, store == "knows-old", output)


class Pins(Lab):
    def test_a_pinned_certificate_works_until_its_day_and_another_one_stops(self):
        with tlsfront.Front("imaps", tlsfront.context(self.folder / "self-signed.pem")) as front:
            _, side = self.check(front)
            own = side["certificates"][0]["sha256"]
            day = datetime.date.today() + datetime.timedelta(3)
            pin = "%s:%d=%s,until=" % (HOST, front.port, own)
            check, side = self.check(front, "--pin", pin + str(day))
            self.assertEqual(check.ids(), ["cert-pinned"], str(check))
            self.assertIn(str(day.year), check.json["findings"][0]["cause"])
            self.assertTrue(side["tls"]["pinned"] and side["tls"]["trusted"])
            check, side = self.check(front, "--pin", pin + str(datetime.date.today() - datetime.timedelta(2)))
            self.assertEqual(check.ids(), ["cert-self-signed"], str(check))
            self.assertFalse(side["tls"]["trusted"])
            other = "%s:%d=%s" % (HOST, front.port, "0" * 64)
            check, side = self.check(front, "--pin", other)
            self.assertEqual(sorted(check.ids()), ["cert-changed", "cert-self-signed"], str(check))
            self.assertEqual(check.ids()[0], "cert-changed")
            self.assertFalse(side["tls"]["trusted"] or side["tls"]["pinned"])


class Servers(Lab):
    """openssl s_server, which can do what Python will not; a front of ours speaks before STARTTLS."""

    def serve(self, arguments, chain="rsa"):
        port = maillab.free_ports("127.0.0.1", ["server"])["server"]
        path = self.folder / (chain + ".pem")
        process = subprocess.Popen(["openssl", "s_server", "-accept", "127.0.0.1:%d" % port, "-cert", path, "-key", path, "-quiet", *arguments],
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
                                   env=dict(os.environ, OPENSSL_CONF="/dev/null"))
        self.addCleanup(lambda: (process.kill(), process.wait(), process.stdin.close()))

        def listens():
            self.assertIsNone(process.poll(), "openssl s_server ended")
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        wait_for("openssl s_server", listens)
        return port

    def test_every_fault_of_a_handshake_is_told(self):
        for name, (arguments, finding) in HANDSHAKES.items():
            for scheme, (check, side) in self.checks(arguments):
                with self.subTest(name=name, scheme=scheme):
                    # After TLS nobody speaks mail here, which a good handshake ends in.
                    self.assertEqual([found for found in check.ids() if found.startswith(("tls-", "cert-"))], [finding], str(check))
                    if finding != "tls-weak":
                        self.assertEqual(check.ids(), [finding], str(check))
                        self.assertEqual(side["outcome"], "failed")

    def test_a_short_diffie_hellman_exchange_is_told_and_a_long_one_is_not(self):
        for bits, expected in ((1024, ["tls-weak"]), (2048, [])):
            parameters = self.folder / ("dh%d.pem" % bits)
            subprocess.run(["openssl", "dhparam", "-dsaparam", "-out", parameters, str(bits)], check=True, capture_output=True)
            context = tlsfront.context(self.folder / "rsa.pem")
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0")
            context.load_dh_params(parameters)
            for scheme in SCHEMES:
                with self.subTest(bits=bits, scheme=scheme), tlsfront.Front(scheme, context) as front:
                    check, side = self.check(front)
                    self.assertEqual(check.ids(), expected, str(check))
                    self.assertTrue(side["tls"]["trusted"])

    def checks(self, arguments, chain="rsa", tegamictl=None):
        """A check by each scheme, side by side: the server says nothing after TLS, so that each lasts until its time limit.  And it
        has time for one client only, so that each scheme needs its own."""
        ports = [self.serve(arguments, chain) for _ in SCHEMES]

        def check(scheme, port):
            with tlsfront.Front(scheme, backend=port) as front:
                return self.check(front, "--timeout", SILENCE, tegamictl=tegamictl)

        with concurrent.futures.ThreadPoolExecutor() as pool:
            return zip(SCHEMES, list(pool.map(check, SCHEMES, ports)))

    def staple(self, chain, reply, signer="root"):
        """Arguments of a server that staples such a reply."""
        return ["-status_file", ocsp.write(self.folder, chain, reply, signer)], chain

    def assert_revoked(self, port, tegamictl=None):
        for scheme in SCHEMES:
            with self.subTest(scheme=scheme), tlsfront.Front(scheme, backend=port) as front:
                check, side = self.check(front, tegamictl=tegamictl)
                self.assertEqual(check.ids(), ["cert-revoked"], str(check))
                self.assertFalse(side["tls"]["trusted"])
                pin = "%s:%d=%s" % (HOST, front.port, side["certificates"][0]["sha256"])
                check, side = self.check(front, "--pin", pin, tegamictl=tegamictl)
                self.assertEqual(check.ids(), ["cert-revoked"], str(check))
                self.assertFalse(side["tls"]["trusted"])

    def assert_status(self, stapled, expected, tegamictl=None):
        for scheme, (check, side) in self.checks(*stapled, tegamictl=tegamictl):
            with self.subTest(scheme=scheme):
                self.assertEqual(side["tls"]["problems"], expected, str(check))
                self.assertEqual(side["tls"]["trusted"], not expected, str(check))

    def test_a_stapled_revocation_is_told_and_no_pin_opens_the_gate(self):
        port = self.serve(*self.staple("revoked", "R"))
        self.assert_revoked(port)
        self.assert_revoked(port, system_trust(self))

    def test_a_stapled_good_reply_satisfies_must_staple(self):
        stapled = self.staple("must-staple", "V")
        self.assert_status(stapled, [])
        self.assert_status(stapled, [], system_trust(self))

    def test_a_reply_by_someone_else_proves_nothing(self):
        for chain in ("must-staple", "revoked"):
            with self.subTest(chain=chain):
                self.assert_status(self.staple(chain, "V", signer="unknown"), ["cert-status-missing"])

    def test_an_outdated_reply_proves_nothing(self):
        for chain in ("must-staple", "revoked"):
            with self.subTest(chain=chain):
                self.assert_status(self.staple(chain, "stale"), ["cert-status-missing"])


class Hostile(Lab):
    def test_chains_that_run_in_a_circle_or_never_end_get_a_verdict(self):
        for chain, expected in {"mutual": ["cert-unknown-issuer"], "names": None, "megabyte": None}.items():
            context = tlsfront.context(self.folder / (chain + ".pem"))
            for scheme in SCHEMES:
                with self.subTest(chain=chain, scheme=scheme), tlsfront.Front(scheme, context) as front:
                    began = time.monotonic()
                    check, side = self.check(front)
                    print("%s over %s: %s after %.0f ms" % (chain, scheme, check.ids(), (time.monotonic() - began) * 1000), file=sys.stderr)
                    self.assertFalse(side["tls"]["trusted"])
                    self.assertTrue(check.ids())
                    self.assertEqual(side["outcome"], "failed")
                    if expected is not None:
                        self.assertEqual(check.ids(), expected, str(check))


if __name__ == "__main__":
    if shutil.which("openssl") is None:
        print("SKIPPED: openssl is not installed", file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
