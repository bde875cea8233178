"""The receipts of purges."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "purge",
        sa.Column("plie", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("utilisateur", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("ops", sa.Integer, nullable=False),
        sa.Column("erased_at", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime),
        sa.PrimaryKeyConstraint("plie", "id", name="pk_purge"),
        sa.ForeignKeyConstraint(["plie"], ["plie.plie"], name="fk_purge_plie"),
        sa.ForeignKeyConstraint(
            ["plie", "device"], ["device.plie", "device.id"], name="fk_purge_plie_device"
        ),
    )
