#!/usr/bin/python3
"""What people type and paste reaches tegamictl check, message and quick-reference as it stands.

Against the practice servers, on loopback.  Usage: test-typed-accounts.py TEGAMICTL

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import re
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from patience import HANG
from tegamictl import Tegamictl  # noqa: E402

SILENT = "127.0.0.77"


class Practice:
    def __init__(self, ctl):
        self.process = ctl.start("practice", "--scenario", "good", "--json")
        told = self.process.first_answer()
        self.address, self.password, self.ca = told["address"], told["password"], told["ca"]
        self.receive, self.send = told["scenarios"][0]["receive"], told["scenarios"][0]["send"]
        self.host, self.port = re.match(r"imaps://([^:]+):(\d+)", self.receive).groups()

    def stop(self):
        self.process.terminate()
        self.process.communicate()


# What is typed, from {a}ddress, {r}eceive URL, {h}ost, {p}ort; the findings; whether the account works as typed; what the
# first remedy that works leads to.
ROWS = [
    ("nothing odd", "{a}", "{r}", [], True, None),
    ("spaces around the address", " {a} ", "{r}", ["input-spaces"], True, None),
    ("a line end", "{a}\r\n", "{r}", ["input-spaces"], True, None),
    ("a byte order mark", "\ufeff{a}", "{r}", ["input-spaces"], True, None),
    ("angle brackets", "<{a}>", "{r}", ["input-spaces"], True, None),
    ("mailto", "mailto:{a}", "{r}", ["input-spaces"], True, None),
    ("a full-width @", "{A}", "{r}", ["input-fullwidth"], True, None),
    ("a full-width scheme", "{a}", "ｉｍａｐｓ：／／{h}:{p}", ["input-fullwidth"], True, None),
    ("a full-width port", "{a}", "imaps://{h}:{P}", ["input-fullwidth"], True, None),
    ("spaces around the server", "{a}", "imaps:// {h} :{p}", ["input-spaces"], True, None),
    ("a dot behind the server", "{a}", "imaps://{h}.:{p}", ["input-spaces"], True, None),
    ("a web page", "{a}", "imaps://http://{h}:{p}/webmail/", ["input-is-url"], False, "{r}"),
    ("an address as server", "{a}", "imaps://taro@{h}:{p}", ["input-is-address"], False, "{r}"),
    ("two dots", "{a}", "imaps://{h}..:{p}", ["input-spaces"], True, None),
]
# What cannot be understood stays a usage error.
NONSENSE = [("{a}", "imap.example.jp"), ("{a}", "imaps://"), ("{a}", "imaps://{h}:99999"), ("not an address", "{r}"),
            ("{a}", "imaps://imap.example.jp pop.example.jp"), ("{a}", "http://imap.example.jp/")]


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_rows(ctl, practice):
    fill = {"a": practice.address, "A": practice.address.replace("@", "＠"), "r": practice.receive, "h": practice.host,
            "p": practice.port, "P": wide(practice.port)}
    for name, address, receive, ids, works, better in ROWS:
        check = ctl.check(address.format(**fill), receive.format(**fill), practice.send, practice.password,
                          options=["--ca-file", practice.ca])
        assert check.ids() == ids, "%s: %s\n%s" % (name, check.ids(), check)
        assert (check.side("receive")["outcome"] == "verified") == works, "%s\n%s" % (name, check)
        assert check.side("send")["outcome"] == "verified", "%s\n%s" % (name, check)
        for finding in check.json["findings"]:
            assert finding["severity"] == ("notice" if works else "problem") and finding["evidence"], "%s\n%s" % (name, check)
        if better:
            remedy = check.json["findings"][0]["remedies"][0]
            assert remedy["tried"] == "works" and remedy["change"]["receive"] == better.format(**fill), "%s\n%s" % (name, check)
    for address, receive in NONSENSE:
        words = ctl.words(address.format(**fill), receive.format(**fill))
        process = ctl.start(*words)
        output, errors = process.communicate(timeout=HANG)
        assert process.returncode == 2 and not output and errors, "%s %s: exit %d" % (address, receive, process.returncode)
    print("%d accounts as they are typed, %d that make no sense" % (len(ROWS), len(NONSENSE)))


def test_password(ctl, practice):
    """A refused password is told by kind and place; tegamictl.py looks for its characters in all that is printed."""
    check = ctl.check(practice.address, practice.receive, None, " Wr0ngｐass ", options=["--ca-file", practice.ca])
    assert check.ids() == ["auth-wrong-password", "input-spaces", "input-fullwidth"], check
    lines = [line for finding in check.json["findings"] for line in finding["evidence"] if line.startswith("Password")]
    assert lines == ["Password: character 1 is a space", "Password: character 11 is a space", "Password: character 7 is full-width"], lines
    print("a refused password is told by kind and place")


def test_contradiction(ctl, practice):
    with socket.socket() as listener:
        try:
            listener.bind((SILENT, 993))
        except PermissionError:
            print("SKIPPED: port 993 is for root only; 993 with no encryption was not looked at")
            return
        listener.listen(8)
        # With nothing to read and nobody to accept: the connection stands, and stays silent.
        check = ctl.check(practice.address, "imap://imap.practice.example:993", None, practice.password,
                          options=["--resolve", "imap.practice.example=" + SILENT, "--timeout", "4"])
        assert check.ids()[0] == "port-encryption-contradiction", check
    print("993 with no encryption and no answer is a contradiction")


def test_message(ctl):
    cases = [("サーバー: 'pop.example.jp', ソケット エラー : 11001, エラー番号 : 0x800CCC0D", 0, ["host-not-found"]),
             ("535 5.7.8 Error: authentication failed", 0, ["auth-wrong-password"]),
             ("550 5.1.1 <jiro@example.org>: Recipient address rejected: User unknown \x1b[31m\u202e", 0, ["send-recipient-rejected"]),
             ("hello", 1, []), ("", 1, [])]
    for text, status, ids in cases:
        process = ctl.start("message", "--json")
        output, errors = process.communicate(text.encode(), timeout=HANG)
        told = json.loads(output)
        assert process.returncode == status and [f["id"] for f in told["findings"]] == ids, (text, output, errors)
        assert told["schema"] == 1 and {piece["finding"] for piece in told["recognised"]} == set(ids), output
        assert b"\x1b" not in output and "\u202e".encode() not in output, output
    process = ctl.start("message", "/nonexistent")
    process.communicate(timeout=HANG)
    assert process.returncode == 2
    print("%d pasted messages" % len(cases))


def test_quick_reference(ctl):
    process = ctl.start("quick-reference", "--json")
    output, _ = process.communicate(timeout=HANG)
    page = json.loads(output)
    ports = {row["cells"][1] for section in page["sections"] if section["id"] == "ports" for row in section["rows"]}
    assert process.returncode == 0 and {"993", "995", "465", "587"} <= ports, output
    print("the quick reference has %d sections" % len(page["sections"]))


def main():
    ctl = Tegamictl(sys.argv[1])
    practice = Practice(ctl)
    try:
        test_rows(ctl, practice)
        test_password(ctl, practice)
        test_contradiction(ctl, practice)
        test_message(ctl)
        test_quick_reference(ctl)
    finally:
        practice.stop()
        ctl.close()


if __name__ == "__main__":
    main()
