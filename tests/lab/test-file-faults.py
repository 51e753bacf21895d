#!/usr/bin/python3
"""Saving and undoing, ended or failed at every call that changes a file: after the next start the mail program's folder is
the old or the new one, nothing of ours lies about, and what tegamictl said was true.  Arguments: tegamictl, file-faults.so.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import concurrent.futures
import errno
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from patience import HANG
from tegamictl import home_environment

PREFS = """// Mozilla User Preferences
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.lastKey", 1);
user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.accountmanager.localfoldersserver", "server1");
user_pref("mail.server.server1.hostname", "Local Folders");
user_pref("mail.server.server1.name", "Local Folders");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.userName", "nobody");
"""
PROFILES = "[General]\nStartWithLastProfile=1\nVersion=2\n\n[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n"
ACCOUNT = ("--address", "taro@example.jp", "--unverified", "--receive", "imaps://imap.example.jp", "--send", "smtps://smtp.example.jp")
MOVED = ("--address", "taro@example.jp", "--unverified", "--update", "--receive", "imaps://imap.example.net",
         "--send", "smtp+starttls://smtp.example.net")


PASSWORD, OLD_PASSWORD = "a password", "an old password"
WITH_PASSWORD = ("--password-stdin", "--with-password")


class Home:
    """One home folder, and tegamictl in it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.password = PASSWORD
        self.environment = home_environment(str(path))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"

    def run(self, *words, fault=None):
        environment = dict(self.environment, **fault.environment(self.path) if fault is not None else {})
        done = subprocess.run([sys.argv[1], *map(str, words)], env=environment, input=self.password.encode() + b"\n", capture_output=True,
                              timeout=HANG, check=False)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    def newest(self):
        _, text = self.run("undo")
        found = re.findall(r"\b\d{8}T\d{6}\.\d{6}\b", text)
        return found[0] if found else None


class Fault:
    """@fault: "kill", or the name of an error; @at: the number of the call."""

    def __init__(self, fault, lasting, at):
        self.name, self.lasting, self.at = fault, lasting, at

    def environment(self, home):
        self.told = home / "told"
        self.told.unlink(missing_ok=True)
        number = self.name if self.dies() else str(getattr(errno, self.name))
        return {"LD_PRELOAD": sys.argv[2], "TG_FAULT": number, "TG_FAULT_AT": str(self.at), "TG_FAULT_TOLD": str(self.told),
                **({"TG_FAULT_LASTING": "1"} if self.lasting else {})}

    def dies(self):
        return self.name in ("kill", "power")

    def __str__(self):
        return "%s%s at call %d" % (self.name, ", and from then on," if self.lasting else "", self.at)


# Name, whether it lasts, the first call at which it is tried, and the step to the next: errors take turns.
STRIDE = int(os.environ.get("TG_FAULT_STRIDE", "2"))
FAULTS = [("kill", False, 1, 1), ("power", False, 1, 1), ("EIO", False, 1, STRIDE), ("ENOSPC", True, 1, STRIDE), ("EROFS", True, STRIDE, STRIDE)]


def thunderbird_used(home, root=".thunderbird"):
    profile = home.path / root / "abc.default"
    profile.mkdir(parents=True)
    (home.path / root / "profiles.ini").write_text(PROFILES)
    (profile / "prefs.js").write_text(PREFS)
    return ("thunderbird", "--profile", profile)


def flatpak_used(home):
    return thunderbird_used(home, ".var/app/org.mozilla.Thunderbird/.thunderbird")


def snap_used(home):
    return thunderbird_used(home, "snap/thunderbird/common/.thunderbird")


def thunderbird_new(home):
    thunderbird_used(home)
    return ("thunderbird", "--profile", "new")


def thunderbird_first(_home):
    return ("thunderbird", "--profile", "new")


def evolution(home):
    folder = home.path / "sources"
    folder.mkdir()
    return ("evolution", "--sources-dir", folder)


def saved(place, home, *options):
    words = place(home)
    status, text = home.run("save", *words, *ACCOUNT, *options)
    assert status == 0, text
    return words


# Thunderbird has used the account, and calls its folders by its server.
FOLDERS = "imap://taro%40example.jp@imap.example.jp"
USED = {"ImapMail/a/msgFilterRules.dat": 'actionValue="%s/Kept"\n' % FOLDERS, "virtualFolders.dat": "uri=%s/found\n" % FOLDERS}


def used(place, home):
    words = saved(place, home)
    profile = words[-1]
    with open(profile / "prefs.js", "a", encoding="utf-8") as prefs:
        prefs.write('user_pref("mail.server.server2.directory-rel", "[ProfD]ImapMail/a");\n')
    for name, text in USED.items():
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).write_text(text)
    return words


