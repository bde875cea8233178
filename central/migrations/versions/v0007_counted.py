"""No foreign key to the PLIE where the row of the PLIE is locked first: operations, and what they give."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# Those that others than a push write: their key stays.
_KEPT = frozenset({
    "crl", "device", "certificate", "invitation", "batch", "replica", "dossier", "blob",
    "blob_scope", "purge", "journal",
})  # fmt: skip


def upgrade() -> None:
    """Drop it from the ledger and from the tables of the kinds."""
    asked = sa.inspect(op.get_bind())
    for table in sorted(set(asked.get_table_names()) - _KEPT):
        key = f"fk_{table}_plie"
        if any(found["name"] == key for found in asked.get_foreign_keys(table)):
            with op.batch_alter_table(table) as batch:
                batch.drop_constraint(key, type_="foreignkey")
