#!/usr/bin/python3
# test-finding-scenarios.py: every finding in a scenario of its own, where it comes first, and next
# door, where it must not appear: runs the table in finding_scenarios.py.  Arguments: tegamictl, data/findings.xml.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import os
import pathlib
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import finding_places
from finding_scenarios import ELSEWHERE, ROWS, UNPROVEN

AT_ONCE = 3 * (os.cpu_count() or 2)  # most of the time is waiting for servers that say nothing


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        names = sorted({name for row in ROWS for name in row[1:3]})
        places = finding_places.Places(sys.argv[1], names)
        cls.addClassCleanup(places.close)
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            running = {name: pool.submit(places.run, name) for name in names}
        cls.seen = {name: run.exception() or run.result() for name, run in running.items()}

    def assert_ran(self, name):
        if isinstance(self.seen[name], BaseException):
            raise AssertionError("%s could not be run" % name) from self.seen[name]

    def once(self, name):
        """The ids without repetition: two servers may have the same trouble."""
        return list(dict.fromkeys(self.seen[name].ids))

    def test_every_finding_is_the_main_one_in_its_scenario_and_no_other_stands_there(self):
        for finding, scenario, _, *behind in ROWS:
            with self.subTest(finding=finding, scenario=scenario):
                self.assert_ran(scenario)
                self.assertEqual(self.once(scenario), [finding, *(behind[0] if behind else [])], self.seen[scenario].text)

    def test_no_finding_appears_next_door(self):
        for finding, _, neighbour, *_ in ROWS:
            with self.subTest(finding=finding, neighbour=neighbour):
                self.assert_ran(neighbour)
                self.assertNotIn(finding, self.seen[neighbour].ids, self.seen[neighbour].text)

    def test_every_finding_of_the_catalogue_has_a_row(self):
        catalogue = {element.get("id") for element in xml.etree.ElementTree.parse(sys.argv[2]).iter("finding")}
        wanted = {finding for finding in catalogue if not finding.startswith(ELSEWHERE)}
        proven = {row[0] for row in ROWS}
        self.assertEqual(wanted - proven - set(UNPROVEN), set(), "these findings have no row in finding_scenarios.py")
        self.assertEqual(proven - catalogue, set(), "these rows are of no finding")
        self.assertEqual(proven & set(UNPROVEN), set(), "these rows need no excuse")
        print("\n%d ids, %d scenarios, %d neighbours" % (len(proven), len({row[1] for row in ROWS}), len({row[2] for row in ROWS})))
        for finding, reason in UNPROVEN.items():
            print("WITHOUT A SCENARIO: %s: %s" % (finding, reason))


if __name__ == "__main__":
    reason = finding_places.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    finding_places.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
