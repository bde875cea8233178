"""Sans réseau d’abord : tout s’écrit au clavier, rien ne se perd, et la signature vient avec le magasin."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.ui.screens.relecture import NOT_ENROLLED
from desktop.usecases.a_signer import lire
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import CompteRendu, Entretien, Signature
from plie.vocabulaire import Role
from tests.stories import gestes
from tests.stories.gestes import Clavier

ECRIT = "Une visite d’entreprise est fixée : œuvrer en cuisine collective l’intéresse."


def test_un_entretien_ecrit_au_clavier_sans_magasin_se_signe_une_fois_le_poste_relie(
    seat: Callable[[str], Seat], store: DemoStore
) -> None:
    alone = seat("Odilon Carpentras")
    hands, keys = alone.hands, Clavier(alone)

    keys.jusqu_a("rail")
    keys.touche(Qt.Key.Key_Down)
    keys.touche(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    keys.attendre(lambda: "nouveau_formulaire_prenoms" in keys.ou(), "le formulaire")
    keys.taper("Maïwenn")
    keys.touche(Qt.Key.Key_Tab)
    keys.taper("Trévignac")
    keys.jusqu_a("ouvrir_dossier")
    keys.touche(Qt.Key.Key_Space)
    keys.attendre(lambda: hands.text("dossier_nom") == "Maïwenn Trévignac", "le dossier")
    keys.jusqu_a("nouvel_entretien")
    keys.touche(Qt.Key.Key_Space)
    keys.attendre(lambda: "entretien_contenu" in keys.ou(), "le formulaire de l’entretien")
    keys.taper(ECRIT)
    keys.jusqu_a("entretien_date")
    keys.jusqu_a("entretien_duree_min")
    # Short: a longer one would begin the day before, just after midnight.
    keys.taper("1")
    keys.touche(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gestes.attendre(alone, "faire_signer", "le compte-rendu")
    (cr,) = gestes.comptes_rendus(alone)
    assert (cr.contenu, cr.duree_min) == (ECRIT, 1)
    keys.attendre(lambda: hands.text("obstacle") == NOT_ENROLLED, "pourquoi il ne se signe pas")
    keys.touche(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not hands.shows("remise_ok")
    assert hands.text("status_sentence").startswith("Sans magasin central")

    hands.click("revenir")
    gestes.relier(alone, store, "Odilon Carpentras", Role.ACCOMPAGNATEUR)
    alone.exchange()
    assert store.dossiers()[0]["comptes_rendus"] == 1
    gestes.lire(alone, cr.dossier, cr.id)
    gestes.signer(alone)
    assert hands.text("termine_phrase").startswith("Compte-rendu signé par les deux parties")
    hands.click("termine_retour")
    alone.exchange()

    with alone.house.vault.look() as rows:
        assert [e.contenu for e in rows.all(Entretien)] == [ECRIT]
        assert [found.id for found in rows.all(CompteRendu)] == [cr.id]
        assert {s.compte_rendu for s in rows.all(Signature)} == {cr.id}
        sealed = lire(rows, cr.id, referentiel=alone.house.main.desk.referentiel).pdf
        assert verifier(rows, sealed or b"").verdict is Verdict.INTACT
        assert (rows.waiting(), rows.set_aside()) == (0, ())
