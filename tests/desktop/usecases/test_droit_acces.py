"""The right of access and the history: everything held, as a document and as data; a value put back."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import page
import pypdfium2
import pytest

from desktop.models import blobs, visits
from desktop.models.vault import Vault
from desktop.pages.table_messages import TableRead
from desktop.usecases.colonnes import Correspondance, tableau
from desktop.usecases.dossiers import assemble
from desktop.usecases.droit_acces import Acces, raison, rassembler
from desktop.usecases.essai import essayer
from desktop.usecases.fichiers_gardes import LISTE
from desktop.usecases.historique import lire, retablir
from desktop.usecases.identite import modifier
from desktop.usecases.importation import importer
from plie.alertes.toutes import alertes
from plie.dossier_suivi import suivi
from plie.formes.suivi import read
from plie.kinds import CertificationObtenue, Cv, Etape, Id, Personne, PieceVersee
from plie.refus import Illisible, Refus
from tests import builders
from tests.builders import PARCOURS, PERSONNE
from wire.messages import Visit

NOW = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
DEMO = builders.le_referentiel()


def sent(vault: Vault) -> None:
    """What was written is at the store: what comes after is an operation of its own."""
    with vault.work() as work:
        work.connection.exec_driver_sql("UPDATE op SET number = seq WHERE number IS NULL")
        work.commit()


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """One person with a full story, some of it out of order as a draft may be."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.des_coordonnees())
        work.insert(builders.un_parcours())
        work.insert(builders.une_prescription())
        work.insert(builders.une_inscription())
        work.insert(builders.une_decision())
        work.insert(builders.un_entretien())
        work.insert(builders.un_compte_rendu())
        for signed in builders.les_deux_signatures():
            work.insert(signed)
        work.insert(builders.un_emploi(debut=date(2026, 3, 2), heures_hebdo=20.5))
        work.insert(builders.une_etape(debut=date(2026, 5, 4), fin=date(2026, 5, 1)))
        work.insert(
            CertificationObtenue(
                id=Id("c1"), dossier=PERSONNE, parcours=PARCOURS, nature="titre",
                obtenue_le=date(2026, 2, 1), suivi_jusqu_au=date(2026, 1, 1),
            )
        )  # fmt: skip
        work.commit()
    sent(vault)
    with vault.work() as work:
        modifier(work, PERSONNE, {"nom_usage": "Kerlann"}, {})


def words(pdf: bytes) -> str:
    """What one reads on the pages, the ends of lines put aside."""
    with pypdfium2.PdfDocument(pdf) as paper:
        said = "".join(one.get_textpage().get_text_range() for one in paper)
    return " ".join(said.split())


def gather(vault: Vault) -> Acces:
    with vault.look() as rows:
        return rassembler(rows, PERSONNE, referentiel=DEMO, now=NOW)


def test_the_data_is_read_by_the_alerts_as_it_is_and_gives_the_same_ones(vault: Vault) -> None:
    found = gather(vault)

    again = read(found.json.decode(), source="export.json")
    with vault.look() as rows:
        mine = suivi(assemble(rows, PERSONNE), on=NOW.date())
    # An end before its start is told in the data alone.
    told = {a.code for a in alertes(again, referentiel=DEMO, on=NOW.date())}
    assert told >= {"acte_a_signer", "cv_perime"}
    assert told <= {a.code for a in alertes(mine, referentiel=DEMO, on=NOW.date())}


def test_nothing_held_is_left_out(vault: Vault) -> None:
    held = json.loads(gather(vault).json)

    assert set(held["donnees"]) == {
        "personne", "coordonnees", "parcours", "prescription", "inscription", "decision", "entretien",
        "compte_rendu", "signature", "emploi", "etape", "certification",
    }  # fmt: skip
    assert held["donnees"]["entretien"][0]["contenu"] == builders.un_entretien().contenu
    assert held["donnees"]["etape"][0]["fin"] == "2026-05-01"
    (changed,) = held["historique"]
    assert (changed["champ"], changed["de"], changed["a"]) == ("nom_usage", "", "Kerlann")


def test_the_document_begins_with_who_they_are_and_tells_each_kind_day_by_day(
    vault: Vault,
) -> None:
    with vault.work() as work:
        for day in (date(2026, 6, 3), date(2026, 4, 7)):
            held = builders.un_entretien(id=work.new_id(), date=day, parcours=PARCOURS)
            work.insert(held)
        work.commit()

    said = words(gather(vault).pdf)

    first = [said.index(one) for one in ("Identité Civilité", "Coordonnées", "Prescription")]
    days = [said.index(f"Date : {day}") for day in ("7 avril 2026", "3 juin 2026")]
    assert [*first, *days] == sorted([*first, *days])


