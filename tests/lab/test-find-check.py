#!/usr/bin/python3
"""A check that is given an address and a password alone: it finds the servers, tries what nobody is sure of, and signs in; in a test
internet.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import dataclasses
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import nameserver
import settings_search
import village
from internet import page
from settings_files import config
from settings_search import AUTOCONFIG, IMAP, ISPDB, SMTP, SearchingChecks, filled

PASSWORD = "correct horse 8"
TLS = {"imaps://imap.{d}:993": "", "smtps://smtp.{d}:465": ""}
STARTTLS = {"imap+starttls://imap.{d}:143": "", "smtp+starttls://smtp.{d}:587": ""}
FOREIGN = {"imaps://imap.{o}:993": "", "smtps://smtp.{o}:465": ""}
AT_STARTTLS = ("imap+starttls://imap.{d}:143", "smtp+starttls://smtp.{d}:587")
AT_PLAIN = ("imap://imap.{d}:143", "smtp://smtp.{d}:587")


@dataclasses.dataclass
class Checked:
    """@pages, @doors, @names, @certificates: of a plan of the test internet.  What must come: the servers that were tested, the
    verdict, and the ids of the findings; @signed_in: whether the password was sent."""
    what: str
    pages: dict
    doors: dict
    receive: str
    send: str
    verdict: str
    findings: tuple = ()
    names: dict = dataclasses.field(default_factory=dict)
    certificates: dict = dataclasses.field(default_factory=dict)
    signed_in: bool = True


ROWS = [
    Checked("published by the domain itself", {AUTOCONFIG: page(config(IMAP, SMTP))}, TLS, IMAP, SMTP, "verified"),
    Checked("nothing published: guessed, and proven by the certificate", {}, TLS, IMAP, SMTP, "verified"),
    Checked("at a company that the mail record names", {},
            {"imaps://imap.gmail.com:993": "", "smtps://smtp.gmail.com:465": ""}, "imaps://imap.gmail.com:993", "smtps://smtp.gmail.com:465",
            "verified", names={("{d}", "MX"): ["1 aspmx.l.google.com"]}),
    Checked("STARTTLS is published, and TLS works, too", {AUTOCONFIG: page(config(*AT_STARTTLS))}, {**TLS, **STARTTLS}, IMAP, SMTP,
            "verified", ("settings-safer",)),
    Checked("STARTTLS is published, and all that works", {AUTOCONFIG: page(config(*AT_STARTTLS))}, STARTTLS, *AT_STARTTLS, "verified"),
    Checked("plain is published, and TLS works", {AUTOCONFIG: page(config(*AT_PLAIN))}, {**TLS, **STARTTLS}, IMAP, SMTP, "verified",
            ("settings-safer",)),
    Checked("plain is published, and STARTTLS works", {AUTOCONFIG: page(config(*AT_PLAIN))}, STARTTLS, *AT_STARTTLS, "verified",
            ("settings-safer",)),
    Checked("each side in its own way", {AUTOCONFIG: page(config(IMAP, AT_PLAIN[1]))}, {"imaps://imap.{d}:993": "", AT_STARTTLS[1]: ""}, IMAP,
            AT_STARTTLS[1], "verified", ("settings-safer",)),
    Checked("sources differ, and what the domain says does not work",
            {AUTOCONFIG: page(config("imaps://mail.{d}:993", SMTP)), ISPDB: page(config(IMAP, SMTP))}, {**TLS, "imaps://mail.{d}:993": ""}, IMAP,
            SMTP, "verified", ("settings-differ",), certificates={"mail.{d}": "wrong"}),
    Checked("somebody else's servers, by the domain itself", {AUTOCONFIG: page(config(*FOREIGN))}, FOREIGN, *FOREIGN, "unproven",
            ("settings-foreign-host",), signed_in=False),
    Checked("somebody else's servers, by DNS", {}, FOREIGN, *FOREIGN, "unproven", ("settings-foreign-host",),
            names={("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{o}"], ("_submissions._tcp.{d}", "SRV"): ["0 1 465 smtp.{o}"]}, signed_in=False),
    Checked("nothing at all", {}, {}, None, None, "untested", ("settings-not-found",), signed_in=False),
]


class Checks(SearchingChecks):
    def test_an_address_and_a_password_are_enough(self):
        self.open_all([{"pages": row.pages, "doors": row.doors, "certificates": row.certificates, "names": {("{d}", "MX"): [], **row.names}}
                       for row in ROWS])
        options = ["--ca-file", self.net.ca_file, "--ispdb-url", settings_search.internet.DATABASE_URL]
        with nameserver.NameServer(self.net.table, village.SYSTEM_RESOLVER, 53):
            for number, row in enumerate(ROWS):
                with self.subTest(row.what):
                    check = self.tegamictl.check(self.words_of(number)["a"], password=PASSWORD, options=options)
                    self.judge_check(row, number, check)

    def test_what_the_table_knows_is_asked_of_nobody(self):
        self.net.open({"doors": {"imaps://imap.gmail.com:993": "", "smtps://smtp.gmail.com:465": ""}})
        self.addCleanup(self.net.clear)
        options = ["--ca-file", self.net.ca_file, "--ispdb-url", settings_search.internet.DATABASE_URL]
        with nameserver.NameServer(self.net.table, village.SYSTEM_RESOLVER, 53) as names:
            check = self.tegamictl.check("hanako.7k@gmail.com", password=PASSWORD, options=options)
            self.assertEqual(check.json["verdict"], "verified", str(check))
            self.assertEqual({name for name, _ in names.asked}, {"imap.gmail.com", "smtp.gmail.com"}, str(check))
        self.assertEqual(self.net.requests, [])

    def judge_check(self, row, number, check):
        words = self.words_of(number)
        urls = [check.json[side] and check.json[side]["url"] for side in ("receive", "send")]
        self.assertEqual(urls, [filled(row.receive, words), filled(row.send, words)], str(check))
        self.assertEqual(check.json["verdict"], row.verdict, str(check))
        self.assertEqual(sorted(check.ids()), sorted(row.findings), str(check))
        self.assertEqual(check.status, 0 if row.verdict == "verified" else 1, str(check))
        hosts = [url.split("/")[2].split(":")[0] for url in urls if url]
        said = [line for url, line in self.net.said() if any(host in url for host in hosts)]
        self.assertEqual(any(words["a"] in line or "AUTH" in line.upper().split()[:2] or "AUTHENTICATE" in line.upper() for line in said),
                         row.signed_in, said)


if __name__ == "__main__":
    settings_search.main()
