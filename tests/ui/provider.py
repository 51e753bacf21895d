"""provider.py: a mail provider on loopback, with the usual ports, and Thunderbird profiles with its accounts.

The practice servers listen on ports of their own; here a port of another loopback address leads to any of them.  Ports below 1024 need a
system that lets everybody listen there, or root.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import socket
import subprocess
import threading
from urllib.parse import urlsplit

from desk import HANG

# Of this process alone: several may run at a time.
ADDRESS = f'127.77.{os.getpid() >> 8 & 0xff}.{os.getpid() & 0xff}'
SOCKET_TYPES = {'none': 0, 'starttls': 2, 'tls': 3}


class Practice:
    """tegamictl practice: all scenarios at once."""

    def __init__(self, tegamictl):
        self.process = subprocess.Popen([tegamictl, 'practice', '--json'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.ca = ready['ca']
        self.address = ready['address']
        self.password = ready['password']
        self.scenarios = {row['name']: row for row in ready['scenarios']}

    def port(self, scenario, side):
        return urlsplit(self.scenarios[scenario][side]).port

    def close(self):
        self.process.terminate()
        self.process.wait(HANG)
        self.process.stdout.close()


class Forwarder:
    """Usual ports that lead to others of 127.0.0.1: {993: 40993, …}."""

    def __init__(self, ports, address=ADDRESS):
        self.address = address
        self.listeners = []
        for port, target in ports.items():
            self._listen(port, target)

    def _listen(self, port, target):
        listener = socket.create_server((self.address, port))
        self.listeners.append(listener)
        threading.Thread(target=self._accept, args=(listener, target), daemon=True).start()

    def _accept(self, listener, target):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.create_connection(('127.0.0.1', target))
            for ends in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=ends, daemon=True).start()

    @staticmethod
    def _pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            end.close()

    def close(self):
        for listener in self.listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


class Provider(Forwarder):
    """Usual ports that lead to practice servers: {993: ('good', 'receive'), …}."""

    def __init__(self, practice, ports, address=ADDRESS):
        super().__init__({port: practice.port(*row) for port, row in ports.items()}, address)


def may_listen_below_1024():
    try:
        socket.create_server((ADDRESS, 993)).close()
        return True
    except PermissionError:
        return False


def write_thunderbird_profile(home, address, user, receive, send, more=()):
    """An account as Thunderbird saves it; receive: (type, host, port, encryption), send: (host, port, encryption); more: prefs."""
    folder = f'{home}/.thunderbird/abcd1234.default'
    os.makedirs(folder)
    with open(f'{home}/.thunderbird/profiles.ini', 'w', encoding='utf-8') as ini:
        ini.write('[General]\nStartWithLastProfile=1\nVersion=2\n\n'
                  '[Profile0]\nName=default\nIsRelative=1\nPath=abcd1234.default\nDefault=1\n')
    kind, host, port, encryption = receive
    prefs = {
        'mail.accountmanager.accounts': 'account1', 'mail.accountmanager.defaultaccount': 'account1',
        'mail.account.account1.identities': 'id1', 'mail.account.account1.server': 'server1',
        'mail.identity.id1.fullName': 'Hanako', 'mail.identity.id1.useremail': address,
        'mail.identity.id1.smtpServer': 'smtp1', 'mail.identity.id1.valid': True,
        'mail.server.server1.type': kind, 'mail.server.server1.hostname': host, 'mail.server.server1.port': port,
        'mail.server.server1.socketType': SOCKET_TYPES[encryption], 'mail.server.server1.userName': user,
        'mail.server.server1.authMethod': 3, 'mail.server.server1.name': address,
        'mail.smtpservers': 'smtp1', 'mail.smtp.defaultserver': 'smtp1',
        'mail.smtpserver.smtp1.hostname': send[0], 'mail.smtpserver.smtp1.port': send[1],
        'mail.smtpserver.smtp1.try_ssl': SOCKET_TYPES[send[2]], 'mail.smtpserver.smtp1.username': user,
        'mail.smtpserver.smtp1.authMethod': 3,
    }
    prefs.update(more)
    with open(f'{folder}/prefs.js', 'w', encoding='utf-8') as out:
        for name, value in prefs.items():
            out.write(f'user_pref({json.dumps(name)}, {json.dumps(value)});\n')
