"""Imprimer what is not on this machine: said as it is, brought by a button, stopped by another."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy import text

from desktop.models import blobs
from desktop.models.vault import Vault
from desktop.ui.places import Name
from desktop.usecases import Changes
from desktop.usecases.fichiers import FileMissing
from tests.desktop.ui.screens.house import House

STATE = "impression_pdf_etats_state"


class Store:
    """What holds the files that were taken off the vault, and gives each when the test lets it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._held: dict[str, tuple[str, bytes]] = {}
        self.lost: set[str] = set()
        self.gate = Event()
        self.asked: list[str] = []

    def take(self, digest: str) -> None:
        with self._vault.work() as work:
            where = {"digest": digest}
            scope = work.connection.scalar(
                text("SELECT scope FROM blob WHERE sha256 = :digest"), where
            )
            self._held[digest] = (str(scope), work.rows.blob(digest) or b"")
            emptied = "UPDATE blob SET content = NULL, uploaded = 1 WHERE sha256 = :digest"
            work.connection.execute(text(emptied), where)
            work.commit()

    def give(self, digest: str) -> None:
        scope, content = self._held.pop(digest)
        with self._vault.work() as work:
            blobs.file(work.connection, content, scope=scope)
            work.commit()

    def receive(self, digest: str, stopped: Callable[[], bool]) -> bool:
        self.asked.append(digest)
        assert self.gate.wait(10)
        self.gate.clear()
        if digest in self.lost:
            raise FileMissing("Le magasin central n’a pas encore ce document.")
        if stopped():
            return False
        self.give(digest)
        return True


@pytest.fixture
def store(peopled: Vault) -> Store:
    return Store(peopled)


@pytest.fixture
def house(make_house: Callable[..., House], store: Store) -> House:
    return make_house(receive=store.receive)


@pytest.fixture
def missing(house: House, store: Store) -> list[str]:
    """Three comptes-rendus to sign, two of which are not on this machine."""
    for _ in range(3):
        house.compte_rendu()
    files = [cr.pdf for cr in house.comptes_rendus()][1:]
    for digest in files:
        store.take(digest)
    return files


def said(house: House, part: str) -> str:
    return house.find(QLabel, f"{STATE}_{part}").text()


def until_said(house: House, sentence: str) -> None:
    house.qtbot.waitUntil(lambda: said(house, "sentence") == sentence)


def act(house: House, words: str) -> None:
    """Press the button of what can be done, which says so."""
    button = house.find(QPushButton, f"{STATE}_action")
    assert button.text() == words
    house.click(f"{STATE}_action")


def test_the_missing_documents_of_a_job_come_by_a_button_and_are_printed(
    house: House, store: Store, missing: list[str]
) -> None:
    house.go(Name.IMPRESSION, "tous:")
    until_said(house, "2 des 3 documents ne sont pas sur ce poste.")
    assert "magasin central quand on les demande" in said(house, "next")
    assert not house.find(QPushButton, "imprimer").isEnabled()
    assert not house.find(QPushButton, "enregistrer_copie").isEnabled()

    act(house, "Les faire venir")
    until_said(house, "Réception des documents 1 sur 2")
    store.gate.set()
    until_said(house, "Réception des documents 2 sur 2")
    store.gate.set()

    house.until_pages("impression_pdf")
    assert sorted(store.asked) == sorted(missing)
    assert house.find(QPushButton, "enregistrer_copie").isEnabled()


def test_stopped_what_came_is_kept_and_the_rest_is_offered_again(
    house: House, store: Store, missing: list[str]
) -> None:
    house.go(Name.IMPRESSION, "tous:")
    until_said(house, "2 des 3 documents ne sont pas sur ce poste.")
    act(house, "Les faire venir")
    until_said(house, "Réception des documents 1 sur 2")
    store.gate.set()
    until_said(house, "Réception des documents 2 sur 2")

    act(house, "Interrompre")
    store.gate.set()

    until_said(house, "1 des 3 documents n’est pas sur ce poste.")
    button = house.find(QPushButton, f"{STATE}_action")
    button.setFocus()
    house.press(Qt.Key.Key_Space)
    until_said(house, "Réception des documents 1 sur 1")
    store.gate.set()
    house.until_pages("impression_pdf")
    first, second = store.asked[:2]
    assert {first, second} == set(missing)
    assert store.asked == [first, second, second]


def test_one_that_the_store_does_not_hold_keeps_none_of_the_others_back_and_is_told(
    house: House, store: Store, missing: list[str]
) -> None:
    store.lost = {missing[0]}
    house.go(Name.IMPRESSION, "tous:")
    until_said(house, "2 des 3 documents ne sont pas sur ce poste.")

    act(house, "Les faire venir")
    for place in ("1", "2"):
        until_said(house, f"Réception des documents {place} sur 2")
        store.gate.set()

    until_said(house, "1 des 3 documents n’est pas sur ce poste.")
    assert said(house, "next") == "Le magasin central n’a pas encore ce document."
    store.lost.clear()
    act(house, "Réessayer")
    until_said(house, "Réception des documents 1 sur 1")
    store.gate.set()
    house.until_pages("impression_pdf")


def test_what_the_exchange_brings_meanwhile_counts(
    house: House, store: Store, missing: list[str]
) -> None:
    house.go(Name.IMPRESSION, "tous:")
    until_said(house, "2 des 3 documents ne sont pas sur ce poste.")

    for digest in missing:
        store.give(digest)
    house.jobs.changed.emit(Changes(files=frozenset(missing)))

    house.until_pages("impression_pdf")
    assert store.asked == []


def test_one_document_alone_is_told_in_the_singular(
    house: House, store: Store, missing: list[str]
) -> None:
    (cr,) = (cr for cr in house.comptes_rendus() if cr.pdf == missing[0])
    house.go(Name.IMPRESSION, f"cr:{cr.id}")

    until_said(house, "Ce document n’est pas sur ce poste.")
    act(house, "Le faire venir")
    store.gate.set()

    house.until_pages("impression_pdf")
    assert not house.window.screen_shown.findChild(QWidget, STATE).isVisible()
