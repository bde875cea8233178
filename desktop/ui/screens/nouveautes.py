"""Nouveautés: what came in for coordination, the document and its seals, and what to say of it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.screen import Screen
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows
from desktop.usecases.apercu import Apercu, Page
from desktop.usecases.revue import (
    Nouveaute,
    commentaires,
    commenter,
    nouveautes,
    prendre_connaissance,
)
from desktop.usecases.signatures import Lecture, lire
from desktop.usecases.verification import Verdict, verifier

# Whether the file is here: then it was signed on paper.
_WITHOUT_SEAL = {
    True: "Signé sur papier\u00a0: le document numérisé est gardé tel qu’il est revenu.",
    False: "PDF en attente\u00a0: il arrivera avec un prochain échange.",
}


@dataclass(frozen=True, slots=True)
class _Opened:
    lecture: Lecture
    verdict: str
    sure: bool
    said: tuple[str, ...]


class Nouveautes(Screen):
    """The list at left, unread first; the document at right, with its verdict in words."""

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("nouveautes")
        self._apercu = apercu
        self._shown = ""
        self._known: dict[str, bool] = {}
        self._head = label("Nouveautés", role="title", name="nouveautes_titre")
        self._list = PersonList("nouveautes_liste", _line, lambda n: n.id)
        self._list.setAccessibleName("Comptes-rendus reçus")
        self._states = States(self._list, "nouveautes_etats")
        self._title = label(role="title", name="lecture_titre")
        self._verdict = label(name="lecture_verdict")
        self._said = label(role="muted", name="lecture_commentaires")
        self._paper = Paper("lecture_pdf")
        self._read = button("J’en ai pris connaissance", role="main", name="prendre_connaissance")
        self._text = QPlainTextEdit()
        self._send = button("Envoyer le commentaire", name="commenter")
        self._reading = self._lay_out_reading()
        self._page = States(self._reading, "lecture_etats")
        self._lay_out()
        self._list.chosen.connect(lambda n: self._open(n.id))
        self._read.clicked.connect(self._take_note)
        self._send.clicked.connect(self._comment)

    @override
    def arrive(self, id_: str) -> None:
        self._shown = id_ or self._shown
        self._read_list()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read_list()
            if self._shown:
                self._open(self._shown)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._states, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(left)
        panes.addWidget(self._page)
        panes.setStretchFactor(1, 1)
        panes.setSizes([360, 1000])
        panes.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(panes)
        self._page.show_empty(
            "Choisissez un compte-rendu.",
            next_step="Le document s’ouvre ici, avec ce que disent ses sceaux.",
            picture="compte_rendu",
        )

    def _lay_out_reading(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._read)
        self._text.setObjectName("commentaire_texte")
        self._text.setAccessibleName("Commentaire pour l’accompagnateur·rice")
        self._text.setPlaceholderText("Un commentaire ou une question pour l’accompagnateur·rice")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(64)
        write = QHBoxLayout()
        write.addWidget(self._text, 1)
        write.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(top)
        column.addWidget(self._verdict)
        column.addWidget(self._paper, 1)
        column.addWidget(self._said)
        column.addLayout(write)
        return page

    def _read_list(self) -> None:
        self._states.show_loading()
        self.desk.jobs.look(self, nouveautes, self._show_list)

    def _show_list(self, found: tuple[Nouveaute, ...]) -> None:
        unread = sum(not n.lu for n in found)
        self._head.setText(f"Nouveautés\u00a0: {unread} à lire" if unread else "Nouveautés")
        if not found:
            self._states.show_empty(
                "Aucun compte-rendu reçu.",
                next_step="Ils arrivent avec les échanges des accompagnateur·rices.",
                picture="nouveautes",
            )
            return
        self._states.show_content()
        self._list.people.set_rows(found)
        self._known = {n.id: n.lu for n in found}
        if self._shown:
            self._list.choose(self._shown)

    def _open(self, id_: str) -> None:
        self._shown = id_
        referentiel, now = self.desk.referentiel, self.desk.clock()

        def ask(rows: Rows) -> _Opened:
            lecture = lire(rows, id_, referentiel=referentiel)
            read = lecture.pdf is not None and not lecture.sur_papier
            seal = verifier(rows, lecture.pdf or b"", at=now) if read else None
            said = tuple(
                f"{c.auteur_nom}\u00a0: {c.texte}{' (reçu)' if received else ''}"
                for c, received in commentaires(rows, id_)
            )
            return _Opened(
                lecture,
                seal.raison if seal else _WITHOUT_SEAL[lecture.pdf is not None],
                lecture.sur_papier or (seal is not None and seal.verdict is Verdict.INTACT),
                said,
            )

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, opened: _Opened) -> None:
        cr = opened.lecture.compte_rendu
        if cr.id != self._shown:
            return
        self._title.setText(cr.adherent_nom)
        self._verdict.setText(opened.verdict)
        self._verdict.setProperty("severity", "" if opened.sure else "avertissement")
        self._verdict.style().polish(self._verdict)
        self._said.setText("\n".join(opened.said))
        self._said.setVisible(bool(opened.said))
        self._page.show_content()
        lu = self._known.get(cr.id, False)
        self._read.setEnabled(not lu)
        self._read.setText("Pris connaissance" if lu else "J’en ai pris connaissance")
        self._show_paper(opened.lecture.pdf)

    def _show_paper(self, pdf: bytes | None) -> None:
        if pdf is None:
            self._paper.say("PDF en attente.", "Il arrivera avec un prochain échange.")
            return
        ticket = self._paper.wait()
        self.desk.jobs.run(
            self, lambda _t, _s: self._apercu.pages(pdf), lambda p: self._show_pages(ticket, p)
        )

    def _show_pages(self, ticket: int, pages: list[Page]) -> None:
        if self._paper.awaits(ticket):
            self._paper.show_pages(pages, "Compte-rendu")

    def _take_note(self) -> None:
        id_, now = self._shown, self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: prendre_connaissance(work, id_, now=now),
            lambda _changes: self.desk.speak.say("Prise de connaissance enregistrée."),
            failed=self.desk.speak.refuse,
        )

    def _comment(self) -> None:
        id_, now, text = self._shown, self.desk.clock(), self._text.toPlainText()
        self.desk.jobs.write(
            self,
            lambda work: commenter(work, id_, texte=text, now=now),
            self._commented,
            failed=self.desk.speak.refuse,
        )

    def _commented(self, _changes: Changes) -> None:
        self._text.clear()
        self.desk.speak.say("Commentaire enregistré\u202f; il part avec le prochain échange.")


def _line(n: Nouveaute) -> PersonLine:
    parts = ("" if n.lu else "À lire", n.etat.label, n.titre, n.accompagnateur)
    return PersonLine(n.nom, " · ".join(part for part in parts if part))
