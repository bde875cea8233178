"""PDFs and scans, by sha256, resumed at the byte where the line was cut, both ways."""

from desktop.models import blobs
from desktop.sync.errors import StoreRefused, TooLarge
from desktop.sync.room import LEAST, Room
from desktop.sync.turn import Done, Phase, Step, Turn

_DETOURS = 4


def send_blobs(turn: Turn) -> None:
    """Send the files that the store does not hold whole yet.

    One that it refuses (its row was set aside) waits, and keeps none of the others back. A way that
    lets less through than agreed (413) gets smaller pieces.

    Raises:
        LineError: the line failed; the store keeps the pieces that reached it.
    """
    with turn.vault.look() as rows:
        todo = blobs.to_send(rows.connection)
    for n, digest in enumerate(todo):
        if turn.stopped():
            break
        turn.tell(Step(Phase.ENVOI_FICHIERS, n, len(todo)))
        _send(turn, digest)


def fetch_blobs(turn: Turn) -> None:
    """Fetch the files whose rows are here already ("PDF en attente").

    One that the store does not hold yet waits for its own author's next exchange.

    Raises:
        LineError: the line failed; the pieces that came are kept.
    """
    with turn.vault.look() as rows:
        todo = blobs.to_fetch(rows.connection)
    for n, (digest, held) in enumerate(todo):
        if turn.stopped():
            break
        turn.tell(Step(Phase.RECEPTION_FICHIERS, n, len(todo)))
        _fetch(turn, digest, held)


def _send(turn: Turn, digest: str) -> None:
    with turn.vault.look() as rows:
        content = rows.blob(digest) or b""
    try:
        whole = _send_rest(turn, digest, content)
    except (StoreRefused, TooLarge):
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


def _fetch(turn: Turn, digest: str, held: int) -> None:
    while not turn.stopped():
        try:
            piece = turn.client.fetch_piece(digest, offset=held)
        except StoreRefused:
            return
        held += len(piece.content)
        last = held >= piece.total
        whole = _keep(turn, digest, piece.content, last=last)
        if last:
            turn.done += Done(files_received=int(whole))
            return


def _keep(turn: Turn, digest: str, piece: bytes, *, last: bool) -> bool:
    """Keep a piece; the last one makes the file exist in the same transaction, if it is the one.

    Bytes that are not those named are dropped: the next turn starts the file again.
    """
    with turn.vault.work() as work:
        blobs.keep_piece(work.connection, digest, piece)
        whole = last and blobs.complete(work.connection, digest)
        work.commit()
    return whole
