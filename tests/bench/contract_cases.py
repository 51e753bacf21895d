"""What contract-record.py asks tegamictl: each function gives (name of the case, what was told).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import hashlib
import json
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import time

from contract_home import ROOT, Home, Plain, Servers, talk

sys.path.insert(0, str(ROOT / "tests" / "ui"))

from provider import write_thunderbird_profile

DAY = 86400
OID = "OID.2.16.840.1.101.3.4.2.1"


# The inputs that come from the sources: from a record, where one is compared with, so that both are asked the same.

def pasted_texts():
    """The texts that the tests of "message" and of the replies' table paste."""
    literals = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
    texts = []
    for path in sorted((ROOT / "tests" / "unit").glob("test-*.c")):
        if not re.match(r"test-(message-(programs|bounces)|reply-rows-\w+)\.c", path.name):
            continue
        for match in literals.finditer(path.read_text(encoding="utf-8")):
            pieces = re.findall(r'"((?:[^"\\\n]|\\.)*)"', match[0])
            text = "".join(pieces).encode("latin-1", "backslashreplace").decode("unicode_escape") if "\\" in match[0] else "".join(pieces)
            if len(text) > 24 and re.search(r"[ \u3000-\u9fff]", text):
                texts.append(text)
    return sorted(set(texts))


def addresses():
    found = []
    for path in sorted((ROOT / "data" / "providers").glob("*.provider")):
        domains = re.search(r"^Domains=(.*)$", path.read_text(encoding="utf-8"), re.M)
        found += ["taro@" + domain for domain in (domains[1].strip(";").split(";") if domains else []) if "*" not in domain]
    return found + ["taro@tegami.invalid", "Taro.Yamada+x@GMAIL.com", " taro@ocn.ne.jp ", "taro@sub.example.jp", "不正@example.jp", "taro", "@",
                    "taro@", "taro@localhost", "taro@gmial.com", ""]


# The cases: each a generator of (name, what was told).

def plain_commands(program, inputs, _):
    with Home(program) as home:
        for words in (["--help"], ["--version"], ["help"], [], ["nonsense"], ["findings", "--lang", "ja"], ["findings", "--lang", "en"],
                      ["quick-reference"], ["quick-reference", "--lang", "ja"], ["devices"], ["devices", "--lang", "ja"], ["accounts"], ["undo"],
                      ["exceptions"], ["exceptions", "--expire"], ["exceptions", "--autostart", "on"], ["exceptions", "--autostart", "off"],
                      ["exceptions", "--autostart", "maybe"], ["exceptions", "--remove", "none"], ["undo", "none"], ["undo", "a", "b"],
                      ["message", "/nonexistent"], ["message", "a", "b"], ["device"], ["device", "nonsense"], ["device", "iphone", "1", "2"],
                      ["find"], ["find", "a@b.jp", "c@d.jp"], ["certificate"], ["certificate", "localhost"], ["certificate", "localhost:0"],
                      ["certificate", "localhost:993", "--starttls", "http"], ["certificate", "localhost:993", "--timeout", "4"],
                      ["practice", "--scenario", "nonsense"], ["check"], ["check", "--practice", "nonsense"], ["check", "--nonsense"],
                      ["check", "--address", "taro"], ["check", "--address", "taro@gmial.com"], ["save"], ["save", "outlook"],
                      ["save", "thunderbird", "--practice", "good", "--with-password"], ["check", "--saved", "taro@example.jp"],
                      ["check", "--address", "t@example.jp", "--program", "thunderbird"], ["device", "iphone", "--resolve", "x"]):
            for json_too in ([], ["--json"]):
                yield "plain %s" % " ".join(words + json_too), home.run(*words, *json_too)
        for command in ("check", "find", "save", "undo", "accounts", "practice", "certificate", "exceptions", "message", "device", "devices",
                        "quick-reference", "findings"):
            yield "help %s" % command, home.run(command, "--help")
        address = ["check", "--json", "--address", "t@example.jp", "--receive", "imaps://localhost"]
        for words in (["--timeout", "0"], ["--timeout", "3601"], ["--timeout", "x"], ["--send", "imaps://localhost"], ["--resolve", "x"],
                      ["--receive", "imap.example.jp"], ["--receive", "imaps://"], ["--receive", "imaps://h:99999"], ["--pin", "localhost:993=zz"],
                      ["--ca-file", "/nonexistent"], ["--ispdb-url", "x"], ["--portal-url", "x"], ["--resolver", "x"], ["--time-server", "x y"],
                      ["extra"]):
            yield "usage %s" % " ".join(words), home.run(*address, *words)


