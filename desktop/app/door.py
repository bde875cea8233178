"""The door: first start or unlock, then the house; back to the door when it locks."""

import importlib
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from PySide6.QtCore import QObject, Signal, Slot

from desktop.app.surroundings import Surroundings
from desktop.journal import crash
from desktop.strength import strength
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.screens.deverrouillage import Deverrouillage
from desktop.ui.screens.premier_demarrage import Demande, PremierDemarrage
from desktop.ui.window import Window

_HOUSE = "desktop.app.house"
_ENVELOPE = "coffre.json"


class Door(QObject):
    """Shows the way in. The house, with the vault and the network behind it, is read meanwhile."""

    entered = Signal(object)  # the House that was entered
    left = Signal()  # the house was locked and left

    def __init__(
        self,
        vaults: Path,
        look: Look,
        around: Surroundings,
        *,
        badge: str = "",
        hint: str = "",
        kdf: object = None,
    ) -> None:
        super().__init__()
        self.window = Window(look, badge=badge)
        self.look = look
        self._vaults = vaults
        self._around = around
        self._hint = hint
        self._kdf = kdf
        self.house: Any = None
        self._jobs: Jobs[Any, Any] = Jobs(_NoVault(), self)
        self._jobs.refused.connect(crash)
        self.window.closing.connect(self.close)

    def open(self, passphrase: str = "", *, told: str = "") -> None:
        """Show the way in, and why; with a passphrase, go straight through it."""
        found = {path.parent: _opened(path) for path in sorted(self._vaults.glob(f"*/{_ENVELOPE}"))}
        if not found:
            self._jobs.run(self, _read_house, self._first_start)
            return
        folders = list(found)
        screen = Deverrouillage(
            [f"Coffre {n}, ouvert le {at:%d/%m/%Y}" for n, at in enumerate(found.values(), 1)],
            hint=self._hint,
        )
        screen.tell(told)
        screen.choose(folders.index(max(folders, key=found.__getitem__)))
        screen.asked.connect(lambda phrase: self._unlock(screen, folders[screen.coffre], phrase))
        self.window.show_page(screen)
        self._jobs.run(self, _read_house, lambda _house: None)
        if passphrase:
            self._unlock(screen, folders[screen.coffre], passphrase)

    def lock(self, told: str = "") -> None:
        """Leave the house: nothing of it stays on the screen; then show the way in again, and why."""
        self._leave()
        self.left.emit()
        self.open(told=told)

    @Slot()
    def apologise(self) -> None:
        """Tell that something went wrong, when there is a house to tell it in."""
        if self.house is not None:
            self.house.speak.apologise()

    def close(self) -> None:
        """Leave for good: what was to be written is written."""
        self._leave()
        self._jobs.close()

    def _first_start(self, house: ModuleType) -> None:
        screen = PremierDemarrage(strength=strength, referentiels=house.referentiels_offered())
        screen.asked.connect(lambda asked: self._create(screen, asked))
        self.window.show_page(screen)

    def _create(self, screen: PremierDemarrage, asked: Demande) -> None:
        screen.wait()
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_HOUSE).create(
                self._vaults, asked, self._around, self._kdf
            ),
            self._enter,
            failed=lambda error: self._refuse(screen, error),
        )

    def _unlock(self, screen: Deverrouillage, folder: Path, passphrase: str) -> None:
        screen.wait()
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_HOUSE).unlock(
                folder, passphrase, self._around
            ),
            self._enter,
            failed=lambda error: self._refuse(screen, error),
        )

    def _refuse(self, screen: PremierDemarrage | Deverrouillage, error: Exception) -> None:
        if not hasattr(error, "phrase"):
            crash(error)
        screen.object(error)

    def _enter(self, vault: object) -> None:
        self.house = importlib.import_module(_HOUSE).House(vault, self.window, self._around)
        self.house.locked.connect(self.lock)
        self.entered.emit(self.house)

    def _leave(self) -> None:
        if self.house is not None:
            self.house.leave()
            self.house = None


def _opened(envelope: Path) -> datetime:
    """When a vault was opened last: the date that its envelope carries."""
    return datetime.fromtimestamp(envelope.stat().st_mtime, UTC).astimezone()


def _read_house(_tell: object, _stopped: object) -> ModuleType:
    return importlib.import_module(_HOUSE)


class _NoVault:
    """Before the vault is open nothing is read or written in it."""

    def work(self) -> NoReturn:
        """Refuse."""
        raise RuntimeError("the vault is locked")

    def look(self) -> NoReturn:
        """Refuse."""
        raise RuntimeError("the vault is locked")
