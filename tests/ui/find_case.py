"""find_case.py: the wizard, in Japanese, in an internet in which settings can be found (find_world.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import gettext

from desk import Desk
from find_world import FindWorld
from tree import Tree
from wizard_case import WizardCase

PASSWORD = 'hi-mi-tsu'


class FindCase(WizardCase):
    """Subclasses set PROGRAM and LOCALEDIR."""
    LOCALEDIR = None

    @classmethod
    def setUpClass(cls):
        cls.world = cls.enterClassContext(FindWorld())
        cls.desk = cls.enterClassContext(Desk(locale='ja', localedir=cls.LOCALEDIR))
        cls.tree = Tree(cls.desk)
        cls.translate = staticmethod(gettext.translation('tegami', cls.LOCALEDIR, ['ja']).gettext)

    def setUp(self):
        super().setUp()
        self.world.forget()
        self.may_sign_in = False

    def tearDown(self):
        super().tearDown()
        if not self.may_sign_in:
            self.assertFalse([line for _, line in self.world.said() if PASSWORD in line or 'taro' in line], 'nobody was told who asks')

    def begin(self):
        """At the Address page."""
        self.start(*self.world.options())
        self.await_page('Welcome')
        self.desk.key('Return')
        self.await_page('Address')
