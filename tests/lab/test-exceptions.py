#!/usr/bin/python3
"""tegamictl exceptions: those of Thunderbird, Evolution and ours, with what their servers show now; one
is removed and brought back, and one whose time is over ends.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import fcntl
import hashlib
import json
import os
import pathlib
import ssl
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import maillab
import tlsfront
from patience import HANG
from tegamictl import Tegamictl

OID = "OID.2.16.840.1.101.3.4.2.1"
DAY = 86400


class Exceptions(unittest.TestCase):
    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        self.home = pathlib.Path(self.tegamictl.environment["HOME"])
        self.authority = maillab.Authority(self.home / "tls")
        self.overrides = self.home / ".thunderbird/abc.default/cert_override.txt"
        self.overrides.parent.mkdir(parents=True)
        (self.home / ".thunderbird/profiles.ini").write_text("[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n")
        self.record = pathlib.Path(self.tegamictl.environment["XDG_DATA_HOME"]) / "tegami/exceptions.json"

    def chain(self, name, **what):
        certificate, key = self.authority.server(name, **what)
        path = self.home / (name + ".chain")
        path.write_text(certificate.read_text() + key.read_text())
        return tlsfront.context(path), ssl.PEM_cert_to_DER_cert(certificate.read_text())

    def run_json(self, *words, status=0):
        process = self.tegamictl.start(*words, "--json")
        output, errors = process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, status, errors.decode())
        return json.loads(output) if output else errors.decode()

    def line(self, port, der):
        fingerprint = ":".join("%02X" % byte for byte in hashlib.sha256(der).digest())
        return "localhost:%d:\t%s\t%s\t\n" % (port, OID, fingerprint)

    def own(self, port, der, until):
        self.record.parent.mkdir(parents=True, exist_ok=True)
        self.record.write_text(json.dumps({"schema": 1, "exceptions": [{
            "host": "localhost", "port": port, "sha256": hashlib.sha256(der).hexdigest(), "certificate": base64.b64encode(der).decode(),
            "created": until - 7 * DAY, "until": until, "compared": True, "changes": []}]}))
        self.record.chmod(0o600)

    def test_a_line_that_stands_there_twice_is_one_exception(self):
        context, der = self.chain("twice", self_signed=True)
        with tlsfront.Front("imaps", context) as server:
            self.overrides.write_text(self.line(server.port, der) * 3)
            rows = self.run_json("exceptions", "--ca-file", str(self.authority.ca_file))["exceptions"]
        self.assertEqual([(row["port"], row["state"]) for row in rows], [(server.port, "needed")])

    def test_each_exception_is_held_against_what_its_server_shows_now(self):
        (mine, der), (good, good_der) = self.chain("mine", self_signed=True), self.chain("good")
        expired, expired_der = self.chain("expired", expired=True)
        with tlsfront.Front("imaps", mine) as needed, tlsfront.Front("imaps", good) as stale, tlsfront.Front("imaps", mine) as changed, \
                tlsfront.Front("imaps", expired) as worse:
            offline = maillab.free_ports("127.0.0.1", ["nobody"])["nobody"]
            self.overrides.write_text("# a comment\n" + self.line(needed.port, der) + self.line(stale.port, good_der) +
                                      self.line(changed.port, good_der) + self.line(offline, der) + self.line(worse.port, expired_der))
            os.utime(self.overrides, (1577836800 + 20 * DAY, 1577836800 + 20 * DAY))  # while the expired one was valid
            self.own(needed.port, der, int(time.time()) + 3 * DAY)
            seen = self.run_json("exceptions", "--ca-file", self.authority.ca_file)
            self.assertEqual(list(seen), ["schema", "exceptions"])
            rows = {(row["program"], row["port"]): (row["state"], row["finding"]) for row in seen["exceptions"]}
            self.assertEqual(rows, {
                ("tegami", needed.port): ("needed", None),
                ("thunderbird", needed.port): ("needed", None),
                ("thunderbird", stale.port): ("stale", "client-exception-stale"),
                ("thunderbird", changed.port): ("risky", "cert-changed"),
                ("thunderbird", offline): ("unreachable", None),
                ("thunderbird", worse.port): ("risky", "client-exception-risky"),
            })
            own = next(row for row in seen["exceptions"] if row["program"] == "tegami")
            self.assertIsNotNone(own["until"])
            for front in (needed, stale, changed, worse):
                for line in front.said:
                    self.assertNotRegex(line, "(?i)login|authenticate")

    def row_of(self, port, *options):
        rows = self.run_json("exceptions", "--ca-file", self.authority.ca_file, *options)["exceptions"]
        return next((row["state"], row["finding"], row["other_host"]) for row in rows if row["port"] == port)

    def test_where_the_certificate_is_for_another_name_that_name_is_tried(self):
        (mine, der), (alone, alone_der) = self.chain("named", hosts=("mail.right.test",)), self.chain("mine", self_signed=True)
        (wild, wild_der), (expired, expired_der) = self.chain("wild", hosts=("*.right.test",)), self.chain("old", hosts=("mail.right.test",), expired=True)
        here, elsewhere = ("--resolve", "mail.right.test=127.0.0.1"), ("--resolve", "mail.right.test=127.0.0.2", "--connect-timeout", "1")
        with tlsfront.Front("imaps", mine) as server, tlsfront.Front("imaps", alone) as other, tlsfront.Front("imaps", wild) as vague, \
                tlsfront.Front("imaps", expired) as worse:
            self.overrides.write_text(self.line(server.port, der) + self.line(other.port, alone_der) + self.line(vague.port, wild_der) +
                                      self.line(worse.port, expired_der))
            name = ("avoidable", "client-exception-other-name")
            self.assertEqual(self.row_of(server.port, *here), (*name, "mail.right.test"))
            self.assertEqual(self.row_of(server.port, *elsewhere), (*name, None), "nothing answers there")
            self.assertEqual(self.row_of(vague.port), (*name, None))
            self.assertEqual(self.row_of(other.port, *here), ("needed", None, None))
            self.assertEqual(self.row_of(worse.port, *here)[2], None)
            for front in (server, vague):
                for line in front.said:
                    self.assertNotRegex(line, "(?i)login|authenticate")
        text = self.tegamictl.start("exceptions", "--ca-file", self.authority.ca_file, "--connect-timeout", 1).communicate(timeout=HANG)[0].decode()
        self.assertIn("the server was not reached", text)

    def test_one_is_removed_and_brought_back(self):
        _, der = self.chain("mine", self_signed=True)
        before = "# a comment\n" + self.line(1, der) + self.line(2, der)
        self.overrides.write_text(before)
        rows = self.run_json("exceptions", "--connect-timeout", "1")["exceptions"]
        removed = self.run_json("exceptions", "--remove", next(row["id"] for row in rows if row["port"] == 1))
        self.assertEqual(self.overrides.read_text(), "# a comment\n" + self.line(2, der))
        self.run_json("undo", removed["change"])
        self.assertEqual(self.overrides.read_text(), before)
        self.assertIn("exceptions", self.run_json("exceptions", "--remove", "nonsense", status=2))

    def test_one_whose_time_is_over_ends_and_another_stays(self):
        _, der = self.chain("mine", self_signed=True)
        self.own(993, der, int(time.time()) + DAY)
        self.assertEqual(self.run_json("exceptions", "--expire")["expired"], [])
        self.own(993, der, int(time.time()) - 1)
        self.assertEqual(self.run_json("exceptions", "--expire")["expired"], [{"host": "localhost", "port": 993, "removed": True, "waits": False}])
        self.assertEqual(json.loads(self.record.read_text())["exceptions"], [])

    def test_the_check_at_log_in_is_set_up_only_while_there_is_an_exception(self):
        entry = pathlib.Path(self.tegamictl.environment["XDG_CONFIG_HOME"]) / "autostart/io.github.tegami.Tegami.Exceptions.desktop"
        self.assertIn("no exception", self.run_json("exceptions", "--autostart", "on", status=1))
        self.assertFalse(entry.exists())
        self.own(993, b"a certificate", int(time.time()) + DAY)
        self.assertIs(self.run_json("exceptions", "--autostart", "on")["autostart"], True)
        self.assertIn(" --check-exceptions\n", entry.read_text())
        self.assertEqual(entry.stat().st_mode & 0o777, 0o600)
        self.assertIs(self.run_json("exceptions", "--autostart", "off")["autostart"], False)
        self.assertFalse(entry.exists())
        self.assertIn("--autostart", self.run_json("exceptions", "--autostart", "perhaps", status=2))
        self.run_json("exceptions", "--autostart", "on")
        self.own(993, b"a certificate", int(time.time()) - 1)
        self.run_json("exceptions", "--expire")
        self.assertFalse(entry.exists(), "with the last exception the check goes")

    def test_what_was_carried_into_thunderbird_ends_with_it_once_thunderbird_is_closed(self):
        _, der = self.chain("mine", self_signed=True)
        self.overrides.write_text(self.line(1, der) + self.line(993, der))
        row = next(row for row in self.run_json("exceptions", "--connect-timeout", "1")["exceptions"] if row["port"] == 1)
        change = self.run_json("exceptions", "--remove", row["id"])["change"]
        self.own(993, der, int(time.time()) - 1)
        record = json.loads(self.record.read_text())
        record["exceptions"][0]["changes"] = [change]
        self.record.write_text(json.dumps(record))
        with open(self.overrides.parent / ".parentlock", "w") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            self.assertEqual(self.run_json("exceptions", "--expire", status=1)["expired"],
                             [{"host": "localhost", "port": 993, "removed": False, "waits": True}])
            self.assertEqual(self.overrides.read_text(), self.line(993, der))
        self.assertEqual(self.run_json("exceptions", "--expire")["expired"], [{"host": "localhost", "port": 993, "removed": True, "waits": False}])
        self.assertEqual(self.overrides.read_text(), self.line(1, der) + self.line(993, der))


if __name__ == "__main__":
    REASON = maillab.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
