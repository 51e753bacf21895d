"""letter_pictures.py: for screenshots.py, the page of a pasted letter.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from clipboard import Clipboard
from desk import wait_for

LETTERS = {
    'ja': """ご契約ありがとうございます。メールの設定は次のとおりです。

メールアドレス：taro@example.jp
メールパスワード：Kx7mPq2w
受信サーバー（POP）：pop.example.jp　ポート：587
送信サーバー：smtp.example.jp　ポート：995
旧サーバー：mail.old.example.jp
お問い合わせ：0120-000-000（平日9時～17時）
""",
    'en': """Thank you for your order. These are your mail settings.

Mail address: taro@example.jp
Mail password: Kx7mPq2w
Incoming mail server (POP3): pop.example.jp, port 587
Outgoing mail server (SMTP): smtp.example.jp, port 995
Old server: mail.old.example.jp
Questions? Call 0120-000-000 on weekdays.
"""}


def letter(story):
    """The page of a pasted letter: empty, with what was recognised, put right, refused; and what the Address page makes of it."""
    text = LETTERS['ja' if story.tr('_Mail address') == 'メールアドレス' else 'en']
    with Clipboard(story.desk) as clipboard:
        story.begin(*story.world.options())
        story.await_page('Welcome')
        story.press('_Set up a mail account')
        story.await_page('Address')
        story.picture('2-address-ways')
        story.press('Paste settings from a le_tter…')
        story.await_page('Letter')
        story.picture('2-letter-empty')
        clipboard.copy({'image/png': b'\x89PNG\r\n\x1a\n' + bytes(64)})
        story.desk.key('ctrl+v')
        story.tree.await_words(story.tr('Your phone can read this picture; Tegami cannot'))
        story.picture('2-letter-photo')
        clipboard.copy({'text/plain;charset=utf-8': text})
        story.desk.key('ctrl+v')
        story.tree.await_focus(story.tr('Change it like this'))
        story.picture('2-letter-read')
        story.tab_to(story.tr('The letter, with what was recognised'))
        story.desk.key('ctrl+Home', *['Down'] * 4, 'End')
        story.picture('2-letter-mark')
        story.press('_Try these servers')
        story.tree.await_words(story.tr('%s: does not work like this from here.').replace('%s', ''))
        story.picture('2-letter-tried')
        story.press('Change it like this')
        story.tree.await_focus(story.tr('Un_do'))
        story.picture('2-letter-changed')
        story.tab_to(story.tr('Change “%s”') % story.tr('Receiving server'))
        story.desk.key('space')
        wait_for('the menu', lambda: story.tree.find(story.tr('Not needed')))
        story.picture('2-letter-menu', menus=True)
        story.desk.key('Escape')
        story.tab_to(story.tr('Use the password that stands in the letter'))
        story.picture('2-letter-rows')
        story.press('_Use these settings')
        story.await_page('Address')
        story.tree.await_words(story.tr('From %s') % story.tr('your provider’s letter'))
        story.picture('2-address-letter')
        story.end()
