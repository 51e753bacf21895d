"""A test internet inside a village: a name server, web servers and mail servers on the real ports, as a plan has them, with a
record of all that they were asked.

    village.enter()
    with Internet() as net:
        net.open({"pages": {"https://autoconfig.own.example/mail/config-v1.1.xml": page("<clientConfig…")}})
        net.words(), net.requests, net.asked()

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import re
import socket
import ssl
import struct
import threading
import time
import urllib.parse

import maillab
import nameserver
import tlsfront
import village
from patience import HANG

WEB_PORTS = {"https": 443, "http": 80}
DATABASE = "ispdb.database.example"
DATABASE_URL = "https://%s/v1.1/" % DATABASE
HTML = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Nothing here.</body></html>\n"


def page(body="", status=200, does="", **headers):
    """What a path answers.  @does: "silent", "reset", "close", "garbage", "endless", "slow", "half" instead of sending all of it;
    "reset", "silent" and "close" after the request was read."""
    return {"body": body, "status": status, "does": does, "headers": {name.replace("_", "-"): value for name, value in headers.items()}}


def redirect(url, status=302):
    return page(status=status, Location=url)


class Door(tlsfront.Front):
    """A server behind one port.  @manner: "" behaves well; for all: "mute" takes connections and says nothing, "reset" ends them,
    "plain-hello" says something in the clear where TLS should begin, "breaks" ends after the handshake;
    STARTTLS: "not-offered", "refused"."""

    def __init__(self, net, url, address, context):
        parts = urllib.parse.urlsplit(url)
        self.net, self.url_text, self.manner = net, url, ""
        super().__init__(parts.scheme, context=context, port=parts.port, address=address)

    def _speak(self, connection):
        self.net.calls.append((time.monotonic(), self.url_text))
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(HANG)
            if self.manner == "mute":
                _until_gone(connection)
            elif self.manner == "reset":
                _reset(connection)
            elif self.manner == "plain-hello" and "+" not in self.scheme:
                connection.sendall(tlsfront.GREETINGS.get(self.protocol, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
                self._until_last_line(connection)
            else:
                self._converse(connection)

    def _converse(self, connection):
        clear = self.scheme in ("imap", "pop3", "smtp")
        if "+" in self.scheme or clear:
            connection.sendall(tlsfront.GREETINGS[self.protocol])
            if not self._talk(connection, plain=not clear):
                return
            if self.manner == "plain-hello":
                connection.sendall(b"* BYE no TLS here\r\n")
                self._until_last_line(connection)
                return
        with self._context.wrap_socket(connection, server_side=True) as tls:
            if self.manner == "breaks":
                return
            if "+" not in self.scheme:
                tls.sendall(tlsfront.GREETINGS[self.protocol])
            self._talk(tls, plain=False)

    def _answer(self, line, plain):
        answer, upgrade = super()._answer(line, plain)
        # Everybody may come in.
        answer = answer.replace(b" AUTH=PLAIN", b" AUTH=PLAIN SASL-IR")
        if self.protocol == "smtp" and line.upper().startswith(b"AUTH "):
            answer = b"235 welcome\r\n"
        upgrade |= re.fullmatch(rb"(\S+ )?(STARTTLS|STLS)", line, re.IGNORECASE) is not None and not plain
        if self.manner == "not-offered":
            answer = answer.replace(b"STARTTLS LOGINDISABLED", b"AUTH=PLAIN").replace(b"STLS\r\n", b"USER\r\n").replace(b"STARTTLS", b"AUTH PLAIN")
        if upgrade and (not plain or self.manner in ("not-offered", "refused")):
            return {"imap": line.split()[0] + b" NO not now\r\n", "pop3": b"-ERR not now\r\n", "smtp": b"454 not now\r\n"}[self.protocol], False
        return answer, upgrade

    def _until_last_line(self, connection):
        while piece := connection.recv(4096):
            self.said.append(piece.decode(errors="replace"))


class WebDoor(Door):
    """http or https."""

    def _converse(self, connection):
        if self.scheme == "http":
            self._serve_pages(connection)
            return
        with self._context.wrap_socket(connection, server_side=True) as tls:
            if self.manner != "breaks":
                self._serve_pages(tls)

    def _serve_pages(self, stream):
        head = b""
        while b"\r\n\r\n" not in head:
            piece = stream.recv(4096)
            if not piece:
                return
            head += piece
        target = head.split(b" ", 2)[1].decode()
        host = re.search(rb"(?im)^host: *([^\r]*)", head)
        host = host[1].decode() if host else ""
        self.net.requests.append({"at": time.monotonic(), "scheme": self.scheme, "host": host, "target": target, "head": head})
        self._send(stream, self.net.page_for(self.scheme, host, target))

    def _send(self, stream, found):
        body = found["body"] if isinstance(found["body"], bytes) else found["body"].encode()
        headers = {"Content-Type": "text/xml", "Content-Length": str(len(body)), "Connection": "close", **found["headers"]}
        does = found["does"]
        if does == "endless":
            del headers["Content-Length"]
        elif does == "half":
            headers["Content-Length"] = str(2 * len(body) + 1)
        head = "HTTP/1.1 %d Said\r\n" % found["status"] + "".join("%s: %s\r\n" % item for item in headers.items()) + "\r\n"
        if does == "silent":
            _until_gone(stream)
        elif does == "reset":
            _reset(stream)
        elif does == "garbage":
            stream.sendall(b"\x16\x03\x01\0\0 no HTTP at all\0\xff\r\n\r\n")
        elif does == "endless":
            stream.sendall(head.encode() + body)
            while True:
                stream.sendall(b"<!-- and more -->\n" * 1000)
                self.net.sent += 18000
        elif does == "slow":
            for byte in head.encode() + body:
                stream.sendall(bytes([byte]))
                time.sleep(0.2)
        elif does != "close":
            stream.sendall(head.encode() + body)


def _until_gone(stream):
    while stream.recv(4096):
        pass


def _reset(stream):
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()


class Internet(village.Village):
    """@requests: every request for a page: at, scheme, host, target, head.  @calls: (at, URL) of every connection to a server.
    @sent: bytes of bodies without end.  @table: of the name server."""

    def __init__(self):
        super().__init__()
        self.requests, self.calls, self.sent, self.table = [], [], 0, {}
        self._doors, self._names, self._plan = {}, None, {}
        self._certificates, self._ips = {}, {}
        self._stranger = maillab.Authority(self.folder / "stranger")

    def clear(self):
        super().clear()
        for door in self._doors.values():
            door.__exit__()
        if self._names is not None:
            self._names.__exit__()
        self.requests, self.calls, self.sent = [], [], 0
        self._doors, self._names, self._plan = {}, None, {}
        self._certificates, self._ips = {}, {}

    def open(self, plan):
        """@plan: "names": a NameServer's table, in which what "pages" and "doors" need is added; "pages": URL → page, with the
        query or without; "doors": URL of a server → manner, or "silent"; "certificates": host → "wrong", "expired",
        "self-signed", "stranger"."""
        self._plan = {"names": {}, "pages": {}, "doors": {}, "certificates": {}, **plan}
        doors = {url: manner for url, manner in self._plan["doors"].items() if urllib.parse.urlsplit(url).hostname}
        doors.setdefault("https://%s:443" % DATABASE, "")
        for url in self._plan["pages"]:
            parts = urllib.parse.urlsplit(url)
            doors.setdefault("%s://%s:%d" % (parts.scheme, parts.hostname, parts.port or WEB_PORTS[parts.scheme]), "")
        table = dict(self._plan["names"])
        for host in {urllib.parse.urlsplit(url).hostname for url in doors}:
            self._ips[host] = village.SPOTS % (1 + len(self._ips) // 250, 1 + len(self._ips) % 250)
            table.setdefault((host, "A"), [self._ips[host]])
        self.table = table
        self._names = nameserver.NameServer(table, village.RESOLVER, 53)
        for url, manner in doors.items():
            self._open_door(url, manner)

    def _open_door(self, url, manner):
        parts = urllib.parse.urlsplit(url)
        address = self._ips[parts.hostname]
        if manner == "silent":
            self.silent(address, parts.port)
            return
        encrypted = parts.scheme not in ("http", "imap", "pop3", "smtp")
        door = (WebDoor if parts.scheme in WEB_PORTS else Door)(self, url, address, self._context(parts.hostname) if encrypted else None)
        door.manner = manner
        self._doors[url] = door

    def _context(self, host):
        """One certificate for all hosts of a domain, made when the first of them opens; bad ones are for one host alone."""
        bad = self._plan["certificates"].get(host)
        domain = ".".join(host.split(".")[-2:])
        hosts = [name for name in self._ips if name.endswith(domain)]
        key = (host if bad else domain, bad)
        if key not in self._certificates:
            authority = self._stranger if bad == "stranger" else self.authority
            files = authority.server("%s-%s" % key, ["wrong.example"] if bad == "wrong" else [host] if bad else hosts,
                                     expired=bad == "expired", self_signed=bad == "self-signed")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.num_tickets = 0
            context.load_cert_chain(*map(str, files))
            self._certificates[key] = context
        return self._certificates[key]

    def page_for(self, scheme, host, target):
        """The page with exactly this query, or the one that has none; else 404."""
        url = urllib.parse.unquote("%s://%s%s" % (scheme, host, target))
        pages = self._plan["pages"]
        return pages.get(url) or pages.get(url.partition("?")[0]) or page(HTML, 404, Content_Type="text/html")

    # What was seen

    def asked(self, part=""):
        """(name, kind) of each question to the name server about names that end with @part."""
        return [question for question in list(self._names.asked) if question[0].endswith(part)]

    def said(self):
        """What servers of mail heard: (URL, line)."""
        return [(url, line) for url, door in self._doors.items() for line in list(door.said)]

    def words(self, database=DATABASE_URL):
        """Options with which tegamictl lives in here."""
        return ["--ca-file", self.ca_file, "--resolver", self._names.place, "--ispdb-url", database]
