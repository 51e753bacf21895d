"""Replies about a certificate's status (RFC 6960), by openssl, for servers to staple.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import datetime
import re
import subprocess

BASIC = bytes.fromhex("06092b0601050507300101")  # id-pkix-ocsp-basic
TIME = re.compile(rb"\x18\x0f(\d{14})Z")
FORMAT = "%Y%m%d%H%M%S"


def write(folder, chain, reply, signer="root"):
    """A reply of @signer about the first certificate of @chain; the file's name.  @reply: "V" good, "R" revoked,
    "stale" good until some weeks ago."""
    words = subprocess.run(["openssl", "x509", "-in", folder / (chain + ".pem"), "-noout", "-serial"], check=True, capture_output=True, text=True)
    since = datetime.datetime.now(datetime.timezone.utc).strftime("%y%m%d%H%M%SZ") if reply == "R" else ""
    (folder / "index.txt").write_text("%s\t401231235959Z\t%s\t%s\tunknown\t/CN=x\n" % (
        "R" if reply == "R" else "V", since, words.stdout.strip().partition("=")[2]))
    name = "%s-%s-%s.ocsp" % (chain, reply, signer)
    subprocess.run(["openssl", "ocsp", "-index", "index.txt", "-rsigner", signer + ".pem", "-rkey", signer + ".key", "-CA", "root.pem",
                    "-issuer", "root.pem", "-cert", chain + ".pem", "-respout", name, "-ndays", "3"], check=True, capture_output=True, cwd=folder)
    if reply == "stale":
        (folder / name).write_bytes(_outdate((folder / name).read_bytes(), folder / (signer + ".key")))
    return name


def _element(data, at):
    """Where the content of the DER element at @at begins and ends."""
    size = data[at + 1]
    if size < 128:
        return at + 2, at + 2 + size
    begin = at + 2 + size - 128
    return begin, begin + int.from_bytes(data[at + 2:begin], "big")


def _outdate(data, key):
    """The same reply, of a month ago, signed anew."""
    def earlier(match):
        then = datetime.datetime.strptime(match[1].decode(), FORMAT) - datetime.timedelta(30)
        return b"\x18\x0f" + then.strftime(FORMAT).encode() + b"Z"

    data = TIME.sub(earlier, data)
    octets, _ = _element(data, data.index(BASIC) + len(BASIC))
    signed, _ = _element(data, octets)
    _, end = _element(data, signed)
    _, algorithm_end = _element(data, end)
    begin, signature_end = _element(data, algorithm_end)
    begin += 1  # the count of unused bits
    # An ECDSA signature is a byte longer or shorter now and then; one of the old length leaves the rest in place.
    while True:
        signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=data[signed:end], check=True, capture_output=True).stdout
        if len(signature) == signature_end - begin:
            return data[:begin] + signature + data[signature_end:]
