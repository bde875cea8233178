"""The exit rules (domain.md §7) against a naive second implementation, and one by one."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from plie.formes import cas as forme
from plie.referentiel import read
from plie.refus import Illisible
from plie.regles.sortie import ReglesSortie
from plie.sortie.cas import Cas, Certification, Contrat
from plie.sortie.jugement import Jugement, juger, positive
from plie.vocabulaire import NatureCertification, TypeContrat
from tests.plie.naive_sortie import Naive

ROUEN, ATOUT = "rouen-2021-2027", "atout-plie-2018-2022"
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


@cache
def regles(id_: str = ROUEN) -> ReglesSortie:
    found = read(resources.text("referentiels", f"{id_}.toml"), source=id_).sortie
    assert found is not None
    return found


def judge(cas: Cas, on: date, id_: str = ROUEN) -> Jugement:
    return juger(cas, regles(id_), on=on)


def contrat(type_: str, debut: str, fin: str | None = None, **more: object) -> Contrat:
    end = date.fromisoformat(fin) if fin else None
    return Contrat(type=type_, debut=date.fromisoformat(debut), fin=end, **more)


days = st.dates(FIRST, LAST)
hours = st.sampled_from([None, 10.0, 17.5, 20.0, 24.0, 28.0, 30.5, 35.0])
maybe = st.sampled_from([None, True, False])


@st.composite
def contrats(draw: st.DrawFn, types: tuple[str, ...] = tuple(TypeContrat)) -> Contrat:
    debut = draw(days)
    length = draw(st.sampled_from([None, 5, 20, 90, 180, 181, 184, 200, 300]))
    return Contrat(
        type=draw(st.sampled_from(types)),
        debut=debut,
        fin=debut + timedelta(days=length - 1) if length else None,
        heures_hebdo=draw(hours),
        temps_plein=draw(maybe),
        temps_partiel_convenu=draw(maybe),
        derogation_duree=draw(st.sampled_from(["", "", "accord de branche"])),
        employeur=draw(st.sampled_from(["", "A", "a ", "B"])),
        pieces=draw(st.frozensets(st.sampled_from(["contrat", "bulletins"]))),
    )


@st.composite
def certifications(draw: st.DrawFn) -> Certification:
    obtained = draw(days)
    later = st.sampled_from([None, None, obtained + timedelta(days=100)])
    return Certification(
        nature=draw(st.sampled_from(tuple(NatureCertification))),
        obtenue_le=obtained,
        suivi_jusqu_au=draw(later),
        formation_superieure_jusqu_au=draw(later),
    )


@st.composite
def missions(draw: st.DrawFn) -> Cas:
    """Missions one after another, for the best part of a year or more, most of them full time."""
    debut, found = draw(st.dates(FIRST, date(2025, 6, 30))), []
    for _ in range(draw(st.integers(5, 9))):
        fin = debut + timedelta(days=draw(st.integers(30, 80)))
        weekly = draw(st.sampled_from([35.0, 35.0, 28.0, 15.0]))
        found.append(Contrat(type="interim", debut=debut, fin=fin, heures_hebdo=weekly))
        debut = fin + timedelta(days=draw(st.sampled_from([1, 1, 3, 4, 12])))
    return Cas(contrats=tuple(found))


cases = st.builds(
    Cas,
    contrats=st.lists(contrats(), max_size=4).map(tuple),
    certifications=st.lists(certifications(), max_size=1).map(tuple),
    integration=st.sampled_from([None, date(2025, 3, 31)]),
)


@pytest.mark.parametrize("id_", [ROUEN, ATOUT])
@settings(max_examples=60, deadline=None)
@given(cas=cases, on=st.dates(date(2025, 6, 1), date(2027, 6, 30)))
def test_the_engine_answers_as_the_text_read_day_by_day(id_: str, cas: Cas, on: date) -> None:
    naive = Naive(cas, rouen=id_ == ROUEN)
    until = on + timedelta(days=40)

    found = judge(cas, on, id_)

    verdict, nature = naive.verdict(on)
    ahead = None if verdict == "positive" else naive.ahead(on, until)
    if ahead and verdict in {"pas_encore", "non"}:
        verdict, nature = "pas_encore", ahead[1]
    soon = found.a_partir_de if found.a_partir_de and found.a_partir_de <= until else None
    assert soon == (ahead[0] if ahead else None)
    if found.a_partir_de is None or soon:
        assert (found.verdict.value, found.nature) == (verdict, nature)
    assert found.depuis == (naive.since(nature, on) if verdict == "positive" and nature else None)
    held = positive(cas, regles(id_), on=on)
    assert held == ((found.nature, found.depuis) if verdict == "positive" else None)


@pytest.mark.parametrize("id_", [ROUEN, ATOUT])
@settings(max_examples=40, deadline=None)
@given(cas=cases, on=st.dates(date(2025, 6, 1), date(2027, 6, 30)))
def test_since_and_from_are_the_days_that_trying_each_day_finds(
    id_: str, cas: Cas, on: date
) -> None:
    found = judge(cas, on, id_)

    if found.depuis:
        assert found.verdict == "positive"
        naive = Naive(cas, rouen=id_ == ROUEN)
        assert not naive.positive(found.nature or "", found.depuis - timedelta(days=1))
    if found.a_partir_de:
        between = (found.a_partir_de - on).days
        each = [judge(cas, on + timedelta(days=n), id_).verdict for n in range(1, between + 1)]
        assert [v == "positive" for v in each] == [False] * (between - 1) + [True]


@pytest.mark.parametrize("id_", [ROUEN, ATOUT])
@settings(max_examples=60, deadline=None)
@given(cas=missions(), on=st.dates(date(2025, 10, 1), date(2026, 9, 30)))
def test_missions_one_after_another_are_positive_since_the_first_of_the_days(
    id_: str, cas: Cas, on: date
) -> None:
    naive = Naive(cas, rouen=id_ == ROUEN)

    found = judge(cas, on, id_)

    assert found.depuis == (naive.since("interim", on) if naive.positive("interim", on) else None)


@pytest.mark.parametrize("id_", [ROUEN, ATOUT])
@settings(max_examples=60, deadline=None)
@given(cas=cases, on=days, data=st.data())
def test_the_order_of_the_facts_is_of_no_account(
    id_: str, cas: Cas, on: date, data: st.DataObject
) -> None:
    shuffled = Cas(
        contrats=tuple(data.draw(st.permutations(cas.contrats))),
        certifications=cas.certifications,
        integration=cas.integration,
    )

    one, other = judge(cas, on, id_), judge(shuffled, on, id_)

    assert (one.verdict, one.nature, one.depuis, one.a_partir_de, one.mesures) == (
        other.verdict, other.nature, other.depuis, other.a_partir_de, other.mesures,
    )  # fmt: skip
    assert set(one.pieces_manquantes) == set(other.pieces_manquantes)


@pytest.mark.parametrize("type_", ["cdi", "cdd", "alternance"])
@settings(max_examples=60, deadline=None)
@given(
    debut=days,
    lengths=st.tuples(st.integers(2, 400), st.integers(1, 399)),
    held=st.lists(certifications(), max_size=1).map(tuple),
    on=days,
)
def test_a_renewal_at_one_employer_is_one_contract(
    type_: str, debut: date, lengths: tuple[int, int], held: tuple[Certification, ...], on: date
) -> None:
    length, cut = lengths[0], min(lengths[1], lengths[0] - 1)
    end = debut + timedelta(days=length - 1)
    middle = debut + timedelta(days=cut)
    one_job = Contrat(type=type_, debut=debut, fin=end, heures_hebdo=35.0)
    whole = Cas(contrats=(one_job,), certifications=held)
    parts = Cas(
        contrats=(
            replace(one_job, fin=middle - timedelta(days=1)),
            replace(one_job, debut=middle),
        ),
        certifications=held,
    )

    one, two = judge(whole, on), judge(parts, on)

    assert (one.verdict, one.depuis, one.a_partir_de) == (two.verdict, two.depuis, two.a_partir_de)
    assert one.mesures == two.mesures


@settings(max_examples=60, deadline=None)
@given(one=contrats(("cdd",)), on=days)
def test_an_overlap_counts_once(one: Contrat, on: date) -> None:
    twice = judge(Cas(contrats=(one, one)), on)

    assert twice.mesures.jours_couverts == judge(Cas(contrats=(one,)), on).mesures.jours_couverts


@pytest.mark.parametrize("type_", ["cdd", "cdi"])
@settings(max_examples=60, deadline=None)
@given(debut=days, length=st.integers(1, 300), on=days)
def test_a_day_more_never_worsens_a_verdict(type_: str, debut: date, length: int, on: date) -> None:
    order = ["non", "pas_encore", "comite_technique", "positive"]
    end = debut + timedelta(days=length - 1)
    verdicts = [
        judge(Cas(contrats=(Contrat(type=type_, debut=debut, fin=fin),)), on).verdict.value
        for fin in (end, end + timedelta(days=1))
    ]

    assert order.index(verdicts[1]) >= order.index(verdicts[0])


@pytest.mark.parametrize(
    ("id_", "contrats_", "on", "expected"),
    [
        # P7: running and six months completed; the day that completes them is not yet past.
        (ROUEN, [contrat("cdi", "2026-01-05")], "2026-07-04", ("pas_encore", "cdi")),
        (ROUEN, [contrat("cdi", "2026-01-05")], "2026-07-05", ("positive", "cdi")),
        (ATOUT, [contrat("cdi", "2026-01-05")], "2026-07-05", ("pas_encore", "cdi")),
        (ATOUT, [contrat("cdi", "2026-01-05")], "2026-07-06", ("positive", "cdi")),
        # 181 days, but six calendar months.
        (ROUEN, [contrat("cdd", "2026-01-01", "2026-06-30")], "2026-07-01", ("positive", "cdd")),
        (ROUEN, [contrat("cdd", "2026-01-01", "2026-06-29")], "2026-07-01", ("non", None)),
        # Part time that suits, from 24 h (P7); a mi-temps is enough in the other protocol (A3.2).
        (ROUEN, [contrat("cdi", "2026-01-05", heures_hebdo=24.0, temps_partiel_convenu=True)],
         "2026-08-01", ("positive", "cdi")),
        (ROUEN, [contrat("cdi", "2026-01-05", heures_hebdo=23.5, temps_partiel_convenu=True)],
         "2026-08-01", ("comite_technique", "cdi")),
        (ROUEN, [contrat("cdi", "2026-01-05", heures_hebdo=24.0)],
         "2026-08-01", ("comite_technique", "cdi")),
        (ROUEN, [contrat("cdi", "2026-01-05", heures_hebdo=10.0, derogation_duree="branche")],
         "2026-08-01", ("positive", "cdi")),
        (ATOUT, [contrat("cdi", "2026-01-05", heures_hebdo=17.5)],
         "2026-08-01", ("positive", "cdi")),
        (ATOUT, [contrat("cdi", "2026-01-05", heures_hebdo=17.0)],
         "2026-08-01", ("pas_encore", None)),
        # A CDI that ended, long enough: outside the criteria (P7).
        (ROUEN, [contrat("cdi", "2026-01-05", "2026-08-15")],
         "2026-09-01", ("comite_technique", None)),
        (ATOUT, [contrat("cdi", "2026-01-05", "2026-08-15")], "2026-09-01", ("non", None)),
        # Étapes are never an exit (C2).
        (ROUEN, [contrat("cddi", "2025-06-01")], "2026-09-01", ("non", None)),
        (ROUEN, [contrat("cdi_interimaire", "2025-06-01")],
         "2026-09-01", ("comite_technique", None)),
    ],
)  # fmt: skip
def test_the_cases_of_the_protocols(
    id_: str, contrats_: list[Contrat], on: str, expected: tuple[str, str | None]
) -> None:
    found = judge(Cas(contrats=tuple(contrats_)), date.fromisoformat(on), id_)

    assert (found.verdict.value, found.nature) == expected


def test_a_follow_up_ends_before_a_certification_counts() -> None:
    cas = Cas(certifications=(Certification(nature="titre", obtenue_le=date(2026, 2, 10)),))

    before, after = judge(cas, date(2026, 8, 9)), judge(cas, date(2026, 8, 10))

    assert (before.verdict.value, before.a_partir_de) == ("pas_encore", date(2026, 8, 10))
    assert (after.verdict.value, after.nature) == ("positive", "certification")
    assert after.pieces_manquantes == ("diplome|titre|attestation",)


def test_a_renewal_goes_on_with_what_its_contract_completes_after_a_certification() -> None:
    cas = Cas(
        contrats=(
            contrat("cdi", "2024-02-13", "2024-03-14", heures_hebdo=20),
            contrat("cdi", "2024-03-15", heures_hebdo=20),
        ),
        certifications=(Certification(nature="cqp", obtenue_le=date(2024, 1, 1)),),
    )

    found = judge(cas, date(2024, 7, 1))

    assert (found.a_partir_de, found.nature) == (date(2024, 8, 13), "certification")
    assert any("un emploi commencé le 13/02/2024" in reason for reason in found.raisons)


def test_missing_pieces_are_those_of_the_contracts_of_that_nature() -> None:
    cdi = contrat("cdi", "2026-01-05", pieces=frozenset({"contrat"}))
    cdd = contrat("cdd", "2025-01-05", "2025-02-01")

    found = judge(Cas(contrats=(cdd, cdi)), date(2026, 8, 1))

    assert found.pieces_manquantes == ("bulletin_6e_mois",)


def test_reasons_say_the_figures_and_the_article() -> None:
    found = judge(Cas(contrats=(contrat("interim", "2026-01-05", "2026-07-31"),)), date(2026, 8, 3))

    assert found.verdict == "comite_technique"
    assert found.raisons[0].startswith("Fenêtre examinée\u00a0: du 03/11/2025 au 02/08/2026")
    assert any(
        "30\u00a0semaines" in r and "heures inconnues" in r and "P7" in r for r in found.raisons
    )


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (20.0, "CDD\u00a0: 273 jours dans la fenêtre, dont 0 à un temps"),
        (35.0, "fenêtre\u202f; 182"),
    ],
)
def test_days_whose_hours_are_not_accepted_are_told_apart(hours: float, said: str) -> None:
    cdd = contrat("cdd", "2026-01-05", heures_hebdo=hours, temps_partiel_convenu=True)

    found = judge(Cas(contrats=(cdd,)), date(2026, 11, 28))

    assert any(said in raison.replace("\u00a0jours", " jours") for raison in found.raisons)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"contrats": [{"debut": "2026-01-05"}]}', "contrats[1].type"),
        ('{"contrats": [{"type": "cdi"}]}', "contrats[1].debut"),
        ('{"contrats": [{"type": "stage", "debut": "2026-01-05"}]}', "contrats[1].type"),
        ('{"contrats": [{"type": "cdi", "debut": "2026-01-05", "fin": "2026-01-04"}]}', "fin précède"),
        ('{"contrats": [{"type": "cdi", "debut": "2026-01-05", "salaire": 1}]}', "contrats[1].salaire"),
        ('{"contrats": [{"type": "cdi", "debut": "2026-01-05", "heures_hebdo": -1}]}', "heures_hebdo"),
        ('{"contrats": [{"type": "cdi", "debut": "2026-01-05", "heures_hebdo": "35"}]}', "heures_hebdo"),
        ('{"contrats": [{"type": "cdi", "debut": "9999-12-01"}]}', "contrats[1].debut"),
        ('{"certifications": [{"nature": "titre"}]}', "certifications[1].obtenue_le"),
        ('{"etat": "integre"}', "etat"),
    ],
)  # fmt: skip
def test_a_case_that_breaks_its_form_is_refused_with_its_path(text: str, said: str) -> None:
    with pytest.raises(Illisible) as refused:
        forme.read(text, source="cas.json")

    assert said in refused.value.phrase
