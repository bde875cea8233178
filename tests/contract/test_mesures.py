"""The measures of the exchange run: what they print cannot rot unseen. What they find is not judged."""

from contextlib import closing
from itertools import chain

from bench import postgresql, slow
from bench.line import client_of
from bench.records import Hand
from bench.served import device, on_postgresql
from desktop.usecases.synchronisation import synchronise
from tests.central.grappe import Grappe


def test_the_measures_of_the_exchange_run_on_a_handful(grappe: Grappe) -> None:
    with (
        on_postgresql(grappe) as store,
        device(store) as (vault, who),
        closing(client_of(who)) as client,
    ):
        hand = Hand(who, client)
        took = slow.day_ms(vault, synchronise, rate=0, delay=0.0, times=1)
        found = list(
            chain(
                postgresql.first_pull(hand, count=4),
                postgresql.push(hand, grappe, count=3, times=1),
                postgresql.flat([hand], grappe, stored=(131,), times=1),
            )
        )
    assert took > 0
    assert [measure.what for measure in found] == [
        "first pull of 4 × 2 kB",
        "push 3 records of 2 kB to PostgreSQL",
    ]
    assert all(measure.value > 0 and measure.limit > 0 for measure in found)
