"""Random vaults, copied at random moments and gone back to: every row and file as it was (quality.md R6).

Four copies; a hundred with PERMANENCE_TORTURE=1 (`make torture`).
"""

import os
from pathlib import Path
from random import Random

import pytest

from desktop.models import blobs
from desktop.models.vault import Vault
from desktop.usecases.sauvegardes import copies, retablir
from plie.kinds import Entretien, Id
from tests.builders import MIDI, un_entretien, une_personne
from tests.desktop import coherence, vaults

HOW_MANY = 100 if os.environ.get("PERMANENCE_TORTURE") else 4
LARGEST = 300_000


def day(vault: Vault, chance: Random) -> None:
    """Write, write again, file papers, give up: as a day does, at random."""
    for _ in range(chance.randrange(1, 15)):
        with vault.work() as work:
            before = [one.id for one in work.rows.all(Entretien)]
            gesture = chance.randrange(6) if before else 0
            if gesture == 0:
                id_ = work.insert(une_personne(id=work.new_id())) and work.new_id()
                work.insert(un_entretien(id=id_, contenu=chance.randbytes(900).hex()))
            elif gesture == 1:
                blobs.file(
                    work.connection, chance.randbytes(chance.randrange(LARGEST)), scope="personne-1"
                )
            elif gesture == 2:
                gone = Id(chance.choice(before))
                work.delete(Entretien, gone, work.seen(Entretien, gone))
            else:
                again = chance.choice(before)
                seen = work.seen(Entretien, again)
                work.patch(Entretien, again, seen, contenu=chance.randbytes(300).hex())
            if gesture == 5:
                continue  # given up: it leaves no trace
            work.commit()


def without_replica(dump: vaults.Dump) -> vaults.Dump:
    for row in dump["cursor"].values():
        row.pop("replica")
    return dump


@pytest.mark.parametrize("seed", range(HOW_MANY))
def test_a_copy_gone_back_to_is_the_vault_of_that_moment(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same day each time
    folder = tmp_path / "coffre"
    vault = vaults.create(folder, seed=seed)
    for _ in range(chance.randrange(1, 4)):
        day(vault, chance)
        if chance.random() < 1 / 3:
            # As a lock and an unlock do: what was in the journal is in the file.
            vault.close()
            vault = vaults.reopen(folder, seed=chance.randrange(10_000))
    vault.back_up()
    before = without_replica(vaults.dump(vault))
    day(vault, chance)
    vault.close()

    retablir(folder, copies(folder)[0], now=MIDI)

    again = vaults.reopen(folder, seed=seed + 500)
    assert without_replica(vaults.dump(again)) == before
    assert coherence.complaints(again) == []
    assert again.lack is None
    again.close()
