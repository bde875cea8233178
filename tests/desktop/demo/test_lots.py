"""The lots of the demonstration: what its protocol proposes is what its store holds, for every candidature."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app.surroundings import real
from desktop.demo import library, lots, scene
from desktop.demo.caseload import fill
from desktop.demo.store import REFERENTIEL
from desktop.models.vault import Vault
from desktop.usecases import candidatures
from desktop.usecases.candidatures import LigneCandidature
from desktop.usecases.referentiels import charger
from plie.kinds import Coordonnees, Lot, Parcours, Personne, Prescription
from plie.vocabulaire import Role
from tests.desktop.demo.invented import TODAY, a_caseload
from tests.magasin import Magasin

DEMO = charger(REFERENTIEL)
# Of a dossier that waits: who, where, sent when; nothing that the Commission decided.
WRITTEN = (Personne, Coordonnees, Parcours, Prescription)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A vault that has heard of the lots of its store."""
    with Magasin(tmp_path / "magasin") as store:
        vault = scene.make_vault(tmp_path / "coffre", scene.ADVISER, real())
        scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
        lots.open_lots(store, library.load(), to=scene.ADVISER)
        scene.exchange(vault, real())
        yield vault
        vault.close()


def waiting(vault: Vault) -> tuple[LigneCandidature, ...]:
    with vault.look() as rows:
        return candidatures.lire(rows, referentiel=DEMO, on=TODAY)


def test_each_lot_of_the_protocol_is_one_of_the_store_and_no_other_is_there(vault: Vault) -> None:
    with vault.look() as rows:
        held = rows.all(Lot)

    assert [sum(planned.est(lot) for lot in held) for planned in DEMO.lots] == [1] * len(held)
    for planned in DEMO.lots:
        (lot,) = (lot for lot in held if planned.est(lot))
        assert set(lot.public.split("+")) == set(planned.publics)


def test_one_lot_is_proposed_for_each_person_of_the_demonstration(vault: Vault) -> None:
    for dossier in a_caseload().dossiers:
        with vault.work() as work:
            fill(work, (thing for thing in dossier if isinstance(thing, WRITTEN)))
            work.commit()

    found = waiting(vault)

    assert len(found) > 50  # all but those whose story is over
    assert [(line.nom, line.sans_lot) for line in found if len(line.lots) != 1] == []
