"""A file of lots: one line per commune, or one per lot; what cannot be read is said with its line (C8)."""

from pathlib import Path

import pytest

from central.lots_csv import LotLu, read
from plie.refus import Refus


def _file(folder: Path, text: str) -> Path:
    path = folder / "lots.csv"
    path.write_bytes(text.encode())
    return path


def test_the_communes_of_a_lot_name_its_territory(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "lot,public,porteur,insee,nom_officiel,secteur_rouen\n"
        "1,jeune,prestataire,00001,Aubeville,\n1,jeune,prestataire,00002,Bréaux,\n"
        "2,adulte,prestataire,00003,Corvins,rive gauche\n"
        "M-1,adulte,ville,00004,Dargue,\nM-1,jeune,ville,00004,Dargue,\n"
        + "".join(f"9,adulte,prestataire,{n},Commune {n},\n" for n in range(5)),
    )

    assert read(path) == [
        LotLu(1, "", "Aubeville, Bréaux", "jeune"),
        LotLu(2, "", "rive gauche", "adulte"),
        LotLu(0, "M-1 · Dargue", "", "adulte+jeune"),
        LotLu(9, "", "Commune 0, Commune 1 et 3 autres", "adulte"),
    ]


def test_a_spreadsheet_s_file_of_one_line_per_lot_is_read_too(tmp_path: Path) -> None:
    path = _file(tmp_path, "\ufefflot;nom;public\r\n3;Vallée;adulte\r\n")

    assert read(path) == [LotLu(3, "Vallée", "Lot 3", "adulte")]


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        (b"numero,public\n1,jeune\n", "lot"),
        (b"lot,public\n", "de 1"),
        (b"lot,public\n1,jeune\n ,jeune\n", "ligne 3"),
        (b'lot,public\n1,"jeune\n', "ligne"),
        ("lot,public\n1,aîné\n".encode("latin-1"), "UTF-8"),
        (b"PK\x03\x04\x00", "lot"),
        (b"lot,public\n1,jeune\n0,adulte\n", "ligne 3"),
        (
            "lot,public,nom\n3,jeune,Vallée\n4,jeune,Bourg\n03,adulte,Plaine\n".encode(),
            "lignes 2 et 4",
        ),
        ("lot,public,nom\n3,jeune,Vallée\n4,adulte,Vallée \n".encode(), "lignes 2 et 3"),
    ],
)
def test_what_is_no_file_of_lots_is_refused(tmp_path: Path, content: bytes, phrase: str) -> None:
    path = tmp_path / "lots.csv"
    path.write_bytes(content)

    with pytest.raises(Refus) as refused:
        read(path)

    assert phrase in refused.value.phrase
