# evolution_session.py: a private desktop session for the tests of Evolution: home, bus, keyring, and
# Camel as Evolution uses it, with nobody to ask.  Importing this starts the importing program once
# more inside such a session and ends when that one ends; inside, it offers the helpers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import maillab
from patience import HANG

NEEDED = ('dbus-run-session', 'gnome-keyring-daemon')
SERVICE = 'org.gnome.evolution.dataserver.Sources5'
MANAGER = '/org/gnome/evolution/dataserver/SourceManager'
KEYRING_PASSWORD = b'keyring'
PASSWORD = 'pass "wörd\\ =1'
SKIPPED = 77


def skip(reason):
    print(f'SKIPPED: {reason}', file=sys.stderr)
    sys.exit(SKIPPED)


def start(file, arguments):
    """Starts the test again inside a private session; everything that its bus starts must see the private home."""
    os.environ['PATH'] += ':/usr/sbin:/sbin'
    for name in NEEDED:
        if shutil.which(name) is None:
            skip(f'{name} is not installed')
    if maillab.unavailable():
        skip(maillab.unavailable())
    with tempfile.TemporaryDirectory(prefix='tegami-evolution-') as folder:
        home = pathlib.Path(folder) / 'home'
        runtime = pathlib.Path(folder) / 'run'
        pathlib.Path(folder).chmod(0o755)  # the mail server runs as somebody else
        home.mkdir(mode=0o700)
        runtime.mkdir(mode=0o700)
        environment = {'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'HOME': str(home), 'XDG_RUNTIME_DIR': str(runtime),
                       'TEGAMI_TEST_SESSION': folder, 'G_MESSAGES_DEBUG': os.environ.get('G_MESSAGES_DEBUG', ''),
                       'GSETTINGS_BACKEND': 'memory', 'PYTHONDONTWRITEBYTECODE': '1', 'CAMEL_DEBUG': os.environ.get('CAMEL_DEBUG', '')}
        for name in ('TG_FAULT_STRIDE', 'TG_GOA_DAEMON', 'LD_LIBRARY_PATH', 'LSAN_OPTIONS', 'ASAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run(['dbus-run-session', '--', sys.executable, file, *arguments], env=environment).returncode


if 'TEGAMI_TEST_SESSION' not in os.environ:
    try:
        import gi
        gi.require_version('Camel', '1.2')
        gi.require_version('EDataServer', '1.2')
    except (ImportError, ValueError) as reason:
        skip(f'Python cannot use Camel: {reason}')
    sys.exit(start(sys.argv[0], sys.argv[1:]))

import gi

gi.require_version('Camel', '1.2')
gi.require_version('EDataServer', '1.2')
from gi.repository import Camel, EDataServer, Gio, GLib

FOLDER = pathlib.Path(os.environ['TEGAMI_TEST_SESSION'])
HOME = pathlib.Path(os.environ['HOME'])
SOURCES = HOME / '.config' / 'evolution' / 'sources'
PROGRAM = sys.argv[1]


class Session(Camel.Session):
    """Camel's session as Evolution has one, but with nobody to ask."""

    def __init__(self, registry):
        super().__init__(user_data_dir=str(HOME / '.local/share/evolution'), user_cache_dir=str(HOME / '.cache/evolution'))
        self.provider = EDataServer.SourceCredentialsProvider.new(registry)
        self.registry = registry
        self.questions = []
        self.set_online(True)

    def do_trust_prompt(self, service, certificate, errors):
        self.questions.append(f'trust {service.get_uid()}')
        return Camel.CertTrust.NEVER

    def do_get_filter_driver(self, *arguments):
        return None

    def do_authenticate_sync(self, service, mechanism, cancellable):
        if mechanism is None and not isinstance(service, Camel.Store):
            return True
        source = self.registry.ref_source(service.get_uid())
        found, credentials = self.provider.lookup_sync(source, cancellable)
        if credentials is None or not credentials.get('password'):
            self.questions.append(f'password {service.get_uid()}')
            raise GLib.Error('no password', 'camel-service-error-quark', 0)
        service.set_password(credentials.get('password'))
        result = service.authenticate_sync(mechanism, cancellable)
        if result != Camel.AuthenticationResult.ACCEPTED:
            raise GLib.Error(f'refused: {result}', 'camel-service-error-quark', 0)
        return True


def run(*arguments, password=PASSWORD):
    result = subprocess.run([PROGRAM, *arguments], input=(password or '').encode(), capture_output=True)
    if result.returncode not in (0, 1):
        raise AssertionError(f'write-evolution ended with {result.returncode}: {result.stderr.decode()}')
    answer = json.loads(result.stdout)
    answer['log'] = result.stderr.decode(errors='replace')
    return answer


def managed_sources():
    """uid → key file, from a fresh look at the service."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    reply = bus.call_sync(SERVICE, MANAGER, 'org.freedesktop.DBus.ObjectManager', 'GetManagedObjects', None, None, 0, -1)
    return {interfaces['org.gnome.evolution.dataserver.Source']['UID']: interfaces['org.gnome.evolution.dataserver.Source']['Data']
            for interfaces in reply.unpack()[0].values()}


def interfaces(uid):
    """The path of a source's object, and its interfaces."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    reply = bus.call_sync(SERVICE, MANAGER, 'org.freedesktop.DBus.ObjectManager', 'GetManagedObjects', None, None, 0, -1)
    return next((path, set(found)) for path, found in reply.unpack()[0].items()
                if found['org.gnome.evolution.dataserver.Source']['UID'] == uid)


def create_sources(texts):
    """uid → key file, as a program does that is not ours."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def create(uid):
        """One of the same name may have left the bus, and not yet the service."""
        try:
            bus.call_sync(SERVICE, MANAGER, 'org.gnome.evolution.dataserver.SourceManager', 'CreateSources',
                          GLib.Variant('(a{ss})', ({uid: texts[uid]},)), None, 0, -1)
        except GLib.Error as error:
            if 'already in use' not in error.message:
                raise
            return False
        return True
    for name in texts:
        settle(lambda uid=name: create(uid), f'{name} can be made')
    settle(lambda: set(texts) <= set(managed_sources()), 'the accounts are there')


def remove_sources(mark):
    """All in which this stands, and that may be removed."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for uid in [uid for uid, text in managed_sources().items() if mark in text]:
        path, found = interfaces(uid) if uid in managed_sources() else (None, ())  # it may have gone with its parent
        if 'org.gnome.evolution.dataserver.Source.Removable' in found:
            bus.call_sync(SERVICE, path, 'org.gnome.evolution.dataserver.Source.Removable', 'Remove', None, None, 0, -1)
            settle(lambda gone=uid: gone not in managed_sources(), 'the account is gone')


def key(data, group, name):
    keys = GLib.KeyFile()
    keys.load_from_data(data, len(data.encode()), GLib.KeyFileFlags.NONE)
    return keys.get_string(group, name)


def secrets_call(path, interface, method, parameters, reply=None):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync('org.freedesktop.secrets', path, interface, method, parameters, reply, 0, -1).unpack()


def keyring_items(attributes):
    unlocked, locked = secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'SearchItems',
                                    GLib.Variant('(a{ss})', (attributes,)))
    return unlocked + locked


