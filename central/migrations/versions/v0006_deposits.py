"""Which device announced a file, and on what day: what nothing refers to is bounded, and goes in the end."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add them; nothing is known of the files that are there: they count for nobody, and stay."""
    op.add_column("blob", sa.Column("device", sa.Text))
    op.add_column("blob", sa.Column("announced_on", sa.Date))
    op.create_index("ix_blob_plie_device", "blob", ["plie", "device"])
