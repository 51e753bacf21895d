"""A mail server as far as TLS: greets, takes STARTTLS, and shows a chain, by Python's own OpenSSL or
through another TLS server behind it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import socket
import ssl
import threading

from patience import HANG

GREETINGS = {"imap": b"* OK ready\r\n", "pop3": b"+OK ready\r\n", "smtp": b"220 mail.example.test ESMTP\r\n"}


def context(chain):
    """A server's context for a file with a chain and its key, however weak they are."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers("ALL:@SECLEVEL=0")
    made.load_cert_chain(chain)
    return made


class Front:
    """@scheme: as in tegamictl's URLs.  @context: TLS by ourselves; @backend: TLS by whoever listens
    on that port of loopback."""

    def __init__(self, scheme, context=None, backend=None, port=0, address="127.0.0.1"):
        self.protocol, self._starttls = scheme.partition("+")[0].rstrip("s"), "+" in scheme
        self.scheme, self._context, self._backend = scheme, context, backend
        self.said = []  # every line that came in the clear, or after our own TLS
        self.visits = 0  # connections that have ended
        self._socket = socket.create_server((address, port), backlog=64)
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def url(self, host):
        return "%s://%s:%d" % (self.scheme, host, self.port)

    def _accept(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            self._speak(connection)
        finally:
            self.visits += 1

    def _speak(self, connection):
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(HANG)
            if self._starttls:
                connection.sendall(GREETINGS[self.protocol])
                if not self._talk(connection, plain=True):
                    return
            if self._backend is not None:
                self._splice(connection)
                return
            with self._context.wrap_socket(connection, server_side=True) as tls:
                if not self._starttls:
                    tls.sendall(GREETINGS[self.protocol])
                self._talk(tls, plain=False)

    def _talk(self, stream, plain):
        """Answers lines; True once STARTTLS was asked for."""
        buffer = b""
        while True:
            while b"\r\n" not in buffer:
                piece = stream.recv(4096)
                if not piece:
                    return False
                buffer += piece
            line, buffer = buffer.split(b"\r\n", 1)
            self.said.append(line.decode(errors="replace"))
            answer, upgrade = self._answer(line, plain)
            stream.sendall(answer)
            if upgrade:
                return True

    def _answer(self, line, plain):
        words = line.upper().split()
        if self.protocol == "imap":
            tag, verb = line.split()[0], words[1] if len(words) > 1 else b""
            if verb == b"CAPABILITY":
                offer = b"STARTTLS LOGINDISABLED" if plain else b"AUTH=PLAIN"
                return b"* CAPABILITY IMAP4rev1 " + offer + b"\r\n" + tag + b" OK done\r\n", False
            return tag + b" OK done\r\n", verb == b"STARTTLS" and plain
        if self.protocol == "pop3":
            if words[:1] == [b"CAPA"]:
                return b"+OK\r\n" + (b"STLS\r\n" if plain else b"USER\r\nSASL PLAIN\r\n") + b".\r\n", False
            return b"+OK\r\n", words[:1] == [b"STLS"] and plain
        if words[:1] == [b"EHLO"]:
            return b"250-mail.example.test\r\n250 " + (b"STARTTLS" if plain else b"AUTH PLAIN") + b"\r\n", False
        if words[:1] == [b"STARTTLS"]:
            return b"220 go\r\n", plain
        return b"250 OK\r\n", False

    def _splice(self, connection):
        with socket.create_connection(("127.0.0.1", self._backend), HANG) as backend:
            thread = threading.Thread(target=_pump, args=(connection, backend), daemon=True)
            thread.start()
            _pump(backend, connection)
            thread.join(HANG)


def _pump(source, sink):
    with contextlib.suppress(OSError):
        while piece := source.recv(16384):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
