"""A stand-in for GNOME Online Accounts on a private session bus: the interfaces of its data/dbus-interfaces.xml, as far as somebody
asks for them, with accounts and faults of a test's choice.

    python3 online_accounts.py '{"accounts": {"/org/gnome/OnlineAccounts/Accounts/1": {…}}, "fault": null}' [COMMAND…]

Prints a line once it has the name, then one for each call that it gets.  With a command, runs that instead, and ends with it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import subprocess
import sys
import threading

COMMAND_ENVIRONMENT = dict(os.environ)
os.environ.pop("G_MESSAGES_DEBUG", None)  # whose lines would come between the command's

from gi.repository import Gio, GLib

NAME, ROOT = "org.gnome.OnlineAccounts", "/org/gnome/OnlineAccounts"
ACCOUNT, TOKENS, MAIL = (NAME + "." + part for part in ("Account", "OAuth2Based", "Mail"))
XML = """<node>
<interface name='org.freedesktop.DBus.ObjectManager'><method name='GetManagedObjects'>
  <arg type='%s' direction='out'/></method></interface>
<interface name='org.gnome.OnlineAccounts.Account'><method name='EnsureCredentials'>
  <arg type='%s' direction='out'/></method></interface>
<interface name='org.gnome.OnlineAccounts.OAuth2Based'><method name='GetAccessToken'>%s</method></interface>
</node>"""
TOKEN_ARGUMENTS = "<arg type='s' direction='out'/><arg type='i' direction='out'/>"


def account(address, provider="google", mail=True, tokens=True, attention=False):
    """What GetManagedObjects says of one."""
    said = {ACCOUNT: {"ProviderType": provider, "Identity": address, "PresentationIdentity": address, "AttentionNeeded": attention}}
    if tokens:
        said[TOKENS] = {"ClientId": "client", "ClientSecret": "hush"}
    if mail:
        said[MAIL] = {"EmailAddress": address, "ImapHost": "imap.gmail.com", "ImapUserName": address, "SmtpUserName": address}
    return said


def variant(value):
    return GLib.Variant({str: "s", bool: "b", int: "i"}[type(value)], value)


class Accounts:
    """@ready: is called once it has the name; @called: with each method that it is called for."""

    def __init__(self, wish, ready, called):
        self._note = called
        self.accounts, self.fault, self.token = wish["accounts"], wish.get("fault"), wish.get("token", "token-of-online-accounts")
        self.seconds = wish.get("seconds", 3600)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        list_type = "a{sv}" if self.fault == "list-type" else "a{oa{sa{sv}}}"
        token_arguments = "<arg type='i' direction='out'/>" if self.fault == "token-type" else TOKEN_ARGUMENTS
        node = Gio.DBusNodeInfo.new_for_xml(XML % (list_type, "i", token_arguments))
        self._export(ROOT, node, ["org.freedesktop.DBus.ObjectManager"])
        for path in self.accounts:
            self._export(path, node, [ACCOUNT, TOKENS])
        # The real one may have been started once a stand-in had left; it lets itself be replaced.
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.REPLACE, lambda *_: ready(), None)

    def _export(self, path, node, interfaces):
        for name in interfaces:
            self.bus.register_object(path, node.lookup_interface(name), self._called, None, None)

    def _called(self, _bus, _sender, _path, _interface, method, _parameters, invocation):
        self._note(method)
        if self.fault == "silent:" + method:
            return
        if self.fault == "leaves:" + method:
            sys.exit(0)
        if self.fault == "not-authorized:" + method:
            invocation.return_dbus_error(NAME + ".Error.NotAuthorized", "Expired: " + self.token)
        elif self.fault == "failed:" + method:
            invocation.return_dbus_error(NAME + ".Error.Failed", "No network: " + self.token)
        else:
            invocation.return_value(self._answer(method))

    def _answer(self, method):
        if method == "GetAccessToken":
            return GLib.Variant("(i)", (7,)) if self.fault == "token-type" else GLib.Variant("(si)", (self.token, self.seconds))
        if method == "EnsureCredentials":
            return GLib.Variant("(i)", (3600,))
        if self.fault == "list-type":
            return GLib.Variant("(a{sv})", ({},))
        return GLib.Variant("(a{oa{sa{sv}}})", ({path: {name: {key: variant(value) for key, value in properties.items()}
                                                        for name, properties in interfaces.items()}
                                                 for path, interfaces in self.accounts.items()},))


if __name__ == "__main__":
    loop, ended = GLib.MainLoop(), []

    def run():
        ended.append(subprocess.run(sys.argv[2:], check=False, env=COMMAND_ENVIRONMENT).returncode)
        loop.quit()

    def say(line):
        if not sys.argv[2:]:
            print(line, flush=True)

    def begin():
        say("ready")
        if sys.argv[2:]:
            threading.Thread(target=run, daemon=True).start()

    holder = Accounts(json.loads(sys.argv[1]), begin, say)
    loop.run()
    sys.exit(*ended)
