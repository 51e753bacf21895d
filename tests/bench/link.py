"""Two hosts with a long-distance link between them, as network namespaces on this computer.

Every IP packet waits for half a round trip in each direction, so that TCP's handshake pays its
round trip too (a delaying proxy would hide it).  Needs root, iproute2 and /dev/net/tun; nothing
leaves the two namespaces, and they are removed at the end.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import fcntl
import os
import select
import struct
import subprocess
import threading
import time

CLIENT, SERVER = "10.88.0.1", "10.88.0.2"
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def available():
    """None, or why a link cannot be made here."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if not os.path.exists("/dev/net/tun"):
        return "there is no /dev/net/tun"
    # In some containers a namespace can be made but not entered: only trying tells.
    trial = "tgt%d" % os.getpid()
    made = subprocess.run(["ip", "netns", "add", trial], capture_output=True, check=False)
    entered = subprocess.run(["ip", "-n", trial, "link", "set", "lo", "up"], capture_output=True, text=True, check=False)
    subprocess.run(["ip", "netns", "del", trial], capture_output=True, check=False)
    if made.returncode or entered.returncode:
        return "network namespaces do not work here: " + entered.stderr.strip()
    return None


class Link:
    """with Link(rtt_ms=80) as link: link.serve([...]); link.run([...])

    @silent: ports of the server host to which nothing gets through.
    @most_open: the most connections that the client host had open at once to the other ports.
    """

    def __init__(self, rtt_ms, silent=(), names=("mail.example.test",)):
        self.rtt_ms, self.silent, self._names = rtt_ms, set(silent), names
        self.most_open, self._open = 0, set()
        tag = "%d%d" % (os.getpid(), id(self) % 1000)
        self.client, self.server = "tgc" + tag, "tgs" + tag
        self._devices = {}
        self._processes = []
        self._stop = threading.Event()

    def __enter__(self):
        try:
            for host, own, peer in ((self.client, CLIENT, SERVER), (self.server, SERVER, CLIENT)):
                self._ip("netns", "add", host)
                self._devices[host] = self._cable(host, own, peer)
                etc = "/etc/netns/" + host
                os.makedirs(etc)
                with open(etc + "/hosts", "w", encoding="ascii") as hosts:
                    hosts.write("127.0.0.1 localhost\n%s %s\n" % (SERVER, " ".join(self._names)))
            self._carrier = threading.Thread(target=self._carry, daemon=True)
            self._carrier.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.terminate()
            process.wait(10)
        self._stop.set()
        for host in (self.client, self.server):
            subprocess.run(["ip", "netns", "del", host], stderr=subprocess.DEVNULL, check=False)
            subprocess.run(["rm", "-rf", "/etc/netns/" + host], check=False)

    @staticmethod
    def _ip(*words):
        subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL)

    def _cable(self, host, own, peer):
        """One end of the link: a TUN device is opened here and then moved; its file stays with us."""
        name = "t" + host[-12:]
        fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(fd, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI))
        self._ip("link", "set", name, "netns", host)
        self._ip("-n", host, "addr", "add", own, "peer", peer, "dev", name)
        self._ip("-n", host, "link", "set", name, "up")
        self._ip("-n", host, "link", "set", "lo", "up")
        return fd

    def _carry(self):
        """Moves packets; the delay is the same for all, so each direction is a plain queue."""
        one, two = self._devices.values()
        queues = {one: collections.deque(), two: collections.deque()}
        other = {one: two, two: one}
        while not self._stop.is_set():
            now = time.monotonic()
            for out, queue in queues.items():
                while queue and queue[0][0] <= now:
                    try:
                        os.write(out, queue.popleft()[1])
                    except OSError:
                        pass  # the receiving end is full or gone: the packet is lost, as on a real link
            due = [queue[0][0] for queue in queues.values() if queue]
            wait = max(0.0, min(due) - time.monotonic()) if due else 0.1
            for fd in select.select([one, two], [], [], wait)[0]:
                try:
                    packet = os.read(fd, 65536)
                except OSError:
                    continue
                if self._is_lost(packet, fd == one):
                    continue
                queues[other[fd]].append((time.monotonic() + self.rtt_ms / 2000, packet))

    def _is_lost(self, packet, from_client):
        """Looks at a TCP segment on its way; RFC 9293 section 3.1."""
        if packet[0] >> 4 != 4 or packet[9] != 6:
            return False
        start = 4 * (packet[0] & 15)
        ports, flags = struct.unpack("!HH", packet[start:start + 4]), packet[start + 13]
        client, server = ports if from_client else ports[::-1]
        if server in self.silent:
            return True
        if flags & 0x05:  # FIN, RST
            self._open.discard(client)
        elif from_client and flags & 0x02:  # SYN
            self._open.add(client)
            self.most_open = max(self.most_open, len(self._open))
        return False

    def serve(self, argv, **kwargs):
        """Starts a program on the server host; it is ended with the link."""
        process = subprocess.Popen(["ip", "netns", "exec", self.server, *argv], **kwargs)
        self._processes.append(process)
        return process

    def run(self, argv, **kwargs):
        """Runs a program on the client host to its end."""
        return subprocess.run(["ip", "netns", "exec", self.client, *argv], check=False, **kwargs)
