"""The second fence, on PostgreSQL: row-level security on every table that holds personal data.

Each transaction says in whose name it is open (`central.context`), for itself alone; without it no
row is seen and none is written. The first fence is `central.scope`: a fault in one still leaves the
other. The policies are derived from the tables: raised again, whole, each time the tables change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import Connection, Dialect, text
from sqlalchemy.dialects import postgresql

from central import tables
from central.context import Context
from plie.droits import OF_LOT, REFERENT, limited_kinds
from plie.kinds import Scope, by_word
from plie.vocabulaire import Role

# The statements below are made of names of tables and of conditions written here: nothing in them
# comes from outside.
# ruff: noqa: S608

# Nothing of a person in them: the counter and the list that devices carry to verifiers.
OPEN = frozenset({"plie", "crl"})
# Never changed nor removed, whoever asks: the ledger and the journal.
APPEND_ONLY = frozenset({"op", "journal", "dossier", "purge"})
_DAY = "nullif(" + "current_setting('permanence.jour', true)" + ", '')::date"


_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # it has no hints


def _said(name: str) -> str:
    # In a sub-select, so that it is read once a statement and not once a row.
    return f"(SELECT current_setting('permanence.{name}', true))"


def _is(*acces: str) -> str:
    return f"{_said('acces')} IN ({', '.join(map(_text, acces))})"


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _roles(*roles: Role) -> str:
    return f"{_said('role')} IN ({', '.join(_text(role.value) for role in roles)})"


_OURS = f"plie = {_said('plie')}"
_STORE = _is("magasin")
_WRITER = _is("depot", "magasin")
_ANYONE = _is("lecture", "depot", "magasin")
_MINE = f"utilisateur = {_said('utilisateur')}"
_COLLEAGUES = (
    f"SELECT id FROM utilisateur WHERE {_OURS} AND organisation = {_said('organisation')} "
    f"AND {_said('organisation')} <> ''"
)
# What one's organisation carries, or one of its people holds.
_LOTS = (
    f"SELECT id FROM lot WHERE {_OURS} AND organisation = {_said('organisation')} "
    f"AND {_said('organisation')} <> '' UNION "
    f"SELECT lot FROM utilisateur WHERE id IN ({_COLLEAGUES}) AND lot IS NOT NULL"
)
# Who stands where (domain.md §2): the whole PLIE, one's organisation, or what is one's own.
_WHOLE = _roles(Role.COORDINATION, Role.GESTIONNAIRE)
_KEEPER = _roles(Role.GESTIONNAIRE)
_WHOLLY = f"role IS DISTINCT FROM {_text(REFERENT)}"
_GIVEN = (
    f"(({_roles(Role.ACCOMPAGNATEUR)} AND {_MINE}) OR "
    f"({_roles(Role.RESPONSABLE, Role.RELATIONS_ENTREPRISES)} AND {_WHOLLY} "
    f"AND utilisateur IN ({_COLLEAGUES})))"
)
_TODAY = f"(debut IS NULL OR debut <= {_DAY}) AND (fin IS NULL OR fin >= {_DAY})"
_SEEN = f"SELECT dossier FROM affectation WHERE {_OURS} AND {_GIVEN} AND {_WHOLLY} AND {_TODAY}"
# Open in part to the referent of a structure (C9-3-6): some kinds only.
_IN_PART = (
    f"SELECT dossier FROM affectation WHERE {_OURS} AND {_roles(Role.ACCOMPAGNATEUR)} AND {_MINE} "
    f"AND role = {_text(REFERENT)} AND {_TODAY}"
)


def _in_reach(column: str, in_part: str = "false") -> str:
    """Return the condition that a scope is one that the reader may see, the directory included.

    `in_part`: what of it is seen where a dossier is open in part only.
    """
    seen = f"{column} = 'plie' OR {_WHOLE} OR {column} IN ({_SEEN})"
    if in_part != "false":
        seen += f" OR ({in_part} AND {column} IN ({_IN_PART}))"
    return f"({_WRITER} OR ({_is('lecture')} AND ({seen})))"


def _of_lot() -> str:
    """Return the condition that an operation is of no lot, or on a thing that its own table shows."""
    return " AND ".join(
        f"(kind <> {_text(word)} OR {_WRITER} OR thing IN (SELECT id FROM {word} WHERE {_OURS}))"
        for word in sorted(OF_LOT)
    )


def _limited() -> str:
    return f"kind IN ({', '.join(_text(word) for word in sorted(limited_kinds()))})"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do one thing to the rows of a table."""

    table: str
    verb: str
    condition: str

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"{self.verb.lower()}_{self.table}"

    @property
    def mark(self) -> str:
        """What is left in its comment, with what the database made of it."""
        return sha256(self.condition.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """Yield what makes it."""
        table, name = _quote(self.table), _quote(self.name)
        part = "WITH CHECK" if self.verb == "INSERT" else "USING"
        yield f"CREATE POLICY {name} ON {table} FOR {self.verb} {part} ({self.condition})"


def policies() -> list[Policy]:
    """Return every policy of every table."""
    return [policy for table in fenced() for policy in _policies(table)]


def fenced() -> list[str]:
    """Return the names of the tables behind the fence: all but those that hold nobody."""
    return [name for name in tables.metadata.tables if name not in OPEN]


def raise_(connection: Connection, role: str) -> None:
    """Raise the fence, lowered before, as the owner of the tables; grant what is behind it to `role`."""
    for name in fenced():
        table = _quote(name)
        _run(connection, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        _run(connection, f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    marks = {policy.name: policy.mark for policy in policies()}
    for policy in policies():
        for statement in policy.statements():
            _run(connection, statement)
    for row in connection.execute(text(_POLICIES)).all():
        where = f"POLICY {_quote(row.polname)} ON {_quote(row.relname)}"
        mark = f"{marks[row.polname]} {_made(row.condition)}"
        _run(connection, f"COMMENT ON {where} IS {_text(mark)}")
    place = connection.scalar(text("SELECT current_schema()")) or "public"
    _run(connection, f"GRANT USAGE ON SCHEMA {_quote(place)} TO {_quote(role)}")
    for name in tables.metadata.tables:
        verbs = "SELECT, INSERT"
        if name not in APPEND_ONLY:
            verbs += ", UPDATE, DELETE"
        _run(connection, f"REVOKE ALL ON {_quote(name)} FROM {_quote(role)}")
        _run(connection, f"GRANT {verbs} ON {_quote(name)} TO {_quote(role)}")
    _run(connection, f"GRANT SELECT ON alembic_version TO {_quote(role)}")


def lower(connection: Connection) -> None:
    """Take the fence away, for a migration: a rule would hide rows from the owner, or hold a table.

    For this transaction: nobody else sees it lowered, since the tables stay locked.
    """
    for row in connection.execute(text(_POLICIES)).all():
        _run(connection, f"DROP POLICY {_quote(row.polname)} ON {_quote(row.relname)}")
    for name in connection.scalars(text(_FORCED)).all():
        _run(connection, f"ALTER TABLE {_quote(name)} NO FORCE ROW LEVEL SECURITY")


def enter(connection: Connection, context: Context) -> None:
    """Say in whose name this transaction is open; its end forgets it."""
    said = context.settings()
    calls = ", ".join(f"set_config('permanence.{name}', :{name}, true)" for name in said)
    connection.execute(text(f"SELECT {calls}"), said)


def gap(connection: Connection) -> str:
    """Return, as a French sentence, the first gap in the fence; empty when there is none.

    Asked in a transaction that says nobody's name.
    """
    if connection.scalar(text("SELECT current_setting('permanence.acces', true)")):
        return (
            "Le rôle qui sert la base, ou cette base, règle de lui-même au nom de qui il travaille "
            "(permanence.acces)\u00a0: retirez ce réglage (ALTER ROLE … RESET, ALTER DATABASE … RESET)."
        )
    bare = set(fenced()) - set(connection.scalars(text(_FORCED)))
    if bare:
        return f"Les droits par ligne manquent à la table {min(bare)}."
    rows = connection.execute(text(_POLICIES)).all()
    wanted = {policy.name: policy.mark for policy in policies()}
    odd = wanted.keys() ^ {row.polname for row in rows}
    odd |= {
        row.polname
        for row in rows
        # Changed by hand it keeps its comment, and its condition is no longer what was marked.
        if row.mark != f"{wanted.get(row.polname)} {_made(row.condition)}"
    }
    if odd:
        return f"La règle {min(odd)} n’est pas celle de cette version\u00a0: «\u00a0migrer\u00a0»."
    lacking = connection.scalar(text(_LACKING), {"ours": sorted(tables.metadata.tables)})
    if lacking:
        return (
            f"Le rôle qui sert la base ne peut pas lire et écrire la table {lacking}\u00a0: "
            "«\u00a0migrer\u00a0» lui rend ses droits (--proprietaire)."
        )
    loose = connection.scalar(text(_LOOSE), {"kept": sorted(APPEND_ONLY)})
    if loose:
        return (
            f"Le rôle qui sert la base peut vider ou changer la table {loose} malgré les droits par "
            "ligne\u00a0: retirez-lui ce qui lui a été accordé de trop (REVOKE)."
        )
    return ""


def _policies(table: str) -> Iterator[Policy]:
    rule = _RULES.get(table) or _rule_of_kind(table)
    yield Policy(table, "SELECT", f"({_OURS} AND {rule.seen}) OR {rule.known_by}")
    yield Policy(table, "INSERT", f"{_OURS} AND {rule.added}")
    if table not in APPEND_ONLY:
        yield Policy(table, "UPDATE", f"{_OURS} AND {rule.changed}")
        yield Policy(table, "DELETE", f"{_OURS} AND {rule.changed}")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Who, in their PLIE, sees a row of a table, adds one, changes or removes one.

    `known_by`: what also shows a row before it is known whose PLIE it is of.
    """

    seen: str
    added: str = _WRITER
    changed: str = _WRITER
    known_by: str = "false"


def _of_device(column: str, known_by: str = "false") -> _Rule:
    own = f"({_STORE} OR ({_is('lecture', 'depot')} AND {column} = {_said('appareil')}))"
    return _Rule(own, own, own, known_by)


def _holding(column: str) -> str:
    """Who knocks is found by the hash of the secret that they hold."""
    return f"({_is('porte')} AND {column} = {_said('secret')})"


def _own_operation() -> str:
    """An operation is written in one's own name, or is what the store adds to it: a grant, a word of what it left aside."""
    mine = f"author = {_said('utilisateur')} AND device = {_said('appareil')}"
    added = f"author = {_text(Role.MAGASIN.value)} AND kind IN ('affectation', 'mise_de_cote')"
    return f"({_STORE} OR ({_is('depot')} AND (({mine}) OR ({added}))))"


def _seen_devices() -> str:
    """Someone reads of their own devices, and the gestionnaire of everyone's."""
    return f"({_is('lecture')} AND ({_KEEPER} OR {_MINE}))"


def _device() -> _Rule:
    own = _of_device("id", _holding("token_sha256"))
    return replace(own, seen=f"({own.seen} OR {_seen_devices()})")


def _certificate() -> _Rule:
    own = _of_device("device")
    held = f"SELECT id FROM device WHERE {_OURS} AND ({_KEEPER} OR {_MINE})"
    return replace(own, seen=f"({own.seen} OR ({_is('lecture')} AND device IN ({held})))")


def _visits() -> str:
    """Of the journal, a reader sees who opened the dossiers that they see."""
    theirs = f"event = 'lecture' AND ({_WHOLE} OR dossier IN ({_SEEN}))"
    return f"({_STORE} OR ({_is('lecture')} AND {theirs}))"


def _rule_of_kind(word: str) -> _Rule:
    spec = by_word(word)
    if word in OF_LOT:
        theirs = f"{_WHOLE} OR ({_roles(Role.RESPONSABLE)} AND lot IN ({_LOTS}))"
        return _Rule(f"({_WRITER} OR ({_is('lecture')} AND ({theirs})))")
    if spec is not None and spec.scope is Scope.PLIE:
        return _Rule(_ANYONE)
    return _Rule(_in_reach("scope", "true" if word in limited_kinds() else "false"))


_RULES = {
    "device": _device(),
    "batch": _of_device("device"),
    "replica": _of_device("device"),
    "certificate": _certificate(),
    "purge": _of_device("device"),
    "invitation": _Rule(
        f"({_STORE} OR ({_is('lecture')} AND {_KEEPER}))",
        _STORE,
        _STORE,
        _holding("code_sha256"),
    ),
    "op": _Rule(f"({_in_reach('scope', _limited())} AND {_of_lot()})", _own_operation()),
    "journal": _Rule(_visits(), _ANYONE),
    "dossier": _Rule(_in_reach("id", "true")),
    "blob": _Rule(_ANYONE),
    # It says what is in reach: it cannot ask what is.
    "affectation": _Rule(f"({_WRITER} OR ({_is('lecture')} AND ({_WHOLE} OR {_GIVEN})))"),
}


def _made(condition: str) -> str:
    return sha256(condition.encode()).hexdigest()


def _quote(name: str) -> str:
    return str(_DIALECT.identifier_preparer.quote(name))


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))


_FORCED = """
SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
AND relrowsecurity AND relforcerowsecurity
"""
# What the serving role was granted and has no more: told now, not by the first request that needs it.
_LACKING = """
SELECT min(relname) FROM pg_class WHERE relnamespace = current_schema()::regnamespace
AND relname = ANY(:ours) AND NOT (
    has_table_privilege(current_user, oid, 'SELECT')
    AND has_table_privilege(current_user, oid, 'INSERT')
)
"""
# What a policy does not hold back; and what no policy of such a table lets through.
_LOOSE = """
SELECT min(relname) FROM pg_class WHERE relnamespace = current_schema()::regnamespace
AND relkind IN ('r', 'p') AND (
    has_table_privilege(current_user, oid, 'TRUNCATE, REFERENCES, TRIGGER')
    OR (relname = ANY(:kept) AND has_table_privilege(current_user, oid, 'UPDATE, DELETE'))
)
"""
_POLICIES = """
SELECT polname, relname, obj_description(pg_policy.oid, 'pg_policy') AS mark,
       concat(polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS condition
FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
WHERE relnamespace = current_schema()::regnamespace
"""
