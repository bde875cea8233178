"""Real vaults in temporary folders, alone or enrolled at a real store, for the measures."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.store import DemoStore
from desktop.models.vault import Vault
from plie.vocabulaire import Role


@contextmanager
def vault() -> Iterator[Vault]:
    """Make a vault, and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder:
        made = scene.make_vault(Path(folder) / "coffre", scene.ADVISER, real())
        try:
            yield made
        finally:
            made.close()


@contextmanager
def enrolled() -> Iterator[Vault]:
    """Make a vault that a store in a process of its own knows."""
    with (
        tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder,
        DemoStore(Path(folder) / "magasin") as store,
        vault() as made,
    ):
        scene.enrol(made, store, Role.ACCOMPAGNATEUR)
        yield made
