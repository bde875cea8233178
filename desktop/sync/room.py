"""`Room`: how much is sent or asked for at once, less than agreed on a way that does not let it pass."""

from dataclasses import dataclass

from wire.messages import BLOB_PIECE, PAGE_BYTES, PART_BYTES

# A local transaction is never split unless it is larger than this, or the line does not let it
# through; the store takes 200 parts, and its answer names each operation.
BATCH_OPS = 5_000
# Below this the way is no way: the smallest request weighs about as much.
LEAST = 1_000
_LEAST_OPS = 50


@dataclass(slots=True)
class Room:
    """Operations of a batch; bytes of a part of it, of a piece of a file, of a page."""

    ops: int = BATCH_OPS
    part: int = PART_BYTES
    piece: int = BLOB_PIECE
    page: int = PAGE_BYTES

    @property
    def asked(self) -> int:
        """What to ask of a page: nothing while it may weigh what was agreed."""
        return 0 if self.page == PAGE_BYTES else self.page

    def narrow(self) -> None:
        """Ask less of a line that was cut: one that dies every 16 kB still finishes."""
        self.ops = max(_LEAST_OPS, self.ops // 2)
        self.part = max(LEAST, self.part // 2)
        self.piece = max(LEAST, self.piece // 2)
        self.page = max(LEAST, self.page // 2)

    def widen(self) -> None:
        """Come back, step by step, to what was agreed."""
        self.ops = min(BATCH_OPS, self.ops * 2)
        self.part = min(PART_BYTES, self.part * 2)
        self.piece = min(BLOB_PIECE, self.piece * 2)
        self.page = min(PAGE_BYTES, self.page * 2)
