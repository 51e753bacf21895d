#!/usr/bin/python3
# test-token-online-accounts.py: tokens from GNOME Online Accounts: from a stand-in, which does all that one can do wrong, and
# from the real one where it is installed.  Argument: take-token.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import sys
import time
import unittest

import evolution_session as session
from evolution_session import Gio, GLib

import online_accounts
import token_holder
from patience import HANG, wait_for
from token_holder import ADDRESS, GMAIL, OUTLOOK, cancel, start, take

DAEMON = next((path for path in (os.environ.get('TG_GOA_DAEMON', ''), '/usr/libexec/goa-daemon') if os.path.exists(path)), None)


class StandIn(token_holder.Holder):
    """GNOME Online Accounts, well and ill."""

    program = 'Online Accounts'

    holder = None

    def accounts(self, *accounts, **wish):
        if self.holder is not None:  # a row before that failed
            self.holder.kill()
            self.holder.wait(HANG)
        paths = {online_accounts.ROOT + '/Accounts/%d' % number: account for number, account in enumerate(accounts)}
        holder = subprocess.Popen([sys.executable, online_accounts.__file__, json.dumps({'accounts': paths, **wish})],
                                  stdout=subprocess.PIPE, text=True)
        self.addCleanup(holder.stdout.close)
        self.addCleanup(holder.wait, HANG)
        self.addCleanup(holder.kill)
        self.assertEqual(holder.stdout.readline(), 'ready\n')
        self.holder = holder

    def seen(self):
        """What it was called for."""
        self.holder.kill()
        return self.holder.stdout.read().split()

    def test_a_token(self):
        self.accounts(online_accounts.account('jiro@gmail.com'), online_accounts.account(ADDRESS))
        self.assert_token(take('online-accounts'), 'token-of-online-accounts')
        self.assertEqual(self.seen(), ['GetManagedObjects', 'EnsureCredentials', 'GetAccessToken'])

    def test_nothing_is_read_where_nothing_fits(self):
        rows = [('token-no-account', online_accounts.account('jiro@gmail.com'), GMAIL),
                ('token-no-account', online_accounts.account(ADDRESS, tokens=False), GMAIL),
                ('token-no-mail', online_accounts.account(ADDRESS, mail=False), GMAIL),
                ('token-no-mail', online_accounts.account(ADDRESS, provider='ms_graph'), OUTLOOK),
                ('token-other-server', online_accounts.account(ADDRESS), ('imaps://imap.gmail.com.evil.example', GMAIL[1]))]
        for fault, account, servers in rows:
            with self.subTest(fault=fault, account=account):
                self.accounts(account)
                self.assert_failed(take('online-accounts', ADDRESS, servers), fault)
                self.assertEqual(self.seen(), ['GetManagedObjects'])

    def test_what_it_does_wrong(self):
        rows = {'not-authorized:EnsureCredentials': 'token-sign-in', 'not-authorized:GetAccessToken': 'token-sign-in',
                'failed:GetAccessToken': 'token-not-handed-over',
                'token-type': 'token-not-handed-over', 'list-type': 'token-not-handed-over',
                # Whoever asks next then starts the real one, and others with it, which ask for the list, too.
                'leaves:GetManagedObjects': 'token-not-handed-over', 'leaves:EnsureCredentials': 'token-not-handed-over',
                'leaves:GetAccessToken': 'token-not-handed-over'}
        for fault, finding in rows.items():
            with self.subTest(fault=fault):
                self.accounts(online_accounts.account(ADDRESS), fault=fault, token='canary-in-an-error')
                answer = take('online-accounts')
                self.assert_failed(answer, finding)
                self.assertIsNone(answer['detail'], 'its words may hold anything')
                self.holder.kill()

    def test_tokens_that_are_none(self):
        for token in ('', 'two words', 'line\r\nA1 LOGOUT', 'x\x01auth=y', 'é', 'y' * 20000):
            with self.subTest(token=token[:20]):
                self.accounts(online_accounts.account(ADDRESS), token=token)
                self.assert_failed(take('online-accounts'), 'token-not-handed-over')
                self.holder.kill()

    def test_where_it_cannot_look_after_the_sign_in_the_token_that_it_has_counts(self):
        self.accounts(online_accounts.account(ADDRESS), fault='failed:EnsureCredentials')
        self.assert_token(take('online-accounts'), 'token-of-online-accounts')

    def test_a_token_that_is_over(self):
        self.accounts(online_accounts.account(ADDRESS), seconds=-1)
        self.assert_failed(take('online-accounts'), 'token-sign-in')

    def heard(self, method):
        """Waits until it has been called for that."""
        while self.holder.stdout.readline().strip() != method:
            pass

    def test_cancelling_ends_it_wherever_it_is(self):
        for method in ('GetManagedObjects', 'EnsureCredentials', 'GetAccessToken'):
            with self.subTest(method=method):
                self.accounts(online_accounts.account(ADDRESS), fault='silent:' + method)
                process = start('online-accounts', patience='100')
                self.heard(method)
                self.assertEqual(cancel(process)['fault'], 'cancelled')
                self.holder.kill()

    def test_silence_ends_in_time(self):
        self.accounts(online_accounts.account(ADDRESS), fault='silent:GetManagedObjects')
        self.assert_failed(take('online-accounts'), 'token-not-handed-over')

    @unittest.skipIf(DAEMON is not None, 'GNOME Online Accounts would be started')
    def test_without_it_there_is_no_account(self):
        self.assert_failed(take('online-accounts'), 'token-no-account')

    def test_without_a_bus_there_is_no_account(self):
        address = os.environ.pop('DBUS_SESSION_BUS_ADDRESS')
        self.addCleanup(os.environ.__setitem__, 'DBUS_SESSION_BUS_ADDRESS', address)
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent'
        for source in ('online-accounts', 'evolution'):
            self.assertEqual(take(source)['fault'], 'token-no-account')


