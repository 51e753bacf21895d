#!/usr/bin/python3
"""How long looking for settings takes over a link with a round trip of 50 ms, as round trips, and against asking one source after
the other.

A test internet stands at the far end: its name server, web servers and mail servers are all as far away.  Times are
from the answer of "tegamictl find --json": since the search began, without the program's start.  "One by one" is what the same
sources took, each by itself, in a row.  Argument: tegamictl.  Needs root.  Nothing is judged; the limits are for whoever reads them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import internet
import link
import maillab
import village
from patience import HANG
from settings_files import config, pacc, proof
from settings_search import AUTOCONFIG, HTTP, IMAP, ISPDB, LOCAL, OFFLINE, PACC, SMTP, WELL_KNOWN, Searches, filled
from tegamictl import Tegamictl

RTT = 50  # milliseconds
WORDS = Searches.words_of(1)
BOTH = config(IMAP, SMTP)
FILE = filled(pacc(imap="imap.{d}", submit="smtp.{d}"), WORDS)
SRV = {("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{d}"], ("_submissions._tcp.{d}", "SRV"): ["0 1 465 smtp.{d}"]}
SILENT_NAMES = ["autoconfig.", "ua-auto-config.", "", "mail.", "imap.", "pop.", "smtp."]
ALL = {"pages": {AUTOCONFIG: internet.page(BOTH), WELL_KNOWN: internet.page(BOTH), PACC: internet.page(FILE), ISPDB: internet.page(BOTH),
                 HTTP: internet.page(BOTH)},
       "names": {**SRV, ("{d}", "MX"): ["10 sv1.xserver.jp"], ("_ua-auto-config.{d}", "TXT"): [proof(FILE)]}}
SILENT = {"doors": {"https://%s:443" % internet.DATABASE: "silent", **{"https://%s{d}:443" % name: "silent" for name in SILENT_NAMES},
                    **{"imaps://%s{d}:993" % name: "silent" for name in ("mail.", "imap.", "")},
                    **{"smtps://%s{d}:465" % name: "silent" for name in ("mail.", "smtp.", "")}}}
NO_NAMES = {"names": {("*", kind): None for kind in ("A", "AAAA", "MX", "SRV", "TXT", "NS")}}
GUESSED = {"doors": {"imaps://mail.{d}:993": "", "smtps://mail.{d}:465": ""}}

# title, plan, domain, what is timed, limit in milliseconds beside round trips, limit in round trips
FIRST, LAST = "first answer", "end"
SCENARIOS = [
    ("a provider of the table", ALL, "gmail.com", FIRST, 50, 0),
    ("a hosting company, by MX", {"names": {("{d}", "MX"): ["10 sv1.xserver.jp"]}}, "{d}", "mx", 100, 2),
    ("the domain's own file, by https", {"pages": {AUTOCONFIG: internet.page(BOTH)}}, "{d}", "autoconfig", 100, 5),
    ("all sources answer", ALL, "{d}", LAST, None, None),
    ("guessed names alone", GUESSED, "{d}", LAST, None, None),
    ("every server silent", SILENT, "{d}", LAST, 8000, 0),
    ("the name server silent, too", NO_NAMES, "{d}", LAST, 8000, 0),
]

# From the address alone to a verified account, at a company that is known by its mail exchanger: milliseconds and round trips.
COMPANY, ITS_SERVER, PASSWORD = "mx01.emailsrvr.com", "secure.emailsrvr.com", "correct horse 8"
VERIFIED = {"names": {("{d}", "MX"): ["10 " + COMPANY], (ITS_SERVER, "A"): [link.SERVER]}}
VERIFIED_LIMIT = 12

ROUND_TRIP = """
import socket, sys, time
times = []
for _ in range(5):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        began = time.monotonic()
        asking.sendto(b"\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\7nothing\\7example\\0\\0\\1\\0\\1", (sys.argv[1], 53))
        asking.recv(512)
        times.append((time.monotonic() - began) * 1000)
