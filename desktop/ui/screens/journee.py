"""Ma journée: what today asks for, one line each, and each line ends in its action."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.ending import attend
from desktop.ui.places import SANS_RENDEZ_VOUS, Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.answer_line import AnswerLine
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.outcome import Outcome
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes
from desktop.usecases.caseload import LigneJour, ma_journee
from desktop.usecases.demandes import repondre
from plie import phrases
from plie.rendez_vous import ENDS
from plie.vocabulaire import Role

_GROUPS = (
    ("rendez_vous", "Rendez-vous du jour"),
    ("question", "Rendez-vous passés"),
    ("entretien", "Entretiens à terminer"),
    ("signature", "Comptes-rendus à signer"),
    ("demande", "Questions de la coordination"),
    ("passage", "Dossiers arrivés, dossiers partis"),
    ("commentaire", "Commentaires de la semaine"),
    ("echange", "Échanges à regarder"),
    ("agenda", "Ce mois-ci"),
    ("alerte", "Parcours à reprendre"),
)
_ACTIONS = {
    "nouvel_entretien": ("Commencer l’entretien", Name.NOUVEL_ENTRETIEN),
    "terminer": ("Terminer", Name.ENTRETIEN),
    "signer": ("Relire et faire signer", Name.RELECTURE),
    "lire": ("Lire", Name.RELECTURE),
    "trancher": ("Trancher", Name.ECHANGES),
    "corriger": ("Voir", Name.ECHANGES),
    "ouvrir": ("Ouvrir le dossier", Name.FILE),
    "sans_rendez_vous": ("Voir la liste", Name.FILE),
}
_PICTURES = {
    "passage": "file",
    "alerte": "serieuse",
    "question": "rendez_vous",
    "echange": "en_ligne",
    "demande": "commentaire",
}
_OF_DOSSIER = {"nouvel_entretien", "ouvrir"}
_WIDTH, _MOST = 860, 8
_MOST_ASKED = 4  # questions: the next come as they are answered


class Journee(Screen):
    """The first screen of the day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("journee")
        self._title = label(role="title", name="journee_titre")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines: tuple[LigneJour, ...] | None = None
        self._answers: dict[str, str] = {}  # what is being typed, while the page is drawn again
        self._cards: dict[str, list[QFrame]] = {}  # those drawn, by group
        self._states = States(self._area, "journee_etats")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._states, 1)
        self._states.show_loading()
        if desk.user.role == Role.ACCOMPAGNATEUR:
            new = QShortcut(QKeySequence("Ctrl+N"), self)
            new.activated.connect(lambda: self.left.emit(Place(Name.NOUVEAU_DOSSIER)))

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        # Left, it reads everything again when one comes back.
        if changes and self._is_shown():
            self._read()

    def _read(self) -> None:
        referentiel, now = self.desk.referentiel, self.desk.clock()
        self._title.setText(phrases.long_date(now.date()).capitalize())
        self.desk.jobs.look(
            self, lambda rows: ma_journee(rows, referentiel=referentiel, now=now), self._show
        )

    def _is_shown(self) -> bool:
        return self.isVisibleTo(self.window())

    def _show(self, lines: tuple[LigneJour, ...]) -> None:
        if lines == self._lines or not self._is_shown():
            # A day being typed in a line stays as it is; nothing is drawn for nobody.
            return
        self._lines = lines
        if not lines:
            self._states.show_empty(
                "Rien n’attend aujourd’hui.",
                next_step="Ouvrez Ma file active pour préparer les prochains entretiens.",
                picture="journee",
                action="Ma file active",
                act=lambda: self.left.emit(Place(Name.FILE)),
            )
            return
        left = self._left_at()
        self._cards = {}
        self._area.setWidget(self._page(lines))
        self._states.show_content()
        if left is not None:
            self._go_on(*left)

    def _left_at(self) -> tuple[str, int] | None:
        """Return the group of the line where the keyboard is, and its rank there."""
        focused = QApplication.focusWidget()
        for group, cards in self._cards.items():
            for rank, card in enumerate(cards):
                if focused is card or card.isAncestorOf(focused or self):
                    return group, rank
        return None

    def _go_on(self, group: str, rank: int) -> None:
        """The line that was answered is gone: the keyboard goes to the next of its group.

        To the line, not to its first button: a second Enter must write nothing.
        """
        cards = self._cards.get(group) or next(iter(self._cards.values()), [])
        if cards:
            cards[min(rank, len(cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, lines: tuple[LigneJour, ...]) -> QWidget:
        page = QWidget()
        page.setObjectName("journee_page")
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for icon_name, title in _GROUPS:
            group = [line for line in lines if line.icone == icon_name]
            if group:
                column.addSpacing(8)
                told = title if icon_name == "agenda" else f"{title} ({len(group)})"
                column.addWidget(label(told, role="heading"))
            most = _MOST_ASKED if icon_name == "question" else _MOST
            for line in group[:most]:
                card = self._drawn(line)
                self._cards.setdefault(icon_name, []).append(card)
                column.addWidget(card)
            if len(group) > most:
                where = ", en tête de Ma file active" if icon_name == "alerte" else " ensuite"
                count = len(group) - most
                others = f"{count}\u00a0autres" if count > 1 else "un autre"
                more = f"… et {others}{where}."
                column.addWidget(label(more, role="muted"))
        column.addStretch(1)
        return page

    def _drawn(self, line: LigneJour) -> QFrame:
        if line.action == "dire":
            return self._question(line)
        return self._asked(line) if line.action == "repondre" else self._row(line)

    def _row(self, line: LigneJour) -> QFrame:
        frame, row, _ = _card(line)
        if line.action not in _ACTIONS:
            return frame
        words, name = _ACTIONS[line.action]
        act = button(words, name=f"{line.action}_{line.id}")
        act.setAccessibleName(f"{words}, {line.titre}")
        target = line.dossier if line.action in _OF_DOSSIER else line.id
        if line.action == "sans_rendez_vous":
            target = SANS_RENDEZ_VOUS
        act.clicked.connect(lambda: self.left.emit(Place(name, target)))
        row.addWidget(act)
        return frame

    def _question(self, line: LigneJour) -> QFrame:
        frame, _, texts = _card(line)
        outcome = Outcome(
            line.id,
            ENDS,
            spoken=f"{line.titre}. {line.detail}",
            today=lambda: self.desk.clock().date(),
        )
        attend(self, outcome)
        texts.addSpacing(4)
        texts.addWidget(outcome)
        return frame

    def _asked(self, line: LigneJour) -> QFrame:
        """Return a question of the review, with the line that answers it."""
        frame, row, texts = _card(line, detail=False)
        answer = AnswerLine(
            line.id, line.detail, spoken=line.titre, begun=self._answers.get(line.id, "")
        )
        answer.typed.connect(self._answers.__setitem__)
        answer.answered.connect(self._answer)
        texts.addWidget(answer)
        read = button("Ouvrir le dossier", role="quiet", name=f"dossier_{line.id}")
        read.setAccessibleName(f"Ouvrir le dossier, {line.titre}")
        read.clicked.connect(lambda: self.left.emit(Place(Name.FILE, line.dossier)))
        row.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _answer(self, question: str, text: str) -> None:
        now = self.desk.clock()

        def done(_changes: Changes) -> None:
            self._answers.pop(question, None)
            self.desk.speak.say("Réponse enregistrée\u202f; elle part avec le prochain échange.")

        self.desk.jobs.write(
            self,
            lambda work: repondre(work, question, texte=text, now=now),
            done,
            failed=self.desk.speak.refuse,
        )


def _card(line: LigneJour, *, detail: bool = True) -> tuple[QFrame, QHBoxLayout, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName(f"ligne_{line.id}")
    frame.setProperty("role", "card")
    frame.setAccessibleName(f"{line.titre}. {line.detail}")
    frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 6, 8, 6)
    row.setSpacing(12)
    row.addWidget(IconLabel(_PICTURES.get(line.icone, line.icone), "muted"))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(label(line.titre, role="strong"))
    if detail:
        texts.addWidget(label(line.detail, role="muted"))
    row.addLayout(texts, 1)
    return frame, row, texts
