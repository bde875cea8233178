"""Rounds: a backup every thirty minutes of use, away from the screen's thread."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from desktop.app.surroundings import Surroundings
from desktop.models.vault import Vault
from desktop.ui.desk import Desk

EVERY = timedelta(minutes=30)
# A session shorter than that is copied as well, once the day's first screens are drawn.
FIRST = timedelta(minutes=1)


class Rounds(QObject):
    """Asks for a copy when the last one is half an hour old."""

    def __init__(self, vault: Vault, desk: Desk, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._vault = vault
        self._desk = desk
        self._around = around
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.go)
        self._timer.start()
        self._first = QTimer(self, interval=int(FIRST.total_seconds() * 1000), singleShot=True)
        self._first.timeout.connect(self.go)
        self._first.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._first.stop()

    def go(self) -> None:
        """Copy the vault, unless a recent copy is there."""
        last = self._vault.last_backup()
        if last is None or self._around.clock() - last >= EVERY:
            self._desk.jobs.run(
                self,
                lambda _tell, stopped: self._vault.back_up(stopped),
                lambda _path: None,
                failed=self._desk.speak.refuse,
            )
