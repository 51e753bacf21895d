#!/usr/bin/python3
"""test_paper.py PROGRAM LOCALEDIR: a letter on paper, typed value by value, by the keyboard and in Japanese, in an internet of its own
(find_world.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import os
import sys
import unittest

from desk import need, skip, wait_for
from find_case import PASSWORD, FindCase
from find_world import MUTE, PAPER

import village

PROGRAM, LOCALEDIR = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
RECEIVE, SEND = '受信サーバー', '送信サーバー'
RECEIVE_PORT, SEND_PORT = '受信のポート番号', '送信のポート番号'


class Paper(FindCase):
    PROGRAM = PROGRAM
    LOCALEDIR = LOCALEDIR

    def await_question(self, number, total):
        self.await_label(f'質問 {number}／{total}')

    def begin(self):
        super().begin()
        self.press('紙の案内文を見て入力する')
        self.await_page('Paper')
        self.await_question(1, 9)
        self.tree.await_focus('メールアドレス')

    def type_answer(self, name, text):
        self.tree.await_focus(name)
        if text:
            self.desk.type(text)
        self.desk.key('Return')

    def choose_answer(self, first, choice):
        """@first: the name of the first choice, on which the focus comes; @choice: of the one that is wanted."""
        wait_for(f'the focus on {first}', lambda: self.focus_name().startswith(first))
        while not self.focus_name().startswith(choice):
            before = self.focus_name()
            self.desk.key('Down')
            wait_for('the next choice', lambda: self.focus_name() != before)
        self.desk.key('Return')

    def answer_until_sending(self, host, port, security='SSL/TLS'):
        self.type_answer('メールアドレス', f'taro@{host.partition(".")[2]}')
        self.type_answer(RECEIVE, host)
        self.type_answer(RECEIVE_PORT, port)
        self.choose_answer('SSL/TLS', security)

    def answer_all(self, domain, ports=('995', '465'), security='SSL/TLS', receive='pop'):
        self.answer_until_sending(f'{receive}.{domain}', ports[0], security)
        self.type_answer(SEND, f'smtp.{domain}')
        self.type_answer(SEND_PORT, ports[1])
        self.choose_answer('SSL/TLS', security)
        self.choose_answer('メールアドレスと同じ', '@ より前の部分')
        self.choose_answer('必要、または書かれていない', '必要、または書かれていない')
        self.await_label('すべての質問に答えました')

    def try_servers(self):
        self.tree.await_focus('これらのサーバーを試す')
        self.assertFalse(self.world.said(), 'nobody is contacted before')
        self.desk.key('Return')

    def use(self, button='この設定を使う'):
        wait_for(button, lambda: self.tree.find(button, 'push button', part=True))
        self.desk.key('Return')
        self.await_page('Address')

    def await_typed(self, name, value):
        wait_for(f'{value} in {name}', lambda: self.tree.typed(name) == [value])

    # From paper to a test

    def test_a_letter_with_its_ports_in_each_others_place(self):
        self.begin()
        self.answer_all(PAPER, ('587', '995'), '書かれていない')
        self.tree.await_words(self.translate('The ports for receiving and sending have been mixed up.'))
        self.try_servers()
        self.tree.await_words('受信：587 → 995 SSL/TLS')
        self.tree.await_words('送信：995 → 587 STARTTLS')
        self.assertFalse([line for _, line in self.world.said() if 'taro' in line])
        self.use('変えた設定を使う')
        self.await_typed('メールアドレス', f'taro@{PAPER}')
        self.tree.await_focus('メールパスワード')
        self.may_sign_in = True
        self.desk.type(PASSWORD)
        self.desk.key('Return')
        self.await_page('Test')
        self.tree.await_words(self.translate('It works'))
        self.tree.await_words('995 · POP3 · SSL/TLS')
        self.tree.await_words('587 · SMTP · STARTTLS')
        signed_in = base64.b64encode(f'\0taro\0{PASSWORD}'.encode()).decode()
        self.assertIn((f'pop3s://pop.{PAPER}:995', f'AUTH PLAIN {signed_in}'), self.world.said())

    def test_a_letter_that_is_right_is_used_as_it_is(self):
        self.begin()
        self.answer_all(PAPER)
        self.try_servers()
        self.tree.await_words(f'pop.{PAPER} · 995 · POP3 · SSL/TLS：ログインの手前まで問題ありません。')
        self.assertNotIn('→', self.tree.words())
        self.use()
        self.assertFalse(self.world.asked('autoconfig.' + PAPER), 'nobody is asked for settings')

    # Only what is needed

    def test_a_known_provider_needs_no_more_than_the_address(self):
        self.begin()
        self.type_answer('メールアドレス', 'taro@ocn.ne.jp')
        self.tree.await_words('OCN の設定が見つかりました')
        self.tree.await_words('pop.ocn.ne.jp · 995 · POP3 · SSL/TLS')
        self.assertFalse(self.world.asked(), 'nobody is asked')
        self.press('案内文と違っている')
        self.await_question(2, 9)
        self.tree.await_focus(RECEIVE)

    def test_of_a_known_provider_only_the_user_name_may_be_missing(self):
        self.begin()
        self.type_answer('メールアドレス', 'taro@asahi-net.or.jp')
        self.await_question(2, 2)
        self.tree.await_words('ASAHIネットでは「ASAHIネットID」と呼びます。')
        self.type_answer('ユーザー名', 'xy7t-ymd')
        self.await_label('すべての質問に答えました')
        self.tree.await_words('pop.asahi-net.or.jp · 995 · POP3 · SSL/TLS')
        self.tree.await_words('xy7t-ymd')
        self.use()
        self.await_typed('メールアドレス', 'taro@asahi-net.or.jp')
        self.assertFalse(self.world.calls)

    def test_a_look_aside_loses_nothing_that_is_half_typed(self):
        self.begin()
        self.desk.type('taro@pap')
        self.desk.key('F1')
        self.await_page('Reference')
        self.desk.key('Escape')
        self.await_page('Paper')
        self.await_typed('メールアドレス', 'taro@pap')

    def test_the_protocol_is_asked_for_only_where_nothing_tells_it(self):
        self.begin()
        self.type_answer('メールアドレス', f'taro@{PAPER}')
        self.type_answer(RECEIVE, f'mail.{PAPER}')
        self.type_answer(RECEIVE_PORT, '')
        self.await_question(4, 10)
        self.choose_answer('POP・POP3', 'どちらも書かれていない')
        self.choose_answer('SSL/TLS', 'STARTTLS')
        self.tree.await_focus(SEND)
        self.desk.key('shift+Tab', 'Up')
        self.choose_answer('受信サーバーと同じ', '受信サーバーと同じ')
        self.tree.await_focus(SEND_PORT)

    # What cannot be, and what looks alike

    def test_what_cannot_be_an_answer_is_told_and_stays(self):
        self.begin()
        self.type_answer('メールアドレス', f'taro@{PAPER}')
        for name, text, told in ((RECEIVE, f'http://www.{PAPER}/', 'これはWebページのアドレスです'), (RECEIVE, f'taro@{PAPER}', 'これはメールアドレスです'),
                                 (RECEIVE, '0120', 'これは数字で'), (RECEIVE, f'pop.{PAPER}', None), (RECEIVE_PORT, '0120-000-000', '電話番号のようです')):
            self.tree.await_focus(name)
            self.desk.key('ctrl+a')
            self.type_answer(name, text)
            if told is not None:
                self.tree.await_words(told)
                self.await_typed(name, text)
        self.desk.key('BackSpace')
        self.assertEqual(self.tree.typed(RECEIVE_PORT), ['0120-000-00'], 'nothing is selected that the next key would replace')

    def test_letters_that_look_alike_are_asked_about_once(self):
        self.begin()
        self.type_answer('メールアドレス', f'taro@{PAPER}')
        self.type_answer(RECEIVE, 'pop01.paper.example')
        self.await_label('案内文のとおりですか')
        self.tree.await_words('0 は数字のゼロ')
        self.tree.await_focus(RECEIVE)
        self.desk.key('Return')
        self.await_question(3, 9)
        self.desk.key('alt+Left')
        self.tree.await_focus(RECEIVE)
        self.desk.key('Return')
        self.await_question(3, 9)

    def test_slips_of_the_keyboard_are_cleaned_in_plain_view(self):
        self.begin()
        self.type_answer('メールアドレス', f'taro@{PAPER}')
        self.tree.await_focus(RECEIVE)
        self.desk.type(' pop。paper。example:９９５ ')
        self.desk.key('Return')
        self.tree.await_focus(RECEIVE_PORT)
        self.await_typed(RECEIVE_PORT, '995')
        self.desk.key('alt+Left')
        self.await_typed(RECEIVE, 'pop.paper.example')

    def test_the_id_of_the_internet_connection_is_no_user_name(self):
        self.begin()
        self.answer_until_sending(f'pop.{PAPER}', '995')
        self.type_answer(SEND, f'smtp.{PAPER}')
        self.type_answer(SEND_PORT, '465')
        self.choose_answer('SSL/TLS', 'SSL/TLS')
        self.choose_answer('メールアドレスと同じ', '別の名前')
        self.type_answer('ユーザー名', 'abc@atson.net')
        self.tree.await_words('インターネット接続用の ID のようです')
        self.await_typed('ユーザー名', 'abc@atson.net')

    # To and fro

    def test_back_keeps_the_answers_and_ends_on_the_page_before(self):
        self.begin()
        self.type_answer('メールアドレス', f'taro@{PAPER}')
        self.type_answer(RECEIVE, f'pop.{PAPER}')
        self.await_question(3, 9)
        self.desk.key('alt+Left')
        self.await_typed(RECEIVE, f'pop.{PAPER}')
        self.desk.key('alt+Left')
        self.await_typed('メールアドレス', f'taro@{PAPER}')
        self.desk.key('alt+Left')
        self.await_page('Address')
        self.press('紙の案内文を見て入力する')
        self.await_page('Paper')
        self.await_typed('メールアドレス', f'taro@{PAPER}')

    def test_an_answer_can_be_changed_in_the_end(self):
        self.begin()
        self.answer_all(PAPER)
        self.tree.await_focus('これらのサーバーを試す')
        self.tab_to('変更：送信サーバー', backwards=True)
        self.desk.key('Return')
        self.tree.await_focus(SEND)
        self.desk.key('Return')
        self.tree.await_focus(SEND_PORT)
        self.desk.key('ctrl+a')
        self.type_answer(SEND_PORT, '587')
        self.choose_answer('SSL/TLS', 'STARTTLS')
        self.await_label('すべての質問に答えました')
        self.tree.await_words(f'smtp.{PAPER} · 587 · SMTP · STARTTLS')

    def test_trying_can_be_stopped(self):
        self.begin()
        self.answer_all(MUTE, ('993', '465'), receive='imap')
        self.try_servers()
        self.tree.await_focus('キャンセル')
        self.desk.key('Escape')
        self.tree.await_focus('これらのサーバーを試す')

    def test_silent_servers_are_told_and_can_be_used_all_the_same(self):
        self.begin()
        self.answer_all(MUTE, ('993', '465'), receive='imap')
        self.try_servers()
        self.tree.await_words(f'smtp.{MUTE} · 465 · SMTP · SSL/TLS：この設定ではつながりません。')
        self.tree.await_words('合っていれば、このまま進むと')
        self.use()
        self.await_typed('メールアドレス', f'taro@{MUTE}')

    def test_the_window_may_be_closed_while_servers_are_tried(self):
        self.begin()
        self.answer_all(MUTE, ('993', '465'), receive='imap')
        self.try_servers()
        self.tree.await_focus('キャンセル')
        self.quit()


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if why := village.unavailable():
        skip(why)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
