"""`permanence regles`: the form of interfaces.md, under each référentiel; refusals of one French line."""

import json
from pathlib import Path

import pytest

from desktop.cli import main

Capsys = pytest.CaptureFixture[str]
CASE = {
    "integration": "2025-06-15",
    "contrats": [
        {
            "type": "cdi",
            "debut": "2026-01-05",
            "fin": None,
            "heures_hebdo": 29.5,
            "temps_plein": None,
            "temps_partiel_convenu": True,
            "derogation_duree": None,
            "employeur": "Les Ateliers du Pré",
            "pieces": ["contrat"],
        }
    ],
    "certifications": [
        {
            "nature": "titre",
            "obtenue_le": "2026-02-10",
            "suivi_jusqu_au": None,
            "formation_superieure_jusqu_au": None,
            "pieces": ["diplome"],
        }
    ],
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "cas.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def test_the_answer_has_the_form_that_interfaces_promise(capsys: Capsys, case: Path) -> None:
    asked = ["--referentiel", "rouen-2021-2027", "--date", "2026-08-01", "--json"]

    assert main(["regles", "sortie", str(case), *asked]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found.pop("raisons")[-1] == "Sortie positive (CDI) depuis le 05/07/2026."
    assert found == {
        "referentiel": "rouen-2021-2027",
        "date": "2026-08-01",
        "verdict": "positive",
        "nature": "cdi",
        "depuis": "2026-07-05",
        "a_partir_de": None,
        "pieces_manquantes": ["bulletin_6e_mois"],
        "mesures": {"jours_couverts": 208, "semaines": 29, "heures_hebdo_moyennes": 29.5},
    }


def test_the_other_protocol_judges_the_same_case_by_its_own_rules(
    capsys: Capsys, case: Path
) -> None:
    asked = ["--referentiel", "atout-plie-2018-2022", "--date", "2026-06-01", "--json"]

    assert main(["regles", "sortie", str(case), *asked]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["nature"], found["depuis"]) == (
        "positive",
        "certification",
        "2026-02-10",
    )


def test_an_answer_that_falls_short_was_still_computed(capsys: Capsys, case: Path) -> None:
    asked = ["--referentiel", "rouen-2021-2027", "--date", "2026-05-01"]

    assert main(["regles", "sortie", str(case), *asked]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Pas encore (01/05/2026)"
    assert said[-1] == "  Pièces manquantes\u00a0: bulletin_6e_mois."


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        (b"{}", ["--referentiel", "inconnu"], "Aucun référentiel"),
        (b"{}", ["--date", "2026-02-30"], "n’est pas une date"),
        (b"{", [], "JSON mal formé"),
        (b"\xff\xfe", [], "un texte UTF-8 est attendu"),
        (b'{"contrats": [{"type": "cdi", "debut": "hier"}]}', [], "contrats[1].debut"),
        (b'{"salaire": 1}', [], "salaire"),
    ],
)
def test_what_cannot_be_read_is_one_french_line_and_status_2(
    capsys: Capsys, tmp_path: Path, text: bytes, more: list[str], said: str
) -> None:
    path = tmp_path / "cas.json"
    path.write_bytes(text)
    asked = ["--referentiel", "rouen-2021-2027", "--date", "2026-08-01", *more]

    assert main(["regles", "sortie", str(path), *asked]) == 2

    heard = capsys.readouterr()
    assert heard.out == ""
    assert said in heard.err
    assert heard.err.count("\n") == 1


def test_a_file_that_is_not_there_is_said(capsys: Capsys, tmp_path: Path) -> None:
    asked = ["--referentiel", "rouen-2021-2027", "--date", "2026-08-01"]

    assert main(["regles", "sortie", str(tmp_path / "rien.json"), *asked]) == 2

    assert "ne peut pas être lu" in capsys.readouterr().err
