#!/usr/bin/python3
"""screenshots.py OUTDIR: a picture of every page, in English and Japanese, light and dark, wide and 360 pixels narrow, with
text at 200 %, and right to left; and of each page a sheet with all of them.  To be looked at by a person; it fails only where a page does not appear.

  --program PATH    the wizard (default: build/src/app/tegami beside the sources, or $TEGAMI_PROGRAM)
  --localedir DIR   where po/ was built (default: next to the program)
  --only TEXT       only variants whose name holds TEXT
  --story NAME      only this story: the function that tells it
  --readme DIR      instead, take the pictures for README.md and the software centres, and put them into DIR

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import contextlib
import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from certificate_stories import allowed, authority, certificate_in_order, refused
from desk import Desk, need, skip, wait_for
import contact_sheets
import find_world
from finding_pictures import findings
from letter_pictures import letter
from old_exceptions import DAY, OldExceptions, maillab
from paper_pictures import paper_letter
from save_pictures import keyring, saving
import shop_window
from story import Story
from symptom_pictures import exact_words, mail_does_not_work
from tree import Tree

import village

# name → locale, dark, width, height, text scale
VARIANTS = {
    'en-light-wide': ('en', False, 760, 640, 1.0),
    'ja-light-wide': ('ja', False, 760, 640, 1.0),
    'en-dark-wide': ('en', True, 760, 640, 1.0),
    'ja-dark-wide': ('ja', True, 760, 640, 1.0),
    'en-light-360': ('en', False, 360, 900, 1.0),
    'ja-light-360': ('ja', False, 360, 900, 1.0),
    'en-light-200': ('en', False, 760, 900, 2.0),
    'ja-light-200': ('ja', False, 760, 900, 2.0),
    'en-light-360-200': ('en', False, 360, 1200, 2.0),
    'ja-light-360-200': ('ja', False, 360, 1200, 2.0),
    'rtl-light-wide': ('he', False, 760, 640, 1.0),
}


def all_is_well(story):
    story.begin()
    story.await_page('Welcome')
    story.picture('1-welcome')
    story.press('_Set up a mail account')
    story.await_page('Address')
    story.desk.type('taro@ocn.ne.jp')
    wait_for('OCN', lambda: story.tree.find('OCN', part=True))
    story.picture('2-address-known')
    story.end()
    story.begin('--practice', 'good')
    story.await_page('Address')
    story.picture('2-address')
    story.press('The servers are set')
    wait_for('what was folded', lambda: story.tree.find(story.tr('Change _servers…'), 'push button'))
    story.picture('2-address-unfolded')
    story.press('Change _servers…')
    story.await_page('Servers')
    story.picture('3-servers')
    story.press('_Test')
    story.await_result('It works')
    story.picture('4-test')
    story.press('_Next')
    story.await_page('Save')
    story.tree.await_words(story.tr('Write nothing'))
    story.picture('6-save')
    story.press('_Next')
    story.await_page('Done')
    story.picture('7-done')
    story.press('The settings, for any other program or device')
    story.tree.await_words(story.tr('_Copy the settings'))
    story.tab_to(story.tr('_Copy the settings'))
    story.picture('7-done-settings')
    story.end()


def saved_and_found_again(story):
    story.begin('--practice', 'good')
    story.await_page('Address')
    story.press('_Next')
    story.await_result('It works')
    story.press('_Next')
    story.await_page('Save')
    story.choose('Thunderbird')
    story.tree.await_words(story.tr('What will be _written'))
    story.picture('6-save-thunderbird')
    story.press('_Save')
    story.await_page('Done')
    story.picture('7-done-saved')
    story.press('If you want it as it was before')
    story.tab_to(story.tr('_Undo: remove the account again'))
    story.picture('7-done-undo')
    story.press('_Another account')
    story.await_page('Welcome')
    wait_for('the links', lambda: story.tree.find(story.tr('A_ll changes'), 'push button'))
    story.picture('1-welcome-links')
    story.press('A_ll changes')
    story.await_page('Changes')
    wait_for('the change', lambda: story.tree.find(story.tr('_Undo'), 'push button', part=True))
    story.picture('9-changes')
    story.desk.key('Escape')
    story.await_page('Welcome')
    story.desk.key('F1')
    story.await_page('Reference')
    story.picture('9-reference')
    story.desk.key('Page_Down')
    story.picture('9-reference-words')
    story.end()


def several_programs(story):
    """Thunderbird twice, as a Flatpak too, and Betterbird: which have profiles, and a file for one on another computer."""
    home = story.desk.home
    application = '[App]\nName=%s\nRemotingName=%s\nVersion=%s\nSourceRepository=https://hg.mozilla.org/releases/comm-%s\n'
    programs = {'thunderbird': ('Thunderbird', 'thunderbird-beta', '154.0', 'beta'),
                'betterbird': ('Betterbird', 'eu.betterbird.Betterbird', '140.3.1', 'esr140')}
    root = f'{home}/.thunderbird'
    with contextlib.ExitStack() as after:
        for place in ('.thunderbird', 'programs', '.var', '.local/share/flatpak'):
            after.callback(shutil.rmtree, f'{home}/{place}', ignore_errors=True)
        for profile, program in (('home', None), ('work', 'betterbird'), ('trial', 'thunderbird')):
            os.makedirs(f'{root}/{profile}')
            with open(f'{root}/{profile}/compatibility.ini', 'w', encoding='utf-8') as ini:
                ini.write(f'[Compatibility]\nLastPlatformDir={f"{home}/programs/{program}" if program else "/usr/lib/thunderbird"}\n')
        with open(f'{root}/profiles.ini', 'w', encoding='utf-8') as ini:
            ini.write('[InstallFDC34C9F024745EB]\nDefault=home\n' +
                      ''.join(f'[Profile{i}]\nName={name}\nPath={name}\n' for i, name in enumerate(('home', 'work', 'trial'))))
        for name, values in programs.items():
            os.makedirs(f'{home}/programs/{name}')
            with open(f'{home}/programs/{name}/application.ini', 'w', encoding='utf-8') as ini:
                ini.write(application % values)
        for app in ('org.mozilla.thunderbird', 'org.mozilla.Thunderbird'):
            os.makedirs(f'{home}/.local/share/flatpak/app/{app}/current/active/files/lib/thunderbird')
        story.begin('--practice', 'good')
        story.await_page('Address')
        story.press('_Next')
        story.await_result('It works')
        story.press('_Next')
        story.await_page('Save')
        story.choose('Betterbird')
        story.tree.await_words(story.tr('What will be _written'))
        story.picture('6-save-programs')
        story.press('Make a file for Thunderbird’s own _import…')
        story.await_page('Import')
        button = wait_for('the button', lambda: story.tree.find(story.tr('Save the _file…'), 'push button'))
        wait_for('the file to be looked at', lambda: story.tree.has_state(button, 'SENSITIVE'))
        story.picture('6-import')
        story.tree.press(button)
        dialog = wait_for('the dialog', lambda: next((one for one in story.desk.windows_of(story.process) if one != story.window), None))
        story.desk.focus(dialog)
        story.desk.key('ctrl+a')
        story.desk.type(f'{home}/account.zip')
        story.desk.key('Return')
        story.await_page('Done')
        story.picture('7-done-import')
        story.end()
        os.unlink(f'{home}/account.zip')


def letter_to_oneself(story):
    story.begin('--practice', 'good')
    story.await_page('Address')
    story.press('_Next')
    story.await_result('It works')
    story.press('_Next')
    story.await_page('Save')
    story.tree.await_words(story.tr('Write nothing'))
    story.press('_Next')
    story.await_page('Done')
    story.press('A test letter to yourself')
    story.press('_Send yourself a test letter')
    wait_for('the letter', lambda: story.tree.find(story.tr('_Send another letter'), 'push button'))
    story.picture('7-done-letter')
    story.end()


def tried(story):
    story.begin('--practice', 'tls-on-starttls-port')
    story.await_page('Address')
    story.press('_Next')
    story.await_failure()
    story.press('_Find what works')
    wait_for('what works', lambda: story.tree.find(story.tr('What works, best first'), 'label'))
    story.picture('4-test-explored')
    story.press('Use STARTTLS and test again')
    wait_for('the result', lambda: story.tree.find(story.tr('Result: it works.'), 'label', part=True))
    story.picture('4-test-tried')
    story.end()


def foreign_name(story):
    story.begin('--practice', 'cert-wrong-name')
    story.await_page('Address')
    story.press('_Next')
    story.await_failure()
    story.press_part('sv123.example-host.jp', 'push button')
    story.await_result('Everything works up to the sign-in')
    story.picture('4-test-foreign-name')
    story.end()


def old_exceptions(story):
    with OldExceptions(story.desk.home) as old:
        needed, stale, changed = old.serve('mine'), old.serve('good'), old.serve('mine')
        offline = maillab.free_ports('127.0.0.1', ['nobody'])['nobody']
        old.put_into_thunderbird(old.line(stale.port, 'good'), old.line(changed.port, 'good'), old.line(offline, 'mine'))
        old.put_into_record((needed.port, 'mine', DAY + 60, []), (offline, 'mine', -DAY, []))
        story.begin('--ca-file', str(old.ca_file))
        story.await_page('Welcome')
        wait_for('the link', lambda: story.tree.find(story.tr('S_ecurity exceptions'), 'push button'))
        story.picture('1-welcome-reminder')
        story.press('S_ecurity exceptions')
        wait_for('the list', lambda: story.tree.find(story.tr('_Check again'), 'push button'))
        story.picture('9-exceptions')
        story.tree.press(story.tree.find(story.tr('%s: %s, %s') % (story.tr('_Remove'), f'localhost:{offline}', 'Tegami'), 'push button'))
        wait_for('the removal', lambda: story.tree.find(story.tr('Removed.'), 'label'))
        story.picture('9-exceptions-removed')
        story.desk.key('Escape')
        story.await_page('Welcome')
        story.press('S_ecurity exceptions')
        wait_for('the list', lambda: story.tree.find(story.tr('_Check again'), 'push button'))
        story.desk.key('shift+Tab')
        story.tree.await_focus(story.tr('_Check again'))
        story.picture('9-exceptions-end')
        old.put_into_thunderbird()
        old.put_into_record()
        story.press('_Check again')
        story.tree.await_words(story.tr('There are no security exceptions'))
        story.picture('9-exceptions-none')
        story.end()
        shutil.rmtree(old.profile.parent)


def search(story, domain, until):
    """The Address page, with what is known of an address there."""
    story.begin(*story.world.options())
    story.await_page('Welcome')
    story.press('_Set up a mail account')
    story.await_page('Address')
    story.desk.type(f'taro@{domain}')
    story.desk.key('Tab')
    story.tree.await_words(until)


def go_on(story, page):
    story.desk.type('secret')
    story.desk.key('Return')
    story.await_page(page)


def found(story):
    """What can come of a search, on each page that tells it."""
    for name, domain, until in (('searching', find_world.SLOW, story.tr('Stop _looking')),
                                ('published', find_world.PUBLISHES, story.tr('%s: settings found') % find_world.PUBLISHES),
                                ('office', find_world.OFFICE, story.tr('Before you start')),
                                ('differs', find_world.DIFFERS, story.tr('Two sources name different servers.')),
                                ('over-http', find_world.OVER_HTTP, story.tr('The settings did not come straight from your provider.')),
                                ('app-password', find_world.WORKSPACE, 'myaccount.google.com'),
                                ('browser', 'outlook.com', story.tr('Before you start')),
                                ('slip', find_world.MISTYPED, 'taro@ocn.ne.jp'),
                                ('mistyped', find_world.MISSING, 'taro@gmail.com')):
        search(story, domain, until)
        story.picture(f'2-address-{name}')
        story.end()
    for name, domain, until in (('nothing', find_world.NOTHING, story.tr('No settings were found for this address.')),
                                ('asks', find_world.ASKS, story.tr('Next you enter the name of your server.'))):
        search(story, domain, until)
        story.picture(f'2-address-{name}')
        go_on(story, 'Servers')
        story.picture(f'3-servers-{name}')
        story.end()
    search(story, find_world.HOSTED, find_world.AT_XSERVER)
    story.picture('2-address-hosted')
    go_on(story, 'Test')
    wait_for('the question', lambda: story.tree.find(story.tr('Is this your provider’s server?'), 'label'))
    story.picture('4-test-confirm')
    story.end()
    search(story, find_world.NOTHING, story.tr('No settings were found for this address.'))
    story.tab_to(story.tr('_Who is contacted'))
    story.desk.key('space')
    story.tree.await_words('live.thunderbird.net')
    story.tab_to(story.tr('Check the clock and the network, too'))
    story.picture('2-address-who')
    story.end()


def trouble(scenario, certificate=False):
    def tell(story):
        story.begin('--practice', scenario)
        story.await_page('Address')
        story.press('_Next')
        story.await_failure()
        story.picture(f'4-test-{scenario}')
        if certificate:
            story.press('Show the certificate')
            story.await_page('Certificate')
            story.picture(f'5-certificate-{scenario}')
        story.end()
    tell.__name__ = 'trouble_' + scenario.replace('-', '_')
    return tell


STORIES = [all_is_well, saved_and_found_again, mail_does_not_work, exact_words, several_programs, saving, keyring, letter_to_oneself, tried, foreign_name, found, letter, paper_letter, old_exceptions, trouble('wrong-password'), trouble('cert-wrong-name', True), trouble('cert-expired', True),
           trouble('tls-on-starttls-port'), allowed, refused, authority, certificate_in_order, findings]


def pretend_catalogue(locale, folder):
    """An empty catalogue: without one of ours, GLib lets no library speak the language, and nothing runs right to left."""
    path = os.path.join(folder, locale, 'LC_MESSAGES')
    os.makedirs(path)
    subprocess.run(['msgfmt', '-o', os.path.join(path, 'tegami.mo'), '-'], check=True, text=True,
                   input=f'msgid ""\nmsgstr "Language: {locale}\\nContent-Type: text/plain; charset=UTF-8\\n"\n')


def take(name, outdir, program, localedir, only):
    locale, dark, width, height, scale = VARIANTS[name]
    folder = os.path.join(outdir, name)
    os.makedirs(folder, exist_ok=True)
    translate = gettext.translation('tegami', localedir, [locale], fallback=True).gettext
    with tempfile.TemporaryDirectory() as pretended, find_world.FindWorld() as world, \
            Desk(locale=locale, dark=dark, text_scale=scale, localedir=pretended if name.startswith('rtl') else localedir) as desk:
        if name.startswith('rtl'):
            pretend_catalogue(locale, pretended)
        tree = Tree(desk)
        for story in (one for one in STORIES + [shop_window.shop_window] if only == one.__name__ or only == '' and one in STORIES):
            story(Story(desk, tree, (width, height), folder, translate, program, world))
    print(f'{name}: {len(os.listdir(folder))} pictures')


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser()
    parser.add_argument('outdir')
    parser.add_argument('--program', default=os.environ.get('TEGAMI_PROGRAM', f'{here}/../../_build/src/app/tegami'))
    parser.add_argument('--localedir')
    parser.add_argument('--only', default='')
    parser.add_argument('--story', default='')
    parser.add_argument('--readme')
    parser.add_argument('--variant', choices=VARIANTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    localedir = options.localedir or os.path.abspath(os.path.join(os.path.dirname(program), '../../po'))
    need('Xvfb', 'xdotool', 'dbus-daemon', 'import', 'identify', 'montage', 'msgfmt')
    if why := village.unavailable():
        skip(why)

    if options.variant:
        # Some stories look for settings, and no picture shows what this network has.
        village.enter()
        take(options.variant, options.outdir, program, localedir, options.story)
        return 0
    if options.readme:
        options.story = shop_window.shop_window.__name__
    names = [name for name in (shop_window.VARIANTS if options.readme else VARIANTS) if options.only in name]

    def run(name):
        """The accessibility library connects once per process: one process for each desk."""
        return subprocess.run([sys.executable, '-B', __file__, options.outdir, '--program', program, '--localedir', localedir,
                               '--variant', name, '--story', options.story], check=False).returncode

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        failed = [name for name, status in zip(names, workers.map(run, names)) if status != 0]
    if options.readme and not failed:
        shop_window.put(options.outdir, options.readme)
    elif not options.readme:
        print(f'{contact_sheets.make_all(options.outdir)} contact sheets in {options.outdir}/sheets')
    if failed:
        print('not complete:', ', '.join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
