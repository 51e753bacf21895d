"""The practice servers as a program beside the test: their table, and what they heard.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import subprocess
import threading

from patience import HANG


def signs_in_with(table, row):
    """The credential for a scenario, and the options that go with it."""
    return (table["token"], ["--auth", row["auth"]]) if row["auth"] else (table["password"], [])


class Servers:
    """The program practice-servers, and what it knows."""

    def __init__(self, program):
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._lock = threading.Lock()
        self.table = json.loads(self._process.stdout.readline())

    def heard(self, scenario):
        with self._lock:
            self._process.stdin.write(scenario.encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait(HANG)
        self._process.stdout.close()
