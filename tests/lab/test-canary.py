#!/usr/bin/python3
# test-canary.py: a password that exists nowhere else is typed in, and looked for in every place where
# it must not be: what is printed (with all debugging on), the command line and the environment while
# the program runs, temporary files, saved profiles, the journal of changes.
# Arguments: tegamictl, practice-servers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import json
import os
import pathlib
import re
import secrets
import select
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
from patience import HANG, wait_for
from practice_table import signs_in_with
from tegamictl import Tegamictl


# A part that is larger is a sanitizer's map of the memory, and holds nothing of it.
PART_MAX = 1 << 30


def flags_around(pid, needle):
    """The flags of each part of a process's memory that holds @needle: "dd" where no core dump shows it."""
    found = []
    with open("/proc/%d/smaps" % pid) as maps, open("/proc/%d/mem" % pid, "rb") as memory:
        for line in maps:
            span = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
                begin, end = (int(word, 16) for word in span.groups()) if span else (0, 0)
            elif line.startswith("VmFlags:") and 0 < end - begin <= PART_MAX:
                with contextlib.suppress(OSError, ValueError):  # what only the kernel may read
                    memory.seek(begin)
                    if needle in memory.read(end - begin):
                        found.append(line.split()[1:])
    return found


class Canary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = subprocess.Popen([sys.argv[2]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        cls.addClassCleanup(cls.servers.wait, HANG)
        cls.addClassCleanup(cls.servers.stdout.close)
        cls.addClassCleanup(cls.servers.stdin.close)
        cls.table = json.loads(cls.servers.stdout.readline())
        cls.scenarios = {row["name"]: row for row in cls.table["scenarios"]}

    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        self.home = pathlib.Path(self.tegamictl.environment["HOME"])
        self.tegamictl.environment.update(G_MESSAGES_DEBUG="all", TMPDIR=str(self.home / "tmp"))
        (self.home / "tmp").mkdir()
        # One that the servers refuse, with all characters that are written differently somewhere.
        self.canary = 'can"ary\\&<' + secrets.token_hex(8) + ">あ %s end"
        self.canary_token = "canary." + secrets.token_urlsafe(30) + "/+~" + secrets.token_hex(8) + "=="

    def run_watched(self, words, password):
        """Runs tegamictl to its end, reading its command line and environment all the while; its output."""
        process = self.tegamictl.start(*words)
        process.stdin.write((password + "\n").encode())
        process.stdin.close()
        process.stdin = None
        seen = b""
        waiting = {process.stdout: b"", process.stderr: b""}
        descriptors = {stream.fileno(): stream for stream in waiting}
        while descriptors:
            for name in ("cmdline", "environ", "comm"):
                with contextlib.suppress(OSError):
                    seen += pathlib.Path("/proc/%d/%s" % (process.pid, name)).read_bytes()
            ready, _, _ = select.select(list(descriptors), [], [], 0.02)
            for descriptor in ready:
                data = os.read(descriptor, 1 << 16)
                waiting[descriptors[descriptor]] += data
                if not data:
                    del descriptors[descriptor]
        process.wait(HANG)
        self.assertIn(b"check" if "check" in words else b"save", seen, "the command line was never read")
        outputs = list(waiting.values())
        for stream in waiting:
            stream.close()
        return process.returncode, outputs[0], outputs[1], seen

    def assert_nowhere(self, password, *places):
        for place in places:
            self.assertEqual(credentials.found_in(place, password), [], place[-3000:])

    def files(self):
        """Every byte of every file of this home."""
        return b"".join(path.read_bytes() for path in self.home.rglob("*") if path.is_file() and not path.is_symlink())

    def words(self, name, *more):
        row = self.scenarios[name]
        words = ["--address", self.table["address"], "--ca-file", self.table["ca"], "--timeout", "2", "--password-stdin", *more]
        for side in ("receive", "send"):
            if row[side]:
                words += ["--" + side, row[side]]
        return words

    def test_a_check_tells_nobody_the_password(self):
        names = ["token", "token-bearer", "token-expired", "token-refused", "token-echo", "token-echo-in-reason", "token-plain",
                 "good", "good-pop3-starttls", "wrong-password", "wrong-password-pop3", "echo", "echo-pop3", "hostile-text", "cert-expired",
                 "login-only", "cram-only", "scram-only", "hang-up-after-sign-in", "silent", "referral", "send-wrong-password"]
        for name in names:
            own, auth = signs_in_with(self.table, self.scenarios[name])
            for password in (own, self.canary_token if auth else self.canary):
                for form in ([], ["--json"]):
                    with self.subTest(name=name, canary=password != own, form=form):
                        words = ["check", "--no-surroundings", *form, *self.words(name, *auth)]
                        status, output, errors, seen = self.run_watched(words, password)
                        self.assertIn(status, (0, 1), errors)
                        if form:
                            json.loads(output)
                        self.assert_nowhere(password, output, errors, seen, self.files())

    def test_a_letter_tells_nobody_the_password(self):
        secret = "Kx" + secrets.token_hex(8)
        for label in ("パスワード：", "Password: ", "ユーザー名：taro\nメールパスワード　", "FTPパスワード：", "接続パスワード：", "<p>パスワード</p>"):
            letter = "メールアドレス：taro@example.jp\n%s%s\n受信サーバー：imap.example.jp　ポート：993\n" % (label, secret)
            for form in ([], ["--json"]):
                with self.subTest(label=label, form=form):
                    process = self.tegamictl.start("letter", *form)
                    output, errors = process.communicate(letter.encode(), timeout=HANG)
                    self.assertEqual(process.returncode, 0, errors)
                    self.assertIn(b"taro@example.jp", output)
                    self.assert_nowhere(secret, output, errors, self.files())

    def test_debugging_was_on(self):
        """Otherwise nothing was proven about it."""
        _, _, errors, _ = self.run_watched(["check", "--no-surroundings", *self.words("tls-no-common-cipher")], self.canary)
        self.assertIn(b"DEBUG", errors)

    def test_each_mechanism_keeps_the_password_to_itself(self):
        for mechanism in ("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "IMAP-LOGIN"):
            with self.subTest(mechanism=mechanism):
                for password in (self.table["password"], self.canary):
                    words = ["check", "--json", "--no-surroundings", *self.words("good", "--auth", mechanism)]
                    _, output, errors, seen = self.run_watched(words, password)
                    self.assert_nowhere(password, output, errors, seen)

    def test_saving_to_thunderbird_writes_no_password(self):
        (self.home / ".thunderbird").mkdir()
        program = self.home / "bin" / "thunderbird"  # so that there is one, whatever is installed here
        program.parent.mkdir()
        program.write_text("#!/bin/sh\nexit 0\n")
        program.chmod(0o755)
        self.tegamictl.environment["PATH"] = "%s:%s" % (program.parent, self.tegamictl.environment["PATH"])
        for where in (["--profile", "new"], ["--zip", str(self.home / "account.zip")]):
            with self.subTest(where=where):
                words = ["save", "thunderbird", "--json", *where, *self.words("good")]
                status, output, errors, seen = self.run_watched(words, self.table["password"])
                self.assertEqual(status, 0, errors)
                files = self.files()
                self.assertIn(self.table["address"].encode() if "--profile" in where else b"PK", files, "nothing was written")
                self.assert_nowhere(self.table["password"], output, errors, seen, files)
        undo = self.tegamictl.start("undo", "--json", stdin=subprocess.DEVNULL)
        output, errors = undo.communicate(timeout=HANG)
        self.assert_nowhere(self.table["password"], output, errors)

    def test_no_mail_program_is_given_a_token(self):
        folder = self.home / "sources"
        folder.mkdir()
        words = ["save", "evolution", "--json", "--sources-dir", str(folder), "--unverified", "--address", "hanako@gmail.com", "--receive",
                 "imaps://imap.gmail.com", "--send", "smtps://smtp.gmail.com", "--auth", "XOAUTH2", "--password-stdin"]
        status, output, errors, seen = self.run_watched(words, self.canary_token)
        self.assertEqual(status, 0, errors)
        self.assertTrue(list(folder.iterdir()), "nothing was written")
        self.assert_nowhere(self.canary_token, output, errors, seen, self.files())

    def test_handing_over_to_thunderbird_tells_nobody_the_password(self):
        """Nor does the program that is asked to encrypt, whose arguments and environment are written down here."""
        real = pathlib.Path(self.tegamictl.environment["TEGAMI_LIBEXECDIR"]) / "tegami-nss"
        watched = self.home / "libexec" / "tegami-nss"
        watched.parent.mkdir()
        watched.write_text('#!/bin/sh\n{ echo "$@"; env; } >>"$HOME/asked"\nexec "%s" "$@"\n' % real)
        watched.chmod(0o755)
        self.tegamictl.environment["TEGAMI_LIBEXECDIR"] = str(watched.parent)
        profile = self.home / "profile"
        profile.mkdir()
        words = ["save", "thunderbird", "--json", "--with-password", "--profile", str(profile), *self.words("good")]
        status, output, errors, seen = self.run_watched(words, self.table["password"])
        self.assertEqual(status, 0, errors)
        self.assertTrue((profile / "logins.json").exists(), "nothing was handed over")
        self.assertIn("write ", (self.home / "asked").read_text())
        self.assert_nowhere(self.table["password"], output, errors, seen, self.files())
        undo = self.tegamictl.start("undo", "--json", json.loads(output)["change"], stdin=subprocess.DEVNULL)
        output, errors = undo.communicate(timeout=HANG)
        self.assertEqual(undo.returncode, 0, errors)
        self.assert_nowhere(self.table["password"], output, errors, self.files())

    def test_who_encrypts_leaves_no_core_dump(self):
        """The kernel gives what shows the memory of such a process to root."""
        program = pathlib.Path(self.tegamictl.environment["TEGAMI_LIBEXECDIR"]) / "tegami-nss"
        someone = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        with subprocess.Popen([program, "look", "/nonexistent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **someone) as process:
            wait_for("it to say so", lambda: os.stat("/proc/%d/mem" % process.pid).st_uid == 0)
            self.assertEqual(process.communicate(b"", timeout=HANG)[0], b"none\n")

    def test_evolution_source_files_hold_no_password(self):
        folder = self.home / "sources"
        folder.mkdir()
        words = ["save", "evolution", "--json", "--sources-dir", str(folder), *self.words("good-starttls")]
        status, output, errors, seen = self.run_watched(words, self.table["password"])
        self.assertEqual(status, 0, errors)
        self.assertTrue(list(folder.iterdir()), "nothing was written")
        self.assert_nowhere(self.table["password"], output, errors, seen, self.files())

    def test_what_was_read_so_far_is_kept_out_of_core_dumps(self):
        process = self.tegamictl.start("check", *self.words("good"))
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        process.stdin.write(self.canary.encode())  # and no end of the line
        process.stdin.flush()
        flags = wait_for("the password in memory", lambda: flags_around(process.pid, self.canary.encode()))
        self.assertTrue(all("dd" in held for held in flags), flags)

    def test_a_password_on_the_command_line_is_not_an_option(self):
        for option in ("--password", "--send-password"):
            process = self.tegamictl.start("check", *self.words("good"), option, "x", stdin=subprocess.DEVNULL)
            _, errors = process.communicate(timeout=HANG)
            self.assertEqual(process.returncode, 2, errors)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
