#!/usr/bin/python3
"""test_side_by_side.py PROGRAM TEGAMICTL WRITER: the wizard, tegamictl and the check at log-in change one profile and one
journal at the same time; each ends as if it were alone, and in the end nothing is left.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import threading
import unittest

from desk import HANG, wait_for
from notifications import Notifications
from old_exceptions import OldExceptions, need_all
from wizard_case import WizardCase

PROGRAM, TEGAMICTL, WRITER = (os.path.abspath(path) for path in sys.argv[1:4])
CLIENTS, EXCEPTIONS = 3, 5
# With the Local Folders that Thunderbird makes at its first start, and that stay.
PREFS = '''// Mozilla User Preferences

user_pref("mail.account.account1.server", "server1");
user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.accountmanager.localfoldersserver", "server1");
user_pref("mail.server.server1.hostname", "Local Folders");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.userName", "nobody");
'''
STAMP = re.compile(r'\b\d{8}T\d{6}\.\d{6}\b')


class SideBySide(WizardCase):
    PROGRAM = PROGRAM

    def setUp(self):
        super().setUp()
        notifications = Notifications(self.desk.env['DBUS_SESSION_BUS_ADDRESS'])
        self.addCleanup(notifications.close)
        self.old = self.enterContext(OldExceptions(self.desk.home))
        self.old.make_profile()
        self.over = threading.Event()
        self.rounds = 0

    def ctl(self, *words):
        done = subprocess.run([TEGAMICTL, *words], env=self.desk.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=HANG, check=False)
        self.assertEqual(done.returncode, 0, f'{words}: {done.stdout}{done.stderr}')
        return done.stdout

    def save_and_undo(self, number):
        """Again and again, until the wizard is done; @number: an account of its own."""
        address = f'person{number}@example.jp'
        while not self.over.is_set():
            self.ctl('save', 'thunderbird', '--profile', str(self.old.profile), '--address', address, '--unverified',
                     '--receive', f'imaps://imap{number}.example.jp', '--send', 'smtps://smtp.example.jp')
            self.assertIn(address, (self.old.profile / 'prefs.js').read_text())
            self.ctl('undo', self.stamp_of(address))
            self.assertNotIn(address, (self.old.profile / 'prefs.js').read_text())
            self.rounds += 1

    def stamp_of(self, address):
        stamps = {STAMP.search(line)[0] for line in self.ctl('undo').splitlines() if address in line and STAMP.search(line)}
        self.assertEqual(len(stamps), 1, address)
        return stamps.pop()

    def expire(self):
        while not self.over.is_set():
            self.ctl('exceptions', '--expire')

    def check_at_log_in(self):
        """A wizard that runs does it."""
        while not self.over.is_set():
            done = subprocess.run([PROGRAM, '--check-exceptions'], env=self.desk.env, capture_output=True, text=True, timeout=HANG,
                                  check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn('CRITICAL', done.stderr)

    def saved(self):
        """Presses Save when it can be pressed: what it would write is looked at anew when others have changed the profile."""
        save = self.tree.find('Save', 'push button')
        if save and self.tree.has_state(save, 'SENSITIVE'):
            self.desk.key('alt+s')
        return self.tree.find('TgDonePage')

    def wizard(self):
        self.go_on_until_save()
        self.tree.await_focus('Sender name (optional)')
        self.desk.type('Hanako Yamada')
        self.choose('Thunderbird')
        wait_for('the page Done', self.saved)
        self.assertIn('hanako@practice.example', (self.old.profile / 'prefs.js').read_text())
        self.unfold('If you want it as it was before')
        self.press('Undo: remove the account again')
        self.agree_to_undo()
        self.await_label('Undone: everything is as it was before')

    def test_nobody_is_in_anothers_way(self):
        changes = [(port, self.old.carry_into_thunderbird(WRITER, self.desk.env, port, 'mine')) for port in range(9000, 9000 + EXCEPTIONS)]
        self.old.put_into_record(*((port, 'mine', -60, [change]) for port, change in changes))
        (self.old.profile / 'prefs.js').write_text(PREFS)
        self.start('--practice', 'good')
        with concurrent.futures.ThreadPoolExecutor(CLIENTS + 2) as pool:
            working = [pool.submit(self.save_and_undo, number) for number in range(CLIENTS)]
            working += [pool.submit(self.check_at_log_in), pool.submit(self.expire)]
            try:
                self.wizard()
            finally:
                self.over.set()
            for each in working:
                each.result()
        self.quit()
        self.assertGreaterEqual(self.rounds, CLIENTS)
        left = (self.old.profile / 'prefs.js').read_text().splitlines(keepends=True)
        self.assertEqual(''.join(line for line in left if 'mail.account.lastKey' not in line), PREFS)
        self.assertEqual(self.old.overrides.read_text() if self.old.overrides.exists() else '', '')
        self.assertEqual(self.old.recorded(), [])
        self.assertEqual([path.name for path in pathlib.Path(self.desk.home).rglob('.*.tegami')], [])
        self.assertNotRegex(self.ctl('undo'), STAMP)


if __name__ == '__main__':
    need_all()
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
