"""The empty database of a store on SQLite: made once a process by the store itself, then copied."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from central.settings import Settings
from central.sqlite import SQLite
from central.store import Store
from tests.compiled import as_before


def open_store(settings: Settings) -> Store:
    """Open a new store; on SQLite, from a copy of what opening an empty folder makes."""
    if settings.base:
        return _compiling_no_more(Store.open(settings))
    settings.database.write_bytes(_empty())
    return as_it_is(settings)


def as_it_is(settings: Settings) -> Store:
    """Open a copy of a store on SQLite: only the first one had to be brought to this version."""
    base = SQLite(settings)
    base.check()
    return _compiling_no_more(Store(base, settings))


def _compiling_no_more(store: Store) -> Store:
    engine = store._base.engine
    as_before(engine.name, engine, store._reader, store._writer)
    return store


@cache
def _empty() -> bytes:
    with TemporaryDirectory(prefix="permanence-modele-") as name:
        settings = Settings(Path(name))
        Store.open(settings).close()
        return settings.database.read_bytes()
