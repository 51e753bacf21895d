"""The real Thunderbird, driven over Marionette: started on a profile, asked in its own JavaScript, and
closed as a person closes it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import contextlib
import ctypes
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import uuid

import maillab
from patience import HANG, wait_for

PROGRAM = "/usr/bin/thunderbird"

# So that nothing but mail happens: no first-run pages, no updates, no telemetry, no outside network.
QUIET = {
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "mail.inappnotifications.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "remote.prefs.recommended": False,
    "services.settings.server": "http://127.0.0.1:9/v1",
    "toolkit.telemetry.enabled": False,
}


class ScriptError(Exception):
    """Thunderbird's JavaScript threw."""


def unavailable():
    for program in (PROGRAM, "certutil"):
        if shutil.which(program) is None:
            return "%s is not installed" % program
    return None


def trust(profile, ca_file):
    """Puts a certificate authority into a profile, as an administrator would."""
    database = "sql:" + str(profile)
    if not (pathlib.Path(profile) / "cert9.db").exists():
        subprocess.run(["certutil", "-N", "-d", database, "--empty-password"], check=True, capture_output=True)
    subprocess.run(["certutil", "-A", "-d", database, "-n", "Tegami Test CA", "-t", "C,,", "-i", str(ca_file)], check=True,
                   capture_output=True)


class _Item(ctypes.Structure):
    """NSS's SECItem."""
    _fields_ = [("type", ctypes.c_uint), ("data", ctypes.c_void_p), ("len", ctypes.c_uint)]


def _encrypt(nss, text):
    plain = ctypes.create_string_buffer(text.encode())
    source, result, key = _Item(0, ctypes.addressof(plain), len(plain) - 1), _Item(), _Item()
    if nss.PK11SDR_Encrypt(ctypes.byref(key), ctypes.byref(source), ctypes.byref(result), None) != 0:
        raise RuntimeError("NSS could not encrypt")
    return base64.b64encode(ctypes.string_at(result.data, result.len)).decode()


def remember(profile, logins):
    """Stores (origin, user, password) rows in a profile that Thunderbird has not used yet and that
    trust() has prepared, so that nothing prompts at its first start."""
    nss = ctypes.CDLL("libnss3.so")
    if nss.NSS_InitReadWrite(("sql:" + str(profile)).encode()) != 0:
        raise RuntimeError("NSS could not open the profile")
    try:
        rows = [{"id": number, "hostname": origin, "httpRealm": origin, "formSubmitURL": None, "usernameField": "", "passwordField": "",
                 "encryptedUsername": _encrypt(nss, user), "encryptedPassword": _encrypt(nss, password),
                 "guid": "{%s}" % uuid.uuid4(), "encType": 1, "timeCreated": 1, "timeLastUsed": 1, "timePasswordChanged": 1, "timesUsed": 1}
                for number, (origin, user, password) in enumerate(logins, 1)]
    finally:
        nss.NSS_Shutdown()
    (pathlib.Path(profile) / "logins.json").write_text(json.dumps({"nextId": len(rows) + 1, "logins": rows, "version": 3}))


class Thunderbird:
    """Runs on @arguments ("--profile", DIR; nothing: the profile that it chooses itself).  It starts
    offline, so that no password prompt stands in the way before logins are stored, unless @online."""

    def __init__(self, home, *arguments, log, online=False):
        self._log = open(log, "ab")
        self._port = maillab.free_ports("127.0.0.1", ["marionette"])["marionette"]
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(home),
                       "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_MARIONETTE_PREF_STATE_ACROSS_RESTARTS": json.dumps(
                           {"marionette.port": self._port})}
        self._process = subprocess.Popen(
            [PROGRAM, "--headless", *([] if online else ["--offline"]), "--no-remote", "--marionette", "--remote-allow-system-access", *map(str, arguments)],
            env=environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True)
        self._next = 0
        try:
            self._connect()
        except BaseException:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.quit()
        else:
            self.kill()

    def _listening(self):
        if self._process.poll() is not None:
            raise RuntimeError("Thunderbird did not start")
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", self._port), HANG)

    def _connect(self):
        self._socket = wait_for("Thunderbird", self._listening)
        self._stream = self._socket.makefile("rwb")
        self._read()  # its greeting
        self._ask("WebDriver:NewSession", {})
        self._ask("WebDriver:SetTimeouts", {"script": HANG * 1000})
        self._ask("Marionette:SetContext", {"value": "chrome"})

    def _read(self):
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise RuntimeError("Thunderbird hung up")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))

    def _ask(self, command, parameters):
        self._next += 1
        words = json.dumps([0, self._next, command, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(words), words))
        self._stream.flush()
        while True:
            _, number, error, value = self._read()
            if number == self._next:
                break
        if error is not None:
            raise ScriptError(error.get("message"))
        return value

    def run(self, script, *arguments):
        """The value of an asynchronous function body, run with MailServices at hand."""
        wrapped = """
            const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
            const [args, done] = [Array.from(arguments).slice(0, -1), arguments[arguments.length - 1]];
            (async () => { %s })().then(value => done({ value }), error => done({ error: String(error) + "\\n" + error?.stack }));
        """ % script
        answer = self._ask("WebDriver:ExecuteAsyncScript", {"script": wrapped, "args": list(arguments), "sandbox": "system", "newSandbox": True})
        result = answer["value"]
        if result is None:
            raise ScriptError("interrupted by a question")
        if "error" in result:
            raise ScriptError(result["error"])
        return result.get("value")

    def quit(self):
        """Closes it in the way that writes prefs.js."""
        try:
            self._ask("Marionette:Quit", {"flags": ["eAttemptQuit"]})
        except RuntimeError:
            pass  # it may hang up first
        try:
            self._process.wait(HANG)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._close()

    def kill(self):
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._close()

    def _close(self):
        for thing in ("_stream", "_socket", "_log"):
            if hasattr(self, thing):
                getattr(self, thing).close()


def be_quiet(profile, prefs=()):
    """user.js of the test, not of Tegami."""
    chosen = {**QUIET, **dict(prefs)}
    (pathlib.Path(profile) / "user.js").write_text("".join('user_pref(%s, %s);\n' % (json.dumps(name), json.dumps(value))
                                                           for name, value in chosen.items()))
