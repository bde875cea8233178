"""My caseload: who is slipping first, and beside the list the dossier of the person chosen."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import caseload_words, panels
from desktop.ui.desk import Desk
from desktop.ui.ending import ask, attend
from desktop.ui.mending import mend
from desktop.ui.noting import Noting
from desktop.ui.places import SANS_RENDEZ_VOUS, Name, Place, begun, parted, side
from desktop.ui.reviewing import en_attente
from desktop.ui.screen import Screen
from desktop.ui.seeking_words import LEAST, nobody
from desktop.ui.sleeping import put_off, wake
from desktop.ui.told_reading import tell_reading
from desktop.ui.widgets.dossier_view import DossierView, Shown
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.narrowing import Narrowing
from desktop.ui.widgets.panes import Panes
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.search_field import search_field
from desktop.usecases import Changes, Rows, mis_de_cote
from desktop.usecases.affectations import absence_en_mots
from desktop.usecases.caseload import LigneDossier, file_active, noms_seuls
from desktop.usecases.conflits import par_dossier
from desktop.usecases.dossiers import assemble, entete
from desktop.usecases.fil import fil
from desktop.usecases.importation import peut_importer
from desktop.usecases.lectures import ouvert_par
from desktop.usecases.ouvertures import en_partie
from desktop.usecases.recherche import Passage, chercher
from desktop.usecases.rendez_vous import attendus
from desktop.usecases.sommeils import partage
from plie.droits import may_write
from plie.lettres import folded
from plie.participation import ailleurs
from plie.rendez_vous import a_recevoir, prochain
from plie.sommeil import combien
from plie.vocabulaire import Role

_PAUSE = 150  # milliseconds of rest before the words of the entretiens are sought


class FileActive(Screen):
    """The list at left, the dossier at right; both panes move."""

    in_reading_order = True
    searches = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("file_active")
        self._lines: tuple[LigneDossier, ...] = ()
        self._shown = self._opened = ""
        # The dossiers are read while the widgets are made; what is read lands once all is there.
        self._ahead = desk.user.role == Role.ACCOMPAGNATEUR
        if self._ahead:
            self._read_list()
        self._passages: dict[str, Passage] = {}
        self._sought = ""  # the words for which these are all
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._head = label(
            caseload_words.title((), desk.user.role), role="title", name="file_titre"
        )
        self._others = label(role="muted", name="file_autres")
        self._search = search_field(
            "file_recherche",
            "Rechercher une personne, ou un mot de ses entretiens",
            "Un nom, un mot (Ctrl+F)",
        )
        self._people = PersonList(
            "file_liste", self._read, lambda line: line.id, tooltip=caseload_words.why
        )
        self._people.setAccessibleName("Personnes suivies")
        self._states = States(self._people, "file_etats")
        self._narrowing = Narrowing(plans=desk.user.role == Role.ACCOMPAGNATEUR)
        self._apart = button("", role="quiet", name="ouvertures_lien")
        self._new = button("Nouvelle personne", picture="plus", name="nouvelle_personne")
        self._new.setAccessibleName("Nouvelle personne")
        self._new.setToolTip("Nouvelle personne (Ctrl+N)")
        self._import = button("Importer…", role="quiet", name="importer_tableau")
        self._import.setAccessibleName("Importer des personnes d’un tableau")
        sides = panels.of(desk)
        self.panes = Panes("file", "Liste des personnes", self)
        # Born where it stays: given a parent once it is whole, all of it would be dressed again.
        self.dossier = DossierView(
            can_write=desk.user.role == Role.ACCOMPAGNATEUR,
            corrects=may_write(desk.user.role, "patch", "personne").allowed,
            today=lambda: desk.clock().date(),
            panels=sides,
            dire=desk.referentiel.dire,
            parent=self.panes.splitter,
        )
        self._lay_out()
        for panel in sides:
            panel.asked.connect(self.left)
        self._wire()
        self._states.show_loading()

    @override
    def arrive(self, id_: str) -> None:
        at = begun(id_)
        id_, panel = parted(id_)
        if panel:
            self.dossier.sides.lead(panel, id_, at)
        # Who comes back to the one they had found finds the others found again.
        if id_ and not (id_ == self._shown and self._finds(id_)):
            self._search.clear()
            self._narrowing.tick(without=id_ == SANS_RENDEZ_VOUS)
        if id_ in {"", SANS_RENDEZ_VOUS}:
            self.panes.go_back()
        else:
            self._shown = id_
            self.panes.bring_opened()
        self._opened = ""
        if self._shown and self.desk.user.role != Role.ACCOMPAGNATEUR:
            # The list of a whole PLIE takes seconds: who comes to a dossier awaits none of it.
            self._show(self._shown)
        if not self._ahead:
            self._read_list()
        self._ahead = False

    @override
    def shelter(self) -> None:
        self.panes.keep_away()

    @override
    def take_keyboard(self) -> None:
        self.dossier.sides.take_keyboard()

    @override
    def standing(self, asked: Place) -> Place:
        panel = self.dossier.sides.current
        return Place(asked.name, side(self._shown, panel) if panel else self._shown)

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.scopes:
            self._read_list()

    def _lay_out(self) -> None:
        left = QWidget(self.panes.splitter)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        top.addWidget(self._new)
        column.addWidget(self._head)
        column.addWidget(self._others)
        self._others.hide()
        column.addLayout(top)
        column.addWidget(self._narrowing)
        column.addWidget(self._apart, alignment=Qt.AlignmentFlag.AlignLeft)
        self._apart.hide()
        column.addWidget(self._states, 1)
        column.addWidget(self._import, alignment=Qt.AlignmentFlag.AlignLeft)
        self.panes.fill(left, self.dossier, width=self.desk.list_width.pixels)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._new.setVisible(self.desk.user.role == Role.ACCOMPAGNATEUR)
        self._import.setVisible(peut_importer(self.desk.user.role))

    def _wire(self) -> None:
        self._search.textChanged.connect(self._search_for)
        self._narrowing.changed.connect(lambda: self._show_found(self._search.text()))
        self._apart.clicked.connect(lambda: self.left.emit(Place(Name.OUVERTURES)))
        self._pause.timeout.connect(self._seek)
        self._search.returnPressed.connect(self._go_to_found)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            arrow = QShortcut(QKeySequence(key), self._search, self._go_to_found)
            arrow.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._new.clicked.connect(lambda: self.left.emit(Place(Name.NOUVEAU_DOSSIER)))
        self._import.clicked.connect(lambda: self.left.emit(Place(Name.IMPORTER)))
        self._people.chosen.connect(lambda line: self._show(line.id))
        for asks in (self._people.opened, self._people.clicked):
            asks.connect(lambda _line: self.panes.bring_opened())
        self.panes.moved.connect(self.desk.list_width.choose)
        self.panes.came_back.connect(self._people.setFocus)
        self.dossier.asked.connect(self.left)
        Noting(self, self.dossier.note)
        self.dossier.mending.connect(partial(mend, self, self.dossier))
        self.dossier.putting_off.connect(partial(put_off, self, self.dossier))
        self.dossier.waking.connect(partial(wake, self, self.dossier))
        self.dossier.appointments.asked.connect(partial(ask, self))
        self.dossier.appointments.offered.connect(lambda outcome: attend(self, outcome))
        QShortcut(QKeySequence("Ctrl+N"), self, self._new.click)
        QShortcut(QKeySequence("Ctrl+E"), self, self._begin_note)

    def _read_list(self) -> None:
        referentiel, on = self.desk.referentiel, self.desk.clock().date()
        if not self._lines and self.desk.user.role != Role.ACCOMPAGNATEUR:
            # The alerts of a whole PLIE take seconds to compute: one looks a name up meanwhile.
            self.desk.jobs.look(self, lambda rows: noms_seuls(rows, on=on), self._show_names)
        self.desk.jobs.look(
            self, lambda rows: file_active(rows, referentiel=referentiel, on=on), self._show_list
        )
        self.desk.jobs.look(self, lambda rows: len(en_partie(rows, on=on)), self._show_apart)

    def _show_apart(self, count: int) -> None:
        """Lead to the dossiers open in part, when there are some: they are in no list here."""
        self._apart.setText(f"Ouverture limitée\u00a0: {count}")
        self._apart.setVisible(count > 0)

    def _show_names(self, lines: tuple[LigneDossier, ...]) -> None:
        """Show who is there before what is urgent is known; nothing is opened that nobody chose."""
        if lines and not self._lines:
            self._lines = lines
            said = caseload_words.title(lines, self.desk.user.role)
            self._head.setText(f"{said} · urgences en cours de calcul…")
            self._filter(self._search.text())
            self._tell_found()

    def _show_list(self, lines: tuple[LigneDossier, ...]) -> None:
        self._lines = lines
        self._head.setText(caseload_words.title(lines, self.desk.user.role))
        self._others.setText(caseload_words.beside(lines, self.desk.user.role))
        self._others.setVisible(bool(self._others.text()))
        self._narrowing.count(lines)
        if not lines:
            self._states.show_empty(
                "Personne n’est encore suivi ici.",
                next_step="Ouvrez un premier dossier, ou reliez ce poste au magasin central.",
                picture="file",
                action="Nouvelle personne",
                act=self._new.click if self.desk.user.role == Role.ACCOMPAGNATEUR else None,
            )
            return
        self._filter(self._search.text())
        self._tell_found()
        if all(line.id != self._shown for line in lines):
            # It has left this machine: what is on the screen is somebody else's now.
            self._shown = ""
        if self._narrowing.ticked and all(x.id != self._shown for x in self._people.people.rows):
            self._shown = ""
        if self._shown:
            self._people.choose(self._shown)
            self._show(self._shown)
        elif self._people.people.rows:
            self._people.choose(self._people.people.rows[0].id)

    def _filter(self, text: str) -> None:
        wanted = folded(text).split()
        kept = [x for x in self._lines if self._narrowing.keeps(x)]
        named = [line for line in kept if all(w in folded(line.nom) for w in wanted)]
        # Then those in whose entretiens these words were said.
        known, by_id = {line.id for line in named}, {line.id: line for line in kept}
        said = [by_id[id_] for id_ in self._passages if id_ in by_id and id_ not in known]
        self._people.people.set_rows(named + said)

    def _search_for(self, text: str) -> None:
        """Show who is found; beside them is never left the dossier of someone else."""
        self._passages = {}
        self._pause.start()
        self._show_found(text)

    def _seek(self) -> None:
        words = self._search.text()
        if len(words.strip()) < LEAST:
            return

        def show(found: dict[str, Passage]) -> None:
            if words == self._search.text():
                self._passages, self._sought = found, words
                self._show_found(words)

        self.desk.jobs.look(self, lambda rows: chercher(rows, words), show)

    def _tell_found(self) -> None:
        """Say that nobody is found, once the entretiens were sought too; beside it, no dossier."""
        none = bool(self._lines) and not self._people.people.rows
        self.dossier.set_aside(aside=none)
        typed = self._search.text()
        words = typed.strip()
        if not self._lines:
            return
        if not none or (len(words) >= LEAST and self._sought != typed):
            self._states.show_content()
        else:
            boxes = self._narrowing.ticked
            sentence, where = nobody(words, boxes)
            wider = "Chercher parmi tous" if boxes and words else "Montrer tout le monde"
            self._states.show_empty(
                sentence, next_step=where, picture="file", action=wider, act=self._widen
            )

    def _widen(self) -> None:
        """Take the boxes off, else the words; the keyboard stays where one types others."""
        if not self._narrowing.ticked:
            self._search.clear()
        self._narrowing.tick(without=False)
        self._search.setFocus()

    def _show_found(self, text: str) -> None:
        self._filter(text)
        self._tell_found()
        found = self._people.people.rows
        narrowed = bool(text.strip() or self._narrowing.ticked)
        if narrowed and found and all(line.id != self._shown for line in found):
            self._people.choose(found[0].id)

    def _finds(self, dossier: str) -> bool:
        return any(line.id == dossier for line in self._people.people.rows)

    def _read(self, line: LigneDossier) -> PersonLine:
        passage = self._passages.get(line.id)
        if passage is None:
            asked = en_attente(line.questions) if line.questions else ""
            disputed = f"{line.a_trancher} à trancher" if line.a_trancher else ""
            parts = (asked, disputed, line.court, line.participation)
            told = " · ".join(part for part in parts if part)
            return PersonLine(line.nom, told, line.gravite, combien(line.endormies))
        return PersonLine(line.nom, f"{passage.quoi}\u00a0: {passage.extrait}")

    @override
    def begin_search(self) -> None:
        self.panes.go_back()
        self._search.setFocus()

    def _go_to_found(self) -> None:
        """Take Enter and the down arrow from the words searched to the persons found."""
        if self._people.people.rows:
            self._people.setFocus()

    def _show(self, dossier: str) -> None:
        self._shown = dossier
        referentiel, now, role = self.desk.referentiel, self.desk.clock(), self.desk.user.role

        def ask(rows: Rows) -> Shown:
            whole, on = assemble(rows, dossier), now.date()
            told = partage(whole, referentiel=referentiel, on=on, role=role)
            received = a_recevoir(whole) and not ailleurs(whole, referentiel)
            none = received and prochain(whole, now) is None
            return Shown(
                entete(whole, referentiel=referentiel, on=on, role=role),
                told.eveillees,
                fil(
                    whole,
                    zone=referentiel.zone,
                    dire=referentiel.dire,
                    regles=referentiel.commission,
                    titres={regle.code: regle.titre for regle in referentiel.alertes},
                ),
                attendus(whole, now),
                none,
                ouvert_par(rows, dossier, now=now, dire=self.desk.referentiel.dire),
                par_dossier(rows).get(dossier, 0),
                told.endormies,
                mis_de_cote.par_dossier(rows)[dossier],
                absence_en_mots(rows, dossier, on=on),
            )

        self.desk.jobs.look(self, ask, self._show_dossier, failed=self._not_here)

    def _show_dossier(self, shown: Shown) -> None:
        if shown.entete.id != self._shown:
            return
        self.dossier.show_dossier(shown)
        # Drawn again for what arrives, it was opened once.
        if self._opened != self._shown:
            self._opened = self._shown
            tell_reading(self.desk, self, self._shown)

    def _begin_note(self) -> None:
        if self.dossier.note.isVisible():
            self.dossier.note.begin()

    def _not_here(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1200, 700)
