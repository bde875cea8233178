"""What Qt says of a display that is not there, and that says nothing of what is drawn: left unsaid, alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# A window brought to the front, a list that opens: without a display there is nothing to do.
_UNABLE = frozenset(
    {
        "This plugin does not support raise()",
        "This plugin does not support grabbing the keyboard",
    }
)


@contextmanager
def quiet() -> Iterator[None]:
    """Leave these messages unsaid; every other is said as it was."""

    def hear(kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        if message in _UNABLE:
            return
        if before is None:
            sys.stderr.write(f"{message}\n")
        else:
            before(kind, where, message)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
