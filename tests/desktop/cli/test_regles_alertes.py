"""`permanence regles alertes`: the form of interfaces.md, golden answers, refusals of one French line."""

import json
from pathlib import Path

import pytest

from desktop.cli import main

Capsys = pytest.CaptureFixture[str]
DOSSIER = {
    "etat": "integre",
    "orientation": "2025-11-03",
    "integration": "2026-01-15",
    "acte_signe_le": "2026-01-20",
    "entretiens": [
        {
            "id": "cr-1",
            "date": "2026-09-03",
            "duree_min": 45,
            "modalite": "physique",
            "nature": "suivi",
            "etat": "finalise",
            "finalise_le": "2026-09-03",
            "signe_le": None,
        },
        {
            "date": "2026-05-03",
            "modalite": "physique",
            "nature": "bilan",
            "etat": "signe",
            "finalise_le": "2026-05-03",
            "signe_le": "2026-05-03",
        },
    ],
    "etapes": [{"intitule": "Atelier mobilité", "debut": "2026-09-01", "fin_prevue": "2026-10-01"}],
    "cvs": [{"date": "2026-08-01"}],
}
ASKED = ["--referentiel", "rouen-2021-2027", "--date", "2026-10-09"]
# Each sentence was read by a person, then kept.
GOLDEN = [
    {
        "code": "entretien_mensuel",
        "gravite": "avertissement",
        "annoncee": False,
        "depuis": "2026-10-04",
        "objet": None,
        "phrase": "Dernier entretien physique le 03/09/2026\u202f; un nouvel entretien était dû le 03/10/2026.",
        "action": "planifier_entretien",
    },
    {
        "code": "cr_a_signer",
        "gravite": "avertissement",
        "annoncee": False,
        "depuis": "2026-09-11",
        "objet": "cr-1",
        "phrase": (
            "Compte-rendu de l’entretien du 03/09/2026 finalisé le 03/09/2026\u202f; "
            "à faire signer au plus tard le 10/09/2026."
        ),
        "action": "faire_signer",
    },
    {
        "code": "etape_a_cloturer",
        "gravite": "avertissement",
        "annoncee": False,
        "depuis": "2026-10-09",
        "objet": "Atelier mobilité",
        "phrase": (
            "Étape «\u00a0Atelier mobilité\u00a0» prévue jusqu’au 01/10/2026\u202f; "
            "sa fin est à noter au plus tard le 08/10/2026."
        ),
        "action": "cloturer_etape",
    },
]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps(DOSSIER), encoding="utf-8")
    return path


def test_the_answer_has_the_form_that_interfaces_promise(capsys: Capsys, dossier: Path) -> None:
    assert main(["regles", "alertes", str(dossier), *ASKED, "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"alertes": GOLDEN}


def test_the_other_protocol_has_its_own_alerts(capsys: Capsys, dossier: Path) -> None:
    asked = ["--referentiel", "atout-plie-2018-2022", "--date", "2026-10-09", "--json"]

    assert main(["regles", "alertes", str(dossier), *asked]) == 0

    found = json.loads(capsys.readouterr().out)["alertes"]
    assert [(a["code"], a["depuis"]) for a in found] == [
        ("cr_a_signer", "2026-09-11"),
        ("point_etape_6_mois", "2026-07-15"),
        ("etape_a_cloturer", "2026-10-09"),
    ]


def test_who_is_accompanied_outside_the_plie_has_no_alert_of_contact(
    capsys: Capsys, tmp_path: Path
) -> None:
    """A3.1: an optional key; a way that a référentiel does not have changes nothing."""
    path = tmp_path / "dossier.json"

    def codes(participation: str | None, id_: str = "atout-plie-2018-2022") -> list[str]:
        path.write_text(json.dumps(DOSSIER | {"participation": participation}), encoding="utf-8")
        asked = ["--referentiel", id_, "--date", "2026-10-09", "--json"]
        assert main(["regles", "alertes", str(path), *asked]) == 0
        return [a["code"] for a in json.loads(capsys.readouterr().out)["alertes"]]

    every = ["cr_a_signer", "point_etape_6_mois", "etape_a_cloturer"]
    assert codes(None) == codes("actions") == codes("ailleurs") == every
    assert codes("actions_exterieur") == ["cr_a_signer", "etape_a_cloturer"]
    assert codes("actions_exterieur", "demo") == codes(None, "demo")


def test_an_advance_notice_says_that_it_is_one(capsys: Capsys, tmp_path: Path) -> None:
    path = tmp_path / "dossier.json"
    path.write_text('{"etat": "suspendu", "integration": "2023-12-01"}', encoding="utf-8")

    assert main(["regles", "alertes", str(path), *ASKED, "--json"]) == 0

    [found] = json.loads(capsys.readouterr().out)["alertes"]
    assert (found["code"], found["annoncee"], found["depuis"]) == ("trois_ans", True, "2026-10-02")


def test_people_read_one_line_an_alert(capsys: Capsys, dossier: Path) -> None:
    assert main(["regles", "alertes", str(dossier), *ASKED]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Alertes (09/10/2026)"
    assert said[1].startswith("  [À faire] Entretien du mois, depuis le 04/10/2026\u00a0: Dernier")
    assert len(said) == 4


def test_an_alert_that_the_list_of_others_does_not_have_is_told_in_words_alone(
    capsys: Capsys, tmp_path: Path
) -> None:
    """C9-3-4: the codes of the JSON answer are a closed list, that other programs read."""
    path = tmp_path / "dossier.json"
    path.write_text('{"etat": "suspendu", "integration": "2026-06-01"}', encoding="utf-8")
    asked = ["--referentiel", "rouen-2021-2027", "--date", "2027-02-10"]

    assert main(["regles", "alertes", str(path), *asked, "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert main(["regles", "alertes", str(path), *asked]) == 0
    said = capsys.readouterr().out

    assert "Réorientation à préparer, depuis le 01/01/2027" in said
    assert "reorientation_a_preparer" not in [a["code"] for a in form["alertes"]]
    assert len(form["alertes"]) == len(said.splitlines()) - 2


def test_nothing_due_is_said_too(capsys: Capsys, tmp_path: Path) -> None:
    path = tmp_path / "dossier.json"
    path.write_text('{"etat": "oriente"}', encoding="utf-8")

    assert main(["regles", "alertes", str(path), *ASKED]) == 0

    assert capsys.readouterr().out == "Aucune alerte (09/10/2026)\n"


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        (b'{"etat": "oriente"}', ["--referentiel", "inconnu"], "Aucun référentiel"),
        (b'{"etat": "oriente"}', ["--date", "9/10/2026"], "n’est pas une date"),
        (b"[]", [], "un objet JSON est attendu"),
        (b"{}", [], "etat"),
        (b'{"etat": "integre"}', [], "integration"),
        (b'{"etat": "oriente", "etapes": [{"nom": "x"}]}', [], "etapes[1].nom"),
    ],
)
def test_what_cannot_be_read_is_one_french_line_and_status_2(
    capsys: Capsys, tmp_path: Path, text: bytes, more: list[str], said: str
) -> None:
    path = tmp_path / "dossier.json"
    path.write_bytes(text)

    assert main(["regles", "alertes", str(path), *ASKED, *more]) == 2

    heard = capsys.readouterr()
    assert heard.out == ""
    assert said in heard.err
    assert heard.err.count("\n") == 1