def finding_settings(program, inputs, _):
    with Home(program) as home:
        for address in inputs["addresses"]:
            yield "find %s" % address, home.run("find", address, "--json")
        for address in ("taro@ocn.ne.jp", "taro@tegami.invalid"):
            yield "find %s in words" % address, home.run("find", address)


def messages(program, inputs, _):
    with Home(program) as home:
        for text in inputs["texts"]:
            yield "message %s" % text, home.run("message", "--json", stdin=text.encode())
        for text in ("", "hello", "\x1b]0;x\x07", "535 5.7.8 Error: authentication failed"):
            yield "message in words %r" % text, home.run("message", stdin=text.encode())


def practised(name):
    def cases(program, *_):
        with Home(program) as home:
            yield "practice %s" % name, home.run("check", "--json", "--practice", name, *talk(name))
    return cases


def practice_table(program):
    """The first line of "practice", and its exit status after SIGTERM."""
    with Home(program) as home:
        process = subprocess.Popen([program, "practice", "--json"], stdout=subprocess.PIPE, env=home.environment)
        told = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        return {**told, "password": "PASSWORD", "token": "TOKEN", "status": process.returncode}


def practice_list(program, *_):
    told = practice_table(program)
    for row in told.pop("scenarios"):
        yield "practice list, %s" % row["name"], {"json": {key: re.sub(r":\d+$", ":PORT", value or "") for key, value in row.items()}}
    yield "practice list", {"json": Plain({}).value(told)}


def served(name):
    """What the servers of a scenario are asked by their URLs: each side alone, and their certificates."""
    def cases(program, _, servers):
        row = servers.rows[name]
        with Home(program) as home:
            for side in ("receive", "send"):
                if not row[side]:
                    continue
                words = ["--allow-plaintext"] if re.match("(imap|pop3|smtp):", row[side]) else []
                yield "%s alone, %s" % (side, name), home.run("check", "--json", "--no-surroundings", *words,
                                                              *servers.account(name, [side]), stdin=servers.password, known=servers.known)
                if re.match("cert-|tls-|good|wrong-protocol|port-refused", name):
                    start = re.match(r"(\w+)\+starttls", row[side])
                    yield "certificate, %s of %s" % (side, name), home.run(
                        "certificate", "localhost:" + servers.port(name, side), "--json", "--ca-file", servers.table["ca"], *talk(name),
                        *(["--starttls", start[1]] if start else []), known=servers.known)
    return cases


