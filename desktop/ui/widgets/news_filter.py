"""What of the news is shown, and in which order: by adviser, by place, by kind."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.usecases.nouvelles_dites import GENRES
from desktop.usecases.revue import Nouveaute
from plie.lettres import folded

_KEYS: dict[str, tuple[str, str, Callable[[Nouveaute], str]]] = {
    "accompagnateur": ("Tous les AE", "Accompagnateur·rice", lambda n: n.accompagnateur),
    "lieu": ("Tous les lieux", "Lieu", lambda n: n.lieu),
    "genre": ("Tout", "Genre", lambda n: GENRES.get(n.kind, n.kind)),
}
_ORDERS = (
    ("genre", "Par genre"),
    ("recu", "Les plus récentes"),
    ("accompagnateur", "Par accompagnateur·rice"),
    ("lieu", "Par lieu"),
)
_RANK = {name: place for place, name in enumerate(GENRES)}


class NewsFilter(QWidget):
    """Four choices; each value says how many it has. Named `filtre_<key>` and `filtre_ordre`."""

    changed = Signal()

    def __init__(self, dire: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dire = dire
        self._boxes: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, (key, (whole, spoken, _)) in enumerate(_KEYS.items()):
            box = self._boxes[key] = _box(f"filtre_{key}", f"Filtrer par\u00a0: {dire(spoken)}")
            box.addItem(whole, "")
            grid.addWidget(box, place // 2, place % 2)
        self._order = _box("filtre_ordre", "Classer les nouveautés")
        for key, words in _ORDERS:
            self._order.addItem(dire(words), key)
        grid.addWidget(self._order, 1, 1)
        for box in (*self._boxes.values(), self._order):
            box.activated.connect(self.changed)

    def offer(self, found: Sequence[Nouveaute]) -> None:
        """Offer what these have; what was chosen stays, unless nothing has it any more."""
        for key, (whole, _, read) in _KEYS.items():
            box, chosen = self._boxes[key], self._chosen(key)
            counts = Counter(read(n) for n in found)
            box.clear()
            box.addItem(f"{whole} ({len(found)})", "")
            for value in sorted(filter(None, counts), key=folded):
                # A kind is a word of the program; a name or a place is someone's.
                said = self._dire(value) if key == "genre" else value
                box.addItem(f"{said} ({counts[value]})", value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def kept(self, found: Sequence[Nouveaute]) -> list[Nouveaute]:
        """Return those that are wanted, in the order wanted; the latest first within a group."""
        left = [
            n
            for n in found
            if all(self._chosen(k) in {"", read(n)} for k, (_, _, read) in _KEYS.items())
        ]
        left.sort(key=lambda n: n.recu, reverse=True)
        order = str(self._order.currentData())
        if order == "genre":
            left.sort(key=lambda n: _RANK.get(n.kind, len(_RANK)))
        elif order in _KEYS:
            left.sort(key=lambda n: folded(_KEYS[order][2](n)))
        return left

    def clear(self) -> None:
        """Show everything."""
        for box in self._boxes.values():
            box.setCurrentIndex(0)

    def _chosen(self, key: str) -> str:
        return str(self._boxes[key].currentData() or "")


def _box(name: str, spoken: str) -> QComboBox:
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box
