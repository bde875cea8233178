"""The system locks its session, or falls asleep: one signal, whatever the system.

Linux says it on D-Bus, Windows in messages to the window. Qt offers nothing on macOS, and nothing
else may be said: there the clock of `idle.py` sees that the machine slept.
"""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from desktop.app.dbus_lock import BusLock, session_bus, system_bus
from desktop.app.windows_lock import MessageLock


class SessionLock(QObject):
    """Tells when the machine is left."""

    locked = Signal()

    def __init__(self, app: QGuiApplication, window_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: object = None
        app.applicationStateChanged.connect(self._suspended)
        if sys.platform == "linux":
            buses = BusLock(self)
            buses.locked.connect(self.locked)
            buses.listen(system_bus(), session_bus())
        elif sys.platform == "win32":
            self._source = MessageLock(self.locked.emit)
            app.installNativeEventFilter(self._source)
            self._source.register(window_id)

    def _suspended(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.locked.emit()
