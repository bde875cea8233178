"""Fields side by side; where the room lacks, the last ones go to the line below."""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

_GAP = 16


class BreakingRow:
    """One row of a form, in as many lines as its width asks for."""

    def __init__(self, column: QVBoxLayout) -> None:
        self._column = column
        self._cells: list[tuple[QWidget, int]] = []
        self._lines: list[QHBoxLayout] = []
        self._shape: tuple[int, ...] = ()

    def add(self, cell: QWidget, *, stretch: int) -> None:
        """Put a field at the end; `arrange` gives it its place."""
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addStretch(0)
        self._column.addLayout(line)
        self._lines.append(line)
        self._cells.append((cell, stretch))

    @property
    def least(self) -> int:
        """The width (pixels) under which a field would be cut."""
        return max(cell.minimumSizeHint().width() for cell, _ in self._cells)

    @property
    def end(self) -> int:
        """The place in the column just after its last line."""
        return self._column.indexOf(self._lines[-1]) + 1

    @property
    def lines(self) -> Iterator[tuple[QWidget, ...]]:
        """The fields of each line, as they stand."""
        cells = iter(self._cells)
        for count in self._shape:
            yield tuple(cell for cell, _ in islice(cells, count))

    def arrange(self, width: int) -> None:
        """Break into lines of this width (pixels); nothing moves when they stay the same."""
        shape = tuple(self._counts(width))
        if shape == self._shape:
            return
        self._shape = shape
        for line in self._lines:
            self._empty(line)
        cells = iter(self._cells)
        for line, count in zip(self._lines, shape, strict=False):
            taken = list(islice(cells, count))
            for place, (cell, stretch) in enumerate(taken):
                line.insertWidget(place, cell, stretch)
            line.setStretch(len(taken), 0 if any(stretch for _, stretch in taken) else 1)

    def _empty(self, line: QHBoxLayout) -> None:
        """Take the fields out of a line; the room left at its end stays.

        Never `takeAt`: what it gives is not destroyed from Python, and Qt would go on telling that
        item, not the one the field has next, that the field's size changed (an objection appeared).
        """
        for cell, _ in self._cells:
            if line.indexOf(cell) >= 0:
                line.removeWidget(cell)

    def _counts(self, width: int) -> Iterator[int]:
        count, used = 0, 0
        for cell, _ in self._cells:
            least = cell.minimumSizeHint().width()
            if count and used + _GAP + least > width:
                yield count
                count, used = 0, 0
            used += least + (_GAP if count else 0)
            count += 1
        yield count
