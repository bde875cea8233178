"""Stores served from PostgreSQL: a cluster of our own, durable as an operator's is, and devices."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.line import identity_of
from bench.vaults import vault
from desktop.demo import scene
from desktop.demo.store import DemoStore
from desktop.models.line import Identity
from desktop.models.vault import Vault
from plie.vocabulaire import Role
from tests.central.grappe import Grappe

# Nothing is left out of what makes a commit durable, unlike in the tests.
_AS_SHIPPED = ()


@contextmanager
def cluster() -> Iterator[Grappe]:
    """Start a PostgreSQL as it is shipped; nothing of it is left."""
    made = Grappe.start(_AS_SHIPPED)
    try:
        yield made
    finally:
        made.stop()


@contextmanager
def on_postgresql(grappe: Grappe) -> Iterator[DemoStore]:
    """Serve a new store on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as name:
        settings = grappe.base(Path(name) / "magasin")
        base = ("--base", settings.base, "--proprietaire", settings.proprietaire)
        with DemoStore(settings.folder, *base) as store:
            yield store


@contextmanager
def device(store: DemoStore) -> Iterator[tuple[Vault, Identity]]:
    """Enrol a new machine of the adviser."""
    with vault() as made:
        scene.enrol(made, store, Role.ACCOMPAGNATEUR)
        yield made, identity_of(made)
