"""Un refus ou une alerte montre l’article que le protocole en vigueur a pour la règle, ou n’en montre aucun."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plie import phrases
from plie.referentiel import Referentiel, read
from plie.refus import Illisible
from plie.regles.articles import CITES
from plie.regles.choix import Choix
from tests.builders import REFERENTIELS, le_referentiel
from tests.plie.test_articles_donnees import TROISIEME

ROOT = Path(__file__).parents[2]
ATOUT = "atout-plie-2018-2022"
# An article of one of the protocols, or several: alone in a literal, or between brackets in a sentence.
SEUL = re.compile(r"[PCA]\d+(?:[-.]\d+)*[A-Z]?(?:, [PCA]\d+(?:[-.]\d+)*[A-Z]?)*")
ENTRE = re.compile(r"\([PCA]\d+(?:[-.]\d+)*")
# Driving licences.
AUTRES = {"A1", "A2"}


def litteraux() -> Iterator[tuple[str, str]]:
    """Rendre les textes du programme qui ne sont pas des docstrings, avec leur endroit."""
    for folder in ("plie", "wire", "central", "desktop"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            prose = {
                id(node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }
            for node in ast.walk(tree):
                told = isinstance(node, ast.Constant) and isinstance(node.value, str)
                if told and id(node) not in prose and not where.startswith("desktop/demo/"):
                    yield f"{where}:{node.lineno}", node.value


def du_fichier(id_: str) -> set[str]:
    """Rendre les articles que le fichier écrit, un à un."""
    text = (REFERENTIELS / f"{id_}.toml").read_text(encoding="utf-8")
    written = re.findall(
        r'^\s*(?:[\w-]+ = |.*(?:article|decision) = )"([^"]*)"', text, re.MULTILINE
    )
    return {one for each in written for one in re.split(r"\s*[,;]\s*", each)}


def test_les_articles_que_le_programme_nomme_sont_tous_connus() -> None:
    nommes = {
        article: where
        for where, text in litteraux()
        if SEUL.fullmatch(text) and text not in AUTRES
        for article in text.split(", ")
    }

    assert set(nommes) == set(CITES)


def test_aucune_phrase_n_ecrit_un_article_d_elle_meme() -> None:
    assert {where: text for where, text in litteraux() if ENTRE.search(text)} == {}


def test_sous_le_protocole_dont_ils_sont_les_articles_se_montrent_tels_quels() -> None:
    rouen = le_referentiel("rouen-2021-2027")

    assert [rouen.citer(one) for one in CITES] == list(CITES)
    assert rouen.citer("P7, C2") == "P7, C2"


@pytest.mark.parametrize("nomme", [*CITES, "P7, C2"])
def test_sous_un_autre_protocole_aucun_article_n_est_montre_qu_il_n_a_pas(nomme: str) -> None:
    dit = le_referentiel(ATOUT).citer(nomme)

    assert {one for one in dit.split(", ") if one} <= du_fichier(ATOUT)
    assert not {*dit.split(", ")} & {*CITES}


def test_les_alertes_et_les_regles_d_un_autre_protocole_citent_son_texte() -> None:
    atout = le_referentiel(ATOUT)

    assert atout.citer("C7-2") == "A3.1, A5.4"
    assert atout.citer("P7, C2") == "A3.2"
    assert atout.citer("C7-1") == ""
    for regle in atout.alertes:
        assert atout.citer(regle.article) == regle.article
        assert set(regle.article.split(", ")) <= du_fichier(ATOUT)


def test_un_protocole_sans_articles_pour_ces_regles_n_en_montre_aucun() -> None:
    iles = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)

    assert [iles.citer(one) for one in CITES] == [""] * len(CITES)
    assert iles.citer("art. 16") == "art. 16"
    assert (iles.citer("usage"), iles.citer("RGPD, art. 15")) == ("", "RGPD, art. 15")
    assert phrases.cited(iles.citer("C9-3-6")) == phrases.source("usage") == ""


def test_une_regle_inconnue_du_programme_est_refusee() -> None:
    text = (REFERENTIELS / f"{ATOUT}.toml").read_text(encoding="utf-8")

    with pytest.raises(Illisible) as refus:
        read(text.replace("C7-2 = ", "C7-9 = "), source="a.toml")

    assert "clé «\u00a0articles.C7-9\u00a0»\u00a0: clé inconnue" in refus.value.phrase


@pytest.mark.parametrize(
    ("id_", "motifs"),
    [
        (
            "rouen-2021-2027",
            [
                "sans_entretien_2_mois",
                "sans_etape_2_mois",
                "hors_parcours_6_mois",
                "interet_a_reevaluer",
                "trois_ans",
            ],
        ),
        (ATOUT, ["interet_a_reevaluer", "trois_ans"]),
    ],
)
def test_les_motifs_de_reexamen_sont_ceux_du_protocole(id_: str, motifs: list[str]) -> None:
    """C7-2, P5; A3.1, A5.4: no monthly rule, hence no motive of one."""
    assert [motif.code for motif in regles(le_referentiel(id_))] == motifs


def regles(referentiel: Referentiel) -> tuple[Choix, ...]:
    assert referentiel.commission is not None
    return referentiel.commission.motifs
