#!/usr/bin/python3
"""test_journeys.py PROGRAM LOCALEDIR: how many presses it takes to get from the first page to where one wants to be, against mail servers in
an internet of its own (find_world.py).  A press is a key that does something: Return, the space bar, an arrow that chooses; typing, and
Tab, which only leads there, are counted apart.  By mouse, each is a click.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import os
import sys
import unittest

from desk import need, skip, wait_for
from find_case import PASSWORD, FindCase
from find_world import AT_HOSTER, AT_OCN, NOTHING

import village

PROGRAM, LOCALEDIR = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


class Journeys(FindCase):
    PROGRAM = PROGRAM
    LOCALEDIR = LOCALEDIR

    def setUp(self):
        super().setUp()
        self.presses, self.tabs = [], 0
        self.may_sign_in = True

    def press_key(self, *keys):
        self.presses += keys
        self.desk.key(*keys)

    def lead_to(self, name, backwards=False):
        """By Tab, to what is called so, or begins with it."""
        for _ in range(40):
            if self.focus_name().startswith(name):
                return
            self.tabs += 1
            self.desk.key('shift+Tab' if backwards else 'Tab')
        raise AssertionError(f'Tab never came to “{name}”')

    def type_who_it_is(self, address):
        self.start(*self.world.options())
        self.await_page('Welcome')
        self.press_key('Return')
        self.await_page('Address')
        self.desk.type(address)
        self.lead_to('メールパスワード')
        self.desk.type(PASSWORD)
        self.press_key('Return')

    def assert_signed_in(self, url, user):
        signed_in = base64.b64encode(f'\0{user}\0{PASSWORD}'.encode()).decode()
        self.assertIn(signed_in, '\n'.join(line for where, line in self.world.said() if where == url))

    def report(self, name):
        print(f'{name}: {len(self.presses)} presses, {self.tabs} Tabs', file=sys.stderr)

    def test_a_known_provider_into_thunderbird(self):
        """(a)"""
        self.type_who_it_is('taro@ocn.ne.jp')
        self.await_page('Test')
        self.tree.await_words(self.translate('It works'))
        self.press_key('Return')
        self.await_page('Save')
        wait_for('Thunderbird', lambda: self.tree.find('Thunderbird', 'radio button', part=True))
        chosen = wait_for('what is chosen', lambda: next((node for node in self.tree.all() if node.role == 'radio button' and
                                                          self.tree.has_state(node, 'CHECKED')), None))
        if 'Thunderbird' not in self.tree.text(chosen):
            self.lead_to(self.tree.text(chosen))
            while 'Thunderbird' not in self.focus_name():
                self.press_key('Down')
        self.lead_to('保存')
        self.press_key('Return')
        self.await_page('Done')
        for url in AT_OCN:
            self.assert_signed_in(url, 'taro@ocn.ne.jp')
        self.report('a')
        self.assertLessEqual(len(self.presses), 5)

    def test_an_own_domain_whose_settings_are_typed(self):
        """(b): nobody knows the domain, nor its hosting company; POP3, STARTTLS and a name each for receiving and sending."""
        self.type_who_it_is(f'taro@{NOTHING}')
        self.await_page('Servers')
        self.tree.await_focus('サーバー名')
        # All that stands there is a guess, which is selected, and goes with the first letter.
        self.desk.type('pop.hoster.example')
        wait_for('the other name to follow', lambda: self.tree.typed('サーバー名') == ['pop.hoster.example', 'smtp.hoster.example'])
        self.lead_to('受信方式', backwards=True)
        self.choose_next()
        self.lead_to('接続の保護')
        self.choose_next()
        wait_for('the port to follow', lambda: self.tree.typed('ポート番号') == ['110', '465'])
        self.lead_to('ユーザー名')
        self.lead_to('接続の保護')
        self.choose_next()
        wait_for('the port to follow', lambda: self.tree.typed('ポート番号') == ['110', '587'])
        self.lead_to('テストする')
        self.press_key('Return')
        self.await_page('Test')
        self.tree.await_words(self.translate('It works'))
        for url in AT_HOSTER:
            self.assert_signed_in(url, f'taro@{NOTHING}')
        self.report('b')
        self.assertLessEqual(len(self.presses), 9)

    def choose_next(self):
        """The next answer of a list that unfolds: two presses, one to unfold it and one on the answer, to which the arrow only leads."""
        before = self.focus_name()
        self.press_key('space')
        self.tabs += 1
        self.desk.key('Down')
        self.press_key('Return')
        wait_for('another answer', lambda: self.focus_name() not in ('', before))


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if why := village.unavailable():
        skip(why)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
