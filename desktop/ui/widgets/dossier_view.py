"""A dossier on the screen: who, what is due, and the story newest first. Shows values, asks places."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.places import Name, Place
from desktop.ui.widgets.alert_card import AlertCard
from desktop.ui.widgets.appointments import Appointments
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.folding import Folding
from desktop.ui.widgets.note_line import NoteLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.timeline import Event, Timeline
from desktop.usecases.dossiers import Entete, LigneFil
from desktop.usecases.evenements import GENRES
from desktop.usecases.rendez_vous import Attendu
from plie import phrases
from plie.alertes import Alerte
from plie.vocabulaire import ActionAlerte, Gravite

_MOST_CARDS = 3
# What opens when a line of the story is activated.
_OPENS = {"compte_rendu": Name.RELECTURE, "entretien": Name.ENTRETIEN}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view shows of one dossier."""

    entete: Entete
    alertes: tuple[Alerte, ...]
    fil: tuple[LigneFil, ...]
    attendus: tuple[Attendu, ...] = ()
    sans_rendez_vous: bool = False  # of the active caseload, and none is to come
    a_trancher: int = 0  # how many of its things were written in two ways


class DossierView(QWidget):
    """The right pane. `can_write` is whether this role holds entretiens."""

    asked = Signal(object)  # the Place asked for

    def __init__(
        self, *, can_write: bool, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self._can_write = can_write
        self._id = ""
        self._name = label(role="title", name="dossier_nom")
        self._line = label(role="muted", name="dossier_ligne")
        self._begin = button(
            "Nouvel entretien", role="main", picture="entretien", name="nouvel_entretien"
        )
        self._alerts = QVBoxLayout()
        self.appointments = Appointments(today)
        self.note = NoteLine(GENRES, today)
        self.timeline = Timeline("dossier_fil")
        self.timeline.setAccessibleName("Fil du dossier, du plus récent au plus ancien")
        content = self._lay_out()
        self._states = States(content, "dossier_etats")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._states)
        self._states.show_empty(
            "Choisissez une personne dans la liste.",
            next_step="Son dossier s’ouvre ici\u00a0: ce qui est à faire, puis son histoire.",
            picture="file",
        )
        self._begin.clicked.connect(lambda: self.asked.emit(Place(Name.NOUVEL_ENTRETIEN, self._id)))
        self.timeline.opened.connect(self._open)

    def show_dossier(self, shown: Shown) -> None:
        """Show a dossier; the place in the story is kept when it is the one already shown."""
        same = shown.entete.id == self._id
        self._id = shown.entete.id
        self._name.setText(shown.entete.nom)
        self._line.setText(shown.entete.ligne)
        self._show_alerts(shown.alertes, shown.a_trancher)
        if self._can_write:
            self.appointments.show_all(
                self._id, shown.attendus, none_planned=shown.sans_rendez_vous
            )
        self.note.stand_for(self._id)
        self.timeline.set_events([_event(line) for line in shown.fil], keep_place=same)
        self._states.show_content()

    def _lay_out(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 16, 12)
        column.setSpacing(8)
        head = Folding(self._begin)
        head.words.addWidget(self._name)
        head.words.addWidget(self._line)
        self._alerts.setSpacing(4)
        column.addWidget(head)
        # Once it has a parent: shown before, it is a window of its own for an instant.
        self._begin.setVisible(self._can_write)
        column.addLayout(self._alerts)
        column.addWidget(self.appointments)
        column.addWidget(self.note)
        self.note.setVisible(self._can_write)
        column.addWidget(self.timeline, 1)
        return content

    def _show_alerts(self, alertes: tuple[Alerte, ...], disputed: int) -> None:
        while (item := self._alerts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if disputed:
            self._alerts.addWidget(self._disputed(disputed))
        for place, alerte in enumerate(alertes[:_MOST_CARDS]):
            self._alerts.addWidget(self._card(alerte, place))

    def _disputed(self, count: int) -> AlertCard:
        card = AlertCard(
            phrases.ecrit_deux_fois(count),
            Gravite.AVERTISSEMENT,
            action="Trancher",
            name="a_trancher",
        )
        card.acted.connect(lambda: self.asked.emit(Place(Name.ECHANGES, self._id)))
        return card

    def _card(self, alerte: Alerte, place: int) -> AlertCard:
        action, target = self._answer(alerte)
        card = AlertCard(
            alerte.phrase,
            alerte.gravite,
            action=action if self._can_write else "",
            name=f"alerte_{place}",
        )
        if target is not None:
            card.acted.connect(lambda: self.asked.emit(target))
        return card

    def _answer(self, alerte: Alerte) -> tuple[str, Place | None]:
        if alerte.action is ActionAlerte.FAIRE_SIGNER and alerte.objet:
            return "Faire signer", Place(Name.RELECTURE, alerte.objet)
        if alerte.action is ActionAlerte.PLANIFIER_ENTRETIEN:
            return "Nouvel entretien", Place(Name.NOUVEL_ENTRETIEN, self._id)
        return "", None

    def _open(self, event: Event) -> None:
        kind, _, id_ = event.id.partition(":")
        if kind in _OPENS and (self._can_write or kind == "compte_rendu"):
            self.asked.emit(Place(_OPENS[kind], id_))


def _event(line: LigneFil) -> Event:
    return Event(
        id=f"{line.kind}:{line.id}",
        day=line.le,
        hour=line.heure,
        picture=line.icone,
        title=line.titre,
        detail=line.detail,
        opens=line.kind in _OPENS,
    )
