"""The second fence, as the role that serves meets it: each table, each verb, each reader.

What is expected is written here by hand, from domain.md §2; nothing of `central.fence` decides it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from central import fence, tables
from central.context import Acces, Context, at_the_door, the_store
from central.errors import StoreError
from central.postgres import too_old
from central.store import Store
from plie.kinds import Scope, by_word
from plie.vocabulaire import Role
from tests.central.grappe import OWNER, Grappe
from tests.central.monde import PLIE

JOUR = date(2026, 9, 10)
MIEN, AILLEURS, EN_PARTIE = "dossier-mien", "dossier-ailleurs", "dossier-en-partie"
# What the referent of a structure sees of it (domain.md §2): identity, étape, objectives, bilan.
LIMITED = {"personne", "etape", "objectif", "bilan_etape", "affectation", "dossier"}
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")
APPEND_ONLY = {"op", "journal", "dossier", "purge"}
OF_DEVICE = {
    "batch": "device", "replica": "device", "certificate": "device", "purge": "device", "device": "id"
}  # fmt: skip
# Of devices, the gestionnaire reads what the list says: who, and until when their certificate lasts.
KEPT = {"device", "certificate"}
# Of a lot (C11): ours is the first.
OF_LOT = {"bilan_lot"}
WHOLE = {Role.COORDINATION, Role.GESTIONNAIRE}
READERS = [role for role in Role if role is not Role.MAGASIN]


def _reading(role: str) -> Context:
    return Context(Acces.LECTURE, PLIE, "moi", role, "ici", "poste-mien", JOUR)


CONTEXTS: dict[str, Context | None] = {
    "personne": None,
    "porte, sans secret": at_the_door(""),
    "porte, secret": at_the_door("secret-mien"),
    "magasin": the_store(PLIE),
    "magasin d’un autre PLIE": the_store("autre"),
    "lecture, rôle inconnu": _reading("directeur"),
    "lecture, sans organisation": Context(
        Acces.LECTURE, PLIE, "personne", Role.RESPONSABLE, "", "poste", JOUR
    ),
    "dépôt": Context(Acces.DEPOT, PLIE, "moi", "accompagnateur", "ici", "poste-mien", JOUR),
    **{f"lecture, {role}": _reading(role) for role in READERS},
}


@dataclass(frozen=True)
class Cell:
    """One verb on one table in one name: `expected` rows reached, or 1 row added, or nothing."""

    table: Table
    verb: str
    who: str
    expected: int


@pytest.fixture(scope="module")
def chef(grappe: Grappe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A superuser on a base that holds rows of each table; it plays the serving role by SET ROLE."""
    settings = grappe.base(tmp_path_factory.mktemp("magasin"))
    name = settings.base.rpartition("?")[0].rpartition("/")[2]
    url = grappe.url("chef", name).replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        _fill(connection)
    yield engine
    grappe.drop(settings)


def test_each_table_gives_each_reader_what_is_theirs(chef: Engine) -> None:
    cells = list(_cells(fence.fenced()))

    with chef.connect() as connection:
        wrong = list(_wrong(connection, cells))

    assert len(cells) >= 1_500
    assert wrong == []


@pytest.mark.parametrize("policy", fence.policies(), ids=lambda policy: policy.name)
def test_no_policy_can_be_dropped_unseen(chef: Engine, policy: fence.Policy) -> None:
    with chef.connect() as connection:
        connection.execute(text(f"DROP POLICY {policy.name} ON {fence._quote(policy.table)}"))
        connection.execute(text("SAVEPOINT dropped"))
        assert any(_wrong(connection, _cells([policy.table])))


def test_a_forged_author_is_refused_by_the_database(chef: Engine) -> None:
    depot = CONTEXTS["dépôt"]
    assert depot is not None
    with chef.connect() as connection:
        _become(connection, depot)
        for forged in ({"author": "un-autre"}, {"device": "un-autre"}, {"author": "magasin"}):
            row = _row(tables.metadata.tables["op"], MIEN, "neuf") | {"author": "moi"} | forged
            with pytest.raises(DBAPIError, match="row-level security"), connection.begin_nested():
                connection.execute(insert(tables.op).values(row))