def requests(program, _, servers):
    """One option after the other."""
    good = servers.account("good")
    cases = [("no sign-in", "good", ["--no-sign-in"]), ("one user name", "wrong-password", ["--user", "hanako"]),
             ("user and send-user", "good", ["--user", "hanako", "--send-user", "taro"]), ("with a name", "good", ["--name", "Hanako \u202e\x85"]),
             ("plain, not allowed", "plain", []), ("plain, allowed", "plain", ["--allow-plaintext"]), ("around", "port-refused", None),
             ("around, silent", "silent", None), ("around, good", "good", None), ("explore, good", "good", ["--explore"]),
             ("explore, refused", "port-refused", ["--explore"]), ("explore, plain", "plain", ["--explore"]),
             ("fetch-issuer", "cert-incomplete-chain", ["--fetch-issuer"])]
    cases += [("auth %s" % mechanism, "good", ["--auth", mechanism]) for mechanism in
              ("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "XOAUTH2", "IMAP-LOGIN", "NONSENSE")]
    with Home(program) as home:
        for title, name, words in cases:
            around = ["--no-surroundings"] if words is not None else []
            yield "check, %s" % title, home.run("check", "--json", *around, *servers.account(name), *(words or []), stdin=servers.password,
                                                known=servers.known)
        for title, words, secret in (
                ("no password", good, b""), ("two passwords", good, servers.password + b"wrong\n"), ("odd password", good, " ｐwrong \n".encode()),
                ("spaces", [*good, "--address", " hanako@practice.example\r\n"], servers.password),
                ("a web page", [*good, "--receive", "imaps://http://localhost:%s/mail/" % servers.port("good", "receive")], servers.password),
                ("an address", [*good, "--receive", "imaps://taro@localhost:%s" % servers.port("good", "receive")], servers.password),
                ("a foreign name", [*good, "--receive", "imaps://mail.foreign.example:%s" % servers.port("good", "receive"), "--resolve",
                                    "mail.foreign.example=127.0.0.1"], servers.password),
                ("unknown host", [*good, "--receive", "imaps://nowhere.invalid"], servers.password),
                ("no server", ["--address", "t@tegami.invalid", "--password-stdin"], servers.password)):
            yield "check, %s" % title, home.run("check", "--json", "--no-surroundings", *words, stdin=secret, known=servers.known)
        for language in ("en", "ja"):
            for name in ("good", "wrong-password", "cert-wrong-name"):
                yield "check in words, %s, %s" % (language, name), home.run(
                    "check", "--lang", language, "--no-surroundings", *servers.account(name), stdin=servers.password, known=servers.known)
            yield "check, %s, wrong-password" % language, home.run("check", "--json", "--lang", language, "--no-surroundings",
                                                                   *servers.account("wrong-password"), stdin=servers.password,
                                                                   known=servers.known)
            yield "certificate in words, %s" % language, home.run(
                "certificate", "localhost:" + servers.port("cert-expired", "receive"), "--lang", language, "--ca-file", servers.table["ca"],
                known=servers.known)


def letters(program, *_):
    """On servers of their own: a letter changes the mailbox that others look into."""
    servers = Servers(program)
    with Home(program) as home:
        for name in ("good", "good-starttls", "good-pop3", "letter-lost", "letter-checks-fail", "letter-dkim-fails", "letter-dmarc-fails",
                     "wrong-password", "mailbox-full", "send-greylisted"):
            yield "check, self-letter, %s" % name, home.run(
                "check", "--json", "--no-surroundings", *servers.account(name), "--self-letter",
                *(["--timeout", "8"] if name == "letter-lost" else []), stdin=servers.password, known=servers.known)
    servers.close()


def pins(program, _, servers):
    port, der = self_signed(servers)
    digest = hashlib.sha256(der).hexdigest()
    far, past = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * DAY)), "2020-01-01"
    with Home(program) as home:
        for title, pin in (("right", "%s=%s,until=%s" % (port, digest, far)), ("over", "%s=%s,until=%s" % (port, digest, past)),
                           ("another certificate", "%s=%s" % (port, "ab" * 32)), ("another port", "1=%s" % digest)):
            yield "pin, %s" % title, home.run("check", "--json", "--no-surroundings", *servers.account("cert-self-signed", ["receive"]),
                                              "--pin", "localhost:" + pin, stdin=servers.password, known=servers.known)
    with Home(program) as home:
        yield "save with a pin", home.run("save", "thunderbird", "--json", *servers.account("cert-self-signed", ["receive"]), "--profile", "new",
                                          "--pin", "localhost:%s=%s,until=%s" % (port, digest, far), stdin=servers.password,
                                          known=servers.known)
        yield "save with a pin, files", {"files": home.files(servers.known)}


