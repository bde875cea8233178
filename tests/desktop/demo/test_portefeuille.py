"""The invented caseload in a real vault, enrolled at a real store: its proofs hold."""

from collections.abc import Iterator

import pytest

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.portefeuille import take_over
from desktop.models.vault import Vault
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import Lot, Signature, Utilisateur
from plie.vocabulaire import Role
from tests.magasin import Magasin


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A dozen dossiers of the demonstration, exchanged with its store."""
    tmp_path = tmp_path_factory.mktemp("portefeuille")
    with Magasin(tmp_path / "magasin") as store:
        vault = scene.make_vault(tmp_path / "coffre", scene.ADVISER, real())
        scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
        take_over(vault, store, real(), most=12)
        yield vault
        vault.close()


def test_every_seal_of_the_demonstration_is_intact(portefeuille: Vault) -> None:
    with portefeuille.look() as rows:
        sealed = [s.sha256_scelle for s in rows.all(Signature) if s.sha256_scelle]
        verdicts = {verifier(rows, rows.blob(digest) or b"").verdict for digest in sealed}

    assert sealed
    assert verdicts == {Verdict.INTACT}


def test_the_vault_knows_the_lots_of_its_store_and_holds_the_first(portefeuille: Vault) -> None:
    with portefeuille.look() as rows:
        lots = {lot.numero: lot.id for lot in rows.all(Lot)}
        me = rows.get(Utilisateur, rows.identity().utilisateur)

    assert len(lots) > 1
    assert me.lot == lots[1]
