"""The journal: what the application did, without personal data, in a small rotating file.

An allow-list decides what is written: any other key is dropped, so a name cannot slip in. It is the
standard library's `logging`: the unlock screen waits for what this file imports (decision 0008).
"""

import json
import logging
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb

from typing_extensions import override

_ALLOWED = frozenset({"code", "kind", "count", "ms", "error", "step", "where"})
_BYTES, _FILES = 500_000, 3
_NAME = "permanence"


def open_journal(folder: Path) -> None:
    """Send events to `permanence.log` in a folder (1.5 MB at most in all).

    A disk that refuses keeps no journal, and prevents nothing else.
    """
    handler = _File(
        folder / "permanence.log",
        maxBytes=_BYTES,
        backupCount=_FILES - 1,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(_OneLine())
    root = logging.getLogger(_NAME)
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False


def crash(error: BaseException) -> None:
    """Write that a bug happened: its type and where, never its message: data may be in it."""
    _write(logging.ERROR, "bug", error=type(error).__name__, where=_where(error))


def warn(event: str, **facts: object) -> None:
    """Write that something is not as it should be; of the facts, those on the list."""
    _write(logging.WARNING, event, **facts)


def _write(level: int, event: str, **facts: object) -> None:
    kept = {key: value for key, value in facts.items() if key in _ALLOWED}
    logging.getLogger(_NAME).log(level, event, extra={"facts": kept})


def _where(error: BaseException) -> list[str]:
    frames = extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class _File(RotatingFileHandler):
    """Made when there is something to write: whoever has a read-only folder is told so by the screens."""

    @override
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing of a line that the disk refused: logging would print its whole stack."""


class _OneLine(logging.Formatter):
    """One event, one line of JSON."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        head = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        return json.dumps(head | record.__dict__.get("facts", {}))
