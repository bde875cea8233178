"""`utilisateurs` and `lots` as they are typed: listed, added, changed, entrusted, taken away, given back."""

import json
from pathlib import Path
from typing import Any

import pytest

from central import gestion
from central.__main__ import main
from central.gestion import the_plie
from central.machine import MINT
from central.say import many
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Monde, une_cle
from wire.messages import ENROL, HELLO, Enrol, Hello
from wire.pack import pack

Capsys = pytest.CaptureFixture[str]


class Operateur:
    """Someone who types commands about a store, and reads their answers."""

    def __init__(self, folder: Path, capsys: Capsys) -> None:
        self.folder, self.capsys = folder, capsys

    def says(self, *typed: str) -> Any:
        assert main([*typed, "--donnees", str(self.folder), "--json"]) == 0
        return json.loads(self.capsys.readouterr().out)

    def reads(self, *typed: str) -> str:
        assert main([*typed, "--donnees", str(self.folder)]) == 0
        return self.capsys.readouterr().out

    def refused(self, *typed: str) -> str:
        assert main([*typed, "--donnees", str(self.folder)]) == 2
        said = self.capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        return said.err


@pytest.fixture
def operateur(monde: Monde, capsys: Capsys) -> Operateur:
    return Operateur(monde.settings.folder, capsys)


def test_someone_is_added_changed_and_shown(operateur: Operateur) -> None:
    added = operateur.says("utilisateurs", "ajouter", "--nom", " Ana  Bo ", "--role", "responsable")
    operateur.says(
        "utilisateurs", "modifier", "Ana Bo", "--nom", "Ana Bo-Lin", "--role", "coordination",
        "--organisation", "La Maison",
    )  # fmt: skip

    (shown,) = operateur.says("utilisateurs")
    assert shown == {
        "id": added["utilisateur"], "nom": "Ana Bo-Lin", "role": "coordination",
        "organisation": "La Maison", "lot": None, "desactive_le": None, "appareils": 0,
        "dossiers": 0,
    }  # fmt: skip


def test_an_access_is_taken_away_whole_then_given_back(monde: Monde, operateur: Operateur) -> None:
    adviser = monde.appareil()
    invited = ["inviter", "--nom", "Odilon Carpentras", "--role", "accompagnateur"]
    spare = operateur.says(*invited)["code"]

    gone = operateur.says("utilisateurs", "desactiver", "Odilon Carpentras")

    assert (gone["appareils"], gone["invitations"], gone["dossiers"]) == (1, 1, 0)
    body = pack(Hello(replica="copie", epoch=adviser.who.epoch, since=0))
    assert monde.refused(HELLO, body, adviser.who.token) == (401, "appareil_revoque")
    again = Enrol(code=spare, device="poste-neuf", public_key=une_cle(), nom="Poste")
    monde.clock.now = MINT.now()
    assert monde.refused(ENROL, pack(again))[1] == "code_expire"
    with pytest.raises(Refus, match="acces_retire"):
        monde.code()
    assert "déjà retiré" in operateur.refused("utilisateurs", "desactiver", "Odilon Carpentras")
    (shown,) = operateur.says("utilisateurs")
    assert (shown["desactive_le"], shown["appareils"]) != (None, 1)

    operateur.says("utilisateurs", "reactiver", shown["id"][:20])

    assert monde.appareil().who.utilisateur == adviser.who.utilisateur


