#!/usr/bin/python3
# test-evolution.py: accounts written by our code, used by the real evolution-data-server and its
# mail library Camel; then undone.  Argument: the program write-evolution.
#
# Everything lives in a temporary home with its own session bus and keyring; the mail servers listen
# on loopback.  Camel is told to trust the lab's certificate by a certificate list of the kind that
# Evolution itself keeps, and may ask nobody anything: a question is a failure.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import email
import json
import os
import pathlib
import shutil
import sys
import unittest

from evolution_session import (FOLDER, HOME, PASSWORD, SERVICE, SOURCES, interfaces, key, keyring_items, lock_keyring, mail_items, maillab,
                               managed_sources, run, settle, start_keyring, unlock_keyring)
from evolution_mail import Screen, password_of, receive_and_send, start_camel, trust
from gi.repository import Gio, GLib

OAUTH = 'org.gnome.evolution.dataserver.Source.OAuth2Support'


class Evolution(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(start_keyring())

        (FOLDER / 'lab').mkdir()
        cls.lab = maillab.MailLab(FOLDER / 'lab', users={maillab.USER: PASSWORD})
        cls.lab.start()
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.deliver('From: Taro <taro@example.test>\r\nSubject: waiting letter\r\n\r\nIt waited for you.\r\n')

        trust((cls.lab, cls.lab.host))
        cls.registry = start_camel()

    def save(self, *arguments, **keywords):
        answer = self.try_to_save(*arguments, **keywords)
        self.assertNotIn('error', answer, answer)
        self.addCleanup(lambda: run('undo', answer['change']) if 'change' in answer else None)
        return answer

    def undo(self, answer):
        self.assertNotIn('error', run('undo', answer['change']))

    def try_to_save(self, receive='imaps', send='smtps', *more, user=maillab.USER, password=PASSWORD):
        return run('save', '--address', maillab.USER, '--name', '山田 太郎', '--user', user,
                   '--receive', self.lab.url(receive), '--send', self.lab.url(send), *more, password=password)

    def assert_nothing_left(self, answer):
        uids = [item['name'] for item in answer['items'] if item['kind'] == 'source']
        self.assertEqual(len(uids), 3)
        self.assertEqual(set(uids) & set(managed_sources()), set())
        for uid in uids:
            self.assertFalse((SOURCES / f'{uid}.source').exists())
        self.assertEqual(mail_items(), [])

    def receive_and_send(self, answer):
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        subjects, letter = receive_and_send(self.registry, self.lab, uid)
        self.assertIn('waiting letter', subjects)
        return letter

    def check_whole_way(self, receive, send, mechanism, send_mechanism, *more):
        before = len(self.lab.sign_ins())
        answer = self.save(receive, send, '--receive-mechanism', mechanism, '--send-mechanism', send_mechanism, *more)
        self.assertEqual(answer['next'], [])
        self.assertEqual(len(mail_items()), 2)
        letter = self.receive_and_send(answer)
        seen = set(self.lab.sign_ins()[before:])
        wire = 'PLAIN' if mechanism in ('IMAP-LOGIN', 'USER-PASS') else mechanism  # as Dovecot counts them
        self.assertEqual(seen, {(receive[:4], wire, maillab.USER, True), ('smtp', send_mechanism, maillab.USER, True)})
        self.undo(answer)
        self.assert_nothing_left(answer)
        return letter

    def test_a_sign_in_by_browser_is_left_to_the_service_that_evolution_has_for_it(self):
        for receive, send, service in (('imaps://imap.gmail.com', 'smtps://smtp.gmail.com', 'Google'),
                                       ('imaps://outlook.office365.com', 'smtp+starttls://smtp.office365.com', 'Outlook'),
                                       ('imaps://imap.mail.yahoo.com', 'smtps://smtp.mail.yahoo.com', 'Yahoo')):
            with self.subTest(service):
                answer = run('save', '--address', maillab.USER, '--receive', receive, '--send', send,
                             '--receive-mechanism', 'XOAUTH2', '--send-mechanism', 'OAUTHBEARER')
                self.assertNotIn('error', answer)
                self.addCleanup(run, 'undo', answer['change'])
                self.assertEqual(len(answer['next']), 1)
                self.assertIn('sign in to your provider', answer['next'][0])
                self.assertEqual(mail_items(), [])
                account, _, transport = [item['name'] for item in answer['items'] if item['kind'] == 'source']
                for uid in (account, transport):
                    self.assertEqual(key(managed_sources()[uid], 'Authentication', 'Method'), service)
                    path, has = interfaces(uid)
                    self.assertIn(OAUTH, has)
                    # Nobody has signed in yet, which is what opens Evolution's own page.
                    with self.assertRaisesRegex(GLib.Error, 'secret not found'):
                        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(SERVICE, path, OAUTH, 'GetAccessToken', None, None, 0, -1)

    def test_an_account_that_could_never_get_a_token_is_refused(self):
        before = set(managed_sources())
        answer = run('save', '--address', maillab.USER, '--receive', 'imaps://imap.fastmail.com', '--receive-mechanism', 'XOAUTH2')
        self.assertEqual(answer['error'], 'unsupported')
        self.assertEqual(set(managed_sources()), before)

    def test_imap_and_smtp_over_tls_receive_and_send_without_a_question(self):
        self.check_whole_way('imaps', 'smtps', 'PLAIN', 'PLAIN')

    def test_imap_and_smtp_over_starttls_receive_and_send_without_a_question(self):
        self.check_whole_way('imap+starttls', 'smtp+starttls', 'IMAP-LOGIN', 'LOGIN')

    def test_pop3_and_smtp_over_tls_receive_and_send_without_a_question(self):
        self.check_whole_way('pop3s', 'smtps', 'USER-PASS', 'LOGIN')
        self.assertTrue(any(b'waiting letter' in message for message in self.lab.messages()), 'it stayed on the server')

    def test_pop3_and_smtp_over_starttls_receive_and_send_without_a_question(self):
        self.check_whole_way('pop3+starttls', 'smtp+starttls', 'PLAIN', 'PLAIN')

    def test_apop_and_cram_md5_have_the_names_that_camel_knows(self):
        self.check_whole_way('pop3s', 'smtps', 'APOP', 'PLAIN')
        self.check_whole_way('imaps', 'smtps', 'CRAM-MD5', 'PLAIN')

    def test_an_address_of_a_phone_carrier_is_quoted_once(self):
        letter = self.check_whole_way('imaps', 'smtps', 'PLAIN', 'PLAIN', '--address', 'hana..ko@example.test')
        self.assertIn('<"hana..ko"@example.test>', email.message_from_string(letter)['From'])

    def test_the_real_evolution_signs_in_by_itself(self):
        for program in ('evolution', 'Xvfb'):
            if shutil.which(program) is None:
                self.skipTest(f'{program} is not installed')
        answer = self.save('imaps', 'smtps', '--receive-mechanism', 'PLAIN')
        before = len(self.lab.sign_ins())
        with Screen() as screen, screen.evolution():
            settle(lambda: ('imap', 'PLAIN', maillab.USER, True) in self.lab.sign_ins()[before:], 'Evolution signs in')
        self.undo(answer)
        self.assert_nothing_left(answer)

    def state(self, answer, new=None):
        """How far the journal says that the change has come; where @new is given, as a killed process would have left it."""
        folder = HOME / '.local/share/tegami/changes' / answer['change']
        [file] = folder.glob('state-*')
        if new is not None:
            file = file.rename(folder / f'state-{new}')
        return file.name.split('-')[1]

    def test_a_kill_after_the_last_step_leaves_the_whole_account(self):
        answer = self.save()
        self.state(answer, 'pending')
        self.undo(self.save('pop3s'))  # any other change looks after what was left behind
        self.assertEqual(self.state(answer), 'done')
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_a_kill_in_the_middle_leaves_nothing(self):
        answer = self.save()
        self.state(answer, 'pending')
        transport = [item['name'] for item in answer['items'] if item['kind'] == 'source'][2]
        (SOURCES / f'{transport}.source').unlink()
        settle(lambda: transport not in managed_sources(), 'the service noticed')
        self.undo(self.save('pop3s'))
        self.assertEqual(self.state(answer), 'undone')
        self.assert_nothing_left(answer)

    def test_the_same_account_twice_is_refused(self):
        answer = self.save()
        again = self.try_to_save()
        self.assertEqual(again['error'], 'exists')
        self.assertEqual(len(mail_items()), 2)
        self.undo(self.save('pop3s'))  # POP3 is another account
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_an_update_changes_the_lines_and_undo_puts_them_back(self):
        answer = self.save('imap+starttls', 'smtp+starttls', password='former password')
        before = managed_sources()
        update = self.save('imaps', 'smtps', '--update', '--receive-mechanism', 'PLAIN')
        self.assertTrue(update['update'])
        account = next(item for item in update['items'] if item['kind'] == 'source')
        self.assertIn('Method=starttls-on-standard-port', account['before'])
        self.assertIn('Method=ssl-on-alternate-port', account['after'])
        self.assertEqual(set(managed_sources()), set(before), 'no source was added')
        self.receive_and_send(update)
        self.undo(update)
        self.assertEqual({uid: key(data, 'Security', 'Method') for uid, data in managed_sources().items() if '[Security]' in data
                          and 'localhost' in data},
                         {uid: key(data, 'Security', 'Method') for uid, data in before.items() if '[Security]' in data
                          and 'localhost' in data})
        again = self.save('imap+starttls', 'smtp+starttls', '--update', password='former password')
        self.assertEqual([item['kind'] for item in again['items'] if item['kind'] == 'source'], [], 'nothing but the keyring')
        self.undo(again)
        self.assertEqual(len(mail_items()), 2, 'the former password is there again')
        self.assertEqual(keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'}), [])
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_undo_of_an_update_stops_where_evolution_changed_the_account_since(self):
        answer = self.save('imap+starttls')
        update = self.save('imaps', 'smtps', '--update')
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        settle(lambda: self.registry.ref_source(uid) is not None, 'the registry has the account')
        source = self.registry.ref_source(uid)

        def become(host):
            source.get_extension('Authentication').set_host(host)
            source.write_sync()
            settle(lambda: key(managed_sources()[uid], 'Authentication', 'Host') == host, 'the other server name')

        become('other.example.jp')
        self.assertEqual(run('undo', update['change'])['error'], 'changed')
        self.assertEqual(key(managed_sources()[uid], 'Authentication', 'Host'), 'other.example.jp')
        become(self.lab.host)
        self.undo(update)
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_undo_of_an_update_leaves_a_password_that_was_changed_since(self):
        answer = self.save('imap+starttls', password='former password')
        update = self.save('imaps', 'smtps', '--update')
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        self.assertEqual(password_of(self.registry, uid, 'a newer password'), 'a newer password')
        self.undo(update)
        self.assertEqual(password_of(self.registry, uid), 'a newer password')
        self.assertEqual(keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'}), [])
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_a_change_that_is_forgotten_takes_the_former_password_with_it(self):
        answer = self.save('imap+starttls', password='former password')
        update = self.save('imaps', 'smtps', '--update')
        folder = HOME / '.local/share/tegami/changes' / update['change']
        lock_keyring()
        try:
            run('forget', update['change'])  # which must ask nobody to unlock it
            self.assertTrue(folder.exists())
        finally:
            unlock_keyring()
        self.assertNotEqual(keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'}), [])
        run('forget', update['change'])
        self.assertFalse(folder.exists())
        self.assertEqual(keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'}), [])
        self.assertEqual(len(mail_items()), 2)
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_a_failure_in_the_middle_leaves_nothing_behind(self):
        before = managed_sources()
        SOURCES.mkdir(parents=True, exist_ok=True)
        answer = self.try_to_save('imaps', 'smtps', '--obstacle', str(SOURCES))
        self.assertIn('error', answer)
        obstacle = next(SOURCES.glob('*.source/inside')).parent
        shutil.rmtree(obstacle)
        settle(lambda: set(managed_sources()) == set(before), 'only what was there before')
        self.assertEqual(mail_items(), [])
        self.assertEqual([path.name for path in SOURCES.glob('*.source')], ['system-proxy.source'])

    def test_a_locked_keyring_that_stays_locked_changes_nothing(self):
        before = managed_sources()
        lock_keyring()
        try:
            self.assertIn('the password of the keyring', self.save('imaps', 'smtps', '--dry-run')['next'][0])
            answer = self.try_to_save()
            self.assertEqual(answer['error'], 'missing', answer)
            self.assertEqual(set(managed_sources()), set(before))
        finally:
            unlock_keyring()
        self.assertEqual(mail_items(), [])

    def test_files_dropped_into_the_folder_are_taken_in_and_out(self):
        answer = self.save('imaps', 'smtps', '--sources-dir', str(SOURCES))
        paths = [pathlib.Path(item['name']) for item in answer['items'] if item['kind'] == 'file']
        self.assertEqual(len(paths), 3)
        for path in paths:
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            self.assertNotIn(PASSWORD, path.read_text())
        settle(lambda: all(path.stem in managed_sources() for path in paths), 'the service took the files in')
        self.undo(answer)
        self.assertFalse(any(path.exists() for path in paths))
        settle(lambda: not any(path.stem in managed_sources() for path in paths), 'the service let them go')
        self.assertEqual(mail_items(), [])

    def test_files_for_another_folder_leave_the_keyring_alone(self):
        folder = FOLDER / 'elsewhere'
        answer = self.save('pop3s', 'smtps', '--sources-dir', str(folder))
        self.assertEqual(len(list(folder.glob('*.source'))), 3)
        self.assertEqual(len(list(folder.iterdir())), 3)
        self.assertEqual(mail_items(), [])
        self.assertEqual(len(answer['next']), 1)
        self.assertIn('KeepOnServer=true', ''.join(path.read_text() for path in folder.glob('*.source')))
        self.undo(answer)
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_mechanism_that_evolution_lacks_is_said_beforehand(self):
        self.assertEqual(self.try_to_save('imaps', 'smtps', '--receive-mechanism', 'SCRAM-SHA-256')['error'], 'unsupported')
        self.assertEqual(self.try_to_save('imaps', 'smtps', '--send-mechanism', 'SCRAM-SHA-1')['error'], 'unsupported')

    def test_a_dry_run_writes_nothing(self):
        before = managed_sources()
        answer = self.save('imaps', 'smtps', '--dry-run')
        self.assertEqual(len(answer['items']), 5)
        self.assertEqual(set(managed_sources()), set(before))
        self.assertEqual(mail_items(), [])

    def test_the_account_is_found_again_with_its_password(self):
        answer = self.save('imap+starttls', 'smtps', '--receive-mechanism', 'IMAP-LOGIN', '--send-mechanism', 'PLAIN')
        found = [account for account in run('accounts')['accounts'] if account['program'] == 'evolution']
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]['receive'], self.lab.url('imap+starttls'))
        self.assertEqual(found[0]['send'], self.lab.url('smtps'))
        self.assertEqual(found[0]['name'], '山田 太郎')
        self.assertEqual(found[0]['password_saved'], 1)
        self.assertEqual((found[0]['authentication'], found[0]['send_authentication']), ('IMAP-LOGIN', 'PLAIN'))
        self.undo(answer)

    def test_hostile_user_names_arrive_as_they_are(self):
        self.assertEqual(self.try_to_save('imaps', 'smtps', user=' taro')['error'], 'unsupported')
        user = 'a\\b=[c]\n[Mail Account]\nBackendName=evil; \tend'
        answer = self.save('imaps', 'smtps', user=user)
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        settle(lambda: self.registry.ref_source(uid) is not None, 'the registry has the account')
        source = self.registry.ref_source(uid)
        self.assertEqual(source.get_extension('Authentication').get_user(), user)
        self.assertEqual(source.get_extension('Mail Account').get_backend_name(), 'imapx')
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_no_file_and_no_log_holds_the_password(self):
        os.environ['G_MESSAGES_DEBUG'] = 'all'
        try:
            answer = self.save()
        finally:
            del os.environ['G_MESSAGES_DEBUG']
        canary = PASSWORD
        self.assertNotIn(canary, json.dumps(answer, ensure_ascii=False))
        for path in [*(HOME / '.local/share/tegami').rglob('*'), *SOURCES.rglob('*')]:
            if path.is_file():
                self.assertNotIn(canary.encode(), path.read_bytes(), path)
        self.undo(answer)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], '-v', *sys.argv[2:]])
