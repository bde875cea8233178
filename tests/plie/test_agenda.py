"""L’agenda d’une personne : la semaine, les permanences, ce qui se chevauche, ce qui est libre."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plie import agenda
from plie.agenda import Creneau
from plie.kinds import Id, Permanence, RendezVous
from plie.vocabulaire import DemiJournee, IssueRendezVous
from tests.builders import un_rendez_vous

LUNDI = date(2026, 11, 23)


def un_rdv(debut: str, minutes: int | None = 45, **changes: object) -> RendezVous:
    return un_rendez_vous(
        **{
            "id": Id(f"r-{debut}"),
            "date": LUNDI,
            "debut": time.fromisoformat(debut),
            "duree_min": minutes,
            **changes,
        }
    )


def une_permanence(**changes: object) -> Permanence:
    return Permanence(
        **{
            "id": Id("p"),
            "utilisateur": Id("ae"),
            "lieu": "Elbeuf",
            "jour": 0,
            "demi_journee": DemiJournee.MATIN,
            **changes,
        }  # type: ignore[arg-type]
    )


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_une_semaine_commence_le_lundi_et_contient_son_jour(day: date) -> None:
    days = agenda.semaine(day)

    assert day in days
    assert [d.weekday() for d in days] == list(range(7))


@pytest.mark.parametrize(
    ("debut", "minutes", "attendu"),
    [("09:30", 45, True), ("10:15", 45, False), ("08:00", 60, False), ("08:00", 91, True)],
)
def test_deux_rendez_vous_au_meme_moment_se_voient(
    debut: str, minutes: int, *, attendu: bool
) -> None:
    autre = un_rdv(debut, minutes, id=Id("autre"))

    assert bool(agenda.chevauche(un_rdv("09:30"), [autre])) is attendu


@pytest.mark.parametrize("issue", [IssueRendezVous.REPORTE, IssueRendezVous.EXCUSE])
def test_un_rendez_vous_reporte_ou_excuse_ne_prend_plus_de_place(issue: IssueRendezVous) -> None:
    autre = un_rdv("09:30", id=Id("autre"), issue=issue)

    assert agenda.chevauche(un_rdv("09:30"), [autre]) == ()


def test_les_permanences_d_un_jour_sont_celles_de_sa_semaine_entre_leurs_dates() -> None:
    after = une_permanence(id=Id("a"), demi_journee=DemiJournee.APRES_MIDI, lieu="Cléon")
    ended = une_permanence(id=Id("b"), jusqu_au=date(2026, 11, 22))
    later = une_permanence(id=Id("c"), depuis=date(2026, 11, 24))
    tuesday = une_permanence(id=Id("d"), jour=1)
    morning = une_permanence(id=Id("e"))

    held = agenda.permanences_du([after, ended, later, tuesday, morning], LUNDI)

    assert [p.id for p in held] == ["e", "a"]


@pytest.mark.parametrize(
    ("debut", "lieu"), [(time(9, 30), "Elbeuf"), (time(14), "Cléon"), (None, "Elbeuf")]
)
def test_le_lieu_propose_est_celui_de_la_permanence(debut: time | None, lieu: str) -> None:
    held = [
        une_permanence(),
        une_permanence(id=Id("p2"), lieu="Cléon", demi_journee=DemiJournee.APRES_MIDI),
    ]

    assert agenda.lieu_propose(held, LUNDI, debut) == lieu


def test_le_temps_libre_est_ce_que_les_rendez_vous_laissent() -> None:
    taken = [un_rdv("09:30"), un_rdv("11:00", 40), un_rdv("10:15", 45, issue="excuse")]

    free = agenda.libres([une_permanence()], taken, LUNDI)

    assert free == (
        Creneau(time(9), time(9, 30)),
        Creneau(time(10, 15), time(11)),
    )


@given(
    st.lists(
        st.tuples(st.integers(8, 17), st.sampled_from((0, 15, 30, 45)), st.integers(10, 120)),
        max_size=8,
    )
)
def test_rien_de_libre_ne_chevauche_un_rendez_vous(slots: list[tuple[int, int, int]]) -> None:
    taken = [
        un_rdv(f"{hour:02d}:{minute:02d}", length, id=Id(str(n)))
        for n, (hour, minute, length) in enumerate(slots)
    ]

    for gap in agenda.libres([une_permanence()], taken, LUNDI):
        for one in taken:
            there = agenda.creneau(one)
            assert there is not None
            assert there.fin <= gap.debut or gap.fin <= there.debut
