"""Le numéro de sécurité sociale n’est jamais gardé : trouvé dans un texte, il est signalé (domain.md §3)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plie.entretien import objections
from plie.nir import PHRASE, holds_nir, said
from tests.builders import AUJOURDHUI, un_entretien


def nir(number: str) -> str:
    """A NIR of thirteen digits with its key."""
    digits = number.replace("2A", "19").replace("2B", "18")
    return f"{number}{97 - int(digits) % 97:02}"


VALIDE = nir("2990176540001")
PARTS = [VALIDE[a:b] for a, b in pairwise((0, 1, 3, 5, 7, 10, 13, 15))]
CORSE = nir("185072A004123")


@pytest.mark.parametrize(
    "text",
    [
        VALIDE,
        "Son numéro : " + " ".join(PARTS) + ", noté ici.",
        f"{VALIDE[:13]}-{VALIDE[13:]}",
        f"{VALIDE[:13]}\u00a0{VALIDE[13:]}",
        CORSE,
        CORSE.lower(),
    ],
)
def test_un_numero_valide_est_trouve_comme_on_l_ecrit(text: str) -> None:
    assert holds_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01 99 00 12 34",
        VALIDE[:13],
        f"{VALIDE}7",
        f"9{VALIDE}",
        "Dossier 2 990 176, rappeler le 12/07/2026 à 9h30",
        "299137654000123",
    ],
)
def test_un_telephone_une_date_un_autre_nombre_passent(text: str) -> None:
    assert not holds_nir(text)


@pytest.mark.parametrize(
    "made", [f"00000000-0000-7000-a{VALIDE[:3]}-{VALIDE[3:]}", f"a{VALIDE}{'b' * 48}"]
)
def test_ce_que_la_machine_fabrique_n_est_pas_un_texte(made: str) -> None:
    """An id and the sum of a file hold whatever digits chance gives them."""
    assert holds_nir(made)

    assert said(made) == said(("", made)) == ""
    assert said(("CV", f"{made} {VALIDE}")) == PHRASE


@given(st.integers(1, 96))
def test_une_cle_fausse_n_est_pas_un_numero(more: int) -> None:
    key = (int(VALIDE[13:]) + more - 1) % 97 + 1

    assert not holds_nir(f"{VALIDE[:13]}{key:02}")


@pytest.mark.parametrize(
    ("field", "value"),
    [("contenu", f"NIR {VALIDE}."), ("suites", ("CV", VALIDE)), ("presents", (VALIDE,))],
)
def test_un_compte_rendu_ne_fige_pas_un_numero(field: str, value: object) -> None:
    found = objections(un_entretien(**{field: value}), on=AUJOURDHUI)

    assert [(o.field, o.code, o.phrase, o.blocking) for o in found] == [
        (field, "nir_ecrit", PHRASE, True)
    ]
