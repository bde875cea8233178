"""The invented caseload as the tests look at it: made once a day and seed, assembled, told."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from desktop.demo.caseload import Caseload, generate
from plie.dossier import Dossier
from plie.kinds import (
    ActeEngagement,
    BilanEtape,
    CertificationObtenue,
    CompteRendu,
    Coordonnees,
    Cv,
    Decision,
    Emploi,
    Entretien,
    Etape,
    Evenement,
    Id,
    Inscription,
    MiseEnSommeil,
    Objectif,
    Parcours,
    Personne,
    Prescription,
    RendezVous,
    Signature,
    SignatureActe,
    by_class,
)

TODAY = date(2026, 11, 23)
# A Monday, a Sunday, a day after the holidays, the middle of August.
DAYS = (TODAY, date(2026, 11, 22), date(2026, 1, 2), date(2027, 8, 16))
FIELDS: dict[type, str] = {
    Coordonnees: "coordonnees",
    Parcours: "parcours",
    Prescription: "prescriptions",
    Entretien: "entretiens",
    CompteRendu: "comptes_rendus",
    Signature: "signatures",
    RendezVous: "rendez_vous",
    Evenement: "evenements",
    Etape: "etapes",
    Objectif: "objectifs",
    Emploi: "emplois",
    Inscription: "inscriptions",
    Decision: "decisions",
    BilanEtape: "bilans",
    CertificationObtenue: "certifications",
    Cv: "cvs",
    ActeEngagement: "actes",
    SignatureActe: "signatures_actes",
    MiseEnSommeil: "sommeils",
}


@cache
def a_caseload(seed: int = 1, today: date = TODAY) -> Caseload:
    numbers = count()
    return generate(
        seed=seed,
        now=datetime.combine(today, time(12), tzinfo=ZoneInfo("Europe/Paris")),
        accompagnateur=Id("ae"),
        accompagnateur_nom="Odilon Carpentras",
        new_id=lambda: Id(f"id-{next(numbers):06}"),
    )


def of(caseload: Caseload, kind: type[Any]) -> Iterator[Any]:
    return (thing for dossier in caseload.dossiers for thing in dossier if isinstance(thing, kind))


def assembled(things: tuple[object, ...]) -> Dossier:
    found: dict[str, Any] = {}
    for thing in things[1:]:
        name = FIELDS[type(thing)]
        found[name] = thing if name == "coordonnees" else (*found.get(name, ()), thing)
    personne = things[0]
    assert isinstance(personne, Personne)
    return Dossier(personne=personne, **found)


def texts(caseload: Caseload) -> Iterator[str]:
    for dossier in caseload.dossiers:
        for thing in dossier:
            for spec in by_class(type(thing)).fields:
                value = getattr(thing, spec.name)
                yield from (value,) if isinstance(value, str) else ()
                yield from value if isinstance(value, tuple) else ()


def nameless(caseload: Caseload) -> Iterator[str]:
    """Give every paragraph as it would be of anyone."""
    for dossier in caseload.dossiers:
        personne = dossier[0]
        assert isinstance(personne, Personne)
        shown = f"{personne.civilite}\u00a0{personne.nom_naissance}"
        for thing in dossier:
            if isinstance(thing, Entretien):
                for paragraph in thing.contenu.split("\n\n"):
                    yield paragraph.replace(shown, "X")
