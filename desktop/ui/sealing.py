"""One signature put into several documents: each is durable, with its own instant, before the next."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from desktop.ui.desk import Desk
from desktop.usecases import Changes, Work

Sign = Callable[[Work, str], Changes]


def seal_in_turn(
    desk: Desk,
    owner: QObject,
    ids: Iterable[str],
    sign: Sign,
    *,
    sealed: Callable[[str], None],
    done: Callable[[Exception | None], None],
) -> None:
    """Seal documents one after the other; one that is refused stops none of those that follow.

    Args:
        desk: where one works.
        owner: whoever is told; gone, nothing more is sealed.
        ids: the comptes-rendus, in order.
        sign: writes the signature of one of them.
        sealed: told of each once it is on the disk.
        done: told at the end of the first refusal, None when there was none.
    """
    left = list(ids)

    def go_on(refused: Exception | None) -> None:
        if not left:
            done(refused)
            return
        id_ = left.pop(0)

        def kept(_changes: Changes) -> None:
            sealed(id_)
            # Once everyone was told of this one: what is said after it is not taken for answered by it.
            QTimer.singleShot(0, owner, lambda: go_on(refused))

        desk.jobs.write(
            owner, lambda work: sign(work, id_), kept, failed=lambda why: go_on(refused or why)
        )

    go_on(None)
