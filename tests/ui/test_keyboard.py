#!/usr/bin/python3
"""test_keyboard.py PROGRAM: every page under Tab, Enter, Escape and Alt+Left, and a window that is closed in the middle.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import sys
import unittest

from desk import HANG, need, wait_for
from wizard_case import WizardCase

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None


class Keyboard(WizardCase):
    PROGRAM = PROGRAM

    def walk(self):
        """Where Tab leads, once around: [(role, name)].  All must have names, and none may keep the focus."""
        nodes, seen = [], []
        for _ in range(60):
            node = wait_for('something to have the focus', self.tree.focused)
            # A verdict has the focus when it comes, and Tab does not lead to it.
            if nodes and node in (nodes[0], nodes[1] if nodes[0].role == 'heading' and len(nodes) > 2 else None):
                return seen
            here = (node.role, self.tree.text(node))
            self.assertRegex(here[1], r'\w', f'{here[0]} after {seen[-1:]} has no name')
            self.assertNotRegex(here[1], r'^Gtk|_', f'{here[0]} after {seen[-1:]} has no name for people')
            nodes.append(node)
            seen.append(here)
            self.desk.key('Tab')
            wait_for('the focus to move', lambda before=node: self.tree.focused() not in (None, before))
        raise AssertionError(f'Tab never came around: {seen}')

    def names(self):
        return [name for _, name in self.walk()]

    def assert_order(self, names, *wanted):
        """These are met one after another, whatever lies between, beginning anywhere on the way round."""
        first = next((i for i, name in enumerate(names) if name.startswith(wanted[0])), 0)
        rest = iter(names[first:] + names[:first])
        for part in wanted:
            self.assertTrue(any(name.startswith(part) for name in rest), f'“{part}” comes too early, or not at all: {wanted} in {names}')

    def test_tab_leads_through_every_page_in_the_order_of_reading(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.tree.await_focus('Mail address')
        self.assert_order(self.names(), 'Mail address', 'Mail password', 'The servers are set', 'Back', 'Next', 'Main menu', 'End practice')
        self.press('The servers are set')
        self.await_button('Change servers', part=True)
        self.assert_order(self.names(), 'Mail password', 'The servers are set', 'Change servers', 'Back', 'Next')
        self.press('Change servers')
        self.await_page('Servers')
        self.assert_order(self.names(), 'Server name', 'Encryption', 'Port', 'User name', 'Back', 'Test')
        self.press('Test')
        self.await_label('It works')
        self.tree.await_focus('It works')
        self.assert_order(self.names(), 'It works', 'Details', 'Back', 'Next', 'Main menu')
        self.tab_to('Next')
        self.desk.key('Return')
        self.await_page('Save')
        self.tree.await_words('Write nothing')
        self.tree.await_focus('Sender name (optional)')
        self.assert_order(self.names(), 'Sender name (optional)', 'Write nothing', 'Back', 'Later', 'Next')
        self.tab_to('Next')
        self.desk.key('Return')
        self.await_page('Done')
        self.assert_order(self.names(), 'Print settings sheet…', 'Close', 'What was tested just now', 'The settings, for any other program or device',
                          'A test letter to yourself', 'Another account', 'Main menu')
        for folded in ('The settings, for any other', 'A test letter to yourself'):
            self.press(folded)
        # A value is nothing to stop at.
        self.assert_order(self.names(), 'The settings, for any other program or device', 'Copy the settings', 'A test letter to yourself',
                          'Send yourself a test letter', 'Another account')

    def test_tab_leads_through_a_finding_and_the_certificate(self):
        self.start('--practice', 'cert-wrong-name')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.tree.await_focus('Neither receiving nor sending works yet')
        self.assert_order(self.names(), 'Neither receiving', 'Use sv123', 'Change servers', 'Show the certificate', 'Find what works',
                          'How we know', 'Details', 'Back', 'Test again')
        self.press('Show the certificate')
        self.await_page('Certificate')
        self.assert_order(self.names(), 'Go back (recommended)', 'Main menu')

    def test_enter_unfolds_and_presses_nothing_else(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works')
        details = self.tab_to('Details')
        self.assertNotIn('Conversation with the server', self.tree.words(), 'what is folded is not there for screen readers')
        self.desk.key('Return')
        wait_for('the details', lambda: self.tree.has_state(details, 'EXPANDED'))
        self.assertIsNotNone(self.tree.find('TgTestPage'))
        self.assert_order(self.names(), 'Details', 'Conversation with the server', 'Show the certificate', 'Details', 'Back', 'Next')

    def test_a_screen_reader_unfolds_and_folds(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works')
        details = self.await_button('Details')
        self.assertTrue(self.tree.has_state(details, 'EXPANDABLE'))
        self.tree.press(details)
        self.tree.await_words('Conversation with the server')
        self.assertTrue(self.tree.has_state(details, 'EXPANDED'))
        self.tree.press(details)
        wait_for('the details to go', lambda: 'Conversation with the server' not in self.tree.words())
        self.assertFalse(self.tree.has_state(details, 'EXPANDED'))

    def test_alt_left_goes_back_from_every_page_and_nothing_is_lost(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.unfold('The servers are set')
        self.press('Change servers')
        self.await_page('Servers')
        self.press('Test')
        self.await_label('It works')
        self.desk.key('Return')
        self.await_page('Save')
        for page in ('Test', 'Servers', 'Address', 'Welcome'):
            self.desk.key('alt+Left')
            self.await_page(page)
        self.desk.key('alt+Left')
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works')

    def test_escape_does_nothing_where_nothing_runs(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.desk.key('Escape', 'Return')
        self.await_label('It works')
        self.desk.key('Escape', 'Return')
        self.await_page('Save')

    def test_the_window_can_be_closed_while_a_test_runs(self):
        self.start('--practice', 'silent')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_button('Stop')
        self.tree.press(self.await_button('Close'))
        self.assertEqual(self.process.wait(HANG), 0)

    def test_the_window_can_be_closed_while_a_letter_is_awaited(self):
        self.practise_until_save('letter-lost')
        self.tree.await_words('Write nothing')
        self.desk.key('Return')
        self.await_page('Done')
        self.press('A test letter to yourself')
        self.press('Send yourself a test letter')
        self.tree.await_words('Waiting for it in the mailbox')
        self.tree.press(self.await_button('Close'))
        self.assertEqual(self.process.wait(HANG), 0)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
