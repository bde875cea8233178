"""The tables of the store, brought to this version: one transaction, all of it or nothing.

Alembic's revisions change the tables of which nothing can be derived; those of the kinds hold what
the operations give, and are made again, then filled from the operations, when their columns differ.
"""

from collections.abc import Sequence
from logging import getLogger

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, func, inspect, select

from central import rows, tables
from central.errors import StoreBehindError, StoreEmptyError, StoreError

# The revision that a store had when its number was kept in `plie.schema`, before Alembic.
_UNNUMBERED = {1: "0001", 2: "0002", 3: "0002"}
# Alembic tells each step as if it were news; what matters is said by the command.
getLogger("alembic").setLevel("WARNING")


def head() -> str:
    """Return the revision of this version."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def make(connection: Connection, revision: str) -> None:
    """Make the tables of a revision, in a database that has none, or those very tables.

    Raises:
        StoreError: it has others, or this version does not know this revision.
    """
    known = {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}
    if _revision(connection) not in {"", revision} or revision not in known:
        raise StoreError(
            f"Les tables de la révision {revision} ne peuvent pas être faites ici\u00a0: il faut une "
            "base sans table, et une version de Permanence aussi récente. Rien n’a été modifié."
        )
    command.upgrade(_config(connection), revision)


def check(connection: Connection) -> None:
    """Verify that the tables are those of this version.

    Raises:
        StoreEmptyError: they are not made yet.
        StoreBehindError: they are of an earlier one.
        StoreError: they are of a later one.
    """
    found = _revision(connection)
    if not found:
        raise StoreEmptyError
    if found != head() or _derived_to_make(connection):
        raise StoreBehindError


def migrate(connection: Connection) -> tuple[str, str]:
    """Bring the tables to this version and return the revision before ("" if none) and after.

    `connection` is the owner's, its fence lowered, in a transaction.

    Raises:
        StoreError: they are of a later version; nothing is changed.
    """
    before = _revision(connection)
    config = _config(connection)
    if before and not inspect(connection).has_table("alembic_version"):
        command.stamp(config, before)
    command.upgrade(config, "head")
    _derive(connection, _derived_to_make(connection))
    return before, head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "central:migrations")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str:
    """Return the revision of the tables; "" when there are none.

    Raises:
        StoreError: a revision that this version does not know.
    """
    if inspect(connection).has_table("alembic_version"):
        found = MigrationContext.configure(connection).get_current_revision() or ""
        known = {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}
    elif inspect(connection).has_table(tables.plie.name):
        number = connection.scalar(select(func.max(tables.plie.c.schema))) or max(_UNNUMBERED)
        found, known = _UNNUMBERED.get(number, str(number)), set(_UNNUMBERED.values())
    else:
        return ""
    if found and found not in known:
        raise StoreError(
            f"Ce magasin a été écrit par une version plus récente (révision {found}, ici "
            f"{head()}). Rien n’a été modifié. Installez la version récente de Permanence."
        )
    return found


def _derived_to_make(connection: Connection) -> list[Table]:
    """Return the tables of the kinds that lack, or whose columns are not those of their kind."""
    asked = inspect(connection)
    names = set(asked.get_table_names())
    found = {
        name: {column["name"] for column in columns}
        for (_, name), columns in asked.get_multi_columns(
            filter_names=[name for name in tables.KINDS if name in names]
        ).items()
    } if names else {}  # fmt: skip
    return [table for name, table in tables.KINDS.items() if found.get(name) != set(table.c.keys())]


def _derive(connection: Connection, made: Sequence[Table]) -> None:
    if not made:
        return
    tables.metadata.drop_all(connection, tables=list(made))
    tables.metadata.create_all(connection, tables=list(made))
    for plie in list(connection.scalars(select(tables.plie.c.plie))):
        rows.derive(connection, plie, [table.name for table in made])
