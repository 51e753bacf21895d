#!/usr/bin/python3
"""test_motion.py PROGRAM: while one page slides away and the next one in, which takes minutes here, there is only the next one: for screen
readers, for the keyboard, and for what comes then.  And where motion is switched off, there is none.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import subprocess
import sys
import unittest

from desk import need, wait_for
from wizard_case import WizardCase

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None


class Motion(WizardCase):
    PROGRAM = PROGRAM
    ANIMATIONS = True

    def setUp(self):
        super().setUp()
        self.desk.env['GTK_SLOWDOWN'] = '1000'  # GTK's own

    def pages(self):
        return [node.name for node in self.tree.all() if node.name.startswith('Tg') and node.name.endswith('Page')]

    def picture(self, name):
        path = f'{self.desk.home}/{name}.png'
        self.desk.picture(self.window, path)
        return path

    def test_only_the_page_that_comes_is_there(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.assertEqual(self.pages(), ['TgAddressPage'])
        self.tree.await_focus('Mail address')
        self.unfold('The servers are set')
        self.press('Change servers')
        self.await_page('Servers')
        self.assertEqual(self.pages(), ['TgServersPage'])
        self.desk.key(*['Tab'] * 20)
        for _ in range(20):
            self.assertNotIn(self.focus_name(), ('Mail address', 'Mail password', 'Show password', 'Change servers…'))
            self.desk.key('Tab')

    def test_one_can_go_on_and_back_at_once(self):
        self.start('--practice', 'good')
        self.await_page('Address')
        self.unfold('The servers are set')
        self.press('Change servers')
        self.await_page('Servers')
        self.desk.key('alt+Left')
        self.await_page('Address')
        self.assertEqual(self.pages(), ['TgAddressPage'])
        self.tab_to('Mail address')
        self.press('Change servers')
        self.await_page('Servers')
        self.press('Test')
        self.await_label('It works')
        self.assertEqual(self.pages(), ['TgTestPage'])
        for page in ('Servers', 'Address', 'Welcome', 'Welcome'):
            self.desk.key('alt+Left')
            self.await_page(page)
            self.assertEqual(self.pages(), [f'Tg{page}Page'])

    def test_without_motion_the_page_is_there_at_once(self):
        path = f'{self.desk.home}/.config/gtk-4.0/settings.ini'
        with open(path, encoding='utf-8') as settings:
            kept = settings.read()
        with open(path, 'w', encoding='utf-8') as settings:
            settings.write(kept.replace('true', 'false'))
        try:
            self.start()
            self.await_page('Welcome')
            self.desk.key('Tab', 'shift+Tab')
            standing = self.picture('standing')
            self.desk.key('Return')
            self.await_page('Address')
            self.desk.key('alt+Left')
            self.await_page('Welcome')
            wait_for('the same picture', lambda: subprocess.run(
                ['compare', '-metric', 'AE', standing, self.picture('again'), 'null:'], stderr=subprocess.DEVNULL, check=False).returncode == 0)
        finally:
            with open(path, 'w', encoding='utf-8') as settings:
                settings.write(kept)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'import', 'compare')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
