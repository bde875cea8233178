"""The acte d’engagement in its panel: a line for each party, and the day of a signature typed under it (C7-1).

Names: `acte_<partie>`, `acte_<partie>_noter`, `acte_signe_le`, `acte_nom`, `acte_garder`, `acte_annuler`,
`acte_document`, `acte_document_voir`.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.day_card import DayCard
from desktop.ui.kept import Kept
from desktop.ui.widgets.folding import Folding
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.usecases.actes import LigneActe, VoletActe
from plie.objection import Objection
from plie.vocabulaire_dossier import PartieActe

_FIELDS = (Field("signe_le", "Signé le", "date"), Field("nom", "Signé par", "line", beside=True))
_MEANS = "Signé sur papier par les trois parties après l’intégration\u00a0: notez ici le jour de chaque signature."


class ActePart(QWidget):
    """Shows who signed; what is typed of a signature stays while the lines are drawn again."""

    given = Signal(object, object, str)  # the PartieActe, the day or None, the name
    paper = Signal(str)  # the id of the pièce that is its signed paper; "" to put it there
    grown = Signal(QWidget)  # what is typed in, or more is said in it: it is to be seen whole

    def __init__(
        self,
        today: Callable[[], date],
        keep: Callable[[PartieActe, Form], Kept],
        dire: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("acte")
        self._today, self._dire = today, dire
        self._keep = keep
        self._card: DayCard | None = None
        self._of: PartieActe | None = None  # whose signature is being typed
        self._written: PartieActe | None = None
        self._shown: tuple[LigneActe, ...] = ()
        self._may_note = False
        self._lines = QVBoxLayout()
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(dire("Acte d’engagement"), role="heading", name="acte_titre"))
        column.addWidget(label(_MEANS, role="muted"))
        column.addLayout(self._lines)
        column.addLayout(self._place)
        self.hide()

    @property
    def kept(self) -> Kept | None:
        """What keeps the words of the signature being typed."""
        return self._card.words if self._card is not None else None

    def show_acte(self, acte: VoletActe | None, left: Collection[PartieActe] = ()) -> None:
        """Show the parties; nothing where no acte is to be signed. `left`: those with words that wait."""
        empty(self._lines)
        self._shown = acte.lignes if acte else ()
        self._may_note = acte is not None and acte.note
        for ligne in acte.lignes if acte else ():
            self._lines.addWidget(self._line(ligne, acte is not None and acte.note))
        if acte is not None and acte.document:
            self._lines.addWidget(self._document(acte))
        self.setVisible(acte is not None)
        if acte is not None and self._written is not None:
            self._go_on(acte)
        waiting = [one for one in acte.lignes if one.partie in left] if acte and acte.note else []
        if waiting and self._card is None:
            self._open(waiting[0])

    def begin_next(self) -> None:
        """Begin to note the first signature that lacks; one being typed stays."""
        lacking = [one for one in self._shown if one.signe_le is None]
        if self._card is not None:
            self._card.begin()
        elif lacking and self._may_note:
            self._begin(lacking[0])

    def object_all(self, objections: Iterable[Objection]) -> None:
        """Say what stands against what was typed, beside the fields."""
        if self._card is not None:
            self._card.object_all(objections)
            self.grown.emit(self._card)

    def written(self) -> None:
        """What was given is kept: the next party to sign has the keyboard once it is shown."""
        self._written = self._of
        self.put_away()

    def put_away(self) -> None:
        """Nothing is typed any more."""
        (card, self._card), (of, self._of) = (self._card, None), (self._of, None)
        within = card is not None and card.isAncestorOf(QApplication.focusWidget() or self)
        empty(self._place)
        if of is not None and within:
            self._give_focus(of)

    def _line(self, ligne: LigneActe, note: bool) -> QWidget:  # noqa: FBT001 - of the panel, whichever it is
        name = f"acte_{ligne.partie.value}"
        who = self._dire(ligne.partie.label)
        act = button("Corriger…" if ligne.signe_le else "Noter la signature…", name=f"{name}_noter")
        act.setAccessibleName(f"{act.text().rstrip('…')}\u00a0: {who}")
        act.clicked.connect(lambda: self._begin(ligne))
        row = Folding(act)
        row.words.addWidget(label(f"{who[0].upper()}{who[1:]}\u00a0: {ligne.etat}", name=name))
        act.setVisible(note)
        return row

    def _document(self, acte: VoletActe) -> QWidget:
        """Show where the signed paper is: seen, or put in its slot, among the pièces."""
        words = "Voir le document" if acte.piece else "Joindre le document…"
        leads = button(words, role="link", name="acte_document_voir")
        leads.clicked.connect(lambda: self.paper.emit(acte.piece))
        row = Folding(leads)
        row.words.addWidget(label(acte.document, name="acte_document"))
        leads.setVisible(bool(acte.piece) or acte.joint)
        return row

    def _begin(self, ligne: LigneActe) -> None:
        card = self._open(ligne)
        card.begin()
        self.grown.emit(card)

    def _open(self, ligne: LigneActe) -> DayCard:
        empty(self._place)
        self._of = partie = ligne.partie
        self._card = DayCard(
            "acte",
            f"Signature\u00a0: {self._dire(partie.label)}",
            _FIELDS,
            today=self._today,
            keep=lambda form: self._keep(partie, form),
            begun=(ligne.signe_le, ligne.nom),
        )
        self._card.given.connect(lambda le, nom: self.given.emit(partie, le, nom))
        self._card.put_away.connect(self.put_away)
        self._place.addWidget(self._card)
        return self._card

    def _go_on(self, acte: VoletActe) -> None:
        waiting = [ligne.partie for ligne in acte.lignes if ligne.signe_le is None]
        if self._written is not None:
            self._give_focus(waiting[0] if waiting else self._written)
        self._written = None

    def _give_focus(self, partie: PartieActe) -> None:
        # Those just taken away live until the loop turns: the last one made is the one shown.
        found = self.findChildren(QPushButton, f"acte_{partie.value}_noter")
        if found:
            found[-1].setFocus()
