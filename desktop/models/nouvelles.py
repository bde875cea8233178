"""What came in for whoever reviews it: an index of what others wrote, seen or not by this reader.

A thing that its reader took note of is shown again only once someone else changed it. The index says
where to look, never what is there; the order is that in which this vault learnt of each operation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES, NOUVELLE
from plie.kinds import Shape, by_class, by_word
from wire.op import Op, Verb

T = TypeVar("T")
# The kinds that coordination reviews; a signature tells a change of its compte-rendu.
KINDS = ("compte_rendu", "personne", "etape", "objectif", "emploi")
# A new vault starts with what is recent: the years before are its history, not its news.
RECENT = timedelta(days=31)
_TELLING = frozenset({*KINDS, "signature"})
_EDITED_TOO = frozenset({"etape", "objectif", "emploi"})
_FRESH = insert(NOUVELLE)
_TELL = _FRESH.on_conflict_do_update(
    index_elements=["kind", "thing"],
    set_={
        "le": _FRESH.excluded.le,
        "vu": False,
        # Of what was not looked at yet, a change is no news more.
        "change": NOUVELLE.c.change | NOUVELLE.c.vu,
    },
)
_CR = KIND_TABLES["compte_rendu"]
_SIGNABLE = select(_CR.c.dossier).where(_CR.c.id == bindparam("of"), _CR.c.pdf != "")
_SEE = (
    update(NOUVELLE)
    .where(
        NOUVELLE.c.kind == bindparam("of"),
        NOUVELLE.c.thing == bindparam("one"),
        NOUVELLE.c.scope == bindparam("whose"),
    )
    .values(vu=True)
)


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """One thing that others wrote: the day of its last change, and whether it was seen before that."""

    kind: str
    id: str
    dossier: str
    le: datetime
    vu: bool
    change: bool


def follow(connection: Connection, op: Op, *, reader: str, since: datetime | None = None) -> None:
    """Keep what an operation says: news when another wrote it, seen when it is the reader's note.

    Args:
        connection: of the transaction that writes the operation.
        op: it counts, and its row is written.
        reader: the user's id.
        since: what is older is history, during the first exchange of a vault; None afterwards.
    """
    if op.author == reader:
        if op.kind == "prise_de_connaissance" and op.verb is Verb.INSERT:
            _see(connection, str(op.fields.get("sur_kind")), str(op.fields.get("sur_id")), op.scope)
        return
    if op.kind not in _TELLING:
        return
    le = _when(op)
    if since is not None and le < since:
        return
    for kind, thing in _told(connection, op):
        row = {"kind": kind, "thing": thing, "scope": op.scope, "le": le.isoformat()}
        connection.execute(_TELL, {**row, "vu": False, "change": False})


def news(rows: Rows, *, seen: bool, most: int = -1) -> tuple[Nouvelle, ...]:
    """Return what was not looked at since it last changed, or what was; the latest first."""
    query = (
        select(NOUVELLE)
        .where(NOUVELLE.c.vu.is_(seen))
        .order_by(NOUVELLE.c.le.desc(), NOUVELLE.c.thing)
        .limit(most)
    )
    return tuple(
        Nouvelle(r.kind, r.thing, r.scope, datetime.fromisoformat(r.le), r.vu, r.change)
        for r in rows.connection.execute(query)
    )


def one(rows: Rows, kind: str, thing: str) -> Nouvelle | None:
    """Return what is known of one thing as news."""
    query = select(NOUVELLE).where(NOUVELLE.c.kind == kind, NOUVELLE.c.thing == thing)
    r = rows.connection.execute(query).one_or_none()
    if r is None:
        return None
    return Nouvelle(r.kind, r.thing, r.scope, datetime.fromisoformat(r.le), r.vu, r.change)


def count(rows: Rows) -> int:
    """Return how many things were not looked at."""
    query = select(func.count()).select_from(NOUVELLE).where(NOUVELLE.c.vu.is_(False))
    return int(rows.connection.scalar(query) or 0)


def of_news(
    rows: Rows, cls: type[T], *, seen: bool, column: str = "id", without: tuple[str, ...] = ()
) -> tuple[T, ...]:
    """Return the things of a kind that are news, or whose `column` names one that is."""
    table = KIND_TABLES[by_class(cls).word]
    listed = select(NOUVELLE.c.thing).where(NOUVELLE.c.vu.is_(seen))
    return rows.where(cls, table.c[column].in_(listed), without=without)


def _told(connection: Connection, op: Op) -> Iterator[tuple[str, str]]:
    if op.verb is Verb.DELETE:
        return
    if op.kind == "signature":
        cr = str(op.fields.get("compte_rendu"))
        if connection.scalar(_SIGNABLE, {"of": cr}) == op.scope:
            yield "compte_rendu", cr
    elif op.kind == "compte_rendu":
        replaced = op.fields.get("remplace")
        if replaced:
            _see(connection, "compte_rendu", str(replaced), op.scope)
        if op.fields.get("pdf"):
            yield op.kind, op.id
    elif op.kind in KINDS and (op.verb is Verb.INSERT or op.kind in _EDITED_TOO):
        yield op.kind, op.id


def _see(connection: Connection, kind: str, thing: str, scope: str) -> None:
    connection.execute(_SEE, {"of": kind, "one": thing, "whose": scope})


def _when(op: Op) -> datetime:
    """Return when what an operation says happened: never later than it was written."""
    made = datetime.fromisoformat(op.made_at)
    spec = by_word(op.kind)
    told = [] if spec is None else [
        _instant(op.fields.get(f.name), made)
        for f in spec.fields
        if f.shape in {Shape.DATE, Shape.INSTANT} and f.name != "naissance_le"
    ]  # fmt: skip
    return max((at for at in told if at is not None and at <= made), default=made)


def _instant(value: object, like: datetime) -> datetime | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        return at if at.tzinfo else datetime.combine(date.fromisoformat(value[:10]), like.timetz())
    except ValueError:
        return None
