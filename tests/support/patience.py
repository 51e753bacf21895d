"""How long a test waits for something that must come: a guard against hanging, never a measure of speed.

TEGAMI_TEST_PATIENCE, a factor, makes all of it longer, for computers that are far slower still.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import time

# Seconds for a talk with a server that is to speak, and with one that is silent by nature, or never comes to an end.  Meson's
# TEGAMI_PATIENCE lengthens both.
TALK, SILENCE = 40, 3
NEVER_DONE = {"port-silent", "server-slow"}  # what is found of such a server

HANG = int(180 * float(os.environ.get("TEGAMI_TEST_PATIENCE", "1")))  # seconds


def wait_for(what, look, pause=0.02, longest=0.1):
    """Looks again and again until look() gives something true, which is returned.  A look that costs much (a window's whole tree)
    is rested from for several times as long, so that looking does not keep the computer from what is waited for."""
    end = time.monotonic() + HANG
    while True:
        began = time.monotonic()
        if seen := look():
            return seen
        now = time.monotonic()
        if now > end:
            raise AssertionError("waited %d s in vain for %s" % (HANG, what))
        time.sleep(max(pause, 4 * (now - began)))
        pause = min(pause * 1.5, longest)
