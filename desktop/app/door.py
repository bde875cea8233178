"""The door: first start or unlock, then the house; back to the door when it locks."""

import gc
import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop import recovery
from desktop.app.doorstep import NoVault, Place, places
from desktop.app.surroundings import Surroundings
from desktop.journal import crash
from desktop.phrases import propose
from desktop.strength import strength
from desktop.ui.jobs import Jobs
from desktop.ui.list_width import ListWidth
from desktop.ui.look import Look
from desktop.ui.rest import Rest
from desktop.ui.screens.cle_de_secours import CleDeSecours
from desktop.ui.screens.deverrouillage import Coffre, Deverrouillage
from desktop.ui.screens.phrase_oubliee import PhraseOubliee, Reprise
from desktop.ui.screens.premier_demarrage import Demande, PremierDemarrage
from desktop.ui.widgets.recovery_key import Shown
from desktop.ui.window import Window, clear_around

_INSIDE, _PRINTING = "desktop.app.inside", "desktop.ui.printing"
_UNSAVED = (
    "Ce que vous venez d’écrire n’a pas pu être enregistré sur le disque\u00a0: fermer le perdrait. "
    "Faites de la place ou copiez ce texte, puis réessayez."
)
_UNREAD = (
    "Ce qui est tapé dans un champ ne se lit pas : ce n’est pas enregistré, et fermer le perdrait. "
    "Le champ dit ce qu’il attend."
)
_HELD = (
    "Ce que vous veniez d’écrire n’est pas enregistré sur le disque. C’est gardé, chiffré, "
    "tant que cette fenêtre reste ouverte\u00a0: déverrouillez pour le retrouver et l’enregistrer."
)


_GOING_BACK = "La copie est remise en place…"
_WENT_BACK = "La copie est en place. Ce qui avait été écrit depuis est mis de côté dans le dossier du coffre."
_STAYED = "La copie n’a pas pu être remise en place. Rien n’a changé."


