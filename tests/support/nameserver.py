"""A name server for tests: A, AAAA, MX and PTR records from a table, over UDP, in a thread.

    with NameServer({("taro.example", "MX"): ["sv123.example-host.jp"]}) as names:
        names.place, names.asked

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import ipaddress
import socket
import struct
import threading

KINDS = {1: "A", 12: "PTR", 15: "MX", 28: "AAAA"}


def reverse(ip):
    """The name under which the PTR record of an address stands."""
    return ipaddress.ip_address(ip).reverse_pointer


def encoded(name):
    """A name as labels; bytes go out as they are, for names that are none."""
    labels = name.split(b".") if isinstance(name, bytes) else name.encode().split(b".")
    return b"".join(bytes([len(label)]) + label for label in labels if label) + b"\0"


class NameServer:
    """@table: (name, kind) → values, in the order of preference; None: says nothing; "SERVFAIL";
    bytes: what follows the header and the question, whatever it is.
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

    def _answer(self, query):
        end, labels = 12, []
        while query[end]:
            labels.append(query[end + 1:end + 1 + query[end]].decode())
            end += query[end] + 1
        name, kind = ".".join(labels).lower(), struct.unpack(">H", query[end + 1:end + 3])[0]
        self.asked.append((name, KINDS.get(kind, kind)))
        found = self.table.get((name, KINDS.get(kind)), [])
        question = query[12:end + 5]
        if found is None:
            return None
        if isinstance(found, bytes):
            return query[:2] + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0) + question + found
        failed = found == "SERVFAIL"
        records = [] if failed else [self._data(kind, value, n) for n, value in enumerate(found)]
        code = 2 if failed else 0 if records else 3
        answer = query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0) + question
        for data in records:
            answer += struct.pack(">HHHLH", 0xC00C, kind, 1, 60, len(data)) + data
        return answer

    @staticmethod
    def _data(kind, value, n):
        if KINDS[kind] in ("A", "AAAA"):
            return socket.inet_pton(socket.AF_INET6 if ":" in value else socket.AF_INET, value)
        return (struct.pack(">H", 10 * (n + 1)) if KINDS[kind] == "MX" else b"") + encoded(value)
