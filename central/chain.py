"""The journal's chain: each line's hash covers the one before, and the PLIE's row holds the last.

A line changed, removed, added or put elsewhere breaks it from there on; the last hash, noted outside
the store now and then, also shows a chain made again whole.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from central import tables
from central.context import the_store
from central.store import Store

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the journal: ids and codes only."""

    id: str
    at: datetime
    event: str
    utilisateur: str = ""
    device: str = ""
    dossier: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found: how many links held, and where the first one does not."""

    lignes: int
    intact: bool
    dernier: str
    rompu: int | None = None
    pourquoi: str = ""


def append(connection: Connection, plie: str, lines: Sequence[Line]) -> None:
    """Write lines at the end of a PLIE's chain, under the lock of its row."""
    if not lines:
        return
    head = tables.plie
    locked = select(head.c.journal_seq, head.c.journal_sha256).filter_by(plie=plie)
    row = connection.execute(locked.with_for_update()).one()
    seq, last = row.journal_seq, row.journal_sha256
    values = []
    for line in lines:
        seq += 1
        last = _link(last, seq, plie, line)
        values.append({"plie": plie, "seq": seq, "sha256": last, **_columns(line)})
    connection.execute(insert(tables.journal), values)
    moved = update(head).where(head.c.plie == plie)
    connection.execute(moved.values(journal_seq=seq, journal_sha256=last))


def verify(store: Store, *, plie: str) -> Verdict:
    """Walk along the whole chain of a PLIE, at one instant."""
    table, head = tables.journal, tables.plie
    seq, last = 0, ""
    with store.look(the_store(plie)) as connection:
        known = connection.execute(select(head).where(head.c.plie == plie)).one()
        while found := _following(connection, plie, seq):
            for row in found:
                if row.seq != seq + 1:
                    return Verdict(
                        seq, intact=False, dernier=last, rompu=seq + 1, pourquoi=_MISSING
                    )
                if _link(last, row.seq, plie, row) != row.sha256:
                    return Verdict(
                        seq, intact=False, dernier=last, rompu=row.seq, pourquoi=_CHANGED
                    )
                seq, last = row.seq, row.sha256
        apart = select(func.count()).select_from(table).where(table.c.seq.is_(None))
        strays = connection.scalar(apart.where(table.c.plie == plie))
    if (seq, last) != (known.journal_seq, known.journal_sha256):
        return Verdict(seq, intact=False, dernier=last, rompu=seq + 1, pourquoi=_CUT)
    if strays:
        return Verdict(seq, intact=False, dernier=last, rompu=seq + 1, pourquoi=_STRAY)
    return Verdict(seq, intact=True, dernier=last)


_MISSING = "une ligne manque"
_CHANGED = "la ligne n’est pas celle qui a été écrite, ou suit une autre"
_CUT = "la fin du journal manque"
_STRAY = "une ligne est hors de la chaîne"


def _following(connection: Connection, plie: str, seq: int) -> Sequence[Row[Any]]:
    table = tables.journal
    query = select(table).where(table.c.plie == plie, table.c.seq > seq)
    return connection.execute(query.order_by(table.c.seq).limit(_AT_ONCE)).all()


# Made once: a hundred thousand lines are verified at a stretch.
_written = json.JSONEncoder(ensure_ascii=False).encode


def _link(last: str, seq: int, plie: str, line: Line | Row[Any]) -> str:
    """Return the hash of a line, as it is given or as it is kept, after the one before."""
    said = [
        last, seq, plie, line.id, line.at.isoformat(), line.event, line.utilisateur or "",
        line.device, line.dossier or "", line.code,
    ]  # fmt: skip
    return sha256(_written(said).encode()).hexdigest()


def _columns(line: Line) -> dict[str, object]:
    return {
        "id": line.id, "at": line.at, "event": line.event, "utilisateur": line.utilisateur,
        "device": line.device, "dossier": line.dossier, "code": line.code,
    }  # fmt: skip
