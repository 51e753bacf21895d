#!/usr/bin/python3
"""on_desk.py PROGRAM: runs a test that opens windows itself, on a desk of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from desk import HANG, Desk, need  # noqa: E402

if __name__ == '__main__':
    need('Xvfb', 'dbus-daemon')
    with Desk() as desk:
        # Nobody reads these windows aloud.
        desk.env['GTK_A11Y'] = 'none'
        sys.exit(desk.start(*sys.argv[1:]).wait(4 * HANG))
