"""A compte-rendu that came back signed on paper: what its boxes show, and what the adviser confirms.

Names, for a compte-rendu: `retour_<id>`, `cadre_<id>_<qui>`, `signe_<id>_<qui>`, `date_<id>`,
`rattacher_<id>`, `motif_<id>`, `non_signe_<id>`, `voir_pages_<id>`, `pages_<id>`,
`ecarter_<id>`, `double_<id>`, `venues_<id>`, `a_la_main_<id>`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.typed_dates import Unreadable, read_date, show_date
from desktop.ui.widgets.grey_picture import shown
from desktop.ui.widgets.plain import button, label
from desktop.usecases.depouillement import Cadre, Grey, Retour
from plie import phrases
from plie.vocabulaire import Signataire

_BOX_WIDTH, _PAGE_WIDTH = 300, 620
_LOOK = "Voir les pages"


class ReturnCard(QFrame):
    """Ink is only shown: the adviser alone says that both have signed, and on which day."""

    confirmed = Signal(object, object)  # the Retour, the day (date) written on the paper
    unsigned = Signal(object, str)  # the Retour, the reason given
    looked_at = Signal(object)  # the Retour whose pages are to be shown
    by_hand = Signal(object)  # the Retour whose lacking pages have no code that can be read
    discarded = Signal()  # nothing is to be made of it
    settled = Signal()  # what it is worth is said
    over = Signal()  # what is typed here serves nothing any more
    wanted_again = Signal()  # it does again

    def __init__(
        self, retour: Retour, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        id_ = retour.compte_rendu.id
        self.retour = retour
        self._today = today
        self._settled = False
        self.setObjectName(f"retour_{id_}")
        self.setProperty("role", "card")
        self._boxes = QHBoxLayout()
        self._above = QVBoxLayout()
        self._look = button(_LOOK, role="quiet", name=f"voir_pages_{id_}")
        self._pages = QWidget()
        self._pages.setObjectName(f"pages_{id_}")
        self._pages.hide()
        self._ticks: dict[Signataire, QCheckBox] = {}
        # Nobody signed a paper before it was made: written up days later, the entretien’s day would be no proposal.
        made = retour.compte_rendu.finalise_le.astimezone().date()
        proposed = max(retour.compte_rendu.date, min(made, today()))
        self._day = QLineEdit(show_date(proposed))
        self._day.setObjectName(f"date_{id_}")
        self._day.setAccessibleName("Date de signature lue sur le papier")
        self._reason = QLineEdit()
        self._reason.setObjectName(f"motif_{id_}")
        self._reason.setAccessibleName("Pourquoi la personne n’a pas signé")
        self._reason.setPlaceholderText("Raison, si la personne n’a pas signé")
        self._objection = label(role="objection", name=f"objection_{id_}")
        self._attach = button("Rattacher", role="main", name=f"rattacher_{id_}")
        self._refuse = button("N’a pas signé", role="quiet", name=f"non_signe_{id_}")
        self._twin = label(role="strong", name=f"double_{id_}")
        self._twin.hide()
        self._came = label(_how_it_came(retour), role="muted", name=f"venues_{id_}")
        self._came.setVisible(bool(self._came.text()))
        self._by_hand = button("Ranger à la main", role="quiet", name=f"a_la_main_{id_}")
        self._by_hand.setToolTip(
            "Mettre ces pages avec celles sans code lisible, pour les ranger ensemble"
        )
        self._discard = button("Écarter", role="quiet", name=f"ecarter_{id_}")
        self._discard.setToolTip("Retirer cette feuille d’ici\u202f; le fichier reste où il est")
        self._lay_out()
        self._objection.setVisible(bool(retour.obstacle))
        self._objection.setText(retour.obstacle)
        self._judge()
        self._attach.clicked.connect(self._confirm)
        self._refuse.clicked.connect(self._tell_unsigned)
        self._look.clicked.connect(self._turn)
        self._by_hand.clicked.connect(lambda: self.by_hand.emit(self.retour))
        self._discard.clicked.connect(self.discarded)
        self.discarded.connect(self.over)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Return where words are typed: the day on the paper, why it is not signed."""
        return self._day, self._reason

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of these fields above them."""
        self._above.addWidget(widget)

    @property
    def waits(self) -> bool:
        """Whether it is still to be said what this paper is worth."""
        return not (self._settled or self.retour.contre or self.isHidden())

    def tell_twin(self, sentence: str) -> None:
        """Say that another card shows the same sheet; "" when none does any more."""
        self._twin.setText(sentence)
        self._twin.setVisible(bool(sentence))

    def obstruct(self, sentence: str) -> None:
        """Say why it can no longer be attached."""
        self.retour = replace(self.retour, contre=sentence)
        self.object_to(sentence)
        self.over.emit()
        self._judge()
        for tick in self._ticks.values():
            tick.setEnabled(False)

    def show_boxes(self, cadres: Sequence[Cadre]) -> None:
        """Show what is in the boxes, and let the adviser say who signed."""
        for cadre in cadres:
            self._boxes.addLayout(self._box(cadre))
        self._boxes.addStretch(1)
        self._judge()

    def show_pages(self, pages: Sequence[Grey]) -> None:
        """Show the pages whole, under the boxes."""
        column = QVBoxLayout(self._pages)
        column.setContentsMargins(0, 0, 0, 0)
        for number, page in enumerate(pages, 1):
            picture = shown(page, _PAGE_WIDTH)
            picture.setAccessibleName(f"Page {number} sur {len(pages)}, telle qu’elle est revenue")
            column.addWidget(picture)

    def done(self, sentence: str) -> None:
        """Say what was made of it; nothing is left to do here."""
        self._settled = True
        self._objection.setText(sentence)
        self._objection.setProperty("role", "muted")
        self._objection.style().polish(self._objection)
        self._objection.show()
        self.setEnabled(False)
        self.settled.emit()

    def object_to(self, sentence: str) -> None:
        """Say what stands against it."""
        self._objection.setText(sentence)
        self._objection.show()

    def _box(self, cadre: Cadre) -> QVBoxLayout:
        cr = self.retour.compte_rendu
        name = cr.adherent_nom if cadre.qui is Signataire.ADHERENT else cr.accompagnateur_nom
        picture = shown(cadre.picture, _BOX_WIDTH)
        picture.setObjectName(f"cadre_{cr.id}_{cadre.qui}")
        seen = (
            "quelque chose est écrit où l’on signe"
            if cadre.ecrit
            else "rien ne paraît écrit où l’on signe"
        )
        picture.setAccessibleName(f"Cadre {phrases.de(name)}\u00a0: {seen}")
        tick = QCheckBox(f"{name} a signé")
        tick.setObjectName(f"signe_{cr.id}_{cadre.qui}")
        tick.toggled.connect(self._judge)
        self._ticks[cadre.qui] = tick
        column = QVBoxLayout()
        column.addWidget(picture)
        column.addWidget(label(seen.capitalize() + ".", role="muted"))
        column.addWidget(tick)
        return column

    def _turn(self) -> None:
        """Show the pages, or put them away; they are asked for once."""
        if self._pages.layout() is None:
            self.looked_at.emit(self.retour)
        away = not self._pages.isHidden()
        self._pages.setHidden(away)
        self._look.setText(_LOOK if away else "Masquer les pages")

    def _judge(self) -> None:
        both = len(self._ticks) == len(Signataire) and all(
            tick.isChecked() for tick in self._ticks.values()
        )
        free = not self.retour.obstacle
        self._by_hand.setVisible(self.retour.attend)
        self._attach.setEnabled(free and both)
        self._refuse.setEnabled(free)
        self._reason.setEnabled(free)
        self._day.setEnabled(free)

    def _confirm(self) -> None:
        try:
            day = read_date(self._day.text(), on=self._today())
        except Unreadable as refusal:
            self.object_to(refusal.phrase)
            return
        self.confirmed.emit(self.retour, day)

    def _tell_unsigned(self) -> None:
        self.unsigned.emit(self.retour, self._reason.text())

    def _lay_out(self) -> None:
        cr = self.retour.compte_rendu
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        day = phrases.medium_date(cr.date)
        column.addWidget(label(f"{cr.adherent_nom}\u00a0: entretien du {day}", role="heading"))
        column.addWidget(self._twin)
        column.addWidget(self._came)
        column.addLayout(self._boxes)
        looks = QHBoxLayout()
        looks.addWidget(self._look)
        looks.addStretch(1)
        looks.addWidget(self._by_hand)
        looks.addWidget(self._discard)
        column.addLayout(looks)
        column.addWidget(self._pages)
        column.addLayout(self._above)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Signé le (lu sur le papier)", role="label"))
        row.addWidget(self._day)
        row.addStretch(1)
        row.addWidget(self._attach)
        column.addLayout(row)
        refusal = QHBoxLayout()
        refusal.setSpacing(8)
        refusal.addWidget(self._reason, 1)
        refusal.addWidget(self._refuse)
        column.addLayout(refusal)
        column.addWidget(self._objection)


def _how_it_came(retour: Retour) -> str:
    """Say that the pages came in several files, and which came more than once."""
    files, told = len(retour.fichiers), []
    if files > 1:
        told.append(f"Pages venues de {files} fichiers, remises dans l’ordre.")
    if retour.doubles:
        several = len(retour.doubles) > 1
        pages = phrases.join_words([str(number) for number in retour.doubles])
        told.append(
            f"{'Les pages' if several else 'La page'} {pages} "
            f"{'sont venues' if several else 'est venue'} plus d’une fois\u00a0: la première reçue est gardée."
        )
    return " ".join(told)
