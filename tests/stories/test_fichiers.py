"""Les fichiers : ceux qui viennent d’eux-mêmes s’interrompent, les anciens viennent quand on les ouvre."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.models import blobs
from desktop.models.vault import Vault
from desktop.sync.blobs import FILES_PER_TURN, RECENT
from desktop.ui.places import Name, Place
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.referentiels import charger
from plie.kinds import CompteRendu, Entretien, Id, Parcours, Personne, PieceVersee, Sha256
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu
from tests.stories import gestes

AE, COORDINATION = "Odilon Carpentras", "Philomène Astruc"
ANCIEN = RECENT + timedelta(days=10)
FERME = "http://127.0.0.1:9"
COMBIEN, POIDS = 2 * FILES_PER_TURN + 8, 400_000


def ecrit(dossier: Path, store: DemoStore, remplir: Callable[[Vault], None]) -> None:
    """Un poste relié d’accompagnatrice, rempli, dont tout est parti."""
    around = real()
    vault = scene.make_vault(dossier, AE, around)
    scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
    remplir(vault)
    scene.exchange(vault, around)
    vault.close()


def une_personne(vault: Vault) -> Id:
    with vault.work() as work:
        id_ = work.new_id()
        work.insert(Personne(id=id_, civilite="Mme", nom_naissance="Trévignac", prenoms="Maïwenn"))
        work.insert(Parcours(id=work.new_id(), dossier=id_, origine="prescripteur"))
        work.commit()
    return id_


def un_compte_rendu_vrai(vault: Vault, age: timedelta) -> None:
    """Un compte-rendu finalisé il y a tant de temps, et une pièce reçue ce jour-là, avec leur vrai PDF."""
    dossier, quand = une_personne(vault), real().clock() - age
    with vault.work() as work:
        entretien = work.new_id()
        work.insert(Entretien(id=entretien, dossier=dossier, date=quand.date()))
        cr = un_compte_rendu(
            id=work.new_id(), dossier=dossier, entretien=entretien, date=quand.date(),
            finalise_le=quand, pdf=Sha256(""),
        )  # fmt: skip
        pdf = compte_rendu_pdf(cr, referentiel=charger("demo"))
        kept = blobs.file(work.connection, pdf, scope=dossier)
        work.insert(replace(cr, pdf=kept))
        piece = blobs.file(work.connection, pdf.replace(b"%%EOF", b"%%EOF\n%"), scope=dossier)
        work.insert(
            PieceVersee(
                id=work.new_id(), dossier=dossier, code="identite", fichier=piece,
                recue_le=quand.date(),
            )
        )  # fmt: skip
        work.commit()


def deux_comptes_rendus_vrais(vault: Vault) -> None:
    for heures in (1, 2):
        un_compte_rendu_vrai(vault, timedelta(hours=heures))


def beaucoup(vault: Vault) -> None:
    """Des comptes-rendus de ce matin, dont les fichiers pèsent."""
    dossier, chance = une_personne(vault), Random("fichiers")  # noqa: S311 - rien de secret
    with vault.work() as work:
        for _ in range(COMBIEN):
            digest = blobs.file(work.connection, chance.randbytes(POIDS), scope=dossier)
            work.insert(
                un_compte_rendu(
                    id=work.new_id(), dossier=dossier, entretien=work.new_id(),
                    finalise_le=real().clock(), pdf=digest,
                )
            )  # fmt: skip
        work.commit()


def recus(seat: Seat) -> int:
    """Rendre combien de fichiers sont là, entiers."""
    with seat.house.vault.look() as rows:
        found = [(cr.pdf, rows.blob(cr.pdf)) for cr in rows.all(CompteRendu)]
    assert all(sha256(content).hexdigest() == name for name, content in found if content)
    return sum(content is not None for _, content in found)


def mener(seat: Seat, url: str) -> None:
    """Changer l’adresse du magasin."""
    with seat.house.vault.work() as work:
        work.identify(replace(work.rows.identity(), url=url))
        work.commit()


def montre(seat: Seat, name: str) -> bool:
    """Dire si un élément est visible."""
    return any(w.isVisible() for w in seat.window.findChildren(QWidget, name))


def un_ancien_a_lire(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> Seat:
    """Asseoir la coordination devant un vieux compte-rendu, dont le fichier n’est pas venu de lui-même."""
    ecrit(tmp_path / "ae", store, partial(un_compte_rendu_vrai, age=ANCIEN))
    seat = enrolled(COORDINATION, Role.COORDINATION)
    seat.hands.until(lambda: len(gestes.comptes_rendus(seat)) == 1, "le compte-rendu")
    seat.exchange()
    return seat


def sans_les_fichiers(
    store: DemoStore,
    enrolled: Callable[[str, str], Seat],
    tmp_path: Path,
    remplir: Callable[[Vault], None],
    *,
    qui: tuple[str, Role] = (COORDINATION, Role.COORDINATION),
) -> Seat:
    """Asseoir quelqu’un qui a interrompu les fichiers, devant ce qu’une accompagnatrice vient d’envoyer."""
    seat = enrolled(*qui)
    seat.exchange()
    seat.house.exchange.files.hold()
    ecrit(tmp_path / "ae", store, remplir)
    seat.exchange()
    seat.hands.until(lambda: bool(gestes.comptes_rendus(seat)), "le compte-rendu")
    return seat


def test_un_document_ancien_vient_quand_on_l_ouvre_et_reste(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = un_ancien_a_lire(store, enrolled, tmp_path)
    (cr,) = gestes.comptes_rendus(seat)
    assert recus(seat) == 0
    mener(seat, FERME)

    gestes.lire(seat, cr.dossier, cr.id)
    seat.hands.until(lambda: montre(seat, "relecture_pdf_etats_state_action"), "Réessayer")
    assert "enregistré ici" in seat.hands.text("relecture_pdf_etats_state_next")
    mener(seat, store.url)
    seat.hands.click("relecture_pdf_etats_state_action")

    gestes.pages(seat, "relecture_pdf")
    assert recus(seat) == 1
    mener(seat, FERME)
    seat.hands.click("revenir")
    gestes.lire(seat, cr.dossier, cr.id)
    gestes.pages(seat, "relecture_pdf")


def test_un_poste_retire_qui_ouvre_un_document_se_verrouille_sans_attendre_l_echange(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = un_ancien_a_lire(store, enrolled, tmp_path)
    (cr,) = gestes.comptes_rendus(seat)
    with seat.house.vault.look() as rows:
        store.revoke(rows.identity().device)

    gestes.lire(seat, cr.dossier, cr.id)
    gestes.attendre(seat, "deverrouiller", "le verrou")

    assert seat.door.house is None
    assert "a retiré l’accès de cet appareil" in seat.hands.text("deverrouillage_objection")


def test_une_piece_ancienne_vient_quand_on_l_ouvre(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = un_ancien_a_lire(store, enrolled, tmp_path)
    with seat.house.vault.look() as rows:
        (piece,) = rows.all(PieceVersee)
        assert rows.blob(piece.fichier) is None

    seat.house.main.go(Place(Name.PIECE, piece.id))

    gestes.pages(seat, "piece_pdf")
    with seat.house.vault.look() as rows:
        assert rows.blob(piece.fichier)


def test_une_nouveaute_dont_le_fichier_attend_le_fait_venir(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    recent = partial(un_compte_rendu_vrai, age=timedelta(hours=1))
    seat = sans_les_fichiers(store, enrolled, tmp_path, recent)
    (cr,) = gestes.comptes_rendus(seat)
    assert recus(seat) == 0

    gestes.recevoir(seat, cr.id)

    assert recus(seat) == 1
    assert not seat.hands.text("lecture_verdict").startswith("PDF en attente")


def test_un_document_qui_arrive_par_l_echange_se_montre_la_ou_il_manquait(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    recent = partial(un_compte_rendu_vrai, age=timedelta(hours=1))
    seat = sans_les_fichiers(store, enrolled, tmp_path, recent)
    (cr,) = gestes.comptes_rendus(seat)
    mener(seat, FERME)
    seat.hands.click_item("rail", Name.NOUVEAUTES)
    seat.hands.until(lambda: seat.hands.rows("nouveautes_liste") > 0, "la nouveauté")
    seat.hands.click_row("nouveautes_liste", 0)
    seat.hands.until(lambda: montre(seat, "lecture_pdf_etats_state_action"), "Réessayer")
    assert seat.hands.text("lecture_verdict").startswith("PDF en attente")

    seat.house.main.go(Place(Name.RELECTURE, cr.id))
    seat.hands.until(lambda: montre(seat, "relecture_pdf_etats_state_action"), "Réessayer")
    seat.house.exchange.files.go_on()
    seat.house.heart.beat()

    gestes.pages(seat, "relecture_pdf")
    seat.hands.click("revenir")
    seat.hands.click_item("rail", Name.NOUVEAUTES)
    gestes.pages(seat, "lecture_pdf")
    assert not seat.hands.text("lecture_verdict").startswith("PDF en attente")
    assert recus(seat) == 1


def test_ce_qui_manque_pour_imprimer_vient_d_un_bouton(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = sans_les_fichiers(
        store, enrolled, tmp_path, deux_comptes_rendus_vrais, qui=(AE, Role.ACCOMPAGNATEUR)
    )
    seat.hands.until(lambda: len(gestes.comptes_rendus(seat)) == 2, "les comptes-rendus")
    assert recus(seat) == 0
    mener(seat, FERME)
    seat.hands.click_item("rail", Name.DOCUMENTS)
    seat.hands.click("documents_imprimer")

    phrase, bouton = (f"impression_pdf_etats_state_{part}" for part in ("sentence", "action"))
    manquent = "Aucun des 2 documents n’est sur ce poste."
    seat.hands.until(lambda: seat.hands.text(phrase) == manquent, "ce qui manque")
    seat.hands.click(bouton)
    seat.hands.until(
        lambda: seat.hands.find(QPushButton, bouton).text() == "Réessayer", "Réessayer"
    )
    mener(seat, store.url)
    seat.hands.click(bouton)

    gestes.pages(seat, "impression_pdf")
    assert recus(seat) == 2


def test_les_fichiers_qui_arrivent_s_interrompent_et_se_reprennent(
    store: DemoStore, enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = sans_les_fichiers(store, enrolled, tmp_path, beaucoup)
    tenus = f"Réception des documents interrompue, {COMBIEN} à venir"
    seat.hands.until(lambda: seat.hands.text("status_fichiers_phrase") == tenus, "les fichiers")
    assert len(gestes.comptes_rendus(seat)) == COMBIEN, "le travail a attendu les fichiers"
    assert recus(seat) == 0
    seat.hands.click("status_fichiers_bouton")
    seat.hands.until(lambda: " sur " in seat.hands.text("status_fichiers_phrase"), "la réception")
    seat.hands.click_item("rail", Name.ECHANGES)
    seat.hands.click("echange_fichiers_bouton")

    # Interrompus, ils le restent, verrouillage compris, jusqu’à ce que l’on reprenne.
    seat.hands.until(
        lambda: "interrompue" in seat.hands.text("echange_fichiers_phrase"), "l’interruption"
    )
    seat.exchange()
    before = recus(seat)
    assert before < COMBIEN
    seat.hands.click("status_verrouiller")
    seat.hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()
    seat.exchange()
    assert recus(seat) == before
    seat.hands.click("echange_fichiers_bouton")
    seat.hands.until(lambda: recus(seat) == COMBIEN, "tous les fichiers")
    seat.hands.until(lambda: not montre(seat, "status_fichiers"), "la fin")
