"""Tooltips: Qt would read as markup a text that looks like it, wherever it came from."""

from html import escape

from PySide6.QtWidgets import QComboBox


def tip(text: str) -> str:
    """Return a tooltip that shows `text` as it is, line by line; empty for no text."""
    lines = "<br>".join(escape(text).split("\n"))
    return f"<qt>{lines}</qt>" if text else ""


def tell_whole(combo: QComboBox) -> None:
    """Let a list that is narrower than its choice say the whole of it to the pointer that waits there."""
    combo.currentTextChanged.connect(lambda words: combo.setToolTip(tip(words)))
