#!/usr/bin/python3
"""test_finding.py PROGRAM LOCALEDIR: the wizard finds settings, in Japanese, in an internet of its own (find_world.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import sys
import unittest

from desk import need, skip, wait_for
from find_case import PASSWORD, FindCase
from find_world import (ASKS, AT_XSERVER, DIFFERS, FOREIGN, HOSTED, MISSING, MISTYPED, NO_MAIL, NOTHING, OFFICE, OVER_HTTP, PLAIN, PUBLISHES,
                        SLOW, STRANGE, WORKSPACE)

import village

PROGRAM, LOCALEDIR = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


class Finding(FindCase):
    PROGRAM = PROGRAM
    LOCALEDIR = LOCALEDIR

    def search(self, domain, leave=True):
        self.begin()
        self.tree.await_focus('メールアドレス')
        self.desk.type(f'taro@{domain}')
        if leave:
            self.desk.key('Tab')

    def go_on(self):
        self.tree.await_focus('メールパスワード')
        self.desk.type(PASSWORD)
        self.desk.key('Return')

    def await_title(self, finding):
        """The heading of a finding, by its English one."""
        self.tree.await_words(self.translate(finding))

    def await_typed(self, name, *values):
        wait_for(f'{values} in {name}', lambda: self.tree.typed(name) == list(values))

    # While typing

    def test_a_known_provider_is_shown_while_typing_and_nobody_is_asked(self):
        self.search('ocn.ne.jp', leave=False)
        self.tree.await_words('OCN の設定が見つかりました')
        self.tree.await_words('OCN では、POP3 での受信が一般的です。')
        self.tree.await_words('「次へ」を押すとテストを始めます。')
        self.assertNotIn('pop.ocn.ne.jp', self.tree.words(), 'folded')
        self.may_sign_in = True
        self.desk.key('Tab')
        self.go_on()
        self.await_page('Test')
        self.assertLessEqual({kind for _, kind in self.world.asked()}, {'A', 'AAAA'}, 'its servers are looked up for the test')

    def test_nobody_is_asked_before_the_person_goes_on(self):
        self.search(PUBLISHES, leave=False)
        self.tree.await_words(f'{PUBLISHES} は Tegami の一覧にありません')
        self.assertFalse(self.world.asked(PUBLISHES))
        # Neither by looking at who would be asked.
        self.desk.key('shift+Tab')
        self.tab_to('通信する相手', backwards=True)
        self.desk.key('space')
        self.tree.await_words('live.thunderbird.net')
        self.assertFalse(self.world.asked(PUBLISHES))

    def test_the_public_database_can_be_switched_off_for_the_run(self):
        self.search(DIFFERS, leave=False)
        self.desk.key('shift+Tab')
        self.tab_to('通信する相手', backwards=True)
        self.desk.key('space')
        self.tab_to('Thunderbird のメールプロバイダーのデータベース')
        self.desk.key('space')
        wait_for('the tick to go', lambda: not self.tree.has_state(self.tree.focused(), 'CHECKED'))
        self.tab_to('メールパスワード', backwards=True)
        self.tree.await_words(f'{DIFFERS} の設定が見つかりました')
        self.assertNotIn(self.translate('Two sources name different servers.'), self.tree.words())
        self.assertFalse([request for request in self.world.requests if 'thunderbird' in request['host']])

    # What is found

    def test_a_domain_that_publishes_its_settings(self):
        self.search(PUBLISHES)
        self.unfold(f'{PUBLISHES} の設定が見つかりました')
        self.tree.await_words(f'取得元：autoconfig.{PUBLISHES}')
        self.tree.await_words(f'imap.{PUBLISHES} · 993 · IMAP · SSL/TLS')
        self.press('サーバーを変更')
        self.go_on()
        self.await_page('Servers')
        self.assertEqual(self.tree.words().count(f'取得元：autoconfig.{PUBLISHES}'), 2)

    def test_a_hosting_company_by_the_mail_exchanger(self):
        self.search(HOSTED)
        self.unfold('エックスサーバー の設定が見つかりました')
        self.tree.await_words(f'{AT_XSERVER} · 993 · IMAP · SSL/TLS')
        self.await_title('The settings lead to a different domain than your address.')
        self.go_on()
        self.await_label('契約先のサーバーですか')
        self.await_label('xserver.jp')
        self.confirm(AT_XSERVER)

    def test_a_company_that_wants_a_browser_says_so_before_the_password(self):
        self.search(OFFICE)
        self.tree.await_words('Microsoft 365 の設定が見つかりました')
        self.tree.await_words('始める前に')
        self.tree.await_words('Microsoft 365 では、ブラウザーでのログイン')
        self.tree.await_words('ここではパスワードは要りません。')
        self.tree.await_words('空のままにしてください。')
        self.tree.await_focus('メールパスワード')
        self.desk.key('Return')
        self.await_page('Test')

    def test_where_no_password_is_taken_none_is_asked_for(self):
        self.search('outlook.com')
        self.tree.await_words('ここではパスワードは要りません。')
        self.assertIsNone(self.tree.find('メールパスワード', 'password text'))
        # Another address has its password again.
        self.desk.key('shift+Tab')
        self.tab_to('メールアドレス')
        self.desk.key('ctrl+a')
        self.desk.type('taro@ocn.ne.jp')
        wait_for('the password', lambda: self.tree.find('メールパスワード', 'password text'))
        self.desk.key('ctrl+a')
        self.desk.type('taro@outlook.com')
        wait_for('the password to go', lambda: not self.tree.find('メールパスワード', 'password text'))
        self.desk.key('Return')
        self.await_page('Test')

    def test_a_company_that_wants_an_app_password_says_so_before_it_is_typed(self):
        self.search(WORKSPACE)
        self.unfold('Google Workspace の設定が見つかりました')
        self.tree.await_words('imap.gmail.com · 993 · IMAP · SSL/TLS')
        self.tree.await_words('ふだんのパスワードではなく、アプリパスワードが必要です。')
        self.tree.await_words('始める前に')
        opened = self.browse_with_a_script()
        self.press('アプリパスワードのページを開く')
        wait_for('the browser', lambda: os.path.exists(opened) and os.path.getsize(opened))
        with open(opened, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'https://myaccount.google.com/apppasswords\n')

    def test_a_contradiction_is_told(self):
        self.search(DIFFERS)
        self.unfold(f'{DIFFERS} の設定が見つかりました')
        self.tree.await_words(f'imap.{DIFFERS} · 993 · IMAP · SSL/TLS')
        self.await_title('Two sources name different servers.')
        self.tree.await_words('mail.elsewhere.example')

    def test_what_came_without_encryption_is_told(self):
        self.search(OVER_HTTP)
        self.tree.await_words(STRANGE)
        self.await_title('The settings did not come straight from your provider.')

    def test_what_is_published_without_encryption_is_told(self):
        self.search(PLAIN)
        self.await_title('Only settings without encryption are published.')
        self.unfold(f'{PLAIN} の設定が見つかりました')
        self.tree.await_words(f'mail.{PLAIN} · 993 · IMAP · SSL/TLS')

    # Foreign names

    def confirm(self, host):
        """The one question: Enter answers nothing, the space bar does."""
        check = wait_for('the box', lambda: self.tree.find(f'はい、{host} は契約先のサーバーです', 'check box'))
        wait_for('the focus on the verdict', lambda: self.tree.focused() and self.tree.focused().role == 'heading')
        self.desk.key('Return')
        self.tab_to(self.tree.text(check))
        self.desk.key('Return')
        self.assertFalse(self.tree.has_state(self.tree.focused(), 'CHECKED'), 'Enter confirms nothing')
        self.assertFalse([line for _, line in self.world.said() if PASSWORD in line])

    def test_a_foreign_name_is_one_question_with_its_domain_large(self):
        self.search(FOREIGN)
        self.unfold(f'{FOREIGN} の設定が見つかりました')
        self.tree.await_words(f'{STRANGE} · 993 · IMAP · SSL/TLS')
        self.go_on()
        self.await_label('契約先のサーバーですか')
        self.await_label('hoster.example')
        self.tree.await_words(f'取得元：autoconfig.{FOREIGN}')
        # Told once, not in a finding besides.
        self.assertNotIn(self.translate('The settings lead to a different domain than your address.'), self.tree.words())
        self.confirm(STRANGE)

    # Nothing

    def test_nothing_is_found_and_the_next_page_has_guesses(self):
        self.search(NOTHING)
        self.await_title('No settings were found for this address.')
        self.tree.await_words('サーバーは次の画面で入力します。')
        self.go_on()
        self.await_page('Servers')
        self.await_typed('サーバー名', f'imap.{NOTHING}', f'smtp.{NOTHING}')
        self.tree.await_words('書類がなければ、候補のまま試せます。')
        # A guess goes with the protocol until something else is typed.
        self.tab_to('受信方式', backwards=True)
        self.desk.key('space', 'Down', 'Return')
        self.await_typed('サーバー名', f'pop.{NOTHING}', f'smtp.{NOTHING}')
        self.await_typed('ポート番号', '995', '465')
        self.tab_to('サーバー名')
        self.desk.key('ctrl+a', 'BackSpace')
        wait_for('nothing to be tested', lambda: not self.tree.has_state(self.tree.find('テストする', 'push button'), 'SENSITIVE'))
        self.desk.key('alt+Left')
        self.await_page('Address')
        self.assertNotIn(PASSWORD, self.tree.words())

    def test_only_the_name_is_asked_for_where_the_company_is_known(self):
        self.search(ASKS)
        self.tree.await_words('XServerビジネス：あとはサーバーの名前だけです')
        self.go_on()
        self.await_page('Servers')
        self.tree.await_focus('サーバー名')
        self.assertIsNone(self.tree.find('ポート番号', part=True), 'the rest is folded away')
        self.desk.type('sv9.xbiz.ne.jp')
        self.await_typed('サーバー名', 'sv9.xbiz.ne.jp', 'sv9.xbiz.ne.jp')
        self.tab_to('IMAP · SSL/TLS · 993')
        self.desk.key('space')
        wait_for('the rest', lambda: self.tree.find('ポート番号', part=True))

    def test_a_domain_that_does_not_exist_is_corrected_with_one_press(self):
        self.search(MISSING)
        self.await_title('This mail domain does not exist.')
        self.go_on()
        wait_for('the focus on the way out', lambda: self.focus_name() == 'taro@gmail.com に変更')
        self.desk.key('space')
        self.tree.await_words('Gmail の設定が見つかりました')
        self.await_typed('メールアドレス', 'taro@gmail.com')

    def ask_about_a_slip(self):
        self.search(MISTYPED)
        self.tree.await_words('メールアドレスは合っていますか？')
        self.tree.await_words('taro@ocn.ne.jp')
        self.assertNotIn('の設定を探しています', self.tree.words())

    def test_a_slip_is_asked_about_before_whoever_waits_there_is(self):
        self.ask_about_a_slip()
        self.go_on()
        wait_for('the focus on the way out', lambda: self.focus_name() == 'taro@ocn.ne.jp に変更')
        self.await_typed('メールアドレス', f'taro@{MISTYPED}')
        self.desk.key('space')
        self.await_typed('メールアドレス', 'taro@ocn.ne.jp')
        self.tree.await_words('OCN の設定が見つかりました')
        self.assertNotIn('合っていますか', self.tree.words())
        self.assertFalse(self.world.asked(MISTYPED))
        self.assertFalse(self.world.requests)

    def test_a_slip_that_is_none_is_searched_for_and_not_asked_about_again(self):
        self.ask_about_a_slip()
        self.press('taro@ocm.ne.jp で合っている')
        self.tree.await_focus('メールパスワード')
        self.tree.await_words(f'{MISTYPED} の設定が見つかりました')
        self.tab_to('メールアドレス', backwards=True)
        self.desk.key('Tab')
        self.assertNotIn('合っていますか', self.tree.words())

    def test_a_domain_without_mail_can_still_be_entered_by_hand(self):
        self.search(NO_MAIL)
        self.await_title('This domain takes no mail.')
        self.go_on()
        self.tree.await_focus('メールアドレス')
        self.press_next_again()
        self.await_page('Servers')

    def press_next_again(self):
        self.tab_to('メールパスワード')
        self.desk.key('Return')

    # While it runs

    def test_next_waits_and_escape_stops_it(self):
        self.search(SLOW)
        self.tree.await_words(f'{SLOW} の設定を探しています…')
        self.go_on()
        wait_for('the stop button', lambda: self.tree.find('中止', 'push button'))
        self.desk.key('Escape')
        wait_for('the stop button to go', lambda: not self.tree.find('中止', 'push button'))
        self.tree.await_words(f'{SLOW} は Tegami の一覧にありません')

    def test_the_window_may_be_closed_while_next_waits(self):
        self.search(SLOW)
        self.go_on()
        wait_for('the stop button', lambda: self.tree.find('中止', 'push button'))
        self.quit()

    def test_a_look_aside_ends_no_search_and_loses_nothing(self):
        self.search(SLOW)
        self.tree.await_words(f'{SLOW} の設定を探しています…')
        self.desk.key('F1')
        self.await_page('Reference')
        self.desk.key('Escape')
        self.await_page('Address')
        self.assertNotIn(f'{SLOW} は Tegami の一覧にありません', self.tree.words())
        self.tree.await_words(f'{SLOW} の設定を調べられませんでした')

    def test_the_servers_can_be_entered_by_hand_while_it_runs(self):
        self.search(SLOW)
        self.tree.await_words(f'{SLOW} の設定を探しています…')
        self.desk.type(PASSWORD)
        self.tab_to('サーバーを自分で入力')
        self.desk.key('space')
        self.await_page('Servers')
        self.await_typed('サーバー名', f'imap.{SLOW}', f'smtp.{SLOW}')

    def test_another_address_ends_the_search_and_begins_a_new_one(self):
        self.search(SLOW)
        self.tree.await_words(f'{SLOW} の設定を探しています…')
        self.tab_to('メールアドレス', backwards=True)
        self.desk.key('ctrl+a')
        self.desk.type(f'taro@{PUBLISHES}')
        self.desk.key('Tab')
        self.tree.await_words(f'{PUBLISHES} の設定が見つかりました')

    # Passwords

    def test_an_app_password_is_offered_without_its_blanks(self):
        self.search('gmail.com')
        self.tree.await_words('アプリパスワードが必要です')
        self.desk.type('abcd efgh ijkl mnop')
        self.press('空白を取り除く')
        wait_for('the button to go', lambda: not self.tree.find('空白を取り除く', 'push button'))
        self.tree.await_focus('メールパスワード')


if __name__ == '__main__':
    need('Xvfb', 'xdotool', 'dbus-daemon')
    if why := village.unavailable():
        skip(why)
    village.enter()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
