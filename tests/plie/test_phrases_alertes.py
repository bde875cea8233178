"""Les phrases des alertes, avec leurs dates et leurs délais."""

from datetime import date

from plie import phrases_alertes as phrases
from plie.phrases_alertes import Depart
from plie.regles.alertes import RegleAlerte
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
