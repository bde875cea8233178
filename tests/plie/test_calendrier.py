"""L’arithmétique des dates : mois de calendrier, ramenés à la fin du mois."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plie.calendrier import add_months, age, months_between

REPEATABLE = settings(derandomize=True, database=None, deadline=None)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_un_mois_de_plus_reste_dans_le_mois_suivant(jour: date, mois: int, attendu: date) -> None:
    assert add_months(jour, mois) == attendu


@REPEATABLE
@given(DAYS, st.integers(0, 120))
def test_on_avance_d_autant_de_mois_sans_changer_de_jour_si_le_mois_l_a(
    jour: date, mois: int
) -> None:
    reached = add_months(jour, mois)

    assert (reached.year * 12 + reached.month) - (jour.year * 12 + jour.month) == mois
    assert reached.day == jour.day or (reached.day < jour.day and reached.day >= 28)


@REPEATABLE
@given(DAYS, DAYS)
def test_les_mois_passes_sont_le_plus_grand_nombre_qui_tienne(debut: date, jour: date) -> None:
    assume(debut <= jour)
    passed = months_between(debut, on=jour)

    assert add_months(debut, passed) <= jour < add_months(debut, passed + 1)


def test_aucun_mois_n_est_passe_avant_le_debut() -> None:
    assert months_between(date(2026, 9, 3), on=date(2026, 9, 2)) == 0


def test_l_age_est_calcule_a_un_jour() -> None:
    naissance = date(2000, 2, 29)

    assert [age(naissance, on=jour) for jour in (date(2026, 2, 28), date(2026, 3, 1))] == [25, 26]
    assert age(naissance, on=date(2028, 2, 29)) == 28