def test_answers_name_people_and_agree_with_what_they_count(
    monde: Monde, operateur: Operateur, tmp_path: Path
) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    adviser.push(adviser.compte_rendu(dossier), adviser.entretien(dossier))
    path = tmp_path / "lots.csv"
    path.write_text("lot,public,nom_officiel\n1,jeune,Aubeville\n")

    (line,) = operateur.reads("dossiers").splitlines()
    assert line.endswith("1 compte-rendu")
    assert operateur.reads("lots", "importer", str(path)) == (
        "Lots\u00a0: 1 ajouté, 0 modifié, 0 inchangé.\n"
    )
    gone = operateur.reads("utilisateurs", "desactiver", "Odilon Carpentras")
    assert "1 appareil révoqué, 0 invitation annulée" in gone
    assert "1 dossier à donner" in gone
    back = operateur.reads("utilisateurs", "reactiver", "Odilon Carpentras")
    assert back.startswith("Accès rendu à Odilon Carpentras\u00a0:")
    assert operateur.reads("hors-ligne").startswith("Un poste peut rester 30 jours sans")
    assert operateur.reads("hors-ligne", "1") == operateur.reads("hors-ligne")
    assert operateur.reads("hors-ligne").startswith("Un poste peut rester 1 jour sans")
    assert "90 jours\u00a0: 0 retiré (0,0\u00a0Mo)" in operateur.reads("nettoyer")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 compte-rendu"), (1, "1 compte-rendu"), (2, "2 comptes-rendus")]
)
def test_a_count_agrees(count: int, said: str) -> None:
    assert many(count, "compte-rendu") == said


def test_a_lot_is_added_changed_entrusted_and_left(operateur: Operateur) -> None:
    for nom in ("Ana Bo", "Zoé Marchenoir"):
        operateur.says("utilisateurs", "ajouter", "--nom", nom, "--role", "accompagnateur")
    operateur.says("lots", "ajouter", "--numero", "3", "--nom", "Vallée", "--public", "adulte")
    operateur.says("lots", "modifier", "3", "--nom", "Vallée haute", "--organisation", "La Maison")

    held = [
        operateur.says("lots", "confier", "3", *to) and operateur.says("lots")
        for to in (["--a", "Ana Bo"], ["--a", "Zoé Marchenoir"], ["--a-personne"])
    ]

    assert [lots[0]["accompagnateurs"] for lots in held] == [["Ana Bo"], ["Zoé Marchenoir"], []]
    shown = held[0][0]
    assert (shown["numero"], shown["nom"], shown["public"]) == (3, "Vallée haute", "adulte")
    assert shown["organisation"] == "La Maison"


def test_lots_come_from_a_file_and_come_again_without_change(
    operateur: Operateur, tmp_path: Path
) -> None:
    path = tmp_path / "lots.csv"
    path.write_text("lot,public,nom_officiel\n1,jeune,Aubeville\n2,adulte,Bréaux\n")
    first = operateur.says("lots", "importer", str(path))
    operateur.says("lots", "modifier", "1", "--nom", "Le plateau")
    path.write_text("lot,public,nom_officiel\n1,adulte,Aubeville\n2,adulte,Bréaux\n")

    again = operateur.says("lots", "importer", str(path))

    assert first == {"ajoutes": 2, "modifies": 0, "inchanges": 0}
    assert again == {"ajoutes": 0, "modifies": 1, "inchanges": 1}
    assert [(lot["nom"], lot["public"]) for lot in operateur.says("lots")] == [
        ("Le plateau", "adulte"), ("Bréaux", "adulte"),
    ]  # fmt: skip


def test_a_file_that_gives_a_lot_the_name_of_another_changes_nothing(
    operateur: Operateur, tmp_path: Path
) -> None:
    path = tmp_path / "lots.csv"
    path.write_text("lot,public,nom\n1,jeune,Plateau\n2,adulte,Vallée\n")
    operateur.says("lots", "importer", str(path))
    before = operateur.says("lots")
    path.write_text("lot,public,nom\n1,adulte,Plateau\n3,jeune,Vallée\n")

    assert "ligne 3" in operateur.refused("lots", "importer", str(path))

    assert operateur.says("lots") == before
    path.write_text("lot,public,nom\n1,jeune,Vallée\n2,adulte,Plateau\n")
    assert operateur.says("lots", "importer", str(path))["modifies"] == 2


def test_two_new_lots_of_one_territory_are_told_apart(operateur: Operateur, tmp_path: Path) -> None:
    path = tmp_path / "lots.csv"
    path.write_text("lot,public,nom_officiel\n1,jeune,Aubeville\n2,adulte,Aubeville\n")

    operateur.says("lots", "importer", str(path))

    names = [lot["nom"] for lot in operateur.says("lots")]
    assert names == ["Aubeville", "Aubeville (lot 2)"]


