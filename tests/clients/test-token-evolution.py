#!/usr/bin/python3
# test-token-evolution.py: tokens from the real evolution-data-server: before somebody has signed in there, and after.
# Argument: take-token.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import sys
import time
import unittest

import evolution_session as session
from evolution_session import Gio, GLib

import gi

gi.require_version('Secret', '1')
from gi.repository import Secret

import token_holder
from token_holder import ADDRESS, GMAIL, OUTLOOK, YAHOO, take

SCHEMA = Secret.Schema.new('org.gnome.Evolution.Data.Source', Secret.SchemaFlags.DONT_MATCH_NAME,
                           {'e-source-uid': Secret.SchemaAttributeType.STRING, 'eds-origin': Secret.SchemaAttributeType.STRING})


class Evolution(token_holder.Holder):
    """evolution-data-server as it is installed, in a session of its own."""

    program = 'Evolution'

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(session.start_keyring())

    def source(self, uid, method, host, user=ADDRESS):
        """An account as Evolution writes it down."""
        data = ('[Data Source]\nDisplayName=%s\nEnabled=true\nParent=\n[Mail Account]\nBackendName=imapx\n'
                '[Authentication]\nHost=%s\nPort=993\nUser=%s\nMethod=%s\n[Security]\nMethod=ssl-on-alternate-port\n') % (uid, host, user, method)
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync(session.SERVICE, session.MANAGER, 'org.gnome.evolution.dataserver.SourceManager', 'CreateSources',
                      GLib.Variant('(a{ss})', ({uid: data},)), None, 0, -1)

    def sign_in(self, service, token, user=ADDRESS, seconds=3600):
        """Puts what Evolution keeps of a sign-in where it keeps it (e-oauth2-service.c of 3.46)."""
        kept = {'refresh_token': 'refresh-canary', 'access_token': token, 'expires_after': str(int(time.time()) + seconds)}
        attributes = {'e-source-uid': 'OAuth2::%s[%s]' % (service, user), 'eds-origin': 'evolution-data-server'}
        Secret.password_store_sync(SCHEMA, attributes, None, 'Evolution Data Source', json.dumps(kept), None)
        self.addCleanup(Secret.password_clear_sync, SCHEMA, attributes, None)

    def test_what_comes_of_each_service_before_and_after_a_sign_in(self):
        for service, servers, host in (('Google', GMAIL, 'imap.gmail.com'), ('Outlook', OUTLOOK, 'outlook.office365.com'),
                                       ('Yahoo', YAHOO, 'imap.mail.yahoo.com')):
            with self.subTest(service=service):
                user = 'taro@%s.example' % service.lower()
                self.source('tegami-' + service, service, host, user)
                self.assert_failed(take('evolution', user, servers), 'token-sign-in')
                self.sign_in(service, 'evolution-token-of-' + service, user)
                self.assert_token(take('evolution', user, servers), 'evolution-token-of-' + service)

    def test_no_account_or_one_with_a_password_is_none(self):
        self.source('tegami-password', 'PLAIN', 'imap.gmail.com', 'jiro@gmail.com')
        for address in ('nobody@gmail.com', 'jiro@gmail.com'):
            self.assert_failed(take('evolution', address), 'token-no-account')

    def test_a_token_goes_to_its_provider_only(self):
        self.source('tegami-elsewhere', 'Google', 'imap.gmail.com', 'saburo@gmail.com')
        self.sign_in('Google', 'must-not-be-read', 'saburo@gmail.com')
        answer = take('evolution', 'saburo@gmail.com', ('imaps://imap.evil.example', GMAIL[1]))
        self.assert_failed(answer, 'token-other-server')
        self.assertEqual(answer['detail'], 'imap.evil.example')

    def test_a_secret_that_makes_no_sense_is_no_token(self):
        self.source('tegami-odd', 'Google', 'imap.gmail.com', 'shiro@gmail.com')
        self.sign_in('Google', 'two words', 'shiro@gmail.com')
        self.assert_failed(take('evolution', 'shiro@gmail.com'), 'token-not-handed-over')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
