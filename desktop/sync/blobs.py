"""PDFs and scans, by sha256, resumed at the byte where the line was cut, both ways."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from desktop.models import blobs
from desktop.models.changes import Changes
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient
from desktop.sync.errors import LineError, StoreRefused, TooLarge
from desktop.sync.room import LEAST, Room
from desktop.sync.turn import Done, Phase, Step, Turn
from plie.vocabulaire import Role

# Who reads a whole PLIE reads what came in lately, and little else: its files of years are gigabytes.
# Six weeks go past a month of leave, and from one Commission to the next.
RECENT = timedelta(days=45)
# After so many, what was written here or elsewhere meanwhile has its turn.
FILES_PER_TURN = 20
_DETOURS = 4


class Arrival(Enum):
    """What came of asking for a file."""

    WHOLE = auto()  # it came
    HERE = auto()  # it came by another road, or is not awaited any more
    SPOILED = auto()  # its bytes are not those named: they were dropped
    ABSENT = auto()  # the store does not hold it, or does not give it
    STOPPED = auto()  # someone asked to stop; what came is kept


def send_blobs(turn: Turn) -> None:
    """Send the files that the store does not hold whole yet.

    One that it refuses waits, longer each time, is told, and keeps none of the others back. A way
    that lets less through than agreed (413) gets smaller pieces.

    Raises:
        LineError: the line failed; the store keeps the pieces that reached it.
    """
    with turn.vault.look() as rows:
        todo = blobs.to_send(rows.connection)
    for n, digest in enumerate(todo):
        if turn.stopped():
            break
        turn.tell(Step(Phase.ENVOI_FICHIERS, n, len(todo)))
        if turn.client.refused.due(digest, now=turn.now):
            _send(turn, digest)
        else:
            turn.done += Done(file_refused=turn.client.refused.why(digest))


def fetch_blobs(turn: Turn) -> None:
    """Fetch some of the files whose rows are here already ("PDF en attente"), the newest first.

    Of a whole PLIE, only the recent ones: the others come when someone opens them. Those left to the
    next turn are counted in `files_left`. One that the store does not hold yet waits for its own
    author's next exchange: it is left alone for a while, longer each time, and costs a turn nothing.

    Raises:
        LineError: the line failed; the pieces that came are kept.
    """

    def halted() -> bool:
        return turn.stopped() or turn.no_files()

    todo = _awaited(turn)
    settled = came = 0
    while settled < len(todo) and not (halted() or _enough(turn, came)):
        turn.tell(Step(Phase.RECEPTION_FICHIERS, settled, len(todo)))
        arrival = fetch(turn.vault, turn.client, todo[settled], stopped=halted)
        if arrival is Arrival.STOPPED:
            break
        settled += 1
        if arrival is Arrival.ABSENT:
            turn.client.absences.note(todo[settled - 1], now=turn.now)
        if arrival is Arrival.WHOLE:
            came += 1
            came_in = Changes(files=frozenset({todo[settled - 1]}))
            turn.done += Done(files_received=1, changes=came_in)
    turn.done += Done(files_left=len(todo) - settled)


def fetch(
    vault: Vault, client: StoreClient, digest: str, *, stopped: Callable[[], bool]
) -> Arrival:
    """Fetch a file from where it stands. Two roads may bring the same one: each byte is kept once.

    Raises:
        LineError: the line failed; the pieces that came are kept.
    """
    while not stopped():
        with vault.look() as rows:
            held = blobs.came(rows.connection, digest)
        if held is None:
            return Arrival.HERE
        try:
            stretch = _stretch(client, digest, held, stopped)
        except StoreRefused:
            return Arrival.ABSENT
        arrival = _keep(vault, digest, stretch.content, offset=held, last=stretch.last)
        if stretch.failure is not None:
            raise stretch.failure
        if arrival is not None:
            return arrival
    return Arrival.STOPPED


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Bytes in a row of a file, kept at once; `failure`: what cut the line after them."""

    content: bytes
    last: bool
    failure: LineError | None = None


