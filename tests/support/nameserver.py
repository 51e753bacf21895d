"""A name server for tests: records from a table, over UDP, in a thread.

    with NameServer({("taro.example", "MX"): ["sv123.example-host.jp"]}) as names:
        names.place, names.asked

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import ipaddress
import socket
import struct
import threading

KINDS = {1: "A", 2: "NS", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV"}


def reverse(ip):
    """The name under which the PTR record of an address stands."""
    return ipaddress.ip_address(ip).reverse_pointer


def encoded(name):
    """A name as labels; bytes go out as they are, for names that are none."""
    labels = name.split(b".") if isinstance(name, bytes) else name.encode().split(b".")
    return b"".join(bytes([len(label)]) + label for label in labels if label) + b"\0"


def _name(value, _):
    return encoded(value)


def _address(value, _):
    return socket.inet_pton(socket.AF_INET6 if ":" in value else socket.AF_INET, value)


def _numbered(count):
    """Of "10 mx.example", or of a name alone for the @place'th of several."""
    def data(value, place):
        words = value.split() if isinstance(value, str) else [value]
        numbers = [int(word) for word in words[:-1]] or [10 * (place + 1)]
        return struct.pack(">%dH" % count, *numbers) + encoded(words[-1] if words else "")
    return data


def _strings(value, _):
    """Of at most 255 bytes each, which whoever reads them joins again."""
    text = value if isinstance(value, bytes) else value.encode()
    pieces = [text[start:start + 255] for start in range(0, len(text), 255)] or [b""]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


_DATA = {"A": _address, "AAAA": _address, "NS": _name, "PTR": _name, "MX": _numbered(1), "SRV": _numbered(3), "TXT": _strings}


class NameServer:
    """@table: (name, kind) → values, in the order of preference; None: says nothing; "SERVFAIL"; "NXDOMAIN";
    bytes: what follows the header and the question, whatever it is.  MX: "NAME" or "PREFERENCE NAME"; SRV:
    "PRIORITY WEIGHT PORT NAME".  A name without records of a kind is there where it, or a name below it, has others.
    (name, "*") stands for all kinds, and ("*", kind) for all names.
    @place: "IP:PORT".  @asked: (name, kind) of every question."""

    def __init__(self, table, ip="127.0.0.1", port=0):
        self.table, self.asked = table, []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((ip, port))
        self.place = "%s:%d" % self._socket.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._over = False
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._over = True
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wake:
            wake.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _serve(self):
        while True:
            query, peer = self._socket.recvfrom(2000)
            if self._over:
                return
            answer = self._answer(query) if len(query) > 16 else None
            if answer is not None:
                self._socket.sendto(answer, peer)

    def _find(self, name, kind):
        """The values, or what else stands in the table."""
        for key in ((name, kind), (name, "*"), ("*", kind)):
            if key in self.table:
                return self.table[key]
        there = any(known == name or known.endswith("." + name) for known, _ in self.table)
        return [] if there else "NXDOMAIN"

    def _answer(self, query):
        end, labels = 12, []
        while query[end]:
            labels.append(query[end + 1:end + 1 + query[end]].decode())
            end += query[end] + 1
        name, kind = ".".join(labels).lower(), struct.unpack(">H", query[end + 1:end + 3])[0]
        self.asked.append((name, KINDS.get(kind, kind)))
        found = self._find(name, KINDS.get(kind))
        question = query[12:end + 5]
        if found is None:
            return None
        if isinstance(found, bytes):
            return query[:2] + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0) + question + found
        code = {"SERVFAIL": 2, "NXDOMAIN": 3}.get(found, 0) if isinstance(found, str) else 0
        records = [] if isinstance(found, str) else [_DATA[KINDS[kind]](value, place) for place, value in enumerate(found)]
        answer = query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0) + question
        for data in records:
            answer += struct.pack(">HHHLH", 0xC00C, kind, 1, 60, len(data)) + data
        return answer
