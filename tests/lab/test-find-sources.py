#!/usr/bin/python3
"""Each source of settings alone, and all of them together, in a test internet.  Argument: tegamictl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import settings_search
from internet import DATABASE_URL, page
from settings_files import config, pacc, proof, server
from settings_search import (ADDRESSED, AT_HOSTER, AUTOCONFIG, HTTP, IMAP, ISPDB, PACC, POP3, SMTP, WELL_KNOWN, Row, Searches, filled)

BOTH = config(IMAP, SMTP)
PACC_FILE = pacc(imap="imap.{d}", submit="smtp.{d}")
PROOF_NAME = ("_ua-auto-config.{d}", "TXT")
IMAP_SRV, SMTP_SRV = ("_imaps._tcp.{d}", "SRV"), ("_submissions._tcp.{d}", "SRV")
SRV = {IMAP_SRV: ["0 1 993 imap.{d}"], SMTP_SRV: ["0 1 465 smtp.{d}"]}
GUESSED = {"imaps://mail.{d}:993": "", "smtps://mail.{d}:465": ""}
FORMS = ["{a}", "hanako.7k"]
AT_XSERVER = ["imaps://sv{n}.xserver.jp:993", "imap+starttls://sv{n}.xserver.jp:143", "pop3s://sv{n}.xserver.jp:995"]
FROM_XSERVER = ["smtps://sv{n}.xserver.jp:465", "smtp+starttls://sv{n}.xserver.jp:587"]
FOREIGN = ["settings-foreign-host"]
ELSEWHERE = config("imaps://imap.{h}:993", "smtps://smtp.{h}:465", domain="{h}")
AT_HOSTERS = {"receive": ["imaps://imap.{h}:993"], "send": ["smtps://smtp.{h}:465"], "findings": FOREIGN}


def digest(words):
    return [proof(filled(PACC_FILE, words))]


def confirms(source, hosts):
    """The source's list of names that a person must confirm."""
    def look(test, answer, _):
        own = answer["address"].partition("@")[2]
        words = test.words_of(int("".join(filter(str.isdigit, own.partition(".")[0]))))
        found = next(row["confirm"] for row in answer["sources"] if row["source"] == source)
        test.assertEqual(sorted(found), sorted(filled(hosts, words)))
    return look


def never_asked(*parts):
    def look(test, answer, log):
        urls = log.urls()
        test.assertFalse([url for url in urls for part in parts if part in url], urls)
    return look


