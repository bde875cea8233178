"""Who opened a dossier without being its AE: told by their machine, noted, and told to the AE.

Other doings of a machine come the same way: a vault opened, something taken out of it. The journal
keeps them for whoever reads it; no AE is told.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select

from central import chain, ledger, scope, tables
from central.chain import Line
from central.context import the_store
from central.mint import Mint
from central.offer import is_identifier
from central.scope import Caller
from central.store import Store
from plie.vocabulaire import Role
from wire.messages import Doing, Reading, Visit, Visits

READING = Doing.LECTURE.value
_KNOWN = frozenset(doing.value for doing in Doing)
# No line has a greater number: no engine takes an integer beyond 64 bits.
_LAST = (1 << 63) - 1
# One hello tells no more; what is left comes with the next.
MOST = 200


def keep(store: Store, caller: Caller, readings: Sequence[Reading], mint: Mint) -> int:
    """Note what someone read or did; return how many of them need not be told again.

    One told twice, or of a dossier that they may not see, is not noted; nor what is of no kind known.
    """
    told = readings[:MOST]
    if not told:
        return 0
    journal = tables.journal
    with store.write(the_store(caller.plie)) as connection:
        ledger.lock(connection, caller.plie)
        named = [one for one in told if _told_well(one)]
        known = select(journal.c.id).where(
            journal.c.plie == caller.plie, journal.c.id.in_([one.id for one in named])
        )
        noted = set(connection.scalars(known))
        seen = scope.visible_among(
            connection, caller, {one.dossier for one in named}, today=mint.today()
        )
        fresh = {
            one.id: one
            for one in named
            if one.id not in noted and (not one.dossier or one.dossier in seen)
        }
        chain.append(connection, caller.plie, [_line(caller, one, mint) for one in fresh.values()])
    return len(told)


def last(connection: Connection, caller: Caller, *, today: date) -> int:
    """Return the number of the last line that concerns an AE's dossiers; 0 for anyone else."""
    if caller.role != Role.ACCOMPAGNATEUR.value:
        return 0
    journal = tables.journal
    return int(
        connection.scalar(select(func.max(journal.c.seq)).where(_theirs(caller, today))) or 0
    )


def since(connection: Connection, caller: Caller, number: int, *, today: date) -> Visits:
    """Return who opened an AE's dossiers after a line of the journal, at most MOST."""
    if caller.role != Role.ACCOMPAGNATEUR.value:
        return Visits()
    journal, user = tables.journal, tables.KINDS["utilisateur"]
    who = and_(user.c.plie == journal.c.plie, user.c.id == journal.c.utilisateur)
    query = (
        select(journal, user.c.nom, user.c.role)
        .select_from(journal.join(user, who))
        .where(_theirs(caller, today), journal.c.seq > min(max(number, 0), _LAST))
        .order_by(journal.c.seq)
        .limit(MOST)
    )
    return Visits(
        visits=tuple(
            Visit(
                number=row.seq, dossier=row.dossier, nom=row.nom, role=row.role, at=row.code,
            )
            for row in connection.execute(query)
        )
    )  # fmt: skip


def _told_well(one: Reading) -> bool:
    """A reading is of a dossier; another doing may be of none."""
    of_none = not one.dossier and one.genre != READING
    return one.genre in _KNOWN and is_identifier(one.id) and (of_none or is_identifier(one.dossier))


def _theirs(caller: Caller, today: date) -> ColumnElement[bool]:
    journal = tables.journal
    return and_(
        journal.c.plie == caller.plie,
        journal.c.event == READING,
        journal.c.utilisateur != caller.utilisateur,
        journal.c.dossier.in_(scope.whole(caller, today=today)),
    )


def _line(caller: Caller, one: Reading, mint: Mint) -> Line:
    """`code` is when it was read, by the reader's clock: an instant, or nothing."""
    try:
        at = datetime.fromisoformat(one.at).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        at = ""
    return Line(
        id=one.id, at=mint.stored_now(), event=one.genre, utilisateur=caller.utilisateur,
        device=caller.device, dossier=one.dossier, code=at,
    )  # fmt: skip
