# online_accounts.py: a service in place of GNOME's Online Accounts, with one mail account: evolution-data-server makes its own of
# it.  A program of its own, which takes the name on the bus, says so in a line, and stays until it is ended.
#
# SPDX-License-Identifier: GPL-3.0-or-later
from gi.repository import Gio, GLib

NAME = 'org.gnome.OnlineAccounts'
ACCOUNT = {
    f'{NAME}.Account': {'ProviderType': 'imap_smtp', 'Id': 'account_1', 'Identity': 'online@example.test',
                        'PresentationIdentity': 'online@example.test', 'MailDisabled': False, 'CalendarDisabled': True,
                        'ContactsDisabled': True},
    f'{NAME}.PasswordBased': {},
    f'{NAME}.Mail': {'EmailAddress': 'online@example.test', 'ImapSupported': True, 'ImapHost': 'imap.old.example.test',
                     'ImapUserName': 'online', 'ImapUseSsl': True, 'SmtpSupported': True, 'SmtpHost': 'smtp.old.example.test',
                     'SmtpUserName': 'online', 'SmtpUseAuth': True, 'SmtpAuthPlain': True, 'SmtpUseSsl': True},
}
INTERFACE = '''<node><interface name='org.freedesktop.DBus.ObjectManager'>
  <method name='GetManagedObjects'><arg type='a{oa{sa{sv}}}' direction='out'/></method>
</interface></node>'''


def answer(connection, sender, path, interface, method, parameters, invocation):
    values = {name: {key: GLib.Variant('b' if isinstance(value, bool) else 's', value) for key, value in properties.items()}
              for name, properties in ACCOUNT.items()}
    objects = {'/org/gnome/OnlineAccounts/Accounts/account_1': values}
    invocation.return_value(GLib.Variant('(a{oa{sa{sv}}})', (objects,)))


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object('/org/gnome/OnlineAccounts', Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], answer, None, None)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: print('ready', flush=True), None)
GLib.MainLoop().run()
