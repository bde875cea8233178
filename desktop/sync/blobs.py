"""PDFs and scans, by sha256, resumed at the byte where the line was cut, both ways."""

from desktop.models import blobs
from desktop.sync.errors import StoreRefused
from desktop.sync.turn import Done, Phase, Step, Turn
from wire.messages import BLOB_PIECE

_DETOURS = 4


def send_blobs(turn: Turn) -> None:
    """Send the files that the store does not hold whole yet.

    One that it refuses (its row was set aside) waits, and keeps none of the others back.

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
    except StoreRefused:
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
    for _ in range(size // BLOB_PIECE + _DETOURS):
        if held == size or turn.stopped():
            break
        start = held if held < size else 0
        piece = content[start : start + BLOB_PIECE]
        held = turn.client.send_piece(digest, piece, offset=start, size=size)
    return held == size


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
