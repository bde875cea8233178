"""What Windows says to a window when the session is locked or the machine falls asleep."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from typing_extensions import override

_SESSION_CHANGE, _LEFT = 0x02B1, frozenset({0x2, 0x4, 0x7})  # WTS: disconnected, or locked
_POWER, _SUSPENDS = 0x0218, 0x4
_THIS_SESSION = 0


class MessageLock(QAbstractNativeEventFilter):
    """Reads the messages of the windows on their way; lets each pass."""

    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked

    @override
    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        kind = event_type.data() if isinstance(event_type, QByteArray) else event_type
        if bytes(kind).startswith(b"windows_"):
            read = wintypes.MSG.from_address(int(message))
            if is_leaving(read.message, read.wParam):
                self._locked()
        return False

    def register(self, window_id: int) -> None:
        """Ask Windows to tell a window when its session changes."""
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, _THIS_SESSION)


def is_leaving(message: int, parameter: int) -> bool:
    """Tell whether a message says that the machine is locked, left or about to sleep."""
    if message == _SESSION_CHANGE:
        return parameter in _LEFT
    return message == _POWER and parameter == _SUSPENDS
