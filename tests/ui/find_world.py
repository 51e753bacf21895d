"""find_world.py: an internet in which settings can be found, for the wizard: one domain for each thing that can come of it.

    village.enter()
    with FindWorld() as world: Desk().start(PROGRAM, *world.options())

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from internet import Internet, page  # noqa: E402
from settings_files import config  # noqa: E402

AUTOCONFIG = '://autoconfig.%s/mail/config-v1.1.xml'
DATABASE = 'https://live.thunderbird.net/autoconfig/v1.1/%s'


def servers(receive, send=None):
    return [f'imaps://{receive}:993', f'smtps://{send or receive}:465']


def own(domain):
    return servers(f'imap.{domain}', f'smtp.{domain}')


def published(domain, urls, where='https' + AUTOCONFIG):
    return {where % domain: page(config(*urls, domain=domain))}


# What people have, by the domain of their address.
HOSTED, OFFICE, WORKSPACE, ASKS = 'hanako.example', 'office.example', 'workspace.example', 'shop.example'
PUBLISHES, DIFFERS, FOREIGN, OVER_HTTP, PLAIN = 'school.example', 'differs.example', 'foreign.example', 'over-http.example', 'plain.example'
NOTHING, NO_MAIL, MISSING, SLOW = 'nothing.example', 'no-mail.example', 'gnail.con', 'slow.example'
MISTYPED = 'ocm.ne.jp'  # somebody has it, and waits
PAPER, MUTE = 'paper.example', 'mute.example'  # whose servers stand in a letter, and nowhere else; these say nothing
AT_XSERVER, STRANGE = 'sv123.xserver.jp', 'mail.hoster.example'

NAMES = {
    (HOSTED, 'MX'): [AT_XSERVER],
    (OFFICE, 'MX'): ['office-example.mail.protection.outlook.com'],
    (WORKSPACE, 'MX'): ['aspmx.l.google.com'],
    (ASKS, 'MX'): [f'mail.{ASKS}'],
    (ASKS, 'TXT'): ['v=spf1 a:sv123.xbiz.ne.jp ~all'],
    (NOTHING, 'MX'): [f'mail.{NOTHING}'],
    (NO_MAIL, 'MX'): ['0 .'],
    (MISSING, '*'): 'NXDOMAIN',
    (SLOW, '*'): None,
}
PAGES = {
    **published(PUBLISHES, own(PUBLISHES)),
    **published(DIFFERS, own(DIFFERS)),
    **published(DIFFERS, servers('mail.elsewhere.example'), DATABASE),
    **published(FOREIGN, servers(STRANGE)),
    **published(MISTYPED, own(MISTYPED)),
    **published(OVER_HTTP, servers(STRANGE), 'http' + AUTOCONFIG),
    **published(PLAIN, [f'imap://mail.{PLAIN}:143', f'smtp://mail.{PLAIN}:587']),
}
AT_PAPER = [f'pop3s://pop.{PAPER}:995', f'smtps://smtp.{PAPER}:465', f'smtp+starttls://smtp.{PAPER}:587']
AT_OCN = ['pop3s://pop.ocn.ne.jp:995', 'smtps://smtp.ocn.ne.jp:465']
AT_HOSTER = ['pop3+starttls://pop.hoster.example:110', 'smtp+starttls://smtp.hoster.example:587']  # of which nobody knows anything
DOORS = [*AT_OCN, *AT_HOSTER, *AT_PAPER, *own(PUBLISHES), *own(DIFFERS), *servers(AT_XSERVER), *servers(STRANGE)]


class FindWorld(Internet):
    def __enter__(self):
        super().__enter__()
        self.open({'names': NAMES, 'pages': PAGES, 'doors': {**dict.fromkeys(DOORS, ''), **dict.fromkeys(own(MUTE), 'mute')}})
        return self

    def forget(self):
        """What was asked so far."""
        for asked in (self.requests, self.calls, self._names.asked, *(door.said for door in self._doors.values())):
            asked.clear()

    def options(self):
        """With which the wizard lives in here; it asks the public database where everybody does."""
        return ['--ca-file', str(self.ca_file), '--resolver', self._names.place]
