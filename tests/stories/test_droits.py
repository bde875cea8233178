"""Qui voit et qui écrit quoi : par les vraies fenêtres, et dans chaque ligne de chaque coffre."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.demo.seat import Seat
from desktop.ui.places import Name
from desktop.usecases.synchronisation import ligne
from plie.kinds import Entretien, Personne, Prescription
from plie.vocabulaire import Role
from tests.desktop.vaults import dump
from tests.stories import gestes
from wire.messages import Pull

CANARI = "tarentelle-de-zibeline"
ECRIT = f"Le projet se précise ; {CANARI}."


def contient(seat: Seat, words: str) -> bool:
    """Dire si une ligne de quelque table du coffre contient ces mots."""
    return words in repr(dump(seat.house.vault))


def servi(seat: Seat) -> str:
    """Rendre tout ce que le magasin sert à ce poste, depuis le début."""
    with seat.house.vault.look() as rows:
        line, epoch = ligne(rows.identity()), rows.cursor().epoch
    assert line
    pages, since, more = [], 0, True
    while more:
        page = line.pull(Pull(epoch=epoch, since=since))
        pages.append(repr(page.ops))
        since, more = page.until, page.more
    line.close()
    return "".join(pages)


def test_le_recit_d_un_brouillon_n_atteint_jamais_la_coordination(
    enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    """C9-3-6 : la coordination lit le compte-rendu finalisé, pas le brouillon."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, ECRIT)
    adviser.exchange()
    reviewer.exchange()

    assert contient(adviser, CANARI)
    assert CANARI in servi(adviser)
    store = (tmp_path / "magasin").glob("central.db*")
    assert any(CANARI.encode() in file.read_bytes() for file in store)
    assert contient(reviewer, dossier)
    with reviewer.house.vault.look() as rows:
        assert [(e.dossier, e.contenu) for e in rows.all(Entretien)] == [(dossier, "")]
    assert not contient(reviewer, CANARI)
    assert CANARI not in servi(reviewer)

    cr = gestes.finaliser(adviser)
    adviser.exchange()
    gestes.recevoir(reviewer, cr)
    assert contient(reviewer, CANARI)


def test_la_coordination_lit_un_compte_rendu_a_signer_sans_pouvoir_y_toucher(
    enrolled: Callable[[str, str], Seat],
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, ECRIT)
    cr = gestes.finaliser(adviser)
    adviser.exchange()
    gestes.recevoir(reviewer, cr)

    gestes.lire(reviewer, dossier, cr)
    hands = reviewer.hands
    gestes.attendre(reviewer, "faire_signer", "la seule suite possible")

    assert hands.find(QPushButton, "faire_signer").text() == "Revenir au dossier"
    assert not hands.shows("corriger")
    assert not hands.shows("obstacle")
    hands.click("faire_signer")
    gestes.attendre(reviewer, "rail", "le dossier")
    assert not hands.shows("nouvel_entretien")


def test_une_accompagnatrice_ne_voit_jamais_le_dossier_d_une_autre(
    enrolled: Callable[[str, str], Seat],
) -> None:
    first = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    second = enrolled("Sidonie Lhermitte", Role.ACCOMPAGNATEUR)
    gestes.ouvrir_dossier(first, "Maïwenn", "Trévignac")
    gestes.ecrire(first, ECRIT)
    gestes.ouvrir_dossier(second, "Théodule", "Kerbrézan")
    for seat in (first, second, first, second):
        seat.exchange()

    for seat, own, other in (
        (first, "Trévignac", "Kerbrézan"),
        (second, "Kerbrézan", "Trévignac"),
    ):
        with seat.house.vault.look() as rows:
            (person,) = rows.all(Personne)
        assert person.nom_naissance == own
        assert contient(seat, own)
        assert not contient(seat, other)
        assert other not in servi(seat)
    assert not contient(second, CANARI)
    assert second.hands.rows("file_liste") == 1


def test_ce_qu_un_role_ne_peut_pas_ecrire_est_mis_de_cote_compte_et_n_atteint_personne(
    enrolled: Callable[[str, str], Seat],
) -> None:
    """C9-3-6 : l’entretien est écrit par l’accompagnateur·rice, par personne d’autre."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    adviser.exchange()
    reviewer.exchange()

    # Aucun écran ne l’offre : un programme trafiqué, lui, écrirait.
    with reviewer.house.vault.work() as work:
        forged = Entretien(id=work.new_id(), dossier=dossier, contenu=CANARI)
        work.insert(forged)
        work.commit()
    reviewer.exchange()
    adviser.exchange()

    reviewer.hands.until(
        lambda: "1\u00a0élément mis de côté" in reviewer.hands.text("status_sentence"),
        "ce qui est mis de côté",
    )
    with reviewer.house.vault.look() as rows:
        assert rows.set_aside() == (("entretien", forged.id, "droit_refuse"),)
        assert rows.find(Entretien, forged.id) is None
    assert not contient(adviser, CANARI)
    assert CANARI not in servi(adviser) + servi(reviewer)
    assert "mis de côté" not in adviser.hands.text("status_sentence")


def test_la_coordination_ouvre_une_candidature_et_la_confie(
    enrolled: Callable[[str, str], Seat],
) -> None:
    """C9-3-1, C9-2 : une orientation reçue par l’équipe opérationnelle entre par elle, et va à qui suivra."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    for seat in (adviser, reviewer):
        seat.exchange()
    hands = reviewer.hands
    hands.click_item("rail", Name.CANDIDATURES)
    hands.click("nouvelle_candidature")
    hands.write("nouveau_formulaire_prenoms", "Maïwenn")
    hands.write("nouveau_formulaire_nom", "Trévignac")
    hands.click("ouvrir_dossier")
    gestes.attendre(reviewer, "repartir", "la candidature, à confier")
    assert hands.text("candidature_nom") == "Maïwenn Trévignac"

    to = hands.find(QComboBox, "candidature_a")
    hands.until(lambda: to.count() > 1, "qui suit des dossiers")
    hands.choose("candidature_a", to.itemData(1))
    hands.click("repartir")
    hands.until(lambda: "Odilon" in hands.text("candidature_faits"), "confiée")
    for seat in (reviewer, adviser):
        seat.exchange()

    with adviser.house.vault.look() as rows:
        (person,) = rows.all(Personne)
        (received,) = rows.all(Prescription, dossier=person.id)
    assert person.nom == "Maïwenn Trévignac"
    assert received.repartie_le is not None
