"""What must hold when a story ends (sync.md §6), by a reading of the operations of our own."""

from hashlib import sha256
from typing import Any

from desktop.models.oplog import history_of
from desktop.models.rows import Rows
from plie.vocabulaire import Role
from tests.desktop.sync.postes import PLIE
from tests.exchange.modele import COORDINATION, NAMES
from tests.exchange.univers import EDITED, Univers, Wrong
from wire.op import EXISTS, Op


def settle(world: Univers) -> None:
    """Mend every line, let everyone exchange until nothing moves, and judge the end."""
    # A dossier that changes hands goes up, is granted, comes down: a round each.
    for _ in range(3):
        for who in range(len(NAMES)):
            world.let_go(who)
            if not world.synchronise(who):
                raise Wrong(f"I10\u00a0: le poste {who} n’échange plus, ligne réparée")
    _judge_loss(world)
    _judge_convergence(world)
    _judge_files(world)


def _judge_loss(world: Univers) -> None:
    stored, aside = world.at_the_store(), world.aside_at_the_store()
    for who, written in enumerate(world.written):
        lost = written - set(stored) - set(aside)
        if lost:
            raise Wrong(
                f"I1\u00a0: écrit au poste {who} et nulle part au magasin\u00a0: {sorted(lost)}"
            )
        for op_id, (number, fate) in world.postes[who].ops().items():
            if fate is None and (number is None or stored.get(op_id, (None,))[0] != number):
                raise Wrong(f"I4\u00a0: {op_id} au poste {who} est {number}, pas au magasin")
            if fate is not None and op_id in stored:
                raise Wrong(f"mis de côté au poste {who}, appliqué au magasin\u00a0: {op_id}")
    of_people = {op_id for op_id, (_, op) in stored.items() if op.author != Role.MAGASIN}
    if of_people - world.ever:
        raise Wrong("I3\u00a0: le magasin tient une opération que personne n’a écrite")
    if world.poisoned & set(stored):
        raise Wrong("I10\u00a0: ce qui devait être mis de côté a été appliqué")
    numbers = sorted(number for number, _ in stored.values())
    if numbers != list(range(1, len(numbers) + 1)):
        raise Wrong("I5\u00a0: la numérotation du magasin a un trou")


def _judge_convergence(world: Univers) -> None:
    stored = world.at_the_store()
    stories: dict[tuple[str, str], list[Op]] = {}
    for _, op in stored.values():
        stories.setdefault((op.kind, op.id), []).append(op)
    for who in range(len(NAMES)):
        mine = {op_id for op_id, (_, fate) in world.postes[who].ops().items() if fate is None}
        sees = world.sees(who)
        due = {op_id for op_id, (_, op) in stored.items() if sees(op)}
        if mine != due:
            raise Wrong(f"I2\u00a0: poste {who}, opérations\u00a0: {sorted(mine ^ due)}")
        if who != COORDINATION:
            _judge_contents(world, who, stories)


def _judge_contents(world: Univers, who: int, stories: dict[tuple[str, str], list[Op]]) -> None:
    """What is kept is what was sent, and what is shown is what the operations say (sync.md §2)."""
    sees = world.sees(who)
    with world.postes[who].vault.look() as rows:
        for (kind, id_), ops in stories.items():
            if not sees(ops[0]):
                continue
            here = {op.op_id: op for op in history_of(rows.connection, kind, id_)}
            if any(here[op.op_id].fields != op.fields for op in ops):
                raise Wrong(f"I12\u00a0: poste {who}, {kind} {id_} n’est pas ce qui fut écrit")
            cls = next((cls for cls in EDITED if cls.__name__.lower() == kind), None)
            if cls is not None:
                _judge_shown(rows, cls, id_, _naive_heads(ops), f"poste {who}, {kind} {id_}")


def _judge_files(world: Univers) -> None:
    for digest, content in world.files.items():
        path = world.store.settings.blobs / PLIE / digest[:2] / digest
        cited = any(op.fields.get("pdf") == digest for _, op in world.at_the_store().values())
        if cited and (not path.exists() or path.read_bytes() != content):
            raise Wrong(f"I9\u00a0: le fichier {digest[:8]} n’est pas celui qui fut signé")


def _naive_heads(ops: list[Op]) -> dict[str, dict[str, Any]]:
    """Return, per field, the operations on it that no other has seen, with their values."""
    heads: dict[str, dict[str, Any]] = {}
    for name in {name for op in ops for name in op.effects()}:
        seen = {id_ for op in ops if name in op.effects() for id_ in op.seen.get(name, ())}
        heads[name] = {
            op.op_id: op.effects()[name]
            for op in ops
            if name in op.effects() and op.op_id not in seen
        }
    return heads


def _judge_shown(
    rows: Rows, cls: type, id_: str, heads: dict[str, dict[str, Any]], where: str
) -> None:
    name = EDITED[cls]
    found = rows.find(cls, id_)
    if (found is not None) != any(heads.get(EXISTS, {}).values()):
        raise Wrong(f"I6\u00a0: {where} est là, ou n’y est pas, à tort")
    if found is None or name not in heads:
        return
    ours = heads[name]
    value = ours[max(ours, key=lambda op_id: sha256(op_id.encode()).hexdigest())]
    if getattr(found, name) != value:
        raise Wrong(f"I2\u00a0: {where}.{name} montre {getattr(found, name)!r}, attendu {value!r}")
    rivals = rows.conflicts(cls, id_).get(name, {})
    expected = ours if len(set(ours.values())) > 1 else {}
    if rivals != expected:
        raise Wrong(f"I6, I7\u00a0: {where}.{name}\u00a0: rivales {rivals}, attendu {expected}")
