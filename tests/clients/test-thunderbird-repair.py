#!/usr/bin/python3
"""Accounts that Thunderbird has used, broken, and changed in place by tegamictl save --update: the real Thunderbird then receives and
sends with each of them, fetches nothing twice and deletes nothing, and finds its folders, filters, saved searches and special folders
again.  Argument: tegamictl.

One profile holds all of them, so that Thunderbird is started twice for all: to use them, and after they were mended.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import contract
import maillab
import thunderbird_driver
from patience import HANG
from tegamictl import home_environment
from thunderbird_driver import Thunderbird, be_quiet, remember, trust
from thunderbird_scripts import REMEMBER

TEGAMICTL = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "tegamictl"
NEW, OLD, OLDER, OLDEST = ("%s.example.test" % name for name in ("new", "old", "older", "oldest"))
PASSWORD = "correct horse 8"
SINK = "sink@example.test"
SCHEMES = {"imap": "imap", "pop3": "mailbox"}
SOCKETS = {"s": 3, "+starttls": 2}


def split(url):
    """("imap", 3, host) of "imaps://host"."""
    kind, security, host = re.fullmatch(r"(imap|pop3|smtp)(s|\+starttls)://(.*)", url).groups()
    return kind, SOCKETS[security], host


class Case:
    """An account: what it is called, how it was used, and how it fails now.
    @receive, @send: its servers while it was used; @smtp: the sending server's key, where several share it
    @user: while it was used; None: the address
    @broken: prefs of its servers ("server" or "smtp", suffix) → what somebody has made of them since
    @words: more for tegamictl"""

    def __init__(self, name, receive, send, smtp=None, user=None, broken=(), words=()):
        self.name, self.address = name, name + "@example.test"
        self.receive, self.send, self.smtp = receive, send, smtp or "smtp_" + name
        self.user, self.broken, self.words = user or self.address, dict(broken), words
        self.kind = split(receive)[0]

    def logins(self, host, send_host, user):
        return [["%s://%s" % (SCHEMES[self.kind], host), user, PASSWORD], ["smtp://" + send_host, user, PASSWORD]]

    def root(self, host, user):
        """As this Thunderbird calls its folders."""
        return "%s://%s@%s" % (SCHEMES[self.kind], urllib.parse.quote(user, safe=""), host)


IMAP, POP3, SMTP = "imaps://" + NEW, "pop3s://" + NEW, "smtps://" + NEW
CASES = [
    Case("port", IMAP, SMTP, broken={("server", "port"): 1}),
    Case("encryption", IMAP, SMTP, broken={("server", "socketType"): 2}),
    Case("host", IMAP, SMTP, broken={("server", "hostname"): "imapp.example.test"}),
    Case("moved", "imaps://" + OLD, "smtps://" + OLD),
    Case("form", IMAP, SMTP, user="form"),
    Case("method", IMAP, SMTP, broken={("server", "authMethod"): 5, ("smtp", "authMethod"): 5}),
    Case("popport", POP3, SMTP, broken={("server", "port"): 1}),
    Case("popencryption", POP3, SMTP, broken={("server", "socketType"): 0}),
    Case("popmoved", "pop3s://" + OLDER, "smtps://" + OLDER, smtp="smtp_shared"),
    Case("other", IMAP, "smtps://" + OLDER, smtp="smtp_shared"),
    Case("popform", POP3, SMTP, user="popform"),
    Case("sendport", IMAP, SMTP, broken={("smtp", "port"): 1}),
    Case("unsigned", POP3, SMTP, broken={("smtp", "authMethod"): 1, ("smtp", "username"): None}),
    Case("first", "imap+starttls://" + OLDEST, "smtp+starttls://" + OLDEST, smtp="smtp_both", words=("--alike",)),
    Case("second", "imap+starttls://" + OLDEST, "smtp+starttls://" + OLDEST, smtp="smtp_both"),
]
BY_NAME = {case.name: case for case in CASES}
MOVED = {"moved", "form", "popmoved", "popform", "first"}  # another server, or another user
UNTOUCHED = {"other", "second"}  # by a command of their own

# Local Folders; nothing starts by itself.
COMMON = {
    "mail.account.account99.server": "server99", "mail.accountmanager.localfoldersserver": "server99", "mail.account.lastKey": 99,
    "mail.server.server99.type": "none", "mail.server.server99.hostname": "Local Folders", "mail.server.server99.userName": "nobody",
    "mail.server.server99.name": "Local Folders", "mail.server.server99.directory-rel": "[ProfD]Mail/Local Folders",
}

# What the steps below share: the folders of an account, and waiting for something without being told of it.
SHARED = """
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
    const accounts = MailServices.accounts.accounts.filter(one => one.incomingServer.type != "none");
    const identityOf = account => account.defaultIdentity;
    const nameOf = account => identityOf(account).email.split("@")[0];
    const inboxOf = account => account.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
    const childOf = (account, name) => account.incomingServer.rootFolder.containsChildNamed(name)
        ? account.incomingServer.rootFolder.getChildNamed(name) : null;
    const subjectsOf = folder => folder ? [...folder.messages].map(one => one.mime2DecodedSubject) : [];
    const until = async (what, account, look) => {
        for (let round = 0; !look(); round++) {
            if (round == 900) {
                throw new Error(`waited in vain for ${what} of ${nameOf(account)}: ` + JSON.stringify(
                    account.incomingServer.rootFolder.descendants.map(folder => [folder.URI, subjectsOf(folder)])));
            }
            if (round % 20 == 0) {
                account.incomingServer.getNewMessages(account.incomingServer.rootFolder, null, null);
            }
            await pause(100);
        }
    };
    const online = () => {
        Services.io.manageOfflineStatus = false;
        Services.io.offline = false;
    };
