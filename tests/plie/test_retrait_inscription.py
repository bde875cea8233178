"""Which inscriptions stand, whatever was written apart and in whatever order it came (C7, sync.md §1)."""

from datetime import date
from itertools import permutations

import pytest

from plie.kinds import Id, Inscription, RetraitInscription
from plie.retrait_inscription import comptent, dit, en_vigueur
from tests import builders


def listed(id_: str, day: int = 10) -> Inscription:
    return builders.une_inscription(id=Id(id_), commission_le=date(2026, 3, day))


def left(id_: str, from_: str, to: str = "") -> RetraitInscription:
    return builders.un_retrait(
        id=Id(id_), inscription=Id(from_), remplacee_par=Id(to) if to else None
    )


@pytest.mark.parametrize(
    ("retraits", "decided", "stand"),
    [
        ((), (), ["i1", "i2", "i3"]),
        ((left("r1", "i1"),), (), ["i2", "i3"]),
        ((left("r1", "i1", "i2"), left("r2", "i2", "i3")), (), ["i3"]),
        # Moved here, and decided on meanwhile elsewhere: neither the move nor what it made counts.
        ((left("r1", "i1", "i2"), left("r2", "i2", "i3")), ("i1",), ["i1"]),
        # Moved twice apart: the last move counts, and one inscription stands.
        ((left("r1", "i1", "i2"), left("r2", "i1", "i3")), (), ["i3"]),
        ((left("r1", "i1", "i2"), left("r2", "i1")), (), ["i3"]),
        # What was decided was before the Commission, whatever is said of it.
        ((left("r1", "i1", "i2"), left("r2", "i1", "i3")), ("i2",), ["i2", "i3"]),
        # Out of a hostile file: it ends all the same.
        ((left("r1", "i1", "i2"), left("r2", "i2", "i1")), (), ["i3"]),
    ],
    ids=["none", "left", "moved twice", "decided", "apart", "left apart", "both", "ring"],
)
def test_what_stands_follows_from_the_facts_in_any_order(
    retraits: tuple[RetraitInscription, ...], decided: tuple[str, ...], stand: list[str]
) -> None:
    inscriptions = (listed("i1"), listed("i2"), listed("i3"))
    decisions = [builders.une_decision(id=Id(d), inscription=Id(d)) for d in decided]

    found = [en_vigueur(inscriptions, some, decisions) for some in permutations(retraits)]

    assert [[i.id for i in one] for one in found] == [stand] * len(found)


def test_a_move_is_said_with_its_days_and_whether_it_counts() -> None:
    inscriptions = (listed("i1"), listed("i2", 3))
    moved = left("r", "i1", "i2")

    assert dit(moved, inscriptions, compte=True) == (
        "Avancé de la séance du 10/03/2026 à celle du 03/03/2026"
    )
    assert dit(left("r", "i2"), inscriptions, compte=True).endswith("l’ordre du jour du 03/03/2026")
    assert comptent([moved], [builders.une_decision(inscription=Id("i1"))]) == frozenset()
    assert "sans effet" in dit(moved, inscriptions, compte=False)
