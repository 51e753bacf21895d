#!/usr/bin/python3
"""po/POTFILES lists every source with text, and po/ja.po is complete.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Words that the glossary keeps out of what a Japanese reader sees (サインイン only where a screen of
# Microsoft or Apple is quoted, which no text does yet).
BANNED = ["サーバ ", "サーバ、", "サーバ。", "ユーザ名", "サインイン", "プロファイル"]
# Labels of a mail program, as people have to find them there.
QUOTED = ["「バックアップしたプロファイルをインポートする」"]
# One spelling for one word, and what reads as translated; a colon behind Japanese is full-width.
SPELLINGS = {
    "1文字": "一文字", "1回": "(?<!もう)一度だけ|一回", "尋ねる": "たずね", "途中で第三者に": "途中にいる(人|誰か)",
    "：": r"[ぁ-ヶー一-龠）」]:(?: |「)", "応答がない": "何も言わな", "サーバーは": "サーバー [はがをにでのへと]",
}


def run(*argv):
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})


def comments_left_out(sources, template):
    """The comments for translators, in any spelling, that the template does not hold: too far from their text, or spelt otherwise."""
    told = " ".join(re.findall(r"^#\. ?(.*)", template, re.MULTILINE))
    missing = []
    for name in sources:
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            for comment in re.findall(r"(?:/\*|<!--) *(translators:.*?) *(?:\*/|-->)", file.read(), re.IGNORECASE | re.DOTALL):
                text = re.sub(r"\s*\n[\s*]*", " ", comment)
                if text not in told:
                    missing.append("%s: %s" % (name, text))
    return missing


def main():
    problems = []
    listed = open(os.path.join(ROOT, "po/POTFILES"), encoding="utf-8").read().split()
    wanted = run("po/list-sources").stdout.split()
    problems += ["not in POTFILES: " + name for name in wanted if name not in listed]
    problems += ["in POTFILES without text: " + name for name in listed if name not in wanted]
    with tempfile.TemporaryDirectory() as folder:
        pot, merged = os.path.join(folder, "t.pot"), os.path.join(folder, "ja.po")
        extracted = run("po/extract", pot)
        if extracted.returncode:
            problems.append("po/extract: " + extracted.stderr)
        else:
            with open(pot, encoding="utf-8") as template:
                problems += ["not told to translators: " + comment for comment in comments_left_out(listed, template.read())]
            run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, "po/ja.po", pot)
            checked = run("msgfmt", "--check", "--statistics", "-o", os.devnull, merged)
            if checked.returncode or re.search("untranslated|fuzzy", checked.stderr):
                problems.append("ja.po: " + checked.stderr.strip())
                missing = run("msgattrib", "--untranslated", "--no-obsolete", merged).stdout
                problems += re.findall(r"^msgid .*", missing, re.MULTILINE)[1:20]
            translated = run("msgattrib", "--translated", "--no-obsolete", "--no-wrap", merged).stdout
            for line in translated.splitlines():
                if line.startswith("msgstr") or line.startswith('"'):
                    own = functools.reduce(lambda words, quoted: words.replace(quoted, ""), QUOTED, line)
                    problems += ["“%s” in: %s" % (word, line) for word in BANNED if word in own]
                    problems += ["better “%s” in: %s" % (better, line) for better, words in SPELLINGS.items() if re.search(words, line)]
    print("\n".join(problems) if problems else "%d files with text, Japanese complete" % len(listed))
    return 1 if problems else 0


sys.exit(main())
