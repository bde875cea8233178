"""A plain table: a line of titles, kept with the first line, then lines of words."""

from collections.abc import Iterable, Sequence

from desktop.documents.blocks import BODY, HAIR, LABEL, Cell, Row, text
from desktop.documents.structure import Tag


def grid(
    table: Tag,
    titles: Sequence[str],
    columns: Sequence[tuple[float, float]],
    lines: Iterable[Sequence[str]],
    *,
    above: float,
    below: float,
) -> list[Row]:
    """Return the rows; an empty word is a dash.

    Args:
        table: what the rows are tagged under.
        titles: one a column.
        columns: (left, width) of each, in points.
        lines: the words of each line.
        above: points over the words of a line.
        below: points under them.
    """
    head = table.add("TR")
    names = [
        Cell(text(words, LABEL, head.add("TH", scope="Column")), x, width)
        for words, (x, width) in zip(titles, columns, strict=True)
    ]
    rows = [Row(names, below=3, rule=HAIR)]
    rows[0].keepWithNext = 1
    for words in lines:
        line = table.add("TR")
        cells = [
            Cell(text(word or "—", BODY, line.add("TD")), x, width)
            for word, (x, width) in zip(words, columns, strict=True)
        ]
        rows.append(Row(cells, above=above, below=below, rule=HAIR))
    return rows
