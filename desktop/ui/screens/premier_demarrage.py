"""First start: who you are, which PLIE, and the phrase that will protect the dossiers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.strength import Strength
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.proposal import Proposal
from desktop.ui.widgets.sheet import Sheet

_FAILED = (
    "Le coffre n’a pas pu être créé. Rien n’a été écrit\u00a0: fermez Permanence, puis recommencez."
)
_DIFFER = "Les deux phrases diffèrent\u00a0: retapez la seconde."


@dataclass(frozen=True, slots=True)
class Demande:
    """What a first start asks for."""

    nom: str
    referentiel: str
    passphrase: str = field(repr=False)
    recovery: str = field(default="", repr=False)  # drawn by the door


@dataclass(frozen=True, slots=True)
class Offer:
    """The PLIE to choose from: (id, name) of each, and why the files of others were refused, a line each."""

    choices: tuple[tuple[str, str], ...]
    refused: str = ""


class PremierDemarrage(Sheet):
    """Three fields and one button; everything happens on this machine, without a network."""

    asked = Signal(object)  # the Demande
    back = Signal()  # to the vaults that are already there

    def __init__(
        self,
        *,
        strength: Callable[[str], Strength],
        referentiels: Offer,
        propose: Callable[[], str],
        others: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("premier_demarrage", parent)
        self._strength = strength
        self._nom = QLineEdit()
        self._nom.setObjectName("premier_nom")
        self._plie = DropDown()
        self._plie.setObjectName("premier_plie")
        self._plie.setPlaceholderText("Choisissez votre PLIE")
        for id_, nom in referentiels.choices:
            self._plie.addItem(nom, id_)
        # Real dossiers are never put by default under a PLIE that nobody chose.
        self._plie.setCurrentIndex(-1)
        # Never hidden by what is typed: whoever looks for this PLIE does not find it in the list.
        self._refused = label(referentiels.refused, role="objection", name="premier_refuses")
        self._refused.setVisible(bool(referentiels.refused))
        self._proposal = Proposal(propose)
        self._phrase = Passphrase("premier_phrase", title="Phrase de passe", strength=self._judge)
        self._again = Passphrase("premier_encore", title="La même phrase, encore une fois")
        self._objection = label(role="objection", name="premier_objection")
        self._create = button(
            "Créer mon coffre", role="main", picture="verrou", name="creer_coffre"
        )
        self._back = button("Revenir", role="quiet", name="premier_retour")
        self._back.setVisible(others)
        self._lay_out()
        self._proposal.another()
        self._back.clicked.connect(self.back)
        self._create.clicked.connect(self._ask)
        self._again.submitted.connect(self._ask)
        for edited in (self._nom.textEdited, self._phrase.edited, self._again.edited):
            edited.connect(self._objection.hide)
        self._plie.currentIndexChanged.connect(self._objection.hide)

    def wait(self) -> None:
        """Show that the vault is being made."""
        self._create.setEnabled(False)
        self._back.setEnabled(False)
        self._create.setText("Création du coffre…")
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why the vault was not made, and let them try again."""
        self._tell(getattr(error, "phrase", _FAILED))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._nom.setFocus()

    def _lay_out(self) -> None:
        self.column.addWidget(label("Bienvenue dans Permanence", role="title"))
        self.column.addWidget(
            label(
                "Vos dossiers seront chiffrés sur cet ordinateur, utilisables sans réseau. "
                "La phrase de passe les ouvre\u00a0: sept mots sans rapport entre eux, faciles à retenir "
                "pour vous seul·e.",
                role="muted",
            )
        )
        self.add_field("Votre nom, tel qu’il figurera sur les comptes-rendus", self._nom)
        self.add_field("Votre PLIE", self._plie)
        self.column.addWidget(self._refused)
        self.column.addWidget(self._proposal)
        self.add_field("Votre phrase de passe\u00a0: celle-ci, ou la vôtre", self._phrase)
        self.add_field("La même phrase, encore une fois", self._again)
        self.column.addWidget(self._objection)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._create, 1)
        self.column.addLayout(row)
        self._objection.hide()

    def _judge(self, phrase: str) -> tuple[float, str]:
        judged = self._strength(phrase)
        return judged.bits, judged.phrase

    def _ask(self) -> None:
        if not self._create.isEnabled():
            return
        if not self._nom.text().strip():
            self._tell("Indiquez votre nom\u00a0: il figure sur les comptes-rendus.")
        elif self._plie.currentIndex() < 0:
            self._tell("Choisissez votre PLIE\u00a0: il figure sur les comptes-rendus.")
        elif not self._strength(self._phrase.text()).enough:
            self._tell(self._strength(self._phrase.text()).phrase)
        elif self._phrase.text() != self._again.text():
            self._tell(_DIFFER)
        else:
            self.asked.emit(
                Demande(self._nom.text(), self._plie.currentData(), self._phrase.text())
            )

    def _tell(self, sentence: str) -> None:
        self._create.setEnabled(True)
        self._back.setEnabled(True)
        self._create.setText("Créer mon coffre")
        self._objection.setText(sentence)
        self._objection.show()
