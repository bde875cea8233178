"""The exchange by others, in the same run: what they take for what we do. Absent, one line says so."""

import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from statistics import median

from bench.line import Count, Relay, relayed
from bench.measure import Measure, medians_ms
from bench.peers import by_kinto, by_pouchdb
from bench.peers.absent import AbsentError
from bench.peers.by_kinto import Kinto
from bench.postgresql import writing
from bench.prose import prose
from bench.push import FIELD_BYTES, day_bytes
from bench.records import Hand, Record, records
from bench.served import cluster, on_postgresql
from bench.slow import DELAY_S, LINE, RATE, day_ms, timed
from bench.vaults import enrolled
from desktop.usecases.synchronisation import synchronise
from tests.central.grappe import Grappe

_PUSHED, _TIMES, _FASTER, _DOSSIERS, _DAY = 1_000, 3, 5, 60, 8


def measures() -> Iterator[Measure]:
    """Kinto, on the cluster of our own store; then PouchDB and its server."""
    with cluster() as grappe, tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder:
        try:
            yield from _kinto(grappe, Path(folder))
        except AbsentError as why:
            print(f"· the exchange beside Kinto: absent, {why}")
        try:
            yield from _pouchdb(grappe, Path(folder))
        except AbsentError as why:
            print(f"· the exchange beside PouchDB: absent, {why}")


def _kinto(grappe: Grappe, folder: Path) -> Iterator[Measure]:
    grappe.tell("CREATE DATABASE kinto")
    with (
        by_kinto.served(folder, grappe.url("chef", "kinto")) as kinto,
        on_postgresql(grappe) as store,
        writing(store) as hand,
    ):
        yield _push(hand, kinto)
        yield from _day(kinto)


def _pouchdb(grappe: Grappe, folder: Path, *, count: int = _PUSHED) -> Iterator[Measure]:
    with by_pouchdb.served(folder / "pouchdb") as pouch, on_postgresql(grappe) as store:
        whom = f"PouchDB {pouch.version}"
        with writing(store) as hand:
            dossiers = hand.opened(_DOSSIERS)
            ours, theirs = [], []
            for _ in range(_TIMES + 1):
                mine = records(dossiers, count)
                ops = hand.written(mine)
                pouch.put(mine)
                ours.append(timed(lambda ops=ops: hand.push(ops)))
                theirs.append(pouch.push())
        what = f"push {count} records of 2 kB beside PouchDB"
        yield Measure(what, median(ours[1:]), median(theirs[1:]), "ms", whom)
        pouch.put(_changed(mine[:_DAY], 0))
        before = pouch.relay.up
        pouch.push()
        day = pouch.relay.up - before
        before = pouch.relay.up + pouch.relay.down
        pouch.push()
        idle = pouch.relay.up + pouch.relay.down - before
        pouch.relay.rate, pouch.relay.delay = RATE, DELAY_S
        took = []
        for number in range(_TIMES):
            pouch.put(_changed(mine[:_DAY], (number + 1) * _DAY))
            took.append(pouch.push())
    mine_day, nothing = day_bytes()
    yield Measure("push of a day, bytes up, beside PouchDB", mine_day.up, day, "B", whom)
    yield Measure("nothing to say beside PouchDB", nothing.up + nothing.down, idle, "B", whom)
    with enrolled() as vault:
        pushed = day_ms(vault, synchronise)
    yield Measure(f"a day {LINE} beside PouchDB", pushed, median(took), "ms", whom)


def _push(hand: Hand, kinto: Kinto) -> Measure:
    dossiers = hand.opened(_DOSSIERS)
    rounds = [records(dossiers, _PUSHED) for _ in range(_TIMES + 1)]
    ours, theirs = iter([hand.written(one) for one in rounds]), iter(rounds)
    with kinto.client() as http:
        pushed, other = medians_ms(
            lambda: hand.push(next(ours)),
            lambda: by_kinto.push(http, next(theirs)),
            times=_TIMES,
        )
    what = f"push {_PUSHED} records of 2 kB beside Kinto"
    against = f"Kinto {kinto.version} ({other:.0f} ms) ÷ {_FASTER}"
    return Measure(what, pushed, other / _FASTER, "ms", against)


def _day(kinto: Kinto) -> Iterator[Measure]:
    """Eight records changed, one long field each, then nothing: bytes, then time on a poor line."""
    day, idle = Count(), Count()
    whom = f"Kinto {kinto.version}"
    mine = records(["d"], _DAY)
    with kinto.client() as http:
        by_kinto.push(http, mine)
        http.event_hooks = {"request": [day.asked], "response": [day.answered]}
        by_kinto.change(http, _changed(mine, 0))
        http.event_hooks = {"request": [], "response": []}
        known = by_kinto.last_known(http)
        http.event_hooks = {"request": [idle.asked], "response": [idle.answered]}
        by_kinto.nothing_new(http, known)
    ours, nothing = day_bytes()
    yield Measure("push of a day, bytes up, beside Kinto", ours.up, day.up, "B", whom)
    theirs = idle.up + idle.down
    yield Measure("nothing to say beside Kinto", nothing.up + nothing.down, theirs, "B", whom)
    with relayed(Relay(kinto.port, rate=RATE, delay=DELAY_S)) as relay:
        took = []
        for number in range(_TIMES):
            with kinto.client(relay.url) as http:
                texts = _changed(mine, number * _DAY)
                took.append(timed(lambda http=http, texts=texts: by_kinto.change(http, texts)))
    with enrolled() as vault:
        pushed = day_ms(vault, synchronise)
    yield Measure(f"a day {LINE} beside Kinto", pushed, median(took), "ms", whom)


def _changed(mine: list[Record], seed: int) -> list[Record]:
    made = deepcopy(mine)
    for number, record in enumerate(made, start=seed):
        record["contenu"] = prose(number, FIELD_BYTES)
    return made
