"""save_pictures.py: the pictures of saving: a repair, what is waited for, what fails, and undo.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import fcntl
import os
import re
import shutil
import struct

from desk import wait_for
from evolution import Evolution

PREFS = 'user_pref("mail.shell.checkDefaultClient", false);\n'
NAME = 'Hanako Yamada'


def to_save(story, place):
    story.begin('--practice', 'good')
    story.await_page('Address')
    story.press('_Next')
    story.await_result('It works')
    story.press('_Next')
    story.await_page('Save')
    story.choose(place)


def page_down(story, button):
    """To the end of the page."""
    story.tab_to(story.tr(button))


def saving(story):
    """Into a Thunderbird with one profile: new, again as a repair, while it is open, where its file is a link, and back."""
    folder = f'{story.desk.home}/.thunderbird/abcdefgh.default'
    os.makedirs(folder)
    with open(f'{folder}/prefs.js', 'w', encoding='utf-8') as prefs:
        prefs.write(PREFS)
    with open(f'{folder}/../profiles.ini', 'w', encoding='utf-8') as profiles:
        profiles.write('[Profile0]\nName=default\nIsRelative=1\nPath=abcdefgh.default\nDefault=1\n')

    to_save(story, 'Thunderbird')
    story.tree.await_words(story.tr('What will be _written'))
    page_down(story, 'What will be _written')
    story.desk.key('space')
    page_down(story, 'The exact _entries')
    story.picture('6-save-written')
    story.tab_to(story.tr('S_ender name (optional)'))
    story.desk.key('ctrl+a')
    story.desk.type(NAME)
    story.press('_Save')
    story.await_page('Done')
    story.end()

    # As if the provider had moved its servers; in practice, the ports are others each time.
    with open(f'{folder}/prefs.js', encoding='utf-8') as prefs:
        old = re.sub(r'(mail\.(?:smtp)?server\..*?hostname", )"localhost"', r'\1"mail.old-name.example.jp"', prefs.read())
    with open(f'{folder}/prefs.js', 'w', encoding='utf-8') as prefs:
        prefs.write(re.sub(r'((?:try_ssl|socketType)", )3', r'\g<1>2', old))
    to_save(story, story.tr('%s — repairs %s') % ('Thunderbird', 'hanako@practice.example'))
    story.tree.await_words(story.tr('Before and after'))
    story.picture('6-save-repair')
    story.desk.key('Page_Down')
    story.picture('6-save-before-after')
    page_down(story, 'The exact _entries')
    story.picture('6-save-repair-below')
    os.rename(f'{folder}/prefs.js', f'{folder}/elsewhere.js')
    os.symlink('elsewhere.js', f'{folder}/prefs.js')
    story.press('_Save')
    story.tree.await_words(story.tr('The account was not saved'))
    story.picture('6-save-failed')
    os.rename(f'{folder}/elsewhere.js', f'{folder}/prefs.js')
    with open(f'{folder}/.parentlock', 'w', encoding='utf-8') as lock:
        fcntl.fcntl(lock, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
        wait_for('the waiting', lambda: story.tree.find(story.tr('%s is open') % 'Thunderbird', 'label'))
        story.picture('6-save-waiting')
        story.press('_Cancel')
        story.tree.await_words(story.tr('The account was not saved'))
        story.picture('6-save-cancelled')
    story.tree.await_words(story.tr('Before and after'))
    story.press('_Save')
    story.await_page('Done')
    story.press('If you want it as it was before')
    story.press('_Undo: restore the previous settings')
    question(story)
    story.picture('7-undo-question', menus=True)
    story.desk.key('Escape')
    story.desk.focus(story.window)
    with open(f'{folder}/.parentlock', 'w', encoding='utf-8') as lock:
        fcntl.fcntl(lock, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
        story.press('_Undo: restore the previous settings')
        agree(story)
        story.tree.await_words(story.tr('%s is open. Close it, then try again.') % 'Thunderbird')
        story.picture('7-undo-refused')
        story.press('_Another account')
        story.await_page('Welcome')
        story.press('A_ll changes')
        story.await_page('Changes')
        wait_for('the changes', lambda: story.tree.find(story.tr('Undo: %s, %s').split('%')[0], 'push button', part=True))
        story.tree.press(story.tree.find(story.tr('Undo: %s, %s').split('%')[0], 'push button', part=True))
        agree(story)
        story.tree.await_words(story.tr('The change could not be undone'))
        story.picture('9-changes-refused')
    story.end()
    shutil.rmtree(f'{story.desk.home}/.thunderbird')


def keyring(story):
    """Into Evolution, while the keyring asks for its password."""
    evolution = Evolution(story.desk)
    to_save(story, 'Evolution')
    story.tree.await_words(story.tr('What will be _written'))
    evolution.lock()
    story.press('_Save')
    wait_for('what is waited for', lambda: story.tree.find(story.tr('Saving into %s…') % 'Evolution', 'label'))
    story.picture('6-save-keyring')
    story.press('_Stop')
    story.tree.await_words(story.tr('Saving was stopped'))
    story.picture('6-save-stopped')
    story.end()


def question(story):
    """The window that asks, with the focus, on what changes nothing."""
    story.tree.await_words(story.tr('Undo this change?'))
    story.desk.focus(wait_for('the question', lambda: next((one for one in story.desk.windows_of(story.process) if one != story.window), None)))
    story.tree.await_focus(story.tr('_Cancel'))


def agree(story):
    question(story)
    story.tab_to(story.tr('_Undo'), whole=True)
    story.desk.key('Return')
    wait_for('the question to go', lambda: story.desk.windows_of(story.process) == [story.window])
    story.desk.focus(story.window)
