"""The store on PostgreSQL: one engine for the role that serves, one for the role that owns.

The role that serves is neither owner nor above row-level security, and every transaction says in
whose name it is open; otherwise the store refuses to be opened (sync.md §4).
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from central import fence, sqlstate, tables
from central.context import Context
from central.errors import StoreError, busy
from central.settings import Settings

LOCK_MS, STATEMENT_MS, IDLE_MS = 30_000, 60_000, 60_000
# The first minor of each major in which row-level security leaks no more (CVE-2025-8713).
LEAST_MINORS = {14: 19, 15: 14, 16: 10, 17: 6}
_DRIVER = "postgresql+psycopg"
# A row of up to a page is kept as it is. PostgreSQL would compress those beyond 2 kB, which takes a
# third of the time of a push, and saves a few megabytes a year of a PLIE.
_PLAIN_BYTES = 8_160
_POOL, _OVERFLOW = 10, 10
# lock_not_available, deadlock_detected, serialization_failure, query_canceled, shutdowns, too many.
_BUSY = frozenset({"55P03", "40P01", "40001", "57014", "57P01", "57P02", "57P03", "53300"})
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Postgres:
    """The engine and its manners."""

    # What is read belongs to one instant; what is written sees all that was committed before it
    # took the counter's lock.
    reading: ClassVar[Mapping[str, object]] = {
        "isolation_level": "REPEATABLE READ",
        "postgresql_readonly": True,
    }
    writing: ClassVar[Mapping[str, object]] = {"isolation_level": "READ COMMITTED"}

    def __init__(self, settings: Settings) -> None:
        self._url = _url(settings.base)
        self._owner = settings.proprietaire
        self.engine = _engine(
            self._url, pool_size=_POOL, max_overflow=_OVERFLOW, pool_pre_ping=True
        )

    def owner(self) -> Engine:
        """Return the engine that may change the tables.

        Raises:
            StoreError: nothing says who owns them.
        """
        if not self._owner:
            raise StoreError(
                "Pour faire ou changer les tables, il faut l’adresse de la base pour le rôle qui "
                "les possède\u00a0: --proprietaire. Rien n’a été modifié."
            )
        # For one transaction: its connection is not kept.
        return _engine(_url(self._owner), poolclass=NullPool)

    def lower(self, connection: Connection) -> None:
        """Let the owner reach every row while the tables change; `prepare` forces the fence again.

        Raises:
            StoreError: no table could make this server, or the role that is to serve, safe.
        """
        _refuse(_objection(connection, self._url.username))
        fence.lower(connection)

    def prepare(self, connection: Connection) -> None:
        """Raise the fence, as the owner, and let the serving role work within it.

        The rows keep their texts as they came: see `_PLAIN_BYTES`.

        Raises:
            StoreError: its name is not one that can be granted something.
        """
        role = self._url.username or ""
        if not _NAME.fullmatch(role):
            raise StoreError(
                "L’adresse de la base doit nommer le rôle qui sert (lettres minuscules, chiffres, "
                "soulignés). Rien n’a été modifié."
            )
        for table in tables.metadata.tables.values():
            quoted = connection.dialect.identifier_preparer.format_table(table)
            connection.execute(
                text(f"ALTER TABLE {quoted} SET (toast_tuple_target = {_PLAIN_BYTES})")
            )
        fence.raise_(connection, role)

    def admit(self) -> None:
        """Refuse a server or a role that no table could make safe, before any table is asked for.

        Raises:
            StoreError: a version that leaks, or a role above the fence.
        """
        with self.engine.begin() as connection:
            _refuse(_objection(connection))

    def check(self) -> None:
        """Refuse to serve without the second fence.

        Raises:
            StoreError: a gap in it.
        """
        with self.engine.begin() as connection:
            _refuse(fence.gap(connection))

    def enter(self, connection: Connection, context: Context | None) -> None:
        """Say in whose name the transaction is open, until its end and no longer."""
        if context is not None:
            fence.enter(connection, context)

    def promise_nothing(self, connection: Connection) -> None:
        """Do not wait for the disk at the end of this transaction; the next that does carries it."""
        connection.execute(text("SET LOCAL synchronous_commit = off"))

    def told(self, error: DBAPIError, *, owner: bool) -> StoreError:
        """Return why the base did not do what was asked by the role that serves, or the one that owns."""
        if sqlstate.of(error) in _BUSY:
            return busy()
        url = _url(self._owner) if owner else self._url
        return sqlstate.told(error, url, self._url.username or "", owner=owner)

    def is_full(self, error: DBAPIError) -> bool:
        """Tell whether the disk is full."""
        return sqlstate.of(error) == sqlstate.DISK_FULL

    def is_busy(self, error: DBAPIError) -> bool:
        """Tell whether trying again later is enough."""
        state = sqlstate.of(error)
        return state in _BUSY or (not state and isinstance(error, OperationalError))


def _url(written: str) -> URL:
    try:
        url = make_url(written)
    # A port that is no number is a ValueError of Python's.
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "L’adresse de la base ne se lit pas\u00a0: elle s’écrit postgresql://role@hote:5432/base. "
            "Rien n’a été modifié."
        ) from error
    if url.get_backend_name() != "postgresql":
        raise StoreError("Seule une base PostgreSQL se donne par son adresse.")
    return url.set(drivername=_DRIVER)


def _engine(url: URL, **pool: Any) -> Engine:
    limits = {
        "lock_timeout": LOCK_MS,
        "statement_timeout": STATEMENT_MS,
        "idle_in_transaction_session_timeout": IDLE_MS,
    }
    return create_engine(
        url,
        hide_parameters=True,
        **pool,
        connect_args={
            "application_name": "permanence-central",
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )


def too_old(number: int) -> str:
    """Return, as a French sentence, why a server leaks rows; empty when it does not.

    Args:
        number: its version as PostgreSQL numbers it, e.g. 150014 for 15.14.
    """
    major, minor = divmod(number, 10_000)
    if major >= min(LEAST_MINORS) and minor >= LEAST_MINORS.get(major, 0):
        return ""
    least = ", ".join(f"{one}.{other}" for one, other in sorted(LEAST_MINORS.items()))
    return (
        f"PostgreSQL {major}.{minor} laisse fuir des lignes protégées (CVE-2025-8713)\u00a0: "
        f"il faut au moins {least}, ou plus récent."
    )


def _refuse(found: str) -> None:
    if found:
        raise StoreError(f"{found} Le magasin refuse de servir\u202f; rien n’a été modifié.")


def _objection(connection: Connection, serving: str | None = None) -> str:
    """Return what no table mends; `serving`: the role that is to serve, asked about by the owner."""
    old = too_old(int(connection.scalar(text("SHOW server_version_num")) or 0))
    if old:
        return old
    above = connection.execute(text(_ABOVE), {"serving": serving}).one_or_none()
    # One that does not exist is told when it is granted something.
    if above is None:
        return ""
    if above.rolsuper or above.rolbypassrls:
        return (
            "Le rôle qui sert la base passe au-dessus des droits par ligne\u00a0: retirez-lui ce pouvoir "
            "(ALTER ROLE … NOSUPERUSER NOBYPASSRLS)."
        )
    if above.through:
        return (
            f"Le rôle qui sert la base est membre de {above.through}, qui passe au-dessus des droits "
            "par ligne\u00a0: retirez-l’en (REVOKE)."
        )
    if above.owner:
        return (
            "Le rôle qui sert la base possède ses tables, ou peut devenir celui qui les "
            "possède\u00a0: --base veut un autre rôle que celui de --proprietaire, et qui n’en soit pas "
            "membre."
        )
    return ""


# Who may take on a role does, whatever their own; the last three read and write the files beneath.
# Who makes the tables owns them, before there are any.
_ABOVE = """
SELECT serving.rolsuper, serving.rolbypassrls,
       (SELECT min(higher.rolname) FROM pg_roles AS higher
        WHERE higher.oid <> serving.oid AND pg_has_role(serving.oid, higher.oid, 'MEMBER')
        AND (higher.rolsuper OR higher.rolbypassrls OR higher.rolname IN (
            'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'
        ))) AS through,
       (CAST(:serving AS name) IS NOT NULL AND pg_has_role(serving.oid, current_user, 'MEMBER'))
       OR EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
               WHERE nspname = current_schema() AND relkind IN ('r', 'p')
                 AND pg_has_role(serving.oid, relowner, 'MEMBER')) AS owner
FROM pg_roles AS serving WHERE serving.rolname = coalesce(CAST(:serving AS name), current_user)
"""
