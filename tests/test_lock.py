"""requirements.lock: whole, hashed, and silent on where it was fetched from."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HASHED = re.compile(r"(?P<requirement>[^\\#]+?)(?P<hashes>( \\\n    --hash=sha256:[0-9a-f]{64})+)")

SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ["3.11", "3.12", "3.13"]


def entries() -> Iterator[str]:
    """The lock, one requirement with its hashes at a time."""
    return (entry for entry in re.split(r"\n(?=\S)", LOCK.strip()) if not entry.startswith("#"))


def locked() -> list[Requirement]:
    return [Requirement(entry.split(" \\\n")[0]) for entry in entries()]


def declared() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [
        Requirement(text)
        for text in (*project["dependencies"], *(text for extra in extras for text in extra))
    ]


def environment(system: str, python: str) -> dict[str, str]:
    return {
        **SYSTEMS[system],
        "python_version": python,
        "python_full_version": f"{python}.2",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def wanted_by(requirement: Requirement, where: dict[str, str]) -> Iterator[Requirement]:
    """What an installed distribution asks for in that environment; nothing if it is not here."""
    try:
        texts = requires(requirement.name) or []
    except PackageNotFoundError:
        return
    for text in texts:
        asked = Requirement(text)
        extras = requirement.extras or {""}
        if asked.marker is None or any(
            asked.marker.evaluate({**where, "extra": extra}) for extra in extras
        ):
            yield asked


def test_every_requirement_has_its_hashes() -> None:
    unhashed = [entry for entry in entries() if not HASHED.fullmatch(entry)]

    assert unhashed == []
    assert len(locked()) > 50


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(?!-hash=)|--(?!hash=)| @ ", LOCK, re.MULTILINE)


def test_every_version_is_pinned_once() -> None:
    names = [canonicalize_name(requirement.name) for requirement in locked()]

    loose = [str(one) for one in locked() if [s.operator for s in one.specifier] != ["=="]]

    assert loose == []
    assert len(names) == len(set(names))


def test_every_dependency_of_the_project_is_locked_at_a_version_it_accepts() -> None:
    versions = {canonicalize_name(one.name): next(iter(one.specifier)).version for one in locked()}

    unfit = [
        str(one)
        for one in declared()
        if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"))
    ]

    assert unfit == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_is_whole_on_each_system(system: str, python: str) -> None:
    where = environment(system, python)
    here = {
        canonicalize_name(one.name)
        for one in locked()
        if one.marker is None or one.marker.evaluate(where)
    }

    missing = {
        f"{asked.name} (for {one.name})"
        for one in [*declared(), *locked()]
        for asked in wanted_by(one, where)
        if canonicalize_name(one.name) in here and canonicalize_name(asked.name) not in here
    }

    assert missing == set()
