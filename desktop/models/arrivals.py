"""What the store sends: pages of operations with their cursor, and the fates of what was pushed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.models import blobs, holdings, line, nouvelles, oplog
from desktop.models.materialize import materialize, materialize_new
from desktop.models.unit_of_work import Work
from plie.affectation import en_partie
from plie.droits import Reason, may_read_blob, readable
from plie.kinds import Affectation, by_word
from wire import twins
from wire.messages import Fates, Numbered, Page
from wire.op import Op, Verb

# When the thing that names a file was made: the newest files are fetched first (sync/blobs.py).
DAY_OF = {
    "compte_rendu": "finalise_le",
    "signature": "signe_le",
    "piece": "recue_le",
    "acte_engagement": "etabli_le",
    "signature_acte": "signe_le",
    "bilan_etape": "fait_le",
    "cv": "date",
}
_DAY = len("2026-09-03")


def apply_page(work: Work, page: Page) -> None:
    """Write a page and the cursor that comes with it; the caller commits once."""
    before = line.cursor_of(work.connection)
    first = before.last_success is None
    since = work.now() - nouvelles.RECENT if first else None
    again = _given_again(work, page.ops)
    _arrive_all(work, page.ops, since)
    for dossier in again:
        holdings.expect(work.connection, dossier)
    # A page read again must not send the cursor back; another epoch counts from elsewhere.
    until = max(before.since, page.until) if page.epoch == before.epoch else page.until
    after = replace(before, epoch=page.epoch, since=until, durable=page.durable)
    line.save_cursor(work.connection, after)


def apply_part(work: Work, dossier: str, page: Page, *, at: datetime) -> None:
    """Write a page of one dossier received by itself, and how far it has come; the caller commits once.

    The cursor stays: what is written of it from now on comes with the pages of all.
    """
    _arrive_all(work, page.ops)
    holdings.reached(work.connection, dossier, page.until, le=None if page.more else at)


def repair(work: Work, dossier: str, ops: Iterable[Numbered], *, until: int) -> None:
    """Make of a dossier what the store has of it up to a number; the caller commits once.

    Own operations that the store has no more are sent again: nothing written here is dropped.
    """
    here = oplog.numbered(work.connection, dossier, until)
    theirs = {numbered.op.op_id: numbered for numbered in ops}
    wrong = [one for id_, one in theirs.items() if id_ in here and here[id_] != one.op]
    for one in wrong:
        oplog.restate(work.connection, one.op, one.number)
    me = work.auteur.id
    lacking = {id_: op for id_, op in here.items() if id_ not in theirs and op.author == me}
    oplog.send_again(work.connection, lacking)
    for op in (*(one.op for one in wrong), *lacking.values()):
        materialize(work.connection, oplog.story_of(work.connection, op.kind, op.id))
        work.moved(op.kind, dossier)
    _arrive_all(work, tuple(theirs.values()))


def apply_fates(work: Work, fates: Fates) -> None:
    """Write each pushed operation's number, or set it aside; move the cursor when told to."""
    for fate in fates.fates:
        if fate.number is not None:
            oplog.acknowledge(work.connection, fate.op_id, fate.number)
        else:
            _aside(work, fate.op_id, fate.reason or "refus")
    before = line.cursor_of(work.connection)
    since = before.since if fates.cursor is None else max(before.since, fates.cursor)
    line.save_cursor(work.connection, replace(before, since=since, durable=fates.durable))


def leave_aside(work: Work, op_id: str, reason: Reason) -> None:
    """Set an operation aside of which the store never had a word: it stays here until it is settled."""
    _aside(work, op_id, reason.value)
    oplog.part_batch(work.connection, [op_id], None)


def _given_again(work: Work, ops: Sequence[Numbered]) -> set[str]:
    """Return the dossiers held here that a page gives to their holder once more.

    They were someone else's meanwhile, and stayed only because something held them back: the cursor
    has passed over what was written there. They are received whole again.
    """
    me = work.auteur.id
    told = [one.op for one in ops if one.op.kind == "affectation"]
    if not told:
        return set()
    here = oplog.known(work.connection, [op.op_id for op in told])
    held = holdings.held(work.connection)
    found = set()
    for op in told:
        if op.op_id in here or op.scope not in held:
            continue
        known = work.rows.find(Affectation, op.id)
        whose = op.fields.get("utilisateur") or (known.utilisateur if known else None)
        # The first one comes with the dossier itself: nothing was missed before it.
        if whose == me and work.rows.all(Affectation, dossier=op.scope):
            found.add(op.scope)
    return found


