#!/usr/bin/python3
# test-articles.py: what articles say, asked in their own words, and answered in Japanese with the facts that matter: runs the
# table in article_rows.py.  Arguments: tegamictl, the folder of the translations.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from article_rows import ELSEWHERE, ROWS, WAITING
from patience import HANG
from tegamictl import Tegamictl


class Articles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.tegamictl.environment["TEGAMI_LOCALEDIR"] = os.path.abspath(sys.argv[2])

    def answer(self, *words, text=None):
        process = self.tegamictl.start(*words, "--json", "--lang", "ja", stdin=subprocess.PIPE if text is not None else subprocess.DEVNULL)
        output, errors = process.communicate(text and text.encode(), timeout=HANG)
        self.assertNotIn(b"CRITICAL", errors)
        return json.loads(output)

    @staticmethod
    def told(answer):
        """The main finding's id, and its texts."""
        main = answer["findings"][0] if answer["findings"] else None
        return (main["id"], [main["title"], main["cause"], *(remedy["text"] for remedy in main["remedies"])]) if main else (None, [])

    def ask_message(self, text):
        return self.told(self.answer("message", text=text))

    def ask_finding(self, name):
        entry = next(entry for entry in self.answer("findings")["findings"] if entry["id"] == name)
        return name, [entry["title"], *entry["causes"], *entry["remedies"]]

    def ask_reference(self, path):
        name, *words = path.split("/")
        section = next(section for section in self.answer("quick-reference")["sections"] if section["id"] == name)
        rows = [row["cells"] for row in section["rows"] if words[0] in row["cells"][0] and all(word in row["cells"] for word in words[1:])]
        self.assertEqual(len(rows), 1, "%s names one row of %s" % (words, [row["cells"][0] for row in section["rows"]]))
        return None, rows[0]

    def ask_device(self, name):
        return self.told(self.answer("device", name, "--practice", "good"))

    def ask_find(self, address):
        answer = self.answer("find", address)
        return None, [*answer["receive"], *answer["send"]]

    def test_every_statement_is_answered_with_its_facts(self):
        for number, question, facts in ROWS:
            with self.subTest(number=number, question=question):
                kind, what = question.split(":", 1)
                main, texts = getattr(self, "ask_" + kind)(what)
                for fact in facts:
                    if fact.startswith("="):
                        self.assertEqual(main, fact[1:], texts)
                    else:
                        self.assertTrue(any(re.search(fact, text) for text in texts), "%s in: %s" % (fact, "\n".join(texts)))

    def test_every_statement_is_served_or_has_a_reason(self):
        asked = {row[0] for row in ROWS}
        waiting = {number for numbers in WAITING.values() for number in numbers}
        self.assertFalse(asked & set(ELSEWHERE) | asked & waiting | set(ELSEWHERE) & waiting, "a statement stands in one place")
        print("\n%d statements answered in %d questions, %d shown elsewhere, %d waiting" %
              (len(asked), len(ROWS), len(ELSEWHERE), len(waiting)))
        for reason, numbers in WAITING.items():
            print("WAITING for %s: %s" % (reason, ", ".join(map(str, numbers))))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
