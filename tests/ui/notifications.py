"""notifications.py: what the desktop does with an application's notifications.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import threading

from desk import HANG

NOTIFICATIONS = '''<node><interface name="org.gtk.Notifications">
<method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/></method>
<method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>'''


class Notifications:
    """The desktop's half on the session bus: keeps (title, body) of every notification."""

    def __init__(self, address):
        from gi.repository import Gio, GLib
        self.seen = []
        self.context = GLib.MainContext.new()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.ready = threading.Event()

        def on_call(_bus, _sender, _path, _interface, method, parameters, invocation):
            if method == 'AddNotification':
                notice = parameters.unpack()[2]
                self.seen.append((notice['title'], notice['body']))
            invocation.return_value(None)

        def serve():
            self.context.push_thread_default()
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
            interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
            self.bus.register_object('/org/gtk/Notifications', interface, on_call, None, None)
            self.own('org.gtk.Notifications')
            self.ready.set()
            self.loop.run()

        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()
        self.ready.wait(HANG)

    def _call(self, method, signature, *arguments):
        from gi.repository import Gio, GLib
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                           GLib.Variant(signature, arguments), None, Gio.DBusCallFlags.NONE, -1, None)

    def own(self, name):
        self._call('RequestName', '(su)', name, 0)

    def disown(self, name):
        self._call('ReleaseName', '(s)', name)

    def close(self):
        self.loop.quit()
        self.thread.join(HANG)
