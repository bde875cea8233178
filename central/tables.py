"""The tables of the store, every one keyed by `plie`; portable SQL only.

Per kind one table is derived from `plie.kinds`: it holds the rows that the operations give. Another
table that changes wants its revision in `central/migrations/versions`.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Time,
    UniqueConstraint,
)
from sqlalchemy.types import JSON, TypeEngine

from plie.kinds import KindSpec, Shape, all_kinds

# What `plie.schema` said when Alembic came (`central.schema`); it changes no more.
SCHEMA = 3

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TYPES: dict[Shape, TypeEngine[Any]] = {
    Shape.TEXT: Text(),
    Shape.INTEGER: BigInteger(),
    Shape.REAL: Float(),
    Shape.BOOLEAN: Boolean(),
    Shape.DATE: Date(),
    Shape.TIME: Time(),
    Shape.INSTANT: DateTime(),
    Shape.LIST: JSON(none_as_null=True),
}


def _plie() -> Column[str]:
    return Column("plie", Text, ForeignKey("plie.plie"), primary_key=True)


def _plie_locked() -> Column[str]:
    # Whoever writes these holds the row of the PLIE: to have it looked for again, once a row, was a
    # twelfth of a push (decision 0059).
    return Column("plie", Text, primary_key=True)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _instant(name: str) -> Column[object]:
    # Instants are UTC; SQLite keeps no zone, so none is kept anywhere.
    return Column(name, DateTime, nullable=True)


# `counter` is the last number given: this row is locked first by whoever writes operations.
# `offline_days`: how many days a vault may go without its store; 0: no limit.
plie = Table(
    "plie",
    metadata,
    _key("plie"),
    Column("schema", Integer, nullable=False),
    _text("nom"),
    _text("referentiel"),
    _text("epoch"),
    Column("counter", BigInteger, nullable=False, default=0),
    Column("durable", BigInteger, nullable=False, default=0),
    Column("offline_days", Integer, nullable=False, server_default="30"),
    Column("journal_seq", BigInteger, nullable=False, server_default="0"),
    Column("journal_sha256", Text, nullable=False, server_default=""),
)

crl = Table(
    "crl",
    metadata,
    _plie(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("pem"),
    _instant("issued_at"),
)

# `token_at`: since when it has its token. `seen_at`: its last request, give or take minutes.
# `replica`: the copy of its vault that spoke last; `doubled_at`: when an earlier one spoke again.
device = Table(
    "device",
    metadata,
    _plie(),
    _key("id"),
    _text("utilisateur"),
    _text("public_key"),
    Column("token_sha256", Text, nullable=False, unique=True),
    _instant("enrolled_at"),
    _instant("revoked_at"),
    _instant("token_at"),
    _instant("seen_at"),
    Column("replica", Text),
    _instant("doubled_at"),
)

# `motif`: why it was revoked (`central.authority.Motif`); NULL while it is not.
certificate = Table(
    "certificate",
    metadata,
    _plie(),
    _key("serial"),
    _text("device"),
    _text("pem"),
    _instant("issued_at"),
    _instant("revoked_at"),
    Column("motif", Text),
    ForeignKeyConstraint(["plie", "device"], ["device.plie", "device.id"]),
)

# `device` and `serial`: who used the code, and what it received, so that a retry finds it again.
invitation = Table(
    "invitation",
    metadata,
    _plie(),
    _key("code_sha256"),
    _text("utilisateur"),
    _instant("expires_at"),
    _instant("used_at"),
    Column("device", Text),
    Column("serial", Text),
)

# A NULL number: set aside, for `reason`. `body` is the operation's JSON as it came.
op = Table(
    "op",
    metadata,
    _plie_locked(),
    _key("op_id"),
    Column("number", BigInteger),
    _text("kind"),
    _text("thing"),
    _text("scope"),
    _text("author"),
    _text("device"),
    _text("body"),
    Column("reason", Text),
    _instant("received_at"),
    UniqueConstraint("plie", "number"),
    Index(None, "plie", "scope", "number"),
    Index(None, "plie", "thing", "kind"),
)

# One part of a batch: its `body` as it came until the batch is applied, and the reply it got.
batch = Table(
    "batch",
    metadata,
    _plie(),
    _key("device"),
    _key("replica"),
    _key("batch"),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("parts", Integer, nullable=False),
    _text("sha256"),
    Column("body", LargeBinary),
    Column("reply", LargeBinary, nullable=False),
    ForeignKeyConstraint(["plie", "device"], ["device.plie", "device.id"]),
)

replica = Table(
    "replica",
    metadata,
    _plie(),
    _key("device"),
    _key("replica"),
    _text("last_batch"),
    _instant("seen_at"),
    ForeignKeyConstraint(["plie", "device"], ["device.plie", "device.id"]),
)

# A dossier exists from the insert of its personne on, even once that is deleted.
dossier = Table("dossier", metadata, _plie(), _key("id"))

# Who announced a file first, and on what day, for as long as nothing refers to it (`central.deposits`).
blob = Table(
    "blob",
    metadata,
    _plie(),
    _key("sha256"),
    Column("size", BigInteger, nullable=False),
    Column("stored", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("device", Text),
    Column("announced_on", Date),
    Index(None, "plie", "device"),
)

blob_scope = Table(
    "blob_scope", metadata, _plie(), _key("sha256"), _key("scope"), _key("kind"),
)  # fmt: skip

# Receipts: a device erased a dossier that left it. `erased_at` is its own instant, as it told it.
purge = Table(
    "purge",
    metadata,
    _plie(),
    _key("id"),
    _text("device"),
    _text("utilisateur"),
    _text("dossier"),
    Column("ops", Integer, nullable=False),
    _text("erased_at"),
    _instant("received_at"),
    ForeignKeyConstraint(["plie", "device"], ["device.plie", "device.id"]),
)

# `seq` and `sha256` chain the lines (`central.chain`); the last of both is in the row of the PLIE.
journal = Table(
    "journal",
    metadata,
    Column("plie", Text, primary_key=True),
    _key("id"),
    _instant("at"),
    _text("event"),
    _text("device"),
    _text("code"),
    Column("seq", BigInteger),
    Column("utilisateur", Text),
    Column("dossier", Text),
    Column("sha256", Text),
    Index(None, "plie", "seq", unique=True),
    Index(None, "plie", "dossier"),
)


def _kind_table(spec: KindSpec) -> Table:
    columns = [Column(f.name, _TYPES[f.shape]) for f in spec.fields if f.name != "id"]
    return Table(
        spec.word,
        metadata,
        _plie_locked(),
        _key("id"),
        _text("scope"),
        *columns,
        Index(None, "plie", "scope"),
    )


KINDS: dict[str, Table] = {spec.word: _kind_table(spec) for spec in all_kinds()}
