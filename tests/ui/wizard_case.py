"""wizard_case.py: what every test of the wizard's keyboard needs: one desk, the wizard on it, and an end without complaints.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import shutil
import unittest

from desk import HANG, Desk, wait_for
from tree import Tree

COMPLAINT = re.compile(r'(CRITICAL|WARNING|ERROR|AddressSanitizer|runtime error).*')
# What a bare X server without a desktop around it makes the libraries say; and what GTK 4.8 says, where the computer is busy, of the inside
# of its own menus as they close.
NOT_OURS = re.compile(r'Trying to snapshot GtkGizmo \S+ without a current allocation|dbind|dconf|portal|Settings schema|AT-SPI|a11y|Vulkan|EGL|libEGL|MESA|Unable to acquire session bus|im-ibus|accessibility bus')


# What the headline says of a test that failed.
FAILURES = ['It does not work yet', 'Receiving does not work yet', 'Sending does not work yet', 'Neither receiving nor sending works yet',
            'Receiving works. Only sending does not work yet',
            'The sending server accepts your mail. Only receiving does not work yet']


class WizardCase(unittest.TestCase):
    """Subclasses set PROGRAM."""
    PROGRAM = None
    LEFT_BEHIND = ('.thunderbird', '.config/evolution', '.local/share/tegami', '.local/state/tegami')
    ANIMATIONS = False
    desk = None
    tree = None

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desk(animations=cls.ANIMATIONS))
        cls.tree = Tree(cls.desk)

    def setUp(self):
        self.log = open(f'{self.desk.home}/{self.id()}.log', 'w+', encoding='utf-8')
        self.process = None

    def tearDown(self):
        try:
            self.quit()
        finally:
            if self.process and self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        # The next test finds an empty HOME.
        for folder in self.LEFT_BEHIND:
            shutil.rmtree(f'{self.desk.home}/{folder}', ignore_errors=True)
        self.log.seek(0)
        complaints = [line for line in self.log if COMPLAINT.search(line) and not NOT_OURS.search(line)]
        self.log.close()
        self.assertEqual(complaints, [], 'the program complained')

    def start(self, *arguments, through=()):
        self.process = self.desk.start(*through, self.PROGRAM, *arguments, stderr=self.log)
        self.window = self.desk.window_of(self.process)
        return self.window

    def other_window(self):
        """A second window of the program's; there is no window manager to give it the focus."""
        return next((window for window in self.desk.windows_of(self.process) if window != self.window), None)

    def answer(self, *keys):
        """Presses keys in the question that has come up, which goes with them."""
        self.desk.focus(wait_for('the question', self.other_window))
        self.desk.key(*keys)
        wait_for('the question to go', lambda: self.other_window() is None)
        self.desk.window_of(self.process)

    def agree_to_undo(self):
        """After Undo was pressed."""
        self.await_label('Undo this change?')
        self.answer('alt+u')

    def quit(self):
        if self.process and self.process.poll() is None:
            self.desk.key('ctrl+q')
            self.assertEqual(self.process.wait(HANG), 0, 'Ctrl+Q ends the program')
        wait_for('the program to be gone', lambda: self.tree.application() is None)

    def browse_with_a_script(self):
        """The desk's browser writes down what it is asked for."""
        opened = f'{self.desk.home}/opened'
        applications = f'{self.desk.home}/.local/share/applications'
        os.makedirs(applications, exist_ok=True)
        script = f'{self.desk.home}/browser'
        with open(script, 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\necho "$1" >{opened}\n')
        os.chmod(script, 0o700)
        with open(f'{applications}/browser.desktop', 'w', encoding='utf-8') as file:
            file.write(f'[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n')
        with open(f'{self.desk.home}/.config/mimeapps.list', 'w', encoding='utf-8') as file:
            file.write('[Default Applications]\nx-scheme-handler/http=browser.desktop\nx-scheme-handler/https=browser.desktop\n')
        return opened

    def await_page(self, name):
        return wait_for(f'the page {name}', lambda: self.tree.find(f'Tg{name}Page'))

    def await_label(self, text):
        return wait_for(f'“{text}”', lambda: self.tree.find(text, 'label'))

    def await_failure(self):
        """The headline of a test that failed: it says which side."""
        return wait_for('a failure', lambda: next(filter(None, (self.tree.find(text, 'label') for text in FAILURES)), None))

    def await_button(self, text, part=False):
        return wait_for(f'the button {text}', lambda: self.tree.find(text, 'push button', part=part))

    def focus_name(self):
        node = self.tree.focused()
        return self.tree.text(node) if node else ''

    def tab_to(self, part, backwards=False):
        """Presses Tab until the focus is on something with these words in its name."""
        for _ in range(40):
            node = self.tree.focused()
            if node is not None and part in self.tree.text(node):
                return node
            self.desk.key('shift+Tab' if backwards else 'Tab')
        raise AssertionError(f'Tab never came to “{part}”')

    def choose(self, place):
        """On the Save page: where the account goes.  The place that is chosen by now, on which the focus comes, may be any of them."""
        wait_for(place, lambda: self.tree.find(place, 'radio button', part=True))
        self.tab_to('Sender name')
        self.desk.key('Tab')
        for key in ['Up'] * 10 + ['Down'] * 10:
            if place in self.focus_name():
                return
            self.desk.key(key)
        raise AssertionError(f'{place} is not offered')

    def practise_until_save(self, scenario='good', through=()):
        """From the start with a practice account that works to the Save page."""
        self.start('--practice', scenario, through=through)
        self.go_on_until_save()

    def go_on_until_save(self):
        self.await_page('Address')
        self.desk.key('Return')
        self.await_label('It works')
        self.desk.key('Return')
        self.await_page('Save')

    def unfold(self, title):
        self.tree.press(self.await_button(title))

    def complain(self, symptom, account=None):
        """From Welcome to the page that asks where it happens; with @account, the one that Thunderbird has, to what comes then."""
        self.await_page('Welcome')
        self.press('Mail does not work')
        self.await_page('Symptoms')
        self.press(symptom)
        self.await_page('Where')
        if account:
            name = f'{account}. Thunderbird'
            wait_for('the account', lambda: self.tree.find(name, 'push button'))
            self.press(name)

    def press(self, part):
        self.tab_to(part)
        self.desk.key('Return')
