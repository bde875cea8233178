"""Paper that came back: the adviser says who signed, and on which day; pages without a code wait to be filed by hand.

How the pages were read, and found whose they are: `depouillement`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from desktop.documents.boxes import page_count
from desktop.models import blobs, tray
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.tray import Waiting
from desktop.models.unit_of_work import Work
from desktop.usecases.depouillement import imprime
from desktop.usecases.signatures import raison, refuse_to_sign
from plie import phrases
from plie.entretien import ARTICLE
from plie.kinds import CompteRendu, Sha256, Signature
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import MoyenSignature, Position, Signataire

__all__ = [
    "Waiting", "a_ranger", "mettre_de_cote", "non_signe", "noter_non_signe", "oublier",
    "ranger_a_la_main", "rattacher", "reprendre",
]  # fmt: skip


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


def mettre_de_cote(work: Work, *contents: bytes, now: datetime) -> Changes:
    """Keep, in the vault, pages that are to be filed by hand; each file waits on its own."""
    for content in contents:
        tray.put(work.connection, content, recu_le=now)
    work.moved("scan", "")
    return work.commit()


def a_ranger(rows: Rows) -> tuple[Waiting, ...]:
    """Return what waits to be filed by hand, the oldest first."""
    return tray.waiting(rows.connection)


def reprendre(rows: Rows, *digests: str) -> tuple[bytes, ...]:
    """Return pages put aside.

    Raises:
        KeyError: they are no longer there.
    """
    return tuple(tray.content(rows.connection, digest) for digest in digests)


def ranger_a_la_main(
    work: Work,
    digests: Sequence[str],
    compte_rendu: str,
    *,
    scan: bytes,
    pages: int,
    signe_le: date,
    referentiel: Referentiel,
    now: datetime,
) -> Changes:
    """File pages whose codes cannot be read, where the adviser says they belong.

    Args:
        work: the transaction.
        digests: what waited, in the order of the pages.
        compte_rendu: its id.
        scan: these made one document, and how many `pages` are written on: as `relier` returns them.
        pages: see `scan`.
        signe_le: the day written on the paper, by hand.
        referentiel: the PLIE's.
        now: local, aware.

    Raises:
        Refus: as for `rattacher`; or fewer pages than the compte-rendu has: a proof is kept whole.
        KeyError: they are no longer there.
    """
    asked = page_count(imprime(work.rows, work.get(CompteRendu, compte_rendu), referentiel))
    if pages < asked:
        raise Refus(
            "pages_manquantes",
            f"Ce compte-rendu a {phrases.counted(asked, 'page', 'pages')}, et ce qui est rangé ici {pages}\u00a0: dites quelles pages suivent, ou "
            "numérisez-le en entier.",
            article=ARTICLE,
        )
    _take(work, digests)
    return rattacher(work, scan, compte_rendu, signe_le=signe_le, now=now)


def noter_non_signe(
    work: Work,
    digests: Sequence[str],
    compte_rendu: str,
    *,
    scan: bytes,
    motif: str,
    now: datetime,
) -> Changes:
    """File pages whose codes cannot be read as those that the person did not sign; see `ranger_a_la_main`.

    Raises:
        Refus: as for `non_signe`.
        KeyError: they are no longer there.
    """
    _take(work, digests)
    return non_signe(work, scan, compte_rendu, motif=motif, now=now)


def oublier(work: Work, digest: str) -> Changes:
    """Throw away pages that belong to no compte-rendu."""
    tray.remove(work.connection, digest)
    work.moved("scan", "")
    return work.commit()


def _take(work: Work, digests: Sequence[str]) -> None:
    """Take pages out of those that wait.

    Raises:
        KeyError: some are no longer there.
    """
    for digest in digests:
        tray.content(work.connection, digest)
        tray.remove(work.connection, digest)


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
