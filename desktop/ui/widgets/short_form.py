"""A short form alone on its screen: what it is, what it does not do, its fields, its gestures."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import label

_WIDTH, _MOST = 640, 1000


def lay_out(
    screen: QWidget, title: str, told: str, form: QWidget, gestures: Sequence[QPushButton]
) -> QVBoxLayout:
    """Lay a short form out on its screen; return where something may be said above its fields."""
    page = QWidget()
    page.setMaximumWidth(_WIDTH)
    column = QVBoxLayout(page)
    column.addWidget(label(title, role="title"))
    column.addWidget(label(told, role="muted"))
    above = QVBoxLayout()
    column.addLayout(above)
    column.addWidget(form)
    actions = QHBoxLayout()
    for gesture in gestures:
        actions.addWidget(gesture)
    actions.addStretch(1)
    column.addLayout(actions)
    column.addStretch(1)
    around = QHBoxLayout(screen)
    around.setContentsMargins(24, 16, 24, 16)
    # The page takes its whole width; what is left over stays at its right.
    around.addWidget(page, _MOST)
    around.addStretch(1)
    return above
