"""One operation: what it writes, and that unknown kinds and fields come back unharmed (I12)."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import une_op
from wire.op import EXISTS, Op, Verb, decode, encode

TEXTS = st.text(st.characters(codec="utf-8"), max_size=10)
VALUES = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(TEXTS, max_size=3)
)
OPS = st.builds(
    Op,
    op_id=TEXTS,
    kind=TEXTS,
    id=TEXTS,
    scope=TEXTS,
    verb=st.sampled_from(Verb),
    fields=st.dictionaries(TEXTS, VALUES, max_size=4),
    seen=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), max_size=4),
    author=TEXTS,
    role=TEXTS,
    device=TEXTS,
    made_at=TEXTS,
)


@settings(max_examples=500, derandomize=True, database=None, deadline=None)
@given(OPS)
def test_an_operation_comes_back_whatever_its_kind_and_fields(op: Op) -> None:
    assert decode(encode(op)) == op


def test_a_deletion_says_the_thing_is_gone_and_all_others_that_it_is_there() -> None:
    there = {verb: une_op(verb=verb).effects()[EXISTS] for verb in Verb}

    assert there == {Verb.INSERT: True, Verb.PATCH: True, Verb.DELETE: False}


def test_an_operation_writes_its_fields_and_nothing_else() -> None:
    op = une_op(fields={"prenoms": "Maïwenn"}, seen={"nom_usage": ("a",)})

    assert op.effects() == {"prenoms": "Maïwenn", EXISTS: True}


def test_a_field_cannot_pass_for_existence() -> None:
    op = une_op(verb=Verb.DELETE, fields={EXISTS: True})

    assert op.effects() == {EXISTS: False}


@pytest.mark.parametrize(
    "text",
    [
        b"{}",
        encode(une_op()).replace(b'"insert"', b'"upsert"'),
        encode(une_op(fields={"a": "b"})).replace(b'"b"', b'{"nested":1}'),
    ],
    ids=["nothing", "another verb", "a nested value"],
)
def test_what_is_no_operation_is_refused(text: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(text)
