"""The recovery key printed where it is shown: on the paper, in no file."""
# ruff: noqa: S603, S607 - the system's own commands

import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox

from desktop.demo.hands import Hands
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.ui.places import Name
from desktop.ui.spool import SPOOL
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.cups import PRINTER, kept, needs_cups

NOM = "Odilon Carpentras"
GROUPS = range(1, 8)


def key_shown(seat: Seat) -> list[str]:
    """Go through the first start, up to the key."""
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    return [seat.hands.read(f"cle_montre_{n}") for n in GROUPS]


def print_it(hands: Hands) -> None:
    hands.click("cle_imprimer")
    hands.until(lambda: hands.shows("cle_imprimante"), "les imprimantes")
    assert hands.find(QComboBox, "cle_imprimante").currentText() == PRINTER
    hands.click("cle_envoyer")


def printed(cups: Path, hands: Hands) -> str:
    """Return the words on the paper."""
    out = cups / "tmp" / "sortie.pdf"
    hands.until(out.exists, "le papier")
    with pypdfium2.PdfDocument(out) as paper:
        return "".join(page.get_textpage().get_text_range() for page in paper)


@needs_cups
def test_the_key_goes_to_the_printer_and_to_no_file(
    sit: MakeSeat, cups: Path, tmp_path: Path
) -> None:
    seat = sit()
    key = key_shown(seat)

    print_it(seat.hands)

    words = printed(cups, seat.hands)
    assert all(group in words for group in key)
    seat.hands.until(lambda: PRINTER in seat.hands.text("cle_dit"), "la réponse")
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left
    assert not [path for path in left if path.read_bytes().startswith(b"%PDF")]
    assert not [path for path in left for group in key if group.encode() in path.read_bytes()]
    seat.hands.until(lambda: kept(cups) == [], "la copie de CUPS effacée")
    seat.enter()


def test_a_copy_that_the_printing_system_keeps_is_said_whatever_is_shown(sit: MakeSeat) -> None:
    seat = sit()
    key_shown(seat)
    seat.enter()

    SPOOL.watch("")  # `lp` named no job

    seat.hands.until(
        lambda: "copie lisible" in seat.hands.text("banner_sentence"), "la copie gardée"
    )


@needs_cups
def test_a_renewed_key_is_printed_too(sit: MakeSeat, cups: Path) -> None:
    seat = sit()
    key_shown(seat)
    seat.enter()
    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.click("renouveler_cle")
    asked = Hands(seat.hands.find_any("dialogue_secret"))
    asked.write("actuelle_line", PASSPHRASE)
    asked.click("dialogue_ok")
    hands = Hands(seat.hands.find_any("dialogue_cle"))
    key = [hands.read(f"cle_montre_{n}") for n in GROUPS]

    print_it(hands)

    words = printed(cups, hands)
    assert all(group in words for group in key)


@needs_cups
@pytest.mark.usefixtures("cups")
def test_a_printer_that_refuses_leaves_the_key_shown(sit: MakeSeat) -> None:
    seat = sit()
    key = key_shown(seat)
    seat.hands.click("cle_imprimer")
    seat.hands.until(lambda: seat.hands.shows("cle_imprimante"), "les imprimantes")
    subprocess.run(["lpadmin", "-x", PRINTER], check=True, capture_output=True)

    seat.hands.click("cle_envoyer")

    seat.hands.until(lambda: bool(seat.hands.text("cle_objection")), "le refus")
    assert "la clé est toujours affichée" in seat.hands.text("cle_objection")
    assert [seat.hands.read(f"cle_montre_{n}") for n in GROUPS] == key
    assert seat.hands.find(QAbstractButton, "cle_envoyer").isEnabled()


def test_a_machine_without_printer_says_what_to_do(
    sit: MakeSeat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seat = sit()
    key_shown(seat)
    monkeypatch.setenv("PATH", str(tmp_path))
    # Qt asks CUPS itself: a machine that has a printer is told to ask nobody.
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "cups.sock"))

    seat.hands.click("cle_imprimer")

    seat.hands.until(lambda: bool(seat.hands.text("cle_objection")), "la réponse")
    assert "Aucune imprimante" in seat.hands.text("cle_objection")
    assert not seat.hands.shows("cle_imprimante")
