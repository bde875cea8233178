"""The compte-rendu of an entretien: what both parties sign (C9-3-6).

It carries the funding notice, operation and PLIE, date, hours and duration, place, mode and
kind, full names, what was said, what follows, and a place for each signature with its date.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from desktop.documents import dates
from desktop.documents.blocks import (
    BODY,
    HAIR,
    HEADING,
    LABEL,
    Cell,
    Row,
    SignatureBox,
    SignatureRow,
    Stack,
    Text,
    text,
)
from desktop.documents.metadata import Metadata
from desktop.documents.opening import CONTENT, LABEL_WIDTH, Opening, facts, opening
from desktop.documents.page import LABELS, RESERVE, TEXT_WIDTH, Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases

# Names of the two fields, in the order in which they are signed.
FIELD_ADHERENT = "SigParticipant"
FIELD_ACCOMPAGNATEUR = "SigAccompagnateur"

_WHEN = 44 * mm
_NAME = 240  # letters over a box, which never breaks over two pages; the head has them all
_TOGETHER = 24  # lines laid out at once, about half a page


@dataclass(frozen=True, slots=True, kw_only=True)
class CompteRenduData:
    """Everything that is printed; labels are already French.

    Attributes:
        id: uuid of the compte-rendu, printed on each page.
        version: 1, or more for a correction.
        remplace: what a correction replaces; None for a first version.
        motif_remplacement: why it is replaced.
        plie: name of the PLIE.
        operation: name of the operation; `operation_numero` its number.
        phrase_financement: funding sentence in force at the date of the entretien.
        embleme: True when the European emblem stands beside it.
        date: day of the entretien; `debut` its hour, if known; `duree_min` in minutes, > 0.
        modalite: how they met; `lieu` where; `nature` what kind of entretien.
        adherent: full name of the person; `adherent_titre` the référentiel's word for them.
        accompagnateur: full name of the adviser; `accompagnateur_titre` the same.
        presents: others who were there.
        sujets: what was talked about, in labels.
        contenu: what was said, in paragraphs separated by blank lines.
        suites: what follows: (what, when or by whom).
        prochain_rendez_vous: a sentence, or empty.
        remarque: what the person added before signing, or empty.
        finalise_le: aware instant at which the content was frozen.
    """

    id: str
    version: int
    remplace: str | None
    motif_remplacement: str | None
    plie: str
    operation: str
    operation_numero: str
    phrase_financement: str
    embleme: bool
    date: date
    debut: time | None
    duree_min: int
    modalite: str
    lieu: str
    nature: str
    adherent: str
    adherent_titre: str
    accompagnateur: str
    accompagnateur_titre: str
    presents: tuple[str, ...]
    sujets: tuple[str, ...]
    contenu: str
    suites: tuple[tuple[str, str], ...]
    prochain_rendez_vous: str
    remarque: str = ""
    finalise_le: datetime


def render(data: CompteRenduData) -> bytes:
    """Return the PDF/A-2a, PDF/UA-1, with two empty signature fields; same data, same bytes.

    Raises:
        ValueError: `finalise_le` has no offset.
    """
    if data.finalise_le.tzinfo is None:
        raise ValueError("finalise_le must be aware")
    root = Tag("Document")
    blocks: list[Flowable] = [
        *_opening(data, root),
        *_facts(data, root.add("Table")),
        *_section("Ce qui a été dit", data.contenu, "Rien n’a été noté.", root),
        *_suites(data, root),
        *_ending(data, root),
    ]
    return assemble(blocks, sheet=_sheet(data), root=root, card=_card(data))


def _sheet(data: CompteRenduData) -> Sheet:
    day = phrases.medium_date(data.date)
    return Sheet(
        document_id=data.id,
        running=f"Compte-rendu de l’entretien du {day} · {data.adherent}",
        foot=(
            f"Compte-rendu de l’entretien du {day} · version {data.version}",
            f"{data.id} · établi le {dates.moment(data.finalise_le)}",
        ),
    )


def _card(data: CompteRenduData) -> Metadata:
    return Metadata(
        title=f"Compte-rendu de l’entretien du {phrases.medium_date(data.date)}",
        author=f"{data.accompagnateur}, {data.plie}",
        subject=f"Entretien du {data.date:%d/%m/%Y}, {data.duree_min} minutes",
        keywords=f"{data.id}, version {data.version}{_replaced(data)}",
        at=data.finalise_le,
    )


def _opening(data: CompteRenduData, root: Tag) -> list[Flowable]:
    told = Opening(
        plie=data.plie,
        operation=data.operation,
        operation_numero=data.operation_numero,
        phrase_financement=data.phrase_financement,
        embleme=data.embleme,
    )
    return opening(told, "Compte-rendu d’entretien", root, reserve=RESERVE)


def _facts(data: CompteRenduData, table: Tag) -> list[Row]:
    return facts(
        (
            ((_sentence_case(data.adherent_titre), data.adherent),),
            ((_sentence_case(data.accompagnateur_titre), data.accompagnateur),),
            (("Date", phrases.long_date(data.date)), ("Durée", _hours(data))),
            (("Nature de l’entretien", data.nature), ("Modalité", data.modalite)),
            (("Lieu", data.lieu),),
            (("Autres présents", ", ".join(data.presents)),),
            (("Sujets abordés", ", ".join(data.sujets)),),
            (("Version", _replacement(data)),),
        ),
        table,
    )


def _hours(data: CompteRenduData) -> str:
    lasted = phrases.duree_min(data.duree_min)
    if data.debut is None:
        return lasted
    end = dates.end(data.date, data.debut, data.duree_min)
    return f"{lasted}, de {phrases.spoken_time(data.debut)} à {phrases.spoken_time(end)}"


def _replaced(data: CompteRenduData) -> str:
    """Name what is replaced by its identity, for machines: people read which version it was."""
    return f", remplace {data.remplace}" if data.remplace else ""


def _replacement(data: CompteRenduData) -> str:
    if data.remplace is None:
        return ""
    reason = f"\nMotif\u00a0: {data.motif_remplacement}" if data.motif_remplacement else ""
    return f"Version {data.version}, qui remplace la version {data.version - 1}.{reason}"


def _section(heading: str, content: str, otherwise: str, root: Tag) -> list[Row]:
    """A heading in the first column, its paragraphs beside it."""
    head = Cell(text(heading, HEADING, root.add("H2")), 0, LABEL_WIDTH)
    paragraphs = _paragraphs(content)
    if not paragraphs:
        empty = text(otherwise, LABEL, root.add("P"))
        return [Row([head, Cell(empty, LABELS, CONTENT)], above=13)]
    rows = list[Row]()
    for paragraph in paragraphs:
        cells = [Cell(part, LABELS, CONTENT) for part in _parts(paragraph, root.add("P"))]
        first = Row([cells[0]] if rows else [head, cells[0]], above=6 if rows else 13)
        rows += [first, *(Row([cell]) for cell in cells[1:])]
    return rows


def _paragraphs(content: str) -> list[str]:
    blocks = content.replace("\r\n", "\n").split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def _parts(paragraph: str, tag: Tag) -> list[Text]:
    """Return a paragraph in parts of one tag: each page lays out again the rest of what it breaks."""
    lines = paragraph.split("\n")
    return [
        text("\n".join(lines[at : at + _TOGETHER]), BODY, tag)
        for at in range(0, len(lines), _TOGETHER)
    ]


def _suites(data: CompteRenduData, root: Tag) -> list[Row]:
    if not data.suites:
        return _section("Suites", "", "Aucune suite convenue.", root)
    head = Cell(text("Suites", HEADING, root.add("H2")), 0, LABEL_WIDTH)
    table = root.add("Table")
    line = table.add("TR")
    columns = (LABELS, CONTENT - _WHEN - 4 * mm), (TEXT_WIDTH - _WHEN, _WHEN)
    titles = [
        Cell(text(words, LABEL, line.add("TH", scope="Column")), x, width)
        for words, (x, width) in zip(("Ce qui est décidé", "Quand"), columns, strict=True)
    ]
    rows = [Row([head, *titles], above=13, below=3.6, rule=HAIR, rule_from=LABELS)]
    # The titles are never left alone at the foot of a page.
    rows[0].keepWithNext = 1
    for suite in data.suites:
        line = table.add("TR")
        cells = [
            Cell(text(words or "—", BODY, line.add("TD")), x, width)
            for words, (x, width) in zip(suite, columns, strict=True)
        ]
        rows.append(Row(cells, above=2.3, below=3.3, rule=HAIR, rule_from=LABELS))
    return rows


def _ending(data: CompteRenduData, root: Tag) -> list[Flowable]:
    """What closes, and the signatures: never alone on a page, never apart from their heading."""
    *before, last = _closing(data, root)
    # A heading that keeps with what follows is of what follows: knots hold no knots.
    tail = [before.pop(), last] if before and before[-1].keepWithNext else [last]
    return [*before, KeepTogether([*tail, _signatures(data, root)])]


def _closing(data: CompteRenduData, root: Tag) -> list[Row]:
    next_one = data.prochain_rendez_vous
    meeting = _section("Prochain rendez-vous", next_one, "Non fixé lors de cet entretien.", root)
    return [*meeting, *_remarque(data, root)]


def _remarque(data: CompteRenduData, root: Tag) -> list[Row]:
    if not data.remarque.strip():
        return []
    head = Cell(text("Remarque", HEADING, root.add("H2")), 0, LABEL_WIDTH)
    by = text(f"{data.adherent} a ajouté avant de signer\u00a0:", LABEL, root.add("P"))
    rows = [Row([head, Cell(by, LABELS, CONTENT)], above=13)]
    rows[0].keepWithNext = 1
    for paragraph in _paragraphs(data.remarque):
        for index, part in enumerate(_parts(paragraph, root.add("P"))):
            cell = Cell(part, LABELS + 8, CONTENT - 8)
            rows.append(Row([cell], above=0 if index else 5, bar=True))
    return rows


def _signatures(data: CompteRenduData, root: Tag) -> Stack:
    head = Cell(text("Signatures", HEADING, root.add("H2")), 0, LABEL_WIDTH)
    words = "Les signataires attestent cet entretien, sa date et sa durée."
    statement = Cell(text(words, BODY, root.add("P")), LABELS, CONTENT)
    parties = (
        (FIELD_ADHERENT, data.adherent_titre, data.adherent, False),
        (FIELD_ACCOMPAGNATEUR, data.accompagnateur_titre, data.accompagnateur, True),
    )
    boxes = [
        _box(field, _sentence_case(title), name, root=root, locks=locks)
        for field, title, name, locks in parties
    ]
    return Stack([Row([head, statement], above=16, below=9), SignatureRow(boxes)])


def _box(field: str, title: str, name: str, *, root: Tag, locks: bool) -> SignatureBox:
    section = root.add("Sect")
    shown = name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"
    caption = (text(title, LABEL, section.add("P")), text(shown, HEADING, section.add("P")))
    date_tag = section.add("P")
    form = section.add("Form", alt=f"Signature {phrases.de(name)} ({title}), avec sa date")
    return SignatureBox(field, caption, form, date_tag, locks)


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
