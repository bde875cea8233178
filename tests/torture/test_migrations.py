"""No `kill -9` during a migration loses a value or leaves half a step (quality.md R5).

Each step and the whole way are killed at 20 points; at 100 with PERMANENCE_TORTURE=1 (`make torture`).
"""

import json
import os
from pathlib import Path

import pytest

from desktop.models import migrations
from tests.desktop import golden_vault, processes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
POINTS = 100 if os.environ.get("PERMANENCE_TORTURE") == "1" else 20
LAST = migrations.steps()[-1].number
# Each step from the golden vault of the schema before it; then all of them from the first schema. A
# step whose schema before has no golden vault yet is cut on the way from the last one that has.
STEPS = [(schema, schema + 1) for schema in golden_vault.schemas() if schema < LAST - 1]


@pytest.mark.parametrize(
    ("first", "last"), [*STEPS, (min(LAST - 1, golden_vault.schemas()[-1]), LAST), (1, LAST)]
)
def test_a_migration_killed_on_its_way_resumes_with_every_value(
    first: int, last: int, tmp_path: Path
) -> None:
    command = processes.module(
        "tests.torture.migrating", tmp_path, str(first), str(last), str(POINTS)
    )
    with processes.running(command) as cutting:
        told, trouble = cutting.communicate()
    cuts = [json.loads(line) for line in told.splitlines()]

    assert trouble == ""
    assert len(cuts) == POINTS
    for cut in cuts:
        assert cut["whole"] > POINTS, cut
        assert cut["killed"], cut
        assert first <= cut["left"] <= last, cut
        assert (cut["schema"], cut["lost"]) == (LAST, []), cut
        # The vault of the first schema says nothing that the index of words would hold.
        assert cut["words"] == (0 if first == 1 else 2), cut
