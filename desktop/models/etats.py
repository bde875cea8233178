"""What the state of a whole PLIE's files needs of each kind, and no more: hundreds of dossiers at once.

Each reading gives the rules the same answer as the whole kind would: that is what its test compares.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES
from plie.kinds import CompteRendu, Entretien, Etape, Evenement, RendezVous, Signature
from plie.vocabulaire import GenreEvenement, IssueRendezVous, Position, Signataire

_LONG = ("contenu", "suites", "presents", "sujets")
_CR, _SIGNED = KIND_TABLES["compte_rendu"], KIND_TABLES["signature"]
_PATH, _STEP = KIND_TABLES["parcours"], KIND_TABLES["etape"]
_LINE = KIND_TABLES["evenement"]
_MET, _PLANNED = KIND_TABLES["entretien"], KIND_TABLES["rendez_vous"]
_BUT_THE_START = tuple(
    c.name for c in _STEP.c if c.name not in {"id", "dossier", "parcours", "debut", "intitule"}
)
_TOLD = (GenreEvenement.COURRIEL.value, GenreEvenement.RETOUR_SANS_OBJET.value)


def _lacks(qui: Signataire) -> ColumnElement[bool]:
    """Whether a compte-rendu has no signature of this party, whatever its version."""
    signed = (
        select(_SIGNED.c.qui)
        .where(_SIGNED.c.compte_rendu == _CR.c.id, _SIGNED.c.dossier == _CR.c.dossier)
        .where(_SIGNED.c.qui == qui.value)
        .where(_SIGNED.c.position.in_((Position.ACCORD.value, Position.REMARQUE.value)))
    )
    return ~signed.exists()


# Every version of an entretien of which one version waits: which holds is for the rules to say.
_OPEN = select(_CR.c.entretien).where(or_(*map(_lacks, Signataire))).distinct()


def ouverts(rows: Rows) -> tuple[tuple[CompteRendu, ...], tuple[Signature, ...]]:
    """Return the comptes-rendus among which are all those that wait for a signature, and theirs."""
    # Sought once: years of signatures are judged to find them.
    met = rows.connection.scalars(_OPEN).all()
    written = rows.where(CompteRendu, _CR.c.entretien.in_(met), without=_LONG)
    return written, rows.among(Signature, "compte_rendu", (cr.id for cr in written))


def rencontres(rows: Rows) -> tuple[Entretien, ...]:
    """Return the last dated entretien of each parcours: that there was one is what counts (C7)."""
    ranked = select(
        _MET.c.id,
        func.row_number()
        .over(partition_by=(_MET.c.dossier, _MET.c.parcours), order_by=_MET.c.date.desc())
        .label("place"),
    ).where(_MET.c.date.is_not(None))
    found = ranked.subquery()
    last = select(found.c.id).where(found.c.place == 1)
    return rows.where(Entretien, _MET.c.id.in_(last), without=_LONG)


def premieres(
    rows: Rows, dossiers: Collection[str] | None = None
) -> tuple[tuple[Entretien, ...], tuple[CompteRendu, ...]]:
    """Return the first and the last entretien held of each parcours, and their comptes-rendus.

    Where a person has had several parcours, all of them: which is of which is for the rules to say.
    `dossiers`: of these only.
    """
    theirs = true() if dossiers is None else _MET.c.dossier.in_(dossiers)
    replaced = select(_CR.c.remplace).where(_CR.c.remplace.is_not(None))
    latest = (_CR.c.version.desc(), _CR.c.finalise_le.desc(), _CR.c.id.desc())
    frozen = (
        select(
            _CR.c.entretien,
            _CR.c.date,
            func.row_number().over(partition_by=_CR.c.entretien, order_by=latest).label("place"),
        )
        .where(_CR.c.id.not_in(replaced))
        .subquery()
    )
    same = and_(frozen.c.entretien == _MET.c.id, frozen.c.place == 1)
    day = func.coalesce(frozen.c.date, _MET.c.date)
    of = (_MET.c.dossier, _MET.c.parcours)
    ranked = (
        select(
            _MET.c.id,
            func.row_number().over(partition_by=of, order_by=day).label("first"),
            func.row_number().over(partition_by=of, order_by=day.desc()).label("last"),
        )
        .select_from(_MET.outerjoin(frozen, same))
        .where(day.is_not(None), theirs)
        .subquery()
    )
    ends = select(ranked.c.id).where(or_(ranked.c.first == 1, ranked.c.last == 1))
    several = select(_PATH.c.dossier).group_by(_PATH.c.dossier).having(func.count() > 1)
    asked = and_(or_(_MET.c.id.in_(ends), _MET.c.dossier.in_(several)), theirs)
    met = rows.where(Entretien, asked, without=_LONG)
    written = rows.where(CompteRendu, _CR.c.entretien.in_([e.id for e in met]), without=_LONG)
    return met, written


def tenus(rows: Rows, debut: date, fin: date) -> tuple[Entretien, ...]:
    """Return the entretiens dated in a period, both ends included."""
    within = _MET.c.date.between(debut.isoformat(), fin.isoformat())
    return rows.where(Entretien, within, without=_LONG)


def etapes_commencees(
    rows: Rows, on: date, dossiers: Collection[str] | None = None
) -> tuple[Etape, ...]:
    """Return the étapes begun by a day: of each, whose it is, when it began and its title, nothing more.

    `dossiers`: of these only.
    """
    theirs = true() if dossiers is None else _STEP.c.dossier.in_(dossiers)
    begun = and_(_STEP.c.debut <= on.isoformat(), theirs)
    return rows.where(Etape, begun, without=_BUT_THE_START)


def traces(rows: Rows, dossiers: Collection[str] | None = None) -> tuple[Evenement, ...]:
    """Return the e-mails noted, the retours said to serve nothing, and the lines that correct another.

    `dossiers`: of these only.
    """
    theirs = true() if dossiers is None else _LINE.c.dossier.in_(dossiers)
    told = or_(_LINE.c.genre.in_(_TOLD), _LINE.c.remplace.is_not(None))
    return rows.where(Evenement, and_(told, theirs))


def rendez_vous_prevus(rows: Rows, on: date) -> tuple[RendezVous, ...]:
    """Return the rendez-vous planned from a day on."""
    planned = and_(
        _PLANNED.c.issue == IssueRendezVous.PREVU.value, _PLANNED.c.date >= on.isoformat()
    )
    return rows.where(RendezVous, planned)