"""

# As a person uses it: mail fetched, a filter, special folders, saved searches in the account and in Local Folders.
USE = SHARED + """
    const { VirtualFolderHelper } = ChromeUtils.importESModule("resource:///modules/VirtualFolderWrapper.sys.mjs");
    const local = MailServices.accounts.localFoldersServer.rootFolder;
    const use = async account => {
        const server = account.incomingServer;
        const root = server.rootFolder;
        await until("mail", account, () => subjectsOf(inboxOf(account)).length == 2);
        for (const name of ["Kept", "Copies"]) {
            if (server.type == "pop3") {
                root.createSubfolder(name, null);
            }
            await until(name, account, () => childOf(account, name));
        }
        for (const [attribute, name] of [["fcc_folder", "Copies"], ["draft_folder", "Kept"], ["stationery_folder", "Kept"],
                                         ["archive_folder", "Kept"]]) {
            identityOf(account).setUnicharAttribute(attribute, root.URI + "/" + name);
        }
        identityOf(account).setUnicharAttribute("htmlSigText", "Regards");
        server.setStringValue("spamActionTargetFolder", root.URI + "/Kept");
        server.spamSettings;
        const filters = server.getFilterList(null);
        const filter = filters.createFilter("into Kept");
        const term = filter.createTerm();
        const value = term.value;
        value.attrib = term.attrib = Ci.nsMsgSearchAttrib.Subject;
        value.str = "filtered";
        term.op = Ci.nsMsgSearchOp.Contains;
        term.value = value;
        filter.appendTerm(term);
        const action = filter.createAction();
        action.type = Ci.nsMsgFilterAction.MoveToFolder;
        action.targetFolderUri = root.URI + "/Kept";
        filter.appendAction(action);
        filter.enabled = true;
        filters.insertFilterAt(0, filter);
        filters.saveToDefaultFile();
        for (const parent of [root, local]) {
            VirtualFolderHelper.createNewVirtualFolder("found " + nameOf(account), parent, [inboxOf(account), childOf(account, "Kept")],
                                                       "AND (subject,contains,old)", false);
        }
    };
    online();
    await Promise.all(accounts.map(use));
    MailServices.accounts.saveVirtualFolders();
    return accounts.length;
"""

# Without a password, whether it would ask: [name, receiving].
ASKS = SHARED + """
    return accounts.map(account => [nameOf(account), account.incomingServer.passwordPromptRequired]);
