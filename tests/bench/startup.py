#!/usr/bin/python3
"""How long the wizard takes to its first frame, and how much memory it needs then, as a ratio to a
libadwaita window with nothing in it.  Arguments: tegami, empty-window.

The first frame is seen on the screen itself: Xvfb keeps its pixels in a file, and the moment at
which they are no longer all alike ends the measurement.  Nothing is added to the programs.  Both
take turns, so that whatever else the computer does meets both.  Exit status 1 where a ratio is over
the limit.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import mmap
import os
import pathlib
import signal
import statistics
import struct
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "ui"))

import desk

LIMIT = 1.2
SCREEN = "1000x800x24"


class Desk(desk.Desk):
    """A desk whose screen is a file."""

    def _start_display(self):
        read, write = os.pipe()
        folder = os.path.join(self.home, "screen")
        os.makedirs(folder)
        self.processes.append(subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-fbdir", folder, "-nolisten", "tcp", "-noreset", "-nocursor"],
            pass_fds=[write], stderr=subprocess.DEVNULL, env=self.env))
        os.close(write)
        with os.fdopen(read) as number:
            self.env["DISPLAY"] = ":" + number.readline().strip()
        self._pixels = self._map(os.path.join(folder, "Xvfb_screen0"))

    @staticmethod
    def _map(path):
        """The pixels behind the header of an XWD file (X11/XWDFile.h)."""
        with open(path, "rb") as file:
            header = struct.unpack(">25I", file.read(100))
            size, height, colours, line = header[0], header[5], header[19], header[12]
            start = size + colours * 12
            return memoryview(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ))[start:start + height * line:line // 16 * 4 + 4]

    def blank(self):
        """Whether nothing is on the screen, looked at in dots all over it."""
        return len(set(self._pixels.tobytes())) == 1


def busy(process):
    """The processor time of a program so far, in ticks."""
    with open("/proc/%d/stat" % process.pid, encoding="ascii") as stat:
        words = stat.read().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def memory(process):
    """Its proportional share of memory in KiB, once it does nothing any more."""
    last = None
    while last != (last := busy(process)):
        time.sleep(0.5)
    with open("/proc/%d/smaps_rollup" % process.pid, encoding="ascii") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))


def measure(screen, program):
    """Milliseconds to the first frame, and KiB."""
    desk.wait_for("an empty screen", screen.blank)
    began = time.monotonic()
    process = screen.start(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while screen.blank():
        if process.poll() is not None or time.monotonic() - began > 60:
            raise SystemExit("%s shows nothing" % program)
        time.sleep(0.001)
    first_frame = (time.monotonic() - began) * 1000
    used = memory(process)
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    return first_frame, used


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tegami")
    parser.add_argument("empty")
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    desk.need("Xvfb", "dbus-daemon")
    results = {arguments.empty: [], arguments.tegami: []}
    with Desk() as screen:
        for run in range(arguments.runs + 1):
            for program, found in results.items():
                figures = measure(screen, program)
                if run > 0:  # the first one warms the caches up
                    found.append(figures)
    empty, tegami = ([statistics.median(column) for column in zip(*results[program])] for program in (arguments.empty, arguments.tegami))
    over = 0
    print("%-24s %12s %12s %8s %8s" % ("", "empty", "wizard", "ratio", "limit"))
    for title, unit, a, b in zip(("start to first frame", "memory (PSS)"), ("ms", "KiB"), empty, tegami):
        over += b / a > LIMIT
        print("%-24s %8.0f %s %8.0f %s %8.2f %8.1f%s" % (title, a, unit.ljust(3), b, unit.ljust(3), b / a, LIMIT,
                                                       "   OVER" if b / a > LIMIT else ""))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
