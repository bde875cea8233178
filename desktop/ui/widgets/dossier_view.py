"""A dossier on the screen: who, what is due, and the story newest first. Shows values, asks places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from desktop.ui.answers import answer
from desktop.ui.places import Name, Place, begun, parted, side
from desktop.ui.tips import tip
from desktop.ui.widgets.alert_card import AlertCard
from desktop.ui.widgets.alert_pile import AlertPile
from desktop.ui.widgets.appointments import Appointments
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.folding import Folding
from desktop.ui.widgets.note_line import NoteLine
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.sides import Side, Sides
from desktop.ui.widgets.timeline import Event, Timeline
from desktop.usecases.dossiers import Entete
from desktop.usecases.evenements import GENRES
from desktop.usecases.fil import LigneFil
from desktop.usecases.rendez_vous import Attendu
from plie import phrases
from plie.alertes.alerte import Alerte
from plie.sommeil import Endormie, en_mots
from plie.vocabulaire import Gravite

# What opens when a line of the story is activated.
_OPENS = {"compte_rendu": Name.RELECTURE, "entretien": Name.ENTRETIEN}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view shows of one dossier."""

    entete: Entete
    alertes: tuple[Alerte, ...]
    fil: tuple[LigneFil, ...]
    attendus: tuple[Attendu, ...] = ()
    sans_rendez_vous: bool = False  # still received, and none is to come
    ouvert: str = ""  # who else opened it last
    a_trancher: int = 0  # how many of its things were written in two ways
    endormies: tuple[Endormie, ...] = ()  # the alerts put off
    mis_de_cote: int = 0  # how many of its things the store set aside
    absence: str = ""  # who stands in, for whom and until when


