#!/usr/bin/python3
# test-keyring.py: tegamictl saves into Evolution while the keyring behaves as keyrings do: locked, missing, refusing, silent …  Each
# is told in its own words, in both languages and before anything is written where that can be known; nothing stays half done.
# Arguments: tegamictl, the folder of the translations.
#
# Each has a bus of its own, on which nothing is started but evolution-data-server: the real gnome-keyring would come to help.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from patience import HANG
from secret_service import MANNERS
from tegamictl import home_environment

PROGRAM, TRANSLATIONS = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
SERVICE = pathlib.Path(__file__).with_name('secret_service.py')
SOURCES = 'org.gnome.evolution.dataserver.Sources5'
PASSWORD = 'pass wörd'
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><servicedir>{folder}/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
'''
ASKED = {'locked': ('a window asks for the password of the keyring', 'パスワードを'),
         'new': ('a window asks you to choose a password for a new keyring', '新しい')}
ASKED.update(unlocks=ASKED['locked'], waits=ASKED['locked'], makes=ASKED['new'])

# The manner: exit status, and what is said in English and in Japanese; whether it is known before Save.
ROWS = {
    'good': (0, '', '', False),
    'unlocks': (0, '', '', False),
    'makes': (0, '', '', False),
    'locked': (1, 'The password keyring stayed locked.', 'ロックされたまま', False),
    'locks-itself': (1, 'The password keyring stayed locked.', 'ロックされたまま', False),
    'new': (1, 'No keyring was created for the password.', '作られませんでした', False),
    'waits': (3, '', '', False),  # until the person stops it
    'missing': (1, 'This computer has no password keyring', 'gnome-keyring をインストール', True),
    'broken': (1, 'could not be saved in the keyring. Restart', 'パソコンを再起動', True),  # it cannot be started
    'denies': (1, 'Tegami is not allowed to use', '許可されていません', True),
    'silent': (1, 'does not answer', '応答がありません', True),
    'silent-later': (1, 'does not answer', '応答がありません', False),
    'full': (1, 'could not be saved in the keyring. Restart', 'パソコンを再起動', False),
    'one-only': (1, 'could not be saved in the keyring. Restart', 'パソコンを再起動', False),
    'forgets': (1, 'The keyring does not return the password', 'キーリング', False),
    'dies': (1, 'does not answer', '応答がありません', False),
}
IN_JAPANESE = ('locked', 'new', 'silent-later', 'forgets', 'full')


class Desk:
    """A home, a bus, and on it a keyring of this manner."""

    def __init__(self, manner):
        self.manner = manner

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='tegami-keyring-')
        folder = pathlib.Path(self.folder.name)
        (folder / 'services').mkdir()
        self.offer(SOURCES, shutil.which('evolution-source-registry', path='/usr/libexec:/usr/libexec/evolution-data-server'))
        if self.manner == 'broken':
            self.offer('org.freedesktop.secrets', '/bin/false')
        (folder / 'bus.conf').write_text(BUS.format(folder=folder))
        self.environment = home_environment(self.folder.name, TEGAMI_LOCALEDIR=str(TRANSLATIONS))
        self.processes = []
        bus = self.start('dbus-daemon', '--config-file', folder / 'bus.conf', '--print-address', '--nofork')
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()
        if self.manner in MANNERS:
            self.keyring = self.start('/usr/bin/python3', SERVICE, self.manner)
            self.keyring.stdout.readline()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
            process.stdout.close()
        self.folder.cleanup()

    def offer(self, name, program):
        path = pathlib.Path(self.folder.name) / 'services' / f'{name}.service'
        path.write_text(f'[D-BUS Service]\nName={name}\nExec={program}\n')

    def start(self, *words):
        process = subprocess.Popen([*map(str, words)], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def tegamictl(self, *words, stop=False):
        process = subprocess.Popen([PROGRAM, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.environment)
        process.stdin.write(f'{PASSWORD}\n'.encode())
        process.stdin.close()
        process.stdin = None
        if stop:
            assert self.keyring.stdout.readline() == b'asked\n'
            process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=HANG)
        assert PASSWORD.encode() not in output + errors
        return process.returncode, output.decode(), errors.decode()

    def save(self, *more, **keywords):
        return self.tegamictl('save', 'evolution', '--unverified', '--password-stdin', '--address', 'taro@example.jp', '--receive',
                              'imaps://imap.example.jp', '--send', 'smtps://smtp.example.jp', *more, **keywords)

    def accounts(self):
        """What the data server has written."""
        folder = pathlib.Path(self.environment['XDG_CONFIG_HOME']) / 'evolution/sources'
        return [path for path in folder.glob('*.source') if 'example.jp' in path.read_text()]

    def journal(self):
        """What would be undone, and what of it is on the disk."""
        folder = pathlib.Path(self.environment['XDG_DATA_HOME']) / 'tegami/changes'
        return self.tegamictl('undo')[1], [path.name for path in folder.glob('????????T*')]

    def kept(self):
        """How many passwords the keyring holds."""
        found = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path',
                                '/org/freedesktop/secrets', '--method', 'org.freedesktop.Secret.Service.SearchItems', '{}'],
                               env=self.environment, capture_output=True, check=False)
        return found.stdout.count(b'/collection/one/')


class Keyrings(unittest.TestCase):
    def try_one(self, manner):
        """What came of it, to be judged in one thread."""
        with Desk(manner) as desk:
            at_once = ROWS[manner][-1]
            seen = {'shown ja': desk.save('--dry-run', '--lang', 'ja')}
            seen['shown'] = desk.save() if at_once else desk.save('--dry-run')
            seen['kept before'] = desk.kept() if manner in MANNERS and not manner.startswith('silent') else 0
            seen['done'] = seen['shown'] if at_once else desk.save(*['--lang', 'ja'] * (manner in IN_JAPANESE), stop=manner == 'waits')
            seen['kept'] = desk.kept() if manner in MANNERS and not manner.startswith(('silent', 'denies')) else 0
            seen['accounts'], seen['journal'] = len(desk.accounts()), desk.journal()
            return seen

    def judge(self, manner, seen):
        status, english, japanese, at_once = ROWS[manner]
        shown, shown_ja, done = seen['shown'], seen['shown ja'], seen['done']
        self.assertEqual((shown[0], shown_ja[0]), (1, 1) if at_once else (0, 0))
        for said, word in ((shown, english), (shown_ja, japanese)):
            self.assertIn(word if at_once else '', said[2])
        for said, word in zip((shown, shown_ja), ASKED.get(manner, ('', ''))):
            self.assertIn(word, said[1])
        if manner not in ASKED:
            self.assertNotIn('a window', shown[1])

        self.assertEqual(done[0], status, done)
        self.assertTrue(english in done[2] or japanese in done[2], done)
        self.assertEqual(seen['kept before'], 0)
        self.assertEqual((seen['accounts'], seen['kept']), (3, 2) if status == 0 else (0, 0))
        text, folders = seen['journal']
        self.assertEqual('taro@example.jp' in text, status == 0)
        # Where the keyring has died, what is in it is not known, and is looked after later.
        self.assertEqual(len(folders), int(status == 0 or manner == 'dies'), folders)

    def test_each_manner_of_a_keyring(self):
        with ThreadPoolExecutor(4) as pool:
            futures = {manner: pool.submit(self.try_one, manner) for manner in sorted(ROWS, key=lambda manner: 'silent' not in manner)}
        for manner, future in futures.items():
            with self.subTest(manner):
                self.judge(manner, future.result())


if __name__ == '__main__':
    if not glob.glob('/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Sources*.service') or shutil.which('gdbus') is None:
        print('SKIPPED: evolution-data-server is not installed', file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], '-v', *sys.argv[3:]])
