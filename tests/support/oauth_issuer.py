"""An OAuth issuer on loopback, as far as a mail server needs one: it is asked whether a token is good (RFC 7662), and answers.

    with Issuer() as issuer, MailLab(mechanisms=…, dovecot=issuer.dovecot(folder)) as lab:
        issuer.tokens["secret"] = Answer(200, {"active": True, "email": lab.user, "scope": "mail"})
        issuer.asked     # every token that the servers asked about, in order
        issuer.go_away()  # nobody answers any more …
        issuer.come_back()

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.server
import json
import pathlib
import threading

from typing import NamedTuple

import maillab

SCOPE = "mail"
CONFIGURATION = "https://issuer.example.test/.well-known/openid-configuration"


class Answer(NamedTuple):
    status: int
    body: object  # bytes, or what becomes JSON


UNKNOWN = Answer(200, {"active": False})


class Issuer:
    def __init__(self):
        self.tokens, self.asked = {}, []
        self.port = maillab.free_ports("127.0.0.1", ["issuer"])["issuer"]
        self._server = self._thread = None

    def __enter__(self):
        self.come_back()
        return self

    def __exit__(self, *_):
        self.go_away()

    def come_back(self):
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer._answer(self)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def go_away(self):
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None

    def _answer(self, request):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.asked.append(token)
        answer = self.tokens.get(token, UNKNOWN)
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        request.send_response(answer.status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def dovecot(self, folder):
        """Settings for MailLab's Dovecot, with a file of their own in @folder: it asks this issuer about every token."""
        settings = pathlib.Path(folder) / "oauth2.conf"
        settings.write_text("".join("%s = %s\n" % item for item in {
            "introspection_url": "http://127.0.0.1:%d/introspect" % self.port,
            "introspection_mode": "auth",
            "force_introspection": "yes",
            "username_attribute": "email",
            "active_attribute": "active",
            "active_value": "true",
            "scope": SCOPE,
            "openid_configuration_url": CONFIGURATION,
        }.items()), encoding="ascii")
        return "passdb {\n  driver = oauth2\n  mechanisms = %s\n  args = %s\n}\n" % (" ".join(maillab.BY_TOKEN), settings)