def _stretch(client: StoreClient, digest: str, held: int, stopped: Callable[[], bool]) -> _Stretch:
    """Ask for what follows, piece by piece: as much again as is held.

    The vault writes again all that it holds of a file with each addition: piece by piece, sixty
    megabytes would be fifty gigabytes written.

    Raises:
        LineError: the line failed before the first piece.
    """
    came, last = bytearray(), False
    while not last and len(came) <= held and not (came and stopped()):
        try:
            piece = client.fetch_piece(digest, offset=held + len(came))
        except LineError as failure:
            if not came:
                raise
            # A refusal is not the line's: asked again, it is told as one.
            cut = None if isinstance(failure, StoreRefused) else failure
            return _Stretch(bytes(came), last=False, failure=cut)
        came += piece.content
        last = held + len(came) >= piece.total
    return _Stretch(bytes(came), last=last)


def _send(turn: Turn, digest: str) -> None:
    with turn.vault.look() as rows:
        content = rows.blob(digest) or b""
    try:
        whole = _send_rest(turn, digest, content)
    except (StoreRefused, TooLarge) as refusal:
        turn.client.refused.note(digest, now=turn.now, why=refusal.phrase)
        turn.done += Done(file_refused=refusal.phrase)
        return
    if whole:
        with turn.vault.work() as work:
            blobs.sent(work.connection, digest)
            work.commit()
        turn.done += Done(files_sent=1)


def _send_rest(turn: Turn, digest: str, content: bytes) -> bool:
    """Send from where the store stands; return whether it then holds the whole file."""
    size = len(content)
    held = turn.client.held(digest, size=size)
    # Another machine may be sending the same file, or have announced it wrongly: the store says
    # where it stands, further on or at the start again, and a few more pieces make up for it.
    room = turn.client.room
    detours = size // room.piece + _DETOURS
    while detours and held != size and not turn.stopped():
        start = held if held < size else 0
        piece = content[start : start + room.piece]
        try:
            held = turn.client.send_piece(digest, piece, offset=start, size=size)
        except TooLarge:
            detours = _smaller(room, size)
        detours -= 1
    return held == size


def _smaller(room: Room, size: int) -> int:
    """Halve what goes at once, from now on; return how many pieces may then be tried.

    Raises:
        TooLarge: a piece is as small as it may be.
    """
    if room.piece <= LEAST:
        raise TooLarge
    room.piece = max(LEAST, room.piece // 2)
    return size // room.piece + _DETOURS


def _awaited(turn: Turn) -> tuple[str, ...]:
    with turn.vault.look() as rows:
        mine = rows.identity().role == Role.ACCOMPAGNATEUR.value
        since = "" if mine else (turn.now - RECENT).date().isoformat()
        found = blobs.to_fetch(rows.connection, since=since)
    return tuple(one for one in found if turn.client.absences.due(one, now=turn.now))


def _enough(turn: Turn, came: int) -> bool:
    """Whether the rest is for the next turn: enough came, or something was written here meanwhile."""
    if not came:
        return False
    with turn.vault.look() as rows:
        return came >= FILES_PER_TURN or rows.waiting() > 0


def _keep(vault: Vault, digest: str, piece: bytes, *, offset: int, last: bool) -> Arrival | None:
    """Keep a piece; the last one makes the file exist in the same transaction, if it is the one.

    Bytes that are not those named are dropped: the next try starts the file again. None: more is to
    come, or another road brought this piece first.
    """
    with vault.work() as work:
        if blobs.came(work.connection, digest) != offset:
            return None
        blobs.keep_piece(work.connection, digest, piece)
        whole = last and blobs.complete(work.connection, digest)
        work.commit()
    if not last:
        return None
    return Arrival.WHOLE if whole else Arrival.SPOILED
