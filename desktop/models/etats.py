"""What the state of a whole PLIE's files needs of each kind, and no more: hundreds of dossiers at once.

Each reading gives the rules the same answer as the whole kind would: that is what its test compares.
"""

from datetime import date

from sqlalchemy import and_, func, select

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES
from plie.kinds import CompteRendu, Entretien, RendezVous, Signature
from plie.vocabulaire import IssueRendezVous, Position, Signataire

_LONG = ("contenu", "suites", "presents", "sujets")
_CR, _SIGNED = KIND_TABLES["compte_rendu"], KIND_TABLES["signature"]
_MET, _PLANNED = KIND_TABLES["entretien"], KIND_TABLES["rendez_vous"]
# Comptes-rendus that both parties signed: whatever their version, they wait for nothing.
_WHOLE = (
    select(_SIGNED.c.compte_rendu)
    .join(_CR, and_(_CR.c.id == _SIGNED.c.compte_rendu, _CR.c.dossier == _SIGNED.c.dossier))
    .where(_SIGNED.c.position.in_((Position.ACCORD.value, Position.REMARQUE.value)))
    .group_by(_SIGNED.c.compte_rendu)
    .having(func.count(_SIGNED.c.qui.distinct()) >= len(Signataire))
)
# Every version of an entretien of which one version is not: which holds is for the rules to say.
_OPEN = select(_CR.c.entretien).where(_CR.c.id.not_in(_WHOLE)).distinct()


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


def tenus(rows: Rows, debut: date, fin: date) -> tuple[Entretien, ...]:
    """Return the entretiens dated in a period, both ends included."""
    within = _MET.c.date.between(debut.isoformat(), fin.isoformat())
    return rows.where(Entretien, within, without=_LONG)


def rendez_vous_prevus(rows: Rows, on: date) -> tuple[RendezVous, ...]:
    """Return the rendez-vous planned from a day on."""
    planned = and_(
        _PLANNED.c.issue == IssueRendezVous.PREVU.value, _PLANNED.c.date >= on.isoformat()
    )
    return rows.where(RendezVous, planned)
