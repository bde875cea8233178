"""A backup is made while the house is open, once the last one is half an hour old."""

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.app.rounds import LOOK, NOT_COPIED
from desktop.app.surroundings import real
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.models import backup
from desktop.models.restore import ASIDE
from desktop.models.vault import DATABASE
from desktop.ui.places import Name
from plie.kinds import Personne
from tests.builders import une_personne
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.test_door import created
from tests.desktop.models.test_disk_full import files_end_at


def test_the_open_vault_is_copied_once_in_half_an_hour(sit: MakeSeat) -> None:
    seat = created(sit())
    folder = seat.house.vault.folder

    seat.house.rounds.go()
    seat.hands.until(lambda: len(backup.copies(folder)) == 1, "une sauvegarde")
    seat.house.rounds.go()
    seat.door.lock()

    assert len(backup.copies(folder)) == 1


def test_each_half_hour_of_use_has_its_copy(sit: MakeSeat) -> None:
    now = real().clock()
    seat = created(sit(around=replace(real(), clock=lambda: now)))
    vault, rounds = seat.house.vault, seat.house.rounds
    begun, at = now, list[datetime]()

    while now < begun + timedelta(minutes=65):
        now += LOOK
        with vault.work() as work:
            work.insert(une_personne(id=work.new_id()))
            work.commit()
        rounds.go()
        seat.house.jobs.drain()
        seat.hands.until(lambda: not rounds.copying, "une sauvegarde")
        last = vault.last_backup()
        if last and last not in at:
            at.append(last)

    # Of a day the last one is kept: they were made one after the other.
    assert [(one - begun) // timedelta(minutes=1) for one in at] == [1, 31, 61]


def test_a_copy_that_the_disk_refuses_is_told_once_and_no_more_once_it_is_made(
    sit: MakeSeat,
) -> None:
    seat = created(sit())
    rounds, banner = seat.house.rounds, seat.house.speak.banner

    def go() -> None:
        rounds.go()
        seat.hands.until(lambda: not rounds.copying, "une sauvegarde")

    seat.rest()  # what the first screens write is written
    with files_end_at(20_000):
        go()
        assert banner.sentence == NOT_COPIED
        seat.hands.click("banner_close")
        go()
        assert banner.sentence == ""
        rounds.stop()
    banner.warn(NOT_COPIED)
    go()

    assert banner.sentence == ""
    assert len(backup.copies(seat.house.vault.folder)) == 1


def test_one_goes_back_to_a_copy_from_mon_poste_and_what_came_since_is_aside(
    sit: MakeSeat,
) -> None:
    seat = created(sit())
    folder = seat.house.vault.folder
    seat.house.rounds.go()
    seat.hands.until(lambda: len(backup.copies(folder)) == 1, "une sauvegarde")
    with seat.house.vault.work() as work:
        work.insert(une_personne())
        work.commit()
    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.until(lambda: seat.hands.shows("retablir"), "les copies")

    seat.hands.click("retablir")
    seat.hands.click("question_yes")
    seat.hands.until(
        lambda: "La copie est en place" in seat.hands.text("deverrouillage_objection"),
        "la copie en place",
    )
    assert seat.hands.find_any("deverrouillage_objection").property("role") == "strong"
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()

    with seat.house.vault.look() as rows:
        assert rows.all(Personne) == ()
    assert list((folder / ASIDE).iterdir())


def unlocked(seat: Seat) -> Seat:
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()
    return seat


def test_a_vault_whose_older_file_was_put_back_says_so_until_the_person_knows(
    sit: MakeSeat,
) -> None:
    seat = created(sit())
    folder = seat.house.vault.folder
    seat.door.lock()
    older = (folder / DATABASE).read_bytes()
    unlocked(seat)
    with seat.house.vault.work() as work:
        work.insert(une_personne())
        work.commit()
    seat.door.lock()
    (folder / DATABASE).write_bytes(older)

    unlocked(seat)
    assert "Il manque à ce coffre la dernière écriture" in seat.hands.read("banner_sentence")
    seat.door.lock()
    unlocked(seat)
    assert "Il manque à ce coffre" in seat.hands.read("banner_sentence")
    seat.hands.click("banner_action")
    seat.hands.until(lambda: seat.hands.shows("manque_connu"), "ce qui manque")
    seat.hands.click("manque_connu")
    assert not seat.hands.shows("sauvegardes_manque")
    seat.door.lock()

    unlocked(seat)
    assert seat.house.speak.banner.sentence == ""


def test_a_damaged_vault_is_gone_back_on_from_the_unlock_screen(sit: MakeSeat) -> None:
    seat = created(sit())
    folder, hands = seat.house.vault.folder, seat.hands
    with seat.house.vault.work() as work:
        work.insert(une_personne())
        work.commit()
    seat.house.rounds.go()
    hands.until(lambda: len(backup.copies(folder)) == 1, "une sauvegarde")
    seat.door.lock()
    (folder / DATABASE).write_bytes(b"abime")

    hands.write("deverrouillage_phrase_line", PASSPHRASE)
    hands.click("deverrouiller")
    hands.until(lambda: "ne se lit plus" in hands.text("deverrouillage_objection"), "le refus")
    assert "copie de sauvegarde" in hands.text("deverrouillage_objection")
    hands.click("copies_lien")
    hands.write("copies_phrase_line", "une autre phrase")
    hands.click("copies_voir")
    hands.until(lambda: hands.shows("copies_objection"), "le refus de la phrase")
    assert not hands.shows("sauvegardes")
    hands.write("copies_phrase_line", PASSPHRASE)
    hands.click("copies_voir")
    assert "1\u00a0dossier, 0\u00a0entretien" in hands.read("sauvegardes_contenu")
    hands.click("retablir")
    hands.until(
        lambda: "La copie est en place" in hands.text("deverrouillage_objection"),
        "la copie en place",
    )
    unlocked(seat)

    with seat.house.vault.look() as rows:
        assert len(rows.all(Personne)) == 1
    assert seat.house.vault.lack is None


def test_without_a_copy_the_unlock_screen_offers_none(sit: MakeSeat) -> None:
    seat = created(sit())
    folder = seat.house.vault.folder
    seat.door.lock()
    assert not seat.hands.shows("copies_lien")
    (folder / DATABASE).write_bytes(b"abime")

    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")

    assert "ne se lit plus" in seat.hands.read("deverrouillage_objection")
    assert not seat.hands.shows("copies_lien")
