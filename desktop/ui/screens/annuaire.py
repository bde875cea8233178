"""Annuaire: the structures and the professionals; one is found, put right, merged (C9-3-1).

Names: `annuaire_recherche`, `annuaire_liste`, `nouvelle_structure`, `nouveau_professionnel`, those of `FichePage`.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.forms.fiche_page import FichePage
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.seeking_words import SHORTEN
from desktop.ui.tables import ROW_ROLE
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.search_field import search_field
from desktop.ui.widgets.side_by_side import beside
from desktop.usecases import Changes, Rows
from desktop.usecases.annuaire import Fiche, LigneAnnuaire, lire, nouvelle, ouvrir
from desktop.usecases.annuaire_gestes import defaire_fusion, fusionner
from desktop.usecases.orientations import Chiffre, chiffres
from plie.kinds import Professionnel, Structure, by_class
from plie.lettres import folded

_NEW = {by_class(cls).word: cls for cls in (Structure, Professionnel)}


@dataclass(frozen=True, slots=True)
class _Shown:
    fiche: Fiche
    figures: tuple[Chiffre, ...] = ()


class Annuaire(Screen):
    """The list at left; at right the entry chosen in it, or one that is being written."""

    searches = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("annuaire")
        self._lines: tuple[LigneAnnuaire, ...] = ()
        self._wanted = ""  # the entry one asked for, or the word of a new one
        self._page: FichePage | None = None
        self._keyboard = False  # was in the page that goes
        self._head = label("Annuaire", role="title", name="annuaire_titre")
        self._search = search_field(
            "annuaire_recherche",
            "Rechercher une structure ou une personne",
            "Rechercher un nom, une commune (Ctrl+F)",
        )
        self._list: PersonList[LigneAnnuaire] = PersonList(
            "annuaire_liste", lambda one: PersonLine(one.nom, one.detail), lambda one: one.id
        )
        self._list.setAccessibleName("Structures et professionnel·les")
        self._states = States(self._list, "annuaire_etats")
        self._place = QWidget()
        self._column = QVBoxLayout(self._place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._structure = button("Nouvelle structure", name="nouvelle_structure")
        self._person = button("Nouveau·elle professionnel·le", name="nouveau_professionnel")
        self._lay_out()
        self._wire()

    @override
    def arrive(self, id_: str) -> None:
        if id_:
            self._open(id_)
            self._read()
        else:
            self._read_again()

    @override
    def begin_search(self) -> None:
        self._search.setFocus()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read_again()

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.ANNUAIRE, self._wanted)

    @override
    def take_keyboard(self) -> None:
        self._search.setFocus()

    def _read_again(self) -> None:
        self._read()
        if self._page is not None and self._page.fiche.id:
            self._open(self._wanted)

    def _read(self) -> None:
        on = self.desk.clock().date()
        self.desk.jobs.look(self, lambda rows: lire(rows, on=on), self._show_list)

    def _show_list(self, lines: tuple[LigneAnnuaire, ...]) -> None:
        self._lines = lines
        self._filter()
        if lines and not self._wanted:
            self._open(self._list.people.rows[0].id)
        self._list.choose(self._wanted)

    def _filter(self) -> None:
        """Show who is found; people are found in their structure, and by their name when one searches."""
        words = folded(self._search.text()).split()
        found = [
            one
            for one in self._lines
            if all(word in folded(one.mots) for word in words)
            and (words or not one.dans_une_structure)
        ]
        self._list.people.set_rows(found)
        if found:
            self._states.show_content()
            return
        sought = self._search.text().strip()
        if self._lines and sought:
            self._states.show_empty(
                f"Rien ne répond à «\u00a0{sought}\u00a0».",
                next_step=f"Cherché dans les noms et les communes de l’annuaire. {SHORTEN}",
                picture="annuaire",
                action="Effacer la recherche",
                act=self._search_anew,
            )
            return
        self._states.show_empty(
            "L’annuaire est vide.",
            next_step="Ajoutez la structure, puis les personnes qui y travaillent.",
            picture="annuaire",
        )

    def _search_anew(self) -> None:
        self._search.clear()
        self._search.setFocus()

    def _search_for(self) -> None:
        """Show who is found, and open the first; what is being written is left only by a choice."""
        self._filter()
        found = [one.id for one in self._list.people.rows]
        if self._search.text().strip() and found and self._wanted not in {*found, *_NEW}:
            self._list.choose(found[0])

    def _choose(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if line is not None and line.id != self._wanted:
            self._open(line.id)

    def _open(self, id_: str, structure: str = "") -> None:
        """Open an entry, or a new one by the word of its kind."""
        self._wanted, on = id_, self.desk.clock().date()
        if self._page is not None and self._page.fiche.id != id_:
            # What is typed from now on is for the one that comes.
            self._keyboard = self._keyboard or self._place.isAncestorOf(
                QApplication.focusWidget() or self
            )
            self._place.setEnabled(False)

        def ask(rows: Rows) -> _Shown:
            if id_ in _NEW:
                return _Shown(nouvelle(rows, _NEW[id_], structure))
            fiche = ouvrir(rows, id_, on=on)
            return _Shown(fiche, chiffres(rows, fiche.id, on=on))

        def show(shown: _Shown) -> None:
            if id_ == self._wanted:
                self._show(shown)

        self.desk.jobs.look(self, ask, show, failed=self._gone)

    def _show(self, shown: _Shown) -> None:
        fiche = shown.fiche
        self._place.setEnabled(True)
        same = self._page is not None and self._page.fiche.id == fiche.id != ""
        self._wanted = fiche.id or self._wanted
        if not same:
            self._turn(FichePage(self.desk, fiche))
        if self._page is not None and fiche.id:
            self._page.refresh(fiche, shown.figures)
        if self._page is not None and (self._keyboard or not fiche.id):
            self._page.begin()
        self._keyboard = False
        self._list.choose(self._wanted)

    def _turn(self, page: FichePage) -> None:
        """Show another page; what was typed in the one before waits there."""
        if self._page is not None:
            self._page.card.leave()
            self._column.removeWidget(self._page)
            # Gone at once for whoever looks for a field by its name.
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = page
        self._column.addWidget(page)
        page.asked.connect(self._open)
        page.made.connect(self._open)
        page.given_up.connect(self._back)
        page.newcomer.connect(lambda where: self._open(by_class(Professionnel).word, where))
        page.dossier.connect(lambda id_: self.left.emit(Place(Name.FILE, id_)))
        page.disputed.connect(lambda: self.left.emit(Place(Name.ECHANGES)))
        page.merges.merged.connect(self._merge)
        page.merges.undone.connect(self._undo)

    def _merge(self, other: str) -> None:
        kept = self._wanted
        self.desk.jobs.write(
            self,
            lambda work: fusionner(work, other, kept),
            lambda _changes: self.desk.speak.say(
                "Les deux fiches n’en font plus qu’une.",
                action="Défaire",
                act=lambda: self._undo(other),
            ),
            failed=self.desk.speak.refuse,
        )

    def _undo(self, other: str) -> None:
        self.desk.jobs.write(
            self,
            lambda work: defaire_fusion(work, other),
            lambda _changes: self.desk.speak.say("Chaque fiche est de nouveau la sienne."),
            failed=self.desk.speak.refuse,
        )

    def _back(self) -> None:
        """An entry that was not written is given up: the first of the list comes back."""
        self._wanted = ""
        # Its button closed under the keyboard, which went out of the page.
        self._structure.setFocus()
        self._read()

    def _gone(self, error: Exception) -> None:
        self._place.setEnabled(True)
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _to_found(self) -> None:
        if self._list.people.rows:
            self._list.setFocus()

    def _wire(self) -> None:
        self._search.textChanged.connect(self._search_for)
        self._search.returnPressed.connect(self._to_found)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._search, self._to_found)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._list.selectionModel().currentChanged.connect(self._choose)
        # Beside a person of this structure, its row is the current one already.
        self._list.clicked.connect(self._choose)
        self._structure.clicked.connect(lambda: self._open(by_class(Structure).word))
        self._person.clicked.connect(lambda: self._open(by_class(Professionnel).word))
        QShortcut(QKeySequence("Ctrl+N"), self, self._structure.click)

    def _lay_out(self) -> None:
        self._structure.setToolTip("Nouvelle structure (Ctrl+N)")
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(self._structure)
        flow.addWidget(self._person)
        top = QVBoxLayout()
        top.setSpacing(8)
        for part in (self._head, self._search, acts):
            top.addWidget(part)
        beside(self, top, self._states, self._place)
