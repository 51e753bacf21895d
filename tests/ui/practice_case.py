"""practice_case.py: the wizard beside practice servers, which stand for a provider's.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from provider import Practice
from wizard_case import WizardCase


class PracticeCase(WizardCase):
    """Subclasses set PROGRAM and TEGAMICTL."""
    TEGAMICTL = None
    practice = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.practice = Practice(cls.TEGAMICTL)
        cls.addClassCleanup(cls.practice.close)
