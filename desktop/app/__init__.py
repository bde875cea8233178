"""Composition: the only place that knows everyone. The unlock screen first, the rest behind it."""

import argparse
import sys

from desktop import settings
from desktop.app.crashes import Crashes
from desktop.app.door import Door
from desktop.app.qt import application
from desktop.app.surroundings import real
from desktop.journal import open_journal


def run(asked: argparse.Namespace) -> int:
    """Open the application; return when its window is closed."""
    del asked
    return open_window(settings.read())


def open_window(here: settings.Settings, *, badge: str = "", passphrase: str = "") -> int:
    """Open the window on this machine's vaults.

    Args:
        here: folders and theme.
        badge: a word that stays on the screen (« DÉMO »).
        passphrase: opens the vault without asking, and is told to whoever locks it; for the
            demonstration only, whose people are invented.
    """
    hint = (
        f"Coffre de démonstration\u00a0: sa phrase est «\u00a0{passphrase}\u00a0»."
        if passphrase
        else ""
    )
    open_journal(here.logs)
    qt, look = application(sys.argv[:1], here.theme, here.scale)
    look.changed.connect(lambda theme, scale: settings.remember(here, theme, scale))
    door = Door(here.vaults, look, real(), badge=badge, hint=hint)
    crashes = Crashes()
    crashes.happened.connect(door.apologise)
    crashes.watch()
    door.window.appear()
    door.open(passphrase)
    try:
        return qt.exec()
    finally:
        crashes.rest()
