"""Tables from outside, read in a child of their own: dates and numbers as they are, bad files in one sentence."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from desktop.pages import tables
from desktop.pages.errors import ReadingStopped, UnreadableTable
from desktop.pages.table_messages import Moment
from tests.desktop.workbooks import cell, packed, parts, sheet, workbook

SAFE = "Rien n’en a été gardé"
ROWS = [["Nom", "Né le", "Code postal"], ["Épinay", date(1985, 7, 12), 1000]]


def test_a_workbook_gives_its_texts_dates_and_numbers_with_the_numbers_of_its_lines() -> None:
    read = tables.read_table(workbook([[], *ROWS]))

    assert read.rows == (
        ("", "", ""),
        ("Nom", "Né le", "Code postal"),
        ("Épinay", Moment("1985-07-12"), 1000.0),
    )
    assert (read.sheet, read.sheets) == ("Personnes", ("Personnes",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_is_read_as_it_was_written(encoding: str, delimiter: str) -> None:
    lines = ["Nom;Prénom;Remarque", "Épinay;Zoë;« l’été » à Caen", 'Œrsted;Inès;"a""b"']
    content = "\r\n".join(lines).replace(";", delimiter).encode(encoding)

    rows = tables.read_table(content).rows

    assert rows[1] == ("Épinay", "Zoë", "« l’été » à Caen")
    assert rows[2] == ("Œrsted", "Inès", 'a"b')


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "words",
    [
        ("Nom;Prénom;Né(e) le", "Lefèvre;Zoé;12/07/1985", "Çelik;Anaïs;1985-07-12"),
        ("Nom;Prenom;Ville", "Rene;Chloé;Cléon"),
        ("N°;Nom;Prénom", "1;GÜNES;Élodie", "2;Müller;Loïc"),
        ("NOM;PRENOM;VILLE", "LEFEVRE;ANDRÉ;CLÉON", "MARTIN;LÉA;ROUEN"),
        ("Nom;Prenom", "Petit;Jérôme", "Côte;Benoît"),
    ],
)
def test_the_accents_of_every_csv_that_excel_writes_are_read(
    encoding: str, words: tuple[str, ...]
) -> None:
    """« CSV (Macintosh) » and « CSV (MS-DOS) » write the accents of French with other bytes than Windows."""
    content = "\r\n".join(words).encode(encoding)

    assert tables.read_table(content).rows == tuple(tuple(line.split(";")) for line in words)


def test_formulas_are_never_computed_and_other_files_never_opened() -> None:
    rows = [["Nom", "Total"], ["Épinay", '=WEBSERVICE("http://ailleurs.invalid/")']]
    files = parts({"Personnes": sheet(rows)})
    files["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"

    read = tables.read_table(packed(files))

    assert read.rows[1] == ("Épinay", 42.0)
    assert (read.formulas, read.links) == (1, True)


def test_columns_and_lines_that_hold_nothing_at_the_end_are_left_out() -> None:
    coloured = sheet([["Nom", "Ville"], ["Épinay", "Rouen"]]).replace(
        "</sheetData>", '<row r="9"><c r="XFD9" s="1"/></row></sheetData>'
    )

    for content in (packed(parts({"A": coloured})), "Nom;Ville;;\nÉpinay;Rouen\n;;;;\n".encode()):
        assert tables.read_table(content).rows == (("Nom", "Ville"), ("Épinay", "Rouen"))


def test_another_sheet_is_read_when_it_is_asked_for() -> None:
    files = parts({"Vide": sheet([]), "A": sheet([["un"]]), "B": sheet([["deux"]])})

    first, second = (tables.read_table(packed(files), sheet=name) for name in ("", "B"))

    assert (first.sheet, second.sheet) == ("A", "B")
    assert second.rows == (("deux",),)


def _bomb() -> bytes:
    files = parts({"Personnes": sheet(ROWS)})
    return packed({**files, "xl/media/image1.xml": b"0" * (201 * 1024 * 1024)})


def _echoes() -> bytes:
    """A small file whose one long text is every cell's."""
    text = "x" * 30_000
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9_001))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    files = parts({"Personnes": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"})
    return packed({**files, "xl/sharedStrings.xml": f"<sst {main}><si><t>{text}</t></si></sst>"})


def _far_apart() -> bytes:
    """Two cells, with sixteen thousand million between them."""
    two = sheet([["Nom"]]).replace(
        "</sheetData>", f'<row r="1048576">{cell("XFD1048576", "x")}</row></sheetData>'
    )
    return packed(parts({"Personnes": two}))


def _entities() -> bytes:
    files = parts({"Personnes": sheet(ROWS)})
    files["xl/sharedStrings.xml"] = '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'
    return packed(files)


def _locked() -> bytes:
    content = bytearray(workbook(ROWS))
    content[6] |= 1  # the first part says that it is encrypted
    at = content.rindex(b"PK\x01\x02", 0, content.index(b"PK\x05\x06"))
    first = content.index(b"PK\x01\x02")
    content[first + 8] |= 1
    assert first <= at
    return bytes(content)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bombe": (_bomb, "bien plus que sa taille"),
    "échos": (_echoes, "bien plus que sa taille"),
    "deux cellules au bout du monde": (_far_apart, "un million de cellules"),
    "une colonne où aucun tableur ne va": (
        lambda: packed(parts({"Personnes": sheet([["Nom"], [""], ["x"]]).replace("A1", "ZZZZ1")})),
        "un million de cellules",
    ),
    "trop de colonnes": (lambda: b"Nom" + b";x" * 1_000, "mille colonnes"),
    "mille feuilles": (
        lambda: packed(parts({f"F{n}": sheet(ROWS) for n in range(1000)})),
        "plus de cent feuilles",
    ),
    "tronqué": (lambda: workbook(ROWS)[:-200], "abîmé ou incomplet"),
    "chiffré": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "partie chiffrée": (_locked, "mot de passe"),
    "xls": (lambda: _OLE + "Workbook".encode("utf-16-le"), "ancien classeur Excel"),
    "html renommé": (lambda: b"\xef\xbb\xbf\r\n<html><table></table></html>", "page web"),
    "pdf": (lambda: b"%PDF-1.7\n1 0 obj", "n’est pas un tableau"),
    "binaire": (lambda: random.Random(4).randbytes(4096), "n’est pas un tableau"),  # noqa: S311 - chance
    "autre archive": (lambda: packed({"a.txt": "a"}), "n’est pas un tableau"),
    "ods": (lambda: packed({"content.xml": "<x/>"}), "n’est pas au format .xlsx"),
    "entités": (_entities, "déclarations"),
    "guillemet ouvert": (lambda: b'Nom;Ville\n"' + b"x;y\n" * 60_000, "guillemet"),
    "cellule sans fin": (lambda: b"Nom;Ville\n" + b"x" * 200_000 + b";y", "cent mille lettres"),
    "mille colonnes sans point-virgule": (lambda: b"Nom" + b"\tx" * 100_000, "mille colonnes"),
    "des lignes et rien d’autre": (
        lambda: b"Nom;Ville" + b"\n" * 1_000_001,
        "un million de cellules",
    ),
    "trop de cellules": (lambda: b";" * 1_000_001, "un million de cellules"),
    "vide": (lambda: b"", "aucune ligne"),
    "classeur vide": (lambda: workbook([]), "aucune ligne"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(name: str) -> None:
    make, expected = HOSTILE[name]

    with pytest.raises(UnreadableTable, match=expected) as refused:
        tables.read_table(make())

    assert SAFE in refused.value.phrase


def test_two_gigabytes_are_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "enorme.xlsx"
    with huge.open("wb") as opened:
        opened.truncate(2 * 1024**3)

    with pytest.raises(UnreadableTable, match="dépasse 20"):
        tables.content_of(huge)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(UnreadableTable, match="ne peut pas être ouvert"):
            tables.content_of(path)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableTable, match="trop long à lire"):
        tables.read_table(workbook(ROWS), within=0)


def test_a_reading_that_nobody_wants_ends_its_child() -> None:
    asked = Event()
    asked.set()

    with pytest.raises(ReadingStopped):
        tables.read_table(workbook(ROWS), stopped=asked.is_set)


def test_flipped_and_cut_workbooks_are_read_or_refused_and_nothing_else() -> None:
    whole, chance = workbook(ROWS * 40), random.Random(7)  # noqa: S311 - chance
    for _ in range(12):
        broken = bytearray(whole[: chance.randrange(200, len(whole) + 1)])
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        with suppress(UnreadableTable):
            assert tables.read_table(bytes(broken)).rows
