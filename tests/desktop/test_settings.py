"""Where things live, and what is remembered of the looks."""

from pathlib import Path

import pytest

from desktop import settings


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERMANENCE_DONNEES", str(tmp_path))
    return tmp_path


def test_one_variable_moves_every_folder(root: Path) -> None:
    here = settings.read()

    assert here.vaults == root / "coffres"
    assert here.logs == root / "journaux"
    assert here.demo == root / "demonstration"


def test_the_looks_chosen_are_found_again() -> None:
    settings.remember(settings.read(), theme="sombre", scale=1.25)

    again = settings.read()

    assert (again.theme, again.scale) == ("sombre", 1.25)


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", '{"theme": "clair"}', '{"theme": 1, "scale": []}']
)
def test_spoilt_preferences_count_for_nothing(root: Path, spoilt: str) -> None:
    (root / "preferences.json").write_text(spoilt, encoding="utf-8")

    here = settings.read()

    assert (here.theme, here.scale) == ("systeme", 1.0)


def test_a_folder_that_refuses_leaves_the_looks_for_this_time(root: Path) -> None:
    (root / "preferences.json").mkdir()

    settings.remember(settings.read(), theme="sombre", scale=1.0)

    assert settings.read().theme == "systeme"


def test_minutes_before_the_lock_are_found_again_beside_the_looks() -> None:
    settings.remember(settings.read(), theme="sombre", scale=1.25)
    settings.remember(settings.read(), rest=3)

    again = settings.read()

    assert (again.theme, again.scale, again.rest) == ("sombre", 1.25, 3)


def test_the_width_of_the_list_is_found_again_beside_the_rest() -> None:
    settings.remember(settings.read(), rest=3)
    settings.remember(settings.read(), list_width=512)

    again = settings.read()

    assert (again.rest, again.list_width) == (3, 512)


@pytest.mark.parametrize(
    "spoilt", ['{"rest": [], "list_width": {}}', '{"rest": "x"}', '{"rest": 1e999}', "[3]"]
)
def test_spoilt_minutes_are_the_usual_ten(root: Path, spoilt: str) -> None:
    (root / "preferences.json").write_text(spoilt, encoding="utf-8")

    assert (settings.read().rest, settings.read().list_width) == (10, 440)
