"""Séances: the sittings to come and held; the dossiers of one, its hour and its place, its two papers (C7, P9-4).

Names: `seances_liste`, `seance_titre`, `seance_compte`, `seance_ordre_du_jour`, `seance_releve`, `seance_dossiers`,
`seance_heure`, `seance_lieu`, `seance_annulee`,
`seance_enregistrer`, `seance_annuler`.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms.edit_card import EditCard, Values
from desktop.ui.places import Name, Place, side
from desktop.ui.screen import Screen
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, dress, label
from desktop.ui.widgets.side_by_side import beside
from desktop.usecases import Changes, Work
from desktop.usecases.papiers_seance import ORDRE_DU_JOUR, RELEVE
from desktop.usecases.saisies import Carte
from desktop.usecases.seances import LigneInscrit, LigneSeance, lire, noter
from plie import phrases

_FIELDS = (
    Field("heure", "Heure", "time"),
    Field("lieu", "Lieu", "line", beside=True),
    Field(
        "annulee",
        "Séance annulée",
        "check",
        help="Ses dossiers s’inscrivent alors à une autre séance, même une fois son jour passé.",
    ),
)
_ROWS = 12
_MOVES = frozenset(
    {
        "inscription",
        "retrait_inscription",
        "decision",
        "annulation",
        "commission",
        "sortie_proposee",
        "affectation",
        "personne",
        "utilisateur",
    }
)


class Seances(Screen):
    """The sittings at left; at right the one chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("seances")
        self._shown: LigneSeance | None = None
        self._wanted = ""  # the sitting one asked for
        self._card: EditCard | None = None
        self._list: PersonList[LigneSeance] = PersonList(
            "seances_liste", lambda one: PersonLine(_day(one), one.resume), lambda one: one.id
        )
        self._list.setAccessibleName("Séances, la prochaine d’abord")
        self._states = States(self._list, "seances_etats")
        self._title = label(role="title", name="seance_titre")
        self._body = label(role="muted", name="seance_instance")
        self._count = label(role="strong", name="seance_compte")
        self._agenda = button("Ordre du jour…", role="main", name="seance_ordre_du_jour")
        self._record = button("Relevé de décisions…", name="seance_releve")
        self._place = QVBoxLayout()
        self._people: PersonList[LigneInscrit] = PersonList(
            "seance_dossiers", lambda one: PersonLine(one.nom, one.detail), lambda one: one.cle
        )
        self._people.setAccessibleName("Dossiers inscrits, dans l’ordre")
        self._page = QWidget()
        self._lay_out()
        self._list.chosen.connect(self._show_one)
        self._people.opened.connect(self._go)
        self._agenda.clicked.connect(lambda: self._print(ORDRE_DU_JOUR))
        self._record.clicked.connect(lambda: self._print(RELEVE))

    @override
    def arrive(self, id_: str) -> None:
        self._wanted = id_ or self._wanted
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _MOVES:
            self._read()

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.SEANCES, self._shown.id if self._shown else "")

    @override
    def take_keyboard(self) -> None:
        self._list.setFocus()

    def _read(self) -> None:
        referentiel, on = self.desk.referentiel, self.desk.clock().date()
        self.desk.jobs.look(
            self, lambda rows: lire(rows, referentiel=referentiel, on=on), self._show
        )

    def _show(self, found: tuple[LigneSeance, ...]) -> None:
        self._list.people.set_rows(found)
        self._page.setVisible(bool(found))
        if not found:
            self._states.show_empty(
                "Aucun dossier n’est inscrit à une séance.",
                next_step="Un dossier s’inscrit de son volet, à la date de la séance.",
                picture="commission",
            )
            return
        self._states.show_content()
        known = {one.id: one for one in found}
        one = known.get(self._wanted) or found[0]
        self._list.choose(one.id)
        self._show_one(one)

    def _show_one(self, one: LigneSeance) -> None:
        turned = self._shown is None or self._shown.id != one.id
        self._shown, self._wanted = one, one.id
        self._title.setText(_day(one))
        self._body.setText(one.instance)
        self._count.setText(one.compte)
        held = one.decides > 0
        dress(self._agenda, "" if held else "main")
        dress(self._record, "main" if held else "")
        self._record.setEnabled(held)
        self._record.setToolTip("" if held else "Aucune décision n’est notée encore.")
        self._people.people.set_rows(one.lignes)
        self._people.show_at_most(_ROWS)
        if turned or self._card is None:
            self._turn(one)
        else:
            self._card.refresh(one.values, one.seen)

    def _turn(self, one: LigneSeance) -> None:
        """Show the form of another sitting; what was typed in the one before waits there."""
        if self._card is not None:
            self._card.leave()
        empty(self._place)
        form = Form("seance", _FIELDS, today=self._today)
        form.load(one.values, one.seen)
        about = f"Séance du {phrases.medium_date(one.le)}"
        carte = Carte("", f"seance:{one.id}", about, Name.SEANCES, one.id)

        def write(work: Work, values: Values, seen: Mapping[str, Seen]) -> Changes:
            return noter(work, one.le, one.code, values, seen)

        self._card = EditCard(self.desk, form, carte, write=write)
        self._card.written.connect(lambda _: self.desk.speak.say("La séance est enregistrée."))
        self._place.addWidget(self._card)

    def _print(self, what: str) -> None:
        if self._shown is not None:
            self.left.emit(Place(Name.IMPRESSION, f"{what}:{self._shown.id}"))

    def _go(self, one: LigneInscrit) -> None:
        self.left.emit(Place(Name.FILE, side(one.dossier, "commission")))

    def _today(self) -> date:
        return self.desk.clock().date()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.addWidget(label("Séances", role="title"))
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._agenda)
        acts.addWidget(self._record)
        acts.addStretch(1)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addWidget(self._title)
        page.addWidget(self._body)
        page.addLayout(acts)
        page.addLayout(self._place)
        page.addWidget(self._count)
        page.addWidget(self._people)
        page.addStretch(1)
        self._page.setObjectName("seance_page")
        beside(self, head, self._states, self._page)
        self._page.hide()


def _day(one: LigneSeance) -> str:
    return phrases.long_date(one.le).capitalize()
