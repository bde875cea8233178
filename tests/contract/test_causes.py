"""What an operator is told when a base refuses: the cause that it has, by the command as it is typed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from central.__main__ import main
from central.settings import Settings
from tests.central.grappe import OWNER, Grappe

Capsys = pytest.CaptureFixture[str]
_NO_RIGHT = "n’a pas le droit de lire les tables"
_NOT_OWNER = "ne possède pas les tables du magasin, ou n’a pas le droit d’en faire"


@pytest.fixture(scope="module")
def roles(grappe: Grappe) -> Iterator[Grappe]:
    grappe.tell(
        "CREATE ROLE sans_rien LOGIN",
        "CREATE ROLE au_dessus NOLOGIN BYPASSRLS",
        "CREATE ROLE membre LOGIN IN ROLE au_dessus",
        "CREATE ROLE leve LOGIN BYPASSRLS",
    )
    yield grappe
    grappe.tell("DROP ROLE membre, au_dessus, leve, sans_rien")


@pytest.fixture
def made(roles: Grappe, tmp_path: Path) -> Iterator[Settings]:
    settings = roles.base(tmp_path)
    yield settings
    roles.drop(settings)


@pytest.fixture
def empty(roles: Grappe, tmp_path: Path) -> Iterator[Settings]:
    settings = roles.empty(tmp_path)
    yield settings
    roles.drop(settings)


@pytest.mark.parametrize(("role", "cause"), [("sans_rien", _NO_RIGHT), ("membre", "au_dessus")])
def test_a_role_that_may_not_serve_is_told_why_and_migrer_is_not_the_cure(
    made: Settings, capsys: Capsys, role: str, cause: str
) -> None:
    said = _refused(capsys, made, "dossiers", base=_as(role, made.base))

    assert cause in said
    assert "version antérieure" not in said
    assert "rien n’a été modifié" in said.casefold()


@pytest.mark.parametrize("there", ["made", "empty"])
def test_an_owner_that_owns_nothing_is_told_so(
    request: pytest.FixtureRequest, capsys: Capsys, there: str
) -> None:
    settings: Settings = request.getfixturevalue(there)

    said = _refused(capsys, settings, "migrer", owner=_as("sans_rien", settings.proprietaire))

    assert _NOT_OWNER in said
    assert "«\u00a0sans_rien\u00a0», --proprietaire" in said
    assert "version antérieure" not in said


def test_a_serving_role_that_does_not_exist_is_told_by_migrer(
    empty: Settings, capsys: Capsys
) -> None:
    said = _refused(capsys, empty, "migrer", base=_as("jamais_fait", empty.base))

    assert "«\u00a0jamais_fait\u00a0», nommé par --base) n’existe pas" in said


@pytest.mark.parametrize("command", ["init", "migrer"])
@pytest.mark.parametrize(
    "why",
    [("membre", "au_dessus"), ("leve", "NOBYPASSRLS"), (OWNER, "un autre rôle que celui")],
    ids=["membre", "leve", "owner"],
)
def test_a_role_that_no_table_makes_safe_is_refused_before_any_is_made(
    roles: Grappe, empty: Settings, capsys: Capsys, why: tuple[str, str], command: str
) -> None:
    role, cause = why

    said = _refused(capsys, empty, command, base=_as(role, empty.base))

    assert cause in said
    assert "rien n’a été modifié" in said
    assert _tables(roles, empty) == []
    assert not empty.authority_key.exists()


def test_a_base_without_a_store_is_no_earlier_version(empty: Settings, capsys: Capsys) -> None:
    said = _refused(capsys, empty, "dossiers")

    assert "ne tient encore aucun magasin" in said
    assert "version antérieure" not in said


@pytest.mark.parametrize("command", ["dossiers", "migrer"])
def test_an_unknown_option_of_the_address_does_not_make_a_base_damaged(
    made: Settings, capsys: Capsys, command: str
) -> None:
    said = _refused(
        capsys, made, command, base=f"{made.base}&bidule=1", owner=f"{made.proprietaire}&bidule=1"
    )

    assert "une option que PostgreSQL ne connaît pas (options données\u00a0: bidule, host)" in said
    assert "abîmé" not in said
    assert "Restaurez" not in said


def test_the_tables_of_another_program_are_told(
    roles: Grappe, empty: Settings, capsys: Capsys
) -> None:
    name = empty.base.rpartition("?")[0].rpartition("/")[2]
    roles.tell("CREATE TABLE journal (a text)", f"ALTER TABLE journal OWNER TO {OWNER}", base=name)

    said = _refused(capsys, empty, "migrer")

    assert "ne sont pas celles d’un magasin de Permanence" in said
    assert "Restaurez" not in said


def test_a_server_that_is_read_only_is_told(roles: Grappe, made: Settings, capsys: Capsys) -> None:
    name = made.base.rpartition("?")[0].rpartition("/")[2]
    roles.tell(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    said = _refused(capsys, made, "migrer")

    assert "ne laisse que lire" in said


@pytest.mark.parametrize(
    ("content", "cause"), [(b"ceci n'est pas une base" * 99, "abîmé"), (None, "ne s’ouvre pas")]
)
def test_a_file_that_is_no_base_and_one_that_does_not_open_are_not_the_same(
    tmp_path: Path, capsys: Capsys, content: bytes | None, cause: str
) -> None:  # fmt: skip
    place = tmp_path / "central.db"
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)

    said = _refused(capsys, Settings(tmp_path), "dossiers")

    assert cause in said
    assert ("restaurez une sauvegarde" in said) is (content is not None)


def _as(role: str, url: str) -> str:
    return f"postgresql://{role}@{url.partition('@')[2]}"


def _tables(roles: Grappe, settings: Settings) -> list[str]:
    """Return the tables of a base, as its chief sees them."""
    name = settings.base.rpartition("?")[0].rpartition("/")[2]
    with psycopg.connect(f"user=chef dbname={name} host={roles.folder}") as base:
        found = base.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [str(row[0]) for row in found]


def _refused(
    capsys: Capsys, settings: Settings, command: str, *, base: str = "", owner: str = ""
) -> str:
    """Type a command, and return the one French line by which it is refused."""
    typed = [command, "--donnees", str(settings.folder)]
    if command == "init":
        typed += ["--plie", "essai", "--nom", "PLIE d’essai", "--referentiel", "demo"]
    if settings.base:
        typed += ["--base", base or settings.base]
        typed += ["--proprietaire", owner or settings.proprietaire]

    assert main(typed) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err
