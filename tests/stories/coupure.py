"""L’application au milieu d’une signature, jusqu’à ce qu’on la tue : `coupure.py COFFRES PAGE COMPTE_RENDU`.

Elle dit la page où elle est arrivée, ne fait plus rien, et attend.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop

from desktop.app.qt import application
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.ui.places import Name
from tests.stories import gestes


def a_la_remise(seat: Seat) -> None:
    seat.hands.click("faire_signer")
    gestes.attendre(seat, "remise_ok", "la remise")


def chez_la_personne(seat: Seat) -> None:
    """Elle a tracé, et n’a pas encore validé."""
    gestes.donner_a_lire(seat)
    seat.hands.click("position_accord")
    seat.hands.draw("pad_personne", scene.with_the_mouse(3))


def au_retour(seat: Seat) -> None:
    gestes.donner_a_lire(seat)
    gestes.personne_signe(seat)
    gestes.attendre(seat, "rendre_ok", "le retour de l’ordinateur")


def chez_l_accompagnatrice(seat: Seat) -> None:
    """Elle a tracé à son tour, et n’a pas encore validé."""
    au_retour(seat)
    gestes.reprendre(seat)
    seat.hands.draw("pad_accompagnateur", scene.with_the_mouse(8))


def a_la_fin(seat: Seat) -> None:
    au_retour(seat)
    gestes.reprendre(seat)
    gestes.accompagnatrice_signe(seat)
    gestes.fin(seat)


PAGES: dict[str, Callable[[Seat], None]] = {
    "remise": a_la_remise,
    "personne": chez_la_personne,
    "rendre": au_retour,
    "accompagnateur": chez_l_accompagnatrice,
    "termine": a_la_fin,
}


def entrer(seat: Seat) -> None:
    """Déverrouiller."""
    seat.hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()


def rouvrir(seat: Seat, compte_rendu: str) -> None:
    """Déverrouiller, puis aller au compte-rendu depuis « Ma journée »."""
    entrer(seat)
    seat.hands.click_item("rail", Name.JOURNEE)
    seat.hands.click(f"signer_{compte_rendu}")
    gestes.attendre(seat, "faire_signer", "le compte-rendu")


def main(coffres: Path, page: str, compte_rendu: str) -> None:
    _, look = application(["permanence"], "clair")
    seat = gestes.ouvrir(coffres, look)
    rouvrir(seat, compte_rendu)
    PAGES[page](seat)
    print(page, flush=True)  # noqa: T201 - ce qu’attend celui qui tue
    QEventLoop().exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
