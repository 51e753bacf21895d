#!/usr/bin/python3
# test-evolution-repair.py: accounts of the real evolution-data-server that do not work, repaired by tegamictl where they are:
# then mail is received and sent with them, nothing else in them has changed, and undo brings them back as they were.  POP3 in the
# real Evolution: nothing is fetched twice, and nothing is deleted that was not fetched.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from evolution_session import (FOLDER, Gio, HOME, PASSWORD, PROGRAM, create_sources, key, maillab, managed_sources, passwords, remove_sources,
                               settle, start_keyring)
from evolution_mail import DATA, Screen, downloaded, password_of, receive_and_send, start_camel, trust
from patience import HANG

OTHER = 'saburo@example.test'
MOVED = 'shiro@example.test'
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)  # held, since the keyring's sessions end with the connection

ACCOUNT = '''# by hand
[Data Source]
DisplayName=My mail
Enabled={enabled}
Parent=

[Mail Account]
BackendName={backend}
IdentityUid={uid}-identity
NeedsInitialSetup=false
ArchiveFolder=folder://{uid}/Old

[Authentication]
Host={host}
Port={port}
User={user}
Method={method}
ProxyUid=system-proxy

[Security]
Method={security}

[Refresh]
Enabled=true
IntervalMinutes=60

[Offline]
StaySynchronized=true

[Imapx Backend]
UseSubscriptions=true
CheckAll=true

[Pop Backend]
KeepOnServer={keep}
'''
IDENTITY = '''[Data Source]
DisplayName=My mail
Parent={uid}

[Mail Identity]
Name=Hanako
Address={address}
SignatureUid=signature
Aliases=other@example.test

[Mail Submission]
TransportUid={transport}
SentFolder=folder://{uid}/Sent
RepliesToOriginFolder=true

[Mail Composition]
DraftsFolder=folder://{uid}/Drafts
Bcc=me@example.test
'''
TRANSPORT = '''[Data Source]
DisplayName=My mail
Parent={uid}

[Mail Transport]
BackendName={send_backend}

[Authentication]
Host={send_host}
Port={send_port}
User={user}
Method={send_method}

[Security]
Method={send_security}
'''
# What a repair may set; everything else stays, in its order.
SET = re.compile('(Host|Port|User|Method|BackendName|Enabled|RememberPassword|IdentityUid|TransportUid|UseShellCommand)=')


def waiting(lab, user=maillab.USER):
    """How many letters are on the server."""
    return sum(1 for name in ('new', 'cur') for _ in (lab.mailbox(user) / name).iterdir())


