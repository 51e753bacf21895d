"""The contract of "tegamictl check --json", schema 1, as a strict checker: keys, types, values.

    complaints = contract.complaints(json.loads(output))        # [] where all is well

A schema here is a plain value: a type, a set of allowed values, a compiled pattern, a list of one
schema (an array of such), a dictionary (an object with exactly these keys), or a function.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import datetime
import functools
import json
import pathlib
import re
import xml.etree.ElementTree

OUTCOMES = {"verified", "caution", "unproven", "failed", "untested"}
SEVERITIES = {"problem", "danger", "caution", "notice"}
STAGES = ["resolve", "connect", "greeting", "starttls", "tls", "certificate", "sign-in", "mailbox", "envelope", "done"]
MECHANISMS = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2", "IMAP-LOGIN", "USER-PASS", "APOP"}
ORDER = ["untested", "verified", "caution", "unproven", "failed"]  # the worse, the further back
URL = re.compile(r"(imaps|imap\+starttls|imap|pop3s|pop3\+starttls|pop3|smtps|smtp\+starttls|smtp)://[^/\s]+:\d+")

_FINDINGS_XML = pathlib.Path(__file__).resolve().parents[2] / "data" / "findings.xml"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@functools.cache
def findings():
    """Every finding id with its severity."""
    root = xml.etree.ElementTree.parse(_FINDINGS_XML).getroot()
    return {finding.get("id"): finding.get("severity") for finding in root.iter("finding")}


class Maybe:
    """null, or what @schema says."""

    def __init__(self, schema):
        self.schema = schema


class IfAsked:
    """A member that is there only where somebody wanted it."""

    def __init__(self, schema):
        self.schema = schema


class AnyOf:
    """An object with any of these keys, and no other."""

    def __init__(self, schema):
        self.schema = schema


def visible(value):
    """A text that may be shown: no controls, no change of the writing direction."""
    if not isinstance(value, str):
        return "is no text"
    found = _CONTROLS.search(value)
    return "has the character U+%04X" % ord(found[0]) if found else None


def filled(value):
    return visible(value) or (None if value.strip() else "is empty")


def number(value):
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
    return None if good else "is no number of milliseconds"


def time(value):
    try:
        moment = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return "is no ISO 8601 time"
    return None if moment.tzinfo is not None else "has no time zone"


def finding_id(value):
    return None if value in findings() else "is no finding id"


def alert(value):
    return None if isinstance(value, int) and 0 <= value <= 255 else "is no alert number"


def rank(value):
    return None if isinstance(value, int) and value >= 1 else "is no rank"


def line(value):
    return visible(value) or (None if re.match(r"[SC*]: |\* ", value) else "is no line of a conversation")


PREVIOUS = {"change": {"same", "same-key", "renewed", "other-issuer", "self-signed"}, "sha256": re.compile("[0-9a-f]{64}"), "issuer": visible,
            "not_after": time, "first_seen": time, "last_seen": time}
ISSUER_FETCH = {"outcome": {"proven", "unknown", "unrelated", "not-answered", "refused", "no-address"}, "contacted": [filled], "fetched": [visible]}
CERTIFICATE = {"subject": visible, "issuer": visible, "names": [visible], "not_before": time, "not_after": time,
               "sha256": re.compile("[0-9a-f]{64}"), "key": filled, "signature": filled, "problems": [finding_id],
               "previous": Maybe(PREVIOUS)}
TLS = {"version": Maybe({"TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3"}), "cipher": Maybe(filled), "trusted": bool, "pinned": bool,
       "alert": Maybe(alert), "problems": [finding_id]}
STEP = {"id": set(STAGES) - {"done"}, "outcome": {"ok", "caution", "failed", "skipped"}, "ms": number, "at": number, "text": visible}
ADDRESS = {"ip": re.compile(r"[0-9.]+|[0-9a-f:.]+"), "outcome": {"ok", "refused", "timeout", "unreachable", "unused"}}
SIDE = {"url": URL, "user": visible, "outcome": OUTCOMES, "reached": set(STAGES), "authentication": Maybe(MECHANISMS),
        "capabilities": [visible], "steps": [STEP], "addresses": [ADDRESS], "tls": Maybe(TLS), "certificates": [CERTIFICATE],
        "issuer_fetch": IfAsked(ISSUER_FETCH), "server_text": Maybe(visible), "conversation": [line]}
CHANGE = AnyOf({"address": filled, "user": filled, "send_user": filled, "receive": URL, "send": URL})
REMEDY = {"text": filled, "change": Maybe(CHANGE), "tried": Maybe({"works", "fails"})}
FINDING = {"id": finding_id, "side": {"receive", "send", "both", "local"}, "severity": SEVERITIES,
           "fault": {"you", "computer", "network", "provider", "unknown"}, "title": filled, "cause": filled, "remedies": [REMEDY],
           "evidence": [filled]}
LOOK = {"outcome": {"skipped", "open", "ok", "fault"}, "evidence": [filled]}
SURROUNDINGS = {**{name: LOOK for name in ("no-network", "captive-portal", "clock-wrong", "tls-intercepted", "dns-broken", "dns-differs",
                                           "ipv6-broken", "port25-blocked", "network-filtered")},
                "clock_ahead_seconds": Maybe(int), "contacted": [filled]}
EXPLORED = AnyOf({"url": URL, "side": {"receive", "send"}, "finding": Maybe(finding_id), "certificate_names": [visible], "ms": number, "rank": rank,
                  "outcome": {"works", "certificate", "unencrypted", "no-sign-in", "refused", "silent", "not-found", "other"}})
CHECKED = Maybe({"pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy"})
SELF_LETTER = {"sent": bool, "message_id": Maybe(re.compile(r"<\S+@\S+>")), "seen": bool, "seconds": Maybe(number), "folder": Maybe(filled),
               "deleted": bool, "spf": CHECKED, "dkim": CHECKED, "dmarc": CHECKED, "findings": [finding_id]}
CHECK = {"schema": {1}, "program": re.compile(r"tegamictl \d+\.\d+\.\d+"), "checked_at": time, "verdict": OUTCOMES,
         "account": {"address": filled, "name": Maybe(visible)}, "receive": Maybe(SIDE), "send": Maybe(SIDE), "findings": [FINDING],
         "explore": Maybe([EXPLORED]), "self_letter": Maybe(SELF_LETTER), "surroundings": Maybe(SURROUNDINGS)}


def _object(value, schema, where, exact):
    if not isinstance(value, dict):
        return [where + " is no object"]
    found = ["%s.%s is not in the contract" % (where, key) for key in value if key not in schema]
    if exact:
        found += ["%s.%s is missing" % (where, key) for key in schema if key not in value and not isinstance(schema[key], IfAsked)]
    elif not value:
        found.append(where + " is empty")
    for key, item in value.items():
        if key in schema:
            found += _match(item, schema[key], "%s.%s" % (where, key))
    return found


def _match(value, schema, where):
    if isinstance(schema, Maybe):
        return [] if value is None else _match(value, schema.schema, where)
    if isinstance(schema, IfAsked):
        return _match(value, schema.schema, where)
    if isinstance(schema, AnyOf):
        return _object(value, schema.schema, where, exact=False)
    if isinstance(schema, dict):
        return _object(value, schema, where, exact=True)
    if isinstance(schema, list):
        if not isinstance(value, list):
            return [where + " is no array"]
        return [complaint for i, item in enumerate(value) for complaint in _match(item, schema[0], "%s[%d]" % (where, i))]
    if isinstance(schema, set):
        good = isinstance(value, (str, int)) and not isinstance(value, bool) and value in schema
        return [] if good else ["%s is %s, which the contract does not know" % (where, json.dumps(value))]
    if isinstance(schema, re.Pattern):
        return [] if isinstance(value, str) and schema.fullmatch(value) else ["%s is badly formed: %s" % (where, json.dumps(value))]
    if isinstance(schema, type):
        return [] if isinstance(value, schema) else ["%s is no %s" % (where, schema.__name__)]
    complaint = schema(value)
    return ["%s %s: %s" % (where, complaint, json.dumps(value))] if complaint else []


def _side_meaning(name, side):
    found = []
    steps, tls = side["steps"], side["tls"]
    # A stage that the talk came back to, and that failed then, keeps its first place.
    ends = [step["at"] for step in steps if step["outcome"] == "ok"]
    if ends != sorted(ends):
        found.append(name + ".steps do not end one after the other")
    if len({step["id"] for step in steps}) != len(steps):
        found.append(name + ".steps has a stage twice")
    if side["outcome"] in ("verified", "caution"):
        if side["reached"] != "done":
            found.append("%s is %s and reached %s only" % (name, side["outcome"], side["reached"]))
        if side["authentication"] is None:
            found.append(name + " works without a sign-in")
        if any(step["outcome"] == "failed" for step in steps):
            found.append(name + " works with a failed step")
        if not any(address["outcome"] == "ok" for address in side["addresses"]):
            found.append(name + " works without an address")
    encrypted = not re.match(r"(imap|pop3|smtp)://", side["url"])
    if encrypted and side["outcome"] in ("verified", "caution") and not (tls and tls["trusted"]):
        found.append(name + " works without trusted TLS")
    if not encrypted and side["outcome"] == "verified":
        found.append(name + " is verified without encryption")
    if side["reached"] == "certificate" and (tls is None or tls["trusted"] or not tls["problems"]):
        found.append(name + " ended at the certificate, and nothing is wrong with it")
    if tls and tls["version"] and not side["certificates"]:
        found.append(name + " has TLS without a certificate")
    return found


def _about_here(check):
    """Findings about this computer; what a mail program holds is beside the account that was tested."""
    return [finding for finding in check["findings"] if finding["side"] == "local" and not finding["id"].startswith("client-")]


def _meaning(check):
    """What the keys' types do not say."""
    found = []
    sides = {name: check[name] for name in ("receive", "send") if check[name] is not None}
    for name, side in sides.items():
        found += _side_meaning(name, side)
        own = [finding["severity"] for finding in check["findings"] if finding["side"] in (name, "both")]
        if side["outcome"] == "verified" and set(own) - {"notice"}:
            found.append(name + " is verified, and a finding stands")
        if side["outcome"] == "caution" and ("problem" in own or not set(own) & {"caution", "danger"}):
            found.append(name + " is caution without a reason, or in spite of a problem")
        local = _about_here(check)
        if side["outcome"] == "failed" and not own and not local:
            found.append(name + " failed without a finding")
    tested = [side["outcome"] for side in sides.values()]
    if not _about_here(check):
        worst = max(tested, key=ORDER.index, default="untested")
        if check["verdict"] != worst:
            found.append("the verdict is %s, the worst side %s" % (check["verdict"], worst))
    for finding in check["findings"]:
        # What shuts the gate is a problem, however mild it is elsewhere: a hash that can be forged.
        shut = finding["severity"] == "problem" and any(side["reached"] == "certificate" for side in sides.values())
        # A server name that cannot be one is a problem, a cleaned one is a notice.
        shut |= finding["severity"] == "problem" and finding["id"].startswith("input-")
        if finding["severity"] != findings()[finding["id"]] and not shut:
            found.append("%s has severity %s" % (finding["id"], finding["severity"]))
        if finding["side"] in ("receive", "send") and finding["side"] not in sides:
            found.append("%s is about a side that was not tested" % finding["id"])
    for side in ("receive", "send"):
        rows = [row for row in check["explore"] or [] if row["side"] == side]
        if [row["rank"] for row in rows] != list(range(1, len(rows) + 1)):
            found.append("what was explored to %s is not in order" % side)
        found += ["%s works, and something is wrong with it" % row["url"] for row in rows if row["outcome"] == "works" and row["finding"]]
    letter = check["self_letter"]
    if letter and not letter["sent"] >= letter["seen"] >= letter["deleted"]:
        found.append("a letter was seen or deleted that was never sent")
    if letter and letter["seen"] != (letter["seconds"] is not None) or letter and letter["seen"] != (letter["folder"] is not None):
        found.append("where and when the letter was seen does not go together")
    pairs = [(finding["id"], finding["side"]) for finding in check["findings"]]
    if len(set(pairs)) != len(pairs):
        found.append("a finding stands there twice")
    return found


def complaints(check):
    """What is wrong with this result of "check --json"; an empty list where nothing is."""
    return _match(check, CHECK, "check") or _meaning(check)


def exit_status(check):
    """The exit status that goes with a check that was not cancelled."""
    return 0 if check["verdict"] in ("verified", "caution") else 1
