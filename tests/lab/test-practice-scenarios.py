#!/usr/bin/python3
# test-practice-scenarios.py: tegamictl check against every scenario of the practice servers: the
# findings that the scenario's row promises, never more than two refused sign-ins, JSON by the
# contract, nothing secret printed.  Arguments: tegamictl, practice-servers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import contract
import credentials
from patience import HANG, NEVER_DONE, SILENCE, TALK
from practice_table import Servers, signs_in_with
from tegamictl import Tegamictl

AT_ONCE = 4 * (os.cpu_count() or 2)  # most of the time is waiting for servers that say nothing
DANGERS_THAT_END_THE_TALK = {"starttls-injected", "preauth-before-tls"}


def plain(url):
    return url is not None and re.match("(imap|pop3|smtp)://", url) is not None


def expected_verdict(ids):
    severities = [contract.findings()[finding] for finding in ids]
    if "auth-oauth" in ids:
        return "unproven"
    if DANGERS_THAT_END_THE_TALK & set(ids):
        return "failed"
    return "failed" if "problem" in severities else "caution" if {"danger", "caution"} & set(severities) else "verified"


# These servers stand for a provider's, to which the way is long.
ELSEWHERE = ["--resolve", "localhost=127.0.0.1"]


class Scenarios(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers(sys.argv[2])
        cls.addClassCleanup(cls.servers.close)
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.table = cls.servers.table
        cls.scenarios = {row["name"]: row for row in cls.table["scenarios"]}

    def options(self, *urls):
        return [*ELSEWHERE, "--ca-file", self.table["ca"], "--timeout", TALK, *["--allow-plaintext"] * any(plain(url) for url in urls)]

    def check(self, receive=None, send=None, more=(), password=None, **keywords):
        return self.tegamictl.check(self.table["address"], receive, send, password or self.table["password"], limit=HANG,
                                    options=[*self.options(receive, send), *more], **keywords)

    def assert_nothing_in_clear(self, scenario, heard):
        """The practice server's own record: no credential came without encryption, where encryption was asked for."""
        lines = "\n".join(heard["in_clear"]).encode()
        address = self.table["address"]
        secrets = (address, address.partition("@")[0], self.table["password"], self.table["token"])
        self.assertEqual(credentials.found_in(lines, *secrets), [], scenario)

    def judge(self, name, sides):
        """Checks one scenario; the complaints."""
        row = self.scenarios[name]
        urls = {side: row[side] for side in sides}
        before = self.servers.heard(name)["refused"]
        password, options = signs_in_with(self.table, row)
        endless = row["silent"] or NEVER_DONE & {*row["expect_receive"], *row["expect_send"]}
        try:
            check = self.check(more=[*options, *["--timeout", SILENCE] * bool(endless)], password=password, **urls)
        except AssertionError as error:
            return ["%s %s: %s" % (name, "+".join(sides), error)]
        heard = self.servers.heard(name)
        complaints = []
        if heard["refused"] - before > 2:
            complaints.append("%d sign-ins were refused" % (heard["refused"] - before))
        if row["auth"] or not any(plain(row[side]) for side in ("receive", "send")):
            with contextlib.suppress(AssertionError):
                self.assert_nothing_in_clear(name, heard)
                heard = None
            if heard is not None:
                complaints.append("credentials in clear: %s" % heard["in_clear"])
        if len(sides) == 1:
            expected = row["expect_" + sides[0]]
            found = [finding["id"] for finding in check.json["findings"] if finding["severity"] != "notice"]
            if found != expected:
                complaints.append("promised %s, found %s; ended at %s with %r" % (
                    expected, found, check.side(sides[0])["reached"], check.side(sides[0])["server_text"]))
            if check.json["verdict"] != expected_verdict(expected):
                complaints.append("the verdict is %s" % check.json["verdict"])
        else:
            main = [row["expect_" + side][:1] for side in sides]
            if check.ids()[:1] not in main and check.ids() != []:
                complaints.append("both sides together begin with %s, each alone with %s" % (check.ids()[:1], main))
        return ["%s %s: %s" % (name, "+".join(sides), complaint) for complaint in complaints]

    def judge_all(self, jobs):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            complaints = [line for lines in pool.map(lambda job: self.judge(*job), jobs) for line in lines]
        self.assertEqual(complaints, [], "\n" + "\n".join(complaints))

    def test_every_scenario_gives_what_its_row_promises_and_both_sides_share_two_refusals(self):
        """Each side alone, for all findings in their order, is test-practice-check.c's."""
        self.judge_all([(name, [side for side in ("receive", "send") if row[side]]) for name, row in self.scenarios.items()])

    def test_a_given_user_name_is_refused_once_only(self):
        for name in ("wrong-password", "wrong-password-pop3", "echo", "user-local-part", "account-locked"):
            with self.subTest(name=name):
                row, before = self.scenarios[name], self.servers.heard(name)["refused"]
                check = self.check(row["receive"], row["send"], user=self.table["address"])
                self.assertEqual(self.servers.heard(name)["refused"] - before, 1)
                self.assertEqual(check.side("send")["outcome"] if check.side("send") else "untested", "untested", str(check))

    def test_the_practice_command_prints_what_is_offered(self):
        process = self.tegamictl.start("practice", "--json", stdin=subprocess.DEVNULL)
        try:
            table = process.first_answer()
        finally:
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(set(table), {"schema", "ca", "address", "password", "token", "scenarios"})
        self.assertEqual(table["schema"], 1)
        self.assertEqual([row["name"] for row in table["scenarios"]], [name for name, row in self.scenarios.items() if row["offered"]])
        self.assertLess(len(table["scenarios"]), len(self.scenarios), "what is hostile stands among what teaches")
        for row in table["scenarios"]:
            self.assertEqual(set(row), {"name", "receive", "send", "auth"})
            self.assertEqual(row["auth"], self.scenarios[row["name"]]["auth"])
            for side in ("receive", "send"):
                self.assertEqual(row[side] is None, self.scenarios[row["name"]][side] is None)
        self.assertFalse(os.path.exists(table["ca"]), "the folder of the practice servers stayed behind")

    def test_an_interrupted_check_prints_what_was_seen(self):
        for name, sides in (("silent", ("receive", "send")), ("trickle", ("receive",)), ("slow-but-fine", ("receive", "send"))):
            for number in (signal.SIGINT, signal.SIGTERM):
                with self.subTest(name=name, signal=number):
                    urls = {side: self.scenarios[name][side] for side in sides}
                    words = self.tegamictl.words(self.table["address"], options=["--ca-file", self.table["ca"], "--timeout", 60,
                                                                                "--password-stdin"], **urls)
                    process = self.tegamictl.start(*words)
                    process.stdin.write(self.table["password"].encode() + b"\n")
                    process.stdin.close()
                    process.stdin = None
                    self.wait_for_connection(process)
                    process.send_signal(number)
                    check = self.tegamictl.finish(process, cancelled=True)
                    self.assertEqual(process.returncode, 3, str(check))
                    for side in sides:
                        self.assertNotIn(check.side(side)["outcome"], ("verified", "caution"))
                        self.assertIn("ok", [address["outcome"] for address in check.side(side)["addresses"]], str(check))

    def wait_for_connection(self, process):
        """Until the program has a connection to somewhere."""
        def sockets():
            with contextlib.suppress(OSError):
                for fd in os.listdir("/proc/%d/fd" % process.pid):
                    with contextlib.suppress(OSError):
                        link = os.readlink("/proc/%d/fd/%s" % (process.pid, fd))
                        if link.startswith("socket:["):
                            yield link[8:-1]

        def established():
            inodes = set(sockets())
            for table in ("/proc/net/tcp", "/proc/net/tcp6"):
                with contextlib.suppress(FileNotFoundError), open(table, encoding="ascii") as lines:
                    if any(words[3] == "01" and words[9] in inodes for words in map(str.split, list(lines)[1:])):
                        return True
            return False

        while not established():
            self.assertIsNone(process.poll(), "it ended before it connected")
            select.select([], [], [], 0.01)

    def test_the_time_limit_ends_a_silent_talk(self):
        for name, finding in (("silent", "port-silent"), ("trickle", "server-slow")):
            with self.subTest(name=name):
                row = self.scenarios[name]
                check = self.check(row["receive"], row["send"], more=["--timeout", SILENCE])
                self.assertEqual(check.ids()[:1], [finding], str(check))
                self.assertEqual(check.status, 1)

    def test_the_json_holds_no_character_that_steers_a_terminal(self):
        name = "Hanako \x85\x9b31m\u202eoffice\u2066\u2028 手紙"
        process = self.tegamictl.start(*self.tegamictl.words(self.table["address"], self.scenarios["good"]["receive"],
                                                             options=["--ca-file", self.table["ca"], "--no-sign-in", "--name", name]))
        output, _ = process.communicate(timeout=HANG)
        self.assertEqual(json.loads(output)["account"]["name"], name)
        self.assertEqual(re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]", output.decode()), [])

    def test_wrong_options_are_refused_before_anything_is_done(self):
        row = self.scenarios["good"]
        for words in (["--timeout", "0"], ["--send", "imaps://localhost"], ["--nonsense"], ["--resolve", "x"],
                      ["--pin", "localhost:993=zz"], ["--ca-file", "/nonexistent"]):
            with self.subTest(words=words):
                process = self.tegamictl.start("check", "--json", "--address", self.table["address"], "--receive", row["receive"],
                                               "--password-stdin", *words)
                output, errors = process.communicate(b"x\n", timeout=HANG)
                self.assertEqual(process.returncode, 2, errors)
                self.assertEqual(output, b"")
                self.assertNotEqual(errors, b"")

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
