"""Chaque entrée d’un référentiel nomme l’article dont elle vient ; sans lui, elle est refusée."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from plie.referentiel import read
from plie.refus import Illisible
from tests.builders import REFERENTIELS

TROISIEME = Path(__file__).parents[1] / "stories" / "troisieme" / "estuaire-2025-2029.toml"
FICHIERS = [*sorted(REFERENTIELS.glob("*.toml")), TROISIEME]
# An objective names the decision that sets it.
SOURCES = {"article", "decision"}
ECRITE = re.compile(r'(?:^|, )(article|decision) = "[^"]*"\n?', re.MULTILINE)


def entrees(valeur: object, ou: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    match valeur:
        case dict():
            if ou:
                yield ou, valeur
            for cle, dedans in valeur.items():
                yield from entrees(dedans, f"{ou}.{cle}".lstrip("."))
        case list():
            for n, dedans in enumerate(valeur, start=1):
                yield from entrees(dedans, f"{ou}[{n}]")


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_chaque_entree_nomme_son_article(fichier: Path) -> None:
    lues = dict(entrees(tomllib.loads(fichier.read_text(encoding="utf-8"))))

    # [articles] holds nothing else.
    assert {ou for ou, entree in lues.items() if not SOURCES & entree.keys()} <= {"articles"}
    assert {ou.rstrip("[1]") for ou in lues} >= {"etape", "entretien.sujets", "dossier.pieces"}


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_une_entree_sans_article_est_refusee(fichier: Path) -> None:
    """Chaque article est ôté à son tour ; le refus dit à quelle clé il manque."""
    text = fichier.read_text(encoding="utf-8")
    ecrites = list(ECRITE.finditer(text))

    for ecrite in ecrites:
        with pytest.raises(Illisible) as refus:
            read(text[: ecrite.start()] + text[ecrite.end() :], source="essai.toml")
        assert f".{ecrite[1]}\u00a0»\u00a0: clé manquante" in refus.value.phrase

    assert ecrites