def with_stale_password(place):
    """With the password of the account that is to be changed, which was another one then."""
    def prepare(home):
        words = place(home)
        home.password = OLD_PASSWORD
        status, text = home.run("save", *words, *ACCOUNT, *WITH_PASSWORD)
        home.password = PASSWORD
        assert status == 0, text
        return words
    return prepare


def logins(path):
    """Whose passwords Thunderbird has, and which it can read with the key4.db beside: each is encrypted differently every time."""
    entries = json.loads(path.read_bytes())["logins"]
    texts = ["compare %s %s\n" % (entry["encryptedPassword"], base64.b64encode(text.encode()).decode())
             for entry in entries for text in (PASSWORD, OLD_PASSWORD)]
    done = subprocess.run([os.environ["TEGAMI_LIBEXECDIR"] + "/tegami-nss", "look", path.parent], input="".join(texts), capture_output=True,
                          text=True, timeout=HANG, check=True)
    answers = done.stdout.split()[1:]
    return repr([(entry["hostname"], *answers[2 * number:2 * number + 2]) for number, entry in enumerate(entries)])


def shown(path):
    if path.name == "logins.json":
        return logins(path)
    return path.read_text(errors="replace") if path.is_file() and path.name != "key4.db" else ""


def snapshot(home):
    """What a mail program sees; the random names of profiles and sources do not matter."""
    seen, names = {}, {}
    for top in (".thunderbird", ".var", "snap", "sources"):
        for path in sorted((home.path / top).rglob("*")):
            if path.name != ".parentlock":  # Thunderbird's own, which stays for ever
                seen[str(path.relative_to(home.path))] = shown(path)
    for path, text in seen.items():
        kind = re.search(r"\[(Mail Account|Mail Identity|Mail Transport)\]", text)
        if path.endswith(".source") and kind:
            names[pathlib.Path(path).stem] = kind[1]
        elif path.endswith(".tegami"):
            names[pathlib.Path(path).name] = "a new profile"
    def named(text):
        for name, shown in names.items():
            text = text.replace(name, shown)
        return text
    return "\n".join(sorted("== %s\n%s" % (named(path), named(text)) for path, text in seen.items()))


def leftovers(home):
    return [str(path.relative_to(home.path)) for path in home.path.rglob("*")
            if re.fullmatch(r"\..*\.tegami", path.name) or path.name.startswith("planned-")]


class Scene:
    """@prepare (home): words of the place; @act (home, words): what is done under the fault"""

    def __init__(self, prepare, words, undoes=False):
        self.prepare, self.words, self.undoes = prepare, words, undoes


def save_words(*account):
    return lambda home, place: ("save", *place, *account)


def undo_words(home, place):
    return ("undo", home.newest())


def updated(place, before=saved):
    def prepare(home):
        words = before(place, home)
        status, text = home.run("save", *words, *MOVED)
        assert status == 0, text
        return words
    return prepare


SCENES = {
    "Thunderbird, a profile in use": Scene(thunderbird_used, save_words(*ACCOUNT)),
    "Thunderbird, one more profile": Scene(thunderbird_new, save_words(*ACCOUNT)),
    "Thunderbird, the first profile": Scene(thunderbird_first, save_words(*ACCOUNT)),
    "Thunderbird, an account changed": Scene(lambda home: used(thunderbird_used, home), save_words(*MOVED)),
    "Thunderbird's Flatpak": Scene(flatpak_used, save_words(*ACCOUNT)),
    "Thunderbird's snap, an account changed": Scene(lambda home: saved(snap_used, home), save_words(*MOVED)),
    "Thunderbird, with the password": Scene(thunderbird_used, save_words(*ACCOUNT, *WITH_PASSWORD)),
    "Thunderbird, the first profile, with the password": Scene(thunderbird_first, save_words(*ACCOUNT, *WITH_PASSWORD)),
    "Thunderbird's Flatpak, with another password": Scene(with_stale_password(flatpak_used), save_words(*ACCOUNT, "--update", *WITH_PASSWORD)),
    "Thunderbird's snap, with the password": Scene(snap_used, save_words(*ACCOUNT, *WITH_PASSWORD)),
    "Evolution, a new account": Scene(evolution, save_words(*ACCOUNT)),
    "Evolution, an account changed": Scene(lambda home: saved(evolution, home), save_words(*MOVED)),
    "undo: Thunderbird, a profile in use": Scene(lambda home: saved(thunderbird_used, home), undo_words, True),
    "undo: Thunderbird, one more profile": Scene(lambda home: saved(thunderbird_new, home), undo_words, True),
    "undo: Thunderbird, the first profile": Scene(lambda home: saved(thunderbird_first, home), undo_words, True),
    "undo: Thunderbird, an account changed": Scene(updated(thunderbird_used, used), undo_words, True),
    "undo: Thunderbird's Flatpak, an account changed": Scene(updated(flatpak_used), undo_words, True),
    "undo: Thunderbird's snap": Scene(lambda home: saved(snap_used, home), undo_words, True),
    "undo: Thunderbird, with the password": Scene(lambda home: saved(thunderbird_used, home, *WITH_PASSWORD), undo_words, True),
    "undo: Thunderbird, the first profile, with the password": Scene(lambda home: saved(thunderbird_first, home, *WITH_PASSWORD), undo_words, True),
    "undo: Evolution, a new account": Scene(lambda home: saved(evolution, home), undo_words, True),
    "undo: Evolution, an account changed": Scene(updated(evolution), undo_words, True),
}


