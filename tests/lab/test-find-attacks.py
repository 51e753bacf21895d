#!/usr/bin/python3
"""The ways in which programs that look for settings were led astray, in a test internet: A1 to A10 of a study of 29 mail programs,
and T1 to T4 and C1 to C4 of one of 49 (both NDSS 2025).  Argument: tegamictl.

None leads to a server without encryption, or to somebody else's, without the notice that says so; and none makes a password leave.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import credentials
import nameserver
import settings_search
import village
import wirewatch
from internet import page, redirect
from settings_files import config, server
from settings_search import AUTOCONFIG, FILE, HTTP, IMAP, ISPDB, SMTP, WELL_KNOWN, Row, Searches, SearchingChecks

PASSWORD = "correct horse 8"
PORTS = {25, 80, 110, 143, 443, 465, 587, 993, 995}
BOTH = config(IMAP, SMTP)
EVIL = config("imaps://imap.{o}:993", "smtps://smtp.{o}:465", domain="{d}")
PLAIN = config("imap://mail.{d}:143", "smtp://mail.{d}:587")
NOTHING = {"receive": [], "send": [], "findings": ["settings-not-found"]}
EVIL_SRV = {("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{o}"], ("_submissions._tcp.{d}", "SRV"): ["0 1 465 smtp.{o}"]}
AT_EVIL = {"receive": ["imaps://imap.{o}:993"], "send": ["smtps://smtp.{o}:465"]}
AT_MAIL = {"receive": ["imaps://mail.{d}:993", "imap+starttls://mail.{d}:143", "imap://mail.{d}:143"],
           "send": ["smtps://mail.{d}:465", "smtp+starttls://mail.{d}:587", "smtp://mail.{d}:587"]}
PLAIN_DOORS = {"imap://mail.{d}:143": "", "pop3://mail.{d}:110": "", "smtp://mail.{d}:587": "", "smtp://mail.{d}:25": ""}
STARTTLS_DOORS = ("imap+starttls://mail.{d}:143", "pop3+starttls://mail.{d}:110", "smtp+starttls://mail.{d}:587")
TLS_DOORS = ("imaps://mail.{d}:993", "pop3s://mail.{d}:995", "smtps://mail.{d}:465")
BAD_CERTIFICATES = (("C1", "self-signed"), ("C2", "expired"), ("C3", "wrong"), ("C4", "stranger"))


def doors(urls, manner=""):
    return dict.fromkeys(urls, manner)


def never(*parts):
    def look(test, answer, log):
        seen = [*log.urls(), *log.calls, *(name for name, _ in log.names)]
        test.assertFalse([one for one in seen for part in parts if part in one], seen)
    return look


LED_ASTRAY = [
    Row("A1: over http", {"pages": {HTTP: page(EVIL)}}, sources={"http": "found/untrusted"}, findings=["settings-foreign-host", "settings-redirected"],
        **AT_EVIL),
    Row("A1: over http, of the domain's own servers", {"pages": {HTTP: page(BOTH)}}, [IMAP], [SMTP], {"http": "found/untrusted"},
        ["settings-redirected"]),
    Row("A1: from https to http", {"pages": {AUTOCONFIG: redirect("http://www.{d}" + FILE), WELL_KNOWN: redirect("http://www.{d}" + FILE),
        "http://www.{d}" + FILE: page(EVIL)}}, sources={"autoconfig": "failed/", "well-known": "failed/"}, looks=never("http://www."), **NOTHING),
    Row("A2: the domain above", {"pages": {AUTOCONFIG: page(EVIL), WELL_KNOWN: page(EVIL)}, "names": {("a.b.{d}", "A"): ["10.78.250.1"]}},
        address="hanako.7k@a.b.{d}", looks=never("autoconfig.own", "//own"), **NOTHING),
    Row("A3: only without encryption", {"pages": {AUTOCONFIG: page(PLAIN)}}, sources={"autoconfig": "found/untrusted"},
        findings=["settings-plain-only"], **AT_MAIL),
    Row("A3: without encryption of one, encrypted of another", {"pages": {AUTOCONFIG: page(PLAIN), ISPDB: page(config(
        "imaps://mail.{d}:993", "smtps://mail.{d}:465"))}}, ["imaps://mail.{d}:993", "imap+starttls://mail.{d}:143"],
        ["smtps://mail.{d}:465", "smtp+starttls://mail.{d}:587"], {"autoconfig": "found/untrusted", "ispdb": "found/published"}),
    Row("A4: an encryption that nobody can read", {"pages": {AUTOCONFIG: page(config(*(server(url, socket="{{TLS}}") for url in (
        "imap://mail.{d}:143", "smtp://mail.{d}:587"))))}}, AT_MAIL["receive"][:2], AT_MAIL["send"][:2], {"autoconfig": "found/published"}),
    Row("A4: no encryption said at all", {"pages": {AUTOCONFIG: page(config(*(server(url).replace("<socketType>plain</socketType>", "") for url in (
        "imap://mail.{d}:143", "smtp://mail.{d}:587"))))}}, AT_MAIL["receive"][:2], AT_MAIL["send"][:2], {"autoconfig": "found/published"}),
    Row("A5: nothing is published, and servers without encryption listen", {"doors": PLAIN_DOORS}, sources={"guess": "none/"}, **NOTHING),
    Row("A6: Autodiscover", {"pages": {"https://autodiscover.{d}/autodiscover/autodiscover.xml": page("", 401, WWW_Authenticate="Basic realm=\"mail\""),
        "http://autodiscover.{d}/autodiscover/autodiscover.xml": redirect("https://autodiscover.{o}/autodiscover/autodiscover.xml")}},
        looks=never("autodiscover"), **NOTHING),
    Row("A7: the order of SRV records", {"names": {("_imaps._tcp.{d}", "SRV"): ["30 100 993 c.{o}", "10 1 993 a.{d}", "20 60000 993 b.{o}"]}},
        ["imaps://a.{d}:993", "imaps://b.{o}:993", "imaps://c.{o}:993"], [], {"srv": "found/untrusted"}),
    Row("A7: the weaker service by a better record", {"names": {("_imap._tcp.{d}", "SRV"): ["0 100 143 imap.{d}"], ("_imaps._tcp.{d}", "SRV"): [
        "90 1 993 imap.{d}"]}}, [IMAP, "imap+starttls://imap.{d}:143"], [], {"srv": "found/untrusted"}),
    Row("A8: an old list without encryption", {"pages": {ISPDB: page(PLAIN)}}, sources={"ispdb": "found/untrusted"}, findings=["settings-plain-only"],
        **AT_MAIL),
    Row("A9: the weaker server first", {"pages": {AUTOCONFIG: page(config("imap://imap.{d}:143", "imap+starttls://imap.{d}:143", IMAP,
        "smtp://smtp.{d}:25", "smtp+starttls://smtp.{d}:587", SMTP))}}, [IMAP, "imap+starttls://imap.{d}:143"], None,
        {"autoconfig": "found/published"}, looks=lambda test, answer, log: test.assertRegex(answer["send"][0], "^smtps://smtp.*:465$")),
    Row("A10: sources differ", {"pages": {AUTOCONFIG: page(config(IMAP))}, "names": {("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{o}"]}},
        [IMAP, "imaps://imap.{o}:993"], [], {"autoconfig": "found/published", "srv": "found/untrusted"}, ["settings-differ"]),
    Row("A10: the strong one has no encryption, the weak one has", {"pages": {AUTOCONFIG: page(config("imap://imap.{d}:143"))},
        "names": {("_imaps._tcp.{d}", "SRV"): ["0 1 993 imap.{d}"]}}, [IMAP, "imap+starttls://imap.{d}:143"], [],
        {"autoconfig": "found/untrusted", "srv": "found/untrusted"}),
    Row("another domain over https", {"pages": {AUTOCONFIG: redirect("https://autoconfig.{o}" + FILE), "https://autoconfig.{o}" + FILE: page(EVIL)}},
        sources={"autoconfig": "found/published"}, findings=["settings-foreign-host", "settings-redirected"], **AT_EVIL),
    Row("somebody else's server by SRV", {"names": EVIL_SRV}, sources={"srv": "found/untrusted"}, findings=["settings-foreign-host"], **AT_EVIL),
]

DOWNGRADED = [
    Row("T1: STARTTLS is removed from the offer", {"doors": doors(STARTTLS_DOORS, "not-offered")}, sources={"guess": "none/"}, **NOTHING),
    Row("T2: plain text instead of a ServerHello", {"doors": doors(TLS_DOORS, "plain-hello")}, sources={"guess": "none/"}, **NOTHING),
    Row("T2: the same after STARTTLS", {"doors": doors(STARTTLS_DOORS, "plain-hello")}, sources={"guess": "none/"}, **NOTHING),
    Row("T3: STARTTLS is refused", {"doors": doors(STARTTLS_DOORS, "refused")}, sources={"guess": "none/"}, **NOTHING),
    Row("T4: a break after the handshake", {"doors": doors(TLS_DOORS, "breaks")}, sources={"guess": "none/"}, **NOTHING),
    Row("T4: the same after STARTTLS", {"doors": doors(STARTTLS_DOORS, "breaks")}, sources={"guess": "none/"}, **NOTHING),
    Row("all of them, and servers without encryption beside", {"doors": {**doors(TLS_DOORS, "plain-hello"), **PLAIN_DOORS}},
        sources={"guess": "none/"}, **NOTHING),
    Row("TLS is refused, STARTTLS is not", {"doors": {**doors(TLS_DOORS, "plain-hello"), **doors(STARTTLS_DOORS)}}, None, ["smtp+starttls://mail.{d}:587"],
        {"guess": "found/candidate"}, looks=lambda test, answer, log: test.assertRegex(answer["receive"][0], r"^imap\+starttls://mail\.")),
    *(Row("%s: a certificate, guessed: %s" % (name, bad), {"doors": doors((*TLS_DOORS, *STARTTLS_DOORS)), "certificates": {"mail.{d}": bad}},
          sources={"guess": "none/"}, **NOTHING) for name, bad in BAD_CERTIFICATES),
    *(Row("%s: a certificate, of who publishes: %s" % (name, bad), {"pages": {AUTOCONFIG: page(EVIL), WELL_KNOWN: page(EVIL)},
        "certificates": {"autoconfig.{d}": bad, "{d}": bad}}, sources={"autoconfig": "failed/", "well-known": "failed/"}, **NOTHING)
      for name, bad in BAD_CERTIFICATES),
]

# What a domain publishes, and what its servers then do: (what, file, doors, certificates).
STARTTLS_FILE = config("imap+starttls://mail.{d}:143", "smtp+starttls://mail.{d}:587")
TLS_FILE = config("imaps://mail.{d}:993", "smtps://mail.{d}:465")
CHECKED = [
    ("T1", STARTTLS_FILE, doors(STARTTLS_DOORS, "not-offered"), {}),
    ("T2", TLS_FILE, doors(TLS_DOORS, "plain-hello"), {}),
    ("T2 after STARTTLS", STARTTLS_FILE, doors(STARTTLS_DOORS, "plain-hello"), {}),
    ("T3", STARTTLS_FILE, doors(STARTTLS_DOORS, "refused"), {}),
    ("T4", TLS_FILE, doors(TLS_DOORS, "breaks"), {}),
    ("T4 after STARTTLS", STARTTLS_FILE, doors(STARTTLS_DOORS, "breaks"), {}),
    *((name + " over TLS", TLS_FILE, doors(TLS_DOORS), {"mail.{d}": bad}) for name, bad in BAD_CERTIFICATES),
    *((name + " after STARTTLS", STARTTLS_FILE, doors(STARTTLS_DOORS), {"mail.{d}": bad}) for name, bad in BAD_CERTIFICATES),
    ("A3: nothing but plain servers, so published", PLAIN, PLAIN_DOORS, {}),
    ("A3: so published, and the encrypted ones break", PLAIN, {**doors(TLS_DOORS, "breaks"), **PLAIN_DOORS}, {}),
    ("rule 4: a foreign server", EVIL, {"imaps://imap.{o}:993": "", "smtps://smtp.{o}:465": ""}, {}),
]


class Attacks(Searches):
    test_the_ten_scenarios = Searches.rows(LED_ASTRAY)
    test_downgrades_and_certificates = Searches.rows(DOWNGRADED)


class Checks(SearchingChecks):
    def test_no_password_reaches_any_of_them(self):
        self.open_all([{"pages": {AUTOCONFIG: page(text)}, "doors": servers, "certificates": bad} for _, text, servers, bad in CHECKED])
        options = ["--ca-file", self.net.ca_file, "--ispdb-url", "none", "--timeout", "20"]
        with nameserver.NameServer(self.net.table, village.SYSTEM_RESOLVER, 53), wirewatch.WireWatch(PORTS) as watch:
            for number, (what, *_) in enumerate(CHECKED):
                with self.subTest(what):
                    check = self.tegamictl.check(self.words_of(number)["a"], password=PASSWORD, options=options)
                    log = self.log(number)
                    heard = "\n".join(line for _, line in log.said).encode() + b"".join(request["head"] for request in log.requests)
                    self.assertEqual(credentials.found_in(heard, PASSWORD), [], str(check))
                    self.assertNotIn("hanako", heard.decode(errors="replace"), str(check))
                    self.assertNotIn(check.json["verdict"], ("verified", "caution"), str(check))
                    self.assertTrue(log.calls, str(check))
        self.assertEqual((watch.leaks(PASSWORD), watch.dropped()), ([], 0))
        self.assertTrue(watch.streams())


if __name__ == "__main__":
    settings_search.main()
