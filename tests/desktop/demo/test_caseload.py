"""The invented caseload: it holds together, it repeats nothing, and it says no illness."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from desktop.demo.agenda import is_open
from desktop.demo.caseload import fill, fill_directory
from plie.calendrier import add_months
from plie.candidature import prescription, retours
from plie.compte_rendu import etat, finalise
from plie.dossier_suivi import alertes_du_dossier
from plie.entretien import objections
from plie.kinds import (
    CompteRendu,
    Coordonnees,
    Emploi,
    Entretien,
    Etape,
    Evenement,
    Id,
    Objectif,
    Personne,
    RendezVous,
    Sha256,
    Signature,
)
from plie.vocabulaire import (
    CodeAlerte,
    EtatCompteRendu,
    EtatParcours,
    IssueRendezVous,
    Modalite,
    Origine,
)
from tests.builders import le_referentiel
from tests.desktop import vaults
from tests.desktop.demo.invented import DAYS, TODAY, a_caseload, assembled, nameless, of, texts
from wire.codec import from_values, to_values

# Health is a kind of frein: no caseload names an illness, a treatment or a diagnosis.
ILLNESSES = (
    "dépress", "cancer", "diabèt", "lombalgie", "hernie", "burn-out", "addict", "alcool", "grippe",
    "épilep", "asthme", "arthrose", "psychiatr", "handicap mental", "traitement médica",
)  # fmt: skip


def test_the_same_seed_invents_the_same_caseload() -> None:
    again = a_caseload.__wrapped__(1, TODAY)

    assert again == a_caseload()


def test_another_seed_invents_other_people_and_other_words() -> None:
    one, other = a_caseload(), a_caseload(2)

    assert {p.nom for p in of(one, Personne)} != {p.nom for p in of(other, Personne)}
    assert set(nameless(one)) != set(nameless(other))


def test_sixty_dossiers_follow_at_least_twelve_arcs() -> None:
    caseload = a_caseload()

    assert len(caseload.dossiers) == len(caseload.arcs) == 60
    assert len(set(caseload.arcs)) >= 12
    assert {"formation_longue", "etti", "rupture", "reprise_protocole", "suspendu"} <= set(
        caseload.arcs
    )


@pytest.mark.parametrize("today", DAYS)
def test_the_file_active_and_the_other_states_are_those_of_a_real_adviser(today: date) -> None:
    states = Counter(assembled(things).etat for things in a_caseload(1, today).dossiers)

    assert 45 <= states[EtatParcours.INTEGRE] <= 50
    assert states[EtatParcours.SUSPENDU] == 3
    assert set(states) >= {
        EtatParcours.ORIENTE,
        EtatParcours.DIAGNOSTIC,
        EtatParcours.DIAGNOSTIC_RENFORCE,
        EtatParcours.PRESENTE,
        EtatParcours.REFUSE,
        EtatParcours.SORTI,
    }


def test_the_past_goes_back_nearly_three_years() -> None:
    first = min(e.date for e in of(a_caseload(), Entretien))

    assert add_months(TODAY, -36) <= first <= add_months(TODAY, -30)


def test_nobody_shares_a_name_or_a_reachable_telephone() -> None:
    caseload = a_caseload()
    names = [p.nom_naissance for p in of(caseload, Personne)]
    phones = [c.telephone for c in of(caseload, Coordonnees)]

    assert len(set(names)) == len(set(phones)) == 60
    assert all(phone.startswith("06 39 98 ") for phone in phones)
    assert all(c.courriel.endswith(".example") for c in of(caseload, Coordonnees))
    assert all(re.fullmatch(r"76\d{3}", c.commune_insee) for c in of(caseload, Coordonnees))


@pytest.mark.parametrize("today", DAYS)
def test_the_adviser_is_never_in_two_entretiens_at_once(today: date) -> None:
    held = sorted(
        (datetime.combine(e.date, e.debut), e.duree_min)
        for e in of(a_caseload(1, today), Entretien)
    )

    assert all(
        start + timedelta(minutes=minutes) <= following
        for (start, minutes), (following, _) in pairwise(held)
    )


@pytest.mark.parametrize("today", DAYS)
def test_entretiens_are_held_on_working_days_in_office_hours_before_today(today: date) -> None:
    for e in of(a_caseload(1, today), Entretien):
        end = (datetime.combine(e.date, e.debut) + timedelta(minutes=e.duree_min)).time()

        assert is_open(e.date)
        assert e.date < today
        assert time(9) <= e.debut < end <= time(17, 30)


@pytest.mark.parametrize("today", DAYS)
def test_no_rule_objects_to_what_was_held(today: date) -> None:
    """C9-3-6: date, duration, modality, nature, and never before the prescription."""
    for things in a_caseload(1, today).dossiers:
        dossier = assembled(things)
        received = dossier.prescriptions[0].recue_le
        for entretien in dossier.entretiens:
            found = objections(entretien, on=today, prescription_le=received)

            assert not [o for o in found if o.blocking]


def test_everything_can_be_put_on_the_line_and_read_back() -> None:
    caseload = a_caseload()

    for thing in (*caseload.directory, *(t for d in caseload.dossiers for t in d)):
        assert from_values(type(thing), thing.id, to_values(thing)) == thing  # type: ignore[attr-defined]


def test_a_dossier_begins_with_its_person_and_names_nothing_that_comes_later() -> None:
    for things in a_caseload().dossiers:
        known: set[object] = set()
        for thing in things:
            for name in ("dossier", "parcours", "entretien", "compte_rendu", "inscription"):
                assert getattr(thing, name, None) in {None, *known}
            known.add(thing.id)  # type: ignore[attr-defined]

        assert isinstance(things[0], Personne)


@pytest.mark.parametrize(("seed", "today"), [(1, TODAY), (2, TODAY), (3, DAYS[3])])
def test_no_paragraph_is_told_twice_even_of_two_people(seed: int, today: date) -> None:
    told = Counter(nameless(a_caseload(seed, today)))

    assert [paragraph for paragraph, times in told.items() if times > 1] == []


def test_entretiens_have_the_length_that_advisers_give_them() -> None:
    lengths = [len(e.contenu.split()) for e in of(a_caseload(), Entretien)]
    usual = [n for n in lengths if 60 <= n <= 350]

    assert 600 <= len(lengths) <= 900
    assert len(usual) >= 0.85 * len(lengths)
    assert 90 <= median(lengths) <= 200
    assert max(lengths) >= 480


def test_suites_are_few_and_subjects_are_those_of_the_referentiel() -> None:
    known = {sujet.code for sujet in le_referentiel().entretien.sujets}
    held = list(of(a_caseload(), Entretien))

    assert all(len(e.suites) <= 4 for e in held)
    assert all(set(e.sujets) <= known for e in held)
    assert {sujet for e in held for sujet in e.sujets} == known


@pytest.mark.parametrize("seed", [1, 2])
def test_the_prose_keeps_french_typography(seed: int) -> None:
    wrong = re.compile(
        r"['\"\[\]{}|]|\.\.\.|  |[^\u202f\W][;!?]| [;:!?»]|«[^\u00a0]|[^\u00a0]»|\bd’[bcdfgjklmnpqrstvz]"
        r"|\bde [AEIOUÉÈ]|\b(de|que) (il|elle)\b|\b(de|à) les? (?!\w+(er|ir|re)\b)"
    )

    for text in texts(a_caseload(seed)):
        found = wrong.search(text)
        assert found is None, text[max(0, found.start() - 40) : found.end() + 20]


@pytest.mark.parametrize("seed", [1, 2])
def test_health_is_a_kind_of_frein_never_an_illness(seed: int) -> None:
    said = "\n".join(texts(a_caseload(seed))).casefold()

    assert [word for word in ILLNESSES if word in said] == []


@pytest.mark.parametrize("today", DAYS)
def test_only_the_last_month_is_left_to_be_sealed(today: date) -> None:
    caseload = a_caseload(1, today)
    frozen = {cr.entretien for cr in of(caseload, CompteRendu)}
    asked = caseload.a_sceller

    assert 39 <= len(asked) <= 50
    assert sum(a.signe_le is None for a in asked) == 4
    assert not {a.entretien.id for a in asked} & frozen
    for a in asked:
        assert a.entretien.date > add_months(today, -1)  # type: ignore[operator]
        assert a.finalise_le.tzinfo is not None
        assert a.finalise_le.date() == a.entretien.date
        assert a.signe_le is None or a.signe_le > a.finalise_le
        assert a.entretien in set(of(caseload, Entretien))


def test_what_is_to_be_sealed_can_be_finalised_at_its_hour() -> None:
    """C9-3-6: the rule itself freezes each of them."""
    caseload = a_caseload()
    people = {p.id: p for p in of(caseload, Personne)}

    for n, a in enumerate(caseload.a_sceller):
        cr = finalise(
            a.entretien,
            id=Id(f"cr-{n}"),
            personne=people[a.entretien.dossier],
            accompagnateur=Id("ae"),
            accompagnateur_nom="Odilon Carpentras",
            pdf=Sha256(""),
            at=a.finalise_le,
        )
        assert cr.contenu == a.entretien.contenu


@pytest.mark.parametrize("today", DAYS)
def test_older_comptes_rendus_were_signed_on_paper_by_both(today: date) -> None:
    caseload = a_caseload(1, today)
    signatures = list(of(caseload, Signature))
    by_cr: dict[Id, list[Signature]] = {}
    for signature in signatures:
        by_cr.setdefault(signature.compte_rendu, []).append(signature)

    assert all(s.moyen == "papier" and not s.sha256_scelle for s in signatures)
    for cr in of(caseload, CompteRendu):
        assert cr.pdf == ""
        assert cr.date <= add_months(today, -1)
        assert etat(cr, by_cr[cr.id]) is EtatCompteRendu.SIGNE


@pytest.mark.parametrize("today", DAYS)
def test_two_drafts_are_left_open(today: date) -> None:
    caseload = a_caseload(1, today)
    done = {cr.entretien for cr in of(caseload, CompteRendu)}
    done |= {a.entretien.id for a in caseload.a_sceller}
    drafts = [e for e in of(caseload, Entretien) if e.id not in done]

    assert len(drafts) == 2
    assert all(e.contenu and not e.suites for e in drafts)


@pytest.mark.parametrize("today", DAYS)
def test_rendez_vous_wait_today_and_tomorrow(today: date) -> None:
    caseload = a_caseload(1, today)
    coming = [a.entretien.prochain_le for a in caseload.a_sceller]
    coming += [r.date for r in of(caseload, RendezVous) if r.issue == IssueRendezVous.PREVU]

    assert 3 <= coming.count(today) <= 6
    assert 2 <= coming.count(today + timedelta(days=1)) <= 4
    assert all(day is None or day >= today for day in coming)


@pytest.mark.parametrize("today", DAYS)
def test_some_alerts_hold(today: date) -> None:
    """C9-3-6, C7-2: entretiens late by more than a month, by more than two."""
    codes = Counter(
        alerte.code
        for things in a_caseload(1, today).dossiers
        for alerte in alertes_du_dossier(assembled(things), on=today, referentiel=le_referentiel())
        if not alerte.annoncee
    )

    assert 2 <= codes[CodeAlerte.SANS_ENTRETIEN_2_MOIS] <= 6
    assert 4 <= codes[CodeAlerte.ENTRETIEN_MENSUEL] <= 12


def test_etapes_objectifs_and_contracts_have_dates_in_order() -> None:
    caseload = a_caseload()

    assert not [e for e in of(caseload, Etape) if e.debut and e.debut > TODAY]
    later = [e.debut_prevu - TODAY for e in of(caseload, Etape) if e.debut_prevu]
    assert len(later) == 4, "those about to start, and no other"
    assert max(later) <= timedelta(days=3)
    for e in of(caseload, Etape):
        assert e.fin is None or e.debut <= e.fin
        assert e.proposee_le <= e.fin_prevue
    for o in of(caseload, Objectif):
        assert o.fixe_le < o.echeance
        assert o.atteint_le is None or o.fixe_le <= o.atteint_le <= TODAY
    for j in of(caseload, Emploi):
        assert j.fin is None or j.debut < j.fin
    assert {e.type for e in of(caseload, Emploi)} >= {"cdi", "cdd", "cddi", "interim_insertion"}


def test_a_missed_rendez_vous_is_an_event_and_no_entretien() -> None:
    """C9-3-6, C7-2: absences and relances are lines of the dossier."""
    caseload = a_caseload()
    missed = [r for r in of(caseload, RendezVous) if r.issue == IssueRendezVous.NON_EXCUSE]
    events = Counter(e.rendez_vous for e in of(caseload, Evenement) if e.genre == "absence")
    held = {(e.dossier, e.date) for e in of(caseload, Entretien)}

    assert len(missed) >= 10
    assert all(events[r.id] == 1 for r in missed)
    assert not {(r.dossier, r.date) for r in missed} & held


def test_most_entretiens_are_held_in_presence_at_the_place_of_that_day() -> None:
    held = list(of(a_caseload(), Entretien))
    places: dict[date, set[str]] = {}
    for e in held:
        if e.modalite == Modalite.PHYSIQUE:
            places.setdefault(e.date, set()).add(e.lieu)

    assert sum(e.modalite == Modalite.PHYSIQUE for e in held) >= 0.8 * len(held)
    assert all(len(found) == 1 for found in places.values())


def test_a_caseload_fills_a_real_vault(tmp_path: Path) -> None:
    caseload = a_caseload()
    with_directory = caseload.directory
    vault = vaults.fresh(tmp_path / "coffre")

    with vault.work() as work:
        fill_directory(work, caseload)
        work.commit()
    for dossier in caseload.dossiers[:4]:
        with vault.work() as work:
            fill(work, dossier)
            work.commit()

    with vault.look() as rows:
        kept = [p.id for p in rows.all(Personne)]
        entretiens = rows.all(Entretien)
    vault.close()
    assert set(kept) == {d[0].id for d in caseload.dossiers[:4]}  # type: ignore[attr-defined]
    assert set(entretiens) == {t for d in caseload.dossiers[:4] for t in d if type(t) is Entretien}
    assert len(with_directory) == 36


@pytest.mark.parametrize("today", DAYS)
def test_the_prescripteurs_were_told_but_for_what_is_of_late(today: date) -> None:
    """C9-3-1: its tray asks for a month of retours, as that of who tells them as they come, not for three years."""
    asked = {False: 0, True: 0}
    for things in a_caseload(1, today).dossiers:
        dossier = assembled(things)
        received = prescription(dossier)
        if received is not None and received.origine == Origine.PRESCRIPTEUR:
            for one in retours(dossier, dossier.evenements, on=today):
                asked[one.le > today - timedelta(days=30)] += 1

    assert asked[False] == 0
    assert asked[True] >= 3
    told = [e for e in of(a_caseload(1, today), Evenement) if e.texte.startswith("Retour au")]
    assert all(is_open(e.date) and e.date < today for e in told)