class FileFaults(unittest.TestCase):
    maxDiff = None

    def prepare(self, scene, folder):
        home = Home(folder)
        return home, scene.words(home, scene.prepare(home))

    def one(self, scene, home, words, fault, old, new, complaints):
        status, text = home.run(*words, fault=fault)
        reached = fault.told.exists()
        at_once = snapshot(home)
        home.newest()  # the next start
        after = snapshot(home)

        def complain(what):
            complaints.append("%s: %s; status %d: %s" % (fault, what, status, text.strip()))
        if after not in (old, new):
            complain("neither old nor new\n--- old\n%s\n--- new\n%s\n--- is\n%s\n" % (old, new, after))
        if status == 0 and at_once != new:
            complain("said that it was done, and it is not")
        if status == 0 and after != new:
            complain("was done, and then lost")
        said = ("could not be taken back", "undoes what is left when it is next started", "It is undone, but")
        if not fault.dies() and status != 0 and after != old and not any(words in text for words in said):
            complain("said that it failed, and it is done")
        if leftovers(home):
            complain("left %s" % leftovers(home))
        if status < 0 and not fault.dies():
            complain("crashed")
        if scene.undoes:
            if after == new and home.newest() == words[1]:
                complain("undone, and still listed")
            if after != new:
                again, said = home.run(*words)
                if again != 0 or snapshot(home) != new:
                    complain("cannot be undone any more (status %d: %s)" % (again, said.strip()))
        return reached

    def all_of(self, scene, fault, old, new, complaints):
        """At every call, or every so many; returns how often.  The home is prepared once, and put back to where it was each time:
        its path, which the journal has, stays the same."""
        name, lasting, at, stride = fault
        count = 0
        with tempfile.TemporaryDirectory(prefix="tegami-faults-") as folder:
            path, kept = pathlib.Path(folder, "home"), pathlib.Path(folder, "kept")
            path.mkdir()
            home, words = self.prepare(scene, path)
            shutil.copytree(path, kept, symlinks=True)
            while self.one(scene, home, words, Fault(name, lasting, at), old, new, complaints):
                shutil.rmtree(path)
                shutil.copytree(kept, path, symlinks=True)
                at += stride
                count += 1
        return count

    def after_success(self, scene, new):
        """What was told as done is there after a power cut."""
        with tempfile.TemporaryDirectory(prefix="tegami-faults-") as folder:
            home, words = self.prepare(scene, folder)
            status, text = home.run(*words, fault=Fault("power", False, -1))
            home.newest()
            if status == 0 and snapshot(home) != new:
                return ["told as done, and lost by a power cut: %s\n--- new\n%s\n--- is\n%s" % (text, new, snapshot(home))]
        return []

    def run_scene(self, scene):
        with tempfile.TemporaryDirectory(prefix="tegami-faults-") as folder:
            home, words = self.prepare(scene, folder)
            old = snapshot(home)
            status, text = home.run(*words)
            new = snapshot(home)
        self.assertEqual(status, 0, text)
        self.assertNotEqual(old, new)
        complaints = []
        # The longest of all tests: where many run at once, it is as many of them.
        with concurrent.futures.ThreadPoolExecutor(len(FAULTS)) as pool:
            count = sum(pool.map(lambda fault: self.all_of(scene, fault, old, new, complaints), FAULTS))
        complaints += self.after_success(scene, new)
        print("%d faults, %d wrong" % (count, len(complaints)), file=sys.stderr)
        self.assertEqual(complaints, [], "%d of %d faults" % (len(complaints), count))
        self.assertGreater(count, 30)


def test_of(scene):
    return lambda self: self.run_scene(scene)


for title, each in SCENES.items():
    setattr(FileFaults, "test_" + title.lower().replace(" ", "_").replace(",", "").replace(":", "").replace("'", ""), test_of(each))

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
