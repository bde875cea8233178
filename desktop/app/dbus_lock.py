"""What Linux says on D-Bus when the session is locked or the machine falls asleep.

logind on the system's bus, the screen savers of the desktops on the session's. Where a bus is
missing (a container, a bare server), nothing is listened to and nothing is said.
"""

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

LOGIND = "org.freedesktop.login1"
SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class BusLock(QObject):
    """Listens on the buses it is given."""

    locked = Signal()

    def listen(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Hear logind on one bus, and the screen savers on the other."""
        if system.isConnected():
            manager, one = f"{LOGIND}.Manager", f"{LOGIND}.Session"
            system.connect(LOGIND, "", manager, "PrepareForSleep", self, _slot("begins(bool)"))
            system.connect(LOGIND, "", one, "Lock", self, _slot("asked()"))
        if session.isConnected():
            for saver in SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, _slot("begins(bool)"))

    @Slot(bool)
    def begins(self, begins: bool) -> None:  # noqa: FBT001 - as the bus says it
        """Hear that a sleep or a screen saver begins (true) or ends (false)."""
        if begins:
            self.locked.emit()

    @Slot()
    def asked(self) -> None:
        """Hear that the session is to be locked."""
        self.locked.emit()


def system_bus() -> QDBusConnection:
    """Return the machine's bus."""
    return QDBusConnection.systemBus()


def session_bus() -> QDBusConnection:
    """Return the bus of the person's session."""
    return QDBusConnection.sessionBus()


def _slot(signature: str) -> bytes:
    # The stubs want bytes; PySide6 6.11 takes only the text that SLOT gives.
    return cast("bytes", SLOT(signature))
