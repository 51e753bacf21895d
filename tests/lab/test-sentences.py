#!/usr/bin/python3
# test-sentences.py: no sentence says more than was seen: every text that a check prints, of every practice scenario, in both
# languages, against what its own steps and conversation show.  Arguments: tegamictl, practice-servers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import os
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import sentence_claims
from patience import HANG, NEVER_DONE, SILENCE, TALK
from practice_table import Servers, signs_in_with
from tegamictl import Tegamictl

AT_ONCE = 4 * (os.cpu_count() or 2)  # most of the time is waiting for servers that say nothing
LANGUAGES = ("en", "ja")


def plain(url):
    return url is not None and re.match("(imap|pop3|smtp)://", url) is not None


class Sentences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers(sys.argv[2])
        cls.addClassCleanup(cls.servers.close)
        cls.table = cls.servers.table
        cls.tegamictl = {}
        for language in LANGUAGES:
            program = cls.tegamictl[language] = Tegamictl(sys.argv[1])
            cls.addClassCleanup(program.close)
            program.environment.update(LANGUAGE=language, TEGAMI_LOCALEDIR=str(pathlib.Path(sys.argv[1]).parents[2] / "po"))

    def judge(self, job):
        row, sides, language, sign_in, allow = job
        endless = row["silent"] or NEVER_DONE & {*row["expect_receive"], *row["expect_send"]}
        password, auth = signs_in_with(self.table, row)
        options = [*auth, "--ca-file", self.table["ca"], "--timeout", SILENCE if endless else TALK]
        options += ["--allow-plaintext"] * allow + ["--no-sign-in"] * (not sign_in)
        check = self.tegamictl[language].check(self.table["address"], *[row[side] if side in sides else None for side in ("receive", "send")],
                                               password, limit=HANG, options=options)
        return ["%s %s%s%s: %s" % (row["name"], "+".join(sides), "" if sign_in else ", no sign-in", ", plain allowed" if allow else "", line)
                for line in sentence_claims.complaints(check.json)]

    def jobs(self):
        for row in self.table["scenarios"]:
            both = [side for side in ("receive", "send") if row[side]]
            in_clear = any(plain(row[side]) for side in both)
            endless = row["silent"] or NEVER_DONE & {*row["expect_receive"], *row["expect_send"]}
            # A side that is as it should be is alone what it is in "good".
            alone = [[side] for side in both if len(both) > 1 and not endless and (row["expect_" + side] or row["name"] == "good")]
            for sides in [both] + alone:
                for language in LANGUAGES if sides == both else LANGUAGES[1:]:
                    yield row, sides, language, True, False
                    if in_clear:
                        yield row, sides, language, True, True
                if sides == both:
                    yield row, sides, LANGUAGES[0], False, False

    def test_no_sentence_says_more_than_was_seen(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            complaints = [line for lines in pool.map(self.judge, self.jobs()) for line in lines]
        self.assertEqual(complaints, [], "\n%d false sentences\n%s" % (len(complaints), "\n".join(complaints)))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
