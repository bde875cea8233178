"""No acknowledged save is lost by `kill -9`, and no transaction is half there (quality.md R1).

Forty kills; a thousand with PERMANENCE_TORTURE=1 (`make torture`).
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models.vault import Vault
from plie.kinds import CompteRendu, Entretien, RendezVous, Signature
from tests.desktop import coherence, vaults
from tests.desktop.vaults import dump
from tests.torture.harness import Killed, kill_rounds, rounds
from tests.torture.worker import ACTIVITIES, paper, text

Acks = list[list[Any]]
# Then another vault: what is judged after each kill grows with what was saved.
KILLS_PER_VAULT = 25


def typed(vault: Vault, acks: Acks) -> None:
    """Every keystroke acknowledged is there, or a later one of the same field."""
    last = {(id_, name): stroke for id_, _, name, stroke in acks}
    with vault.look() as rows:
        for (id_, name), stroke in last.items():
            shown = getattr(rows.get(Entretien, id_), name)
            at_least = int(shown.split()[0]) if shown else 0
            assert at_least >= stroke, f"{id_}.{name}: {at_least} after {stroke} was acknowledged"
            assert shown == (text(at_least) if shown else "")
            assert rows.conflicts(Entretien, id_) == {}
    known = {row["op_id"] for row in dump(vault)["op"].values()}
    assert known >= {op_id for _, op_id, _, _ in acks}


def finalised(vault: Vault, acks: Acks) -> None:
    """A compte-rendu, its PDF and its rendez-vous are there together."""
    with vault.look() as rows:
        papers = {cr.id: cr for cr in rows.all(CompteRendu)}
        assert papers.keys() >= {id_ for id_, _ in acks}, "an acknowledged save is lost"
        assert papers.keys() == {rdv.id for rdv in rows.all(RendezVous)}
        for id_, cr in papers.items():
            assert rows.blob(cr.pdf) == paper(f"cr {id_}")
    assert len(dump(vault)["blob"]) == len(papers), "half a transaction is there"


def sealed(vault: Vault, acks: Acks) -> None:
    """A signature and its sealed PDF are there together."""
    with vault.look() as rows:
        signatures = {signature.id: signature for signature in rows.all(Signature)}
        assert signatures.keys() >= {id_ for id_, _ in acks}
        for id_, signature in signatures.items():
            assert rows.blob(signature.sha256_scelle) == paper(f"scelle {id_}")
    assert len(dump(vault)["blob"]) == len(signatures)


def exchanged(vault: Vault, acks: Acks) -> None:
    """The cursor stands exactly where the operations do, and never behind what was acknowledged."""
    state = dump(vault)
    with vault.look() as rows:
        since = rows.cursor().since
    numbers = sorted(row["number"] for row in state["op"].values() if row["number"] is not None)
    assert numbers == list(range(1, since + 1))
    assert since >= max((to for what, to in acks if what == "since"), default=0)
    assert {row["op_id"] for row in state["op"].values()} >= {
        op_id for what, op_id in acks if what == "saved"
    }


LEFT: dict[str, Callable[[Vault, Acks], None]] = {
    "typing": typed,
    "finalising": finalised,
    "sealing": sealed,
    "exchanging": exchanged,
}


def torture(
    at: Path, activity: str, judge: Callable[[Vault, Acks], None], count: int, *, seed: int = 0
) -> Acks:
    """Kill an activity on a vault of its own, so many times; return what it acknowledged."""
    folder = at / "coffre"
    vaults.create(folder).close()
    acks: Acks = []

    def arguments(turn: int) -> list[str | Path]:
        return [folder, str(turn), activity]

    def check(killed: Killed) -> None:
        acks.extend(json.loads(line) for line in killed.said)
        # One time in two a copy is judged: the next process finds the file as the crash left it.
        copy = at / f"{killed.turn}"
        vault = vaults.reopen(folder if killed.turn % 2 else shutil.copytree(folder, copy))
        try:
            assert coherence.complaints(vault) == []
            judge(vault, acks)
        finally:
            vault.close()
            shutil.rmtree(copy, ignore_errors=True)

    assert kill_rounds("tests.torture.worker", arguments, count, check, seed=seed) == len(acks)
    return acks


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_no_acknowledged_save_is_lost_by_a_kill(tmp_path: Path, activity: str) -> None:
    for first in range(0, rounds(len(ACTIVITIES)), KILLS_PER_VAULT):
        count = min(KILLS_PER_VAULT, rounds(len(ACTIVITIES)) - first)

        acks = torture(tmp_path / f"{first}", activity, LEFT[activity], count, seed=first)

        assert len(acks) >= count


@pytest.mark.parametrize(("fault", "complaint"), [("boasting", "lost"), ("halving", "half")])
def test_the_kills_catch_what_is_told_too_early_or_done_by_halves(
    tmp_path: Path, fault: str, complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        torture(tmp_path, fault, finalised, 40)


def test_a_process_that_ends_by_itself_is_no_kill(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="VaultDamaged"):
        kill_rounds(
            "tests.torture.worker",
            lambda turn: [tmp_path, str(turn), "typing"],
            1,
            lambda _: None,
            seed=0,
        )
