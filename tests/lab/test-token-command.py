#!/usr/bin/python3
"""tegamictl --token-from: who is asked, when nobody is, what is printed, and that no token, code or verifier is found anywhere.

Against a laboratory issuer and a mailbox on loopback.  Arguments: tegamictl, the folder with the translations.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import finding_tokens
import authorization_server
from patience import HANG, wait_for
from tegamictl import Tegamictl

ADDRESS = "hanako@example.test"
HOSTS = [finding_tokens.ELSEWHERE, "example.test"]
OPENER = """[Desktop Entry]
Type=Application
Name=Browser
Exec=/bin/sh -c "printf %%%%s \\"\\$1\\" >%s" browser %%u
MimeType=x-scheme-handler/https;
"""


class Command(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="tegami-token-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.places = finding_tokens.Places(sys.argv[1])
        cls.addClassCleanup(cls.places.close)

    def setUp(self):
        self.tegamictl = Tegamictl(sys.argv[1])
        self.addCleanup(self.tegamictl.close)
        self.tegamictl.environment.update(G_MESSAGES_DEBUG="all", TEGAMI_LOCALEDIR=sys.argv[2])
        self.issuer = authorization_server.Issuer(None, None, self.places.authority)
        self.addCleanup(self.issuer.__exit__)
        self.browser = authorization_server.Browser(self.issuer)

    def options(self, *more):
        resolve = [word for host in HOSTS for word in ("--resolve", host + "=127.0.0.1")]
        return ["--token-from", "browser", *self.issuer.options, *resolve, *more]

    def words(self, command, *more):
        return [command, "--address", ADDRESS, "--receive", self.places.url(finding_tokens.ELSEWHERE), *self.options(*more)]

    def run_with_browser(self, *words, visit=True):
        """The exit status, and all that was printed, shown in the process's own files, and left in its home."""
        process = self.tegamictl.start(*words, stdin=subprocess.DEVNULL)
        output = []
        reading = threading.Thread(target=lambda: output.append(process.stdout.read()), daemon=True)
        reading.start()
        seen = b"".join(pathlib.Path("/proc/%d/%s" % (process.pid, name)).read_bytes() for name in ("cmdline", "environ"))
        errors = b""
        for line in process.stderr:
            errors += line
            if line.strip().startswith(b"https://") and visit:
                for name in ("cmdline", "environ"):
                    seen += pathlib.Path("/proc/%d/%s" % (process.pid, name)).read_bytes()
                self.browser.visit(line.decode().strip())
        process.wait(HANG)
        reading.join(HANG)
        process.stdout.close()
        process.stderr.close()
        home = pathlib.Path(self.tegamictl.environment["HOME"])
        files = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
        return process.returncode, output[0], errors, seen, files

    def test_nothing_secret_is_found_anywhere(self):
        for behaviour in (None, "refresh-token", "echoes", "code-expired", "wrong-scope"):
            for form in ([], ["--json"], ["--json", "--explore"]):
                with self.subTest(behaviour=behaviour, form=form):
                    self.issuer.behaviour = behaviour
                    status, output, errors, seen, files = self.run_with_browser(*self.words("check", "--no-surroundings", *form))
                    self.assertEqual(status, 1, errors.decode())
                    self.assertIn(b"DEBUG", errors)
                    self.assertIn(b"oauth-clients", b" ".join(map(str.encode, os.listdir(
                        pathlib.Path(self.tegamictl.environment["XDG_DATA_HOME"]) / "tegami"))))
                    self.assertTrue(self.issuer.secrets())
                    for place in (output, errors, seen, files):
                        for secret in self.issuer.secrets():
                            self.assertEqual(credentials.found_in(place, secret), [], place[-2000:])

    def test_what_was_given_is_given_back(self):
        self.issuer.behaviour = "refresh-token"
        self.run_with_browser(*self.words("check", "--no-surroundings"))
        self.assertEqual(set(self.issuer.revoked), set(self.issuer.tokens))
        self.assertEqual(len(self.issuer.revoked), 2)

    def test_nobody_is_asked_where_nobody_signs_in(self):
        for words in (self.words("check", "--no-sign-in", "--no-surroundings"),
                      ["save", "evolution", "--sources-dir", self.folder.name, "--unverified", "--dry-run", *self.words("check")[1:]]):
            with self.subTest(words=words[0]):
                self.run_with_browser(*words)
                self.assertEqual(self.issuer.asked, [])

    def test_an_account_that_was_not_signed_in_to_is_not_saved(self):
        """Nor could it be: neither mail program has a page to open for this server."""
        self.issuer.behaviour = "denies"
        sources = pathlib.Path(self.folder.name, "sources")
        sources.mkdir()
        status, output, errors, *_ = self.run_with_browser("save", "evolution", "--sources-dir", str(sources), *self.words("check")[1:])
        self.assertEqual((status, list(sources.iterdir())), (1, []), errors.decode())
        self.assertIn(b"This mail program cannot sign in here with a browser.", output)

    def test_options_that_make_no_sense_together(self):
        good = ["check", "--address", ADDRESS, "--receive", "imaps://imap.example.test"]
        rows = [["--token-from", "thunderbird"], ["--token-from", ""], ["--issuer", "https://auth.example.test"],
                ["--token-from", "evolution", "--issuer", "https://auth.example.test"],
                ["--token-from", "browser", "--issuer", "http://auth.example.test"],
                ["--token-from", "browser", "--issuer", "https://hanako@auth.example.test"],
                ["--token-from", "browser", "--password-stdin"], ["--token-from", "browser", "--auth", "PLAIN"],
                ["--token-from", "browser", "--practice", "good"]]
        for row in rows:
            with self.subTest(row=row):
                process = self.tegamictl.start(*good, *row)
                output, errors = process.communicate(b"x\n", timeout=HANG)
                self.assertEqual((process.returncode, output), (2, b""), errors.decode())

    def test_ctrl_c_ends_it(self):
        self.issuer.behaviour = "never-returns"
        process = self.tegamictl.start(*self.words("check", "--json"), stdin=subprocess.DEVNULL)
        with process.stderr:
            for line in process.stderr:
                if line.strip().startswith(b"https://"):
                    break
            process.send_signal(signal.SIGINT)
            process.stderr.read()
        with process.stdout:
            self.assertEqual(json.loads(process.stdout.read())["verdict"], "untested")
        self.assertEqual(process.wait(HANG), 3)

    def test_the_browser_sees_the_person_s_language(self):
        self.run_with_browser(*self.words("check", "--lang", "ja"))
        [(_, page)] = self.browser.pages
        self.assertIn("この画面は閉じてかまいません", page)
        self.assertIn('<html lang="ja">', page)

    def test_the_page_is_opened_by_what_the_desktop_opens_pages_with(self):
        opened = pathlib.Path(self.folder.name, "opened")
        applications = pathlib.Path(self.tegamictl.environment["XDG_DATA_HOME"], "applications")
        applications.mkdir()
        (applications / "browser.desktop").write_text(OPENER % opened)
        (applications / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/https=browser.desktop\n")
        self.tegamictl.environment["DISPLAY"] = ":there-is-none"
        *_, errors, _, _ = self.run_with_browser(*self.words("check"))
        url = wait_for("the page", lambda: opened.exists() and opened.read_text())
        self.assertIn(url.encode(), errors)
        with contextlib.suppress(FileNotFoundError):
            opened.unlink()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
