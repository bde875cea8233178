"""What ROME codes are called: a file of France Travail read in a child, brought in as one act (domain.md §3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.vault import Vault
from desktop.pages.errors import UnreadableTable
from desktop.usecases.champs import RIEN, en_mots
from desktop.usecases.rome import (
    comparer,
    dit,
    en_clair,
    etat,
    importer,
    libelles,
    lire_liste,
    nommer,
)
from plie.kinds import MetierRome
from plie.refus import Refus
from plie.rome import identifiant
from tests.builders import le_referentiel
from tests.desktop import vaults
from tests.desktop.workbooks import workbook

# As the official file is written; the labels are invented.
OFFICIEL = (
    '"code_rome","code_fiche_metier","code_ogr","libelle_rome","statut"\r\n'
    '"K1304","1","100320","Aide à la maison, auprès de chacun","1"\r\n'
    '"G1602","2","100321","Cuisine de tous les jours","1"\r\n'
    '"Z0000","3","100322","Ce n’est pas un code","1"\r\n'
)
AUTRE_ANNEE = "libelle_rome;code_rome\nCuisine de chaque jour;G1602\nPetits œufs;A1101\n;K1304\n"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    """An open vault, empty, of a gestionnaire."""
    identity = vaults.une_identite(role="gestionnaire")
    made = vaults.copied(folder, vaults.PHRASE, identity, around=vaults.surroundings())
    yield made
    made.close()


def bring(vault: Vault, path: Path, content: str | bytes, encoding: str = "utf-8") -> str:
    """Import a file; return what is said of it."""
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    lue = lire_liste(path)
    with vault.work() as work:
        ecart = comparer(work.rows, lue)
        importer(work, ecart)
    return dit(ecart)


def known(vault: Vault) -> dict[str, str]:
    with vault.look() as rows:
        return dict(libelles(rows))


def test_the_official_file_gives_a_label_to_each_code(vault: Vault, tmp_path: Path) -> None:
    said = bring(vault, tmp_path / "rome.csv", OFFICIEL)

    assert known(vault) == {
        "G1602": "Cuisine de tous les jours",
        "K1304": "Aide à la maison, auprès de chacun",
    }
    assert said == (
        "Libellés ROME\u00a0: 2\u00a0codes ajoutés, 1\u00a0ligne ignorée (sans code valable ou sans libellé)."
    )
    with vault.look() as rows:
        assert en_clair(rows, "G1602") == "G1602 Cuisine de tous les jours"
        assert en_clair(rows, "A1101") == "A1101"
        assert etat(rows).nombre == 2
        assert rows.get(MetierRome, identifiant("G1602")).code == "G1602"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_other_separators_orders_and_letters_are_read(
    vault: Vault, tmp_path: Path, encoding: str
) -> None:
    bring(vault, tmp_path / "rome.csv", AUTRE_ANNEE, encoding)

    assert known(vault) == {"A1101": "Petits œufs", "G1602": "Cuisine de chaque jour"}


def test_a_workbook_of_the_same_columns_is_read(vault: Vault, tmp_path: Path) -> None:
    rows = [
        ["Répertoire"],
        ["Code ROME", "code_ogr", "Libellé ROME"],
        ["k1304", 7, "Aide à la maison"],
    ]

    bring(vault, tmp_path / "rome.xlsx", workbook(rows))

    assert known(vault) == {"K1304": "Aide à la maison"}


def test_a_later_file_changes_labels_and_takes_none_away(vault: Vault, tmp_path: Path) -> None:
    bring(vault, tmp_path / "rome.csv", OFFICIEL)

    said = bring(vault, tmp_path / "rome.csv", AUTRE_ANNEE)

    assert known(vault) == {
        "A1101": "Petits œufs",
        "G1602": "Cuisine de chaque jour",
        "K1304": "Aide à la maison, auprès de chacun",
    }
    assert said == (
        "Libellés ROME\u00a0: 1\u00a0code ajouté, 1\u00a0libellé changé, 1\u00a0ligne ignorée (sans code valable ou sans libellé), "
        "1\u00a0code que le fichier n’a plus, gardé."
    )


def test_the_same_file_again_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    bring(vault, tmp_path / "rome.csv", OFFICIEL)
    with vault.look() as rows:
        before = rows.waiting(), etat(rows)

    said = bring(vault, tmp_path / "rome.csv", OFFICIEL)

    assert "2\u00a0inchangés" in said
    with vault.look() as rows:
        assert (rows.waiting(), etat(rows)) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Nom;Prénom\nÉpinay;Zoë\n", "rome_sans_colonnes"),
        # The list of appellations: as official, and no label of a code.
        ("code_ogr,libelle_appellation_long,code_rome\n1,Cuisinier,G1602\n", "rome_sans_colonnes"),
        ("code_rome,libelle_rome\nZ9999,Rien\n,Sans code\n", "rome_vide"),
        ("code_rome,libelle\nG1602,Cuisinier\nG1602,Commis\n", "rome_deux_libelles"),
        (
            "code_rome,libelle\n" + "".join(f"A{n:04},x\n" for n in range(5_001)),
            "rome_trop",
        ),
    ],
)
def test_another_table_is_refused_in_a_sentence(
    vault: Vault, tmp_path: Path, content: str, code: str
) -> None:
    with pytest.raises(Refus) as refused:
        bring(vault, tmp_path / "rome.csv", content)

    assert refused.value.code == code
    assert "Rien n’a changé" in refused.value.phrase
    assert known(vault) == {}


def test_a_broken_workbook_ends_with_its_child(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable):
        bring(vault, tmp_path / "rome.xlsx", workbook([["code_rome"]])[:200])

    assert known(vault) == {}


@pytest.mark.parametrize("role", ["accompagnateur", "coordination", "responsable"])
def test_only_the_gestionnaire_brings_it_in(tmp_path: Path, role: str) -> None:
    identity = vaults.une_identite(role=role)
    other = vaults.copied(
        tmp_path / "coffre", vaults.PHRASE, identity, around=vaults.surroundings()
    )

    with pytest.raises(Refus) as refused:
        bring(other, tmp_path / "rome.csv", OFFICIEL)

    assert refused.value.code == "droit_refuse"
    assert known(other) == {}
    other.close()


def test_a_code_is_read_with_its_words_whatever_tells_it(vault: Vault, tmp_path: Path) -> None:
    bring(vault, tmp_path / "rome.csv", OFFICIEL)

    with vault.look() as rows:
        told = [
            en_mots(rows, kind, field, value, le_referentiel("demo"))
            for kind, field, value in (
                ("emploi", "code_rome", "G1602"),
                ("situation", "metiers_rome", ("G1602", "A1101")),
                ("situation", "metiers_rome", ()),
            )
        ]

    assert told == [
        ("G1602 Cuisine de tous les jours",),
        ("G1602 Cuisine de tous les jours", "A1101"),
        (RIEN,),
    ]


def test_nothing_is_said_of_codes_as_long_as_no_list_is_known() -> None:
    assert nommer(("A1101",), {}) == ""
    assert nommer(("a1101", "boulanger"), {"G1602": "Cuisine"}) == (
        "A1101\u00a0: code inconnu de la liste importée"
    )
