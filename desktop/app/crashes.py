"""What nobody caught: written in the journal without its message, then told to the person.

An exception may come on any thread, and Qt has messages of its own; none may vanish, and none may
print a person's data on a terminal that a system journal keeps.
"""

import re
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from desktop import journal

_QtHandler = Callable[[QtMsgType, QMessageLogContext, str], object] | None

_LEVELS = {
    QtMsgType.QtWarningMsg: "qt_warning",
    QtMsgType.QtCriticalMsg: "qt_critical",
    QtMsgType.QtFatalMsg: "qt_fatal",
}
# Of a message of Qt only the method it names is kept: file names and texts may follow.
_METHOD = re.compile(r"[A-Za-z]\w*(::\w+)+")
_TOLD = "permanence\u00a0: une erreur imprévue s’est produite\u202f; le journal de l’application dit où.\n"


class Crashes(QObject):
    """Stands behind everything from `watch` to `rest`."""

    happened = Signal()  # on the thread of this object: the journal has it, say so

    def __init__(self) -> None:
        super().__init__()
        self._before = sys.excepthook, threading.excepthook
        self._qt_before: _QtHandler = None

    def watch(self) -> None:
        """Take what nobody catches from now on."""
        self._before = sys.excepthook, threading.excepthook
        self._qt_before = qInstallMessageHandler(_hear_qt)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def rest(self) -> None:
        """Give everything back as it was."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        journal.crash(error.with_traceback(trace))
        if sys.stderr is not None:
            sys.stderr.write(_TOLD)
        self.happened.emit()

    def _uncaught_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and not issubclass(hook.exc_type, SystemExit):
            self._uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _hear_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    if kind in _LEVELS:
        method = _METHOD.match(message or "")
        journal.warn(_LEVELS[kind], code=method.group() if method else "")
