"""The house rules that a machine can check (house.md §4, §5); CONTRIBUTING.md says them in words."""

import ast
import csv
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.french import faults, is_french, literals

ROOT = Path(__file__).parents[1]
PROGRAM = ("plie", "wire", "desktop", "central", "resources")
EVERYTHING = (*PROGRAM, "bench", "installer", "tests")
# What people read: screens, papers, refusals, alerts, command line.
SHOWN = ("plie", "wire", "desktop", "central")
MOST_LINES = 400
# What stands beside the code; a program tried from the root leaves there whatever it was told to write.
BESIDE = (".ci", "docs", "typings")
# Names of PLIE; the communes come from the file of those that the référentiels know.
PLIES = ("Rouen", "Atout PLIE")
# These are words of everyday French too: named only as they are written.
EVERYDAY = {"Le Trait"}


def sources(*folders: str, suffix: str = ".py") -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob(f"*{suffix}"))


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_no_file_is_longer_than_one_noun_needs() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*EVERYTHING)
    }

    assert {where(path, n) for path, n in lengths.items() if n > MOST_LINES} == set()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="sources taken out of their history")
def test_the_root_keeps_no_folder_that_a_trial_left_there() -> None:
    git = shutil.which("git") or "git"
    command = [git, "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - ours
    folders = {name.split("/")[0] for name in listed.stdout.decode().split("\0") if "/" in name}

    assert folders - {*EVERYTHING, *BESIDE} == set()


def test_every_file_of_the_program_says_what_it_is() -> None:
    silent = [
        where(path, 1)
        for path in sources(*PROGRAM)
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]

    assert silent == []


def test_french_sentences_in_the_program_are_set_as_french() -> None:
    found = [
        f"{where(path, line)}: {fault}: {text[:60]!r}"
        for path in sources(*SHOWN)
        for line, text in literals(path)
        for fault in faults(text)
    ]

    assert found == []


def test_french_sentences_of_the_referentiels_are_set_as_french() -> None:
    found = [
        f"{where(path, 1)}: {fault}: {text[:60]!r}"
        for path in sources("resources/referentiels", suffix=".toml")
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))
        for fault in faults(text)
    ]

    assert found == []


def test_the_two_checks_above_do_read_sentences() -> None:
    """Else a heuristic that sees no French would find no fault."""
    read = [text for path in sources("plie", "desktop") for _, text in literals(path)]

    assert sum(map(is_french, read)) > 100


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L'entretien est signé.", 1),
        ("Chargement en cours...", 0),
        ("Le chargement de la page...", 1),
        ("Le dossier de « Anne »", 2),
        ("Le dossier est vide ; il attend.", 1),
        ("Voulez-vous signer le compte-rendu ?", 1),
        ("Voulez-vous signer le compte-rendu?", 1),
        ("La durée : 45 min", 1),
        ("La durée: 45 min", 1),
        ('Le dossier "Anne" est ouvert', 1),
        ("L’entretien est signé\u202f; la suite\u00a0: «\u00a0rien\u00a0»…", 0),
        ("<b>Le</b>&nbsp;dossier est à jour", 0),
        ("Enregistré à 14:32, à l’adresse https://exemple.test/?a=b;c", 0),
        ("can't open the file", 0),
        ("QLabel { color: red; font: bold; }", 0),
        ("%(asctime)s: %(message)s", 0),
        ("ecran-entretien:debut", 0),
    ],
)
def test_what_typography_holds_against_a_literal(text: str, count: int) -> None:
    assert len(faults(text)) == count, faults(text)


def test_the_domain_speaks_with_the_words_of_the_glossary() -> None:
    """house.md §4.3: a new word enters by a line of the table in docs/map.md, with its article."""
    used = {name for path in sources("plie") for name in _public_classes(path)}

    assert used - set(_glossary()) == set(), "missing from the table"
    assert set(_glossary()) - used == set(), "in the table, but nowhere in plie"


def test_the_glossary_explains_each_word_once() -> None:
    rows = _glossary_rows()

    assert [row for row in rows if not all(cell.strip() for cell in row)] == []
    assert len({row[0] for row in rows}) == len(rows)


def test_no_place_and_no_plie_is_named_in_the_program() -> None:
    """What differs from one PLIE to another is data: no `if rouen:` anywhere."""
    pattern = _places()
    found = [
        f"{where(path, n)}: {place}"
        for path in sources("plie", "wire", "desktop", "central")
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for place in pattern.findall(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('if plie == "Rouen":', True),
        ("rouen-2021-2027", True),
        ('if referentiel.id.startswith("rouen"):', True),
        ("def elbeuf_rule() -> None:", True),
        ("ELBEUF", True),
        ("atout-plie-2018-2022", True),
        ("ATOUT_PLIE", True),
        ("Les freins et les atouts", False),
        ("rouennais", False),
        ("Le Trait", True),
        ("le trait de la signature", False),
        ("Les Boostés", False),
    ],
)
def test_what_counts_as_naming_a_place(text: str, named: bool) -> None:  # noqa: FBT001 — a parameter
    assert bool(_places().search(text)) == named


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def _public_classes(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def _glossary() -> list[str]:
    return [row[0].strip().strip("`") for row in _glossary_rows()]


def _glossary_rows() -> list[list[str]]:
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text.partition("\n## Glossaire\n")[2], flags=re.MULTILINE)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    assert rows, "docs/map.md has no table under « ## Glossaire »"
    return rows


_BETWEEN = re.compile(r"[ -]")


def _places() -> re.Pattern[str]:
    path = ROOT / "resources" / "communes" / "communes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = {row["nom"] for row in csv.DictReader(file)} | set(PLIES)
    spelt = [
        re.escape(name)
        if name in EVERYDAY
        else f"(?i:{'[ _-]'.join(map(re.escape, _BETWEEN.split(name)))})"
        for name in sorted(names)
    ]
    # In an identifier or an id as well: what stands around is a letter or a figure, or nothing.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelt)})(?![^\W_])")


def test_each_decision_has_its_own_number() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
