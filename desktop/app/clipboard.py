"""What was copied from the application does not stay in the clipboard: 30 seconds, or until the lock.

Nor is it for the histories that systems keep of what is copied: it bears the marks by which they are asked to leave it.
"""

from hashlib import sha256

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

_KEPT = 30_000  # milliseconds
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'  # so Qt names a format of that system
_NO = bytes(4)  # a DWORD
MARKS = {
    # KDE's history (Klipper), and others that follow it.
    "x-kde-passwordManagerHint": b"secret",
    # Windows: the history (Win+V), what goes to the cloud, and any watcher that asks.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}


class ClipboardKeeper(QObject):
    """Marks and clears what was copied here, and never what was copied elsewhere since.

    Copied here: the clipboard changed while a window of ours had the focus. Only a fingerprint of it
    is kept, to know it again.
    """

    def __init__(self, parent: QObject | None = None, *, kept: int = _KEPT) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours: dict[QClipboard.Mode, bytes] = {}
        self._marking = False
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
        if mode not in _MODES or not self._clipboard.text(mode):
            return
        content, owned = self._clipboard.mimeData(mode), self._owns(mode)
        ours = owned or self._clipboard.text(mode) == _selected()
        if ours and not self._marking and not bears(content):
            self._mark(content, mode)
        elif owned or QGuiApplication.focusWindow() is not None:
            self._ours[mode] = self._fingerprint(mode)
            self._timer.start()

    def _mark(self, content: QMimeData, mode: QClipboard.Mode) -> None:
        """Put it there again with its marks; it is told again, once: a system may take the marks off."""
        self._marking = True
        try:
            self._clipboard.setMimeData(marked(content), mode)
        finally:
            self._marking = False

    def _owns(self, mode: QClipboard.Mode) -> bool:
        """Tell whether the system knows it as ours; some never do, and what they hold may be another's."""
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard()

    def _fingerprint(self, mode: QClipboard.Mode) -> bytes:
        return sha256(self._clipboard.text(mode).encode("utf-8", "surrogatepass")).digest()


def marked(content: QMimeData) -> QMimeData:
    """Return the same content with every mark; each system knows its own and leaves the others."""
    made = QMimeData()
    for kind in content.formats():
        made.setData(kind, content.data(kind))
    for kind, value in MARKS.items():
        made.setData(kind, value)
    return made


def bears(content: QMimeData) -> bool:
    """Tell whether a content has its marks."""
    return all(content.hasFormat(kind) for kind in MARKS)


def _selected() -> str:
    """Return what is selected where the keyboard is."""
    here = QApplication.focusWidget()
    if isinstance(here, QPlainTextEdit):
        return here.textCursor().selection().toPlainText()
    return here.selectedText() if isinstance(here, QLineEdit | QLabel) else ""
