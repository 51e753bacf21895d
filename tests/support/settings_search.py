"""Searches for settings in a test internet: rows of what is published and what must come of it, and the rules that no search breaks.

    ROWS = [Row("by autoconfig", {"pages": {AUTOCONFIG: page(config(IMAP, SMTP))}}, sources={"autoconfig": "found/published"})]
    class Sources(Searches): test_each = Searches.rows(ROWS)

In all texts of a row {d} is the address's domain, {h} a hosting company's, {o} somebody else's, {n} the row's number; {a} is the address.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import dataclasses
import functools
import json
import pathlib
import re
import sys
import unittest
import urllib.parse

import contract
import internet
import village
from patience import HANG
from tegamictl import Tegamictl

LOCAL = "hanako.7k"
SOURCES = ("table", "snapshot", "mx", "autoconfig", "well-known", "pacc", "ispdb", "srv", "mx-domain", "http", "guess")
OFFLINE = {"table", "snapshot"}
SUFFIXES = pathlib.Path("/usr/share/publicsuffix/public_suffix_list.dat")
PREFIXES = ("autoconfig.", "ua-auto-config.", "mail.", "imap.", "pop.", "pop3.", "smtp.", "autodiscover.", "www.")

# Where things are published.
FILE = "/mail/config-v1.1.xml"
AUTOCONFIG = "https://autoconfig.{d}" + FILE
ADDRESSED = AUTOCONFIG + "?emailaddress={a}"
WELL_KNOWN = "https://{d}/.well-known/autoconfig" + FILE
PACC = "https://ua-auto-config.{d}/.well-known/user-agent-configuration.json"
ISPDB = internet.DATABASE_URL + "{d}"
HTTP = "http://autoconfig.{d}" + FILE
AT_HOSTER = "https://autoconfig.{h}" + FILE
IMAP, SMTP, POP3 = "imaps://imap.{d}:993", "smtps://smtp.{d}:465", "pop3s://pop.{d}:995"


@dataclasses.dataclass
class Row:
    """@plan: as Internet.open() takes it.  What must come: @receive, @send: all URLs, or None for whatever comes; @sources: source →
    a pattern for "outcome/trust" ("none/"), those that are not named may be anything but "found"; @findings: ids;
    @confirm: host names that the used servers' sources want confirmed; @more: any other member of the answer.
    @looks: a function (test, answer, log) for all else."""
    what: str
    plan: dict = dataclasses.field(default_factory=dict)
    receive: list = None
    send: list = None
    sources: dict = dataclasses.field(default_factory=dict)
    findings: list = dataclasses.field(default_factory=list)
    users: list = None
    more: dict = dataclasses.field(default_factory=dict)
    address: str = "{a}"
    options: tuple = ()
    timeout: int = 30
    looks: object = None


def filled(value, words):
    """@value with the names of its row; a function makes it from them."""
    if callable(value):
        return value(words)
    if isinstance(value, str):
        for name, text in words.items():
            value = value.replace("{%s}" % name, text)
        return value
    if isinstance(value, bytes):
        return filled(value.decode("latin-1"), words).encode("latin-1")
    if isinstance(value, dict):
        return {filled(key, words): filled(item, words) for key, item in value.items()}
    return type(value)(filled(item, words) for item in value) if isinstance(value, (list, tuple)) else value


@dataclasses.dataclass
class Log:
    """What one row's search asked, and whom."""
    requests: list
    names: list
    calls: list
    said: list

    def urls(self):
        return ["%s://%s%s" % (request["scheme"], request["host"], request["target"]) for request in self.requests]


@functools.cache
def suffix_rules():
    lines = SUFFIXES.read_text(encoding="utf-8").split("\n") if SUFFIXES.exists() else []
    return {line.strip().encode("idna").decode() if not line.startswith(("*", "!")) else line.strip() for line in lines
            if line.strip() and not line.startswith("//")}


def is_suffix(name):
    """Whether a name is a public suffix, or above one."""
    parent = name.partition(".")[2]
    if "!" + name in suffix_rules():
        return False
    return "." not in name or name in suffix_rules() or "*." + parent in suffix_rules() or "*." + name in suffix_rules()


def _asked_too_high(name):
    name = re.sub(r"^(_[^.]*\.)+", "", name)
    bare = next((name[len(prefix):] for prefix in PREFIXES if name.startswith(prefix)), name)
    return is_suffix(name) or is_suffix(bare)


