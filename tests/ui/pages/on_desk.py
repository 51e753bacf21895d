#!/usr/bin/python3
"""on_desk.py PROGRAM: runs a test in C that opens windows, on a desk of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from desk import HANG, Desk, need  # noqa: E402

need('Xvfb', 'dbus-daemon')
with Desk() as desk:
    desk.env['GTK_A11Y'] = 'none'  # nobody reads these windows aloud
    status = desk.start(*sys.argv[1:]).wait(4 * HANG)
sys.exit(status if status in (0, 77) else 1)
