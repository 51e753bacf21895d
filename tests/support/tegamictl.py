"""Runs tegamictl in a home of its own, and looks at all that it prints.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import contextlib
import json
import os
import subprocess
import tempfile

import contract
import credentials
from patience import HANG


class Check:
    """What one "tegamictl check --json" came to."""

    def __init__(self, argv, status, output, errors):
        self.argv, self.status, self.output, self.errors = argv, status, output, errors
        self.json = json.loads(output)

    def ids(self, *sides):
        """The findings' ids, the most important first; with @sides, of these sides only."""
        return [finding["id"] for finding in self.json["findings"] if not sides or finding["side"] in sides]

    def side(self, name):
        return self.json[name]

    def text(self, side, stage):
        return next(step["text"] for step in self.json[side]["steps"] if step["id"] == stage)

    def __str__(self):
        return "%s\nexit status %s\n%s\n%s" % (" ".join(self.argv), self.status, self.output.decode(errors="replace"),
                                               self.errors.decode(errors="replace"))


class Asked(subprocess.Popen):
    """A running tegamictl: whatever it answers with --json must be as the schema of its command says."""

    def __init__(self, argv, command, **kwargs):
        super().__init__(argv, **kwargs)
        self._command = command

    def communicate(self, *args, **kwargs):
        output, errors = super().communicate(*args, **kwargs)
        if "--json" in self.args and output:
            self._judge(output)
        return output, errors

    def first_answer(self):
        """The line of JSON that "practice" prints when its servers listen."""
        return self._judge(self.stdout.readline())

    def _judge(self, output):
        try:
            answer = json.loads(output)
            complaints = contract.schema_complaints(self._command, answer)
        except json.JSONDecodeError as error:
            complaints = ["no JSON: %s" % error]
        if complaints:
            raise AssertionError("\n".join([*complaints, " ".join(self.args), output.decode(errors="replace")]))
        return answer


class Tegamictl:
    """@program: the tegamictl to run.  Every answer is held against the contract, every check against
    the rule that nothing secret is printed; none asks anybody but the mail servers, unless
    @surroundings."""

    def __init__(self, program, prefix=(), surroundings=False):
        self.program, self._prefix = program, list(prefix)
        self._around = [] if surroundings else ["--no-surroundings"]
        self._home = tempfile.TemporaryDirectory(prefix="tegami-home-")
        self.environment = home_environment(self._home.name)

    def close(self):
        self._home.cleanup()

    def start(self, *words, stdin=subprocess.PIPE, **kwargs):
        argv = self._prefix + [str(self.program), *map(str, words)]
        return Asked(argv, str(words[0]), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment, **kwargs)

    def words(self, address, receive=None, send=None, user=None, options=()):
        words = ["check", "--json", *self._around, "--address", address]
        for name, value in (("--receive", receive), ("--send", send), ("--user", user)):
            if value is not None:
                words += [name, value]
        return words + [str(word) for word in options]

    def check(self, address, receive=None, send=None, password=None, user=None, options=(), limit=HANG):
        words = self.words(address, receive, send, user, options)
        if password is not None:
            words.append("--password-stdin")
        process = self.start(*words)
        return self.finish(process, password, limit)

    def finish(self, process, password=None, limit=HANG, cancelled=False, errors=b""):
        """Waits for a check to end, and judges what it printed; @cancelled: it was sent a signal; @errors: what has been read of its
        standard error, if that is closed."""
        try:
            output, more = process.communicate(password and (password + "\n").encode(), timeout=limit)
            errors += more or b""
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError("not done after %d s: %s" % (limit, process.args)) from None
        with contextlib.suppress(json.JSONDecodeError):
            check = Check(process.args, process.returncode, output, errors)
            self._judge(check, password, cancelled)
            return check
        raise AssertionError("no JSON: %s\nexit status %d\n%s\n%s" % (process.args, process.returncode, output.decode(errors="replace"),
                                                                      errors.decode(errors="replace")))

    def _judge(self, check, password, cancelled):
        complaints = contract.meaning(check.json)  # its keys and types were judged as they came
        expected = {3} if cancelled else {contract.exit_status(check.json)}
        if check.status not in expected:
            complaints.append("exit status %d where the verdict is %s" % (check.status, check.json["verdict"]))
        for line in (password or "").split("\n"):
            complaints += ["printed: %r" % form for form in credentials.found_in(check.output + check.errors, line)]
        if b"CRITICAL" in check.errors or b"WARNING" in check.errors:
            complaints.append("a warning on standard error")
        if complaints:
            raise AssertionError("\n".join(complaints) + "\n" + str(check))


def home_environment(home, **more):
    """An environment in which nothing of the person who runs the tests is found or touched."""
    folders = {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state",
               "XDG_RUNTIME_DIR": "run"}
    environment = {name: value for name, value in os.environ.items()
                   if name.startswith(("ASAN_", "UBSAN_", "LSAN_", "LLVM_", "PATH")) or name in ("G_MESSAGES_DEBUG", "TEGAMI_PATIENCE", "TEGAMI_LIBEXECDIR")}
    environment.update({name: os.path.join(home, folder) for name, folder in folders.items()})
    for name in folders:
        os.makedirs(environment[name], mode=0o700, exist_ok=True)
    environment.update({"HOME": home, "LANG": "C.UTF-8", "GSETTINGS_BACKEND": "memory", "GIO_USE_PROXY_RESOLVER": "dummy"}, **more)
    return environment
