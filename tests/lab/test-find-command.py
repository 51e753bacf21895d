#!/usr/bin/python3
"""tegamictl find: its options, exit statuses, and what it says where nothing is found, in a test internet.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import signal
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import settings_search
from internet import page
from patience import wait_for
from settings_files import config
from settings_search import AUTOCONFIG, IMAP, ISPDB, OFFLINE, SMTP, SOURCES, Searches, filled

BOTH = config(IMAP, SMTP)
OWN = "hanako.7k@own0.example"
# Old ones, with a wildcard rule and private ones among them; the whole list is gone through by the test "where".
SUFFIXES = ("jp", "co.jp", "ne.jp", "tokyo.jp", "chiyoda.tokyo.jp", "kawasaki.jp", "com", "co.uk", "github.io", "example")


class Command(Searches):
    def open(self, plan):
        self.net.open(filled(plan, self.words_of(0)))
        self.addCleanup(self.net.clear)

    def outcomes(self, answer):
        return {source["source"]: source["outcome"] for source in answer["sources"]}

    def ids(self, answer):
        return [finding["id"] for finding in answer["findings"]]

    def assert_nobody_asked(self):
        self.assertEqual((self.net.requests, self.net.calls, self.net.asked()), ([], [], []))

    def test_offline_asks_nobody(self):
        self.open({"pages": {AUTOCONFIG: page(BOTH), ISPDB: page(BOTH)}})
        for address, status in ((OWN, 1), ("hanako.7k@gmail.com", 0), ("hanako.7k@gmx.de", 0)):
            with self.subTest(address):
                got, answer, _ = self.find(address, "--offline")
                self.assertEqual((got, settings_search.contradictions(answer)), (status, []), answer)
                outcomes = self.outcomes(answer)
                self.assertEqual({name for name in SOURCES if outcomes[name] == "skipped"}, set(SOURCES) - OFFLINE, answer)
                self.assertNotIn("domain-not-found", self.ids(answer))
                self.assert_nobody_asked()

    def test_the_database_is_left_alone_on_wish(self):
        self.open({"pages": {ISPDB: page(BOTH), settings_search.internet.DATABASE_URL + "{h}": page(BOTH)}, "names": {("{d}", "MX"): ["10 mx.{h}"]}})
        status, answer, _ = self.find(OWN, database="none")
        self.assertEqual((status, self.outcomes(answer)["ispdb"]), (1, "skipped"), answer)
        self.assertEqual([request["host"] for request in self.net.requests if "ispdb" in request["host"]], [])
        status, answer, _ = self.find(OWN)
        self.assertEqual((status, self.outcomes(answer)["ispdb"]), (0, "found"), answer)

    def test_nothing_is_asked_at_a_public_suffix(self):
        self.open({})
        for suffix in SUFFIXES:
            with self.subTest(suffix):
                self.assertEqual(self.find("hanako.7k@" + suffix)[0], 2)
                self.assert_nobody_asked()

    def test_what_is_no_address(self):
        self.open({})
        for address in ("hanako.7k", "@own0.example", "hanako.7k@"):
            with self.subTest(address):
                self.assertEqual(self.find(address)[0], 2)
                self.assert_nobody_asked()

    def test_a_domain_that_does_not_exist(self):
        self.open({})
        status, answer, _ = self.find("hanako.7k@gmial.com")
        self.assertEqual((status, self.ids(answer)), (1, ["domain-not-found"]), answer)
        self.assertIn("gmail.com", str(answer["findings"]))
        status, answer, _ = self.find("hanako.7k@unlike-any-other.example")
        self.assertEqual((status, self.ids(answer)), (1, ["domain-not-found"]), answer)

    def test_a_domain_is_never_missing_because_a_name_server_does_not_say(self):
        self.open({"names": {("own%d.example" % number, "*"): answer for number, answer in enumerate((None, "SERVFAIL", b"\xff" * 40, []))}})
        self.tegamictl.environment["TEGAMI_PATIENCE"] = "4"
        self.addCleanup(self.tegamictl.environment.update, TEGAMI_PATIENCE=str(self.patience))
        for number in range(4):
            with self.subTest(number):
                status, answer, _ = self.find("hanako.7k@own%d.example" % number, timeout=1)
                self.assertEqual((status, self.ids(answer)), (1, ["settings-not-found"]), answer)

    def test_no_name_server_speaks_against_the_table(self):
        self.open({})
        status, answer, _ = self.find("hanako.7k@gmail.com")
        self.assertEqual((status, self.ids(answer), answer["receive"][0]), (0, [], "imaps://imap.gmail.com:993"), answer)

    def test_a_domain_that_takes_no_mail(self):
        self.open({"names": {("{d}", "MX"): ["0 ."]}})
        status, answer, _ = self.find(OWN)
        self.assertEqual((status, self.ids(answer)), (1, ["domain-no-mail"]), answer)

    def test_an_international_domain_is_asked_by_its_ascii_name(self):
        domain = "xn--r8jz45g.example"
        self.open({"pages": {AUTOCONFIG.replace("{d}", domain): page(BOTH.replace("{d}", domain))}})
        status, answer, _ = self.find("hanako.7k@例え.example")
        self.assertEqual((status, answer["receive"], self.ids(answer)), (0, ["imaps://imap.%s:993" % domain], []), answer)
        self.assertTrue(all(name.isascii() for name, _ in self.net.asked()))

    def test_the_time_limit_ends_a_search_that_nobody_answers(self):
        self.open({"doors": {"https://autoconfig.{d}:443": "mute", "https://{d}:443": "silent"}})
        self.tegamictl.environment["TEGAMI_PATIENCE"] = "1"
        self.addCleanup(self.tegamictl.environment.update, TEGAMI_PATIENCE=str(self.patience))
        status, answer, _ = self.find(OWN, timeout=1)
        self.assertEqual((status, self.outcomes(answer)["autoconfig"], self.outcomes(answer)["well-known"]), (1, "timeout", "timeout"), answer)
        for options in (["--timeout", "0"], ["--timeout", "soon"], ["--resolver", "here"], ["--ispdb-url", "ftp://x.example/"]):
            with self.subTest(options):
                self.assertEqual(self.find(OWN, *options)[0], 2)

    def test_a_search_can_be_interrupted(self):
        self.open({"doors": {"https://autoconfig.{d}:443": "mute"}, "pages": {ISPDB: page(BOTH)}})
        process = self.find(OWN, wait=False)
        wait_for("the search to ask", lambda: any("autoconfig" in url for _, url in self.net.calls))
        process.send_signal(signal.SIGINT)
        status, answer, _ = self.finish(process)
        self.assertEqual(status, 3)
        self.assertEqual(sorted(self.outcomes(answer)), sorted(SOURCES), answer)

    def test_the_same_in_words(self):
        self.open({"pages": {AUTOCONFIG: page(config("imaps://imap.{h}:993", SMTP))}, "names": {("own1.example", "A"): ["10.78.250.1"]}})
        for address, status, words in ((OWN, 0, ("imaps://imap.hoster0.example:993", "smtps://smtp.own0.example:465", "hanako.7k@own0.example")),
                                       ("hanako.7k@own1.example", 1, ("own1.example",))):
            with self.subTest(address):
                process = self.tegamictl.start("find", *self.net.words(), "--timeout", "30", address)
                output, errors = process.communicate(timeout=settings_search.HANG)
                self.assertEqual((process.returncode, b"\x1b" in output), (status, False), errors)
                for word in words:
                    self.assertIn(word, output.decode())

    @unittest.skipUnless(settings_search.SUFFIXES.exists(), "the package publicsuffix is not installed")
    def test_the_list_of_public_suffixes_is_read_here_too(self):
        for name, suffix in (("co.jp", True), ("jp", True), ("example.co.jp", False), ("kawasaki.jp", True), ("city.kawasaki.jp", False)):
            self.assertEqual(settings_search.is_suffix(name), suffix, name)


if __name__ == "__main__":
    settings_search.main()
