"""tree.py: what a screen reader sees of the wizard (AT-SPI), a whole window in one call.

Every look shows one moment: the program answers it between two of its own events.  Asking widget by widget would mix two pages
while one gives way to the other, and would take most of the time on a busy computer.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import dataclasses
import os

from desk import HANG, wait_for

REGISTRY, ROOT, CACHE = 'org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root', '/org/a11y/atspi/cache'


@dataclasses.dataclass(frozen=True)
class Node:
    """A widget as it was at the moment of a look; equal to itself whenever it is seen."""
    owner: str
    path: str
    role: str = dataclasses.field(compare=False)
    name: str = dataclasses.field(compare=False)
    states: int = dataclasses.field(compare=False)
    interfaces: list = dataclasses.field(compare=False)
    children: int = dataclasses.field(compare=False)


class Tree:
    """Made after the desk has started.  @program: a part of the program's name."""

    def __init__(self, desk, program='tegami'):
        os.environ.update(desk.env)
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, Gio, GLib
        self.atspi, self.glib, self.program = Atspi, GLib, program
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(desk.env['DBUS_SESSION_BUS_ADDRESS'], flags, None, None)
        place, = self._call('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus.GetAddress')
        self._bus = Gio.DBusConnection.new_for_address_sync(place, flags, None, None)
        self._names = {}  # owner → the application's name

    def _call(self, owner, path, method, signature='()', *arguments):
        interface, _, member = method.rpartition('.')
        return self._bus.call_sync(owner, path, interface, member, self.glib.Variant(signature, arguments), None, 0, HANG * 1000, None).unpack()

    def _name_of(self, owner):
        if owner not in self._names:
            self._names[owner], = self._call(owner, ROOT, 'org.freedesktop.DBus.Properties.Get', '(ss)', 'org.a11y.atspi.Accessible', 'Name')
        return self._names[owner].lower()

    def application(self):
        """The program's name on the bus, or None while it does not run."""
        for owner, _ in self._call(REGISTRY, ROOT, 'org.a11y.atspi.Accessible.GetChildren')[0]:
            try:
                if self.program in self._name_of(owner):
                    return owner
            except self.glib.Error:
                continue  # it has ended
        return None

    def _nodes(self, owner):
        """Path → Node of every widget that has been asked for once."""
        return {path: Node(owner, path, self.atspi.role_get_name(self.atspi.Role(role)), name, states[0] | states[1] << 32, interfaces, children)
                for (_, path), _, _, _, children, interfaces, name, role, _, states in self._call(owner, CACHE, 'org.a11y.atspi.Cache.GetItems')[0]}

    def _children(self, owner, paths):
        """Path → the paths of its children, of all these at once."""
        found, failed = {}, []

        def on_answer(bus, result, path):
            try:
                found[path] = [child for _, child in bus.call_finish(result).unpack()[0]]
            except self.glib.Error as error:
                failed.append(error)

        context = self.glib.MainContext.new()
        context.push_thread_default()
        for path in paths:
            self._bus.call(owner, path, 'org.a11y.atspi.Accessible', 'GetChildren', None, None, 0, HANG * 1000, None, on_answer, path)
        while len(found) + len(failed) < len(paths):
            context.iteration(True)
        context.pop_thread_default()
        if failed:
            raise failed[0]
        return found

    def _is(self, node, state):
        return bool(node.states >> int(getattr(self.atspi.StateType, state)) & 1)

    def _walk(self, owner):
        """What is on screen, in the order of reading; None where a widget turned up that had not been asked for before."""
        nodes, families = self._nodes(owner), {}
        ahead = [ROOT]
        while ahead:
            families.update(self._children(owner, ahead))
            level = [child for path in ahead for child in families[path]]
            ahead = [path for path in level if path not in nodes or self._is(nodes[path], 'VISIBLE') and nodes[path].children]
        shown, ahead = [], families[ROOT][::-1]
        while ahead:
            path = ahead.pop()
            if path not in nodes:
                return None
            if self._is(nodes[path], 'VISIBLE'):
                shown.append(nodes[path])
                ahead += families.get(path, [])[::-1]
        return shown

    def all(self):
        """Every widget on screen, in the order of reading."""
        owner = self.application()
        try:
            while owner is not None:
                shown = self._walk(owner)
                if shown is not None:
                    return shown
        except self.glib.Error:
            pass  # the program, or a widget, went away while we looked
        return []

    def words(self):
        """Everything that is written on the screen."""
        return '\n'.join(filter(None, map(self.text, self.all())))

    def text(self, node):
        if node.name or 'org.a11y.atspi.Text' not in node.interfaces:
            return node.name
        try:
            return self._call(node.owner, node.path, 'org.a11y.atspi.Text.GetText', '(ii)', 0, -1)[0]
        except self.glib.Error:
            return ''  # it went away

    def description(self, node):
        """What is said of it besides its name."""
        try:
            return self._call(node.owner, node.path, 'org.freedesktop.DBus.Properties.Get', '(ss)', 'org.a11y.atspi.Accessible', 'Description')[0]
        except self.glib.Error:
            return ''  # it went away

    def title(self):
        """The window's."""
        return next((node.name for node in self.all() if node.role in ('frame', 'window')), None)

    def typed(self, name):
        """What stands in the entries of this name, in the order of reading."""
        try:
            # GTK 4.8 takes -1 for the end of a label, not of an entry.
            return [self._call(node.owner, node.path, 'org.a11y.atspi.Text.GetText', '(ii)', 0, 1000)[0]
                    for node in self.all() if node.name == name and node.role == 'text']
        except self.glib.Error:
            return []  # one went away

    def find(self, name, role=None, part=False):
        for node in self.all():
            if role is None or node.role == role:
                text = self.text(node)
                if name in text if part else text == name:
                    return node
        return None

    def focused(self):
        return next((node for node in self.all() if self._is(node, 'FOCUSED')), None)

    def press(self, node):
        self._call(node.owner, node.path, 'org.a11y.atspi.Action.DoAction', '(i)', 0)

    def has_state(self, node, state):
        """Whether it has the state now."""
        try:
            low, high = self._call(node.owner, node.path, 'org.a11y.atspi.Accessible.GetState')[0]
        except self.glib.Error:
            return False  # it went away
        return self._is(dataclasses.replace(node, states=low | high << 32), state)

    def await_words(self, words):
        wait_for(f'the words “{words}”', lambda: words in self.words())

    def await_focus(self, name):
        """Until the focus is on something of this name."""
        def look():
            node = self.focused()
            return node is not None and self.text(node) == name
        wait_for(f'the focus on “{name}”', look)