def test_an_operation_on_a_lot_is_seen_with_its_thing(chef: Engine) -> None:
    """C11: the bilan of another organisation's lot is not served, whatever asks for operations."""
    of_lots = select(func.count()).where(tables.op.c.kind == "bilan_lot")
    seen = {"coordination": 2, "gestionnaire": 2, "responsable": 1, "accompagnateur": 0}
    with chef.connect() as connection:
        for n in range(2):
            row = _row(tables.op, "plie", f"bilan-{n}") | {"plie": PLIE, "kind": "bilan_lot"}
            connection.execute(insert(tables.op).values(row | {"thing": f"bilan_lot-{PLIE}-{n}"}))
        for role, count in seen.items():
            step = connection.begin_nested()
            _become(connection, _reading(role))
            assert (role, connection.scalar(of_lots)) == (role, count)
            step.rollback()


def test_a_pooled_connection_keeps_nothing_of_who_had_it(grappe: Grappe, tmp_path: Path) -> None:
    """10,000 uses of two connections by people who see different things, and by nobody."""
    settings = grappe.base(tmp_path / "magasin")
    url = grappe.url("chef", settings.base.rpartition("?")[0].rpartition("/")[2])
    chief = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with chief.begin() as connection:
        _fill(connection)
    store = Store.open(settings)
    op = tables.op
    names = list(CONTEXTS)
    expected = {who: _seen(op, context) for who, context in CONTEXTS.items()}
    leaks = 0

    for turn in range(10_000):
        who = names[turn % len(names)]
        with store.look(CONTEXTS[who]) as connection:
            leaks += connection.scalar(select(func.count()).select_from(op)) != expected[who]

    store.close()
    grappe.drop(settings)
    assert leaks == 0


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("DROP POLICY select_op ON op", "select_op"),
        ("ALTER POLICY select_op ON op USING (true)", "select_op"),
        ("DROP POLICY select_op ON op; CREATE POLICY select_op ON op USING (true)", "select_op"),
        ("ALTER TABLE op NO FORCE ROW LEVEL SECURITY", "table op"),
        ("ALTER TABLE device DISABLE ROW LEVEL SECURITY", "table device"),
        ("ALTER ROLE magasin BYPASSRLS", "au-dessus"),
        ("ALTER ROLE magasin SUPERUSER", "au-dessus"),
        (f"GRANT {OWNER} TO magasin", "possède ses tables"),
        ("CREATE ROLE haut BYPASSRLS; GRANT haut TO magasin", "membre de haut"),
        (
            "CREATE ROLE haut BYPASSRLS; CREATE ROLE entre IN ROLE haut; GRANT entre TO magasin",
            "membre de haut",
        ),
        ("GRANT chef TO magasin", "membre de chef"),
        ("GRANT pg_write_server_files TO magasin", "membre de pg_write_server_files"),
        ("GRANT TRUNCATE ON journal TO magasin", "table journal"),
        ("GRANT TRUNCATE ON personne TO PUBLIC", "table personne"),
        ("GRANT UPDATE ON op TO magasin", "table op"),
        ("ALTER ROLE magasin SET permanence.acces = 'magasin'", "permanence.acces"),
        ("REVOKE SELECT ON op FROM magasin", "ne peut pas lire et écrire la table op"),
        ("REVOKE INSERT ON journal FROM magasin", "ne peut pas lire et écrire la table journal"),
    ],
)
def test_a_store_whose_fence_has_a_gap_is_not_served(
    grappe: Grappe, tmp_path: Path, gap: str, said: str
) -> None:
    settings = grappe.base(tmp_path / "magasin")
    name = settings.base.rpartition("?")[0].rpartition("/")[2]
    Store.open(settings).close()
    grappe.tell(*gap.split("; "), base=name)
    try:
        with pytest.raises(StoreError) as refusal:
            Store.open(settings)
        assert said in refusal.value.phrase
    finally:
        grappe.tell(
            "ALTER ROLE magasin NOBYPASSRLS NOSUPERUSER",
            "ALTER ROLE magasin RESET ALL",
            f"REVOKE {OWNER}, chef, pg_write_server_files FROM magasin",
            "DROP ROLE IF EXISTS haut, entre",
        )
        grappe.drop(settings)


