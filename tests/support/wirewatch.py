"""Records what really passes over the loopback device to and from some ports, to look for
credentials in it: the wire's own bytes, whatever a program says that it sent.  Needs root.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import select
import socket
import struct
import threading

import credentials

_ETH_P_ALL, _PACKET_HOST, _TCP = 3, 0, 6
_RCVBUFFORCE = 33
_STATISTICS, _SOL_PACKET = 6, 263


class WireWatch:
    """with WireWatch(ports) as watch: …; watch.streams() then has every direction of every connection."""

    def __init__(self, ports, device="lo"):
        self._ports, self._device = set(ports), device
        self._segments = {}  # (source, destination) → {sequence number: bytes}
        self._dropped = 0
        self._socket = None

    def __enter__(self):
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
        self._socket.setsockopt(socket.SOL_SOCKET, _RCVBUFFORCE, 64 << 20)
        self._socket.bind((self._device, _ETH_P_ALL))
        self._end, self._ended = os.pipe()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        os.close(self._ended)
        self._thread.join()
        os.close(self._end)
        self._socket.close()

    def _listen(self):
        while True:
            ready, _, _ = select.select([self._socket, self._end], [], [])
            if self._socket in ready:
                packet, (_, _, kind, _, _) = self._socket.recvfrom(1 << 18)
                if kind == _PACKET_HOST:  # every packet on this device is seen twice
                    self._take(packet)
            elif self._end in ready:  # and nothing is waiting any more
                self._dropped += struct.unpack("II", self._socket.getsockopt(_SOL_PACKET, _STATISTICS, 8))[1]
                return

    def _take(self, packet):
        version = packet[0] >> 4
        if version == 4 and packet[9] == _TCP:
            header, end = (packet[0] & 15) * 4, struct.unpack(">H", packet[2:4])[0]
        elif version == 6 and packet[6] == _TCP:
            header, end = 40, 40 + struct.unpack(">H", packet[4:6])[0]
        else:
            return
        source, destination, sequence = struct.unpack(">HHI", packet[header:header + 8])
        if not {source, destination} & self._ports:
            return
        data = packet[header + (packet[header + 12] >> 4) * 4:end]
        if data:
            self._segments.setdefault((source, destination), {})[sequence] = data

    def streams(self):
        """(source port, destination port) → the bytes of that direction."""
        return {ports: b"".join(data for _, data in sorted(segments.items())) for ports, segments in self._segments.items()}

    def dropped(self):
        """Packets that came too fast to be recorded; 0, or the record is not whole."""
        return self._dropped

    def leaks(self, *texts):
        """Where a form of these passwords or user names, or an answer to a challenge, was seen."""
        streams, found = self.streams(), []
        for (source, destination), data in streams.items():
            hits = credentials.found_in(data, *texts)
            for challenge in credentials.challenges(streams.get((destination, source), b"")):
                hits += [digest for text in texts for digest in credentials.digests(challenge, text) if digest in data]
            found += ["%d → %d: %r" % (source, destination, hit) for hit in hits]
        return found
