"""Une question de la coordination, de Nouveautés à sa clôture, par les vraies fenêtres."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTableView, QWidget

from desktop.demo.seat import Seat
from desktop.ui.places import Name
from plie.kinds import Demande, PriseDeConnaissance
from plie.vocabulaire import Role
from tests.stories import gestes

QUESTION = "La garde est-elle trouvée ?"
REPONSE = "Oui, depuis lundi."


def test_une_question_attend_sa_reponse_dans_ma_journee_et_reste_ouverte_jusqu_a_sa_cloture(
    enrolled: Callable[[str, str], Seat],
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    gestes.ecrire(adviser, "Les démarches avancent.")
    cr = gestes.finaliser(adviser)
    adviser.hands.click("revenir")
    adviser.exchange()
    gestes.recevoir(reviewer, cr)
    gestes.ouverture_notee(reviewer, cr)
    hands = reviewer.hands

    hands.write("commentaire_texte", QUESTION)
    gestes.verrouiller_puis_revenir(reviewer)
    gestes.recevoir(reviewer, cr)
    commence = hands.find(QPlainTextEdit, "commentaire_texte")
    hands.until(lambda: commence.toPlainText() == QUESTION, "la question commencée")
    hands.click("demander")
    hands.until(lambda: QUESTION in hands.text("lecture_commentaires"), "la question posée")
    assert cr not in lues(reviewer)
    chaque_chiffre_ouvre_sa_liste(reviewer, {"À signer": 1, "Questions": 1})
    reviewer.exchange()
    adviser.exchange()
    adviser.hands.click_item("rail", Name.JOURNEE)
    (asked,) = demandes(adviser)
    adviser.hands.until(lambda: QUESTION in gestes.mots(adviser), "la question dans Ma journée")
    adviser.hands.write(f"reponse_{asked}", REPONSE)
    gestes.verrouiller_puis_revenir(adviser)
    commencee = adviser.hands.find(QLineEdit, f"reponse_{asked}")
    adviser.hands.until(lambda: commencee.text() == REPONSE, "la réponse commencée")
    adviser.hands.press(f"reponse_{asked}", Qt.Key.Key_Return)
    adviser.hands.until(lambda: QUESTION not in gestes.mots(adviser), "la réponse donnée")
    adviser.exchange()
    reviewer.exchange()

    hands.click_item("rail", Name.NOUVEAUTES)
    hands.click("vue_questions")
    hands.until(lambda: hands.says("nouveautes_liste", "Réponse reçue"), "la réponse annoncée")
    hands.click_row("nouveautes_liste", 0)
    hands.until(lambda: REPONSE in hands.text("lecture_commentaires"), "la réponse lue")
    hands.click("clore")
    hands.until(lambda: lues(reviewer) == [], "la question close")
    with reviewer.house.vault.look() as rows:
        kinds = {n.sur_kind for n in rows.all(PriseDeConnaissance)}
    assert kinds == {"compte_rendu", "demande"}


def test_ctrl_entree_prend_connaissance_et_passe_a_la_suite_qui_ne_revient_pas(
    enrolled: Callable[[str, str], Seat],
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    for nom in ("Trévignac", "Kerbrézan", "Le Goff"):
        gestes.ouvrir_dossier(adviser, "Maïwenn", nom)
    adviser.exchange()
    hands = reviewer.hands
    hands.click_item("rail", Name.NOUVEAUTES)
    reviewer.exchange()
    hands.until(lambda: len(lues(reviewer)) == 3, "les trois dossiers")
    order = lues(reviewer)
    hands.click_row("nouveautes_liste", 0)
    hands.until(lambda: hands.shows("prendre_connaissance"), "le premier")

    for left in (2, 1, 0):
        hands.until(hands.find_any("prendre_connaissance").isEnabled, "le suivant")
        QTest.keyClick(
            hands.find_any("nouveautes_liste"),
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier,
        )
        hands.until(lambda left=left: lues(reviewer) == order[3 - left :], "la ligne traitée")

    reviewer.exchange()
    assert hands.shows("nouveautes_etats_state")
    hands.click("vue_deja_vus")
    assert sorted(lues(reviewer)) == sorted(order)


def chaque_chiffre_ouvre_sa_liste(seat: Seat, attendus: dict[str, int]) -> None:
    """Aller de chiffre en chiffre au clavier ; la liste à côté a toujours ce nombre de lignes."""
    hands = seat.hands
    hands.click_item("rail", Name.EQUIPE)
    table = seat.window.findChild(QTableView, "equipe_table")
    assert table is not None
    hands.until(lambda: table.model().rowCount() == 1, "la ligne de l’équipe")
    found = {}
    for column in range(2, table.model().columnCount()):
        table.setCurrentIndex(table.model().index(0, column))
        name = table.model().headerData(column, Qt.Orientation.Horizontal)
        found[name] = int(table.model().index(0, column).data().split()[0])
        assert hands.rows("equipe_liste") == found[name], name
    assert {name: found[name] for name in attendus} == attendus
    table.setCurrentIndex(table.model().index(0, 3))
    QTest.keyClick(table, Qt.Key.Key_Return)
    people = hands.find_any("equipe_liste")
    people.setCurrentIndex(people.model().index(0, 0))
    QTest.keyClick(people, Qt.Key.Key_Return)
    hands.until(lambda: hands.shows("etat"), "le compte-rendu à signer")
    hands.click("revenir")


def lues(seat: Seat) -> list[str]:
    view = seat.window.findChild(QWidget, "nouveautes_liste")
    return [row.id for row in view.people.rows]


def demandes(seat: Seat) -> list[str]:
    with seat.house.vault.look() as rows:
        return [d.id for d in rows.all(Demande)]
