#!/usr/bin/python3
"""What a failed check says about this computer and its network: every finding of that kind where it
is the cause, and next door, where something very similar has another cause.

Each test has a small internet of its own (support/village.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import village
from patience import HANG
from tegamictl import Tegamictl

HOST, SECOND = "mail.example.test", "smtp.other.test"
ADDRESS, PASSWORD = "hanako@example.test", "correct horse 8"
IMAPS, SMTPS = "imaps://%s:993" % HOST, "smtps://%s:465" % HOST
ONLINE = b"HTTP/1.1 204 No Content\r\n\r\n"
LOGIN_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Welcome to the hotel</html>"
HERE = {"no-network", "captive-portal", "clock-wrong", "tls-intercepted", "dns-broken", "dns-differs", "ipv6-broken", "port25-blocked",
        "network-filtered"}
YEAR = 365 * 86400
covered, spared = set(), set()


class Surroundings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = village.Village()
        cls.addClassCleanup(cls.place.__exit__)
        village.use_system_resolver(cls.place.folder)
        cls.good = cls.place.authority.server("good", hosts=(HOST, SECOND))
        cls.expired = cls.place.authority.server("expired", hosts=(HOST, SECOND), expired=True)
        cls.other_name = cls.place.authority.server("other", hosts=("wifi.hotel.example",))
        cls.tegamictl = Tegamictl(sys.argv[1], surroundings=True)
        cls.addClassCleanup(cls.tegamictl.close)

    def tearDown(self):
        self.place.clear()

    def check(self, receive=IMAPS, send=None, at=village.MAIL, options=(), sources=None, password=PASSWORD, ca_file=True):
        """@at: the addresses of the mail server, by --resolve; None: ask the system's resolver."""
        words = ["--connect-timeout", "1", *(["--ca-file", self.place.ca_file] if ca_file else []), *options]
        for ip in ([at] if isinstance(at, str) else at or []):
            words += ["--resolve", "%s=%s" % (HOST, ip), "--resolve", "%s=%s" % (SECOND, ip)]
        for name, value in (sources or {}).items():
            words += ["--" + name, value]
        return self.tegamictl.check(ADDRESS, receive=receive, send=send, password=password, options=words)

    def assert_cause(self, check, finding, *others):
        """@finding is the first one; of its kind no other stands there, except @others."""
        self.assertEqual(check.ids()[0], finding, str(check))
        self.assertEqual(set(check.ids()) & HERE, {finding, *others}, str(check))
        self.assertEqual(check.json["surroundings"][finding]["outcome"], "fault", str(check))
        self.assertTrue(check.json["findings"][0]["evidence"], str(check))
        self.assertEqual(check.json["findings"][0]["side"], "local")
        self.assertEqual(check.status, 1)
        covered.add(finding)

    def assert_other_cause(self, check, finding, instead_of):
        self.assertEqual(check.ids()[0], finding, str(check))
        self.assertNotIn(instead_of, check.ids(), str(check))
        spared.add(instead_of)

    def change_of(self, check):
        remedies = check.json["findings"][0]["remedies"]
        return next(((remedy["change"], remedy["tried"]) for remedy in remedies if remedy["change"]), (None, None))

    # No network

    def test_no_network_is_the_cause_where_nothing_at_all_answers(self):
        check = self.check(send=SMTPS, at=village.NOWHERE)
        self.assert_cause(check, "no-network")
        self.assertEqual(len(check.ids()), 1, str(check))

    def test_no_network_is_the_cause_where_no_name_is_found_and_no_address_answers(self):
        self.assert_cause(self.check(send=SMTPS, at=None), "no-network")

    def test_no_network_is_not_the_cause_where_something_else_answers(self):
        check = self.check(send=SMTPS, at=village.NOWHERE, sources={"portal-url": self.place.portal(ONLINE)})
        self.assert_other_cause(check, "port-silent", "no-network")

    # Captive portal

    def test_a_portal_is_the_cause_where_a_sign_in_page_answers_on_the_mail_ports(self):
        for port in (993, 465):
            self.place.web(village.MAIL, port)
        for answer in (village.REDIRECT, LOGIN_PAGE):
            with self.subTest(answer=answer):
                check = self.check(send=SMTPS, sources={"portal-url": self.place.portal(answer)})
                self.assert_cause(check, "captive-portal")
                self.assertIn("instead of " + HOST, check.json["findings"][0]["cause"])

    def test_a_portal_is_the_cause_where_it_shows_its_own_certificate(self):
        self.place.mail(village.MAIL, 993, "imap", self.other_name)
        self.assert_cause(self.check(sources={"portal-url": self.place.portal(village.REDIRECT)}), "captive-portal")

    def test_a_portal_is_not_the_cause_where_the_page_arrives_as_it_should(self):
        for port in (993, 465):
            self.place.web(village.MAIL, port)
        check = self.check(send=SMTPS, sources={"portal-url": self.place.portal(ONLINE)})
        self.assert_other_cause(check, "not-a-mail-server", "captive-portal")

    def test_a_page_that_is_missing_does_not_make_a_portal(self):
        answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n"
        check = self.check(sources={"portal-url": self.place.portal(answer)})
        self.assert_other_cause(check, "port-refused", "captive-portal")

    # Clock

    def test_the_clock_is_the_cause_where_the_certificate_is_valid_by_the_right_time(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        ahead = 1580515200 - int(time.time())  # 1 February 2020
        check = self.check(sources={"time-server": self.place.clock(ahead)})
        self.assert_cause(check, "clock-wrong")
        self.assertNotIn("cert-expired", check.ids())
        self.assertIn("1 February 2020", check.json["findings"][0]["cause"])
        self.assertAlmostEqual(check.json["surroundings"]["clock_ahead_seconds"], -ahead, delta=60)

    def test_the_clock_is_shown_by_the_date_of_a_web_page_as_well(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        page = b"HTTP/1.1 204 No Content\r\nDate: Sat, 01 Feb 2020 00:00:00 GMT\r\n\r\n"
        for sources in ({}, {"time-server": "none"}):
            with self.subTest(sources=sources):
                self.assert_cause(self.check(sources={"portal-url": self.place.portal(page), **sources}), "clock-wrong")

    def test_the_clock_is_not_the_cause_where_it_is_right(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        check = self.check(sources={"time-server": self.place.clock(120)})
        self.assert_other_cause(check, "cert-expired", "clock-wrong")
        self.assertIn("this computer’s date is right", check.json["findings"][0]["cause"])

    def test_a_certificate_that_is_expired_by_any_clock_stays_the_cause(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        check = self.check(sources={"time-server": self.place.clock(-YEAR // 4)})
        self.assertEqual(check.ids(), ["cert-expired", "clock-wrong"], str(check))

    # Interception

    def test_a_security_programs_issuer_is_named(self):
        files = village.Named(self.place.folder / "avast", "avast! Mail Shield Root").server("avast", hosts=(HOST, SECOND))
        self.place.mail(village.MAIL, 993, "imap", files)
        check = self.check()
        self.assert_cause(check, "tls-intercepted")
        self.assertEqual(check.ids(), ["tls-intercepted"])
        self.assertIn("avast! Mail Shield Root", check.json["findings"][0]["cause"])

    def test_an_issuer_that_this_computer_trusts_is_no_interception(self):
        shield = village.Named(self.place.folder / "trusted", "avast! Mail Shield Root")
        self.place.mail(village.MAIL, 993, "imap", shield.server("trusted", hosts=(HOST,)))
        check = self.check(options=["--ca-file", shield.ca_file], ca_file=False)
        self.assertEqual((check.ids(), check.json["verdict"]), ([], "verified"), str(check))
        spared.add("tls-intercepted")

    def test_the_same_foreign_issuer_on_unrelated_servers_is_an_interception(self):
        files = village.Named(self.place.folder / "unknown", "Office Gateway").server("unknown", hosts=(HOST, SECOND))
        self.place.mail(village.MAIL, 993, "imap", files)
        self.place.mail(village.MAIL, 465, "smtp", files)
        self.assert_cause(self.check(send="smtps://%s:465" % SECOND), "tls-intercepted")
        self.assert_other_cause(self.check(send=SMTPS), "cert-unknown-issuer", "tls-intercepted")

    # Names

    def test_the_resolver_is_the_cause_where_it_answers_for_no_name(self):
        resolver = self.place.names(village.RESOLVER, {HOST: [village.MAIL]})
        check = self.check(at=None, sources={"resolver": resolver, "portal-url": "http://page.example.test/"})
        self.assert_cause(check, "dns-broken")

    def test_the_resolver_is_not_the_cause_where_only_this_name_fails(self):
        self.place.system_names({HOST: "SERVFAIL", "page.example.test": [village.PORTAL]})
        self.place.portal(ONLINE)
        check = self.check(at=None, sources={"portal-url": "http://page.example.test/"})
        self.assert_other_cause(check, "host-not-found", "dns-broken")

    def test_an_old_address_is_the_cause_where_another_resolver_knows_one_that_works(self):
        self.place.mail(village.MAIL, 993, "imap", self.good)
        resolver = self.place.names(village.RESOLVER, {HOST: [village.MAIL]})
        system = {}
        self.place.system_names(system)
        for table in ({HOST: [village.OLD]}, {}):
            with self.subTest(table=table):
                system.clear()
                system.update(table)
                check = self.check(at=None, sources={"resolver": resolver})
                self.assert_cause(check, "dns-differs")
                self.assertEqual(check.ids(), ["dns-differs"], str(check))

    def test_an_address_that_does_not_work_either_proves_nothing(self):
        self.place.system_names({HOST: [village.OLD]})
        resolver = self.place.names(village.RESOLVER, {HOST: [village.OTHER]})
        check = self.check(at=None, sources={"resolver": resolver})
        self.assert_other_cause(check, "port-refused", "dns-differs")

    def test_no_password_goes_to_an_address_that_is_only_compared(self):
        heard = []
        self.place.mail(village.MAIL, 993, "imap", self.good)
        self.place.system_names({HOST: [village.OLD]})
        speaker = village._imap
        village._SPEAKERS["imap"] = lambda lines, write: speaker((heard.append(line) or line for line in lines), write)
        self.addCleanup(village._SPEAKERS.update, imap=speaker)
        self.place.mail(village.OTHER, 993, "imap", self.good)
        self.check(at=None, sources={"resolver": self.place.names(village.RESOLVER, {HOST: [village.OTHER]})})
        self.assertTrue(heard)
        self.assertFalse([line for line in heard if "LOGIN" in line.upper() or "AUTHENTICATE" in line.upper()], heard)

    # IPv6

    def test_silent_ipv6_is_told_beside_ipv4_that_works(self):
        self.place.mail(village.MAIL, 993, "imap", self.good)
        self.place.silent(village.BROKEN6, 993)
        check = self.check(at=[village.BROKEN6, village.MAIL])
        self.assertEqual((check.ids(), check.json["verdict"]), (["ipv6-broken"], "verified"), str(check))
        self.assertEqual(check.json["findings"][0]["severity"], "notice")
        covered.add("ipv6-broken")

    def test_ipv6_without_a_way_is_told_beside_ipv4_that_works(self):
        self.place.mail(village.MAIL, 993, "imap", self.good)
        check = self.check(at=["2001:db8:dead::1", village.MAIL])
        self.assertEqual(check.ids(), ["ipv6-broken"], str(check))

    def test_ipv6_that_works_is_not_told(self):
        self.place.mail(village.MAIL, 993, "imap", self.good)
        self.place.mail(village.MAIL6, 993, "imap", self.good)
        check = self.check(at=[village.MAIL6, village.MAIL])
        self.assertEqual(check.ids(), [], str(check))
        spared.add("ipv6-broken")

    # Ports

    def test_a_closed_port_25_is_told_by_the_ports_that_answer(self):
        for port, url in ((465, "smtps://%s:465"), (587, "smtp+starttls://%s:587")):
            with self.subTest(port=port):
                self.place.silent(village.MAIL, 25)
                if port == 465:
                    self.place.mail(village.MAIL, 465, "smtp", self.good)
                else:
                    self.place.starttls(village.MAIL, 587, self.good)
                check = self.check(receive=None, send="smtp+starttls://%s:25" % HOST)
                self.assert_cause(check, "port25-blocked")
                self.assertEqual(check.ids(), ["port25-blocked"], str(check))
                self.assertEqual(self.change_of(check), ({"send": url % HOST}, "works"), str(check))
                self.assertIn("Port %d of the same server answered" % port, check.json["findings"][0]["cause"])
                self.place.clear()

    def test_a_server_that_answers_on_no_submission_port_has_no_blocked_port_25(self):
        self.place.silent(village.MAIL, 25)
        check = self.check(receive=None, send="smtp+starttls://%s:25" % HOST)
        self.assert_other_cause(check, "port-silent", "port25-blocked")

    def test_a_filter_is_the_cause_where_all_mail_ports_are_silent_and_the_web_answers(self):
        self.place.silent(village.MAIL, 993, 465, 587, 143)
        self.place.web(village.MAIL, 443)
        check = self.check(send=SMTPS)
        self.assert_cause(check, "network-filtered")

    def test_one_silent_port_is_no_filter(self):
        self.place.silent(village.MAIL, 993)
        self.place.web(village.MAIL, 443)
        self.assert_other_cause(self.check(), "port-silent", "network-filtered")

    def test_mail_that_gets_through_on_one_side_is_no_filter(self):
        self.place.silent(village.MAIL, 993, 143)
        self.place.web(village.MAIL, 443)
        self.place.mail(village.MAIL, 465, "smtp", self.good)
        check = self.check(send=SMTPS)
        self.assert_other_cause(check, "port-silent", "network-filtered")

    # Who is asked

    def sources(self):
        return {"portal-url": self.place.portal(ONLINE), "resolver": self.place.names(village.RESOLVER, {HOST: [village.MAIL]}),
                "time-server": self.place.clock()}

    def test_nobody_is_asked_while_all_is_well(self):
        self.place.mail(village.MAIL, 993, "imap", self.good)
        self.place.mail(village.MAIL, 465, "smtp", self.good)
        check = self.check(send=SMTPS, sources=self.sources())
        self.assertEqual((check.json["verdict"], check.json["surroundings"]), ("verified", None), str(check))
        self.assertEqual(self.place.heard, [])

    def test_nobody_is_asked_where_it_is_switched_off(self):
        check = self.check(sources=self.sources(), options=["--no-surroundings"])
        self.assertEqual((check.ids(), check.json["surroundings"]), (["port-refused"], None), str(check))
        self.assertEqual(self.place.heard, [])

    def test_who_was_asked_is_listed_and_nobody_else_was(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        check = self.check(send="smtps://%s:465" % SECOND, sources=self.sources())
        listed = check.json["surroundings"]["contacted"]
        for who, line in (("portal", village.PORTAL), ("resolver", village.RESOLVER), ("clock", village.CLOCK)):
            self.assertTrue([entry for entry in listed if line in entry], str(check))
            self.assertIn(who, {source for source, _ in self.place.heard})
        self.assertEqual({what for who, what in self.place.heard if who == "resolver"}, {SECOND}, "only the server that was not reached")
        self.assertFalse([what for _, what in self.place.heard if ADDRESS in str(what)])

    def test_none_switches_one_source_off(self):
        self.sources()
        check = self.check(sources={"portal-url": "none", "resolver": "none", "time-server": "none"})
        self.assertEqual(check.ids(), ["port-refused"], str(check))
        self.assertEqual((self.place.heard, check.json["surroundings"]["contacted"]), ([], [HOST + ": other ports of the same server"]))

    def test_badly_written_sources_are_refused(self):
        for option, value in (("--resolver", "dns.example"), ("--portal-url", "ftp://example.test/"), ("--time-server", "a b"),
                              ("--time-server", ":123"), ("--resolver", "10.0.0.1:99999")):
            with self.subTest(option=option, value=value):
                process = self.tegamictl.start("check", "--address", ADDRESS, "--receive", IMAPS, option, value, stdin=subprocess.DEVNULL)
                output, errors = process.communicate(timeout=HANG)
                self.assertEqual((process.returncode, output), (2, b""))
                self.assertIn(value.encode(), errors)

    # Sources that lie, flood or fall silent

    def test_hostile_sources_change_nothing(self):
        self.place.mail(village.MAIL, 993, "imap", self.expired)
        long = b"HTTP/1.1 200 OK\r\nX: " + b"a" * 3000000
        answers = (b"", b"\0" * 100, b"HTTP/1.1 999 \xff\xfe\r\n\r\n", long, b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\n\r\n")
        clocks = (lambda q: b"", lambda q: b"\xff" * 500, lambda q: b"\x24\0" + b"\0" * 46, lambda q: b"\x24\x02" + b"\0" * 30,
                  lambda q: b"\x24\x02\0\0" + b"\0" * 20 + b"\1" * 24)
        for answer, clock in zip(answers, clocks):
            with self.subTest(answer=answer[:40]):
                check = self.check(sources={"portal-url": self.place.portal(answer), "time-server": self.place.clock(answer=clock)})
                self.assertEqual(check.ids(), ["cert-expired"], str(check))
                self.place.clear()
                self.place.mail(village.MAIL, 993, "imap", self.expired)

    def test_a_test_that_is_stopped_while_looking_around_tells_what_it_saw(self):
        self.place.silent(village.PORTAL, 80)
        words = self.tegamictl.words(ADDRESS, IMAPS, options=["--resolve", "%s=%s" % (HOST, village.MAIL), "--portal-url", "http://%s/" % village.PORTAL,
                                                              "--resolver", self.place.names(village.RESOLVER, {"*": None})])
        process = self.tegamictl.start(*words)
        while not self.place.heard:  # it has begun to look around
            self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        check = self.tegamictl.finish(process, cancelled=True)
        self.assertEqual((check.status, check.ids()), (3, ["port-refused"]), str(check))


class Complete(unittest.TestCase):
    """Runs after the scenarios, by its name."""

    def test_zz_every_finding_has_its_scenario_and_its_neighbour(self):
        if len(sys.argv) > 2:
            self.skipTest("only some scenarios were run")
        self.assertEqual((HERE - covered, HERE - spared), (set(), set()))
        print("%d findings, each as a cause and each spared next door" % len(HERE))


def load_tests(loader, tests, pattern):
    return unittest.TestSuite([loader.loadTestsFromTestCase(Surroundings), loader.loadTestsFromTestCase(Complete)])


if __name__ == "__main__":
    village.run_tests()
