"""My permanences: which place on which half-day. Names: `permanence_<id>`, `permanence_lieu`."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.editors import LineEditor
from desktop.ui.widgets.plain import button, label
from plie.kinds import Permanence
from plie.vocabulaire import DemiJournee
from plie.vocabulaire import label as word

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")


class Permanences(QFrame):
    """The list, each with what takes it away; below, what adds one."""

    added = Signal(str, int, object)  # the place, the weekday (Monday 0), the DemiJournee
    removed = Signal(str)  # the id

    def __init__(
        self, held: Sequence[Permanence], places: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("permanences")
        self.setProperty("role", "card")
        self._place = LineEditor([(place, place) for place in places])
        self._place.setObjectName("permanence_lieu")
        self._place.setAccessibleName("Lieu de la permanence")
        self._place.setPlaceholderText("Lieu")
        self._day = DropDown()
        self._day.setObjectName("permanence_jour")
        self._day.setAccessibleName("Jour de la permanence")
        self._day.addItems(_DAYS)
        self._half = DropDown()
        self._half.setObjectName("permanence_demi")
        self._half.setAccessibleName("Demi-journée de la permanence")
        for half in DemiJournee:
            self._half.addItem(half.label, half)
        self._add = button("Ajouter", name="permanence_ajouter")
        self._lay_out(held)
        self._add.clicked.connect(self._tell)

    def take_focus(self) -> None:
        """Begin with the place."""
        self._place.setFocus()

    def _tell(self) -> None:
        half = tuple(DemiJournee)[self._half.currentIndex()]
        self.added.emit(str(self._place.value()), self._day.currentIndex(), half)

    def _lay_out(self, held: Sequence[Permanence]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("Mes permanences", role="heading"))
        if not held:
            column.addWidget(
                label("Dites où vous recevez, une demi-journée après l’autre.", role="muted")
            )
        for one in held:
            words = f"{_DAYS[one.jour].capitalize()} {word(DemiJournee, one.demi_journee).lower()}"
            take = button("Ôter", role="quiet", name=f"permanence_{one.id}")
            take.setAccessibleName(f"Ôter {words}, {one.lieu}")
            take.clicked.connect(lambda _c=False, id_=one.id: self.removed.emit(id_))
            row = QHBoxLayout()
            row.addWidget(label(f"{words}\n{one.lieu}"), 1)
            row.addWidget(take)
            column.addLayout(row)
        for widget in (self._place, self._day, self._half, self._add):
            column.addWidget(widget)