class Door(QObject):
    """Shows the way in. The house, with the vault and the network behind it, is read meanwhile."""

    entered = Signal(object)  # the House that was entered
    opened = Signal()  # a vault is open and not entered: it is to be watched all the same
    left = Signal()  # an open vault was locked and left

    def __init__(
        self,
        vaults: Path,
        look: Look,
        around: Surroundings,
        *,
        badge: str = "",
        hint: str = "",
        kdf: object = None,
        rest: Rest | None = None,
        list_width: ListWidth | None = None,
    ) -> None:
        super().__init__()
        self.window = Window(look, badge=badge, rest=rest, list_width=list_width)
        self.look = look
        self._vaults = vaults
        self._around = around
        self._hint = hint
        self._locking = False
        self._locks = 0  # how often the lock was asked
        self._kdf = kdf
        self.house: Any = None
        self._waiting: Any = (
            None  # a vault open that is not entered: its key is being noted, or it is closed
        )
        self._marks: dict[Path, Any] = {}  # where each vault's person was when it locked
        self._jobs: Jobs[Any, Any] = Jobs(NoVault(), self)
        self._jobs.refused.connect(crash)
        self.window.closing.connect(self.close)
        self.window.object_to_closing(self._not_saved)

    def open(self, passphrase: str = "", *, told: str = "", done: str = "") -> None:
        """Show the way in, and why, or what is `done`; with a passphrase, go straight through it."""
        found = places(self._vaults)
        if not found:
            self._jobs.run(self, _read_inside, self._first_start)
            return
        screen = Deverrouillage(
            [Coffre(place.nom, code=place.code, copies=place.copies) for place in found],
            hint=self._hint,
        )
        screen.choose(found.index(max(found, key=lambda place: place.opened)))
        screen.tell(told)
        if done:
            screen.inform(done)
        screen.asked.connect(
            lambda secret: self._unlock(
                screen, found[screen.coffre].folder, secret, by_code=screen.by_code
            )
        )
        screen.forgotten.connect(lambda: self._forgotten(found[screen.coffre]))
        screen.going_back.connect(
            lambda: self._jobs.run(
                screen,
                _read_inside,
                lambda inside: self._show_copies(inside, found[screen.coffre]),
            )
        )
        screen.another.connect(
            lambda: self._jobs.run(
                screen, _read_inside, lambda inside: self._first_start(inside, others=True)
            )
        )
        self.window.show_page(screen)
        self._jobs.run(screen, lambda _tell, _stopped: _codes(found), screen.keep_codes)
        self._refuse_share(
            screen, self._vaults, lambda error: screen.tell(getattr(error, "phrase", ""))
        )
        if passphrase:
            self._unlock(screen, found[screen.coffre].folder, passphrase, by_code=False)

    def lock(self, told: str = "") -> None:
        """Leave the house: nothing of it stays on the screen; then show the way in again, and why.

        Whoever asks: the person, the store, the clock, the system. Asked again meanwhile, nothing;
        asked while a vault is being opened, it is closed as soon as it opens (`_once_open`).
        """
        self._locks += 1
        if self._waiting is not None:
            # The key on the screen is another's to read: « Mon poste » draws another one.
            self._leave()
            self.left.emit()
            self.open(told=told)
        if self.house is None or self._locking:
            return
        self._locking = True
        folder = self.house.vault.folder
        try:
            mark = self._marks[folder] = self.house.leave()
            if mark.unsaved:
                told = f"{told}\n{_HELD}".strip()
        finally:
            # Whatever went wrong, the screen does not stay open.
            self.house = None
            self._locking = False
            clear_around(self.window)
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

    def _first_start(self, inside: ModuleType, *, others: bool = False) -> None:
        screen = PremierDemarrage(
            strength=strength,
            referentiels=inside.offered(),
            propose=lambda: propose(self._around.random),
            others=others,
        )
        screen.asked.connect(lambda asked: self._create(screen, asked))
        screen.back.connect(self.open)
        self.window.show_page(screen)
        self._refuse_share(screen, self._vaults, screen.object)

    def _refuse_share(
        self, screen: QObject, folder: Path, tell: Callable[[Exception], None]
    ) -> None:
        """Tell before anything is typed that the folder lies on a network share."""
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).refuse_share(
                folder, self._around
            ),
            lambda _done: None,
            failed=tell,
        )

    def _create(self, screen: PremierDemarrage, asked: Demande) -> None:
        screen.wait()
        asked = replace(asked, recovery=recovery.draw(self._around.random))
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).create(
                self._vaults, asked, self._around, self._kdf
            ),
            self._once_open(lambda vault: self._show_key(vault, asked.recovery)),
            failed=lambda error: self._refuse(screen, error),
        )

    def _show_key(self, vault: Any, key: str) -> None:
        """The vault is open, and not entered: the key that would rescue it is seen first."""
        self._waiting = vault
        screen = CleDeSecours(
            Shown(
                key,
                lambda key: importlib.import_module(_INSIDE).page_of_key(key, self._around),
                lambda: importlib.import_module(_PRINTING).printers(),
                lambda pdf, printer: importlib.import_module(_PRINTING).print_alone(pdf, printer),
            ),
            self._jobs,
        )
        screen.noted.connect(lambda: self._keep_key(screen, vault))
        screen.later.connect(lambda: self._enter(vault))
        QShortcut(QKeySequence("Ctrl+L"), screen, self.lock)
        self.window.show_page(screen)
        self.opened.emit()

    def _keep_key(self, screen: CleDeSecours, vault: object) -> None:
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).note_key(vault),
            self._enter,
            # The key opens all the same; « Mon poste » goes on saying that it is not noted.
            failed=lambda _error: self._enter(vault),
        )

    def _forgotten(self, place: Place) -> None:
        screen = PhraseOubliee(
            place.nom,
            strength=strength,
            propose=lambda: propose(self._around.random),
            objection=recovery.objection,
        )
        screen.back.connect(self.open)
        screen.asked.connect(lambda asked: self._recover(screen, place.folder, asked))
        self.window.show_page(screen)

    def _recover(self, screen: PhraseOubliee, folder: Path, asked: Reprise) -> None:
        screen.wait()
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).recover(
                folder, asked, self._around, self._kdf
            ),
            self._once_open(self._enter),
            failed=lambda error: self._refuse(screen, error),
        )

    def _unlock(self, screen: Deverrouillage, folder: Path, secret: str, *, by_code: bool) -> None:
        screen.wait()
        at = screen.coffre

        def refuse(error: Exception) -> None:
            self._refuse(screen, error)
            if by_code and not _code_serves(folder):
                screen.lose_code(at, getattr(error, "phrase", ""))
            if importlib.import_module(_INSIDE).damaged(error):
                screen.offer_copies()

        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).unlock(
                folder, secret, self._around, by_code=by_code
            ),
            self._once_open(self._enter),
            failed=refuse,
        )

    def _refuse(
        self, screen: PremierDemarrage | Deverrouillage | PhraseOubliee, error: Exception
    ) -> None:
        if not hasattr(error, "phrase"):
            crash(error)
        screen.object(error)

    def _once_open(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Do this with the vault that is being opened, unless the lock is asked before it is."""
        asked = self._locks

        def go(vault: Any) -> None:
            if self._locks == asked:
                then(vault)
            else:
                vault.close()
                self.open()

        return go

    def _enter(self, vault: Any) -> None:
        self._waiting = None
        inside = importlib.import_module(_INSIDE)
        bail = inside.standing(vault, self._around)
        if bail.fermeture is not None:
            self._wait_outside(inside.Antechamber(vault, self.window, self._around, bail))
            return
        told = inside.objection(vault)
        if told:
            vault.close()
            self.left.emit()
            self.open(told=told)
            return
        house = self.house = inside.House(
            vault, self.window, self._around, self._kdf, hint=self._hint
        )
        self.house.locked.connect(self.lock)
        self.house.going_back.connect(self._go_back)
        mark = self._marks.pop(self.house.vault.folder, None)
        if mark is not None:
            self.house.come_back(mark)
        # It may be locked again already: the store has withdrawn this machine.
        self.entered.emit(house)

    def _wait_outside(self, antechamber: Any) -> None:
        """The vault is open and may not be worked in."""
        self._waiting = antechamber
        antechamber.opened.connect(self._enter)
        antechamber.locked.connect(self.lock)
        self.opened.emit()

    def _go_back(self, copie: Any) -> None:
        """Lock, and put a copy of the vault in its place; where one was is of another vault now."""
        folder = self.house.vault.folder
        self.lock(_GOING_BACK)
        self._put_back(folder, copie)

    def _put_back(self, folder: Path, copie: Any) -> None:
        self._marks.pop(folder, None)
        self._jobs.run(
            self,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).go_back(
                folder, copie, self._around
            ),
            lambda _done: self.open(done=_WENT_BACK),
            failed=lambda error: self.open(told=getattr(error, "phrase", _STAYED)),
        )

    def _show_copies(self, inside: ModuleType, place: Place) -> None:
        """Go back to a copy of a vault that may not open."""
        screen = inside.copies_screen(place.nom, self._around)
        screen.back.connect(self.open)
        screen.asked.connect(lambda phrase: self._prove(screen, place.folder, phrase))
        screen.chosen.connect(lambda copie: self._put_back(place.folder, copie))
        self.window.show_page(screen)

    def _prove(self, screen: Any, folder: Path, phrase: str) -> None:
        screen.wait()
        self._jobs.run(
            screen,
            lambda _tell, _stopped: importlib.import_module(_INSIDE).copies_of(folder, phrase),
            screen.show_copies,
            failed=lambda error: self._refuse(screen, error),
        )

    def _not_saved(self) -> str:
        """Say what closing would lose: words that the disk refused, on the screen or behind the lock."""
        if any(mark.unsaved for mark in self._marks.values()):
            return _HELD
        if self.house is None or self.house.main.screen_shown.may_leave():
            return ""
        return _UNSAVED if self.house.main.desk.unkept.any else _UNREAD

    def _leave(self) -> None:
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
        if self.house is not None:
            self.house.leave()
            self.house = None


def _read_inside(_tell: object, _stopped: object) -> ModuleType:
    """Read what is behind the door, which stays to the end.

    Looked through for garbage with the rest, it would hold the screen for a twentieth of a second.
    """
    inside = importlib.import_module(_INSIDE)
    if not gc.get_freeze_count():
        gc.freeze()
    return inside


def _codes(found: list[Place]) -> list[bool]:
    """Which vaults a quick code may open; reads the house on the way."""
    inside = _read_inside(None, None)
    return [place.code and inside.code_serves(place.folder) for place in found]


def _code_serves(folder: Path) -> bool:
    return bool(importlib.import_module(_INSIDE).code_serves(folder))
