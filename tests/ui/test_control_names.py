#!/usr/bin/python3
"""test_control_names.py WINDOW: on every page, what can be pressed, typed into or chosen has a name for people, also in what is unfolded, and no
picture is read aloud that has none; and with text at 200 %, no page needs more than 360 pixels of width.  WINDOW is page-window.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import subprocess
import sys
import unittest

from desk import HANG, Desk, need, wait_for
from tree import Tree

CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'text', 'password text', 'entry', 'combo box', 'link', 'slider',
            'spin button', 'menu item', 'check menu item', 'radio menu item'}
PICTURES = {'image', 'icon', 'progress bar', 'animation'}
# Before there is an account.
EARLY = ('welcome', 'symptoms', 'address', 'paper', 'letter', 'message', 'changes', 'exception-list', 'reference')
# With a test behind them: one that is well, one that asks for the password, one with a certificate to look at, and for an authority.
SCENARIOS = ('good', 'wrong-password', 'cert-self-signed', 'cert-unknown-issuer', 'tls-on-starttls-port')
# What is other with another end of the test.
OF_RESULTS = ('test', 'certificate', 'allow', 'authority')


def is_name(text):
    return text != '' and '_' not in text and not text.startswith(('Gtk', 'Adw', 'Tg')) and any(map(str.isalnum, text))


class Pages(unittest.TestCase):
    """One window, led from page to page."""
    TEXT_SCALE = 1.0

    def setUp(self):
        self.desk = self.enterContext(Desk(text_scale=self.TEXT_SCALE))
        self.tree = Tree(self.desk, 'page-window')
        self.process = self.desk.start(sys.argv[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pages = self.process.stdout.readline().split()
        self.window = self.desk.window_of(self.process)

    def tearDown(self):
        self.process.stdin.close()
        self.assertEqual(self.process.wait(HANG), 0)
        self.process.stdout.close()

    def say(self, line):
        """The type of the page shown then, and the least width that the window has there."""
        print(line, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().split()

    def lead(self, line):
        page, _ = self.say(line)
        wait_for(page, lambda: self.tree.find(page))
        return page

    def every_page(self):
        """The names of the pages, one after another, each with what led to it: the window shows it then."""
        for name in EARLY:
            yield self.lead(f'go {name}')
        for scenario in SCENARIOS:
            yield self.lead(f'practise {scenario}') + f' ({scenario})'
            for name in self.pages if scenario == SCENARIOS[0] else OF_RESULTS:
                if name != 'allow' or scenario.startswith('cert-'):  # otherwise there is nothing to allow
                    yield self.lead(f'go {name}') + f' ({scenario})'

    def unfold(self):
        """All that is folded, and what is folded in that."""
        for _ in range(5):
            folded = [node for node in self.tree.all() if self.tree.has_state(node, 'EXPANDABLE') and not self.tree.has_state(node, 'EXPANDED')]
            if not folded:
                return
            for node in folded:
                self.tree.press(node)
                wait_for(f'“{node.name}” to unfold', lambda one=node: self.tree.has_state(one, 'EXPANDED'))
        raise AssertionError(f'never unfolded: {folded}')


class Names(Pages):
    """With large text: so each page is looked at once for both."""
    TEXT_SCALE = 2.0

    def nameless(self):
        """What has no name, with what is read before it."""
        before = ''
        for node in self.tree.all():
            name = node.name
            if node.role in CONTROLS and not is_name(name) or node.role in PICTURES and not is_name(name):
                yield f'{node.role} “{name}” after “{before}”'
            before = self.tree.text(node) or before

    def look_at(self, page):
        self.unfold()
        _, least = self.say('stay')
        return [f'{page}: {one}' for one in self.nameless()] + ([f'{page}: {least} pixels'] if int(least) > 360 else [])

    def test_everything_has_a_name_and_fits(self):
        self.assertGreater(len(self.pages), 15)
        found = []
        for page in self.every_page():
            found += self.look_at(page)
        self.tree.press(self.tree.find('Main menu', 'push button'))
        self.tree.await_words('Quick Reference')
        found += [f'the menu: {one}' for one in self.nameless()]
        self.assertEqual('\n'.join(found), '')

    def test_tab_comes_to_the_password_before_the_button_that_shows_it(self):
        self.desk.run('xdotool', 'windowsize', '--sync', self.window, '360', '900')
        self.lead('go address')
        for name in ('Mail address', 'Mail password', 'Show password'):
            self.tree.await_focus(name)
            self.desk.key('Tab')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
