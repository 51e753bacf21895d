"""A small internet of its own for one test program: mail servers, name servers, a web page and a
time server, all inside a network namespace that nothing leaves.

    village.enter()                       # runs the program again inside a fresh namespace
    with village.Village() as place: ...

Needs root (or user namespaces) and iproute2.  Port numbers are the real ones.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import functools
import os
import pathlib
import shutil
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import maillab

MAIL, OTHER, OLD = "10.77.0.1", "10.77.0.2", "10.77.0.9"
PORTAL, RESOLVER, CLOCK = "10.77.0.80", "10.77.0.54", "10.77.0.123"
MAIL6, BROKEN6 = "2001:db8:77::1", "2001:db8:77::2"
AWAY = "203.0.113.9"  # outside, where the others are in networks like those at home
NOWHERE = "198.51.100.7"  # no route leads there
SPOTS = "10.78.%d.%d"  # as many addresses as anybody wants
SYSTEM_RESOLVER = "127.0.0.53"
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://wifi.hotel.example/login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_INSIDE = "TEGAMI_TEST_VILLAGE"


def unavailable():
    """None, or why no namespace can be made here."""
    for program in ("unshare", "ip", "certtool"):
        if shutil.which(program) is None:
            return program + " is not installed"
    if os.geteuid() != 0:
        return "network namespaces need root"
    if subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True, check=False).returncode:
        return "unshare --net does not work here"
    return None


def enter():
    """Comes back inside a namespace; the program is run again for it."""
    if os.environ.get(_INSIDE) != "1":
        os.environ[_INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--net", "--mount", sys.executable, *sys.argv])
    settle()


def settle():
    """Gives this namespace the addresses of a village."""
    for words in (["link", "set", "lo", "up"],
                  ["addr", "add", SPOTS % (0, 1) + "/16", "dev", "lo"],
                  *(["addr", "add", ip + "/32", "dev", "lo"] for ip in (MAIL, OTHER, OLD, PORTAL, RESOLVER, CLOCK, AWAY)),
                  *(["addr", "add", ip + "/128", "dev", "lo"] for ip in (MAIL6, BROKEN6))):
        subprocess.run(["ip", *words], check=True)


def run_tests():
    """Of a test program whose first argument is tegamictl."""
    if why := unavailable():
        print("SKIPPED: " + why)
        sys.exit(77)
    enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)


class Named(maillab.Authority):
    """An authority with a name of its own, as a security program has one; it is sent along."""

    def __init__(self, folder, name):
        self._name = name
        super().__init__(folder)

    def _self_signed(self, name, template, days="expiration_days = 30\n"):
        return super()._self_signed(name, template.replace("Tegami Test CA", self._name), days)

    def server(self, name, *arguments, **keywords):
        certificate, key = super().server(name, *arguments, **keywords)
        certificate.write_text(certificate.read_text() + self.ca_file.read_text())
        return certificate, key


class _Threads(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


class _Threads6(_Threads):
    address_family = socket.AF_INET6


class _Packets(socketserver.UDPServer):
    allow_reuse_address = True


def _imap(lines, write, refused=()):
    """@refused: the commands that are answered with NO, as wrong passwords are."""
    write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ID] ready")
    for line in lines:
        tag, _, rest = line.partition(" ")
        word = rest.split(" ")[0].upper()
        if word == "CAPABILITY":
            write("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ID")
        if word in ("EXAMINE", "SELECT"):
            write("* 0 EXISTS")
        if word == "LOGOUT":
            write("* BYE bye")
        write(tag + (" NO [AUTHENTICATIONFAILED] Authentication failed." if word in refused else " OK done"))


def _smtp(lines, write, name="ESMTP"):
    write("220 mail.example.test " + name)
    for line in lines:
        word = line.split(" ")[0].upper()
        if word == "EHLO":
            write("250-mail.example.test\r\n250 AUTH PLAIN")
        elif word == "AUTH":
            write("235 2.7.0 welcome")
        elif word == "QUIT":
            write("221 bye")
        else:
            write("250 2.0.0 done")


def _smtp_without_greeting(lines, write):
    _smtp(lines, lambda text: None if text.startswith("220 ") else write(text))


def _converse(tls, speaker):
    with tls.makefile("r", encoding="utf-8", newline="") as lines:
        speaker((line.rstrip("\r\n") for line in lines), lambda text: tls.sendall((text + "\r\n").encode()))


_SPEAKERS = {"imap": _imap, "imap-refusing": functools.partial(_imap, refused=("LOGIN", "AUTHENTICATE")), "smtp": _smtp,
             "exchange": functools.partial(_smtp, name="Microsoft ESMTP MAIL Service ready at Sat, 21 Nov 2026 18:00:00 +0900")}


class Village:
    """Servers run in threads and end with the village."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tegami-village-"))
        self.heard = []  # (who, what) of the sources outside
        self._servers, self._sockets, self._pages = [], [], {}
        self.authority = maillab.Authority(self.folder / "ca")
        self.ca_file = self.authority.ca_file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clear()
        shutil.rmtree(self.folder)

    def clear(self):
        """Ends all servers, so that the next scenario begins with an empty village."""
        for server in self._servers:
            server.shutdown()
            server.server_close()
        for sock in self._sockets:
            sock.close()
        self._servers, self._sockets, self._pages, self.heard = [], [], {}, []

    def _run(self, server):
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return server

    # Mail servers

    def mail(self, ip, port, speaks, files, oldest=None):
        """IMAP or SMTP over TLS, with this certificate and key.  @oldest: the name of the oldest version that is accepted;
        None: TLS 1.2."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.num_tickets = 0
        context.minimum_version = ssl.TLSVersion[oldest or "TLSv1_2"]
        if oldest is not None:
            context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(*map(str, files))
        speaker = _SPEAKERS[speaks]

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError, ssl.SSLError), context.wrap_socket(self.request, server_side=True) as tls:
                    _converse(tls, speaker)

        self._run((_Threads6 if ":" in ip else _Threads)((ip, port), Handler))

    def starttls(self, ip, port, files):
        """SMTP that takes nothing but STARTTLS before TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.num_tickets = 0
        context.load_cert_chain(*map(str, files))

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError, ssl.SSLError):
                    self.request.sendall(b"220 mail.example.test ESMTP\r\n")
                    while True:
                        line = self.request.recv(1000).upper()
                        if not line:
                            return
                        if line.startswith(b"STARTTLS"):
                            break
                        self.request.sendall(b"250-mail.example.test\r\n250 STARTTLS\r\n" if line.startswith(b"EHLO") else b"250 ok\r\n")
                    self.request.sendall(b"220 go ahead\r\n")
                    with context.wrap_socket(self.request, server_side=True) as tls:
                        _converse(tls, _smtp_without_greeting)

        self._run(_Threads((ip, port), Handler))

    def web(self, ip, port):
        """Takes connections, and speaks like a sign-in page on whatever port."""
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    self.request.recv(1000)
                    self.request.sendall(REDIRECT)

        self._run(_Threads((ip, port), Handler))

    def silent(self, ip, *ports):
        """Ports that never answer: the queue of a listener that accepts nothing is full, so that the
        kernel drops what comes, as a firewall would."""
        for port in ports:
            listener = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((ip, port))
            listener.listen(0)
            self._sockets.append(listener)
            for _ in range(3):
                filler = socket.socket(listener.family)
                filler.setblocking(False)
                filler.connect_ex((ip, port))
                self._sockets.append(filler)

    def mute(self, ip, *ports):
        """Ports that take connections, and say and read nothing."""
        self._sockets += [socket.create_server((ip, port), backlog=16) for port in ports]

    # Sources outside

    def portal(self, answer, ip=PORTAL):
        """@answer: the bytes that every request gets, instead of those before.  Returns the URL."""
        known, self._pages[ip] = ip in self._pages, answer
        if known:
            return "http://%s/check" % ip
        village = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    village.heard.append(("portal", self.request.recv(4000).split(b"\r\n")[0].decode()))
                    self.request.sendall(village._pages[ip])

        self._run(_Threads((ip, 80), Handler))
        return "http://%s/check" % ip

    def names(self, ip, table, port=53, who="resolver"):
        """A name server: name → addresses; "SERVFAIL" and None (silence) are possible, too.  @table
        may be changed while it runs."""
        village = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                query, sock = self.request
                end, labels = 12, []
                while query[end]:
                    labels.append(query[end + 1:end + 1 + query[end]].decode())
                    end += query[end] + 1
                name, kind = ".".join(labels).lower(), struct.unpack(">H", query[end + 1:end + 3])[0]
                village.heard.append((who, name))
                found = table.get(name, table.get("*", []))
                if found is None:
                    return
                failed = found == "SERVFAIL"
                ips = [] if failed else [ip for ip in found if (":" in ip) == (kind == 28) and kind in (1, 28)]
                code = 2 if failed else 0 if found else 3
                answer = query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(ips), 0, 0) + query[12:end + 5]
                for address in ips:
                    raw = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
                    answer += struct.pack(">HHHLH", 0xC00C, kind, 1, 60, len(raw)) + raw
                sock.sendto(answer, self.client_address)

        self._run(_Packets((ip, port), Handler))
        return "%s:%d" % (ip, port)

    def system_names(self, table):
        """What this network's own resolver says; without it, there is none."""
        self.names(SYSTEM_RESOLVER, table, who="system")

    def clock(self, ahead=0, answer=None, ip=CLOCK):
        """A time server that is this many seconds ahead of this computer."""
        village = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                query, sock = self.request
                village.heard.append(("clock", len(query)))
                now = time.time() + ahead + 2208988800
                stamp = struct.pack(">LL", int(now) & 0xFFFFFFFF, int(now % 1 * 2**32))
                reply = answer(query) if answer else b"\x24\x02\0\0" + b"\0" * 20 + query[40:48] + stamp + stamp
                if reply:
                    sock.sendto(reply, self.client_address)

        self._run(_Packets((ip, 123), Handler))
        return ip


def use_system_resolver(folder):
    """Puts our resolver into this namespace's /etc."""
    for name, text in (("resolv.conf", "nameserver %s\noptions timeout:1 attempts:1\n" % SYSTEM_RESOLVER),
                       ("hosts", "127.0.0.1 localhost\n::1 localhost\n")):
        path = pathlib.Path(folder) / name
        path.write_text(text, encoding="ascii")
        subprocess.run(["mount", "--bind", path, "/etc/" + name], check=True)


def use_pam(folder, services):
    """Adds services (name → the lines of its file) to this namespace's /etc/pam.d."""
    copy = pathlib.Path(folder) / "pam.d"
    shutil.copytree("/etc/pam.d", copy)
    for name, text in services.items():
        (copy / name).write_text(text, encoding="ascii")
    subprocess.run(["mount", "--bind", copy, "/etc/pam.d"], check=True)
