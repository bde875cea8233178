"""The merge, proven: 5,000 random histories on three machines, and five breakages, each caught."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, note, settings

from tests.builders import une_op
from tests.wire.breakages import BREAKAGES, STORIES, broken, caught_by
from tests.wire.histories import CAUSAL_CLAIMS, CLAIMS, told
from wire import merge
from wire.op import EXISTS, Verb

PROVEN = settings(
    max_examples=5_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@PROVEN
@example(b"\x00" * 8)
@given(STORIES)
def test_every_claim_holds_on_machines_that_edit_apart(story: bytes) -> None:
    history = told(story, merge)
    note("\n".join(map(repr, history.ops)))

    for claim in CLAIMS:
        claim(merge, history)


@PROVEN
@given(STORIES)
def test_every_claim_holds_where_each_saw_what_came_before(story: bytes) -> None:
    history = told(story, merge, causal=True)
    note("\n".join(map(repr, history.ops)))

    for claim in CAUSAL_CLAIMS:
        claim(merge, history)


def test_the_histories_are_no_idle_ones() -> None:
    told_of = {
        "conflict": 0,
        "deletion": 0,
        "rival of a deletion": 0,
        "stale form": 0,
        "settled": 0,
    }

    @settings(PROVEN, max_examples=500)
    @given(STORIES)
    def count(story: bytes) -> None:
        history = told(story, merge)
        heads = merge.fold(history.ops)
        seen_by = [s for op in history.ops for s in op.seen.get(EXISTS, ())]
        told_of["conflict"] += bool(set(heads.conflicts) - {EXISTS})
        told_of["deletion"] += any(op.verb is Verb.DELETE for op in history.ops)
        told_of["rival of a deletion"] += EXISTS in heads.conflicts
        told_of["stale form"] += len(seen_by) != len(set(seen_by))
        told_of["settled"] += any(len(op.seen.get(EXISTS, ())) > 1 for op in history.ops)

    count()

    assert all(times >= 50 for times in told_of.values()), told_of


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_merge_is_caught(name: str, tmp_path: Path) -> None:
    assert caught_by(broken(name, tmp_path)), f"no claim sees that we {name}"


def test_two_who_wrote_apart_are_both_shown_until_one_has_seen_both() -> None:
    base = une_op(op_id="a", fields={"nom_usage": "Anne"})
    one = une_op(
        op_id="b", verb=Verb.PATCH, fields={"nom_usage": "Benoît"}, seen={"nom_usage": ("a",)}
    )
    other = une_op(
        op_id="c", verb=Verb.PATCH, fields={"nom_usage": "Chloé"}, seen={"nom_usage": ("a",)}
    )
    apart = merge.fold([base, one, other])

    settled = merge.apply(
        apart,
        une_op(op_id="d", verb=Verb.PATCH, fields={"nom_usage": "Benoît"}, seen=apart.seen),
    )

    assert apart.conflicts == {"nom_usage": {"b": "Benoît", "c": "Chloé"}}
    assert apart.values["nom_usage"] in {"Benoît", "Chloé"}
    assert settled.conflicts == {}
    assert settled.values == {"nom_usage": "Benoît"}


def test_a_form_that_shows_one_rival_has_not_seen_the_other() -> None:
    base = une_op(op_id="a", fields={"nom_usage": "Anne"})
    one, other = (
        une_op(op_id=id_, verb=Verb.PATCH, fields={"nom_usage": name}, seen={"nom_usage": ("a",)})
        for id_, name in (("b", "Benoît"), ("c", "Chloé"))
    )
    apart = merge.fold([base, one, other])
    shown = apart.shown["nom_usage"]

    typed = une_op(op_id="d", verb=Verb.PATCH, fields={"nom_usage": "Denise"}, seen=apart.shown)
    after = merge.apply(apart, typed)

    assert [apart.live["nom_usage"][op_id] for op_id in shown] == [apart.values["nom_usage"]]
    unseen = {"Benoît", "Chloé"} - {apart.values["nom_usage"]}
    assert set(after.conflicts["nom_usage"].values()) == {"Denise"} | unseen


def test_two_who_wrote_the_same_word_do_not_differ() -> None:
    ops = [
        une_op(op_id=op_id, verb=Verb.PATCH, fields={"prenoms": "Anne"}, seen={}) for op_id in "ab"
    ]

    heads = merge.fold(ops)

    assert heads.conflicts == {}
    assert heads.seen["prenoms"] == ("a", "b")


def test_an_operation_that_claims_to_have_seen_itself_still_counts() -> None:
    heads = merge.fold([une_op(op_id="a", fields={"prenoms": "Anne"}, seen={"prenoms": ("a",)})])

    assert heads.values == {"prenoms": "Anne"}


def test_work_that_the_deletion_had_not_seen_keeps_the_thing_there() -> None:
    base = une_op(op_id="a", fields={"prenoms": "Anne"})
    gone = une_op(op_id="b", verb=Verb.DELETE, seen={EXISTS: ("a",)})
    work = une_op(op_id="c", verb=Verb.PATCH, fields={"prenoms": "Zoé"}, seen={EXISTS: ("a",)})

    heads = merge.fold([base, gone, work])

    assert heads.exists
    assert heads.conflicts[EXISTS] == {"b": False, "c": True}
