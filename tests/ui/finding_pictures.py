"""finding_pictures.py: for screenshots.py, the Test page of one finding after another, of as many kinds as there are.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import subprocess

from desk import HANG, wait_for

# Practice scenarios: what the person can mend, what the program can, what only the provider can, and what nobody has to.
SCENARIOS = (
    'good', 'port-refused', 'not-a-mail-server', 'file-server', 'unavailable', 'busy', 'hang-up', 'garbage',
    'starttls-missing', 'starttls-refused', 'starttls-injected', 'tls-on-starttls-port', 'starttls-on-tls-port', 'none-on-tls-port', 'tls-too-old',
    'cert-wrong-name', 'cert-expired', 'cert-expires-soon', 'cert-not-yet-valid', 'cert-self-signed', 'cert-unknown-issuer',
    'cert-incomplete-chain', 'cert-wrong-purpose', 'cert-weak',
    'wrong-password', 'send-wrong-password', 'user-local-part', 'app-password', 'oauth-only', 'web-login', 'account-locked', 'password-expired',
    'service-disabled', 'region-blocked', 'auth-needs-encryption', 'auth-temporary', 'rate-limit', 'auth-refused', 'referral',
    'mailbox-full', 'mailbox-in-use', 'sender-rejected', 'relay-denied', 'send-greylisted', 'send-blocked-address', 'send-rate-limit',
    'send-auth-missing', 'pop-before-smtp',
)


def await_end_of_test(story):
    def look():
        # One look is one moment: while the test runs, there is Stop.
        shown = [(node.role, node.name) for node in story.tree.all()]
        return any(name == 'TgTestPage' for _, name in shown) and ('push button', story.tr('_Stop')) not in shown
    wait_for('the end of the test', look)


def findings(story):
    """All with one program: what starts it again with another scenario goes to the window that is there."""
    story.begin('--practice', SCENARIOS[0])
    for scenario in SCENARIOS:
        if scenario != SCENARIOS[0]:
            subprocess.run([story.program, '--practice', scenario], env=story.desk.env, check=True, timeout=HANG)
        story.await_page('Address')
        story.press('_Next')
        await_end_of_test(story)
        story.picture(f'4-finding-{scenario}')
    story.end()
