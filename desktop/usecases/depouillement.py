"""What came back on paper is read: the pages of files find their comptes-rendus, whole or page by page.

Nothing is kept nor decided here: ink only says « vide / non vide ». What counts is what the adviser confirms, in `papier`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.documents import code2d, registration
from desktop.documents.boxes import SignaturePlace, page_count, signature_places
from desktop.documents.page import HEIGHT, WIDTH
from desktop.models.rows import Rows
from desktop.pages import scans
from desktop.pages.scan_messages import Code, Crop, Grey, ScanPage
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.signatures import FIELDS, refuse_to_sign
from plie import phrases
from plie.compte_rendu import current
from plie.kinds import CompteRendu
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import Signataire

__all__ = [
    "Cadre", "Depouillement", "Feuille", "Grey", "Retour", "Scan", "cadres", "ecrites", "feuilles", "imprime",
    "lire_ensemble", "lire_fichier", "lire_scan", "pages_inconnues", "rapprocher", "relier", "reunir", "separer", "vues",
]  # fmt: skip

_WHOLE = (0.0, 0.0, WIDTH, HEIGHT)
_INK = 0.002  # of a box: under it, nothing was written there


@dataclass(frozen=True, slots=True)
class Scan:
    """A file read: its bytes as they came, and its pages."""

    content: bytes
    pages: tuple[ScanPage, ...]


@dataclass(frozen=True, slots=True)
class Cadre:
    """What is seen in one signature box and on its date, and whether anything is written where one signs."""

    qui: Signataire
    picture: Grey
    ecrit: bool


@dataclass(frozen=True, slots=True)
class Feuille:
    """A page that came back: which one of the document (from 1), in which file, and how it lies there."""

    numero: int
    scan: Scan
    page: ScanPage


@dataclass(frozen=True, slots=True)
class Retour:
    """A compte-rendu found in what came back, in one file or several.

    Attributes:
        compte_rendu: the one named by the codes.
        feuilles: its pages, in the order of the document, each once.
        pages: how many the document has.
        doubles: those of the document (from 1) that came more than once: the first to come is kept.
        contre: why it cannot be attached even whole, "" when it can.
        places: its signature boxes, as printed.
    """

    compte_rendu: CompteRendu
    feuilles: tuple[Feuille, ...]
    pages: int
    doubles: tuple[int, ...]
    contre: str
    places: tuple[SignaturePlace, ...]

    @property
    def manquantes(self) -> tuple[int, ...]:
        """The document's pages (from 1) that did not come."""
        come = {sheet.numero for sheet in self.feuilles}
        return tuple(n for n in range(1, self.pages + 1) if n not in come)

    @property
    def attend(self) -> bool:
        """Whether it could be attached, but for pages that may still come."""
        return bool(self.manquantes) and not self.contre

    @property
    def obstacle(self) -> str:
        """Why it cannot be attached, "" when it can."""
        if not self.attend:
            return self.contre
        lacking = phrases.join_words([str(number) for number in self.manquantes])
        several = len(self.manquantes) > 1
        return (
            f"Il manque {'les pages' if several else 'la page'} {lacking}\u00a0: déposez-{'les' if several else 'la'} "
            "aussi, ici ou dans un autre fichier, et tout se rejoint."
        )

    @property
    def fichiers(self) -> tuple[Scan, ...]:
        """The files that its pages came in, in the order of the pages."""
        return _once(sheet.scan for sheet in self.feuilles)


@dataclass(frozen=True, slots=True)
class Depouillement:
    """What a scan holds: what was found, and the pages that say nothing of where they belong.

    `melees` are those of the latter on which several sheets of ours lie: none is filed under the name of another.
    """

    scan: Scan
    retours: tuple[Retour, ...]
    inconnues: tuple[int, ...]
    melees: tuple[int, ...] = ()


def lire_scan(content: bytes) -> Scan:
    """Read a file from outside, in a child process; nothing of it is kept yet.

    Raises:
        UnreadableScan: it is no scan, or too large; the sentence says so.
    """
    return Scan(content, scans.read_pages(content))


