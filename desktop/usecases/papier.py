"""Paper that comes back: a scan's pages find their comptes-rendus, and the adviser says who signed.

Nothing is decided by ink: it only says « vide / non vide ». What counts is what the adviser confirms.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from desktop.documents import code2d, registration
from desktop.documents.boxes import SignaturePlace, page_count, signature_places
from desktop.documents.page import HEIGHT, WIDTH
from desktop.models import blobs, tray
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.tray import Waiting
from desktop.models.unit_of_work import Work
from desktop.pages import scans
from desktop.pages.scan_messages import Code, Grey, ScanPage
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.signatures import FIELDS, raison, refuse_to_sign
from plie import phrases
from plie.entretien import ARTICLE, current
from plie.kinds import CompteRendu, Sha256, Signature
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import MoyenSignature, Position, Signataire

__all__ = [
    "Cadre", "Depouillement", "Grey", "Retour", "Scan", "Waiting", "a_ranger", "cadres", "ecrites", "feuilles", "lire_fichier", "lire_scan",
    "mettre_de_cote", "non_signe", "noter_non_signe", "oublier", "pages_inconnues", "ranger_a_la_main", "rapprocher", "rattacher", "reprendre", "vues",
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
    """What is seen in one signature box, and whether anything is written there."""

    qui: Signataire
    picture: Grey
    ecrit: bool


@dataclass(frozen=True, slots=True)
class Retour:
    """A compte-rendu found in a scan.

    Attributes:
        compte_rendu: the one named by the codes.
        feuilles: the file's pages (from 0), in the order of the document.
        manquantes: the document's pages (from 1) that the file does not have.
        obstacle: why it cannot be attached, "" when it can.
        places: its signature boxes, as printed.
    """

    compte_rendu: CompteRendu
    feuilles: tuple[int, ...]
    manquantes: tuple[int, ...]
    obstacle: str
    places: tuple[SignaturePlace, ...]


@dataclass(frozen=True, slots=True)
class Depouillement:
    """What a scan holds: what was found, and the pages that say nothing of where they belong."""

    scan: Scan
    retours: tuple[Retour, ...]
    inconnues: tuple[int, ...]


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


def rapprocher(rows: Rows, scan: Scan, *, referentiel: Referentiel) -> Depouillement:
    """Find the comptes-rendus that the codes of a scan name, whatever the order of its pages."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    unknown = []
    for page in scan.pages:
        named = _named(page)
        if named is None or rows.find(CompteRendu, named[0]) is None:
            if not page.blank:
                unknown.append(page.number)
            continue
        found[named[0]].setdefault(named[1], page.number)
    returns = tuple(_retour(rows, id_, sheets, referentiel) for id_, sheets in found.items())
    return Depouillement(scan, returns, tuple(unknown))


def cadres(scan: Scan, retour: Retour) -> tuple[Cadre, ...]:
    """Cut out the two boxes of a compte-rendu, as they came back, in a child process.

    Raises:
        UnreadableScan: the file cannot be read again.
    """
    who = {field: qui for qui, field in FIELDS.items()}
    by_number = {page.number: page for page in scan.pages}
    cut: list[Cadre] = []
    for place in retour.places:
        sheet = next((n for n in retour.feuilles if _page_of(by_number[n]) == place.page), None)
        if sheet is None or place.field not in who:
            continue
        found = scans.crops(scan.content, sheet, _affine(by_number[sheet]), (place.box,))
        cut += [Cadre(who[place.field], crop.picture, crop.ink > _INK) for crop in found]
    return tuple(cut)


def vues(scan: Scan, retour: Retour) -> tuple[Grey, ...]:
    """Return the pages of a compte-rendu whole and upright, as they came back, in a child process.

    Raises:
        UnreadableScan: the file cannot be read again.
    """
    by_number = {page.number: page for page in scan.pages}
    return tuple(
        crop.picture
        for sheet in retour.feuilles
        for crop in scans.crops(scan.content, sheet, _affine(by_number[sheet]), (_WHOLE,))
    )


