"""What the store set aside: of one's own work, to be corrected or given up; of others', until it is settled.

Names: those of `aside_card` and `elsewhere_card`; `section_mis_de_cote`, `section_mis_de_cote_ailleurs`.
"""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.card_words import keep_card
from desktop.ui.desk import Desk
from desktop.ui.forms.aside_card import AsideCard
from desktop.ui.forms.elsewhere_card import ElsewhereCard
from desktop.ui.kept import Kept
from desktop.ui.widgets.section import Section
from desktop.usecases.mis_de_cote import MisDeCote, renoncer, renvoyer
from desktop.usecases.mis_de_cote_ailleurs import MisDeCoteAilleurs, classer


class AsideTray(QWidget):
    """Writes what is decided of each; what moved comes back by the screen that holds it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mine = Section("Mis de côté, à corriger", "mis_de_cote")
        self._elsewhere = Section("Mis de côté chez vos collègues", "mis_de_cote_ailleurs")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._mine)
        column.addWidget(self._elsewhere)

    def show_all(
        self, mine: tuple[MisDeCote, ...], elsewhere: tuple[MisDeCoteAilleurs, ...]
    ) -> None:
        """Show a card for each; one being typed in stays."""
        self._mine.show_all(mine, self._card)
        self._elsewhere.show_all(elsewhere, self._elsewhere_card)
        self.setVisible(bool(mine or elsewhere))

    def card_of(self, id_: str) -> QWidget | None:
        """Return the card of a thing set aside elsewhere, or the first of a dossier's set aside here."""
        name = f"mis_de_cote_ailleurs_{id_}"
        mine = (c for c in self._mine.cards if isinstance(c, AsideCard) and c.one.scope == id_)
        return next((c for c in self._elsewhere.cards if c.objectName() == name), next(mine, None))

    def _card(self, one: MisDeCote) -> AsideCard:
        card = AsideCard(one, self._desk.clock)
        name, title = f"aside:{one.kind}:{one.id}", f"Mis de côté, {one.objet}"
        words = keep_card(self._desk, card, name, title, one.scope)
        card.sent_again.connect(partial(self._send_again, card, words))
        card.given_up.connect(partial(self._give_up, card, words))
        return card

    def _elsewhere_card(self, one: MisDeCoteAilleurs) -> ElsewhereCard:
        card = ElsewhereCard(one, self._desk.clock)
        title = f"Mis de côté chez {one.auteur}, {one.objet}"
        words = keep_card(self._desk, card, f"ailleurs:{one.id}", title, one.dossier)
        card.settled.connect(partial(self._file_away, card, words))
        return card

    def _send_again(
        self, card: AsideCard, words: Kept, one: MisDeCote, values: dict[str, Any]
    ) -> None:
        now = self._desk.clock()
        words.write(
            card,
            lambda work: renvoyer(work, one.kind, one.id, seen=one.seen, values=values, now=now),
            lambda _changes: self._desk.speak.say(
                f"{one.objet}\u00a0: remis dans le dossier\u202f; il part avec le prochain échange."
            ),
            failed=partial(self._desk.speak.object_on, card),
        )

    def _give_up(self, card: AsideCard, words: Kept, one: MisDeCote, motif: str) -> None:
        now = self._desk.clock()
        words.write(
            card,
            lambda work: renoncer(work, one.kind, one.id, motif=motif, now=now),
            lambda _changes: self._desk.speak.say(
                f"{one.objet}\u00a0: vous y avez renoncé. Le texte et la raison restent ci-dessous."
            ),
            failed=partial(self._desk.speak.object_on, card),
        )

    def _file_away(self, card: ElsewhereCard, words: Kept, id_: str, motif: str) -> None:
        now = self._desk.clock()
        words.write(
            card,
            lambda work: classer(work, id_, motif=motif, now=now),
            lambda _changes: self._desk.speak.say(
                "Classé, avec sa raison, pour tous ceux qui le voient."
            ),
            failed=partial(self._desk.speak.object_on, card),
        )