def lire_fichier(path: Path) -> Scan:
    """Read a file that the adviser gives, in a child process; nothing of it is kept yet.

    Raises:
        Empechement: it cannot be opened.
        UnreadableScan: it is no scan, or too large; the sentence says so.
    """
    return lire_scan(scans.content_of(path))


def lire_ensemble(paths: Sequence[Path]) -> bytes:
    """Read files given for one document, in this order: one alone as it came, of several a PDF that holds each.

    Unlike `relier`, every page stays, one that looks blank too: no code nor ink was asked of it.

    Raises:
        Empechement: one cannot be opened.
        UnreadableScan: one is no document, or they are too large together.
    """
    read = [lire_fichier(path) for path in paths]
    if len(read) == 1:
        return read[0].content
    sheets = tuple((place, page.number) for place, one in enumerate(read) for page in one.pages)
    return scans.gather(tuple(one.content for one in read), sheets)


def rapprocher(rows: Rows, scan: Scan, *, referentiel: Referentiel) -> Depouillement:
    """Find the comptes-rendus that the codes of a scan name, whatever the order of its pages."""
    found: dict[str, list[Feuille]] = defaultdict(list)
    unknown = []
    for page in scan.pages:
        named = _named(page)
        if named is None or rows.find(CompteRendu, named[0]) is None:
            if not page.blank:
                unknown.append(page.number)
            continue
        found[named[0]].append(Feuille(named[1], scan, page))
    returns = tuple(_retour(rows, id_, sheets, referentiel) for id_, sheets in found.items())
    mixed = tuple(page.number for page in scan.pages if len(_said(page)) > 1)
    return Depouillement(scan, returns, tuple(unknown), mixed)


def reunir(attendu: Retour, venu: Retour) -> Retour:
    """Return a compte-rendu whose pages came in several files; `attendu` came first."""
    sheets, twice = _in_order((*attendu.feuilles, *venu.feuilles))
    doubles = sorted({*attendu.doubles, *venu.doubles, *twice})
    return replace(attendu, feuilles=sheets, doubles=tuple(doubles))


def cadres(retour: Retour) -> tuple[Cadre, ...]:
    """Cut out the two boxes of a compte-rendu, as they came back, in a child process.

    Raises:
        UnreadableScan: a file cannot be read again.
    """
    who = {field: qui for qui, field in FIELDS.items()}
    cut: list[Cadre] = []
    for place in retour.places:
        sheet = next((one for one in retour.feuilles if one.numero == place.page), None)
        if sheet is None or place.field not in who:
            continue
        signed, seen = _crops(sheet, place.box, place.whole)
        cut.append(Cadre(who[place.field], seen.picture, signed.ink > _INK))
    return tuple(cut)


def vues(retour: Retour) -> tuple[Grey, ...]:
    """Return the pages of a compte-rendu whole and upright, as they came back, in a child process.

    Raises:
        UnreadableScan: a file cannot be read again.
    """
    return tuple(crop.picture for sheet in retour.feuilles for crop in _crops(sheet, _WHOLE))


def feuilles(retour: Retour) -> bytes:
    """Return the pages of one compte-rendu alone: a file may hold those of several persons.

    The file itself, byte for byte, when it holds nothing else; of several files, one PDF that holds each as it came.

    Raises:
        UnreadableScan: the pages cannot be taken apart, or gathered.
    """
    parts = [_part(retour, scan) for scan in retour.fichiers]
    if len(parts) == 1:
        return parts[0].content
    sheets = [
        (place, part.numbers.index(one.page.number))
        for one in retour.feuilles
        for place, part in enumerate(parts)
        if part.scan is one.scan
    ]
    return scans.gather(tuple(part.content for part in parts), tuple(sheets))


def separer(retour: Retour) -> tuple[bytes, ...]:
    """Return what came of a compte-rendu as it came, a file each, nobody else's pages with them.

    Raises:
        UnreadableScan: the pages cannot be taken apart.
    """
    return tuple(_part(retour, scan).content for scan in retour.fichiers)


def imprime(rows: Rows, cr: CompteRendu, referentiel: Referentiel) -> bytes:
    """Return the document as it was printed."""
    return (rows.blob(cr.pdf) if cr.pdf else None) or compte_rendu_pdf(cr, referentiel=referentiel)


