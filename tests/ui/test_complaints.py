#!/usr/bin/python3
"""test_complaints.py PROGRAM TEGAMICTL: mail does not work: from Welcome to the test, with every press counted, by the keyboard and as a
screen reader presses; what a device that only sends is spared; and a test of the certificates that asks for no password.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import socket
import sys
import threading
import unittest

from desk import need, skip, wait_for
from practice_case import PracticeCase
from provider import ADDRESS, Provider, may_listen_below_1024, write_thunderbird_profile

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])
GOOD = {993: ('good', 'receive'), 465: ('good', 'send')}
IMAP, SMTP = ('imap', 'localhost', 993, 'tls'), ('localhost', 465, 'tls')
CERTIFICATE = 'There is a warning about a certificate or an unsafe connection'
PRINTER = 'Printer, scanner, NAS, camera or router'
# What nobody may see of a device that only sends.
OF_RECEIVING = ('Receiving server', 'Receiving:', 'IMAP', 'POP')
# What signs in, by protocol.
SIGN_IN = (' LOGIN ', ' AUTHENTICATE ', ' AUTH ', ' USER ')


class Watched:
    """A port that greets like IMAP and listens; whether it is open at all may be looked at, when nothing else answers."""

    def __init__(self, port):
        self.said = b''
        self.listener = socket.create_server((ADDRESS, port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def _listen(self, client):
        try:
            client.sendall(b'* OK ready\r\n')
            self.said += client.recv(1000)
        except OSError:
            pass
        client.close()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Complaints(PracticeCase):
    PROGRAM, TEGAMICTL = PROGRAM, TEGAMICTL

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = f'{cls.practice.address}. Thunderbird'

    def setUp(self):
        super().setUp()
        self.presses = 0
        self.pressed_by = self.by_keyboard

    def provide(self, ports):
        provider = Provider(self.practice, ports)
        self.addCleanup(provider.close)

    def watch(self, port):
        watched = Watched(port)
        self.addCleanup(watched.close)
        return watched

    def save_in_thunderbird(self, receive=IMAP, send=SMTP, more=()):
        write_thunderbird_profile(self.desk.home, self.practice.address, self.practice.address, receive, send, more)

    def begin(self, *more):
        """Nobody outside is asked: the name server that is named answers nothing."""
        self.start('--ca-file', self.practice.ca, '--resolve', f'localhost={ADDRESS}', '--resolver', f'{ADDRESS}:1', *more)
        self.await_page('Welcome')

    def by_keyboard(self, name):
        node = self.tree.focused()
        above = node is not None and name in self.words_before(node)
        self.tab_to(name, backwards=above)
        self.desk.key('Return')

    def words_before(self, node):
        texts = []
        for one in self.tree.all():
            if one == node:
                break
            texts.append(self.tree.text(one))
        return '\n'.join(texts)

    def by_screen_reader(self, name):
        self.tree.press(wait_for(name, lambda: self.tree.find(name, 'push button', part=True)))

    def answer(self, name, page):  # pylint: disable=arguments-differ
        """One press, and the page that it leads to."""
        wait_for(name, lambda: self.tree.find(name, 'push button', part=True))
        self.pressed_by(name)
        self.presses += 1
        self.await_page(page)

    def type_password(self):
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())
        self.desk.type(self.practice.password)

    def assert_nothing_of_receiving(self):
        words = self.tree.words()
        for word in OF_RECEIVING:
            self.assertNotIn(word, words)

    # The journeys.

    def cannot_send(self):
        """Thunderbird sends through the port of STARTTLS with SSL/TLS: the cause, and its repair."""
        self.provide({**GOOD, 587: ('good-starttls', 'send')})
        self.save_in_thunderbird(send=('localhost', 587, 'tls'))
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer(self.account, 'Address')
        self.type_password()
        self.answer('Next', 'Test')
        self.await_label('The encryption setting does not fit this port.')
        self.answer('Use STARTTLS and test again', 'Test')
        self.await_label('It works')
        self.assertLessEqual(self.presses, 5)

    def test_who_cannot_send_is_at_the_repair_after_five_presses_by_the_keyboard(self):
        self.cannot_send()

    def test_who_cannot_send_is_at_the_repair_after_five_presses_with_a_screen_reader(self):
        self.pressed_by = self.by_screen_reader
        self.cannot_send()

    def printer(self):
        """A printer that cannot send, with an account that no program here has: no word of receiving, and nobody asks for mail."""
        receiving = [self.watch(port) for port in (993, 143, 995, 110)]
        self.provide({465: ('good', 'send')})
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer(PRINTER, 'Device')
        self.answer('A mail account', 'Address')
        self.tree.await_words('No receiving server is needed.')
        self.desk.type(self.practice.address)
        self.tab_to('Mail password')
        self.desk.type(self.practice.password)
        self.answer('Next', 'Servers')
        self.tree.await_words('Sending server')
        self.assert_nothing_of_receiving()
        self.tree.await_focus('Server name')
        self.desk.key('ctrl+a')
        self.desk.type('localhost')
        self.answer('Test', 'Test')
        self.await_label('It works')
        self.tree.await_words('and the sending server accepts mail from you.')
        self.assertIsNone(self.tree.find('Receiving', 'label'))
        self.assert_nothing_of_receiving()
        self.answer('Next', 'Done')
        self.await_label('Sending server')
        self.assert_nothing_of_receiving()
        self.assertEqual([port.said for port in receiving], [b''] * 4, 'no receiving server was asked')
        self.assertLessEqual(self.presses, 7)

    def test_a_printer_that_cannot_send_needs_no_receiving_server_by_the_keyboard(self):
        self.printer()

    def test_a_printer_that_cannot_send_needs_no_receiving_server_with_a_screen_reader(self):
        self.pressed_by = self.by_screen_reader
        self.printer()

    def test_of_a_known_provider_only_the_sending_server_is_taken(self):
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer(PRINTER, 'Device')
        self.answer('A mail account', 'Address')
        self.desk.type('taro@ocn.ne.jp')
        self.unfold('OCN: settings found')
        self.tree.await_words('smtp.ocn.ne.jp · 465')
        self.assert_nothing_of_receiving()
        self.tab_to('Mail password')
        self.desk.type('secret')
        self.answer('Next', 'Test')
        self.await_failure()
        self.assertIsNotNone(self.tree.find('Sending', 'label'))
        self.assertIsNone(self.tree.find('Receiving', 'label'))

    def test_a_letter_on_paper_is_asked_for_the_sending_server_alone(self):
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer(PRINTER, 'Device')
        self.answer('A mail account', 'Address')
        self.answer('Type from a paper letter', 'Paper')
        self.await_label('Question 1 of 5')
        self.desk.type(self.practice.address)
        self.desk.key('Return')
        self.await_label('Which server is for sending?')
        self.assertIsNone(self.tree.find('The same as for receiving', 'label'))
        self.desk.type('smtp.practice.example')
        self.desk.key('Return')
        self.await_label('Is there a port for sending?')
        self.desk.type('465')
        self.desk.key('Return')
        self.await_label('What does it say about encryption for sending?')
        self.desk.key('Return')
        self.await_label('Question 5 of 5')
        self.desk.key('Return')
        self.await_label('Is this what the letter says?')
        self.tree.await_words('smtp.practice.example · 465 · SMTP · SSL/TLS')
        self.assert_nothing_of_receiving()
        self.answer('Use these settings', 'Address')
        self.assert_nothing_of_receiving()

    def test_what_works_is_looked_for_on_the_sending_side_alone(self):
        receiving = [self.watch(port) for port in (993, 143, 995, 110)]
        self.provide({587: ('good-starttls', 'send')})
        self.save_in_thunderbird(send=('localhost', 2465, 'tls'))
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer('Gmail or another web service', 'Device')
        self.answer(self.account, 'Address')
        self.assert_nothing_of_receiving()
        self.type_password()
        self.answer('Next', 'Test')
        self.await_failure()
        self.press('Find what works')
        self.await_label('What works, best first')
        wait_for('the end', lambda: not self.tree.find('Stop', 'push button'))
        self.tree.await_words('587')
        self.assert_nothing_of_receiving()
        self.assertEqual([port.said for port in receiving], [b''] * 4, 'no receiving server was asked')

    def test_a_device_that_receives_too_has_both_servers_again(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('I cannot send mail to anyone', 'Where')
        self.answer(PRINTER, 'Device')
        self.answer(self.account, 'Address')
        self.assert_nothing_of_receiving()
        self.desk.key('alt+Left')
        self.await_page('Device')
        self.tab_to('It only sends mail', backwards=True)
        self.desk.key('space')
        self.answer(self.account, 'Address')
        self.unfold('The servers are set')
        self.tree.await_words('localhost · 993 · IMAP')
        self.tab_to('Mail password', backwards=True)
        self.type_password()
        self.answer('Next', 'Test')
        self.await_label('It works')
        self.await_label('Receiving')

    # Certificates alone.

    def assert_nobody_signed_in(self):
        self.assertEqual(self.tree.words().count('Signed in: not tried'), 2)
        for node in [one for one in self.tree.all() if self.tree.text(one) == 'Details' and one.role == 'push button']:
            self.tree.press(node)
        receiving, sending = wait_for('the conversations', lambda: self.tree.typed('Conversation with the server'))
        self.assertIn('C: EHLO', sending)
        said = [line for line in (receiving + '\n' + sending).splitlines() if line.startswith('C: ')]
        self.assertGreater(len(said), 2)
        self.assertEqual([line for line in said if any(words in line + ' ' for words in SIGN_IN)], [])

    def warned(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer(CERTIFICATE, 'Where')
        self.answer(self.account, 'Test')
        self.await_label('The certificates are in order')
        self.assertEqual(self.presses, 3)

    def test_a_warning_about_a_certificate_asks_for_no_password_by_the_keyboard(self):
        self.warned()
        self.assert_nobody_signed_in()

    def test_a_warning_about_a_certificate_asks_for_no_password_with_a_screen_reader(self):
        self.pressed_by = self.by_screen_reader
        self.warned()
        self.answer('Go on with the password', 'Address')
        self.await_label('Mail password')
        # Without a password one finds what was there.
        self.desk.key('alt+Left')
        self.await_label('The certificates are in order')
        self.answer('Go on with the password', 'Address')
        self.type_password()
        self.answer('Next', 'Test')
        self.await_label('It works')

    def expired(self):
        """The company has let its certificate expire: it is told so, in words that are ready."""
        self.provide({993: ('cert-expired', 'receive'), 465: ('cert-expired', 'send')})
        self.save_in_thunderbird()
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer(CERTIFICATE, 'Where')
        self.answer(self.account, 'Test')
        self.await_label('The server’s certificate has expired.')
        self.answer('Copy support request', 'Test')
        self.await_label('Copied')
        self.assertEqual(self.presses, 4)

    def test_an_expired_certificate_is_told_to_the_company_after_four_presses_by_the_keyboard(self):
        self.expired()

    def test_an_expired_certificate_is_told_to_the_company_after_four_presses_with_a_screen_reader(self):
        self.pressed_by = self.by_screen_reader
        self.expired()

    def test_a_password_that_is_known_does_not_leave_for_the_certificates(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.begin()
        self.complain('I cannot receive mail', self.practice.address)
        self.await_page('Address')
        self.type_password()
        self.answer('Next', 'Test')
        self.await_label('It works')
        for page in ('Address', 'Where', 'Symptoms'):
            self.desk.key('alt+Left')
            self.await_page(page)
        self.answer(CERTIFICATE, 'Where')
        self.answer(self.account, 'Test')
        self.await_label('The certificates are in order')
        self.assert_nobody_signed_in()

    def test_another_account_is_asked_for_its_address_alone(self):
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer(CERTIFICATE, 'Where')
        self.answer('A mail account', 'Address')
        self.tree.await_words('no password is needed for that')
        self.assertIsNone(self.tree.find('Mail password'))
        self.desk.type(self.practice.address)
        self.answer('Next', 'Servers')

    def test_a_server_with_another_name_is_repaired_before_the_password_is_asked_for(self):
        self.provide({993: ('cert-wildcard', 'receive'), 465: ('good', 'send')})
        self.save_in_thunderbird()
        self.begin('--resolve', f'localhost.example-host.jp={ADDRESS}')
        self.answer('Mail does not work', 'Symptoms')
        self.answer(CERTIFICATE, 'Where')
        self.answer(self.account, 'Test')
        self.await_failure()
        self.answer('Use localhost.example-host.jp and test again', 'Test')
        self.await_label('The certificates are in order')
        self.assertIsNone(self.tree.find('Is this your provider’s server?'), 'nobody is about to sign in')
        self.answer('Go on with the password', 'Address')
        self.type_password()
        self.answer('Next', 'Test')
        self.await_label('Is this your provider’s server?')

    def test_exact_words_say_what_happens(self):
        self.provide(GOOD)
        self.save_in_thunderbird()
        self.begin()
        self.answer('Mail does not work', 'Symptoms')
        self.answer('Paste the exact words', 'Message')
        self.desk.type('SEC_ERROR_EXPIRED_CERTIFICATE')
        self.await_label('The server’s certificate has expired.')
        self.answer('Test the account', 'Where')
        self.await_label(CERTIFICATE)
        self.answer(self.account, 'Test')
        self.await_label('The certificates are in order')

    # Passwords that others hold.

    def test_why_a_password_that_thunderbird_has_is_asked_for_again(self):
        self.save_in_thunderbird()
        with open(f'{self.desk.home}/.thunderbird/abcd1234.default/logins.json', 'w', encoding='utf-8') as file:
            file.write('{"logins": [{"hostname": "imap://localhost"}]}')
        self.begin()
        self.complain('I cannot receive mail', self.practice.address)
        self.await_page('Address')
        self.tree.await_words('Thunderbird has this password, but Tegami does not read what other programs have saved')
        self.tree.await_words('Settings, Privacy & Security, Saved Passwords')
        # Of another address, nobody knows that.
        self.tab_to('Mail address', backwards=True)
        self.desk.key('ctrl+a')
        self.desk.type('jiro@practice.example')
        self.tab_to('Mail password')
        self.desk.type('secret')
        self.answer('Next', 'Servers')
        self.desk.key('alt+Left')
        self.await_page('Address')
        self.tree.await_words('You find both in your provider’s papers.')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
