"""Statements compiled once a process: each engine would compile its own, and the tests open them by the thousand."""

from sqlalchemy import Engine

_FIRST: dict[str, Engine] = {}


def as_before(what: str, *engines: Engine | None) -> None:
    """Give new engines the statements compiled for the first one of their sort.

    Args:
        what: the sort: engines of the same dialect, made with the same options.
        engines: they have not been used yet, or nothing that they compiled is missed.
    """
    for engine in engines:
        assert engine is not None
        first = _FIRST.setdefault(what, engine)
        # SQLAlchemy keeps them by dialect: the same one, not an equal one.
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
