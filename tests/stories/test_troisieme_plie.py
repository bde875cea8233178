"""Un troisième PLIE s’ajoute par un fichier : l’application le propose, le dit et le juge, sans autre code.

Les référentiels du processus sont une copie de ceux de l’application, et un fichier de plus.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stories.troisieme.site import ID, lancer, poser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rendre un dossier où les données de l’application ont un référentiel de plus."""
    return poser(tmp_path_factory.mktemp("site"))


def regles(site: Path, quoi: str, referentiel: str, cas: dict[str, object], on: str) -> Any:
    path = site / "cas.json"
    path.write_text(json.dumps(cas), encoding="utf-8")
    asked = ("--referentiel", referentiel, "--date", on, "--json")
    return lancer(site, "desktop", "regles", quoi, str(path), *asked)


def test_l_application_connait_le_troisieme_plie(site: Path) -> None:
    found = lancer(site, "desktop", "referentiels", "--json")

    assert (ID, "PLIE des Îles Grises") in {(one["id"], one["nom"]) for one in found}


@pytest.mark.parametrize(
    ("referentiel", "verdict", "nature"),
    [(ID, "positive", "durable"), ("rouen-2021-2027", "pas_encore", "cdi")],
)
def test_la_sortie_se_juge_avec_ses_nombres(
    site: Path, referentiel: str, verdict: str, nature: str
) -> None:
    """Quatre mois à 21 heures suffisent ici (art. 22-1, 23), pas ailleurs."""
    case = {
        "contrats": [
            {
                "type": "cdi",
                "debut": "2026-01-05",
                "heures_hebdo": 25,
                "temps_partiel_convenu": True,
            }
        ]
    }

    found = regles(site, "sortie", referentiel, case, "2026-05-05")

    assert (found["verdict"], found["nature"]) == (verdict, nature)
    if referentiel == ID:
        assert found["depuis"] == "2026-05-05"
        assert found["pieces_manquantes"] == ["contrat"]


def test_les_alertes_tiennent_a_ses_seuils(site: Path) -> None:
    """Trois mois sans entretien (art. 16), dix jours pour signer (art. 15), et rien d’autre."""
    case = {
        "etat": "integre",
        "integration": "2026-01-05",
        "entretiens": [
            {
                "date": "2026-02-10",
                "modalite": "physique",
                "nature": "suivi",
                "etat": "finalise",
                "finalise_le": "2026-02-10",
            }
        ],
    }

    eve = regles(site, "alertes", ID, case, "2026-05-10")["alertes"]
    then = regles(site, "alertes", ID, case, "2026-05-11")["alertes"]

    assert [(a["code"], a["gravite"], a["depuis"]) for a in then] == [
        ("sans_entretien_2_mois", "critique", "2026-05-11"),
        ("cr_a_signer", "info", "2026-02-21"),
    ]
    assert eve == then[1:]
    # Qui n’est pas du bord n’a pas l’alerte de ses entretiens (art. 12-1).
    a_quai = {**case, "participation": "quai"}
    assert regles(site, "alertes", ID, a_quai, "2026-05-11")["alertes"] == then[1:]


def test_la_fenetre_dit_ses_mots_juge_avec_ses_nombres_et_nomme_son_instance(
    site: Path, tmp_path: Path
) -> None:
    vu = lancer(site, "tests.stories.troisieme.fenetre", str(tmp_path), ID)

    assert "PLIE des Îles Grises" in vu["choix"]
    assert vu["etapes"] == ["", "Chantier de la digue", "Escale en entreprise"]
    assert "Atelier de voilerie" in vu["sujets"]
    for mot in ("Maïwenn Trévignac (équipier·ère)", "Odilon Carpentras (pilote de parcours)"):
        assert mot in vu["compte_rendu"]
    assert vu["verdict"] == "Sortie positive"
    for phrase in (
        "soit 8\u00a0mois avant",
        "4\u00a0mois atteints le",
        "21\u00a0h par semaine, accepté (art. 23)",
        "Sortie positive (Emploi à quai) depuis le",
        "Contrat de travail visé par la capitainerie",
    ):
        assert phrase in vu["emploi"]
    assert "le délai de 3\u00a0mois a pris fin" in vu["dossier"]
    assert "Critères d’une sortie positive remplis (Emploi à quai)" in vu["dossier"]
    assert "Décide\u00a0: Table ronde des employeurs (art." in vu["sortie"]
    assert vu["motifs"] == ["", "Sortie positive", "Départ des îles (sortie neutralisée)"]

    # Ses mots, sur chaque écran qui dirait autrement « Commission », « prescripteur », « accompagnateur·rice ».
    assert "Conseil" in vu["volets"]
    assert vu["reexamens"] == ["", "Trois traversées manquées"]
    for ecran, phrase in (
        ("instance", "Ce geste revient à la coordination, pour le Conseil."),
        ("instance", "Conseil du"),
        ("table_ronde", "Table ronde des employeurs, le"),
        ("attente", "pour l’instance «\u00a0Table ronde des employeurs\u00a0»."),
        ("attente", "(Table ronde des employeurs) pour «\u00a0sortie\u00a0»"),
        ("journee", "Décisions du Conseil (1)"),
        ("poste", "Odilon Carpentras, pilote de parcours"),
        ("candidatures", "À dire à la vigie\u00a0: décision du Conseil"),
        ("courriel", "le Conseil a rendu sa décision le"),
    ):
        assert phrase in vu[ecran]
    assert "Conseil du" not in vu["table_ronde"]
    assert "pour le Conseil" not in vu["attente"]
    for ecran in ("volets", "instance", "journee", "candidatures", "courriel"):
        dit = "\n".join(vu[ecran]) if isinstance(vu[ecran], list) else vu[ecran]
        for mot in ("ommission", "prescripteur", "accompagnateur", "adhérent"):
            assert mot not in dit
