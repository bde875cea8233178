"""A compte-rendu of the adviser who had the dossier before: nobody signs under their name (C9-3-6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.models import arrivals, blobs, oplog
from desktop.models.vault import Vault
from desktop.ui.places import Name
from desktop.ui.screens.relecture import Relecture
from desktop.usecases.a_signer import lire, reste_a_signer
from desktop.usecases.entretiens import finaliser, ouvrir
from desktop.usecases.signatures import Trace, signer_accompagnateur, signer_adherent
from plie.kinds import CompteRendu, Entretien, Parcours, Personne, Prescription, Signature
from plie.refus import Refus
from plie.vocabulaire import Position, Signataire
from tests import builders
from tests.desktop import vaults
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import NOW, House, identity
from tests.desktop.ui.screens.signing import person_signs
from wire.messages import Numbered, Page

LEONIE = "Léonie Fauconnet"
TRACE = Trace((((0.1, 0.1), (0.9, 0.6)),), Position.ACCORD)


@pytest.fixture
def leonie(house: House, tmp_path: Path, authority: Authority) -> Iterator[Vault]:
    """The vault of Léonie, who follows the dossier until today."""
    around = vaults.surroundings(seed=1)
    who = replace(identity(authority), utilisateur="leonie", nom=LEONIE)
    vault = vaults.copied(tmp_path / "leonie", vaults.PHRASE, who, around=around)
    with vault.work() as work:
        for kind in (Personne, Parcours, Prescription):
            for one in house.all(kind):
                work.insert(one)
        work.commit()
    yield vault
    vault.close()


@pytest.fixture
def received(house: House, leonie: Vault) -> str:
    """What Léonie finalised in her own vault, received here with the dossier; not signed yet."""
    return _received(house, leonie, signed=False)


@pytest.fixture
def half_signed(house: House, leonie: Vault) -> str:
    """The same, that the person signed on Léonie's screen before the dossier changed hands."""
    return _received(house, leonie, signed=True)


def test_the_screen_says_who_signs_and_offers_the_paper(house: House, received: str) -> None:
    house.go(Name.RELECTURE, received)
    house.until_pages("relecture_pdf")

    said = house.find(QLabel, "obstacle").text()
    assert f"mené par {LEONIE}" in said
    assert "Corriger fait une version à votre nom" in said
    assert house.find(QPushButton, "signer_sur_papier").property("role") == "main"
    assert house.find(QPushButton, "faire_signer").text() == "Revenir au dossier"


def test_no_way_leads_to_the_pads(house: House, received: str) -> None:
    house.go(Name.SIGNATURE, received)
    house.until_pages("relecture_pdf")

    assert isinstance(house.window.screen_shown, Relecture)
    with house.vault.look() as rows:
        assert reste_a_signer(rows, builders.PERSONNE) == ()


@pytest.mark.parametrize("sign", [signer_adherent, signer_accompagnateur])
def test_neither_party_is_sealed_here(
    house: House, received: str, half_signed: str, sign: type[signer_adherent]
) -> None:
    id_ = received if sign is signer_adherent else half_signed
    referentiel = house.window.desk.referentiel

    with house.vault.work() as work:
        shown = lire(work.rows, id_, referentiel=referentiel).sha256
        with pytest.raises(Refus, match="cr_d_un_autre"):
            sign(work, id_, TRACE, montre=shown, referentiel=referentiel, now=NOW)


def test_a_sitting_asks_for_ones_own_only(house: House, received: str, half_signed: str) -> None:
    mine = house.compte_rendu()

    person_signs(house, mine)
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")

    house.find(QLabel, "termine_phrase")
    assert {s.qui for s in house.signatures(mine)} == set(Signataire)
    assert house.signatures(received) == ()
    assert len(house.signatures(half_signed)) == 1


def test_what_waits_for_the_other_alone_says_so(house: House, half_signed: str) -> None:
    house.go(Name.RELECTURE, half_signed)
    house.until_pages("relecture_pdf")

    said = house.find(QLabel, "obstacle").text()
    assert f"il manque la signature de {LEONIE}" in said
    assert "papier" not in said
    assert house.find(QWidget, "corriger").isEnabled()


def test_a_version_in_ones_own_name_is_signed_here(house: House, half_signed: str) -> None:
    (cr,) = house.comptes_rendus()
    with house.vault.work() as work:
        made = finaliser(
            work, cr.entretien, referentiel=house.window.desk.referentiel, now=house.clock(),
            motif=f"Entretien mené par {LEONIE}, qui ne suit plus le dossier.",
        )  # fmt: skip

    person_signs(house, made.id_of("compte_rendu"))
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")
    house.find(QLabel, "termine_phrase")

    (new,) = (found for found in house.comptes_rendus() if found.id != half_signed)
    assert (new.remplace, new.accompagnateur_nom) == (half_signed, house.window.desk.user.nom)
    assert {s.nom for s in house.signatures(new.id)} == {new.adherent_nom, new.accompagnateur_nom}


def test_a_document_signed_so_before_names_the_hand(house: House) -> None:
    """Comptes-rendus that an earlier version of the application let another sign."""
    id_ = house.signed()
    with house.vault.work() as work:
        kept = work.get(CompteRendu, id_)
        other = replace(kept, id=work.new_id(), accompagnateur_nom=LEONIE)
        work.insert(other)
        for one in work.rows.all(Signature, compte_rendu=id_):
            work.insert(replace(one, id=work.new_id(), compte_rendu=other.id))
        work.commit()
    house.go(Name.RELECTURE, other.id)
    house.until_pages("relecture_pdf")

    (said,) = (words for words in house.texts() if f"sous le nom de {LEONIE}" in words)
    assert said.startswith(house.window.desk.user.nom)


def _received(house: House, leonie: Vault, *, signed: bool) -> str:
    referentiel = house.window.desk.referentiel
    with leonie.work() as work:
        id_ = ouvrir(work, builders.PERSONNE, now=NOW).id_of("entretien")
    with leonie.work() as work:
        work.patch(
            Entretien, id_, work.seen(Entretien, id_),
            date=NOW.date(), debut=time(9), duree_min=45, contenu="Le projet se précise.",
        )  # fmt: skip
        work.commit()
    with leonie.work() as work:
        made = finaliser(work, id_, referentiel=referentiel, now=NOW).id_of("compte_rendu")
    if signed:
        with leonie.work() as work:
            shown = lire(work.rows, made, referentiel=referentiel).sha256
            signer_adherent(work, made, TRACE, montre=shown, referentiel=referentiel, now=NOW)
    with leonie.look() as rows, house.vault.work() as work:
        signatures = rows.all(Signature, compte_rendu=made)
        things = [("entretien", id_), ("compte_rendu", made)]
        things += [("signature", one.id) for one in signatures]
        ops = [op for thing in things for op in oplog.story_of(rows.connection, *thing).ops]
        start = 101 if signed else 1
        sent = tuple(Numbered(number=start + n, op=op) for n, op in enumerate(ops))
        arrivals.apply_page(work, Page(epoch="époque", ops=sent, until=start + len(ops)))
        for digest in (rows.get(CompteRendu, made).pdf, *(s.sha256_scelle for s in signatures)):
            blobs.file(work.connection, rows.blob(digest) or b"", scope=builders.PERSONNE)
        work.commit()
    return made
