#!/usr/bin/python3
"""test_troubles.py PROGRAM TEGAMICTL: typical troubles, from an account that fails in Thunderbird to one that works, by
nothing but the buttons that Tegami offers.

A new trouble is a row of TROUBLES.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import os
import shutil
import sys
import unittest

from desk import HANG, Desk, need, skip, wait_for
from provider import ADDRESS, Practice, Provider, may_listen_below_1024, write_thunderbird_profile
from tree import Tree
from wizard_case import FAILURES

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])

# What a good provider answers on which port.
GOOD = {993: ('good', 'receive'), 465: ('good', 'send'), 143: ('good-starttls', 'receive'), 587: ('good-starttls', 'send'),
        995: ('good-pop3', 'receive'), 110: ('good-pop3-starttls', 'receive')}
IMAP = ('imap', 'localhost', 993, 'tls')
SMTP = ('localhost', 465, 'tls')

# name → symptom, receive, send, what differs from GOOD
TROUBLES = {
    'STARTTLS was chosen on ports that speak TLS from the start':
        ('neither', ('imap', 'localhost', 993, 'starttls'), ('localhost', 465, 'starttls'), {}),
    'SSL/TLS was chosen on ports for STARTTLS':
        ('neither', ('imap', 'localhost', 143, 'tls'), ('localhost', 587, 'tls'), {}),
    'no encryption was chosen on a port that speaks TLS':
        ('receive', ('imap', 'localhost', 993, 'none'), SMTP, {}),
    'no encryption was chosen where the server wants it for passwords':
        ('receive', ('imap', 'localhost', 143, 'none'), SMTP, {143: ('auth-needs-encryption', 'receive')}),
    'POP3 over STARTTLS was chosen on the port of POP3 over TLS':
        ('receive', ('pop3', 'localhost', 995, 'starttls'), SMTP, {}),
    'the ports of receiving and sending were swapped':
        ('neither', ('imap', 'localhost', 465, 'tls'), ('localhost', 993, 'tls'), {}),
    'the sending port is 25, which nobody answers':
        ('send', IMAP, ('localhost', 25, 'starttls'), {}),
    'the receiving port has a typing error':
        ('receive', ('imap', 'localhost', 939, 'tls'), SMTP, {}),
    'an IMAP account has the port of POP3':
        ('receive', ('imap', 'localhost', 995, 'tls'), SMTP, {}),
    'STARTTLS is not offered any more':
        ('told', ('imap', 'localhost', 143, 'starttls'), ('localhost', 587, 'starttls'),
         {143: ('starttls-missing', 'receive'), 587: ('starttls-missing', 'send')}),
    'the sending port offers no sign-in':
        ('send', IMAP, ('localhost', 587, 'starttls'), {587: ('auth-not-offered', 'send')}),
    'the receiving port is silent':
        ('slow', ('imap', 'localhost', 143, 'starttls'), SMTP, {143: ('silent', 'receive')}),
    'the server has a new name':
        ('certificate', ('imap', 'localhost', 993, 'tls'), ('localhost', 587, 'starttls'),
         {993: ('cert-wrong-name', 'receive'), 587: ('cert-wrong-name', 'send')}),
    'the certificate is for all servers of the hosting company':
        ('certificate', ('imap', 'localhost', 993, 'tls'), ('localhost', 587, 'starttls'),
         {993: ('cert-wildcard', 'receive'), 587: ('cert-wildcard', 'send')}),
    'the user name is the part before the at sign':
        ('password', ('imap', 'localhost', 993, 'tls'), SMTP, {993: ('user-local-part', 'receive'), 465: ('user-local-part', 'send')}),
}

SYMPTOMS = {
    'receive': 'I cannot receive mail', 'send': 'I cannot send mail to anyone', 'neither': 'I can neither receive nor send',
    'certificate': 'There is a warning about a certificate', 'password': 'I am asked for the password again and again',
    'slow': 'It is very slow, or hangs', 'told': 'My provider told me to change settings'}
# What the test shows besides its findings, by symptom.
FACTS = {'certificate': 'What the certificates prove', 'slow': 'How long it took'}
VERDICTS = ['It works', 'The certificates are in order', *FAILURES, 'Everything works up to the sign-in', 'Stopped before the sign-in', 'Not tested']
MOST_CLICKS = 6


class Troubles(unittest.TestCase):
    desk = None
    tree = None
    practice = None

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desk())
        cls.tree = Tree(cls.desk)
        cls.practice = Practice(TEGAMICTL)
        cls.addClassCleanup(cls.practice.close)

    def await_page(self, name):
        wait_for(f'the page {name}', lambda: self.tree.find(f'Tg{name}Page'))

    def focus_name(self):
        node = self.tree.focused()
        return self.tree.text(node) if node else ''

    def tab_to(self, part, backwards=False):
        for _ in range(60):
            if part in self.focus_name():
                return
            self.desk.key('shift+Tab' if backwards else 'Tab')
        raise AssertionError(f'Tab never came to “{part}”; seen: {self.tree.words()}')

    def verdict(self):
        """The verdict, once a test is over."""
        if self.tree.find('Stop', 'push button'):
            return None
        return next((verdict for verdict in VERDICTS if self.tree.find(verdict, 'label')), None)

    def results(self):
        """How many changes have a result."""
        return sum(self.tree.text(node).startswith(('Result:', 'Undone')) for node in self.tree.all())

    def press(self, part, backwards=False):
        self.tab_to(part, backwards)
        self.desk.key('Return')

    def complain(self, symptom, device=None, version=None):
        """From Welcome to the first verdict, as a person would: symptom, device, account, password."""
        account = f'{self.practice.address}. Thunderbird'
        self.await_page('Welcome')
        self.press('Mail does not work')
        self.await_page('Symptoms')
        self.press(SYMPTOMS[symptom])
        self.await_page('Where')
        if device:
            self.press(device)
            self.await_page('Device')
        wait_for('the account', lambda: self.tree.find(account, 'push button'))
        if version:
            self.tab_to('Version', backwards=True)
            self.desk.type(version)
        self.press(account)
        if symptom == 'certificate':
            return self.look_at('certificate')
        self.type_password(symptom)
        return self.look_at(symptom)

    def type_password(self, symptom):
        self.await_page('Address')
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())
        self.desk.type(self.practice.password)
        self.desk.key('Return')
        if symptom == 'told':
            self.await_page('Servers')
            self.press('Test')

    def look_at(self, symptom):
        """The first verdict, and what stands beside it."""
        self.await_page('Test')
        verdict = wait_for('the verdict', self.verdict)
        words = self.tree.words().splitlines()
        for about, title in FACTS.items():
            self.assertEqual(title in words, about == symptom, f'“{title}” for the symptom {symptom}')
        self.assertEqual(words.index('Sending') < words.index('Receiving'), symptom == 'send', 'what is missed comes first')
        return verdict

    def confirm_names(self):
        """Says yes to names outside the address's domain, which Enter cannot do."""
        self.tab_to('Yes, ')
        self.desk.key('space')
        self.tab_to('Sign in there')
        self.desk.key('space')

    def remedy(self):
        """The first change that is offered."""
        return next((self.tree.text(node) for node in self.tree.all() if node.role == 'push button' and
                     self.tree.text(node).endswith('and test again')), None)

    def follow_advice(self):
        """Presses one button that Tegami offers; returns its name."""
        if self.tree.find('Is this your provider’s server?', 'label'):
            self.confirm_names()
            wait_for('the test', lambda: not self.tree.find('Is this your provider’s server?', 'label'))
            return 'Sign in there'
        if self.verdict() == 'The certificates are in order':
            self.press('Go on with the password')
            self.type_password('certificate')
            self.await_page('Test')
            return 'Go on with the password'
        name, way = self.remedy(), ''
        if name is None:
            way = 'Find what works, '
            self.press('Find what works')
            wait_for('what works', lambda: self.tree.find('What works, best first', 'label') and self.verdict())
            name = self.remedy()
        before = self.results()
        while self.focus_name() != name:
            self.desk.key('Tab')
        self.desk.key('Return')
        wait_for('the result', lambda: self.verdict() == 'It works' or self.results() > before)
        return way + name

    @contextlib.contextmanager
    def wizard(self, receive, send, changes, more=()):
        """The wizard beside a Thunderbird with this account (@more: prefs), and its provider."""
        provider = Provider(self.practice, {**GOOD, **changes})
        shutil.rmtree(f'{self.desk.home}/.thunderbird', ignore_errors=True)
        write_thunderbird_profile(self.desk.home, self.practice.address, self.practice.address, receive, send, more)
        process = self.desk.start(PROGRAM, '--ca-file', self.practice.ca, '--resolve', f'localhost={ADDRESS}',
                                  '--resolve', f'sv123.example-host.jp={ADDRESS}', '--resolve', f'localhost.example-host.jp={ADDRESS}')
        try:
            self.desk.window_of(process)
            yield
        finally:
            process.terminate()
            process.wait(HANG)
            provider.close()
            wait_for('the program to be gone', lambda: self.tree.application() is None)

    def test_what_works_from_here_is_looked_for_on_the_other_device(self):
        with self.wizard(IMAP, SMTP, {}):
            self.assertEqual(self.complain('receive', device='Phone or tablet'), 'It works')
            self.tree.await_words('It works from this computer; the cause is on the other device.')
            self.tree.await_words('What to check on the other device')
            self.tab_to('Next')
            self.desk.key('Return')
            self.await_page('Done')
            self.tree.await_words('These settings work: compare them with the other device')
            self.tree.await_words('Port: 993')

    def test_an_account_is_mended_where_it_is_and_with_it_one_that_fails_in_the_same_way(self):
        port = {'mail.server.server2.' + suffix: value for suffix, value in {
            'type': 'imap', 'hostname': 'localhost', 'port': 939, 'socketType': 3, 'userName': 'jiro', 'authMethod': 3}.items()}
        other = {'mail.accountmanager.accounts': 'account1,account2', 'mail.account.account2.server': 'server2',
                 'mail.account.account2.identities': 'id2', 'mail.identity.id2.useremail': 'jiro@practice.example', **port}
        with self.wizard(('imap', 'localhost', 939, 'tls'), SMTP, {}, other):
            verdict = self.complain('receive')
            while verdict != 'It works':
                self.follow_advice()
                verdict = wait_for('the verdict', self.verdict)
            self.tab_to('Next')
            self.desk.key('Return')
            self.await_page('Save')
            self.tree.await_words('This account already exists.')
            repair = self.tree.find(f'Thunderbird — repairs {self.practice.address}', 'radio button', part=True)
            self.assertTrue(self.tree.has_state(repair, 'CHECKED'), 'what the person came with is proposed')
            self.tab_to('Change the other accounts with the same old servers, too: jiro@practice.example')
            self.desk.key('space')
            self.tree.await_words(f'These accounts are changed: {self.practice.address}, jiro@practice.example')
            self.tree.await_words('Port: 939 → 993')
            self.tab_to('Save')
            self.desk.key('Return')
            self.await_page('Done')
            with open(f'{self.desk.home}/.thunderbird/abcd1234.default/prefs.js', encoding='utf-8') as file:
                prefs = file.read()
        self.assertEqual(prefs.count('.port", 993);'), 2, prefs)
        self.assertNotIn('server3', prefs)
        self.assertIn('"mail.server.server2.userName", "jiro"', prefs)

    def test_a_device_without_a_modern_encryption_is_named(self):
        with self.wizard(IMAP, SMTP, {}):
            self.assertEqual(self.complain('neither', device='Phone or tablet', version='4.2'), 'It works')
            self.tree.await_words('The other device is too old for today’s encryption.')

    def repair(self, name):
        symptom, receive, send, changes = TROUBLES[name]
        clicks = []
        with self.wizard(receive, send, changes):
            verdict = self.complain(symptom)
            self.assertNotEqual(verdict, 'It works', 'the account fails as it is')
            while verdict != 'It works':
                self.assertLess(len(clicks), MOST_CLICKS, f'{clicks} did not help: {self.tree.words()}')
                clicks.append(self.follow_advice())
                verdict = wait_for('the verdict', self.verdict)
            # What was found out about Thunderbird's own account comes with what works.
            self.tree.await_words('The mail program still has the old settings.')
            self.tree.await_words('Or enter them there yourself')
            self.assertNotIn(self.practice.password, self.tree.words())
        print(f'    {"; then ".join(clicks)}', file=sys.stderr)


def add(name):
    def test(self):
        self.repair(name)
    test.__doc__ = name
    setattr(Troubles, 'test_' + name.replace(' ', '_'), test)


for trouble in TROUBLES:
    add(trouble)

if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
