#!/usr/bin/python3
"""test_wizard.py PROGRAM: the wizard, driven by the keyboard alone, seen as a screen reader sees it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import glob
import os
import subprocess
import sys
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from desk import need, wait_for  # noqa: E402
from nameserver import NameServer  # noqa: E402
from wizard_case import WizardCase  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None


class Wizard(WizardCase):
    PROGRAM = PROGRAM

    def test_keyboard_alone_leads_from_welcome_to_a_saved_profile_and_back(self):
        self.start()
        self.await_page('Welcome')
        wait_for('the focus on the main button', lambda: self.focus_name() == 'Set up a mail account')
        self.tab_to('Practise with a sample account')
        self.desk.key('Return')
        wait_for('the menu', lambda: self.tree.find('Everything works (IMAP, SSL/TLS)'))
        self.desk.key('Return')

        self.await_page('Address')
        self.tree.await_words('nothing leaves this computer')
        self.tree.await_focus('Mail address')
        self.desk.key('Return')

        self.await_page('Test')
        self.await_label('It works')
        self.assertIsNotNone(self.tree.find('Signed in: yes', 'label'))
        self.desk.key('Return')

        self.await_page('Save')
        self.tree.await_focus('Sender name (optional)')
        self.desk.key('ctrl+a')
        self.desk.type('Hanako & "Sons"')
        place = self.tab_to('Write nothing')
        self.assertTrue(self.tree.has_state(place, 'CHECKED'), 'practice writes nothing unless asked to')
        self.choose('Thunderbird')
        self.tree.await_words('What will be written')
        self.tab_to('Save')
        self.desk.key('Return')

        self.await_page('Done')
        self.await_label('Your account is in Thunderbird')
        written = glob.glob(f'{self.desk.home}/.thunderbird/*/prefs.js')
        self.assertEqual(len(written), 1)
        with open(written[0], encoding='utf-8') as prefs:
            text = prefs.read()
        self.assertIn('"hanako@practice.example"', text)
        self.assertIn('Hanako & \\"Sons\\"', text)

        self.press('If you want it as it was before')
        self.tab_to('Undo')
        self.desk.key('Return')
        self.agree_to_undo()
        self.await_label('Undone: everything is as it was before')
        self.assertEqual(glob.glob(f'{self.desk.home}/.thunderbird/*/prefs.js'), [])

    def test_a_saved_account_is_found_again_and_undone_from_welcome(self):
        self.practise_until_save()
        self.choose('Thunderbird')
        self.tree.await_words('What will be written')
        self.tab_to('Save')
        self.desk.key('Return')
        self.await_page('Done')
        self.tab_to('Another account')
        self.desk.key('Return')

        self.await_page('Welcome')
        wait_for('the offer to undo', lambda: self.tree.find('Undo the last change: ', 'push button', part=True))
        self.complain('I cannot receive mail', 'hanako@practice.example')
        self.await_page('Address')
        self.tree.await_words('From your mail program')
        for page in ('Where', 'Symptoms', 'Welcome'):
            self.desk.key('alt+Left')
            self.await_page(page)
        wait_for('the offer to undo', lambda: self.tree.find('Undo the last change: ', 'push button', part=True))
        self.tab_to('Undo the last change')
        self.desk.key('Return')
        self.agree_to_undo()
        wait_for('nothing left to undo', lambda: not self.tree.find('Undo the last change: ', 'push button', part=True))
        self.assertEqual(glob.glob(f'{self.desk.home}/.thunderbird/*/prefs.js'), [])

    def test_escape_stops_a_test_and_alt_left_goes_back(self):
        self.start('--practice', 'silent')
        self.await_page('Address')
        self.desk.key('Return')
        wait_for('the stop button', lambda: self.tree.find('Stop', 'push button'))
        self.desk.key('Escape')
        self.await_label('Not tested')
        self.desk.key('alt+Left')
        self.await_page('Address')

    def test_practice_can_be_ended_in_the_middle_of_a_test(self):
        self.start('--practice', 'silent')
        self.await_page('Address')
        self.desk.key('Return')
        wait_for('the stop button', lambda: self.tree.find('Stop', 'push button'))
        self.tab_to('End practice')
        self.desk.key('Return')
        self.await_page('Welcome')
        wait_for('the focus on the main button', lambda: self.focus_name() == 'Set up a mail account')
        self.assertIsNone(self.tree.find('End practice', 'push button'))
        self.desk.key('Return')
        self.await_page('Address')
        self.assertNotIn('practice.example', self.tree.words())

    def test_a_refused_password_can_be_retyped_in_place(self):
        self.start('--practice', 'wrong-password')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        wait_for('the verdict', lambda: self.focus_name() == 'Receiving does not work yet')
        self.desk.key('Return')
        wait_for('the focus on the password', lambda: self.focus_name() == 'Mail password')
        self.tree.await_words('You have one attempt left')
        self.desk.type('another one')
        self.desk.key('Return')
        wait_for('the end of attempts', lambda: self.tree.find('I have looked it up: try again', 'push button'))
        self.assertIsNone(self.tree.find('Mail password', 'password text'))
        self.assertNotIn('another one', self.tree.words())

    def test_enter_never_confirms_a_foreign_server(self):
        self.start('--practice', 'cert-wrong-name')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.desk.key('Return')
        box = wait_for('the question', lambda: self.tree.find('Yes, sv123.example-host.jp belongs to my provider', 'check box'))
        self.tree.await_words('Enter does not confirm')
        wait_for('the verdict', lambda: self.focus_name() == 'Everything works up to the sign-in')
        self.desk.key('Return')
        self.assertEqual(self.focus_name(), 'Everything works up to the sign-in', 'Enter does nothing here')
        self.tab_to(self.tree.text(box))
        self.desk.key('Return')
        self.assertFalse(self.tree.has_state(self.tree.focused(), 'CHECKED'))
        self.desk.key('space')
        wait_for('the tick', lambda: self.tree.has_state(self.tree.focused(), 'CHECKED'))
        self.tab_to('Sign in there')
        self.desk.key('Return')
        self.assertIsNotNone(self.tree.find('Is this your provider’s server?', 'label'), 'Enter on the button does nothing')
        self.desk.key('space')
        self.await_label('It works')

    def test_a_tick_is_named_by_its_label(self):
        self.start('--practice', 'plain')
        self.await_page('Address')
        self.unfold('The servers are set')
        self.press('Change servers')
        self.await_page('Servers')
        wait_for('the tick', lambda: self.tree.find('Send my password unprotected anyway. Anyone in between can read it.', 'check box'))

    def test_the_certificate_page_leads_back_by_default(self):
        self.start('--practice', 'cert-expired')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.tab_to('Show the certificate')
        self.desk.key('Return')
        self.await_page('Certificate')
        wait_for('the focus on the way back', lambda: self.focus_name() == 'Go back (recommended)')
        self.assertIsNone(self.tree.find('exception', part=True))
        self.desk.key('Return')
        self.await_page('Test')

    def test_thunderbirds_alarming_sentence_is_answered_after_what_is_wrong(self):
        self.start('--practice', 'cert-wrong-name')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.press('Show the certificate')
        self.await_page('Certificate')
        words = self.tree.words()
        order = [words.index(text) for text in ('The server that you entered', '“Someone could be trying to impersonate the server and you should '
                                                'not continue.”', 'Not to continue is right', 'Validity')]
        self.assertEqual(order, sorted(order))

    def test_from_a_certificate_that_is_trusted_a_plain_way_leads_back(self):
        self.start('--practice', 'cert-expires-soon')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works, with a caution')
        self.press('Show the certificate')
        self.await_page('Certificate')
        self.tree.await_focus('Back')
        self.assertNotIn('recommended', self.tree.words())
        self.assertNotIn('Thunderbird', self.tree.words())

    def test_an_address_is_cleaned_visibly_and_checked(self):
        self.start()
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.tree.await_focus('Mail address')
        self.desk.type('taro@ocn.ne.jp ')
        self.tree.await_words('Spaces were removed.')
        self.tree.await_words('OCN: settings found')
        self.desk.key('ctrl+a')
        self.desk.type('taro')
        self.desk.key('Tab')
        self.desk.type('secret')
        self.desk.key('Return')
        self.tree.await_words('A mail address has an @')
        node = self.tree.find('Mail address', 'text')
        # GTK 4.8 says one, later ones the other.
        self.assertTrue(self.tree.has_state(node, 'INVALID_ENTRY') or self.tree.has_state(node, 'INVALID'))

    def test_who_is_asked_after_a_failure_is_named_before_the_test(self):
        self.start()
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.desk.type('taro@ocn.ne.jp')
        self.tab_to('Who is contacted')
        self.desk.key('space')
        self.tree.await_words('whether a Wi-Fi sign-in page answers instead')
        # A time server is asked only if the person names one.
        self.assertNotIn('what time it is', self.tree.words())
        box = self.tab_to('Check the clock')
        self.assertTrue(self.tree.has_state(box, 'CHECKED'))
        self.desk.key('space')
        wait_for('the tick to go', lambda: not self.tree.has_state(self.tree.focused(), 'CHECKED'))

    def test_unknown_servers_are_guessed_and_marked_as_guesses(self):
        with NameServer({('nowhere.example', 'MX'): ['mail.nowhere.example']}) as names:
            self.start('--resolver', names.place)
            self.await_page('Welcome')
            self.desk.key('Return')
            self.await_page('Address')
            self.desk.type('taro@nowhere.example')
            self.desk.key('Tab')
            self.desk.type('secret')
            self.desk.key('Return')
            self.await_page('Servers')
            self.tree.await_words('A guess from your address')
            self.desk.key('alt+Left')
            self.await_page('Address')
            self.assertNotIn('secret', self.tree.words())

    def test_a_change_that_was_tried_can_be_taken_back(self):
        self.start('--practice', 'tls-on-starttls-port-pop3')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.await_button('Use STARTTLS and test again')
        self.desk.key('Return')
        self.await_label('It works')
        self.tree.await_words('What was changed')
        self.tree.await_words('Result: it works.')
        self.tab_to('Undo this and test again: Receiving: ')
        self.desk.key('Return')
        self.await_failure()
        self.tree.await_words('Undone, or replaced by a later change.')

    def test_a_letter_to_oneself_is_sent_awaited_and_deleted(self):
        self.practise_until_save()
        self.tree.await_words('Write nothing')
        self.desk.key('Return')
        self.await_page('Done')
        self.press('A test letter to yourself')
        self.tab_to('Send yourself a test letter')
        self.desk.key('Return')
        self.tree.await_words('The letter arrived after')
        self.tree.await_words('It was deleted again.')

    def test_waiting_for_a_letter_can_be_stopped(self):
        self.practise_until_save('letter-lost')
        self.tree.await_words('Write nothing')
        self.desk.key('Return')
        self.await_page('Done')
        self.press('A test letter to yourself')
        self.tab_to('Send yourself a test letter')
        self.desk.key('Return')
        self.tree.await_words('Waiting for it in the mailbox')
        wait_for('the focus on the way out', lambda: self.focus_name() == 'Stop waiting')
        self.desk.key('Return')
        self.tree.await_words('You stopped waiting.')
        self.assertIn('but it has not arrived in the mailbox', self.tree.words())

    def test_what_the_person_misses_comes_first(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.desk.key('alt+Left')
        self.await_page('Welcome')
        self.tab_to('Mail does not work')
        self.desk.key('Return')
        self.await_page('Symptoms')
        wait_for('the focus on the first symptom', lambda: self.focus_name() == 'I cannot receive mail')
        self.desk.key('Down')
        wait_for('the second symptom', lambda: (self.focus_name() or '').startswith('I cannot send mail to anyone'))
        self.desk.key('Down')
        wait_for('the third symptom', lambda: (self.focus_name() or '').startswith('Mail to one recipient comes back'))
        self.desk.key('Return')
        self.await_page('Message')

    def test_the_quick_reference_is_there_on_every_page_and_stops_nothing(self):
        self.start('--practice', 'silent')
        self.await_page('Address')
        self.desk.key('Return')
        wait_for('the stop button', lambda: self.tree.find('Stop', 'push button'))
        self.desk.key('F1')
        self.await_page('Reference')
        self.tree.await_words('Receive with IMAP\nPort: 993\nEncryption: SSL/TLS\n')
        self.tree.await_words('Usual causes')
        self.desk.key('Escape')
        self.await_page('Test')
        self.await_failure()

    def test_a_pasted_message_is_answered_like_a_finding(self):
        self.start()
        self.await_page('Welcome')
        self.tab_to('Mail does not work')
        self.desk.key('Return')
        self.await_page('Symptoms')
        self.tab_to('Paste the exact words', backwards=True)
        self.desk.key('Return')
        self.await_page('Message')
        wait_for('the focus on the text', lambda: self.focus_name() is not None)
        self.desk.type('hello')
        self.tree.await_words('Nothing in it was recognised.')
        self.tab_to('Clear')
        self.desk.key('Return')
        self.desk.type('550 5.1.1 jiro@example.jp: Recipient address rejected: User unknown')
        self.tree.await_words('Recognised by')
        self.await_label('The server refused the recipient.')
        self.desk.key('Escape')
        self.await_page('Symptoms')

    def test_an_unknown_scenario_is_a_usage_error(self):
        done = subprocess.run([PROGRAM, '--practice', 'no-such-thing'], env=self.desk.env, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn('no-such-thing', done.stderr)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'thunderbird')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
