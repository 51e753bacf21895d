#!/usr/bin/python3
"""How many round trips a check costs, from SYN to the sign-in's result, and the whole of it.

Real Dovecot and Postfix stand at the far end of a link with two different round-trip times; the
difference in time, divided by the difference in round-trip time, is the number of round trips, and
what computers and servers need for themselves cancels out.  Argument: tegamictl.  Needs root.
Exit status 1 where a row is more than half a round trip over the least possible.

OpenSSL sends a TLS 1.3 session ticket even to a client that asks for none, and Postfix, which leaves
Nagle's algorithm on, holds its next line back until the ticket is acknowledged: one round trip that
no client can save.  So sending is measured with a Postfix that sends no tickets, where the
least is what the protocols need, and with Postfix as it comes, where it is one more.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import link
import maillab
from tegamictl import Tegamictl

SHORT, LONG = 40, 140  # milliseconds
SLACK = 0.5
HOST = "mail.example.test"
# title, receive, send, the least number of round trips
CHECKS = [
    ("IMAP, TLS from the start", "imaps", None, 4),
    ("IMAP, STARTTLS", "imap+starttls", None, 6),
    ("POP3, TLS from the start", "pop3s", None, 5),
    ("POP3, STLS", "pop3+starttls", None, 6),
    ("SMTP, TLS from the start (465)", None, "smtps", 5),
    ("SMTP, STARTTLS (587)", None, "smtp+starttls", 7),
    ("the whole check, 993 + 587", "imaps", "smtp+starttls", 8),
]
WITH_TICKETS = [(title + ", ticket", receive, send, least + 1) for title, receive, send, least in CHECKS if send]


def to_sign_in(check, side):
    """Milliseconds from SYN to the sign-in's result."""
    steps = {step["id"]: step for step in check.json[side]["steps"]}
    return steps["sign-in"]["at"] - (steps["connect"]["at"] - steps["connect"]["ms"])


def measure_lab(wan, program, checks, runs, **settings):
    """title → milliseconds, the least of @runs checks: whatever else the computer does only adds to it."""
    found = {}
    lab = maillab.MailLab(address=link.SERVER, hosts=(HOST,), prefix=["ip", "netns", "exec", wan.server], **settings)
    tegamictl = Tegamictl(program, prefix=["ip", "netns", "exec", wan.client])
    try:
        lab.start()
        for title, receive, send, _ in checks:
            times = []
            for _ in range(runs + 1):  # the first one warms the servers up
                began = time.monotonic()
                check = tegamictl.check(lab.user, receive and lab.url(receive), send and lab.url(send), lab.password,
                                        options=["--ca-file", lab.ca_file])
                took = (time.monotonic() - began) * 1000
                if check.json["verdict"] != "verified":
                    raise SystemExit("the check failed:\n" + str(check))
                times.append(took if receive and send else to_sign_in(check, "receive" if receive else "send"))
            found[title] = min(times[1:])
    finally:
        tegamictl.close()
        lab.stop()
    return found


def measure(program, rtt, runs):
    with link.Link(rtt) as wan:
        return {**measure_lab(wan, program, CHECKS, runs, tickets=False), **measure_lab(wan, program, WITH_TICKETS, runs)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the tegamictl to measure")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    reason = link.available() or maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        return 77
    short, long = (measure(arguments.program, rtt, arguments.runs) for rtt in (SHORT, LONG))
    over = 0
    print("%-40s %10s %10s %12s %6s %6s" % ("", "%d ms" % SHORT, "%d ms" % LONG, "round trips", "least", "limit"))
    for title, _, _, least in CHECKS + WITH_TICKETS:
        trips = (long[title] - short[title]) / (LONG - SHORT)
        too_many = trips > least + SLACK
        over += too_many
        print("%-40s %7.0f ms %7.0f ms %12.2f %6d %6.1f%s" % (title, short[title], long[title], trips, least, least + SLACK,
                                                             "   TOO MANY" if too_many else ""))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