def default_keyring():
    return secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'ReadAlias', GLib.Variant('(s)', ('default',)))[0]


def lock_keyring():
    secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'Lock', GLib.Variant('(ao)', ([default_keyring()],)))


def unlock_keyring():
    """As a person would, but through gnome-keyring's own interface, since there is no screen."""
    _, session = secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'OpenSession',
                              GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))
    secrets_call('/org/freedesktop/secrets', 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface', 'UnlockWithMasterPassword',
                 GLib.Variant('(o(oayays))', (default_keyring(), (session, b'', KEYRING_PASSWORD, 'text/plain'))))


def start_keyring():
    """An unlocked keyring; returns what ends it."""
    keyring = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    keyring.stdin.write(KEYRING_PASSWORD)
    keyring.stdin.close()
    settle(lambda: Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
        GLib.Variant('(s)', ('org.freedesktop.secrets',)), None, 0, -1).unpack()[0], 'the keyring answers')
    return lambda: (keyring.terminate(), keyring.wait())


def mail_items():
    return keyring_items({'eds-origin': 'evolution-data-server'})


def passwords():
    """All that the keyring holds of ours and of Evolution's."""
    _, session = secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'OpenSession',
                              GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))
    found = keyring_items({'eds-origin': 'evolution-data-server'}) + keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'})
    secrets = secrets_call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'GetSecrets',
                           GLib.Variant('(aoo)', (found, session)))[0]
    return sorted(bytes(secret[2]).decode() for secret in secrets.values())


def settle(condition, what):
    """Lets the main loop run until the condition holds."""
    context = GLib.MainContext.default()
    deadline = GLib.get_monotonic_time() + HANG * 1000000
    while not condition():
        if GLib.get_monotonic_time() > deadline:
            raise AssertionError(f'waited in vain: {what}')
        context.iteration(False)
        GLib.usleep(10000)