def test_what_was_noted_by_mistake_is_given_and_said_to_be_cancelled(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(builders.une_annulation())
        work.commit()

    told = gather(vault)

    assert [one["fait"] for one in json.loads(told.json)["donnees"]["annulation"]] == ["decision-1"]
    assert "annulé le 12/02/2026" in words(told.pdf)


def test_who_else_opened_the_dossier_is_told_by_role_and_day_never_by_name(vault: Vault) -> None:
    """RGPD, art. 15; CJUE C-579/21: the days and the reasons, not the names of who works there."""
    with vault.work() as work:
        for number, at in ((7, "2026-09-08T09:15:00+00:00"), (9, "2026-09-09T08:00:00+00:00")):
            opened = Visit(
                number=number, dossier=PERSONNE, nom="Sidonie L", role="coordination", at=at
            )
            visits.keep(work.connection, [opened])
        work.commit()

    found = gather(vault)

    held = json.loads(found.json)["consultations"]
    assert held == [
        {"role": "coordination", "le": "2026-09-08T09:15:00+00:00"},
        {"role": "coordination", "le": "2026-09-09T08:00:00+00:00"},
    ]
    said = words(found.pdf)
    assert "08/09/2026 à 11 h 15 : coordination 09/09/2026 à 10 h : coordination" in said
    assert "Sidonie" not in said + found.json.decode()
    read(found.json.decode(), source="export.json")


def test_the_line_of_the_table_is_told_with_the_columns_that_filled_no_field(vault: Vault) -> None:
    """RGPD, art. 15: what the vault keeps of a person is theirs to read, though no form shows it."""
    table = tableau(
        TableRead((
            ("Nom", "Prénom", "Remarques", "Remarques"),
            ("Épinay", "Zoë", "Addiction CANARI signalée", "Rappeler le soir"),
        ))
    )  # fmt: skip
    choice = Correspondance(("nom_naissance", "prenoms", "", ""), {"origine": "Prescription"})
    essay = essayer(table, choice, (), on=NOW.date())
    with vault.work() as work:
        importer(work, table, essay.retenues(), choice)
    with vault.look() as rows:
        (zoe,) = (one for one in rows.all(Personne) if one.id != PERSONNE)
        found = rassembler(rows, zoe.id, referentiel=DEMO, now=NOW)

    cells = json.loads(found.json)["origine"]["cellules"]
    said = words(found.pdf)
    assert [cell["valeur"] for cell in cells] == [
        "Épinay", "Zoë", "Addiction CANARI signalée", "Rappeler le soir",
    ]  # fmt: skip
    assert "Remarques : Addiction CANARI signalée" in said
    assert "Remarques : Rappeler le soir" in said
    read(found.json.decode(), source="export.json")


def test_the_files_themselves_are_given_and_one_that_is_elsewhere_is_named(vault: Vault) -> None:
    cv, contract = b"%PDF-1.4 un CV", b"\xff\xd8\xff un contrat photographi\xc3\xa9"
    with vault.work() as work:
        filed = [blobs.file(work.connection, one, scope=PERSONNE) for one in (cv, contract)]
        work.insert(Cv(id=Id("cv1"), dossier=PERSONNE, date=date(2026, 9, 1), fichier=filed[0]))
        work.insert(
            PieceVersee(
                id=Id("p1"), dossier=PERSONNE, code="contrat", fichier=filed[1],
                nom_fichier="../contrat : signé.jpg", recue_le=date(2026, 3, 3),
            )
        )  # fmt: skip
        work.commit()

    found = gather(vault)

    with ZipFile(BytesIO(found.fichiers)) as held:
        inside = {name: held.read(name) for name in held.namelist()}
    told = json.loads(found.json)["fichiers"]
    by_sum = {one["sha256"]: one["nom"] for one in told}
    listed = inside.pop(LISTE).decode("utf-8-sig")
    assert inside == {by_sum[filed[0]]: cv, by_sum[filed[1]]: contract}
    assert not any("/" in name or ":" in name for name in inside)
    absent = builders.un_compte_rendu().pdf
    assert by_sum[absent] == ""
    assert found.absents == sum(not name for name in by_sum.values()) > 0
    assert absent in listed
    assert all(name in listed for name in inside)
    assert all(name in words(found.pdf) for name in inside)
    read(found.json.decode(), source="export.json")


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("donnees", "inconnu"), [], "donnees.inconnu"),
        (("donnees", "personne"), [{"nir": "1"}], "donnees.personne[1].nir"),
        (("donnees", "personne"), [{"prenoms": 3}], "donnees.personne[1].prenoms"),
        (("historique",), [{"quoi": "x"}], "historique[1].quoi"),
        (("export",), {"autre": "x"}, "export.autre"),
        (("fichiers",), [{"chemin": "x"}], "fichiers[1].chemin"),
        (("origine",), {"cellules": [{"nir": "1"}]}, "origine.cellules[1].nir"),
    ],
)
def test_a_further_key_that_the_export_does_not_have_is_refused_with_its_path(
    vault: Vault, path: tuple[str, ...], value: object, key: str
) -> None:
    held = json.loads(gather(vault).json)
    at = held
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value

    with pytest.raises(Illisible) as refused:
        read(json.dumps(held), source="export.json")

    assert key in refused.value.phrase


