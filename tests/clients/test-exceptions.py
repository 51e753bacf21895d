#!/usr/bin/python3
"""The real Thunderbird and Evolution's own mail library with exceptions that we carried into them: they
speak to that server, not to one with another certificate on the same port, and not after undo.  A
private authority likewise.  Argument: the program write-exception.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import maillab
import thunderbird_driver
import tlsfront
from patience import HANG, wait_for
from thunderbird_driver import Thunderbird, be_quiet

WRITER = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "write-exception"

PREFS = """
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.account.account2.identities", "id1");
user_pref("mail.account.lastKey", 2);
user_pref("mail.accountmanager.accounts", "account2,account1");
user_pref("mail.accountmanager.defaultaccount", "account2");
user_pref("mail.accountmanager.localfoldersserver", "server1");
user_pref("mail.identity.id1.useremail", "hanako@example.test");
user_pref("mail.identity.id1.valid", true);
user_pref("mail.server.server1.hostname", "Local Folders");
user_pref("mail.server.server1.name", "Local Folders");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.userName", "nobody");
user_pref("mail.server.server2.hostname", "localhost");
user_pref("mail.server.server2.name", "hanako@example.test");
user_pref("mail.server.server2.port", %d);
user_pref("mail.server.server2.socketType", 3);
user_pref("mail.server.server2.authMethod", 3);
user_pref("mail.server.server2.type", "imap");
user_pref("mail.server.server2.userName", "hanako");
user_pref("mail.server.server2.login_at_startup", false);
"""

# Does not wait: a question about the password or the certificate may stand in the way by then.
FETCH = """
    Services.io.manageOfflineStatus = false;
    Services.io.offline = false;
    const server = MailServices.accounts.accounts.map(one => one.incomingServer).find(one => one.type == "imap");
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    setTimeout(() => server.getNewMessages(server.rootFolder, null, null), 0);
"""

# Evolution's mail library, in a process of its own, since it reads the list of certificates once.
CAMEL = """
import gi, pathlib, sys
gi.require_version("Camel", "1.2")
from gi.repository import Camel, GLib
data = pathlib.Path(GLib.get_user_data_dir()) / "evolution"
data.mkdir(parents=True, exist_ok=True)
Camel.init(str(data), False)
Camel.Provider.init()
class Session(Camel.Session):
    def do_trust_prompt(self, service, certificate, errors):
        print("asked")
        return Camel.CertTrust.NEVER
    def do_authenticate_sync(self, service, mechanism, cancellable):
        print("connected")
        raise GLib.Error("enough", "camel-service-error-quark", 0)
session = Session(user_data_dir=str(data), user_cache_dir=str(data))
session.set_online(True)
store = session.add_service("test", "imapx", Camel.ProviderType.STORE)
settings = store.ref_settings()
settings.set_host("localhost")
settings.set_port(int(sys.argv[1]))
settings.set_user("hanako")
settings.set_security_method(Camel.NetworkSecurityMethod.SSL_ON_ALTERNATE_PORT)
try:
    store.set_online_sync(True)
    store.connect_sync()
except GLib.Error as error:
    print("refused:", error.message)
"""


class Exceptions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tegami-exceptions-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "run").mkdir(mode=0o700)
        self.environment = {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.home / "run"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        self.authority = maillab.Authority(self.home / "tls")
        self.port = maillab.free_ports("127.0.0.1", ["imaps"])["imaps"]

    def chain(self, name, self_signed=True):
        """A chain with its key, and the server's certificate as DER."""
        certificate, key = self.authority.server(name, self_signed=self_signed)
        chain, der = self.home / (name + ".chain"), self.home / (name + ".der")
        chain.write_text(certificate.read_text() + key.read_text())
        der.write_bytes(ssl.PEM_cert_to_DER_cert(certificate.read_text()))
        return chain, der

    def write(self, *words, succeeds=True):
        result = subprocess.run([WRITER, *map(str, words)], env=self.environment, capture_output=True, text=True)
        self.assertEqual(result.returncode == 0, succeeds, result.stderr)
        return result.stdout.strip()

    def front(self, chain):
        return tlsfront.Front("imaps", tlsfront.context(chain), port=self.port)


class InThunderbird(Exceptions):
    def setUp(self):
        super().setUp()
        self.profile = self.home / "profile"
        self.profile.mkdir()
        (self.profile / "prefs.js").write_text(PREFS % self.port)
        be_quiet(self.profile)

    def speaks(self, chain):
        """Whether Thunderbird says anything to a server with this chain."""
        with self.front(chain) as front:
            thunderbird = Thunderbird(self.home, "--profile", self.profile, log=self.home / "thunderbird.log")
            try:
                thunderbird.run(FETCH)
                wait_for("the connection", lambda: front.said or front.visits)
            finally:
                thunderbird.kill()
            return bool(front.said)

    def test_an_exception_is_for_one_certificate_until_it_is_taken_back(self):
        (mine, der), (other, _) = self.chain("mine"), self.chain("other")
        self.assertFalse(self.speaks(mine))
        change = self.write("thunderbird", self.profile, "localhost", self.port, der)
        self.assertTrue(self.speaks(mine))
        self.assertFalse(self.speaks(other))
        self.write("undo", change)
        self.assertFalse(self.speaks(mine))

    def test_while_thunderbird_is_open_nobody_else_writes(self):
        _, der = self.chain("mine")
        thunderbird = Thunderbird(self.home, "--profile", self.profile, log=self.home / "thunderbird.log")
        try:
            self.write("thunderbird", self.profile, "localhost", self.port, der, succeeds=False)
        finally:
            thunderbird.kill()
        self.assertFalse((self.profile / "cert_override.txt").exists())

    def test_a_private_authority_is_trusted_until_it_is_taken_back(self):
        (mine, _), (other, _) = self.chain("mine", self_signed=False), self.chain("other")
        authority = self.home / "ca.der"
        authority.write_bytes(ssl.PEM_cert_to_DER_cert(self.authority.ca_file.read_text()))
        self.assertFalse(self.speaks(mine))
        change = self.write("authority", self.profile, authority)
        self.assertTrue(self.speaks(mine))
        self.assertFalse(self.speaks(other))
        self.write("authority", self.profile, self.home / "mine.der", succeeds=False)  # a server is no authority
        self.write("undo", change)
        self.assertFalse(self.speaks(mine))


class InEvolution(Exceptions):
    def connect(self, chain):
        """Whether Camel goes on to the sign-in without a question about the certificate."""
        with self.front(chain):
            result = subprocess.run(["/usr/bin/python3", "-c", CAMEL, str(self.port)], env=self.environment, capture_output=True, text=True,
                                    timeout=HANG)
        words = result.stdout.split()
        self.assertTrue("connected" in words or "asked" in words or "Unacceptable TLS certificate" in result.stdout, result.stdout + result.stderr)
        return "connected" in words and "asked" not in words

    def test_an_exception_is_for_one_certificate_until_it_is_taken_back(self):
        (mine, der), (other, _) = self.chain("mine"), self.chain("other")
        self.assertFalse(self.connect(mine))
        self.assertFalse(self.connect(other))
        change = self.write("evolution", "-", "localhost", self.port, der)
        self.assertTrue(self.connect(mine))
        self.assertFalse(self.connect(other))
        self.write("undo", change)
        self.assertFalse(self.connect(mine))


if __name__ == "__main__":
    REASON = maillab.unavailable() or thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    unittest.main(verbosity=2)
