"""Every field that a screen may tell has a French label; no code is ever shown."""

from datetime import date, time

import pytest

from desktop.models.vault import Vault
from desktop.usecases import champs
from desktop.usecases.referentiels import charger
from plie.kinds import KindSpec, Nature, all_kinds
from plie.mots import Mots
from tests.builders import PERSONNE, une_personne

REFERENTIEL = charger("demo")
KINDS = [spec for spec in all_kinds() if spec.nature is not Nature.STORE]


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: str(spec.word))
def test_every_field_of_a_kind_that_is_written_has_a_label(spec: KindSpec) -> None:
    shown = [champs.champ(spec.word, name, REFERENTIEL) for name in champs.fields_of(spec.word)]

    assert [c.nom for c in shown if c.label == c.nom] == []
    assert champs.intitule(spec.word, {}) != champs.intitule("kind_futur", {})


def test_a_field_and_a_kind_are_named_with_the_words_of_the_plie() -> None:
    atout = charger("atout-plie-2018-2022")

    assert champs.champ("compte_rendu", "accompagnateur_nom", atout).label == "Référent·e"
    assert champs.champ("bilan_lot", "echange", atout).label == (
        "Échange entre le·la référent·e et la coordination"
    )
    dire = Mots((("commission", "le Conseil"),)).dire
    assert champs.intitule("inscription", {}, dire=dire) == "Inscription en Conseil"
    assert champs.intitule("decision", {}, dire=dire) == "Décision du Conseil"


@pytest.mark.parametrize(
    ("kind", "name", "value", "words"),
    [
        ("entretien", "date", date(2026, 9, 3), ("3\u00a0septembre\u00a02026",)),
        ("entretien", "debut", time(9, 30), ("9\u00a0h\u00a030",)),
        ("entretien", "duree_min", 75, ("1\u00a0h\u00a015",)),
        ("entretien", "modalite", "telephone", ("Par téléphone",)),
        ("entretien", "presents", ("Une sœur", "Un juriste"), ("Une sœur", "Un juriste")),
        ("entretien", "suites", ("Le CV — le 12/12/2026",), ("Le CV — pour le 12/12/2026",)),
        ("entretien", "contenu", "", (champs.RIEN,)),
        ("personne", "interprete", False, ("Non",)),
        ("emploi", "heures_hebdo", 17.5, ("17,5",)),
        ("rendez_vous", "issue", "non_excuse", ("Absence non excusée",)),
        ("prescription", "structure", "structure-inconnue", ("une structure de l’annuaire",)),
    ],
)
def test_a_value_is_read_as_a_person_reads_it(
    vault: Vault, kind: str, name: str, value: object, words: tuple[str, ...]
) -> None:
    with vault.look() as rows:
        assert champs.en_mots(rows, kind, name, value, REFERENTIEL) == words


def test_a_scope_is_a_name(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()

    with vault.look() as rows:
        assert champs.de_qui(rows, PERSONNE) == une_personne().nom
        assert champs.de_qui(rows, "plie") == "Annuaire du PLIE"
        assert "absent" in champs.de_qui(rows, "01a08a70-2348-773d-a6d8-10e5fcc91f35")
