"""The house behind the door: an open vault, its desk, its window, its line to the store."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop.app import recovery
from desktop.app.exchange import Exchange
from desktop.app.keyholder import Keyholder
from desktop.app.plans import Furniture, plan_of
from desktop.app.referentiels import objection
from desktop.app.rounds import Rounds
from desktop.app.surroundings import Surroundings
from desktop.models.envelope import Kdf
from desktop.models.vault import Vault
from desktop.ui import bookmark
from desktop.ui.desk import Desk
from desktop.ui.heartbeat import Heartbeat
from desktop.ui.jobs import Jobs
from desktop.ui.kept import keep_all
from desktop.ui.main_window import MainWindow
from desktop.ui.parc import Parc
from desktop.ui.places import Name, Place
from desktop.ui.room import Room
from desktop.ui.screens.poste import Poste
from desktop.ui.speak import Speak
from desktop.ui.spool import SPOOL
from desktop.ui.widgets.banner import Banner
from desktop.ui.window import Window, clear_around
from desktop.usecases import Rows, Work, emplacement, sauvegardes
from desktop.usecases.apercu import Apercu
from desktop.usecases.emplacement import Emplacement
from desktop.usecases.referentiels import charger
from desktop.usecases.synchronisation import EtatExchange, LineError, Outcome, copie_en_mots

T = TypeVar("T")
_PATIENCE = 5.0  # seconds given to whoever reads the vault, before leaving without it


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the person was when the vault locked, readable by that vault only.

    Attributes:
        sealed: a `Bookmark`.
        unsaved: whether it holds words that could not be saved.
        files_held: whether the files that come in were stopped.
    """

    sealed: bytes
    unsaved: bool
    files_held: bool = False


