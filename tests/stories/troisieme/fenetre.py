"""Ce qu’une personne voit du troisième PLIE : un coffre neuf, un dossier, ses écrans, dits en JSON.

Joué dans un processus à part, dont les référentiels sont ceux d’un dossier du test.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QTabBar, QWidget

from desktop.app.qt import application
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from plie.calendrier import add_months
from plie.kinds import Decision, Emploi, Entretien, Id, Parcours
from tests.stories import gestes


def main() -> None:
    folder, referentiel = Path(sys.argv[1]), sys.argv[2]
    _, look = application(["permanence"], "clair")
    seat = gestes.ouvrir(folder / "coffres", look)
    vu = dict(_visite(seat, referentiel))
    seat.door.close()
    seat.window.close()
    sys.stdout.write(json.dumps(vu))


def _visite(seat: Seat, referentiel: str) -> Iterator[tuple[str, object]]:
    hands = seat.hands
    hands.write("premier_nom", "Odilon Carpentras")
    yield "choix", _options(hands.find(QComboBox, "premier_plie"))
    hands.choose("premier_plie", referentiel)
    hands.write("premier_phrase_line", PASSPHRASE)
    hands.write("premier_encore_line", PASSPHRASE)
    hands.click("creer_coffre")
    seat.enter()
    dossier = gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")
    today = seat.house.main.desk.clock().date()
    _remplir(seat, dossier, today)
    seat.redraw()

    seat.house.main.go(Place(Name.FILE, side(dossier, "emploi")))
    hands.until(lambda: hands.shows("verdict"), "le verdict")
    yield "verdict", hands.text("verdict")
    yield "emploi", gestes.mots(seat)
    hands.until(lambda: hands.shows("alerte_0"), "les alertes")
    yield "dossier", gestes.mots(seat)
    yield "volets", _volets(seat)
    seat.house.main.go(Place(Name.FILE, side(dossier, "commission")))
    hands.until(lambda: hands.shows("commission_etat"), "le volet de l’instance")
    hands.click("geste_inscrire")
    yield "instance", _tout(seat)
    yield "reexamens", _options(hands.find(QComboBox, "geste_motif_reexamen"))
    # Chaque réponse refait le formulaire : une seule touche, jusqu’à la dernière, la sortie.
    hands.press("geste_objet", Qt.Key.Key_End)
    hands.until(
        lambda: hands.shows("geste_commission_le") and not hands.shows("geste_motif_reexamen"),
        "le formulaire d’une sortie",
    )
    yield "table_ronde", _tout(seat)
    hands.write("geste_commission_le", f"{today + timedelta(days=6):%d/%m/%Y}")
    hands.click("geste_enregistrer")
    hands.until(
        lambda: (
            "à l’ordre du jour" in hands.text("commission_detail")
            and "Noter la décision…" in _tout(seat)
        ),
        "le dossier à l’ordre du jour, et ce qui s’y fait",
    )
    yield "attente", _tout(seat)
    seat.house.main.go(Place(Name.SORTIE, dossier))
    hands.until(lambda: bool(hands.text("sortie_verdict")), "la sortie")
    yield "sortie", gestes.mots(seat)
    yield "motifs", _options(hands.find(QComboBox, "sortie_motif"))
    seat.house.main.go(Place(Name.NOUVELLE_ETAPE, dossier))
    hands.until(lambda: hands.find(QComboBox, "etape_genre").count() > 0, "les genres")
    yield "etapes", _options(hands.find(QComboBox, "etape_genre"))
    seat.house.main.go(Place(Name.FILE, dossier))
    hands.until(lambda: hands.shows("nouvel_entretien"), "le dossier")
    gestes.ecrire(seat, "Le bac du matin est pris chaque jour.")
    yield "sujets", _tout(seat)
    gestes.finaliser(seat)
    hands.until(lambda: "(pilote de parcours)" in gestes.mots(seat), "les deux parties")
    yield "compte_rendu", gestes.mots(seat)
    yield from _entrees(seat, today)


def _entrees(seat: Seat, today: date) -> Iterator[tuple[str, object]]:
    """Une autre personne, orientée, refusée : la journée, les candidatures."""
    hands = seat.hands
    seat.house.main.go(Place(Name.JOURNEE))
    _refuser(seat, gestes.ouvrir_dossier(seat, "Sterenn", "Kerivel"), today - timedelta(days=2))
    seat.house.main.go(Place(Name.JOURNEE))
    hands.until(lambda: hands.shows("journee_page"), "la journée")
    yield "journee", _tout(seat)
    seat.house.main.go(Place(Name.POSTE))
    hands.until(lambda: "Odilon Carpentras," in _tout(seat), "qui est à ce poste")
    yield "poste", _tout(seat)
    seat.house.main.go(Place(Name.CANDIDATURES))
    hands.until(lambda: bool(hands.text("retour_quoi")), "ce qui est à dire")
    yield "candidatures", _tout(seat)
    yield "courriel", hands.find(QPlainTextEdit, "retour_texte").toPlainText()


def _remplir(seat: Seat, dossier: str, today: date) -> None:
    """Une intégration, un entretien d’il y a quatre mois, un CDI d’un peu plus de quatre."""
    depuis = add_months(today, -4) - timedelta(days=3)
    with seat.house.vault.work() as work:
        (parcours,) = (p.id for p in work.rows.all(Parcours) if p.dossier == dossier)
        ids = work.new_id
        whose, held = Id(dossier), add_months(today, -4)
        for fact in (
            Decision(
                id=ids(),
                dossier=whose,
                parcours=parcours,
                objet="entree",
                issue="integration",
                prise_le=depuis,
            ),
            Emploi(
                id=ids(),
                dossier=whose,
                parcours=parcours,
                type="cdi",
                employeur="Capitainerie",
                debut=depuis,
                heures_hebdo=21.0,
            ),
            Entretien(
                id=ids(),
                dossier=whose,
                parcours=parcours,
                date=held,
                modalite="telephone",
                nature="suivi",
            ),
        ):
            work.insert(fact)
        work.commit()


def _refuser(seat: Seat, dossier: str, le: date) -> None:
    """Une orientation par quelqu’un, et la réponse de l’instance."""
    with seat.house.vault.work() as work:
        (parcours,) = (p.id for p in work.rows.all(Parcours) if p.dossier == dossier)
        work.insert(
            Decision(
                id=work.new_id(),
                dossier=Id(dossier),
                parcours=parcours,
                objet="entree",
                issue="refus",
                prise_le=le,
                reorientation="Le chantier de la digue",
            )
        )
        work.commit()
    seat.redraw()


def _options(box: QComboBox) -> list[str]:
    return [box.itemText(n) for n in range(box.count())]


def _volets(seat: Seat) -> list[str]:
    bar = seat.hands.find(QTabBar, "dossier_volets")
    return [bar.tabText(n) for n in range(bar.count())]


def _tout(seat: Seat) -> str:
    """Ce que disent les étiquettes, les boutons et les cases."""
    shown = (w for w in seat.window.findChildren(QWidget) if w.isVisible())
    return "\n".join(str(w.text()) for w in shown if hasattr(w, "text"))


if __name__ == "__main__":
    main()
