"""A table tried: columns found, cells mended and told, errors one can act on, people who are known. Nothing is written."""

import csv
from collections.abc import Sequence
from datetime import date

import pytest

from desktop.pages import tables
from desktop.pages.table_messages import Cell, Moment, TableRead
from desktop.usecases.colonnes import RAISON, Correspondance, Tableau, proposer, tableau
from desktop.usecases.essai import Essai, essayer
from desktop.usecases.lignes_refusees import en_csv, restees
from plie.kinds import Personne
from tests.builders import AUJOURDHUI, une_personne
from tests.desktop.workbooks import packed, parts, sheet

NIR = "2 69 05 49 588 157 80"
HEADS = ("Nom", "Prénom", "Né(e) le", "Code postal", "Ville", "Tél.", "Mail")
ZOE = ("Épinay", "Zoë", "12/07/1985", "76000", "Rouen", "0612345678", "zoe@exemple.fr")


def made(*rows: Sequence[Cell]) -> Tableau:
    return tableau(TableRead(tuple(map(tuple, rows))))


def tried(
    *rows: Sequence[Cell],
    heads: Sequence[str] = HEADS,
    known: tuple[Personne, ...] = (),
    once: dict[str, str] | None = None,
) -> Essai:
    table = made(heads, *rows)
    found = proposer(table.entetes)
    choice = Correspondance(found.champs, once or {})
    return essayer(table, choice, known, on=AUJOURDHUI)


def test_headings_are_found_under_a_title_and_mean_fields() -> None:
    table = made(
        ("File active au 31/12/2025",), (), ("NOM", "Prenom", "Né(e) le", "C.P.", "Divers"), ZOE[:5]
    )

    assert table.lignes[0][0] == 4
    assert proposer(table.entetes).champs == (
        "nom_naissance", "prenoms", "naissance_le", "", "",
    )  # fmt: skip


def test_a_column_fills_one_field_and_a_field_has_one_column() -> None:
    choice = proposer(("Nom", "Prénom", "Ville")).avec(2, "nom_naissance")

    assert choice.champs == ("", "prenoms", "nom_naissance")
    assert choice.manque() == ""
    assert "quelle colonne" in choice.avec(2, "").manque()


def test_two_tables_with_the_same_headings_are_remembered_as_one() -> None:
    first, other = made(("NOM", "Prénom")), made(("nom", "prenom"))

    assert first.empreinte == other.empreinte


