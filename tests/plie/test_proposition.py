"""La sortie proposée : ses motifs, qui décide, ce qui la refuse, le dossier du comité technique (P7, C7-3, C9-3-4)."""

from datetime import date

import pytest

from plie import comite
from plie.dossier_cas import cas
from plie.proposition import COMITE, POSITIVE, decideur, motifs, qui_decide, verifier
from plie.refus import Refus
from plie.sortie.frise import frise
from tests import builders

ROUEN = builders.le_referentiel("rouen-2021-2027")
ATOUT = builders.le_referentiel("atout-plie-2018-2022")
LE = date(2026, 9, 10)


def en_cdi(**more: object) -> object:
    emploi = builders.un_emploi(type="cdi", debut=date(2026, 2, 2), **more)
    return builders.un_dossier_integre(emplois=(emploi,))


def refus(dossier: object, motif: str, le: date | None = LE) -> Refus:
    with pytest.raises(Refus) as told:
        verifier(dossier, motif=motif, sortie_le=le, referentiel=ROUEN, on=LE)  # type: ignore[arg-type]
    return told.value


def test_chaque_plie_a_ses_motifs_et_qui_decide() -> None:
    assert {POSITIVE, COMITE, "demenagement"} <= {one.code for one in motifs(ROUEN)}
    assert COMITE not in {one.code for one in motifs(ATOUT)}
    assert qui_decide(ROUEN).startswith("Décide")
    assert qui_decide(ATOUT).startswith("Prend acte, sans valider")


def test_la_commission_arrete_toute_sortie_et_le_comite_peut_etre_saisi_des_situations() -> None:
    """C9-3-4: the points of the list of situations; neither « la perte de l’adhésion » nor an exit by the criteria."""
    sent = {one.code for one in motifs(ROUEN) if one.comite}

    assert sent == {
        COMITE, "demenagement", "incarceration", "deces", "sante", "conge_parental", "proche_aidant",
        "reorientation",
    }  # fmt: skip
    for code in (*sent - {COMITE}, "abandon", "exclusion"):
        body = decideur(ROUEN, code)
        assert body is not None
        assert body.code == "commission"
        assert ("Comité technique" in qui_decide(ROUEN, code)) == (code in sent)
    outside = decideur(ROUEN, COMITE)
    assert outside is not None
    assert outside.code == "comite_technique"
    assert "Comité technique" not in qui_decide(ATOUT, "abandon")


def test_un_motif_positif_tient_a_son_verdict() -> None:
    found = verifier(en_cdi(), motif=POSITIVE, sortie_le=LE, referentiel=ROUEN, on=LE)  # type: ignore[arg-type]

    assert found is not None
    assert found.nature == "cdi"
    told = refus(en_cdi(), POSITIVE, date(2026, 6, 1))
    assert (told.code, told.article) == ("verdict_contraire", "P7, C2")
    assert "Pas encore" in told.phrase


def test_hors_des_criteres_le_comite_seulement_quand_les_durees_y_sont() -> None:
    partiel = en_cdi(heures_hebdo=20)

    found = verifier(partiel, motif=COMITE, sortie_le=LE, referentiel=ROUEN, on=LE)  # type: ignore[arg-type]

    assert found is not None
    assert refus(en_cdi(), COMITE).code == "verdict_contraire"


@pytest.mark.parametrize(
    ("le", "code"),
    [
        (None, "sortie_sans_date"),
        (date(2026, 9, 11), "sortie_future"),
        (date(2026, 1, 14), "sortie_avant_integration"),
    ],
)
def test_un_jour_qui_ne_peut_etre_est_refuse(le: date | None, code: str) -> None:
    assert refus(en_cdi(), "demenagement", le).code == code


def test_une_candidature_n_a_pas_de_sortie() -> None:
    told = refus(builders.un_dossier(), "demenagement")

    assert (told.code, told.article) == ("sortie_hors_parcours", "C7")


def test_le_dossier_du_comite_se_compose_et_se_relit() -> None:
    parts = {one.value: f"Sur {one.label}\n\nà suivre" for one in comite.Rubrique}

    free, again = comite.lire(comite.composer("Deux mots.", parts))

    assert (free, again) == ("Deux mots.", parts)
    with pytest.raises(Refus, match="comite_incomplet"):
        comite.exiger({**parts, comite.Rubrique.PERSPECTIVES: " "})


def test_la_frise_dit_ce_qui_compte_dans_la_fenetre() -> None:
    dossier = builders.un_dossier_integre(
        emplois=(
            builders.un_emploi(id="a", type="cdd", debut=date(2026, 2, 2), fin=date(2026, 2, 11)),
            builders.un_emploi(id="b", type="cdd", debut=date(2026, 2, 7), fin=date(2026, 2, 16)),
            builders.un_emploi(id="c", type="cddi", debut=date(2026, 3, 1)),
        )
    )
    assert ROUEN.sortie is not None

    found = frise(cas(dossier), ROUEN.sortie, on=LE)

    assert (found.debut, found.jours) == (date(2025, 12, 10), 15)
    assert [(t.id, t.jours, t.compte) for t in found.traits] == [
        ("a", 10, True),
        ("b", 10, True),
        ("c", 193, False),
    ]
