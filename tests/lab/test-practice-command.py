#!/usr/bin/python3
"""tegamictl practice: whatever ends it, its folder does not stay.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from patience import HANG
from tegamictl import Tegamictl


class Practice(unittest.TestCase):
    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        folder = tempfile.TemporaryDirectory(prefix="tegami-practice-command-")
        self.addCleanup(folder.cleanup)
        self.temporary = pathlib.Path(folder.name)
        self.tegamictl.environment["TMPDIR"] = str(self.temporary)

    def start(self, **kwargs):
        """Running, and its certificate."""
        process = self.tegamictl.start("practice", "--scenario", "good", "--json", stdin=subprocess.DEVNULL, **kwargs)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process, pathlib.Path(process.first_answer()["ca"])

    def folders(self):
        return sorted(self.temporary.glob("tegami-practice-*"))

    def test_no_signal_leaves_the_folder(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process, ca = self.start()
            self.assertEqual(self.folders(), [ca.parent])
            process.send_signal(number)
            self.assertEqual(process.wait(HANG), 0)
            self.assertEqual(self.folders(), [])

    def test_a_closed_terminal_does_not_end_one_that_is_to_go_on(self):
        process, ca = self.start(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.send_signal(signal.SIGHUP)
        second, _ = self.start()  # by then the first has had its chance
        second.terminate()
        self.assertIsNone(process.poll())
        self.assertTrue(ca.exists())
        process.terminate()
        self.assertEqual(process.wait(HANG), 0)

    def test_what_a_killed_one_left_the_next_one_removes_and_nothing_else(self):
        killed, left = self.start()
        killed.kill()
        killed.wait(HANG)
        self.assertTrue(left.exists())
        other = self.temporary / "tegami-practice-somebody"
        other.mkdir()
        (other / "a letter").write_text("mine")
        first, ca = self.start()
        self.assertFalse(left.parent.exists())
        second, _ = self.start()
        self.assertTrue(ca.exists())
        self.assertTrue((other / "a letter").exists())
        for process in (first, second):
            process.terminate()
            self.assertEqual(process.wait(HANG), 0)
        self.assertEqual(self.folders(), [other])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
