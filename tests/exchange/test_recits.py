"""Stories of three advisers and coordination around one store: whatever happens, the invariants hold.

sync.md §6; 200 stories in `make test`, 10,000 of 50 steps in `make torture`. One that fails is shrunk at
once, and printed as the command that tells it again.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.exchange.modele import Model
from tests.exchange.pannes import FAUTES, PANNES, Panne
from tests.exchange.recit import STEP, Told, steps, tell
from tests.exchange.reduire import in_short
from tests.exchange.trouves import TROUVES
from tests.exchange.univers import Wrong

LONG = bool(os.environ.get("PERMANENCE_TORTURE"))
# Of each, how many processes may tell a part of it; the long ones in parts of a minute.
STORIES, STEPS, PARTS = (10_000, 50, 400) if LONG else (200, 13, 4)
ANY = [HealthCheck.too_slow, HealthCheck.data_too_large]


def told(model: Model, stories: int, steps_: int, part: int) -> tuple[Told, Exception] | None:
    """Tell so many stories of so many steps, the same in every run of a part, up to one that fails."""
    failed: list[tuple[Told, Exception]] = []

    @seed(part)
    @settings(
        max_examples=stories,
        deadline=None,
        suppress_health_check=ANY,
        database=None,
        phases=[Phase.generate],
    )
    @given(st.binary(min_size=STEP * steps_, max_size=STEP * steps_))
    def run(content: bytes) -> None:
        if failed:
            raise failed[0][1]
        try:
            tell(model, steps(content))
        except Exception as error:
            failed.append((steps(content), error))
            raise

    try:
        run()
    except Exception:
        if not failed:
            raise
        return failed[0]  # the first one counts; Hypothesis may say it otherwise
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_nothing_is_lost_and_all_agree(model: Model, part: int) -> None:
    found = told(model, STORIES // PARTS, STEPS, part)

    if found:
        raise Wrong(in_short(model, found[0])) from found[1]


@pytest.mark.parametrize("story", TROUVES.values(), ids=TROUVES)
def test_what_once_showed_a_fault_shows_none(model: Model, story: Told) -> None:
    tell(model, story)


@pytest.mark.parametrize("nom", TROUVES)
def test_what_once_showed_a_fault_would_show_it_again(
    model: Model, nom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    FAUTES[nom](monkeypatch)

    with pytest.raises(Wrong):
        tell(model, TROUVES[nom])


@pytest.mark.parametrize("panne", PANNES, ids=lambda panne: panne.nom)
def test_each_breakage_is_caught(
    model: Model, panne: Panne, monkeypatch: pytest.MonkeyPatch
) -> None:
    panne.broken(monkeypatch)

    with pytest.raises(Wrong):
        _show(model, panne)


def test_a_story_that_fails_is_told_in_short(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    long: Told = [
        ("ouvre un dossier", 1, 4), ("écrit", 2, 9), ("perd son poste", 2, 7), ("échange", 1, 3),
        ("signe", 0, 12), ("échange", 2, 0), ("écrit", 0, 6),
    ]  # fmt: skip
    next(panne for panne in PANNES if panne.nom.startswith("revoked")).broken(monkeypatch)

    read = in_short(model, long)

    assert read.startswith("Wrong\u00a0: I8\u00a0: le poste ")
    assert read.endswith("reduire \"[('perd son poste', 0, 0)]\"")


def test_a_failure_that_does_not_repeat_is_told_as_one(model: Model) -> None:
    once: Told = [("ouvre un dossier", 1, 4), ("écrit", 2, 9)]

    read = in_short(model, once)

    assert read.startswith("Dit à nouveau, ce récit ne montre rien")
    assert read.endswith(f'reduire "{once!r}"')


def _show(model: Model, panne: Panne) -> None:
    if panne.story:
        tell(model, panne.story)
    elif found := told(model, 100, 14, panne.part):
        raise found[1]
