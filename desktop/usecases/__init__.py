"""What a person can do: plain functions, first argument `work` (writes) or `rows` (reads).

Each is one gesture and, when it writes, one transaction that ends on `work.commit()`. The types
that screens name are re-exported here, because screens see nothing below.
"""

from desktop.models.changes import Changes
from desktop.models.line import Identity
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault

__all__ = ["Changes", "Identity", "Rows", "Vault", "Work"]
