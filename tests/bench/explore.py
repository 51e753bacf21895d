#!/usr/bin/python3
"""How long it takes to find out what works: six ports that answer and two that do not, at the far end
of a link with 50 ms of round trip, real Dovecot and Postfix behind it.  The surroundings are looked at, too.

The silent ports are the account's own, the worst case: the check waits for them, too.  Argument:
tegamictl.  Needs root.  Exit status 1 where it takes more than 6 seconds.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import link
import maillab
from tegamictl import Tegamictl

HOST = "mail.example.test"
LIMIT = 6.0
# title, receive, send, silent ports, more options
SILENT_SOURCES = ("--portal-url", "http://%s:8081/" % HOST, "--resolver", link.SERVER + ":5353")
CASES = [
    ("all of it answers", "imaps://%s:993", "smtp+starttls://%s:587", (), ()),
    ("two are silent, others than the account's", "imaps://%s:993", "smtp+starttls://%s:587", (143, 465), ()),
    ("the account's own two are silent", "imaps://%s:7993", "smtp+starttls://%s:2525", (7993, 2525), ()),
    ("the same, and so are those who are asked around", "imaps://%s:7993", "smtp+starttls://%s:2525", (7993, 2525, 8081, 5353),
     SILENT_SOURCES),
    ("nothing answers at all", "imaps://%s:993", "smtp+starttls://%s:587", (993, 995, 143, 110, 465, 587), ()),
]


def main():
    reason = maillab.unavailable() or link.available()
    if reason:
        print("SKIPPED: " + reason)
        return 77
    slow = False
    for title, receive, send, silent, options in CASES:
        with link.Link(rtt_ms=50, silent=silent) as wan:
            lab = maillab.MailLab(address=link.SERVER, hosts=(HOST,), prefix=["ip", "netns", "exec", wan.server])
            tegamictl = Tegamictl(sys.argv[1], prefix=["ip", "netns", "exec", wan.client], surroundings=True)
            with lab:
                began = time.monotonic()
                check = tegamictl.check(lab.user, password=lab.password, receive=receive % HOST, send=send % HOST,
                                        options=["--ca-file", lab.ca_file, "--explore", *options])
                seconds = time.monotonic() - began
            tegamictl.close()
            found = [row["outcome"] for row in check.json["explore"]]
            print("%5.2f s  %d work, %d silent, at most %d connections at once: %s" % (
                seconds, found.count("works"), found.count("silent"), wan.most_open, title))
            slow |= seconds > LIMIT or wan.most_open > 8
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
