"""What must hold of any vault at any moment: rows are what the operations give, files are whole."""

import json
from collections import defaultdict
from hashlib import sha256
from typing import Any

from desktop.models.rows import Rows
from desktop.models.vault import Vault
from plie.kinds import KindSpec, Shape, all_kinds
from tests.desktop.vaults import Dump, dump
from wire.codec import Value
from wire.merge import fold
from wire.op import Op, Verb

KINDS = {spec.word: spec for spec in all_kinds()}


def op_of(row: dict[str, Any]) -> Op:
    """Read an operation from its row, without the code under test."""
    return Op(
        op_id=row["op_id"],
        kind=row["kind"],
        id=row["thing"],
        scope=row["scope"],
        verb=Verb(row["verb"]),
        fields=json.loads(row["fields"]),
        seen={name: tuple(ids) for name, ids in json.loads(row["seen"]).items()},
        author=row["author"],
        role=row["role"],
        device=row["device"],
        made_at=row["made_at"],
    )


def given(state: Dump) -> dict[str, dict[str, dict[str, Value]]]:
    """Return the rows that the operations of a vault give: kind to id to column to value."""
    of: dict[tuple[str, str], list[Op]] = defaultdict(list)
    for row in state["op"].values():
        if row["fate"] is None:
            of[row["kind"], row["thing"]].append(op_of(row))
    rows: dict[str, dict[str, dict[str, Value]]] = {word: {} for word in KINDS}
    for (kind, thing), ops in of.items():
        heads = fold(ops)
        if kind in KINDS and heads.exists and any(op.verb is Verb.INSERT for op in ops):
            rows[kind][thing] = _row(KINDS[kind], thing, heads.values)
    return rows


def stored(state: Dump) -> dict[str, dict[str, dict[str, Value]]]:
    """Return the rows of the kinds' tables, as JSON values."""
    return {
        word: {id_: _plain(spec, row) for id_, row in state[word].items()}
        for word, spec in KINDS.items()
    }


def complaints(vault: Vault) -> list[str]:
    """Return what does not hold, in words; nothing when all is well."""
    state = dump(vault)
    wanted, found = given(state), stored(state)
    said = [f"{word}: rows are not what the operations give" for word in KINDS
            if wanted[word] != found[word]]  # fmt: skip
    with vault.look() as rows:
        said += _integrity(rows)
    for digest, row in state["blob"].items():
        if row["content"] is not None and sha256(row["content"]).hexdigest() != digest:
            said.append(f"blob {digest} does not hold what it names")
    return said


def _integrity(rows: Rows) -> list[str]:
    sql = rows.connection.exec_driver_sql
    found = [row[0] for row in sql("PRAGMA cipher_integrity_check")]
    return [*found, *(row[0] for row in sql("PRAGMA integrity_check") if row[0] != "ok")]


def _row(spec: KindSpec, id_: str, values: dict[str, Value]) -> dict[str, Value]:
    row: dict[str, Value] = {"id": id_}
    for field in spec.fields:
        if field.name != "id":
            default = list(field.default) if isinstance(field.default, tuple) else field.default
            row[field.name] = values.get(field.name, default)  # type: ignore[assignment]  # a default is a JSON value, lists apart
    return row


def _plain(spec: KindSpec, row: dict[str, Any]) -> dict[str, Value]:
    read = {Shape.LIST: json.loads, Shape.BOOLEAN: lambda n: None if n is None else bool(n)}
    return {f.name: read.get(f.shape, lambda value: value)(row[f.name]) for f in spec.fields}
