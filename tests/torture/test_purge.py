"""Killed while dossiers leave: what was unsent reached the store, and the leaving ends at the next start.

Four kills; a hundred with PERMANENCE_TORTURE=1 (`make torture`).
"""

import shutil
from pathlib import Path

from tests.desktop.sync.mains import CANARI, held, kept, traces
from tests.torture.harness import Killed, kill_rounds, rounds
from tests.torture.purging import DOSSIERS, UNSENT, made, opened

_TENTHS = 10


def test_a_purge_killed_anywhere_loses_nothing_and_ends_at_the_next_start(tmp_path: Path) -> None:
    model = tmp_path / "modele"
    model.mkdir()
    dossiers = made(model)
    reached: set[str] = set()

    def arguments(turn: int) -> list[Path]:
        return [shutil.copytree(model, tmp_path / f"{turn}")]

    def check(killed: Killed) -> None:
        reached.update(killed.said)
        world = tmp_path / f"{killed.turn}"
        poste, magasin = opened(world)
        try:
            assert poste.cycle().complete
            assert held(poste) == set()
            assert traces(poste, CANARI) == []
            assert traces(poste, UNSENT) == []
            assert sorted(kept(magasin)) == dossiers
            stored = [body for _, body in magasin.numbered().values()]
            assert sum(UNSENT in body for body in stored) == DOSSIERS
        finally:
            poste.vault.close()
            magasin.store.close()
            shutil.rmtree(world)

    kill_rounds("tests.torture.purging", arguments, rounds(_TENTHS), check, seed=3, most=9)

    assert "retrait" in reached
