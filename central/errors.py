"""Why the store's database cannot be used.

Empechement
└── StoreError           the database cannot be used; nothing in it was touched
    ├── StoreBusyError   another writer held it for too long, or it is away: try again later
    │   └── StoreFullError its disk is full: try again once there is room
    └── StoreBehindError its tables are of an earlier version, or closed to this role: « migrer »
        └── StoreEmptyError  it has none: « init » first
"""

from plie.empechement import Empechement


class StoreError(Empechement):
    """The database cannot be used; nothing in it was touched."""


class StoreBusyError(StoreError):
    """Another writer held the database for too long, or it is away; trying again later is enough."""


class StoreFullError(StoreBusyError):
    """The disk is full; trying again once someone made room is enough."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque du magasin central est plein. Rien n’a été modifié\u00a0: faites de la place, puis "
            "recommencez."
        )


class StoreBehindError(StoreError):
    """The tables are of an earlier version, or do not let the serving role in: its phrase says which."""

    def __init__(
        self,
        phrase: str = "Les tables du magasin sont d’une version antérieure. Rien n’a été modifié. "
        "Lancez «\u00a0permanence-central migrer\u00a0»\u202f; une sauvegarde d’avant se fait avec la "
        "version d’avant.",
    ) -> None:
        super().__init__(phrase)


class StoreEmptyError(StoreBehindError):
    """The database has no table of ours yet."""

    def __init__(self) -> None:
        super().__init__(
            "Cette base ne tient encore aucun magasin. Rien n’a été modifié. Vérifiez son nom dans "
            "l’adresse\u202f; «\u00a0permanence-central init\u00a0» y ouvre un PLIE, "
            "«\u00a0restaurer\u00a0» y remet une sauvegarde."
        )


def busy() -> StoreBusyError:
    """Another writer held the database for too long."""
    return StoreBusyError(
        "Le magasin central est occupé. Rien n’est perdu\u00a0: réessayez dans un instant."
    )
