"""The measures of the exchange run: what they print cannot rot unseen. What they find is not judged."""

from itertools import chain

from bench import postgresql
from bench.served import on_postgresql
from tests.central.grappe import Grappe


def test_the_measures_of_the_store_run_on_a_handful(grappe: Grappe) -> None:
    with on_postgresql(grappe) as store, postgresql.writing(store) as hand:
        found = list(
            chain(
                postgresql.first_pull(hand, count=4),
                postgresql.push(hand, grappe, count=3, times=1),
                postgresql.flat([hand], grappe, stored=(131,), times=1),
            )
        )
    assert [measure.what for measure in found] == [
        "first pull of 4 × 2 kB",
        "push 3 records of 2 kB to PostgreSQL",
    ]
    assert all(measure.value > 0 and measure.limit > 0 for measure in found)
