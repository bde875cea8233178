"""The open house and its store: enrolled by hand, unreachable, silent, and shut out by it."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore, Invitation
from desktop.sync.errors import DeviceRevoked
from desktop.ui.places import Name
from desktop.ui.screens.poste import MonPoste
from desktop.ui.speak import Speak
from desktop.usecases import Identity, Work
from plie.kinds import Personne
from plie.refus import Refus
from tests.desktop.app.conftest import MakeSeat
from wire.groups import write
from wire.invitation import GROUPS

NOM = "Odilon Carpentras"
TICK, BUSY = 10, 100  # milliseconds


@pytest.fixture
def seat(sit: MakeSeat) -> Seat:
    """Someone whose vault is open, and whom no store knows."""
    made = sit()
    made.door.open()
    made.fill_first_start(NOM)
    made.hands.click("creer_coffre")
    made.enter()
    return made


@pytest.fixture
def enrolled(seat: Seat, store: DemoStore) -> Seat:
    """The same, enrolled by a typed code, once the first exchange is over."""
    seat.fill_invitation(store.invite(NOM, "accompagnateur"))
    seat.enrol()
    seat.hands.until(lambda: sentence(seat).startswith("À jour"), "le premier échange")
    return seat


class Silence:
    """A listener on this machine that accepts every connection and never answers."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0)
        self._heard: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def called(self) -> bool:
        """Whether someone has called."""
        with suppress(BlockingIOError):
            self._heard.append(self._listening.accept()[0])
        return bool(self._heard)

    def end(self) -> None:
        """Hang up on everyone."""
        for line in [*self._heard, self._listening]:
            line.close()


@pytest.fixture
def silence() -> Iterator[Silence]:
    made = Silence()
    yield made
    made.end()


def identity(seat: Seat) -> Identity:
    with seat.house.vault.look() as rows:
        return rows.identity()


def lead_to(seat: Seat, url: str) -> None:
    """Make the store's address another one."""
    with seat.house.vault.work() as work:
        work.identify(replace(work.rows.identity(), url=url))
        work.commit()
    seat.house.exchange.reopen()


def sentence(seat: Seat) -> str:
    return str(seat.house.main.status.sentence)


@pytest.mark.parametrize("role", ["accompagnateur", "coordination"])
def test_a_typed_code_enrols_and_the_screens_are_those_of_the_role(
    seat: Seat, store: DemoStore, role: str
) -> None:
    seat.fill_invitation(store.invite(NOM, role))

    seat.enrol()
    seat.hands.until(lambda: sentence(seat).startswith("À jour"), "le premier échange")

    who = identity(seat)
    assert (who.role, who.url, who.enrolled) == (role, store.url, True)
    assert seat.hands.read("banner_sentence") == f"Ce poste est relié. Bienvenue, {NOM}."
    first = Name.JOURNEE if role == "accompagnateur" else Name.NOUVEAUTES
    assert seat.house.main.screen_shown.objectName() == first
    left = {path.name: path.read_bytes() for path in seat.house.vault.folder.glob("*.pem")}
    assert left["autorite.pem"] == store.authority
    assert left["revocations.pem"].startswith(b"-----BEGIN X509 CRL")


def test_another_device_of_ones_own_is_declared_lost_from_mon_poste(
    enrolled: Seat, store: DemoStore, tmp_path: Path
) -> None:
    other = scene.make_vault(tmp_path / "portable", NOM, real())
    scene.enrol(other, store, "accompagnateur")
    with other.look() as rows:
        device = rows.identity().device
    hands = enrolled.hands
    hands.click_item("rail", Name.POSTE)

    hands.click(f"perdu_{device}")
    hands.click("question_yes")

    hands.until(lambda: "Retiré le" in hands.read(f"etat_{device}"), "le retrait")
    assert not hands.shows(f"perdu_{device}")
    with pytest.raises(DeviceRevoked):
        scene.exchange(other, real())
    other.close()


def test_a_store_that_moved_is_spoken_to_at_its_new_address(enrolled: Seat) -> None:
    hands, before = enrolled.hands, enrolled.house.main
    known = identity(enrolled).url
    moved = known.replace("127.0.0.1", "localhost")
    hands.click_item("rail", Name.POSTE)
    hands.click("magasin_changer")
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    hands.write("magasin_nouvelle", nobody)
    hands.click("magasin_verifier")
    hands.until(lambda: "ne répond pas" in hands.text("magasin_objection"), "le refus")
    assert identity(enrolled).url == known

    hands.write("magasin_nouvelle", moved)
    hands.click("magasin_verifier")
    hands.until(lambda: enrolled.house.main is not before, "la nouvelle adresse")

    hands.until(lambda: sentence(enrolled).startswith("À jour"), "l’échange")
    assert identity(enrolled).url == moved
    hands.click_item("rail", Name.POSTE)
    assert hands.read("magasin_adresse") == moved


def test_what_is_refused_after_enrolling_is_told_once(enrolled: Seat) -> None:
    banner = enrolled.house.speak.banner

    def no(_work: Work) -> None:
        raise Refus("x", "Ce n’est pas possible. Rien n’a changé.")

    enrolled.house.jobs.write(enrolled.house.main, no)
    enrolled.hands.until(lambda: "possible" in banner.sentence, "le refus")

    assert banner.sentence == "Ce n’est pas possible. Rien n’a changé."
    assert len(enrolled.window.findChildren(Speak)) == 1


