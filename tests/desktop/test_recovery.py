"""The recovery key: 138 bits in groups, and any slip of the pen is told with its place."""

from random import Random

import pytest

from desktop import recovery
from desktop.phrases import known, propose
from desktop.strength import LEAST_BITS, WANTED_BITS, strength

KEYS = [recovery.draw(Random(seed).randbytes) for seed in range(20)]  # noqa: S311 - not a secret
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@pytest.mark.parametrize("key", KEYS[:5])
def test_a_key_is_read_however_it_is_typed(key: str) -> None:
    for typed in (key, key.lower(), key.replace("-", ""), f" {key.replace('-', ' ')} "):
        assert recovery.objection(typed) == ""
        assert recovery.tidy(typed) == key


def test_any_one_character_mistyped_is_told_with_its_group() -> None:
    key = KEYS[0]
    for at, sign in enumerate(key):
        if sign == "-":
            continue
        for other in SIGNS.replace(sign, "") + "0OIL1":
            said = recovery.objection(key[:at] + other + key[at + 1 :])
            assert f"groupe {at // 6 + 1}" in said


def test_two_characters_or_two_groups_exchanged_are_told() -> None:
    for key in KEYS:
        for at in range(len(key) - 1):
            one, two = key[at], key[at + 1]
            if one != two and "-" not in {one, two}:
                assert recovery.objection(key[:at] + two + one + key[at + 2 :])
        groups = key.split("-")
        assert recovery.objection("-".join((groups[1], groups[0], *groups[2:])))


@pytest.mark.parametrize("typed", ["", KEYS[0][:-1], KEYS[0][:-6], f"{KEYS[0]}-ABCDE", "é" * 35])
def test_a_key_of_another_length_is_told(typed: str) -> None:
    assert recovery.objection(typed)


def test_the_words_proposed_are_plain_distinct_and_enough() -> None:
    words = known()

    assert len(set(words)) == len(words) == 4096
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert {len(word) for word in words} <= set(range(4, 9))


def test_no_slip_of_one_letter_makes_another_word_of_the_list() -> None:
    words = set(known())
    for word in words:
        shorter = {word[:at] + word[at + 1 :] for at in range(len(word))}
        swapped = {
            word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)
        } - {word}
        assert not (shorter | swapped) & words, word
    masked = [word[:at] + "?" + word[at + 1 :] for word in words for at in range(len(word))]
    assert len(set(masked)) == len(masked)


def test_what_is_proposed_is_solid_and_changes() -> None:
    random = Random(4)  # noqa: S311 - not a secret
    phrases = [propose(random.randbytes) for _ in range(50)]

    assert len(set(phrases)) == len(phrases)
    assert all(strength(phrase).bits >= WANTED_BITS for phrase in phrases if _distinct(phrase))
    assert all(strength(phrase).bits <= 7 * 12.5 for phrase in phrases)


def test_four_words_of_the_list_are_too_few() -> None:
    assert strength(" ".join(known()[100:1000:230])).bits < LEAST_BITS


def _distinct(phrase: str) -> bool:
    words = phrase.split()
    return len(set(words)) == len(words)
