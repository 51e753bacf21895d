#!/usr/bin/python3
"""The real Thunderbird on profiles that we wrote: a new one, one with other accounts, and through the
import file; it sees the account as it should be, fetches a waiting letter from Dovecot, and sends one
through Postfix.  Argument: the program write-thunderbird.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import maillab
import thunderbird_driver
from thunderbird_driver import Thunderbird, be_quiet, remember, trust
from thunderbird_scripts import GO_ONLINE, RECEIVE, REMEMBER, SEND

WRITER = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "write-thunderbird"
NAME = "日本 “花子”; \\"

ACCOUNTS = """
    return MailServices.accounts.accounts.map(account => {
        const server = account.incomingServer;
        const identity = account.defaultIdentity;
        const smtp = identity && MailServices.outgoingServer.servers.find(one => one.key == identity.smtpServerKey);
        return {
            key: account.key, type: server.type, host: server.hostname ?? server.hostName, port: server.port, user: server.username,
            socket: server.socketType, method: server.authMethod, name: server.prettyName,
            startup: server.loginAtStartUp, check: server.doBiff,
            keep: server.type == "pop3" && server.QueryInterface(Ci.nsIPop3IncomingServer).leaveMessagesOnServer,
            old: server.type == "pop3" && server.deleteByAgeFromServer,
            fetch: server.downloadOnBiff,
            full_name: identity?.fullName, address: identity?.email,
            smtp: smtp && { host: smtp.QueryInterface(Ci.nsISmtpServer).hostname, port: smtp.port, user: smtp.username,
                            socket: smtp.socketType, method: smtp.authMethod },
            is_default: MailServices.accounts.defaultAccount?.key == account.key,
        };
    });
"""

# As the compose window does it, and as a receiver reads it.
SENDERS = """
    const parser = MailServices.headerParser;
    return MailServices.accounts.allIdentities.map(identity => {
        const [sender] = parser.parseEncodedHeader(parser.makeMimeAddress(identity.fullName, identity.email));
        return [sender.name, sender.email];
    });
"""

IMPORT = """
    const { ThunderbirdProfileImporter } = ChromeUtils.importESModule("resource:///modules/ThunderbirdProfileImporter.sys.mjs");
    const importer = new ThunderbirdProfileImporter();
    const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    file.initWithPath(args[0]);
    let folder;
    if (importer.validateSource) {
        if (!importer.validateSource(file)) {
            throw new Error("not taken for a profile");
        }
        folder = await importer.extractZipFile(file, () => {});
    } else { // before 153 the import page unpacked the file itself
        folder = Services.dirsvc.get("TmpD", Ci.nsIFile);
        folder.append("import");
        folder.createUnique(Ci.nsIFile.DIRECTORY_TYPE, 0o700);
        const zip = Cc["@mozilla.org/libjar/zip-reader;1"].createInstance(Ci.nsIZipReader);
        zip.open(file);
        for (const name of zip.findEntries(null)) {
            const target = folder.clone();
            target.append(name);
            zip.extract(name, target);
        }
        zip.close();
    }
    await importer.startImport(folder, { accounts: true, addressBooks: false, calendars: false, mailMessages: false });
