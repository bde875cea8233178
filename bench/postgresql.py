"""The store on PostgreSQL, over loopback: beside raw COPY, and whether its costs grow with its age."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import psycopg

from bench.line import Count, Relay, client_of, complete, exchange, relayed
from bench.measure import Measure, medians_ms
from bench.records import RECORD_BYTES, Hand, Record, records
from bench.served import cluster, device, on_postgresql
from desktop.demo.store import DemoStore
from tests.central.grappe import Grappe
from wire.messages import Hello, Pull

_PUSHED, _TIMES, _ALLOWED = 1_000, 7, 5
_PULLED, _PULL_MB = 10_000, 6
_PULLED_CUT, _CUT_BYTES, _WASTED = 1_000, 150_000, 2
_STORED, _FRESH, _FLAT, _PULLS = (1_000, 10_000, 100_000), 10, 1.2, 40
_DOSSIERS, _BATCH, _SMALL = 60, 1_000, 300


def measures() -> Iterator[Measure]:
    """Push beside COPY, receive everything on a new machine, then pull little from much."""
    with cluster() as grappe:
        with on_postgresql(grappe) as store, writing(store) as hand:
            yield from push(hand, grappe)
        with on_postgresql(grappe) as store, writing(store) as hand:
            yield from cut_pull(hand, store)
            yield from first_pull(hand, held=_PULLED_CUT)
        with ExitStack() as stack:
            stores = [stack.enter_context(on_postgresql(grappe)) for _ in _STORED]
            yield from flat([stack.enter_context(writing(store)) for store in stores], grappe)


def push(
    hand: Hand, grappe: Grappe, *, count: int = _PUSHED, times: int = _TIMES
) -> Iterator[Measure]:
    """The same records: pushed to a store by HTTP, and copied as they are into a bare table."""
    with _bare(grappe) as bare:
        dossiers = hand.opened(_DOSSIERS)
        rounds = [records(dossiers, count) for _ in range(times + 1)]
        ours = iter([hand.written(one) for one in rounds])
        theirs = iter([_lines(one) for one in rounds])
        pushed, copied = medians_ms(
            lambda: hand.push(next(ours)), lambda: _copy(bare, next(theirs)), times=times
        )
    what = f"push {count} records of 2 kB to PostgreSQL"
    against = f"{_ALLOWED} × raw COPY ({copied:.0f} ms)"
    yield Measure(what, pushed, _ALLOWED * copied, "ms", against)


def cut_pull(hand: Hand, store: DemoStore, *, count: int = _PULLED_CUT) -> Iterator[Measure]:
    """Everything into the vault of a new machine, on a line that keeps dying."""
    _fill(hand, hand.opened(_DOSSIERS), count, size=RECORD_BYTES)
    cuts, down = _into_a_vault(store, count)
    what = f"first pull of {count} × 2 kB into a vault, the line cut {cuts} times"
    against = f"{_WASTED} × the same uncut"
    yield Measure(what, down / 1e6, _WASTED * _read_all(hand) / 1e6, "MB", against)


def first_pull(hand: Hand, *, count: int = _PULLED, held: int = 0) -> Iterator[Measure]:
    """Everything, page after page, once the store holds that many (`held`: those it has already)."""
    _fill(hand, hand.opened(_DOSSIERS), count - held, size=RECORD_BYTES)
    whole = _read_all(hand)
    limit = _PULL_MB * count / _PULLED
    yield Measure(f"first pull of {count} × 2 kB", whole / 1e6, limit, "MB", "the limit")


def flat(
    hands: Sequence[Hand],
    grappe: Grappe,
    *,
    stored: tuple[int, ...] = _STORED,
    times: int = _PULLS,
) -> Iterator[Measure]:
    """Ten fresh operations, from stores that hold more and more, in turns."""
    pulls = [_pulling(hand, total) for hand, total in zip(hands, stored, strict=True)]
    # What the server does by itself within minutes of a table that grew.
    grappe.run("vacuumdb", "--all", "--analyze", "-U", "chef", "-h", str(grappe.folder))
    first, *others = medians_ms(*pulls, times=times)
    for total, took in zip(stored[1:], others, strict=True):
        what = f"pull {_FRESH} changes of {total} stored operations"
        against = f"{_FLAT} × the same of {stored[0]}"
        yield Measure(what, took, _FLAT * first, "ms", against)


@contextmanager
def writing(store: DemoStore) -> Iterator[Hand]:
    """Enrol a machine of the adviser that writes straight on the line."""
    with device(store) as (_, who):
        client = client_of(who)
        yield Hand(who, client)
        client.close()


def _fill(hand: Hand, dossiers: list[str], count: int, *, size: int) -> int:
    """Push that many records; return the last number."""
    last = 0
    for start in range(0, count, _BATCH):
        wanted = min(_BATCH, count - start)
        last = hand.push(hand.written(records(dossiers, wanted, size=size)))
    return last


def _pulling(hand: Hand, total: int) -> Callable[[], None]:
    last = _fill(hand, hand.opened(_DOSSIERS), total - 2 * _DOSSIERS, size=_SMALL)
    welcome = hand.client.hello(Hello(replica=hand.who.device, epoch="", since=0))

    def pull() -> None:
        page = hand.client.pull(Pull(epoch=welcome.epoch, since=last - _FRESH))
        assert len(page.ops) == _FRESH

    return pull


@contextmanager
def _bare(grappe: Grappe) -> Iterator[psycopg.Connection]:
    """A database of the same cluster with one table, of no more than the records."""
    grappe.tell("CREATE DATABASE copie")
    with psycopg.connect(f"user=chef dbname=copie host={grappe.folder}") as connection:
        connection.execute(
            "CREATE TABLE ligne (id uuid PRIMARY KEY, dossier uuid NOT NULL, corps jsonb NOT NULL)"
        )
        connection.commit()
        yield connection


def _lines(wanted: list[Record]) -> list[tuple[str, str, str]]:
    return [(str(one["id"]), str(one["dossier"]), json.dumps(one)) for one in wanted]


def _copy(bare: psycopg.Connection, lines: list[tuple[str, str, str]]) -> None:
    with bare.cursor() as cursor, cursor.copy("COPY ligne FROM STDIN") as copy:
        for line in lines:
            copy.write_row(line)
    bare.commit()


def _read_all(hand: Hand) -> int:
    """Read the store from its beginning; return the bytes that came."""
    count = Count()
    client = client_of(hand.who, count=count)
    welcome = client.hello(Hello(replica=hand.who.device, epoch="", since=0))
    since, more = 0, True
    while more:
        page = client.pull(Pull(epoch=welcome.epoch, since=since))
        since, more = page.until, page.more
    client.close()
    return count.down


def _into_a_vault(store: DemoStore, count: int) -> tuple[int, int]:
    """Bring a new machine level; return how often the line was cut, and the bytes that came."""
    relay = Relay(_port(store), cut_after=_CUT_BYTES)
    with device(store) as (vault, who), relayed(relay):
        client = client_of(who, url=relay.url)
        outcome = exchange(vault, client)
        while not outcome.complete and relay.cuts < count:
            outcome = exchange(vault, client)
        client.close()
        complete(outcome)
        with vault.look() as rows:
            held = rows.connection.exec_driver_sql("SELECT count(*) FROM entretien").scalar()
        assert held == count, f"{held} entretiens of {count}"
    return relay.cuts, relay.down


def _port(store: DemoStore) -> int:
    return int(store.url.rpartition(":")[2])
