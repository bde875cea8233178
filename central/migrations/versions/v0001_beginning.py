"""The tables of the first store: ledger, batches, devices, invitations, files, journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plie",
        sa.Column("plie", sa.Text, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("nom", sa.Text, nullable=False),
        sa.Column("referentiel", sa.Text, nullable=False),
        sa.Column("epoch", sa.Text, nullable=False),
        sa.Column("counter", sa.BigInteger, nullable=False),
        sa.Column("durable", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("plie", name="pk_plie"),
    )
    op.create_table(
        "crl",
        _plie(),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("pem", sa.Text, nullable=False),
        sa.Column("issued_at", sa.DateTime),
        sa.PrimaryKeyConstraint("plie", "number", name="pk_crl"),
        _of_plie("crl"),
    )
    op.create_table(
        "device",
        _plie(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("utilisateur", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("token_sha256", sa.Text, nullable=False),
        sa.Column("enrolled_at", sa.DateTime),
        sa.Column("revoked_at", sa.DateTime),
        sa.PrimaryKeyConstraint("plie", "id", name="pk_device"),
        sa.UniqueConstraint("token_sha256", name="uq_device_token_sha256"),
        _of_plie("device"),
    )
    op.create_table(
        "certificate",
        _plie(),
        sa.Column("serial", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("pem", sa.Text, nullable=False),
        sa.Column("issued_at", sa.DateTime),
        sa.Column("revoked_at", sa.DateTime),
        sa.PrimaryKeyConstraint("plie", "serial", name="pk_certificate"),
        _of_plie("certificate"),
        _of_device("certificate"),
    )
    op.create_table(
        "invitation",
        _plie(),
        sa.Column("code_sha256", sa.Text, nullable=False),
        sa.Column("utilisateur", sa.Text, nullable=False),
        sa.Column("expires_at", sa.DateTime),
        sa.Column("used_at", sa.DateTime),
        sa.Column("device", sa.Text),
        sa.Column("serial", sa.Text),
        sa.PrimaryKeyConstraint("plie", "code_sha256", name="pk_invitation"),
        _of_plie("invitation"),
    )
    op.create_table(
        "op",
        _plie(),
        sa.Column("op_id", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("received_at", sa.DateTime),
        sa.PrimaryKeyConstraint("plie", "op_id", name="pk_op"),
        sa.UniqueConstraint("plie", "number", name="uq_op_plie_number"),
        _of_plie("op"),
    )
    op.create_index("ix_op_plie_scope_number", "op", ["plie", "scope", "number"])
    op.create_index("ix_op_plie_thing_kind", "op", ["plie", "thing", "kind"])
    op.create_table(
        "batch",
        _plie(),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("reply", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("plie", "device", "replica", "batch", "part", name="pk_batch"),
        _of_plie("batch"),
        _of_device("batch"),
    )
    op.create_table(
        "replica",
        _plie(),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("last_batch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("plie", "device", "replica", name="pk_replica"),
        _of_plie("replica"),
        _of_device("replica"),
    )
    op.create_table(
        "dossier",
        _plie(),
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("plie", "id", name="pk_dossier"),
        _of_plie("dossier"),
    )
    op.create_table(
        "blob",
        _plie(),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stored", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("plie", "sha256", name="pk_blob"),
        _of_plie("blob"),
    )
    op.create_table(
        "blob_scope",
        _plie(),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("plie", "sha256", "scope", "kind", name="pk_blob_scope"),
        _of_plie("blob_scope"),
    )
    op.create_table(
        "journal",
        _plie(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("plie", "id", name="pk_journal"),
    )


def _plie() -> sa.Column[str]:
    return sa.Column("plie", sa.Text, nullable=False)


def _of_plie(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["plie"], ["plie.plie"], name=f"fk_{table}_plie")


def _of_device(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["plie", "device"], ["device.plie", "device.id"], name=f"fk_{table}_plie_device"
    )
