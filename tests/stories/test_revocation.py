"""Un poste perdu : à son prochain échange la fenêtre se verrouille, et ce qui était écrit reste au coffre."""

from collections.abc import Callable

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.usecases import session
from plie.kinds import Entretien
from plie.vocabulaire import Role
from tests.stories import gestes

ECRIT = "Le premier jour s’est bien passé"


def test_un_poste_revoque_se_verrouille_a_l_echange_et_garde_ce_qui_venait_d_etre_tape(
    enrolled: Callable[[str, str], Seat], store: DemoStore
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    hands = adviser.hands
    gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, ECRIT)
    with adviser.house.vault.look() as rows:
        device = rows.identity().device
    folder = adviser.house.vault.folder
    store.revoke(device)

    hands.write("entretien_contenu", ", elle y retourne.")
    hands.click("status_action")
    gestes.attendre(adviser, "deverrouiller", "le verrou")

    assert adviser.door.house is None
    assert "L’accès de cet appareil a été retiré" in hands.text("deverrouillage_objection")
    assert "Trévignac" not in gestes.mots(adviser)
    vault = session.unlock(folder, scene.PASSPHRASE, around=scene.inside(real()))
    with vault.look() as rows:
        (draft,) = rows.all(Entretien)
    vault.close()
    assert draft.contenu == f"{ECRIT}, elle y retourne."

    hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
    hands.click("deverrouiller")
    gestes.attendre(adviser, "acces_ferme", "l’accès fermé")
    assert adviser.door.house is None
    assert "Trévignac" not in gestes.mots(adviser)
