"""The invented caseload shows what each référentiel knows: every alert, every verdict of exit, three times at least."""

import os
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from bench.plie import ADVISERS
from desktop.demo.caseload import Caseload
from desktop.demo.library import load
from desktop.demo.lots import bilans
from plie.alertes.lot import alertes_du_lot
from plie.compte_rendu import finalise
from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import CompteRendu, Id, Lot, Sha256, Signature
from plie.participation import ailleurs, en_mots, forme
from plie.referentiel import Referentiel
from plie.sommeil import partager
from plie.sortie.jugement import VerdictSortie, juger
from plie.vocabulaire import CodeAlerte, Position, Signataire
from tests.builders import le_referentiel
from tests.desktop.demo.invented import DAYS, TODAY, a_caseload, assembled

PROTOCOLS = ("rouen-2021-2027", "atout-plie-2018-2022", "demo")
LEAST = 3
# All fourteen in `make torture`: each is sixty dossiers, invented and judged.
STEP = 1 if os.environ.get("PERMANENCE_TORTURE") else 4
# It is a lot’s, never a dossier’s (C11).
OF_A_LOT = {CodeAlerte.BILAN_DU}


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("id_", PROTOCOLS)
def test_every_alert_of_a_protocol_holds_at_least_three_times(id_: str, today: date) -> None:
    """The notice of an alert that does not hold yet is not counted."""
    referentiel = le_referentiel(id_)
    held = Counter(
        alerte.code
        for dossier in as_taken_over(a_caseload(1, today))
        for alerte in alertes_du_dossier(dossier, referentiel=referentiel, on=today)
        if not alerte.annoncee
    )

    expected = known_alerts(referentiel, today)
    assert {str(code): held[code] for code in expected if held[code] < LEAST} == {}
    assert set(held) == expected


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("id_", PROTOCOLS)
def test_every_verdict_of_a_protocol_is_given_at_least_three_times(id_: str, today: date) -> None:
    """P7, C2, A3.2: where nobody decides outside the criteria, no case goes to a comité technique."""
    rules = le_referentiel(id_).sortie
    assert rules is not None
    given = Counter(
        juger(cas(assembled(things)), rules, on=today).verdict
        for things in a_caseload(1, today).dossiers
    )

    expected = known_verdicts(le_referentiel(id_))
    assert {str(one): given[one] for one in expected if given[one] < LEAST} == {}
    assert set(given) == expected


@pytest.mark.parametrize("id_", PROTOCOLS)
def test_so_does_the_caseload_of_each_adviser_of_a_whole_plie(id_: str) -> None:
    """`bench.plie` gives one to each, by its number."""
    referentiel = le_referentiel(id_)
    expected = known_alerts(referentiel, TODAY)
    for seed in range(1, ADVISERS + 1, STEP):
        held = Counter(
            alerte.code
            for things in a_caseload(seed).dossiers
            for alerte in alertes_du_dossier(assembled(things), referentiel=referentiel, on=TODAY)
        )

        # The comptes-rendus to sign are finalised by who takes the caseload over.
        lacking = {str(c): held[c] for c in expected - {CodeAlerte.CR_A_SIGNER} if held[c] < LEAST}
        assert (seed, lacking) == (seed, {})


@pytest.mark.parametrize("today", DAYS)
def test_every_way_of_taking_part_is_that_of_three_people_of_the_file_active(today: date) -> None:
    """A3.1."""
    referentiel = le_referentiel("atout-plie-2018-2022")
    rules = referentiel.participation
    assert rules is not None
    followed = [d for d in map(assembled, a_caseload(1, today).dossiers) if d.file_active]
    ways = Counter(found.code for d in followed if (found := forme(d, referentiel)) is not None)

    assert {one.code: ways[one.code] for one in rules.formes if ways[one.code] < LEAST} == {}
    assert all("(" in en_mots(d, referentiel) for d in followed if ailleurs(d, referentiel))


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("id_", PROTOCOLS)
def test_a_few_alerts_are_put_off(id_: str, today: date) -> None:
    referentiel = le_referentiel(id_)
    asleep = [
        one.sommeil.motif
        for dossier in as_taken_over(a_caseload(1, today))
        for one in partager(
            alertes_du_dossier(dossier, referentiel=referentiel, on=today),
            dossier.sommeils,
            on=today,
        ).endormies
    ]

    assert len(asleep) in {2, 3}
    assert len(set(asleep)) == len(asleep)


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("id_", ["rouen-2021-2027", "demo"])
def test_so_does_the_alert_of_a_lot_and_one_lot_owes_nothing(id_: str, today: date) -> None:
    """C11."""
    referentiel, ids = le_referentiel(id_), count()
    lots = [Lot(id=Id(f"lot-{one.numero}"), numero=one.numero) for one in load().lieux.lot]
    noted = tuple(
        bilans(
            lots, referentiel.bilans, on=today, auteur_nom="Solène Azéma",
            new_id=lambda: Id(f"b-{next(ids)}"),
        )
    )  # fmt: skip

    owing = [
        [
            a.code
            for a in alertes_du_lot(lot.id, noted, referentiel=referentiel, on=today)
            if not a.annoncee
        ]
        for lot in lots
    ]

    assert owing == [[CodeAlerte.BILAN_DU]] * LEAST + [[]]


def known_alerts(referentiel: Referentiel, today: date) -> set[CodeAlerte]:
    """Return the alerts of a dossier that may hold on a day: one of a year that has not come is of no dossier yet."""
    return {
        regle.code
        for regle in referentiel.alertes
        if (regle.depuis or today) <= today <= (regle.jusqu_au or today)
    } - OF_A_LOT


def test_the_days_looked_at_are_before_the_last_year_and_in_it() -> None:
    """C9-3-4: what is shown then is no more than what is true."""
    found = [CodeAlerte.REORIENTATION_A_PREPARER in known_alerts(le_referentiel(), d) for d in DAYS]

    assert set(found) == {True, False}


def known_verdicts(referentiel: Referentiel) -> set[VerdictSortie]:
    known = set(VerdictSortie)
    if referentiel.sortie is not None and referentiel.sortie.comite is None:
        known.remove(VerdictSortie.COMITE_TECHNIQUE)
    return known


def as_taken_over(caseload: Caseload) -> list[Dossier]:
    """Return the dossiers once their last month is finalised and signed, as whoever takes them over does."""
    found = {d.personne.id: d for d in map(assembled, caseload.dossiers)}
    for n, asked in enumerate(caseload.a_sceller):
        dossier = found[asked.entretien.dossier]
        cr = finalise(
            asked.entretien,
            id=Id(f"cr-{n}"),
            personne=dossier.personne,
            accompagnateur=Id("ae"),
            accompagnateur_nom="Odilon Carpentras",
            pdf=Sha256(""),
            at=asked.finalise_le,
        )
        found[dossier.personne.id] = replace(
            dossier,
            comptes_rendus=(*dossier.comptes_rendus, cr),
            signatures=(*dossier.signatures, *(_both(cr) if asked.signe_le else ())),
        )
    return list(found.values())


def _both(cr: CompteRendu) -> tuple[Signature, ...]:
    return tuple(
        Signature(
            id=Id(f"{cr.id}-{qui}"),
            dossier=cr.dossier,
            compte_rendu=cr.id,
            qui=qui,
            nom="",
            moyen="ecran",
            position=Position.ACCORD,
            signe_le=cr.finalise_le,
        )
        for qui in Signataire
    )
