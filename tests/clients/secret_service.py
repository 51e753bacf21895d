# secret_service.py MANNER: a keyring (org.freedesktop.secrets) that behaves as the real one cannot be made to: see MANNERS.  A program
# of its own, which takes the name on the bus, says so in a line, and stays until it is ended.  Secret Service API, draft 0.2.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import sys

from gi.repository import Gio, GLib

MANNERS = {
    'good': 'does what it is asked to',
    'denies': 'lets nobody in',
    'silent': 'never answers',
    'silent-later': 'answers until a session is opened',
    'locked': 'is locked, and whoever is asked closes the window',
    'unlocks': 'is locked, and whoever is asked unlocks it',
    'waits': 'is locked, and nobody looks at the window',
    'locks-itself': 'is locked by the time that something is stored',
    'new': 'has no default keyring, and whoever is asked closes the window',
    'makes': 'has no default keyring, and whoever is asked chooses a password',
    'full': 'cannot store anything',
    'one-only': 'cannot store a second thing',
    'dies': 'ends when something is stored',
    'forgets': 'has nothing of what was stored',
}
SERVICE = '/org/freedesktop/secrets'
COLLECTION, ALIAS, PROMPT = f'{SERVICE}/collection/one', f'{SERVICE}/aliases/default', f'{SERVICE}/prompt/one'
XML = '''<node>
<interface name='org.freedesktop.Secret.Service'>
  <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/><arg type='v' direction='out'/><arg type='o' direction='out'/></method>
  <method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>
  <method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>
  <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/><arg type='a{o(oayays)}' direction='out'/></method>
  <method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/><arg type='o' direction='out'/></method>
  <method name='CreateCollection'><arg type='a{sv}' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>
  <property name='Collections' type='ao' access='read'/>
</interface>
<interface name='org.freedesktop.Secret.Collection'>
  <method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/><arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>
  <property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/><property name='Locked' type='b' access='read'/>
</interface>
<interface name='org.freedesktop.Secret.Item'>
  <method name='Delete'><arg type='o' direction='out'/></method>
  <property name='Locked' type='b' access='read'/><property name='Attributes' type='a{ss}' access='read'/><property name='Label' type='s' access='read'/>
</interface>
<interface name='org.freedesktop.Secret.Prompt'>
  <method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>
  <signal name='Completed'><arg type='b'/><arg type='v'/></signal>
</interface>
</node>'''


class Keyring:
    def __init__(self, manner):
        self.manner = manner
        self.locked = manner in ('locked', 'unlocks', 'waits')
        self.there = manner not in ('new', 'makes')
        self.items = {}  # path → (attributes, secret, label)
        self.made = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.interfaces = {interface.name: interface for interface in Gio.DBusNodeInfo.new_for_xml(XML).interfaces}
        self.show(SERVICE, 'Service')
        self.show(PROMPT, 'Prompt')
        self.creates = False  # what the window is about
        if self.there:
            self.show_collection()

    def show(self, path, name):
        return self.bus.register_object(path, self.interfaces[f'org.freedesktop.Secret.{name}'], self.called, self.property, None)

    def show_collection(self):
        for path in (COLLECTION, ALIAS):
            self.show(path, 'Collection')

    def called(self, connection, sender, path, interface, method, parameters, invocation):
        if self.manner == 'silent' or (self.manner == 'silent-later' and method == 'OpenSession'):
            return
        if self.manner == 'denies':
            invocation.return_dbus_error('org.freedesktop.DBus.Error.AccessDenied', 'no')
            return
        getattr(self, method)(path, invocation, *parameters.unpack())

    def property(self, connection, sender, path, interface, name):
        if name == 'Locked':
            return GLib.Variant('b', self.locked)
        if name in ('Items', 'Collections'):
            return GLib.Variant('ao', list(self.items) if name == 'Items' else [COLLECTION] * self.there)
        attributes, _, label = self.items.get(path, ({}, None, 'one'))
        return GLib.Variant('a{ss}', attributes) if name == 'Attributes' else GLib.Variant('s', label)

    def OpenSession(self, path, invocation, algorithm, data):
        if algorithm == 'plain':
            invocation.return_value(GLib.Variant('(vo)', (GLib.Variant('s', ''), '/org/freedesktop/secrets/session/one')))
        else:
            invocation.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', algorithm)

    def ReadAlias(self, path, invocation, alias):
        invocation.return_value(GLib.Variant('(o)', (COLLECTION if self.there else '/',)))

    def SearchItems(self, path, invocation, wanted):
        found = [item for item, (attributes, *_) in self.items.items() if wanted.items() <= attributes.items()]
        invocation.return_value(GLib.Variant('(aoao)', ([], found) if self.locked else (found, [])))

    def GetSecrets(self, path, invocation, items, session):
        secrets = {item: (session, b'', bytes(self.items[item][1]), 'text/plain') for item in items if item in self.items}
        invocation.return_value(GLib.Variant('(a{o(oayays)})', (secrets,)))

    def Unlock(self, path, invocation, objects):
        invocation.return_value(GLib.Variant('(aoo)', ([], PROMPT) if self.locked else (objects, '/')))

    def CreateCollection(self, path, invocation, properties, alias):
        self.creates = True
        invocation.return_value(GLib.Variant('(oo)', ('/', PROMPT)))

    def CreateItem(self, path, invocation, properties, secret, replace):
        if self.manner == 'dies':
            os._exit(0)
        if self.manner == 'locks-itself':
            self.locked, self.manner = True, 'locked'
        if self.locked:
            invocation.return_dbus_error('org.freedesktop.Secret.Error.IsLocked', 'locked')
            return
        if self.manner == 'full' or (self.manner == 'one-only' and self.items):
            invocation.return_dbus_error('org.gnome.keyring.Error.Failed', 'the disk is full')
            return
        attributes = properties['org.freedesktop.Secret.Item.Attributes']
        item = next((item for item, known in self.items.items() if known[0] == attributes), None)
        if item is None:
            self.made += 1
            item = f'{COLLECTION}/{self.made}'
            self.show(item, 'Item')
        self.items[item] = (attributes, secret[2], properties['org.freedesktop.Secret.Item.Label'])
        if self.manner == 'forgets':
            del self.items[item]
        invocation.return_value(GLib.Variant('(oo)', (item, '/')))

    def Delete(self, path, invocation):
        self.items.pop(path, None)
        invocation.return_value(GLib.Variant('(o)', ('/',)))

    def Prompt(self, path, invocation, window):
        invocation.return_value(None)
        if self.manner == 'waits':
            print('asked', flush=True)
            return
        self.complete(self.manner in ('unlocks', 'makes'))

    def Dismiss(self, path, invocation):
        invocation.return_value(None)
        self.complete(False)

    def complete(self, agrees):
        if self.creates and agrees:
            self.there = True
            self.show_collection()
        self.locked = self.locked and not agrees
        opened = [COLLECTION] if agrees else []
        result = GLib.Variant('o', COLLECTION if agrees else '/') if self.creates else GLib.Variant('ao', opened)
        self.bus.emit_signal(None, PROMPT, 'org.freedesktop.Secret.Prompt', 'Completed', GLib.Variant('(bv)', (not agrees, result)))


if __name__ == '__main__':
    keyring = Keyring(sys.argv[1])
    Gio.bus_own_name_on_connection(keyring.bus, 'org.freedesktop.secrets', Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print('ready', flush=True), None)
    GLib.MainLoop().run()
