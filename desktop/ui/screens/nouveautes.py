"""Nouveautés: what came in since it was last looked at, questions open, and what to say of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.awaited import Awaited
from desktop.ui.desk import Desk
from desktop.ui.kept_in_turn import KeptInTurn
from desktop.ui.places import QUESTION, Name, Place
from desktop.ui.screen import Screen
from desktop.ui.told_reading import tell_reading
from desktop.ui.typed_text import TypedText
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.news_filter import NewsFilter
from desktop.ui.widgets.news_row import Row, line, of_new, of_question, place_of
from desktop.ui.widgets.news_view import NewsView, Opened
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.a_signer import lire
from desktop.usecases.apercu import Apercu, Page
from desktop.usecases.demandes import Question, clore, demander, ouvertes, repondre, sur
from desktop.usecases.fichiers import ATTENDU
from desktop.usecases.revue import (
    Nouveaute,
    commentaires,
    commenter,
    nouveautes,
    prendre_connaissance,
    une,
)
from desktop.usecases.saisies import Carte
from desktop.usecases.verification import Verdict, verifier
from plie.phrases import counted, de

_VIEWS = ("a_lire", "questions", "deja_vus")
_EMPTY = {
    "a_lire": ("Rien de nouveau.", "Ce qui arrive avec les échanges s’affiche ici."),
    "questions": ("Aucune question ouverte.", "Une question se pose sur ce qui est à lire."),
    "deja_vus": ("Rien n’a encore été lu ici.", ""),
}
# Whether the file is here: then it was signed on paper.
_WITHOUT_SEAL = {
    True: "Signé sur papier\u00a0: le document numérisé est gardé tel qu’il est revenu.",
    False: ATTENDU,
}


@dataclass(frozen=True, slots=True)
class _Listed:
    unread: tuple[Nouveaute, ...]
    seen: tuple[Nouveaute, ...]
    questions: tuple[Question, ...]


class Nouveautes(Screen):
    """The list at left; at right the document with its verdict, and what is said of it."""

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("nouveautes")
        self._apercu = apercu
        self._listed = _Listed((), (), ())
        self._row: Row | None = None
        self._asked = ""
        self._place = -1  # of the line just dealt with: the next one takes it
        self._head = label("Nouveautés", role="title", name="nouveautes_titre")
        self._views = {name: _toggle(name) for name in _VIEWS}
        self._filter = NewsFilter(desk.referentiel.dire)
        self._list = PersonList("nouveautes_liste", line, lambda row: row.id)
        self._list.setAccessibleName("Ce qui est arrivé")
        self._states = States(self._list, "nouveautes_etats")
        self._view = NewsView(desk.referentiel.dire)
        view = self._view
        self._kept = KeptInTurn(desk, TypedText(view.field), view.say_above)
        self._awaited = Awaited(desk, self._view.paper, self)
        self._page = States(self._view, "lecture_etats")
        self._lay_out()
        self._wire()

    @override
    def arrive(self, id_: str) -> None:
        self._asked = id_.removeprefix(QUESTION)
        if id_:
            self._views["questions" if id_.startswith(QUESTION) else "a_lire"].setChecked(True)
            self._filter.clear()
        self._read_list()

    @override
    def standing(self, asked: Place) -> Place:
        # Of what was read already, none can be asked for: one comes back to the list.
        if self._row is None or self._views["deja_vus"].isChecked():
            return asked
        return Place(Name.NOUVEAUTES, _place(self._row))

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read_list()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        views = QHBoxLayout()
        views.setSpacing(4)
        group = QButtonGroup(self)
        for toggle in self._views.values():
            group.addButton(toggle)
            views.addWidget(toggle)
        column.addWidget(self._head)
        column.addLayout(views)
        column.addWidget(self._filter)
        column.addWidget(self._states, 1)
        self._views["a_lire"].setChecked(True)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(left)
        panes.addWidget(self._page)
        panes.setStretchFactor(1, 1)
        panes.setSizes([400, 960])
        panes.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(panes)
        self._show_nothing()

    def _wire(self) -> None:
        for toggle in self._views.values():
            toggle.clicked.connect(self._filtered)
        self._filter.changed.connect(self._filtered)
        self._list.chosen.connect(self._open)
        self._list.opened.connect(lambda _row: self._view.begin())
        view = self._view
        view.read.clicked.connect(self._take_note)
        view.comment.clicked.connect(self._comment)
        view.ask.clicked.connect(self._ask)
        view.close_question.clicked.connect(self._close)
        view.open_dossier.clicked.connect(self._go_to_dossier)
        for keys, act in (
            ("Ctrl+Return", view.read.click),
            ("Ctrl+E", view.begin),
            ("Alt+C", view.comment.click),
            ("Alt+Q", view.ask.click),
            ("Alt+L", self._list.setFocus),
        ):
            QShortcut(
                QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    def _read_list(self) -> None:
        self._states.show_loading()
        referentiel, on = self.desk.referentiel, self.desk.clock().date()

        def ask(rows: Rows) -> _Listed:
            read = partial(nouveautes, rows, referentiel=referentiel, on=on)
            return _Listed(read(), read(seen=True), ouvertes(rows))

        self.desk.jobs.look(self, ask, self._show_list)

    def _show_list(self, listed: _Listed) -> None:
        self._listed = listed
        unread, answered = len(listed.unread), sum(q.repondue for q in listed.questions)
        self._head.setText(f"Nouveautés\u00a0: {unread} à lire" if unread else "Nouveautés")
        self._views["a_lire"].setText(f"À lire ({unread})")
        told = f", {answered} avec réponse" if answered else ""
        self._views["questions"].setText(f"Questions ({len(listed.questions)})")
        self._views["questions"].setToolTip(
            f"{counted(len(listed.questions), 'ouverte', 'ouvertes')}{told}"
        )
        before = self._row
        self._filtered()
        if before is not None and self._row is before:
            # Still the one being read: as it is now, in the list and beside it.
            same = (row for row in self._list.people.rows if row.id == before.id)
            self._open(next(same, before))

    def _filtered(self) -> None:
        view = self._shown_view()
        self._filter.setVisible(view != "questions")
        if view == "questions":
            rows = [of_question(q) for q in self._listed.questions]
        else:
            found = self._listed.unread if view == "a_lire" else self._listed.seen
            self._filter.offer(found)
            rows = [of_new(n) for n in self._filter.kept(found)]
        self._list.people.set_rows(rows)
        if not rows:
            sentence, then = _EMPTY[view]
            self._states.show_empty(sentence, next_step=then, picture="nouveautes")
        else:
            self._states.show_content()
        self._choose(rows)

    def _choose(self, rows: list[Row]) -> None:
        """Go to what was asked for, or on to the line after the one just dealt with."""
        asked, place = self._asked, self._place
        self._asked, self._place = "", -1
        if asked:
            self._list.choose(asked)
        elif place >= 0 and rows:
            self._list.choose(rows[min(place, len(rows) - 1)].id)
            self._list.setFocus()
        elif place >= 0:
            self._row = None
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._page.show_empty(
            "Choisissez une ligne.",
            next_step="Ce qui est arrivé s’ouvre ici. Ctrl+Entrée en prend connaissance et passe "
            "à la suivante.",
            picture="compte_rendu",
        )

    def _shown_view(self) -> str:
        return next(name for name, toggle in self._views.items() if toggle.isChecked())

    def _open(self, row: Row) -> None:
        self._row = row
        self.desk.jobs.look(self, self._reading(row), self._show, failed=self._gone)

    def _reading(self, row: Row) -> Callable[[Rows], Opened]:
        referentiel, now = self.desk.referentiel, self.desk.clock()

        def ask(rows: Rows) -> Opened:
            known, about = une(rows, row.kind, row.thing), sur(rows, row.kind, row.thing)
            said = tuple(
                f"{c.auteur_nom}\u00a0: {c.texte}{' (reçu)' if received else ''}"
                for c, received in commentaires(rows, row.thing)
            ) + tuple(words for q in about for words in _thread(q))
            mine = next((q.id for q in about if q.mienne and row.question in {"", q.id}), "")
            common = {
                "id": row.id, "title": row.nom, "question": mine,
                "said": (row.texte, *said) if row.texte else said,
                "unread": known is not None and not known.vu,
            }  # fmt: skip
            if row.kind != "compte_rendu":
                return Opened(**common, verdict=row.detail, sure=True)  # type: ignore[arg-type]  # those above, by name
            lecture = lire(rows, row.thing, referentiel=referentiel)
            sealed = lecture.pdf is not None and not lecture.sur_papier
            seal = verifier(rows, lecture.pdf or b"", at=now) if sealed else None
            return Opened(
                **common,  # type: ignore[arg-type]  # the same
                verdict=seal.raison if seal else _WITHOUT_SEAL[lecture.pdf is not None],
                sure=lecture.sur_papier or (seal is not None and seal.verdict is Verdict.INTACT),
                document=True,
                pdf=lecture.pdf,
                fichier=lecture.fichier,
            )

        return ask

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _show(self, opened: Opened) -> None:
        if self._row is None or opened.id != self._row.id:
            return
        other = opened.id != self._view.shown
        if other:
            self._kept.leave()
        drawn = self._view.show_opened(opened)
        if other:
            self._kept.begin(_carte(self._row))
            tell_reading(self.desk, self, self._row.dossier)
        self._page.show_content()
        if opened.document and opened.pdf is None:
            self._awaited.bring(opened.fichier, partial(self._arrived, opened.id))
            return
        self._awaited.leave()
        if opened.pdf is not None and not drawn:
            pdf, ticket = opened.pdf, self._view.paper.wait()
            self.desk.jobs.run(
                self, lambda _t, _s: self._apercu.pages(pdf), lambda p: self._show_pages(ticket, p)
            )

    def _arrived(self, id_: str) -> None:
        if self._row is not None and self._row.id == id_:
            self._open(self._row)

    def _show_pages(self, ticket: int, pages: list[Page]) -> None:
        if self._view.paper.awaits(ticket):
            self._view.paper.show_pages(pages, "Compte-rendu")

    def _take_note(self) -> None:
        row, now = self._row, self.desk.clock()
        if row is None:
            return

        def noted(_changes: Changes) -> None:
            # The list is read again after this: the line goes, the next takes its place.
            self._place = self._place_of(row)
            self.desk.speak.say("Prise de connaissance enregistrée.")

        self.desk.jobs.write(
            self,
            lambda work: prendre_connaissance(work, row.thing, kind=row.kind, now=now),
            noted,
            failed=self.desk.speak.refuse,
        )

    def _place_of(self, row: Row) -> int:
        return next((n for n, r in enumerate(self._list.people.rows) if r.id == row.id), -1)

    def _comment(self) -> None:
        row, now, text = self._row, self.desk.clock(), self._view.words
        if row is None:
            return

        def write(work: Work) -> Changes:
            if row.question:
                return repondre(work, row.question, texte=text, now=now)
            return commenter(work, row.thing, kind=row.kind, texte=text, now=now)

        self._say(write, row, "Commentaire enregistré\u202f; il part avec le prochain échange.")

    def _ask(self) -> None:
        row, now, text = self._row, self.desk.clock(), self._view.words
        if row is None:
            return
        self._say(
            lambda work: demander(
                work, row.kind, row.thing, dossier=row.dossier, texte=text, now=now
            ),
            row,
            "Question enregistrée\u202f; elle reste dans «\u00a0Questions\u00a0» jusqu’à sa clôture.",
        )

    def _close(self) -> None:
        row, now, question = self._row, self.desk.clock(), self._view.question
        if row is None or not question:
            return
        if row.question:
            self._place = self._place_of(row)
        self.desk.jobs.write(
            self,
            lambda work: clore(work, question, now=now),
            lambda _changes: self.desk.speak.say("Question close."),
            failed=self.desk.speak.refuse,
        )

    def _say(self, write: Callable[[Work], Changes], row: Row, told: str) -> None:
        def done(_changes: Changes) -> None:
            self._view.sent(row.id)
            self.desk.speak.say(told)

        self._kept.write(self, write, done, failed=self.desk.speak.refuse)

    def _go_to_dossier(self) -> None:
        if self._row is not None:
            self.left.emit(place_of(self._row))


def _toggle(name: str) -> QPushButton:
    made = button({"a_lire": "À lire", "questions": "Questions", "deja_vus": "Déjà vus"}[name])
    made.setObjectName(f"vue_{name}")
    made.setCheckable(True)
    return made


def _thread(q: Question) -> tuple[str, ...]:
    received = " (reçue)" if q.recue else ""
    asked = f"Question {de(q.auteur_nom)}\u00a0: {q.texte}{received}"
    return (asked, *(f"{who}\u00a0: {text}" for who, _, text in q.suite))


def _place(row: Row) -> str:
    return f"{QUESTION}{row.id}" if row.question else row.id


def _carte(row: Row) -> Carte:
    about = f"Commentaire, {row.detail}"
    return Carte(row.dossier, f"revue:{row.id}", about, Name.NOUVEAUTES, _place(row))
