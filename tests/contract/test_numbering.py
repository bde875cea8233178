"""Numbers are given without a gap, in the order of commits, whoever writes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import select

from central import batches, feed, ledger, tables
from central.scope import Caller
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.messages import Fate, Fates
from wire.op import Verb
from wire.pack import pack, unpack


def test_eight_writers_leave_no_gap_and_lose_nothing(monde: Monde) -> None:
    devices = [monde.appareil(f"AE {n}") for n in range(8)]

    with ThreadPoolExecutor(8) as pool:
        numbers = [n for mine in pool.map(_write_ten, devices) for n in mine]

    with monde.store.look(monde.ours) as connection:
        stored = list(
            connection.scalars(
                select(tables.op.c.number).where(tables.op.c.plie == PLIE).order_by("number")
            )
        )
        counter = connection.scalar(select(tables.plie.c.counter))
    assert len(set(numbers)) == 8 * 10
    assert stored == list(range(1, counter + 1))


def test_a_reader_during_the_writing_never_skips_a_number(monde: Monde) -> None:
    devices = [monde.appareil(f"AE {n}") for n in range(4)]
    reader = monde.appareil("Zélie Roc", Role.COORDINATION)
    reader.pull()
    seen: list[int] = []

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(_write_ten, device) for device in devices]
        while not all(one.done() for one in work):
            seen += _read_on(reader)
    seen += _read_on(reader)

    assert all(after == before + 1 for before, after in pairwise(seen))
    assert {n for one in work for n in one.result()} <= set(seen)


def test_a_transaction_that_fails_takes_no_number(monde: Monde) -> None:
    adviser = monde.appareil()
    message = adviser.message(adviser.personne(un_id("dossier")))
    with monde.store.look(monde.ours) as connection:
        before = feed.counter(connection, PLIE)

    with pytest.raises(ZeroDivisionError):
        _write_and_fail(monde, before + 1)

    assert adviser.send(message).fates[0].number == before + 1


def _write_and_fail(monde: Monde, number: int) -> None:
    with monde.store.write(monde.ours) as connection:
        op = ledger.by_the_store(
            un_id(), "humeur", un_id(), "plie", Verb.INSERT, fields={}, seen={}, at=monde.clock()
        )
        ledger.append(connection, PLIE, [ledger.entry_of(op, number)], at=monde.mint.stored_now())
        raise ZeroDivisionError


def _write_ten(device: Appareil) -> list[int]:
    numbers = []
    for _ in range(5):
        dossier = un_id("dossier")
        ops = (device.personne(dossier), device.entretien(dossier))
        fates = batches.receive(
            device.monde.store, _caller(device), pack(device.message(*ops)), device.monde.mint
        )
        numbers += [fate.number for fate in _fates(fates)]
    return [number for number in numbers if number]


def _read_on(reader: Appareil) -> list[int]:
    page = reader.page()
    reader.since = page.until
    return [one.number for one in page.ops]


def _caller(device: Appareil) -> Caller:
    return Caller(PLIE, device.id, device.who.utilisateur, device.who.role)


def _fates(body: bytes) -> tuple[Fate, ...]:
    return unpack(body, Fates).fates
