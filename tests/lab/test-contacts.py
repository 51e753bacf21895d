#!/usr/bin/python3
# test-contacts.py: whom tegamictl connects to: the servers that were named, and nobody else (safety
# rule 8); as the kernel sees it.  Arguments: tegamictl, practice-servers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from patience import HANG, TALK
from tegamictl import Tegamictl

# A network of its own, in which an address for documentation (RFC 5737) is this computer, and nothing else is there.
STRANGE = "192.0.2.1"
OWN_NETWORK = ["unshare", "--net", "sh", "-c", "ip link set lo up && ip address add %s/32 dev lo && exec \"$@\"" % STRANGE, "sh"]
CALLS = "connect,sendto,sendmsg,sendmmsg"
MAIL_PORTS = {110, 143, 465, 587, 993, 995}  # of a named server, where a remedy is tried before it is offered
ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')


class Contacts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = subprocess.Popen([sys.argv[2]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        cls.addClassCleanup(cls.servers.wait, HANG)
        cls.addClassCleanup(cls.servers.stdout.close)
        cls.addClassCleanup(cls.servers.stdin.close)
        cls.table = json.loads(cls.servers.stdout.readline())
        cls.scenarios = {row["name"]: row for row in cls.table["scenarios"]}
        cls.folder = cls.enterContextForClass(tempfile.TemporaryDirectory(prefix="tegami-contacts-"))

    @classmethod
    def enterContextForClass(cls, context):
        cls.addClassCleanup(context.__exit__, None, None, None)
        return context.__enter__()

    def contacted(self, *words, prefix=()):
        """(address, port) of everybody whom this run of tegamictl turned to."""
        trace = pathlib.Path(self.folder) / "trace"
        tegamictl = Tegamictl(sys.argv[1], prefix=[*prefix, "strace", "-f", "-qq", "-e", "trace=" + CALLS, "-o", str(trace)])
        # The leak checker cannot run in a program that is traced.
        tegamictl.environment["ASAN_OPTIONS"] = tegamictl.environment.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        try:
            process = tegamictl.start(*words)
            process.communicate((self.table["password"] + "\n").encode(), timeout=HANG)
        finally:
            tegamictl.close()
        text = trace.read_text(errors="replace")
        self.assertIn("connect(", text, "nothing was traced")
        return {(match[2] or match[3], int(match[1])) for match in ADDRESS.finditer(text)}

    def assert_only_named(self, name, *more, other_ports=frozenset()):
        row = self.scenarios[name]
        words = ["check", "--json", "--address", self.table["address"], "--ca-file", self.table["ca"], "--timeout", str(TALK), "--password-stdin"]
        for side in ("receive", "send"):
            if row[side]:
                words += ["--" + side, row[side]]
        ports = {int(row[side].rpartition(":")[2]) for side in ("receive", "send") if row[side]}
        # The C library asks the kernel for the own address that leads to another one, with port 0 or the port itself.
        allowed = {(address, port) for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1") for port in ports | other_ports | {0}}
        seen = self.contacted(*words, *more)
        self.assertTrue(seen, "nobody was contacted at all")
        self.assertLessEqual(seen, allowed, "contacted without having been named")

    def test_where_all_is_well_only_the_named_servers_are_contacted(self):
        for name in ("good", "good-starttls", "good-pop3"):
            with self.subTest(name=name):
                self.assert_only_named(name)

    def test_without_encryption_the_same_servers_encrypted_ports_are_tried_and_nobody_else(self):
        self.assert_only_named("plain", other_ports={993, 465})

    def test_without_a_look_at_the_surroundings_failures_contact_nobody_else(self):
        for name in ("wrong-password", "cert-wrong-name", "cert-expired", "cert-incomplete-chain", "cert-unknown-issuer",
                     "starttls-missing", "tls-on-starttls-port", "wrong-protocol", "port-refused", "hang-up", "referral", "web-login"):
            with self.subTest(name=name):
                # The name in a certificate is tried, without a sign-in, before it is offered; here it leads back.
                self.assert_only_named(name, "--no-surroundings", "--resolve", "sv123.example-host.jp=127.0.0.1", other_ports=MAIL_PORTS)

    @unittest.skipIf(os.geteuid() != 0, "a network of its own needs root")
    def test_the_surroundings_are_left_alone_on_wish(self):
        words = ["check", "--json", "--address", self.table["address"], "--receive", "imaps://mail.practice.example", "--password-stdin",
                 "--resolve", "mail.practice.example=" + STRANGE, "--timeout", "3"]
        alone = self.contacted(*words, "--no-surroundings", prefix=OWN_NETWORK)
        self.assertEqual({address for address, _ in alone}, {STRANGE})
        # Without the wish somebody else is asked, and the trace shows it: so it would have shown it above.
        around = self.contacted(*words, prefix=OWN_NETWORK)
        self.assertGreater({address for address, _ in around}, {STRANGE})


if __name__ == "__main__":
    if shutil.which("strace") is None:
        print("SKIPPED: strace is not installed")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
