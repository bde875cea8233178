"""Tab goes round the whole window as it is read: the rail, the page, the line at the bottom; and back the same way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.places import Name
from tests import builders
from tests.desktop.ui.screens.house import House


def turn(house: House, key: Qt.Key) -> list[str]:
    """Return what the keyboard goes through from the rail to the rail."""
    house.window.rail.setFocus(Qt.FocusReason.TabFocusReason)
    house.press(key)
    went = [house.focused()]
    while went[-1] != "rail" and len(went) < 80:
        house.press(key)
        went.append(house.focused())
    return went[:-1]


@pytest.mark.parametrize("place", [Name.FILE, Name.AGENDA], ids=["by layout", "by birth"])
def test_the_whole_window_is_gone_through_as_it_is_read(house: House, place: Name) -> None:
    house.go(place, builders.PERSONNE if place is Name.FILE else "")
    # Once it is all drawn: what came meanwhile would be on the way back only.
    house.find(QWidget, _LAST_DRAWN[place])

    on = turn(house, Qt.Key.Key_Tab)
    back = turn(house, Qt.Key.Key_Backtab)

    assert on[0] == _FIRST[place]
    assert on[-2:] == ["status_verrouiller", "status_voir"]
    assert back == on[::-1]


def test_a_message_is_reached_after_the_line_that_it_covers(house: House) -> None:
    house.go(Name.AGENDA, "")
    house.find(QWidget, _LAST_DRAWN[Name.AGENDA])
    house.banner.warn("À lire.")

    assert turn(house, Qt.Key.Key_Tab)[-1] == "banner_close"


_LAST_DRAWN = {Name.FILE: "dossier_nom", Name.AGENDA: "jour_liste_2026-09-10"}
_FIRST = {Name.FILE: "file_recherche", Name.AGENDA: "agenda_avant"}
