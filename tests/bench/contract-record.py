#!/usr/bin/python3
"""Records what tegamictl answers, command by command, so that two builds can be compared.

    contract-record.py record TEGAMICTL FILE      every case into FILE (some minutes)
    contract-record.py compare BEFORE AFTER       FILE, or a tegamictl that is recorded first

What differs from run to run (times, ports, dates, digests, temporary paths, random ids) is replaced by a name for it.  "compare"
tells changes of the contract (keys, ids, values, exit statuses, the files that are written) from changes of wording, and ends with 1
where there are any of the contract.  Everything happens in a network namespace of its own, where only loopback is up; needs root.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

import contract_cases

AT_ONCE = 4
INSIDE = "TEGAMI_CONTRACT_INSIDE"
# Members that hold sentences: what they say may be put better, how many there are may not change.
SENTENCES = {"text", "title", "cause", "causes", "what", "next", "note", "heads", "cells", "detail", "evidence", "errors", "output",
             "remedies"}


def record(program, inputs=None):
    program = str(pathlib.Path(program).resolve())
    inputs = inputs or {"texts": contract_cases.pasted_texts(), "addresses": contract_cases.addresses()}
    servers = contract_cases.Servers(program)
    names = [row["name"] for row in contract_cases.practice_table(program)["scenarios"]]
    cases = {}
    seen = collections.Counter()
    try:
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for told in pool.map(lambda job: list(job(program, inputs, servers)), contract_cases.jobs(names, servers)):
                for name, what in told:
                    seen[name] += 1
                    cases[name if seen[name] == 1 else "%s (%d)" % (name, seen[name])] = what
    finally:
        servers.close()
    return {"inputs": inputs, "cases": cases}


def differences(before, after, where, key=None):
    """(where, is it wording only, before, after) of each place that differs."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            here = "%s.%s" % (where, name)
            if name not in before or name not in after:
                yield here, False, before.get(name, "(absent)"), after.get(name, "(absent)")
            else:
                yield from differences(before[name], after[name], here, "files" if key == "files" else name)
    elif isinstance(before, list) and isinstance(after, list) and (len(before) == len(after) or key in ("errors", "output")):
        if key in ("errors", "output"):
            if before != after:
                yield where, bool("".join(before)) == bool("".join(after)), before, after
            return
        for i, pair in enumerate(zip(before, after)):
            yield from differences(*pair, "%s[%d]" % (where, i), key)
    elif before != after:
        yield where, key in SENTENCES and isinstance(before, str) and isinstance(after, str), before, after


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 600 else text[:600] + "…"


def compare(before, after, wording):
    found = {False: [], True: []}
    for name in {**before["cases"], **after["cases"]}:
        if name not in before["cases"] or name not in after["cases"]:
            found[False].append((name, "only " + ("after" if name not in before["cases"] else "before"), None, None))
            continue
        for where, words_only, old, new in differences(before["cases"][name], after["cases"][name], ""):
            found[words_only].append((name, where, old, new))
    for title, rows in (("contract", found[False]), ("wording", found[True] if wording else [])):
        for name, where, old, new in rows:
            print("%s: %s: %s" % (title, name, where))
            if old is not None or new is not None:
                print("  before  %s\n  after   %s" % (short(old), short(new)))
    print("%d cases; contract: %d differences; wording: %d differences%s" % (
        len(before["cases"]), len(found[False]), len(found[True]), "" if wording or not found[True] else " (--wording shows them)"))
    return 1 if found[False] else 0


def load(path, inputs=None):
    with open(path, "rb") as file:
        if file.read(4) != b"\x7fELF":
            file.seek(0)
            return json.load(file)
    return record(path, inputs)


def enter():
    """Comes back inside a network namespace, where only loopback is up."""
    if os.environ.get(INSIDE) != "1":
        os.environ[INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--net", sys.executable, "-B", *sys.argv])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def main():
    parser = argparse.ArgumentParser(description="Records what tegamictl answers, and compares two records.")
    commands = parser.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record")
    recording.add_argument("program")
    recording.add_argument("file")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before")
    comparing.add_argument("after")
    comparing.add_argument("--wording", action="store_true", help="show the changes of wording, too")
    comparing.add_argument("--keep", metavar="FILE", help="keep what was recorded of AFTER")
    words = parser.parse_args()
    enter()
    if words.command == "record":
        told = record(words.program)
        pathlib.Path(words.file).write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print("%d cases" % len(told["cases"]))
        return 0
    before = load(words.before)
    after = load(words.after, before["inputs"])
    if words.keep:
        pathlib.Path(words.keep).write_text(json.dumps(after, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return compare(before, after, words.wording)


if __name__ == "__main__":
    sys.exit(main())