def test_what_cannot_be_done_is_said_in_one_line(monde: Monde, operateur: Operateur) -> None:
    monde.appareil()
    operateur.says("lots", "ajouter", "--numero", "3", "--nom", "Vallée")
    operateur.says("utilisateurs", "ajouter", "--nom", "Ana Bo", "--role", "coordination")
    refused = operateur.refused

    assert "Personne" in refused("utilisateurs", "modifier", "Inconnu", "--nom", "X")
    assert "--nom" in refused("utilisateurs", "modifier", "Ana Bo")
    assert "déjà" in refused("utilisateurs", "ajouter", "--nom", "Ana Bo", "--role", "coordination")
    assert "--motif rendu" in refused(
        "utilisateurs", "modifier", "Odilon Carpentras", "--role", "responsable"
    )
    assert "déjà accès" in refused("utilisateurs", "reactiver", "Ana Bo")
    assert "200" in refused("utilisateurs", "modifier", "Ana Bo", "--nom", " ")
    assert "a déjà ce numéro" in refused("lots", "ajouter", "--numero", "3", "--nom", "Autre")
    for lot in ("4", "9" * 5_000):
        assert "Aucun lot" in refused("lots", "modifier", lot, "--nom", "Autre")
    assert "pas accompagnateur" in refused("lots", "confier", "3", "--a", "Ana Bo")
    assert "absent.csv" in refused("lots", "importer", "absent.csv")


def test_a_namesake_of_another_organisation_is_another_person(
    monde: Monde, operateur: Operateur
) -> None:
    asked = ["utilisateurs", "ajouter", "--nom", "Ana Bo", "--role", "accompagnateur"]
    operateur.says(*asked)
    operateur.says(*asked, "--organisation", "La Maison")

    assert "Plusieurs" in operateur.refused("utilisateurs", "desactiver", "Ana Bo")
    with pytest.raises(Refus, match="homonymes"):
        gestion.invite(
            monde.store, monde.authority, monde.mint, plie=the_plie(monde.store), nom="Ana Bo",
            role=Role.ACCOMPAGNATEUR,
        )  # fmt: skip
    assert the_plie(monde.store) == PLIE


def test_a_name_typed_with_other_spaces_is_the_same_person(operateur: Operateur) -> None:
    """A twin made by a slip could not be told from the first: neither would be invited any more."""
    asked = ["inviter", "--role", "accompagnateur", "--nom"]
    first = operateur.says(*asked, "Ana Bo")

    again = operateur.says(*asked, "  Ana\u00a0  Bo ", "--organisation", " Les  Essais ")

    assert (first["nouveau"], again["nouveau"]) == (True, False)
    assert again["utilisateur"] == first["utilisateur"]
    added = ["utilisateurs", "ajouter", "--role", "accompagnateur", "--nom", "Ana  Bo"]
    assert "déjà un compte" in operateur.refused(*added)
    assert len(operateur.says("utilisateurs")) == 1
    assert "pour Ana Bo, valable" in operateur.reads(*asked, "  Ana\u00a0  Bo ")


def test_nobody_takes_the_name_of_another_in_the_same_place(operateur: Operateur) -> None:
    for nom in ("Ana Bo", "Io Lac"):
        operateur.says("utilisateurs", "ajouter", "--nom", nom, "--role", "accompagnateur")

    taken = operateur.refused("utilisateurs", "modifier", "Io Lac", "--nom", "Ana  Bo")

    assert "Ana Bo a déjà un compte" in taken
    elsewhere = ["--nom", "Ana Bo", "--organisation", "La Maison"]
    operateur.says("utilisateurs", "modifier", "Io Lac", *elsewhere)


def test_a_dossier_is_given_to_one_of_two_namesakes_by_their_id(
    monde: Monde, operateur: Operateur
) -> None:
    dossier = monde.appareil().dossier()
    asked = ["utilisateurs", "ajouter", "--nom", "Ana Bo", "--role", "accompagnateur"]
    _, other = (operateur.says(*asked, "--organisation", o)["utilisateur"] for o in ("Un", "Deux"))

    assert "l’identifiant" in operateur.refused("reaffecter", dossier, "--a", "Ana Bo")

    assert operateur.says("reaffecter", dossier, "--a", other)["utilisateur"] == other