ALONE = [
    Row("autoconfig over https", {"pages": {AUTOCONFIG: page(BOTH)}}, [IMAP], [SMTP], {"autoconfig": "found/published"}, users=["{a}"]),
    Row("its word on the user name", {"pages": {AUTOCONFIG: page(config(server(IMAP, "%EMAILLOCALPART%"), server(SMTP, "%EMAILLOCALPART%")))}},
        [IMAP], [SMTP], {"autoconfig": "found/published"}, users=["hanako.7k"], more={"user": "hanako.7k"}),
    Row("another user name for sending", {"pages": {AUTOCONFIG: page(config(server(IMAP, "%EMAILLOCALPART%"), SMTP))}},
        [IMAP], [SMTP], {"autoconfig": "found/published"}, users=["hanako.7k"], more={"send_user": "{a}"}),
    Row("a file for single addresses", {"pages": {ADDRESSED: page(BOTH), AUTOCONFIG: page("", 404)}}, [IMAP], [SMTP],
        {"autoconfig": "found/published"}),
    Row("the same, with a tag and capital letters", {"pages": {AUTOCONFIG + "?emailaddress=Hanako.7k+tag@{d}": page(BOTH), AUTOCONFIG: page("", 404)}},
        [IMAP], [SMTP], {"autoconfig": "found/published"}, address="Hanako.7k+tag@{d}"),
    Row("the address stays here where the file is for all", {"pages": {AUTOCONFIG: page(BOTH)}}, [IMAP], [SMTP],
        {"autoconfig": "found/published"}, looks=never_asked("emailaddress")),
    Row("foreign servers are to be confirmed", {"pages": {AUTOCONFIG: page(ELSEWHERE)}}, sources={"autoconfig": "found/published"},
        looks=confirms("autoconfig", ["imap.{h}", "smtp.{h}"]), **AT_HOSTERS),
    Row("the well-known place", {"pages": {WELL_KNOWN: page(BOTH)}}, [IMAP], [SMTP], {"well-known": "found/published"}, users=["{a}"]),
    Row("a proven PACC file", {"pages": {PACC: page(PACC_FILE, Content_Type="application/json")}, "names": {PROOF_NAME: digest}},
        [IMAP], [SMTP], {"pacc": "found/published"}, users=["{a}"]),
    Row("an unproven PACC file", {"pages": {PACC: page(PACC_FILE)}}, [IMAP], [SMTP], {"pacc": "found/untrusted"}),
    Row("a PACC file of which another digest is known", {"pages": {PACC: page(PACC_FILE)}, "names": {PROOF_NAME: [proof("something else")]}},
        [IMAP], [SMTP], {"pacc": "found/untrusted"}),
    Row("one of several records proves it", {"pages": {PACC: page(PACC_FILE)}, "names": {
        PROOF_NAME: lambda words: ["v=spf1 -all", proof("x"), *digest(words)]}}, [IMAP], [SMTP], {"pacc": "found/published"}),
    Row("the public database", {"pages": {ISPDB: page(BOTH)}}, [IMAP], [SMTP], {"ispdb": "found/published"}, users=["{a}"],
        looks=never_asked("emailaddress")),
    Row("the database names a hosting company", {"pages": {ISPDB: page(ELSEWHERE)}}, sources={"ispdb": "found/published"},
        looks=confirms("ispdb", ["imap.{h}", "smtp.{h}"]), **AT_HOSTERS),
    Row("SRV records", {"names": SRV}, [IMAP], [SMTP], {"srv": "found/untrusted"}, users=FORMS),
    Row("SRV records with STARTTLS", {"names": {("_imap._tcp.{d}", "SRV"): ["0 1 143 imap.{d}"], ("_submission._tcp.{d}", "SRV"): [
        "0 1 587 smtp.{d}"]}}, ["imap+starttls://imap.{d}:143"], ["smtp+starttls://smtp.{d}:587"], {"srv": "found/untrusted"}),
    Row("the port decides, not the label", {"names": {("_submission._tcp.{d}", "SRV"): ["0 1 465 smtp.{d}"]}}, [],
        [SMTP, "smtp+starttls://smtp.{d}:465"], {"srv": "found/untrusted"}),
    Row("SRV records lead elsewhere", {"names": {IMAP_SRV: ["0 1 993 imap.{h}"], SMTP_SRV: ["0 1 465 smtp.{h}"]}},
        sources={"srv": "found/untrusted"}, looks=confirms("srv", ["imap.{h}", "smtp.{h}"]), **AT_HOSTERS),
    Row("the preferred SRV record, and what is not offered", {"names": {IMAP_SRV: ["20 1 993 b.{d}", "10 1 993 imap.{d}"], SMTP_SRV: ["0 0 0 ."]}},
        [IMAP, "imaps://b.{d}:993"], [], {"srv": "found/untrusted"}),
    Row("a mail exchanger of a company that is known, with fixed names", {"names": {("{d}", "MX"): ["1 smtp.google.com"]}},
        ["imaps://imap.gmail.com:993", "pop3s://pop.gmail.com:995"], ["smtps://smtp.gmail.com:465", "smtp+starttls://smtp.gmail.com:587"],
        {"mx": "found/known"}, more={"provider": "gmail"}, looks=confirms("mx", [])),
    Row("a mail exchanger of a company of which there is only hearsay", {"names": {("{d}", "MX"): ["10 mx01.lolipop.jp"]}},
        ["imaps://imap.lolipop.jp:993", "pop3s://pop3.lolipop.jp:995"], ["smtps://smtp.lolipop.jp:465"],
        {"mx": "found/candidate"}, FOREIGN, more={"provider": "lolipop"}, looks=confirms("mx", ["imap.lolipop.jp", "pop3.lolipop.jp", "smtp.lolipop.jp"])),
    Row("a mail exchanger that names the server", {"names": {("{d}", "MX"): ["10 sv{n}.xserver.jp"]}}, AT_XSERVER, FROM_XSERVER,
        {"mx": "found/untrusted"}, FOREIGN, more={"provider": "xserver"}, looks=confirms("mx", ["sv{n}.xserver.jp"])),
    Row("the SPF record, where the mail exchanger is the domain itself", {"names": {("{d}", "MX"): ["10 {d}"], ("{d}", "TXT"): [
        "v=spf1 +a:sv{n}.xserver.jp +mx include:spf.sender.xserver.jp ~all"]}}, AT_XSERVER, FROM_XSERVER, {"mx": "found/untrusted"}, FOREIGN),
    Row("the name servers, at last", {"names": {("{d}", "MX"): ["10 {d}"], ("{d}", "NS"): ["uns01.lolipop.jp", "uns02.lolipop.jp"]}},
        ["imaps://imap.lolipop.jp:993", "pop3s://pop3.lolipop.jp:995"], ["smtps://smtp.lolipop.jp:465"], {"mx": "found/untrusted"}, FOREIGN),
    Row("a leftover of an older company is not asked about", {"names": {("{d}", "MX"): ["20 sv99.xserver.jp", "10 mx.{o}"]}}, [], [],
        findings=["settings-not-found"]),
    Row("the company behind the mail exchanger", {"names": {("{d}", "MX"): ["10 mx1.{h}"]}, "pages": {AT_HOSTER: page(ELSEWHERE)}},
        sources={"mx-domain": "found/untrusted"}, looks=confirms("mx-domain", ["imap.{h}", "smtp.{h}"]), **AT_HOSTERS),
    Row("the database, for the company behind the mail exchanger", {"names": {("{d}", "MX"): ["10 mx1.{h}"]},
        "pages": {DATABASE_URL + "{h}": page(ELSEWHERE)}}, sources={"mx-domain": "found/untrusted"}, **AT_HOSTERS),
    Row("autoconfig over http", {"pages": {HTTP: page(BOTH)}}, [IMAP], [SMTP], {"http": "found/untrusted"}, ["settings-redirected"], users=FORMS),
    Row("guessed names, proven by TLS", {"doors": GUESSED}, ["imaps://mail.{d}:993"], ["smtps://mail.{d}:465"], {"guess": "found/candidate"},
        users=FORMS),
    Row("guessed, with STARTTLS alone", {"doors": {"imap+starttls://imap.{d}:143": "", "smtp+starttls://smtp.{d}:587": ""}},
        ["imap+starttls://imap.{d}:143"], ["smtp+starttls://smtp.{d}:587"], {"guess": "found/candidate"}),
    Row("only the half for receiving is published, and the other is guessed", {"pages": {AUTOCONFIG: page(config(IMAP))},
        "doors": {"smtps://smtp.{d}:465": ""}}, [IMAP], [SMTP], {"autoconfig": "found/published", "guess": "found/candidate"}),
    Row("POP3 alone", {"pages": {AUTOCONFIG: page(config(POP3, SMTP))}}, [POP3], [SMTP], {"autoconfig": "found/published"}),
    Row("a browser's sign-in", {"pages": {AUTOCONFIG: page(config(
        *(one.replace("password-cleartext", "OAuth2") for one in (server(IMAP), server(SMTP))),
        after="<oAuth2><issuer>login.{d}</issuer><scope>mail</scope></oAuth2>"))}}, [IMAP], [SMTP], {"autoconfig": "found/published"},
        more={"oauth": {"issuer": "login.{d}", "only": True}}),
]

