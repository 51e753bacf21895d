#!/usr/bin/python3
"""What few people meet and nobody should have to guess: a web server behind TLS in a mail server's place,
an interruption before anything was seen.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import os
import pathlib
import pty
import signal
import socket
import sys
import termios
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import maillab
import tlsfront
from patience import HANG, SILENCE
from tegamictl import Tegamictl


class Web:
    """Says nothing until it is asked, and keeps all that it hears."""

    def __init__(self, context):
        self.heard = b""
        self._context, self._socket = context, socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._socket.accept()[0],), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError), connection, self._context.wrap_socket(connection, server_side=True) as tls:
            said = tls.recv(4096)
            self.heard += said
            if said:
                tls.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


class Unlikely(unittest.TestCase):
    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)

    def test_a_web_server_behind_tls_is_named_and_hears_no_credential(self):
        authority = maillab.Authority(pathlib.Path(self.tegamictl.environment["HOME"]) / "tls")
        certificate, key = authority.server("web")
        chain = certificate.with_suffix(".chain")
        chain.write_text(certificate.read_text() + key.read_text())
        web = Web(tlsfront.context(chain))
        self.addCleanup(web.close)
        check = self.tegamictl.check("taro@example.test", receive="imaps://localhost:%d" % web.port, password="secret 42",
                                     options=["--ca-file", authority.ca_file, "--timeout", SILENCE])
        self.assertEqual((check.ids(), check.status), (["not-a-mail-server"], 1), str(check))
        self.assertEqual(web.heard, b"GET / HTTP/1.0\r\n\r\n")

    def test_an_interruption_at_the_password_gives_the_terminal_its_echo_back(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        process = self.tegamictl.start(*self.tegamictl.words("taro@example.test", receive="imaps://localhost:1",
                                                             options=["--password-stdin"]), stdin=theirs)
        self.assertTrue(process.stderr.read(1))  # it asks
        self.assertFalse(termios.tcgetattr(theirs)[3] & termios.ECHO)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, 3)
        self.assertTrue(termios.tcgetattr(theirs)[3] & termios.ECHO)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
