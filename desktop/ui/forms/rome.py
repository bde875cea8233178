"""ROME codes as a form asks them: what each is called, under its field, and a way to find one by its words.

Name: `<form>_rome_cherche`. Without a list that was imported, there is nothing of it.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.widgets.code_line import CodeEditor
from desktop.ui.widgets.offered import OfferedLine
from desktop.ui.widgets.plain import label
from desktop.usecases.rome import libelles, nommer

_SEARCH = "Ajouter un métier du ROME par son nom"


def follow(form: Form, desk: Desk, field: str) -> None:
    """Say under a field of one code, or of several, what they are called."""

    def know(known: Mapping[str, str]) -> None:
        form.explain(field, lambda value: nommer(_codes(value), known))
        editor = form.editor(field)
        if isinstance(editor, CodeEditor) and known:
            editor.know(known)

    desk.jobs.look(form, libelles, know)


class RomeSearch(QWidget):
    """A line where one types a job; the code of what is taken joins those of the field."""

    def __init__(self, form: Form, desk: Desk, field: str) -> None:
        super().__init__()
        self._form = form
        self._field = field
        self._words = OfferedLine(f"{form.objectName()}_rome_cherche", _SEARCH)
        above = label(_SEARCH, role="label")
        above.setBuddy(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(above)
        column.addWidget(self._words)
        self._words.picked.connect(self._take)
        self.hide()
        desk.jobs.look(self, libelles, self._know)

    def _know(self, known: Mapping[str, str]) -> None:
        self._words.know([(code, f"{code} {words}") for code, words in known.items()])
        self.setVisible(bool(known))

    def _take(self, code: object) -> None:
        held = _codes(self._form.values().get(self._field))
        if code not in held:
            self._form.propose(self._field, (*held, str(code)))
        self._words.words.clear()


def _codes(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value or ""),)
