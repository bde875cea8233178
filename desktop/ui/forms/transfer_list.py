"""The dossiers that change hands, for who gives them: what is still on the machine that they leave.

Names: `section_transferts`, `transfert_<id>`, `transferts_non_lus`.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.desk import Desk
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.section import Section
from desktop.usecases.transferts import LigneTransfert


class TransferList(Section):
    """Asked of the store when `read` is called; nothing is shown where there is nothing."""

    def __init__(self, desk: Desk, ask: Callable[[], tuple[LigneTransfert, ...]]) -> None:
        super().__init__("Dossiers qui changent de mains", "transferts")
        self._desk = desk
        self._ask = ask
        self._unread = label(role="muted", name="transferts_non_lus")
        self._unread.hide()
        self.put(self._unread)

    def read(self) -> None:
        """Ask again; what was shown stays until the answer."""
        self._desk.jobs.run(
            self,
            lambda _tell, _stopped: self._ask(),
            self._show,
            failed=partial(self._desk.speak.object_on, self),
        )

    def object_to(self, sentence: str) -> None:
        """Say why it is not known; what was shown stays, and of nothing shown no count is told."""
        self._unread.setText(f"Où en sont ces dossiers, le magasin central le sait. {sentence}")
        self._unread.show()
        if not self.cards:
            self.count_no_more()
        self.show()

    def _show(self, lines: tuple[LigneTransfert, ...]) -> None:
        self._unread.hide()
        self.show_all(lines, _card)


def _card(line: LigneTransfert) -> QFrame:
    card = QFrame()
    card.setObjectName(f"transfert_{line.id}")
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    column.addWidget(label(f"{line.etat.label} · {line.titre}", role="strong"))
    column.addWidget(label(line.detail, role="muted"))
    return card
