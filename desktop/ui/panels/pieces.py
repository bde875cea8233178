"""The panel of pièces: what the situation asks for, thing by thing, and where each is (C7, C9-3-5)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.piece_row import PieceRow
from desktop.ui.widgets.plain import button, label
from desktop.usecases.cv import LigneCv, versions
from desktop.usecases.pieces import GroupePieces, LignePiece, lire_fichier, pieces, verser
from plie.vocabulaire_dossier import EtatPiece


class PiecesPanel(Panel):
    """Slots one drops a file on; a pièce is seen, and examined, on a screen of its own."""

    word = "pieces"
    title = "Pièces"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._said = label(role="muted", name="pieces_note")
        self._list = QVBoxLayout()
        self._lay_out()

    @override
    def turn(self) -> None:
        self._said.hide()

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        self.look(
            lambda rows: (pieces(rows, dossier, referentiel=referentiel), versions(rows, dossier)),
            lambda found: self._show(*found),
        )

    def _show(self, found: tuple[GroupePieces, ...], cvs: tuple[LigneCv, ...]) -> None:
        empty(self._list)
        lines = [line for group in found for line in group.lignes]
        lacking = sum(line.etat in {EtatPiece.MANQUANTE, EtatPiece.REFUSEE} for line in lines)
        told = (
            f"{len(lines)} pièces demandées, {lacking} à obtenir."
            if lines
            else "Aucune pièce n’est demandée."
        )
        self._list.addWidget(label(told, role="muted", name="pieces_compte"))
        for group in found:
            self._list.addWidget(label(group.titre, role="heading"))
            for line in group.lignes:
                row = PieceRow(line, writes=self.writes)
                row.given.connect(self._read_file)
                row.asked.connect(self._see)
                self._list.addWidget(row)

        self._show_cvs(cvs)

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
        if self.writes:
            more = button("Ajouter une version du CV…", picture="plus", name="nouveau_cv")
            more.clicked.connect(lambda: self.asked.emit(Place(Name.NOUVEAU_CV, self.dossier)))
            self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _read_file(self, line: LignePiece, code: str, path: Path) -> None:
        dossier = self.dossier
        self._say("Lecture du document…")
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: lire_fichier(path),
            lambda content: self._keep(dossier, line, code, path.name, content),
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
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self._said.hide()
