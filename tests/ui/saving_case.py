"""saving_case.py: what the tests of the Save page share: Thunderbird's profiles, and the way to the page and beyond.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os

from desk import wait_for
from wizard_case import WizardCase

NAME = 'Hanako Yamada'

# As Thunderbird leaves it after its first start.
PROFILES = '[Profile1]\nName=work & more\nIsRelative=1\nPath=aaaaaaaa.work\n\n[Profile0]\nName=home\nIsRelative=1\nPath=bbbbbbbb.home\nDefault=1\n'
PREFS = '// Mozilla User Preferences\n\nuser_pref("mail.shell.checkDefaultClient", false);\n'


class SavingCase(WizardCase):
    def make_profiles(self):
        """Two profiles of Thunderbird; returns the folder of the one that does not open by default."""
        root = f'{self.desk.home}/.thunderbird'
        for folder in ('aaaaaaaa.work', 'bbbbbbbb.home'):
            os.makedirs(f'{root}/{folder}', mode=0o700)
            with open(f'{root}/{folder}/prefs.js', 'w', encoding='utf-8') as prefs:
                prefs.write(PREFS)
        with open(f'{root}/profiles.ini', 'w', encoding='utf-8') as profiles:
            profiles.write(PROFILES)
        return f'{root}/aaaaaaaa.work'

    def prefs(self, folder):
        with open(f'{folder}/prefs.js', encoding='utf-8') as prefs:
            return prefs.read()

    def start_and_choose(self, place, through=()):
        """From the start of practice to the Save page, with this place chosen."""
        self.practise_until_save(through=through)
        self.tree.await_focus('Sender name (optional)')
        self.desk.key('ctrl+a')
        self.desk.type(NAME)
        self.choose(place)

    def save(self):
        wait_for('Save to be possible', lambda: self.tree.has_state(self.await_button('Save'), 'SENSITIVE'))
        self.press('Save')

    def undo(self, label):
        self.press('If you want it as it was before')
        self.press(label)
        self.agree_to_undo()
        self.await_label('Undone: everything is as it was before')
