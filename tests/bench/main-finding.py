#!/usr/bin/python3
"""How long it takes until the right main finding stands, with 50 ms of round trip to real Dovecot and
Postfix, while those who are asked about the surroundings cannot be reached, answer, or are silent.

The whole of `tegamictl check` is timed, from its start to its last word.  Argument: tegamictl.  Needs
root.  Exit status 1 where a finding is wrong, or later than its limit.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import link
import maillab
from tegamictl import Tegamictl

HOST = "mail.example.test"
RUNS = 3
# A web server that knows the one answer that is expected of it.
PAGE = """
import http.server
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("0.0.0.0", 8080), Page).serve_forever()
"""

Case = collections.namedtuple("Case", "title receive send silent main limit")
CASES = [
    Case("SSL/TLS on a STARTTLS port, receiving", "imaps://%s:143", None, (), "tls-expected-plain", 1.5),
    Case("SSL/TLS on a STARTTLS port, POP3", "pop3s://%s:110", None, (), "tls-expected-plain", 1.5),
    Case("SSL/TLS on a STARTTLS port, sending", None, "smtps://%s:587", (), "tls-expected-plain", 1.5),
    Case("STARTTLS on an SSL/TLS port, receiving", "imap+starttls://%s:993", None, (), "plain-expected-tls", 1.5),
    Case("STARTTLS on an SSL/TLS port, sending", None, "smtp+starttls://%s:465", (), "plain-expected-tls", 1.5),
    Case("no encryption on an SSL/TLS port", "imap://%s:993", None, (), "plain-expected-tls", 1.5),
    Case("ports swapped, SSL/TLS", "imaps://%s:465", "smtps://%s:993", (), "ports-swapped", 1.5),
    Case("ports swapped, STARTTLS", "imap+starttls://%s:587", "smtp+starttls://%s:143", (), "ports-swapped", 1.5),
    Case("the wrong protocol's port", "imaps://%s:995", None, (), "wrong-protocol", 1.5),
    Case("refused, receiving", "imaps://%s:7993", None, (), "port-refused", 0.5),
    Case("refused, both", "imaps://%s:7993", "smtps://%s:7465", (), "port-refused", 0.5),
    Case("silent, receiving", "imaps://%s:7993", None, (7993,), "port-silent", 6),
    Case("silent, both", "imaps://%s:7993", "smtp+starttls://%s:2525", (7993, 2525), "port-silent", 6),
]
# Who is asked about the surroundings, and the ports of theirs to which nothing gets through.
SOURCES = [
    ("out of reach", (), ()),
    ("answering", ("--portal-url", "http://%s:8080/" % HOST, "--resolver", link.SERVER, "--time-server", HOST), ()),
    ("silent", ("--portal-url", "http://%s:8081/" % HOST, "--resolver", link.SERVER + ":5353", "--time-server", HOST + ":124"),
     (8081, 5353)),
]


def timed(tegamictl, lab, case, options):
    began = time.monotonic()
    check = tegamictl.check(lab.user, password=lab.password, receive=case.receive and case.receive % HOST,
                            send=case.send and case.send % HOST, options=["--ca-file", lab.ca_file, *options])
    return time.monotonic() - began, check.ids()


def main():
    reason = maillab.unavailable() or link.available()
    if reason:
        print("SKIPPED: " + reason)
        return 77
    only = sys.argv[2:]
    bad = 0
    for name, options, closed in SOURCES:
        if only and name not in only:
            continue
        print("sources %s" % name)
        for case in CASES:
            with link.Link(rtt_ms=50, silent=case.silent + closed) as wan:
                wan.serve([sys.executable, "-c", PAGE])
                tegamictl = Tegamictl(sys.argv[1], prefix=["ip", "netns", "exec", wan.client], surroundings=True)
                with maillab.MailLab(address=link.SERVER, hosts=(HOST,), prefix=["ip", "netns", "exec", wan.server]) as lab:
                    seconds, ids = min(timed(tegamictl, lab, case, options) for _ in range(RUNS if case.limit < 5 else 1))
                tegamictl.close()
            verdict = "" if ids[:1] == [case.main] else "  WRONG: " + " ".join(ids)
            verdict += "  TOO LATE" if seconds > case.limit else ""
            bad += verdict != ""
            print("  %5.2f s of %.1f  %-18s %s%s" % (seconds, case.limit, case.main, case.title, verdict), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