"""


def prefs_of(profile):
    """name → the value as it is written, of a prefs.js as Thunderbird writes it."""
    text = (pathlib.Path(profile) / "prefs.js").read_text(encoding="utf-8")
    return dict(re.findall(r'^user_pref\("((?:[^"\\]|\\.)*)", (.*)\);$', text, re.M))


class Home(unittest.TestCase):
    """A home folder of its own, and helpers; the mail servers are shared."""

    @classmethod
    def setUpClass(cls):
        cls.lab = maillab.MailLab().start()
        cls.addClassCleanup(cls.lab.stop)

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tegami-thunderbird-"))
        self.addCleanup(shutil.rmtree, self.home)
        self.root = self.home / ".thunderbird"
        self.lab.empty()

    def write(self, *words, succeeds=True):
        environment = {**os.environ, "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / ".local/share"), "LANG": "C.UTF-8"}
        done = subprocess.run([WRITER, *map(str, words)], env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
        self.assertEqual(done.returncode == 0, succeeds, done.stderr)
        return done.stdout.splitlines() if succeeds else done.stderr

    def save(self, where, receive, send, verb="save", name=NAME):
        return self.write(verb, where, self.lab.user, name, self.lab.url(receive), self.lab.url(send))

    def open(self, *arguments):
        return Thunderbird(self.home, *arguments, log=self.home / "thunderbird.log")

    def assert_account(self, account, receive, send):
        numbers = {"imaps": ("imap", 3), "imap+starttls": ("imap", 2), "pop3s": ("pop3", 3), "pop3+starttls": ("pop3", 2)}
        kind, socket = numbers[receive]
        port = self.lab.ports[receive.replace("+starttls", "")]
        self.assertEqual([account[key] for key in ("type", "host", "port", "user", "socket", "method", "name", "full_name", "address")],
                         [kind, self.lab.host, port, self.lab.user, socket, 3, self.lab.user, NAME, self.lab.user])
        self.assertEqual(account["smtp"], {"host": self.lab.host, "port": self.lab.ports[send.replace("+starttls", "")],
                                           "user": self.lab.user, "socket": 2 if "+" in send else 3, "method": 3})
        self.assertTrue(account["startup"] and account["check"])
        if kind == "pop3":
            self.assertTrue(account["keep"] and account["fetch"])
            self.assertFalse(account["old"])

    def logins(self, kind):
        origins = ("%s://%s" % (scheme, self.lab.host) for scheme in ({"imap": "imap", "pop3": "mailbox"}[kind], "smtp"))
        return [[origin, self.lab.user, self.lab.password] for origin in origins]

    def assert_mail_flows(self, thunderbird):
        """A letter that waits is fetched and stays on the server; one that is sent arrives there."""
        thunderbird.run(GO_ONLINE)
        self.assertIn("waiting", thunderbird.run(RECEIVE, self.lab.user, "waiting"))
        thunderbird.run(SEND, self.lab.user, self.lab.user, "sent")
        self.assertIn("sent", thunderbird.run(RECEIVE, self.lab.user, "sent"))
        subjects = [re.search(rb"^Subject: (.*?)\r?$", message, re.M)[1] for message in self.lab.messages()]
        self.assertEqual(sorted(subjects), [b"sent", b"waiting"])
        sent = next(message for message in self.lab.messages() if b"Subject: sent" in message)
        self.assertRegex(sent, rb"(?m)^From: .*<" + self.lab.user.encode() + rb">")


class NewProfile(Home):
    def run_with(self, receive, send):
        kind = receive.partition("+")[0].rstrip("s")
        self.lab.deliver("From: <someone@example.test>\r\nTo: <%s>\r\nSubject: waiting\r\n\r\nHello.\r\n" % self.lab.user)
        change, folder = self.save("new", receive, send)
        be_quiet(folder)
        trust(folder, self.lab.ca_file)
        remember(folder, self.logins(kind))
        with self.open() as thunderbird:  # finds the profile by itself
            self.assertEqual(thunderbird.run("return Services.dirsvc.get('ProfD', Ci.nsIFile).path"), folder)
            accounts = thunderbird.run(ACCOUNTS)
            self.assertEqual([account["type"] for account in accounts if account["type"] != "none"], [kind])
            self.assertEqual(len(accounts), 2)  # and Local Folders
            self.assertTrue(accounts[0]["is_default"])
            self.assert_account(accounts[0], receive, send)
            self.assert_mail_flows(thunderbird)
        found = self.write("accounts")
        self.assertEqual(found, ["%s\t%s\t%s\t%s\tPLAIN\t1" % (self.lab.user, NAME, self.lab.url(receive), self.lab.url(send))])
        return change, folder

    def test_imap_over_tls_sending_over_tls(self):
        change, folder = self.run_with("imaps", "smtps")
        # IMAP mail lies on the server: Thunderbird need not see the profile any more.  The passwords in it are nowhere else.
        self.write("undo", change)
        self.assertTrue((pathlib.Path(folder) / "logins.json").exists())
        self.assertFalse((self.root / "profiles.ini").exists() and ".tegami" in (self.root / "profiles.ini").read_text())

    def test_names_that_thunderbird_would_take_for_quoted_ones(self):
        names = ['"', '"Taro "T" Sato"', '"Taro\\"']
        _, folder = self.save("new", "imaps", "smtps", name=names[0])
        for name, receive in zip(names[1:], ("pop3s", "imap+starttls")):
            self.write("save", folder, "%s.%s" % (receive[:4], self.lab.user), name, self.lab.url(receive), self.lab.url("smtps"))
        be_quiet(folder, {"mail.server.default.login_at_startup": False})
        be_quiet(folder)
        prefs = pathlib.Path(folder) / "prefs.js"
        prefs.write_text(re.sub(r".*login_at_startup.*\n", "", prefs.read_text()))  # or it asks for passwords
        with self.open() as thunderbird:
            seen = thunderbird.run(SENDERS)
        self.assertEqual(sorted(name for name, _ in seen), sorted(names))
        self.assertTrue(all(address.endswith(self.lab.user) for _, address in seen), seen)

    def test_imap_over_starttls_sending_over_starttls(self):
        self.run_with("imap+starttls", "smtp+starttls")

    def test_pop3_over_tls_keeps_the_mail_on_the_server_and_undo_does_not_take_fetched_mail_away(self):
        change, folder = self.run_with("pop3s", "smtp+starttls")
        before = (self.root / "profiles.ini").read_bytes()
        self.assertIn("mail", self.write("undo", change, succeeds=False))
        self.assertTrue((pathlib.Path(folder) / "Mail" / self.lab.host / "Inbox").stat().st_size > 0)
        self.assertEqual((self.root / "profiles.ini").read_bytes(), before)

    def test_pop3_over_starttls_sending_over_tls(self):
        self.run_with("pop3+starttls", "smtps")


HAND_MADE = r"""
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account3.identities", "id4");
user_pref("mail.account.account3.server", "server5");
user_pref("mail.accountmanager.accounts", "account1,account3");
user_pref("mail.accountmanager.defaultaccount", "account3");
user_pref("mail.accountmanager.localfoldersserver", "server1");
user_pref("mail.identity.id4.fullName", "Tarō \"T\" \\ 太郎");
user_pref("mail.identity.id4.smtpServer", "smtp2");
user_pref("mail.identity.id4.useremail", "taro@example.test");
user_pref("mail.identity.id4.valid", true);
user_pref("mail.server.server1.directory-rel", "[ProfD]Mail/Local Folders");
user_pref("mail.server.server1.hostname", "Local Folders");
user_pref("mail.server.server1.name", "Local Folders");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.userName", "nobody");
user_pref("mail.server.server5.check_new_mail", false);
user_pref("mail.server.server5.hostname", "pop.example.test");
user_pref("mail.server.server5.leave_on_server", true);
user_pref("mail.server.server5.login_at_startup", false);
user_pref("mail.server.server5.name", "Tarō");
user_pref("mail.server.server5.port", 995);
user_pref("mail.server.server5.socketType", 3);
user_pref("mail.server.server5.type", "pop3");
user_pref("mail.server.server5.userName", "taro");
user_pref("mail.smtp.defaultserver", "smtp2");
user_pref("mail.smtpserver.smtp2.hostname", "smtp.example.test");
user_pref("mail.smtpserver.smtp2.port", 465);
user_pref("mail.smtpserver.smtp2.try_ssl", 3);
user_pref("mail.smtpserver.smtp2.username", "taro");
user_pref("mail.smtpservers", "smtp2");
user_pref("mailnews.reply_header_authorwrote", "%s wrote:\n\"");
"""

# What a new account adds itself to, and so the only old prefs that may differ.
SHARED = {"mail.accountmanager.accounts", "mail.smtpservers", "mail.account.lastKey"}


class ExistingProfile(Home):
    def setUp(self):
        super().setUp()
        self.profile = self.root / "abcdefgh.default-esr"
        self.profile.mkdir(parents=True)
        (self.root / "profiles.ini").write_text("[Profile0]\nName=default-esr\nIsRelative=1\nPath=abcdefgh.default-esr\n\n"
                                                "[InstallFDC34C9F024745EB]\nDefault=abcdefgh.default-esr\nLocked=1\n")
        (self.profile / "prefs.js").write_text(HAND_MADE, encoding="utf-8")
        be_quiet(self.profile)
        trust(self.profile, self.lab.ca_file)
        # Thunderbird's own hand: it starts twice, which also shows what it changes at every start.
        with self.open():
            pass
        first = prefs_of(self.profile)
        with self.open():
            pass
        second = prefs_of(self.profile)
        self.restless = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
        self.restless.add("network.online")  # the test itself goes offline and online

    def assert_others_stay(self, before, after, ours):
        for name, value in before.items():
            if name not in self.restless | SHARED:
                self.assertEqual(after.get(name), value, name)
        for name in after.keys() - before.keys() - self.restless:
            self.assertRegex(name, ours)

    OURS = r"^mail\.(account\.account4|server\.server6|identity\.id5|smtpserver\.smtp3)\.|^mail\.account\.lastKey$"

    def test_other_accounts_and_prefs_stay_and_ours_works(self):
        before = prefs_of(self.profile)
        old_lines = (self.profile / "prefs.js").read_bytes().splitlines(keepends=True)
        self.lab.deliver("From: <someone@example.test>\r\nTo: <%s>\r\nSubject: waiting\r\n\r\nHello.\r\n" % self.lab.user)
        change, _ = self.save(self.profile, "imaps", "smtp+starttls")
        written = (self.profile / "prefs.js").read_bytes().splitlines(keepends=True)
        names = [b'user_pref("%s"' % name.encode() for name in SHARED]
        self.assertEqual([line for line in old_lines if not line.startswith(tuple(names))],
                         [line for line in written[:len(old_lines)] if not line.startswith(tuple(names))])
        self.assert_others_stay(before, prefs_of(self.profile), self.OURS)
        with self.open() as thunderbird:
            accounts = thunderbird.run(ACCOUNTS)
            self.assertEqual(sorted(account["key"] for account in accounts), ["account1", "account3", "account4"])
            mine = next(account for account in accounts if account["key"] == "account4")
            other = next(account for account in accounts if account["key"] == "account3")
            self.assert_account(mine, "imaps", "smtp+starttls")
            self.assertTrue(other["is_default"])
            self.assertEqual([other[key] for key in ("type", "host", "user", "full_name", "startup")],
                             ["pop3", "pop.example.test", "taro", 'Tarō "T" \\ 太郎', False])
            self.assertEqual(other["smtp"]["host"], "smtp.example.test")
            # While it runs, nobody else writes.
            self.assertIn("open", self.write("undo", change, succeeds=False))
            self.assertIn("open", self.write("save", self.profile, "jiro@example.test", NAME, "imaps://a.example.test",
                                             "smtps://a.example.test", succeeds=False))
            thunderbird.run(REMEMBER, self.logins("imap"))
            self.assert_mail_flows(thunderbird)
        used = prefs_of(self.profile)
        others = {name: value for name, value in used.items() if not re.match(self.OURS, name)}
        self.assert_others_stay(before, others, r"^(?!mail\.(account|server|identity|smtpserver)\.)")
        self.assertIn("mail.server.server6.directory-rel", used)  # Thunderbird's own addition to our account
        self.write("undo", change)
        self.maxDiff = None
        expected = {**others, **{name: before[name] for name in SHARED & before.keys()}, "mail.account.lastKey": used["mail.account.lastKey"]}
        self.assertEqual(prefs_of(self.profile), expected)
        with self.open() as thunderbird:
            self.assertEqual(sorted(account["key"] for account in thunderbird.run(ACCOUNTS)), ["account1", "account3"])

    def test_the_import_file_is_taken_by_thunderbirds_own_import(self):
        path = self.home / "account.zip"
        self.save(path, "pop3s", "smtps", "zip")
        self.lab.deliver("From: <someone@example.test>\r\nTo: <%s>\r\nSubject: waiting\r\n\r\nHello.\r\n" % self.lab.user)
        before = prefs_of(self.profile)
        with self.open() as thunderbird:
            thunderbird.run(IMPORT, str(path))
            thunderbird.run(REMEMBER, self.logins("pop3"))
        with self.open() as thunderbird:  # as its import page does, it starts again
            accounts = thunderbird.run(ACCOUNTS)
            self.assertEqual(len(accounts), 3)
            self.assertEqual(sum(account["type"] == "none" for account in accounts), 1)
            mine = next(account for account in accounts if account["address"] == self.lab.user)
            self.assert_account(mine, "pop3s", "smtps")
            self.assertFalse(mine["is_default"])
            self.assert_mail_flows(thunderbird)
        others = {name: value for name, value in prefs_of(self.profile).items() if name in before}
        self.assert_others_stay(before, others, r"^$")


if __name__ == "__main__":
    REASON = maillab.unavailable() or thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    unittest.main(verbosity=2)
