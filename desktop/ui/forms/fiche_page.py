"""`FichePage`: an entry of the directory, put right; who works there, whom it sent, what is merged into it (C9-3-1).

Names: `annuaire_nom`, `annuaire_structure`, `annuaire_a_trancher`, `annuaire_trancher`, `annuaire_ressemble`,
`annuaire_equipe`, `nouveau_ici`, `fiche_<field>`, `fiche_enregistrer`, `fiche_annuler`.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.forms import fiche as forms
from desktop.ui.forms.edit_card import EditCard, Values
from desktop.ui.forms.fusions_card import FusionsCard
from desktop.ui.forms.orientations_card import OrientationsCard
from desktop.ui.places import Name
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Work
from desktop.usecases.annuaire import Fiche, LigneAnnuaire, peut_fusionner
from desktop.usecases.annuaire_gestes import creer, modifier, objections, ressemblances
from desktop.usecases.champs import champ
from desktop.usecases.orientations import Chiffre
from desktop.usecases.saisies import Carte
from plie.kinds import Structure, by_class
from plie.objection import Objection
from plie.phrases import join_words

_ROWS = 5


class FichePage(QWidget):
    """One entry, written or not yet; another takes another page."""

    asked = Signal(str)  # another entry, by its id
    made = Signal(str)  # the id of the entry that was just written
    given_up = Signal()  # an entry not written yet
    newcomer = Signal(str)  # someone who works in this structure is to be written
    dossier = Signal(str)
    disputed = Signal()

    def __init__(self, desk: Desk, fiche: Fiche) -> None:
        super().__init__()
        self.setObjectName("annuaire_page")
        self.fiche = fiche
        self._desk = desk
        self._name = label(forms.titre(fiche), role="title", name="annuaire_nom")
        self._where = button("", role="link", name="annuaire_structure")
        self._rivals = label(role="objection", name="annuaire_a_trancher")
        self._settle = button("Trancher", name="annuaire_trancher")
        form = Form("fiche", forms.fields(fiche), today=self._today)
        form.load(fiche.values, fiche.seen)
        self.card = EditCard(
            desk, form, _carte(fiche), write=self._write, judge=self._judge,
            words="Enregistrer" if fiche.id else "Créer la fiche",
        )  # fmt: skip
        self._like = label(role="muted", name="annuaire_ressemble")
        self._people = QWidget()
        self._team: PersonList[LigneAnnuaire] = PersonList(
            "annuaire_equipe", lambda one: PersonLine(one.nom, one.detail), lambda one: one.id
        )
        self._team.setAccessibleName("Personnes de cette structure")
        self._add = button("Ajouter une personne ici", picture="plus", name="nouveau_ici")
        self._sent = OrientationsCard()
        self._merges = FusionsCard(merges=peut_fusionner(desk.user.role))
        self._lay_out()
        self._wire()
        self._show()

    def refresh(self, fiche: Fiche, figures: tuple[Chiffre, ...]) -> None:
        """Show the same entry again, after something moved."""
        self.fiche = fiche
        self.card.refresh(fiche.values, fiche.seen)
        self._sent.show_figures(figures)
        self._show()

    def begin(self) -> None:
        """Lead the keyboard to the first field."""
        self.card.form.focus("nom" if self.fiche.cls is Structure else "prenom")

    @property
    def merges(self) -> FusionsCard:
        """What asks to merge, and to undo it."""
        return self._merges

    def _show(self) -> None:
        fiche = self.fiche
        self._name.setText(forms.titre(fiche))
        where = dict(fiche.structures).get(str(fiche.values.get("structure") or ""), "")
        self._where.setText(where)
        self._where.setVisible(bool(where and fiche.id))
        kind = by_class(fiche.cls).word
        named = [champ(kind, name, self._desk.referentiel).label for name in fiche.a_trancher]
        self._rivals.setText(
            f"Écrit différemment à deux endroits\u00a0: {join_words(tuple(named))}."
            if named
            else ""
        )
        for part in (self._rivals, self._settle):
            part.setVisible(bool(named))
        self._people.setVisible(fiche.cls is Structure and bool(fiche.id))
        self._team.people.set_rows(fiche.equipe)
        self._team.show_at_most(_ROWS)
        self._team.setVisible(bool(fiche.equipe))
        self._merges.show_fiche(fiche)

    def _judge(self, values: Values) -> tuple[Objection, ...]:
        return objections(values, on=self._today())

    def _write(self, work: Work, values: Values, seen: Mapping[str, Seen]) -> Changes:
        fiche, on = self.fiche, self._today()
        if fiche.id:
            return modifier(work, fiche.cls, fiche.id, values, seen, on=on)
        return creer(work, fiche.cls, {**fiche.values, **values}, on=on)

    def _written(self, changes: Changes) -> None:
        created = not self.fiche.id
        self._desk.speak.say("La fiche est créée." if created else "La fiche est enregistrée.")
        if created:
            self.made.emit(changes.id_of(by_class(self.fiche.cls).word))

    def _given_up(self) -> None:
        if not self.fiche.id:
            self.given_up.emit()

    def _seek(self) -> None:
        """Say who is here already and sounds like what is typed."""
        if self.fiche.id:
            return
        cls, values = self.fiche.cls, {**self.fiche.values, **self.card.form.values()}
        self._desk.jobs.look(self, lambda rows: ressemblances(rows, cls, values), self._tell_like)

    def _tell_like(self, found: tuple[tuple[str, str], ...]) -> None:
        names = tuple(f"«\u00a0{words}\u00a0»" for _, words in found)
        self._like.setText(f"Déjà dans l’annuaire\u202f? {join_words(names)}." if names else "")
        self._like.setVisible(bool(names))

    def _today(self) -> date:
        return self._desk.clock().date()

    def _wire(self) -> None:
        self._where.clicked.connect(lambda: self.asked.emit(str(self.fiche.values["structure"])))
        self._settle.clicked.connect(self.disputed)
        self._add.clicked.connect(lambda: self.newcomer.emit(self.fiche.id))
        self._team.opened.connect(lambda one: self.asked.emit(one.id))
        self._sent.opened.connect(self.dossier)
        self._merges.looked_at.connect(self.asked)
        self.card.written.connect(self._written)
        self.card.given_up.connect(self._given_up)
        self.card.form.settled.connect(self._seek)

    def _lay_out(self) -> None:
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, 0, 0, 0)
        people.setSpacing(8)
        people.addWidget(label("Personnes", role="heading"))
        people.addWidget(self._team)
        people.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._name)
        for left in (self._where, self._settle):
            column.addWidget(left, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._rivals, self.card, self._like, self._people, self._sent, self._merges):
            column.addWidget(part)
        column.addStretch(1)
        self._like.hide()
        for later in (self._sent, self._merges):
            later.setVisible(bool(self.fiche.id))


def _carte(fiche: Fiche) -> Carte:
    """Return what a crash would find again; it holds nothing of a dossier."""
    word = by_class(fiche.cls).word
    about = f"Annuaire\u00a0: {forms.titre(fiche)}"
    return Carte("", f"annuaire:{fiche.id or word}", about, Name.ANNUAIRE, fiche.id or word)
