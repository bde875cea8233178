"""Chaque écran et chaque état à l’échelle d’un système : `echelles.py LARGEUR HAUTEUR COMBIEN`.

L’échelle est celle de `QT_SCALE_FACTOR`, la taille celle de l’écran, en pixels ; dit une ligne par
chose coupée, puis le nombre d’états vus.
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.app.qt import application
from desktop.demo.captures import Studio
from desktop.demo.seat import Seat
from desktop.ui.widgets.pdf_view import PdfView
from tests.magasin import Magasin
from tests.stories.test_accessibilite import misplaced


class AssezVuError(Exception):
    """Autant d’états que demandé ont été vus."""


class Regard:
    """Regarde chaque état à la taille que l’écran laisse, et dit ce qui n’y tient pas."""

    def __init__(self, width: int, height: int, most: int) -> None:
        self.size, self.most, self.seen = (width, height), most, 0

    def __call__(self, seat: Seat, name: str) -> None:
        self.look(seat.window, name)
        self.seen += 1
        if self.seen >= self.most:
            raise AssezVuError

    def look(self, window: QWidget, name: str) -> None:
        before = window.size()
        ratio = window.devicePixelRatio()
        width, height = (int(side / ratio) for side in self.size)
        window.resize(width, height)
        for one in misplaced(window):
            print(f"{name}\u00a0: {one}", flush=True)  # noqa: T201 - ce que le test lit
        if window.width() > width or window.height() > height:
            print(f"{name}\u00a0: la fenêtre est plus grande que l’écran")  # noqa: T201
        for name_of, hidden in cut_pages(window):
            print(f"{name}\u00a0: {name_of}, page coupée de {hidden} points à droite", flush=True)  # noqa: T201
        window.resize(before)


def cut_pages(window: QWidget) -> list[tuple[str, int]]:
    """Rendre les documents visibles dont la page, ajustée à sa place, n’y tient pas en largeur."""
    bars = [
        (
            view.objectName(),
            view.findChild(QScrollArea, f"{view.objectName()}_area")
            .horizontalScrollBar()
            .maximum(),
        )
        for view in window.findChildren(PdfView)
        if view.isVisible()
    ]
    return [(name, hidden) for name, hidden in bars if hidden]


def main(width: int, height: int, most: int) -> None:
    _, look = application(["permanence"], "clair")
    regard = Regard(width, height, most)
    folder = tempfile.TemporaryDirectory(prefix="permanence-echelles-")
    with folder, suppress(AssezVuError):
        Studio(Path(folder.name), look, regard, store=Magasin).shoot()
    print(regard.seen)  # noqa: T201 - ce que le test lit


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
