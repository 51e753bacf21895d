"""old_exceptions.py: a HOME with security exceptions in Thunderbird and in Tegami's own record, and the servers they are for.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import ssl
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import maillab  # noqa: E402
import tlsfront  # noqa: E402
from desk import need, skip  # noqa: E402

OID = 'OID.2.16.840.1.101.3.4.2.1'
DAY = 86400
OTHER_NAME = 'mail.renamed.invalid'
ENTRY = '.config/autostart/io.github.tegami.Tegami.Exceptions.desktop'


def need_all(*programs):
    """Ends the test as skipped where something that a window with these servers needs is missing, or one of @programs."""
    need('Xvfb', 'xdotool', 'dbus-daemon', 'certtool', *programs)
    if why := maillab.unavailable():
        skip(why)


class OldExceptions:
    """Servers on loopback with good and bad certificates; exceptions for them are put where they are wanted."""

    def __init__(self, home, host='localhost'):
        self.home = pathlib.Path(home)
        self.host = host
        self.authority = maillab.Authority(self.home / 'tls')
        self.ca_file = self.authority.ca_file
        self.profile = self.home / '.thunderbird/abc.default'
        self.overrides = self.profile / 'cert_override.txt'
        self.record = self.home / '.local/share/tegami/exceptions.json'
        self.evolution = self.home / '.local/share/evolution/camel-cert.db'
        self.entry = self.home / ENTRY
        self._servers = contextlib.ExitStack()
        self._chains = {}

    def close(self):
        self._servers.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _chain(self, kind):
        """A context and the DER of a certificate: good, expired, for another name, or self-signed, one for each other kind."""
        if kind not in self._chains:
            certificate, key = self.authority.server(kind, hosts=(OTHER_NAME,) if kind == 'renamed' else (self.host, '127.0.0.1'),
                                                     expired=kind == 'expired', self_signed=kind not in ('good', 'expired', 'renamed'))
            path = self.home / f'tls/{kind}.chain'
            path.write_text(certificate.read_text() + key.read_text())
            self._chains[kind] = tlsfront.context(path), ssl.PEM_cert_to_DER_cert(certificate.read_text())
        return self._chains[kind]

    def der(self, kind):
        return self._chain(kind)[1]

    def serve(self, kind):
        """A server with this certificate; it runs until close()."""
        return self._servers.enter_context(tlsfront.Front('imaps', self._chain(kind)[0]))

    def make_profile(self):
        self.profile.mkdir(parents=True, mode=0o700, exist_ok=True)
        (self.home / '.thunderbird/profiles.ini').write_text('[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n')
        (self.profile / 'prefs.js').write_text('// Mozilla User Preferences\n')

    def line(self, port, kind):
        fingerprint = ':'.join(f'{byte:02X}' for byte in hashlib.sha256(self.der(kind)).digest())
        return f'{self.host}:{port}:\t{OID}\t{fingerprint}\t\n'

    def put_into_thunderbird(self, *lines):
        self.make_profile()
        self.overrides.write_text('# PSM Certificate Override Settings file\n' + ''.join(lines))

    def written_in_2020(self):
        """While the expired certificate was valid."""
        os.utime(self.overrides, (1579564800, 1579564800))

    def put_into_record(self, *exceptions):
        """@exceptions: (port, kind, seconds from now until the end, numbers of changes)."""
        self.record.parent.mkdir(parents=True, exist_ok=True)
        now = int(time.time())
        self.record.write_text(json.dumps({'schema': 1, 'exceptions': [{
            'host': self.host, 'port': port, 'sha256': hashlib.sha256(self.der(kind)).hexdigest(),
            'certificate': base64.b64encode(self.der(kind)).decode(), 'created': now - 7 * DAY, 'until': now + left, 'compared': True,
            'changes': list(changes)} for port, kind, left, changes in exceptions]}))
        self.record.chmod(0o600)

    def recorded(self):
        return [(row['host'], row['port']) for row in json.loads(self.record.read_text())['exceptions']]

    def _carry(self, writer, env, program, profile, port, kind):
        path = self.home / f'tls/{kind}.der'
        path.write_bytes(self.der(kind))
        return subprocess.run([writer, program, profile, self.host, str(port), path], env=env, check=True, capture_output=True,
                              text=True).stdout.strip()

    def carry_into_thunderbird(self, writer, env, port, kind):
        """As Tegami itself does; returns the change's number."""
        self.make_profile()
        return self._carry(writer, env, 'thunderbird', self.profile, port, kind)

    def carry_into_evolution(self, writer, env, kind):
        return self._carry(writer, env, 'evolution', '-', 993, kind)

    @contextlib.contextmanager
    def thunderbird_is_open(self):
        """Holds the profile as Thunderbird does: a lock, and a link that goes away first when it closes."""
        link = self.profile / 'lock'
        with open(self.profile / '.parentlock', 'w', encoding='utf-8') as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            os.symlink('127.0.0.1:+1', link)
            try:
                yield
            finally:
                link.unlink()
