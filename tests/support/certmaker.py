"""Authorities and servers of our own by certtool, whoever publishes their certificates, and a mailbox that
lets anybody in.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.server
import pathlib
import ssl
import subprocess
import threading

import tlsfront

HOST = "mail.example.test"


class Issuer:
    """Serves @pages (path → bytes, or a redirect's target) on @address; counts who comes."""

    def __init__(self, pages, address="127.0.0.1"):
        self.asked = []
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.asked.append((self.path, self.headers["Host"]))
                page = pages.get(self.path)
                self.send_response(404 if page is None else 302 if isinstance(page, str) else 200)
                if isinstance(page, str):
                    self.send_header("Location", page)
                body = page if isinstance(page, bytes) else b""
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer((address, 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Mailbox(tlsfront.Front):
    """Lets anybody in."""

    def _answer(self, line, plain):
        answer, upgrade = super()._answer(line, plain)
        return answer.replace(b" AUTH=PLAIN", b""), upgrade


class Authorities:
    """Certificates by certtool; each is (certificate, key)."""

    def __init__(self, folder):
        self.folder, self._serial = pathlib.Path(folder), 100

    def make(self, name, lines, issuer=None, like=None, over=False):
        """With the key of @like; long @over."""
        self._serial += 1
        key, certificate, template = (self.folder / (name + end) for end in (".key", ".pem", ".template"))
        if like is None:
            subprocess.run(["certtool", "--generate-privkey", "--key-type", "ecdsa", "--curve", "secp256r1", "--outfile", key], check=True,
                           capture_output=True)
        else:
            key = like[1]
        dates = ["activation_date = \"2020-01-01 00:00:00\"", "expiration_date = \"2021-01-01 00:00:00\""] if over else ["expiration_days = 90"]
        template.write_text("\n".join(["serial = %d" % self._serial, *dates, *lines]) + "\n")
        how = ["--generate-self-signed"] if issuer is None else ["--generate-certificate", "--load-ca-certificate", issuer[0], "--load-ca-privkey",
                                                                 issuer[1]]
        subprocess.run(["certtool", *how, "--load-privkey", key, "--template", template, "--outfile", certificate], check=True, capture_output=True)
        return certificate, key

    def authority(self, name, issuer=None, url=None, organisation=None, like=None, over=False):
        lines = ["cn = \"%s\"" % name, "ca", "cert_signing_key"]
        lines += ["ca_issuers_uri = \"%s\"" % url] if url else []
        lines += ["organization = \"%s\"" % organisation] if organisation else []
        return self.make(name.replace(" ", "-") + (".like" if like else ""), lines, issuer, like, over)

    def server(self, name, issuer=None, url=None, names=(HOST,), more=()):
        lines = ["cn = \"%s\"" % names[0], *("dns_name = \"%s\"" % one for one in names), "tls_www_server", "signing_key",
                 "ocsp_uri = \"http://ocsp.example.test/\"", *more]
        return self.make(name, lines + (["ca_issuers_uri = \"%s\"" % url] if url else []), issuer)

    def context(self, *chain):
        path = self.folder / "served.pem"
        path.write_text("".join(certificate.read_text() for certificate, _ in chain) + chain[0][1].read_text())
        return tlsfront.context(path)


def der(pair):
    return ssl.PEM_cert_to_DER_cert(pair[0].read_text())


def envelope(*pairs):
    words = [word for certificate, _ in pairs for word in ("-certfile", certificate)]
    return subprocess.run(["openssl", "crl2pkcs7", "-nocrl", *words, "-outform", "DER"], check=True, capture_output=True).stdout
