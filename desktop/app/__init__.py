"""Composition: the only place that knows everyone. The unlock screen first, the rest behind it."""

import argparse
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer

from desktop import dumps, settings
from desktop.app.crashes import Crashes
from desktop.app.door import Door
from desktop.app.first import First, another_began, begin, is_open_already
from desktop.app.guards import Guards
from desktop.app.qt import application
from desktop.app.surroundings import real
from desktop.journal import open_journal
from desktop.ui.list_width import ListWidth
from desktop.ui.rest import Rest

_COMMA = ", virgule comprise"
_ALREADY = "Permanence est déjà ouverte sur ce poste\u00a0: sa fenêtre passe devant.\n"


def run(asked: argparse.Namespace) -> int:
    """Open the application; return when its window is closed."""
    del asked
    return open_window(settings.read())


def open_window(
    here: settings.Settings,
    *,
    badge: str = "",
    passphrase: str = "",
    shown: Callable[[Door], None] = lambda _door: None,
) -> int:
    """Open the window on this machine's vaults.

    Args:
        here: folders and theme.
        badge: a word that stays on the screen (« DÉMO »).
        passphrase: opens the vault without asking, and is told to whoever locks it; for the
            demonstration only, whose people are invented.
        shown: called once the way in is on the screen.
    """
    dumps.forbid()
    hint = (
        f"Coffre de démonstration\u00a0: sa phrase est «\u00a0{passphrase}\u00a0», à taper en entier"
        f"{_COMMA if ',' in passphrase else ''}."
        if passphrase
        else ""
    )
    start = begin(here.data)
    if is_open_already(here.data, starting=another_began(start)):
        sys.stdout.write(_ALREADY)
        return 0
    open_journal(here.logs)
    qt, look = application(sys.argv[:1], here.theme, here.scale)
    look.changed.connect(lambda theme, scale: settings.remember(here, theme=theme, scale=scale))
    rest = Rest(here.rest)
    rest.changed.connect(lambda minutes: settings.remember(here, rest=minutes))
    width = ListWidth(here.list_width)
    width.changed.connect(lambda pixels: settings.remember(here, list_width=pixels))
    door = Door(
        here.vaults, look, around := real(), badge=badge, hint=hint, rest=rest, list_width=width
    )
    first = First(here.data)
    first.called.connect(door.window.come_forward)
    guards = Guards(qt, door, around)
    crashes = Crashes()
    crashes.happened.connect(door.apologise)
    crashes.watch()
    door.window.appear()
    door.open(passphrase)
    QTimer.singleShot(0, lambda: shown(door))
    try:
        return qt.exec()
    finally:
        guards.clipboard.clear()
        first.close()
        start.unlock()
        crashes.rest()
