"""Why a certificate was revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it; what was revoked before it could be said is taken as lost, the careful side."""
    op.add_column("certificate", sa.Column("motif", sa.Text))
    op.execute("UPDATE certificate SET motif = 'perdu' WHERE revoked_at IS NOT NULL")
