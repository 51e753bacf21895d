#!/usr/bin/python3
"""What the real Thunderbird makes of the profiles in support/wild_profiles*.py: the same accounts as stand there.

Its own parser reads those that are about how a file is written, all in one Thunderbird; of the others, some of each kind are
opened as a person opens them, and all of them with TEGAMI_ALL_PROFILES=1, which takes minutes.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import thunderbird_driver
import wild_profiles
import wild_profiles_public
from thunderbird_driver import Thunderbird

# How a file is written; each of these holds one account, with all its values.
READ_ONLY = {
    "CR LF", "CR alone", "comments everywhere", "pref and sticky_pref are no prefs of a person", "written twice, the last one counts",
    "single quotes and escapes", "octal and unknown escapes are no strings", "a string without its end", "a merge's marks", "cut off in the middle",
    "a comment without its end", "a number too large is passed over", "isSecure false", "socketType before isSecure", "every way to sign in",
    "ways to sign in that have no name with us", "old ways to say how to sign in", "realhostname is history", "capitals in a name",
    "a name in Japanese", "no user name", "an account without an identity", "an identity that is not there", "a smtpServer that is gone",
    "a default one that is gone", "no SMTP servers listed", "real names beside the old ones", "escapes in names",
    "a gateway on this computer", "a bridge", "Latin-1", "a test bench", "BOM before the heading", "BOM before an account's first pref",
    "NUL ends the file", "a broken line in the middle", "isSecure, from before socketType",
}

# Of the others, those that are opened each time.
OPENED = {
    "only user.js", "user.js over prefs.js", "user.js adds one to the list", "appendaccounts adds to the list",
    "appendaccounts were appended before", "two branches for one server", "numbers as strings", "port absent, STARTTLS, POP3", "isSecure without a port",
    "STARTTLS if available, from before 128", "several identities, each with its own SMTP server", "no smtpServer: the default one",
    "EWS beside IMAP", "an add-on's kind of account", "named keys in user.js", "a vendor's appended accounts", "Notepad and a blog's quotes",
}

# Where Thunderbird's answer is none: it ends at once, without a word, on a server name with a slash, and drops an account
# whose server is an IPv6 address.  We show what is written there.
NO_ANSWER = {"an address typed as a server", "IPv6"}

KNOWN = ("imap", "pop3", "ews", "graph")
METHODS = {1: "none", 3: "PLAIN", 4: "CRAM-MD5", 5: "GSSAPI", 6: "NTLM", 7: "EXTERNAL", 10: "XOAUTH2"}
SECURITIES = {0: "%s", 1: "%s+starttls", 2: "%s+starttls", 3: "%ss"}

ACCOUNTS = """
    const { OutgoingServerService } = ChromeUtils.importESModule("resource:///modules/OutgoingServerService.sys.mjs");
    const outgoing = new OutgoingServerService();
    const rows = [];
    for (const account of MailServices.accounts.accounts) {
        const server = account.incomingServer;
        const identities = account.identities.length ? account.identities : [null];
        for (const identity of identities) {
            const through = identity && outgoing.getServerByIdentity(identity);
            const smtp = through instanceof Ci.nsISmtpServer ? through.QueryInterface(Ci.nsIMsgOutgoingServer) : null;
            rows.push({
                kind: server.type, host: server.hostname, port: server.port, socket: server.socketType, user: server.username, method: server.authMethod,
                address: identity?.email ?? "", name: identity?.fullName ?? "",
                smtp: smtp && { host: smtp.hostname, port: smtp.port, socket: smtp.socketType, user: smtp.username, method: smtp.authMethod },
            });
        }
    }
    return rows;
"""

READ = """
    for (const branch of ["mail.", "mailnews."]) {
        for (const name of Services.prefs.getBranch(branch).getChildList("")) {
            Services.prefs.clearUserPref(branch + name);
        }
    }
    for (const path of args[0]) {
        const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
        file.initWithPath(path);
        try {
            Services.prefs.readUserPrefsFromFile(file);
        } catch (error) {
            // It says so where a part could not be read, and has read the rest.
        }
    }
    MailServices.accounts.unloadAccounts();
""" + ACCOUNTS


def url(scheme, host, port, socket):
    host = "[%s]" % host if ":" in host else urllib.parse.quote(host, safe="") if "/" in host else host
    return "%s://%s:%d" % (SECURITIES[socket] % scheme, host, port)


def row(shown):
    """An account as Thunderbird shows it, in tegamictl's form."""
    smtp = shown["smtp"]
    port = smtp and (smtp["port"] or (465 if smtp["socket"] == 3 else 587))
    return {"address": shown["address"], "name": shown["name"] or None, "kind": shown["kind"], "user": shown["user"], "authentication": METHODS.get(shown["method"]),
            "receive": url(shown["kind"], shown["host"], shown["port"], shown["socket"]) if shown["kind"] in ("imap", "pop3") else None,
            "send": url("smtp", smtp["host"], port, smtp["socket"]) if smtp else None,
            "send_user": smtp["user"] if smtp else "", "send_authentication": METHODS.get(smtp["method"]) if smtp else None}


class Oracle(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tegami-profiles-"))
        self.addCleanup(shutil.rmtree, self.home)

    def open(self, number, files):
        home = self.home / str(number)
        wild_profiles.write(home / "profile", files)
        with Thunderbird(home, "--profile", home / "profile", log=home / "log") as thunderbird:
            return thunderbird.run(ACCOUNTS)

    def read(self, profiles):
        home = self.home / "reader"
        wild_profiles.write(home / "profile", {})
        shown = []
        with Thunderbird(home, "--profile", home / "profile", log=home / "log") as thunderbird:
            for number, files in enumerate(profiles):
                folder = home / str(number)
                wild_profiles.write(folder, files)
                shown.append(thunderbird.run(READ, [str(folder / name) for name in ("prefs.js", "user.js") if name in files]))
        return shown

    def test_thunderbird_shows_these_accounts(self):
        profiles = [profile for profile in wild_profiles.PROFILES + wild_profiles_public.PROFILES if profile[0] not in NO_ANSWER]
        read = [profile for profile in profiles if profile[0] in READ_ONLY]
        wanted = {name for name, _, _ in profiles} - READ_ONLY if os.environ.get("TEGAMI_ALL_PROFILES") else OPENED
        opened = [profile for profile in profiles if profile[0] in wanted]
        self.assertEqual((len(read), len(opened)), (len(READ_ONLY), len(wanted)))
        shown = [self.open(number, files) for number, (_, files, _) in enumerate(opened)]
        wrong = []
        for (name, _, expected), rows in zip(opened + read, shown + self.read([files for _, files, _ in read])):
            expected = [line for line in expected if "kind=" not in line or line.split("kind=")[1].split()[0] in KNOWN]
            rows = [row(one) for one in rows if one["kind"] in KNOWN]
            if not wild_profiles.same(expected, rows):
                wrong.append("%s\n  expected %s\n  shows    %s" % (name, "\n           ".join(expected), "\n           ".join(map(wild_profiles.line, rows))))
        if wrong:
            self.fail("\n" + "\n".join(wrong))


if __name__ == "__main__":
    REASON = thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    unittest.main(verbosity=2)
