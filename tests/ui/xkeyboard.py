"""xkeyboard.py: has keys for every character, and waits until a program has handled those that were pressed.

A character that the keyboard lacks needs a key of its own.  xdotool lends it one just for the moment, and a program that is slow to
look reads another character; here the key keeps it.

A window manager asks a window now and then whether its program is still alive (_NET_WM_PING).  The program answers in turn, after all
events that came before: so the answer says that the keys before it have been handled, however busy the computer is.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import itertools
import select

from patience import wait_for

CLIENT_MESSAGE, SUBSTRUCTURE_NOTIFY = 33, 1 << 19
UNICODE = 0x01000000  # what a keysym is above the character's number
_ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_ignore_errors = _ERROR_HANDLER(lambda display, error: 0)  # the window may be closed meanwhile


class ClientMessage(ctypes.Structure):
    _fields_ = [('type', ctypes.c_int), ('serial', ctypes.c_ulong), ('send_event', ctypes.c_int), ('display', ctypes.c_void_p),
                ('window', ctypes.c_ulong), ('message_type', ctypes.c_ulong), ('format', ctypes.c_int), ('data', ctypes.c_long * 5)]


class Event(ctypes.Union):
    _fields_ = [('type', ctypes.c_int), ('message', ClientMessage), ('room', ctypes.c_long * 24)]


class XKeyboard:
    def __init__(self, display):
        self._xlib = ctypes.CDLL('libX11.so.6')
        self._xlib.XOpenDisplay.restype = ctypes.c_void_p
        self._xlib.XDefaultRootWindow.restype = self._xlib.XInternAtom.restype = ctypes.c_ulong
        self._xlib.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
        self._xlib.XSetErrorHandler(_ignore_errors)
        self._connection = ctypes.c_void_p(self._xlib.XOpenDisplay(display.encode()))
        if not self._connection:
            raise RuntimeError('the X server is not there')
        self._root = ctypes.c_ulong(self._xlib.XDefaultRootWindow(self._connection))
        self._protocols, self._ping = (self._xlib.XInternAtom(self._connection, name, 0) for name in (b'WM_PROTOCOLS', b'_NET_WM_PING'))
        self._xlib.XSelectInput(self._connection, self._root, ctypes.c_long(SUBSTRUCTURE_NOTIFY))
        self._numbers = itertools.count(1)

    def close(self):
        self._xlib.XCloseDisplay(self._connection)

    def learn(self, text):
        """Gives a key to every character beyond ASCII; done when whoever has the keyboard knows."""
        for character in sorted({one for one in text if not one.isascii()}):
            symbol = ctypes.c_ulong(UNICODE + ord(character))
            if not self._xlib.XKeysymToKeycode(self._connection, symbol):
                self._xlib.XChangeKeyboardMapping(self._connection, self._spare_key(), 1, ctypes.byref(symbol), 1)
                self.wait()

    def _spare_key(self):
        first, last, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        self._xlib.XDisplayKeycodes(self._connection, ctypes.byref(first), ctypes.byref(last))
        symbols = self._xlib.XGetKeyboardMapping(self._connection, ctypes.c_ubyte(first.value), last.value - first.value + 1, ctypes.byref(width))
        rows = {key: symbols[(key - first.value) * width.value:(key - first.value + 1) * width.value] for key in range(first.value, last.value + 1)}
        self._xlib.XFree(symbols)
        return max(key for key, row in rows.items() if not any(row))

    def wait(self):
        """Until whoever has the keyboard has handled all keys so far, or closed the window."""
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self._xlib.XGetInputFocus(self._connection, ctypes.byref(window), ctypes.byref(revert))
        if window.value <= 1 or window.value == self._root.value:
            return  # nobody has it
        number = next(self._numbers)
        message = ClientMessage(CLIENT_MESSAGE, 0, 1, self._connection, window, self._protocols, 32, (self._ping, number, window.value, 0, 0))
        self._xlib.XSendEvent(self._connection, window, 0, ctypes.c_long(0), ctypes.byref(Event(message=message)))
        wait_for('the program to handle its keys', lambda: self._answered(number) or self._is_gone(window), 0)

    def _answered(self, number):
        self._xlib.XFlush(self._connection)
        event = Event()
        while self._xlib.XPending(self._connection) or self._readable():
            self._xlib.XNextEvent(self._connection, ctypes.byref(event))
            if event.type == CLIENT_MESSAGE and tuple(event.message.data[:2]) == (self._ping, number):
                return True
        return False

    def _readable(self):
        """Whether anything comes within a moment."""
        select.select([self._xlib.XConnectionNumber(self._connection)], [], [], 0.1)
        return self._xlib.XPending(self._connection) > 0

    def _is_gone(self, window):
        attributes = (ctypes.c_long * 64)()
        return self._xlib.XGetWindowAttributes(self._connection, window, attributes) == 0
