#!/usr/bin/python3
"""test_certificate.py WINDOW: what the certificate page says, as a screen reader hears it: who is asked for a missing
certificate, and when; the comparison with last time; names that nobody would guess.  WINDOW is certificate-window.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import tlsfront
from certmaker import HOST, Authorities, Issuer, der
from desk import HANG, Desk, need, wait_for
from tree import Tree

ASK = 'Ask ca.example.test for the missing certificate'
DAY = 86400


class Certificate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desk())
        cls.tree = Tree(cls.desk, 'certificate-window')

    def setUp(self):
        self.make = Authorities(self.enterContext(tempfile.TemporaryDirectory(prefix='tegami-certificate-')))
        self.root = self.make.authority('Root', organisation='Good Trust')

    def show(self, *chain, root=None):
        front = self.enterContext(tlsfront.Front('imaps', self.make.context(*chain)))
        self.before(front)
        process = self.desk.start(sys.argv[1], front.url(HOST), str((root or self.root)[0]), HOST + '=127.0.0.1', 'ca.example.test=127.0.0.1',
                                  stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (process.terminate(), process.wait(HANG)))
        self.desk.window_of(process)
        return wait_for('the facts', lambda: self.tree.find('Chain of certificates', part=True) and self.tree.words())

    def before(self, front):
        pass

    def remember(self, pair, issuer):
        """Our record says that @pair proved the server two days ago."""
        folder = pathlib.Path(self.desk.env['XDG_DATA_HOME']) / 'tegami'
        folder.mkdir(exist_ok=True)
        then = int(time.time()) - 2 * DAY

        def write(front):
            (folder / 'certificates.json').write_text(json.dumps({'schema': 1, 'certificates': [{
                'host': HOST, 'port': front.port, 'sha256': hashlib.sha256(der(pair)).hexdigest(), 'key_id': '0' * 64, 'issuer': issuer,
                'self_signed': False, 'not_after': then, 'first_seen': then, 'last_seen': then}]}))
        self.before = write

    def test_the_issuer_is_named_and_asked_only_when_the_button_is_pressed(self):
        middle = self.make.authority('Middle', self.root)
        issuer = Issuer({'/': der(middle)})
        self.addCleanup(issuer.close)
        words = self.show(self.make.server('leaf', middle, 'http://ca.example.test:%d/' % issuer.port))
        self.assertIn('Broken here: the server does not send the next certificate.', words)
        self.assertIn('This certificate is missing.', words)
        self.assertEqual(issuer.asked, [])
        self.tree.press(self.tree.find(ASK, 'push button'))
        wait_for('the proof', lambda: 'Proven: the server fails to send “Middle”.' in self.tree.words())
        self.assertEqual(len(issuer.asked), 1)
        self.assertIsNone(self.tree.find(ASK, 'push button'))

    def test_a_new_certificate_of_the_same_issuer_is_an_ordinary_renewal(self):
        former = self.make.server('former', self.root)
        self.remember(former, 'CN=Root,O=Good Trust')
        self.assertIn('an ordinary renewal', self.show(self.make.server('renewed', self.root)))

    def test_a_certificate_of_its_own_in_the_place_of_an_issued_one_is_suspicious(self):
        former = self.make.server('former', self.root)
        self.remember(former, 'CN=Root,O=Good Trust')
        words = self.show(self.make.server('own'))
        self.assertIn('That is suspicious', words)
        self.assertIn('Good Trust', words)

    def test_without_a_record_nothing_is_compared(self):
        self.assertNotIn('Compared with last time', self.show(self.make.server('leaf', self.root)))

    def test_the_nearest_name_stands_beside_the_one_that_was_asked_for(self):
        words = self.show(self.make.server('leaf', self.root, names=('www.elsewhere.test', 'imap.example.test', 'xn--r8jz45g.test')))
        # Each has its caption above it.
        self.assertLess(words.index('The server that you entered'), words.index('The closest name in the certificate'))
        self.assertLess(words.index('The closest name in the certificate'), words.index('imap.example.test'))
        self.assertIn('例え.test', words)
        # The chain is sound: nobody is blamed for the name.
        self.assertIn('This computer knows it.', words)

    def assert_order(self, words, *cards):
        places = [f'\n{words}'.index(f'\n{card}\n') for card in cards]
        self.assertEqual(places, sorted(places))

    def test_a_wrong_name_comes_first(self):
        self.assert_order(self.show(self.make.server('name', self.root, names=('www.elsewhere.test',))), 'Names', 'Validity', 'Issuer')

    def test_a_validity_that_is_over_comes_first(self):
        over = ['activation_date = "2026-05-01 00:00:00"', 'expiration_date = "2026-11-03 00:00:00"']
        self.assert_order(self.show(self.make.server('over', self.root, more=over)), 'Validity', 'Names', 'Issuer')

    def test_an_issuer_that_nobody_knows_comes_first(self):
        self.assert_order(self.show(self.make.server('own')), 'Issuer', 'Chain of certificates', 'Names', 'Validity')

    def test_a_name_among_very_many_is_found_and_the_list_stays_short(self):
        words = self.show(self.make.server('many', self.root, names=['h%d.example.net' % i for i in range(110)] + [HOST]))
        self.assertIn('This name matches.', words)
        self.assertLess(words.count('.example.net'), 20)

    def test_the_way_is_drawn_that_the_verdict_took(self):
        old, new = self.make.authority('Old Root', over=True), self.make.authority('New Root')
        cross, middle = self.make.authority('New Root', old, like=new), self.make.authority('Middle', new)
        leaf = self.make.server('leaf', middle)
        both = self.make.folder / 'both.pem'
        both.write_text(old[0].read_text() + new[0].read_text())
        words = self.show(leaf, middle, cross, old, root=(both, None))
        self.assertIn('New Root', words)
        self.assertIn('This computer knows it.', words)
        self.assertIn('The server sends 2 more certificates, which are not needed here.', words)
        self.assertNotIn('It has expired', words)

    def test_an_authority_of_this_computer_that_has_expired_is_named_as_such(self):
        old, new = self.make.authority('Old Root', over=True), self.make.authority('New Root')
        cross, middle = self.make.authority('New Root', old, like=new), self.make.authority('Middle', new)
        words = self.show(self.make.server('leaf', middle), middle, cross, root=old)
        self.assertIn('It has expired.', words)
        self.assertLess(words.index('The authority at the top (need not be sent)'), words.index('It has expired.'))
        self.assertNotIn('This computer knows it.', words)

    def test_text_that_turns_the_direction_is_made_visible(self):
        turned = self.make.authority('Turned', organisation='Bank \u202eknaB')
        words = self.show(self.make.server('leaf', turned), turned)
        self.assertNotIn('\u202e', words)
        self.assertIn('Bank \\u{202E}knaB', words)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'certtool')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