def test_an_invitation_file_enrols_and_pins_the_store(seat: Seat, store: DemoStore) -> None:
    card = invitation_file(store)
    seat.hands.click_item("rail", Name.POSTE)
    before = seat.house.main

    seat.hands.find(MonPoste, "poste").use_invitation(json.dumps(card).encode())
    seat.hands.until(lambda: seat.house.main is not before, "l’inscription")

    assert identity(seat).enrolled


def test_a_store_that_is_not_the_one_of_the_file_is_refused(seat: Seat, store: DemoStore) -> None:
    card = invitation_file(store) | {"authority_sha256": "0" * 64}
    seat.hands.click_item("rail", Name.POSTE)

    seat.hands.find(MonPoste, "poste").use_invitation(json.dumps(card).encode())
    seat.hands.until(lambda: bool(seat.hands.text("poste_objection")), "le refus")

    assert not identity(seat).enrolled


def test_a_wrong_code_is_told_and_may_be_typed_again(seat: Seat, store: DemoStore) -> None:
    seat.fill_invitation(Invitation(store.url, write(2**177, GROUPS)))
    seat.hands.click("relier")
    seat.hands.until(lambda: bool(seat.hands.text("poste_objection")), "le refus")
    said = seat.hands.text("poste_objection")

    seat.fill_invitation(store.invite(NOM, "accompagnateur"))
    seat.enrol()

    assert "code" in said
    assert identity(seat).enrolled


def test_an_unreachable_store_is_told_and_what_is_written_stays_here(enrolled: Seat) -> None:
    free = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{free.getsockname()[1]}"
    free.close()
    lead_to(enrolled, url)

    enrolled.house.heart.beat()
    enrolled.hands.until(lambda: "Hors ligne" in sentence(enrolled), "la phrase")

    assert "Hors ligne\u00a0: tout est enregistré ici" in sentence(enrolled)


def test_a_silent_store_stops_nobody(enrolled: Seat, silence: Silence, qtbot: QtBot) -> None:
    lead_to(enrolled, silence.url)
    gaps: list[int] = []
    since = QElapsedTimer()

    enrolled.house.heart.beat()
    enrolled.hands.until(silence.called, "l’appel")
    since.start()
    with ticking(lambda: gaps.append(since.restart())):
        qtbot.wait(500)
        for place in (Name.FILE, Name.JOURNEE, Name.FILE):
            enrolled.hands.click_item("rail", place)
            qtbot.wait(200)
    silence.end()
    enrolled.hands.until(lambda: "Hors ligne" in sentence(enrolled), "la phrase")

    assert len(gaps) > 40
    assert sorted(gaps)[len(gaps) * 95 // 100] < BUSY


def test_where_things_stand_is_said_before_the_store_answers(
    enrolled: Seat, silence: Silence
) -> None:
    lead_to(enrolled, silence.url)
    enrolled.house.main.lock()
    enrolled.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    enrolled.hands.click("deverrouiller")
    enrolled.enter()

    enrolled.hands.until(lambda: "dernier échange" in sentence(enrolled), "la phrase")

    enrolled.hands.until(silence.called, "l’appel")


def test_a_silent_store_does_not_hold_the_lock_back(
    enrolled: Seat, silence: Silence, qtbot: QtBot
) -> None:
    lead_to(enrolled, silence.url)
    enrolled.house.heart.beat()
    enrolled.hands.until(silence.called, "l’appel")
    watch = QElapsedTimer()
    watch.start()

    with qtbot.waitSignal(enrolled.door.left):
        enrolled.house.main.lock()
    took = watch.elapsed()
    enrolled.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    enrolled.hands.click("deverrouiller")
    enrolled.enter()

    assert took < 2_000
    assert identity(enrolled).enrolled


def test_a_device_withdrawn_locks_at_its_next_exchange_and_says_why(
    enrolled: Seat, store: DemoStore, qtbot: QtBot
) -> None:
    store.revoke(identity(enrolled).device)

    with qtbot.waitSignal(enrolled.door.left):
        enrolled.hands.click("status_action")

    assert enrolled.door.house is None
    assert "L’accès de cet appareil a été retiré" in enrolled.hands.text("deverrouillage_objection")


def invitation_file(store: DemoStore) -> dict[str, object]:
    """Return what `permanence-central inviter --fichier` writes."""
    typed = ("--nom", NOM, "--role", "accompagnateur", "--url", store.url, "--json")
    said = json.loads(store._run("inviter", *typed))
    return {name: said[name] for name in ("url", "code", "authority_sha256", "plie", "expire_le")}


@contextmanager
def ticking(each: Callable[[], None]) -> Iterator[None]:
    """Call back every 10 ms on the thread of the screens, for the time of a block."""
    timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(each)
    timer.start()
    yield
    timer.stop()


def test_what_waits_is_seen_and_sent_from_the_page_of_exchanges(enrolled: Seat) -> None:
    hands = enrolled.hands
    hands.click("status_voir")
    hands.until(lambda: hands.shows("echanges_rien"), "les échanges")
    with enrolled.house.vault.work() as work:
        id_ = work.new_id()
        work.insert(Personne(id=id_, prenoms="Maïwenn", nom_naissance="Trévignac"))
        changes = work.commit()
    enrolled.house.jobs.changed.emit(changes)
    hands.until(lambda: hands.shows("section_en_attente"), "ce qui attend")
    assert hands.says("attente_liste", "Maïwenn Trévignac")

    hands.click("echange_maintenant")

    hands.until(lambda: not hands.shows("section_en_attente"), "l’envoi")
    # The page may have read what was acknowledged before the exchange itself had ended.
    hands.until(lambda: sentence(enrolled).startswith("À jour"), "la fin de l’échange")
