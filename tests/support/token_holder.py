"""Runs take-token (lab/take-token.c) on a private session bus, for programs that hold tokens.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import signal
import subprocess
import sys
import unittest

import credentials
from patience import HANG

ADDRESS = 'taro@gmail.com'
GMAIL = ('imaps://imap.gmail.com', 'smtps://smtp.gmail.com')
OUTLOOK = ('imaps://outlook.office365.com', 'smtp+starttls://smtp-mail.outlook.com')
YAHOO = ('imaps://imap.mail.yahoo.com', 'smtps://smtp.mail.yahoo.com')


def start(source, address=ADDRESS, servers=GMAIL, patience='1'):
    """@patience: by which its time limits are multiplied."""
    words = [sys.argv[1], source, address, *servers, '-', '-', '0']
    environment = dict(os.environ, G_MESSAGES_DEBUG='all', TEGAMI_PATIENCE=patience)
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def finish(process):
    output, errors = process.communicate(timeout=HANG)
    assert process.returncode == 0, errors.decode()
    assert b'CRITICAL' not in errors and b'WARNING' not in errors, errors.decode()
    answer = json.loads(output)
    if answer['token']:
        assert not credentials.found_in(errors, answer['token']), errors
    return answer


def cancel(process):
    process.send_signal(signal.SIGINT)
    return finish(process)


def take(*words):
    return finish(start(*words))


class Holder(unittest.TestCase):
    """Of one program: @program, as it is called in sentences."""

    program = None

    def assert_failed(self, answer, fault):
        self.assertEqual((answer['fault'], answer['token'], answer['from']), (fault, None, self.program), answer)

    def assert_token(self, answer, token):
        self.assertEqual((answer['fault'], answer['token'], answer['from']), (None, token, self.program), answer)
