#!/usr/bin/python3
"""A token by signing in in the browser, from issuers that behave well, badly, and like somebody else.

Against a laboratory issuer on loopback (support/authorization_server.py), with a browser that does as it is told.  Argument: take-token.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import contextlib
import json
import pathlib
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import maillab
import authorization_server
from authorization_server import Browser, Issuer, changed
from patience import HANG, wait_for
from tegamictl import home_environment

ADDRESS = "hanako@example.test"
RECEIVE, SEND = "imaps://imap.example.test", "smtps://smtp.example.test"
DOWN, UNSUITABLE, REFUSED = "token-issuer-down", "token-issuer-unsuitable", "token-not-issued"
PAGE, REGISTER, TOKEN = ("GET", authorization_server.FORMS[0]), ("POST", "/register"), ("POST", "/token")
AUTHORIZE = ("GET", "/authorize")
LONG_ENOUGH = 3600 * 1000

# Behaviour → what comes of it (None: a token), a part of the detail, the last that was asked of the issuer.
ROWS = {
    None: (None, None, None),
    "openid-only": (None, None, None),
    "no-scope": (None, None, None),
    "other-issuer": ("token-wrong-issuer", "auth.example.org", PAGE),
    "http-endpoint": (UNSUITABLE, "token_endpoint: http:", PAGE),
    "no-pkce": (UNSUITABLE, "code_challenge_methods_supported", PAGE),
    "no-metadata": (UNSUITABLE, "HTTP 404", ("GET", authorization_server.FORMS[1])),
    "metadata-redirects": (UNSUITABLE, "auth.example.org", PAGE),
    "metadata-html": (UNSUITABLE, None, PAGE),
    "metadata-deep": (UNSUITABLE, None, PAGE),
    "metadata-huge": (UNSUITABLE, None, PAGE),
    "down": (DOWN, "HTTP 503", PAGE),
    "old-tls": (UNSUITABLE, "too old", None),
    "other-resources": ("token-other-server", "imap.example.test", PAGE),
    "closed": ("token-closed", None, PAGE),
    "closed-by-login": ("token-closed", "HTTP 401", REGISTER),
    "gives-a-secret": ("token-closed", None, REGISTER),
    "denies": ("token-denied", "access_denied", AUTHORIZE),
    "wrong-iss": ("token-wrong-issuer", None, AUTHORIZE),
    "no-iss": ("token-wrong-issuer", None, AUTHORIZE),
    "wrong-state": (None, None, None),
    "foreign-port": (None, None, None),
    "replays": (None, None, None),
    "never-returns": ("token-not-finished", None, AUTHORIZE),
    "code-expired": (REFUSED, "invalid_grant", TOKEN),
    "wrong-scope": ("token-no-mail", None, None),
    "bound-token": (REFUSED, None, TOKEN),
    "echoes": (REFUSED, "HTTP 400", TOKEN),
    "token-redirects": (UNSUITABLE, "auth.example.org", TOKEN),
    "token-down": (DOWN, "HTTP 503", TOKEN),
    "refresh-token": (None, None, None),
}


class Taken:
    """One run of take-token, and what the browser saw meanwhile."""

    def __init__(self, lab, issuer, named=True, wait_ms=LONG_ENOUGH, resolve=(), receive=RECEIVE, browser=None, home=None, patience=None):
        self.home = home or tempfile.mkdtemp(dir=lab.folder.name)
        self.browser = browser or Browser(issuer)
        names = [issuer.host, "example.test", "imap.example.test", "smtp.example.test", *resolve]
        words = ["browser", ADDRESS, receive, SEND, issuer.ca_file, issuer.url if named is True else named or "-", wait_ms]
        environment = home_environment(self.home, G_MESSAGES_DEBUG="all")
        if patience:
            environment["TEGAMI_PATIENCE"] = patience
        self.process = subprocess.Popen([sys.argv[1], *map(str, words), *(name + "=127.0.0.1" for name in names)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
        self.url = None

    def opened(self):
        """The next page that is to be opened; None when all is over."""
        line = self.process.stdout.readline()
        if line.startswith("open "):
            self.url = line[len("open "):].strip()
            return self.url
        self.answer = json.loads(line)
        return None

    def run(self):
        reading = threading.Thread(target=self._read_errors, daemon=True)
        reading.start()
        while url := self.opened():
            self.browser.visit(url)
        self.process.stdout.close()
        self.process.wait(HANG)
        reading.join(HANG)
        return self

    def _read_errors(self):
        with self.process.stderr:
            self.errors = self.process.stderr.read()

    def kept(self):
        path = pathlib.Path(self.home, "data/tegami/oauth-clients.json")
        return {entry["issuer"]: entry["client_id"] for entry in json.loads(path.read_text())["clients"]} if path.exists() else {}


class Tokens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore", DeprecationWarning)  # of ssl, for TLS 1.1
        cls.folder = tempfile.TemporaryDirectory(prefix="tegami-token-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.authority = maillab.Authority(cls.folder.name)

    def issuer(self, behaviour=None, **more):
        issuer = Issuer(None, behaviour, self.authority, **more)
        self.addCleanup(issuer.__exit__)
        return issuer

    def taken(self, issuer, **more):
        taken = Taken(self, issuer, **more).run()
        self.assertNotRegex(taken.errors, "CRITICAL|WARNING|ERROR")
        return taken

    def assert_token(self, issuer, taken):
        self.assertIsNone(taken.answer["fault"], taken.answer)
        self.assertIn(taken.answer["token"], issuer.tokens)
        self.assertIn(taken.answer["token"], issuer.revoked)
        self.assertEqual(set(issuer.revoked), set(issuer.tokens))
        self.assertEqual(taken.answer["from"], issuer.host)

    def judge(self, behaviour, issuer, taken):
        fault, detail, last = ROWS[behaviour]
        if fault is None:
            self.assert_token(issuer, taken)
        self.assertEqual(taken.answer["fault"], fault, taken.answer)
        if detail:
            self.assertIn(detail, taken.answer["detail"])
        if last:
            self.assertEqual(issuer.asked[-1], last, issuer.asked)
        elif fault and behaviour == "old-tls":
            self.assertEqual(issuer.asked, [])
        for secret in issuer.secrets():
            self.assertEqual(credentials.found_in(taken.errors.encode(), secret), [], behaviour)
            self.assertNotIn(secret, taken.answer["detail"] or "")
            for path in pathlib.Path(taken.home).rglob("*"):
                self.assertFalse(path.is_file() and secret.encode() in path.read_bytes(), path)

    def test_every_behaviour_has_what_it_deserves(self):
        self.assertEqual(set(authorization_server.BEHAVIOURS) - set(ROWS), {"metadata-slow", "forgets-clients"}, "the others have tests of their own")

        issuers = {behaviour: self.issuer(behaviour) for behaviour in ROWS}
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            runs = pool.map(lambda item: (*item, Taken(self, item[1], wait_ms=LONG_ENOUGH if item[0] != "never-returns" else 500).run()),
                            issuers.items())
            for behaviour, issuer, taken in runs:
                with self.subTest(behaviour=behaviour):
                    self.assertNotRegex(taken.errors, "CRITICAL|WARNING|ERROR")
                    self.judge(behaviour, issuer, taken)

    def test_what_the_good_issuer_is_asked_and_what_the_browser_sees(self):
        issuer = self.issuer()
        taken = self.taken(issuer)
        self.assertEqual(issuer.asked, [PAGE, REGISTER, AUTHORIZE, TOKEN, ("POST", "/revoke")])
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(taken.url).query))
        self.assertEqual((asked["scope"], asked["login_hint"], asked["tenant"]), (authorization_server.MAIL, ADDRESS, "lab"))
        [(status, page)] = taken.browser.pages
        self.assertEqual(status, 200)
        self.assertIn("You can close this window", page)
        for secret in issuer.secrets():
            self.assertNotIn(secret, page)
        [form] = issuer.exchanged
        self.assertNotIn(form["code_verifier"], taken.url)

    def test_the_port_is_closed_once_the_answer_has_come(self):
        taken = self.taken(self.issuer())
        port = urllib.parse.urlsplit(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(taken.url).query))["redirect_uri"]).port
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), HANG)

    def test_scopes(self):
        fastmail = "https://www.fastmail.com/dev/protocol-"
        rows = [(None, authorization_server.MAIL), (("openid",), None), ((fastmail + "imap", fastmail + "pop", fastmail + "smtp"),
                                                                 fastmail + "imap " + fastmail + "smtp")]
        for known, wanted in rows:
            with self.subTest(known=known):
                issuer = self.issuer(scopes=known)
                taken = self.taken(issuer)
                self.assert_token(issuer, taken)
                self.assertEqual(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(taken.url).query)).get("scope"), wanted)

    def test_an_issuer_that_cannot_prove_its_name_is_asked_nothing(self):
        issuer = self.issuer(trusted=False)
        taken = self.taken(issuer)
        self.assertEqual((taken.answer["fault"], issuer.asked), (UNSUITABLE, []))

    def test_an_issuer_that_is_not_there_is_down(self):
        issuer = self.issuer()
        issuer.__exit__()
        self.assertEqual(self.taken(issuer).answer["fault"], DOWN)

    # Who the issuer is

    def test_without_a_name_the_domain_of_the_address_is_asked(self):
        """On the standard port, where nobody listens here: so nothing is found, and nobody else is asked."""
        issuer = self.issuer(host="example.test")
        taken = self.taken(issuer, named=False)
        self.assertEqual((taken.answer["fault"], taken.answer["from"]), ("token-no-issuer", "example.test"))

    def test_an_issuer_that_the_person_names_may_be_of_another_domain_than_the_servers(self):
        issuer = self.issuer()
        self.assert_token(issuer, self.taken(issuer, receive="imaps://imap.example.org"))

    # The id by which it knows us

    def test_a_second_time_registers_nothing(self):
        issuer, home = self.issuer(), tempfile.mkdtemp(dir=self.folder.name)
        first = self.taken(issuer, home=home)
        self.assertEqual(first.kept(), {issuer.url: "client-1"})
        path = pathlib.Path(home, "data/tegami/oauth-clients.json")
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        second = self.taken(issuer, home=home)
        self.assert_token(issuer, second)
        self.assertEqual(issuer.asked.count(REGISTER), 1)

    def test_a_forgotten_client_registers_once_more_and_only_once(self):
        issuer, home = self.issuer("forgets-clients"), tempfile.mkdtemp(dir=self.folder.name)
        fresh = self.taken(issuer, home=home)
        self.assertEqual(fresh.answer["fault"], REFUSED, "what was made just now is no reason for another")
        self.assertEqual(issuer.asked.count(REGISTER), 1)
        again = self.taken(issuer, home=home)
        self.assertIsNone(again.answer["fault"], again.answer)
        self.assertEqual((issuer.asked.count(REGISTER), again.kept()), (2, {issuer.url: "client-2"}))

    def test_nobody_coming_back_is_told_and_the_kept_id_given_up(self):
        issuer, home = self.issuer(), tempfile.mkdtemp(dir=self.folder.name)
        self.taken(issuer, home=home)
        issuer.behaviour = "never-returns"
        taken = self.taken(issuer, home=home, wait_ms=500)
        self.assertEqual((taken.answer["fault"], taken.kept()), ("token-not-finished", {}))

    def test_a_damaged_record_is_none(self):
        issuer, home = self.issuer(), tempfile.mkdtemp(dir=self.folder.name)
        path = pathlib.Path(home, "data/tegami/oauth-clients.json")
        path.parent.mkdir(parents=True)
        path.write_text("{" * 1000)
        self.assert_token(issuer, self.taken(issuer, home=home))

    # Time, and the person

    def test_an_issuer_that_goes_silent_is_given_up(self):
        issuer = self.issuer("metadata-slow")
        self.assertEqual(self.taken(issuer, patience="1").answer["fault"], UNSUITABLE, "half an answer is no metadata")

    def test_cancelling_ends_it_wherever_it_is(self):
        for behaviour in ("metadata-slow", "never-returns"):
            with self.subTest(behaviour=behaviour):
                issuer = self.issuer(behaviour)
                taken = Taken(self, issuer)
                wait_for("the issuer to be asked", lambda: issuer.asked)
                if behaviour == "never-returns":
                    taken.browser.visit(taken.opened())
                taken.process.send_signal(signal.SIGINT)
                taken.run()
                self.assertEqual(taken.answer["fault"], "cancelled")

    # Who else may come to the port

    def visitors(self):
        """A sign-in that waits, its address, and where the browser is to bring the answer."""
        issuer = self.issuer()
        taken = Taken(self, issuer)
        location = taken.browser.location(taken.opened())
        return issuer, taken, location, urllib.parse.urlsplit(location).port

    def finish(self, issuer, taken, location):
        self.assertEqual(taken.browser.bring(location)[0], 200)
        taken.run()
        self.assert_token(issuer, taken)

    def raw(self, port, request):
        with socket.create_connection(("127.0.0.1", port), HANG) as connection:
            connection.settimeout(HANG)
            with contextlib.suppress(OSError):  # whoever says too much may be cut off before the answer is read
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                return connection.makefile("rb").readline()
            return b""

    def test_whoever_else_comes_is_refused_and_changes_nothing(self):
        issuer, taken, location, port = self.visitors()
        query = urllib.parse.urlsplit(location).query
        host = "Host: 127.0.0.1:%d\r\n" % port
        rows = [
            ("another path", "GET /?%s HTTP/1.1\r\n%s\r\n" % (query, host), b"404"),
            ("no query", "GET /tegami HTTP/1.1\r\n%s\r\n" % host, b"404"),
            ("another method", "POST /tegami?%s HTTP/1.1\r\n%s\r\n" % (query, host), b"405"),
            ("another host", "GET /tegami?%s HTTP/1.1\r\nHost: attacker.example:%d\r\n\r\n" % (query, port), b"400"),
            ("localhost", "GET /tegami?%s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % (query, port), b"400"),
            ("no host", "GET /tegami?%s HTTP/1.1\r\n\r\n" % query, b"400"),
            ("two hosts", "GET /tegami?%s HTTP/1.1\r\n%sHost: attacker.example\r\n\r\n" % (query, host), b"400"),
            ("an absolute target", "GET http://127.0.0.1:%d/tegami?%s HTTP/1.1\r\n%s\r\n" % (port, query, host), b"400"),
            ("no HTTP", "hello\r\n\r\n", b"400"),
            ("too long", "GET /tegami?%s HTTP/1.1\r\n%sX: %s\r\n\r\n" % (query, host, "y" * 20000), b""),
            ("nothing", "", b""),
            ("half a line", "GET /teg", b""),
        ]
        for name, request, status in rows:
            with self.subTest(name=name):
                answer = self.raw(port, request.encode())
                self.assertIn(status, answer)
                self.assertNotIn(b"200", answer)
        for name, other in [("another state", changed(location, state="B" * 43)), ("no state", changed(location, state=None)),
                            ("an error of somebody else", changed(location, state="x", code=None, error="access_denied")),
                            ("a second state", location + "&state=x"), ("a second code", location + "&code=x"),
                            ("neither code nor error", changed(location, code=None))]:
            with self.subTest(name=name):
                self.assertEqual(taken.browser.bring(other)[0], 404)
        self.finish(issuer, taken, location)

    def test_visitors_who_only_stand_there_keep_nobody_out(self):
        issuer, taken, location, port = self.visitors()
        with contextlib.ExitStack() as standing:
            for _ in range(100):
                standing.enter_context(socket.create_connection(("127.0.0.1", port), HANG))
            self.finish(issuer, taken, location)

    def test_nobody_else_on_the_network_can_come(self):
        _, taken, location, port = self.visitors()
        listening = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
        addresses = [line[1].split(":")[0] for line in listening if line[3] == "0A" and int(line[1].split(":")[1], 16) == port]
        self.assertEqual(addresses, ["0100007F"])
        taken.process.send_signal(signal.SIGINT)
        taken.run()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
