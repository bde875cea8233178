"""Ce que la personne répond au compte-rendu : une remarque, un refus ; jusqu’aux yeux de la coordination."""

from collections.abc import Callable

from desktop.demo.seat import Seat
from desktop.usecases.a_signer import lire
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import Signature
from plie.vocabulaire import Position, Role
from tests.desktop.documents.papers import texts
from tests.stories import gestes

ECRIT = "Les démarches avancent ; la garde de l’enfant reste à trouver."
REMARQUE = "La garde est trouvée depuis hier, chez une voisine."
MOTIF = "Je préfère en reparler avec ma sœur avant de signer."


def test_une_remarque_est_dans_le_document_que_les_deux_signent_et_que_la_coordination_lit(
    enrolled: Callable[[str, str], Seat],
) -> None:
    """C9-3-6 : « signé par les deux parties » ; la remarque est celle de la personne."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    hands = adviser.hands
    gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, ECRIT)
    cr = gestes.finaliser(adviser)
    gestes.donner_a_lire(adviser)
    hands.click("position_remarque")
    hands.write("remarque", REMARQUE)
    hands.click("valider_personne")
    assert "Votre remarque s’ajoute au document" in hands.text("objection_personne")
    gestes.signer_une_fois_relu(adviser)
    gestes.reprendre(adviser)
    assert REMARQUE in hands.text("reponse_personne")
    gestes.accompagnatrice_signe(adviser)
    gestes.fin(adviser)
    adviser.exchange()

    gestes.recevoir(reviewer, cr)

    assert gestes.RIEN_N_A_CHANGE in reviewer.hands.text("lecture_verdict")
    with reviewer.house.vault.look() as rows:
        lecture = lire(rows, cr, referentiel=reviewer.house.main.desk.referentiel)
        assert _sans_blancs(REMARQUE) in _sans_blancs("".join(texts(lecture.pdf or b"")))
        assert verifier(rows, lecture.pdf or b"").verdict is Verdict.INTACT
        assert [s.remarque for s in lecture.signatures if s.remarque] == [REMARQUE]


def test_un_refus_et_sa_raison_arrivent_a_la_coordination_et_rien_n_est_scelle(
    enrolled: Callable[[str, str], Seat],
) -> None:
    """C9-3-6 : un compte-rendu que la personne refuse de signer compte comme non signé."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    hands = adviser.hands
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, ECRIT)
    cr = gestes.finaliser(adviser)
    gestes.donner_a_lire(adviser)
    hands.click("position_refus")
    hands.click("valider_personne")
    assert hands.text("objection_personne").startswith("Dites en quelques mots pourquoi")
    hands.write("motif_refus", MOTIF)
    hands.click("valider_personne")
    adviser.take_back()
    assert gestes.fin(adviser) == "Signature refusée, c’est noté"
    assert MOTIF in hands.text("termine_verdict")
    hands.click("termine_retour")
    adviser.exchange()

    gestes.recevoir(reviewer, cr)
    assert reviewer.hands.says("nouveautes_liste", "Signature refusée")
    assert "aucun sceau" in reviewer.hands.text("lecture_verdict")
    gestes.lire(reviewer, dossier, cr)
    reviewer.hands.until(lambda: MOTIF in gestes.mots(reviewer), "la raison du refus")
    assert reviewer.hands.text("etat") == "Signature refusée"
    with reviewer.house.vault.look() as rows:
        (refused,) = rows.all(Signature)
    assert (refused.position, refused.motif_refus) == (Position.REFUS, MOTIF)
    assert refused.sha256_scelle == ""


def _sans_blancs(text: str) -> str:
    """Le document coupe ses lignes où il veut."""
    return "".join(text.split())
