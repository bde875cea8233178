"""Rounds: a backup every thirty minutes of use, away from the screen's thread."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from desktop.app.surroundings import Surroundings
from desktop.models.errors import VaultUnwritable
from desktop.models.vault import Vault
from desktop.ui.desk import Desk

EVERY = timedelta(minutes=30)
# The age of the last copy is looked at often: a tick as long as that age falls just short of it. A
# session shorter than that is copied as well, once the day's first screens are drawn.
LOOK = timedelta(minutes=1)
NOT_COPIED = (
    "La copie de sauvegarde ne se fait pas\u00a0: le disque refuse de l’écrire (plein, ou dossier protégé). Ce qui était "
    "enregistré l’est toujours\u00a0: libérez de la place ou levez la protection, et elle se fera d’elle-même."
)


class Rounds(QObject):
    """Asks for a copy when the last one is half an hour old."""

    def __init__(self, vault: Vault, desk: Desk, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._vault = vault
        self._desk = desk
        self._around = around
        self.copying = False
        self._lacking = False  # told that no copy is made: not again at each look
        self._timer = QTimer(self, interval=int(LOOK.total_seconds() * 1000))
        self._timer.timeout.connect(self.go)
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def go(self) -> None:
        """Copy the vault, unless a recent copy is there or one is being made."""
        last = self._vault.last_backup()
        if self.copying or (last is not None and self._around.clock() - last < EVERY):
            return
        self.copying = True
        self._desk.jobs.run(
            self,
            lambda _tell, stopped: self._vault.back_up(stopped),
            lambda _path: self._ended(),
            failed=self._refused,
        )

    def _ended(self) -> None:
        self.copying = self._lacking = False
        banner = self._desk.speak.banner
        if banner.sentence == NOT_COPIED:
            banner.pass_by()

    def _refused(self, error: Exception) -> None:
        self.copying = False
        if not isinstance(error, VaultUnwritable):
            self._desk.speak.refuse(error)
        elif not self._lacking:
            self._lacking = True
            self._desk.speak.banner.warn(NOT_COPIED)
