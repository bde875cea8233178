"""A reading, told to the store's journal by whoever is not the dossier's AE, while the screen goes on."""

from PySide6.QtCore import QObject

from desktop.ui.desk import Desk
from desktop.usecases.lectures import ouvrir


def tell_reading(desk: Desk, screen: QObject, dossier: str) -> None:
    """Note that a dossier is read in a screen: once per opening."""
    now = desk.clock()
    desk.jobs.write(screen, lambda work: ouvrir(work, dossier, now=now))
