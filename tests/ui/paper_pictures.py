"""paper_pictures.py: the story of a letter on paper, for screenshots.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from desk import wait_for
from find_world import PAPER


def answer(story, *texts, choices=0):
    """One question of the paper letter: what is typed, or how far down it is to be chosen, and Enter."""
    asked = [story.tree.text(node) for node in story.tree.all() if story.tree.text(node).startswith(story.tr('Question %u of %u').split('%')[0])]
    for _ in range(choices):
        story.desk.key('Down')
    for text in texts:
        story.desk.type(text)
    story.desk.key('Return')
    wait_for('the next question', lambda: not any(story.tree.find(text, 'label') for text in asked))


def open_paper(story):
    story.begin(*story.world.options())
    story.await_page('Welcome')
    story.press('_Set up a mail account')
    story.await_page('Address')
    story.press('Type from a pap_er letter…')
    story.await_page('Paper')


def paper_letter(story):
    """Every question about a letter on paper that has the ports in each other's place, and slips while it is typed."""
    open_paper(story)
    story.picture('2-paper-1-address')
    answer(story, f'taro@{PAPER}')
    story.desk.type(f'http://www.{PAPER}/')
    story.desk.key('Return')
    story.tree.await_words(story.tr('This is the address of a web page. A mail server’s name has neither http nor www nor a slash, as in '
                                    'pop.example.jp.'))
    story.picture('2-paper-2-host-fault')
    story.desk.key('ctrl+a', 'BackSpace')
    story.desk.type('pop01.paper.example')
    story.desk.key('Return')
    story.tree.await_words(story.tr('Is this exactly what the letter says?'))
    story.picture('2-paper-2-host-doubt')
    story.desk.key('ctrl+a', 'BackSpace')
    answer(story, f'pop.{PAPER}')
    story.desk.type('0120-000-000')
    story.desk.key('Return')
    story.tree.await_words(story.tr('This looks like a telephone number. A port has two to five digits, such as 993. Leave the field empty if '
                                    'the letter has none.'))
    story.picture('2-paper-3-port-fault')
    story.desk.key('ctrl+a', 'BackSpace')
    answer(story, '587')
    story.picture('2-paper-4-encryption')
    answer(story, choices=5)
    story.picture('2-paper-5-sending')
    story.desk.key('Return')
    answer(story, f'smtp.{PAPER}')
    answer(story, '995')
    answer(story, choices=5)
    story.picture('2-paper-6-user')
    answer(story)
    story.picture('2-paper-7-sign-in')
    answer(story)
    story.tree.await_focus(story.tr('_Try these servers'))
    story.picture('2-paper-8-summary')
    story.desk.key('Return')
    story.tree.await_words('587 → 995')
    story.picture('2-paper-9-tried')
    story.end()
    open_paper(story)
    answer(story, 'taro@ocn.ne.jp')
    story.tree.await_words('OCN')
    story.picture('2-paper-known')
    story.end()
