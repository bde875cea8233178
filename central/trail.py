"""What is remembered of who came: the journal's rows, and a log that can hold no personal data.

The log drops every key that is not on its list: a name cannot slip into it by mistake.
"""

from collections.abc import MutableMapping
from traceback import extract_tb
from typing import TextIO

import structlog
from sqlalchemy import Connection
from structlog.typing import FilteringBoundLogger, WrappedLogger

from central import chain
from central.chain import Line
from central.mint import Mint

Log = FilteringBoundLogger

_ALLOWED = frozenset({
    "timestamp", "level", "event", "endpoint", "status", "code", "plie", "device", "operations",
    "error", "where", "ms",
})  # fmt: skip


def log_to(stream: TextIO) -> Log:
    """Return a log of one JSON line per event."""
    made: Log = structlog.wrap_logger(
        structlog.PrintLogger(stream),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
    )
    return made


def note(
    connection: Connection, mint: Mint, event: str, *, plie: str, device: str = "",
    code: str = "", utilisateur: str = "", dossier: str = "",
) -> None:  # fmt: skip
    """Write one line of a PLIE's journal: ids and codes only."""
    line = Line(
        id=mint.new_id(), at=mint.stored_now(), event=event, utilisateur=utilisateur,
        device=device, dossier=dossier, code=code,
    )  # fmt: skip
    chain.append(connection, plie, [line])


def where(error: BaseException) -> str:
    """Return the function and the line where an error was raised: nothing of what it says."""
    frames = extract_tb(error.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""


def _only_allowed(
    _logger: WrappedLogger, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    return {key: value for key, value in event.items() if key in _ALLOWED}
