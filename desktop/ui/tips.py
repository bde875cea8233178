"""Tooltips: Qt would read as markup a text that looks like it, wherever it came from."""

from html import escape


def tip(text: str) -> str:
    """Return a tooltip that shows `text` as it is; empty for no text."""
    return f"<qt>{escape(text)}</qt>" if text else ""
