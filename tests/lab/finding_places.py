"""Where the scenarios of the table of findings (finding_scenarios.py) take place: each is a way to ask
tegamictl something, with the servers that it then meets.

    practice:NAME[/SIDE]  a practice scenario (src/practice/scenarios/), one side or both
    here:NAME[/SIDE]      the same, as a program on this very computer, not as a provider's server
    typed:NAME            a good practice server, and what somebody typed for it: TYPED
    letter:NAME           a practice scenario with --self-letter
    real:NAME             Dovecot and Postfix, misconfigured: finding_labs.py
    village:NAME          a small internet in the network namespace: finding_village.py
    device:NAME           a practice scenario, tested for the sake of another device: DEVICES
    message:NAME          what somebody pastes: MESSAGES
    token:NAME            a sign-in with a token that is not to be had: finding_tokens.py

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import re
import signal
import subprocess

from typing import NamedTuple

import finding_labs
import finding_tokens
import finding_village
import village
from patience import HANG, SILENCE, TALK
from practice_table import signs_in_with
from tegamictl import Tegamictl

# What is typed for the good practice servers; {host} and {port} are the receiving one's.
TYPED = {
    "as-it-should-be": {},
    "spaces": {"address": " {address} "},
    "full-width-at": {"address": "{wide_address}"},
    "web-page": {"receive": "imaps://http://{host}:{port}/webmail/"},
    "one-slash": {"receive": "imaps://{host}:{port}/"},
    "address-as-server": {"receive": "imaps://hanako@{host}:{port}"},
    "control-character": {"scenario": "scram-only", "password": "bell \a character"},
    "another-password": {"scenario": "scram-only", "password": "quite another one"},
}

DEVICES = {
    "iphone-18": ("good", "iphone", "18.1"),
    "iphone-18-wrong-password": ("wrong-password", "iphone", "18.1"),
    "iphone-4": ("good", "iphone", "iOS 4.2.1"),
}

# A returned mail (RFC 3464), as its status part has it.
BOUNCE = """Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.test

