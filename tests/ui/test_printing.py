#!/usr/bin/python3
"""test_printing.py PROGRAM: what is printed: the system's own dialog opens and is answered with a file, whose pages are then read; what
cannot be printed is told in the window; no password is on any paper.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import sys
import unittest

from desk import need, wait_for
from wizard_case import WizardCase

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import pdf_text  # noqa: E402

CANARY = 'canary-Pa55word'


class Printing(WizardCase):
    PROGRAM = os.path.abspath(sys.argv[1])

    def print_to_file(self):
        """Presses the button that has the focus, and answers the dialog: its one printer is a file."""
        self.desk.key('Return')
        self.desk.focus(wait_for('the dialog', self.other_window))
        self.tree.await_words('Print to File')
        self.desk.key('Tab', 'Down', 'space')
        button = wait_for('the button', lambda: self.tree.find('_Print Print', 'push button'))
        wait_for('the printer', lambda: self.tree.has_state(button, 'SENSITIVE'))
        self.tree.press(button)
        wait_for('the dialog to go', lambda: self.other_window() is None)
        self.desk.window_of(self.process)

    def pages(self, name):
        """Of the file that was printed to, as a reader copies them."""
        path = pathlib.Path(self.desk.home, f'{name}.pdf')
        data = wait_for(name, lambda: path.exists() and path.read_bytes().rstrip().endswith(b'%%EOF') and path.read_bytes())
        path.unlink()
        self.assertNotIn(CANARY.encode(), data)
        return pdf_text.Document(data).pages()

    def open_reference(self):
        self.start()
        self.await_page('Welcome')
        self.desk.key('F1')
        self.await_page('Reference')
        self.tab_to('Print…')

    def test_the_quick_reference_is_printed_as_it_is_shown(self):
        self.open_reference()
        shown = self.tree.words()
        self.print_to_file()
        pages = self.pages('Quick reference')
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn(f'Page {number} of {len(pages)}', page)
        printed = ''.join(pages)
        for text in ('Ports and encryption', '993', 'STARTTLS', 'Receive with POP'):
            self.assertIn(text, printed)
            self.assertIn(text, shown)

    def test_what_cannot_be_printed_is_told_and_can_be_tried_again(self):
        places = pathlib.Path(self.desk.home, '.config/user-dirs.dirs')
        places.write_text('XDG_DOCUMENTS_DIR="$HOME/Papers"\n', encoding='utf-8')
        self.addCleanup(places.unlink)
        self.open_reference()
        self.print_to_file()
        self.tree.await_words('It was not printed: ')
        os.mkdir(f'{self.desk.home}/Papers')
        self.tab_to('Print…', backwards=True)
        self.print_to_file()
        self.assertTrue(self.pages('Papers/Quick reference'))
        wait_for('the words to go', lambda: 'It was not printed' not in self.tree.words())

    def test_the_settings_sheet_has_the_account_and_an_empty_line_for_the_password(self):
        self.start('--practice', 'wrong-password')
        self.await_page('Address')
        self.tab_to('Mail password')
        self.desk.key('ctrl+a')
        self.desk.type(CANARY)
        self.desk.key('Return')
        self.await_page('Test')
        self.quit()
        # What was typed there is on no paper of the next account, nor is that one's own.
        self.practise_until_save()
        self.tree.await_words('Write nothing')
        self.desk.key('Return')
        self.await_page('Done')
        self.tab_to('Print settings sheet…')
        self.print_to_file()
        page, = self.pages('Mail settings')
        self.press('The settings, for any other')
        for label in ('Server name: localhost', 'Encryption: SSL/TLS', 'User name: hanako@practice.example', 'Mail password: (to be filled in)'):
            self.tree.await_words(label)
        for text in ('Tested with Tegami on ', 'hanako@practice.example', 'Server namelocalhost', 'EncryptionSSL/TLS', 'Mail passwordReceiving: ',
                     'Mail passwordSending: ', 'Page 1 of 1'):
            self.assertIn(text, page)


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
