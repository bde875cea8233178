"""The readings of an open vault: who is reading, and the end of it, which the lock waits for.

A pool that is disposed of leaves alone the connections in use, and would even open new ones: each would
keep the key, and the journal beside the file, for as long as Python keeps it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from desktop.models.errors import VaultClosed


class Readings:
    """Counts the readings under way; once shut, nobody begins one."""

    def __init__(self, engine: Engine) -> None:
        self._engine: Engine | None = engine
        self._shut = False
        self._under_way = 0
        self._turn = threading.Condition()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Read through a connection that cannot write.

        Raises:
            VaultClosed: the vault was locked, or is about to be.
        """
        with self._turn:
            if self._shut or self._engine is None:
                raise VaultClosed
            engine = self._engine
            self._under_way += 1
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            with self._turn:
                self._under_way -= 1
                self._turn.notify_all()

    def shut(self) -> None:
        """Let nobody begin to read any more."""
        with self._turn:
            self._shut = True

    def end(self) -> None:
        """Wait for those under way, and leave no connection of theirs."""
        with self._turn:
            self._turn.wait_for(lambda: self._under_way == 0)
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None
