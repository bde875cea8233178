"""What came in for whoever reviews it: an index of what others wrote, seen or not by this reader.

A thing that its reader took note of is shown again only once someone else changed it. The index says
where to look, never what is there; the order is that in which this vault learnt of each operation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES, NOUVELLE
from plie.kinds import Shape, by_class, by_word
from plie.vocabulaire import Role
from wire.op import Op, Verb

T = TypeVar("T")
# The facts that are news when they come, and never change.
_FACTS = frozenset({
    "cloture", "sortie_proposee", "inscription", "decision", "piece", "bilan_etape", "avis_motive",
    "visa", "retrait_inscription", "annulation",
})  # fmt: skip
# A new vault starts with what is recent: the years before are its history, not its news.
RECENT = timedelta(days=31)
_EDITED_TOO = frozenset({"etape", "objectif", "emploi"})
# The kinds that are reviewed; a signature tells a change of its compte-rendu.
_TELLING = frozenset({
    "compte_rendu", "signature", "personne", "prescription", "diagnostic", "commentaire",
    *_EDITED_TOO, *_FACTS,
})  # fmt: skip
# Who works with the person: what they comment is news to those who review.
_WORKING = frozenset({Role.ACCOMPAGNATEUR.value, Role.RELATIONS_ENTREPRISES.value})
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
_PR = KIND_TABLES["prescription"]
_EARLIER = select(_PR.c.id).where(_PR.c.dossier == bindparam("whose"), _PR.c.id < bindparam("one"))
_DG = KIND_TABLES["diagnostic"]
_PRESENTED = select(_DG.c.id).where(_DG.c.id == bindparam("one"), _DG.c.termine_le.is_not(None))
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


def follow(
    connection: Connection,
    op: Op,
    *,
    reader: str,
    now: Callable[[], datetime],
    since: datetime | None = None,
) -> None:
    """Keep what an operation says: news when another wrote it, seen when it is the reader's note.

    Args:
        connection: of the transaction that writes the operation.
        op: it counts, and its row is written.
        reader: the user's id.
        now: the clock, for what says no instant of its own.
        since: what is older is history, during the first exchange of a vault; None afterwards.
    """
    if op.author == reader:
        if op.kind == "prise_de_connaissance" and op.verb is Verb.INSERT:
            _see(connection, str(op.fields.get("sur_kind")), str(op.fields.get("sur_id")), op.scope)
        return
    if op.kind not in _TELLING:
        return
    le = _when(op, now)
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
    rows: Rows,
    cls: type[T],
    kind: str,
    *,
    seen: bool,
    most: int = -1,
    column: str = "id",
    without: tuple[str, ...] = (),
) -> tuple[T, ...]:
    """Return the things of a class whose `column` names news of a kind; at most those of the latest."""
    table = KIND_TABLES[by_class(cls).word]
    listed = (
        select(NOUVELLE.c.thing)
        .where(NOUVELLE.c.kind == kind, NOUVELLE.c.vu.is_(seen))
        .order_by(NOUVELLE.c.le.desc())
        .limit(most)
    )
    return rows.where(cls, table.c[column].in_(listed), without=without)


def _told(connection: Connection, op: Op) -> Iterator[tuple[str, str]]:
    if op.verb is Verb.DELETE:
        return
    if op.kind == "signature":
        cr = str(op.fields.get("compte_rendu"))
        if connection.scalar(_SIGNABLE, {"of": cr}) == op.scope:
            yield "compte_rendu", cr
        return
    if op.kind == "compte_rendu" or op.kind in _FACTS:
        replaced = op.fields.get("remplace")
        if replaced:
            _see(connection, op.kind, str(replaced), op.scope)
    if _tells(connection, op):
        yield op.kind, op.id


def _tells(connection: Connection, op: Op) -> bool:
    """Judge whether an operation makes news of its thing."""
    if op.kind == "compte_rendu":
        return bool(op.fields.get("pdf"))
    if op.kind == "diagnostic":
        # What is still being written is not presented to anyone.
        return connection.scalar(_PRESENTED, {"one": op.id}) is not None
    if op.verb is not Verb.INSERT:
        return op.kind in _EDITED_TOO
    if op.kind == "prescription":
        # The first one comes with the dossier, which is told already.
        whose = {"whose": op.scope, "one": op.id}
        return connection.scalar(_EARLIER.limit(1), whose) is not None
    if op.kind == "commentaire":
        # An answer is told with its question; what reviewers say to one another is not theirs to review.
        return op.role in _WORKING and op.fields.get("sur_kind") != "demande"
    return op.kind in _TELLING


def _see(connection: Connection, kind: str, thing: str, scope: str) -> None:
    connection.execute(_SEE, {"of": kind, "one": thing, "whose": scope})


def _when(op: Op, now: Callable[[], datetime]) -> datetime:
    """Return when what an operation says happened: never later than it was written."""
    made = op.made or now()
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
