"""certificate_stories.py: what screenshots.py tells of the certificate page and of what stands behind *Advanced*.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from desk import wait_for


def certificate_of(story, scenario):
    """The certificate page of a practice scenario, with Advanced unfolded; the fingerprint's digits."""
    story.begin('--practice', scenario)
    story.await_page('Address')
    story.press('_Next')
    story.await_failure()
    story.press('Show the certificate')
    story.await_page('Certificate')
    digits = next(text for text in map(story.tree.text, story.tree.all()) if re.fullmatch('([0-9A-F]{4} ?){16}', text)).replace(' ', '')
    story.tab_to(story.tr('_Advanced'), whole=True)
    story.desk.key('space')
    return digits


def allowed(story):
    digits = certificate_of(story, 'cert-self-signed')
    wait_for('the way', lambda: story.tree.find(story.tr('_Compare the fingerprint…'), 'push button'))
    story.picture('5-certificate-advanced')
    story.press('_Compare the fingerprint…')
    story.await_page('Allow')
    story.picture('5-exception')
    story.tab_to(story.tr('The _last four groups'))
    story.desk.type(digits[:16])
    wait_for('the refusal', lambda: story.tree.find(story.tr('They do not match. If you typed them exactly as shown there, someone else is '
                                                             'answering: go back, and do not allow it.'), 'label'))
    story.picture('5-exception-differs')
    story.desk.key('ctrl+a', 'BackSpace')
    story.desk.type(digits[-16:])
    wait_for('the match', lambda: story.tree.find(story.tr('They match.'), 'label'))
    story.desk.key('Tab', 'Tab')
    story.picture('5-exception-matches')
    story.desk.key('space')
    story.await_result('It works, with a caution')
    story.picture('4-test-allowed')
    story.end()


def refused(story):
    certificate_of(story, 'cert-wrong-name')
    story.tree.await_words(story.tr('This certificate cannot be allowed'))
    story.picture('5-certificate-refused')
    story.end()


def authority(story):
    certificate_of(story, 'cert-unknown-issuer')
    story.press('Trust an authority of your _own…')
    story.await_page('Authority')
    story.picture('5-authority')
    story.end()


def certificate_in_order(story):
    """Trusted, with a caution: the way back is a plain one."""
    story.begin('--practice', 'cert-expires-soon')
    story.await_page('Address')
    story.press('_Next')
    story.await_result('It works, with a caution')
    story.press('Show the certificate')
    story.await_page('Certificate')
    story.picture('5-certificate-in-order')
    story.end()
