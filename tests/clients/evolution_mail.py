# evolution_mail.py: mail received and sent by Evolution's own library, as an account of its data server says, and by Evolution
# itself in a window that nobody sees.  To be used inside the session of evolution_session.py.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import os
import ssl
import subprocess

from evolution_session import HOME, Session, maillab, settle
from gi.repository import Camel, EDataServer

DATA = HOME / '.local/share'
INBOX = DATA / 'evolution/mail/local'


def camel_number(value):
    groups = [value & 0x7f]
    while value := value >> 7:
        groups.insert(0, value & 0x7f)
    groups[-1] |= 0x80
    return bytes(groups)


def camel_certificate_record(host, der):
    """The name of the certificate's own file, and its place in the list of accepted certificates."""
    fingerprint = ''.join(f'{byte:02x}:' for byte in hashlib.md5(der).digest())

    def text(value):
        return camel_number(len(value.encode()) + 1) + value.encode()

    fully = 3
    return fingerprint, text('') + text('') + text(host) + text(fingerprint) + camel_number(fully)


def camel_certificate_db(records):
    """Evolution's list of accepted certificates."""
    return camel_number(0x100) + camel_number(len(records)) + b''.join(records)


def trust(*hosts):
    """Evolution accepts these certificates: (lab, host name)."""
    (DATA / 'evolution').mkdir(parents=True, exist_ok=True)
    (DATA / 'camel_certs').mkdir(exist_ok=True)
    records = []
    for lab, host in hosts:
        der = ssl.PEM_cert_to_DER_cert(lab.certificate.read_text())
        fingerprint, record = camel_certificate_record(host, der)
        (DATA / 'camel_certs' / fingerprint).write_bytes(der)
        records.append(record)
    (DATA / 'evolution/camel-cert.db').write_bytes(camel_certificate_db(records))


def start_camel():
    """The registry of sources, as a mail program has it; only after trust()."""
    Camel.init(str(DATA / 'evolution'), False)
    Camel.Provider.init()
    EDataServer.SourceCamel.register_types()
    return EDataServer.SourceRegistry.new_sync(None)


def password_of(registry, uid, new=None):
    """The password of this source; where @new is given, as Evolution stores one that the person typed."""
    settle(lambda: registry.ref_source(uid) is not None, 'the registry has the account')
    source, provider = registry.ref_source(uid), EDataServer.SourceCredentialsProvider.new(registry)
    if new is not None:
        credentials = EDataServer.NamedParameters.new()
        credentials.set('password', new)
        provider.store_sync(source, credentials, True, None)
    return provider.lookup_sync(source, None)[1].get('password')


def services(registry, uid):
    session = Session(registry)
    settle(lambda: registry.ref_source(uid) is not None, 'the registry has the account')
    account = registry.ref_source(uid)
    identity = registry.ref_source(account.get_extension('Mail Account').get_identity_uid())
    transport = registry.ref_source(identity.get_extension('Mail Submission').get_transport_uid())
    found = []
    for source, extension, kind in ((account, 'Mail Account', Camel.ProviderType.STORE),
                                    (transport, 'Mail Transport', Camel.ProviderType.TRANSPORT)):
        service = session.add_service(source.get_uid(), source.get_extension(extension).get_backend_name(), kind)
        source.camel_configure_service(service)
        found.append(service)
    return session, identity, *found


def receive_and_send(registry, lab, uid):
    """The subjects in the account's mailbox, and the letter that it sent, as it arrived; nobody was asked anything."""
    session, identity, store, transport = services(registry, uid)
    if hasattr(store, 'set_online_sync'):
        store.set_online_sync(True)
    store.connect_sync()
    inbox = store.get_folder_sync('INBOX', 0)
    inbox.refresh_info_sync()
    subjects = [inbox.get_message_sync(uid).get_subject() for uid in inbox.get_uids()]

    mail_identity = identity.get_extension('Mail Identity')
    sender, recipients = Camel.InternetAddress.new(), Camel.InternetAddress.new()
    sender.add(mail_identity.get_name() or '', mail_identity.get_address())
    recipients.add('Hanako', maillab.USER)
    letter = Camel.MimeMessage.new()
    letter.set_from(sender)
    letter.set_recipients('To', recipients)
    letter.set_subject(uid)
    letter.set_content(b'Hello.', 'text/plain')
    transport.connect_sync()
    transport.send_to_sync(letter, sender, recipients)
    for service in (transport, store):
        service.disconnect_sync(True)
    assert session.questions == [], session.questions

    def arrived():
        return [message for message in lab.messages() if f'Subject: {uid}' in message.decode(errors='replace')]

    settle(arrived, 'the letter that was sent is in the mailbox')
    return subjects, arrived()[0].decode(errors='replace')


class Screen:
    """A screen that nobody sees."""

    def __enter__(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(['Xvfb', '-displayfd', str(writing), '-screen', '0', '1024x768x24'], pass_fds=[writing],
                                       stderr=subprocess.DEVNULL)
        with os.fdopen(reading) as lines:
            self.display = ':' + lines.readline().strip()
        os.close(writing)
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def evolution(self):
        return Running(['evolution', '--component=mail'], {**os.environ, 'DISPLAY': self.display})


class Running:
    def __init__(self, words, environment):
        self.process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """A question that stands open would keep it."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def downloaded():
    """The subjects in Evolution's own inbox on this computer, where POP3 puts mail."""
    letters = [path.read_text(errors='replace') for name in ('cur', 'new') for path in (INBOX / name).glob('*')]
    return sorted(line.partition(': ')[2].strip() for letter in letters for line in letter.split('\n') if line.startswith('Subject: '))
