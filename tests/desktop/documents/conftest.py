"""One authority, one adviser and one sealed compte-rendu for all the tests of this folder."""

import pytest

from desktop.documents.compte_rendu import render
from desktop.documents.seal import Sealer
from tests.desktop.documents.papers import (
    UN_COMPTE_RENDU,
    Authority,
    new_authority,
    seal_first,
    seal_last,
)


@pytest.fixture(scope="session")
def authority() -> Authority:
    return new_authority()


@pytest.fixture(scope="session")
def sealer(authority: Authority) -> Sealer:
    return authority.sealer()


@pytest.fixture(scope="session")
def unsealed() -> bytes:
    return render(UN_COMPTE_RENDU)


@pytest.fixture(scope="session")
def once_sealed(unsealed: bytes, sealer: Sealer) -> bytes:
    return seal_first(unsealed, sealer)


@pytest.fixture(scope="session")
def sealed(once_sealed: bytes, sealer: Sealer) -> bytes:
    return seal_last(once_sealed, sealer)
