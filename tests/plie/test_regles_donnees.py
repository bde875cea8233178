"""What differs from one PLIE to another is data: read strictly, and no rule holds a number of its own."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import resources
from plie.referentiel import Referentiel, read
from plie.refus import Illisible
from plie.regles.lots import proposer
from plie.vocabulaire import ObjetCommission

ROOT = Path(__file__).parents[2]
# Zero, one, the days of a week, the months of a year: the rest is a rule's, hence data.
ALLOWED = {0, 1, 7, 12}
# What else stands in plie/: no protocol says it, and no protocol would change it.
EXEMPT: dict[str, tuple[set[int], str]] = {
    "plie/agenda.py": ({9, 13, 17, 23, 30, 45, 59}, "the hours first proposed, the end of a day"),
    "plie/annuaire.py": ({2}, "words alike in two names"),
    "plie/calendrier.py": ({60}, "seconds of a minute"),
    "plie/dossier.py": ({2}, "places of a tuple"),
    "plie/entretien.py": ({5, 24, 60}, "a watch's tolerance, minutes of a day"),
    "plie/formes/cas.py": ({168}, "hours of a week"),
    "plie/formes/suivi.py": ({24, 60}, "minutes of a day"),
    "plie/mouvement.py": ({4}, "an order of four"),
    "plie/nir.py": ({97}, "the key of a NIR"),
    "plie/phonetique.py": ({8192}, "a cache"),
    "plie/phrases.py": ({2, 60}, "minutes of an hour, words of a list"),
    "plie/referentiel.py": ({1000}, "bound of a file read"),
    "plie/regles/adhesion.py": ({130}, "bound of a file read"),
    "plie/regles/alertes.py": ({120, 3660}, "bounds of a file read"),
    "plie/regles/commission.py": ({366}, "bound of a file read"),
    "plie/regles/conservation.py": ({50}, "bound of a file read"),
    "plie/regles/dossier.py": ({366}, "bound of a file read"),
    "plie/regles/objectifs.py": ({1_000_000}, "bound of a file read"),
    "plie/regles/sommeil.py": ({120}, "bound of a file read"),
    "plie/regles/sortie.py": ({120, 168, 3660}, "bounds of a file read"),
    "plie/regles/suivi_emploi.py": ({120}, "bound of a file read"),
    "plie/retrait.py": ({5, 25}, "dossiers that leave a machine at once (sync.md §3)"),
    "plie/suite.py": ({2, 3, 100}, "groups of a pattern, a per cent"),
    "plie/toml_table.py": ({2}, "group of a pattern"),
}


def charger(id_: str) -> Referentiel:
    return read(resources.text("referentiels", f"{id_}.toml"), source=f"{id_}.toml")


def numbers(source: str) -> Iterator[tuple[int, object]]:
    for node in ast.walk(ast.parse(source)):
        constant = isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}
        if constant and node.value not in ALLOWED:
            yield node.lineno, node.value


def files() -> dict[str, str]:
    found = sorted((ROOT / "plie").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}


def test_no_rule_holds_a_number_of_its_own() -> None:
    """What judges is in plie/: its numbers are its référentiel's, but those that are named above."""
    held = {
        f"{path}:{line}": value
        for path, source in files().items()
        for line, value in numbers(source)
        if value not in EXEMPT.get(path, (set(), ""))[0]
    }

    assert held == {}


def test_every_number_that_is_exempt_still_stands_and_says_why() -> None:
    sources = files()
    unused = {
        path: exempt - {value for _, value in numbers(sources[path])}
        for path, (exempt, why) in EXEMPT.items()
        if why
    }

    assert unused == {path: set() for path in EXEMPT}


def test_the_check_above_does_see_numbers() -> None:
    assert list(numbers("x = 1 + 0 * 7 - 12\ny = 6\nz = f(9.5)")) == [(2, 6), (3, 9.5)]


def test_lots_are_proposed_by_commune_and_public_and_several_may_fit() -> None:
    rouen = charger("rouen-2021-2027")

    adult = proposer(rouen.lots, public="adulte", commune="76540")
    young = proposer(rouen.lots, public="jeune", commune="76231")

    assert [lot.code for lot in adult] == ["lot-6", "lot-7", "lot-8", "mrn-2"]
    assert [lot.code for lot in young] == ["lot-1"]


@pytest.mark.parametrize(
    ("birth", "public"), [(date(2000, 6, 2), "jeune"), (date(2000, 6, 1), "adulte"), (None, "")]
)
def test_the_public_is_of_the_age_on_the_day_of_the_orientation(
    birth: date | None, public: str
) -> None:
    """C8: jeune under 26, adulte from 26."""
    adhesion = charger("rouen-2021-2027").adhesion
    assert adhesion is not None

    assert adhesion.public(birth, on=date(2026, 6, 1)) == public


def test_which_body_decides_is_data() -> None:
    """C7; A5.4: the Commission d’agrément takes note of exits and decides on none."""
    rouen, atout = charger("rouen-2021-2027").commission, charger("atout-plie-2018-2022").commission
    assert rouen is not None
    assert atout is not None

    assert rouen.decideur(ObjetCommission.SORTIE) is not None
    assert atout.decideur(ObjetCommission.SORTIE) is None


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "atout-plie-2018-2022", "demo"])
def test_pieces_named_by_the_rules_are_in_the_list_of_pieces(id_: str) -> None:
    referentiel = charger(id_)
    assert referentiel.dossier is not None
    assert referentiel.sortie is not None
    known = {piece.code for piece in referentiel.dossier.pieces}
    certification = referentiel.sortie.certification
    asked = [p for famille in referentiel.sortie.familles for p in famille.pieces]
    asked += [p for motif in referentiel.motifs_sortie for p in motif.pieces]
    asked += certification.pieces if certification else ()

    assert {code for piece in asked for code in piece.split("|")} <= known


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("criteres_requis = 1", "criteres_requis = 9", "adhesion.criteres_requis"),
        ('code = "jeune_sans_suivi"', 'code = "longue_duree"', "adhesion.criteres"),
        ("base_active_ans = 2", 'base_active_ans = "2"', "conservation.base_active_ans"),
        ("archive_ans = 5", "archive_ans = 5\nduree = 3", "conservation.duree"),
        ('famille = "neutralisee"', 'famille = "neutre"', "motif_sortie[1].famille"),
        ("maximum = 550", "maximum = 5", "objectif[1].maximum"),
        ('decide = ["entree", "reexamen", "sortie"]', 'decide = ["vote"]', "commission.instances[1]"),
        ("jours = 182\nmois", "mois", "sortie.famille[2].jours"),
        ('regle = "en_cours"', 'regle = "au_hasard"', "sortie.famille[1].regle"),
        ('types = ["interim"]', 'types = ["cdi"]', "sortie.famille"),
        ("plein = 35", "plein = 12", "sortie.temps_partiel.minimum"),
    ],
)  # fmt: skip
def test_what_breaks_the_form_is_refused_with_file_key_and_reason(
    before: str, after: str, said: str
) -> None:
    text = resources.text("referentiels", "rouen-2021-2027.toml")
    assert before in text

    with pytest.raises(Illisible) as refused:
        read(text.replace(before, after, 1), source="essai.toml")

    assert "essai.toml" in refused.value.phrase
    assert said in refused.value.phrase
