#!/usr/bin/python3
"""test_portal.py PROGRAM TEGAMICTL: the Wi-Fi's sign-in page opens from its finding, and coming back repeats the test.

In a network namespace: a test of servers on loopback asks nobody else.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.server
import os
import sys
import threading
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import village  # noqa: E402
from desk import need, skip, wait_for  # noqa: E402
from provider import Practice, Provider, write_thunderbird_profile  # noqa: E402
from wizard_case import WizardCase  # noqa: E402

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])
NAME = 'sv123.example-host.jp'  # the practice certificates know it
PAGE = 'http://nmcheck.gnome.org/check_network_status.txt'
GOOD = {993: ('cert-wrong-name', 'receive'), 587: ('cert-wrong-name', 'send')}


class Portal(http.server.ThreadingHTTPServer):
    """A Wi-Fi that answers every page with its own until somebody has signed in."""
    signed_in = False

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.server.signed_in:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'NetworkManager is online\n')
            else:
                self.send_response(302)
                self.send_header('Location', 'http://login.wifi.example/')
                self.end_headers()

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__((village.PORTAL, 80), self.Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class WiFi(WizardCase):
    PROGRAM = PROGRAM

    def complain_and_sign_in(self, practice):
        self.complain('I cannot receive mail', practice.address)
        self.await_page('Address')
        wait_for('the focus on the password', lambda: 'password' in self.focus_name().lower())
        self.desk.type(practice.password)
        self.desk.key('Return')

    def test_the_sign_in_page_opens_and_coming_back_repeats_the_test(self):
        practice = Practice(TEGAMICTL)
        self.addCleanup(practice.close)
        portal = Portal()
        self.addCleanup(portal.server_close)
        self.addCleanup(portal.shutdown)
        opened = self.browse_with_a_script()
        write_thunderbird_profile(self.desk.home, practice.address, practice.address, ('imap', NAME, 993, 'tls'), (NAME, 587, 'starttls'))
        window = self.start('--ca-file', practice.ca, '--resolve', f'{NAME}={village.MAIL}', '--resolve', f'nmcheck.gnome.org={village.PORTAL}')
        self.complain_and_sign_in(practice)
        self.await_label('This Wi-Fi wants you to sign in on a web page first.')
        self.tree.await_words('Your browser opens nmcheck.gnome.org')
        self.await_button('Open the sign-in page')
        self.desk.key('Return')
        wait_for('the browser', lambda: os.path.exists(opened) and os.path.getsize(opened))
        with open(opened, encoding='utf-8') as file:
            self.assertEqual(file.read().strip(), PAGE)

        # The person signs in there, and comes back to the wizard.
        provider = Provider(practice, GOOD, village.MAIL)
        self.addCleanup(provider.close)
        portal.signed_in = True
        root = self.desk.run('xdotool', 'search', '--maxdepth', '0', '').split()[0]
        self.desk.run('xdotool', 'windowfocus', root)
        wait_for('the window to be left', lambda: not self.tree.focused())
        self.desk.focus(window)
        self.await_label('It works')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if why := village.unavailable():
        skip(why)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
