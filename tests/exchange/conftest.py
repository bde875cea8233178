import pytest

from tests.exchange.modele import Model


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    # The stories make their worlds beside it.
    folder = tmp_path_factory.mktemp("recits") / "modele"
    folder.mkdir()
    return Model.made(folder)
