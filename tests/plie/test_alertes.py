"""Les alertes (domain.md §6), chaque jour de deux ans, contre un second calcul, naïf."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from plie.alertes import alertes
from plie.dossier import Dossier
from plie.kinds import CompteRendu, Decision, Entretien, Id, Signature
from plie.vocabulaire import Gravite
from tests.builders import (
    le_referentiel,
    les_deux_signatures,
    un_compte_rendu,
    un_dossier,
    un_dossier_integre,
    un_emploi,
    un_entretien,
    un_instant,
    une_decision,
    une_etape,
    une_signature,
)
from tests.plie.naive_alertes import Activite, Rencontre, Scenario, expected

DEMO = le_referentiel()
DEBUT = date(2026, 1, 1)
DEUX_ANS = 731


def jour(n: int) -> date:
    return DEBUT + timedelta(days=n)


# --- scenarios ------------------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    "scenario", [*ECRITS, *(au_hasard(n) for n in range(12))], ids=lambda s: s.nom
)
def test_chaque_jour_de_deux_ans_donne_les_alertes_du_calcul_naif(scenario: Scenario) -> None:
    """C9-3-6, C7-2A, C9-1, C9-3-3."""
    dossier = dossier_de(scenario)
    for n in range(DEUX_ANS):
        on = jour(n)

        found = alertes(dossier, referentiel=DEMO, on=on)

        seen = [(str(a.code), a.annoncee, a.depuis, a.objet) for a in found]
        assert sorted(seen, key=str) == sorted(expected(scenario, on), key=str), on


def test_les_scenarios_montrent_chaque_alerte_annoncee_ou_tenue() -> None:
    shown = {
        (code, announced)
        for scenario in ECRITS
        for n in range(0, DEUX_ANS, 3)
        for code, announced, _, _ in expected(scenario, jour(n))
    }

    assert shown == {
        ("entretien_mensuel", True),
        ("entretien_mensuel", False),
        ("sans_entretien_2_mois", False),
        ("hors_parcours_6_mois", False),
        ("cr_a_signer", False),
    }


# --- the sentences of the protocol, one by one ----------------------------------------------------


def codes(dossier: Dossier, on: date) -> list[tuple[str, bool]]:
    return [(str(a.code), a.annoncee) for a in alertes(dossier, referentiel=DEMO, on=on)]


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (date(2026, 2, 20), []),
        (date(2026, 2, 21), [("entretien_mensuel", True)]),
        (date(2026, 2, 28), [("entretien_mensuel", True)]),
        (date(2026, 3, 1), [("entretien_mensuel", False)]),
    ],
)
def test_un_mois_apres_le_31_janvier_est_le_28_fevrier(
    on: date, attendu: list[tuple[str, bool]]
) -> None:
    """C9-3-6: « une fois par mois »; announced 7 days before, held the day after."""
    assert codes(un_dossier_integre(date(2026, 1, 31)), on) == attendu


def test_six_mois_sont_hors_parcours_le_jour_meme() -> None:
    """C9-1: R ≥ D, where two months are « plus de »."""
    dossier = un_dossier_integre(date(2026, 1, 15))

    veille, jour_meme = codes(dossier, date(2026, 7, 14)), codes(dossier, date(2026, 7, 15))

    assert ("hors_parcours_6_mois", False) not in veille
    assert jour_meme[0] == ("hors_parcours_6_mois", False)


def test_la_plus_grave_vient_d_abord_puis_l_ordre_du_protocole() -> None:
    vieux = un_compte_rendu(finalise_le=un_instant(date(2026, 1, 20)), date=date(2026, 1, 20))
    dossier = un_dossier_integre(comptes_rendus=(vieux,))

    found = alertes(dossier, referentiel=DEMO, on=date(2026, 12, 1))

    assert [a.code for a in found] == [
        "hors_parcours_6_mois",
        "sans_entretien_2_mois",
        "entretien_mensuel",
        "cr_a_signer",
    ]
    assert [a.gravite for a in found] == [
        Gravite.CRITIQUE,
        Gravite.SERIEUSE,
        Gravite.AVERTISSEMENT,
        Gravite.AVERTISSEMENT,
    ]
    assert [str(a.action) for a in found] == [
        "preparer_reexamen",
        "planifier_entretien",
        "planifier_entretien",
        "faire_signer",
    ]


def test_une_alerte_dit_pourquoi_en_une_phrase_avec_ses_dates() -> None:
    dossier = un_dossier_integre(entretiens=(un_entretien(),))

    [alerte] = [
        a
        for a in alertes(dossier, referentiel=DEMO, on=date(2026, 10, 10))
        if a.code == "entretien_mensuel"
    ]

    assert alerte.depuis == date(2026, 10, 4)
    assert alerte.phrase == (
        "Dernier entretien physique le 03/09/2026\u202f; un nouvel entretien était dû le 03/10/2026."
    )


def test_un_entretien_le_jour_meme_de_l_integration_est_le_dernier_entretien() -> None:
    dossier = un_dossier_integre(
        date(2026, 1, 15), entretiens=(un_entretien(date=date(2026, 1, 15)),)
    )

    [alerte] = alertes(dossier, referentiel=DEMO, on=date(2026, 2, 20))

    assert alerte.phrase.startswith("Dernier entretien physique le 15/01/2026")


def test_la_reprise_redemarre_les_delais_a_la_decision() -> None:
    """A reprise before the planned end restarts the clocks at the decision."""
    suspension = une_decision(
        id=Id("s"),
        issue="suspension",
        prise_le=date(2026, 3, 1),
        suspendu_jusqu_au=date(2026, 9, 30),
    )
    reprise = une_decision(id=Id("t"), issue="reprise", prise_le=date(2026, 6, 10))
    dossier = un_dossier(decisions=(une_decision(), suspension, reprise))

    assert codes(dossier, date(2026, 7, 2)) == []
    [alerte] = alertes(dossier, referentiel=DEMO, on=date(2026, 7, 3))
    assert alerte.phrase.startswith("Reprise du parcours le 10/06/2026, sans entretien physique")


@pytest.mark.parametrize("issue", ["refus", "diagnostic_renforce"])
def test_qui_n_est_pas_en_parcours_n_a_que_ses_cr_a_signer(issue: str) -> None:
    dossier = un_dossier(
        decisions=(une_decision(issue=issue),), comptes_rendus=(un_compte_rendu(),)
    )

    assert codes(dossier, date(2027, 6, 1)) == [("cr_a_signer", False)]


def test_les_faits_d_apres_la_date_sont_ignores() -> None:
    futur = un_entretien(date=date(2026, 12, 1))
    dossier = un_dossier_integre(entretiens=(futur,))

    assert codes(dossier, date(2026, 5, 1)) == codes(un_dossier_integre(), date(2026, 5, 1)) != []


def test_une_etape_du_parcours_precedent_ne_couvre_pas_celui_ci() -> None:
    ancienne = une_etape(parcours=Id("parcours-0"), debut=date(2025, 1, 1))
    ici = une_etape(id=Id("ici"), debut=date(2026, 1, 20))

    couvert = un_dossier_integre(etapes=(ici,))
    decouvert = un_dossier_integre(etapes=(ancienne,))

    phrases = [
        alertes(dossier, referentiel=DEMO, on=date(2026, 8, 1))[0].phrase
        for dossier in (couvert, decouvert)
    ]
    assert "sans compte-rendu signé depuis" in phrases[0]
    assert "sans compte-rendu signé depuis" in phrases[1]
    assert codes(_met_every_day(decouvert), date(2026, 8, 1)) == [("hors_parcours_6_mois", False)]
    assert codes(_met_every_day(couvert), date(2026, 8, 1)) == []


def _met_every_day(dossier: Dossier) -> Dossier:
    le = date(2026, 7, 31)
    cr = un_compte_rendu(date=le, finalise_le=un_instant(le))
    return replace(
        dossier,
        entretiens=(un_entretien(date=le),),
        comptes_rendus=(cr,),
        signatures=les_deux_signatures(signe_le=un_instant(le)),
    )


def test_un_plie_sans_alerte_n_en_a_pas() -> None:
    sans = replace(DEMO, alertes=())

    assert alertes(un_dossier_integre(), referentiel=sans, on=date(2030, 1, 1)) == ()


def test_les_delais_viennent_du_referentiel() -> None:
    [mensuel] = [r for r in DEMO.alertes if r.code == "entretien_mensuel"]
    lent = replace(DEMO, alertes=(replace(mensuel, mois=None, jours=100, annonce_jours=0),))
    dossier = un_dossier_integre(date(2026, 1, 15))

    echeance = date(2026, 1, 15) + timedelta(days=100)

    assert alertes(dossier, referentiel=lent, on=echeance) == ()
    assert len(alertes(dossier, referentiel=lent, on=echeance + timedelta(days=1))) == 1
