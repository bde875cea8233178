"""Withdrawn, or too long without its store: what the person sees, hands over, and how they come back."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app.antechamber import Antechamber
from desktop.app.surroundings import Surroundings, real
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.ui.screens.acces_ferme import AccesFerme
from plie.vocabulaire import Role
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.remains import remains
from tests.stories import gestes

NOM, PERSON = "Odilon Carpentras", "Kerdudalenn-Roz"


class Later:
    """The machine's clock, some days ahead."""

    def __init__(self) -> None:
        self.days = 0

    def __call__(self) -> datetime:
        return real().clock() + timedelta(days=self.days)


def enrolled(sit: MakeSeat, store: DemoStore, clock: Later | None = None) -> Seat:
    seat = sit(around=Surroundings(clock, os.urandom) if clock else None)
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    return gestes.relier(seat, store, NOM, Role.ACCOMPAGNATEUR)


def unlock(seat: Seat) -> None:
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")


def device(seat: Seat) -> str:
    with seat.house.vault.look() as rows:
        return rows.identity().device


def test_a_withdrawn_machine_hands_over_its_work_and_comes_back_by_an_invitation(
    sit: MakeSeat, store: DemoStore, qtbot: QtBot, tmp_path: Path
) -> None:
    seat = enrolled(sit, store)
    seat.exchange()
    store.revoke(device(seat))
    gestes.ouvrir_dossier(seat, "Nolwenn", PERSON)
    with qtbot.waitSignal(seat.door.left):
        seat.hands.click("status_action")
    unlock(seat)

    screen = seat.hands.find(AccesFerme, "acces_ferme")
    title, said = seat.hands.read("ferme_phrase"), seat.hands.read("ferme_reste")
    shown = remains((PERSON, "Nolwenn"))
    screen.chosen.emit(tmp_path / "remise.colis")
    seat.hands.until(lambda: bool(seat.hands.text("ferme_dit")), "le fichier")
    received = json.loads(store._run("recevoir", str(tmp_path / "remise.colis"), "--json"))
    again = store._run("recevoir", str(tmp_path / "remise.colis"))
    seat.hands.click("ferme_reessayer")
    seat.hands.until(lambda: bool(seat.hands.text("ferme_objection")), "le refus")
    refused = seat.hands.text("ferme_objection")
    seat.hands.click("ferme_invitation")
    invited = store.invite(NOM, "accompagnateur")
    seat.hands.write("poste_adresse", invited.url)
    seat.hands.write("poste_code", invited.code)
    seat.hands.click("relier")
    seat.enter()

    assert "retiré l’accès" in title
    assert "que sur cette machine" in said
    assert shown == []
    assert received["utilisateur"] == NOM
    assert received["operations"] >= 2
    assert again.startswith(f"Travail d’{NOM} reçu")
    assert "L’accès de cet appareil a été retiré" in refused
    seat.exchange()


def test_too_long_without_the_store_closes_until_the_next_exchange(
    sit: MakeSeat, store: DemoStore, qtbot: QtBot
) -> None:
    clock = Later()
    seat = enrolled(sit, store, clock)
    seat.exchange()
    clock.days = 27
    seat.house.speak.banner.hide()
    seat.house.rounds.stop()
    seat.house.heart.look()
    seat.hands.until(lambda: bool(seat.house.speak.banner.sentence), "l’avertissement")
    warned = seat.house.speak.banner.sentence
    clock.days = 31

    with qtbot.waitSignal(seat.door.left):
        seat.house.heart.look()
    unlock(seat)
    seat.hands.find(AccesFerme, "acces_ferme")
    said = seat.hands.read("ferme_phrase")
    inside = seat.door._waiting
    seat.hands.click("ferme_reessayer")
    seat.enter()

    assert "Sans échange d’ici" in warned
    assert "le prochain échange rouvre tout" in said
    assert isinstance(inside, Antechamber)


def test_a_closed_vault_is_locked_by_whoever_leaves(
    sit: MakeSeat, store: DemoStore, qtbot: QtBot
) -> None:
    clock = Later()
    seat = enrolled(sit, store, clock)
    seat.exchange()
    clock.days = 31
    with qtbot.waitSignal(seat.door.left):
        seat.house.heart.look()
    unlock(seat)
    seat.hands.find(AccesFerme, "acces_ferme")
    vault = seat.door._waiting._vault

    seat.hands.click("ferme_verrouiller")
    seat.hands.until(lambda: seat.hands.shows("deverrouiller"), "le verrou")

    assert vault._writer is None
    assert seat.door._waiting is None