def pages_inconnues(depouillement: Depouillement) -> bytes:
    """Return the pages that belong nowhere yet.

    Raises:
        UnreadableScan: the pages cannot be taken apart.
    """
    scan = depouillement.scan
    if len(depouillement.inconnues) == len(scan.pages):
        return scan.content
    return scans.extract(scan.content, depouillement.inconnues)


def ecrites(content: bytes) -> tuple[int, ...]:
    """Return the pages of a scan (from 0) that are written on, in a child process.

    Raises:
        UnreadableScan: the file cannot be read again.
    """
    return tuple(page.number for page in scans.read_pages(content) if not page.blank)


def relier(contents: Sequence[bytes]) -> tuple[bytes, int]:
    """Return files as one document, in this order, and how many of its pages are written on.

    A file alone is itself, byte for byte; of several, a PDF that holds each as it came.

    Raises:
        UnreadableScan: one cannot be read again, or they cannot be gathered.
    """
    sheets = tuple((place, n) for place, one in enumerate(contents) for n in ecrites(one))
    if len(contents) == 1:
        return contents[0], len(sheets)
    return scans.gather(tuple(contents), sheets), len(sheets)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a file holds of one compte-rendu, and the numbers that its pages had in the file."""

    scan: Scan
    content: bytes
    numbers: tuple[int, ...]


def _part(retour: Retour, scan: Scan) -> _Part:
    ours = tuple(sheet.page.number for sheet in retour.feuilles if sheet.scan is scan)
    if set(ours) >= {page.number for page in scan.pages if not page.blank}:
        return _Part(scan, scan.content, tuple(page.number for page in scan.pages))
    return _Part(scan, scans.extract(scan.content, ours), ours)


def _once(files: Iterable[Scan]) -> tuple[Scan, ...]:
    return tuple({id(scan): scan for scan in files}.values())


def _in_order(sheets: Iterable[Feuille]) -> tuple[tuple[Feuille, ...], set[int]]:
    """Return each page of a document once, the first that came, and those that came again."""
    found: dict[int, Feuille] = {}
    twice = {sheet.numero for sheet in sheets if found.setdefault(sheet.numero, sheet) is not sheet}
    return tuple(found[number] for number in sorted(found)), twice


def _retour(rows: Rows, id_: str, come: list[Feuille], referentiel: Referentiel) -> Retour:
    cr = rows.get(CompteRendu, id_)
    pdf = imprime(rows, cr, referentiel)
    sheets, twice = _in_order(come)
    return Retour(
        cr, sheets, page_count(pdf), tuple(sorted(twice)), _against(rows, cr), signature_places(pdf)
    )


def _against(rows: Rows, cr: CompteRendu) -> str:
    in_force = current(cr.entretien, rows.all(CompteRendu, entretien=cr.entretien))
    if in_force is not None and in_force.id != cr.id:
        return "Cette version a été remplacée\u00a0: c’est la plus récente qui se signe."
    try:
        refuse_to_sign(rows, cr, Signataire.ADHERENT)
    except Refus:
        return "Ce compte-rendu est déjà signé, ou son refus noté\u00a0: ce document est un double."
    return ""


def _crops(sheet: Feuille, *boxes: scans.Box) -> tuple[Crop, ...]:
    return scans.crops(sheet.scan.content, sheet.page.number, _placing(sheet.page), boxes)


def _placing(page: ScanPage) -> scans.Placing:
    """Return what takes a point of the printed page to a pixel of the scanned one."""
    corners = [code.corners.points for code in _ours(page)]
    return registration.locate(corners, (page.width, page.height))


def _ours(page: ScanPage) -> list[Code]:
    """The codes of our documents on this page: two of them say the same."""
    return [code for code in page.codes if code2d.read(code.text) is not None]


def _named(page: ScanPage) -> tuple[str, int] | None:
    """Return the compte-rendu and its page; None of two sheets laid together on the glass, which may be of two people."""
    said = _said(page)
    return code2d.read(said.pop()) if len(said) == 1 else None


def _said(page: ScanPage) -> set[str]:
    return {code.text for code in _ours(page)}
