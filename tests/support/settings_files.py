"""Files in which domains publish settings, as short as a test needs them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import hashlib
import json
import urllib.parse

_SOCKETS = {"imaps": "SSL", "pop3s": "SSL", "smtps": "SSL", "imap": "plain", "pop3": "plain", "smtp": "plain"}


def server(url, user="%EMAILADDRESS%", socket=None, extra=""):
    """One server of a file, by its URL."""
    parts = urllib.parse.urlsplit(url)
    protocol, _, starttls = parts.scheme.partition("+")
    kind = protocol.rstrip("s")
    element = "outgoingServer" if kind == "smtp" else "incomingServer"
    return "<%s type=\"%s\"><hostname>%s</hostname><port>%d</port><socketType>%s</socketType>%s<authentication>password-cleartext</authentication>%s</%s>" % (
        element, kind, parts.netloc.rpartition(":")[0], int(parts.netloc.rpartition(":")[2]), socket or ("STARTTLS" if starttls else _SOCKETS[protocol]),
        "<username>%s</username>" % user if user else "", extra, element)


def config(*servers, domain="{d}", before="", after=""):
    """config-v1.1.xml; @servers: URLs, or what server() made.  @before, @after: instead of the first line, and within the root."""
    text = "".join(one if one.startswith("<") else server(one) for one in servers)
    return "%s\n<clientConfig version=\"1.1\"><emailProvider id=\"%s\"><domain>%s</domain><displayName>Own Mail</displayName>%s</emailProvider>%s</clientConfig>\n" % (
        before or "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", domain, domain, text, after)


def pacc(**hosts):
    """user-agent-configuration.json; @hosts: protocol → host."""
    return json.dumps({"protocols": {name: {"host": host} for name, host in hosts.items()}, "authentication": {"password": True},
                       "info": {"provider": {"name": "Own Mail", "shortName": "Own"}}})


def proof(text):
    """The TXT record that names the digest of a file."""
    return "v=UAAC1; a=sha256; d=" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
