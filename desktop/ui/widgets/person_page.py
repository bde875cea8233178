"""The page of the person accompanied: what the document says in plain words, their answer, their pad.

Where several wait, no stroke is asked here: all are signed at once on `ApprovalPage`.

Names: `position_accord`, `position_remarque`, `position_refus`, `remarque`, `motif_refus`, and those
of `SigningPage` (`pad_personne`, `valider_personne`, `rendre_personne`, `objection_personne`).
"""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from desktop.ui.widgets.pad_page import NO_STROKES
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.signature_pad import Stroke
from desktop.ui.widgets.signing_page import SigningPage
from plie.resume import Resume
from plie.vocabulaire import Position

_PAUSE = 700  # milliseconds without typing before the document is drawn again
_LINES = 3
_LEAVE = "Rendre sans répondre"
_CHOICES = (
    (Position.ACCORD, "Je suis d’accord"),
    (Position.REMARQUE, "J’ajoute une remarque"),
    (Position.REFUS, "Je ne souhaite pas signer"),
)
_NO_ANSWER = "Choisissez d’abord une réponse."
_NO_REMARK = "Écrivez votre remarque, ou choisissez «\u00a0Je suis d’accord\u00a0»."
_ONCE = "Vous signerez à la fin, une seule fois."
_COMING = "Le document arrive à l’écran\u00a0: lisez-le, puis {signez}."
_NOT_SHOWN = "Votre remarque s’ajoute au document. Relisez-le, puis {signez}."
_UPDATING = "Votre remarque s’ajoute au document… Votre signature est gardée."
_ADDING = "Votre remarque s’ajoute au document…"
_UPDATED = "Le document porte votre remarque\u00a0: relisez-le, signez ici, puis validez."
_ADDED = "Le document porte votre remarque\u00a0: relisez-le, puis validez."
_NO_REASON = "Dites en quelques mots pourquoi, pour que ce soit noté."


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person answers: their position, their strokes (none for a refusal), their words."""

    position: Position
    strokes: tuple[Stroke, ...]
    words: str


class PersonPage(SigningPage):
    """Emits an answer only for the document that is shown, with the remark that it carries."""

    answered = Signal(object)  # Answer
    reread = Signal(str)  # the remark that the document must now carry ("" for none)
    given_back = Signal()  # the person hands the screen back without an answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("personne", "Votre signature", parent)
        self._summary = label(role="reading", name="resume")
        self._again = label(role="reading", name="encore_un")
        self._choices = QButtonGroup(self)
        self._remark = _text("remarque", "Votre remarque, telle qu’elle sera dans le document")
        self._reason = _text("motif_refus", "Pourquoi vous ne souhaitez pas signer")
        self._on_paper: str | None = None
        self._asked = ""
        self._alone = True
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._fill()
        self._pause.timeout.connect(self._ask_again)
        self._remark.textChanged.connect(self._remarked)
        self.pad.changed.connect(self._settle)
        self._reason.textChanged.connect(lambda: self.object_to(""))
        self._choices.buttonClicked.connect(self._chose)
        self.main.clicked.connect(self._answer)
        self.leave.clicked.connect(self.given_back)

    def begin(
        self, resume: Resume, *, place: str = "", given: Answer | None = None, leave: str = _LEAVE
    ) -> None:
        """Show a document that is not signed yet.

        Args:
            resume: what it says, in plain words.
            place: which it is, where several wait: they are signed later, and no pad is shown; "" where it is alone.
            given: what the person answered before they read it again.
            leave: words of what leads away without an answer.
        """
        self._alone = not place
        self._summary.setText(_words(resume))
        self._again.setText(f"{place} {_ONCE}" if place else "")
        self._again.setVisible(bool(place))
        self._choices.setExclusive(False)
        for nth, choice in enumerate(self._choices.buttons()):
            choice.setChecked(given is not None and _CHOICES[nth][0] is given.position)
        self._choices.setExclusive(True)
        self._remark.setPlainText(given.words if given is not None else "")
        self._reason.clear()
        self.pad.clear()
        self._pause.stop()
        self._asked, self._on_paper = self.remark, None
        self.leave.setText(leave)
        self._arrange()
        self.release()
        self.paper.setFocus()

    def document_shown(self, remark: str) -> None:
        """The document that carries this remark is before the person's eyes."""
        self._on_paper = remark
        if remark:
            self._say(_UPDATED if self._alone else _ADDED)

    @property
    def position(self) -> Position | None:
        """The answer chosen; None before any."""
        place = self._choices.checkedId()
        return _CHOICES[place][0] if place >= 0 else None

    @property
    def remark(self) -> str:
        """The remark that the document must carry."""
        return self._remark.toPlainText().strip() if self.position is Position.REMARQUE else ""

    def _chose(self) -> None:
        self._arrange()
        self._drop_strokes()
        self._ask_again()
        self.keep_pad_in_view()
        if self.position is Position.REMARQUE:
            self._remark.setFocus()
        elif self.position is Position.REFUS:
            self._reason.setFocus()

    def _remarked(self) -> None:
        self.object_to("")
        self._drop_strokes()
        self._pause.start()

    def _drop_strokes(self) -> None:
        """A signature binds one text: another text, another signature.

        At the moment the text changes, under the eyes: what is drawn after it is never taken away.
        """
        if self.remark != self._asked and not self.pad.is_empty():
            self.pad.clear()

    def _settle(self) -> None:
        """Do not wait for the pause: one signs what one has just written."""
        if self._pause.isActive() and not self.pad.is_empty():
            self._ask_again()

    def _ask_again(self) -> None:
        self._pause.stop()
        if self.remark != self._asked:
            self._asked, self._on_paper = self.remark, None
            self._say(self._updating() if self.remark else "")
            self.reread.emit(self.remark)

    def _updating(self) -> str:
        if not self._alone:
            return _ADDING
        return "" if self.pad.is_empty() else _UPDATING

    def _say(self, sentence: str) -> None:
        self.tell(sentence)
        if not self._alone:
            # Nothing says how one signs where no pad is shown.
            self.show_words(shown=bool(sentence))

    def _answer(self) -> None:
        self._ask_again()
        objection = self._lacking()
        if objection:
            self.object_to(objection)
            if self.position is None:
                # In large letters, what the document says may stand alone in sight.
                for choice in reversed(self._choices.buttons()):
                    self.keep_in_view(choice)
            return
        if self.position is Position.REFUS:
            reason = self._reason.toPlainText().strip()
            self.answered.emit(Answer(Position.REFUS, (), reason))
        elif self.position is not None:
            self.answered.emit(Answer(self.position, self.pad.strokes(), self.remark))

    def _lacking(self) -> str:
        match self.position:
            case None:
                return _NO_ANSWER
            case Position.REFUS:
                return "" if self._reason.toPlainText().strip() else _NO_REASON
            case Position.REMARQUE if not self.remark:
                return _NO_REMARK
        if self._on_paper != self.remark:
            lacking = _NOT_SHOWN if self.remark else _COMING
            return lacking.format(signez="signez" if self._alone else "validez")
        return NO_STROKES if self._alone and self.pad.is_empty() else ""

    def _arrange(self) -> None:
        refuses = self.position is Position.REFUS
        self._remark.setVisible(self.position is Position.REMARQUE)
        self._reason.setVisible(refuses)
        self.show_pad(shown=self._alone and not refuses)
        accepts = "Valider ma signature" if self._alone else "Valider ma réponse"
        self.main.setText("Confirmer\u00a0: je ne signe pas" if refuses else accepts)
        self.object_to("")

    def _fill(self) -> None:
        self.words.addWidget(self._again)
        self.words.addWidget(label("En résumé", role="heading"))
        self.words.addWidget(self._summary)
        self.words.addSpacing(4)
        for place, (position, words) in enumerate(_CHOICES):
            choice = QRadioButton(words)
            choice.setObjectName(f"position_{position.value}")
            choice.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
            self._choices.addButton(choice, place)
            self.words.addWidget(choice)
        self.words.addWidget(self._remark)
        self.words.addWidget(self._reason)
        self.leave.setProperty("role", "quiet")
        # Tab follows the eyes: without this, the answer would come after the buttons below it.
        document = self.paper.view.focusProxy() or self.paper.view
        order = (document, *self._choices.buttons(), self._remark, self._reason)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)


def _text(name: str, title: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setPlaceholderText(title)
    made.setTabChangesFocus(True)
    made.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
    made.setFixedHeight(_LINES * made.fontMetrics().lineSpacing() + 32)
    return made


def _words(resume: Resume) -> str:
    decided = "\n".join(f"•\u00a0{line}" for line in resume.decisions)
    parts = (
        resume.quand,
        resume.corrige,
        f"Ce qui est décidé\u00a0:\n{decided}" if decided else "",
        resume.prochain,
    )
    return "\n".join(part for part in parts if part)
