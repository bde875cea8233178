"""The empty database of a store on SQLite: made once a process by the store itself, then copied."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from central.settings import Settings
from central.store import Store


def open_store(settings: Settings) -> Store:
    """Open a new store; on SQLite, from a copy of what opening an empty folder makes."""
    if not settings.base:
        settings.database.write_bytes(_empty())
    return Store.open(settings)


@cache
def _empty() -> bytes:
    with TemporaryDirectory(prefix="permanence-modele-") as name:
        settings = Settings(Path(name))
        Store.open(settings).close()
        return settings.database.read_bytes()