def indiscretions(log, address):
    """What safety rules 8 and 10 forbid, and this search did."""
    local, _, domain = address.partition("@")
    found = ["asked at a public suffix: %s %s" % question for question in log.names if _asked_too_high(question[0])]
    found += ["the address in a question to the name server: %s" % name for name, _ in log.names if local.lower() in name]
    before = set()
    for request in log.requests:
        url = "%s://%s%s" % (request["scheme"], request["host"], request["target"])
        head = urllib.parse.unquote(request["head"].decode("latin-1"))
        if re.search(rb"(?im)^(authorization|cookie|proxy-authorization|referer|from):", request["head"]):
            found.append("a header that says too much: %s" % head)
        if local in head and not (url.startswith("https://autoconfig.%s/" % domain) and url.partition("?")[0] in before):
            found.append("the address sent to where it does not belong, or too early: %s" % url)
        before.add(url)
    found += ["the address sent to a mail server: %s: %s" % pair for pair in log.said if local in pair[1]]
    found += ["a sign-in at a mail server: %s: %s" % pair for pair in log.said
              if re.search(r"(?i)\b(login|authenticate|auth|user|pass|apop)\b", re.sub(r"(?i)^(\S+ )?capability.*", "", pair[1]))]
    return found


def contradictions(answer):
    """What the contract of "find" forbids beyond its schema."""
    found = []
    names = [source["source"] for source in answer["sources"]]
    if sorted(names) != sorted(SOURCES):
        found.append("these are not the eleven sources: %s" % names)
    for source in answer["sources"]:
        name, here = source["source"], source["outcome"] == "found"
        if here != (source["trust"] is not None):
            found.append("%s: %s, and its trust is %s" % (name, source["outcome"], source["trust"]))
        if not here and (source["receive"] or source["send"] or source["user"] or source["confirm"]):
            found.append("%s: %s, and has servers" % (name, source["outcome"]))
        if here and not (source["receive"] or source["send"]):
            found.append("%s: found, and has no servers" % name)
        # Without a mail exchanger of somebody else's, there is nobody to ask.
        if name not in OFFLINE and source["outcome"] != "skipped" and not source["asked"] and name != "mx-domain":
            found.append("%s: %s, and nobody was asked" % (name, source["outcome"]))
        if (name in OFFLINE or source["outcome"] == "skipped") and source["asked"]:
            found.append("%s: %s, and somebody was asked" % (name, source["outcome"]))
    ids = [finding["id"] for finding in answer["findings"]]
    for side in ("receive", "send"):
        urls = answer[side]
        plain = [place for place, url in enumerate(urls) if re.match(r"(imap|pop3|smtp)://", url)]
        if plain and ("settings-plain-only" not in ids or plain != list(range(len(urls) - len(plain), len(urls)))):
            found.append("%s: no encryption where something else is known: %s" % (side, urls))
        if len(set(urls)) != len(urls):
            found.append("%s: twice the same: %s" % (side, urls))
    own = answer["address"].partition("@")[2]
    used = [urllib.parse.urlsplit(answer[side][0]).hostname for side in ("receive", "send") if answer[side]]
    foreign = [host for host in used if host != own and not host.endswith("." + own)]
    if foreign and answer["provider"] is None and "settings-foreign-host" not in ids:
        found.append("foreign, and nobody says so: %s" % foreign)
    if (answer["receive"] or answer["send"]) and not answer["users"]:
        found.append("no user names")
    return found


