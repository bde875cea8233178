"""Every arrow that house.md forbids is tried once: the named contract must break.

The arrows are read from the contracts themselves and added, one at a time, to the graph of the
real tree. One arrow of each contract is also written in a file of a copy, for the real command.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).resolve().parent.parent
READ = read_configuration(str(ROOT / "pyproject.toml"))
LINTER: dict[str, Any] = READ["session_options"]
CONTRACTS: list[dict[str, Any]] = READ["contracts_options"]
NAMES = [contract["name"] for contract in CONTRACTS]
TYPES = {
    "layers": LayersContract,
    "independence": IndependenceContract,
    "forbidden": ForbiddenContract,
    "acyclic_siblings": AcyclicSiblingsContract,
    "protected": ProtectedContract,
}


@dataclass(frozen=True, slots=True)
class Arrow:
    """An import that must not be; with `back`, the two modules import each other."""

    importer: str
    imported: str
    back: bool = False


def arrows(contract: dict[str, Any]) -> Iterator[Arrow]:
    """Every arrow that one contract forbids."""
    if contract["type"] == "layers":
        steps = [step.split(" | ") for step in contract["layers"]]
        for high, low in combinations(steps, 2):
            yield from (Arrow(*pair) for pair in product(low, high))
        for step in steps:
            yield from (Arrow(*pair) for pair in permutations(step, 2))
    elif contract["type"] == "independence":
        yield from (Arrow(*pair) for pair in permutations(contract["modules"], 2))
    elif contract["type"] == "forbidden":
        pairs = product(contract["source_modules"], contract["forbidden_modules"])
        yield from (Arrow(*pair) for pair in pairs)
    elif contract["type"] == "acyclic_siblings":
        for ancestor in contract["ancestors"]:
            yield Arrow(f"{ancestor}.one", f"{ancestor}.other", back=True)
    elif contract["type"] == "protected":
        strangers = ["plie", "wire", "central", "resources", "desktop.demo", "desktop.ui"]
        strangers += ["desktop.usecases", "desktop.sync", "desktop.documents", "desktop.pages"]
        strangers += ["desktop.models"]
        pairs = product(strangers, contract["protected_modules"])
        yield from (Arrow(*pair) for pair in pairs)


def breaks(contract: dict[str, Any], graph: grimp.ImportGraph) -> bool:
    """Whether import-linter finds the contract broken in this graph (which it may change)."""
    rule = TYPES[contract["type"]](
        name=contract["name"], session_options=LINTER, contract_options=contract
    )
    return not rule.check(graph, verbose=False).kept


def with_arrow(graph: grimp.ImportGraph, arrow: Arrow) -> grimp.ImportGraph:
    """A copy of the graph with one more import (or two that make a circle)."""
    copy = deepcopy(graph)
    roots = LINTER["root_packages"]
    for module in (arrow.importer, arrow.imported):
        if module not in copy.modules:
            copy.add_module(module, is_squashed=module.split(".")[0] not in roots)
    copy.add_import(importer=arrow.importer, imported=arrow.imported)
    if arrow.back:
        copy.add_import(importer=arrow.imported, imported=arrow.importer)
    return copy


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The imports of the tree as it is."""
    packages = LINTER["root_packages"]
    return grimp.build_graph(*packages, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("contract", CONTRACTS, ids=NAMES)
def test_the_tree_keeps_its_contract(contract: dict[str, Any], graph: grimp.ImportGraph) -> None:
    assert not breaks(contract, deepcopy(graph))


@pytest.mark.parametrize("contract", CONTRACTS, ids=NAMES)
def test_every_forbidden_arrow_breaks_its_contract(
    contract: dict[str, Any], graph: grimp.ImportGraph
) -> None:
    tried = list(arrows(contract))

    unseen = [arrow for arrow in tried if not breaks(contract, with_arrow(graph, arrow))]

    assert tried
    assert unseen == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("desktop.ui", "desktop.models"),
        ("desktop.ui", "desktop.keys"),
        ("desktop.models", "desktop.sync"),
        ("desktop.documents", "desktop.models"),
        ("central", "desktop"),
        ("desktop.sync", "PySide6"),
        ("desktop.usecases", "desktop.ui"),
        ("plie", "PySide6"),
        ("plie", "resources"),
    ],
)
def test_an_arrow_stays_forbidden_whatever_the_contracts_become(
    importer: str, imported: str, graph: grimp.ImportGraph
) -> None:
    """The arrows above are read from the contracts: those that weaken one must be seen here."""
    spoilt = with_arrow(graph, Arrow(importer, imported))

    assert any(breaks(contract, deepcopy(spoilt)) for contract in CONTRACTS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources, to spoil."""
    only_sources = shutil.ignore_patterns("__pycache__", "*.ttf", "*.csv", "*.svg", "*.png")
    for package in LINTER["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_sources)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def write_import(root: Path, importer: str, imported: str) -> None:
    module = root.joinpath(*importer.split("."))
    file = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    with file.open("a", encoding="utf-8") as source:
        source.write(f"\nimport {imported}\n")


def lint(root: Path) -> str:
    """What `lint-imports` prints in that folder."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "PYTHONPATH": str(root)}
    return subprocess.run(  # noqa: S603 - our own command, on our own files
        command, cwd=root, env=env, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.parametrize("contract", CONTRACTS, ids=NAMES)
def test_an_arrow_written_in_a_file_is_named_by_the_command(
    contract: dict[str, Any], copy: Path
) -> None:
    arrow = next(arrows(contract))
    write_import(copy, arrow.importer, arrow.imported)
    if arrow.back:
        write_import(copy, arrow.imported, arrow.importer)

    printed = lint(copy)

    assert f"{contract['name']} BROKEN" in printed
