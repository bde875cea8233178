"""A pièce seen inside, and examined by those who may: accepted, which locks it, or refused with the reason (C7).

Names: `piece_pdf`, `piece_ou`, `piece_motif`, `piece_accepter`, `piece_refuser`, `revenir`.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.awaited import Awaited
from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place, side
from desktop.ui.screens.hall import PaperHall, Step
from desktop.ui.told_reading import tell_reading
from desktop.ui.typed_text import TypedText
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes
from desktop.usecases.apercu import Apercu
from desktop.usecases.pieces import PieceLue, examiner_piece, ouvrir
from desktop.usecases.saisies import Carte
from plie.droits import may_write
from plie.vocabulaire_dossier import EtatPiece, IssueExamen

_WIDTH = 340


class PieceScreen(PaperHall):
    """The document at left; at right where it is, and what may be said of it."""

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, apercu, "piece_ecran", Step.RELIRE, parent)
        self.id = ""
        self._examines = may_write(desk.user.role, "insert", "piece_examen").allowed
        self._paper = Paper("piece_pdf")
        self._awaited = Awaited(desk, self._paper, self)
        self._title = label(role="heading", name="piece_titre")
        self._where = label(name="piece_ou")
        self._reason = QLineEdit()
        self._reason.setObjectName("piece_motif")
        self._reason.setAccessibleName("Pourquoi la pièce est refusée")
        self._reason.setPlaceholderText("Pourquoi la refuser")
        self._kept: Kept | None = None
        self._given_back = QVBoxLayout()
        self._refuse = button("Refuser", name="piece_refuser")
        self._accept = button("Accepter", role="main", name="piece_accepter")
        self._asked = QWidget()
        self.steps.hide()
        self._lay_out_page()
        self._accept.clicked.connect(lambda: self._say(IssueExamen.ACCEPTEE))
        self._refuse.clicked.connect(lambda: self._say(IssueExamen.REFUSEE))

    @override
    def arrive(self, id_: str) -> None:
        self.id = id_
        self._read(self._open)

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.touches(self.dossier) and changes.kinds & {"piece", "piece_examen"}:
            self._read(self._show)

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.FILE, side(self.dossier, "pieces")))

    def _read(self, then: Callable[[PieceLue], None]) -> None:
        id_, referentiel = self.id, self.desk.referentiel
        self.desk.jobs.look(
            self, lambda rows: ouvrir(rows, id_, referentiel=referentiel), then, failed=self._gone
        )

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _open(self, found: PieceLue) -> None:
        self._show_all(found)
        tell_reading(self.desk, self, found.dossier)

    def _show_all(self, found: PieceLue) -> None:
        self._show(found)
        if found.contenu is not None:
            self._awaited.leave()
            self.show_pdf(self._paper, found.contenu, found.libelle)
        elif found.fichier:
            self._awaited.bring(found.fichier, lambda: self._read(self._show_all))
        else:
            self._paper.say("Aucun fichier n’a été joint.", "")

    def _show(self, found: PieceLue) -> None:
        self.dossier = found.dossier
        self.person.setText(found.nom)
        self._title.setText(found.libelle)
        state = f"{found.etat.label}\u00a0: " if found.etat is not None else ""
        self._where.setText(f"{state}{found.detail}.")
        open_ = found.etat not in {None, EtatPiece.ACCEPTEE}
        self._asked.setVisible(self._examines and open_)
        if self._kept is None and self._examines and open_:
            title = f"Examen\u00a0: {found.libelle}"
            carte = Carte(self.dossier, f"piece:{self.id}", title, Name.PIECE, self.id)
            self._kept = Kept(self.desk, carte, TypedText(self._reason))
            self._given_back.addWidget(self._kept)

    def _say(self, issue: IssueExamen) -> None:
        id_, motif, now = self.id, self._reason.text(), self.desk.clock()
        if self._kept is not None and not self._kept.over:
            self._kept.write(
                self,
                lambda work: examiner_piece(work, id_, issue, motif=motif, now=now),
                self._said,
                failed=self.desk.speak.refuse,
            )

    def _said(self, _changes: Changes) -> None:
        self._reason.clear()
        if self._kept is not None:
            self._kept.begin_again()

    def _lay_out_page(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._where)
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 8, 0, 0)
        asked.setSpacing(8)
        asked.addWidget(self._accept)
        asked.addLayout(self._given_back)
        asked.addWidget(self._reason)
        asked.addWidget(self._refuse)
        column.addWidget(self._asked)
        column.addStretch(1)
        self._asked.hide()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._paper, 1)
        row.addWidget(card)
        self.body.addLayout(row, 1)