def _affine(page: ScanPage) -> scans.Affine:
    """Return what takes a point of the printed page to a pixel of the scanned one."""
    corners = [code.corners.points for code in _ours(page)]
    return registration.locate(corners, (page.width, page.height))


def rattacher(
    work: Work, scan: bytes, compte_rendu: str, *, signe_le: date, now: datetime
) -> Changes:
    """Record both signatures on paper, on the adviser's word; the scan is kept as it came (C9-3-6).

    Args:
        work: the transaction.
        scan: the pages of this compte-rendu and no others.
        compte_rendu: its id.
        signe_le: the day written on the paper, by hand.
        now: local, aware.

    Raises:
        Refus: replaced or signed already, or a day before the entretien or to come.
    """
    cr = work.get(CompteRendu, compte_rendu)
    if not cr.date <= signe_le <= now.date():
        raise Refus(
            "date_de_signature",
            f"La date de signature est à lire sur le papier\u00a0: entre le {phrases.medium_date(cr.date)}, jour "
            "de l’entretien, et aujourd’hui.",
            article=ARTICLE,
        )
    signed = datetime.combine(signe_le, time(12), tzinfo=now.tzinfo).astimezone(UTC)
    kept = blobs.file(work.connection, scan, scope=cr.dossier)
    for qui in (Signataire.ADHERENT, Signataire.ACCOMPAGNATEUR):
        refuse_to_sign(work.rows, cr, qui)
        work.insert(_signature(work, cr, qui, at=signed, scan=kept))
    return work.commit()


def non_signe(work: Work, scan: bytes, compte_rendu: str, *, motif: str, now: datetime) -> Changes:
    """Record that the person did not sign the paper, and why; the scan is kept all the same.

    Raises:
        Refus: without a reason or with a NIR in it, or when the person answered already.
    """
    reason = raison(motif)
    cr = work.get(CompteRendu, compte_rendu)
    refuse_to_sign(work.rows, cr, Signataire.ADHERENT)
    kept = blobs.file(work.connection, scan, scope=cr.dossier)
    answer = _signature(work, cr, Signataire.ADHERENT, at=now.astimezone(UTC), scan=kept)
    work.insert(replace(answer, position=Position.REFUS, motif_refus=reason))
    return work.commit()


def feuilles(depouillement: Depouillement, retour: Retour) -> bytes:
    """Return the pages of one compte-rendu alone: a scan may hold those of several persons.

    The file itself, byte for byte, when it holds nothing else.

    Raises:
        UnreadableScan: the pages cannot be taken apart.
    """
    scan = depouillement.scan
    written = {page.number for page in scan.pages if not page.blank}
    if set(retour.feuilles) >= written:
        return scan.content
    return scans.extract(scan.content, retour.feuilles)


def pages_inconnues(depouillement: Depouillement) -> bytes:
    """Return the pages that belong nowhere yet.

    Raises:
        UnreadableScan: the pages cannot be taken apart.
    """
    scan = depouillement.scan
    if len(depouillement.inconnues) == len(scan.pages):
        return scan.content
    return scans.extract(scan.content, depouillement.inconnues)


def mettre_de_cote(work: Work, content: bytes, *, now: datetime) -> Changes:
    """Keep, in the vault, pages that are to be filed by hand."""
    tray.put(work.connection, content, recu_le=now)
    work.moved("scan", "")
    return work.commit()


def a_ranger(rows: Rows) -> tuple[Waiting, ...]:
    """Return what waits to be filed by hand, the oldest first."""
    return tray.waiting(rows.connection)


def reprendre(rows: Rows, digest: str) -> bytes:
    """Return pages put aside.

    Raises:
        KeyError: they are no longer there.
    """
    return tray.content(rows.connection, digest)


def ecrites(content: bytes) -> int:
    """Return how many pages of a scan are written on, in a child process.

    Raises:
        UnreadableScan: the file cannot be read again.
    """
    return sum(not page.blank for page in scans.read_pages(content))