"""

# With each of these accounts: what waits is fetched and filtered, and what is sent is copied to where it goes.
MEND = SHARED + """
    const send = (account, to) => new Promise((resolve, reject) => {
        const identity = identityOf(account);
        const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
        fields.from = identity.email;
        fields.to = to;
        fields.subject = "from " + nameOf(account);
        fields.fcc = identity.getUnicharAttribute("fcc_folder");
        const sender = Cc["@mozilla.org/messengercompose/send;1"].createInstance(Ci.nsIMsgSend);
        const listener = {
            onStartSending() {}, onProgress() {}, onStatus() {}, onSendNotPerformed() {}, onGetDraftFolderURI() {}, onTransportSecurityError() {},
            onStopSending(id, status, message) {
                status == 0 ? resolve() : reject(new Error(nameOf(account) + " " + status.toString(16) + " " + message));
            },
            QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener"]),
        };
        sender.createAndSendMessage(null, identity, account.key, fields, false, false, Ci.nsIMsgSend.nsMsgDeliverNow, null,
                                    "text/plain", "hello", null, null, listener, "", "", Ci.nsIMsgCompType.New);
    });
    const seen = {};
    const mend = async account => {
        await until("the new mail", account, () => subjectsOf(inboxOf(account)).includes("new") &&
                                                   subjectsOf(childOf(account, "Kept")).includes("filtered"));
        await send(account, args[1]);
        await until("the copy", account, () => subjectsOf(childOf(account, "Copies")).length > 0);
        const search = childOf(account, "found " + nameOf(account));
        seen[nameOf(account)] = {
            inbox: subjectsOf(inboxOf(account)).sort(), kept: subjectsOf(childOf(account, "Kept")), copies: subjectsOf(childOf(account, "Copies")),
            search: search?.msgDatabase.dBFolderInfo.getCharProperty("searchFolderUri"),
            offline: [...inboxOf(account).messages].filter(one => one.flags & Ci.nsMsgMessageFlags.Offline).length,
            root: account.incomingServer.rootFolder.URI,
        };
    };
    online();
    await Promise.all(accounts.filter(one => args[0].includes(nameOf(one))).map(mend));
    return seen;