Final-Recipient: rfc822; jiro@example.org
Action: %s
Status: %s
Diagnostic-Code: smtp; %s
--b--
"""
MESSAGES = {
    "recipient-full": BOUNCE % ("failed", "5.2.2", "552 5.2.2 Mailbox full"),
    "recipient-unknown": BOUNCE % ("failed", "5.1.1", "550 5.1.1 User unknown"),
    "server-never-answered": BOUNCE % ("failed", "4.4.1", "connect to mx.example.org[192.0.2.1]:25: Connection timed out"),
    "delayed": BOUNCE % ("delayed", "4.4.1", "connect to mx.example.org[192.0.2.1]:25: Connection timed out"),
    "not-authenticated": BOUNCE % ("failed", "5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated."),
    "connection-letter": "開通のご案内\nフレッツ光の接続設定です。\n認証ID: abc12345@example.test\n認証パスワード: xxxxxxxx\n",
    "mail-letter": "メール設定のご案内\nフレッツ光をご利用のお客さまへ\n受信サーバー: imap.example.test\n送信サーバー: smtp.example.test\n",
    "no-domain": "The domain exmaple.test does not exist.",
    "no-host": "The host smtp.exmaple.test could not be found.",
    "domain-without-mail": BOUNCE % ("failed", "5.1.10", "556 5.1.10 Recipient address rejected: Domain does not accept mail (nullMX)"),
    "told-no-ssl": "SSLを使用しない設定に戻してください。",
    "told-ssl": "SSLを使用する設定にしてください。",
    "told-port-25": "送信ポートを25に変更すると送れるようになります。",
    "told-port-465": "送信ポートを465に変更すると送れるようになります。",
    "told-yes-each-time": "警告が出たら、毎回「はい」を押してください。",
    "told-no": "警告が出たら、「いいえ」を押してください。",
    "told-exception": "セキュリティ例外を承認すれば、今後は警告が出なくなります。",
    "told-smtp-auth-off": "SMTP認証をオフにしてください。",
    "told-smtp-auth-on": "SMTP認証をオンにしてください。",
    "told-465-old": "465は古い方式なので、587を使ってください。",
    "told-antivirus-off": "ウイルス対策ソフトを無効にしてください。",
    "told-antivirus-on": "ウイルス対策ソフトを有効にしてください。",
    "told-try-all": "すべてのポートを順番に試してください。",
    "browser-sign-in-expired": "AUTHENTICATE failed: OAuth token has expired, please sign in again",
    "password-expired": "AUTHENTICATE failed: Your password has expired",
    "no-settings": "Thunderbird failed to find the settings for your email account.",
    "looks-like-spam": BOUNCE % ("failed", "5.7.1", "550 5.7.1 Message rejected as spam by content filtering"),
}


SILENT = {"silent", "trickle"}  # of the practice servers, those that never come to an end
LETTER_TIMEOUT = 4  # a letter is waited for six times as long


class Seen(NamedTuple):
    """What a scenario came to: the ids of the findings, the most important first, and all that was printed."""
    ids: list
    text: str


class Places:
    """All servers of all scenarios, from the beginning to the end."""

    def __init__(self, program, names):
        self._closing = []
        self._near = self._kept(Tegamictl(program))  # asks nobody but the mail servers
        self._far = self._kept(Tegamictl(program, surroundings=True))
        self._alone = self._kept(Tegamictl(program, prefix=["unshare", "--net"], surroundings=True))  # not even loopback is up
        self._practice = self._labs = None
        try:
            self._start_practice()
            self._village = self._kept(finding_village.Places())
            self._tokens = self._kept(finding_tokens.Places(program))
            if any(name.startswith("real:") for name in names):
                self._labs = self._kept(finding_labs.Labs())
        except BaseException:
            self.close()
            raise

    def _kept(self, thing):
        self._closing.append(thing)
        return thing

    def close(self):
        if self._practice is not None:
            self._practice.send_signal(signal.SIGTERM)
            self._practice.communicate()
        for thing in reversed(self._closing):
            thing.close()

    def _start_practice(self):
        self._practice = self._near.start("practice", "--json", stdin=subprocess.DEVNULL)
        self._table = self._practice.first_answer()
        self._rows = {row["name"]: row for row in self._table["scenarios"]}

    def run(self, name):
        """What becomes of the scenario @name."""
        kind, _, rest = name.partition(":")
        rest, _, side = rest.partition("/")
        return getattr(self, "_run_" + kind)(rest, side)

    def _seen(self, check):
        return Seen(check.ids(), str(check))

    # Practice servers

    def _ask_practice(self, name, options, side="", address=None, receive=None, password=None, here=False):
        row = self._rows[name]
        receive, send = receive or row["receive"] if side != "send" else None, row["send"] if side != "receive" else None
        in_clear = any(re.match("(imap|pop3|smtp)://", url or "") for url in (receive, send))
        credential, auth = signs_in_with(self._table, row)
        return self._seen(self._near.check(address or self._table["address"], receive, send, password or credential, options=[
            *auth, *([] if here else ["--resolve", "localhost=127.0.0.1"]), "--ca-file", self._table["ca"], *options, *["--allow-plaintext"] * in_clear]))

    def _run_practice(self, name, side):
        return self._ask_practice(name, ["--timeout", SILENCE if name in SILENT else TALK], side)

    def _run_here(self, name, side):
        return self._ask_practice(name, ["--timeout", TALK], side, here=True)

    def _run_letter(self, name, _):
        return self._ask_practice(name, ["--timeout", LETTER_TIMEOUT if name == "letter-lost" else TALK, "--self-letter"])

    def _run_typed(self, name, side):
        words = dict(TYPED[name])
        row = self._rows[words.pop("scenario", "good")]
        host, port = re.search(r"//(\S+):(\d+)", row["receive"]).groups()
        fill = {"address": self._table["address"], "wide_address": self._table["address"].replace("@", "＠"), "host": host, "port": port}
        return self._ask_practice(row["name"], ["--timeout", TALK], side, **{key: value.format(**fill) for key, value in words.items()})

    def _run_device(self, name, _):
        scenario, device, version = DEVICES[name]
        return self._told(self._near.start("device", device, version, "--json", "--practice", scenario, stdin=subprocess.DEVNULL))

    # Others

    def _run_real(self, name, _):
        return self._seen(self._labs.check(self._near, name))

    def _run_token(self, name, _):
        return self._seen(self._tokens.check(name))

    def _run_village(self, name, _):
        ask = getattr(self._village, name.replace("-", "_"))
        return self._seen(ask(self._alone if name == "nothing-is-up" else self._far))

    def _run_message(self, name, _):
        return self._told(self._near.start("message", "--json"), MESSAGES[name].encode())

    def _told(self, process, text=None):
        output, errors = process.communicate(text, timeout=HANG)
        return Seen([finding["id"] for finding in json.loads(output)["findings"]], (output + errors).decode(errors="replace"))


def unavailable():
    """None, or why the scenarios cannot take place here."""
    return village.unavailable() or finding_labs.unavailable()


def enter():
    """Comes back inside a network namespace."""
    village.enter()
