"""symptom_pictures.py: stories for screenshots.py: whoever comes because mail does not work.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import shutil

from clipboard import Clipboard
from desk import wait_for
from provider import ADDRESS, Practice, Provider, write_thunderbird_profile

GOOD = {993: ('good', 'receive'), 465: ('good', 'send')}


def press_row(story, title):
    """A row is named by its title, and what stands below it."""
    story.tree.press(wait_for(f'the row {title}', lambda: story.tree.find(story.tr(title), 'push button', part=True)))


def complain(story, symptom):
    """From Welcome to the question where it happens."""
    story.await_page('Welcome')
    story.press('_Mail does not work')
    story.await_page('Symptoms')
    press_row(story, symptom)
    story.await_page('Where')
    story.tree.await_words('hanako@practice.example')


def mail_does_not_work(story):
    """The questions, and where they lead: a password that Thunderbird has already; a test of the certificates alone; a printer."""
    practice = Practice(os.path.join(os.path.dirname(story.program), '../cli/tegamictl'))
    provider = Provider(practice, GOOD)
    # Nobody answers about the domain: what there is to see does not depend on the network.
    options = ('--ca-file', practice.ca, '--resolve', f'localhost={ADDRESS}', '--resolver', f'{ADDRESS}:1')
    try:
        write_thunderbird_profile(story.desk.home, practice.address, practice.address, ('imap', 'localhost', 993, 'tls'),
                                  ('localhost', 465, 'tls'), {
            'mail.accountmanager.accounts': 'account1,account2', 'mail.account.account2.server': 'server2',
            'mail.account.account2.identities': 'id2', 'mail.identity.id2.useremail': 'taro@corp.example',
            'mail.server.server2.type': 'ews', 'mail.server.server2.hostname': 'ews.corp.example'})
        with open(f'{story.desk.home}/.thunderbird/abcd1234.default/logins.json', 'w', encoding='utf-8') as file:
            file.write('{"logins": [{"hostname": "imap://localhost"}]}')
        story.begin(*options)
        story.await_page('Welcome')
        story.press('_Mail does not work')
        story.await_page('Symptoms')
        story.picture('1-symptoms')
        press_row(story, 'I cannot send mail to anyone')
        story.await_page('Where')
        story.tree.await_words('hanako@practice.example')
        story.picture('1-where')
        press_row(story, 'hanako@practice.example')
        story.await_page('Address')
        story.picture('2-address-password-held')
        story.end()

        story.begin(*options)
        complain(story, 'I cannot send mail to anyone')
        press_row(story, 'Printer, scanner, NAS, camera or router')
        story.await_page('Device')
        story.tree.await_words('hanako@practice.example')
        story.picture('1-device-printer')
        press_row(story, 'Another account')
        story.await_page('Address')
        story.desk.type(practice.address)
        story.picture('2-address-sends-only')
        story.tab_to(story.tr('Mail _password'), whole=True)
        story.desk.type(practice.password)
        story.desk.key('Return')
        story.await_page('Servers')
        story.picture('3-servers-sends-only')
        story.desk.key('ctrl+a')
        story.desk.type('localhost')
        story.press('_Test')
        story.await_result('It works')
        story.picture('4-test-sends-only')
        story.press('_Next')
        story.await_page('Done')
        story.picture('7-done-sends-only')
        story.end()

        story.begin(*options)
        complain(story, 'There is a warning about a certificate or an unsafe connection')
        story.picture('1-where-certificate')
        press_row(story, 'Another account')
        story.await_page('Address')
        story.picture('2-address-certificate-only')
        story.press('_Back')
        story.await_page('Where')
        press_row(story, 'hanako@practice.example')
        story.await_result('The certificates are in order')
        story.picture('4-test-certificate-only')
        story.end()

        story.begin(*options)
        complain(story, 'I cannot receive mail')
        press_row(story, 'Phone or tablet')
        story.await_page('Device')
        story.picture('1-device-phone')
        story.end()
    finally:
        provider.close()
        practice.close()
        shutil.rmtree(f'{story.desk.home}/.thunderbird', ignore_errors=True)


def exact_words(story):
    """What is pasted, what it means, and what is then asked next; and what others advise."""
    story.begin()
    story.await_page('Welcome')
    story.press('_Mail does not work')
    story.await_page('Symptoms')
    press_row(story, 'Paste the exact words…')
    story.await_page('Message')
    story.picture('8-message-empty')
    with Clipboard(story.desk) as clipboard:
        clipboard.copy({'text/plain;charset=utf-8': '550 5.1.1 <jiro@example.jp>: Recipient address rejected: User unknown'})
        story.press('_Paste from the clipboard')
        wait_for('the answer', lambda: story.tree.find(story.tr('The server refused the recipient.'), 'label'))
    story.picture('8-message')
    story.press('Recognised by')
    story.tree.await_words('550 5.1.1')
    story.picture('8-message-recognised')
    story.press('_Back')
    story.await_page('Symptoms')
    story.picture('1-symptoms-pasted')
    press_row(story, 'I was told to…')
    story.await_page('Told')
    story.picture('8-told')
    story.desk.key('Down', 'Down', 'Return')
    wait_for('the answer', lambda: story.tree.find(story.tr('Each “Yes” sends your password to someone unproven.'), 'label'))
    story.picture('8-told-answered')
    story.end()
