"""`FusionsCard`: the entries that may be this one written again, and those merged into it (C9-3-1).

Names: `voir_<id>`, `fusionner_<id>`, `defaire_<id>`, `fusion_autre`, `fusion_autre_ok`, `fusion_a_qui`.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.typed_dates import Unreadable
from desktop.ui.widgets.pick import PickEditor
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Section
from desktop.usecases.annuaire import Fiche

_WHOM = (
    "Dire que deux fiches sont la même revient à la coordination ou à la gestion\u00a0: "
    "signalez-leur ce doublon."
)
_MEANS = (
    "L’autre fiche n’est plus proposée\u202f; ce qui la nomme, et ce qu’elle a orienté, "
    "revient à celle-ci. Cela se défait."
)


class FusionsCard(QWidget):
    """Says what it is asked; `merges` is whether this role does."""

    looked_at = Signal(str)  # an entry to open
    merged = Signal(str)  # one to merge into this one
    undone = Signal(str)  # one that is itself again

    def __init__(self, *, merges: bool) -> None:
        super().__init__()
        self._merges = merges
        self._likely = Section("Doublons possibles", "doublons")
        self._merged = Section("Fiches fusionnées dans celle-ci", "reunies")
        self._whom = label(_WHOM, role="muted", name="fusion_a_qui")
        self._other = QWidget()
        self._pick = PickEditor(())
        self._objection = label(role="objection", name="fusion_autre_objection")
        self._lay_out()

    def show_fiche(self, fiche: Fiche) -> None:
        """Show what may be merged into an entry, and what is."""
        self._likely.show_all(fiche.doublons, self._likely_row)
        self._merged.show_all(fiche.reunies, self._merged_row)
        self._whom.setVisible(bool(fiche.doublons) and not self._merges)
        self._other.setVisible(self._merges and bool(fiche.autres))
        self._pick.offer(fiche.autres)

    def _likely_row(self, one: tuple[str, str]) -> QWidget:
        id_, words = one
        see = _act("Ouvrir", f"voir_{id_}", words, partial(self.looked_at.emit, id_))
        merge = _act("Fusionner", f"fusionner_{id_}", words, partial(self.merged.emit, id_))
        merge.setVisible(self._merges)
        return _row(words, see, merge)

    def _merged_row(self, one: tuple[str, str]) -> QWidget:
        id_, words = one
        undo = _act("Défaire la fusion", f"defaire_{id_}", words, partial(self.undone.emit, id_))
        undo.setVisible(self._merges)
        return _row(words, undo)

    def _merge_other(self) -> None:
        try:
            chosen = str(self._pick.value())
        except Unreadable as refusal:
            self._objection.setText(refusal.phrase)
            self._objection.show()
            return
        self._objection.hide()
        if chosen:
            self._pick.set_value("")
            self.merged.emit(chosen)

    def _lay_out(self) -> None:
        self._pick.setObjectName("fusion_autre")
        self._pick.setAccessibleName("Autre fiche à fusionner dans celle-ci")
        typed = self._pick.lineEdit()
        if typed is not None:
            # Of no form: after a lock, a line is typed again by its own name.
            typed.setObjectName("fusion_autre_mots")
        self._objection.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pick, 1)
        row.addWidget(_act("Fusionner", "fusion_autre_ok", "la fiche choisie", self._merge_other))
        other = QVBoxLayout(self._other)
        other.setContentsMargins(0, 0, 0, 0)
        other.setSpacing(8)
        other.addWidget(label("Fusionner une autre fiche dans celle-ci", role="heading"))
        other.addLayout(row)
        other.addWidget(self._objection)
        other.addWidget(label(_MEANS, role="muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._likely, self._whom, self._merged, self._other):
            column.addWidget(part)


def _act(words: str, name: str, of: str, do: Callable[[], None]) -> QPushButton:
    made = button(words, name=name)
    made.setAccessibleName(f"{words}\u00a0: {of}")
    made.clicked.connect(do)
    return made


def _row(words: str, *acts: QPushButton) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(words), 1)
    for act in acts:
        row.addWidget(act)
    return made
