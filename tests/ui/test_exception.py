#!/usr/bin/python3
"""test_exception.py PROGRAM TEGAMICTL: what stands behind *Advanced* on the certificate page, by the keyboard alone: a certificate
allowed once its fingerprint was compared, an authority of one's own, and who is refused.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import glob
import hashlib
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import time
import types
import unittest

from desk import HANG, need, skip, wait_for
from practice_case import PracticeCase
from provider import ADDRESS, Provider, may_listen_below_1024, write_thunderbird_profile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import maillab  # noqa: E402
import ocsp  # noqa: E402

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])
DAY = 24 * 60 * 60

GOOD = {993: ('good', 'receive'), 587: ('good-starttls', 'send')}
NAS = {993: ('cert-self-signed', 'receive'), 587: ('cert-self-signed', 'send')}
ALLOW = 'Allow until '
WORKS_WITH_CAUTION = 'It works, with a caution'


def fingerprint(port):
    """As the device's own screen would show it."""
    der = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((ADDRESS, port)))
    return hashlib.sha256(der).hexdigest()


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0


@contextlib.contextmanager
def revoked_server(folder):
    """A TLS server whose certificate its authority has withdrawn, as the stapled reply says: its port, and the authority."""
    authority = maillab.Authority(folder)
    certificate, key = authority.server('withdrawn', hosts=('localhost',))
    for end in ('pem', 'key'):
        shutil.copy(f'{folder}/ca.{end}', f'{folder}/root.{end}')
    reply = ocsp.write(pathlib.Path(folder), 'withdrawn', 'R')
    port = maillab.free_ports('127.0.0.1', ['server'])['server']
    process = subprocess.Popen(['openssl', 's_server', '-accept', f'127.0.0.1:{port}', '-cert', certificate, '-key', key,
                                '-status_file', reply, '-quiet'], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        wait_for('the server', lambda: listens(port))
        yield port, authority.ca_file
    finally:
        process.stdin.close()
        process.terminate()
        process.wait(HANG)


class Exceptions(PracticeCase):
    PROGRAM, TEGAMICTL = PROGRAM, TEGAMICTL

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = f'{cls.desk.home}/.local/share/tegami/exceptions.json'
        cls.profile = f'{cls.desk.home}/.thunderbird/abcd1234.default'
        cls.overrides = f'{cls.profile}/cert_override.txt'

    def exceptions(self):
        if not os.path.exists(self.record):
            return None
        with open(self.record, encoding='utf-8') as record:
            return json.load(record)['exceptions']

    @contextlib.contextmanager
    def provider(self, ports):
        provider = Provider(self.practice, ports)
        try:
            yield
        finally:
            provider.close()

    def begin(self, *arguments):
        """From Welcome to the first verdict, with an account that Thunderbird has."""
        write_thunderbird_profile(self.desk.home, self.practice.address, self.practice.address, ('imap', 'localhost', 993, 'tls'),
                                  ('localhost', 587, 'starttls'))
        self.start('--resolve', f'localhost={ADDRESS}', *arguments)
        self.complain('I can neither receive nor send', self.practice.address)
        self.await_page('Address')
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())
        self.desk.type(self.practice.password)
        self.desk.key('Return')
        self.await_page('Test')

    def await_failure(self):
        self.await_page('Test')
        wait_for('the end of the test', lambda: not self.tree.find('Stop', 'push button'))
        super().await_failure()

    def open_certificate(self):
        self.press('Show the certificate')
        self.await_page('Certificate')
        self.tree.await_focus('Go back (recommended)')

    def open_advanced(self):
        node = self.tab_to('Advanced')
        self.desk.key('space')
        return node

    def open_way(self, label, page):
        self.open_certificate()
        self.open_advanced()
        self.press(label)
        self.await_page(page)
        self.tree.await_focus('Go back (recommended)')

    def type_groups(self, digits):
        self.tab_to('The last four groups')
        self.desk.key('ctrl+a', 'BackSpace')
        self.desk.type(digits)

    def button_is_sensitive(self, text):
        return self.tree.has_state(self.await_button(text, part=True), 'SENSITIVE')

    def test_a_person_who_only_presses_enter_never_creates_an_exception(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            # As it comes, again and again.
            for _ in range(4):
                self.desk.key('Return')
                wait_for('the end of what that did', lambda: not self.tree.find('Stop', 'push button'))
                self.assertIsNone(self.exceptions())
            while not self.tree.find('TgTestPage'):
                self.desk.key('Escape')
            self.await_failure()
            # On the certificate, and on the form: back.
            self.open_certificate()
            self.desk.key('Return')
            self.await_failure()
            self.open_way('Compare the fingerprint…', 'Allow')
            self.desk.key('Return')
            self.await_page('Certificate')
            self.desk.key('Return')
            self.await_failure()
            # In the entry, empty or with the right groups in it, and on the very button: nothing.
            self.open_way('Compare the fingerprint…', 'Allow')
            self.tab_to('The last four groups')
            self.desk.key('Return', 'KP_Enter')
            self.type_groups(fingerprint(993)[-16:])
            self.tree.await_words('They match.')
            self.desk.key('Return', 'KP_Enter')
            self.tab_to(ALLOW)
            self.desk.key('Return', 'KP_Enter', 'Return')
            self.tab_to('How long')
            self.tab_to('Go back (recommended)')
            self.assertTrue(self.tree.find('TgAllowPage'))
            self.desk.key('Return')
            self.await_page('Certificate')
            self.assertIsNone(self.exceptions())
            self.assertFalse(os.path.exists(self.overrides))

    def test_a_nas_is_pinned_by_its_fingerprint_and_saved_and_undone(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            shown = fingerprint(993)
            self.open_way('Compare the fingerprint…', 'Allow')
            groups = ' '.join(shown[at:at + 4].upper() for at in range(0, 48, 4)) + ' •••• •••• •••• ••••'
            self.tree.await_words(groups)
            self.assertNotIn(shown[-4:].upper(), self.tree.words().split(), 'what is to be typed is not on this page')
            self.assertFalse(self.button_is_sensitive(ALLOW))

            self.type_groups(shown[:16])
            self.tree.await_words('They do not match.')
            self.assertFalse(self.button_is_sensitive(ALLOW))
            self.type_groups(shown[-16:-4])
            self.tree.await_words('4 more characters')
            self.assertFalse(self.button_is_sensitive(ALLOW))
            self.type_groups(':'.join(shown[-16:].upper()[at:at + 2] for at in range(0, 16, 2)))
            self.tree.await_words('They match.')
            self.assertIsNone(self.exceptions())
            self.allow()
            recorded = self.exceptions()
            self.assertEqual(sorted((row['host'], row['port'], row['sha256']) for row in recorded),
                             [('localhost', 587, shown), ('localhost', 993, shown)])
            for row in recorded:
                self.assertEqual(row['until'] - row['created'], 7 * DAY)
                self.assertAlmostEqual(row['created'], time.time(), delta=600)
                self.assertTrue(row['compared'])
            self.save_into_thunderbird(*(f'Exception for localhost:{port} in Thunderbird, until ' for port in (993, 587)))
            self.decline_the_reminder()
            self.assert_overrides(self.overrides, shown)
            self.assertEqual([len(row['changes']) for row in self.exceptions()], [1, 1])
            self.undo()
            self.assertFalse(os.path.exists(self.overrides))
            self.assertEqual(self.exceptions(), [])

    def allow_the_nas(self):
        shown = fingerprint(993)
        self.open_way('Compare the fingerprint…', 'Allow')
        self.type_groups(shown[-16:])
        self.allow()
        return shown

    def test_an_exception_holds_until_its_end_and_for_that_certificate_alone(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            self.allow_the_nas()
            self.quit()
            shutil.rmtree(f'{self.desk.home}/.thunderbird')
            self.begin()
            self.await_label(WORKS_WITH_CAUTION)
            self.quit()
            shutil.rmtree(f'{self.desk.home}/.thunderbird')
        # Something else answers there now.
        with self.provider({**NAS, 993: ('cert-expired', 'receive')}):
            self.begin()
            self.await_failure()
            self.open_certificate()
            self.open_advanced()
            self.await_label('This certificate cannot be allowed')
            self.tree.await_words('Another certificate is allowed for this server.')

    def test_what_rests_on_an_exception_is_tested_again_once_it_is_gone(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            self.allow_the_nas()
            for page in ('Address', 'Where', 'Symptoms', 'Welcome'):
                self.desk.key('alt+Left')
                self.await_page(page)
            self.press('Security exceptions')
            self.await_page('ExceptionList')
            for port in (993, 587):
                button = f'Remove: localhost:{port}, Tegami'
                self.await_button(button)
                self.press(button)
                wait_for('the removal', lambda name=button: not self.tree.find(name, 'push button'))
            self.assertEqual(self.exceptions(), [])
            self.press('Back')
            self.await_page('Welcome')
            self.press('Set up a mail account')
            self.await_page('Address')
            self.press('Next')
            self.await_failure()

    def test_where_the_exception_cannot_be_written_nothing_is(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            self.allow_the_nas()
            os.symlink('/etc/hostname', self.overrides)
            with open(f'{self.profile}/prefs.js', encoding='utf-8') as prefs:
                before = prefs.read()
            self.press('Next')
            self.await_page('Save')
            self.choose('Thunderbird')
            self.tree.await_words('Exception for localhost:993 in Thunderbird, until ')
            wait_for('Save to be possible', lambda: self.button_is_sensitive('Save'))
            self.press('Save')
            self.tree.await_words('cert_override.txt')
            self.assertTrue(self.tree.find('TgSavePage'))
            with open(f'{self.profile}/prefs.js', encoding='utf-8') as prefs:
                self.assertEqual(prefs.read(), before)
            self.assertEqual([row['changes'] for row in self.exceptions()], [[], []])

    def test_an_exception_goes_into_a_profile_that_is_made_for_it(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            shown = self.allow_the_nas()
            shutil.rmtree(f'{self.desk.home}/.thunderbird')
            self.save_into_thunderbird('Exception for localhost:993 in Thunderbird, until ')
            self.decline_the_reminder()
            overrides, = glob.glob(f'{self.desk.home}/.thunderbird/*/cert_override.txt')
            self.assert_overrides(overrides, shown)
            self.undo()
            self.assertEqual(glob.glob(f'{self.desk.home}/.thunderbird/*/prefs.js'), [])
            self.assertEqual(self.exceptions(), [])

    def allow(self):
        self.tree.await_words('They match.')
        self.tab_to(ALLOW)
        self.desk.key('space')
        self.await_page('Test')
        self.await_label(WORKS_WITH_CAUTION)

    def save_into_thunderbird(self, *announced, unable=None):
        self.window = self.desk.window_of(self.process)
        self.press('Next')
        self.await_page('Save')
        if unable:
            self.choose('Evolution')
            self.tree.await_words(unable)
        self.choose('Thunderbird')
        for words in announced:
            self.tree.await_words(words)
        wait_for('Save to be possible', lambda: self.button_is_sensitive('Save'))
        self.press('Save')
        self.await_page('Done')

    def decline_the_reminder(self):
        """Whether it is to be ended by itself is asked; Enter says no."""
        window = wait_for('the question', self.other_window)
        self.desk.focus(window)
        wait_for('the focus on “Not now”', lambda: 'Not now' in self.focus_name())
        self.desk.key('Return')
        wait_for('the question to go', lambda: self.other_window() is None)
        self.desk.window_of(self.process)
        self.assertFalse(os.path.exists(f'{self.desk.home}/.config/autostart'))

    def assert_overrides(self, path, shown):
        colons = ':'.join(shown[at:at + 2] for at in range(0, 64, 2)).upper()
        with open(path, encoding='utf-8') as overrides:
            lines = overrides.read().splitlines()
        self.assertEqual(lines[2:], [f'localhost:{port}:\tOID.2.16.840.1.101.3.4.2.1\t{colons}\t' for port in (993, 587)])

    def undo(self):
        self.press('If you want it as it was before')
        self.press('Undo')
        self.agree_to_undo()
        self.await_label('Undone: everything is as it was before')

    def test_what_was_copied_is_not_taken_for_compared(self):
        with self.provider(NAS):
            self.begin()
            self.await_failure()
            self.open_certificate()
            self.press('Copy the fingerprint')
            self.open_advanced()
            self.press('Compare the fingerprint…')
            self.await_page('Allow')
            self.tab_to('The last four groups')
            self.desk.key('ctrl+v')
            self.tree.await_words('Copying them on this computer proves nothing.')
            self.assertFalse(self.button_is_sensitive(ALLOW))
            self.type_groups(fingerprint(993)[-16:])
            self.tree.await_words('They match.')
            self.press('Go back')
            self.await_page('Certificate')
            self.assertIsNone(self.exceptions())

    def test_in_practice_an_exception_ends_with_the_program(self):
        self.start('--practice', 'cert-self-signed')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.open_way('Compare the fingerprint…', 'Allow')
        self.tree.await_words('In practice mode it ends when Tegami is closed.')
        self.desk.key('Escape')
        self.await_page('Certificate')
        self.assertIsNone(self.exceptions())

    def test_a_providers_server_is_never_allowed_and_the_page_says_why(self):
        hosts = ('pop.ocn.ne.jp', 'smtp.ocn.ne.jp')
        with self.provider({995: ('cert-self-signed', 'receive'), 465: ('good', 'send')}):
            self.start(*(word for host in hosts for word in ('--resolve', f'{host}={ADDRESS}')))
            self.await_page('Welcome')
            self.desk.key('Return')
            self.await_page('Address')
            self.desk.type('taro@ocn.ne.jp')
            self.desk.key('Tab')
            self.desk.type('secret')
            self.desk.key('Return')
            self.await_failure()
            self.open_certificate()
            self.open_advanced()
            self.await_label('This certificate cannot be allowed')
            self.tree.await_words('This provider’s server is known to have a valid certificate.')
            self.assertIsNone(self.tree.find('Compare the fingerprint…', 'push button'))
            self.desk.key('Escape')
            self.await_page('Test')

    def test_while_a_correct_name_exists_nothing_else_is_allowed(self):
        self.start('--practice', 'cert-wrong-name')
        self.await_page('Address')
        self.desk.key('Return')
        self.await_failure()
        self.tree.await_words('Tried without signing in: it works.')
        self.open_certificate()
        self.open_advanced()
        self.tree.await_words('There is a better way: with other settings this server is trusted.')
        self.assertIsNone(self.tree.find('Compare the fingerprint…', 'push button'))

    def choose_file(self, path):
        self.press('Choose the file…')
        window = wait_for('the dialogue', self.other_window)
        self.desk.focus(window)
        self.desk.type(path)
        self.desk.key('Return')
        wait_for('the dialogue to close', lambda: self.desk.windows_of(self.process) == [self.window])
        self.desk.window_of(self.process)

    def test_an_authority_of_ones_own_is_trusted_after_comparing(self):
        with self.provider(GOOD):
            self.begin()
            self.await_failure()
            self.open_certificate()
            self.open_advanced()
            self.press('Trust an authority of your own…')
            self.await_page('Authority')
            self.tree.await_focus('Go back (recommended)')
            folder = f'{self.desk.home}/authority'
            os.makedirs(folder)
            self.addCleanup(shutil.rmtree, folder)
            self.refuse_files(folder)

            shutil.copy(self.practice.ca, f'{folder}/ca.pem')
            self.choose_file(f'{folder}/ca.pem')
            self.tree.await_words('Valid until')
            with open(self.practice.ca, encoding='ascii') as pem:
                shown = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem.read())).hexdigest()
            self.assertFalse(self.button_is_sensitive('Trust this authority'))
            self.type_groups(shown[-16:])
            self.tree.await_words('They match.')
            self.tab_to('Trust this authority')
            self.desk.key('Return', 'KP_Enter')
            self.assertTrue(self.tree.find('TgAuthorityPage'))
            self.desk.key('space')
            self.await_page('Test')
            self.await_label('It works')
            self.assertIsNone(self.exceptions())

            self.assertNotIn('Tegami Practice CA', self.trusted_by_thunderbird())
            self.save_into_thunderbird('Authority Tegami Practice CA (Tegami practice) in Thunderbird',
                                       unable='Until then, Evolution asks about the certificate, or does not connect.')
            self.assertIn('Tegami Practice CA', self.trusted_by_thunderbird())
            self.undo()
            self.assertNotIn('Tegami Practice CA', self.trusted_by_thunderbird())

    def trusted_by_thunderbird(self):
        return subprocess.run(['certutil', '-L', '-d', f'sql:{self.profile}'], capture_output=True, text=True, check=False).stdout

    def test_a_certificate_that_was_withdrawn_is_never_allowed(self):
        folder = f'{self.desk.home}/withdrawn'
        self.addCleanup(shutil.rmtree, folder)
        with revoked_server(folder) as (port, ca_file):
            provider = Provider(types.SimpleNamespace(port=lambda *_: port), {993: ('', '')})
            self.addCleanup(provider.close)
            self.begin('--ca-file', str(ca_file))
            self.await_failure()
            self.await_label('The server’s certificate has been revoked by its issuer.')
            self.open_certificate()
            self.open_advanced()
            self.await_label('This certificate cannot be allowed')
            self.tree.await_words('The issuer has revoked this certificate')
            self.assertIsNone(self.tree.find('Compare the fingerprint…', 'push button'))

    def refuse_files(self, folder):
        leaf = f'{folder}/server.pem'
        with open(leaf, 'w', encoding='ascii') as pem:
            pem.write(ssl.get_server_certificate((ADDRESS, 993)))
        self.choose_file(leaf)
        self.tree.await_words('This is the certificate of a server or a person, not of an authority')
        with open(f'{folder}/letter.txt', 'w', encoding='ascii') as letter:
            letter.write('Dear customer')
        self.choose_file(f'{folder}/letter.txt')
        self.tree.await_words('There is no certificate in this file.')
        with open(f'{folder}/huge.pem', 'wb') as huge:
            huge.truncate(1 << 30)
        self.choose_file(f'{folder}/huge.pem')
        self.tree.await_words('This file is far too large for a certificate.')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'thunderbird', 'evolution', 'certutil', 'certtool', 'openssl')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
