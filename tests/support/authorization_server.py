"""A laboratory issuer of OAuth tokens on loopback, as a person's browser and a program meet it, over https (oauth_issuer.py is what a
mail server asks): metadata (RFC 8414), registration (RFC 7591), authorization and token
(RFC 6749, with PKCE), revocation (RFC 7009); and a browser that does as it is told.

    with Issuer(folder) as issuer:
        issuer.url, issuer.options (for tegamictl), issuer.tokens, issuer.revoked, issuer.asked
        Browser(issuer).visit(url)

What an issuer may do wrong is said when it is made, by the name of a behaviour: BEHAVIOURS.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import contextlib
import hashlib
import http.client
import http.server
import itertools
import json
import secrets
import socket
import ssl
import sys
import threading
import urllib.parse

import maillab
from patience import HANG

HOST = "auth.example.test"
FORMS = ("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")
MAIL = "urn:ietf:params:oauth:scope:mail"

BEHAVIOURS = {
    # The page about itself
    "openid-only": "there is no page in the form of RFC 8414, but one of OpenID Connect",
    "other-issuer": "it calls itself by another name",
    "http-endpoint": "its token endpoint is not https",
    "no-pkce": "it does not know S256",
    "no-metadata": "there is no such page",
    "metadata-redirects": "the page is elsewhere",
    "metadata-html": "every address answers with a web page",
    "metadata-deep": "its JSON nests without end",
    "metadata-huge": "its JSON is larger than anybody reads",
    "metadata-slow": "it begins to answer and never goes on",
    "down": "503 for everything",
    "old-tls": "it speaks TLS 1.1 at best",
    "other-resources": "its tokens are for another host",
    # Registration
    "closed": "it registers nobody",
    "closed-by-login": "it registers whoever has a token for that",
    "gives-a-secret": "it registers programs that keep a secret",
    "forgets-clients": "the first client id is unknown when the code comes",
    # The page that the browser is sent to, and where that sends it
    "denies": "the person says no",
    "wrong-iss": "the answer names another issuer",
    "no-iss": "it promises iss, and does not send it",
    "wrong-state": "the answer has another state, before the right one comes",
    "foreign-port": "the browser is sent to another port, and to the right one later",
    "replays": "the same answer comes twice",
    "never-returns": "the browser stays on its page",
    # The token
    "code-expired": "the code is no longer valid",
    "wrong-scope": "the token is not for mail",
    "no-scope": "it grants what was asked for, and does not repeat it",
    "bound-token": "the token is of another type than Bearer",
    "echoes": "its refusal repeats what was sent",
    "token-redirects": "the token is elsewhere",
    "token-down": "503 instead of a token",
    "refresh-token": "a refresh token is given unasked",
}

_numbers = itertools.count()


class Issuer:
    """@folder: an empty one, for its certificate. @behaviour: one of BEHAVIOURS, or none. @authority: (maillab.Authority): whose
    certificate it has; without one, its own. @scopes: what it says that it knows; None: it does not say. @issued: is told of each access
    token, and of the address that the program hinted at."""

    def __init__(self, folder, behaviour=None, authority=None, host=HOST, trusted=True, scopes=(MAIL, "openid", "offline_access"),
                 issued=lambda token, address: None):
        assert behaviour is None or behaviour in BEHAVIOURS, behaviour
        self.behaviour, self.host, self.scopes, self._issued = behaviour, host, scopes, issued
        self.authority = authority or maillab.Authority(folder)
        self.ca_file = self.authority.ca_file
        certificate, key = self.authority.server("issuer-%d" % next(_numbers), [host], self_signed=not trusted)
        self.asked = []  # (method, path without its query)
        self.clients, self.codes, self.tokens, self.revoked = {}, {}, {}, []
        self.exchanged = []  # every form that came for a token
        self.hung = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if self.does("old-tls"):
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        self._server = _Server(self, context)
        self.port = self._server.server_address[1]
        self.url = "https://%s:%d" % (host, self.port)
        self.options = ["--issuer", self.url, "--resolve", host + "=127.0.0.1", "--ca-file", str(self.ca_file)]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.hung.set()
        self._server.shutdown()
        self._server.server_close()

    def does(self, *behaviours):
        return self.behaviour in behaviours

    def secrets(self):
        """All that must not be found anywhere else."""
        forms = [form[name] for form in self.exchanged for name in ("code", "code_verifier") if name in form]
        return sorted({*self.codes, *self.tokens, *self.revoked, *forms})

    # What it says of itself

    def metadata(self):
        endpoint = self.url + "/%s"
        said = {"issuer": self.url, "authorization_endpoint": endpoint % "authorize?tenant=lab", "token_endpoint": endpoint % "token",
                "registration_endpoint": endpoint % "register", "revocation_endpoint": endpoint % "revoke",
                "response_types_supported": ["code"], "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["none"],
                "authorization_response_iss_parameter_supported": True}
        if self.scopes is not None:
            said["scopes_supported"] = list(self.scopes)
        changes = {"other-issuer": {"issuer": "https://auth.example.org"},
                   "http-endpoint": {"token_endpoint": said["token_endpoint"].replace("https:", "http:")},
                   "no-pkce": {"code_challenge_methods_supported": ["plain"]},
                   "other-resources": {"protected_resources": ["https://dav.example.test/", "imap.example.org"]},
                   "closed": {"registration_endpoint": None}}
        said.update(changes.get(self.behaviour, {}))
        return {name: value for name, value in said.items() if value is not None}

    # Its pages; each returns (status, headers, body)

    def get(self, path, query):
        if path in FORMS:
            return self._describe(path)
        if path == "/authorize":
            return self._authorize(query)
        return 404, {}, b""

    def post(self, path, body):
        if path == "/register":
            return self._register(json.loads(body))
        form = dict(urllib.parse.parse_qsl(body.decode(), strict_parsing=True))
        if path == "/token":
            return self._exchange(form)
        if path == "/revoke":
            self.revoked.append(form["token"])
            return 200, {}, b""
        return 404, {}, b""

    def _describe(self, path):
        if self.does("no-metadata") or (self.does("openid-only") and path == FORMS[0]):
            return 404, {}, b""
        if self.does("metadata-redirects"):
            return 302, {"Location": "https://auth.example.org" + path}, b""
        if self.does("metadata-html"):
            return 200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Welcome</title>"
        if self.does("metadata-deep"):
            return _json(200, b'{"issuer":' + b"[" * 100000)
        if self.does("metadata-huge"):
            return _json(200, {**self.metadata(), "x": "y" * 300000})
        return _json(200, self.metadata())

    def _register(self, wish):
        if self.does("closed-by-login"):
            return _json(401, {"error": "invalid_token"})
        assert wish["token_endpoint_auth_method"] == "none" and wish["application_type"] == "native", wish
        assert wish["redirect_uris"] == ["http://127.0.0.1/tegami"] and wish["client_name"] == "Tegami", wish
        client_id = "client-%d" % (len(self.clients) + 1)
        self.clients[client_id] = wish
        if self.does("gives-a-secret"):
            return _json(201, {"client_id": client_id, "client_secret": "s3cret", "token_endpoint_auth_method": "client_secret_basic"})
        return _json(201, {**wish, "client_id": client_id})

    def _authorize(self, query):
        """What the person's browser is answered; they have signed in and said yes."""
        asked = dict(urllib.parse.parse_qsl(query, strict_parsing=True))
        redirect = urllib.parse.urlsplit(asked["redirect_uri"])
        assert asked["response_type"] == "code" and asked["client_id"] in self.clients and asked["tenant"] == "lab", asked
        assert asked["code_challenge_method"] == "S256" and (redirect.hostname, redirect.path) == ("127.0.0.1", "/tegami"), asked
        assert len(asked["state"]) >= 43 and "offline_access" not in asked.get("scope", ""), asked
        if self.does("never-returns"):
            return 200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Unknown program</title>"
        if self.does("denies"):
            return _see(asked, error="access_denied", error_description="no", iss=self.url)
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        iss = {"wrong-iss": "https://auth.example.org", "no-iss": None}.get(self.behaviour, self.url)
        return _see(asked, code=code, iss=iss)

    def _exchange(self, form):
        self.exchanged.append(form)
        asked = self.codes.get(form["code"], {})
        if self.does("token-redirects"):
            return 307, {"Location": "https://auth.example.org/token"}, b""
        if self.does("token-down"):
            return 503, {}, b""
        if self.does("forgets-clients") and form["client_id"] == "client-1":
            return _json(401, {"error": "invalid_client"})
        if self.does("echoes"):
            return _json(400, {"error": form["code"], "error_description": form["code_verifier"]})
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        same = all(form[name] == asked.get(name) for name in ("client_id", "redirect_uri"))
        if self.does("code-expired") or not same or challenge != asked.get("code_challenge") or form["grant_type"] != "authorization_code":
            return _json(400, {"error": "invalid_grant"})
        token = secrets.token_urlsafe(32)
        self.tokens[token] = asked.get("login_hint")
        self._issued(token, asked.get("login_hint"))
        grant = {"access_token": token, "token_type": "DPoP" if self.does("bound-token") else "bearer", "expires_in": 3600,
                 "scope": "openid" if self.does("wrong-scope") else asked.get("scope")}
        if self.does("no-scope"):
            del grant["scope"]
        if self.does("refresh-token"):
            grant["refresh_token"] = secrets.token_urlsafe(32)
            self.tokens[grant["refresh_token"]] = None
        return _json(200, grant)


