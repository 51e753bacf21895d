#!/usr/bin/python3
"""test_old_exceptions.py PROGRAM WRITER LOCALEDIR LOCALE: the list of security exceptions in the wizard, by the keyboard alone: what it
says of each, removing and undo, an open Thunderbird, and the reminder on the first page.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import gettext
import os
import sys
import unittest

from desk import HANG, Desk, wait_for
from old_exceptions import DAY, OldExceptions, maillab, need_all
from tree import Tree
from wizard_case import WizardCase

PROGRAM, WRITER, LOCALEDIR = (os.path.abspath(path) for path in sys.argv[1:4])
LOCALE = sys.argv[4]


class OldExceptionsCase(WizardCase):
    PROGRAM = PROGRAM
    LEFT_BEHIND = WizardCase.LEFT_BEHIND + ('.config/autostart', '.local/share/evolution', '.local/share/camel_certs', 'tls')

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desk(locale=LOCALE, localedir=LOCALEDIR))
        cls.tree = Tree(cls.desk)
        translation = gettext.translation('tegami', LOCALEDIR, [LOCALE], fallback=LOCALE == 'en')
        cls.tr = staticmethod(lambda text: translation.gettext(text).replace('_', ''))

    def setUp(self):
        super().setUp()
        self.old = OldExceptions(self.desk.home)
        self.addCleanup(self.old.close)

    def open_list(self):
        self.start('--ca-file', str(self.old.ca_file))
        self.await_page('Welcome')
        self.await_button(self.tr('S_ecurity exceptions'))
        self.press(self.tr('S_ecurity exceptions'))
        self.await_list()

    def await_list(self):
        self.await_page('ExceptionList')
        wait_for('the servers’ answers', lambda: self.tree.find(self.tr('_Check again'), 'push button'))

    def button_of(self, verb, port, program='Thunderbird'):
        return self.name_of(verb, f'localhost:{port}', program)

    def name_of(self, verb, server, program):
        return self.tr('%s: %s, %s') % (self.tr(verb), server, program)

    def words(self):
        return self.tree.words()

    def test_the_list_says_of_each_exception_what_has_become_of_it(self):
        needed, stale, changed = self.old.serve('mine'), self.old.serve('good'), self.old.serve('mine')
        worse, renamed = self.old.serve('expired'), self.old.serve('renamed')
        offline = maillab.free_ports('127.0.0.1', ['nobody'])['nobody']
        self.old.put_into_thunderbird(self.old.line(stale.port, 'good'), self.old.line(changed.port, 'good'),
                                      self.old.line(worse.port, 'expired'), self.old.line(offline, 'mine'),
                                      self.old.line(renamed.port, 'renamed'))
        self.old.written_in_2020()
        self.old.put_into_record((needed.port, 'mine', 5 * DAY, []))
        self.open_list()
        words = self.words()
        # In this order: a group's title, then the server, then what is to be said of it.
        places = [words.index(self.tr(text) if isinstance(text, str) else f'localhost:{text}') for text in (
            'Worse than when they were allowed', changed.port,
            'The server now shows another certificate than the one that was allowed. Find out why before you allow the new one.',
            worse.port, 'The certificate now has another fault, and the exception hides the warning.',
            'No longer needed', stale.port, 'The certificate is fine now. Mail will keep working without the exception.',
            'Not needed under the server’s own name', renamed.port,
            'The certificate is fine, but it is for another server name. Look for the server’s own name in your papers: with that, no '
            'exception is needed.',
            'Still needed', needed.port,
            'Nobody else confirms this certificate yet. Without the exception, Tegami does not sign in there.',
            'The server did not answer', offline)]
        self.assertEqual(places, sorted(places))
        self.assertNotIn(self.tr('Past their end date'), words)
        # Enter goes back; nothing is removed by it.
        self.assertEqual(self.focus_name(), self.tr('_Back'))
        self.desk.key('Return')
        self.await_page('Welcome')
        self.assertEqual(len(self.old.overrides.read_text().splitlines()), 6)
        for server in (needed, stale, changed, worse, renamed):
            self.assertGreater(server.visits, 0)
            for line in server.said:
                self.assertNotRegex(line, '(?i)login|authenticate')

    def test_one_is_removed_and_brought_back(self):
        stale = self.old.serve('good')
        self.old.put_into_thunderbird(self.old.line(stale.port, 'good'), self.old.line(1, 'mine'))
        before = self.old.overrides.read_text()
        self.open_list()
        self.press(self.button_of('_Remove', stale.port))
        self.await_label(self.tr('Removed.'))
        self.assertEqual(self.old.overrides.read_text(), before.replace(self.old.line(stale.port, 'good'), ''))
        self.press(self.button_of('_Undo', stale.port))
        self.await_label(self.tr('Undone: the exception is there again.'))
        self.assertEqual(sorted(self.old.overrides.read_text().splitlines()), sorted(before.splitlines()))

    def test_one_of_evolution_is_removed_and_brought_back(self):
        self.old.carry_into_evolution(WRITER, self.desk.env, 'mine')
        before = self.old.evolution.read_bytes()
        self.open_list()
        self.press(self.name_of('_Remove', 'localhost', 'Evolution'))
        self.await_label(self.tr('Removed.'))
        self.assertNotIn(b'localhost', self.old.evolution.read_bytes())
        self.press(self.name_of('_Undo', 'localhost', 'Evolution'))
        self.await_label(self.tr('Undone: the exception is there again.'))
        self.assertEqual(self.old.evolution.read_bytes(), before)

    def test_an_open_thunderbird_is_waited_for(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.open_list()
        with self.old.thunderbird_is_open():
            self.press(self.button_of('_Remove', 1))
            self.await_label(self.tr('The mail program is open. Close it, and the exception will be removed.'))
            self.assertIn(self.old.line(1, 'mine'), self.old.overrides.read_text())
        self.await_label(self.tr('Removed.'))
        self.assertNotIn(self.old.line(1, 'mine'), self.old.overrides.read_text())

    def test_waiting_is_called_off(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.open_list()
        with self.old.thunderbird_is_open():
            self.press(self.button_of('_Remove', 1))
            wait_for('the waiting', lambda: self.tree.find(self.button_of('_Keep it', 1), 'push button'))
            self.press(self.button_of('_Keep it', 1))
            wait_for('the end of the waiting', lambda: self.tree.find(self.button_of('_Remove', 1), 'push button'))
        self.assertIn(self.old.line(1, 'mine'), self.old.overrides.read_text())

    def test_waiting_is_called_off_after_a_walk_through_other_pages(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.open_list()
        with self.old.thunderbird_is_open():
            self.press(self.button_of('_Remove', 1))
            wait_for('the waiting', lambda: self.tree.find(self.button_of('_Keep it', 1), 'push button'))
            self.desk.key('Escape')
            self.await_page('Welcome')
            self.press(self.tr('S_ecurity exceptions'))
            self.await_page('ExceptionList')
            self.press(self.button_of('_Keep it', 1))
            wait_for('the end of the waiting', lambda: self.tree.find(self.button_of('_Remove', 1), 'push button'))
        self.assertIn(self.old.line(1, 'mine'), self.old.overrides.read_text())

    def test_ours_ends_together_with_what_was_carried_into_thunderbird_and_with_the_check(self):
        needed = self.old.serve('mine')
        change = self.old.carry_into_thunderbird(WRITER, self.desk.env, needed.port, 'mine')
        self.old.put_into_record((needed.port, 'mine', 5 * DAY, [change]))
        self.open_list()
        self.assertIsNotNone(self.tree.find('Tegami · Thunderbird · ', part=True))
        self.assertIsNone(self.tree.find(self.button_of('_Remove', needed.port), 'push button'), 'Thunderbird’s has no row of its own')
        toggle = self.tr('Check each time I log in to this computer')
        self.tab_to(toggle)
        self.desk.key('space')
        wait_for('the entry', self.old.entry.exists)
        self.desk.key('space')
        wait_for('the entry to be gone', lambda: not self.old.entry.exists())
        self.desk.key('space')
        wait_for('the entry', self.old.entry.exists)
        self.press(self.button_of('_Remove', needed.port, 'Tegami'))
        self.await_label(self.tr('Removed.'))
        self.assertEqual(self.old.recorded(), [])
        self.assertFalse(self.old.overrides.exists(), 'Thunderbird had no list before')
        self.assertFalse(self.old.entry.exists(), 'with the last exception the check goes')
        wait_for('the switch to go', lambda: self.tree.find(toggle, part=True) is None)

    def test_the_first_page_says_what_ends_soon(self):
        self.old.put_into_record((993, 'mine', DAY, []))
        self.start()
        self.await_page('Welcome')
        text = self.tr('The security exception for %s ends on %s. See whether it is still needed.').split('%s')[1]
        wait_for('the reminder', lambda: self.tree.find(text, part=True))
        self.assertNotEqual(self.focus_name(), '')
        self.assertNotIn(text, self.focus_name(), 'the reminder does not take the focus')
        self.press(text)
        self.await_page('ExceptionList')

    def test_the_first_page_says_what_is_over_and_the_list_ends_it(self):
        self.old.put_into_record((1, 'mine', -60, []), (2, 'mine', 30 * DAY, []))
        self.start('--ca-file', str(self.old.ca_file))
        self.await_page('Welcome')
        text = self.tr('The security exception for %s has expired. See what to do.') % 'localhost'
        wait_for('the reminder', lambda: self.tree.find(text, part=True))
        self.press(text)
        self.await_list()
        self.tree.await_words(self.tr('Past their end date'))
        self.press(self.button_of('_Remove', 1, 'Tegami'))
        self.await_label(self.tr('Removed.'))
        self.assertEqual(self.old.recorded(), [('localhost', 2)])

    def test_a_warning_about_a_certificate_leads_to_the_list(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.start('--ca-file', str(self.old.ca_file))
        self.await_page('Welcome')
        self.press(self.tr('_Mail does not work'))
        self.await_page('Symptoms')
        button = self.tr('Old security exceptions')
        self.press(self.tr('I cannot receive mail'))
        self.await_page('Where')
        self.assertIsNone(self.tree.find(button, 'push button', part=True))
        self.desk.key('alt+Left')
        self.await_page('Symptoms')
        self.press(self.tr('There is a warning about a certificate or an unsafe connection'))
        self.await_page('Where')
        self.press(button)
        self.await_list()
        self.tree.await_words('localhost:1')

    def test_a_notification_that_is_pressed_opens_the_list(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.process = self.desk.start(PROGRAM, '--gapplication-service', stderr=self.log)
        self.desk.run('gdbus', 'wait', '--session', '--timeout', str(HANG), 'io.github.tegami.Tegami')
        # As a desktop does when the check that left the notification has ended long since.
        self.desk.run('gdbus', 'call', '--session', '--dest', 'io.github.tegami.Tegami', '--object-path', '/io/github/tegami/Tegami',
                      '--method', 'org.freedesktop.Application.ActivateAction', 'exceptions', '[]', '{}')
        self.desk.window_of(self.process)
        self.await_list()
        self.tree.await_words('localhost:1')
        self.desk.key('Escape')
        self.await_page('Welcome')

    def test_without_exceptions_the_first_page_is_quiet_and_the_list_says_so(self):
        self.old.put_into_thunderbird(self.old.line(1, 'mine'))
        self.open_list()
        self.old.put_into_thunderbird()
        self.press(self.tr('_Check again'))
        self.tree.await_words(self.tr('There are no security exceptions'))
        self.assertIsNone(self.tree.find(self.tr('Check each time I log in to this computer'), part=True))
        self.desk.key('Escape')
        self.await_page('Welcome')
        wait_for('the link to go', lambda: self.tree.find(self.tr('S_ecurity exceptions'), 'push button') is None)


if __name__ == '__main__':
    need_all('gdbus')
    unittest.main(argv=sys.argv[:1] + sys.argv[5:], verbosity=2)
