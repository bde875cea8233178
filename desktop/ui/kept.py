"""`Kept`: keeps what is typed in a card until its fact is written, and gives it back when the card is opened again.

A form that saves by itself has an `Autosave`; a card that tells a fact has this. Shown only when something was
given back: `repris`, `repris_effacer`.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.typed_text import Typed
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Work
from desktop.usecases.saisies import (
    Carte,
    Saisie,
    garder,
    laisser,
    lire,
    oublier,
    reprendre,
    retirer,
)
from plie import nir, phrases

_RETRY = 5_000  # milliseconds before what the disk refused is tried again
PAUSE = 1_000  # milliseconds after a key before what is typed is kept, however long one types on
Words = Mapping[str, Mapping[str, object]]


class Write(Protocol):
    """What writes a fact and forgets its words, or says why not: `Kept.write`."""

    def __call__(  # noqa: D102
        self,
        owner: QObject,
        do: Callable[[Work], Changes],
        then: Callable[[Changes], None] = ...,
        *,
        failed: Callable[[Exception], None],
    ) -> None: ...


class Kept(QWidget):
    """Belongs to the card; where it stands in it, it says what was given back."""

    def __init__(self, desk: Desk, carte: Carte, *sources: Typed) -> None:
        super().__init__()
        self.setObjectName("repris")
        self._desk = desk
        self._carte = carte
        self._sources: tuple[Typed, ...] = sources
        self._in_vault: Words | None = None  # what is kept, or on its way; None: not known
        self._over = False  # the fact is being written, or given up
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._keep)
        self._said = label(role="muted", name="repris_quand")
        self._erase = button("Effacer", role="quiet", name="repris_effacer")
        self._erase.setAccessibleName("Effacer ce qui a été repris")
        self._erase.clicked.connect(self._take_away)
        self._lay_out()
        for source in sources:
            source.edited.connect(self._touch)
            source.installEventFilter(self)
        desk.jobs.look(
            self, lambda rows: lire(rows, carte), self._give_back, failed=desk.speak.refuse
        )

    @property
    def safe(self) -> bool:
        """Whether everything typed is in the vault, or needs not be."""
        return self._over or self._in_vault == self._words()

    @property
    def over(self) -> bool:
        """Whether the fact is being written, or is given up: pressed again, nothing more is asked."""
        return self._over

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget is where one types what is kept here."""
        return any(
            isinstance(source, QWidget) and (source is widget or source.isAncestorOf(widget))
            for source in self._sources
        )

    def flush(self) -> None:
        """Do not wait: the card is being left, or locked."""
        self._timer.stop()
        self._keep()

    def write(
        self,
        owner: QObject,
        do: Callable[[Work], Changes],
        then: Callable[[Changes], None] = lambda _: None,
        *,
        failed: Callable[[Exception], None],
    ) -> None:
        """Write the fact, and forget its words in the same transaction; refused, they are still kept."""
        # Asked about first, it may be answered once its card is put away.
        if isValid(self):
            self._stop()
        carte = self._carte

        def both(work: Work) -> Changes:
            retirer(work, carte)
            return do(work)

        def written(changes: Changes) -> None:
            self._desk.unkept.have(self)
            then(changes)

        def refused(error: Exception) -> None:
            if isValid(self):
                self._over = False
                self._touch()
            failed(error)

        self._desk.jobs.write(owner, both, written, failed=refused)

    def begin_again(self) -> None:
        """The fact is written and its card stays: what is typed from now on is another's."""
        self._over, self._in_vault = False, {}
        self.hide()
        self._touch()

    def leave(self) -> None:
        """Keep what is typed, and listen no more: the same field serves something else now."""
        self.flush()
        self._over = True
        for source in self._sources:
            source.removeEventFilter(self)
        self._sources = ()
        self.hide()
        self.deleteLater()

    def forget(self) -> None:
        """Give up what is typed: « Annuler »."""
        self._stop()
        self._desk.unkept.have(self)
        carte = self._carte
        self._desk.jobs.write(
            self._desk.speak,
            lambda work: oublier(work, carte),
            failed=self._desk.speak.refuse,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.flush()
        return super().eventFilter(watched, event)

    def _give_back(self, found: Saisie | None) -> None:
        self._in_vault = found.mots if found is not None else {}
        if found is None:
            self._touch()
            return
        now = self._words()
        if found.mots != now:
            self._type_again(found, now)
        carte = self._carte
        self._desk.jobs.write(self, lambda work: reprendre(work, carte))

    def _type_again(self, found: Saisie, now: Words) -> None:
        given = False
        for source in self._sources:
            said = found.mots.get(source.objectName(), {})
            # What was typed while it was being read, or carried from the card drawn before, is the last word.
            fresh = now.get(source.objectName(), {})
            missing = {name: word for name, word in said.items() if name not in fresh}
            source.retype(missing)
            given = given or bool(missing)
        if given:
            self._say(found.le)

    def _say(self, le: datetime) -> None:
        here = le.astimezone(self._desk.clock().tzinfo)
        day, hour = phrases.short_date(here.date()), phrases.spoken_time(here.time())
        self._said.setText(f"Repris de ce que vous aviez tapé le {day} à {hour}.")
        self.show()

    def _take_away(self) -> None:
        words = self._words()
        for source in self._sources:
            source.untype()
        self.hide()
        self.flush()
        self._desk.speak.say(
            "Ce qui avait été repris est effacé.",
            action="Annuler",
            act=lambda: self._put_back(words),
        )

    def _put_back(self, words: Words) -> None:
        if not isValid(self):
            return
        for source in self._sources:
            source.retype(words.get(source.objectName(), {}))

    def _touch(self) -> None:
        # Not begun again at each key: someone who never pauses is kept all the same.
        if not self._over and not self._timer.isActive() and not self.safe:
            self._timer.start()

    def _keep(self) -> None:
        if self._in_vault is None or self.safe:
            return
        words, carte, now = self._words(), self._carte, self._desk.clock()
        self._in_vault = words

        def keep(work: Work) -> Changes:
            return garder(work, carte, words, now=now) if words else oublier(work, carte)

        self._desk.jobs.write(
            self, keep, lambda _changes: self._desk.unkept.have(self), failed=self._not_kept
        )

    def _not_kept(self, error: Exception) -> None:
        # Nothing equals it: the next key tries again, and the lock knows that these words are nowhere else.
        self._in_vault = {"": {}}
        if not self._desk.unkept.waits(self):
            self._desk.speak.refuse(error)
        self._desk.unkept.miss(self)
        QTimer.singleShot(_RETRY, self, self._keep)

    def _stop(self) -> None:
        self._timer.stop()
        self._over = True

    def _words(self) -> Words:
        typed = {source.objectName(): _without_nir(source.typed()) for source in self._sources}
        told: Words = json.loads(json.dumps({name: said for name, said in typed.items() if said}))
        return told

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(self._erase, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()


def _without_nir(typed: Mapping[str, object]) -> dict[str, object]:
    """What a field must not hold waits in no vault either: it is said beside it, and taken out there."""
    return {name: word for name, word in typed.items() if not nir.said(word)}


def keep_all(window: QWidget, desk: Desk) -> None:
    """Keep what is typed in every card, shown or not: the vault is about to close, as it should."""
    waiting = [kept for kept in window.findChildren(Kept) if not kept.safe]
    if waiting:
        # Of a card just opened, what waited in the vault is read first.
        desk.jobs.drain()
    for kept in waiting:
        kept.flush()
    desk.jobs.write(window, laisser)
    if waiting:
        # Whether the disk took them is known before the words of the screen are sealed.
        desk.jobs.drain()
