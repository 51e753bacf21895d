#!/usr/bin/python3
"""test_refused.py PROGRAM: where nothing can be saved or undone just now: what is said, in the window, and what was not written.  By the
keyboard alone.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import fcntl
import os
import struct
import sys
import unittest

from desk import need, wait_for
from saving_case import PREFS, SavingCase

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
NOTHING = 'Nothing was written: everything is as it was.'
REPAIR = 'Thunderbird — repairs hanako@practice.example'


class Refused(SavingCase):
    PROGRAM = PROGRAM

    @contextlib.contextmanager
    def thunderbird_open(self, folder):
        """As Thunderbird holds its lock: struct flock with F_WRLCK over the whole file."""
        with open(f'{folder}/.parentlock', 'w', encoding='utf-8') as lock:
            fcntl.fcntl(lock, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
            yield

    def save_once(self):
        """Into a profile that is empty; returns its folder, with the page Done in the window."""
        folder = self.make_profiles()
        self.start_and_choose('work & more')
        self.save()
        self.await_page('Done')
        return folder

    def assert_can_save(self, can):
        self.assertEqual(self.tree.has_state(self.await_button('Save'), 'SENSITIVE'), can)

    def test_waiting_for_a_program_is_cancelled_and_begun_again(self):
        folder = self.make_profiles()
        with self.thunderbird_open(folder):
            self.start_and_choose('work & more')
            self.await_label('Thunderbird is open')
            self.assert_can_save(False)
            self.press('Cancel')
            told = 'Thunderbird is still open, and nothing was written. Close Thunderbird and press Save, or choose another place.'
            self.tree.await_focus(told)
            self.assertFalse(self.tree.find('Thunderbird is open', 'label'))
            self.assertEqual(self.prefs(folder), PREFS)
            # *Save* begins to wait again.
            self.save()
            self.await_label('Thunderbird is open')
            self.assertNotIn(told, self.tree.words())
            self.assertTrue(self.tree.find('TgSavePage'))
            self.assertEqual(self.prefs(folder), PREFS)
        self.tree.await_words('What will be written')
        self.save()
        self.await_page('Done')

    def test_what_cannot_be_written_is_told_with_its_remedy_and_nothing_is_written(self):
        folder = self.make_profiles()
        self.start_and_choose('work & more')
        self.tree.await_words('What will be written')
        os.rename(f'{folder}/prefs.js', f'{folder}/elsewhere.js')
        os.symlink('elsewhere.js', f'{folder}/prefs.js')
        self.save()
        self.tree.await_focus(f'“{folder}/prefs.js” is a link to another place. Tegami does not write through links.\n{NOTHING}')
        self.await_label('The account was not saved')
        self.assertTrue(os.path.islink(f'{folder}/prefs.js'))
        self.assertEqual(self.prefs(folder), PREFS)
        # The same page, and it works once that is out of the way.
        os.rename(f'{folder}/elsewhere.js', f'{folder}/prefs.js')
        self.save()
        self.await_page('Done')

    def test_the_account_that_is_repaired_is_named_and_keeps_its_sender_name(self):
        self.save_once()
        self.quit()
        self.practise_until_save()
        self.choose(REPAIR)
        self.assertRegex(self.focus_name(), f'^{REPAIR}\\. Version [0-9.]+ · Profile: work & more$')
        wait_for('its sender name', lambda: self.tree.typed('Sender name (optional)') == ['Hanako Yamada'])
        self.tree.await_words('Before and after')
        # It would be the same account twice, which Thunderbird does not take; the other profile has none.
        new = [self.tree.text(node) for node in self.tree.all() if self.tree.text(node).startswith('Thunderbird — new account')]
        self.assertEqual(len(new), 1)
        self.assertIn('Profile: home', new[0])

    def test_undo_says_what_and_when_and_enter_changes_nothing(self):
        folder = self.save_once()
        changed = self.prefs(folder)
        self.unfold('If you want it as it was before')
        self.press('Undo: remove the account again')
        self.await_label('Undo this change?')
        self.tree.await_words('hanako@practice.example in Thunderbird\n')
        self.assertRegex(self.tree.words(), r'\n\d+ \w+ 20\d\d, \d+:\d\d\n\nIts settings become what they were before\.')
        self.desk.focus(wait_for('the question', self.other_window))
        self.tree.await_focus('Cancel')
        self.answer('Return')
        self.assertEqual(self.prefs(folder), changed)
        self.assertTrue(self.tree.find('Undo: remove the account again', 'push button'))

    def test_an_undo_that_is_refused_says_why_on_the_page_and_is_tried_again(self):
        folder = self.save_once()
        changed = self.prefs(folder)
        with self.thunderbird_open(folder):
            self.unfold('If you want it as it was before')
            self.press('Undo: remove the account again')
            self.agree_to_undo()
            self.tree.await_focus('Thunderbird is open. Close it, then try again.')
            self.press('Another account')
            self.await_page('Welcome')
            self.await_button('Undo the last change: ', part=True)
            self.press('Undo the last change: ')
            self.agree_to_undo()
            self.tree.await_focus('Thunderbird is open. Close it, then try again.')
            self.press('All changes')
            self.await_page('Changes')
            self.await_button('Undo: ', part=True)
            self.press('Undo: ')
            self.agree_to_undo()
            self.await_label('The change could not be undone')
            self.tree.await_focus('Thunderbird is open. Close it, then try again.')
            self.assertEqual(self.prefs(folder), changed)
        self.press('Undo: ')
        self.agree_to_undo()
        wait_for('it to be undone', lambda: self.tree.find('Undone on ', 'label', part=True))
        self.assertNotIn('mail.server', self.prefs(folder))


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'thunderbird')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
