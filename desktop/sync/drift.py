"""Now and then, what is held is compared with the store, dossier by dossier; one that differs is repaired.

Never by a choice of sides: what the store has is written again here, what it lacks of ours goes up again,
and so do the files that it has lost and that are here.
"""

from datetime import timedelta

from desktop.models import blobs, holdings, oplog
from desktop.models.arrivals import repair
from desktop.sync.blobs import send_blobs
from desktop.sync.reach import check_part
from desktop.sync.turn import Done, Phase, Step, Turn
from plie.droits import judged_by_subject, readable
from wire import digest
from wire.messages import Digests, Numbered, Snapshot
from wire.op import Op

EVERY = timedelta(days=7)
# How many dossiers one request compares.
_TOGETHER = 40


def compare(turn: Turn) -> None:
    """Compare, if it was not done for a week, and repair what differs.

    Raises:
        LineError: what is repaired stays so; the next turn compares again.
    """
    with turn.vault.look() as rows:
        last = holdings.last_check(rows.connection)
        here = rows.cursor()
        dossiers = sorted(holdings.held(rows.connection))
    if last and turn.now - last < EVERY:
        return
    # A first exchange has just received all of it.
    for start in range(0, len(dossiers) if last else 0, _TOGETHER):
        if turn.stopped():
            return
        some = tuple(dossiers[start : start + _TOGETHER])
        turn.tell(Step(Phase.CONTROLE, start, len(dossiers)))
        asked = Digests(epoch=here.epoch, since=here.since, dossiers=some)
        told = turn.client.digests(asked)
        theirs = told.digests
        _send_again(turn, told.lost)
        for dossier in some:
            if dossier in theirs and theirs[dossier] != _ours(turn, dossier, here.since):
                mend(turn, dossier, here.epoch, here.since)
    with turn.vault.work() as work:
        holdings.checked(work.connection, turn.now)
        work.commit()


def _send_again(turn: Turn, lost: tuple[str, ...]) -> None:
    if not lost:
        return
    with turn.vault.work() as work:
        if not blobs.send_again(work.connection, lost):
            return
        work.commit()
    send_blobs(turn)


def _ours(turn: Turn, dossier: str, until: int) -> str:
    """Sum up what the store would serve of what is held: what was written here and is not read back is left out."""
    with turn.vault.look() as rows:
        me = rows.identity()
        held = oplog.numbered(rows.connection, dossier, until).values()
        return digest.of(op for op in held if op.author != me.utilisateur or _served(me.role, op))


def _served(role: str, op: Op) -> bool:
    # What the store has taken of a fact judged by its subject is read where it was written.
    return judged_by_subject(role, op.kind) or readable(role, op.kind) is None


def mend(turn: Turn, dossier: str, epoch: str, until: int) -> None:
    """Receive a dossier whole, and make of it here what the store has of it up to a number.

    Raises:
        LineError: nothing of it is changed.
    """
    ops: list[Numbered] = []
    position, more = 0, True
    while more:
        page = turn.client.snapshot(Snapshot(epoch=epoch, dossier=dossier, since=position))
        check_part(page, dossier, epoch, position)
        ops += page.ops
        position, more = page.until, page.more
    with turn.vault.work() as work:
        repair(work, dossier, ops, until=until)
        changes = work.commit()
    turn.done += Done(repaired=1, changes=changes)
