#!/usr/bin/python3
"""What a provider's letter says is tried, in a test internet, and at a real Dovecot and Postfix.  Argument: tegamictl.

No credential and no address leaves, though both stand in the letter, and nothing is asked without encryption.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import dataclasses
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import maillab
import settings_search
import village
import wirewatch
from internet import Internet
from patience import HANG
from tegamictl import Tegamictl

USER, PASSWORD = "hanako.7k", "Kf7mP2xQ9w"
PORTS = {25, 110, 143, 465, 587, 993, 995}
PLAIN = ("imap://imap.{d}:143", "pop3://pop.{d}:110", "smtp://smtp.{d}:587", "smtp://smtp.{d}:25")
POPS, SMTPS, SUBMISSION = "pop3s://pop.{d}:995", "smtps://smtp.{d}:465", "smtp+starttls://smtp.{d}:587"
LETTER = """メール設定のご案内

メールアドレス：%s@{d}
ユーザー名：%s
メールパスワード：%s
""" % (USER, USER, PASSWORD)


@dataclasses.dataclass
class Letter:
    """@doors: URL → manner.  What must come: @use: receiving and sending; @tried: finding/remedy=works; @status."""
    what: str
    text: str
    doors: dict
    use: tuple
    tried: tuple = ()
    status: int = 0
    certificates: dict = dataclasses.field(default_factory=dict)


def doors(*urls, manner=""):
    return dict.fromkeys(urls, manner)


ROWS = [
    Letter("as it stands", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：995（SSL）\n送信メールサーバー（SMTP）：smtp.{d}\n送信ポート番号：465（SSL）\n",
           doors(POPS, SMTPS), (POPS, SMTPS)),
    Letter("swapped ports", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：587\n送信メールサーバー（SMTP）：smtp.{d}\n送信ポート番号：995\n",
           doors(POPS, SUBMISSION), (POPS, SUBMISSION), ("ports-swapped/swap-ports=works",)),
    Letter("995 without SSL", "受信メールサーバー：pop.{d}\n受信ポート番号：995\nSSL：しない\n送信メールサーバー：smtp.{d}\n送信ポート番号：465（SSL）\n",
           doors(POPS, SMTPS), (POPS, SMTPS), ("port-encryption-contradiction/use-port-encryption=works",)),
    Letter("SSL and STARTTLS, both on", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：995\nSSL：する\nSTARTTLS：する\n送信メールサーバー（SMTP）：smtp.{d}\n"
           "送信ポート番号：465\nSSL：する\nSTARTTLS：する\n", doors(POPS, SMTPS), (POPS, SMTPS)),
    Letter("hosts swapped", "受信メールサーバー（POP）：smtp.{d}\n受信ポート番号：995（SSL）\n送信メールサーバー（SMTP）：pop.{d}\n送信ポート番号：465（SSL）\n",
           doors(POPS, SMTPS), (POPS, SMTPS), ("hosts-swapped/swap-hosts=works",)),
    Letter("without encryption, and with it after all", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：110\n暗号化：なし\n送信メールサーバー（SMTP）：smtp.{d}\n"
           "送信ポート番号：587\n暗号化：なし\n", {**doors(*PLAIN[1:3]), POPS: ""}, (POPS, "smtp://smtp.{d}:587"), status=1),
    Letter("silent servers", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：995（SSL）\n送信メールサーバー（SMTP）：smtp.{d}\n送信ポート番号：465（SSL）\n",
           {POPS: "silent", SMTPS: "mute"}, (POPS, SMTPS), status=1),
    Letter("a certificate that does not fit", "受信メールサーバー（POP）：pop.{d}\n受信ポート番号：995（SSL）\n送信メールサーバー（SMTP）：smtp.{d}\n"
           "送信ポート番号：465（SSL）\n", doors(POPS, SMTPS), (POPS, SMTPS), status=1, certificates={"pop.{d}": "wrong"}),
]
OLD = "受信メールサーバー（IMAP）：imap-mail.outlook.com\n受信ポート番号：993（SSL）\n送信メールサーバー（SMTP）：smtp.own.example\n送信ポート番号：465（SSL）\n"


class Letters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)
        cls.net = Internet()
        cls.addClassCleanup(cls.net.__exit__)

    def letter(self, text, *words):
        process = self.tegamictl.start("letter", *words)
        try:
            output, errors = process.communicate(text.encode(), timeout=HANG)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        self.assertEqual(errors, b"")
        self.assertNotIn(PASSWORD.encode(), output)
        return process.returncode, output

    def ask(self, text, *words):
        status, output = self.letter(text, "--json", *words)
        return status, json.loads(output)

    def open(self):
        plan = {"doors": {}, "certificates": {}}
        for number, row in enumerate(ROWS):
            words = {"d": "own%d.example" % number}
            plan["doors"].update(settings_search.filled(row.doors, words))
            plan["certificates"].update(settings_search.filled(row.certificates, words))
        self.net.open(plan)
        self.addCleanup(self.net.clear)
        return self.net.words()[:4]

    def test_each(self):
        network = self.open()
        with wirewatch.WireWatch(PORTS) as watch:
            for number, row in enumerate(ROWS):
                with self.subTest(row.what):
                    self.judge(row, {"d": "own%d.example" % number}, network)
        self.assertEqual((watch.leaks(PASSWORD, USER), watch.dropped()), ([], 0))
        self.assertTrue(watch.streams())
        # Nobody but the servers that the letters name.
        named = {"%s.own%d.example" % (name, number) for name in ("pop", "smtp") for number in range(len(ROWS))}
        self.assertEqual({name for name, _ in self.net.asked()}, named)
        heard = self.net.said()
        self.assertEqual(credentials.found_in("\n".join(line for _, line in heard).encode(), PASSWORD, USER), [])
        self.assertEqual([line for _, line in heard if line.upper().split()[:1] in (["AUTH"], ["USER"], ["PASS"], ["APOP"], ["MAIL"])
                          or "LOGIN" in line.upper() or "AUTHENTICATE" in line.upper()], [])
        # Who listens without encryption hears no more than the question whether it has any.
        self.assertEqual({line.upper().split()[-1] for url, line in heard if url.split(":")[0] in ("imap", "pop3", "smtp")} -
                         {"CAPA", "CAPABILITY", "[127.0.0.1]", "STLS", "STARTTLS", "QUIT", "LOGOUT"}, set())

    def judge(self, row, words, network):
        text = settings_search.filled(LETTER + row.text, words)
        before = self.ask(text)[1]
        self.assertIsNone(before["accounts"][0]["use"])
        self.assertEqual([pair for finding in before["findings"] for pair in self.named(finding)], [])
        self.assertTrue(before["accounts"][0]["has_password"])
        status, answer = self.ask(text, "--try", *network, "--connect-timeout", "1", "--timeout", "3")
        account = answer["accounts"][0]
        told = json.dumps(answer, ensure_ascii=False, indent=1)
        self.assertEqual((account["use"]["receive"], account["use"]["send"]), settings_search.filled(row.use, words), told)
        self.assertEqual(account["use"]["user"], USER)
        self.assertEqual(status, row.status, told)
        tried = tuple("%s/%s=%s" % (finding["id"], *pair) for finding in answer["findings"] for pair in self.named(finding))
        self.assertEqual(tried, row.tried, told)
        for server in (*account["receive"], *account["send"]):
            self.assertEqual(server["tried"] is None, server["security"] == "none", told)
        used = [server for side in ("receive", "send") for server in account[side] if server["url"] == account["use"][side]]
        if row.status == 0:
            self.assertTrue(all(server["tried"] == "works" for server in used), told)

    @staticmethod
    def named(finding):
        """The remedies that were tried, by what they change."""
        names = {"ports-swapped": "swap-ports", "hosts-swapped": "swap-hosts", "port-encryption-contradiction": "use-port-encryption",
                 "host-old-name": "use-new-name"}
        return [(names[finding["id"]], remedy["tried"]) for remedy in finding["remedies"] if remedy["tried"]]

    def test_an_old_name(self):
        self.net.open({"doors": {"imaps://outlook.office365.com:993": "", "smtps://smtp.own.example:465": ""}})
        self.addCleanup(self.net.clear)
        network = self.net.words()[:4]
        status, answer = self.ask(OLD, "--try", *network)
        self.assertEqual((status, answer["accounts"][0]["use"]["receive"]), (0, "imaps://outlook.office365.com:993"), answer)
        self.assertEqual([self.named(finding) for finding in answer["findings"]], [[("use-new-name", "works")]])

    def test_the_words(self):
        network = self.open()
        text = settings_search.filled(LETTER + ROWS[1].text, {"d": "own1.example"})
        _, output = self.letter(text, "--try", *network)
        for words in ("Receiving: 587 → 995 SSL/TLS", "Sending: 995 → 587 STARTTLS", "Tried: it does not work."):
            self.assertIn(words, output.decode())
        self.assertNotIn("→ 995", self.letter(text)[1].decode())
        text = settings_search.filled(LETTER + ROWS[6].text, {"d": "own6.example"})
        _, output = self.letter(text, "--try", *network, "--connect-timeout", "1")
        self.assertIn("Receiving: nothing works of what this may mean", output.decode())

    def test_nobody_is_contacted_without_being_told_to(self):
        self.open()
        self.letter(settings_search.filled(LETTER + ROWS[0].text, {"d": "own0.example"}))
        self.assertEqual((self.net.calls, self.net.asked()), ([], []))

    def test_a_photo_is_refused(self):
        for begins, title in ((b"\x89PNG\r\n\x1a\n", "picture"), (b"%PDF-1.7\n", "document")):
            process = self.tegamictl.start("letter")
            output, told = process.communicate(begins + LETTER.format(d="example.jp").encode(), timeout=HANG)
            self.assertEqual((process.returncode, output), (2, b""), title)
            self.assertIn(title, told.decode())

    def test_real_servers(self):
        with maillab.MailLab(hosts=("mail.own.example",), address="127.0.77.1", ports=maillab.STANDARD_PORTS) as lab, wirewatch.WireWatch(
                PORTS) as watch:
            text = settings_search.filled(LETTER, {"d": "own.example"}) + ("受信メールサーバー（IMAP）：mail.own.example\n受信ポート番号：587\n"
                                                                          "送信メールサーバー（SMTP）：mail.own.example\n送信ポート番号：993\n")
            status, answer = self.ask(text, "--try", "--ca-file", lab.ca_file, "--resolve", "mail.own.example=127.0.77.1")
            self.assertEqual((status, answer["accounts"][0]["use"]["receive"], answer["accounts"][0]["use"]["send"]),
                             (0, "imaps://mail.own.example:993", "smtp+starttls://mail.own.example:587"), answer)
            self.assertEqual(lab.sign_ins(), [])
            self.assertEqual(lab.messages(), [])
        self.assertEqual((watch.leaks(PASSWORD, USER), watch.dropped()), ([], 0))


if __name__ == "__main__":
    village.run_tests()
