"""The panel of pièces: what the situation asks for, thing by thing, and where each is (C7, C9-3-5); then the CV and the comptes-rendus."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.reviewing import Reviewed, Reviewing
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.piece_row import PieceRow
from desktop.ui.widgets.plain import button, label
from desktop.usecases.comptes_rendus import LigneCompteRendu, du_dossier
from desktop.usecases.cv import LigneCv, versions
from desktop.usecases.pieces import GroupePieces, LignePiece, lire_fichiers, pieces, verser
from plie.phrases import counted
from plie.vocabulaire_dossier import EtatPiece

_LATEST = 6  # comptes-rendus listed until one asks for them all


class PiecesPanel(Panel):
    """Slots one drops a file on; a pièce is seen, and examined, on a screen of its own."""

    word = "pieces"
    title = "Pièces"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._whole = False  # whether every compte-rendu is listed
        self._next = ""  # the button that is to have the keyboard
        self._said = label(role="muted", name="pieces_note")
        self._review = Reviewing(self)
        self._list = QVBoxLayout()
        self._lay_out()

    @override
    def turn(self) -> None:
        self._said.hide()
        self._whole = False
        self._review.turn()

    @override
    def begin_at(self, at: str) -> None:
        self._review.begin_at(at)

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        self.look(
            lambda rows: (
                pieces(rows, dossier, referentiel=referentiel),
                versions(rows, dossier),
                du_dossier(rows, dossier),
                self._review.read(rows, dossier),
            ),
            lambda found: self._show(*found),
        )

    def _show(
        self,
        found: tuple[GroupePieces, ...],
        cvs: tuple[LigneCv, ...],
        comptes_rendus: tuple[LigneCompteRendu, ...],
        reviewed: Reviewed,
    ) -> None:
        self._review.redraw(reviewed)
        empty(self._list)
        if self.reads("piece"):
            self._show_pieces(found)
        self._show_cvs(cvs)
        self._show_comptes_rendus(comptes_rendus)
        if self._next:
            self.give_keyboard(self._next)
            self._next = ""
        self._review.drawn()

    def _show_pieces(self, found: tuple[GroupePieces, ...]) -> None:
        lines = [line for group in found for line in group.lignes]
        lacking = sum(line.etat in {EtatPiece.MANQUANTE, EtatPiece.REFUSEE} for line in lines)
        told = (
            f"{counted(len(lines), 'pièce demandée', 'pièces demandées')}, {lacking} à obtenir."
            if lines
            else "Aucune pièce n’est demandée."
        )
        if lines and self.writes:
            told += " Un fichier glissé sur sa ligne y est déposé."
        self._list.addWidget(label(told, role="muted", name="pieces_compte"))
        for group in found:
            self._list.addWidget(label(group.titre, role="heading"))
            for line in group.lignes:
                row = PieceRow(line, writes=self.writes)
                row.given.connect(self._read_files)
                row.asked.connect(self._see)
                self._list.addWidget(row)

    def _see(self, id_: str) -> None:
        self.asked.emit(Place(Name.PIECE, id_))

    def _show_cvs(self, cvs: tuple[LigneCv, ...]) -> None:
        self._list.addWidget(label("CV", role="heading"))
        if not cvs:
            self._list.addWidget(label("Aucun CV n’est au dossier.", role="muted", name="sans_cv"))
        for cv in cvs:
            seen = button(cv.titre, role="link", name=f"cv_{cv.id}")
            seen.clicked.connect(partial(self._see, cv.id))
            self._list.addWidget(seen, 0, Qt.AlignmentFlag.AlignLeft)
            self._list.addWidget(label(cv.detail, role="muted"))
            review = self._review.leading("cv", cv.id, cv.titre)
            if review is not None:
                self._list.addWidget(review, 0, Qt.AlignmentFlag.AlignLeft)
        if self.writes:
            more = button("Ajouter une version du CV…", picture="plus", name="nouveau_cv")
            more.clicked.connect(lambda: self.asked.emit(Place(Name.NOUVEAU_CV, self.dossier)))
            self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_comptes_rendus(self, found: tuple[LigneCompteRendu, ...]) -> None:
        self._list.addWidget(label("Comptes-rendus", role="heading"))
        if not found:
            none = "Aucun compte-rendu n’est au dossier."
            self._list.addWidget(label(none, role="muted", name="sans_compte_rendu"))
        shown = found if self._whole else found[:_LATEST]
        for cr in shown:
            read = button(cr.resume, role="link", name=f"compte_rendu_{cr.id}")
            read.clicked.connect(partial(self._read_one, cr.id))
            self._list.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        if len(shown) < len(found):
            words = f"Montrer les {len(found)} comptes-rendus"
            more = button(words, role="quiet", name="comptes_rendus_suite")
            more.clicked.connect(partial(self._show_whole, found[_LATEST].id))
            self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _read_one(self, id_: str) -> None:
        self.asked.emit(Place(Name.RELECTURE, id_))

    def _show_whole(self, first: str) -> None:
        # The keyboard goes on where the list was cut.
        self._whole, self._next = True, f"compte_rendu_{first}"
        self.read()

    def _read_files(self, line: LignePiece, code: str, paths: tuple[Path, ...]) -> None:
        dossier = self.dossier
        self._say("Lecture du document…")
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: lire_fichiers(paths),
            lambda read: self._keep(dossier, line, code, *read),
            failed=self._refused,
        )

    def _keep(self, dossier: str, line: LignePiece, code: str, nom: str, content: bytes) -> None:
        now = self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: verser(work, dossier, line.emplacement, code, content, nom=nom, now=now),
            lambda _changes: self._say(f"Déposée\u00a0: {line.libelle}."),
            failed=self._refused,
        )

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()

    def _refused(self, error: Exception) -> None:
        self._said.hide()
        self.desk.speak.refuse(error)

    def _lay_out(self) -> None:
        self.column.addWidget(self._said)
        self.column.addLayout(self._review.place)
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self._said.hide()
