"""What happened to invented people: written scenarios and random ones, and the dossiers they make."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from plie.dossier import Dossier
from plie.kinds import CompteRendu, Decision, Entretien, Id, Signature
from tests.builders import (
    les_deux_signatures,
    un_compte_rendu,
    un_dossier,
    un_emploi,
    un_entretien,
    un_instant,
    une_decision,
    une_etape,
    une_signature,
)
from tests.plie.naive_alertes import Activite, Rencontre, Scenario

DEBUT = date(2026, 1, 1)
DEUX_ANS = 731


def jour(n: int) -> date:
    return DEBUT + timedelta(days=n)


ECRITS = (
    Scenario("personne ne vient", date(2026, 1, 31)),
    Scenario("intégrée avant la période", date(2025, 8, 31), (Rencontre(date(2025, 12, 31)),)),
    Scenario(
        "tous les mois, signés le jour même",
        date(2026, 1, 15),
        tuple(
            Rencontre(d, finalise_le=d, signe_le=d) for d in (jour(20 + 28 * n) for n in range(20))
        ),
        (Activite(debut=date(2026, 2, 1)),),
    ),
    Scenario(
        "au téléphone seulement",
        date(2026, 1, 15),
        tuple(Rencontre(jour(30 * n), physique=False) for n in range(1, 20)),
    ),
    Scenario(
        "signés tard, refusé, corrigé",
        date(2026, 1, 5),
        (
            Rencontre(date(2026, 1, 10), finalise_le=date(2026, 1, 10), signe_le=date(2026, 5, 30)),
            Rencontre(date(2026, 3, 31), finalise_le=date(2026, 4, 2), refuse_le=date(2026, 4, 20)),
            Rencontre(
                date(2026, 8, 31),
                finalise_le=date(2026, 8, 31),
                signe_le=date(2026, 9, 1),
                corrige_le=date(2026, 10, 1),
                correction_signee_le=date(2027, 1, 20),
            ),
            Rencontre(date(2027, 2, 1), finalise_le=date(2027, 2, 1)),
        ),
        (Activite(debut=date(2026, 1, 6)),),
    ),
    Scenario(
        "des étapes de toute sorte",
        date(2026, 1, 5),
        tuple(
            Rencontre(jour(25 * n), finalise_le=jour(25 * n), signe_le=jour(25 * n))
            for n in range(1, 28)
        ),
        (
            Activite(proposee_le=date(2026, 1, 10)),
            Activite(proposee_le=date(2026, 5, 1), abandonnee_le=date(2026, 6, 1)),
            Activite(
                date(2026, 6, 15), proposee_le=date(2026, 5, 1), abandonnee_le=date(2026, 6, 1)
            ),
            Activite(date(2026, 3, 1), date(2026, 4, 30), proposee_le=date(2026, 2, 20)),
            Activite(date(2026, 9, 1), abandonnee_le=date(2026, 11, 15)),
            Activite(date(2027, 7, 1), date(2027, 8, 15), emploi=True),
        ),
    ),
    Scenario(
        "suspendue et reprise deux fois",
        date(2026, 1, 31),
        (Rencontre(date(2026, 2, 28)), Rencontre(date(2027, 1, 2), physique=False)),
        suspensions=((date(2026, 3, 15), date(2026, 8, 31)), (date(2027, 3, 1), date(2027, 3, 20))),
    ),
    Scenario(
        "suspendue encore",
        date(2026, 1, 31),
        (Rencontre(date(2026, 2, 28), finalise_le=date(2026, 3, 1)),),
        suspendu_depuis=date(2026, 4, 1),
    ),
    Scenario(
        "sortie",
        date(2026, 1, 31),
        (Rencontre(date(2026, 2, 28), finalise_le=date(2026, 3, 1)),),
        sorti_le=date(2026, 6, 1),
    ),
)


def au_hasard(seed: int) -> Scenario:
    random = Random(seed)  # noqa: S311 — facts to try, not secrets

    def maybe(day: date, low: int, high: int, chance: float = 0.7) -> date | None:
        return day + timedelta(days=random.randint(low, high)) if random.random() < chance else None

    def rencontre(day: date) -> Rencontre:
        finalised = maybe(day, 0, 9)
        signed = maybe(finalised, 0, 60) if finalised else None
        corrected = maybe(finalised, 1, 90, 0.2) if finalised else None
        return Rencontre(
            day,
            physique=random.random() < 0.6,
            finalise_le=finalised,
            signe_le=signed,
            refuse_le=maybe(finalised, 0, 20, 0.3) if finalised and not signed else None,
            corrige_le=corrected,
            correction_signee_le=maybe(corrected, 0, 60) if corrected else None,
        )

    def activite(day: date) -> Activite:
        proposed = maybe(day, -20, 0)
        gone = maybe(day, -10, 60, 0.25)
        job = random.random() < 0.2
        return Activite(
            debut=day if job or random.random() < 0.7 else None,
            fin=maybe(day, 0, 150),
            proposee_le=None if job else proposed,
            abandonnee_le=None if job else gone,
            emploi=job,
        )

    pause = jour(random.randint(150, 300))
    return Scenario(
        f"au hasard {seed}",
        jour(random.randint(-200, 100)),
        tuple(rencontre(jour(n)) for n in sorted(random.sample(range(DEUX_ANS), 9))),
        tuple(activite(jour(n)) for n in random.sample(range(DEUX_ANS), 4)),
        ((pause, pause + timedelta(days=random.randint(1, 200))),) if seed % 2 else (),
    )


def dossier_de(scenario: Scenario) -> Dossier:
    rencontres = list(enumerate(scenario.rencontres))
    proofs = [proof for n, r in rencontres for proof in _preuves(n, r)]
    activites = list(enumerate(scenario.activites))
    return un_dossier(
        entretiens=tuple(_entretien(n, r) for n, r in rencontres),
        comptes_rendus=tuple(p for p in proofs if isinstance(p, CompteRendu)),
        signatures=tuple(p for p in proofs if isinstance(p, Signature)),
        etapes=tuple(
            une_etape(
                id=Id(f"etape-{n}"),
                proposee_le=a.proposee_le,
                debut=a.debut,
                fin=a.fin,
                abandonnee_le=a.abandonnee_le,
            )
            for n, a in activites
            if not a.emploi
        ),
        emplois=tuple(
            un_emploi(id=Id(f"emploi-{n}"), debut=a.debut, fin=a.fin)
            for n, a in activites
            if a.emploi
        ),
        decisions=tuple(_decisions(scenario)),
    )


def _entretien(n: int, rencontre: Rencontre) -> Entretien:
    modalite = "physique" if rencontre.physique else "telephone"
    return un_entretien(id=Id(f"e-{n}"), date=rencontre.le, modalite=modalite)


def _preuves(n: int, rencontre: Rencontre) -> Iterator[CompteRendu | Signature]:
    if rencontre.finalise_le is None:
        return
    first = un_compte_rendu(
        id=Id(f"cr-{n}-1"),
        entretien=Id(f"e-{n}"),
        date=rencontre.le,
        modalite="physique" if rencontre.physique else "visio",
        finalise_le=un_instant(rencontre.finalise_le),
    )
    yield first
    yield from _signatures(first, rencontre.signe_le)
    if rencontre.refuse_le is not None:
        yield une_signature(
            id=Id(f"refus-{n}"),
            compte_rendu=first.id,
            position="refus",
            signe_le=un_instant(rencontre.refuse_le),
        )
    if rencontre.corrige_le is not None:
        second = replace(
            first,
            id=Id(f"cr-{n}-2"),
            version=2,
            remplace=first.id,
            motif="Sujet oublié",
            finalise_le=un_instant(rencontre.corrige_le),
        )
        yield second
        yield from _signatures(second, rencontre.correction_signee_le)


def _signatures(cr: CompteRendu, le: date | None) -> Iterator[Signature]:
    if le is not None:
        yield from les_deux_signatures(id=f"s-{cr.id}", compte_rendu=cr.id, signe_le=un_instant(le))


def _decisions(scenario: Scenario) -> Iterator[Decision]:
    yield une_decision(id=Id("d-entree"), prise_le=scenario.integration)
    for n, (debut, fin) in enumerate(scenario.suspensions):
        yield une_decision(id=Id(f"d-{n}-s"), prise_le=debut, issue="suspension", objet="reexamen")
        yield une_decision(id=Id(f"d-{n}-t"), prise_le=fin, issue="reprise", objet="reexamen")
    if scenario.suspendu_depuis is not None:
        yield une_decision(id=Id("d-s"), prise_le=scenario.suspendu_depuis, issue="suspension")
    if scenario.sorti_le is not None:
        yield une_decision(id=Id("d-x"), prise_le=scenario.sorti_le, issue="sortie", objet="sortie")
