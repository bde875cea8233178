"""Nouveautés on real widgets: each kind by its name, what was written there, and where it is in the dossier."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from desktop.ui.places import Name, Place
from desktop.ui.screens.file import FileActive
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Cloture, Id
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.usecases.test_revue import arrive
from tests.desktop.usecases.test_revue_genres import LE, un_commentaire, une_piece

MOYENS = "Deux appels, un courrier."


@pytest.fixture
def received(house: House) -> House:
    arrive(
        house.vault,
        Cloture(
            id=Id("cloture-1"), dossier=builders.PERSONNE, close_le=LE, motif="injoignable",
            moyens=MOYENS,
        ),
        une_piece(),
        un_commentaire(),
    )  # fmt: skip
    house.go(Name.NOUVEAUTES, "")
    return house


def listed(house: House) -> list[str]:
    shown = house.find(PersonList, "nouveautes_liste")
    return [row.kind for row in shown.people.rows]


def test_the_kinds_are_in_the_list_and_each_has_its_filter(received: House) -> None:
    received.qtbot.waitUntil(
        lambda: sorted(listed(received)) == ["cloture", "commentaire", "piece"]
    )

    kinds = received.find(QComboBox, "filtre_genre")
    offered = [kinds.itemText(n) for n in range(kinds.count())]

    assert offered == ["Tout (3)", "Clôtures sans suite (1)", "Commentaires (1)", "Pièces (1)"]
    kinds.setCurrentIndex(3)
    kinds.activated.emit(3)
    assert listed(received) == ["piece"]


def test_one_comes_back_to_what_one_was_reading(received: House) -> None:
    """What is typed of it is there: after a lock, one is not before another."""
    received.qtbot.waitUntil(lambda: len(listed(received)) == 3)
    shown = received.find(PersonList, "nouveautes_liste")
    last = shown.people.rows[-1].id

    shown.choose(last)

    received.qtbot.waitUntil(lambda: received.window.place == Place(Name.NOUVEAUTES, last))


@pytest.mark.parametrize(
    ("thing", "title", "panel"),
    [
        ("cloture-1", MOYENS, "commission"),
        ("piece-1", "carte.pdf", "pieces"),
        ("commentaire-1", "Le garage ouvre lundi.", ""),
    ],
)
def test_what_was_written_is_read_and_the_dossier_opens_where_it_is(
    received: House, thing: str, title: str, panel: str
) -> None:
    received.go(Name.NOUVEAUTES, thing)
    received.qtbot.waitUntil(lambda: received.find(QLabel, "lecture_commentaires").text() == title)

    received.click("lecture_dossier")

    def there() -> bool:
        shown = received.window.screen_shown
        return isinstance(shown, FileActive) and shown.dossier.sides.current == panel

    received.qtbot.waitUntil(there)
