"""Where each sign of a page stands: what is outside its frame, what covers what."""

import pypdfium2

from desktop.documents import page

# Left, bottom, right, top, in points.
Box = tuple[float, float, float, float]


def boxes(pdf: bytes) -> list[list[tuple[str, Box]]]:
    """Each sign of each page, and where it is printed."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for sheet in document:
        text = sheet.get_textpage()
        count = text.count_chars()
        signs = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(count)]
        pages.append([(sign, box) for sign, box in signs if sign.strip()])
    document.close()
    return pages


def strays(pdf: bytes) -> list[str]:
    """Signs outside the margins, or on one of the two codes."""
    found = []
    top_x, top_y, _ = page.TOP_CODE
    foot_x, foot_y, foot_side = page.FOOT_CODE
    for signs in boxes(pdf):
        for sign, (left, bottom, right, top) in signs:
            outside = left < page.MARGIN - 1 or right > page.WIDTH - page.MARGIN + 1
            on_top_code = right > top_x - 4 and top > top_y - 4
            on_foot_code = left < foot_x + foot_side + 4 and bottom < foot_y + foot_side + 4
            if outside or on_top_code or on_foot_code or bottom < foot_y:
                found.append(sign)
    return found


def overlaps(pdf: bytes) -> list[str]:
    """Pairs of signs printed one over the other."""
    found = []
    for signs in boxes(pdf):
        cells: dict[tuple[int, int], list[tuple[str, Box]]] = {}
        for sign, box in signs:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            near = [
                other
                for column in (-1, 0, 1)
                for row in (-1, 0, 1)
                for other in cells.get((int(x // 12) + column, int(y // 12) + row), [])
            ]
            for other, (left, bottom, right, top) in near:
                if left < x < right and bottom < y < top:
                    found.append(sign + other)
            cells.setdefault((int(x // 12), int(y // 12)), []).append((sign, box))
    return found
