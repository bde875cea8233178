from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plie.vocabulaire import Role
from tests.desktop.sync.postes import Magasin, Poste, new_poste


@pytest.fixture
def magasin(tmp_path: Path) -> Iterator[Magasin]:
    opened = Magasin.opened(tmp_path / "magasin")
    yield opened
    opened.store.close()


@pytest.fixture
def nouveau(tmp_path: Path, magasin: Magasin) -> Iterator[Callable[[str], Poste]]:
    """Make a vault that is not enrolled; named, so that it is another person's."""
    made: list[Poste] = []

    def make(nom: str) -> Poste:
        made.append(new_poste(tmp_path / f"coffre-{len(made)}", magasin, nom=nom))
        return made[-1]

    yield make
    for poste in made:
        poste.vault.close()


@pytest.fixture
def ae(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """An adviser's vault, enrolled."""
    poste = nouveau("Odilon Carpentras")
    poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))
    return poste


@pytest.fixture
def coordination(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """Coordination's vault, enrolled."""
    poste = nouveau("Philomène Astruc")
    poste.enrol(magasin.invite("Philomène Astruc", Role.COORDINATION))
    return poste


@pytest.fixture
def suivante(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """Someone else who accompanies, with a machine of their own."""
    poste = nouveau("Ana Bo")
    poste.enrol(magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR))
    poste.cycle()
    return poste
