"""Les relations entreprises écrivent et lisent la revue de ce sur quoi elles travaillent, par les vraies fenêtres (domain.md §2, §12)."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QTabBar, QWidget

from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from desktop.usecases.demandes import a_repondre
from plie.kinds import Decision, Demande, Etape, Parcours
from plie.vocabulaire import EtatParcours, IssueCommission, ObjetCommission, Role
from tests.stories import gestes
from tests.stories.test_questions import lues

DIT = "L’atelier a une place lundi."
QUESTION = "Peut-elle commencer lundi ?"
REPONSE = "Oui, elle est prévenue."
AUTRE_QUESTION = "Le tuteur est-il connu ?"
AUTRE_REPONSE = "Oui, il l’a reçue."


def test_ce_qu_elles_ecrivent_atteint_la_coordination_et_la_reponse_leur_revient(
    enrolled: Callable[[str, str], Seat],
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    relations = enrolled("Noé Frêne", Role.RELATIONS_ENTREPRISES)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    etape = commencer_une_etape(adviser, dossier)
    for seat in (adviser, reviewer, relations):
        seat.exchange()

    hands, leads = relations.hands, f"revue_etape_{etape}"
    aller(relations, dossier)
    hands.click(leads)
    hands.write("revue_texte", DIT)
    hands.click("revue_commenter")
    hands.until(lambda: dit(relations, leads) == "Commenter, demander… (1)", "le commentaire")
    hands.click(leads)
    hands.write("revue_texte", QUESTION)
    hands.click("revue_demander")
    hands.until(lambda: dit(relations, leads) == "Question posée…", "la question posée")
    for seat in (relations, reviewer, adviser):
        seat.exchange()

    told = reviewer.hands
    told.click_item("rail", Name.NOUVEAUTES)
    told.until(lambda: told.says("nouveautes_liste", DIT), "le commentaire à lire")
    told.click("vue_questions")
    told.until(lambda: told.says("nouveautes_liste", QUESTION), "la question ouverte")
    told.click_row("nouveautes_liste", 0)
    told.until(lambda: QUESTION in told.text("lecture_commentaires"), "la question lue")
    told.write("commentaire_texte", REPONSE)
    told.click("commenter")
    told.until(lambda: REPONSE in told.text("lecture_commentaires"), "la réponse écrite")
    for seat in (reviewer, relations):
        seat.exchange()

    aller(relations, dossier)
    hands.until(lambda: dit(relations, leads) == "Réponse reçue…", "la réponse annoncée")
    hands.click(leads)
    (asked,) = demandes(relations)
    hands.until(lambda: REPONSE in hands.text(f"question_{asked}"), "la réponse lue")
    hands.click(f"clore_{asked}")
    hands.until(lambda: dit(relations, leads) == "Commenter, demander… (1)", "la question close")
    for seat in (relations, reviewer):
        seat.exchange()
    told.click("vue_questions")
    told.until(lambda: lues(reviewer) == [], "plus de question ouverte")


def test_une_question_de_la_coordination_les_attend_et_leur_reponse_la_libere(
    enrolled: Callable[[str, str], Seat],
) -> None:
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    relations = enrolled("Noé Frêne", Role.RELATIONS_ENTREPRISES)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    etape = commencer_une_etape(adviser, dossier)
    for seat in (adviser, reviewer):
        seat.exchange()
    told = reviewer.hands
    told.click_item("rail", Name.NOUVEAUTES)
    told.until(lambda: told.says("nouveautes_liste", "Étape"), "l’étape à lire")
    row = next(n for n, id_ in enumerate(lues(reviewer)) if id_ == etape)
    told.click_row("nouveautes_liste", row)
    told.write("commentaire_texte", AUTRE_QUESTION)
    told.click("demander")
    told.until(lambda: told.shows("clore"), "la question posée")
    for seat in (reviewer, relations):
        seat.exchange()

    hands = relations.hands
    hands.click_item("rail", Name.FILE)
    hands.until(lambda: "question à répondre" in hands.text("file_titre"), "la question annoncée")
    aller(relations, dossier)
    hands.click(f"revue_etape_{etape}")
    (asked,) = demandes(relations)
    hands.write(f"reponse_{asked}", AUTRE_REPONSE)
    gestes.verrouiller_puis_revenir(relations)
    hands.until(lambda: hands.shows(f"reponse_{asked}"), "la réponse commencée")
    hands.press(f"reponse_{asked}", Qt.Key.Key_Return)
    hands.until(lambda: "question" not in hands.text("file_titre"), "plus rien n’attend")
    for seat in (relations, reviewer, adviser):
        seat.exchange()

    told.click("vue_questions")
    told.until(lambda: told.says("nouveautes_liste", "Réponse reçue"), "la réponse annoncée")
    told.click_row("nouveautes_liste", 0)
    told.until(lambda: AUTRE_REPONSE in told.text("lecture_commentaires"), "la réponse lue")
    assert demandes(adviser) == [asked]
    with adviser.house.vault.look() as rows:
        assert a_repondre(rows) == ()


def test_elles_ne_lisent_que_ce_que_leur_poste_sait(
    enrolled: Callable[[str, str], Seat],
) -> None:
    """domain.md §2: ni décision, ni objectif, ni pièce, ni diagnostic ne leur parvient."""
    adviser = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    reviewer = enrolled("Philomène Astruc", Role.COORDINATION)
    relations = enrolled("Noé Frêne", Role.RELATIONS_ENTREPRISES)
    dossier = gestes.ouvrir_dossier(adviser, "Maïwenn", "Trévignac")
    commencer_une_etape(adviser, dossier)
    for seat in (adviser, reviewer):
        seat.exchange()
    integrer(reviewer, dossier)
    for seat in (reviewer, adviser, relations):
        seat.exchange()
    adviser.hands.click_item("rail", Name.FILE)
    adviser.hands.until(
        lambda: "en parcours" in adviser.hands.text("dossier_ligne"), "l’état de qui le sait"
    )

    relations.hands.click_item("rail", Name.FILE)
    relations.hands.until(lambda: relations.hands.rows("file_liste") == 1, "la liste")
    bar = relations.hands.find(QTabBar, "dossier_volets")
    assert [bar.tabText(at) for at in range(bar.count())] == [
        "Fil", "Parcours", "Emploi", "Pièces", "Identité", "Historique",
    ]  # fmt: skip
    said = lu(relations)
    for place, named in enumerate(("", "etape_", "emploi", "sans_cv", "identite_", "historique")):
        bar.setCurrentIndex(place)
        relations.rest()
        said += lu(relations)
        assert named in noms(relations)
    assert "Atelier de vente" in said
    assert not [line for line in said.splitlines() if line.rstrip().endswith("·")]
    assert not [etat for etat in EtatParcours if etat.label.lower() in said.lower()]
    for never in (
        "objectif",
        "compétence",
        "certification",
        "pièce demandée",
        "Sortie",
        "à obtenir",
    ):
        assert never not in said


def integrer(seat: Seat, dossier: str) -> None:
    with seat.house.vault.work() as work:
        (parcours,) = work.rows.all(Parcours, dossier=dossier)
        work.insert(
            Decision(
                id=work.new_id(),
                dossier=parcours.dossier,
                parcours=parcours.id,
                prise_le=seat.house.main.desk.clock().date(),
                objet=ObjetCommission.ENTREE,
                issue=IssueCommission.INTEGRATION,
            )
        )
        work.commit()


def lu(seat: Seat) -> str:
    """Rendre tout ce que la fenêtre montre en ce moment, liste et fil compris."""
    shown = [one.text() for one in seat.window.findChildren(QLabel) if one.isVisible()]
    for view in seat.window.findChildren(QListView):
        if view.isVisible():
            model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
            shown += [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]
    return "\n".join(shown)


def noms(seat: Seat) -> str:
    return " ".join(
        one.objectName() for one in seat.window.findChildren(QWidget) if one.isVisible()
    )


def commencer_une_etape(seat: Seat, dossier: str) -> str:
    with seat.house.vault.work() as work:
        (parcours,) = work.rows.all(Parcours, dossier=dossier)
        etape = Etape(
            id=work.new_id(),
            dossier=parcours.dossier,
            parcours=parcours.id,
            intitule="Atelier de vente",
            debut=date(2026, 9, 1),
        )
        work.insert(etape)
        work.commit()
    return etape.id


def aller(seat: Seat, dossier: str) -> None:
    seat.house.main.go(Place(Name.FILE, side(dossier, "parcours")))


def dit(seat: Seat, name: str) -> str:
    shown = [b for b in seat.window.findChildren(QPushButton, name) if b.isVisible()]
    return shown[0].text() if shown else ""


def demandes(seat: Seat) -> list[str]:
    with seat.house.vault.look() as rows:
        return [d.id for d in rows.all(Demande)]