def _arrive_all(work: Work, ops: Sequence[Numbered], since: datetime | None = None) -> None:
    here = oplog.known(work.connection, (numbered.op.op_id for numbered in ops))
    new = _begin(work, [numbered for numbered in ops if numbered.op.op_id not in here])
    me = work.auteur.id
    for numbered in ops:
        id_ = numbered.op.op_id
        if id_ in here:
            here |= _come_back(work, numbered)
            continue
        if id_ not in new:
            _arrive(work, numbered)
        nouvelles.follow(work.connection, numbered.op, reader=me, now=work.now, since=since)
        here.add(id_)


def _begin(work: Work, ops: Sequence[Numbered]) -> set[str]:
    """Write at once what begins a thing of which nothing is here; return the ids of these operations.

    A first exchange is made of them: one by one, each would ask for a story that is empty.
    """
    told = Counter((numbered.op.kind, numbered.op.id) for numbered in ops)
    known = oplog.begun(work.connection, [numbered.op for numbered in ops])
    new = [
        numbered
        for numbered in ops
        if numbered.op.verb is Verb.INSERT
        and told[numbered.op.kind, numbered.op.id] == 1
        and (numbered.op.kind, numbered.op.id) not in known
    ]
    oplog.append_all(work.connection, ((one.op, one.number) for one in new))
    materialize_new(work.connection, [one.op for one in new])
    for one in new:
        _tell(work, one.op)
    return {one.op.op_id for one in new}


def _arrive(work: Work, numbered: Numbered) -> None:
    op = numbered.op
    oplog.append(work.connection, op, number=numbered.number)
    materialize(work.connection, oplog.story_of(work.connection, op.kind, op.id))
    _tell(work, op)


def _come_back(work: Work, numbered: Numbered) -> set[str]:
    """Take an operation that is here: ours, of which the answer was lost; or a page read twice.

    Returns:
        The names of what this copy of the vault says beyond it, here from now on.
    """
    op = numbered.op
    told = _told_otherwise(work, op)
    beyond = _keep_beyond(work, told, op) if told else set()
    if told:
        oplog.restate(work.connection, op, numbered.number)
    if oplog.acknowledge(work.connection, op.op_id, numbered.number) or told:
        materialize(work.connection, oplog.story_of(work.connection, op.kind, op.id))
        work.moved(op.kind, op.scope)
    return beyond


def _told_otherwise(work: Work, op: Op) -> Op | None:
    """Return what is here of an operation with which another copy of this vault went on otherwise.

    None: the same; or not served whole, it says nothing of the kind.
    """
    me, role = work.auteur.id, work.auteur.role
    if op.author != me or readable(role, op.kind) is not None:
        return None
    here = oplog.one(work.connection, op.op_id)
    if here.fields == op.fields:
        return None
    given = work.rows.all(Affectation, dossier=op.scope)
    return None if en_partie(given, me, work.now().date()) else here


def _keep_beyond(work: Work, here: Op, op: Op) -> set[str]:
    """Keep what this copy said in an operation and the store has not, to be sent by its own name.

    The store may have it so already, or have refused it: this vault then hears which.
    """
    more = twins.beyond(op, here)
    if more is None or oplog.known(work.connection, [more.op_id]):
        return set()
    oplog.append(work.connection, more)
    return {more.op_id}


def _tell(work: Work, op: Op) -> None:
    for digest in _files(op, work.auteur.role):
        blobs.want(work.connection, digest, scope=op.scope, day=_day(op))
    work.moved(op.kind, op.scope)


def _files(op: Op, role: str) -> Iterable[str]:
    """Return the files to fetch: a role that the store would refuse must not ask at each turn."""
    spec = by_word(op.kind)
    if spec is None or not spec.blobs or op.verb is Verb.DELETE:
        return ()
    if not may_read_blob(role, op.kind):
        return ()
    named = (op.fields.get(name) for name in spec.blobs)
    return tuple(digest for digest in named if isinstance(digest, str) and digest)


def _day(op: Op) -> str:
    said = op.fields.get(DAY_OF[op.kind])
    return said[:_DAY] if isinstance(said, str) else ""


def _aside(work: Work, op_id: str, reason: str) -> None:
    found = oplog.set_aside(work.connection, op_id, reason)
    if found is not None:
        kind, thing, scope = found
        materialize(work.connection, oplog.story_of(work.connection, kind, thing))
        work.moved(kind, scope)
