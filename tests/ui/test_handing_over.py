#!/usr/bin/python3
"""test_handing_over.py PROGRAM: the switch on the Save page that hands the mail password over to Thunderbird, by the keyboard alone.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import subprocess
import sys
import unittest

from desk import need
from saving_case import SavingCase

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None


class HandingOver(SavingCase):
    PROGRAM = PROGRAM
    HAND_OVER = 'Hand the mail password over to Thunderbird'

    def hand_over(self):
        """Switches it on; what Thunderbird will ask is then shown anew."""
        switch = self.tab_to(self.HAND_OVER)
        self.assertFalse(self.tree.has_state(switch, 'CHECKED'))
        self.tree.await_words('Thunderbird asks once for the mail password for localhost.')
        self.desk.key('space')
        self.tree.await_words('Thunderbird has the mail password, and asks for none.')
        self.assertNotIn('asks once for', self.tree.words())
        self.assertTrue(self.tree.has_state(self.tree.focused(), 'CHECKED'))

    def test_the_password_is_handed_over_to_thunderbird_where_the_person_says_so_and_taken_back(self):
        folder = self.make_profiles()
        self.start_and_choose('work & more')
        self.hand_over()
        self.tree.await_words('whoever can read the files of your account on this computer can read it')
        self.save()
        self.await_page('Done')
        self.await_label('Thunderbird has the mail password, and asks for none.')
        with open(f'{folder}/logins.json', encoding='utf-8') as logins:
            self.assertEqual([login['hostname'] for login in json.load(logins)['logins']], ['imap://localhost', 'smtp://localhost'])
        self.undo('Undo: remove the account again')
        self.assertEqual(sorted(os.listdir(folder)), ['.parentlock', 'prefs.js'])

    def test_without_the_persons_word_no_password_is_handed_over(self):
        folder = self.make_profiles()
        self.start_and_choose('work & more')
        self.hand_over()
        self.desk.key('space')
        self.tree.await_words('Thunderbird asks once for the mail password for localhost.')
        self.save()
        self.await_page('Done')
        self.assertFalse(os.path.exists(f'{folder}/logins.json') or os.path.exists(f'{folder}/key4.db'))

    def test_behind_a_primary_password_the_password_is_not_asked_for_and_the_page_says_why(self):
        folder = self.make_profiles()
        with open(f'{self.desk.home}/primary', 'w', encoding='utf-8') as primary:
            primary.write('primary\n')
        subprocess.run(['certutil', '-N', '-d', f'sql:{folder}', '-f', primary.name], check=True)
        self.start_and_choose('work & more')
        self.tree.await_words('The mail password cannot be handed over')
        self.tree.await_words('protected by a primary password')
        self.assertIsNone(self.tree.find(self.HAND_OVER))
        self.save()
        self.await_page('Done')
        self.assertFalse(os.path.exists(f'{folder}/logins.json'))


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'thunderbird', 'certutil')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
