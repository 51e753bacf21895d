# evolution_lab.py: a private mail server on loopback for one user: Dovecot for IMAP and POP3, and a
# small SMTP submission server that remembers who signed in and what it accepted.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import grp
import hashlib
import os
import pathlib
import pwd
import socket
import ssl
import subprocess
import threading
import time

USER = 'taro@example.jp'
PASSWORD = 'pass "wörd\\ =1'


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError('the mail server ended at once')
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f'nobody answers on port {port}')


class Submission(threading.Thread):
    """SMTP submission, implicit TLS and STARTTLS, AUTH PLAIN and LOGIN, one thread for each talk."""

    def __init__(self, context):
        super().__init__(daemon=True)
        self.context = context
        self.accepted = []  # (user, mechanism, sender, recipients, letter)
        self.sockets = {}
        for name in ('tls', 'starttls'):
            listener = socket.create_server(('127.0.0.1', 0))
            self.sockets[name] = listener
            threading.Thread(target=self.listen, args=(listener, name == 'tls'), daemon=True).start()

    def port(self, name):
        return self.sockets[name].getsockname()[1]

    def listen(self, listener, tls):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self.serve, args=(connection, tls), daemon=True).start()

    def serve(self, connection, tls):
        try:
            if tls:
                connection = self.context.wrap_socket(connection, server_side=True)
            self.talk(connection, tls)
        except OSError:
            pass
        finally:
            connection.close()

    def talk(self, connection, tls):
        user = mechanism = sender = None
        recipients = []
        lines = connection.makefile('rb')

        def say(text):
            connection.sendall(text.encode() + b'\r\n')

        def ask(prompt):
            say('334 ' + prompt)
            return base64.b64decode(lines.readline()).decode()

        say('220 lab.test ESMTP')
        while line := lines.readline():
            words = line.decode().strip().split(' ')
            verb = words[0].upper()
            if verb == 'EHLO':
                say('250-lab.test')
                say('250 AUTH PLAIN LOGIN' if tls else '250 STARTTLS')
            elif verb == 'STARTTLS' and not tls:
                say('220 go ahead')
                connection = self.context.wrap_socket(connection, server_side=True)
                lines, tls, user = connection.makefile('rb'), True, None
            elif verb == 'AUTH' and tls:
                mechanism = words[1].upper()
                if mechanism == 'PLAIN':
                    reply = base64.b64decode(words[2]).decode() if len(words) > 2 else ask('')
                    _, name, password = reply.split('\0')
                else:
                    name, password = ask('VXNlcm5hbWU6'), ask('UGFzc3dvcmQ6')
                user = name if (name, password) == (USER, PASSWORD) else None
                say('235 welcome' if user else '535 5.7.8 refused')
            elif verb == 'MAIL':
                sender, recipients = line.decode().strip(), []
                say('250 ok' if user else '530 5.7.0 sign in first')
            elif verb == 'RCPT':
                recipients.append(line.decode().strip())
                say('250 ok' if user else '530 5.7.0 sign in first')
            elif verb == 'DATA' and user:
                say('354 go on')
                letter = b''
                while (part := lines.readline()) not in (b'.\r\n', b''):
                    letter += part
                self.accepted.append((user, mechanism, sender, recipients, letter.decode(errors='replace')))
                say('250 ok, accepted')
            elif verb == 'QUIT':
                say('221 bye')
                return
            else:
                say('250 ok' if verb in ('RSET', 'NOOP') else '502 5.5.1 not here')


class Lab:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ports = {name: free_port() for name in ('imap', 'imaps', 'pop3', 'pop3s')}
        self.key, self.certificate = self.folder / 'key.pem', self.folder / 'certificate.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
                        '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
                        '-keyout', self.key, '-out', self.certificate], check=True, capture_output=True)
        self.process = None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        self.submission = Submission(context)

    def der(self):
        return ssl.PEM_cert_to_DER_cert(self.certificate.read_text())

    def url(self, scheme):
        if scheme.startswith('smtp'):
            return f"{scheme}://localhost:{self.submission.port('tls' if scheme == 'smtps' else 'starttls')}"
        return f"{scheme}://localhost:{self.ports[scheme.replace('+starttls', '')]}"

    def start(self):
        owner = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam('nobody')
        group = grp.getgrgid(owner.pw_gid).gr_name
        mail = self.folder / 'mail'
        inbox = mail / 'Maildir'
        for name in ('cur', 'new', 'tmp'):
            (inbox / name).mkdir(parents=True)
        (inbox / 'new' / '1.M1.lab').write_text(
            f'From: Hanako <hanako@example.jp>\r\nTo: <{USER}>\r\nSubject: waiting letter\r\n'
            'Message-ID: <waiting@example.jp>\r\nDate: Sat, 21 Nov 2026 09:00:00 +0900\r\n\r\nIt waited for you.\r\n')
        for path in [self.folder, mail, inbox, *inbox.rglob('*')]:
            if os.getuid() == 0 and path != self.folder:
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.folder.chmod(0o755)
        mail.chmod(0o700)
        users = self.folder / 'users'
        users.write_text('%s:{PLAIN.B64}%s\n' % (USER, base64.b64encode(PASSWORD.encode()).decode()))
        users.chmod(0o644)
        mine = '' if os.getuid() == 0 else f'''
default_internal_user = {owner.pw_name}
default_internal_group = {group}
default_login_user = {owner.pw_name}
service anvil {{
  chroot =
}}
'''
        unchroot = '' if os.getuid() == 0 else '  chroot =\n'
        (self.folder / 'dovecot.conf').write_text(f'''
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = required
ssl_cert = <{self.certificate}
ssl_key = <{self.key}
disable_plaintext_auth = yes
auth_mechanisms = plain login cram-md5 apop
mail_location = maildir:{inbox}
first_valid_uid = {owner.pw_uid}
first_valid_gid = {owner.pw_gid}
{mine}
passdb {{
  driver = passwd-file
  args = {users}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={mail} allow_all_users=yes
}}
service imap-login {{
{unchroot}  inet_listener imap {{
    port = {self.ports['imap']}
  }}
  inet_listener imaps {{
    port = {self.ports['imaps']}
    ssl = yes
  }}
}}
service pop3-login {{
{unchroot}  inet_listener pop3 {{
    port = {self.ports['pop3']}
  }}
  inet_listener pop3s {{
    port = {self.ports['pop3s']}
    ssl = yes
  }}
}}
''')
        self.process = subprocess.Popen(['dovecot', '-F', '-c', self.folder / 'dovecot.conf'])
        for port in self.ports.values():
            wait_for_port(port, self.process)

    def log(self):
        return (self.folder / 'dovecot.log').read_text(errors='replace')

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def camel_certificate_db(host, der):
    """Evolution's list of accepted certificates, with this one in it."""
    fingerprint = ''.join(f'{byte:02x}:' for byte in hashlib.md5(der).digest())

    def number(value):
        groups = [value & 0x7f]
        while value := value >> 7:
            groups.insert(0, value & 0x7f)
        groups[-1] |= 0x80
        return bytes(groups)

    def text(value):
        return number(len(value.encode()) + 1) + value.encode()

    fully = 3
    return fingerprint, number(0x100) + number(1) + text('') + text('') + text(host) + text(fingerprint) + number(fully)
