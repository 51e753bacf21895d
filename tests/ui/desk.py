"""desk.py: a desk of its own for the wizard: an X server, a session bus with accessibility, a HOME.

Nothing of the person who runs the tests is touched or read: HOME and every XDG folder lie in a temporary folder,
and the session bus starts inside it.  Everything ends with the `with` block.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from patience import HANG, wait_for  # noqa: E402, F401
from xkeyboard import XKeyboard  # noqa: E402
from xsettings import XSettings  # noqa: E402


class Desk:
    """The processes around the wizard.  Environment: a copy of ours, without anything of the real desktop."""

    KEEP = ('PATH', 'LD_LIBRARY_PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'TERM', 'TMPDIR', 'TEGAMI_PATIENCE',
            'TEGAMI_TEST_PATIENCE', 'TEGAMI_LIBEXECDIR')

    def __init__(self, locale='en', dark=False, text_scale=1.0, screen='1500x1300x24', localedir=None, animations=False):
        self.home = tempfile.mkdtemp(prefix='tegami-ui-')
        self.processes = []
        self.env = {key: os.environ[key] for key in self.KEEP if key in os.environ}
        self.screen = screen
        self.text_scale = text_scale
        self.settings = self.keyboard = None
        self.env.update(
            HOME=self.home, USER='hanako', LANG='C.UTF-8', LC_ALL='C.UTF-8', LANGUAGE=locale,
            XDG_CONFIG_HOME=f'{self.home}/.config', XDG_DATA_HOME=f'{self.home}/.local/share',
            XDG_CACHE_HOME=f'{self.home}/.cache', XDG_STATE_HOME=f'{self.home}/.local/state',
            XDG_RUNTIME_DIR=f'{self.home}/run', XDG_CURRENT_DESKTOP='GNOME',
            GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='atspi', GSETTINGS_BACKEND='memory', GIO_USE_VFS='local',
            NO_AT_BRIDGE='0', LIBGL_ALWAYS_SOFTWARE='1')
        if localedir:
            self.env['TEGAMI_LOCALEDIR'] = localedir
        if dark:
            self.env['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        for folder in ('.config/gtk-4.0', '.local/share', '.cache', '.local/state'):
            os.makedirs(f'{self.home}/{folder}')
        os.makedirs(f'{self.home}/run', mode=0o700)
        with open(f'{self.home}/.config/gtk-4.0/settings.ini', 'w', encoding='utf-8') as settings:
            settings.write(f'[Settings]\ngtk-enable-animations={str(animations).lower()}\n')

    def __enter__(self):
        try:
            self._start_display()
            self._start_bus()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for connection in filter(None, (self.keyboard, self.settings)):
            connection.close()
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(HANG)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _start_display(self):
        read, write = os.pipe()
        self.processes.append(subprocess.Popen(
            # -r: a key that a busy computer releases late is still one key.
            ['Xvfb', '-displayfd', str(write), '-screen', '0', self.screen, '-nolisten', 'tcp', '-noreset', '-r'],
            pass_fds=[write], stderr=subprocess.DEVNULL, env=self.env))
        os.close(write)
        with os.fdopen(read) as number:
            display = number.readline().strip()
        if not display:
            raise RuntimeError('Xvfb did not start')
        self.env['DISPLAY'] = f':{display}'
        self.settings = XSettings(self.env['DISPLAY'], int(96 * self.text_scale))
        self.keyboard = XKeyboard(self.env['DISPLAY'])

    def _start_bus(self):
        daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nosyslog', '--print-address'], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=self.env, text=True)
        self.processes.append(daemon)
        with daemon.stdout:
            self.env['DBUS_SESSION_BUS_ADDRESS'] = daemon.stdout.readline().strip()

    def start(self, *command, **options):
        process = subprocess.Popen(command, env=self.env, **options)
        self.processes.append(process)
        return process

    def run(self, *command):
        return subprocess.run(command, env=self.env, check=True, capture_output=True, text=True).stdout

    def windows_of(self, process):
        """The X ids of its visible windows; empty, too, where one went while xdotool looked at them."""
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(process.pid)], env=self.env, text=True,
                              capture_output=True, check=False).stdout.split()

    def window_of(self, process):
        """The X id of the program's window, with the keyboard's focus in it: there is no window manager to give it."""
        def look():
            found = self.windows_of(process)
            if process.poll() is not None:
                raise AssertionError(f'the program ended with status {process.returncode}')
            return found[-1] if found else None

        window = wait_for('the window', look)
        self.focus(window)
        return window

    def focus(self, window):
        """Gives a window the keyboard; done when its program knows."""
        self.run('xdotool', 'windowfocus', '--sync', window)
        self.keyboard.wait()

    def key(self, *keys):
        """Presses keys, one after another; done when the program has handled them."""
        self.run('xdotool', 'key', '--clearmodifiers', *keys)
        self.keyboard.wait()

    def type(self, text):
        self.keyboard.learn(text)
        self.run('xdotool', 'type', '--clearmodifiers', '--delay', '2', text)
        self.keyboard.wait()

    def picture(self, window, path):
        self.run('import', '-window', window, path)


def skip(why):
    """Meson's code for a skipped test; loudly."""
    print(f'SKIPPED: {why}', file=sys.stderr)
    sys.exit(77)


def need(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        skip(f'not installed: {", ".join(missing)}')
