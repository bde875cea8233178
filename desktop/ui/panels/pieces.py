"""The panel of pièces: what the situation asks for, thing by thing, and where each is (C7, C9-3-5)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.widgets.piece_row import PieceRow
from desktop.ui.widgets.plain import button, label
from desktop.usecases.cv import LigneCv, versions
from desktop.usecases.pieces import GroupePieces, LignePiece, lire_fichier, pieces, verser
from plie.empechement import Empechement
from plie.vocabulaire import Role
from plie.vocabulaire_dossier import EtatPiece


class PiecesPanel(Panel):
    """Slots one drops a file on; a pièce is seen, and examined, on a screen of its own."""

    word = "pieces"
    title = "Pièces"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("volet_pieces")
        self._writes = desk.user.role == Role.ACCOMPAGNATEUR
        self._said = label(role="muted", name="pieces_note")
        self._page = QVBoxLayout()
        self._lay_out()

    @override
    def stand_for(self, dossier: str) -> None:
        if dossier != self.dossier:
            self._said.hide()
        super().stand_for(dossier)

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        self.desk.jobs.look(
            self,
            lambda rows: (pieces(rows, dossier, referentiel=referentiel), versions(rows, dossier)),
            lambda found: self._show(dossier, *found),
            failed=self._gone,
        )

    def _show(
        self, dossier: str, found: tuple[GroupePieces, ...], cvs: tuple[LigneCv, ...]
    ) -> None:
        if dossier != self.dossier:
            return
        while (item := self._page.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        lines = [line for group in found for line in group.lignes]
        lacking = sum(line.etat in {EtatPiece.MANQUANTE, EtatPiece.REFUSEE} for line in lines)
        told = (
            f"{len(lines)} pièces demandées, {lacking} à obtenir."
            if lines
            else "Aucune pièce n’est demandée."
        )
        self._page.addWidget(label(told, role="muted", name="pieces_compte"))
        for group in found:
            self._page.addWidget(label(group.titre, role="heading"))
            for line in group.lignes:
                row = PieceRow(line, writes=self._writes)
                row.given.connect(self._read_file)
                row.asked.connect(self._see)
                self._page.addWidget(row)

        self._show_cvs(cvs)

    def _see(self, id_: str) -> None:
        self.asked.emit(Place(Name.PIECE, id_))

    def _show_cvs(self, cvs: tuple[LigneCv, ...]) -> None:
        self._page.addWidget(label("CV", role="heading"))
        if not cvs:
            self._page.addWidget(label("Aucun CV n’est au dossier.", role="muted", name="sans_cv"))
        for cv in cvs:
            seen = button(cv.titre, role="link", name=f"cv_{cv.id}")
            seen.clicked.connect(partial(self._see, cv.id))
            self._page.addWidget(seen, 0, Qt.AlignmentFlag.AlignLeft)
            self._page.addWidget(label(cv.detail, role="muted"))
        if self._writes:
            more = button("Ajouter une version du CV…", picture="plus", name="nouveau_cv")
            more.clicked.connect(lambda: self.asked.emit(Place(Name.NOUVEAU_CV, self.dossier)))
            self._page.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _read_file(self, line: LignePiece, code: str, path: Path) -> None:
        dossier = self.dossier
        self._say("Lecture du document…")
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: lire_fichier(_content(path)),
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

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._said)
        self._page.setSpacing(8)
        column.addLayout(self._page)
        column.addStretch(1)
        self._said.hide()
        scroll = QScrollArea()
        scroll.setObjectName("volet_pieces_page")
        scroll.setAccessibleName("Pièces")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Empechement(
            "Ce fichier ne peut pas être ouvert. Rien n’a changé\u00a0: vérifiez qu’il est toujours là."
        ) from problem
