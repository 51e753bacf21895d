#!/usr/bin/python3
"""test_advice.py PROGRAM TEGAMICTL: advice that comes from elsewhere than the test itself: a returned mail, what was typed,
refusals before, what Thunderbird holds.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import sys
import unittest

from desk import need, skip, wait_for
from practice_case import PracticeCase
from provider import ADDRESS, Provider, may_listen_below_1024, write_thunderbird_profile

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])
GOOD = {993: ('good', 'receive'), 465: ('good', 'send')}
BOUNCE = '550 5.7.1 hanako@practice.example: Sender address rejected: not owned by user'


class Advice(PracticeCase):
    PROGRAM, TEGAMICTL = PROGRAM, TEGAMICTL

    def wizard(self, *more):
        return self.start('--ca-file', self.practice.ca, '--resolve', f'localhost={ADDRESS}', *more)

    def complain_until_password(self, symptom):
        """From Welcome to the password, with the account in Thunderbird."""
        self.complain(symptom, self.practice.address)
        self.await_page('Address')
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())

    def type_password(self):
        self.desk.type(self.practice.password)
        self.desk.key('Return')

    def save_in_thunderbird(self, receive=('imap', 'localhost', 993, 'tls'), send=('localhost', 465, 'tls'), more=()):
        write_thunderbird_profile(self.desk.home, self.practice.address, self.practice.address, receive, send, more)

    def provide(self, ports):
        provider = Provider(self.practice, ports)
        self.addCleanup(provider.close)

    def test_what_a_returned_mail_says_comes_with_the_next_test_and_apart(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.wizard()
        self.await_page('Welcome')
        self.press('Mail does not work')
        self.await_page('Symptoms')
        self.tab_to('Paste the exact words', backwards=True)
        self.desk.key('Return')
        self.await_page('Message')
        self.desk.type(BOUNCE)
        self.await_label('The server does not accept this sender address.')
        self.desk.key('alt+Left')
        self.await_page('Symptoms')
        self.await_button('Paste the exact words…. The server does not accept this sender address.')
        self.press('I cannot receive mail')
        self.await_page('Where')
        self.press(f'{self.practice.address}. Thunderbird')
        self.await_page('Address')
        self.type_password()
        self.await_label('It works')
        self.await_label('From the message that you pasted')
        self.await_label('This test could not see that itself, as it sent no mail.')
        self.await_label('The server does not accept this sender address.')

    def test_who_was_told_to_do_something_is_answered_and_goes_on_to_the_test(self):
        self.save_in_thunderbird()
        self.wizard()
        self.await_page('Welcome')
        self.press('Mail does not work')
        self.await_page('Symptoms')
        self.press('I was told to…')
        self.await_page('Told')
        self.desk.key('Return')
        self.await_label('Without encryption, others can read your password.')
        self.desk.key('Down')
        self.tab_to('Send through port 25')
        self.desk.key('space')
        self.await_label('Port 25 is not meant for mail programs.')
        self.press('Test the account')
        self.await_page('Where')
        self.press(f'{self.practice.address}. Thunderbird')
        self.await_page('Address')

    def test_an_account_of_a_kind_that_we_do_not_know_is_shown_and_cannot_be_chosen(self):
        self.save_in_thunderbird(more={
            'mail.accountmanager.accounts': 'account2,account1', 'mail.account.account2.server': 'server2', 'mail.account.account2.identities': 'id2',
            'mail.identity.id2.useremail': 'taro@corp.example', 'mail.server.server2.type': 'ews', 'mail.server.server2.hostname': 'ews.corp.example'})
        self.wizard()
        self.complain('I cannot receive mail')
        ours = self.await_button(f'{self.practice.address}. Thunderbird')
        exchange = self.await_button('taro@corp.example. Thunderbird – Exchange (EWS), which Tegami cannot test')
        self.assertFalse(self.tree.has_state(exchange, 'SENSITIVE'))
        self.assertTrue(self.tree.has_state(ours, 'SENSITIVE'))
        self.tree.await_focus(f'{self.practice.address}. Thunderbird')

    def test_a_link_in_the_place_of_a_server_name_is_tested_and_repaired(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.wizard()
        self.complain_until_password('My provider told me to change settings')
        self.type_password()
        self.await_page('Servers')
        self.tab_to('Server name')
        self.desk.key('ctrl+a')
        self.desk.type('http://localhost/mail ')
        self.press('Test')
        self.await_label('A web page’s address was entered as the server name.')
        self.await_failure()
        self.await_button('Use localhost and test again')
        self.desk.key('Return')
        self.await_label('It works')

    def test_what_was_cleaned_is_told_beside_the_findings(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.wizard()
        self.complain_until_password('My provider told me to change settings')
        self.type_password()
        self.await_page('Servers')
        self.tab_to('Server name')
        self.desk.key('ctrl+a')
        self.desk.type('localhost ')
        self.await_label('Spaces were removed.')
        self.desk.type(':993')
        self.press('Test')
        self.await_label('It works')
        self.await_label('There were spaces or characters that do not seem to belong there.')
        self.press('How we know')
        self.tree.await_words('Receiving server: “localhost:993” was read as “localhost”')

    def test_after_two_refusals_the_page_says_why_nobody_was_signed_in(self):
        self.start('--practice', 'wrong-password')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        for _ in range(4):
            if self.tree.find('Look the mail password up before the next attempt'):
                break
            self.press('Test again')
            wait_for('the result', lambda: not self.tree.find('Stop', 'push button'))
        self.await_label('Look the mail password up before the next attempt')
        self.tab_to('Mail password')
        self.desk.type('wrong again')
        self.desk.key('Return')
        self.await_label('The user name or mail password was not accepted.')

    def test_an_account_without_an_address_keeps_its_servers(self):
        self.provide(GOOD)
        self.save_in_thunderbird(more={'mail.identity.id1.useremail': ''})
        self.wizard()
        self.complain('I cannot receive mail', self.practice.address)
        self.await_page('Address')
        self.tree.await_focus('Mail address')
        self.desk.type(self.practice.address)
        self.desk.key('Tab')
        self.type_password()
        self.await_label('It works')

    def test_a_password_that_thunderbird_asks_for_again_and_again_is_an_old_one(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        with open(f'{self.desk.home}/.thunderbird/abcd1234.default/logins.json', 'w', encoding='utf-8') as file:
            file.write('{"logins": [{"hostname": "imap://localhost"}]}')
        self.wizard()
        self.complain_until_password('I am asked for the password again and again')
        self.type_password()
        self.await_label('It works')
        self.await_label('The mail program has an old password.')

    def test_a_program_that_does_not_sign_in_to_send_is_told(self):
        self.provide(GOOD)
        self.save_in_thunderbird(more={'mail.smtpserver.smtp1.authMethod': 1})
        self.wizard()
        self.complain_until_password('I cannot send mail to anyone')
        self.type_password()
        self.await_label('It works')
        self.tree.await_words('Authentication for sending: normal password instead of none')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
