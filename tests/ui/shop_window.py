"""shop_window.py: for screenshots.py, the three pictures that README.md and the software centres show, in both languages.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import subprocess

from desk import wait_for
from finding_pictures import await_end_of_test

PICTURES = ('finding', 'works', 'save')
# The language that a picture's name ends in, by variant.
VARIANTS = {'en-light-wide': 'en', 'ja-light-wide': 'ja'}


def tested(story, scenario):
    story.begin('--practice', scenario)
    story.await_page('Address')
    story.press('_Next')
    await_end_of_test(story)


def shop_window(story):
    tested(story, 'cert-wrong-name')
    story.picture('finding')
    story.end()
    tested(story, 'good')
    story.picture('works')
    story.press('_Next')
    story.await_page('Save')
    story.choose('Thunderbird')
    wait_for('what will be saved', lambda: story.tree.has_state(story.tree.find(story.tr('_Save'), 'push button'), 'SENSITIVE'))
    story.picture('save')
    story.end()


def put(outdir, folder):
    """What was taken into @outdir, where README.md and the AppStream data expect it."""
    for variant, language in VARIANTS.items():
        for name in PICTURES:
            source, target = pathlib.Path(outdir, variant, f'{name}.png'), pathlib.Path(folder, f'{name}-{language}.png')
            subprocess.run(['convert', str(source), '-strip', '-dither', 'None', '-colors', '256', f'png8:{target}'], check=True)
            print(target)