class Repairs(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(start_keyring())
        cls.start_online_accounts()
        cls.labs = []
        for name in ('lab', 'other'):
            (FOLDER / name).mkdir()
            # Numbers as many servers give them: 1, 2, 3 …
            lab = maillab.MailLab(FOLDER / name, users={user: PASSWORD for user in (maillab.USER, OTHER, MOVED)},
                                  dovecot='protocol pop3 {\n pop3_uidl_format = %u\n}\n')
            cls.labs.append(lab.start())
            cls.addClassCleanup(lab.stop)
        cls.lab, cls.other = cls.labs
        trust(*((lab, host) for lab in cls.labs for host in ('localhost', '127.0.0.1')))
        cls.registry = start_camel()

    @classmethod
    def start_online_accounts(cls):
        """Before the data server, which looks for it once."""
        program = pathlib.Path(__file__).with_name('online_accounts.py')
        service = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE)
        cls.addClassCleanup(lambda: (service.terminate(), service.wait(), service.stdout.close()))
        service.stdout.readline()

    def tearDown(self):
        remove_sources('My mail')
        for lab in self.labs:
            lab.empty()

    def need(self, *programs):
        for program in programs:
            if shutil.which(program) is None:
                self.skipTest(f'{program} is not installed')

    def values(self, receive):
        """A working account."""
        return {'backend': {'imaps': 'imapx', 'pop3s': 'pop'}[receive], 'host': 'localhost', 'port': self.lab.ports[receive],
                'user': maillab.USER, 'method': 'PLAIN', 'security': 'ssl-on-alternate-port', 'keep': 'true', 'enabled': 'true',
                'address': maillab.USER, 'send_backend': 'smtp', 'send_host': 'localhost', 'send_port': self.lab.ports['smtps'], 'send_method': 'PLAIN',
                'send_security': 'ssl-on-alternate-port'}

    def make(self, uid, values, without=()):
        values = {'uid': uid, 'transport': f'{uid}-transport', **values}
        parts = {uid: ACCOUNT, f'{uid}-identity': IDENTITY, f'{uid}-transport': TRANSPORT}
        create_sources({name: text.format(**values) for name, text in parts.items() if name.rpartition('-')[2] not in without})

    def tegamictl(self, *words, status=0):
        done = subprocess.run([PROGRAM, *map(str, words)], input=f'{PASSWORD}\n'.encode(), capture_output=True, timeout=HANG)
        self.assertEqual(done.returncode, status, f'{words}: {done.stdout.decode()}{done.stderr.decode()}')
        return json.loads(done.stdout) if status == 0 and '--json' in words else done.stderr.decode()

    def repair(self, receive, *more, lab=None, host=None, address=maillab.USER):
        lab = lab or self.lab
        return self.tegamictl('save', 'evolution', '--json', '--update', '--address', address, '--receive', lab.url(receive, host),
                              '--send', lab.url('smtps'), '--ca-file', lab.ca_file, '--password-stdin', *more)

    def assert_only_these_lines_changed(self, before, after):
        for uid, text in before.items():
            was, now = ([line for line in lines.split('\n') if line and not SET.match(line)] for lines in (text, after[uid]))
            self.assertEqual(was, now, uid)

    def check(self, receive, broken, without=(), sharer=None):
        """One account: broken, repaired, used, and taken back.  @broken: what is wrong in it"""
        uid = f'{receive[:4]}-{self.id().rpartition(".")[2]}-{len(self.seen)}'
        self.seen.append(uid)
        if sharer is not None:
            self.make(f'{uid}-sharer', {**self.values(receive), 'user': OTHER, 'address': OTHER, **sharer})
            broken = {'transport': f'{uid}-sharer-transport', **broken}
        lacks = [*without, 'transport'] if sharer is not None else without
        self.make(uid, {**self.values(receive), **broken}, lacks)
        before, kept = managed_sources(), passwords()
        self.lab.deliver('From: Taro <taro@example.test>\r\nSubject: waiting letter\r\n\r\nIt waited for you.\r\n')
        shown = self.repair(receive, '--dry-run')
        self.assertEqual(managed_sources(), before)

        answer = self.repair(receive)
        self.assertEqual(*([item['what'] for item in one['wrote']] for one in (answer, shown)))
        after = managed_sources()
        self.assert_only_these_lines_changed(before, after)
        self.assertEqual(len(set(after) - set(before)), len(lacks))
        subjects, letter = receive_and_send(self.registry, self.lab, uid)
        self.assertIn('waiting letter', subjects)
        self.assertIn(f'<{maillab.USER}>', letter)
        if sharer is not None:
            self.assertEqual({name: text for name, text in after.items() if 'sharer' in name and name != uid},
                             {name: text for name, text in before.items() if 'sharer' in name and name != uid})
            self.assertTrue(any(OTHER in sentence for sentence in answer['next']), answer['next'])

        self.tegamictl('undo', answer['change'])
        self.assertEqual(managed_sources(), before)
        self.assertEqual(passwords(), kept)

    seen = []

    def check_both(self, *arguments, **keywords):
        for receive in ('imaps', 'pop3s'):
            with self.subTest(receive):
                self.check(receive, *arguments, **keywords)

    def test_a_wrong_port(self):
        self.check_both({'port': 9, 'send_port': 9})

    def test_no_encryption_where_the_server_wants_it(self):
        self.check_both({'security': 'none', 'send_security': 'starttls-on-standard-port'})

    def test_the_server_name_from_before_a_move(self):
        self.check_both({'host': 'mail.old.example.test', 'send_host': 'smtp.old.example.test'})

    def test_the_user_name_without_its_domain(self):
        self.check_both({'user': 'hanako'})

    def test_a_mechanism_that_evolution_does_not_know(self):
        self.check_both({'method': 'plain', 'send_method': 'login'})

    def test_no_sign_in_for_sending(self):
        self.check_both({'send_method': 'none'})

    def test_sending_by_a_program_of_this_computer(self):
        self.check_both({'send_backend': 'sendmail', 'send_host': ''})

    def test_a_sending_server_that_is_another_account_s_too(self):
        self.check_both({}, sharer={'send_port': 9})

    def test_no_transport(self):
        self.check_both({}, without=['transport'])

    def test_no_identity(self):
        self.check_both({}, without=['identity', 'transport'])

    def test_no_server_name(self):
        self.check_both({'host': ''})

    def test_switched_off(self):
        self.check_both({'host': 'mail.old.example.test', 'enabled': 'false'})


    def refusal(self, *words):
        return self.tegamictl('save', 'evolution', '--unverified', '--update', '--receive', 'imaps://imap.new.example.test', *words, status=1)

    def test_an_account_of_gnome_s_online_accounts_is_left_to_them(self):
        settle(lambda: any('imap.old.example.test' in text for text in managed_sources().values()), 'the online account')
        before = managed_sources()
        self.assertIn('Online Accounts', self.refusal('--address', 'online@example.test'))
        self.assertEqual(managed_sources(), before)

    def test_of_two_accounts_with_one_address_none_is_changed(self):
        for uid in ('one', 'two'):
            self.make(uid, {**self.values('imaps'), 'host': f'{uid}.example.test'})
        before, kept = managed_sources(), passwords()
        said = self.refusal('--address', maillab.USER)
        for host in ('one', 'two'):
            self.assertIn(f'“My mail” ({host}.example.test)', said)
        self.assertEqual(managed_sources(), before)
        self.assertEqual(passwords(), kept)

    def test_all_accounts_of_a_provider_that_moved_at_once(self):
        old = {'host': 'imap.old.example.test', 'send_host': 'smtp.old.example.test'}
        self.make('first', {**self.values('imaps'), **old, 'transport': 'second-transport'}, ['transport'])
        self.make('second', {**self.values('imaps'), **old, 'user': OTHER, 'address': OTHER})
        self.make('third', {**self.values('imaps'), 'host': 'imap.example.test', 'address': 'else@example.test'})
        for uid in ('second', 'second-transport'):
            password_of(self.registry, uid, PASSWORD)
        before, kept = managed_sources(), passwords()
        alone = self.repair('imaps', '--dry-run')
        self.assertEqual((alone['accounts'], alone['alike']), ([maillab.USER], [OTHER]))

        answer = self.repair('imaps', '--alike')
        self.assertEqual((answer['accounts'], answer['alike']), ([maillab.USER, OTHER], []))
        after = managed_sources()
        self.assert_only_these_lines_changed(before, after)
        self.assertEqual({uid for uid in before if before[uid] != after[uid]}, {'first', 'first-identity', 'second', 'second-transport'})
        self.assertEqual([key(after[uid], 'Authentication', 'User') for uid in ('second', 'second-transport')], [OTHER, OTHER])
        self.letters(self.lab, 'for both')
        self.letters(self.lab, 'for both', user=OTHER)
        for uid, address in (('first', maillab.USER), ('second', OTHER)):
            subjects, letter = receive_and_send(self.registry, self.lab, uid)
            self.assertIn('for both', subjects)
            self.assertIn(f'<{address}>', letter)
        self.tegamictl('undo', answer['change'])
        self.assertEqual(managed_sources(), before)
        self.assertEqual(passwords(), kept)

    def test_of_two_accounts_with_one_address_the_chosen_one_is_changed(self):
        for uid in ('left', 'right'):
            self.make(uid, {**self.values('imaps'), 'host': f'{uid}.example.test'})
        before = managed_sources()
        self.repair('imaps', '--account', 'right')
        after = managed_sources()
        self.assertEqual({uid for uid in before if before[uid] != after[uid]}, {'right'})
        self.assertEqual(key(after['right'], 'Authentication', 'Host'), self.lab.host)

    def test_files_written_by_hand_keep_every_other_byte(self):
        folder = FOLDER / 'by-hand'
        folder.mkdir()
        values = {**self.values('imaps'), 'uid': 'hand', 'transport': 'hand-transport', 'host': 'old.example.test'}
        account = ACCOUNT.format(**values).replace('[Security]\nMethod=ssl-on-alternate-port\n\n', '')
        texts = {'hand': '\n\n' + account.replace('\n', '\r\n').replace('Host=', '  Host = ') + '[Other]\r\nx=[y]',
                 'hand-identity': IDENTITY.format(**values) + '\n# the end', 'hand-transport': TRANSPORT.format(**values)}
        for uid, text in texts.items():
            (folder / f'{uid}.source').write_text(text, newline='')
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        answer = self.tegamictl('save', 'evolution', '--json', '--unverified', '--update', '--sources-dir', folder, '--address', maillab.USER,
                                '--receive', 'imap+starttls://imap.new.example.test', '--send', self.lab.url('smtps'))
        expected = before['hand.source'].replace(b'Host = old.example.test', b'Host = imap.new.example.test')
        expected = expected.replace(b'Port=%d' % self.lab.ports['imaps'], b'Port=143')
        expected += b'\n\n[Security]\nMethod=starttls-on-standard-port\n'
        self.assertEqual({path.name: path.read_bytes() for path in folder.iterdir()}, {**before, 'hand.source': expected})
        self.assertEqual([item['path'] for item in answer['wrote']], [str(folder / 'hand.source')])
        self.tegamictl('undo', answer['change'])
        self.assertEqual({path.name: path.read_bytes() for path in folder.iterdir()}, before)

    def letters(self, lab, *subjects, user=maillab.USER):
        for subject in subjects:
            lab.deliver(f'From: Taro <taro@example.test>\r\nSubject: {subject}\r\n\r\n{subject}.\r\n', user)

    def in_evolution(self, condition, what):
        """Starts Evolution, which looks for mail at once, and ends it when that has led to something."""
        with Screen() as screen, screen.evolution():
            settle(condition, what)

    def fetched(self, uid):
        return DATA / 'evolution/mail' / uid / 'uid-cache'

    def test_pop3_of_the_same_server_under_another_name_fetches_only_what_is_new(self):
        self.need('evolution', 'Xvfb')
        self.make('kept', self.values('pop3s'))
        self.repair('pop3s')  # the password
        self.letters(self.lab, 'kept 1', 'kept 2', 'kept 3')
        with Screen() as screen, screen.evolution():
            settle(lambda: {'kept 1', 'kept 2', 'kept 3'} <= set(downloaded()), 'the letters')
            self.assertIn('Evolution is open.', ' '.join(self.repair('pop3s', '--dry-run', host='127.0.0.1')['next']))
        before = downloaded()
        self.letters(self.lab, 'kept 4')
        self.assertNotIn('Evolution is open.', ' '.join(self.repair('pop3s', host='127.0.0.1')['next']))
        self.assertEqual(key(managed_sources()['kept'], 'Authentication', 'Host'), '127.0.0.1')
        self.in_evolution(lambda: 'kept 4' in downloaded(), 'the new letter')
        self.assertEqual(downloaded(), sorted([*before, 'kept 4']))
        self.assertEqual(waiting(self.lab), 4, 'all is still on the server')

    def test_pop3_of_another_server_deletes_nothing_that_it_has_not_fetched(self):
        self.need('evolution', 'Xvfb')
        self.make('moved', {**self.values('pop3s'), 'user': MOVED, 'address': MOVED, 'keep': 'false'})
        self.repair('pop3s', address=MOVED)  # the password
        self.letters(self.lab, 'old 1', 'old 2', 'old 3', user=MOVED)
        self.in_evolution(lambda: not waiting(self.lab, MOVED), 'the letters are fetched and deleted')
        former = self.fetched('moved').read_bytes()
        self.assertEqual(sorted(former.split()), [b'1', b'2', b'3'])
        self.letters(self.other, 'new 1', 'new 2', 'new 3', 'new 4', user=MOVED)  # with the same numbers
        before = downloaded()
        answer = self.repair('pop3s', lab=self.other, host='127.0.0.1', address=MOVED)
        self.assertIn({'path': str(self.fetched('moved')), 'what': 'List of fetched messages (uid-cache)'}, answer['wrote'])
        self.tegamictl('undo', answer['change'])
        self.assertEqual(self.fetched('moved').read_bytes(), former)
        self.repair('pop3s', lab=self.other, host='127.0.0.1', address=MOVED)
        self.in_evolution(lambda: not waiting(self.other, MOVED), 'the letters are fetched and deleted')
        self.assertEqual(downloaded(), sorted([*before, 'new 1', 'new 2', 'new 3', 'new 4']))

    def test_imap_keeps_what_was_downloaded(self):
        self.need('evolution', 'Xvfb')
        self.make('stored', self.values('imaps'))
        self.repair('imaps')  # the password
        self.letters(self.lab, 'stored 1', 'stored 2')
        store = HOME / '.cache/evolution/mail/stored/folders/INBOX'

        def files():
            return {path.name: path.stat().st_ino for path in store.rglob('cur/*/*') if path.is_file()}

        self.in_evolution(lambda: len(files()) == 2, 'the letters')
        before = files()
        self.repair('imaps', host='127.0.0.1')
        self.letters(self.lab, 'stored 3')
        self.in_evolution(lambda: len(files()) == 3, 'the new letter')
        self.assertEqual({name: number for name, number in files().items() if name in before}, before)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], '-v', *sys.argv[2:]])
