#!/usr/bin/python3
"""contact_sheets.py DIR: of what screenshots.py has put into DIR, a sheet for each page with that page in every variant, in DIR/sheets, so
that a change of the look is seen in review.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

# What is as large stands in one line.
LINES = (('en-light-wide', 'en-dark-wide', 'ja-light-wide', 'ja-dark-wide', 'rtl-light-wide'),
         ('en-light-200', 'ja-light-200', 'en-light-360', 'ja-light-360', 'en-light-360-200', 'ja-light-360-200'))
LOOK = ('-font', 'DejaVu-Sans', '-pointsize', '16', '-background', '#d0d0d0', '-fill', 'black')


def make(folder, name, target):
    """@target: the sheet of all the pictures called @name."""
    with tempfile.TemporaryDirectory() as place:
        lines = []
        for line in LINES:
            pictures = [picture for picture in (folder / variant / name for variant in line) if picture.exists()]
            if pictures:
                lines.append(f'{place}/{len(lines)}.png')
                labelled = [word for picture in pictures for word in ('-label', picture.parent.name, str(picture))]
                subprocess.run(['montage', *LOOK, *labelled, '-tile', 'x1', '-geometry', '+8+6', '-gravity', 'north', lines[-1]], check=True)
        subprocess.run(['convert', *lines, '-background', '#d0d0d0', '-append', '-strip', '-depth', '8', str(target)], check=True)


def make_all(folder):
    """The number of sheets."""
    folder = pathlib.Path(folder)
    sheets = folder / 'sheets'
    sheets.mkdir(exist_ok=True)
    names = sorted({picture.name for line in LINES for variant in line for picture in (folder / variant).glob('*.png')})
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(lambda name: make(folder, name, sheets / name), names))
    return len(names)


if __name__ == '__main__':
    print(f'{make_all(sys.argv[1])} sheets in {sys.argv[1]}/sheets')
