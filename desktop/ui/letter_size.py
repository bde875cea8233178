"""When the letters change: another text size, or another theme."""

from PySide6.QtCore import QEvent

_KINDS = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


def changed(event: QEvent) -> bool:
    """Whether what a widget measures of its letters is to be measured again; asked in its `changeEvent`."""
    return event.type() in _KINDS
