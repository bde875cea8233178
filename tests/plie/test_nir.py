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
        "\u00ad".join(PARTS),
        "\u200b".join(PARTS),
    ],
)
def test_un_numero_valide_est_trouve_comme_on_l_ecrit(text: str) -> None:
    assert holds_nir(text)


_SIGNS = st.text(" .-/,·_:\u00a0\u202f–", max_size=3)


@given(
    st.integers(1_00_01_01_001_001, 2_99_12_95_999_999).filter(lambda n: 1 <= n // 10**8 % 100 <= 12),
    st.lists(_SIGNS, min_size=5, max_size=5),
    st.sampled_from(
        ["{}", " {}", "/{}", " / {}", " ({})", " (clé {})", " (Clé : {})", ", clef {}", " CLÉ {}",
         " cle:{}", " [{}]", " - clé de contrôle {}", " cle\u0301 {}"]
    ),
)  # fmt: skip
def test_il_est_trouve_quels_que_soient_ses_separateurs_et_sa_cle(
    number: int, signs: list[str], key: str
) -> None:
    whole = nir(str(number))
    parts = [whole[a:b] for a, b in pairwise((0, 1, 3, 5, 7, 10, 13))]
    spaced = parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))

    assert holds_nir(f"Son numéro : {spaced}{key.format(whole[13:])}, noté ici.")


_TWO = st.integers(0, 99).map("{:02}".format)
_PHONE = st.builds(
    lambda first, pairs, sign: first + sign + sign.join(pairs),
    st.sampled_from(["01", "02", "06", "07", "+33 1", "+33 7", "(0)1"]),
    st.lists(_TWO, min_size=4, max_size=4),
    st.sampled_from(["", " ", ".", "-", "/"]),
)
_DAY = st.dates().map(lambda day: f"{day:%d/%m/%Y}")
_SIRET = st.integers(10**13, 10**14 - 1).map(str)
# Five digits, then the ten of a telephone, may be a NIR to all appearances: they begin here as none does.
_SPACED_SIRET = _SIRET.filter(lambda n: n[9] in "0569").map(
    lambda n: f"{n[:3]} {n[3:6]} {n[6:9]} {n[9:]}"
)


@given(
    st.lists(st.one_of(_PHONE, _DAY, _SIRET, _SPACED_SIRET), min_size=1, max_size=6),
    st.sampled_from([" ", ", ", " / ", " - ", "\n", " (", " clé "]),
)
def test_des_telephones_des_dates_des_siret_cote_a_cote_passent(
    numbers: list[str], between: str
) -> None:
    assert not holds_nir(between.join(numbers))


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


_FULL_WIDTH = str.maketrans("0123456789AB", "０１２３４５６７８９ＡＢ")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    "text",
    [VALIDE.translate(_FULL_WIDTH), CORSE.translate(_FULL_WIDTH), VALIDE.translate(_ARABIC)],
)
def test_un_numero_est_trouve_quelle_que_soit_la_largeur_de_ses_chiffres(text: str) -> None:
    assert holds_nir(f"Son numéro : {text}")


@pytest.mark.parametrize(
    "text",
    [
        f"n° de sécu : {' '.join(PARTS[:-1])}",
        f"NIR {VALIDE[:13]}, carte vue",
        f"Sécurité sociale n° {VALIDE[:13]}",
        f"numéro de SS ({VALIDE[:13]})",
    ],
)
def test_sans_sa_cle_il_est_trouve_quand_le_texte_le_nomme(text: str) -> None:
    assert holds_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Facture {VALIDE[:13]}",
        "Sécurité sociale : 02 35 00 00 00, le 12/07/2026 à 14:30",
        "Rappeler la sécu, dossier 1 500 000",
        f"Obligations de sécurité vues le jour de la visite ; commande {VALIDE[:13]}",
        f"La sécu a répondu.\nFacture {VALIDE[:13]}",
    ],
)
def test_treize_chiffres_que_rien_ne_nomme_passent(text: str) -> None:
    assert not holds_nir(text)
