"""Homes and servers for contract-record.py; what differs from run to run is replaced by a name for it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import contract
from tegamictl import home_environment


def talk(scenario):
    """The time limit of a talk: what is silent is silent for as long; whatever speaks may take its time on a busy computer."""
    return ["--timeout", "12" if scenario in ("silent", "trickle") else "90"]


# What differs by nature, and the name that stands for it.  The order matters.
NAMES = [(re.compile(pattern), name) for pattern, name in (
    (r"/tmp/tegami-practice-\w+", "PRACTICE"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)", "TIME"),
    (r"\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\d{4}年 ?\d{1,2}月 ?\d{1,2}日", "DATE"),
    (r"\d+ days left", "N days left"),
    (r"(?<=残り|あと)[ ]?\d+ ?日", "N 日"),
    (r"\ba m(o(m(en?)?)?)?\b", "a moment"),  # as far as "trickle" came
    (r"%3A\d{5}%2F", "%3APORT%2F"),
    (r"\b([0-9A-Fa-f]{2}:){19,31}[0-9A-Fa-f]{2}\b", "FINGERPRINT"),
    (r"\b[0-9a-fA-F]{64}\b", "SHA256"),
    (r"\b\d{8}T\d{6}\.\d{6}\b", "CHANGE"),
    (r"<[\w.+$-]{8,}@[\w.-]+>", "<MESSAGE-ID>"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
    (r"\b[0-9a-f]{32,40}\b", "HEX"),
    (r"\b[0-9a-f]{10}\b", "EXCEPTION"),
    (r"(?<![\w/+])[A-Za-z0-9+/]{24,}={0,2}", "BASE64"),
    (r"\b[a-z0-9]{8}\.tegami\b", "NEW.tegami"),
    (r"\bAt \d\d:\d\d\b", "At HH:MM"),
    (r"\(\d+ ms\)", "(MS)"),
    (r"(?<![\w.])(3[3-9]\d{3}|[45]\d{4}|60\d{3})(?![\w.])", "PORT"),  # whatever is left of the ports that a system hands out
)]
NUMBERS = {"ms", "at", "seconds"}


def is_luck(item):
    """A random password of the practice servers may hold letters that are mixed up."""
    return isinstance(item, dict) and item.get("id") == "input-lookalike" and "side" in item


class Plain:
    """Replaces what differs by nature.  @known: text → name, such as the ports of this run."""

    def __init__(self, known):
        self.known = [(re.compile(r"(?<![\w.])%s(?!\w)" % re.escape(text)), name)
                      for text, name in sorted(known.items(), key=lambda item: -len(item[0]))]

    def text(self, text):
        for pattern, name in self.known + NAMES:
            text = pattern.sub(name, text)
        return text

    def value(self, value, key=None):
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item, key) for item in value if not is_luck(item)]
        if isinstance(value, dict):
            return {name: self.value(item, name) for name, item in value.items()}
        if key in NUMBERS and value is not None:
            return 0
        if key == "port" and value is not None:
            return self.text(str(value))
        return value


class Home:
    """One home for one run of commands, thrown away afterwards."""

    def __init__(self, program):
        self.program = program
        self.path = tempfile.mkdtemp(prefix="tegami-contract-")
        self.environment = home_environment(self.path, TZ="UTC", TEGAMI_LOCALEDIR=str(pathlib.Path(program).parents[2] / "po"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def run(self, *words, stdin=b"", known=None, limit=180):
        process = subprocess.run([self.program, *map(str, words)], input=stdin, capture_output=True, env=self.environment, timeout=limit,
                                 cwd=self.path, check=False)
        told = {}
        try:
            told["json"] = json.loads(process.stdout)
        except ValueError:
            # The two sides tell their steps as they come.
            told["output"] = sorted(process.stdout.decode(errors="replace").split("\n"),
                                    key=lambda line: re.findall("^  [✔✘!] (Receive|Send|受信|送信)", line))
        if told.get("json") is not None:
            complaints = contract.schema_complaints(str(words[0]), told["json"])
            told.update({"schema": complaints} if complaints else {})
        known = {**ports_in(told.get("json")), **(known or {}), self.path: "HOME"}
        plain = Plain(known)
        told = plain.value(told)
        told["status"] = process.returncode
        told["errors"] = plain.text(process.stderr.decode(errors="replace")).split("\n")
        return told

    def json(self, *words):
        return json.loads(subprocess.run([self.program, *map(str, words), "--json"], capture_output=True, env=self.environment, timeout=60,
                                         check=False).stdout)

    def files(self, known=None, folder=""):
        """What stands in the mail programs' folders; our own journal is our own affair."""
        plain, found = Plain({**(known or {}), self.path: "HOME"}), collections.defaultdict(list)
        for path in sorted(pathlib.Path(self.path, folder).rglob("*")):
            name = str(path.relative_to(self.path))
            if path.is_file() and not re.match(r"(data/tegami|cache|run|config/dconf)\b", name):
                found[plain.text(name)].append(content(path, plain))
        return {name: sorted(contents) for name, contents in found.items()}


def content(path, plain):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return [plain.text("%s: %s" % (name, archive.read(name).decode())) for name in archive.namelist()]
    raw = path.read_bytes()
    return plain.text(raw.decode(errors="replace")).split("\n") if b"\0" not in raw else ["(binary)"]


def ports_in(told):
    """The ports of the servers that a check was about."""
    known = {}
    for side in ("receive", "send"):
        url = (told or {}).get(side)
        url = url.get("url") if isinstance(url, dict) else url
        match = re.search(r":(\d{5})$", url) if isinstance(url, str) else None
        if match:
            known[match[1]] = side.upper() + "-PORT"
    return known


class Servers:
    """The practice servers of all scenarios, as the tests start them, hostile ones included."""

    def __init__(self, tegamictl):
        program = pathlib.Path(tegamictl).parents[2] / "tests" / "lab" / "practice-servers"
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.table = json.loads(self.process.stdout.readline())
        self.rows = {row["name"]: row for row in self.table["scenarios"]}
        self.known = {self.table["password"]: "PASSWORD", self.table["token"]: "TOKEN"}
        for row in self.table["scenarios"]:
            for side in ("receive", "send"):
                if row[side]:
                    self.known[row[side].rpartition(":")[2]] = "%s-%s-PORT" % (row["name"].upper(), side.upper())

    def port(self, name, side):
        return self.rows[name][side].rpartition(":")[2]

    def account(self, name, sides=("receive", "send"), password=True):
        words = ["--address", self.table["address"], "--ca-file", self.table["ca"], *talk(name)]
        for side in sides:
            if self.rows[name][side]:
                words += ["--" + side, self.rows[name][side]]
        return words + ["--password-stdin"] * password

    @property
    def password(self):
        return self.table["password"].encode() + b"\n"

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()
