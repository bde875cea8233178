"""A passphrase forgotten: the recovery key opens, and another phrase is chosen at once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.strength import Strength
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.proposal import Proposal
from desktop.ui.widgets.sheet import Sheet

_FAILED = (
    "Le coffre ne s’ouvre pas. Rien n’a été modifié\u00a0: fermez Permanence, puis recommencez."
)
_DIFFER = "Les deux phrases diffèrent\u00a0: retapez la seconde."
_OPEN, _OPENING = "Ouvrir mon coffre", "Ouverture…"


@dataclass(frozen=True, slots=True)
class Reprise:
    """What opens the vault again."""

    recovery: str = field(repr=False)
    passphrase: str = field(repr=False)


class PhraseOubliee(Sheet):
    """The key on paper, then a new phrase twice."""

    asked = Signal(object)  # the Reprise
    back = Signal()

    def __init__(
        self,
        coffre: str,
        *,
        strength: Callable[[str], Strength],
        propose: Callable[[], str],
        objection: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("phrase_oubliee", parent)
        self._strength = strength
        self._wrong_key = objection
        self._key = QLineEdit()
        self._key.setObjectName("secours_cle")
        self._proposal = Proposal(propose)
        self._phrase = Passphrase("secours_phrase", title="Nouvelle phrase", strength=self._judge)
        self._again = Passphrase("secours_encore", title="La même phrase, encore une fois")
        self._objection = label(role="objection", name="secours_objection")
        self._objection.hide()
        self._open = button(_OPEN, role="main", picture="verrou", name="secours_ouvrir")
        self._back = button("Revenir", role="quiet", name="secours_retour")
        self._lay_out(coffre)
        self._proposal.another()
        self._key.textEdited.connect(self._objection.hide)
        self._key.editingFinished.connect(self._judge_key)
        self._again.submitted.connect(self._ask)
        self._open.clicked.connect(self._ask)
        self._back.clicked.connect(self.back)

    def wait(self) -> None:
        """Show that the key is being tried."""
        self._open.setEnabled(False)
        self._back.setEnabled(False)
        self._open.setText(_OPENING)
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why the vault did not open, and let them try again."""
        self._tell(getattr(error, "phrase", _FAILED))

    def _lay_out(self, coffre: str) -> None:
        add = self.column.addWidget
        add(label("Phrase oubliée", role="title"))
        add(
            label(
                f"{coffre}. La clé de secours est sur le papier que vous avez gardé. Sans elle ni la "
                "phrase, personne ne peut ouvrir ce coffre.",
                role="muted",
            )
        )
        self.add_field("Votre clé de secours", self._key)
        add(self._proposal)
        self.add_field("Nouvelle phrase de passe", self._phrase)
        self.add_field("La même phrase, encore une fois", self._again)
        add(self._objection)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._open)
        self.column.addLayout(row)

    def _judge(self, phrase: str) -> tuple[float, str]:
        judged = self._strength(phrase)
        return judged.bits, judged.phrase

    def _judge_key(self) -> None:
        if self._key.text() and self._wrong_key(self._key.text()):
            self._tell(self._wrong_key(self._key.text()))

    def _ask(self) -> None:
        judged = self._strength(self._phrase.text())
        wrong = self._wrong_key(self._key.text())
        if not self._open.isEnabled():
            return
        if wrong:
            self._tell(wrong)
        elif not judged.enough:
            self._tell(judged.phrase)
        elif self._phrase.text() != self._again.text():
            self._tell(_DIFFER)
        else:
            self.asked.emit(Reprise(self._key.text(), self._phrase.text()))

    def _tell(self, sentence: str) -> None:
        self._open.setEnabled(True)
        self._back.setEnabled(True)
        self._open.setText(_OPEN)
        self._objection.setText(sentence)
        self._objection.show()
