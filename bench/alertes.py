"""All the alerts of a caseload on a day, from what its dossiers hold, beside the limit; and that it is linear."""

import datetime as dt
from collections.abc import Iterator

from bench.measure import Measure, median_ms
from desktop.usecases.referentiels import charger
from plie.alertes.toutes import alertes
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier, suivi
from plie.kinds import (
    CompteRendu,
    Decision,
    Emploi,
    Entretien,
    Etape,
    Id,
    Objectif,
    Parcours,
    Personne,
    Sha256,
    Signature,
)
from plie.vocabulaire import MoyenSignature, Position, Signataire

_ON = dt.date(2026, 11, 20)
_MONTHS, _SMALL, _LARGE = 36, 60, 5000
_SMALL_MS, _LARGE_MS = 30.0, 2500.0
# Many times as many dossiers, and half as long again for each at the most.
_STRAY = 1.5


def measures() -> Iterator[Measure]:
    """Yield the cost of 60 dossiers of three years, of 5,000, and of one among many beside one among few."""
    referentiel = charger("rouen-2021-2027")
    few = [_dossier(n) for n in range(_SMALL)]

    def judged(dossiers: list[Dossier]) -> None:
        for dossier in dossiers:
            alertes_du_dossier(dossier, referentiel=referentiel, on=_ON)

    told = [suivi(dossier, on=_ON) for dossier in few]

    def ruled() -> None:
        for one in told:
            alertes(one, referentiel=referentiel, on=_ON)

    yield Measure(
        "the rules of alerts alone, 60 dossiers", median_ms(ruled, 9), _SMALL_MS, "ms", "the limit"
    )

    small = median_ms(lambda: judged(few), times=9)
    yield Measure("alerts of 60 dossiers of 3 years", small, _SMALL_MS, "ms", "the limit")
    many = [_dossier(n) for n in range(_LARGE)]
    large = median_ms(lambda: judged(many), times=3)
    yield Measure("alerts of 5,000 dossiers of 3 years", large, _LARGE_MS, "ms", "the limit")
    yield Measure(
        "alerts, one dossier of 5,000",
        large / _LARGE,
        small / _SMALL * _STRAY,
        "ms",
        "one of 60, half as long again",
    )


def _dossier(n: int) -> Dossier:
    """Invent three years: an entretien a month, an étape a season, an objective, a contract in three."""
    who = Id(f"dossier-{n}")
    days = [_ON - dt.timedelta(days=30 * k + n % 20) for k in range(_MONTHS)]
    joined = days[-1]
    proofs = [_proof(who, k, day) for k, day in enumerate(days)]
    return Dossier(
        personne=Personne(id=who, prenoms="Zoé", nom_naissance="Delmas"),
        parcours=(Parcours(id=Id(f"p-{n}"), dossier=who),),
        entretiens=tuple(entretien for entretien, _, _ in proofs),
        comptes_rendus=tuple(cr for _, cr, _ in proofs),
        signatures=tuple(s for _, _, signatures in proofs for s in signatures),
        etapes=tuple(_etape(who, k, day) for k, day in enumerate(days[::3])),
        objectifs=tuple(
            Objectif(id=Id(f"o-{k}"), dossier=who, intitule="CV", fixe_le=day, echeance=day)
            for k, day in enumerate(days[::6])
        ),
        emplois=(
            Emploi(
                id=Id(f"j-{n}"),
                dossier=who,
                type=("cdi", "cdd", "cddi")[n // 3 % 3],
                debut=days[8],
                heures_hebdo=35.0,
            ),
        )
        if n % 3 == 0
        else (),
        decisions=(
            Decision(
                id=Id(f"d-{n}"),
                dossier=who,
                prise_le=joined,
                objet="entree",
                issue="integration",
            ),
        ),
    )


def _etape(who: Id, k: int, day: dt.date) -> Etape:
    return Etape(
        id=Id(f"etape-{k}"),
        dossier=who,
        intitule="Atelier mobilité",
        proposee_le=day,
        debut=day,
        fin_prevue=day + dt.timedelta(days=40),
        fin=day + dt.timedelta(days=45) if k else None,
    )


def _proof(who: Id, k: int, day: dt.date) -> tuple[Entretien, CompteRendu, tuple[Signature, ...]]:
    at = dt.datetime.combine(day, dt.time(10), dt.UTC)
    held = Entretien(
        id=Id(f"e-{k}"), dossier=who, date=day, duree_min=45, modalite="physique", nature="suivi"
    )
    cr = CompteRendu(
        id=Id(f"cr-{k}"),
        dossier=who,
        entretien=held.id,
        date=day,
        duree_min=45,
        modalite="physique",
        nature="suivi",
        adherent_nom="Zoé Delmas",
        accompagnateur=Id("ae"),
        accompagnateur_nom="Odilon Carpentras",
        finalise_le=at,
        pdf=Sha256(""),
    )
    signatures = tuple(
        Signature(
            id=Id(f"s-{k}-{qui}"),
            dossier=who,
            compte_rendu=cr.id,
            qui=qui,
            nom="Zoé Delmas",
            moyen=MoyenSignature.PAPIER,
            position=Position.ACCORD,
            signe_le=at,
        )
        for qui in Signataire
    )
    return held, cr, signatures if k else ()
