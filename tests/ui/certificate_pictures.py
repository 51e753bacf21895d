#!/usr/bin/python3
"""certificate_pictures.py OUTDIR WINDOW: pictures of what the certificate page says of chains with every kind of fault, of many,
long, international and hostile names; WINDOW is certificate-window.  To be looked at by a person.

  --localedir DIR   where po/ was built
  --only TEXT       only variants whose name holds TEXT
  --chains A,B      only these chains

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import tlsfront
from certmaker import HOST, Authorities, Issuer, der
from desk import HANG, Desk

# name → locale, dark, width, height, text scale
VARIANTS = {
    'en-light': ('en', False, 640, 1700, 1.0),
    'ja-light': ('ja', False, 640, 1700, 1.0),
    'ja-dark': ('ja', True, 640, 1700, 1.0),
    'ja-360': ('ja', False, 360, 2300, 1.0),
    'ja-360-200': ('ja', False, 360, 4200, 2.0),
}
LONG = '.'.join(['a-very-long-label-of-a-name-that-somebody-made-up'] * 4) + '.example.net'


def chains(make, port):
    """name → chain, the server's own first."""
    root, stranger = make.authority('Test Root', organisation='Test Trust'), make.authority('Unknown Root', organisation='Nobody Inc.')
    turned = make.authority('Reversed CA', organisation='Bank \u202eknaB Co.')
    middle = make.authority('Test Issuing CA', root, organisation='Test Trust')
    over = ['activation_date = "2026-05-01 00:00:00"', 'expiration_date = "2026-11-03 00:00:00"']
    many = ['host-%03d.example.net' % i for i in range(300)] + ['www.example.test']
    made = {
        'good': [make.server('good', middle), middle],
        'name': [make.server('name', root, names=('sv123.example-host.jp', 'example-host.jp'))],
        'expired': [make.server('expired', root, more=over)],
        'self-signed': [make.server('self-signed')],
        'unknown-issuer': [make.server('unknown', stranger), stranger],
        'incomplete': [make.server('incomplete', middle, 'http://ca.example.test:%d/' % port)],
        'many-names': [make.server('many', root, names=many)],
        'idn': [make.server('idn', root, names=('xn--r8jz45g.example.jp', 'xn--wgv71a119e.jp', '*.xn--r8jz45g.example.jp'))],
        'long-name': [make.server('long', root, names=(LONG, '*.' + LONG[10:]))],
        'bidi': [make.server('bidi', turned, more=['organization = "moc.\u202eelpmaxe"']), turned],
        'extra': [make.server('extra', middle), stranger, middle, root],
    }
    return root, middle, made


def take(outdir, window, localedir, variant, only):
    locale, dark, width, height, scale = VARIANTS[variant]
    folder = outdir / variant
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, Desk(locale=locale, dark=dark, text_scale=scale, screen='800x4400x24', localedir=localedir) as desk:
        pages = {}
        issuer = Issuer(pages)
        root, middle, served = chains(Authorities(made), issuer.port)
        pages['/'] = der(middle)
        for name, chain in served.items():
            if only and name not in only:
                continue
            with tlsfront.Front('imaps', Authorities(made).context(*chain)) as front:
                process = desk.start(window, front.url(HOST), str(root[0]), HOST + '=127.0.0.1', 'ca.example.test=127.0.0.1')
                shown = desk.window_of(process)
                desk.run('xdotool', 'windowsize', '--sync', shown, str(width), str(height))
                desk.run('sleep', '1')
                desk.picture(shown, str(folder / (name + '.png')))
                process.terminate()
                process.wait(HANG)
        issuer.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('outdir', type=pathlib.Path)
    parser.add_argument('window', type=os.path.abspath)
    parser.add_argument('--localedir')
    parser.add_argument('--only', default='')
    parser.add_argument('--chains', default='')
    options = parser.parse_args()
    for variant in VARIANTS:
        if options.only in variant:
            take(options.outdir, options.window, options.localedir, variant, [name for name in options.chains.split(',') if name])


if __name__ == '__main__':
    sys.exit(main())
