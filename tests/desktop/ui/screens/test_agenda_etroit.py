"""A day of the agenda that is narrow: whatever the name, all of it is read."""

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem

from plie.kinds import Personne
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_agenda import agenda, planned


def test_a_name_in_a_narrow_day_is_never_cut(house: House) -> None:
    with house.vault.work() as work:
        who = work.get(Personne, builders.PERSONNE)
        long = {"prenoms": "Delphine-Marguerite", "nom_naissance": "Vandenbroucke-Lestrade"}
        work.patch(Personne, who.id, work.seen(Personne, who.id), **long)
        work.commit()
    planned(house)
    listed = agenda(house)
    house.qtbot.waitUntil(lambda: listed.count() == 1)

    row = listed.visualItemRect(listed.item(0))

    bold = QFontMetrics(listed.item(0).font().resolve(listed.font()))
    room = QRect(0, 0, listed.viewport().width() - 10, 10_000)
    flags = Qt.TextFlag.TextWordWrap
    assert row.height() >= bold.boundingRect(room, flags, listed.item(0).text()).height() + 8


def test_a_name_wider_than_its_day_goes_on_the_next_line(house: House) -> None:
    with house.vault.work() as work:
        who = work.get(Personne, builders.PERSONNE)
        work.patch(Personne, who.id, work.seen(Personne, who.id), nom_naissance="Kerangouarnec" * 3)
        work.commit()
    planned(house)
    listed = agenda(house)
    house.qtbot.waitUntil(lambda: listed.count() == 1)

    option = QStyleOptionViewItem()
    listed.itemDelegate().initStyleOption(option, listed.indexFromItem(listed.item(0)))

    metrics, room = QFontMetrics(option.font), listed.viewport().width() - 10
    pieces = re.split(r"[\s\u200b]+", option.text)
    assert max(map(metrics.horizontalAdvance, pieces)) <= room
    assert "Kerangouarnec" * 3 in option.text.replace("\u200b", "")
    row = listed.visualItemRect(listed.item(0))
    flags = Qt.TextFlag.TextWordWrap
    needed = metrics.boundingRect(QRect(0, 0, room, 10_000), flags, option.text).height()
    assert row.height() >= needed
