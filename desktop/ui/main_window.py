"""The main window: the rail, the place shown, the status line. Navigation only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.desk import Desk
from desktop.ui.frame import Frame
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.rail import RailItem
from desktop.usecases import Changes
from desktop.usecases.emplacement import Emplacement
from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import EtatExchange, rappel


class Factory(Protocol):
    """Makes a screen where it stays: given its parent once it is whole, all of it would be dressed again."""

    def __call__(self, desk: Desk, /, *, parent: QWidget) -> Screen:
        """Return the screen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The places of one role: those of the rail, in order, and those that take the whole window."""

    rail: tuple[RailItem, ...]
    rooms: Mapping[Name, Factory]
    halls: Mapping[Name, Factory]

    @property
    def first(self) -> Name:
        """Where the day begins."""
        return Name(self.rail[0].name)


class MainWindow(Frame):
    """Rooms beside the rail are made once and kept; halls are made at each visit."""

    locked = Signal()  # the person asked to lock
    exchange_asked = Signal()  # the person asks to exchange now
    files_acted = Signal()  # the person stops the files that come in, or lets them go on

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(plan.rail, desk.speak.banner, parent)
        self.desk = desk
        self._plan = plan
        self._rooms: dict[Name, Screen] = {}
        self._hall: Screen | None = None
        self._lent = False
        self._room = plan.first
        self._asked = Place(plan.first)
        self._etat: EtatExchange | None = None
        self._files = Reception()
        self.status.acted.connect(self._act_on_status)
        self.status.lock_asked.connect(self.lock)
        self.status.room_asked.connect(lambda: self.go(Place(Name.POSTE)))
        self.status.files.acted.connect(self.files_acted)
        for asks in (self.status.looked_at, self.reminder.asked):
            asks.connect(lambda: self.go(Place(Name.ECHANGES)))
        self.rail.chosen.connect(lambda name: self.go(Place(Name(name))))
        self.desk.jobs.changed.connect(self._refresh)
        self.desk.unkept.told.connect(self._tell_unkept)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        QShortcut(QKeySequence("Ctrl+F"), self, self._begin_search)
        self.go(Place(plan.first))

    @property
    def screen_shown(self) -> Screen:
        """The screen that the person sees."""
        return self._hall or self._rooms[self._room]

    @property
    def place(self) -> Place:
        """Where to go to find again what the person sees."""
        return self.screen_shown.standing(self._asked)

    def go(self, place: Place) -> None:
        """Show a place, unless the one shown still has something to save, or is in other hands."""
        if not self._lent:
            self._go(place)

    def show_exchange(self, etat: EtatExchange) -> None:
        """Tell where the exchange stands, and whether what is typed is in the vault."""
        self._etat = etat
        now, etat = self.desk.clock(), self._stands(etat)
        self.status.show_state(etat, now=now)
        self.reminder.tell(rappel(etat, now=now))
        for screen in self._rooms.values():
            screen.show_exchange(etat)

    def show_files(self, reception: Reception) -> None:
        """Tell how far the files that come in are."""
        self._files = reception
        self.status.files.tell(reception)
        for screen in self._rooms.values():
            screen.show_files(reception)

    def show_place(self, place: Emplacement) -> None:
        """Tell that the vault's disk is nearly full, as long as it is."""
        self.status.show_room(place.alerte, place.phrase)

    def lock(self) -> None:
        """Ask for the lock: what is being typed is saved on the way."""
        self.locked.emit()

    def _go(self, place: Place) -> None:
        if self._hall is not None and not self._hall.may_leave():
            return
        typing = self._rooms and self.screen_shown.isAncestorOf(QApplication.focusWidget() or self)
        if place.name is Name.BACK:
            # A hall is about one dossier: one comes back to it, wherever one entered from.
            dossier = bool(place.id) and Name.FILE in self._plan.rooms
            beside = self._hall is not None and self._hall.beside
            self._close_hall()
            self._enter_room(Place(Name.FILE if dossier else self._room, place.id))
            if beside:
                self.screen_shown.shelter()
        elif place.name in self._plan.halls:
            self._enter_hall(place)
        else:
            self._close_hall()
            self._enter_room(place)
        if typing and self._hall is None:
            # The keyboard was in what has gone: Qt would leave it on the rail, far from the work.
            self.screen_shown.take_keyboard()

    def _begin_search(self) -> None:
        """Look something up where one is, else a person; a hall is about one alone."""
        if self._hall is not None:
            return
        if not self.screen_shown.searches and Name.FILE in self._plan.rooms:
            self.go(Place(Name.FILE))
        self.screen_shown.begin_search()

    def _enter_room(self, place: Place) -> None:
        # What was said of the room being left does not concern the next one.
        self.desk.speak.banner.hide()
        if place.name not in self._rooms:
            screen = self._plan.rooms[place.name](self.desk, parent=self.rooms)
            screen.left.connect(self.go)
            self._rooms[place.name] = screen
            self.rooms.addWidget(screen)
            if self._etat is not None:
                screen.show_exchange(self._stands(self._etat))
            screen.show_files(self._files)
        self._room = place.name
        self._asked = place
        self.rooms.setCurrentWidget(self._rooms[place.name])
        self.rail.choose(place.name)
        self._rooms[place.name].arrive(place.id)

    def _enter_hall(self, place: Place) -> None:
        if self._hall is None:
            self.desk.speak.banner.pass_by()
        self._close_hall()
        hall = self._plan.halls[place.name](self.desk, parent=self.house)
        hall.left.connect(self._go)
        hall.lent.connect(self._lend)
        self._hall = hall
        self._asked = place
        self.house.addWidget(hall)
        self.house.setCurrentWidget(hall)
        self.desk.speak.banner.arrived(place)
        hall.arrive(place.id)

    def _close_hall(self) -> None:
        hall, self._hall = self._hall, None
        self._lend(lent=False)
        if hall is not None:
            self.house.removeWidget(hall)
            hall.deleteLater()

    @Slot(bool)
    def _lend(self, lent: bool) -> None:  # noqa: FBT001 - a slot of Qt
        """In the hands of the person accompanied, nothing around the screen leads anywhere else."""
        self._lent = lent
        faced = self._hall is not None and self._hall.faced
        self.desk.speak.banner.lend(lent=lent or faced)
        self.status.setVisible(not lent)

    def _act_on_status(self) -> None:
        if self.status.enrolled:
            self.exchange_asked.emit()
        else:
            self.go(Place(Name.POSTE))

    def _stands(self, etat: EtatExchange) -> EtatExchange:
        # The reason would say that all is kept here.
        return replace(etat, unkept=True, raison="") if self.desk.unkept.any else etat

    @Slot()
    def _tell_unkept(self) -> None:
        if isValid(self) and self._etat is not None:
            self.show_exchange(self._etat)

    def _refresh(self, changes: Changes) -> None:
        if changes.written:
            self.desk.speak.banner.was_not_refused()
        # One that is left reads everything again when one comes back: see `Screen.arrive`.
        self.screen_shown.refresh(changes)
