#!/usr/bin/python3
"""test_saving.py PROGRAM: the wizard's last pages, by the keyboard alone: saving into Thunderbird and Evolution, what stands
in the way of it, opening the program, and Undo.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import fcntl
import glob
import os
import re
import shutil
import struct
import subprocess
import sys
import unittest
import zipfile

from desk import need, skip, wait_for
from evolution import Evolution
from saving_case import NAME, PREFS, SavingCase

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
ADDRESS = 'hanako@practice.example'


class Saving(SavingCase):
    PROGRAM = PROGRAM

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.evolution = Evolution(cls.desk)
        # Instead of the real ones: each writes down how it was started.
        cls.started = f'{cls.desk.home}/started'
        applications = f'{cls.desk.home}/.local/share/applications'
        os.makedirs(applications)
        for name, desktop in (('thunderbird', 'thunderbird'), ('evolution', 'org.gnome.Evolution')):
            program = f'{cls.desk.home}/{name}'
            cls.make_program(program)
            with open(f'{applications}/{desktop}.desktop', 'w', encoding='utf-8') as entry:
                entry.write(f'[Desktop Entry]\nType=Application\nName={name}\nExec={program} %u\n')

    @classmethod
    def make_program(cls, path):
        with open(path, 'w', encoding='utf-8') as script:
            script.write(f'#!/bin/sh\nprintf "%s|" {os.path.basename(path)} "$@" >>"{cls.started}"\necho >>"{cls.started}"\n')
        os.chmod(path, 0o755)

    def tearDown(self):
        try:
            super().tearDown()
        finally:
            self.evolution.clear(ADDRESS)
            if os.path.exists(self.started):
                os.unlink(self.started)

    def launched(self):
        """The command lines of the mail programs that were opened."""
        if not os.path.exists(self.started):
            return []
        with open(self.started, encoding='utf-8') as lines:
            return [line.rstrip('\n').rstrip('|').split('|') for line in lines]

    def assert_evolution_has_the_account(self):
        sources = self.evolution.accounts(ADDRESS)
        account, identity, transport = (next((uid, keys) for uid, keys in sources.items() if group in keys)
                                        for group in ('Mail Account', 'Mail Identity', 'Mail Transport'))
        self.assertEqual(len(sources), 3)
        self.assertEqual(account[1]['Mail Account']['IdentityUid'], identity[0])
        self.assertEqual(account[1]['Mail Account']['BackendName'], 'imapx')
        self.assertEqual(identity[1]['Mail Submission']['TransportUid'], transport[0])
        self.assertEqual(identity[1]['Mail Identity']['Name'], NAME)
        for _, keys in (account, transport):
            self.assertEqual(keys['Authentication']['Host'], 'localhost')
            self.assertEqual(keys['Security']['Method'], 'ssl-on-alternate-port')
        passwords = self.evolution.passwords()
        self.assertEqual(set(passwords), {account[0], transport[0]})
        self.assertIn('(Mail Account - imapx)', passwords[account[0]][0])
        self.assertIn('(Mail Transport - smtp)', passwords[transport[0]][0])
        self.assertEqual(passwords[account[0]][1], passwords[transport[0]][1])
        self.assertGreater(len(passwords[account[0]][1]), 8)
        return account[1]['Authentication']['Port']

    def assert_evolution_has_nothing(self):
        self.assertEqual(self.evolution.accounts(ADDRESS), {})
        self.assertEqual(self.evolution.passwords(), {})

    def test_what_user_js_would_undo_is_said_and_not_saved(self):
        folder = self.make_profiles()
        with open(f'{folder}/user.js', 'w', encoding='utf-8') as user:
            user.write('user_pref("mail.accountmanager.accounts", "account7");\n')
        self.start_and_choose('work & more')
        self.await_label('The mail program would undo what is saved here.')
        self.tree.await_words('The file user.js says which accounts Thunderbird has, and is read again at every start.')
        self.save()
        self.await_label('Nothing was saved: the mail program would undo it at its next start.')
        self.assertEqual(self.prefs(folder), PREFS)
        os.unlink(f'{folder}/user.js')
        self.save()
        self.await_page('Done')
        self.assertIn('mail.server.server', self.prefs(folder))

    def test_an_account_goes_into_evolution_with_both_passwords_and_out_again(self):
        self.start_and_choose('Evolution')
        self.tree.await_words('What will be written')
        self.save()
        self.await_page('Done')
        self.await_label('Your account is in Evolution')
        self.assert_evolution_has_the_account()
        self.assertEqual(self.focus_name(), 'Open Evolution')
        self.undo('Undo: remove the account again')
        self.assert_evolution_has_nothing()

    def test_the_settings_for_another_program_say_how_the_check_signed_in(self):
        self.start('--practice', 'cram-only')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works, with a caution')
        self.desk.key('Return')
        self.await_page('Save')
        self.choose('Write nothing')
        self.press('Next')
        self.await_page('Done')
        self.press('The settings, for any other')
        self.tree.await_words('Authentication: encrypted password (CRAM-MD5)')
        self.assertNotIn('normal password', self.tree.words())

    def test_an_account_in_evolution_is_undone_from_welcome(self):
        self.start_and_choose('Evolution')
        self.save()
        self.await_page('Done')
        self.quit()
        self.start()
        self.await_page('Welcome')
        self.await_button('Undo the last change: ', part=True)
        self.press('Undo the last change')
        self.agree_to_undo()
        wait_for('nothing left to undo', lambda: not self.tree.find('Undo the last change: ', 'push button', part=True))
        self.assert_evolution_has_nothing()

    def test_an_account_that_evolution_has_is_shown_before_and_after_and_updated(self):
        self.start_and_choose('Evolution')
        self.save()
        self.await_page('Done')
        port = self.assert_evolution_has_the_account()
        self.quit()
        self.start_and_choose('Evolution')
        self.tree.await_words('This account already exists.')
        self.tree.await_words('Before and after')
        self.tree.await_words(f'Port: {port} → ')
        self.save()
        self.await_page('Done')
        self.assertNotEqual(self.assert_evolution_has_the_account(), port, 'practice servers have other ports at every start')
        self.undo('Undo: restore the previous settings')
        self.assertEqual(self.assert_evolution_has_the_account(), port)

    def unpack_betterbird(self, profile):
        """As from its archive, without an entry in the menu; it had this profile open last."""
        folder = f'{self.desk.home}/unpacked/betterbird'
        os.makedirs(folder)
        self.addCleanup(shutil.rmtree, os.path.dirname(folder))
        self.make_program(f'{folder}/betterbird')
        with open(f'{folder}/application.ini', 'w', encoding='utf-8') as ini:
            ini.write('[App]\nName=Betterbird\nRemotingName=eu.betterbird.Betterbird\nVersion=140.3.1\n')
        with open(f'{profile}/compatibility.ini', 'w', encoding='utf-8') as ini:
            ini.write(f'[Compatibility]\nLastPlatformDir={folder}\n')

    def test_betterbird_is_called_by_its_name_and_opened_itself(self):
        work = self.make_profiles()
        self.unpack_betterbird(work)
        self.start_and_choose('Betterbird')
        self.assertEqual(self.focus_name(), 'Betterbird — new account. Version 140.3.1 · Profile: work & more')
        self.save()
        self.await_page('Done')
        self.await_label('Your account is in Betterbird')
        self.tree.await_focus('Open Betterbird')
        self.desk.key('Return')
        wait_for('Betterbird', self.launched)
        self.assertEqual(self.launched(), [['betterbird', '-P', 'work & more']])
        self.assertIn(ADDRESS, self.prefs(work))

    def undo_in_list(self):
        """The first change that can be undone."""
        button = self.await_button('Undo: ', part=True)
        name = self.tree.text(button)
        self.press('Undo: ')
        self.agree_to_undo()
        wait_for('it to be undone', lambda: self.tree.find('Undone on ', 'label', part=True))
        return name

    def test_all_changes_are_listed_and_undone_from_the_newest_on(self):
        folder = self.make_profiles()
        for _ in range(2):
            self.start_and_choose('work & more')
            self.save()
            self.await_page('Done')
            self.quit()
        changed = self.prefs(folder)
        self.start()
        self.await_page('Welcome')
        self.await_button('All changes')
        self.press('All changes')
        self.await_page('Changes')
        self.tree.await_words('A newer change of the same account stands on this one')
        # There is another profile, so it says in which one.
        self.assertTrue(self.tree.find(' · work & more', 'label', part=True))
        self.press('Undo: ')
        self.await_label('Undo this change?')
        self.answer('Escape')
        self.assertEqual(self.prefs(folder), changed)
        self.undo_in_list()
        wait_for('the older one', lambda: 'A newer change' not in self.tree.words())
        self.undo_in_list()
        wait_for('nothing more', lambda: not self.tree.find('Undo: ', 'push button', part=True))
        self.assertNotIn('mail.server', self.prefs(folder))
        self.desk.key('Escape')
        self.await_page('Welcome')

    def test_evolution_takes_passwords_from_the_keyring_and_is_not_asked_about_them(self):
        self.start_and_choose('Evolution')
        self.tree.await_words('What will be written')
        self.assertIsNone(self.tree.find('Hand the mail password over to Thunderbird'))

    def test_the_mail_programs_are_a_group_with_a_name(self):
        self.start_and_choose('Evolution')
        self.assertTrue(self.tree.find('Where does the account go?', 'panel'))

    def test_evolution_may_stay_open(self):
        self.addCleanup(self.evolution.pretend_to_run())
        self.start_and_choose('Evolution')
        self.tree.await_words('Open now')
        self.tree.await_words('What will be written')
        self.save()
        self.await_page('Done')
        self.assert_evolution_has_the_account()

    def test_a_keyring_that_stays_locked_is_told_and_nothing_is_saved(self):
        self.start_and_choose('Evolution')
        self.tree.await_words('What will be written')
        self.evolution.lock()
        self.addCleanup(self.evolution.unlock)
        self.save()
        refused = ('The password keyring stayed locked. Try again, and enter its password when a window asks for it. Usually it is the '
                   'one you log in to this computer with.\nNothing was written: everything is as it was.')
        wait_for('the keyring’s question', self.close_question)
        self.desk.window_of(self.process)
        self.tree.await_focus(refused)
        self.assertEqual(self.evolution.accounts(ADDRESS), {})

        # Nothing is lost: the same page, the same choice, and this time it works.
        self.evolution.unlock()
        self.save()
        self.await_page('Done')
        self.assert_evolution_has_the_account()

    def test_a_keyring_whose_question_nobody_answers_is_stopped_waiting_for(self):
        self.start_and_choose('Evolution')
        self.tree.await_words('What will be written')
        self.evolution.lock()
        self.addCleanup(self.evolution.unlock)
        self.save()
        # What is waited for is said meanwhile.
        self.await_label('Saving into Evolution…')
        self.tree.await_words('If a window asks for the keyring’s password, enter it there')
        # Not by a key, which the keyring's window takes once it is there.
        self.tree.press(self.await_button('Stop'))
        self.await_label('Saving was stopped')
        self.await_label('Nothing was written: everything is as it was.')
        self.assertEqual(self.evolution.accounts(ADDRESS), {})

    def close_question(self):
        """Where the desktop can ask for the keyring's password: says no to it.  TRUE once the wizard knows."""
        windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'gcr-prompter'], env=self.desk.env, text=True,
                                 capture_output=True, check=False).stdout.split()
        for window in windows:
            subprocess.run(['xdotool', 'windowfocus', window, 'key', 'Escape'], env=self.desk.env, capture_output=True, check=False)
        return self.tree.find('The password keyring stayed locked.', part=True)

    def test_an_open_thunderbird_is_waited_for_and_saving_goes_on_when_it_closes(self):
        work = self.make_profiles()
        with open(f'{work}/.parentlock', 'w', encoding='utf-8') as lock:
            # As Thunderbird holds it: struct flock with F_WRLCK over the whole file.
            fcntl.fcntl(lock, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
            self.start_and_choose('work & more')
            self.await_label('Thunderbird is open')
            self.tree.await_words('Please close Thunderbird; Tegami waits and then continues by itself. Nothing is written until then.')
            self.assertFalse(self.tree.has_state(self.await_button('Save'), 'SENSITIVE'))
            self.assertEqual(self.prefs(work), PREFS)
        self.tree.await_words('What will be written')
        self.assertIn('work & more', self.focus_name())
        self.assertNotIn('Thunderbird is open', self.tree.words())
        self.save()
        self.await_page('Done')
        self.assertIn(ADDRESS, self.prefs(work))

    def test_the_choice_and_the_focus_stay_while_programs_come_and_go(self):
        self.start_and_choose('Thunderbird')
        self.tree.await_words('What will be written')
        self.addCleanup(self.evolution.pretend_to_run())
        self.tree.await_words('Open now')
        self.assertIn('Thunderbird', self.focus_name())
        self.assertTrue(self.tree.has_state(self.tree.focused(), 'CHECKED'))

    def test_an_account_that_thunderbird_has_is_shown_before_and_after_and_updated(self):
        work = self.make_profiles()
        self.start_and_choose('work & more')
        self.save()
        self.await_page('Done')
        first = self.prefs(work)
        self.quit()
        self.start_and_choose('work & more')
        self.tree.await_words('This account already exists.')
        wait_for('both ports', lambda: len(re.findall(r'Port: \d+ → \d+', self.tree.words())) == 2)
        self.save()
        self.await_page('Done')
        second = self.prefs(work)
        self.assertNotEqual(second, first)
        self.assertEqual(second.count(f'"{ADDRESS}"'), first.count(f'"{ADDRESS}"'), 'updated, not doubled')
        self.undo('Undo: restore the previous settings')
        self.assertEqual(self.prefs(work), first)

    def test_the_preview_shows_the_name_as_it_is_typed(self):
        self.make_profiles()
        self.start_and_choose('work & more')
        self.press('What will be written')
        self.tree.await_words(f'Sender name: {NAME}')
        self.tab_to('Sender name (optional)', backwards=True)
        self.desk.key('ctrl+a')
        self.desk.type('Jiro')
        self.tree.await_words('Sender name: Jiro')
        self.assertEqual(self.focus_name(), 'Sender name (optional)')

    def test_a_profile_that_cannot_be_written_is_told_and_stays_as_it_was(self):
        work = self.make_profiles()
        os.chmod(work, 0o500)
        try:
            # Not even root may write then.
            self.start_and_choose('work & more', through=('setpriv', '--bounding-set', '-dac_override') if os.geteuid() == 0 else ())
            self.tree.await_words(f'Tegami cannot write into “{work}”. Make a file instead, and let Thunderbird import it.')
            self.assertIn('Tegami cannot write there', self.focus_name())
            self.assertFalse(self.tree.has_state(self.await_button('Save'), 'SENSITIVE'))
            self.assertEqual(sorted(os.listdir(work)), ['prefs.js'])
        finally:
            os.chmod(work, 0o700)
        # It goes on by itself.
        self.tree.await_words('What will be written')
        self.assertNotIn('Tegami cannot write', self.tree.words())
        self.save()
        self.await_page('Done')

    def save_import_file(self, path):
        """On the import page: presses the button, and types the name into the dialog."""
        wait_for('the button', lambda: self.tree.has_state(self.await_button('Save the file…'), 'SENSITIVE'))
        self.press('Save the file…')
        self.desk.focus(wait_for('the dialog', self.other_window))
        self.desk.key('ctrl+a')
        self.desk.type(path)
        self.desk.key('Return')
        wait_for('the dialog to go', lambda: self.other_window() is None)
        self.desk.window_of(self.process)

    def test_a_file_for_thunderbirds_import_is_saved_and_explained(self):
        path = f'{self.desk.home}/account.zip'
        self.practise_until_save()
        self.tree.await_focus('Sender name (optional)')
        self.desk.key('ctrl+a')
        self.desk.type(NAME)
        self.press('Make a file for Thunderbird’s own import…')
        self.await_page('Import')
        self.tree.await_words(f'The account {ADDRESS} with its servers, and the sender name {NAME}')
        self.tree.await_words('No password, and no security exception')
        # Called off, nothing is written, and no other name is taken than one that Thunderbird shows.
        self.press('Save the file…')
        self.answer('Escape')
        self.save_import_file(f'{self.desk.home}/account')
        self.tree.await_words('The file’s name must end with “.zip”')
        self.assertFalse(glob.glob(f'{self.desk.home}/account*'))
        self.save_import_file(path)
        self.addCleanup(os.unlink, path)
        self.await_page('Done')
        self.await_label('The file for Thunderbird is ready')
        words = self.tree.words()
        self.assertIn(path, words)
        for number, step in enumerate(('another computer', '“Tools”, then “Import”', 'Import Backed-up Profile', 'Start Import',
                                       'Thunderbird asks for the mail password'), 1):
            self.assertRegex(words, f'{number}\\. .*{step}')
        for button in ('Open Thunderbird', 'Undo'):
            self.assertFalse(self.tree.find(button, 'push button', part=True))
        self.assertFalse(os.path.exists(f'{self.desk.home}/.thunderbird'))
        with zipfile.ZipFile(path) as archive:
            self.assertEqual(archive.namelist(), ['prefs.js'])
            prefs = archive.read('prefs.js').decode()
        self.assertIn(ADDRESS, prefs)
        self.assertIn(NAME, prefs)
        self.assertNotIn('assword', prefs)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def test_a_file_that_cannot_be_written_is_told(self):
        self.practise_until_save()
        self.press('Make a file for Thunderbird’s own import…')
        self.await_page('Import')
        self.save_import_file('/proc/account.zip')
        self.tree.await_words('/proc/account.zip')
        self.assertTrue(self.tree.has_state(self.await_button('Save the file…'), 'SENSITIVE'))
        self.desk.key('Escape')
        self.await_page('Save')

    def test_thunderbird_is_opened_once_with_the_profile_that_has_the_account(self):
        self.make_profiles()
        self.start_and_choose('work & more')
        self.save()
        self.await_page('Done')
        self.tree.await_focus('Open Thunderbird')
        self.desk.key('space', 'space', 'Return')
        wait_for('Thunderbird', self.launched)
        self.tab_to('Another account')
        self.assertEqual(self.launched(), [['thunderbird', '-P', 'work & more']])

    def test_a_thunderbird_that_was_never_opened_is_opened_plainly(self):
        self.start_and_choose('Thunderbird')
        self.save()
        self.await_page('Done')
        self.tree.await_focus('Open Thunderbird')
        self.desk.key('Return')
        wait_for('Thunderbird', self.launched)
        self.assertEqual(self.launched(), [['thunderbird']])
        self.assertEqual(len(glob.glob(f'{self.desk.home}/.thunderbird/*/prefs.js')), 1)

    def test_evolution_is_opened(self):
        self.start_and_choose('Evolution')
        self.save()
        self.await_page('Done')
        self.tree.await_focus('Open Evolution')
        self.desk.key('Return')
        wait_for('Evolution', self.launched)
        self.assertEqual(self.launched(), [['evolution']])


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'thunderbird', 'evolution', 'gnome-keyring-daemon', 'setpriv')
    if not glob.glob('/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Sources*.service'):
        skip('evolution-data-server is not installed')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