class Searches(unittest.TestCase):
    """Runs rows side by side, each with domains of its own in one internet.
    @patience: of tegamictl: in here, nobody is silent who is not meant to be, however busy this computer is.
    @at_once: searches"""
    patience, at_once = 20, 6

    @classmethod
    def setUpClass(cls):
        cls.net = cls.enterClassContext(internet.Internet())
        cls.tegamictl = Tegamictl(sys.argv[1])
        cls.tegamictl.environment["TEGAMI_PATIENCE"] = str(cls.patience)
        cls.addClassCleanup(cls.tegamictl.close)

    def find(self, address, *options, database=internet.DATABASE_URL, timeout=30, wait=True):
        words = ["find", "--json", *self.net.words(database), "--timeout", timeout, *options, address]
        process = self.tegamictl.start(*words)
        return self.finish(process) if wait else process

    @staticmethod
    def finish(process):
        """(exit status, answer or None, standard error)"""
        try:
            output, errors = process.communicate(timeout=HANG)
        except Exception:
            process.kill()
            raise
        if b"CRITICAL" in errors or b"WARNING" in errors or process.returncode < 0 or b"Sanitizer" in errors:
            raise AssertionError("%s\nexit status %d\n%s" % (process.args, process.returncode, errors.decode(errors="replace")))
        return process.returncode, json.loads(output) if output else None, errors.decode(errors="replace")

    def log(self, number=None):
        """Of one row, or of all."""
        mine = re.compile(r"(?<=[a-z])%s\.example\b|\b(sv|row)%s\." % (number, number)) if number is not None else re.compile("")
        return Log([request for request in list(self.net.requests) if mine.search(request["host"] + request["target"])],
                   [question for question in self.net.asked() if mine.search(question[0])],
                   [url for _, url in list(self.net.calls) if mine.search(url)],
                   [pair for pair in self.net.said() if mine.search(pair[0])])

    @staticmethod
    def words_of(number):
        domain = "own%d.example" % number
        return {"n": str(number), "d": domain, "h": "hoster%d.example" % number, "o": "other%d.example" % number, "a": LOCAL + "@" + domain}

    def run_rows(self, rows):
        made = [filled({"plan": row.plan, "address": row.address, "options": list(row.options)}, self.words_of(number))
                for number, row in enumerate(rows)]
        # There is such a domain, and that is all that a name server has of it.
        plan = {"names": {("own%d.example" % number, "SOA"): [] for number in range(len(rows))}}
        for one in made:
            for part, items in one["plan"].items():
                plan.setdefault(part, {}).update(items)
        self.net.open(plan)
        self.addCleanup(self.net.clear)
        with concurrent.futures.ThreadPoolExecutor(self.at_once) as pool:
            searches = [pool.submit(self.find, one["address"], *one["options"], timeout=row.timeout) for one, row in zip(made, rows)]
        for number, (row, search) in enumerate(zip(rows, searches)):
            with self.subTest(row.what):
                self.judge(row, number, search.result())
        # What is asked at a suffix tells by no name whose search that was.
        self.assertEqual([question for question in self.net.asked() if _asked_too_high(question[0])], [])

    def judge(self, row, number, result):
        words, log = self.words_of(number), self.log(number)
        status, answer, errors = result
        shown = "\n".join([json.dumps(answer, indent=1, ensure_ascii=False), errors, "exit status %d" % status, *log.urls(), *map(str, log.names),
                           *log.calls, *map(str, log.said)])
        self.assertIsNotNone(answer, shown)
        wrong = contract.schema_complaints("find", answer) + contradictions(answer) + indiscretions(log, answer["address"])
        got = {source["source"]: "%s/%s" % (source["outcome"], source["trust"] or "") for source in answer["sources"]}
        for name in SOURCES:
            wanted = row.sources.get(name, "(?!found).*")
            if not re.fullmatch(wanted, got[name]):
                wrong.append("%s: %s instead of %s" % (name, got[name], wanted))
        expected = {**row.more, "findings": row.findings}
        expected.update((name, value) for name, value in (("receive", row.receive), ("send", row.send), ("users", row.users)) if value is not None)
        ids = {"findings": [finding["id"] for finding in answer["findings"]]}
        for name, value in filled(expected, words).items():
            if {**answer, **ids}.get(name) != value:
                wrong.append("%s: %s instead of %s" % (name, {**answer, **ids}.get(name), value))
        if status != (0 if answer["receive"] or answer["send"] else 1):
            wrong.append("exit status %d" % status)
        self.assertFalse(wrong, "%s\n%s\n%s" % (row.what, "\n".join(wrong), shown))
        if row.looks is not None:
            row.looks(self, answer, log)

    @staticmethod
    def rows(rows):
        """A test method for these rows."""
        return lambda self: self.run_rows(rows)


class SearchingChecks(Searches):
    """Checks that have to find their servers by themselves: here a password is at hand."""
    patience = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        village.use_system_resolver(cls.net.folder)

    def open_all(self, plans):
        """One internet for all: a plan for each number of words_of()."""
        whole = {}
        for number, plan in enumerate(plans):
            for part, items in filled(plan, self.words_of(number)).items():
                whole.setdefault(part, {}).update(items)
        self.net.open(whole)
        self.addCleanup(self.net.clear)


def main():
    village.run_tests()
