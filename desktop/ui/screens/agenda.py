"""Agenda: the week, or one day; rendez-vous taken, put off, ended; permanences; what leaves for outside.

Names: `agenda_avant`, `agenda_apres`, `agenda_aujourdhui`, `agenda_vue`, `agenda_nouveau`,
`agenda_demain`, `agenda_ics`, `agenda_permanences`, `rdv_form_<field>`, `rdv_garder`, `rdv_annuler`.
Keys: Ctrl+N new, Ctrl+T today, PageUp and PageDown the week before and after; arrows within the week.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui import saving
from desktop.ui.appointing import NEW, PUT_OFF, Appointing
from desktop.ui.desk import Desk
from desktop.ui.ending import take_back
from desktop.ui.places import Name, Place, begun, parted
from desktop.ui.screen import Screen
from desktop.ui.widgets.appointment_card import (
    COMMENCER,
    DOSSIER,
    REPORTER,
    REPRENDRE,
    AppointmentCard,
)
from desktop.ui.widgets.days import Days
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.permanences import Permanences
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows
from desktop.usecases.agenda import (
    Jour,
    LigneRendezVous,
    calendrier,
    jours,
    lieux,
    montres,
    personnes,
)
from desktop.usecases.lectures import Doing, noter
from desktop.usecases.permanences import ajouter_permanence, oter_permanence, permanences
from desktop.usecases.rendez_vous import terminer
from plie import phrases
from plie.agenda import Creneau, semaine
from plie.kinds import Permanence
from plie.rendez_vous import dite
from plie.vocabulaire import DemiJournee, IssueRendezVous

_SIDE, _WORKED = 300, 5
_NO_NAME = "Le fichier ne dit que l’heure et le lieu\u00a0: aucun nom."
_Read = tuple[
    tuple[Jour, ...], tuple[Permanence, ...], tuple[str, ...], tuple[tuple[str, str], ...]
]


class Agenda(Screen):
    """Days at left, and beside them the rendez-vous chosen, or the one being taken."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("agenda")
        self._day = desk.clock().date()
        self._whole_week = True
        self._chosen: date | None = None  # the day of the rendez-vous that is shown beside
        self._held: tuple[Permanence, ...] = ()
        self._places: tuple[str, ...] = ()
        self._wanted = ""  # what one came to begin, once the days are read
        self._title = label(role="title", name="agenda_titre")
        self._days = Days(self._day)
        self._aside = QWidget()
        self._side = QVBoxLayout(self._aside)
        self._buttons = _buttons()
        self._appointing = Appointing(self, put=self._put_aside, told=self._told, away=self._invite)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._aside, self._appointing.give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out_page()
        self._wire()
        self._invite()

    @override
    def arrive(self, id_: str) -> None:
        """Show the week of today, or that of an ISO day; `side` adds what begins there."""
        day, _ = parted(id_)
        self._wanted = id_ if day != id_ else ""
        self._day = date.fromisoformat(day) if day else self._day
        self._read()

    @override
    def standing(self, asked: Place) -> Place:
        # What one came to begin, and has ended since, is not begun again.
        return Place(asked.name, self._appointing.at or self._wanted or parted(asked.id)[0])

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.kinds & {"rendez_vous", "permanence", "entretien", "personne", "evenement"}:
            self._read()

    def _read(self) -> None:
        shown = semaine(self._day) if self._whole_week else (self._day,)
        if self._chosen is not None and self._chosen not in shown:
            self._invite()
        on = self.desk.clock().date()

        def ask(rows: Rows) -> _Read:
            return jours(rows, shown), permanences(rows), lieux(rows), personnes(rows, on=on)

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, read: _Read) -> None:
        found, self._held, self._places, people = read
        self._appointing.know(self._held, self._places, people)
        shown = montres(found, on=self._today())
        self._days.show_days(shown, today=self._today())
        first, last = shown[0].le, shown[-1].le
        self._title.setText(
            f"Semaine du {phrases.between(first, last)}"
            if self._whole_week
            else phrases.long_date(first).capitalize()
        )
        self._begin_wanted(found)

    def _begin_wanted(self, found: tuple[Jour, ...]) -> None:
        (_, what), id_ = parted(self._wanted), begun(self._wanted)
        self._wanted = ""
        if what == NEW:
            self._begin()
        for line in (line for jour in found for line in jour.rendez_vous):
            if what == PUT_OFF and line.id == id_:
                self._appointing.put_off(line)

    def _today(self) -> date:
        return self.desk.clock().date()

    def _move(self, step: int) -> None:
        self._day += timedelta(days=step * (7 if self._whole_week else 1))
        self._read()

    def _go_today(self) -> None:
        self._day = self._today()
        self._read()

    def _change_view(self) -> None:
        self._whole_week = not self._whole_week
        self._buttons["agenda_vue"].setText("Jour" if self._whole_week else "Semaine")
        self._read()

    def _open(self, day: date, what: object) -> None:
        if isinstance(what, LigneRendezVous):
            card = AppointmentCard(what, now=self.desk.clock())
            card.asked.connect(self._act)
            self._put_aside(card)
            # Seen by day, it is that one.
            self._day = self._chosen = day
        elif isinstance(what, Creneau):
            self._begin(day, what)

    def _act(self, action: str, line: LigneRendezVous) -> None:
        if action == COMMENCER:
            self.left.emit(Place(Name.NOUVEL_ENTRETIEN, line.dossier))
        elif action == DOSSIER:
            self.left.emit(Place(Name.FILE, line.dossier))
        elif action == REPORTER:
            self._appointing.put_off(line)
        elif action == REPRENDRE:
            take_back(self, line.id)
            self._invite()
        else:
            issue = next(one for one in IssueRendezVous if one == action)
            now = self.desk.clock()
            self.desk.jobs.write(
                self,
                lambda work: terminer(work, line.id, issue, now=now),
                lambda _changes: self._told(
                    f"{line.nom}\u00a0: {dite(issue, to_come=line.le > now.date()).lower()}.",
                    undo=partial(take_back, self, line.id),
                ),
                failed=self.desk.speak.refuse,
            )

    def _begin(self, day: date | None = None, free: Creneau | None = None) -> None:
        le = day or max(self._days.day or self._day, self._today())
        self._appointing.begin(le, free.debut if free else None, chosen=free is not None)

    def _told(
        self, sentence: str, day: date | None = None, undo: Callable[[], None] | None = None
    ) -> None:
        self.desk.speak.say(sentence, action="Annuler" if undo else "", act=undo)
        if day is not None:
            self._day = day
            self._days.remember(day)
        self._invite()
        self._read()

    def _show_permanences(self) -> None:
        panel = Permanences(self._held, self._places)
        panel.added.connect(self._add_permanence)
        panel.removed.connect(self._ask_to_take_away)
        self._put_aside(panel)
        panel.take_focus()

    def _ask_to_take_away(self, id_: str) -> None:
        self.desk.speak.ask(
            "Ôter cette permanence\u202f?",
            yes="Ôter",
            detail="Les rendez-vous déjà pris restent.",
            then=lambda: self.desk.jobs.write(
                self, lambda work: oter_permanence(work, id_), self._permanences_changed
            ),
        )

    def _add_permanence(self, lieu: str, jour: int, demi_journee: DemiJournee) -> None:
        now = self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: ajouter_permanence(
                work, lieu=lieu, jour=jour, demi_journee=demi_journee, now=now
            ),
            self._permanences_changed,
            failed=self.desk.speak.refuse,
        )

    def _permanences_changed(self, _changes: Changes) -> None:
        def show(held: tuple[Permanence, ...]) -> None:
            self._held = held
            self._show_permanences()

        self.desk.jobs.look(self, permanences, show)

    def _print_tomorrow(self) -> None:
        tomorrow = self._today() + timedelta(days=1)
        self.left.emit(Place(Name.IMPRESSION, f"rendez_vous:{tomorrow.isoformat()}"))

    def _export(self) -> None:
        days, now, zone = semaine(self._day), self.desk.clock(), self.desk.referentiel.zone

        def ask_where(content: bytes) -> None:
            saving.ask_where(
                self,
                "Exporter la semaine",
                "rendez-vous.ics",
                "Calendrier (*.ics)",
                lambda path: self._write(path, content),
            )

        self.desk.jobs.look(
            self,
            lambda rows: calendrier(rows, days, zone=zone, now=now),
            ask_where,
            failed=self.desk.speak.refuse,
        )

    def _write(self, path: Path, content: bytes) -> None:
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: saving.save(path, content),
            lambda _done: self._exported(),
            failed=self.desk.speak.refuse,
        )

    def _exported(self) -> None:
        self.desk.speak.say(f"Semaine exportée. {_NO_NAME}")
        now = self.desk.clock()
        self.desk.jobs.write(self, lambda work: noter(work, Doing.CALENDRIER, now=now))

    def _invite(self) -> None:
        within = self._aside.isAncestorOf(QApplication.focusWidget() or self)
        self._put_aside(
            label(
                "Choisissez un rendez-vous pour dire comment il s’est passé, un moment libre pour en prendre un.",
                role="muted",
                name="agenda_invite",
            )
        )
        if within:
            self._days.take_focus()

    def _put_aside(self, widget: QWidget) -> None:
        self._chosen = None
        while (item := self._side.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._side.addWidget(widget)
        self._side.addStretch(1)

    def _lay_out_page(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for name in ("agenda_avant", "agenda_aujourdhui", "agenda_apres", "agenda_vue"):
            top.addWidget(self._buttons[name])
        top.addWidget(self._title, 1)
        below = Flow()
        for name in ("agenda_nouveau", "agenda_demain", "agenda_ics", "agenda_permanences"):
            below.addWidget(self._buttons[name])
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(_SIDE)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._aside)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._days, 1)
        row.addWidget(area)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(below)
        column.addLayout(row, 1)

    def _wire(self) -> None:
        self._days.opened.connect(self._open)
        self._days.left.connect(self._move)
        acts = {
            "agenda_avant": lambda: self._move(-1),
            "agenda_apres": lambda: self._move(1),
            "agenda_aujourdhui": self._go_today,
            "agenda_vue": self._change_view,
            "agenda_nouveau": self._begin,
            "agenda_demain": self._print_tomorrow,
            "agenda_ics": self._export,
            "agenda_permanences": self._show_permanences,
        }
        for name, act in acts.items():
            self._buttons[name].clicked.connect(lambda _c=False, act=act: act())
        for keys, name in (
            ("Ctrl+N", "agenda_nouveau"),
            ("Ctrl+T", "agenda_aujourdhui"),
            ("PgUp", "agenda_avant"),
            ("PgDown", "agenda_apres"),
        ):
            QShortcut(QKeySequence(keys), self, self._buttons[name].click)


_BUTTONS = (
    ("agenda_avant", "Avant", "quiet", "Semaine ou jour d’avant (Page précédente)"),
    ("agenda_aujourdhui", "Aujourd’hui", "", "Revenir à aujourd’hui (Ctrl+T)"),
    ("agenda_apres", "Après", "quiet", "Semaine ou jour d’après (Page suivante)"),
    ("agenda_vue", "Jour", "quiet", "Passer de la semaine au jour, et retour"),
    ("agenda_nouveau", "Nouveau rendez-vous", "main", "Nouveau rendez-vous (Ctrl+N)"),
    ("agenda_demain", "Rendez-vous de demain…", "", "Les rendez-vous de demain sur une page"),
    (
        "agenda_ics",
        "Exporter la semaine…",
        "",
        f"Fichier .ics pour un autre calendrier. {_NO_NAME}",
    ),
    ("agenda_permanences", "Mes permanences", "", "Où je reçois, chaque demi-journée"),
)


def _buttons() -> dict[str, QPushButton]:
    made = {}
    for name, words, role, told in _BUTTONS:
        made[name] = button(words, role=role, name=name)
        made[name].setToolTip(told)
    return made
