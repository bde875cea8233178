"""ROME codes: their form, how they are kept, the id that follows from one (domain.md §3)."""

import pytest

from plie.rome import contre_code, identifiant, is_rome, rome


@pytest.mark.parametrize("code", ["A1101", "K1302", "N4105"])
def test_a_rome_code_is_a_letter_from_a_to_n_and_four_figures(code: str) -> None:
    """domain.md §3: format `[A-N]\\d{4}`."""
    assert is_rome(code)


@pytest.mark.parametrize("code", ["O1302", "K130", "k1302", "K13022", "K130\u0662", "K1302\n", ""])
def test_nothing_else_is_one(code: str) -> None:
    """domain.md §3: format `[A-N]\\d{4}`, in the figures of everyone."""
    assert not is_rome(code)


def test_codes_are_kept_in_capitals_once() -> None:
    assert rome((" k1302", "K 1302", "", "G1602")) == ("K1302", "G1602")


def test_the_first_code_that_is_none_is_said() -> None:
    (told,) = contre_code(("k1302", "boulanger", "z"), field="code_rome", article="C9-3-5")

    assert "«\u00a0BOULANGER\u00a0» n’est pas un code ROME" in told.phrase
    assert (told.field, told.article, told.blocking) == ("code_rome", "C9-3-5", False)
    assert contre_code(("k1302", ""), field="code_rome", article="C9-3-5") == ()


def test_the_id_of_a_code_is_the_same_on_every_machine() -> None:
    """Written down: another value would part the lists of machines that exchange."""
    assert identifiant("K1304") == "78ec45fa-c14b-53e1-b5f8-662779c52772"
    assert identifiant("K1302") != identifiant("K1304")