def _json(status, value):
    return status, {"Content-Type": "application/json"}, value if isinstance(value, bytes) else json.dumps(value).encode()


def _see(asked, **answer):
    answer = {name: value for name, value in {**answer, "state": asked["state"]}.items() if value is not None}
    return 302, {"Location": asked["redirect_uri"] + "?" + urllib.parse.urlencode(answer)}, b""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, issuer, context):
        self.issuer, self._context = issuer, context
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(self, request, client_address):
        request.settimeout(HANG)
        with contextlib.suppress(OSError), self._context.wrap_socket(request, server_side=True) as tls:
            super().finish_request(tls, client_address)

    def handle_error(self, request, client_address):
        if not issubclass(sys.exc_info()[0], OSError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self, answer):
        issuer, (path, _, query) = self.server.issuer, self.path.partition("?")
        issuer.asked.append((self.command, path))
        if issuer.does("metadata-slow"):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
            issuer.hung.wait(HANG)
            self.close_connection = True
            return
        status, headers, body = (503, {}, b"") if issuer.does("down") else answer(issuer, path, query)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self._answer(lambda issuer, path, query: issuer.get(path, query))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(lambda issuer, path, _: issuer.post(path, body))

    def log_message(self, *_):
        pass


class Browser:
    """Does what a person's browser does with @issuer's pages: it follows them, back to the program that waits."""

    def __init__(self, issuer):
        self.issuer = issuer
        self.pages = []  # (status, body) of each visit to the program

    def location(self, url):
        """Where the issuer's page sends the browser; None: nowhere."""
        parts = urllib.parse.urlsplit(url)
        context = ssl.create_default_context(cafile=self.issuer.ca_file)
        with socket.create_connection(("127.0.0.1", parts.port), HANG) as plain, \
                context.wrap_socket(plain, server_hostname=parts.hostname) as tls:
            tls.sendall(("GET %s?%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (parts.path, parts.query, parts.netloc)).encode())
            answer = http.client.HTTPResponse(tls)
            answer.begin()
            return answer.getheader("Location")

    def bring(self, location, **fields):
        """Visits the program, as it is told to; the page that it is shown."""
        parts = urllib.parse.urlsplit(location)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=HANG)
        with contextlib.closing(connection):
            connection.request("GET", parts.path + "?" + parts.query, headers=fields)
            answer = connection.getresponse()
            self.pages.append((answer.status, answer.read().decode()))
        return self.pages[-1]

    def visit(self, url):
        location = self.location(url)
        if location is None:
            return
        if self.issuer.does("wrong-state"):
            self.bring(changed(location, state="A" * 43))
        if self.issuer.does("foreign-port"):
            with socket.create_server(("127.0.0.1", 0)) as other:
                threading.Thread(target=_answer_once, args=(other,), daemon=True).start()
                port = other.getsockname()[1]
                self.bring(urllib.parse.urlsplit(location)._replace(netloc="127.0.0.1:%d" % port).geturl())
        self.bring(location)
        if self.issuer.does("replays"):
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.bring(location)


def _answer_once(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def changed(location, **values):
    """The same address with other values in its query; None takes one away."""
    parts = urllib.parse.urlsplit(location)
    fields = {name: value for name, value in {**dict(urllib.parse.parse_qsl(parts.query)), **values}.items() if value is not None}
    return parts._replace(query=urllib.parse.urlencode(fields)).geturl()
