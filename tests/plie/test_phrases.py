"""Les phrases et les formats français, espaces insécables comprises."""

from datetime import UTC, date, datetime, time

import pytest

from plie import phrases


def test_une_date_s_ecrit_courte_ou_longue() -> None:
    assert phrases.short_date(date(1985, 7, 12)) == "12/07/1985"
    assert phrases.long_date(date(2026, 9, 3)) == "jeudi 3\u00a0septembre\u00a02026"
    assert phrases.long_date(date(2026, 9, 1)) == "mardi 1er\u00a0septembre\u00a02026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 23), date(2026, 11, 28), "23 au 28\u00a0novembre\u00a02026"),
        (date(2027, 3, 1), date(2027, 3, 5), "1er au 5\u00a0mars\u00a02027"),
        (date(2026, 11, 30), date(2026, 12, 4), "30\u00a0novembre au 4\u00a0décembre\u00a02026"),
        (
            date(2026, 12, 28),
            date(2027, 1, 1),
            "28\u00a0décembre\u00a02026 au 1er\u00a0janvier\u00a02027",
        ),
    ],
)
def test_deux_jours_disent_une_fois_ce_qu_ils_partagent(first: date, last: date, said: str) -> None:
    assert phrases.between(first, last) == said


def test_les_douze_mois_et_les_sept_jours_ont_leur_nom() -> None:
    first_days = [phrases.long_date(date(2026, month, 1)).split()[2] for month in range(1, 13)]
    week = [phrases.long_date(date(2026, 9, 7 + n)).split()[0] for n in range(7)]

    assert first_days == [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    assert week == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


@pytest.mark.parametrize(
    ("minutes", "attendu"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (75, "1 h 15"), (65, "1 h 05"), (720, "12 h")],
)
def test_une_duree_se_lit_en_heures_et_minutes(minutes: int, attendu: str) -> None:
    assert phrases.duree_min(minutes) == attendu.replace(" ", "\u00a0")


def test_une_heure_garde_ses_zeros() -> None:
    assert phrases.clock_time(time(9, 5)) == "09:05"


def test_un_compte_s_accorde() -> None:
    dits = [phrases.counted(count, "autre", "autres") for count in (0, 1, 2)]

    assert dits == ["0\u00a0autre", "1\u00a0autre", "2\u00a0autres"]


def test_une_liste_se_dit_avec_et() -> None:
    listes = [(), ("a",), ("a", "b"), ("a", "b", "c")]

    assert [phrases.join_words(mots) for mots in listes] == ["", "a", "a et b", "a, b et c"]


def test_un_instant_que_personne_n_a_dit_se_dit_inconnu() -> None:
    at = datetime(2026, 9, 3, 14, 32, tzinfo=UTC)

    assert (phrases.moment(at), phrases.le_moment(at)) == (
        "03/09/2026 à 14\u00a0h\u00a032", "le 03/09/2026 à 14\u00a0h\u00a032",
    )  # fmt: skip
    assert (phrases.moment(None), phrases.le_moment(None)) == (
        "date inconnue", "à une date inconnue",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Élodie Marchal", "d’Élodie Marchal"),
        ("Odilon Carpentras", "d’Odilon Carpentras"),
        ("Œdipe Lorgnac", "d’Œdipe Lorgnac"),
        ("Camille Ferrand", "de Camille Ferrand"),
        ("Yasmine Kerrouche", "de Yasmine Kerrouche"),
        ("Hugo Lanz", "de Hugo Lanz"),
        ("", "de "),
    ],
)
def test_de_s_elide_devant_une_voyelle(name: str, said: str) -> None:
    assert phrases.de(name) == said
