#!/usr/bin/python3
"""Sources of settings that never answer, in a test internet: what is found then is no better than what the silent ones leave it.
Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import settings_search
from internet import page
from settings_files import config, pacc, proof
from settings_search import AUTOCONFIG, HTTP, IMAP, ISPDB, PACC, SMTP, WELL_KNOWN, Row, Searches, filled

BOTH = config(IMAP, SMTP)
EVIL = config("imaps://imap.{o}:993", "smtps://smtp.{o}:465", domain="{d}")
PACC_FILE = pacc(imap="imap.{d}", submit="smtp.{d}")
PROVEN = {("_ua-auto-config.{d}", "TXT"): lambda words: [proof(filled(PACC_FILE, words))]}
SRV = {("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{d}"], ("_submissions._tcp.{d}", "SRV"): ["0 1 465 smtp.{d}"]}
LABELS = ["_%s._tcp.{d}" % name for name in ("imaps", "imap", "pop3s", "pop3", "submissions", "submission")]
NO_SRV = {(label, "SRV"): None for label in LABELS}
HTTPS_DOORS = ("https://autoconfig.{d}:443", "https://{d}:443", "https://ua-auto-config.{d}:443")
FOUND = {"receive": [IMAP], "send": [SMTP]}
NOTHING = {"receive": [], "send": [], "findings": ["settings-not-found"]}
TIMEOUTS = {name: "timeout/" for name in ("autoconfig", "well-known", "pacc")}


def silent(manner="silent", *doors):
    return dict.fromkeys(doors or HTTPS_DOORS, manner)


def never_without_domain(test, answer, log):
    test.assertNotIn("domain-not-found", [finding["id"] for finding in answer["findings"]])


ROWS = [
    *(Row("all of the domain's own: " + what, {"doors": silent(manner)}, sources={name: "timeout/" for name in ("autoconfig", "well-known")}, timeout=3,
          **NOTHING) for what, manner in (("nothing gets through", "silent"), ("connections are taken, and nothing is said", "mute"))),
    *(Row("autoconfig: " + does, {"pages": {AUTOCONFIG: page(BOTH, does=does)}}, sources={"autoconfig": "timeout/"}, timeout=3, **NOTHING)
      for does in ("silent", "slow")),
    Row("the name server: for all names of the domain", {"names": {("{d}", "*"): None, ("autoconfig.{d}", "*"): None, ("ua-auto-config.{d}", "*"): None,
        ("_ua-auto-config.{d}", "*"): None, **NO_SRV, **{(prefix + "{d}", "*"): None for prefix in ("mail.", "imap.", "pop.", "smtp.")}}},
        [], [], {"mx": "timeout/", "srv": "timeout/"}, ["settings-not-found"], timeout=3, looks=never_without_domain),
    Row("the name server: for mail exchangers alone", {"names": {("{d}", "MX"): None}, "pages": {AUTOCONFIG: page(BOTH)}},
        sources={"mx": "timeout/", "autoconfig": "found/published"}, timeout=4, **FOUND),
    Row("SRV records, beside the domain's own file", {"names": NO_SRV, "pages": {AUTOCONFIG: page(BOTH)}},
        sources={"srv": "timeout/", "autoconfig": "found/published"}, timeout=4, **FOUND),
    Row("A10: the domain's own place is silent, and the database answers", {"doors": silent(), "pages": {ISPDB: page(BOTH)}},
        sources={**TIMEOUTS, "ispdb": "found/untrusted"}, timeout=3, **FOUND),
    Row("A10: it is silent, and DNS answers", {"doors": silent(), "names": SRV}, sources={**TIMEOUTS, "srv": "found/untrusted"}, timeout=3, **FOUND),
    Row("A10: it is silent, and http answers", {"doors": {"https://{d}:443": "silent"}, "pages": {HTTP: page(EVIL)}},
        ["imaps://imap.{o}:993"], ["smtps://smtp.{o}:465"], {"well-known": "timeout/", "http": "found/untrusted"},
        ["settings-foreign-host", "settings-redirected"], timeout=2),
    Row("one of the domain's own places is silent, and another answers", {"doors": silent("silent", "https://autoconfig.{d}:443"),
        "pages": {WELL_KNOWN: page(BOTH)}}, sources={"autoconfig": "timeout/", "well-known": "found/published"}, timeout=4, **FOUND),
    Row("the record that proves a file", {"pages": {PACC: page(PACC_FILE)}, "names": {("_ua-auto-config.{d}", "TXT"): None}},
        [IMAP], [SMTP], {"pacc": "found/untrusted"}, timeout=4),
    Row("a proven file, where the rest is silent", {"pages": {PACC: page(PACC_FILE)}, "names": PROVEN,
        "doors": silent("mute", "https://autoconfig.{d}:443", "https://{d}:443")}, sources={"autoconfig": "timeout/", "well-known": "timeout/",
        "pacc": "found/published"}, timeout=4, **FOUND),
    Row("the company behind the mail exchanger", {"names": {("{d}", "MX"): ["10 mx.{h}"]}, "doors": silent("silent", "https://autoconfig.{h}:443")},
        sources={"mx-domain": "timeout/"}, timeout=3, **NOTHING),
    Row("the company's own place, where the database knows it", {"names": {("{d}", "MX"): ["10 mx.{h}"]}, "doors": silent(
        "silent", "https://autoconfig.{h}:443"), "pages": {settings_search.internet.DATABASE_URL + "{h}": page(EVIL.replace("{o}", "{h}"))}},
        ["imaps://imap.{h}:993"], ["smtps://smtp.{h}:465"], {"mx-domain": "found/untrusted"}, ["settings-foreign-host"], timeout=4),
    Row("a guessed server on one port", {"doors": {"imaps://mail.{d}:993": "mute", "imaps://imap.{d}:993": "", "smtps://smtp.{d}:465": ""}},
        None, [SMTP], {"guess": "found/candidate"}, timeout=8),
]


class Silence(Searches):
    patience, at_once = 4, len(ROWS)
    test_each = Searches.rows(ROWS)

    def test_the_database(self):
        self.net.open({"doors": {"https://%s:443" % settings_search.internet.DATABASE: "mute"}, "names": {("own0.example", "A"): ["10.78.250.1"]}})
        self.addCleanup(self.net.clear)
        self.judge(Row("the database", sources={"ispdb": "timeout/"}, **NOTHING), 0, self.find("hanako.7k@own0.example", timeout=2))


if __name__ == "__main__":
    settings_search.main()
