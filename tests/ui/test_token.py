#!/usr/bin/python3
"""test_token.py PROGRAM TEGAMICTL: a sign-in by token in the wizard: with what another program of the desktop holds, against real Dovecot
and Postfix behind a provider's usual ports; a browser that has nowhere to go; and what comes after.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from desk import HANG, need, skip, wait_for
from provider import ADDRESS, Forwarder, may_listen_below_1024, write_thunderbird_profile
from wizard_case import WizardCase

import maillab
import oauth_issuer
import online_accounts

PROGRAM = os.path.abspath(sys.argv[1])
USER, TOKEN = 'taro@gmail.com', 'ya29.of-the-desktop'
GOOGLE = ('imap.gmail.com', 'smtp.gmail.com')
DOMAIN, ELSEWHERE = 'example.test', 'mail.example.test'
GOOD = {'active': True, 'email': USER, 'scope': 'calendar mail'}
UNPROVEN, PROVEN = 'Everything works up to the sign-in', 'The sign-in was tested, too'
OFFER, BROWSER = 'Use the sign-in of Online Accounts', 'Sign in in the browser'
REFUSED, LETTER = 'The sign-in in the browser was not accepted.', 'A test letter to yourself'


class Token(WizardCase):
    PROGRAM = PROGRAM

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.mkdtemp(prefix='tegami-token-')
        cls.addClassCleanup(shutil.rmtree, folder)
        pathlib.Path(folder).chmod(0o755)
        cls.issuer = cls.enterClassContext(oauth_issuer.Issuer())
        cls.lab = maillab.MailLab(mechanisms=maillab.BY_TOKEN, hosts=(*GOOGLE, ELSEWHERE), users={USER: 'never-used'}, dovecot=cls.issuer.dovecot(folder),
                                  postfix='virtual_mailbox_domains = gmail.com')
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()
        forwarder = Forwarder({993: cls.lab.ports['imaps'], 465: cls.lab.ports['smtps']})
        cls.addClassCleanup(forwarder.close)

    def setUp(self):
        super().setUp()
        self.issuer.tokens.clear()
        self.issuer.tokens[TOKEN] = oauth_issuer.Answer(200, GOOD)

    def hold(self, *accounts, fault=None):
        """GNOME Online Accounts, on this desk; the real one would take its name, were there nobody when it is asked for."""
        paths = {f'{online_accounts.ROOT}/Accounts/{number}': account for number, account in enumerate(accounts)}
        wish = {'accounts': paths, 'fault': fault, 'token': TOKEN}
        holder = subprocess.Popen([sys.executable, online_accounts.__file__, json.dumps(wish)], env=self.desk.env, stdout=subprocess.PIPE,
                                  text=True)
        holder.stdout.readline()

        def end():
            holder.terminate()
            holder.wait(HANG)
            holder.stdout.close()
        self.addCleanup(end)

    def begin(self, address=USER):
        words = [word for host in GOOGLE for word in ('--resolve', f'{host}={ADDRESS}')]
        self.start('--ca-file', self.lab.ca_file, *words)
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.desk.type(address)
        self.desk.key('Tab')
        self.desk.type('abcdefghijklmnop')
        self.desk.key('Return')
        self.await_page('Test')

    def choose_thunderbird(self):
        """Evolution's own service would ask the stand-in more than it can answer."""
        self.await_page('Save')
        self.tree.await_focus('Sender name (optional)')
        self.choose('Thunderbird')
        self.tree.await_words('What will be written')

    def sign_ins(self):
        return [(sign_in.mechanism, sign_in.accepted) for sign_in in self.lab.sign_ins()]

    def left_behind(self):
        return b''.join(path.read_bytes() for path in pathlib.Path(self.desk.home).rglob('*') if path.is_file())

    def test_another_programs_sign_in_proves_the_account_and_is_forgotten(self):
        before = len(self.sign_ins())
        self.hold(online_accounts.account(USER))
        self.begin()
        self.await_label(UNPROVEN)
        self.await_button(OFFER)
        self.assertEqual(len(self.sign_ins()), before, 'nobody has said yes')
        self.assertFalse(self.tree.find(BROWSER), 'Google lets nobody in whom it does not know')
        self.press(OFFER)
        self.await_label('It works')
        self.await_label(PROVEN)
        self.assertEqual(set(self.sign_ins()[before:]), {('XOAUTH2', True)})
        proven = len(self.sign_ins())
        # Coming back, it is still proven, without a token that is gone.
        self.press('Next')
        self.choose_thunderbird()
        self.desk.key('alt+Left')
        self.await_page('Test')
        self.await_label('It works')
        self.press('Next')
        self.choose_thunderbird()
        wait_for('Save to be possible', lambda: self.tree.has_state(self.await_button('Save'), 'SENSITIVE'))
        self.press('Save')
        self.await_page('Done')
        self.assertEqual(len(self.sign_ins()), proven)
        self.assertFalse(self.tree.find(LETTER, part=True))
        self.assertNotIn(TOKEN.encode(), self.left_behind())

    def test_a_token_that_is_refused_is_told_and_the_password_is_there_again(self):
        self.issuer.tokens[TOKEN] = oauth_issuer.Answer(200, {'active': False})
        self.hold(online_accounts.account(USER))
        self.begin()
        self.await_button(OFFER)
        self.press(OFFER)
        self.await_label(REFUSED)
        # The next test is as the first was.
        self.press('Test again')
        self.await_label(UNPROVEN)
        self.await_button(OFFER)

    def test_why_there_is_no_token_is_told_and_nothing_else_changes(self):
        self.hold(online_accounts.account(USER), fault='failed:GetAccessToken')
        self.begin()
        self.await_button(OFFER)
        self.press(OFFER)
        self.await_label('The program did not hand over its sign-in.')
        self.await_label(UNPROVEN)
        self.await_button(OFFER)
        self.press('Next')
        self.await_page('Save')

    def test_a_program_that_does_not_answer_is_no_longer_waited_for(self):
        self.hold(online_accounts.account(USER), fault='silent:GetAccessToken')
        self.begin()
        self.await_button(OFFER)
        self.press(OFFER)
        self.await_label('Asking Online Accounts…')
        self.await_button('Stop')
        self.press('Stop')
        self.await_button(OFFER)
        self.await_label(UNPROVEN)

    def test_a_browser_that_nobody_says_where_to_go_is_not_opened(self):
        self.hold()
        write_thunderbird_profile(self.desk.home, f'hanako@{DOMAIN}', f'hanako@{DOMAIN}', ('imap', ELSEWHERE, 993, 'tls'), (ELSEWHERE, 465, 'tls'))
        self.start('--ca-file', self.lab.ca_file, '--resolve', f'{ELSEWHERE}={ADDRESS}', '--resolve', f'{DOMAIN}={ADDRESS}')
        self.complain('I cannot receive mail', f'hanako@{DOMAIN}')
        self.await_page('Address')
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())
        self.desk.type('abcdefghijklmnop')
        self.desk.key('Return')
        self.await_page('Test')
        self.await_label(UNPROVEN)
        self.await_button(BROWSER)
        self.press(BROWSER)
        self.await_label('The provider does not say where to sign in.')
        self.await_button(BROWSER)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'dovecot', 'postfix')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
