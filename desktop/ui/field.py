"""`Field`: one field of a form, as data; what one types it in is made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.ui.typed_dates import (
    read_date,
    read_hours,
    read_minutes,
    read_number,
    read_time,
    show_date,
    show_hours,
    show_minutes,
    show_time,
)
from desktop.ui.widgets.choices import ChoicesEditor
from desktop.ui.widgets.code_line import CodeEditor
from desktop.ui.widgets.editors import (
    CheckEditor,
    ChoiceEditor,
    Editor,
    LineEditor,
    LinesEditor,
    Options,
    TextEditor,
    TypedEditor,
    YesNoEditor,
)
from desktop.ui.widgets.pick import PickEditor
from desktop.ui.widgets.suites import SuitesEditor

Kind = Literal[
    "line",
    "code",
    "text",
    "lines",
    "suites",
    "date",
    "time",
    "minutes",
    "hours",
    "choice",
    "choices",
    "pick",
    "place",
    "check",
    "number",
    "yes_no",
]
_SHORT = ("date", "time", "minutes", "hours", "number")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `beside` sets it to the right of the one before, where there is room."""

    name: str
    label: str
    editor: Kind
    help: str = ""
    options: Options = ()
    beside: bool = False

    @property
    def is_short(self) -> bool:
        """Whether what is typed there never takes a whole row."""
        return self.editor in _SHORT

    def make_editor(self, today: Callable[[], date]) -> Editor:
        """Return what one types in; `today` gives the day that « auj. » means."""
        return _EDITORS[self.editor](self, today)


_EDITORS: dict[Kind, Callable[[Field, Callable[[], date]], Editor]] = {
    "line": lambda field, _: LineEditor(field.options),
    "code": lambda *_: CodeEditor(),
    "place": lambda field, _: LineEditor(field.options),
    "text": lambda *_: TextEditor(),
    "lines": lambda *_: LinesEditor(),
    "suites": lambda field, today: SuitesEditor(field.options, today),
    "date": lambda _, today: TypedEditor(
        lambda text: read_date(text, on=today()), show_date, "jj/mm/aaaa"
    ),
    "time": lambda *_: TypedEditor(read_time, show_time, "9h30"),
    "minutes": lambda *_: TypedEditor(read_minutes, show_minutes, "45 ou 1h15"),
    "hours": lambda *_: TypedEditor(read_hours, show_hours, "35 ou 17,5"),
    "choice": lambda field, _: ChoiceEditor(field.options),
    "choices": lambda field, _: ChoicesEditor(field.options),
    "pick": lambda field, _: PickEditor(field.options),
    "check": lambda field, _: CheckEditor(field.label),
    "number": lambda *_: TypedEditor(read_number, str, "0"),
    "yes_no": lambda *_: YesNoEditor(),
}
