"""Why the store's database cannot be used.

Empechement
└── StoreError           the database cannot be used; nothing in it was touched
    ├── StoreBusyError   another writer held it for too long, or it is away: try again later
    └── StoreBehindError its tables are of an earlier version: « migrer » first
"""

from plie.empechement import Empechement


class StoreError(Empechement):
    """The database cannot be used; nothing in it was touched."""


class StoreBusyError(StoreError):
    """Another writer held the database for too long, or it is away; trying again later is enough."""


class StoreBehindError(StoreError):
    """The tables are of an earlier version, or do not let the serving role in."""

    def __init__(self) -> None:
        super().__init__(
            "Les tables du magasin sont d’une version antérieure. Rien n’a été modifié. "
            "Sauvegardez, puis lancez «\u00a0permanence-central migrer\u00a0»."
        )