print(sorted(times)[2])
"""


def plan_of(line):
    """Of the scenario of that number; after the last one, of the check."""
    return [*(row[1] for row in SCENARIOS), VERIFIED][int(line)]


def serve():
    """The far end: opens the scenario whose number it is told, and says so."""
    village.settle()
    with internet.Internet() as net:
        for line in sys.stdin:
            net.clear()
            net.open(filled(plan_of(line), WORDS))
            print(json.dumps([str(word) for word in net.words()]), flush=True)


class FarAway:
    """A link, the internet behind it, and tegamictl on this side."""

    def __init__(self, program):
        self._link = link.Link(RTT)
        self._program = program

    def __enter__(self):
        self._link.__enter__()
        client = self._link.client
        subprocess.run(["ip", "-n", client, "route", "add", "10.76.0.0/14", "dev", "t" + client[-12:]], check=True)
        with open("/etc/netns/%s/resolv.conf" % client, "w", encoding="ascii") as resolver:
            resolver.write("nameserver %s\n" % village.RESOLVER)
        self._server = self._link.serve([sys.executable, __file__, "--serve", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._tegamictl = Tegamictl(self._program, prefix=["ip", "netns", "exec", client])
        self._tegamictl.environment["TEGAMI_PATIENCE"] = "1"
        return self

    def __exit__(self, *_):
        self._tegamictl.close()
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait(HANG)
        self._link.__exit__()

    def open(self, number):
        self._server.stdin.write("%d\n" % number)
        self._server.stdin.flush()
        self._words = json.loads(self._server.stdout.readline())

    def round_trip(self):
        result = self._link.run([sys.executable, "-c", ROUND_TRIP, village.RESOLVER], capture_output=True, text=True)
        return float(result.stdout)

    def start(self, runs):
        """Milliseconds of a search that asks nobody."""
        times = []
        for _ in range(runs):
            began = time.monotonic()
            self._tegamictl.start("find", "--offline", WORDS["a"]).communicate(timeout=HANG)
            times.append((time.monotonic() - began) * 1000)
        return statistics.median(times)

    def find(self, address):
        """The answer, and the whole program's milliseconds."""
        began = time.monotonic()
        process = self._tegamictl.start("find", "--json", *self._words, address)
        output, errors = process.communicate(timeout=HANG)
        took = (time.monotonic() - began) * 1000
        if not output:
            raise SystemExit(errors.decode(errors="replace"))
        return json.loads(output), took


    def verify(self, runs):
        """Milliseconds of a check that is given the address and the password alone."""
        self.open(len(SCENARIOS))
        address, times = WORDS["a"], []
        with maillab.MailLab(address=link.SERVER, hosts=(ITS_SERVER,), users={address: PASSWORD}, tickets=False,
                             postfix="virtual_mailbox_domains = %s\n" % WORDS["d"], prefix=["ip", "netns", "exec", self._link.server]) as lab:
            words = [str(word) for word in self._words]
            both = lab.folder / "both.pem"
            both.write_bytes(lab.ca_file.read_bytes() + pathlib.Path(words[words.index("--ca-file") + 1]).read_bytes())
            options = ["--ca-file", both, *words[words.index("--ispdb-url"):]]
            for _ in range(runs + 1):  # the first one warms the servers up
                began = time.monotonic()
                check = self._tegamictl.check(address, password=PASSWORD, options=options)
                times.append((time.monotonic() - began) * 1000)
                if check.json["verdict"] != "verified":
                    raise SystemExit("the check failed:\n" + str(check))
        return statistics.median(times[1:])


def timed(answer, what, took):
    """Milliseconds until what is timed, and what the same sources take one after the other.  @took: all of it"""
    sources = {source["source"]: source for source in answer["sources"]}
    asked = [source for source in sources.values() if source["outcome"] != "skipped"]
    found = [source["at"] for source in asked if source["outcome"] == "found"]
    at = min(found, default=float("nan")) if what == FIRST else took if what == LAST else sources[what]["at"]
    before = [source for source in asked if source["source"] not in OFFLINE]
    one_by_one = 0
    for source in before:
        one_by_one += source["ms"]
        if source["source"] == what:
            break
    return at, 0 if what == FIRST else one_by_one


def slowest(answer):
    """When the last source that gave an answer did."""
    return max((source["at"] for source in answer["sources"] if source["outcome"] in ("found", "none", "failed")), default=0)


def main():
    if sys.argv[1] == "--serve":
        serve()
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the tegamictl to measure")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    reason = link.available() or village.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        return 77
    with FarAway(arguments.program) as far:
        far.open(0)
        round_trip = far.round_trip()
        start = far.start(arguments.runs)
        print("round trip: %.1f ms; the program's start: %.0f ms\n" % (round_trip, start))
        print("%-34s %-12s %9s %12s %22s %11s %7s" % ("", "until", "time", "round trips", "limit", "one by one", "ratio"))
        for number, (title, _, domain, what, beside, trips) in enumerate(SCENARIOS):
            far.open(number)
            address = LOCAL + "@" + filled(domain, WORDS)
            runs = []
            for _ in range(arguments.runs if beside != 8000 else 2):
                answer, program = far.find(address)
                runs.append((*timed(answer, what, program - start), slowest(answer)))
            at, one_by_one, last = (statistics.median(column) for column in zip(*runs))
            limit = last * 1.1 if beside is None else beside + trips * round_trip
            print("%-34s %-12s %6.0f ms %12.2f %13s %5.0f ms %8s %7s" % (
                title, what, at, at / round_trip, "slowest+10%" if beside is None else "%d rt + %d" % (trips, beside), limit,
                "%5.0f ms" % one_by_one if one_by_one else "", "%.1f" % (one_by_one / at) if one_by_one else ""))
        if reason := maillab.unavailable():
            print("from the address to a verified account: SKIPPED: " + reason)
        else:
            took = far.verify(arguments.runs) - start
            print("\nfrom the address to a verified account at a company that its mail exchanger tells: %.0f ms, %.1f round trips (limit %d)" % (
                took, took / round_trip, VERIFIED_LIMIT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
