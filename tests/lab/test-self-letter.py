#!/usr/bin/python3
# test-self-letter.py: a letter to oneself through real Postfix into real Dovecot: it arrives, it is
# found and deleted, and nothing else is touched.  Argument: tegamictl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import imaplib
import os
import pathlib
import ssl
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import maillab
from patience import SILENCE
from tegamictl import Tegamictl
from wirewatch import WireWatch

USER, PASSWORD = maillab.USER, maillab.PASSWORD
ODD = "taro..yamada@" + maillab.DOMAIN
WAYS = (("imaps", "smtps"), ("imap+starttls", "smtp+starttls"), ("pop3s", "smtps"), ("pop3+starttls", "smtp+starttls"))
# What Postfix puts on top of the letters to these, as a receiver would: who says so, and SPF, DKIM, DMARC.
STAMPED = {
    "good@example.test": ("mx.example.test", "pass", "pass", "pass"),
    "open@example.test": ("mx.example.test", "none", "neutral", "temperror"),
    "bad@example.test": ("mx.example.test", "softfail", "fail", "fail"),
    "strange@example.test": ("mx.sender.example", "fail", "fail", "fail"),
}
NAMESPACE = """
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
"""


def stamps(address, server, spf, dkim, dmarc):
    return ("/^To: <%s>/ PREPEND Authentication-Results: %s; spf=%s smtp.mailfrom=example.test; dkim=%s header.d=example.test; dmarc=%s\n"
            % (address, server, spf, dkim, dmarc))


class SelfLetter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="tegami-stamps-")
        cls.addClassCleanup(folder.cleanup)
        table = pathlib.Path(folder.name) / "stamps"
        table.write_text("".join(stamps(address, *words) for address, words in STAMPED.items()), encoding="ascii")
        os.chmod(folder.name, 0o755)
        cls.lab = maillab.MailLab(users=dict.fromkeys([USER, ODD, *STAMPED], PASSWORD), dovecot=NAMESPACE,
                                  postfix="header_checks = regexp:%s" % table)
        cls.addClassCleanup(cls.lab.stop)
        cls.lab.start()
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.addClassCleanup(cls.tegamictl.close)

    def tearDown(self):
        for user in (USER, ODD):
            self.lab.empty(user)

    def letter(self, receive, send, address=USER, options=(), lab=None):
        lab = lab or self.lab
        with WireWatch(lab.ports.values()) as watch:
            check = self.tegamictl.check(address, password=PASSWORD, receive=lab.url(receive), send=lab.url(send),
                                         options=["--ca-file", lab.ca_file, "--self-letter", *options])
        self.assertEqual(watch.dropped(), 0)
        self.assertEqual(watch.leaks(address, address.partition("@")[0], PASSWORD), [], str(check))
        return check

    def imap(self, user=USER):
        imap = imaplib.IMAP4_SSL(self.lab.host, self.lab.ports["imaps"], ssl_context=ssl.create_default_context(cafile=self.lab.ca_file))
        imap.login(user, PASSWORD)
        return imap

    def state(self, user=USER):
        """Every message's UID, flags and subject."""
        with self.imap(user) as imap:
            imap.select("INBOX", readonly=True)
            found = imap.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        return sorted((part[0].replace(b"\\Recent", b"").replace(b"( ", b"(").split(b" (", 1)[1].strip(), part[1].strip())
                      for part in found if isinstance(part, tuple))

    def fill(self):
        """Three messages, of which one is marked to be deleted by somebody else, and one is read."""
        for subject in ("kept", "doomed by another program", "read"):
            self.lab.deliver("Subject: %s\r\n\r\nx\r\n" % subject)
        with self.imap() as imap:
            imap.select("INBOX")
            imap.store("2", "+FLAGS", "(\\Deleted)")
            imap.store("3", "+FLAGS", "(\\Seen \\Flagged)")
            imap.unselect()
        return self.state()

    def assert_gone(self, check):
        letter = check.json["self_letter"]
        self.assertEqual([letter[key] for key in ("sent", "seen", "deleted", "folder")], [True, True, True, "INBOX"], str(check))
        self.assertEqual(letter["findings"], [])
        self.assertEqual([check.side(name)["outcome"] for name in ("receive", "send")], ["verified"] * 2, str(check))

    def test_it_arrives_and_is_deleted_and_nothing_else_is_touched(self):
        for receive, send in WAYS:
            with self.subTest(receive=receive, send=send):
                self.lab.empty()
                before = self.fill()
                self.assertIn(b"\\Deleted", b"".join(flags for flags, _ in before))
                self.assert_gone(self.letter(receive, send))
                self.assertEqual(self.state(), before)
                self.assertFalse([message for message in self.lab.messages() if b"Test letter" in message])

    def test_an_address_with_odd_dots_works_as_well(self):
        for receive, send in WAYS[::2]:
            with self.subTest(receive=receive):
                self.assert_gone(self.letter(receive, send, address=ODD))
                self.assertEqual(self.lab.messages(ODD), [])

    def test_the_receivers_checks_are_read(self):
        for address, ids in (("good", []), ("open", []), ("bad", ["letter-spf", "letter-dkim", "letter-dmarc"])):
            address += "@" + maillab.DOMAIN
            for receive, send in WAYS[::2]:
                with self.subTest(address=address, receive=receive):
                    check = self.letter(receive, send, address=address)
                    letter = check.json["self_letter"]
                    self.assertEqual([letter[key] for key in ("spf", "dkim", "dmarc")], list(STAMPED[address][1:]), str(check))
                    self.assertEqual(letter["findings"], ids)
                    self.assertEqual(check.ids(), ids)
                    self.assertEqual(check.side("send")["outcome"], "caution" if ids else "verified")

    def test_a_strangers_checks_are_not_believed(self):
        check = self.letter("imaps", "smtps", address="strange@" + maillab.DOMAIN)
        self.assertEqual([check.json["self_letter"][key] for key in ("spf", "dkim", "dmarc")], [None] * 3, str(check))
        self.assertEqual(check.ids(), [])

    def test_without_being_asked_no_letter_is_sent(self):
        check = self.tegamictl.check(USER, password=PASSWORD, receive=self.lab.url("imaps"), send=self.lab.url("smtps"),
                                     options=["--ca-file", self.lab.ca_file])
        self.assertIsNone(check.json["self_letter"])
        self.assertEqual(self.lab.messages(), [])

    def test_where_a_side_fails_no_letter_is_sent(self):
        check = self.tegamictl.check(USER, password="wrong", receive=self.lab.url("imaps"), send=self.lab.url("smtps"),
                                     options=["--ca-file", self.lab.ca_file, "--self-letter"])
        self.assertEqual(check.json["self_letter"]["sent"], False, str(check))
        self.assertEqual(self.lab.messages(), [])
        self.assertLessEqual(len([s for s in self.lab.sign_ins()[-3:] if not s.accepted]), 2)

    def test_a_letter_in_the_folder_for_junk_is_found_and_deleted(self):
        junk = self.lab.mailbox() / ".Junk"
        with self.imap() as imap:
            imap.append("Junk", "", None, b"Subject: another\r\n\r\nx\r\n")
        moved = []

        def move():
            for path in (self.lab.mailbox() / "new").iterdir():
                moved.append(path.rename(junk / "new" / path.name))
        process = self.tegamictl.start(*self.tegamictl.words(USER, self.lab.url("imaps"), self.lab.url("smtps"), options=[
            "--ca-file", self.lab.ca_file, "--self-letter", "--password-stdin"]))
        process.stdin.write((PASSWORD + "\n").encode())
        process.stdin.close()
        process.stdin = None
        while process.poll() is None and not moved:
            move()
        check = self.tegamictl.finish(process)
        letter = check.json["self_letter"]
        self.assertEqual([letter["seen"], letter["deleted"], letter["folder"]], [True, True, "Junk"], str(check))
        self.assertEqual(len(list((junk / "new").iterdir())) + len(list((junk / "cur").iterdir())), 1)


