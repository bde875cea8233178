"""UUIDv7 as RFC 9562 writes it."""

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from wire.ids import RANDOM_BYTES, uuid7

REPEATABLE = settings(derandomize=True, database=None, deadline=None)


def test_the_example_of_the_rfc() -> None:
    # RFC 9562, appendix A.6: 22 February 2022, rand_a = 0xCC3, rand_b = 0x18C4DC0C0C07398F.
    random = (0xCC3 << 68 | 0x18C4DC0C0C07398F).to_bytes(RANDOM_BYTES, "big")

    assert uuid7(0x017F22E279B0, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@REPEATABLE
@given(st.integers(0, 2**48 - 1), st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_the_standard_library_reads_version_variant_and_time(millis: int, random: bytes) -> None:
    read = uuid.UUID(uuid7(millis, random))

    assert read.version == 7
    assert read.variant == uuid.RFC_4122
    assert read.int >> 80 == millis


@REPEATABLE
@given(
    st.lists(
        st.integers(0, 2**74 - 1).map(lambda n: n.to_bytes(RANDOM_BYTES, "big")),
        min_size=2,
        max_size=2,
        unique=True,
    ).filter(lambda pair: all(_used(r) for r in pair) and _used(pair[0]) != _used(pair[1])),
)
def test_two_ids_of_one_millisecond_differ_with_their_random_bytes(pair: list[bytes]) -> None:
    assert uuid7(0, pair[0]) != uuid7(0, pair[1])


def _used(random: bytes) -> tuple[int, int]:
    bits = int.from_bytes(random, "big")
    return bits >> 68 & 0xFFF, bits & (1 << 62) - 1


def test_a_clock_set_absurdly_far_still_gives_an_id() -> None:
    assert uuid.UUID(uuid7(2**60, bytes(RANDOM_BYTES))).version == 7
