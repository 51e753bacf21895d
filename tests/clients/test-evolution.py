#!/usr/bin/python3
# test-evolution.py: accounts written by our code, used by the real evolution-data-server and its
# mail library Camel; then taken back.  Argument: the program write-evolution.
#
# Everything lives in a temporary home with its own session bus and keyring; the mail servers listen
# on loopback.  Camel is told to trust the lab's certificate by a certificate list of the kind that
# Evolution itself keeps, and may ask nobody anything: a question is a failure.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import evolution_lab as lab_module

NEEDED = ('dbus-run-session', 'gnome-keyring-daemon', 'dovecot', 'openssl')
SERVICE = 'org.gnome.evolution.dataserver.Sources5'
MANAGER = '/org/gnome/evolution/dataserver/SourceManager'
KEYRING_PASSWORD = b'keyring'
SKIPPED = 77


def skip(reason):
    print(f'SKIPPED: {reason}', file=sys.stderr)
    sys.exit(SKIPPED)


def start_session(arguments):
    """Starts this file again inside a private session; everything that bus starts must see the private home."""
    os.environ['PATH'] += ':/usr/sbin:/sbin'
    for name in NEEDED:
        if shutil.which(name) is None:
            skip(f'{name} is not installed')
    with tempfile.TemporaryDirectory(prefix='tegami-evolution-') as folder:
        home = pathlib.Path(folder) / 'home'
        runtime = pathlib.Path(folder) / 'run'
        pathlib.Path(folder).chmod(0o755)  # the mail server runs as somebody else
        home.mkdir(mode=0o700)
        runtime.mkdir(mode=0o700)
        environment = {'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'HOME': str(home), 'XDG_RUNTIME_DIR': str(runtime),
                       'TEGAMI_TEST_SESSION': folder, 'G_MESSAGES_DEBUG': os.environ.get('G_MESSAGES_DEBUG', ''),
                       'GSETTINGS_BACKEND': 'memory', 'PYTHONDONTWRITEBYTECODE': '1', 'CAMEL_DEBUG': os.environ.get('CAMEL_DEBUG','')}
        for name in ('LSAN_OPTIONS', 'ASAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run(['dbus-run-session', '--', sys.executable, __file__, *arguments], env=environment).returncode


if 'TEGAMI_TEST_SESSION' not in os.environ:
    try:
        import gi
        gi.require_version('Camel', '1.2')
        gi.require_version('EDataServer', '1.2')
    except (ImportError, ValueError) as reason:
        skip(f'Python cannot use Camel: {reason}')
    sys.exit(start_session(sys.argv[1:]))

import gi

gi.require_version('Camel', '1.2')
gi.require_version('EDataServer', '1.2')
from gi.repository import Camel, EDataServer, Gio, GLib

FOLDER = pathlib.Path(os.environ['TEGAMI_TEST_SESSION'])
HOME = pathlib.Path(os.environ['HOME'])
SOURCES = HOME / '.config' / 'evolution' / 'sources'
PROGRAM = sys.argv[1]


class Asked(Exception):
    pass


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


def run(*arguments, password=lab_module.PASSWORD):
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


def mail_items():
    return keyring_items({'eds-origin': 'evolution-data-server'})


def settle(condition, what, seconds=20):
    """Lets the main loop run until the condition holds."""
    context = GLib.MainContext.default()
    deadline = GLib.get_monotonic_time() + seconds * 1000000
    while not condition():
        if GLib.get_monotonic_time() > deadline:
            raise AssertionError(f'waited in vain: {what}')
        context.iteration(False)
        GLib.usleep(10000)


class Evolution(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keyring = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        cls.keyring.stdin.write(KEYRING_PASSWORD)
        cls.keyring.stdin.close()
        cls.addClassCleanup(cls.end_keyring)
        settle(lambda: Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
            GLib.Variant('(s)', ('org.freedesktop.secrets',)), None, 0, -1).unpack()[0], 'the keyring answers')

        lab_folder = FOLDER / 'lab'
        lab_folder.mkdir()
        cls.lab = lab_module.Lab(lab_folder)
        cls.lab.start()
        cls.addClassCleanup(cls.lab.stop)

        fingerprint, database = lab_module.camel_certificate_db('localhost', cls.lab.der())
        data = HOME / '.local/share'
        (data / 'evolution').mkdir(parents=True)
        (data / 'camel_certs').mkdir()
        (data / 'evolution/camel-cert.db').write_bytes(database)
        (data / 'camel_certs' / fingerprint).write_bytes(cls.lab.der())
        Camel.init(str(data / 'evolution'), False)
        Camel.Provider.init()
        EDataServer.SourceCamel.register_types()
        cls.registry = EDataServer.SourceRegistry.new_sync(None)

    @classmethod
    def end_keyring(cls):
        cls.keyring.terminate()
        cls.keyring.wait()

    def save(self, *arguments, **keywords):
        answer = self.try_to_save(*arguments, **keywords)
        self.assertNotIn('error', answer, answer)
        self.addCleanup(lambda: run('undo', answer['change']) if 'change' in answer else None)
        return answer

    def undo(self, answer):
        self.assertNotIn('error', run('undo', answer['change']))

    def try_to_save(self, receive='imaps', send='smtps', *more, user=lab_module.USER, password=lab_module.PASSWORD):
        return run('save', '--address', 'taro@example.jp', '--name', '山田 太郎', '--user', user,
                   '--receive', self.lab.url(receive), '--send', self.lab.url(send), *more, password=password)

    def assert_nothing_left(self, answer):
        uids = [item['name'] for item in answer['items'] if item['kind'] == 'source']
        self.assertEqual(len(uids), 3)
        self.assertEqual(set(uids) & set(managed_sources()), set())
        for uid in uids:
            self.assertFalse((SOURCES / f'{uid}.source').exists())
        self.assertEqual(mail_items(), [])

    def services(self, uid):
        session = Session(self.registry)
        settle(lambda: self.registry.ref_source(uid) is not None, 'the registry has the account')
        account = self.registry.ref_source(uid)
        identity = self.registry.ref_source(account.get_extension('Mail Account').get_identity_uid())
        transport = self.registry.ref_source(identity.get_extension('Mail Submission').get_transport_uid())
        services = []
        for source, extension, kind in ((account, 'Mail Account', Camel.ProviderType.STORE),
                                        (transport, 'Mail Transport', Camel.ProviderType.TRANSPORT)):
            service = session.add_service(source.get_uid(), source.get_extension(extension).get_backend_name(), kind)
            source.camel_configure_service(service)
            services.append(service)
        return session, identity, *services

    def receive_and_send(self, answer):
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        session, identity, store, transport = self.services(uid)

        if hasattr(store, 'set_online_sync'):
            store.set_online_sync(True)
        store.connect_sync()
        inbox = store.get_folder_sync('INBOX', 0)
        inbox.refresh_info_sync()
        subjects = [inbox.get_message_sync(uid).get_subject() for uid in inbox.get_uids()]
        self.assertIn('waiting letter', subjects)

        mail_identity = identity.get_extension('Mail Identity')
        sender, recipients = Camel.InternetAddress.new(), Camel.InternetAddress.new()
        sender.add(mail_identity.get_name(), mail_identity.get_address())
        recipients.add('Hanako', 'hanako@example.jp')
        letter = Camel.MimeMessage.new()
        letter.set_from(sender)
        letter.set_recipients('To', recipients)
        letter.set_subject('from the test')
        letter.set_content(b'Hello.', 'text/plain')
        before = len(self.lab.submission.accepted)
        transport.connect_sync()
        transport.send_to_sync(letter, sender, recipients)
        self.assertEqual(len(self.lab.submission.accepted), before + 1)

        for service in (transport, store):
            service.disconnect_sync(True)
        self.assertEqual(session.questions, [])
        return self.lab.submission.accepted[-1]

    def check_whole_way(self, receive, send, mechanism, send_mechanism):
        logins = self.lab.log().count('Login: user=')
        answer = self.save(receive, send, '--receive-mechanism', mechanism, '--send-mechanism', send_mechanism)
        self.assertEqual(answer['next'], [])
        self.assertEqual(len(mail_items()), 2)
        user, used, sender, _, letter = self.receive_and_send(answer)
        self.assertEqual((user, used), (lab_module.USER, send_mechanism))
        self.assertIn('<taro@example.jp>', sender)
        self.assertIn('Subject: from the test', letter)
        self.assertGreater(self.lab.log().count('Login: user='), logins)
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_imap_and_smtp_over_tls_receive_and_send_without_a_question(self):
        self.check_whole_way('imaps', 'smtps', 'PLAIN', 'PLAIN')

    def test_imap_and_smtp_over_starttls_receive_and_send_without_a_question(self):
        self.check_whole_way('imap+starttls', 'smtp+starttls', 'IMAP-LOGIN', 'LOGIN')

    def test_pop3_and_smtp_over_tls_receive_and_send_without_a_question(self):
        self.check_whole_way('pop3s', 'smtps', 'USER-PASS', 'LOGIN')
        self.assertEqual(len(list((FOLDER / 'lab/mail/Maildir').glob('*/*lab*'))), 1, 'the letter stayed on the server')

    def test_pop3_and_smtp_over_starttls_receive_and_send_without_a_question(self):
        self.check_whole_way('pop3+starttls', 'smtp+starttls', 'PLAIN', 'PLAIN')

    def test_the_same_account_twice_is_refused(self):
        answer = self.save()
        again = self.try_to_save()
        self.assertEqual(again['error'], 'exists')
        self.assertEqual(len(mail_items()), 2)
        self.undo(self.save('pop3s'))  # POP3 is another account
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_an_update_changes_the_lines_and_undo_puts_them_back(self):
        answer = self.save('imap+starttls', 'smtp+starttls', password='former password')
        before = managed_sources()
        update = self.save('imaps', 'smtps', '--update', '--receive-mechanism', 'PLAIN')
        self.assertTrue(update['update'])
        account = next(item for item in update['items'] if item['kind'] == 'source')
        self.assertIn('Method=starttls-on-standard-port', account['before'])
        self.assertIn('Method=ssl-on-alternate-port', account['after'])
        self.assertEqual(set(managed_sources()), set(before), 'no source was added')
        self.receive_and_send(update)
        self.undo(update)
        self.assertEqual({uid: key(data, 'Security', 'Method') for uid, data in managed_sources().items() if '[Security]' in data
                          and 'localhost' in data},
                         {uid: key(data, 'Security', 'Method') for uid, data in before.items() if '[Security]' in data
                          and 'localhost' in data})
        again = self.save('imap+starttls', 'smtp+starttls', '--update', password='former password')
        self.assertEqual([item['kind'] for item in again['items'] if item['kind'] == 'source'], [], 'nothing but the keyring')
        self.undo(again)
        self.assertEqual(len(mail_items()), 2, 'the former password is there again')
        self.assertEqual(keyring_items({'xdg:schema': 'io.github.tegami.Tegami.Former'}), [])
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_undo_of_an_update_stops_where_evolution_changed_the_account_since(self):
        answer = self.save('imap+starttls')
        update = self.save('imaps', 'smtps', '--update')
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        settle(lambda: self.registry.ref_source(uid) is not None, 'the registry has the account')
        source = self.registry.ref_source(uid)
        source.get_extension('Authentication').set_host('other.example.jp')
        source.write_sync()
        settle(lambda: key(managed_sources()[uid], 'Authentication', 'Host') == 'other.example.jp', 'the other server name')
        self.assertEqual(run('undo', update['change'])['error'], 'changed')
        self.assertEqual(key(managed_sources()[uid], 'Authentication', 'Host'), 'other.example.jp')
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_a_failure_in_the_middle_leaves_nothing_behind(self):
        before = managed_sources()
        SOURCES.mkdir(parents=True, exist_ok=True)
        answer = self.try_to_save('imaps', 'smtps', '--obstacle', str(SOURCES))
        self.assertIn('error', answer)
        obstacle = next(SOURCES.glob('*.source/inside')).parent
        shutil.rmtree(obstacle)
        settle(lambda: set(managed_sources()) == set(before), 'only what was there before')
        self.assertEqual(mail_items(), [])
        self.assertEqual([path.name for path in SOURCES.glob('*.source')], ['system-proxy.source'])

    def test_a_locked_keyring_that_stays_locked_changes_nothing(self):
        before = managed_sources()
        lock_keyring()
        try:
            answer = self.try_to_save()
            self.assertEqual(answer['error'], 'missing', answer)
            self.assertEqual(set(managed_sources()), set(before))
        finally:
            unlock_keyring()
        self.assertEqual(mail_items(), [])

    def test_files_dropped_into_the_folder_are_taken_in_and_out(self):
        answer = self.save('imaps', 'smtps', '--sources-dir', str(SOURCES))
        paths = [pathlib.Path(item['name']) for item in answer['items'] if item['kind'] == 'file']
        self.assertEqual(len(paths), 3)
        for path in paths:
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            self.assertNotIn(lab_module.PASSWORD, path.read_text())
        settle(lambda: all(path.stem in managed_sources() for path in paths), 'the service took the files in')
        self.undo(answer)
        self.assertFalse(any(path.exists() for path in paths))
        settle(lambda: not any(path.stem in managed_sources() for path in paths), 'the service let them go')
        self.assertEqual(mail_items(), [])

    def test_files_for_another_folder_leave_the_keyring_alone(self):
        folder = FOLDER / 'elsewhere'
        answer = self.save('pop3s', 'smtps', '--sources-dir', str(folder))
        self.assertEqual(len(list(folder.glob('*.source'))), 3)
        self.assertEqual(len(list(folder.iterdir())), 3)
        self.assertEqual(mail_items(), [])
        self.assertEqual(len(answer['next']), 1)
        self.assertIn('KeepOnServer=true', ''.join(path.read_text() for path in folder.glob('*.source')))
        self.undo(answer)
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_mechanism_that_evolution_lacks_is_said_beforehand(self):
        self.assertEqual(self.try_to_save('imaps', 'smtps', '--receive-mechanism', 'SCRAM-SHA-256')['error'], 'unsupported')
        self.assertEqual(self.try_to_save('imaps', 'smtps', '--send-mechanism', 'SCRAM-SHA-1')['error'], 'unsupported')

    def test_a_dry_run_writes_nothing(self):
        before = managed_sources()
        answer = self.save('imaps', 'smtps', '--dry-run')
        self.assertEqual(len(answer['items']), 5)
        self.assertEqual(set(managed_sources()), set(before))
        self.assertEqual(mail_items(), [])

    def test_the_account_is_found_again_with_its_password(self):
        answer = self.save('imap+starttls', 'smtps', '--receive-mechanism', 'IMAP-LOGIN', '--send-mechanism', 'PLAIN')
        found = [account for account in run('accounts')['accounts'] if account['program'] == 'evolution']
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]['receive'], self.lab.url('imap+starttls'))
        self.assertEqual(found[0]['send'], self.lab.url('smtps'))
        self.assertEqual(found[0]['name'], '山田 太郎')
        self.assertEqual(found[0]['password_saved'], 1)
        self.assertEqual((found[0]['authentication'], found[0]['send_authentication']), ('IMAP-LOGIN', 'PLAIN'))
        self.undo(answer)

    def test_hostile_user_names_arrive_as_they_are(self):
        self.assertEqual(self.try_to_save('imaps', 'smtps', user=' taro')['error'], 'unsupported')
        user = 'a\\b=[c]\n[Mail Account]\nBackendName=evil; \tend'
        answer = self.save('imaps', 'smtps', user=user)
        uid = next(item['name'] for item in answer['items'] if item['kind'] == 'source')
        settle(lambda: self.registry.ref_source(uid) is not None, 'the registry has the account')
        source = self.registry.ref_source(uid)
        self.assertEqual(source.get_extension('Authentication').get_user(), user)
        self.assertEqual(source.get_extension('Mail Account').get_backend_name(), 'imapx')
        self.undo(answer)
        self.assert_nothing_left(answer)

    def test_no_file_and_no_log_holds_the_password(self):
        os.environ['G_MESSAGES_DEBUG'] = 'all'
        try:
            answer = self.save()
        finally:
            del os.environ['G_MESSAGES_DEBUG']
        canary = lab_module.PASSWORD
        self.assertNotIn(canary, json.dumps(answer, ensure_ascii=False))
        for path in [*(HOME / '.local/share/tegami').rglob('*'), *SOURCES.rglob('*')]:
            if path.is_file():
                self.assertNotIn(canary.encode(), path.read_bytes(), path)
        self.undo(answer)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], '-v', *sys.argv[2:]])
