#!/usr/bin/python3
# test-evolution-faults.py: tegamictl ended at every message to the bus and at every call that changes a file, while it saves
# an account into the real evolution-data-server and keyring, changes it, or takes it back; or that call fails, after which the
# bus is gone.  After the next start all is as before or as after it.  Arguments: tegamictl, file-faults.so.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import errno
import os
import subprocess
import sys
import unittest

from evolution_session import (Gio, HOME, PROGRAM, SOURCES, create_sources, managed_sources, passwords, remove_sources, settle,
                               start_keyring)
from patience import HANG

FAULTS = sys.argv[2]
STRIDE = int(os.environ.get('TG_FAULT_STRIDE', '5'))  # 1: at every call
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)  # held, since the keyring's sessions end with the connection
ACCOUNT = ('--address', 'taro@example.jp', '--unverified', '--password-stdin', '--receive', 'imaps://imap.example.jp',
           '--send', 'smtps://smtp.example.jp')
MOVED = ('--address', 'taro@example.jp', '--unverified', '--password-stdin', '--update', '--receive', 'imaps://imap.example.net',
         '--send', 'smtp+starttls://smtp.example.net')
# An account that lacks its sending server, and deletes what it has fetched.
LACKING = {
    'lacking': '[Data Source]\nDisplayName=lacking\nEnabled=false\nParent=\n\n[Mail Account]\nBackendName=pop\n'
               'IdentityUid=lacking-identity\n\n[Authentication]\nHost=pop.example.jp\nPort=110\nUser=taro@example.jp\nMethod=PLAIN\n',
    'lacking-identity': '[Data Source]\nDisplayName=lacking\nParent=lacking\n\n[Mail Identity]\nAddress=taro@example.jp\n\n'
                        '[Mail Submission]\nTransportUid=gone\n',
}
WHOLE = ('--address', 'taro@example.jp', '--unverified', '--password-stdin', '--update', '--receive', 'pop3s://pop.example.net',
         '--send', 'smtps://smtp.example.net')
FETCHED = HOME / '.local/share/evolution/mail/lacking/uid-cache'


def tegamictl(*words, password='secret', at=None, fault='kill'):
    environment = dict(os.environ, XDG_DATA_HOME=str(HOME / '.local/share'))
    told = HOME / 'told'
    told.unlink(missing_ok=True)
    if at is not None:
        environment.update(LD_PRELOAD=FAULTS, TG_FAULT=fault, TG_FAULT_AT=str(at), TG_FAULT_BUS='1', TG_FAULT_TOLD=str(told))
    done = subprocess.run([PROGRAM, *words], input=password.encode() + b'\n', env=environment, capture_output=True, timeout=HANG)
    return done.returncode, done.stdout.decode() + done.stderr.decode(), told.exists()


def listed():
    """The changes that can be undone; looking finishes what was begun."""
    _, text, _ = tegamictl('undo')
    return [word for word in text.split() if word[:8].isdigit() and 'T' in word]


def snapshot():
    """What Evolution shows, and what the keyring holds; the random names do not matter."""
    names = ('Mail Account', 'Mail Identity', 'Mail Transport')
    sources = {uid: text for uid, text in managed_sources().items() if 'example' in text}
    kinds = {uid: next((name for name in names if f'[{name}]' in text), '') for uid, text in sources.items()}

    def shown(text):
        for uid, kind in kinds.items():
            text = text.replace(uid, kind)
        return '\n'.join(sorted(line for line in text.split('\n') if line))
    left = [path.name for folder in (SOURCES, FETCHED.parent) if folder.exists() for path in folder.glob('.*.tegami')]
    fetched = [f'fetched: {FETCHED.read_text()}'] if FETCHED.exists() else []
    return '\n'.join(sorted(map(shown, sources.values())) + passwords() + fetched + left)


class Faults(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(start_keyring())

    def done(self, *words, password='secret'):
        status, text, _ = tegamictl(*words, password=password)
        self.assertEqual(status, 0, text)

    def clear(self):
        for change in listed():
            self.done('undo', change)
        remove_sources('DisplayName=lacking')
        FETCHED.unlink(missing_ok=True)
        self.assertEqual(snapshot(), '')

    def one(self, words, fault, at, old, new, seen):
        """Returns whether there is such a call."""
        status, text, reached = tegamictl(*words(), at=at, fault=fault)
        at_once = snapshot()
        changes = listed()
        settle(lambda: snapshot() in (old, new), f'{fault} at call {at}: {text}\n--- old\n{old}\n--- new\n{new}\n--- is\n{snapshot()}')
        is_now = snapshot()
        seen[is_now] += 1
        if status == 0:
            self.assertEqual(is_now, new, text)
        elif fault != 'kill' and is_now == new and 'Tegami undoes what is left when it is next started' not in text:
            self.assertNotEqual(at_once, old, f'{fault} at call {at}: said that it failed, and it is done later: {text}')
        if words()[:1] == ('undo',) and is_now == old:
            self.done('undo', changes[0])
            self.assertEqual(snapshot(), new)
        return reached

    def every_moment(self, prepare, words, wide=1):
        prepare()
        old = snapshot()
        self.done(*words())
        new = snapshot()
        self.assertNotEqual(old, new)
        undoes = words()[:1] == ('undo',)
        seen = {old: 0, new: 0}
        # What a save does with files, the lab tests at every call.
        stride = min(wide, STRIDE) * STRIDE
        for fault, stride in (('kill', stride if undoes else 2 * stride), (str(errno.EPIPE), 2 * stride)):
            at, reached = 0, True
            while reached:
                at += stride
                self.clear()
                prepare()
                reached = self.one(words, fault, at, old, new, seen)
            self.assertGreaterEqual(at - stride, 20)  # a call there is
        self.clear()
        print(f'{sum(seen.values())} times: {seen[old]} old, {seen[new]} new', file=sys.stderr)

    def saved(self):
        self.done('save', 'evolution', *ACCOUNT)

    def moved(self):
        self.saved()
        self.done('save', 'evolution', *MOVED, password='another')

    def lacking(self):
        create_sources(LACKING)
        FETCHED.parent.mkdir(parents=True, exist_ok=True)
        FETCHED.write_text('1\n2\n')

    def made_whole(self):
        self.lacking()
        self.done('save', 'evolution', *WHOLE, password='another')

    def test_while_repairing(self):
        self.every_moment(self.lacking, lambda: ('save', 'evolution', *WHOLE), 3)

    def test_while_taking_a_repair_back(self):
        self.every_moment(self.made_whole, lambda: ('undo', (listed() or ['?'])[0]), 3)

    def test_while_saving(self):
        self.every_moment(lambda: None, lambda: ('save', 'evolution', *ACCOUNT))

    def test_while_changing(self):
        self.every_moment(self.saved, lambda: ('save', 'evolution', *MOVED))

    def test_while_taking_an_account_back(self):
        self.every_moment(self.saved, lambda: ('undo', (listed() or ['?'])[0]))

    def test_while_taking_a_change_back(self):
        self.every_moment(self.moved, lambda: ('undo', (listed() or ['?'])[0]))


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], '-v', *sys.argv[3:]])
