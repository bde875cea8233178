"""Ma journée: what today asks for, one line each, and each line ends in its action.

Names: `journee_page`, `journee_etats_state`, `<action>_<id>`, `vu_<id>`, `autres_<group>`.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.day_lines import GROUPS, MOST_OF, OTHERS, PICTURES, READ, heading, led_to
from desktop.ui.desk import Desk
from desktop.ui.ending import attend
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.typed_text import TypedText
from desktop.ui.widgets.answer_line import AnswerLine
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.outcome import Outcome
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.plain import line as in_line
from desktop.ui.widgets.why import Why
from desktop.usecases import Changes
from desktop.usecases.demandes import repondre
from desktop.usecases.depart import Depart, depart
from desktop.usecases.journee import ma_journee
from desktop.usecases.ligne_jour import LigneJour
from desktop.usecases.revue import prendre_connaissance
from desktop.usecases.saisies import Carte
from plie import phrases
from plie.rendez_vous import ENDS
from plie.vocabulaire import Role

_WIDTH, _MOST = 860, 8
_LOOK_MS = 60_000  # from one look at the calendar to the next
_AND = ","  # between the groups whose every line is shown, in the id of this place


class Journee(Screen):
    """The first screen of the day."""

    in_reading_order = True

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
        self._unfolded: set[str] = set()  # the groups of which every line is shown
        # Once the window has drawn what is shown: unlocked elsewhere, nobody awaits the day.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.read_now)
        self._on: date | None = None  # the day that is shown
        turn = QTimer(self, interval=_LOOK_MS)
        turn.setObjectName("journee_calendrier")
        turn.timeout.connect(self._turn_page)
        turn.start()
        self._states = States(self._area, "journee_etats")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._states, 1)
        self._states.show_loading()
        self._advises = desk.user.role == Role.ACCOMPAGNATEUR
        if self._advises:
            new = QShortcut(QKeySequence("Ctrl+N"), self)
            new.activated.connect(lambda: self.left.emit(Place(Name.NOUVEAU_DOSSIER)))

    @override
    def arrive(self, id_: str) -> None:
        self._unfolded |= set(id_.split(_AND)) - {""}
        self._soon.start()

    @override
    def read_now(self) -> None:
        self._soon.stop()
        if self.is_shown():
            self._read()

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, _AND.join(sorted(self._unfolded)))

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _read(self) -> None:
        referentiel, now = self.desk.referentiel, self.desk.clock()
        self._on = now.date()
        self._title.setText(phrases.long_date(self._on).capitalize())
        self.desk.jobs.look(
            self, lambda rows: ma_journee(rows, referentiel=referentiel, now=now), self._show
        )

    def _turn_page(self) -> None:
        """Show the day that it now is, on a machine left open overnight."""
        if self._on not in {None, self.desk.clock().date()} and self.is_shown():
            self._read()

    def _show(self, lines: tuple[LigneJour, ...]) -> None:
        if (lines and lines == self._lines) or not self.is_shown():
            # A day being typed in a line stays as it is; nothing is drawn for nobody.
            return
        self._lines = lines
        if not lines:
            on = self.desk.clock().date()
            self.desk.jobs.look(self, lambda rows: depart(rows, on=on), self._begin)
            return
        self._draw(lines)

    def _begin(self, found: Depart) -> None:
        """Nothing waits: say what to begin with."""
        if self._lines:
            return
        whom = found.a_rencontrer
        if not self._advises or (found.dossiers and whom is None):
            self._empty(
                "Rien n’attend aujourd’hui.",
                "Ouvrez Ma file active pour préparer les prochains entretiens.",
                "Ma file active",
                Place(Name.FILE),
            )
        elif whom is None:
            self._empty(
                "Commencez par ouvrir le dossier d’une personne.",
                "Ce qui est à faire s’écrira ici, jour après jour. Un tableau entier s’importe depuis "
                "Ma file active.",
                "Nouvelle personne",
                Place(Name.NOUVEAU_DOSSIER),
            )
        else:
            self._empty(
                f"Aucun entretien n’a encore eu lieu avec {whom.nom}.",
                "Ouvrez son dossier pour prendre rendez-vous, ou commencez l’entretien maintenant.",
                "Ouvrir son dossier",
                Place(Name.FILE, whom.id),
            )

    def _empty(self, sentence: str, then: str, action: str, place: Place) -> None:
        self._states.show_empty(
            sentence,
            next_step=then,
            picture="journee",
            action=action,
            act=lambda: self.left.emit(place),
        )

    def _draw(self, lines: tuple[LigneJour, ...]) -> None:
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
        for icon_name, title in GROUPS:
            group = [line for line in lines if line.icone == icon_name]
            if group:
                column.addSpacing(8)
                named = self.desk.referentiel.dire(heading(icon_name, title, group))
                told = named if icon_name == "agenda" else f"{named} ({len(group)})"
                column.addWidget(label(told, role="heading"))
            most = MOST_OF.get(icon_name, _MOST)
            if icon_name in self._unfolded and len(group) > most:
                fold = button("Replier", role="link", name=f"replier_{icon_name}")
                fold.setAccessibleDescription(told)
                fold.clicked.connect(partial(self._fold, icon_name))
                column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
                most = len(group)
            for line in group[:most]:
                card = self._drawn(line)
                self._cards.setdefault(icon_name, []).append(card)
                column.addWidget(card)
            if len(group) > most:
                more = self._others(icon_name, len(group) - most)
                column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _others(self, group: str, count: int) -> QPushButton:
        """Return what unfolds the rest of a group, saying what it is."""
        one, several = OTHERS[group]
        more = button(
            f"Afficher {count}\u00a0{several}" if count > 1 else f"Afficher {one}",
            role="link",
            name=f"autres_{group}",
        )
        more.clicked.connect(lambda: self._unfold(group))
        return more

    def _unfold(self, group: str) -> None:
        """Show every line of a group; the keyboard goes to the first that was folded."""
        shown = len(self._cards.get(group, ()))
        self._unfolded.add(group)
        self._draw(self._lines or ())
        self._go_on(group, shown)

    def _fold(self, group: str) -> None:
        """Show a few lines of a group again; the keyboard goes to what unfolds them."""
        self._unfolded.discard(group)
        self._draw(self._lines or ())
        more = self.findChild(QPushButton, f"autres_{group}")
        if more is not None:
            more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drawn(self, line: LigneJour) -> QFrame:
        if line.action == "dire":
            return self._question(line)
        return self._asked(line) if line.action == "repondre" else self._row(line)

    def _row(self, line: LigneJour) -> QFrame:
        frame, row, texts = _card(line)
        # One above the other: with letters twice as large, side by side would leave no room to the words.
        gestures = QVBoxLayout()
        gestures.setSpacing(2)
        row.addLayout(gestures)
        article = line.alerte.article if line.alerte is not None else line.article
        if article:
            why = Why(
                phrases.source(article),
                f"{line.titre}. {line.detail}",
                name=f"ligne_{line.id}",
                parent=frame,
            )
            texts.addWidget(why.words)
            gestures.addWidget(why.button, 0, Qt.AlignmentFlag.AlignHCenter)
        words, place = led_to(line)
        if place is None:
            return frame
        words = self.desk.referentiel.dire(words)
        act = button(words, name=f"{line.action}_{line.id}")
        act.setAccessibleName(f"{words}, {line.titre}")
        act.setAccessibleDescription(line.detail)
        act.clicked.connect(lambda: self.left.emit(place))
        gestures.insertWidget(0, act)
        if line.icone in READ:
            gestures.insertWidget(1, self._read_button(line))
        return frame

    def _read_button(self, line: LigneJour) -> QPushButton:
        """Return what says that a line was read: it leaves the day, and stays in the dossier."""
        read = button("Vu", role="link", name=f"vu_{line.id}")
        read.setAccessibleName(f"Vu, {line.titre}")
        read.setAccessibleDescription(line.detail)
        read.setToolTip("Retirer de Ma journée\u202f; le dossier le garde")
        read.clicked.connect(partial(self._mark_read, line))
        return read

    def _mark_read(self, line: LigneJour) -> None:
        kind, now = READ[line.icone], self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: prendre_connaissance(work, line.id, kind=kind, now=now),
            failed=self.desk.speak.refuse,
        )

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
        title = f"Réponse à une question, {line.titre}"
        carte = Carte(line.dossier, f"reponse:{line.id}", title, Name.JOURNEE)
        kept = Kept(self.desk, carte, TypedText(answer.field))
        answer.say_above(kept)
        answer.typed.connect(self._answers.__setitem__)
        answer.answered.connect(partial(self._answer, kept))
        texts.addWidget(answer)
        read = button("Ouvrir le dossier", role="quiet", name=f"dossier_{line.id}")
        read.setAccessibleName(f"Ouvrir le dossier, {line.titre}")
        read.clicked.connect(lambda: self.left.emit(Place(Name.FILE, line.dossier)))
        row.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _answer(self, kept: Kept, question: str, text: str) -> None:
        if kept.over:
            return
        now = self.desk.clock()

        def done(_changes: Changes) -> None:
            self._answers.pop(question, None)
            self.desk.speak.say("Réponse enregistrée\u202f; elle part avec le prochain échange.")

        kept.write(
            self,
            lambda work: repondre(work, question, texte=text, now=now),
            done,
            failed=self.desk.speak.refuse,
        )


def _card(line: LigneJour, *, detail: bool = True) -> tuple[QFrame, QHBoxLayout, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName(f"ligne_{line.id}")
    frame.setProperty("role", "card")
    word = f"{line.alerte.gravite.label}. " if line.alerte is not None else ""
    frame.setAccessibleName(f"{line.titre}. {word}{line.detail}")
    frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 6, 8, 6)
    row.setSpacing(12)
    if line.alerte is not None:
        row.addWidget(IconLabel(line.alerte.gravite.value, line.alerte.gravite.value))
    else:
        row.addWidget(IconLabel(PICTURES.get(line.icone, line.icone), "muted"))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(label(line.titre, role="strong"))
    if line.alerte is not None:
        # How grave it is, in words beside its colour.
        grave = in_line(line.alerte.gravite.label)
        grave.setProperty("severity", line.alerte.gravite.value)
        texts.addWidget(grave)
    if detail:
        texts.addWidget(label(line.detail, role="muted"))
    row.addLayout(texts, 1)
    return frame, row, texts
