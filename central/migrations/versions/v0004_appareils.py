"""How long devices may stay away; when each was seen, from which copies of its vault, with which token."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them; nothing is known of what came before."""
    op.add_column(
        "plie", sa.Column("offline_days", sa.Integer, nullable=False, server_default="30")
    )
    op.add_column("device", sa.Column("token_at", sa.DateTime))
    op.add_column("device", sa.Column("seen_at", sa.DateTime))
    op.add_column("device", sa.Column("replica", sa.Text))
    op.add_column("device", sa.Column("doubled_at", sa.DateTime))
    op.add_column("replica", sa.Column("seen_at", sa.DateTime))
