"""How long a test waits for something that must come: a guard against hanging, never a measure of speed.

TEGAMI_TEST_PATIENCE, a factor, makes all of it longer, for computers that are far slower still.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import time

HANG = int(180 * float(os.environ.get("TEGAMI_TEST_PATIENCE", "1")))  # seconds


def wait_for(what, look, pause=0.02, longest=0.1):
    """Looks again and again until look() gives something true, which is returned."""
    end = time.monotonic() + HANG
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError("waited %d s in vain for %s" % (HANG, what))
        time.sleep(pause)
        pause = min(pause * 1.5, longest)
    return seen