def devices(program, *_):
    with Home(program) as home:
        for row in home.json("devices")["devices"]:
            for version in ("1", "5", "11", "18.1"):
                yield "device %s %s" % (row["id"], version), home.run("device", row["id"], version, "--json", "--practice", "good")
        for name in ("wrong-password", "cert-self-signed", "tls-too-old"):
            yield "device, %s" % name, home.run("device", "iphone", "--json", "--practice", name)
        yield "device in words", home.run("device", "iphone", "4", "--practice", "good")


def saving(title, words, prepare=None, scenario="good"):
    """Saves, looks, takes back, looks again."""
    def cases(program, _, servers):
        with Home(program) as home:
            if prepare:
                prepare(home, servers)
            words_here = [word.format(home=home.path) for word in words]
            before = home.files(servers.known)
            for dry in (["--dry-run"], []):
                yield "save %s %s" % (title, "".join(dry)), home.run("save", *words_here, *servers.account(scenario), *dry, "--json",
                                                                    stdin=servers.password, known=servers.known)
                yield "save %s %s, files" % (title, "".join(dry)), {"files": home.files(servers.known)}
            yield "save %s, accounts" % title, home.run("accounts", "--json", known=servers.known)
            changes = home.json("undo")["changes"]
            yield "save %s, changes" % title, home.run("undo", "--json", known=servers.known)
            for change in changes:
                yield "save %s, undo" % title, home.run("undo", change["change"], "--json", known={**servers.known, change["change"]: "CHANGE"})
                yield "save %s, undo again" % title, home.run("undo", change["change"], "--json",
                                                              known={**servers.known, change["change"]: "CHANGE"})
            yield "save %s, as before" % title, {"files": home.files(servers.known), "same": home.files(servers.known) == before}
    return cases


def thunderbird_profile(home, servers, kind="imap", more=()):
    write_thunderbird_profile(home.path, servers.table["address"], servers.table["address"], (kind, "localhost", int(servers.port(
        "good", "receive")), "tls"), ("localhost", int(servers.port("good", "send")), "tls"), more)


def other_profile(home, servers):
    write_thunderbird_profile(home.path, "jiro@example.org", "jiro@example.org", ("imap", "imap.example.org", 993, "tls"),
                              ("smtp.example.org", 465, "tls"))


def saved_accounts(program, _, servers):
    address = servers.table["address"]
    with Home(program) as home:
        thunderbird_profile(home, servers, more={"mail.smtpserver.smtp1.authMethod": 1})
        yield "accounts of Thunderbird", home.run("accounts", "--json", known=servers.known)
        yield "accounts in words", home.run("accounts", known=servers.known)
        for title, words in (("as it is", []), ("asks again", ["--asks-again"]), ("of Thunderbird", ["--program", "thunderbird"]),
                             ("of Evolution", ["--program", "evolution"]), ("of a folder", ["--profile", home.path + "/.thunderbird/abcd1234.default"]),
                             ("other server", ["--receive", servers.rows["good-pop3"]["receive"]]), ("and an address", ["--address", address])):
            yield "saved account, %s" % title, home.run("check", "--json", "--no-surroundings", "--ca-file", servers.table["ca"], "--saved",
                                                        address, "--password-stdin", *words, stdin=servers.password, known=servers.known)


def self_signed(servers):
    port = servers.port("cert-self-signed", "receive")
    return port, ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("localhost", int(port))))


