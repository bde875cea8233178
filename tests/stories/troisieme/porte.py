"""La porte devant les référentiels d’un dossier du test : un coffre créé, ou ouvert, et ce qu’elle en dit, en JSON.

Joué dans un processus à part : `creer`, `ouvrir` ou `regarder`, le dossier des coffres, le référentiel.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QComboBox

from desktop.app.qt import application
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from plie.kinds import Personne
from tests.stories import gestes


def main() -> None:
    geste, folder, referentiel = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    _, look = application(["permanence"], "clair")
    seat = gestes.ouvrir(folder, look)
    vu = {"creer": _creer, "ouvrir": _ouvrir, "regarder": _regarder}[geste](seat, referentiel)
    seat.door.close()
    seat.window.close()
    sys.stdout.write(json.dumps(vu))


def _creer(seat: Seat, referentiel: str) -> dict[str, object]:
    hands = seat.hands
    hands.write("premier_nom", "Odilon Carpentras")
    hands.choose("premier_plie", referentiel)
    hands.write("premier_phrase_line", PASSPHRASE)
    hands.write("premier_encore_line", PASSPHRASE)
    hands.click("creer_coffre")
    seat.enter()
    gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")
    return {}


def _ouvrir(seat: Seat, _referentiel: str) -> dict[str, object]:
    """Deux fois la phrase : la réponse rend l’écran à qui s’y tient."""
    hands = seat.hands
    dits: list[str] = []
    for _ in range(2):
        hands.write("deverrouillage_phrase_line", PASSPHRASE)
        hands.click("deverrouiller")
        hands.until(
            lambda: seat.door.house is not None or bool(hands.text("deverrouillage_objection")),
            "une réponse de la porte",
        )
        if seat.door.house is not None:
            with seat.house.vault.look() as rows:
                return {"dits": dits, "personnes": [one.nom for one in rows.all(Personne)]}
        dits.append(hands.text("deverrouillage_objection"))
    return {"dits": dits}


def _regarder(seat: Seat, _referentiel: str) -> dict[str, object]:
    seat.hands.until(lambda: seat.hands.shows("premier_nom"), "le premier écran")
    box = seat.hands.find(QComboBox, "premier_plie")
    return {
        "choix": [box.itemData(n) for n in range(box.count())],
        "refuses": seat.hands.text("premier_refuses"),
    }


if __name__ == "__main__":
    main()
