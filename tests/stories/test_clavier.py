"""Au clavier seul, de l’écran de déverrouillage au document scellé : aucune souris, aucun stylet."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.ui.widgets.signature_pad import SignaturePad
from desktop.usecases.a_signer import lire
from desktop.usecases.verification import Verdict, verifier
from plie.vocabulaire import EtatCompteRendu, Role
from tests.stories import gestes
from tests.stories.gestes import Clavier

ECRIT = "Une visite d’entreprise est fixée : œuvrer en cuisine collective l’intéresse."
POINTEURS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}
UN_PARAPHE = (
    (Qt.Key.Key_Space, *[Qt.Key.Key_PageUp] * 6, Qt.Key.Key_Space)
    + (Qt.Key.Key_Down,) * 6
    + (Qt.Key.Key_Space, *[Qt.Key.Key_Home] * 6, Qt.Key.Key_Space)
)


class Temoin(QObject):
    """Note tout ce qui vient d’un pointeur, où que ce soit dans l’application."""

    def __init__(self) -> None:
        super().__init__()
        self.vus: list[QEvent.Type] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in POINTEURS:
            self.vus.append(event.type())
        return False


@pytest.fixture
def temoin(qapp: QApplication) -> Iterator[Temoin]:
    found = Temoin()
    yield found
    qapp.removeEventFilter(found)


def test_tout_un_entretien_au_clavier_du_verrou_au_document_scelle(
    enrolled: Callable[[str, str], Seat], temoin: Temoin, qapp: QApplication, tmp_path: Path
) -> None:
    """EN 301 549 ; ui.md : « keyboard and screen reader from day one »."""
    seat = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    hands, keys, control = seat.hands, Clavier(seat), Qt.KeyboardModifier.ControlModifier
    gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")
    qapp.installEventFilter(temoin)
    keys.touche(Qt.Key.Key_L, control)

    keys.attendre(lambda: "deverrouillage_phrase_line" in keys.ou(), "le verrou")
    keys.taper(scene.PASSPHRASE)
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: hands.text("dossier_nom") == "Maïwenn Trévignac", "le dossier")
    keys.jusqu_a("nouvel_entretien")
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: "entretien_contenu" in keys.ou(), "le formulaire de l’entretien")
    keys.taper(ECRIT)
    keys.jusqu_a("entretien_duree_min")
    # Short: a longer one would begin the day before, just after midnight.
    keys.taper("1")
    keys.touche(Qt.Key.Key_Return, control)
    gestes.attendre(seat, "faire_signer", "le compte-rendu")
    (cr,) = gestes.comptes_rendus(seat)
    keys.jusqu_a("faire_signer")
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: "remise_ok" in keys.ou(), "la remise")
    keys.touche(Qt.Key.Key_Return)
    gestes.pages(seat, "pdf_personne")
    keys.jusqu_a("position_accord")
    keys.touche(Qt.Key.Key_Space)
    signe(keys, "personne")
    keys.attendre(lambda: "rendre_secret_line" in keys.ou(), "le retour")
    keys.taper(scene.PASSPHRASE)
    keys.touche(Qt.Key.Key_Return)
    gestes.pages(seat, "pdf_accompagnateur")
    signe(keys, "accompagnateur")
    keys.attendre(lambda: "termine_retour" in keys.ou(), "la fin")
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: hands.shows("dossier_nom"), "le dossier")

    assert temoin.vus == []
    with seat.house.vault.look() as rows:
        lu = lire(rows, cr.id, referentiel=seat.house.main.desk.referentiel)
        assert lu.etat is EtatCompteRendu.SIGNE
        assert (lu.compte_rendu.contenu, lu.compte_rendu.duree_min) == (ECRIT, 1)
        assert verifier(rows, lu.pdf or b"").verdict is Verdict.INTACT
    scelle = tmp_path / "scelle.pdf"
    scelle.write_bytes(lu.pdf or b"")
    assert ailleurs(scelle).count("Signature is Valid") == 2


def signe(keys: Clavier, qui: str) -> None:
    """Tracer deux traits, s’y reprendre une fois, et valider."""
    keys.jusqu_a(f"pad_{qui}")
    pad = keys.seat.hands.find(SignaturePad, f"pad_{qui}")
    for key in (*UN_PARAPHE, Qt.Key.Key_Space, Qt.Key.Key_Space):
        keys.touche(key)
    keys.touche(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [len(trait) for trait in pad.strokes()] == [7, 7]
    keys.jusqu_a(f"valider_{qui}")
    keys.touche(Qt.Key.Key_Return)


def ailleurs(pdf: Path) -> str:
    """Rendre ce qu’en dit `pdfsig`, un autre lecteur."""
    pdfsig = shutil.which("pdfsig")
    assert pdfsig, "poppler-utils: make test installs it"
    done = subprocess.run([pdfsig, "-nocert", str(pdf)], capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode()