class Refusals(unittest.TestCase):
    def test_a_letter_that_is_refused_after_data_is_a_problem_of_sending(self):
        with maillab.MailLab(postfix="header_checks = static:{REJECT this looks like spam}") as lab:
            tegamictl = Tegamictl(sys.argv[1])
            self.addCleanup(tegamictl.close)
            check = tegamictl.check(USER, password=PASSWORD, receive=lab.url("imaps"), send=lab.url("smtps"),
                                    options=["--ca-file", lab.ca_file, "--self-letter"])
            self.assertFalse(check.json["self_letter"]["sent"], str(check))
            self.assertEqual(check.side("send")["outcome"], "failed", str(check))
            self.assertEqual(lab.messages(), [])

    def test_a_letter_that_does_not_come_in_time_is_not_seen(self):
        with maillab.MailLab(postfix="defer_transports = virtual") as lab:
            tegamictl = Tegamictl(sys.argv[1])
            self.addCleanup(tegamictl.close)
            for receive in ("imaps", "pop3s"):
                check = tegamictl.check(USER, password=PASSWORD, receive=lab.url(receive), send=lab.url("smtps"),
                                        options=["--ca-file", lab.ca_file, "--self-letter", "--timeout", SILENCE])
                self.assertEqual(check.ids(), ["letter-not-seen"], str(check))
                self.assertEqual(check.json["verdict"], "caution")
                self.assertTrue(check.json["self_letter"]["sent"])


if __name__ == "__main__":
    reason = maillab.unavailable()
    if reason:
        print("SKIPPED: " + reason)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
