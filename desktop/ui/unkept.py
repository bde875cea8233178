"""`Unkept`: whether something typed is on the screen only, for the disk has refused it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.ui.autosave import Autosave


class Unkept(QObject):
    """Told by what saves, read by what says where things stand. What goes away waits for nothing any more."""

    told = Signal()  # it begins, or ends

    def __init__(self) -> None:
        super().__init__()
        self._savers: set[int] = set()

    @property
    def any(self) -> bool:
        """Whether something waits to be saved again."""
        return bool(self._savers)

    def waits(self, saver: QObject) -> bool:
        """Whether what `saver` was to keep waits."""
        return id(saver) in self._savers

    def follow(self, autosave: Autosave) -> None:
        """Hear of what a form could not save."""
        autosave.failed.connect(partial(self._missed, autosave))
        autosave.saved.connect(partial(self.have, autosave))

    def miss(self, saver: QObject) -> None:
        """What `saver` was to keep was refused."""
        key = id(saver)
        if key not in self._savers:
            self._savers.add(key)
            saver.destroyed.connect(partial(self._end, key))
            self._tell(1)

    def have(self, saver: QObject) -> None:
        """What it was to keep is in the vault, or needs not be."""
        self._end(id(saver))

    def _missed(self, saver: QObject, _error: Exception) -> None:
        self.miss(saver)

    def _end(self, key: int, _gone: QObject | None = None) -> None:
        if key in self._savers:
            self._savers.discard(key)
            self._tell(0)

    def _tell(self, turns_at: int) -> None:
        if isValid(self) and len(self._savers) == turns_at:
            self.told.emit()
