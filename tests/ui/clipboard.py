#!/usr/bin/python3
"""clipboard.py TYPE FILE [TYPE FILE …]: another program, from which something was copied: holds the clipboard until it ends.

    with Clipboard(desk) as clipboard:
        clipboard.copy({'text/html': '<table>…'})

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import subprocess
import sys
import tempfile

READY = 'ready'


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

    def copy(self, contents):
        """Type → text or bytes; done when it can be pasted."""
        self.let_go()
        arguments = []
        for number, (kind, content) in enumerate(contents.items()):
            path = os.path.join(self.folder.name, str(number))
            with open(path, 'wb') as file:
                file.write(content.encode() if isinstance(content, str) else content)
            arguments += [kind, path]
        self.process = self.desk.start(sys.executable, '-B', os.path.abspath(__file__), *arguments, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        # With debugging on, there is more to read.
        if not any(line.strip() == READY for line in iter(self.process.stdout.readline, '')):
            raise RuntimeError('the clipboard was not taken')


def main(arguments):
    import gi
    gi.require_version('Gtk', '4.0')
    from gi.repository import Gdk, GLib, Gtk
    Gtk.init()
    contents = []
    for kind, path in zip(arguments[::2], arguments[1::2]):
        with open(path, 'rb') as file:
            contents.append(Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(file.read())))
    display = Gdk.Display.get_default()
    display.get_clipboard().set_content(Gdk.ContentProvider.new_union(contents))
    display.sync()
    print(READY, flush=True)
    GLib.MainLoop().run()


if __name__ == '__main__':
    main(sys.argv[1:])
