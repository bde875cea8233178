"""One application for a folder of vaults: the second start brings the first window forward and ends."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1_000  # milliseconds
# Between one call and the next of an application that is starting, and how often: a slow disk takes its time.
_PAUSE, _CALLS = 100, 200


class First(QObject):
    """Holds the place of the first start; only the same user of the machine may call it."""

    called = Signal()  # another start was tried: show the window

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # What a killed application left is in the way of the next one.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def close(self) -> None:
        """Give the place up."""
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.called.emit()


def begin(folder: Path) -> QLockFile:
    """Take the start on this folder, to be kept while the application runs.

    It settles between two clicks in a row, before the first window can be called.
    """
    lock = QLockFile(f"{QDir.tempPath()}/{_name(folder)}.verrou")
    lock.setStaleLockTime(0)
    lock.tryLock(0)
    return lock


def another_began(start: QLockFile) -> bool:
    """Whether a start that is not locked came after another; one that this machine gives no place for came after none."""
    return start.error() is QLockFile.LockError.LockFailedError


def is_open_already(folder: Path, *, starting: bool = False) -> bool:
    """Call the application that has this folder open, if there is one; whether it answered.

    One that is `starting` is waited for.
    """
    for number in range(_CALLS if starting else 1):
        if number:
            QThread.msleep(_PAUSE)
        socket = QLocalSocket()
        socket.connectToServer(_name(folder))
        there = socket.waitForConnected(_PATIENCE)
        socket.abort()
        if there:
            return True
    return False


def _name(folder: Path) -> str:
    # Neutral, and short enough for a socket's address whatever the folder's.
    return f"permanence-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"