EVERYWHERE = {AUTOCONFIG: page(BOTH), WELL_KNOWN: page(BOTH), PACC: page(PACC_FILE), ISPDB: page(BOTH), HTTP: page(BOTH)}
TOGETHER = [
    Row("all agree", {"pages": EVERYWHERE, "names": {**SRV, PROOF_NAME: digest}, "doors": GUESSED}, [IMAP], [SMTP], {
        "autoconfig": "found/published", "well-known": "found/published", "pacc": "found/published", "ispdb": "found/published",
        "srv": "found/published"}, users=["{a}"]),
    Row("a hint that a better source confirms", {"pages": {AUTOCONFIG: page(BOTH)}, "names": SRV}, [IMAP], [SMTP],
        {"autoconfig": "found/published", "srv": "found/published"}),
    Row("the mail exchanger's company, and what it publishes", {"names": {("{d}", "MX"): ["10 mx1.{h}"]}, "pages": {
        AT_HOSTER: page(ELSEWHERE), DATABASE_URL + "{h}": page(ELSEWHERE), AUTOCONFIG: page(ELSEWHERE)}},
        sources={"autoconfig": "found/published", "mx-domain": "found/published"}, **AT_HOSTERS),
    Row("http is not asked where anybody else knows", {"pages": {ISPDB: page(BOTH), HTTP: page(BOTH)}}, [IMAP], [SMTP],
        {"ispdb": "found/published"}, looks=never_asked("http://")),
    Row("nobody knows anything", {"names": {("{d}", "MX"): ["10 mx.{d}"]}}, [], [], findings=["settings-not-found"]),
]


class Sources(Searches):
    test_each_source_alone = Searches.rows(ALONE)
    test_several_sources = Searches.rows(TOGETHER)


if __name__ == "__main__":
    settings_search.main()
