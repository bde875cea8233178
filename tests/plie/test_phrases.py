"""Les phrases et les formats français, espaces insécables comprises."""

from datetime import date, time

import pytest

from plie import phrases
from plie.phrases import Depart
from plie.referentiel import RegleAlerte
from plie.vocabulaire import CodeAlerte, Gravite


def une_regle(*, mois: int | None = None, jours: int | None = None) -> RegleAlerte:
    return RegleAlerte(
        code=CodeAlerte.CR_A_SIGNER,
        mois=mois,
        jours=jours,
        annonce_jours=0,
        gravite=Gravite.INFO,
        article="",
    )


def test_une_date_s_ecrit_courte_ou_longue() -> None:
    assert phrases.short_date(date(1985, 7, 12)) == "12/07/1985"
    assert phrases.long_date(date(2026, 9, 3)) == "jeudi 3\u00a0septembre\u00a02026"
    assert phrases.long_date(date(2026, 9, 1)) == "mardi 1er\u00a0septembre\u00a02026"


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


def test_une_liste_se_dit_avec_et() -> None:
    listes = [(), ("a",), ("a", "b"), ("a", "b", "c")]

    assert [phrases.join_words(mots) for mots in listes] == ["", "a", "a et b", "a, b et c"]


def test_un_delai_s_accorde() -> None:
    delais = [une_regle(mois=2), une_regle(jours=1), une_regle(jours=7)]

    assert [phrases.delai(r) for r in delais] == ["2\u00a0mois", "1\u00a0jour", "7\u00a0jours"]


def test_l_entretien_mensuel_etait_du_ou_est_du() -> None:
    start, due = date(2026, 9, 3), date(2026, 10, 3)

    passe = phrases.entretien_mensuel(start, Depart.ENTRETIEN, due=due, on=date(2026, 10, 4))
    present = phrases.entretien_mensuel(start, Depart.REPRISE, due=due, on=due)

    assert passe == (
        "Dernier entretien physique le 03/09/2026\u202f; un nouvel entretien était dû le 03/10/2026."
    )
    assert present == (
        "Reprise du parcours le 03/09/2026, sans entretien physique depuis\u202f; "
        "un nouvel entretien est dû le 03/10/2026."
    )


def test_les_autres_alertes_disent_leur_depart_leur_delai_et_leur_echeance() -> None:
    start, due = date(2026, 1, 15), date(2026, 7, 15)
    regle = une_regle(mois=6)

    said = [
        phrases.sans_entretien(start, Depart.INTEGRATION, regle, due=due, on=date(2026, 7, 16)),
        phrases.sans_entretien(start, Depart.ENTRETIEN, regle, due=due, on=due),
        phrases.hors_parcours_entretien(start, Depart.ENTRETIEN, regle, due=due),
        phrases.hors_parcours_etape(start, Depart.ETAPE, regle, due=due),
        phrases.cr_a_signer(start, date(2026, 1, 16), due=date(2026, 1, 23)),
    ]

    assert said == [
        (
            "Intégration le 15/01/2026, sans entretien depuis\u202f; "
            "le délai de 6\u00a0mois a pris fin le 15/07/2026."
        ),
        "Dernier entretien le 15/01/2026\u202f; le délai de 6\u00a0mois prend fin le 15/07/2026.",
        (
            "Dernier entretien au compte-rendu signé le 15/01/2026\u202f; "
            "hors parcours le 15/07/2026, au bout de 6\u00a0mois sans suivi justifié."
        ),
        (
            "Dernière étape le 15/01/2026\u202f; "
            "hors parcours le 15/07/2026, au bout de 6\u00a0mois sans étape."
        ),
        (
            "Compte-rendu de l’entretien du 15/01/2026 finalisé le 16/01/2026\u202f; "
            "à faire signer au plus tard le 23/01/2026."
        ),
    ]