@pytest.mark.parametrize("head", [b"II*\x00", b"MM\x00*"])
def test_a_scan_kept_as_tiff_opens_by_its_name(vault: Vault, head: bytes) -> None:
    scan = head + b" une feuille"
    with vault.work() as work:
        filed = blobs.file(work.connection, scan, scope=PERSONNE)
        work.insert(Cv(id=Id("cv1"), dossier=PERSONNE, date=date(2026, 9, 1), fichier=filed))
        work.commit()

    with ZipFile(BytesIO(gather(vault).fichiers)) as held:
        (name,) = (one for one in held.namelist() if held.read(one) == scan)

    assert name.endswith(".tif")


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_the_document_is_archivable_and_accessible(vault: Vault, profile: str) -> None:
    found = page.validate_pdf_bytes(gather(vault).pdf, profile=profile)

    assert {failure.rule_id for failure in found.failures} == set()


def test_a_role_that_does_not_read_all_makes_no_export() -> None:
    assert raison("accompagnateur") == ""
    assert raison("coordination") == ""
    assert raison("gestionnaire")
    assert raison("relations_entreprises")


def test_a_value_put_back_is_an_edit_like_another(vault: Vault) -> None:
    with vault.look() as rows:
        (line,) = lire(rows, PERSONNE, referentiel=DEMO, zone=UTC)
    assert (line.titre, line.de, line.a, line.retablir) == (
        "Identité — Nom d’usage",
        "(rien)",
        "Kerlann",
        True,
    )
    assert line.quand.startswith("10/09/2026 à ")

    with vault.work() as work:
        retablir(work, "personne", PERSONNE, "nom_usage", line.changement.de)

    with vault.look() as rows:
        assert rows.get(Personne, PERSONNE).nom_usage == ""
        lines = lire(rows, PERSONNE, referentiel=DEMO, zone=UTC)
    # Not sent yet, what is put back continues what it takes back: nothing changed in the end.
    assert lines == ()


def test_putting_a_value_back_leaves_no_abandon_without_its_reason(vault: Vault) -> None:
    """C9-3-5."""
    with vault.work() as work:
        (etape,) = work.rows.all(Etape)
        told = {"abandonnee_le": date(2026, 9, 4), "motif_abandon": "Trop loin"}
        work.patch(Etape, etape.id, work.seen(Etape, etape.id), **told)
        work.commit()

    with vault.work() as work, pytest.raises(Refus) as refused:
        retablir(work, "etape", etape.id, "motif_abandon", "")

    assert (refused.value.code, refused.value.article) == ("abandon_sans_motif", "C9-3-5")
    with vault.work() as work:
        retablir(work, "etape", etape.id, "abandonnee_le", None)
    with vault.look() as rows:
        assert rows.all(Etape)[0].abandonnee_le is None


def test_a_fact_is_not_put_back(vault: Vault) -> None:
    with vault.work() as work, pytest.raises(Refus):
        retablir(work, "decision", "decision-1", "motif", "autre")
    with vault.work() as work, pytest.raises(Refus):
        retablir(work, "etape", "nulle-part", "intitule", "autre")
    with vault.look() as rows:
        assert rows.all(Etape)[0].intitule == "Atelier mobilité"
