"""xsettings.py: tells GTK programs of one X server the text's resolution, as a desktop's settings daemon does.

Large text is a higher resolution there (Xft/DPI); nothing else scales titles, which are measured in points.
Protocol: https://specifications.freedesktop.org/xsettings-spec/0.5/

SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import struct


class XSettings:
    """Owner of the settings selection, as long as it lives."""

    def __init__(self, display, dpi):
        xlib = ctypes.CDLL('libX11.so.6')
        xlib.XOpenDisplay.restype = ctypes.c_void_p
        xlib.XDefaultRootWindow.restype = ctypes.c_ulong
        xlib.XCreateSimpleWindow.restype = ctypes.c_ulong
        xlib.XInternAtom.restype = ctypes.c_ulong
        connection = xlib.XOpenDisplay(display.encode())
        if not connection:
            raise RuntimeError('the X server is not there')
        self._connection = ctypes.c_void_p(connection)
        self._xlib = xlib

        root = ctypes.c_ulong(xlib.XDefaultRootWindow(self._connection))
        zero = ctypes.c_ulong(0)
        window = ctypes.c_ulong(xlib.XCreateSimpleWindow(self._connection, root, -10, -10, 1, 1, 0, zero, zero))
        settings = ctypes.c_ulong(xlib.XInternAtom(self._connection, b'_XSETTINGS_SETTINGS', 0))
        owner = ctypes.c_ulong(xlib.XInternAtom(self._connection, b'_XSETTINGS_S0', 0))
        value = self._encode(b'Xft/DPI', dpi * 1024)
        xlib.XChangeProperty(self._connection, window, settings, settings, 8, 0, value, len(value))
        xlib.XSetSelectionOwner(self._connection, owner, window, zero)
        xlib.XSync(self._connection, 0)

    @staticmethod
    def _encode(name, number):
        padding = b'\0' * (-len(name) % 4)
        return struct.pack('<B3xII', 0, 1, 1) + struct.pack('<BxH', 0, len(name)) + name + padding + struct.pack('<Ii', 1, number)

    def close(self):
        self._xlib.XCloseDisplay(self._connection)
