"""A whole PLIE for its coordination: its first exchange, then each of its screens."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.measure import Measure
from bench.plie import fill
from desktop.app.house import House
from desktop.app.inside import unlock
from desktop.app.qt import application
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.hands import Hands
from desktop.demo.store import DemoStore
from desktop.models.vault import Vault
from desktop.sync.turn import Phase, Step
from desktop.ui.look import Look
from desktop.ui.places import Name, Place
from desktop.ui.window import Window
from desktop.usecases.synchronisation import ligne, synchronise
from plie.vocabulaire import Role

_LIST_S, _SCREEN_MS, _TIMES = 30, 300, 3
# Each place of their rail, and the list that is there once it can be used; "" for all that it reads.
_SCREENS = (
    ("Nouveautés", Name.NOUVEAUTES, "nouveautes_liste"),
    ("Candidatures", Name.CANDIDATURES, ""),
    ("Dossiers", Name.FILE, "file_liste"),
    ("Séances", Name.SEANCES, ""),
    ("Équipe", Name.EQUIPE, "equipe_liste"),
    ("Affectations", Name.AFFECTATIONS, ""),
    ("Annuaire", Name.ANNUAIRE, ""),
    ("Échanges", Name.ECHANGES, ""),
)


def measures() -> Iterator[Measure]:
    """Fill a store in a process of its own, enrol a coordination, exchange, go from screen to screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _, look = application(["permanence"], "clair")
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as name:
        folder = Path(name) / "coffre"
        with DemoStore(Path(name) / "magasin") as store:
            filled = fill(Path(name) / "magasin")
            vault = scene.make_vault(folder, scene.REVIEWER, real())
            scene.enrol(vault, store, Role.COORDINATION)
            took = _first_exchange(vault)
            vault.close()
        what = f"first exchange of a coordination, {filled.dossiers} dossiers, list usable"
        yield Measure(what, took, _LIST_S, "s", "the limit")
        yield from _screens(folder, look, filled.dossiers)


def _first_exchange(vault: Vault) -> float:
    """From the first request to the last dossier written, seconds; the files come after."""
    with vault.look() as rows:
        client = ligne(rows.identity())
    if client is None:
        raise RuntimeError("not enrolled")
    began, ended = time.perf_counter(), list[float]()

    def tell(step: Step) -> None:
        if step.phase is Phase.RECEPTION_FICHIERS and not ended:
            ended.append(time.perf_counter())

    outcome = synchronise(vault, client, now=real().clock(), tell=tell, stopped=lambda: False)
    client.close()
    if not outcome.complete:
        raise RuntimeError(f"the exchange did not end: {outcome.failure}")
    return (ended[0] if ended else time.perf_counter()) - began


def _screens(folder: Path, look: Look, dossiers: int) -> Iterator[Measure]:
    for title, name, list_ in _SCREENS:
        took = median(_shown_ms(folder, look, name, list_) for _ in range(_TIMES))
        what = f"{title} of {dossiers} dossiers, shown for the first time"
        yield Measure(what, took, _SCREEN_MS, "ms", "the limit")


def _shown_ms(folder: Path, look: Look, name: Name, list_: str) -> float:
    """From the click to the page drawn, in an application just opened elsewhere, milliseconds."""
    window = Window(look)
    window.show()
    house = House(unlock(folder, scene.PASSPHRASE, real()), window, real())
    house.heart.stop()
    house.main.go(Place(Name.POSTE))
    house.jobs.drain()
    hands = Hands(window)
    began = time.perf_counter()
    house.main.go(Place(name))
    if list_:
        hands.until(lambda: hands.rows(list_) > 0, name)
    else:
        house.jobs.drain()
    window.grab()
    took = (time.perf_counter() - began) * 1000
    house.leave()
    window.close()
    return took
