"""No `kill -9` while a way into the vault is changed shuts anyone out, or lets anyone more in.

A few lines of each gesture; all of them with PERMANENCE_TORTURE=1 (`make torture`).
"""

import json
import os
from pathlib import Path

import pytest

from tests.desktop import processes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
HOW_MANY = 10_000 if os.environ.get("PERMANENCE_TORTURE") else 3


@pytest.fixture(params=["change", "upgrade", "recover", "choose", "miss"])
def gesture(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_whenever_it_is_cut_the_vault_still_opens(gesture: str, tmp_path: Path) -> None:
    command = processes.module("tests.torture.ways", tmp_path, gesture, str(HOW_MANY))
    with processes.running(command) as cutting:
        told, trouble = cutting.communicate()
    cuts = [json.loads(line) for line in reversed(told.splitlines())]

    assert trouble == ""
    assert len(cuts) >= 3
    for cut in cuts:
        assert cut["former"] != cut["new"], cut
        assert gesture in {"change", "recover"} or cut["former"], cut
        assert cut["recovery"], cut
    if gesture in {"change", "recover"}:
        # Once the new phrase opens, it goes on opening.
        new = [cut["new"] for cut in cuts]
        assert new == sorted(new)
    if gesture == "change":
        assert all(cut["code"] for cut in cuts)
    if gesture in {"miss", "choose"}:
        # The tenth failure once counted, or the code once replaced, the former opens no more.
        code = [cut["code"] for cut in cuts]
        assert code == sorted(code, reverse=True)
