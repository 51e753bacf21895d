#!/usr/bin/python3
# test-explore.py: which ports work, side by side, on real Dovecot and Postfix at their standard ports
# in a network namespace, behind a link on which some ports are silent.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import sys
import unittest

_TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_TESTS / "support"), str(_TESTS / "bench")]

import link
import maillab
from patience import HANG
from tegamictl import Tegamictl

USER, PASSWORD = maillab.USER, maillab.PASSWORD
HOST, OTHER = "mail.example.test", "imap.example.test"
RECEIVE = ["imaps://%s:993", "pop3s://%s:995", "imap+starttls://%s:143", "pop3+starttls://%s:110"]
SEND = ["smtps://%s:465", "smtp+starttls://%s:587"]


def urls(patterns, host=HOST):
    return [pattern % host for pattern in patterns]


class Explore(unittest.TestCase):
    def explore(self, receive, send, silent=(), names=(HOST,), options=(), limit=HANG, **settings):
        """One check with --explore; what came of it, the lab and the link."""
        wan = link.Link(rtt_ms=10, silent=silent, names=names)
        self.enterContext(wan)
        lab = maillab.MailLab(address=link.SERVER, prefix=["ip", "netns", "exec", wan.server], **{"hosts": (HOST,), **settings})
        self.addCleanup(lab.stop)
        lab.start()
        tegamictl = Tegamictl(sys.argv[1], prefix=["ip", "netns", "exec", wan.client])
        self.addCleanup(tegamictl.close)
        check = tegamictl.check(USER, password=PASSWORD, receive=receive, send=send, limit=limit,
                                options=["--ca-file", lab.ca_file, "--explore", "--no-surroundings", "--connect-timeout", 2, *options])
        self.assertLessEqual(wan.most_open, 8)
        return check, lab

    def rows(self, check, side, host=HOST, outcome=None):
        return [row["url"] for row in check.json["explore"] if row["side"] == side and "//%s:" % host in row["url"] and
                outcome in (None, row["outcome"])]

    def first_change(self, check, identity, side):
        finding = next(f for f in check.json["findings"] if f["id"] == identity and f["side"] in (side, "both"))
        return finding["remedies"][0]["change"], finding["remedies"][0]["tried"]

    def test_two_silent_ports_and_six_that_work(self):
        check, lab = self.explore("imaps://%s:7993" % HOST, "smtp+starttls://%s:2525" % HOST, silent=(7993, 2525))
        self.assertEqual(self.rows(check, "receive", outcome="works"), urls(RECEIVE), str(check))
        self.assertEqual(self.rows(check, "send", outcome="works"), urls(SEND), str(check))
        self.assertEqual(self.rows(check, "receive", outcome="silent"), ["imaps://%s:7993" % HOST])
        self.assertEqual(check.ids(), ["port-silent"] * 2)
        self.assertEqual(self.first_change(check, "port-silent", "receive"), ({"receive": RECEIVE[0] % HOST}, "works"))
        self.assertEqual(self.first_change(check, "port-silent", "send"), ({"send": SEND[0] % HOST}, "works"))
        self.assertEqual(lab.sign_ins(), [])
        self.assertEqual(check.json["verdict"], "failed")

    def test_the_protocol_that_was_chosen_is_kept_where_it_works(self):
        check, _ = self.explore("pop3s://%s:7995" % HOST, None)
        self.assertEqual(self.first_change(check, "port-refused", "receive"), ({"receive": "pop3s://%s:995" % HOST}, "works"), str(check))

    def test_where_all_is_well_it_is_said_what_else_works(self):
        check, lab = self.explore(RECEIVE[2] % HOST, SEND[1] % HOST)
        self.assertEqual(check.json["verdict"], "verified", str(check))
        self.assertEqual(self.rows(check, "receive", outcome="works"), urls(RECEIVE))
        self.assertEqual(self.rows(check, "send", outcome="works"), urls(SEND))
        self.assertEqual(len(lab.sign_ins()), 2)

    def test_the_other_encryption_of_an_own_port_is_found(self):
        ports = {"imap": 1143, "imaps": 1993, "pop3": 1110, "pop3s": 1995, "smtp": 2525, "smtps": 1465}
        check, lab = self.explore("imaps://%s:1143" % HOST, "smtp+starttls://%s:1465" % HOST, ports=ports)
        self.assertEqual(self.rows(check, "receive", outcome="works"), ["imap+starttls://%s:1143" % HOST], str(check))
        self.assertEqual(self.rows(check, "send", outcome="works"), ["smtps://%s:1465" % HOST], str(check))
        self.assertEqual(lab.sign_ins(), [])

    def test_names_in_the_certificate_are_told(self):
        check, lab = self.explore(RECEIVE[0] % HOST, None, hosts=("sv1.elsewhere.test",))
        rows = [row for row in check.json["explore"] if "//%s:" % HOST in row["url"]]
        self.assertEqual([row["outcome"] for row in rows], ["certificate"] * 6, str(check))
        for row in rows:
            self.assertEqual((row["finding"], row["certificate_names"]), ("cert-name-mismatch", ["sv1.elsewhere.test"]))
        self.assertEqual(lab.sign_ins(), [])

    def test_where_starttls_is_missing_it_is_told_for_each_port(self):
        check, lab = self.explore(RECEIVE[2] % HOST, SEND[1] % HOST, starttls=False)
        missing = [row["url"] for row in check.json["explore"] if row["finding"] == "starttls-missing"]
        self.assertEqual(missing, urls(RECEIVE[2:] + SEND[1:]), str(check))
        self.assertEqual(self.rows(check, "send", outcome="works"), urls(SEND[:1]))
        self.assertEqual(self.first_change(check, "starttls-missing", "send"), ({"send": SEND[0] % HOST}, "works"))
        self.assertEqual(lab.sign_ins(), [])

    def test_a_usual_name_of_the_own_domain_stands_in_for_one_where_nothing_answers(self):
        check, lab = self.explore("imaps://old.elsewhere.test:993", None, names=(HOST, OTHER), hosts=(HOST, OTHER),
                                  options=["--resolve", "old.elsewhere.test=" + link.CLIENT])
        self.assertEqual(self.rows(check, "receive", host=OTHER, outcome="works"), urls([RECEIVE[0], RECEIVE[2]], OTHER), str(check))
        self.assertEqual(self.first_change(check, "port-refused", "receive"), ({"receive": RECEIVE[0] % HOST}, "works"))
        self.assertEqual(lab.sign_ins(), [])

    def test_a_refused_password_is_no_reason_for_another_port(self):
        check, _ = self.explore(RECEIVE[0] % HOST, None, users={USER: "another one"})
        self.assertNotIn("works", [remedy["tried"] for finding in check.json["findings"] for remedy in finding["remedies"]], str(check))


if __name__ == "__main__":
    reason = maillab.unavailable() or link.available()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