@pytest.mark.parametrize(
    ("head", "cell", "field", "value", "told"),
    [
        ("Code postal", 1000.0, "code_postal", "01000", "zéro remis"),
        ("Code postal", "1 000", "code_postal", "01000", "zéro remis"),
        ("Tél", 612345678.0, "telephone", "06 12 34 56 78", "zéro remis"),
        ("Tél", "+33 6 12 34 56 78", "telephone", "06 12 34 56 78", "indicatif"),
        ("Tél", "06.12.34.56.78", "telephone", "06 12 34 56 78", ""),
        ("Tél", "0612345678 / 02 35 00 00 01", "telephone", "06 12 34 56 78", "plusieurs numéros"),
        ("Tél", "0612345678 ou 0235000001", "autres_telephones", "02 35 00 00 01", "séparés"),
        ("Minima sociaux", "RSA socle", "minima", "rsa", ""),
        ("Minima sociaux", "ASS + AAH", "minima", "ass\naah", ""),
        ("Né le", 31240.0, "naissance_le", date(1985, 7, 12), "nombre lu comme une date"),
        ("Né le", Moment("1985-07-12"), "naissance_le", date(1985, 7, 12), ""),
        ("Né le", "12-07-85", "naissance_le", date(1985, 7, 12), "complétée"),
        ("Né le", "120785", "naissance_le", date(1985, 7, 12), "complétée"),
        ("Né le", "12 juil. 1985", "naissance_le", date(1985, 7, 12), "en lettres"),
        ("Né le", "12 juil. 85", "naissance_le", date(1985, 7, 12), "en lettres"),
        ("Né le", "12 / 07 / 1985", "naissance_le", date(1985, 7, 12), ""),
        ("Né le", "1985-07-12 00:00:00", "naissance_le", date(1985, 7, 12), "en ordre"),
        ("Né le", "07/25/1985", "naissance_le", date(1985, 7, 25), "mois écrit avant"),
        ("Né le", "12/07/30", "naissance_le", date(1930, 7, 12), "complétée"),
        ("Ville", "ST ETIENNE DU ROUVRAY", "commune", "Saint-Étienne-du-Rouvray", "Code officiel"),
        ("Ville", "oissel sur seine", "commune", "Oissel-sur-Seine", "Code officiel"),
        ("Ville", "Petit-Quevilly", "commune", "Le Petit-Quevilly", "Code officiel"),
        ("Ville", "villeperdue", "commune", "Villeperdue", "majuscules"),
        ("Mail", "zoe @exemple.fr", "courriel", "zoe@exemple.fr", "resserré"),
        ("Civilité", "Madame", "civilite", "Mme", ""),
        ("Origine", "Prescription", "origine", "prescripteur", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_lost_is_mended_and_told(
    head: str, cell: Cell, field: str, value: object, told: str
) -> None:
    (line,) = tried(("Épinay", "Zoë", cell), heads=("Nom", "Prénom", head)).lignes

    assert line.valeurs[field] == value
    assert line.erreurs == ()
    assert told in " ".join(line.reparations)
    assert bool(told) == bool(line.reparations)


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("Né le", "hier ou avant", "une date, par exemple"),
        ("Né le", "31/02/1985", "existe dans le calendrier"),
        ("Né le", "12/12/2026", "passée"),
        ("Né le", "12/07/1785", "proche de nous"),
        ("Date d’orientation", "11/09/2026", "passée"),
        ("Code postal", "7600", ""),
        ("Code postal", "76", "cinq chiffres"),
        ("Tél", "voir sa mère", "dix chiffres"),
        ("Mail", "zoe(at)exemple", "une seule adresse"),
        ("Tél", "0612345678 / voir sa mère", "dix chiffres"),
        ("Minima sociaux", "chômage", "RSA, ASS ou AAH"),
        ("Civilité", "autre", "Mme"),
        ("Ville", '=HYPERLINK("http://x")', "et non une formule"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_its_value_and_what_is_expected(
    head: str, cell: str, expected: str
) -> None:
    essay = tried(("Épinay", "Zoë", cell), heads=("Nom", "Prénom", head))

    if not expected:
        assert essay.erreurs == ()
        return
    (error,) = essay.erreurs
    assert f"Ligne 2, colonne C «\u00a0{head}\u00a0»" in error.phrase
    assert f"«\u00a0{cell}\u00a0»" in error.phrase
    assert expected in error.attendu
    assert (essay.retenues(), len(essay.retenues(sans_valeurs_illisibles=True))) == ((), 1)


@pytest.mark.parametrize("head", ["Nom d’usage", "Mail", "Tél", "Né le", "Ville"])
def test_a_value_without_end_is_refused_before_it_is_compared_and_shown_in_short(
    head: str,
) -> None:
    essay = tried(("Épinay", "Zoë", "st" * 150), heads=("Nom", "Prénom", head))

    (error,) = essay.erreurs
    assert "200 caractères au plus" in error.attendu
    assert len(error.phrase) < len(error.valeur)


def test_a_day_is_not_guessed_where_its_column_writes_months_first() -> None:
    heads = ("Nom", "Prénom", "Né le")
    essay = tried(("Épinay", "Zoë", "07/25/1985"), ("Orne", "Ali", "03/04/1990"), heads=heads)

    (error,) = essay.erreurs
    assert (error.ligne, "le mois avant le jour" in error.attendu) == (3, True)


def test_a_number_of_days_counts_from_the_day_that_its_workbook_counts_from() -> None:
    files = parts({"A": sheet([["Nom", "Prénom", "Né le"], ["Épinay", "Zoë", 31240 - 1462]])})
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    table = tableau(tables.read_table(packed(files)))

    (line,) = essayer(table, proposer(table.entetes), (), on=AUJOURDHUI).lignes

    assert line.valeurs["naissance_le"] == date(1985, 7, 12)


def test_a_line_without_a_name_cannot_come_in() -> None:
    essay = tried(("", "Zoë"), ("Épinay", ""), heads=("Nom", "Prénom"))

    assert [line.bloquee for line in essay.lignes] == [True, True]
    assert essay.retenues(sans_valeurs_illisibles=True) == ()


def test_a_column_keeps_its_letter_when_one_before_it_is_dropped() -> None:
    heads = ("Nom", "Prénom", "NIR", "Né le")

    (error,) = tried(("Épinay", "Zoë", NIR, "jadis"), heads=heads).erreurs

    assert error.colonne == "colonne D «\u00a0Né le\u00a0»"


def test_a_name_in_one_column_is_parted_by_its_capitals() -> None:
    essay = tried(("LE GALL Marie-Anne",), ("Marie Legall",), heads=("Nom et prénom",))

    assert essay.lignes[0].valeurs == {"nom_naissance": "Le Gall", "prenoms": "Marie-Anne"}
    assert essay.lignes[1].bloquee


@pytest.mark.parametrize(
    ("known", "certain"),
    [
        ({"nom_naissance": "EPINAY", "prenoms": "Zoé Marie"}, True),
        ({"nom_naissance": "Hépinay", "prenoms": "Zoé"}, False),
        ({"nom_naissance": "Autre", "nom_usage": "Épinay", "prenoms": "Zoë"}, True),
        ({"nom_naissance": "Épinay", "prenoms": "Zoë", "naissance_le": None}, False),
        ({"nom_naissance": "Épinay", "prenoms": "Zoë", "naissance_le": date(1990, 1, 1)}, None),
        ({"nom_naissance": "Épinay", "prenoms": "Jumeau"}, None),
        ({"nom_naissance": "É Pinay", "prenoms": "Zoë"}, True),
        ({"nom_naissance": "Zoé", "prenoms": "Épinay"}, False),
        ({"nom_naissance": "Zoé", "prenoms": "Épinay", "naissance_le": None}, None),
    ],
)
def test_who_may_be_here_already_is_brought_near(known: dict[str, object], certain: object) -> None:
    there = une_personne(**{"nom_usage": "", "naissance_le": date(1985, 7, 12), **known})

    essay = tried(ZOE, known=(there,))

    found = essay.lignes[0].doublon
    assert (found and found.certain) == certain
    assert len(essay.retenues()) == (certain is None)
    assert len(essay.retenues(malgre=frozenset({2}))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Da Silva", "Ana"), ("DASILVA", "Ana")),
        (("El Amrani", "Sara"), ("Elamrani", "Sarah")),
        (("M’Baye", "Fatou"), ("Mbaye", "Fatou")),
        (("Orne", "Abdel Kader"), ("Orne", "Abdelkader")),
        (("Orne", "Jean-Pierre"), ("Orne", "Jeanpierre")),
        (("Garçon", "Ana"), ("GARÇON", "Ana")),
        (("Garçon", "Ana"), ("GARCON", "Ana")),
    ],
)
def test_a_name_is_the_same_however_it_is_written(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    essay = tried(one, other, heads=("Nom", "Prénom"))

    (again,) = essay.doublons
    assert again.numero == 3


def test_a_line_that_comes_twice_is_told_with_the_number_of_the_first() -> None:
    essay = tried(ZOE, ("Orne", "Ali"), ("EPINAY", "ZOE", Moment("1985-07-12")))

    (again,) = essay.doublons
    assert again.doublon is not None
    assert (again.numero, again.doublon.ligne, again.doublon.certain) == (4, 2, True)


REPRISE = {"origine": "Reprise", "reprise_decision": "Comité de pilotage du 12/03/2022"}


def test_a_reprise_keeps_its_earlier_date_and_the_decision_that_lists_it() -> None:
    """P6, A3.2."""
    heads = ("Nom", "Prénom", "Date d’intégration")
    (line,) = tried(("Épinay", "Zoë", "15/09/2020"), heads=heads, once=REPRISE).lignes

    assert line.erreurs == ()
    assert line.valeurs["integre_le"] == date(2020, 9, 15)
    assert line.valeurs["origine"] == "reprise"
    assert line.valeurs["reprise_decision"] == REPRISE["reprise_decision"]


@pytest.mark.parametrize(
    ("day", "once", "expected"),
    [
        ("", REPRISE, "date de l’intégration d’origine"),
        ("15/09/2020", {"origine": "Reprise"}, "décision qui liste"),
        ("15/09/2020", {}, "pour une reprise seulement"),
    ],
)
def test_nobody_enters_by_import_but_by_reprise(
    day: str, once: dict[str, str], expected: str
) -> None:
    """P6: the others are integrated by the Commission."""
    heads = ("Nom", "Prénom", "Date d’intégration")
    essay = tried(("Épinay", "Zoë", day), heads=heads, once=once)

    (error,) = essay.erreurs
    assert expected in error.attendu
    assert essay.retenues() == ()


def test_a_reprise_is_of_no_day_to_come_nor_of_one_before_the_birth() -> None:
    """P6: as where it is typed; a slip would make someone en parcours who is not, or for forty years."""
    heads = ("Nom", "Prénom", "Né le", "Date d’intégration")
    essay = tried(
        ("Épinay", "Zoë", "12/07/1985", "15/09/2027"),
        ("Orne", "Ali", "12/07/1985", "15/09/1980"),
        heads=heads,
        once=REPRISE,
    )

    assert [line.bloquee for line in essay.lignes] == [True, True]
    assert essay.retenues(sans_valeurs_illisibles=True) == ()
    said = [error.attendu for error in essay.erreurs]
    assert any("est à venir" in words for words in said)
    assert any("après la naissance, lue 12/07/1985" in words for words in said)


def test_headings_said_again_at_the_top_of_a_page_are_nobody() -> None:
    heads = ("Nom", "Prénom")
    essay = tried(("Épinay", "Zoë"), heads, ("Orne", "Ali"), heads=heads)

    assert [line.numero for line in essay.lignes] == [2, 4]


def test_lines_left_out_come_back_as_a_table_to_correct_and_drop_again() -> None:
    heads = ("Nom", "Prénom", "Né le", "N° sécu", "Observations")
    table = made(
        heads,
        ("Épinay", "Zoë", "12/07/1985", NIR, "vue"),
        ("Orne", "Ali", "31/02/1990", NIR, "=2+3"),
        ("Épinay", "Zoé", "12/07/1985", NIR, ""),
    )
    essay = essayer(table, proposer(table.entetes), (), on=AUJOURDHUI)

    given = en_csv(table, restees(essay, essay.retenues()))

    rows = list(csv.reader(given.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Nom", "Prénom", "Né le", "Observations", RAISON]
    assert [row[:4] for row in rows[1:]] == [
        ["Orne", "Ali", "31/02/1990", "'=2+3"], ["Épinay", "Zoé", "12/07/1985", ""],
    ]  # fmt: skip
    assert "31/02/1990" in rows[1][4]
    assert "peut-être déjà connue" in rows[2][4]
    # Corrected and dropped again: the same columns, that one left out.
    again = made(*rows, ("", "", "", "", "resté seul"))
    assert (again.empreinte, len(again.lignes)) == (table.empreinte, 2)
    # Nor do the apostrophes stay: a formula for a name would come in as words.
    assert [cells[3] for _, cells in again.lignes] == ["=2+3", ""]


def test_a_dry_run_stops_when_it_is_asked_to() -> None:
    table = made(HEADS, *[ZOE] * 200)
    told: list[int] = []

    essay = essayer(
        table, proposer(table.entetes), (), on=AUJOURDHUI, dire=told.append, arrete=lambda: True
    )

    assert (essay.lignes, told) == ((), [0])
