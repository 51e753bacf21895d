#!/usr/bin/python3
"""test_spoken.py PROGRAM TEGAMICTL: a complaint from Welcome to the repaired account, as it is heard: of everything that gets the focus its
name, what it is, and its description, which is what a screen reader says.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import sys
import unittest

from desk import need, skip, wait_for
from practice_case import PracticeCase
from provider import ADDRESS, Provider, may_listen_below_1024, write_thunderbird_profile

PROGRAM, TEGAMICTL = (os.path.abspath(path) for path in sys.argv[1:3])
# Where Tab leads after what is pressed says nothing new; {me} is the address.
HEARD = '''\
== Mail Setup
Set up a mail account, push button
Mail does not work, push button
== Mail does not work
I cannot receive mail, push button
I cannot send mail to anyone. Receiving works, push button
== Mail does not work
{me}. Thunderbird, push button
== Your mail address
Mail password, password text
== Test
Receiving works. Only sending does not work yet, heading. The encryption setting does not fit this port.
Port 587 of localhost uses STARTTLS, but SSL/TLS is selected. The server is fine. Your password was not sent.
Change to STARTTLS; the connection stays encrypted.
It works, heading. You were signed in over a protected connection: the mailbox opened, and the sending server accepts mail from you.
The mail program still has the old settings.
Thunderbird still has settings that differ from those that have just worked here. Tegami has not changed anything in it.
Save the tested settings in the mail program; a backup is made first.
== Save
Sender name (optional), text
Thunderbird — repairs {me}. Version 1 · Profile: default, radio button
Hand the mail password over to Thunderbird, check box. Thunderbird then asks for nothing. As with any password that it remembers, whoever can read \
the files of your account on this computer can read it. Otherwise Thunderbird asks once.
The exact entries, push button
Make a file for Thunderbird’s own import…, push button
Back, push button
Later, push button
Save, push button
== Done
Open Thunderbird, push button. Your account is in Thunderbird
'''


class Spoken(PracticeCase):
    PROGRAM, TEGAMICTL = PROGRAM, TEGAMICTL

    def setUp(self):
        super().setUp()
        self.heard = []

    def hear(self):
        """What has the focus says what it is."""
        node = wait_for('something to have the focus', self.tree.focused)
        said = ', '.join(filter(None, (self.tree.text(node), node.role)))
        described = self.tree.description(node)
        self.heard.append(f'{said}. {described}' if described else said)
        return said

    def page(self, name):
        self.await_page(name)
        title = self.tree.title()
        self.heard.append(f'== {title}')

    def go_to(self, part):
        """By Tab, hearing all that lies between."""
        for _ in range(30):
            if part in self.hear():
                return
            before = self.tree.focused()
            self.desk.key('Tab')
            wait_for('the focus to move', lambda: self.tree.focused() not in (None, before))
        self.fail(f'Tab never came to {part}: {self.heard}')

    def test_who_cannot_send_hears_what_is_wrong_and_what_to_do(self):
        provider = Provider(self.practice, {993: ('good', 'receive'), 465: ('good', 'send'), 587: ('good-starttls', 'send')})
        self.addCleanup(provider.close)
        write_thunderbird_profile(self.desk.home, self.practice.address, self.practice.address, ('imap', 'localhost', 993, 'tls'),
                                  ('localhost', 587, 'tls'), ())
        self.start('--ca-file', self.practice.ca, '--resolve', f'localhost={ADDRESS}', '--resolver', f'{ADDRESS}:1')
        self.page('Welcome')
        self.go_to('Mail does not work')
        self.desk.key('Return')
        self.page('Symptoms')
        self.go_to('I cannot send mail to anyone')
        self.desk.key('Return')
        self.page('Where')
        wait_for('the account', lambda: self.tree.find(self.practice.address, 'push button', part=True))
        self.go_to(self.practice.address)
        self.desk.key('Return')
        self.page('Address')
        wait_for('the password', lambda: 'assword' in self.focus_name())
        self.hear()
        self.desk.type(self.practice.password)
        self.desk.key('Return')
        self.page('Test')
        self.await_failure()
        wait_for('the verdict', lambda: 'sending does not work' in self.focus_name())
        self.hear()
        self.desk.key('Return')
        self.await_label('It works')
        wait_for('the verdict', lambda: self.focus_name() == 'It works')
        self.hear()
        self.desk.key('Return')
        self.page('Save')
        wait_for('the repair', lambda: self.tree.find('repairs', 'radio button', part=True))
        self.go_to('Save')
        self.desk.key('Return')
        self.page('Done')
        self.hear()
        # Which Thunderbird it is does not matter.
        heard = re.sub(r'Version [0-9.]+', 'Version 1', '\n'.join(self.heard)).replace(self.practice.address, '{me}') + '\n'
        self.maxDiff = None
        self.assertEqual(heard, HEARD)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if not may_listen_below_1024():
        skip('this user may not listen on ports below 1024')
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
