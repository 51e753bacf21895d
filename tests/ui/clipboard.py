#!/usr/bin/python3
"""clipboard.py copy|drag TYPE FILE [TYPE FILE …]: another program, from which something was copied, or is dragged by the mouse: it holds that
until it ends.

    with Clipboard(desk) as clipboard:
        clipboard.copy({'text/html': '<table>…'})
        clipboard.drag({'text/uri-list': 'file:///…'}, x, y)

SPDX-License-Identifier: GPL-3.0-or-later
"""
import itertools
import os
import select
import subprocess
import sys
import tempfile

from desk import wait_for

READY, ACCEPTED = 'ready', 'accepted'
PLACE = 1000, 700  # of the program's window, beside the wizard's


class Clipboard:
    def __init__(self, desk):
        self.desk, self.process, self.folder = desk, None, None

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='tegami-clipboard-')
        return self

    def __exit__(self, *_):
        self.let_go()
        self.folder.cleanup()

    def let_go(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def _offer(self, how, contents):
        self.let_go()
        arguments = []
        for number, (kind, content) in enumerate(contents.items()):
            path = os.path.join(self.folder.name, str(number))
            with open(path, 'wb') as file:
                file.write(content.encode() if isinstance(content, str) else content)
            arguments += [kind, path]
        self.process = self.desk.start(sys.executable, '-B', os.path.abspath(__file__), how, *arguments, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, bufsize=0)
        self._await(READY)

    def _await(self, word, meanwhile=lambda: None):
        """With debugging on, there is more to read."""
        said = b''

        def look():
            nonlocal said
            meanwhile()
            if select.select([self.process.stdout], [], [], 0)[0]:
                said += self.process.stdout.read(65536)
            return word.encode() in said.split(b'\n')
        wait_for(f'the other program to say “{word}”', look)

    def copy(self, contents):
        """Type → text or bytes; done when it can be pasted."""
        self._offer('copy', contents)

    def drag(self, contents, x, y):
        """Type → text or bytes, dropped there on the screen."""
        self._offer('drag', contents)
        window = wait_for('the other window', lambda: self.desk.windows_of(self.process))[-1]
        self.desk.run('xdotool', 'windowmove', '--sync', window, *map(str, PLACE))
        steps = [(PLACE[0] + 60, PLACE[1] + 60), (PLACE[0] + 90, PLACE[1] + 40)]
        steps += [(steps[-1][0] + (x - steps[-1][0]) * part // 8, steps[-1][1] + (y - steps[-1][1]) * part // 8) for part in range(1, 9)]
        for number, step in enumerate(steps):
            self.desk.run('xdotool', 'mousemove', '--sync', *map(str, step))
            if number == 0:
                self.desk.run('xdotool', 'mousedown', '1')
        # The drag may begin after the mouse has come there.
        shift = itertools.count(1)
        self._await(ACCEPTED, lambda: self.desk.run('xdotool', 'mousemove', '--sync', str(x + next(shift) % 9), str(y)))
        self.desk.run('xdotool', 'mouseup', '1')


def main(how, arguments):
    import gi
    gi.require_version('Gtk', '4.0')
    from gi.repository import Gdk, GLib, Gtk
    Gtk.init()
    contents = []
    for kind, path in zip(arguments[::2], arguments[1::2]):
        with open(path, 'rb') as file:
            contents.append(Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(file.read())))
    display = Gdk.Display.get_default()
    if how == 'copy':
        display.get_clipboard().set_content(Gdk.ContentProvider.new_union(contents))
        display.sync()
        print(READY, flush=True)
    else:
        def on_action(drag, _):
            if drag.get_selected_action():
                print(ACCEPTED, flush=True)

        label = Gtk.Label(label='…', hexpand=True, vexpand=True)
        source = Gtk.DragSource()
        source.connect('prepare', lambda *_: Gdk.ContentProvider.new_union(contents))
        source.connect('drag-begin', lambda _, drag: drag.connect('notify::selected-action', on_action))
        label.add_controller(source)
        window = Gtk.Window(default_width=200, default_height=160, child=label)
        window.connect('map', lambda _: print(READY, flush=True))
        window.present()
    GLib.MainLoop().run()


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2:])
