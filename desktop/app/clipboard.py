"""What was copied from the application does not stay in the clipboard: 30 seconds, or until the lock."""

from hashlib import sha256

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_KEPT = 30_000  # milliseconds
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardKeeper(QObject):
    """Clears what was copied here, and never what was copied elsewhere since.

    Copied here: the clipboard changed while a window of ours had the focus. Only a fingerprint of it
    is kept, to know it again.
    """

    def __init__(self, parent: QObject | None = None, *, kept: int = _KEPT) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours: dict[QClipboard.Mode, bytes] = {}
        self._timer = QTimer(self, singleShot=True, interval=kept)
        self._timer.timeout.connect(self.clear)
        self._clipboard.changed.connect(self._moved)

    def clear(self) -> None:
        """Clear now what is still ours."""
        self._timer.stop()
        ours, self._ours = self._ours, {}
        for mode, mark in ours.items():
            if self._fingerprint(mode) == mark:
                self._clipboard.clear(mode)

    def _moved(self, mode: QClipboard.Mode) -> None:
        self._ours.pop(mode, None)
        if mode in _MODES and self._is_here(mode) and self._clipboard.text(mode):
            self._ours[mode] = self._fingerprint(mode)
            self._timer.start()

    def _is_here(self, mode: QClipboard.Mode) -> bool:
        owns = (
            self._clipboard.ownsSelection()
            if mode is QClipboard.Mode.Selection
            else self._clipboard.ownsClipboard()
        )
        return owns or QGuiApplication.focusWindow() is not None

    def _fingerprint(self, mode: QClipboard.Mode) -> bytes:
        return sha256(self._clipboard.text(mode).encode("utf-8", "surrogatepass")).digest()
