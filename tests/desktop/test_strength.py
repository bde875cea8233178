"""quality.md §3: a phrase under 50 bits protects nothing; the estimate errs low."""

import pytest

from desktop.strength import LEAST_BITS, WANTED_BITS, objection_to_code, strength


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "azerty",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "12345678901234567890",
        "motdepasse",
        "123456789azerty!",
        "azertyuiop123456",
        "1234567890azertyuiop",
        "Poiuytreza1985!",
        "qsdfghjklm2026!",
    ],
)
def test_what_is_easy_to_guess_is_refused(phrase: str) -> None:
    judged = strength(phrase)

    assert judged.bits < LEAST_BITS
    assert not judged.enough
    assert judged.phrase.startswith("Trop facile")


def test_seven_words_are_solid() -> None:
    judged = strength("lampe verger tunnel crayon ombre fusain pelote")

    assert judged.bits >= WANTED_BITS
    assert judged.phrase == "Solide."


def test_more_letters_never_weaken_a_phrase() -> None:
    bits = [strength("lampe verger tunnel"[:n]).bits for n in range(20)]

    assert bits == sorted(bits)


@pytest.mark.parametrize(
    ("phrase", "least", "most"),
    [
        ("lampe verger tunnel crayon", 40, 49),  # four words: 48 bits
        ("lampe lampe lampe lampe lampe lampe lampe", 0, 30),
        ("soleil2024!", 0, 49),
        ("Marie-Christine1985", 0, 49),
        ("je pense donc je suis", 0, 49),
        ("xK9#mQ2$vL7!", 75, 80),  # twelve of four kinds: CNIL 2022-100
        ("h7Kp2RwQ9xTz4M", 80, 90),  # fourteen letters and digits: the same
    ],
)
def test_words_count_as_words_whatever_their_letters(phrase: str, least: int, most: int) -> None:
    assert least <= round(strength(phrase).bits) <= most


@pytest.mark.parametrize(
    "code",
    ["12345", "123456", "654321", "111111", "121212", "123123", "112233", "azerty", "POIUYT"],
)
def test_a_code_that_is_guessed_at_once_is_refused(code: str) -> None:
    assert objection_to_code(code)


@pytest.mark.parametrize("code", ["481516", "274913", "lune42", "202613", "135790"])
def test_another_code_may_serve(code: str) -> None:
    assert objection_to_code(code) == ""
