"""Whatever is written, the compte-rendu lays out well: contents found by the machine, read back."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop.documents import page
from desktop.documents.compte_rendu import render
from tests import builders
from tests.desktop.documents.boxes import Box, boxes, overlaps, strays
from tests.desktop.documents.papers import ID, LENGTHY, UN_COMPTE_RENDU

SUBJECTS = tuple(subject.libelle for subject in builders.le_referentiel().entretien.sujets)
FORMER = builders.le_referentiel().financements[0].phrase
HEADINGS = ("Ce qui a été dit", "Suites", "Prochain rendez-vous", "Remarque", "Signatures")

# Words as they are typed, capitals and French signs included, and some that nothing can break.
words = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzéèàçœÉÎ’-«»0123456789WMil", min_size=1, max_size=12
)
unbreakable = st.integers(1, 200).map("W".__mul__) | st.integers(1, 200).map("i".__mul__)
sentence = st.lists(words | unbreakable, min_size=1, max_size=25).map(" ".join)
text = st.lists(sentence, max_size=12).map("\n\n".join) | st.lists(sentence, max_size=40).map(
    "\n".join
)
name = st.text(alphabet="ABCDEÉMWabcdefghil -’", min_size=1, max_size=60).filter(str.strip)
suite = st.tuples(sentence, st.just("") | sentence)
contents = st.fixed_dictionaries(
    {
        "contenu": text | st.just(LENGTHY),
        "remarque": text,
        "adherent": name,
        "accompagnateur": name,
        "lieu": st.just("") | sentence,
        "presents": st.lists(name, max_size=20).map(tuple),
        "sujets": st.sampled_from([(), SUBJECTS[:1], SUBJECTS]),
        "suites": st.lists(suite, max_size=12).map(tuple),
        "prochain_rendez_vous": st.just("") | sentence,
        "phrase_financement": st.sampled_from([UN_COMPTE_RENDU.phrase_financement, FORMER]),
        "remplace": st.none() | st.just(ID),
        "motif_remplacement": sentence,
    }
)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(contents)
def test_whatever_is_written_lays_out_well(values: dict[str, object]) -> None:
    data = replace(UN_COMPTE_RENDU, **values)
    pdf = render(data)

    assert strays(pdf) == []
    assert overlaps(pdf) == []
    assert alone(pdf) == []
    assert apart(pdf, data.adherent, data.accompagnateur) == []


@pytest.mark.parametrize("part", ["contenu", "remarque", "suites"])
def test_signatures_stay_together_wherever_the_page_ends(part: str) -> None:
    """Each number of lines puts the end of the page elsewhere."""
    for lines in range(4, 70, 3):
        typed: object = "\n".join(["Une ligne."] * lines)
        if part == "suites":
            typed = tuple(("Une suite.", "Demain.") for _ in range(lines // 4))
        pdf = render(replace(UN_COMPTE_RENDU, **{"remarque": "", part: typed}))

        assert alone(pdf) == []
        assert apart(pdf) == []


def alone(pdf: bytes) -> list[str]:
    """Headings with nothing beside them on their page."""
    content = page.MARGIN + page.LABELS - 1
    found = []
    for lines in runs(pdf):
        for words, (left, bottom, _, top) in lines:
            if words not in HEADINGS or left > page.MARGIN + 1:
                continue
            level = [x for _, (x, low, _, high) in lines if low < top and high > bottom]
            if max(level) < content:
                found.append(words)
    return found


def apart(pdf: bytes, *names: str) -> list[str]:
    """Boxes to sign in without their heading, their names, or with words inside."""
    document = PdfFileReader(io.BytesIO(pdf))
    fields = [field.get_object() for field in document.root["/AcroForm"]["/Fields"]]
    pages = [kid.get_object() for kid in document.root["/Pages"]["/Kids"]]
    found = [] if len({id(field["/P"].get_object()) for field in fields}) == 1 else ["two pages"]
    for field in fields:
        signs = boxes(pdf)[pages.index(field["/P"].get_object())]
        left, bottom, right, top = (float(edge) for edge in field["/Rect"])
        written = "".join(sign for sign, _ in signs)
        if "Lessignatairesattestent" not in written:
            found.append("heading elsewhere")
        found += [name for name in names if letters(name) not in letters(written)]
        inside = "".join(
            sign for sign, box in signs if left < box[0] < right and bottom < box[1] < top
        )
        if inside != "Date:" or left < page.MARGIN - 1 or right > page.WIDTH - page.MARGIN + 1:
            found.append(inside)
    return found


def letters(words: str) -> str:
    """A reader may take a hyphen at the end of a line for the printer's own."""
    return "".join(sign for sign in words if sign.isalpha())


def runs(pdf: bytes) -> list[list[tuple[str, Box]]]:
    """Words printed on one line, and where, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for sheet in document:
        read = sheet.get_textpage()
        places = [read.get_rect(n) for n in range(read.count_rects())]
        pages.append([(read.get_text_bounded(*place).strip(), place) for place in places])
    document.close()
    return pages
