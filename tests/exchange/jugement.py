"""What must hold at each exchange and when a story ends (sync.md §6), by a reading of our own."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy import select, text

from central.context import the_store
from desktop.models.oplog import read
from desktop.models.rows import Rows
from desktop.models.tables import OP
from plie.vocabulaire import Role
from tests.desktop.sync.postes import PLIE
from tests.exchange.univers import EDITED, IN_PART, Said, Univers, Wrong, holds, said
from wire.op import EXISTS, Op, Verb

_CHILDREN = ("coordonnees", "entretien", "compte_rendu", "etape")
_ORPHANS = " UNION ALL ".join(
    f"SELECT '{kind}' FROM {kind} WHERE dossier NOT IN (SELECT id FROM personne)"  # noqa: S608 - ours
    for kind in _CHILDREN
)


def check_held(world: Univers, who: int) -> None:
    """I5, I11: nothing in scope lies before the cursor unread; no child without its parent.

    Raises:
        Wrong: something does.
    """
    stored, sees = world.at_the_store().values(), world.sees(who)
    with world.postes[who].vault.look() as rows:
        since = rows.cursor().since
        held = set(rows.connection.scalars(select(OP.c.op_id)))
        parts = {dossier for dossier, whole in holds(rows).items() if not whole}
        here = world.arrived(who, rows)
        orphan = rows.connection.execute(text(_ORPHANS)).scalar()
    if orphan:
        raise Wrong(f"I11\u00a0: {orphan} sans sa personne au poste {who}")
    # Of a dossier that is here in part the rest is yet to come, if it is due; and one given again
    # while it was leaving is received whole again, once the poste is told.
    given = [(number, op) for number, op in stored if op.kind == "affectation"]
    mine = {op.id for _, op in given if op.fields.get("utilisateur") == world.users[who]}
    here -= {op.scope for number, op in given if op.id in mine and number > since}
    for number, op in stored:
        due = op.scope in here and (op.scope not in parts or op.kind in IN_PART)
        if number <= since and op.op_id not in held and due and sees(op):
            raise Wrong(f"I5\u00a0: le poste {who} est passé au-delà de {number} sans le lire")


def judge(world: Univers) -> None:
    """Judge the end of a story, once everyone has exchanged until nothing moves.

    Raises:
        Wrong: an invariant does not hold.
    """
    _judge_loss(world)
    _judge_unseen(world)
    _judge_convergence(world)
    _judge_files(world)
    _judge_copies(world)


def _judge_loss(world: Univers) -> None:
    stored, aside = world.at_the_store(), world.aside_at_the_store()
    kept = {one for _, op in stored.values() for one in said(op)}
    for who, written in enumerate(world.written):
        lost = {one for op in written.values() if op.op_id not in aside for one in said(op)} - kept
        if lost or not written.keys() <= stored.keys() | aside:
            raise Wrong(f"I1\u00a0: écrit au poste {who}, et pas au magasin\u00a0: {sorted(lost)}")
        for op_id, (number, fate) in world.postes[who].ops().items():
            if number is None and world.gone(who):
                continue  # handed in by a file: the vault is told nothing
            if fate is None and (number is None or stored.get(op_id, (None,))[0] != number):
                raise Wrong(f"I4\u00a0: {op_id} au poste {who} est {number}, pas au magasin")
            if fate is not None and op_id in stored:
                raise Wrong(f"mis de côté au poste {who}, appliqué au magasin\u00a0: {op_id}")
    _judge_authors(world, {op_id: op for op_id, (_, op) in stored.items()})
    if world.poisoned & set(stored):
        raise Wrong("I10\u00a0: ce qui devait être mis de côté a été appliqué")
    numbers = sorted(number for number, _ in stored.values())
    if numbers != list(range(1, len(numbers) + 1)):
        raise Wrong("I5\u00a0: la numérotation du magasin a un trou")


def _judge_authors(world: Univers, stored: dict[str, Op]) -> None:
    """Nothing counts twice, and nobody is made to say what they did not.

    Of an operation that two copies of a vault went on with, what the second says otherwise stands under
    a name of its own, as a patch upon the first, and what the first says of the same once more, having
    seen it: nothing else comes under a name that nobody gave it.
    """
    more = set[tuple[str, frozenset[Said]]]()
    for op in stored.values():
        if op.author == Role.MAGASIN:
            continue
        told, first = said(op), op.op_id
        if first not in world.ever:
            first = "".join(op.seen.get(EXISTS, ()))
            theirs = said(stored[first]) if first in stored else set()
            again = all(op.seen.get(name) == (first,) for name in op.fields)
            new = theirs and told and (told <= theirs if again else not told & theirs)
            if op.verb is not Verb.PATCH or not new:
                raise Wrong("I3\u00a0: le magasin tient une opération que personne n’a écrite")
            if (first, frozenset(told)) in more:
                raise Wrong("I3\u00a0: ce qu’une copie d’un coffre a écrit compte deux fois")
            more.add((first, frozenset(told)))
        if not told <= world.ever.get(first, set()):
            raise Wrong("I3\u00a0: le magasin fait dire à quelqu’un ce qui n’a pas été écrit")


def _judge_unseen(world: Univers) -> None:
    """Nobody passes over words that they were not shown: two copies of a vault give one name to two.

    They stand again under another name, unless someone whom they were shown has passed over them.
    """
    stored = {op_id: op for op_id, (_, op) in world.at_the_store().items()}
    for written in world.written:
        for op in written.values():
            for name, ids in op.seen.items() if op.op_id in stored else ():
                for first in ids:
                    theirs, ours = stored.get(first), written.get(first)
                    if not (theirs and ours) or theirs.fields.get(name) == ours.fields.get(name):
                        continue
                    words = said(theirs) & {(op.kind, op.id, name, str(theirs.fields.get(name)))}
                    again = any(
                        words <= said(other) for other in stored.values() if other.op_id not in ids
                    )
                    if words and not again and not _passed_knowingly(world, stored, theirs, name):
                        raise Wrong(f"I7\u00a0: {op.op_id} passe sur {name}, jamais montré")


def _passed_knowingly(world: Univers, stored: dict[str, Op], first: Op, name: str) -> bool:
    """Tell whether someone who had these very words before their eyes has written over them."""
    return any(
        op.op_id in stored
        and first.op_id in op.seen.get(name, ())
        and (here := written.get(first.op_id)) is not None
        and here.fields.get(name) == first.fields.get(name)
        for written in world.written
        for op in written.values()
    )


def _judge_convergence(world: Univers) -> None:
    stored = world.at_the_store()
    for who, poste in enumerate(world.postes):
        mine = {op_id for op_id, (_, fate) in poste.ops().items() if fate is None}
        if world.gone(who):
            numbers = [number or 0 for number, _ in poste.ops().values()]
            if max(numbers) > world.withdrawn[world.whose[who]]:
                raise Wrong(f"I8\u00a0: le poste {who} a reçu ce qui suit sa révocation")
            continue
        sees = world.sees(who)
        due = {op_id: part for op_id, (_, op) in stored.items() if (part := sees(op))}
        if mine != due.keys():
            raise Wrong(f"I2, I8\u00a0: poste {who}, opérations\u00a0: {sorted(mine ^ due.keys())}")
        if not world.coordinates(who):
            _judge_contents(world, who, due.values())


def _judge_contents(world: Univers, who: int, due: Iterable[Op]) -> None:
    """What is kept is what was sent, and what is shown is what the operations say (sync.md §2)."""
    stories: dict[tuple[str, str], list[Op]] = {}
    for op in due:
        stories.setdefault((op.kind, op.id), []).append(op)
    with world.postes[who].vault.look() as rows:
        query = select(OP).where(OP.c.fate.is_(None))
        here = {row["op_id"]: read(row) for row in rows.connection.execute(query).mappings()}
        for (kind, id_), ops in stories.items():
            if any(here[op.op_id].fields != op.fields for op in ops):
                raise Wrong(f"I12\u00a0: poste {who}, {kind} {id_} n’est pas ce qui fut écrit")
            cls = next((cls for cls in EDITED if cls.__name__.lower() == kind), None)
            if cls is not None:
                _judge_shown(rows, cls, id_, _naive_heads(ops), f"poste {who}, {kind} {id_}")


def _judge_files(world: Univers) -> None:
    for digest, content in world.files.items():
        path = world.file_at_the_store(digest)
        cited = any(op.fields.get("pdf") == digest for _, op in world.at_the_store().values())
        if cited and (not path.exists() or path.read_bytes() != content):
            raise Wrong(f"I9\u00a0: le fichier {digest[:8]} n’est pas celui qui fut signé")


def _judge_copies(world: Univers) -> None:
    """Two copies of a vault that live are noticed once one has said what the other does not know."""
    stored = world.at_the_store()
    with world.store.look(the_store(PLIE)) as connection:
        query = text("SELECT id FROM device WHERE doubled_at IS NOT NULL")
        doubled = set(connection.scalars(query))
    for person, twin in world.twins.items():
        new = (world.written[person] | world.written[twin]).keys() - world.before[twin]
        if person in world.withdrawn or not new & stored.keys():
            continue
        with world.postes[person].vault.look() as ours, world.postes[twin].vault.look() as theirs:
            alike = ours.cursor().replica == theirs.cursor().replica
            device = ours.identity().device
        if alike or device not in doubled:
            raise Wrong(f"le coffre du poste {person} vit deux fois, et personne ne le sait")


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
