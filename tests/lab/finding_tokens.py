"""Where the scenarios token:NAME of the table of findings take place: a mailbox that works up to the sign-in, and a token for it that
is not to be had.

    a name of authorization_server.BEHAVIOURS    a sign-in in the browser, at an issuer that behaves so
    "unnamed"                            the same, and nobody says who the issuer is
    a name of HOLDERS                    GNOME Online Accounts, by a stand-in

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import ssl
import sys
import tempfile
import threading

import maillab
import authorization_server
import online_accounts
import tlsfront
from online_accounts import account
from tegamictl import Tegamictl

ADDRESS = "taro@gmail.com"
GMAIL, OUTLOOK, ELSEWHERE = "imap.gmail.com", "outlook.office365.com", "imap.example.test"

# Accounts of the stand-in, its fault, and the server that the token would be for.
HOLDERS = {
    "another-account": (account("jiro@gmail.com"), None, GMAIL),
    "no-mail": (account(ADDRESS, mail=False), None, GMAIL),
    "no-mail-elsewhere": (account(ADDRESS, mail=False), None, ELSEWHERE),
    "microsoft-365": (account(ADDRESS, provider="ms_graph"), None, OUTLOOK),
    "microsoft-365-elsewhere": (account(ADDRESS, provider="ms_graph"), None, ELSEWHERE),
    "signed-out": (account(ADDRESS), "not-authorized:EnsureCredentials", GMAIL),
    "no-network": (account(ADDRESS), "failed:GetAccessToken", GMAIL),
}


class Mailbox(tlsfront.Front):
    """Takes tokens, it says."""

    def _answer(self, line, plain):
        answer, upgrade = super()._answer(line, plain)
        return answer.replace(b"AUTH=PLAIN", b"AUTH=XOAUTH2"), upgrade


class Places:
    def __init__(self, program):
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="tegami-tokens-")
        self.authority = maillab.Authority(self._folder.name)
        self._lock = threading.Lock()  # certificates are made one after the other
        certificate, key = self.authority.server("mailbox", [ELSEWHERE, GMAIL, OUTLOOK])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._mailbox = Mailbox("imaps", context)

    def close(self):
        self._mailbox.__exit__()
        self._folder.cleanup()

    def url(self, host):
        return self._mailbox.url(host)

    def _options(self, source, *hosts):
        return ["--token-from", source, "--ca-file", self.authority.ca_file,
                *(word for host in hosts for word in ("--resolve", host + "=127.0.0.1"))]

    def check(self, name):
        return self._ask_holder(*HOLDERS[name]) if name in HOLDERS else self._sign_in(name)

    def _ask_holder(self, one, fault, host):
        wish = {"accounts": {online_accounts.ROOT + "/Accounts/1": one}, "fault": fault}
        prefix = ["dbus-run-session", "--", sys.executable, online_accounts.__file__, json.dumps(wish)]
        tegamictl = Tegamictl(self._program, prefix=prefix)
        try:
            return tegamictl.check(ADDRESS, self._mailbox.url(host), options=self._options("online-accounts", host))
        finally:
            tegamictl.close()

    def _sign_in(self, name):
        behaviour = name if name in authorization_server.BEHAVIOURS else None
        assert behaviour or name == "unnamed", name
        with self._lock:
            issuer = authorization_server.Issuer(None, behaviour, self.authority)
        tegamictl = Tegamictl(self._program)
        # A time limit of 15 talks is what a browser that never comes back is waited for.
        options = [*self._options("browser", ELSEWHERE, "example.test", issuer.host), "--timeout", 2 if name == "never-returns" else 40]
        options += ["--issuer", issuer.url] if behaviour else []
        try:
            return run_with_browser(tegamictl, issuer, "hanako@example.test", self._mailbox.url(ELSEWHERE), options=options)
        finally:
            issuer.__exit__()
            tegamictl.close()


def run_with_browser(tegamictl, issuer, address, receive=None, send=None, options=(), browser=None):
    """A check for which somebody follows, in the browser, each address that it prints to standard error."""
    process = tegamictl.start(*tegamictl.words(address, receive, send, options=options))
    browser = browser or authorization_server.Browser(issuer)
    errors = b""
    for line in process.stderr:
        errors += line
        if line.strip().startswith(b"https://"):
            browser.visit(line.decode().strip())
    process.stderr.close()
    process.stderr = None
    return tegamictl.finish(process, errors=errors)