@pytest.mark.parametrize(
    ("number", "leaks"),
    [(130_022, True), (140_018, True), (140_019, False), (150_013, True), (150_014, False),
     (160_009, True), (160_010, False), (170_005, True), (170_006, False), (180_000, False)],
)  # fmt: skip
def test_a_server_that_leaks_is_known(number: int, *, leaks: bool) -> None:
    assert ("CVE-2025-8713" in too_old(number)) is leaks


def _cells(names: list[str]) -> Iterator[Cell]:
    for (who, context), name, verb in product(CONTEXTS.items(), names, VERBS):
        table = tables.metadata.tables[name]
        yield Cell(table, verb, who, _expected(table, verb, context))


def _expected(table: Table, verb: str, context: Context | None) -> int:
    """Return what a reader may do to a table that holds, per PLIE, the rows of `_scopes`."""
    seen = _seen(table, context)
    if verb == "SELECT":
        return seen
    if context is None or context.acces is Acces.PORTE:
        return 0
    if verb == "INSERT":
        return int(_adds(table, context))
    if table.name in APPEND_ONLY:
        return 0
    if context.acces is Acces.LECTURE:
        # A reader writes nothing, but of their own device (a token that changes).
        return 1 if table.name in OF_DEVICE and context.appareil == "poste-mien" else 0
    return seen


def _adds(table: Table, context: Context) -> bool:
    if table.name in OF_DEVICE:
        return context.acces is Acces.MAGASIN or context.appareil == "poste-mien"
    if table.name == "invitation":
        return context.acces is Acces.MAGASIN
    if table.name == "journal":
        return True
    return context.acces in {Acces.MAGASIN, Acces.DEPOT}


def _seen(table: Table, context: Context | None) -> int:
    name = table.name
    if context is None:
        return 0
    if context.acces is Acces.PORTE:
        return int(name in {"device", "invitation"} and context.secret == "secret-mien")
    if context.plie == "autre":
        return len(_scopes(name))
    if name in OF_DEVICE:
        whole = context.acces is Acces.MAGASIN or (name in KEPT and _keeps(context))
        return len(_scopes(name)) if whole else int(context.appareil == "poste-mien")
    if name == "invitation" or (name == "journal" and context.acces is Acces.DEPOT):
        whole = context.acces is Acces.MAGASIN or _keeps(context)
        return len(_scopes(name)) if whole else 0
    return sum(_reaches(context, scope, name) for scope in _scopes(name))


def _keeps(context: Context) -> bool:
    return context.acces is Acces.LECTURE and context.role == Role.GESTIONNAIRE


def _reaches(context: Context, scope: str, table: str) -> bool:
    if context.acces is not Acces.LECTURE or scope == "plie" or table == "blob":
        return True
    if context.role in WHOLE:
        return True
    if table in OF_LOT:
        return context.role == Role.RESPONSABLE and context.organisation == scope
    if scope == EN_PARTIE:
        return context.role == Role.ACCOMPAGNATEUR and table in LIMITED
    known = context.role in READERS and context.organisation == "ici"
    return known and scope == MIEN


def _scopes(table: str) -> tuple[str, ...]:
    spec = by_word(table)
    if table in OF_DEVICE or table in {"invitation", "blob"}:
        return ("mien", "ailleurs")
    if table == "utilisateur":
        return ("plie", "plie", "plie")
    if table in OF_LOT:
        return ("ici", "ailleurs")
    if table == "lot":
        return ("plie", "plie")
    if spec is not None and spec.scope is Scope.PLIE:
        return ("plie",)
    return (MIEN, AILLEURS, EN_PARTIE)


