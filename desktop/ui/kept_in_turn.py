"""`KeptInTurn`: what is typed in one field that serves one thing after another, kept for each of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.typed_text import Typed
from desktop.usecases import Changes, Work
from desktop.usecases.saisies import Carte


class KeptInTurn:
    """`place` puts in sight the line that says what was given back."""

    def __init__(self, desk: Desk, source: Typed, place: Callable[[QWidget], None]) -> None:
        self._desk = desk
        self._source = source
        self._place = place
        self._kept: Kept | None = None

    def leave(self) -> None:
        """Keep what is typed of the thing that was shown, before another takes the field."""
        if self._kept is not None:
            self._kept.leave()
            self._kept = None

    def begin(self, carte: Carte) -> None:
        """The field serves this thing from now on: give back what was typed of it."""
        self.leave()
        self._kept = Kept(self._desk, carte, self._source)
        self._place(self._kept)

    def write(
        self,
        owner: QObject,
        do: Callable[[Work], Changes],
        then: Callable[[Changes], None] = lambda _: None,
        *,
        failed: Callable[[Exception], None],
    ) -> None:
        """Write the fact and forget its words in one transaction; the field is ready for the next one."""
        kept = self._kept
        if kept is None:
            self._desk.jobs.write(owner, do, then, failed=failed)
            return

        def done(changes: Changes) -> None:
            then(changes)
            # Something else may be shown by now.
            if kept is self._kept:
                kept.begin_again()

        kept.write(owner, do, done, failed=failed)
