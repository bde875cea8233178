"""Ouverture limitée: the dossiers that one follows in part, as the referent of a structure (C9-3-6).

Names: `ouvertures_liste`, `ouverture_page`, `ouvertures_retour`. Read only, apart from the file active.
"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.told_reading import tell_reading
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.side_by_side import beside
from desktop.usecases import Changes
from desktop.usecases.ouvertures import DossierOuvert, ouverts
from plie import phrases
from plie.referentiel import Referentiel

_WHY = (
    "Ce dossier vous est ouvert en partie, comme référent·e d’une structure où cette personne est en "
    "parcours{source}. Vous y lisez qui elle est, ses étapes, ses objectifs et leurs bilans. Ses "
    "entretiens, leurs comptes-rendus, son diagnostic, ses coordonnées, ses pièces et les décisions de "
    "la Commission ne sont pas sur ce poste. Il n’entre pas dans votre file active, et rien ne s’y écrit."
)


class Ouvertures(Screen):
    """The list at left, what is shown of the person at right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("ouvertures")
        self._head = label("Ouverture limitée", role="title", name="ouvertures_titre")
        self._back = button("Ma file active", role="quiet", name="ouvertures_retour")
        self._list: PersonList[DossierOuvert] = PersonList(
            "ouvertures_liste", _line, lambda o: o.id
        )
        self._list.setAccessibleName("Dossiers ouverts en partie")
        self._states = States(self._list, "ouvertures_etats")
        self._name = label(role="title", name="ouverture_nom")
        self._who = label(role="muted", name="ouverture_qui")
        self._why = label(_why(desk.referentiel), name="ouverture_pourquoi")
        self._etapes = label(name="ouverture_etapes")
        self._objectifs = label(name="ouverture_objectifs")
        self._page = QWidget()
        self._lay_out()
        self._list.chosen.connect(self._open)
        self._back.clicked.connect(lambda: self.left.emit(Place(Name.FILE)))

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _read(self) -> None:
        on = self.desk.clock().date()
        self.desk.jobs.look(self, lambda rows: ouverts(rows, on=on), self._show)

    def _show(self, found: tuple[DossierOuvert, ...]) -> None:
        self._head.setText(f"Ouverture limitée\u00a0: {len(found)}")
        self._list.people.set_rows(found)
        self._page.setVisible(bool(found))
        if not found:
            self._states.show_empty(
                "Aucun dossier ne vous est ouvert en partie.",
                next_step="La coordination les ouvre à qui est référent·e d’une structure.",
                picture="file",
            )
            return
        self._states.show_content()
        at = self._list.currentIndex()
        shown = self._list.people.row_at(at) if at.isValid() else None
        if shown is None:
            self._list.choose(found[0].id)
        else:
            self._show_one(shown)

    def _open(self, one: DossierOuvert) -> None:
        self._show_one(one)
        tell_reading(self.desk, self, one.id)

    def _show_one(self, one: DossierOuvert) -> None:
        born = f"Né·e le {one.naissance}" if one.naissance else "Date de naissance non renseignée"
        nobody = self.desk.referentiel.dire("sans accompagnateur·rice")
        followed = f"suivi·e par {one.suivi_par}" if one.suivi_par else nobody
        until = f"ouvert jusqu’au {one.jusqu_au}" if one.jusqu_au else "ouvert sans date de fin"
        self._name.setText(one.nom)
        self._who.setText(f"{born} · {followed} · {until}")
        self._etapes.setText("\n".join(one.etapes) or "Aucune étape.")
        self._objectifs.setText("\n".join(one.objectifs) or "Aucun objectif.")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._back)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        for part in (
            self._name,
            self._who,
            self._why,
            label("Étapes", role="heading"),
            self._etapes,
            label("Objectifs", role="heading"),
            self._objectifs,
        ):
            page.addWidget(part)
        page.addStretch(1)
        self._page.setObjectName("ouverture_page")
        beside(self, top, self._states, self._page)


def _line(one: DossierOuvert) -> PersonLine:
    return PersonLine(one.nom, one.etapes[-1] if one.etapes else "Aucune étape")


def _why(referentiel: Referentiel) -> str:
    source = phrases.cited(referentiel.citer("C9-3-6"))
    return referentiel.dire(_WHY.format(source=source))