def _wrong(connection: Connection, cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        found = _done(connection, cell)
        if found != cell.expected:
            yield (
                f"{cell.who}, {cell.verb} {cell.table.name}\u00a0: {found}, attendu {cell.expected}"
            )


def _done(connection: Connection, cell: Cell) -> int:
    """Do one thing as the serving role, undo it, and return how many rows it reached."""
    table = cell.table
    step = connection.begin_nested()
    try:
        _become(connection, CONTEXTS[cell.who])
        if cell.verb == "SELECT":
            return connection.scalar(select(func.count()).select_from(table)) or 0
        if cell.verb == "INSERT":
            context = CONTEXTS[cell.who]
            plie = context.plie if context else PLIE
            row = _row(table, MIEN, "neuf") | {"plie": plie}
            connection.execute(insert(table).values(row))
            return 1
        if cell.verb == "UPDATE":
            return connection.execute(table.update().values(plie=table.c.plie)).rowcount
        return connection.execute(table.delete()).rowcount
    except IntegrityError:
        return max(1, cell.expected)  # allowed by the fence, held by another row
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "42501":
            raise
        return 0
    finally:
        step.rollback()


def _become(connection: Connection, context: Context | None) -> None:
    connection.execute(text("SET LOCAL ROLE magasin"))
    if context is not None:
        fence.enter(connection, context)


def _fill(connection: Connection) -> None:
    for plie in (PLIE, "autre"):
        connection.execute(
            insert(tables.plie).values(
                plie=plie, schema=3, nom=plie, referentiel="demo", epoch="une", counter=0, durable=0
            )
        )
        for table in tables.metadata.sorted_tables:
            if table.name in fence.OPEN:
                continue
            for number, scope in enumerate(_scopes(table.name)):
                row = _row(table, scope, f"{plie}-{number}") | {"plie": plie}
                connection.execute(insert(table).values(row))


def _row(table: Table, scope: str, stem: str) -> dict[str, object]:
    """Return a row of a table; what is mine is the first of its rows, what is not the second."""
    mine = scope in {MIEN, "mien"}
    secret = "secret-mien" if stem == f"{PLIE}-0" else f"secret-{stem}"
    row: dict[str, object] = {
        column.name: _filler(column.type.python_type)
        for column in table.columns
        if not column.nullable
    }
    row |= {
        column.name: f"{table.name}-{stem}"
        for column in table.primary_key
        if column.type.python_type is str
    }
    by_name: dict[str, object] = {
        "scope": scope if scope in {MIEN, AILLEURS, EN_PARTIE} else "plie",
        "dossier": scope,
        "device": "poste-mien" if mine else f"poste-{stem}",
        "part": 1,
        "token_sha256": secret,
        "code_sha256": secret,
    }
    row |= {name: value for name, value in by_name.items() if name in table.c}
    if table.name == "dossier":
        row["id"] = scope if stem != "neuf" else "dossier-neuf"
    if table.name == "device":
        row["id"] = "poste-mien" if mine else f"poste-{stem}"
    if table.name == "utilisateur":
        row |= {
            "id": f"{('moi', 'collegue', 'etranger')[int(stem[-1])]}" if stem != "neuf" else "neuf"
        }
        row["organisation"] = "ailleurs" if stem.endswith("2") else "ici"
    if table.name == "lot":
        row["organisation"] = "ailleurs" if stem.endswith("1") else "ici"
    if table.name in OF_LOT:
        row["lot"] = f"lot-{stem}"
    if table.name == "affectation":
        row |= {"utilisateur": "etranger" if scope == AILLEURS else "moi"}
        row |= {"role": "referent_structure" if scope == EN_PARTIE else "accompagnateur"}
        row |= {"debut": date(2026, 1, 1), "fin": None}
    if table.name == "journal":
        row |= {"event": "lecture", "dossier": scope}
    if table.name == "op":
        row |= {"author": "moi" if mine else "etranger", "number": None}
    return row


def _filler(kind: type) -> object:
    values: dict[type, object] = {
        str: "x", int: 1, float: 1.0, bool: False, bytes: b"x", date: JOUR,
        datetime: datetime(2026, 9, 10, 8, tzinfo=UTC).replace(tzinfo=None), time: time(8), list: [], dict: [],
    }  # fmt: skip
    return values[kind]
