"""`make run`: a store and the window on an invented caseload, apart from any real vault.

The passphrase of this vault is known to all: it protects nobody, and so nothing is asked.
"""

import argparse
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from desktop import app, settings
from desktop.app.surroundings import Surroundings, real
from desktop.demo import parcours, scene
from desktop.demo.portefeuille import take_over
from desktop.demo.store import DemoStore
from desktop.models.vault import Vault
from desktop.usecases import session
from plie.vocabulaire import Role

BADGE = "DÉMO"
_VAULT = "demonstration"
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def run(asked: argparse.Namespace) -> int:
    """Open the demonstration; without a display, do the same job headless and say so."""
    del asked
    if not _has_display():
        sys.stdout.write("Pas d’écran ici\u00a0: la démonstration se déroule sans fenêtre.\n")
        return parcours.run(argparse.Namespace(out="demo-out"))
    here = settings.read()
    around = real()
    sys.stdout.write(
        "Permanence s’ouvre\u00a0: quelques secondes avant la fenêtre…\n"
        f"Phrase de passe, à taper en entier, virgule comprise\u00a0: {scene.PASSPHRASE}\n"
    )
    sys.stdout.flush()
    with DemoStore(here.demo / "magasin") as store:
        prepare(here.demo, store, around)
        return app.open_window(
            replace(here, data=here.demo), badge=BADGE, passphrase=scene.PASSPHRASE
        )


def prepare(folder: Path, store: DemoStore, around: Surroundings) -> None:
    """Make the demonstration vault at the first time; lead it to today's store at each."""
    place = folder / "coffres" / _VAULT
    if session.vaults(folder / "coffres"):
        vault = session.unlock(place, scene.PASSPHRASE, around=scene.inside(around))
    else:
        sys.stdout.write(
            "Préparation d’un portefeuille inventé (une fois, d’ordinaire moins d’une minute)…\n"
        )
        sys.stdout.flush()
        vault = _fresh(place, store, around)
    _lead(vault, store)
    vault.close()


def _fresh(place: Path, store: DemoStore, around: Surroundings) -> Vault:
    """Make the vault aside, and put it in place once it is whole: a start cut short is begun again."""
    aside = place.parent.parent / "preparation"
    shutil.rmtree(aside, ignore_errors=True)
    vault = scene.make_vault(aside, scene.ADVISER, around)
    scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
    take_over(vault, store, around)
    vault.close()
    place.parent.mkdir(parents=True, exist_ok=True)
    aside.rename(place)
    return session.unlock(place, scene.PASSPHRASE, around=scene.inside(around))


def _lead(vault: Vault, store: DemoStore) -> None:
    """The store of the demonstration listens on another free port at each start."""
    with vault.work() as work:
        work.identify(replace(work.rows.identity(), url=store.url))
        work.commit()


def _has_display() -> bool:
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    return sys.platform in {"win32", "darwin"} or bool(
        asked != "offscreen" and any(os.environ.get(name) for name in _SCREENS)
    )
