"""Stories of three advisers and coordination around one store: whatever happens, the invariants hold.

sync.md §6; 200 stories in `make test`, 10,000 of 50 steps in `make torture`. A failure is printed as
the program that tells it again; `make torture` also shrinks it to the shortest that shows it.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from tests.exchange.modele import Model
from tests.exchange.pannes import PANNES, Panne
from tests.exchange.recit import STEP, steps, tell
from tests.exchange.trouves import TROUVES, Steps
from tests.exchange.univers import Wrong

LONG = bool(os.environ.get("PERMANENCE_TORTURE"))
STORIES, STEPS = (10_000, 50) if LONG else (200, 10)
PARTS = 4  # for as many processes
ANY = [HealthCheck.too_slow, HealthCheck.data_too_large]


def told(model: Model, stories: int, steps_: int, part: int, *, shrunk: bool = False) -> None:
    """Tell so many stories of so many steps, the same ones in every run of a part.

    Raises:
        Wrong: an invariant does not hold.
    """

    @seed(part)
    @settings(
        max_examples=stories,
        deadline=None,
        suppress_health_check=ANY,
        database=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink] if shrunk else [Phase.generate],
    )
    @given(st.binary(min_size=STEP * steps_, max_size=STEP * steps_))
    def run(content: bytes) -> None:
        story = steps(content)
        note(f"tell(model, {story!r})")
        tell(model, story)

    run()


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_nothing_is_lost_and_all_agree(model: Model, part: int) -> None:
    told(model, STORIES // PARTS, STEPS, part, shrunk=LONG)


@pytest.mark.parametrize("story", TROUVES.values(), ids=TROUVES)
def test_what_once_showed_a_fault_shows_none(model: Model, story: Steps) -> None:
    tell(model, story)


@pytest.mark.parametrize("panne", PANNES, ids=lambda panne: panne.nom)
def test_each_breakage_is_caught(
    model: Model, panne: Panne, monkeypatch: pytest.MonkeyPatch
) -> None:
    panne.broken(monkeypatch)

    with pytest.raises(Wrong):
        told(model, 100, 14, part=0)
