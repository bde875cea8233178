"""The journal's lines chained: each holds the hash of the one before, and the PLIE holds the last."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what chains them, and chain those that are there, in the order of their ids."""
    op.add_column("journal", sa.Column("seq", sa.BigInteger))
    op.add_column("journal", sa.Column("utilisateur", sa.Text))
    op.add_column("journal", sa.Column("dossier", sa.Text))
    op.add_column("journal", sa.Column("sha256", sa.Text))
    op.create_index("ix_journal_plie_seq", "journal", ["plie", "seq"], unique=True)
    op.create_index("ix_journal_plie_dossier", "journal", ["plie", "dossier"])
    op.add_column(
        "plie", sa.Column("journal_seq", sa.BigInteger, nullable=False, server_default="0")
    )
    op.add_column("plie", sa.Column("journal_sha256", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    for plie in list(connection.scalars(sa.text("SELECT plie FROM plie ORDER BY plie"))):
        # A refusal at the door was of no PLIE: it is now of the one that this store holds.
        connection.execute(sa.text("UPDATE journal SET plie = :p WHERE plie = ''"), {"p": plie})
        _chain(connection, plie)


def _chain(connection: sa.Connection, plie: str) -> None:
    seq, last = 0, ""
    columns = {"id": sa.Text, "at": sa.DateTime, "event": sa.Text, "device": sa.Text}
    found = sa.text("SELECT id, at, event, device, code FROM journal WHERE plie = :p ORDER BY id")
    rows = connection.execute(found.columns(**columns, code=sa.Text), {"p": plie}).all()
    for row in rows:
        seq += 1
        said = [last, seq, plie, row.id, row.at.isoformat() if row.at else "", row.event]
        said += ["", row.device, "", row.code]
        last = sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        connection.execute(
            sa.text("UPDATE journal SET seq = :s, sha256 = :h WHERE plie = :p AND id = :i"),
            {"s": seq, "h": last, "p": plie, "i": row.id},
        )
    connection.execute(
        sa.text("UPDATE plie SET journal_seq = :s, journal_sha256 = :h WHERE plie = :p"),
        {"s": seq, "h": last, "p": plie},
    )
