#!/usr/bin/python3
"""test_start_check.py PROGRAM WRITER: `tegami --check-exceptions`, as the desktop starts it: without a window it ends what is over,
waits for an open Thunderbird, notifies, and takes its own entry away with the last exception.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import subprocess
import sys
import unittest

from desk import HANG, Desk, wait_for
from notifications import Notifications
from old_exceptions import DAY, OldExceptions, need_all

PROGRAM, WRITER = (os.path.abspath(path) for path in sys.argv[1:3])
OVER, LATER = -60, 30 * DAY


class StartCheck(unittest.TestCase):
    def setUp(self):
        self.desk = self.enterContext(Desk())
        self.notifications = Notifications(self.desk.env['DBUS_SESSION_BUS_ADDRESS'])
        self.addCleanup(self.notifications.close)
        self.old = self.enterContext(OldExceptions(self.desk.home))
        self.old.entry.parent.mkdir(parents=True)
        self.old.entry.write_text('[Desktop Entry]\nType=Application\nName=Tegami\nExec=tegami --check-exceptions\n')

    def carry(self, port, left, more=()):
        """An exception of ours that Tegami has carried into Thunderbird, ending @left seconds from now."""
        change = self.old.carry_into_thunderbird(WRITER, self.desk.env, port, 'mine')
        self.old.put_into_record((port, 'mine', left, [change]), *more)
        self.assertIn(self.old.line(port, 'mine'), self.old.overrides.read_text())

    def check(self):
        return self.desk.start(PROGRAM, '--check-exceptions', stderr=subprocess.PIPE, text=True)

    def finish(self, process):
        _, errors = process.communicate(timeout=HANG)
        self.assertEqual(process.returncode, 0, errors)
        self.assertNotIn('CRITICAL', errors)

    def told(self, number):
        """The notifications: the last one may reach us after the program has ended."""
        wait_for('%d notifications' % number, lambda: len(self.notifications.seen) >= number)
        self.assertEqual(len(self.notifications.seen), number, self.notifications.seen)
        return self.notifications.seen

    def test_what_is_over_ends_and_the_check_with_it(self):
        self.carry(993, OVER)
        self.finish(self.check())
        self.assertFalse(self.old.overrides.exists(), 'Thunderbird had no list before')
        self.assertEqual(self.old.recorded(), [])
        self.assertFalse(self.old.entry.exists())
        (title, body), = self.told(1)
        self.assertEqual(title, 'A security exception has expired')
        self.assertIn('localhost:993', body)

    def test_what_is_not_over_stays_and_so_does_the_check(self):
        self.carry(993, LATER)
        self.finish(self.check())
        self.assertIn(self.old.line(993, 'mine'), self.old.overrides.read_text())
        self.assertEqual(self.old.recorded(), [('localhost', 993)])
        self.assertTrue(self.old.entry.exists())
        self.assertEqual(self.notifications.seen, [])

    def test_an_end_in_two_days_is_announced(self):
        self.carry(993, 2 * DAY - 60, [(994, 'mine', LATER, [])])
        self.finish(self.check())
        (title, body), = self.told(1)
        self.assertEqual(title, 'A security exception expires soon')
        self.assertIn('localhost:993', body)
        self.assertNotIn('994', body)
        self.assertTrue(self.old.entry.exists())

    def test_an_open_thunderbird_is_waited_for_without_a_window(self):
        self.carry(993, OVER)
        with self.old.thunderbird_is_open():
            process = self.check()
            wait_for('the request to close it', lambda: self.notifications.seen)
            self.assertIn('close the mail program', self.notifications.seen[0][0])
            self.assertIsNone(process.poll())
            self.assertEqual(self.desk.windows_of(process), [])
            self.assertIn(self.old.line(993, 'mine'), self.old.overrides.read_text())
            self.assertTrue(self.old.entry.exists(), 'it is needed at the next start, if this one is killed')
        self.finish(process)
        self.assertFalse(self.old.overrides.exists())
        self.assertEqual(self.old.recorded(), [])
        self.assertFalse(self.old.entry.exists())
        self.assertEqual([title for title, _ in self.told(2)][1:], ['A security exception has expired'])

    def test_an_open_evolution_is_waited_for(self):
        change = self.old.carry_into_evolution(WRITER, self.desk.env, 'mine')
        self.old.put_into_record((993, 'mine', OVER, [change]))
        self.notifications.own('org.gnome.Evolution')
        process = self.check()
        wait_for('the request to close it', lambda: self.notifications.seen)
        self.assertIn('close the mail program', self.notifications.seen[0][0])
        self.assertIsNone(process.poll())
        self.assertTrue(self.old.evolution.exists())
        self.notifications.disown('org.gnome.Evolution')
        self.finish(process)
        self.assertFalse(self.old.evolution.exists(), 'Evolution had no list before')
        self.assertEqual(self.old.recorded(), [])

    def test_the_wizard_opens_while_the_check_waits(self):
        self.carry(993, OVER)
        with self.old.thunderbird_is_open():
            process = self.check()
            wait_for('the request to close it', lambda: self.notifications.seen)
            self.desk.run(PROGRAM)
            window = self.desk.window_of(process)
        wait_for('the end of the exception', lambda: self.old.recorded() == [])
        self.assertIsNone(process.poll(), 'the window stays')
        self.desk.focus(window)
        self.desk.key('ctrl+q')
        self.finish(process)

    def test_a_running_wizard_does_the_check(self):
        self.carry(993, OVER)
        wizard = self.desk.start(PROGRAM, stderr=subprocess.PIPE, text=True)
        window = self.desk.window_of(wizard)
        self.finish(self.check())
        wait_for('the end of the exception', lambda: self.old.recorded() == [])
        wait_for('the notification', lambda: self.notifications.seen)
        self.assertIsNone(wizard.poll())
        self.desk.focus(window)
        self.desk.key('ctrl+q')
        self.finish(wizard)

    def test_a_record_that_cannot_be_read_keeps_the_check(self):
        self.carry(993, OVER)
        self.old.record.write_text('rubbish')
        self.finish(self.check())
        self.assertTrue(self.old.entry.exists())
        self.assertIn(self.old.line(993, 'mine'), self.old.overrides.read_text())


if __name__ == '__main__':
    need_all()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
