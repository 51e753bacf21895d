"""What tegamictl prints with --json, held against the schemas in data/schema; and, for a check, what goes beyond types and keys.

    complaints = contract.complaints(check)                     # of "check --json"; [] where all is well
    complaints = contract.schema_complaints("find", answer)     # of any command

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
import json
import pathlib
import re
import xml.etree.ElementTree

import jsonschema

ORDER = ["untested", "verified", "caution", "unproven", "failed"]  # the worse, the further back

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


@functools.cache
def findings():
    """Every finding id with its severity."""
    root = xml.etree.ElementTree.parse(DATA / "findings.xml").getroot()
    return {finding.get("id"): finding.get("severity") for finding in root.iter("finding")}


@functools.cache
def schemas():
    """All files of data/schema by name, as subschemas of one document, so that nothing needs to be looked up."""
    found = {}
    for path in sorted((DATA / "schema").glob("*.schema.json")):
        name = path.name.partition(".")[0]
        text = path.read_text(encoding="utf-8").replace('"$ref": "#/', '"$ref": "#/$defs/%s/' % name)
        found[name] = json.loads(re.sub(r'"\$ref": "([a-z-]+)\.schema\.json(?:#/)?', lambda match: '"$ref": "#/$defs/%s%s' % (
            match[1], "/" if match[0].endswith("#/") else ""), text))
    return found


@functools.cache
def _validator(command):
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/" + command, "$defs": schemas()}
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _named(value, key=None):
    """Every finding id in an answer."""
    if isinstance(value, dict):
        if "severity" in value:
            yield value["id"]
        for name, item in value.items():
            yield from _named(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item, key)
    elif key in ("finding", "problems") and value is not None:
        yield value


def _reason(error):
    while error.context:  # of several that would do, the one that nearly did
        error = min(error.context, key=jsonschema.exceptions.relevance)
    return "%s: %s" % (error.json_path, error.message if len(error.message) < 300 else error.message[:300] + "…")


def schema_complaints(command, answer):
    """What is wrong with an answer of @command; an empty list where nothing is."""
    if command not in schemas():
        return ["“%s” has no schema" % command]
    found = [_reason(error) for error in _validator(command).iter_errors(answer)]
    return found or ["%s is no finding" % name for name in _named(answer) if name not in findings()]


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
    if side["reached"] == "certificate" and (tls is None or tls["trusted"] or not tls["problems"]):
        found.append(name + " ended at the certificate, and nothing is wrong with it")
    if tls and tls["version"] and not side["certificates"]:
        found.append(name + " has TLS without a certificate")
    return found


def _about_here(check):
    """Findings about this computer; what a mail program holds is beside the account that was tested."""
    return [finding for finding in check["findings"] if finding["side"] == "local" and not finding["id"].startswith("client-")]


def meaning(check):
    """What is wrong with a check beyond keys and types."""
    found = []
    sides = {name: check[name] for name in ("receive", "send") if check[name] is not None}
    for name, side in sides.items():
        found += _side_meaning(name, side)
        # Only what stays inside this computer needs no encryption.
        stays = any(finding["id"] == "local-plain" for finding in check["findings"])
        if side["outcome"] == "verified" and not stays and re.match(r"(imap|pop3|smtp)://", side["url"]):
            found.append(name + " is verified without encryption")
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
    return schema_complaints("check", check) or meaning(check)


def exit_status(check):
    """The exit status that goes with a check that was not cancelled."""
    return 0 if check["verdict"] in ("verified", "caution") else 1
