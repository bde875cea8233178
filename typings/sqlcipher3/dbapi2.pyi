from collections.abc import Sequence
from typing import Any

sqlite_version_info: tuple[int, int, int]

class DatabaseError(Exception): ...

class Cursor:
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...

class Connection:
    def execute(self, sql: str, parameters: Sequence[Any] = ...) -> Cursor: ...
    def close(self) -> None: ...

def connect(
    database: str,
    *,
    uri: bool = ...,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
) -> Connection: ...
