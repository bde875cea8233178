"""Ce que LISEZMOI dit obligatoire est refusé quand il manque, et deux tables qui se contredisent le sont aussi."""

import re
from pathlib import Path

import pytest

import resources
from plie.referentiel import Referentiel, read
from plie.refus import Illisible

ROUEN, ATOUT = "rouen-2021-2027", "atout-plie-2018-2022"
ESTUAIRE = Path(__file__).parents[1] / "stories" / "troisieme" / "estuaire-2025-2029.toml"


def texte(id_: str) -> str:
    return resources.text("referentiels", f"{id_}.toml")


def sans(texte: str, modele: str, par: str = "") -> str:
    """Rendre un texte où la première place de ce modèle est autre, et seulement elle."""
    fait, fois = re.subn(modele, par, texte, count=1, flags=re.DOTALL | re.MULTILINE)
    assert fois == 1
    return fait


def refus(texte: str) -> str:
    with pytest.raises(Illisible) as refused:
        read(texte, source="essai.toml")
    debut = "Fichier «\u00a0essai.toml\u00a0», clé «\u00a0"
    assert refused.value.phrase.startswith(debut)
    return refused.value.phrase.removeprefix(debut)


@pytest.mark.parametrize(
    ("modele", "cle"),
    [
        (r"^conditions = \[.*?^\]\n", "adhesion.conditions"),
        (r"^criteres = \[.*?^\]\n", "adhesion.criteres"),
        (r"^attentions = \[.*?^\]\n", "adhesion.attentions"),
        (r"^ages = \[.*?^\]\n", "adhesion.ages"),
        (r"^publics = \[\n.*?^\]\n", "adhesion.publics"),
        (r"^freins = \[.*?^\]\n", "dossier.freins"),
        (r"^niveaux = \[.*?^\]\n", "dossier.niveaux"),
        (r"^competences_base = \[.*?^\]\n", "dossier.competences_base"),
        (r"^pieces = \[\n.*?^\]\n", "dossier.pieces"),
        (r"^etapes = \[\"immersion\", \"iae\".*?\]\n", "suivi_emploi.etapes"),
        (r"(?<=^publics = \[\"jeune\"\]\n)communes = \[.*?\]\n", "lot[1].communes"),
        (r"^publics = \[\"jeune\"\]\n", "lot[1].publics"),
        (r"\[\[commission\.checklists\]\].*?(?=\n\[\[(?!commission))", "commission.checklists"),
        (r"\[\[commission\.instances\]\].*?(?=\n\[\[commission\.check)", "commission.instances"),
        (r"\[\[financement\]\].*?(?=\n\[entretien)", "financement"),
    ],
)
def test_une_cle_obligatoire_qui_manque_est_refusee(modele: str, cle: str) -> None:
    assert refus(sans(texte(ROUEN), modele)).startswith(f"{cle}\u00a0»\u00a0: clé manquante")


@pytest.mark.parametrize("cle", ["publics", "communes"])
def test_un_lot_qui_ne_couvre_personne_est_refuse(cle: str) -> None:
    vide = sans(texte(ROUEN), rf"(\[\[lot\]\].*?^{cle} = )\[.*?\]\n", r"\1[]\n")

    assert refus(vide).startswith(f"lot[1].{cle}\u00a0»\u00a0: au moins un code")


@pytest.mark.parametrize("cle", ["porteur", "magasin"])
def test_un_texte_vide_n_est_pas_un_texte_absent(cle: str) -> None:
    vide = sans(texte(ROUEN), r"\[\[lot\]\]\n", f'[[lot]]\n{cle} = " "\n')
    vide = re.sub(rf"^{cle} = \"(?! \").*?\n", "", vide, flags=re.MULTILINE)

    assert refus(vide).startswith(f"lot[1].{cle}\u00a0»\u00a0: un texte est attendu")


POINT = '[[alerte]]\ncode = "point_etape_6_mois"\nmois = 6\nleve_jours = 30\ngravite = "info"\narticle = "x"\n\n'


@pytest.mark.parametrize(
    ("modele", "par", "cle", "raison"),
    [
        (r' *\{ code = "trois_ans".*?\n', "", "commission.motifs", "«\u00a0trois_ans\u00a0» manque"),
        (
            r'"bilan", (.*?)\[\[alerte\]\]\n',
            rf"\1{POINT}[[alerte]]\n",
            "entretien.natures",
            "«\u00a0bilan\u00a0» manque",
        ),
        (r"renforce_jours = 28", "renforce_jours = 20", "commission.renforce_jours", "une autre durée"),
        (r"^hors_criteres = true\n", "", "sortie.comite", "aucune instance"),
        (
            r'(decide = \["entree", "reexamen"), "sortie"\](.*?)\[\[commission\.checklists\]\]\nobjet = "sortie".*?\n\n',
            r"\1]\2",
            "commission.instances",
            "aucune ne décide des sorties ni n’en prend acte",
        ),
    ],
)  # fmt: skip
def test_deux_tables_qui_se_contredisent_sont_refusees(
    modele: str, par: str, cle: str, raison: str
) -> None:
    said = refus(sans(texte(ROUEN), modele, par))

    assert said.startswith(f"{cle}\u00a0»\u00a0: ")
    assert raison in said


def test_une_instance_hors_criteres_a_de_quoi_decider() -> None:
    seule = sans(ESTUAIRE.read_text(encoding="utf-8"), r'decide = \["sortie"\]\n', 'decide = ["sortie"]\nhors_criteres = true\n')  # fmt: skip

    assert "«\u00a0table_ronde\u00a0» décide hors des critères" in refus(seule)


def test_un_motif_du_comite_demande_l_instance_qui_en_decide() -> None:
    seul = sans(texte(ATOUT), r"\[\[motif_sortie\]\]\n", "[[motif_sortie]]\ncomite = true\n")

    assert refus(seul).startswith("motif_sortie\u00a0»\u00a0: aucune instance")


def test_ce_qui_est_facultatif_peut_manquer() -> None:
    """Sans clé, ni règle ni alerte : chaque table facultative ôtée, le reste se lit."""
    seul = ESTUAIRE.read_text(encoding="utf-8")
    for table in (
        r"\[participation\].*?(?=^\[sortie\])",
        r"\[sortie\].*?(?=^\[dossier\])",
        r"\[dossier\].*?(?=^\[\[motif_sortie)",
        r"\[\[motif_sortie\]\].*?(?=^\[commission\])",
        r"\[commission\].*?(?=^\[\[alerte)",
        r"\[\[alerte\]\].*\Z",
        r"\[\[etape\]\].*?(?=^\[signature)",
    ):
        seul = sans(seul, f"^{table}")

    lu: Referentiel = read(seul, source="essai.toml")

    assert (lu.sortie, lu.dossier, lu.commission, lu.participation) == (None, None, None, None)
    assert (lu.motifs_sortie, lu.alertes, lu.etapes, lu.lots, lu.objectifs) == ((), (), (), (), ())
