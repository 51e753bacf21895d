"""evolution.py: evolution-data-server and the keyring on a desk of its own, asked over D-Bus.

Both are started by the desk's session bus, and so see only its HOME.  To be used after tree.py: the connection to the bus
is the process's, made from the environment.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import configparser
import subprocess

from desk import wait_for

SECRETS = 'org.freedesktop.secrets'
SOURCES = 'org.gnome.evolution.dataserver.Sources5'
SOURCE = 'org.gnome.evolution.dataserver.Source'
KEYRING_PASSWORD = b'keyring'


class Evolution:
    def __init__(self, desk):
        import gi
        gi.require_version('Gio', '2.0')
        from gi.repository import Gio, GLib
        self.desk = desk
        self.glib = GLib
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        keyring = desk.start('gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets', stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        keyring.stdin.write(KEYRING_PASSWORD)
        keyring.stdin.close()
        wait_for('the keyring', lambda: self._has_owner(SECRETS))

    def _call(self, name, path, interface, method, signature='()', *arguments):
        parameters = self.glib.Variant(signature, arguments)
        return self.bus.call_sync(name, path, interface, method, parameters, None, 0, 30000).unpack()

    def _has_owner(self, name):
        return self._call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner', '(s)', name)[0]

    def _secrets(self, method, signature='()', *arguments, path='/org/freedesktop/secrets', interface='org.freedesktop.Secret.Service'):
        return self._call(SECRETS, path, interface, method, signature, *arguments)

    def _default_keyring(self):
        return self._secrets('ReadAlias', '(s)', 'default')[0]

    def lock(self):
        self._secrets('Lock', '(ao)', [self._default_keyring()])

    def unlock(self):
        """As a person would, but through gnome-keyring's own interface, which shows no window."""
        session = self._secrets('OpenSession', '(sv)', 'plain', self.glib.Variant('s', ''))[1]
        self._secrets('UnlockWithMasterPassword', '(o(oayays))', self._default_keyring(), (session, b'', KEYRING_PASSWORD, 'text/plain'),
                      interface='org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface')

    def passwords(self):
        """uid of the source → (label, password), of all that Evolution would find."""
        session = self._secrets('OpenSession', '(sv)', 'plain', self.glib.Variant('s', ''))[1]
        found = {}
        for path in self._items():
            attributes, label = (self._call(SECRETS, path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)',
                                            'org.freedesktop.Secret.Item', name)[0] for name in ('Attributes', 'Label'))
            secret = self._secrets('GetSecret', '(o)', session, path=path, interface='org.freedesktop.Secret.Item')[0]
            found[attributes['e-source-uid']] = (label, bytes(secret[2]).decode())
        return found

    def _items(self):
        unlocked, locked = self._secrets('SearchItems', '(a{ss})', {'eds-origin': 'evolution-data-server'})
        return unlocked + locked

    def _objects(self):
        return self._call(SOURCES, '/org/gnome/evolution/dataserver/SourceManager', 'org.freedesktop.DBus.ObjectManager',
                          'GetManagedObjects')[0]

    def accounts(self, address):
        """What Evolution has of this mail address: [(uid, {group: {key: value}})] of the account and all below it."""
        sources = {}
        for interfaces in self._objects().values():
            keys = configparser.ConfigParser(interpolation=None, delimiters=('=',), strict=False)
            keys.optionxform = str
            keys.read_string(interfaces[SOURCE]['Data'])
            sources[interfaces[SOURCE]['UID']] = keys
        ours = [uid for uid, keys in sources.items() if keys.get('Authentication', 'User', fallback=None) == address
                or keys.get('Mail Identity', 'Address', fallback=None) == address]
        return {uid: sources[uid] for uid in ours}

    def clear(self, address):
        """For the next test: takes the sources and the passwords away."""
        ours = self.accounts(address)
        for path, interfaces in self._objects().items():
            if interfaces[SOURCE]['UID'] in ours and f'{SOURCE}.Removable' in interfaces:
                try:
                    self._call(SOURCES, path, f'{SOURCE}.Removable', 'Remove')
                except self.glib.Error:
                    pass  # it went with its parent
        for path in self._items():
            self._secrets('Delete', path=path, interface='org.freedesktop.Secret.Item')

    def pretend_to_run(self):
        """Takes the name of a running Evolution; returns what gives it back."""
        self._call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName', '(su)', 'org.gnome.Evolution', 4)
        return lambda: self._call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ReleaseName', '(s)',
                                  'org.gnome.Evolution')
