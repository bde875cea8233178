from collections.abc import Callable, Sequence
from typing import Any

sqlite_version_info: tuple[int, int, int]

class Error(Exception): ...
class DatabaseError(Error): ...

class Cursor:
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...

class Connection:
    def execute(self, sql: str, parameters: Sequence[Any] = ...) -> Cursor: ...
    def backup(
        self,
        target: "Connection",
        *,
        pages: int = ...,
        progress: Callable[[int, int, int], None] | None = ...,
    ) -> None: ...
    def close(self) -> None: ...

def connect(
    database: str,
    *,
    uri: bool = ...,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
) -> Connection: ...
