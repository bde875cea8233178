"""Unlock: the quick code or the passphrase, and a clear sentence when it is not the one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, dress, label
from desktop.ui.widgets.sheet import Sheet

_FAILED = (
    "Le coffre ne s’ouvre pas. Rien n’a été modifié\u00a0: fermez Permanence, puis recommencez."
)
_MEND = "Une copie de sauvegarde peut prendre sa place\u00a0: il sera d’abord mis de côté."
_PHRASE, _CODE = "Phrase de passe", "Code de déverrouillage"
_NO_PHRASE, _NO_CODE = "Tapez votre phrase de passe.", "Tapez votre code de déverrouillage."
_OPEN, _OPENING = "Déverrouiller", "Ouverture…"
_LOST_CODE = (
    "Le code ne peut pas servir ici pour l’instant (trousseau de l’ordinateur absent ou vidé, coffre "
    "venu d’une autre machine). Vos dossiers sont intacts\u00a0: votre phrase de passe les ouvre."
)


@dataclass(frozen=True, slots=True)
class Coffre:
    """A vault that may be opened.

    Attributes:
        nom: a neutral name, that reveals nobody's.
        code: whether a quick code may open it.
        copies: whether it has copies to go back to.
    """

    nom: str
    code: bool = False
    copies: bool = False


class Deverrouillage(Sheet):
    """Asks for the quick code, or for the passphrase; the door tries it.

    With several vaults on the machine, asks which: their names are neutral, they reveal nobody's.
    """

    asked = Signal(str)  # the secret typed; `by_code` says which
    forgotten = Signal()  # the passphrase is lost
    going_back = Signal()  # to a copy of the vault
    another = Signal()  # somebody else begins on this machine

    def __init__(
        self, coffres: Sequence[Coffre], *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("deverrouillage", parent)
        self._coffres = list(coffres)
        self.by_code = False
        self._coffre = DropDown()
        self._coffre.setObjectName("deverrouillage_coffre")
        self._coffre.setAccessibleName("Votre coffre")
        self._coffre.addItems([coffre.nom for coffre in coffres])
        self._title = label(_PHRASE, name="deverrouillage_titre")
        self._phrase = Passphrase("deverrouillage_phrase", title=_PHRASE)
        self._objection = label(role="objection", name="deverrouillage_objection")
        self._open = button(_OPEN, role="main", picture="verrou", name="deverrouiller")
        self._other_way = button("", role="link", name="deverrouillage_autrement")
        self._forgotten = button("Phrase oubliée\u202f?", role="link", name="phrase_oubliee_lien")
        self._copies = button("Rétablir une copie", role="link", name="copies_lien")
        self._another = button(
            "Un autre coffre sur cet ordinateur", role="link", name="autre_coffre"
        )
        self._lay_out(hint)
        self._objection.hide()
        self._open.clicked.connect(self._ask)
        self._phrase.submitted.connect(self._ask)
        self._other_way.clicked.connect(lambda: self._ask_by(code=not self.by_code))
        self._forgotten.clicked.connect(self.forgotten)
        self._another.clicked.connect(self.another)
        self._copies.clicked.connect(self.going_back)
        self._coffre.currentIndexChanged.connect(self._chosen)
        self._chosen()

    @property
    def coffre(self) -> int:
        """Which vault is chosen."""
        return self._coffre.currentIndex()

    def choose(self, coffre: int) -> None:
        """Choose a vault in advance: the one opened last."""
        self._coffre.setCurrentIndex(coffre)

    def inform(self, sentence: str) -> None:
        """Say what went well just before, in the colour of words."""
        self._say(sentence, role="strong")

    def tell(self, sentence: str) -> None:
        """Say why this screen is here, when the person did not ask for it."""
        self._say(sentence, role="objection")

    def _say(self, sentence: str, *, role: str) -> None:
        self._objection.setProperty("role", role)
        self._objection.style().unpolish(self._objection)
        self._objection.style().polish(self._objection)
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))

    def keep_codes(self, serving: Sequence[bool]) -> None:
        """Learn which codes can serve on this machine; the others were only said to exist."""
        for at, serves in enumerate(serving):
            if self._coffres[at].code and not serves:
                self.lose_code(at)

    def lose_code(self, coffre: int, sentence: str = _LOST_CODE) -> None:
        """Ask for the passphrase of a vault whose code cannot serve, and say why."""
        self._coffres[coffre] = replace(self._coffres[coffre], code=False)
        if coffre == self.coffre:
            self._ask_by(code=False)
            self.tell(sentence)

    def wait(self) -> None:
        """Show that the secret is being tried."""
        self._may_leave(yes=False)
        self._open.setText(_OPENING)
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why the vault did not open, and let them try again."""
        self._may_leave(yes=True)
        self._open.setText(_OPEN)
        self.tell(getattr(error, "phrase", _FAILED))
        self._phrase.clear()
        self._phrase.setFocus()

    def offer_copies(self) -> None:
        """The vault is damaged: going back to a copy, if there is one, is what can be done next."""
        if self._coffres[self.coffre].copies:
            self.tell(f"{self._objection.text()}\n{_MEND}")
            self._put_first(self._copies)

    def _lay_out(self, hint: str) -> None:
        add = self.column.addWidget
        add(label("Permanence est verrouillée", role="title"))
        add(
            label(
                "Vos dossiers sont chiffrés sur cet ordinateur. Rien n’a été perdu.", role="muted"
            )
        )
        self.column.addSpacing(8)
        if self._coffre.count() > 1:
            add(label("Votre coffre"))
            add(self._coffre)
        add(self._title)
        add(self._phrase)
        if hint:
            add(label(hint, role="help", name="deverrouillage_aide"))
        add(self._objection)
        add(self._open)
        links = QHBoxLayout()
        links.setSpacing(16)
        for link in (self._other_way, self._forgotten):
            links.addWidget(link)
        links.addStretch(1)
        self.column.addLayout(links)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._another)
        row.addWidget(self._copies)
        row.addStretch(1)
        self.column.addLayout(row)

    def _may_leave(self, *, yes: bool) -> None:
        """While a vault opens, this screen must be there to receive it."""
        for way in (
            self._phrase,
            self._open,
            self._coffre,
            self._other_way,
            self._forgotten,
            self._another,
            self._copies,
        ):
            way.setEnabled(yes)

    def _chosen(self) -> None:
        self.tell("")
        self._copies.setVisible(bool(self._coffres) and self._coffres[max(0, self.coffre)].copies)
        self._put_first(self._open)
        self._ask_by(code=bool(self._coffres) and self._coffres[max(0, self.coffre)].code)

    def _put_first(self, way: QPushButton) -> None:
        dress(self._open, "main" if way is self._open else "")
        dress(self._copies, "main" if way is self._copies else "link")

    def _ask_by(self, *, code: bool) -> None:
        self.by_code = code
        title = _CODE if code else _PHRASE
        self._title.setText(title)
        self._phrase.retitle(title)
        self._phrase.clear()
        self._other_way.setText("Utiliser la phrase de passe" if code else "Utiliser le code")
        self._other_way.setVisible(self._coffres[max(0, self.coffre)].code)
        self._forgotten.setVisible(not code)
        self._phrase.setFocus()

    def _ask(self) -> None:
        if not self._open.isEnabled():
            return
        if self._phrase.text():
            self.asked.emit(self._phrase.text())
        else:
            self.tell(_NO_CODE if self.by_code else _NO_PHRASE)
            self._phrase.setFocus()
