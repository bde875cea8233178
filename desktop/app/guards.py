"""What locks the door by itself: nobody there, a system that locks or sleeps; and what lies about after."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from desktop.app.clipboard import ClipboardKeeper
from desktop.app.door import Door
from desktop.app.idle import Idle
from desktop.app.lock_key import LockKey
from desktop.app.session_lock import SessionLock
from desktop.app.surroundings import Surroundings


class Guards(QObject):
    """Stand around a door as long as the application lives; every source calls `Door.lock`."""

    def __init__(self, app: QGuiApplication, door: Door, around: Surroundings) -> None:
        super().__init__(door)
        self._door = door
        self.idle = Idle(door.window.rest, around.clock, self)
        self.clipboard = ClipboardKeeper(self)
        self.system = SessionLock(app, int(door.window.winId()), self)
        self.key = LockKey(app, self)
        door.entered.connect(lambda _house: self.idle.start())
        door.opened.connect(self.idle.start)
        door.left.connect(self.idle.stop)
        door.window.destroyed.connect(self.idle.stop)
        door.left.connect(self.clipboard.clear)
        self.idle.warned.connect(lambda left: door.window.notify(announce(left)))
        self.idle.resumed.connect(lambda: door.window.notify(""))
        self.idle.expired.connect(door.lock)
        self.system.locked.connect(door.lock)
        # Once the key is dealt with: the lock closes what it was pressed in.
        self.key.pressed.connect(door.lock, Qt.ConnectionType.QueuedConnection)


def announce(seconds: int) -> str:
    """Say that the lock is near."""
    return (
        f"Sans activité, Permanence se verrouille dans {seconds}\u00a0secondes. "
        "Une touche ou un geste suffit pour continuer."
    )
