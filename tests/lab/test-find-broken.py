#!/usr/bin/python3
"""Each source of settings broken in every way that is known of, in a test internet.  Argument: tegamictl.

What comes then is nothing, or less, and never something else.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import settings_search
from internet import HTML, page, redirect
from settings_files import config, pacc, server
from settings_search import (ADDRESSED, AT_HOSTER, AUTOCONFIG, FILE, HTTP, IMAP, ISPDB, PACC, SMTP, WELL_KNOWN, Row, Searches)

BOTH = config(IMAP, SMTP)
FOUND = {"receive": [IMAP], "send": [SMTP]}
NOTHING = {"receive": [], "send": [], "findings": ["settings-not-found"]}
REDIRECTED = ["settings-redirected"]
HOPS = ["https://hop%d.{d}/" % number for number in range(5)]
DTD = "<?xml version=\"1.0\"?>\n<!DOCTYPE clientConfig [%s]>\n"
BOMB = DTD % ("<!ENTITY a \"aaaaaaaaaa\">" + "".join("<!ENTITY %s \"%s\">" % (new, ("&%s;" % old) * 10) for old, new in zip("abcdefgh", "bcdefghi")))
PACC_FILE = pacc(imap="imap.{d}", submit="smtp.{d}")
IMAP_SRV, SMTP_SRV = ("_imaps._tcp.{d}", "SRV"), ("_submissions._tcp.{d}", "SRV")


def padded(kib):
    return config(IMAP, SMTP, after="<!--%s-->" % (" " * 1023 + "\n") * kib)


def chain(length):
    """Redirects, and the file behind them."""
    pages = {AUTOCONFIG: redirect(HOPS[0])}
    pages.update({HOPS[number]: redirect(HOPS[number + 1]) for number in range(length - 1)})
    return {**pages, HOPS[length - 1]: page(BOTH)}


def never(*parts):
    """In no request, connection or question to the name server."""
    def look(test, answer, log):
        seen = [*log.urls(), *log.calls, *(name for name, _ in log.names)]
        test.assertFalse([one for one in seen for part in parts if part in one], seen)
    return look


def untold(text):
    def look(test, answer, log):
        test.assertNotIn(text, json.dumps(answer, ensure_ascii=False))
    return look


def bounded(test, answer, log):
    test.assertLess(test.net.sent, 64 << 20)  # what fits into sockets on the way, beside 256 KiB


def asked_once_without_the_address(test, answer, log):
    test.assertEqual(sum("emailaddress" in url for url in log.urls()), 0)


def autoconfig(what, answer, outcome="failed/", looks=None, plan=None, **expected):
    """A row for what stands where autoconfig should be."""
    return Row(what, {"pages": {AUTOCONFIG: answer}, **(plan or {})}, sources={"autoconfig": outcome}, looks=looks, **(expected or NOTHING))


PAGES = [
    autoconfig("a web server that answers everything", page(HTML, Content_Type="text/html"), "none/"),
    autoconfig("nothing in it", page(""), "none/"),
    autoconfig("other XML", page("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>"), "none/"),
    autoconfig("JSON", page("{\"error\": 404}"), "none/"),
    autoconfig("no such page", page(BOTH, 404), "none/"),
    autoconfig("gone", page(BOTH, 410), "none/"),
    autoconfig("a sign-in demanded", page(BOTH, 401, WWW_Authenticate="Basic realm=\"mail\""), "(none|failed)/"),
    autoconfig("forbidden", page(BOTH, 403), "(none|failed)/"),
    autoconfig("a fault of the server", page(BOTH, 500)),
    autoconfig("cut off", page(BOTH[:-30])),
    autoconfig("a document type", page(DTD % "" + config(IMAP, SMTP, before="<!-- -->"))),
    autoconfig("entities of its own", page(DTD % "<!ENTITY h \"imap.{d}\">" + config("imaps://&h;:993", SMTP, before="<!-- -->"))),
    autoconfig("entities without end", page(BOMB + config("imaps://&i;.{d}:993", SMTP, before="<!-- -->"))),
    autoconfig("an entity from elsewhere", page(DTD % "<!ENTITY h SYSTEM \"https://www.{d}/secret\">" + config("imaps://&h;:993", before="<!-- -->")),
               looks=never("www.own")),
    autoconfig("larger than 256 KiB", page(padded(300))),
    autoconfig("just not as large", page(padded(200)), "found/published", **FOUND),
    autoconfig("a body without end", page(BOTH, does="endless"), looks=bounded),
    autoconfig("less than was announced", page(BOTH[:-30], does="half")),
    autoconfig("a connection that is reset", page(BOTH, does="reset")),
    autoconfig("a connection that is closed", page(BOTH, does="close")),
    autoconfig("no HTTP", page(does="garbage")),
    autoconfig("a byte-order mark", page(b"\xef\xbb\xbf" + BOTH.encode()), "found/published", **FOUND),
    autoconfig("UTF-16", page(lambda words: b"\xff\xfe" + settings_search.filled(BOTH, words).replace("UTF-8", "UTF-16").encode("utf-16-le")),
               "found/published", **FOUND),
    autoconfig("an encoding of nobody", page(BOTH.replace("UTF-8", "EBCDIC-US"))),
    autoconfig("an encryption that nobody can read", page(config(server("imap://imap.{d}:143", socket="%SOCKETTYPE%"), SMTP)), "found/published",
               receive=[IMAP, "imap+starttls://imap.{d}:143"], send=[SMTP]),
    autoconfig("settings of another domain", page(config(IMAP, SMTP, domain="{o}")), "found/published", **FOUND),
    autoconfig("a password in the file", page(config(server(IMAP, extra="<password>hunter2</password>"), SMTP)), "found/published",
               looks=untold("hunter2"), **FOUND),
    autoconfig("the local part in a server's name", page(config("imaps://%EMAILLOCALPART%.{d}:993", SMTP)), "found/published", receive=[], send=[SMTP]),
    autoconfig("servers at home", page(config("imaps://192.168.0.1:993", "imaps://localhost:993", "imaps://nas.local:993", "smtps://10.0.0.1:465")), "none/"),
    autoconfig("servers at a public suffix", page(config("imaps://co.jp:993", "smtps://co.jp:465")), "none/"),
    autoconfig("marks that turn the writing around", page(config(server(IMAP, "\u202ehanako\u0007"), SMTP)), "found/published", receive=None, send=[SMTP]),
]

WAYS = [
    autoconfig("three redirects", chain(3)[AUTOCONFIG], "found/published", plan={"pages": chain(3)}, **FOUND),
    autoconfig("four redirects", chain(4)[AUTOCONFIG], plan={"pages": chain(4)}, **NOTHING),
    autoconfig("a redirect to itself", redirect(AUTOCONFIG)),
    autoconfig("a redirect to nowhere", page(status=302)),
    autoconfig("from https to http", redirect("http://www.{d}" + FILE), plan={"pages": {
        AUTOCONFIG: redirect("http://www.{d}" + FILE), "http://www.{d}" + FILE: page(BOTH)}}, looks=never("http://www."), **NOTHING),
    autoconfig("to another domain", redirect(AT_HOSTER), "found/published", plan={"pages": {
        AUTOCONFIG: redirect(AT_HOSTER), AT_HOSTER: page(BOTH)}}, findings=REDIRECTED, **FOUND),
    autoconfig("to another domain, with the address", page("", 404), "(none|failed)/", plan={"pages": {
        AUTOCONFIG: page("", 404), ADDRESSED: redirect(AT_HOSTER + "?emailaddress={a}"), AT_HOSTER: page(BOTH)}}, looks=never("hoster"), **NOTHING),
    autoconfig("to a public suffix", redirect("https://co.jp" + FILE), plan={"pages": {
        AUTOCONFIG: redirect("https://co.jp" + FILE), "https://co.jp" + FILE: page(BOTH)}}, looks=lambda test, answer, log: test.assertEqual(
            [test.log().names.count(("co.jp", kind)) for kind in ("A", "AAAA")], [0, 0]), **NOTHING),
    autoconfig("to a computer at home", redirect("https://192.168.0.1" + FILE)),
    autoconfig("to this computer", redirect("https://localhost" + FILE)),
    autoconfig("with a user name", redirect("https://hanako:secret@www.{d}" + FILE), plan={"pages": {
        AUTOCONFIG: redirect("https://hanako:secret@www.{d}" + FILE), "https://www.{d}" + FILE: page(BOTH)}}, **NOTHING),
    autoconfig("to something else than the web", redirect("ftp://www.{d}" + FILE)),
    *(autoconfig("a certificate: " + bad, page(BOTH), plan={"pages": {AUTOCONFIG: page(BOTH)}, "certificates": {"autoconfig.{d}": bad}}, **NOTHING)
      for bad in ("wrong", "expired", "self-signed", "stranger")),
    autoconfig("plain text where TLS should begin", page(BOTH), plan={"doors": {"https://autoconfig.{d}:443": "plain-hello"}, "pages": {}}, **NOTHING),
    autoconfig("a break after the handshake", page(BOTH), plan={"doors": {"https://autoconfig.{d}:443": "breaks"}, "pages": {}}, **NOTHING),
    autoconfig("a connection that is reset at once", page(BOTH), plan={"doors": {"https://autoconfig.{d}:443": "reset"}, "pages": {}}, **NOTHING),
    autoconfig("nobody at the port", page(BOTH), "(none|failed)/", plan={"names": {("autoconfig.{d}", "A"): ["10.78.250.1"]}, "pages": {}}, **NOTHING),
    autoconfig("a name server that cannot say", page(BOTH), "(none|failed)/", plan={"names": {("autoconfig.{d}", "*"): "SERVFAIL"}, "pages": {}}, **NOTHING),
]

OTHERS = [
    Row("the well-known place of a web server that answers everything", {"pages": {WELL_KNOWN: page(HTML)}}, sources={"well-known": "none/"}, **NOTHING),
    Row("the well-known place at www", {"pages": {WELL_KNOWN: redirect("https://www.{d}" + FILE, 301), "https://www.{d}" + FILE: page(BOTH)}},
        sources={"well-known": "found/published"}, **FOUND),
    Row("the well-known place at a company", {"pages": {WELL_KNOWN: redirect(AT_HOSTER), AT_HOSTER: page(BOTH)}},
        sources={"well-known": "found/published"}, findings=REDIRECTED, **FOUND),
    Row("the well-known place never sees the address", {"pages": {WELL_KNOWN: page("", 404)}}, sources={"well-known": "none/"},
        looks=asked_once_without_the_address, **NOTHING),
    Row("http leads to https", {"pages": {HTTP: redirect("https://www.{d}" + FILE), "https://www.{d}" + FILE: page(BOTH)}},
        sources={"http": "found/untrusted"}, findings=REDIRECTED, **FOUND),
    Row("http leads to https, and back", {"pages": {HTTP: redirect("https://www.{d}" + FILE), "https://www.{d}" + FILE: redirect(
        "http://www.{d}" + FILE), "http://www.{d}" + FILE: page(BOTH)}}, sources={"http": "failed/"}, looks=never("http://www."), **NOTHING),
    Row("http with a page", {"pages": {HTTP: page(HTML)}}, sources={"http": "none/"}, **NOTHING),
    Row("http never sees the address", {"pages": {HTTP: page("", 404)}}, sources={"http": "none/"}, looks=asked_once_without_the_address, **NOTHING),
    Row("the database answers with a page", {"pages": {ISPDB: page(HTML)}}, sources={"ispdb": "none/"}, **NOTHING),
    Row("the database has a fault", {"pages": {ISPDB: page(BOTH, 503)}}, sources={"ispdb": "failed/"}, **NOTHING),
    Row("the database has broken XML", {"pages": {ISPDB: page(BOTH[:-20])}}, sources={"ispdb": "failed/"}, **NOTHING),
    Row("the database has a document type", {"pages": {ISPDB: page(DTD % "" + BOTH)}}, sources={"ispdb": "failed/"}, **NOTHING),
    Row("the database leads to http", {"pages": {ISPDB: redirect("http://www.{o}/x"), "http://www.{o}/x": page(BOTH)}}, sources={"ispdb": "failed/"},
        looks=never("http://www."), **NOTHING),
    Row("PACC with a page", {"pages": {PACC: page(HTML)}}, sources={"pacc": "none/"}, **NOTHING),
    Row("PACC cut off", {"pages": {PACC: page(PACC_FILE[:-9])}}, sources={"pacc": "failed/"}, **NOTHING),
    Row("PACC larger than 256 KiB", {"pages": {PACC: page(PACC_FILE + " " * (300 << 10))}}, sources={"pacc": "failed/"}, **NOTHING),
    Row("PACC without servers", {"pages": {PACC: page("{\"protocols\": {}}")}}, sources={"pacc": "none/"}, **NOTHING),
    Row("PACC with a wrong certificate", {"pages": {PACC: page(PACC_FILE)}, "certificates": {"ua-auto-config.{d}": "wrong"}}, sources={"pacc": "failed/"},
        **NOTHING),
    *(Row("SRV: " + what, {"names": {IMAP_SRV: ["0 1 993 " + target], SMTP_SRV: ["0 1 465 " + target]}}, sources={"srv": "none/"}, **NOTHING)
      for what, target in (("an IP address", "192.0.2.1"), ("this computer", "localhost"), ("a computer at home", "nas.local"),
                           ("a public suffix", "co.jp"), ("nothing is offered", "."))),
    *(Row("SRV: " + what, {"names": {IMAP_SRV: answer, SMTP_SRV: answer, ("{d}", "A"): ["10.78.250.1"]}}, sources={"srv": outcome}, **NOTHING)
      for what, answer, outcome in (("the name server cannot say", "SERVFAIL", "failed/"), ("records that nobody can read", b"\xff" * 60, "failed/"),
                                    ("a record that points to itself", b"\xc0\x0c\0\x21\0\x01\0\0\0\x3c\0\x02\xc0\x0c", "failed/"))),
    *(Row("MX: " + what, {"names": {("{d}", "MX"): answer, ("{d}", "A"): ["10.78.250.1"]}}, sources={"mx": outcome}, **NOTHING)
      for what, answer, outcome in (("the name server cannot say", "SERVFAIL", "failed/"), ("records that nobody can read", b"\xff" * 60, "failed/"),
                                    ("a public suffix", ["10 co.jp"], "none/"), ("below one", ["10 mx.co.jp"], "none/"),
                                    ("this computer", ["10 localhost"], "none/"), ("an IP address", ["10 192.0.2.1"], "none/"),
                                    ("a name that only looks like a company's", ["10 sv1.xserver.jp.{o}"], "none/"))),
    Row("the mail exchanger's company answers with a page", {"names": {("{d}", "MX"): ["10 mx.{h}"]}, "pages": {AT_HOSTER: page(HTML)}},
        sources={"mx-domain": "none/"}, looks=asked_once_without_the_address, **NOTHING),
    Row("the mail exchanger's company has a bad certificate", {"names": {("{d}", "MX"): ["10 mx.{h}"]}, "pages": {AT_HOSTER: page(BOTH)},
        "certificates": {"autoconfig.{h}": "self-signed"}}, sources={"mx-domain": "failed/"}, **NOTHING),
    Row("the mail exchanger's company is never asked over http", {"names": {("{d}", "MX"): ["10 mx.{h}"]},
        "pages": {"http://autoconfig.{h}" + FILE: page(BOTH)}}, sources={"mx-domain": "(none|failed)/"}, looks=never("http://autoconfig.hoster"), **NOTHING),
    Row("one is broken, and the next one is read", {"pages": {AUTOCONFIG: page(HTML), WELL_KNOWN: page(BOTH, 500), ISPDB: page(BOTH)}},
        sources={"autoconfig": "none/", "well-known": "failed/", "ispdb": "found/published"}, **FOUND),
]


class Broken(Searches):
    test_files = Searches.rows(PAGES)
    test_ways = Searches.rows(WAYS)
    test_other_sources = Searches.rows(OTHERS)


if __name__ == "__main__":
    settings_search.main()
