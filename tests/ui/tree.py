"""tree.py: what a screen reader sees of the wizard (AT-SPI).

Made after the desk has started: the library connects to the bus of the environment, once per process.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os

from desk import wait_for


class Tree:
    def __init__(self, desk, program='tegami'):
        os.environ.update(desk.env)
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        self.atspi = Atspi
        self.program = program
        Atspi.init()
        Atspi.set_timeout(3000, 10000)

    def application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and self.program in (child.get_name() or '').lower():
                return child
        return None

    def _shown(self, node):
        """The node and all below it that are on screen."""
        from gi.repository import GLib
        try:
            states = node.get_state_set()
            if not states.contains(self.atspi.StateType.VISIBLE):
                return
            yield node
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is not None:
                    yield from self._shown(child)
        except GLib.Error:
            return  # it went away while we looked

    def all(self):
        application = self.application()
        if application is None:
            return
        for index in range(application.get_child_count()):
            window = application.get_child_at_index(index)
            if window is not None:
                yield from self._shown(window)

    def words(self):
        """Everything that is written on the screen."""
        return '\n'.join(filter(None, (self.text(node) for node in self.all())))

    def text(self, node):
        name = node.get_name() or ''
        if not name and 'Text' in node.get_interfaces():
            name = self.atspi.Text.get_text(node, 0, -1)
        return name

    def find(self, name, role=None, part=False):
        for node in self.all():
            text = self.text(node)
            if (name in text if part else text == name) and (role is None or node.get_role_name() == role):
                return node
        return None

    def focused(self):
        for node in self.all():
            if node.get_state_set().contains(self.atspi.StateType.FOCUSED):
                return node
        return None

    def press(self, node):
        self.atspi.Action.do_action(node, 0)

    def has_state(self, node, state):
        return node.get_state_set().contains(getattr(self.atspi.StateType, state))

    def await_words(self, words, patience=30):
        wait_for(f'the words “{words}”', lambda: words in self.words(), patience)

    def await_focus(self, name):
        """Until the focus is on something of this name."""
        def look():
            node = self.focused()
            return node is not None and self.text(node) == name
        wait_for(f'the focus on “{name}”', look)
