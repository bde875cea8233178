"""The door: first start or unlock, then the house; back to the door when it locks."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from PySide6.QtCore import QObject, Signal, Slot

from desktop.app.surroundings import Surroundings
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
        kdf: object = None,
    ) -> None:
        super().__init__()
        self.window = Window(look, badge=badge)
        self.look = look
        self._vaults = vaults
        self._around = around
        self._kdf = kdf
        self.house: Any = None
        self._jobs: Jobs[Any, Any] = Jobs(_NoVault(), self)
        self.window.closing.connect(self.close)

    def open(self, passphrase: str = "") -> None:
        """Show the way in; with a passphrase, go straight through it."""
        found = sorted(path.parent for path in self._vaults.glob(f"*/{_ENVELOPE}"))
        if not found:
            self._jobs.run(self, _read_house, self._first_start)
            return
        screen = Deverrouillage()
        screen.asked.connect(lambda phrase: self._unlock(screen, found[0], phrase))
        self.window.show_page(screen)
        self._jobs.run(self, _read_house, lambda _house: None)
        if passphrase:
            self._unlock(screen, found[0], passphrase)

    def lock(self) -> None:
        """Leave the house: nothing of it stays on the screen; then show the way in again."""
        self._leave()
        self.left.emit()
        self.open()

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
            failed=screen.object,
        )

    def _unlock(self, screen: Deverrouillage, folder: Path, passphrase: str) -> None:
        screen.wait()
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_HOUSE).unlock(
                folder, passphrase, self._around
            ),
            self._enter,
            failed=screen.object,
        )

    def _enter(self, vault: object) -> None:
        self.house = importlib.import_module(_HOUSE).House(vault, self.window, self._around)
        self.house.locked.connect(self.lock)
        self.entered.emit(self.house)

    def _leave(self) -> None:
        if self.house is not None:
            self.house.leave()
            self.house = None


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