def ranger_a_la_main(
    work: Work,
    digest: str,
    compte_rendu: str,
    *,
    signe_le: date,
    pages: int,
    referentiel: Referentiel,
    now: datetime,
) -> Changes:
    """File pages whose codes cannot be read, where the adviser says they belong; `pages` as `ecrites` counts them.

    Raises:
        Refus: as for `rattacher`; or fewer pages than the compte-rendu has: a proof is kept whole.
        KeyError: they are no longer there.
    """
    content = tray.content(work.connection, digest)
    asked = page_count(_pdf(work.rows, work.get(CompteRendu, compte_rendu), referentiel))
    if pages < asked:
        raise Refus(
            "pages_manquantes",
            f"Ce compte-rendu a {asked} pages, et ce document {pages}\u00a0: numérisez-le en entier.",
            article=ARTICLE,
        )
    tray.remove(work.connection, digest)
    return rattacher(work, content, compte_rendu, signe_le=signe_le, now=now)


def noter_non_signe(
    work: Work, digest: str, compte_rendu: str, *, motif: str, now: datetime
) -> Changes:
    """File pages whose codes cannot be read as those that the person did not sign.

    Raises:
        Refus: as for `non_signe`.
        KeyError: they are no longer there.
    """
    content = tray.content(work.connection, digest)
    tray.remove(work.connection, digest)
    return non_signe(work, content, compte_rendu, motif=motif, now=now)


def oublier(work: Work, digest: str) -> Changes:
    """Throw away pages that belong to no compte-rendu."""
    tray.remove(work.connection, digest)
    work.moved("scan", "")
    return work.commit()


def _retour(rows: Rows, id_: str, sheets: dict[int, int], referentiel: Referentiel) -> Retour:
    cr = rows.get(CompteRendu, id_)
    pdf = _pdf(rows, cr, referentiel)
    lacking = tuple(n for n in range(1, page_count(pdf) + 1) if n not in sheets)
    return Retour(
        cr,
        tuple(sheets[number] for number in sorted(sheets)),
        lacking,
        _obstacle(rows, cr, lacking),
        signature_places(pdf),
    )


def _pdf(rows: Rows, cr: CompteRendu, referentiel: Referentiel) -> bytes:
    """Return the document as it was printed."""
    return (rows.blob(cr.pdf) if cr.pdf else None) or compte_rendu_pdf(cr, referentiel=referentiel)


def _obstacle(rows: Rows, cr: CompteRendu, lacking: tuple[int, ...]) -> str:
    if lacking:
        pages = phrases.join_words([str(number) for number in lacking])
        return f"Il manque la page {pages}\u00a0: numérisez le compte-rendu entier."
    in_force = current(cr.entretien, rows.all(CompteRendu, entretien=cr.entretien))
    if in_force is not None and in_force.id != cr.id:
        return "Cette version a été remplacée\u00a0: c’est la plus récente qui se signe."
    try:
        refuse_to_sign(rows, cr, Signataire.ADHERENT)
    except Refus:
        return "Ce compte-rendu est déjà signé, ou son refus noté\u00a0: ce document est un double."
    return ""


def _signature(
    work: Work, cr: CompteRendu, qui: Signataire, *, at: datetime, scan: Sha256
) -> Signature:
    return Signature(
        id=work.new_id(),
        dossier=cr.dossier,
        compte_rendu=cr.id,
        qui=qui,
        nom=cr.adherent_nom if qui is Signataire.ADHERENT else cr.accompagnateur_nom,
        moyen=MoyenSignature.PAPIER,
        position=Position.ACCORD,
        sha256_montre=cr.pdf,
        signe_le=at,
        scan=scan,
    )


def _ours(page: ScanPage) -> list[Code]:
    """The codes of the document on this page: two of them say the same."""
    codes = [code for code in page.codes if code2d.read(code.text) is not None]
    return [code for code in codes if code.text == codes[0].text]


def _named(page: ScanPage) -> tuple[str, int] | None:
    codes = _ours(page)
    return code2d.read(codes[0].text) if codes else None


def _page_of(page: ScanPage) -> int:
    named = _named(page)
    return named[1] if named else 0
