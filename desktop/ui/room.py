"""Watches where the vault lies: how much room is left, and whether a service copies the folder."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.jobs import Jobs
from desktop.usecases.emplacement import Emplacement
from plie.empechement import Empechement

EVERY = 30_000  # milliseconds


class Room(QObject):
    """Looks by itself every half-minute, and at once when the disk has refused something."""

    told = Signal(object)  # the Emplacement, each time it was looked at

    def __init__(
        self, jobs: Jobs[Any, Any], examine: Callable[[], Emplacement], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.known = Emplacement()
        self._jobs = jobs
        self._examine = examine
        self._looking = self._asked = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        jobs.refused.connect(self._refused)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now, or again once the look under way has ended: answers come in order."""
        self._asked = True
        if not self._looking:
            self._looking, self._asked = True, False
            self._jobs.run(self, lambda _tell, _stopped: self._examine(), self._tell)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Empechement):
            self.look()

    def _tell(self, found: Emplacement) -> None:
        self._looking = False
        self.known = found
        self.told.emit(found)
        if self._asked:
            self.look()
