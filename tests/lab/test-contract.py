#!/usr/bin/python3
"""Every command's answer is as its schema in data/schema says, and the schemas refuse whatever is a little different.

Against the practice servers, on loopback.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import copy
import json
import pathlib
import subprocess
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent / folder) for folder in ("support", "ui")]

import contract
from patience import HANG
from provider import write_thunderbird_profile
from tegamictl import Tegamictl

# A row: the exit status, the words; {port} is the one of the good server's receiving side.
COMMANDS = [
    (0, "check --practice good"),
    (0, "check --practice good --explore"),
    (0, "check --practice good --self-letter"),
    (1, "check --practice cert-incomplete-chain --fetch-issuer"),
    (1, "check --practice port-refused"),
    (0, "find taro@ocn.ne.jp"),
    (1, "find taro@tegami.invalid"),
    (0, "accounts"),
    (0, "save thunderbird --practice good --dry-run --profile new"),
    (0, "save evolution --practice good --sources-dir {home}/sources"),
    (1, "save thunderbird --practice wrong-password"),
    (0, "undo"),
    (0, "practice"),
    (0, "certificate localhost:{port} --ca-file {ca}"),
    (1, "certificate localhost:1"),
    (0, "exceptions"),
    (0, "exceptions --expire"),
    (0, "exceptions --autostart off"),
    (0, "letter {letters}/two-ports.txt"),
    (1, "letter"),
    (0, "message"),
    (0, "device iphone 18 --practice good"),
    (1, "device printer --practice wrong-password"),
    (0, "devices"),
    (0, "quick-reference"),
    (0, "findings"),
]
LETTERS = pathlib.Path(__file__).resolve().parents[1] / "letters/open"
OVERRIDE = "localhost:1:\tOID.2.16.840.1.101.3.4.2.1\t%s\t\n" % ":".join(["AB"] * 32)


def places(value, path=()):
    """Every place in a document, as the way that leads there."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for item in value[:1]:
            yield from places(item, (*path, 0))


def at(document, path):
    for key in path:
        document = document[key]
    return document


class Contract(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.home = cls.tegamictl.environment["HOME"]
        write_thunderbird_profile(cls.home, "jiro@example.org", "jiro@example.org", ("imap", "imap.example.org", 993, "tls"),
                                  ("smtp.example.org", 465, "tls"))
        pathlib.Path(cls.home, ".thunderbird/abcd1234.default/cert_override.txt").write_text(OVERRIDE)
        practice = cls.tegamictl.start("practice", "--scenario", "good", "--json", stdin=subprocess.DEVNULL)
        cls.practice = practice.first_answer()
        try:
            cls.answers = [(words, cls.answer(status, words)) for status, words in COMMANDS]
            change = cls.of("undo")[0]["changes"][0]["change"]
            cls.answers.append(("undo CHANGE", cls.answer(0, "undo " + change)))
            exception = cls.of("exceptions")[0]["exceptions"][0]["id"]
            cls.answers.append(("exceptions --remove", cls.answer(0, "exceptions --remove " + exception)))
        finally:
            practice.terminate()
            practice.communicate()

    @classmethod
    def answer(cls, status, words):
        port = cls.practice["scenarios"][0]["receive"].rpartition(":")[2]
        argv = [word.format(port=port, ca=cls.practice["ca"], home=cls.home, letters=LETTERS) for word in words.split()] + ["--json"]
        if words == "practice":
            return cls.practice
        process = cls.tegamictl.start(*argv)
        output, errors = process.communicate(b"535 5.7.8 Error: authentication failed\n", timeout=HANG)
        assert process.returncode == status, (words, process.returncode, output, errors)
        return json.loads(output)

    @classmethod
    def of(cls, command):
        return [answer for words, answer in cls.answers if words.split()[0] == command]

    def test_every_command_has_a_schema_and_an_answer(self):
        process = self.tegamictl.start("--help", stdin=subprocess.DEVNULL)
        output, _ = process.communicate(timeout=HANG)
        commands = {line.split()[0] for line in output.decode().splitlines() if line.startswith("  ")}
        self.assertEqual(commands, set(contract.schemas()) - {"common"})
        self.assertEqual(commands, {words.split()[0] for words, _ in self.answers})
        for words, answer in self.answers:
            self.assertEqual(contract.schema_complaints(words.split()[0], answer), [], words)

    def refused(self, words, document, why):
        self.assertNotEqual(contract.schema_complaints(words.split()[0], document), [], "%s: %s" % (words, why))

    def test_a_member_more_a_member_less_or_another_type_is_refused(self):
        broken, done = 0, set()
        for words, answer in self.answers:
            for path in places(answer):
                if (words.split()[0], path) in done:
                    continue
                done.add((words.split()[0], path))
                if isinstance(at(answer, path), dict):
                    document = copy.deepcopy(answer)
                    at(document, path)["surplus"] = None
                    self.refused(words, document, "a member more in %s" % (path,))
                    broken += 1
                if not path:
                    continue
                document = copy.deepcopy(answer)
                at(document, path[:-1])[path[-1]] = {"another": "type"}
                self.refused(words, document, "another type at %s" % (path,))
                if isinstance(path[-1], str) and path[-1] not in ("issuer_fetch", "certificate_names") and path[-2:-1] != ("change",):
                    document = copy.deepcopy(answer)
                    del at(document, path[:-1])[path[-1]]
                    self.refused(words, document, "without %s" % (path,))
                broken += 2
        print("%d answers, broken in %d ways" % (len(self.answers), broken))

    def test_values_that_nobody_agreed_on_are_refused(self):
        good = self.of("check")[0]
        for path, value in ((("verdict",), "perfect"), (("schema",), 2), (("checked_at",), "yesterday"), (("program",), "tegamictl"),
                            (("receive", "url"), "https://localhost:993"), (("receive", "url"), "imaps://localhost"),
                            (("receive", "reached"), "heaven"), (("receive", "authentication"), "NTLM"), (("receive", "user"), "a\u202eb"),
                            (("receive", "steps", 0, "ms"), -1), (("receive", "tls", "version"), "TLS1.4"),
                            (("receive", "certificates", 0, "sha256"), "AB" * 32), (("receive", "certificates", 0, "sha256"), "ab" * 32 + "\n"),
                            (("receive", "conversation", 0), "nobody said this"), (("account", "address"), "")):
            document = copy.deepcopy(good)
            at(document, path[:-1])[path[-1]] = value
            self.refused("check", document, "%s = %r" % (path, value))

    def test_a_finding_that_is_not_in_the_catalogue_is_refused(self):
        document = copy.deepcopy(self.of("message")[0])
        document["findings"][0]["id"] = "made-up"
        self.refused("message", document, "a finding that does not exist")

    def test_what_a_program_answers_is_judged_as_it_is_read(self):
        """The way in which all other tests read: an answer that is a little different is an error there, too."""
        for output in ('{"schema": 1, "devices": [], "more": 1}', '{"schema": 1', "[]"):
            with self.subTest(output=output):
                liar = pathlib.Path(self.home, "liar")
                liar.write_text("#!/bin/sh\necho '%s'\n" % output)
                liar.chmod(0o755)
                tegamictl = Tegamictl(liar)
                self.addCleanup(tegamictl.close)
                process = tegamictl.start("devices", "--json", stdin=subprocess.DEVNULL)
                self.assertRaises(AssertionError, process.communicate)
                process.stdout.close()
                process.stderr.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