def exceptions(program, _, servers):
    port, der = self_signed(servers)
    with Home(program) as home:
        other_profile(home, servers)
        override = pathlib.Path(home.path, ".thunderbird/abcd1234.default/cert_override.txt")
        digest = ":".join("%02X" % byte for byte in hashlib.sha256(der).digest())
        override.write_text("".join("localhost:%s:\t%s\t%s\t\n" % (at, OID, digest) for at in (port, servers.port("good", "receive"), "1")))
        record = pathlib.Path(home.environment["XDG_DATA_HOME"], "tegami/exceptions.json")
        record.parent.mkdir(mode=0o700)
        now = int(time.time())
        record.write_text(json.dumps({"schema": 1, "exceptions": [
            {"host": host, "port": int(port), "sha256": hashlib.sha256(der).hexdigest(), "certificate": base64.b64encode(der).decode(),
             "created": now - 7 * DAY, "until": until, "compared": True, "changes": []}
            for host, until in (("localhost", now + 3 * DAY), ("over.practice.example", now - DAY))]}))
        record.chmod(0o600)
        network = ["--ca-file", servers.table["ca"], "--timeout", "5", "--resolve", "over.practice.example=127.0.0.1"]
        yield "exceptions, all", home.run("exceptions", "--json", *network, known=servers.known)
        yield "exceptions, in words", home.run("exceptions", *network, known=servers.known)
        yield "exceptions, autostart on", home.run("exceptions", "--json", "--autostart", "on")
        yield "exceptions, autostart file", {"files": home.files(servers.known, "config/autostart")}
        yield "exceptions, expire", home.run("exceptions", "--json", "--expire", known=servers.known)
        rows = home.json("exceptions", *network)["exceptions"]
        for row in rows:
            title = "%s %s" % (row["program"], servers.known.get(str(row["port"]), row["port"]))
            yield "exceptions, remove %s" % title, home.run("exceptions", "--json", "--remove", row["id"],
                                                            known={**servers.known, row["id"]: "EXCEPTION"})
            yield "exceptions, remove %s, file" % title, {"files": home.files(servers.known, ".thunderbird")}
        for change in home.json("undo")["changes"]:
            yield "exceptions, undo", home.run("undo", change["change"], "--json", known={change["change"]: "CHANGE"})
        yield "exceptions, after undo", home.run("exceptions", "--json", *network, known=servers.known)


def jobs(names, servers):
    yield from (plain_commands, finding_settings, messages, practice_list, requests, letters, pins, devices, saved_accounts, exceptions)
    yield from map(practised, names)
    yield from map(served, servers.rows)
    yield saving("thunderbird, first", ["thunderbird"])
    yield saving("thunderbird, new", ["thunderbird", "--profile", "new"], other_profile)
    yield saving("thunderbird, beside another", ["thunderbird", "--name", "Hanako \"手紙\" \\ O'Neil"], other_profile)
    yield saving("thunderbird, there already", ["thunderbird"], thunderbird_profile)
    yield saving("thunderbird, update", ["thunderbird", "--update"], lambda home, servers: thunderbird_profile(
        home, servers, more={"mail.smtpserver.smtp1.authMethod": 1}))
    yield saving("thunderbird, a profile", ["thunderbird", "--profile", "{home}/.thunderbird/abcd1234.default"], other_profile)
    yield saving("thunderbird, no profile", ["thunderbird", "--profile", "{home}/none"])
    yield saving("thunderbird, zip", ["thunderbird", "--zip", "{home}/import.zip"])
    yield saving("thunderbird, pop3", ["thunderbird"], None, "good-pop3-starttls")
    yield saving("evolution, files", ["evolution", "--sources-dir", "{home}/sources"])
    yield saving("evolution, pop3", ["evolution", "--sources-dir", "{home}/sources"], None, "good-pop3")
    yield saving("evolution, plain", ["evolution", "--sources-dir", "{home}/sources", "--allow-plaintext"], None, "plain")
    yield saving("thunderbird, unverified", ["thunderbird", "--unverified"], None, "wrong-password")
    yield saving("thunderbird, does not work", ["thunderbird"], None, "wrong-password")
    yield saving("thunderbird, no name", ["thunderbird", "--unverified", "--receive", "imaps://http://localhost/"])
    yield saving("thunderbird, local user", ["thunderbird"], None, "user-local-part")
