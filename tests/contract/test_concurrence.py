"""PostgreSQL with sixteen writers, transactions that linger and a reader who polls (sync.md §3).

A cursor read from a sequence loses rows here: what is numbered before is committed after. Ours may
lose none, nor show a gap, whatever the others are in the middle of.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, pairwise
from pathlib import Path
from threading import Event, Timer

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from central import batches, ledger, tables
from central.context import the_store
from central.scope import Caller
from plie.vocabulaire import Role
from tests.central.grappe import Grappe
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.messages import Fates
from wire.pack import pack, unpack

SECONDS = 60 if os.environ.get("PERMANENCE_TORTURE") else 20
WRITERS, LINGERERS = 16, 3


@pytest.fixture
def monde(grappe: Grappe, tmp_path: Path) -> Iterator[Monde]:
    settings = grappe.base(tmp_path / "magasin")
    world = Monde(tmp_path / "magasin", settings)
    yield world
    world.close()
    grappe.drop(settings)


def test_no_row_is_missed_and_no_number_is_left_out(monde: Monde) -> None:
    devices = [monde.appareil(f"AE {n}") for n in range(WRITERS)]
    reader = monde.appareil("Zélie Roc", Role.COORDINATION)
    reader.pull()
    over = Event()
    clock = Timer(SECONDS, over.set)
    clock.start()

    with ThreadPoolExecutor(WRITERS + LINGERERS + 1) as pool:
        written = [pool.submit(_write_until, device, over) for device in devices]
        lingered = [pool.submit(_linger_until, monde, over, n) for n in range(LINGERERS)]
        polled = pool.submit(_poll_until, reader, over)
    seen = polled.result() + _read_on(reader)
    numbers = {number for one in written for number in one.result()}

    assert sum(one.result() for one in lingered) > LINGERERS
    assert all(after == before + 1 for before, after in pairwise(seen))
    assert len(numbers) > WRITERS
    assert numbers <= set(seen)
    with monde.store.look(monde.ours) as connection:
        stored = connection.scalars(select(tables.op.c.number).order_by(tables.op.c.number)).all()
        counter = connection.scalar(select(tables.plie.c.counter))
    assert stored == list(range(1, (counter or 0) + 1))


def _write_until(device: Appareil, over: Event) -> list[int]:
    numbers: list[int] = []
    monde = device.monde
    who = Caller(PLIE, device.id, device.who.utilisateur, device.who.role)
    while not over.is_set():
        dossier = un_id("dossier")
        message = device.message(device.personne(dossier), device.entretien(dossier))
        reply = batches.receive(monde.store, who, pack(message), monde.mint)
        numbers += [fate.number for fate in unpack(reply, Fates).fates if fate.number]
    return numbers


def _linger_until(monde: Monde, over: Event, which: int) -> int:
    """Hold what others need, a moment; give up or commit in turns. Return how many times."""
    engine = create_engine(
        monde.settings.base.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool
    )
    for turn in count():
        if over.is_set():
            return turn
        with engine.connect() as connection, connection.begin() as transaction:
            if which == 0:
                # In the middle of a push: the counter is held, then everything is given up.
                monde.store.enter(connection, the_store(PLIE))
                ledger.lock(connection, PLIE)
            else:
                # An old snapshot, held open through many commits of the others.
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
                connection.execute(select(tables.plie.c.counter))
            over.wait(0.05 if which == 0 else 0.7)
            transaction.rollback()
    raise AssertionError


def _poll_until(reader: Appareil, over: Event) -> list[int]:
    seen: list[int] = []
    while not over.is_set():
        seen += _read_on(reader)
    return seen


def _read_on(reader: Appareil) -> list[int]:
    seen: list[int] = []
    more = True
    while more:
        page = reader.page()
        reader.since, more = page.until, page.more
        seen += [one.number for one in page.ops]
    return seen