"""


def prefs_of(text):
    return dict(re.findall(r'^user_pref\("((?:[^"\\]|\\.)*)", (.*)\);$', text, re.M))


def prefs_text(prefs):
    return "".join("user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value)) for name, value in prefs.items())


class Repair(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        users = {case.address: PASSWORD for case in CASES}
        users.update({case.user: PASSWORD for case in CASES})
        cls.lab = maillab.MailLab(users={**users, SINK: PASSWORD}, hosts=(NEW, OLD, OLDER, OLDEST)).start()
        cls.addClassCleanup(cls.lab.stop)
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="tegami-repair-"))
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.profile = cls.home / ".thunderbird/abcdefgh.default-esr"
        cls.profile.mkdir(parents=True)
        cls.make_mailboxes()
        cls.make_profile()
        with cls.open_thunderbird(NEW, OLD, OLDER, OLDEST) as thunderbird:
            assert thunderbird.run(USE) == len(CASES)
        cls.used = cls.snapshot()
        cls.break_all()
        cls.broken = cls.snapshot()
        cls.saved = {case.name: cls.repair(case) for case in CASES if case.name not in UNTOUCHED}
        cls.repaired = cls.snapshot()

    @classmethod
    def deliver(cls, case, subject):
        cls.lab.deliver("From: <someone@example.test>\r\nTo: <%s>\r\nSubject: %s\r\n\r\nHello.\r\n" % (case.address, subject), case.address)

    @classmethod
    def make_mailboxes(cls):
        for case in CASES:
            box = cls.lab.mailbox(case.address)
            for folder in (".Kept", ".Copies") if case.kind == "imap" else ():
                for name in ("cur", "new", "tmp"):
                    (box / folder / name).mkdir(parents=True)
            (box / "subscriptions").write_text("Kept\nCopies\n")
            cls.lab._own(box)
            for subject in ("old 1", "old 2"):
                cls.deliver(case, subject)

    @classmethod
    def port(cls, url):
        return cls.lab.ports[url.partition(":")[0].replace("+starttls", "")]

    @classmethod
    def make_profile(cls):
        prefs, smtps = dict(COMMON), {}
        for number, case in enumerate(CASES, 1):
            kind, socket, host = split(case.receive)
            server = {"type": kind, "hostname": host, "port": cls.port(case.receive), "userName": case.user, "socketType": socket,
                      "authMethod": 3, "name": case.address, "login_at_startup": False, "check_new_mail": False,
                      **({"leave_on_server": True} if kind == "pop3" else {})}
            identity = {"useremail": case.address, "fullName": "Somebody", "valid": True, "smtpServer": case.smtp}
            prefs.update({"mail.server.server%d.%s" % (number, suffix): value for suffix, value in server.items()})
            prefs.update({"mail.identity.id%d.%s" % (number, suffix): value for suffix, value in identity.items()})
            prefs["mail.account.account%d.server" % number] = "server%d" % number
            prefs["mail.account.account%d.identities" % number] = "id%d" % number
            _, socket, host = split(case.send)
            smtps.setdefault(case.smtp, {"hostname": host, "port": cls.port(case.send), "try_ssl": socket, "authMethod": 3,
                                         "username": case.user, "description": host})
        for key, smtp in smtps.items():
            prefs.update({"mail.smtpserver.%s.%s" % (key, suffix): value for suffix, value in smtp.items()})
        prefs["mail.smtpservers"], prefs["mail.smtp.defaultserver"] = ",".join(smtps), next(iter(smtps))
        keys = ["account%d" % number for number in range(1, len(CASES) + 1)]
        prefs.update({"mail.accountmanager.accounts": ",".join([*keys, "account99"]), "mail.accountmanager.defaultaccount": keys[0]})
        (cls.profile / "prefs.js").write_text("// Mozilla User Preferences\n\n" + prefs_text(prefs))
        trust(cls.profile, cls.lab.ca_file)
        remember(cls.profile, [login for case in CASES for login in case.logins(split(case.receive)[2], split(case.send)[2], case.user)])

    @classmethod
    def open_thunderbird(cls, *hosts):
        be_quiet(cls.profile, {"network.dns.localDomains": ",".join(hosts)})
        return Thunderbird(cls.home, "--profile", cls.profile, log=cls.home / "thunderbird.log")

    @classmethod
    def number(cls, name):
        return [case.name for case in CASES].index(name) + 1

    @classmethod
    def branch(cls, case, which):
        return "mail.server.server%d." % cls.number(case.name) if which == "server" else "mail.smtpserver.%s." % case.smtp

    @classmethod
    def break_all(cls):
        path = cls.profile / "prefs.js"
        text = path.read_text()
        for case in CASES:
            for (which, suffix), value in case.broken.items():
                name = cls.branch(case, which) + suffix
                line = 'user_pref("%s", %s);\n' % (name, json.dumps(value)) if value is not None else ""
                text, count = re.subn(r'(?m)^user_pref\("%s", .*\n' % re.escape(name), line, text)
                assert count == 1, name
        path.write_text(text)
        # The provider takes the full address only, from now on.
        users = cls.lab.folder / "users"
        users.write_text("".join(line for line in users.read_text().splitlines(True) if "@" in line.partition(":")[0]))
        for case in CASES:
            cls.deliver(case, "new")
            cls.deliver(case, "filtered")

    @classmethod
    def tegamictl(cls, *words, status=0):
        environment = home_environment(str(cls.home))
        done = subprocess.run([TEGAMICTL, *map(str, words)], env=environment, input=PASSWORD + "\n", capture_output=True, text=True,
                              timeout=HANG, check=False)
        assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
        return done

    @classmethod
    def repair(cls, case, *words, status=0):
        receive = "%s://%s:%d" % (("imaps", NEW, cls.lab.ports["imaps"]) if case.kind == "imap" else ("pop3s", NEW, cls.lab.ports["pop3s"]))
        done = cls.tegamictl("save", "thunderbird", "--profile", cls.profile, "--update", "--address", case.address, "--receive", receive,
                             "--send", "smtps://%s:%d" % (NEW, cls.lab.ports["smtps"]), "--user", case.address, "--password-stdin",
                             "--ca-file", cls.lab.ca_file, "--resolve", NEW + "=127.0.0.1", "--json", *case.words, *words, status=status)
        answer = json.loads(done.stdout)
        assert not contract.schema_complaints("save", answer), done.stdout
        return answer

    @classmethod
    def snapshot(cls):
        """What a person would miss; not what Thunderbird keeps for itself, and not the test's own."""
        names = {"prefs.js", "virtualFolders.dat", "msgFilterRules.dat", "popstate.dat", "logins.json", "folderCache.json", "folderTree.json"}
        return {str(path.relative_to(cls.profile)): path.read_bytes() for path in sorted(cls.profile.rglob("*"))
                if path.is_file() and (path.name in names or "Mail" in str(path.relative_to(cls.profile)))}

    # What was written

    def expected_prefs(self, before):
        """The prefs of the broken profile with nothing but what was to be mended."""
        prefs = dict(before)
        for case in CASES:
            if case.name == "other":
                continue
            server, smtp = self.branch(case, "server"), self.branch(case, "smtp")
            old = [json.loads(prefs[server + suffix]) for suffix in ("hostname", "userName")]
            prefs.update({server + suffix: json.dumps(value) for suffix, value in {
                "hostname": NEW, "port": self.lab.ports[case.kind + "s"], "socketType": 3, "authMethod": 3, "userName": case.address}.items()})
            roots = [case.root(*old), case.root(NEW, case.address)]
            for name, value in prefs.items():
                if value == json.dumps(roots[0]) or value.startswith('"%s/' % roots[0]):
                    prefs[name] = value.replace(*roots, 1)
            if case.smtp == "smtp_shared":
                smtp = "mail.smtpserver.smtp1."
                prefs["mail.identity.id%d.smtpServer" % self.number(case.name)] = '"smtp1"'
                prefs["mail.smtpservers"] = prefs["mail.smtpservers"][:-1] + ',smtp1"'
                prefs[smtp + "type"] = '"smtp"'
            prefs.update({smtp + suffix: json.dumps(value) for suffix, value in {
                "hostname": NEW, "port": self.lab.ports["smtps"], "try_ssl": 3, "authMethod": 3, "description": NEW}.items()})
            if case.name != "second":  # it sends as the first one does, as before
                prefs[smtp + "username"] = json.dumps(case.address)
        return prefs

    def renamed(self, text):
        for case in CASES:
            before = [case.root(split(case.receive)[2], case.user), case.root(NEW, case.address)]
            if case.name != "other":
                text = text.replace(before[0] + "/", before[1] + "/")
        return text

    def test_nothing_else_in_any_file_changes(self):
        self.assertEqual(self.broken.keys(), self.repaired.keys())
        changed = {name for name in self.broken if self.broken[name] != self.repaired[name]}
        for name in changed - {"prefs.js"}:
            before, after = (files[name].decode() for files in (self.broken, self.repaired))
            if name.endswith("popstate.dat"):
                case = BY_NAME["popmoved" if OLDER in name else "popform"]
                before = before.replace("*%s %s\n" % (split(case.receive)[2], case.user), "*%s %s\n" % (NEW, case.address))
            self.assertEqual(self.renamed(before), after, name)
        self.assertEqual({pathlib.Path(name).name for name in changed}, {"prefs.js", "virtualFolders.dat", "msgFilterRules.dat", "popstate.dat"})
        self.assertEqual(sum(name.endswith("popstate.dat") for name in changed), 2)
        before, after = (prefs_of(files["prefs.js"].decode()) for files in (self.broken, self.repaired))
        self.assertEqual(after, self.expected_prefs(before))

    def test_what_was_written_is_told(self):
        for name, saved in self.saved.items():
            with self.subTest(name):
                files = {pathlib.Path(entry["path"]).name for entry in saved["wrote"]}
                moves = name in MOVED
                self.assertEqual(files, {"prefs.js"} | ({"virtualFolders.dat", "msgFilterRules.dat"} if moves else set())
                                 | ({"popstate.dat"} if moves and name.startswith("pop") else set()))
                self.assertEqual(saved["accounts"], [BY_NAME[one].address for one in (("first", "second") if name == "first" else (name,))])
                self.assertEqual(saved["alike"], [BY_NAME["other"].address] if name == "popmoved" else [])

    def test_each_is_undone_byte_for_byte(self):
        for name in reversed(self.saved):
            self.tegamictl("undo", self.saved[name]["change"])
        self.assertEqual(self.snapshot(), self.broken)
        type(self).saved = {name: self.repair(BY_NAME[name]) for name in self.saved}
        self.assertEqual(self.snapshot(), self.repaired)

    # What Thunderbird makes of it

    def test_thunderbird_receives_sends_and_finds_everything_again(self):
        mended = [case.name for case in CASES if case.name != "other"]
        with self.open_thunderbird(NEW) as thunderbird:
            asked = dict(thunderbird.run(ASKS))
            for name, saved in self.saved.items():
                said = " ".join(saved["next"])
                if "may ask once for the mail password for %s. Tick" % NEW not in said:
                    self.assertEqual(asked[name], "Thunderbird asks once for the mail password for " + NEW in said, (name, said))
            anew = [case for case in CASES if asked[case.name]]
            self.assertEqual({case.name for case in anew}, MOVED | {"second"})
            thunderbird.run(REMEMBER, [login for case in anew for login in case.logins(NEW, NEW, case.address)])
            seen = thunderbird.run(MEND, mended, SINK)
        self.assertEqual(set(seen), set(mended))
        for name, found in seen.items():
            case = BY_NAME[name]
            root = case.root(NEW, case.address)
            inbox = "INBOX" if case.kind == "imap" else "Inbox"
            with self.subTest(name):
                self.assertEqual([found["inbox"], found["kept"], found["copies"]],
                                 [["new", "old 1", "old 2"], ["filtered"], ["from " + name]])
                self.assertEqual([found["root"], found["search"]], [root, "%s/%s|%s/Kept" % (root, inbox, root)])
                if case.kind == "imap":
                    self.assertGreaterEqual(found["offline"], 2)
                else:
                    self.assertEqual(len(self.lab.messages(case.address)), 4)
        self.assertEqual(sorted(re.search(rb"(?m)^Subject: (.*?)\r?$", one)[1].decode() for one in self.lab.messages(SINK)),
                         sorted("from " + name for name in mended))
        self.look_after_use()
        self.undo_after_use()

    def look_after_use(self):
        now = self.snapshot()
        for case in CASES:
            if case.kind == "pop3":
                [state] = [text for name, text in now.items() if name.endswith("popstate.dat") and ("%s %s" % (NEW, case.address)).encode() in text]
                self.assertEqual(state.count(b"\nk "), 4, state)
        self.assertEqual(sorted(now["virtualFolders.dat"].splitlines()), sorted(self.repaired["virtualFolders.dat"].splitlines()))
        for name in now:
            if name.endswith("msgFilterRules.dat"):
                self.assertEqual(now[name], self.repaired[name], name)

    def undo_after_use(self):
        """Value by value, and also what was chosen since goes by its old name again."""
        path = self.profile / "prefs.js"
        root = BY_NAME["moved"].root(NEW, BY_NAME["moved"].address)
        name = "mail.identity.id%d.fcc_folder" % self.number("moved")
        text = path.read_text()
        self.assertIn('"%s", "%s/Copies"' % (name, root), text)
        path.write_text(text.replace('"%s", "%s/Copies"' % (name, root), '"%s", "%s/Chosen since"' % (name, root)))
        for one in reversed(self.saved):
            self.tegamictl("undo", self.saved[one]["change"])
        now, before = self.snapshot(), prefs_of(self.broken["prefs.js"].decode())
        prefs = prefs_of(now["prefs.js"].decode())
        before[name] = json.dumps("%s/Chosen since" % BY_NAME["moved"].root(OLD, BY_NAME["moved"].address))
        for pref, value in before.items():
            if re.match(r"mail\.(server|smtpservers?|identity|account)\b", pref) and "spamActionTargetAccount" not in pref:
                self.assertEqual(prefs.get(pref), value, pref)
        self.assertEqual(sorted(now["virtualFolders.dat"].splitlines()), sorted(self.broken["virtualFolders.dat"].splitlines()))
        for file, text in now.items():
            if file.endswith("msgFilterRules.dat"):
                self.assertEqual(text, self.broken[file], file)


if __name__ == "__main__":
    REASON = maillab.unavailable() or thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    unittest.main(verbosity=2)
