"""The commands that save a store in a folder, and make it again from there; each says what it did."""

from argparse import Namespace

from central import backup, gestion, restore
from central.backup import Manifest
from central.machine import MINT
from central.say import many, say
from central.settings import Settings
from central.store import Store


def sauvegarder(asked: Namespace, store: Store) -> int:
    """Save the store in a folder; 1 when files lack."""
    made = backup.save(store, MINT, plie=gestion.the_plie(store), folder=asked.dossier)
    lost = len(made.missing)
    then = (
        f" Il manque {many(lost, 'fichier')} au disque du magasin, que les postes renverront "
        "d’eux-mêmes à leur contrôle de la semaine, s’ils l’ont\u00a0: vérifiez ce disque."
    )
    _say_backup(asked, made, f"Magasin sauvegardé dans {asked.dossier}", then if lost else "")
    return 1 if lost else 0


def restaurer(asked: Namespace, settings: Settings) -> None:
    """Restore a store from a folder."""
    made = restore.restore(settings, MINT, asked.dossier)
    _say_backup(
        asked,
        made,
        f"Magasin restauré dans {settings.folder}, tel que le {made.made_at:%d/%m/%Y à %H:%M} UTC",
        " Révoquez à nouveau les appareils qui l’ont été depuis, et refaites les invitations. Les "
        "postes déjà enrôlés gardent tout ce qu’ils ont, et n’échangent plus avec ce magasin avant "
        "une version de Permanence à venir.",
    )


def _say_backup(asked: Namespace, made: Manifest, text: str, then: str = "") -> None:
    answer = {
        "dossier": str(asked.dossier),
        "plie": made.plie,
        "revision": made.revision,
        "operations": made.counter,
        "fichiers": made.files,
        "manquants": made.missing,
        "le": made.made_at,
    }
    counts = f"{many(made.counter, 'opération numérotée')}, {many(made.files, 'fichier')}"
    say(asked, answer, f"{text}\u00a0: {counts}.{then}")
