"""Numbered literal SQL and its runner: each step in one transaction, with its own version.

`PRAGMA user_version` is the number of the last step applied; a file newer than the last step known
here was written by a later version and is refused, not touched.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from sqlalchemy import Connection

from desktop.models.errors import VaultNewer


class Step(NamedTuple):
    """One migration: its number (from 1), its name, its SQL."""

    number: int
    name: str
    sql: str


@cache
def steps() -> tuple[Step, ...]:
    """Return the migrations, in order."""
    files = (f for f in resources.files(__package__).iterdir() if f.name.endswith(".sql"))
    found = (Step(int(f.name[:4]), f.name, f.read_text(encoding="utf-8")) for f in files)
    return tuple(sorted(found))


def migrate(connection: Connection, known: Sequence[Step] | None = None) -> int:
    """Bring a vault to the last schema; return how many steps were applied.

    Args:
        connection: the one that writes.
        known: the steps of this application; None for those of this package.

    Raises:
        VaultNewer: the file is of a later schema than this application knows.
    """
    known = known or steps()
    version = schema_of(connection)
    refuse_newer(version, known[-1].number)
    todo = [step for step in known if step.number > version]
    for step in todo:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        for statement in _statements(step.sql):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {step.number:d}")
        connection.exec_driver_sql("COMMIT")
    return len(todo)


def refuse_newer(version: int, known: int) -> None:
    """Refuse a file of a later schema.

    Raises:
        VaultNewer: its number is beyond the last one known.
    """
    if version > known:
        raise VaultNewer(version, known)


def schema_of(connection: Connection) -> int:
    """Return the number of the last step applied to this file (0: none)."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _statements(sql: str) -> list[str]:
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    # A statement ends on ";" at the end of a line; a trigger's body is on the line of its END.
    parts = "\n".join(lines).split(";\n")
    return [part.strip().removesuffix(";") for part in parts if part.strip()]
