"""The journal: what the application did, without personal data, in a small rotating file.

An allow-list decides what is written: any other key is dropped, so a name cannot slip in.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb

import structlog
from structlog.typing import EventDict

_ALLOWED = frozenset(
    {"event", "level", "timestamp", "code", "kind", "count", "ms", "error", "step", "where"}
)
_BYTES, _FILES = 500_000, 3


def open_journal(folder: Path) -> None:
    """Send events to `permanence.log` in a folder (1.5 MB at most in all)."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "permanence.log", maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger("permanence")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def only_allowed(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in _ALLOWED}


def crash(error: BaseException) -> None:
    """Write that a bug happened: its type and where, never its message: data may be in it."""
    logger().error("bug", error=type(error).__name__, where=_where(error))


def logger() -> structlog.stdlib.BoundLogger:
    """Return what writes to the journal."""
    bound: structlog.stdlib.BoundLogger = structlog.get_logger("permanence")
    return bound


def _where(error: BaseException) -> list[str]:
    frames = extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
