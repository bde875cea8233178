"""A week of the agenda: side by side, and in as many lines as large letters ask for."""

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from desktop.ui.widgets.day_column import DayColumn
from desktop.ui.widgets.days import Days
from desktop.usecases.agenda import Jour

MONDAY = date(2026, 9, 7)


def test_days_take_several_lines_where_letters_are_too_large_for_one(qtbot: QtBot) -> None:
    days = Days(MONDAY)
    qtbot.addWidget(days)
    week = [Jour(MONDAY + timedelta(days=n), (), (), ()) for n in range(7)]
    days.resize(860, 600)
    days.show()
    days.show_days(week, today=MONDAY)

    def lines() -> list[int]:
        tops = [column.y() for column in days.findChildren(DayColumn)]
        return [tops.count(top) for top in sorted(set(tops))]

    qtbot.waitUntil(lambda: lines() == [7])
    narrow = 5 * days.minimumSizeHint().width()
    days.resize(narrow, 600)
    qtbot.waitUntil(lambda: lines() == [4, 3])
    assert all(column.width() * 5 > narrow for column in days.findChildren(DayColumn))

    days.resize(860, 600)
    qtbot.waitUntil(lambda: lines() == [7])
