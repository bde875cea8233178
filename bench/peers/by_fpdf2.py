"""The page by fpdf2: PDF/A-2u, the most that it writes; it tags images alone."""

import io

import fpdf

import resources
from bench.peers import page
from desktop.documents.compte_rendu import CompteRenduData

_FACES = (
    ("body", "DejaVuSans.ttf"),
    ("bold", "DejaVuSans-Bold.ttf"),
    ("serif", "EBGaramond-Regular.ttf"),
)
_PLAIN = {"first_row_as_headings": False, "borders_layout": "NONE"}
_NEXT = {"new_x": "LMARGIN", "new_y": "NEXT"}
_LINE, _BOX, _BOXES = 5, (84, 33), 50


def make(data: CompteRenduData) -> bytes:
    """Return the page."""
    made = _Page(data)
    made.add_page()
    made.image(io.BytesIO(page.emblem().encode()), 18, 14, 21, alt_text="Emblème de l’Union")
    made.set_xy(44, 17)
    made.write_in("serif", 17, data.phrase_financement, 120)
    made.set_xy(18, 40)
    made.write_in("serif", 13, data.plie)
    made.write_in("serif", 27, "Compte-rendu d’entretien")
    made.write_in("body", 8, f"Opération « {data.operation} », n° {data.operation_numero}")
    made.rows((45, 129), page.facts(data))
    made.heading("Ce qui a été dit")
    for block in data.contenu.split("\n\n"):
        made.write_in("body", 9.4, block)
    made.heading("Suites")
    made.rows((126, 48), [("Ce qui est convenu", "Quand, par qui"), *data.suites])
    made.heading("Prochain rendez-vous")
    made.write_in("body", 9.4, data.prochain_rendez_vous or page.NONE_YET)
    made.boxes()
    return bytes(made.output())


class _Page(fpdf.FPDF):
    def __init__(self, data: CompteRenduData) -> None:
        super().__init__(enforce_compliance="PDF/A-2U")
        self._data = data
        self.set_creation_date(data.finalise_le)
        self.set_title("Compte-rendu d’entretien")
        self.set_lang("fr-FR")
        for name, file in _FACES:
            self.add_font(name, fname=str(resources.path("fonts", file)))
        self.set_margins(18, 12)
        self.set_auto_page_break(auto=True, margin=26)

    def header(self) -> None:
        rows = page.modules(self._data.id, self.page_no())
        self._code(rows, 174, 12, 18)
        self._code(rows, 18, 274, 14)
        self.set_xy(18, 12 if self.page_no() == 1 else 35)

    def footer(self) -> None:
        self.set_font("body", size=7)
        for y, line in zip((277, 281), page.foot(self._data), strict=True):
            self.text(36, y, line)
        self.set_xy(160, 275)
        self.cell(32, 4, f"Page {self.page_no()}/{{nb}}", align="R")

    def write_in(self, face: str, size: float, words: str, width: float = 0) -> None:
        self.set_font(face, size=size)
        self.multi_cell(width, size * 0.53, words, **_NEXT)

    def heading(self, words: str) -> None:
        self.ln(4)
        self.write_in("bold", 9.2, words)

    def rows(self, widths: tuple[int, int], pairs: list[tuple[str, str]]) -> None:
        self.set_font("body", size=9.4)
        with self.table(col_widths=widths, **_PLAIN) as table:
            for what, value in pairs:
                line = table.row()
                line.cell(what)
                line.cell(value or "—")

    def boxes(self) -> None:
        if self.will_page_break(_BOXES):
            self.add_page()
        self.heading("Signatures")
        self.write_in("body", 9.4, page.ATTEST)
        top = self.get_y()
        for x, name in ((18, self._data.adherent), (108, self._data.accompagnateur)):
            self.set_xy(x, top)
            self.cell(_BOX[0], _LINE, name)
            self.rect(x, top + _LINE, *_BOX)

    def _code(self, rows: list[list[bool]], x: float, y: float, side: float) -> None:
        unit = side / len(rows)
        for row, squares in enumerate(rows):
            for column, dark in enumerate(squares):
                if dark:
                    self.rect(x + column * unit, y + row * unit, unit, unit, style="F")
