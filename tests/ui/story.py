"""story.py: for screenshots.py, one wizard on one desk, with pictures taken on the way.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import subprocess

from desk import HANG, wait_for
from wizard_case import FAILURES


class Story:
    def __init__(self, desk, tree, size, folder, translate, program, world):
        self.desk = desk
        self.world = world
        self.tree = tree
        self.size = size
        self.folder = folder
        self.tr = lambda text: translate(text).replace('_', '')
        self.program = program
        self.process = None
        self.window = None

    def begin(self, *arguments):
        self.process = self.desk.start(self.program, *arguments)
        self.window = self.desk.window_of(self.process)
        self.desk.run('xdotool', 'windowsize', '--sync', self.window, *map(str, self.size))

    def end(self):
        self.process.terminate()
        self.process.wait(HANG)
        wait_for('the program to be gone', lambda: self.tree.application() is None)

    def await_page(self, name):
        wait_for(name, lambda: self.tree.find(f'Tg{name}Page'))

    def press(self, text):
        node = wait_for(f'the button {text}', lambda: self.tree.find(self.tr(text), 'push button'))
        self.tree.press(node)

    def press_part(self, text, role):
        self.tree.press(wait_for(f'the {role} with {text}', lambda: self.tree.find(text, role, part=True)))

    def choose(self, text):
        """By the keyboard: radio buttons have no action in GTK 4.8.  The page's first field has the focus."""
        wait_for(text, lambda: self.tree.find(text, 'radio button', part=True))
        self.desk.key('Tab')
        for _ in range(10):
            node = self.tree.focused()
            if node is not None and text in self.tree.text(node):
                return
            self.desk.key('Down')
        raise AssertionError(f'{text} could not be chosen')

    def tab_to(self, text, whole=False):
        for _ in range(40):
            node = self.tree.focused()
            if node is not None and (text == self.tree.text(node) if whole else text in self.tree.text(node)):
                return
            self.desk.key('Tab')
        raise AssertionError(f'Tab never came to {text}')

    def picture(self, name, menus=False):
        """@menus: with what has opened over the window, and beyond its edges."""
        path = os.path.join(self.folder, f'{name}.png')
        if menus:
            self.desk.picture('root', path)
            self.desk.run('mogrify', '-crop', f'{self.size[0] + 300}x{self.size[1] + 500}+0+0', '+repage', path)
            return
        self.desk.picture(self.window, path)
        width, height = map(int, subprocess.run(['identify', '-format', '%w %h', path], check=True, text=True,
                                                capture_output=True).stdout.split())
        if width != self.size[0]:
            raise AssertionError(f'{path}: asked for {self.size[0]} pixels of width, and the page takes {width}')

    def await_failure(self):
        self.await_page('Test')
        titles = [self.tr(title) for title in FAILURES]
        wait_for('a failure', lambda: next(filter(None, (self.tree.find(title, 'label') for title in titles)), None))

    def await_result(self, verdict):
        self.await_page('Test')
        wait_for(f'the verdict “{verdict}”', lambda: self.tree.find(self.tr(verdict), 'label'))