@unittest.skipIf(DAEMON is None, 'GNOME Online Accounts (goa-daemon) is not installed')
class TheRealOne(token_holder.Holder):
    """What the stand-in does is what the real one does.  By its name the last: it brings services along that ask whoever has its name."""

    program = 'Online Accounts'

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(session.start_keyring())
        # It asks the provider whether the token is good: not from here.
        cls.daemon = subprocess.Popen(['unshare', '--net', DAEMON, '--replace'])
        cls.addClassCleanup(cls.daemon.wait, HANG)
        cls.addClassCleanup(cls.daemon.terminate)
        cls.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        wait_for('GNOME Online Accounts', lambda: cls.bus.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
            GLib.Variant('(s)', (online_accounts.NAME,)), None, 0, -1).unpack()[0])

    def add(self, address, token, seconds=None):
        """An account, as if somebody had signed in to it that many seconds before the end; without, it does not say when that is."""
        credentials_of = {'access_token': GLib.Variant('s', token)} if token else {'refresh_token': GLib.Variant('s', 'x')}
        if seconds is not None:
            credentials_of['access_token_expires_at'] = GLib.Variant('x', int((time.time() + seconds) * 1e6))
        details = {'MailEnabled': 'true'}
        self.bus.call_sync(online_accounts.NAME, online_accounts.ROOT + '/Manager', online_accounts.NAME + '.Manager', 'AddAccount',
                           GLib.Variant('(sssa{sv}a{ss})', ('google', address, address, credentials_of, details)), None, 0, -1)

    def test_a_token_of_the_real_one(self):
        self.add(ADDRESS, 'token-of-the-real-one', 3600)
        self.assert_token(take('online-accounts'), 'token-of-the-real-one')

    def test_another_address(self):
        self.assert_failed(take('online-accounts', 'nobody@gmail.com'), 'token-no-account')

    def test_a_token_without_an_end(self):
        self.add('saburo@gmail.com', 'a-token-without-an-end')
        self.assert_token(take('online-accounts', 'saburo@gmail.com'), 'a-token-without-an-end')

    def test_a_sign_in_that_is_over(self):
        self.add('jiro@gmail.com', 'an-old-token', -3600)
        self.assert_failed(take('online-accounts', 'jiro@gmail.com'), 'token-sign-in')

    def test_nothing_that_could_be_handed_over(self):
        self.add('shiro@gmail.com', None)
        self.assert_failed(take('online-accounts', 'shiro@gmail.com'), 'token-sign-in')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