class House(QObject):
    """Everything that lives while the vault is open. `leave` puts an end to all of it."""

    locked = Signal(str)  # the person ("") or the store (why) asks for the lock
    going_back = Signal(object)  # a Copie: lock, then go back to it
    furnished = Signal()  # the screens were made, at first or again

    def __init__(
        self,
        vault: Vault,
        window: Window,
        around: Surroundings,
        kdf: Kdf | None = None,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(window)
        self.vault = vault
        self.window = window
        self._around = around
        self.jobs: Jobs[Work, Rows] = Jobs(vault, self)
        self.exchange = Exchange(vault, around)
        self._apercu = Apercu()
        self._keys = Keyholder(vault, around, kdf, hint=hint)
        self.main: MainWindow
        self.speak: Speak
        self.heart: Heartbeat
        self.rounds: Rounds
        self._warned = False
        self._reminded = False
        self._copy_told = False
        self.room = Room(
            self.jobs, lambda: emplacement.examiner(vault.folder, around.disk), parent=self
        )
        self._furnish()
        self.room.told.connect(self._tell_place)
        self.room.look()
        lost = self._lost()
        if lost:
            recovery.tell_lack(self.jobs, self.main, lost)
        else:
            recovery.tell(self.jobs, self.main)

    def leave(self) -> Mark:
        """Finish writing, stop the line, lock the vault; return where the person was."""
        self.heart.stop()
        self.rounds.stop()
        self.room.stop()
        try:
            self.main.screen_shown.may_leave()
            keep_all(self.main, self.main.desk)
            where = bookmark.take(self.main)
            return Mark(
                self.vault.seal(where.packed()),
                unsaved=where.unsaved,
                files_held=self.exchange.files.held,
            )
        finally:
            self._shut()

    def come_back(self, mark: Mark) -> None:
        """Show what was shown when the vault was locked; what was not saved then is typed again."""
        if mark.files_held:
            self._turn_files()
        bookmark.reopen(self.main, bookmark.unpacked(self.vault.unseal(mark.sealed)))

    def _shut(self) -> None:
        written = self.jobs.close()
        self.exchange.close()
        self._apercu.close()
        closing = Thread(target=self.vault.close, daemon=True)
        closing.start()
        # A disk that hangs holds whoever writes or reads: the key goes when it lets go.
        closing.join(_PATIENCE if written else 0)
        SPOOL.kept.disconnect(self.speak.refuse)
        self.speak.deleteLater()
        self.deleteLater()

    def renew(self) -> None:
        """Make the screens again: enrolment changed who the person is here."""
        if self._anew():
            self.speak.say(f"Ce poste est relié. Bienvenue, {self.main.desk.user.nom}.")

    def _moved(self) -> None:
        if self._anew():
            self.speak.say(
                "Le magasin central a prouvé qui il est\u00a0: l’échange reprend à cette adresse."
            )

    def _anew(self) -> bool:
        """Stop the line and the screens, and begin again with who the vault now says; False: it locks instead."""
        told = objection(self.vault)
        if told:
            # The référentiel of who they are now: nothing is shown under another one's rules.
            self.locked.emit(told)
            return False
        # It is the store's answer that comes: one may have gone to write somewhere else meanwhile.
        self.main.screen_shown.may_leave()
        keep_all(self.main, self.main.desk)
        if self.jobs.closed:
            # What was waited for brought a reason to lock.
            return False
        clear_around(self.window)
        self.heart.stop()
        self.rounds.stop()
        # Its banner goes with the screens: it must hear of nothing any more.
        self.jobs.refused.disconnect(self.speak.refuse)
        SPOOL.kept.disconnect(self.speak.refuse)
        for old in (self.heart, self.rounds, self.speak):
            old.deleteLater()
        self.exchange.reopen()
        self._furnish()
        return True

    def _tell_place(self, place: Emplacement) -> None:
        """Show the room left; warn of a synchronised folder once, when nothing else is being said."""
        self.main.show_place(place)
        if not place.service or self._warned or self.speak.banner.sentence:
            return
        self._warned = True
        if self.main.place.name is not Name.POSTE:
            self.speak.banner.warn(
                emplacement.mise_en_garde(place.service),
                word="Attention",
                action="Voir dans Mon poste",
                act=lambda: self.main.go(Place(Name.POSTE)),
            )

    def _tell_copy(self, outcome: Outcome | None) -> None:
        """Tell once that this vault lives twice, or is older than what the store had from it."""
        sentence = copie_en_mots(outcome.done) if outcome else ""
        if sentence and not self._copy_told:
            self._copy_told = True
            self.speak.banner.warn(sentence, word="Attention")

    def _exchange_now(self) -> None:
        self.heart.beat()

    def _beside(self, ask: Callable[[], T]) -> T:
        """Ask the store beside the exchange; where that leaves this vault is looked at, as after one."""
        try:
            return ask()
        except LineError:
            # From a thread, which may outlive this house: it emits nothing of it.
            self.jobs.run(self, lambda _tell, _stopped: None, lambda _: self.heart.look())
            raise

    def _turn_files(self) -> None:
        """Stop the files that come in, and nothing else, or let them go on."""
        if self.exchange.files.held:
            self.exchange.files.go_on()
            self.heart.beat()
        else:
            self.exchange.files.hold()
        self.main.show_files(self.exchange.files.reception)

    def _tell_lease(self, etat: EtatExchange) -> None:
        """Warn once, a few days before this machine may not go on without its store."""
        sentence = etat.bail.phrase(self.main.desk.clock())
        if not sentence or self._reminded or self.speak.banner.sentence:
            return
        self._reminded = True
        self.speak.banner.warn(
            sentence, word="Attention", action="Échanger maintenant", act=self.heart.beat
        )

    def _lost(self) -> str:
        return sauvegardes.manque(self.vault, self.main.desk.clock().tzinfo)

    def _furnish(self) -> None:
        with self.vault.look() as rows:
            user = rows.identity()
        referentiel = charger(user.referentiel)
        self.speak = Speak(self.window, Banner(), dire=referentiel.dire, citer=referentiel.citer)
        desk = Desk(
            jobs=self.jobs,
            clock=lambda: self._around.clock().astimezone(referentiel.zone),
            user=user,
            referentiel=referentiel,
            speak=self.speak,
            prove=self._keys.proof(),
            list_width=self.window.list_width,
            receive=lambda digest, stopped: self._beside(
                lambda: self.exchange.receive(digest, stopped)
            ),
        )
        poste = Poste(
            dossier=self.vault.folder,
            protection=self._keys.protection(),
            enrol=self.exchange.enrol,
            enrolled=self.renew,
            look=self.window.look,
            rest=self.window.rest,
            copies=lambda: sauvegardes.copies_du_coffre(self.vault),
            go_back=self.going_back.emit,
            room=self.room,
            lost=self._lost,
            lost_known=self.vault.lack_told,
            move=self.exchange.move,
            moved=self._moved,
            parc=Parc(
                lambda: self._beside(lambda: self.exchange.devices(desk.clock())),
                lambda device, motif: self._beside(
                    lambda: self.exchange.withdraw(device, motif, desk.clock())
                ),
            ),
            machine=platform.node(),
        )
        self.main = MainWindow(
            desk,
            plan_of(
                user.role,
                Furniture(
                    self._apercu,
                    poste,
                    self._exchange_now,
                    self._turn_files,
                    lambda: self._beside(lambda: self.exchange.transfers(desk.clock())),
                ),
            ),
        )
        self.heart = Heartbeat(desk, self.exchange, self)
        self.rounds = Rounds(self.vault, desk, self._around, self)
        self.main.exchange_asked.connect(self.heart.beat)
        self.main.locked.connect(lambda: self.locked.emit(""))
        self.heart.locked_out.connect(self.locked)
        self.main.files_acted.connect(self._turn_files)
        self.heart.arriving.connect(self.main.show_files)
        self.heart.told.connect(self.main.show_exchange)
        self.heart.told.connect(self._tell_lease)
        self.heart.beaten.connect(self._tell_copy)
        self.jobs.refused.connect(self.speak.refuse)
        SPOOL.kept.connect(self.speak.refuse, Qt.ConnectionType.QueuedConnection)
        SPOOL.try_again()
        self.main.show_place(self.room.known)
        self.main.show_files(self.exchange.files.reception)
        self.window.show_page(self.main)
        self.heart.beat()
        self.furnished.emit()
