"""The store's journal walked along from end to end: 100,000 lines, each hash made again."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Measure
from central import chain, gestion
from central.authority import Authority
from central.chain import Line
from central.context import the_store
from central.machine import MINT
from central.mint import Mint
from central.settings import Settings
from central.store import Store
from wire.messages import Doing

_LINES, _AT_ONCE, _SECONDS, _PLIE = 100_000, 5_000, 10.0, "plie-mesure"


def measures() -> Iterator[Measure]:
    """Verify it, beside what `journal verifier` may take."""
    what = f"journal verified, {_LINES:,} lines"
    yield Measure(what, _verified(), _SECONDS, "s", "the limit")


def _verified() -> float:
    mint = MINT
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder))
        with closing(Store.open(settings)) as store:
            authority = Authority.create(settings, "PLIE de mesure", at=mint.now())
            gestion.open_plie(
                store, authority, mint, plie=_PLIE, nom="PLIE de mesure", referentiel="demo",
                organisation="Association",
            )  # fmt: skip
            _fill(store, mint)
            began = time.perf_counter()
            found = chain.verify(store, plie=_PLIE)
            took = time.perf_counter() - began
    if not found.intact or found.lignes < _LINES:
        raise ValueError(f"the journal does not hold: {found}")
    return took


def _fill(store: Store, mint: Mint) -> None:
    doings = list(Doing)
    for start in range(0, _LINES, _AT_ONCE):
        lines = [
            Line(
                id=mint.new_id(), at=mint.stored_now(), event=doings[n % len(doings)].value,
                utilisateur=f"personne-{n % 14}", device=f"appareil-{n % 20}",
                dossier=f"dossier-{n % 840}", code=mint.now().isoformat(),
            )
            for n in range(start, start + _AT_ONCE)
        ]  # fmt: skip
        with store.write(the_store(_PLIE)) as connection:
            chain.append(connection, _PLIE, lines)
