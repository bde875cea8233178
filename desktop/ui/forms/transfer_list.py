"""The dossiers that change hands, for who gives them: what is still on the machine that they leave.

Names: `section_transferts`, `transfert_<id>`, `transferts_non_lus`.
"""

from collections.abc import Callable

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
            self, lambda _tell, _stopped: self._ask(), self._show, failed=self._not_read
        )

    def _show(self, lines: tuple[LigneTransfert, ...]) -> None:
        self._unread.hide()
        self.show_all(lines, _card)

    def _not_read(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        if not phrase:
            self._desk.speak.refuse(error)
            return
        self._unread.setText(f"Où en sont ces dossiers, le magasin central le sait. {phrase}")
        self._unread.show()
        self.show()


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
