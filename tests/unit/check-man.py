#!/usr/bin/python3
"""The manual pages name every command and option of --help and no other, in both languages, and are well-formed.

Usage: check-man.py TEGAMICTL [TEGAMI]

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import re
import subprocess
import sys

MAN = pathlib.Path(__file__).resolve().parents[2] / "data" / "man"


def run(*argv):
    return subprocess.run(argv, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}, check=False)


def options_of_help(text):
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))


def commands(tegamictl):
    """Each command with its options."""
    names = re.findall(r"^  ([a-z-]+) ", run(tegamictl, "--help").stdout, re.MULTILINE)
    return {name: options_of_help(run(tegamictl, name, "--help").stdout) for name in names}


def described(page):
    """The commands and options that @page has an entry for."""
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    tags = [re.sub(r'^\.BR?I? |"', "", tag) for tag in re.findall(r"^\.TP\n(.*)", text, re.MULTILINE)]
    return ({option for tag in tags for option in re.findall(r"--[a-z-]+", tag)} |
            {word[1] for tag in tags if (word := re.match(r"(?:\.B )?([a-z][a-z-]+)\b", tag))})


def differences(page, expected):
    found = described(page)
    name = page.relative_to(MAN)
    return (["%s says nothing about %s" % (name, word) for word in sorted(expected - found)] +
            ["%s describes %s, which does not exist" % (name, word) for word in sorted(found - expected)])


def form(page):
    """What mandoc and groff have against @page."""
    lint = run("mandoc", "-T", "lint", "-W", "warning", str(page))
    groff = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page))
    return lint.stdout.splitlines() + groff.stderr.splitlines()


def main():
    known = commands(sys.argv[1])
    expected = {"tegamictl.1": {"--version", *known, *set().union(*known.values())}}
    if len(sys.argv) > 2:
        expected["tegami.1"] = options_of_help(run(sys.argv[2], "--help").stdout)
    problems = [] if len(known) > 10 else ["--help lists %d commands only" % len(known)]
    for name, words in expected.items():
        for page in (MAN / name, MAN / "ja" / name):
            problems += differences(page, words) + form(page)
    print("\n".join(problems) or "%d commands, %d words" % (len(known), len(expected["tegamictl.1"])))
    return 1 if problems else 0


sys.exit(main())