class DossierView(QWidget):
    """The right pane. `can_write` is whether this role holds entretiens, `corrects` whether it puts identities right."""

    asked = Signal(object)  # the Place asked for
    mending = Signal(str)  # the id of a line of the story, to be corrected or cancelled
    putting_off = Signal(object)  # an Alerte
    waking = Signal(object)  # an Endormie

    def __init__(
        self,
        *,
        can_write: bool,
        corrects: bool,
        today: Callable[[], date],
        panels: Sequence[Side] = (),
        dire: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self._can_write, self._corrects, self._dire = can_write, corrects, dire
        self._id = ""
        self._aside = False
        self._name = label(role="title", name="dossier_nom")
        # Where the keyboard waits once an alert is put off or woken: a second Enter must do nothing there.
        self._name.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._line = label(role="muted", name="dossier_ligne")
        self._opened = label(role="muted", name="dossier_ouvert")
        self._begin = button(
            "Nouvel entretien", role="main", picture="entretien", name="nouvel_entretien"
        )
        self._identity = button("Modifier l’identité…", role="link", name="modifier_identite")
        self._mend = button("Corriger cette ligne…", role="quiet", name="fil_corriger")
        self._mend.setToolTip("Corriger ou annuler la ligne choisie dans le fil (Entrée)")
        self._mendable: frozenset[str] = frozenset()
        self._card_of_line = QVBoxLayout()
        self._doubt = QVBoxLayout()  # what was written in two ways
        self._alerts = AlertPile(self._identity)
        self._card_of_alert = QVBoxLayout()
        self._awake: tuple[Alerte, ...] = ()
        self.appointments = Appointments(today)
        self.note = NoteLine(GENRES, today)
        self.timeline = Timeline("dossier_fil")
        self.timeline.setAccessibleName("Fil du dossier, du plus récent au plus ancien")
        # From the outside in: whatever gets its parent once it is full is dressed again, whole.
        content = QWidget()
        self._states = States(content, "dossier_etats", self)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._states)
        self.sides = Sides(panels, content)
        self._lay_out(content)
        self._show_nobody()
        self._begin.clicked.connect(lambda: self.asked.emit(Place(Name.NOUVEL_ENTRETIEN, self._id)))
        self.timeline.opened.connect(self._open)
        self.timeline.chosen.connect(self._chose)
        self._mend.clicked.connect(self.timeline.open_current)
        self._identity.clicked.connect(lambda: self.asked.emit(Place(Name.IDENTITE, self._id)))

    @property
    def dossier(self) -> str:
        """The id of the dossier shown."""
        return self._id

    def show_dossier(self, shown: Shown) -> None:
        """Show a dossier; the place in the story is kept when it is the one already shown."""
        same = shown.entete.id == self._id
        if not same:
            self.put_card_away()
            empty(self._card_of_alert)
            self._alerts.fold()
        self._id = shown.entete.id
        self._name.setText(shown.entete.nom)
        self._line.setText(shown.entete.ligne)
        around = "\n".join(part for part in (shown.absence, shown.ouvert) if part)
        self._opened.setText(around)
        self._opened.setVisible(bool(around))
        self._show_alerts(shown)
        if self._can_write:
            self.appointments.show_all(
                self._id, shown.attendus, none_planned=shown.sans_rendez_vous
            )
        self.note.stand_for(self._id)
        self.sides.stand_for(self._id)
        events = [_event(line, mendable=self._can_write and line.reprise) for line in shown.fil]
        self._mendable = frozenset(
            event.id for event, line in zip(events, shown.fil, strict=True) if line.reprise
        )
        self.timeline.set_events(events, keep_place=same)
        if not self._aside:
            self._states.show_content()

    def set_aside(self, *, aside: bool) -> None:
        """Show no dossier while the list shows nobody; the one that was there comes back as it was."""
        if aside == self._aside:
            return
        self._aside = aside
        if aside:
            self._states.show_empty(
                "Aucun dossier à montrer.",
                next_step="Celui d’avant revient dès que la liste le montre.",
                picture="file",
            )
        elif self._id:
            self._states.show_content()
        else:
            self._show_nobody()

    def _show_nobody(self) -> None:
        self._states.show_empty(
            "Choisissez une personne dans la liste.",
            next_step="Son dossier s’ouvre ici\u00a0: ce qui est à faire, puis son histoire.",
            picture="file",
        )

    def show_card(self, card: QWidget) -> None:
        """Show a line of the story with what can be done of it; another that was shown goes."""
        self.put_card_away()
        self._card_of_line.addWidget(card)

    def put_card_away(self) -> None:
        """Nothing is done of a line any more: the keyboard goes back to the story."""
        within = _has_keyboard(self._card_of_line)
        empty(self._card_of_line)
        if within:
            self.timeline.setFocus()

    def show_alert(self, card: QWidget) -> None:
        """Show what is asked about an alert; another that was shown goes."""
        empty(self._card_of_alert)
        self._card_of_alert.addWidget(card)

    def put_alert_away(self, *, back_to: Alerte | None = None) -> None:
        """Nothing is asked about an alert any more: the keyboard goes back to it, else to the name."""
        within = _has_keyboard(self._card_of_alert)
        empty(self._card_of_alert)
        if within:
            place = self._awake.index(back_to) if back_to in self._awake else len(self._awake)
            link = self.findChild(QWidget, f"alerte_{place}_sommeil")
            (link or self._name).setFocus()

    def _lay_out(self, content: QWidget) -> None:
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 16, 12)
        column.setSpacing(8)
        head = Folding(self._begin)
        head.words.addWidget(self._name)
        head.words.addWidget(self._line)
        head.words.addWidget(self._opened)
        head.words.addWidget(self._identity, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(head)
        column.addLayout(self._doubt)
        column.addWidget(self._alerts)
        column.addLayout(self._card_of_alert)
        story = QWidget()
        self.sides.begin("Fil", story)
        lines = QVBoxLayout(story)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.appointments)
        lines.addWidget(self.note)
        lines.addLayout(self._card_of_line)
        lines.addWidget(self.timeline, 1)
        lines.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sides, 1)
        self.note.setVisible(self._can_write)
        # Once they have a parent: shown before, each is a window of its own for an instant.
        for gesture in (self._begin, self._mend):
            gesture.setVisible(self._can_write)
        self._identity.setVisible(self._corrects)

    def _show_alerts(self, shown: Shown) -> None:
        empty(self._doubt)
        self._awake = shown.alertes
        if shown.a_trancher:
            told = phrases.ecrit_deux_fois(shown.a_trancher)
            self._doubt.addWidget(self._exchanged(told, "Trancher", "a_trancher", self._id))
        if shown.mis_de_cote:
            told = phrases.mis_de_cote(shown.mis_de_cote)
            at = side(self._id, "mis_de_cote")
            self._doubt.addWidget(self._exchanged(told, "Voir", "mis_de_cote", at))
        self._alerts.show_all(
            [self._card(alerte, place) for place, alerte in enumerate(shown.alertes)],
            [self._asleep(endormie, place) for place, endormie in enumerate(shown.endormies)],
        )

    def _exchanged(self, told: str, action: str, name: str, at: str) -> AlertCard:
        """Say what the exchanges ask for in this dossier."""
        card = AlertCard(told, Gravite.AVERTISSEMENT, action=action, name=name)
        card.acted.connect(lambda: self.asked.emit(Place(Name.ECHANGES, at)))
        return card

    def _card(self, alerte: Alerte, place: int) -> AlertCard:
        action, target = answer(alerte, self._id)
        card = AlertCard(
            alerte.phrase,
            alerte.gravite,
            source=phrases.source(alerte.article),
            action=self._dire(action) if self._can_write else "",
            later="Mettre en sommeil…" if self._can_write else "",
            name=f"alerte_{place}",
        )
        card.put_off.connect(lambda: self.putting_off.emit(alerte))
        if target is not None:
            card.acted.connect(lambda: self._lead(target))
        return card

    def _asleep(self, endormie: Endormie, place: int) -> QWidget:
        name = f"endormie_{place}"
        called = endormie.alerte.titre
        wake = button("Réveiller", role="link", name=f"{name}_reveiller")
        wake.setAccessibleName(f"Réveiller «\u00a0{called}\u00a0»")
        wake.setAccessibleDescription(endormie.alerte.phrase)
        wake.clicked.connect(lambda: self._wake(endormie))
        row = Folding(wake)
        said = f"{called} · {en_mots(endormie.sommeil)}"
        words = label(said, role="muted", name=name)
        words.setToolTip(tip(endormie.alerte.phrase))
        row.words.addWidget(words)
        wake.setVisible(self._can_write)
        return row

    def _wake(self, endormie: Endormie) -> None:
        # Before its line goes, and the keyboard with it to whatever is next.
        self._name.setFocus()
        self.waking.emit(endormie)

    def _lead(self, target: Place) -> None:
        if target.name is Name.FILE:
            # The dossier is the one shown: its panel comes to the front, the list stays as it was sought.
            self.sides.lead(parted(target.id)[1], self._id, begun(target.id))
        else:
            self.asked.emit(target)

    def _chose(self, event: Event | None) -> None:
        self._mend.setEnabled(event is not None and event.id in self._mendable)

    def _open(self, event: Event) -> None:
        kind, _, id_ = event.id.partition(":")
        if self._can_write and event.id in self._mendable:
            self.mending.emit(id_)
        if kind in _OPENS and (self._can_write or kind == "compte_rendu"):
            self.asked.emit(Place(_OPENS[kind], id_))


def _event(line: LigneFil, *, mendable: bool) -> Event:
    return Event(
        id=f"{line.kind}:{line.id}",
        day=line.le,
        hour=line.heure,
        picture=line.icone,
        title=line.titre,
        detail=line.detail,
        opens=line.kind in _OPENS or mendable,
    )


def _has_keyboard(shown: QLayout) -> bool:
    """Whether one is in something that a layout shows."""
    at = QApplication.focusWidget()
    while at is not None and shown.indexOf(at) < 0:
        at = at.parentWidget()
    return at is not None
