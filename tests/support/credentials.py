"""All the forms in which a credential may stand in bytes, so that a test can look for them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import binascii
import hashlib
import hmac
import json
import re
import urllib.parse

SHORTEST = 6  # fewer bytes turn up in encrypted traffic by chance


def base64_forms(data):
    """What @data leaves in any base64 text that has it somewhere inside: one form per phase."""
    forms = set()
    for phase in range(3):
        text = base64.b64encode(b"\0" * phase + data)
        forms.add(text[(0, 2, 3)[phase]:(phase + len(data)) * 8 // 6])
    return forms


def forms(text):
    """The raw, quoted, escaped, hexadecimal and base64 forms of a password or user name."""
    raw = text.encode()
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').encode()
    escaped = json.dumps(text)[1:-1].encode()
    markup = text.replace("&", "&amp;").replace("<", "&lt;").encode()
    found = {raw, quoted, escaped, markup, urllib.parse.quote(text).encode(), binascii.hexlify(raw), text.encode("utf-16-le")}
    found |= base64_forms(raw)
    return {form for form in found if len(form) >= SHORTEST}


def challenges(data):
    """The CRAM-MD5 and APOP challenges (RFC 2195, RFC 1939) in this traffic, plain or in base64."""
    found = set(re.findall(rb"<[^<>\s]{1,200}@[^<>\s]{1,200}>", data))
    for word in re.findall(rb"(?:\+|334) ([A-Za-z0-9+/=]{8,})\r\n", data):
        try:
            found |= set(re.findall(rb"<[^<>\s]+@[^<>\s]+>", base64.b64decode(word, validate=True)))
        except binascii.Error:
            pass
    return found


def digests(challenge, password):
    """What a client with this password answers to @challenge."""
    key = password.encode()
    for digest in (hmac.new(key, challenge, hashlib.md5).hexdigest(), hashlib.md5(challenge + key).hexdigest()):
        yield digest.encode()
        yield from base64_forms(digest.encode())


def found_in(data, *texts):
    """Which forms of these passwords or user names stand in @data."""
    return sorted(form for text in texts for form in forms(text) if form in data)
