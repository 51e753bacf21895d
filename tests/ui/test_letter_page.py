#!/usr/bin/python3
"""test_letter_page.py PROGRAM LOCALEDIR: a provider's letter, pasted into the wizard, in Japanese and by keyboard alone, against real Dovecot and
Postfix.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import gettext
import os
import socket
import sys
import unittest

from clipboard import Clipboard
from desk import Desk, need, skip, wait_for
from provider import ADDRESS
from tree import Tree
from wizard_case import WizardCase

import maillab
import village

PROGRAM, LOCALEDIR = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
USER, PASSWORD = 'taro@example.jp', 'Kx7mPq2w'
POP, SMTP, FOREIGN = 'pop.example.jp', 'smtp.example.jp', 'mail.hoster.example'
SWAPPED = f"""ご契約者様へ　メールの設定のお知らせ
メールアドレス：{USER}
メールパスワード：{PASSWORD}
受信サーバー（POP）：{POP}　ポート：587
送信サーバー：{SMTP}　ポート：995
パスワードの控え：{PASSWORD}
"""
PLAIN = SWAPPED.replace('587', '_').replace('995', '465').replace('_', '995')
TABLE = f"""<html><body><p>ご案内</p><table>
<tr><th></th><th>サーバー</th><th>ポート</th></tr>
<tr><td>受信（IMAP）</td><td>imap.example.jp</td><td>993</td></tr>
<tr><td>送信（SMTP）</td><td>{SMTP}</td><td>465</td></tr></table></body></html>"""
PNG = b'\x89PNG\r\n\x1a\n' + bytes(64)
WAY, LETTER, USE, AGREE = '案内文を貼り付ける', '案内文', 'この設定を使う', '案内文に書かれたパスワードを使う'
CHANGE, BACK, WORKS = 'このように変更', '元に戻す', '使えます'


class Letter(WizardCase):
    PROGRAM = PROGRAM

    @classmethod
    def setUpClass(cls):
        cls.lab = cls.enterClassContext(maillab.MailLab(
            address=ADDRESS, ports=maillab.STANDARD_PORTS, users={USER: PASSWORD}, hosts=(POP, SMTP, FOREIGN),
            postfix='virtual_mailbox_domains = example.jp'))
        cls.desk = cls.enterClassContext(Desk(locale='ja', localedir=LOCALEDIR))
        cls.desk.env['G_MESSAGES_DEBUG'] = 'all'
        cls.tree = Tree(cls.desk)
        cls.translate = staticmethod(gettext.translation('tegami', LOCALEDIR, ['ja']).gettext)
        cls.clipboard = cls.enterClassContext(Clipboard(cls.desk))

    def start(self, *arguments, through=()):
        """What is said for debugging goes to standard output."""
        self.process = self.desk.start(PROGRAM, *arguments, stdout=self.log, stderr=self.log)
        self.window = self.desk.window_of(self.process)
        return self.window

    def tearDown(self):
        self.log.seek(0)
        self.assertNotIn(PASSWORD, self.log.read(), 'the password in what is said for debugging')
        super().tearDown()

    # Looking

    def everything(self):
        """Names, descriptions and texts of all that is on the screen."""
        texts = []
        for node in self.tree.all():
            texts.append(node.name)
            try:
                texts.append(self.tree._call(node.owner, node.path, 'org.freedesktop.DBus.Properties.Get', '(ss)',
                                             'org.a11y.atspi.Accessible', 'Description')[0])
                if 'org.a11y.atspi.Text' in node.interfaces:
                    texts.append(self.tree._call(node.owner, node.path, 'org.a11y.atspi.Text.GetText', '(ii)', 0, 100000)[0])
            except self.tree.glib.Error:
                pass  # it went away
        return '\n'.join(texts)

    def letter_text(self):
        return next(iter(self.tree.typed('案内文と、読み取った部分')), '')

    def assert_hidden(self):
        self.assertNotIn(PASSWORD, self.everything())

    def await_row(self, words):
        return wait_for(f'the row “{words}”', lambda: self.tree.find(words, 'list item', part=True))

    # Going

    def begin(self):
        self.start('--ca-file', str(self.lab.ca_file), '--resolver', '127.0.0.1:9',
                   *[word for host in (POP, SMTP, FOREIGN) for word in ('--resolve', f'{host}={ADDRESS}')])
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.tree.await_focus('メールアドレス')

    def open_page(self):
        self.tab_to(WAY)
        self.desk.key('space')
        self.await_page('Letter')
        self.tree.await_focus(LETTER)

    def paste(self, text, kind='text/plain;charset=utf-8'):
        self.clipboard.copy({kind: text} if isinstance(text, (str, bytes)) else text)
        self.desk.key('ctrl+v')

    def read(self, text):
        self.begin()
        self.open_page()
        self.paste(text)
        wait_for('the letter', lambda: self.tree.find('案内文と、読み取った部分'))

    def use(self):
        self.tab_to(USE)
        self.desk.key('Return')
        self.await_page('Address')

    def see_servers(self):
        self.tree.press(self.await_button('は設定済みです', part=True))

    def choose(self, *keys):
        """In a menu that has come up."""
        self.desk.key('space')
        for key in keys:
            self.desk.key(key)

    # From a letter to mail

    def test_a_letter_with_exchanged_ports_becomes_an_account_that_works(self):
        self.read(SWAPPED)
        self.assert_hidden()
        self.assertEqual(self.letter_text(), SWAPPED.replace(PASSWORD, '•' * len(PASSWORD)))
        self.tree.await_focus(CHANGE)
        self.tree.await_words('受信：587 → 995 SSL/TLS')
        self.tree.await_words('送信：995 → 587 STARTTLS')
        self.desk.key('space')
        self.tree.await_focus(BACK)
        self.assertIsNone(self.tree.find(CHANGE))
        self.tab_to(AGREE)
        self.desk.key('Return')
        self.assertFalse(self.tree.has_state(self.tree.focused(), 'CHECKED'), 'Enter agrees to nothing')
        self.desk.key('space')
        self.assert_hidden()
        self.use()
        self.tree.await_words('取得元：契約先の案内文')
        self.see_servers()
        self.tree.await_words(f'{POP} · 995 · POP3 · SSL/TLS')
        self.assert_hidden()
        self.tree.await_focus('メールアドレス')
        before = len(self.lab.sign_ins())
        self.desk.key('Return')
        self.await_page('Test')
        self.await_label(WORKS)
        self.assertTrue(all(one.accepted for one in self.lab.sign_ins()[before:]))
        self.assertEqual({one.service for one in self.lab.sign_ins()[before:]}, {'pop3', 'smtp'})
        self.assert_hidden()
        # Another account: nothing is left of the letter.
        self.desk.key('Return')
        self.await_page('Save')
        self.tree.await_focus(self.translate('S_ender name (optional)'))
        self.tab_to(self.translate('_Later').replace('_', ''))
        self.desk.key('Return')
        self.await_page('Done')
        self.tab_to(self.translate('_Another account'))
        self.desk.key('Return')
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
        self.assertEqual(self.tree.typed('メールアドレス'), [''])
        self.open_page()
        self.assertIsNone(self.tree.find('案内文と、読み取った部分'))

    def test_the_password_is_used_only_if_the_person_agrees(self):
        self.read(PLAIN)
        self.await_row('メールパスワード：案内文に書かれています')
        self.use()
        self.tree.await_focus('メールパスワード')
        self.assertEqual(self.tree.typed('メールアドレス'), [USER])
        before = len(self.lab.sign_ins())
        self.desk.key('Return')
        self.assertEqual(len(self.lab.sign_ins()), before)
        self.assertTrue(self.tree.find('TgAddressPage'))

    def test_a_foreign_name_is_confirmed_as_always(self):
        self.read(PLAIN.replace(POP, FOREIGN).replace(SMTP, FOREIGN))
        self.tab_to(AGREE)
        self.desk.key('space')
        self.use()
        before = len(self.lab.sign_ins())
        self.desk.key('Return')
        self.await_page('Test')
        check = wait_for('the question', lambda: self.tree.find(f'はい、{FOREIGN} は契約先のサーバーです', 'check box'))
        wait_for('the focus on the verdict', lambda: self.tree.focused() and self.tree.focused().role == 'heading')
        self.desk.key('Return')
        self.tab_to(self.tree.text(check))
        self.desk.key('Return')
        self.assertFalse(self.tree.has_state(self.tree.focused(), 'CHECKED'))
        self.assertEqual(len(self.lab.sign_ins()), before)

    def test_the_servers_are_tried_without_signing_in(self):
        self.read(SWAPPED)
        before = len(self.lab.sign_ins())
        self.tab_to('これらのサーバーを試す')
        self.tree.await_words(f'{POP}, {SMTP} に接続します。')
        self.desk.key('space')
        self.tree.await_words('995 · POP3 · SSL/TLS：ログインの手前まで問題ありません。')
        self.tree.await_focus(CHANGE)
        self.assertEqual(len(self.lab.sign_ins()), before)

    def test_what_our_list_knows_better_is_used_and_told(self):
        self.read(PLAIN.replace(USER, 'taro@ocn.ne.jp').replace(POP, 'pop.ocn.ne.jp').replace(SMTP, 'smtp.elsewhere.example'))
        self.use()
        self.tree.await_words(self.translate('Two sources name different servers.'))
        self.tree.await_words('smtp.elsewhere.example')
        self.assertNotIn('smtp.elsewhere.example · ', self.tree.words())

    def test_what_the_letter_leaves_out_is_looked_for(self):
        self.read(f'メールアドレス：{USER}\n受信サーバー（POP）：{POP}（995 SSL）\n')
        self.await_row('送信サーバー。読み取れませんでした')
        self.use()
        self.see_servers()
        self.tree.await_words(f'{POP} · 995 · POP3 · SSL/TLS')
        self.tab_to('メールパスワード')
        self.desk.type(PASSWORD)
        self.desk.key('Return')
        self.await_page('Test')
        self.await_label(WORKS)
        self.assertEqual(self.lab.sign_ins()[-1].service, 'smtp')

    # Marks

    def test_a_mark_is_moved_and_taken_away(self):
        self.read(PLAIN)
        self.await_row(f'受信サーバー：{POP}')
        self.tab_to('「受信サーバー」を変更')
        # The last item: not needed.
        self.choose('Up', 'Return')
        self.await_row('受信サーバー。読み取れませんでした')
        self.tab_to('案内文にあるほかの値')
        self.desk.key('Return')
        self.tab_to('「使わない」を変更')
        self.choose('Down', 'Down', 'Down', 'Return')
        wait_for('the submenu', lambda: self.tree.find('受信サーバー', 'menu item') or self.tree.find('受信サーバー', 'push button'))
        self.desk.key('Down', 'Return')
        self.await_row(f'受信サーバー：{POP}')

    def test_the_cursor_selects_the_row_of_its_mark(self):
        self.read(PLAIN)
        self.tab_to('案内文と、読み取った部分')
        self.desk.key('ctrl+Home', 'Down', 'End')
        row = self.await_row(f'メールアドレス：{USER}')
        wait_for('the row to be selected', lambda: self.tree.has_state(row, 'SELECTED'))
        self.tree.await_words('この値は…')

    def test_selected_characters_become_a_value(self):
        self.read(PLAIN + '予備サーバー sv9\n')
        self.tab_to('案内文と、読み取った部分')
        self.desk.key('ctrl+End', 'Up', 'End', 'shift+Left', 'shift+Left', 'shift+Left')
        self.tab_to('選んだ文字を使う')
        self.choose('Down', 'Down', 'Return')
        self.await_row('ユーザー名：sv9')

    def test_one_of_several_accounts_is_chosen_by_its_address(self):
        hanako = 'hanako@example.jp'
        self.read(f'メールアドレス：{USER}\nパスワード：{PASSWORD}\n\nメールアドレス：{hanako}\nパスワード：Zt5vRs9b\n\n'
                  f'受信サーバー：imap.example.jp（993）\n送信サーバー：{SMTP}（465）\n')
        self.await_row(f'メールアドレス：{USER}')
        self.tab_to('どれを使いますか')
        self.desk.key('space', 'Down', 'Return')
        self.await_row(f'メールアドレス：{hanako}')
        self.assertNotIn('Zt5vRs9b', self.everything())

    def test_another_variant_is_in_the_menu_of_its_server(self):
        self.read(f'受信サーバー：{POP}\nPOP 110（STARTTLS）または 995（SSL）\n送信サーバー：{SMTP} 465（SSL）\n')
        self.await_row('受信のポート番号：995')
        self.tab_to('「受信のポート番号」を変更')
        self.choose('Return')
        self.await_row('受信のポート番号：110')
        self.await_row('受信の接続の保護：STARTTLS')

    # Bringing

    def test_what_is_typed_is_read_on_request(self):
        self.begin()
        self.open_page()
        self.desk.type(f'imap: imap.example.jp 993\nsmtp: {SMTP} 465\n')
        self.tab_to('読み取る')
        self.desk.key('Return')
        self.await_row('受信サーバー：imap.example.jp')

    def test_html_keeps_its_table(self):
        self.begin()
        self.open_page()
        self.paste({'text/html': TABLE, 'text/plain;charset=utf-8': 'ご案内'})
        self.await_row('受信サーバー：imap.example.jp')
        self.await_row('送信のポート番号：465')

    def test_a_link_is_not_followed(self):
        with socket.create_server((ADDRESS, 80)) as server:
            server.settimeout(0)
            self.begin()
            self.open_page()
            self.paste({'text/uri-list': f'http://{ADDRESS}/letter\r\n', 'text/plain;charset=utf-8': PLAIN})
            self.await_row(f'受信サーバー：{POP}')
            self.assertRaises(BlockingIOError, server.accept)

    def test_a_photo_is_refused_with_the_way_around(self):
        self.begin()
        self.open_page()
        self.paste(PNG, 'image/png')
        self.tree.await_words('画像の文字は、スマートフォンで取り出せます')
        self.tree.await_words('長押し')
        self.tree.await_words('Google レンズ')

    def test_a_text_and_a_file_are_dropped(self):
        self.begin()
        self.open_page()
        self.clipboard.drag({'text/plain;charset=utf-8': PLAIN}, 390, 190)
        self.await_row(f'受信サーバー：{POP}')
        self.assert_hidden()
        # Wherever on the page, also on the letter that was there.
        path = os.path.join(self.desk.home, 'photo.txt')
        with open(path, 'wb') as file:
            file.write(PNG)
        self.clipboard.drag({'text/uri-list': f'file://{path}\r\n'}, 390, 190)
        self.tree.await_words('画像の文字は、スマートフォンで取り出せます')
        self.clipboard.let_go()
        self.desk.focus(self.window)

    def open_file(self, name, content):
        path = os.path.join(self.desk.home, name)
        with open(path, 'wb') as file:
            file.write(content)
        self.tab_to('ファイルを開く')
        self.desk.key('space')
        self.desk.focus(wait_for('the dialog', self.other_window))
        self.desk.type(path)
        self.desk.key('Return')
        wait_for('the dialog to go', lambda: self.other_window() is None)
        self.desk.focus(self.window)

    def test_files_are_told_by_their_content(self):
        self.begin()
        self.open_page()
        self.open_file('letter.txt', b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
        self.tree.await_words('先に、この文書の文字をコピーしてください')
        self.open_file('letter.pdf', PLAIN.encode('cp932'))
        self.await_row(f'受信サーバー：{POP}')
        self.assert_hidden()

    # Staying and going

    def test_the_letter_stays_until_another_account(self):
        self.read(PLAIN)
        self.desk.key('Escape')
        self.await_page('Address')
        self.tab_to(WAY)
        self.desk.key('space')
        self.await_row(f'受信サーバー：{POP}')
        self.tab_to('別の案内文を使う')
        self.desk.key('space')
        self.tree.await_focus(LETTER)
        self.assertIsNone(self.tree.find(f'受信サーバー：{POP}'))

    def test_a_letter_without_an_address_is_for_the_one_that_was_typed(self):
        self.begin()
        self.desk.type(USER)
        self.open_page()
        self.paste(f'受信サーバー（POP）：{POP}（995 SSL）\n送信サーバー：{SMTP}（465 SSL）\n')
        self.await_row('メールアドレス。読み取れませんでした')
        self.use()
        self.assertEqual(self.tree.typed('メールアドレス'), [USER])
        self.see_servers()
        self.tree.await_words(f'{POP} · 995 · POP3 · SSL/TLS')
        self.tab_to('メールパスワード')
        self.desk.type(PASSWORD)
        before = len(self.lab.sign_ins())
        self.desk.key('Return')
        self.await_page('Test')
        self.await_label(WORKS)
        self.assertEqual({(one.service, one.accepted) for one in self.lab.sign_ins()[before:]}, {('pop3', True), ('smtp', True)})


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon', 'dovecot', 'postfix')
    if why := village.unavailable() or maillab.unavailable():
        skip(why)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
