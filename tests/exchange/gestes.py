"""What people do: they write in what is open to them, sign, choose between rivals, give dossiers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from central import affectations
from desktop.models import blobs, oplog, rivals
from desktop.models.line import identity_of
from desktop.models.oplog import append
from desktop.models.unit_of_work import Work
from desktop.usecases import bail, conflits, ouvertures
from plie.kinds import Entretien, Etape, Id, Personne, by_word
from plie.refus import Refus
from tests.builders import un_compte_rendu
from tests.desktop.sync.postes import PLIE
from tests.exchange.modele import COORDINATION, closed_word, open_dossier
from tests.exchange.univers import EDITED, Thing, Univers, Wrong
from wire.op import EXISTS, Op, Verb


def begin(world: Univers, who: int) -> None:
    """Open a dossier."""
    dossier = open_dossier(world.postes[who])
    world.dossiers.append(dossier)
    world.things.append(Thing(Personne, dossier, dossier))
    world.remember(who)


def add(world: Univers, who: int, kind: type, dossier: Id) -> None:
    """Add something to a dossier that this person has."""
    if not _has(world, who, dossier):
        return
    with world.postes[who].vault.work() as work:
        thing = Thing(kind, work.new_id(), dossier)
        work.insert(kind(id=thing.id, dossier=dossier, **{EDITED[kind]: thing.says("au début")}))
        work.commit()
    world.things.append(thing)
    world.remember(who)


def open_form(world: Univers, who: int, thing: Thing) -> None:
    """Show something: what its form has seen is what is there now."""
    with world.postes[who].vault.look() as rows:
        if rows.find(thing.kind, thing.id) is not None:
            world.forms[who, thing] = rows.seen(thing.kind, thing.id)


def edit(world: Univers, who: int, thing: Thing, words: str) -> None:
    """Type in a form opened before, perhaps long ago; else in one opened now."""
    if not _has(world, who, thing.dossier):
        return
    if (who, thing) not in world.forms:
        open_form(world, who, thing)
    seen = world.forms.get((who, thing))
    with world.postes[who].vault.work() as work:
        if seen is None or not _there(work, thing):
            return
        name = EDITED[thing.kind]
        op_id = work.patch(thing.kind, thing.id, seen, **{name: thing.says(words)})
        work.commit()
    world.forms[who, thing] = seen | {name: (op_id,)}
    world.remember(who)


def delete(world: Univers, who: int, thing: Thing) -> None:
    """Give a draft up, having seen it as it is."""
    if thing.kind is not Entretien:
        return
    with world.postes[who].vault.work() as work:
        if not _there(work, thing):
            return
        work.delete(thing.kind, thing.id, work.seen(thing.kind, thing.id))
        work.commit()
    world.remember(who)


def sign(world: Univers, who: int, dossier: Id, which: int) -> None:
    """Keep a compte-rendu and its file."""
    if not _has(world, who, dossier):
        return
    content = f"%PDF {closed_word(dossier)} {which}".encode() * (1 + which)
    digest = sha256(content).hexdigest()
    with world.postes[who].vault.work() as work:
        blobs.file(work.connection, content, scope=dossier)
        work.insert(
            un_compte_rendu(
                id=work.new_id(), dossier=dossier, pdf=digest, contenu=closed_word(dossier)
            )
        )
        work.commit()
    world.files[digest] = content
    world.remember(who)


def writes(world: Univers, who: int, thing: Thing) -> bool:
    """Tell whether someone writes this sort of thing: coordination neither entretien nor étape."""
    return not (world.coordinates(who) and thing.kind in {Entretien, Etape})


def choose(world: Univers, who: int, which: int) -> None:
    """Settle something in dispute, having seen all its rivals: one of them, or a third value.

    Raises:
        Wrong: it is still in dispute (I6).
    """
    things = [
        thing
        for thing in _disputed(world, who)
        if writes(world, who, thing) and _has(world, who, thing.dossier)
    ]
    if things:
        _settle(world, who, things[which % len(things)], which)


def choose_all(world: Univers) -> bool:
    """Let the first adviser who has anything in dispute settle it all; tell whether anything was.

    Raises:
        Wrong: some of it is still in dispute (I6).
    """
    for who in range(len(world.postes)):
        if not (world.gone(who) or world.coordinates(who)) and (found := _disputed(world, who)):
            for which, thing in enumerate(found):
                _settle(world, who, thing, which)
            return True
    return False


def poison(world: Univers, who: int, dossier: Id, *, forged: bool) -> None:
    """Write what no screen would: a value of another shape, or in someone else's name."""
    wrong: dict[str, Any] = {} if forged else {"duree_min": "longtemps"}
    author = {"author": "quelqu-un-d-autre"} if forged else {}
    _smuggle(world, who, dossier, "entretien", {"dossier": dossier, **wrong}, **author)


def foresee(world: Univers, who: int, dossier: Id) -> None:
    """Write a kind of a later version."""
    _smuggle(world, who, dossier, "humeur", {"ton": "gai", "notes": ["a", "b"]})


def reassign(world: Univers, who: int, dossier: Id) -> None:
    """Give a dossier to another adviser, for good; the one that three follow stays so."""
    if dossier != world.model.shared and dossier in world.dossiers_at_the_store():
        affectations.reaffecter(
            world.store, world.mint, plie=PLIE, dossiers=[dossier], utilisateur=world.users[who]
        )


def hand_over(world: Univers, who: int, dossier: Id, days: int) -> None:
    """Let someone stand in until a day; who is in charge keeps the dossier."""
    if dossier in world.dossiers_at_the_store():
        affectations.confier(
            world.store, world.mint, plie=PLIE, dossiers=[dossier], utilisateur=world.users[who],
            jusqu_au=world.mint.today() + timedelta(days=days),
        )  # fmt: skip


def open_in_part(world: Univers, who: int, dossier: Id) -> None:
    """Coordination opens a dossier in part to the referent of a structure (C9-3-6)."""

    def opening(work: Work) -> None:
        if work.rows.find(Personne, dossier) is not None:
            ouvertures.ouvrir(work, [dossier], a=world.users[who], on=world.mint.today())

    _on_a_known_day(world, opening)


def close_in_part(world: Univers, dossier: Id) -> None:
    """Coordination ends the openings in part of a dossier."""
    _on_a_known_day(world, lambda work: ouvertures.fermer(work, [dossier], on=world.mint.today()))


def _on_a_known_day(world: Univers, gesture: Callable[[Work], object]) -> None:
    """Do what needs a day that the store knows; a machine whose clock was set wrong is told so, and does nothing."""
    poste = world.postes[COORDINATION]
    # As the application does each minute.
    bail.regarder(poste.vault, now=poste.montre())
    with poste.vault.work() as work:
        try:
            gesture(work)
        except Refus as refusal:
            if refusal.code != "horloge_fausse":
                raise
    world.remember(COORDINATION)


def _disputed(world: Univers, who: int) -> list[Thing]:
    with world.postes[who].vault.look() as rows:
        found = rivals.things(rows.connection, opened=True)
    return [thing for thing in world.things if (_kind(thing), thing.id) in found]


def _settle(world: Univers, who: int, thing: Thing, which: int) -> None:
    poste, kind = world.postes[who], _kind(thing)
    with poste.vault.work() as work:
        heads = oplog.story_of(work.connection, kind, thing.id).heads
        name = min(heads.conflicts)
        if name == EXISTS:
            settled = (conflits.maintenir, conflits.supprimer)[which % 2]
            settled(work, kind, thing.id, seen=heads.seen)
        else:
            rival = heads.conflicts[name]
            values = [*(rival[op_id] for op_id in sorted(rival)), thing.says("tranché")]
            value = {name: values[which % len(values)]}
            conflits.trancher(work, kind, thing.id, seen=heads.seen, values=value)
    world.remember(who)
    with poste.vault.look() as rows:
        left = oplog.story_of(rows.connection, kind, thing.id).heads.conflicts
    if name in left:
        raise Wrong(f"I6\u00a0: {kind}.{name} est tranché, et reste en dispute\u00a0: {left[name]}")


def _has(world: Univers, who: int, dossier: Id) -> bool:
    """Tell whether someone may write in a dossier: the screens offer it wholly open, or not at all."""
    with world.postes[who].vault.look() as rows:
        if rows.find(Personne, dossier) is None:
            return False
        return dossier not in ouvertures.en_partie(rows, on=world.mint.today())


def _there(work: Work, thing: Thing) -> bool:
    try:
        work.get(thing.kind, thing.id)
    except KeyError:
        return False
    return True


def _kind(thing: Thing) -> str:
    return thing.kind.__name__.lower()


def _smuggle(
    world: Univers, who: int, dossier: Id, kind: str, fields: dict[str, Any], **claims: str
) -> None:
    poste = world.postes[who]
    if not _has(world, who, dossier):
        return
    with poste.vault.work() as work:
        identity = identity_of(work.connection)
        op = Op(
            op_id=work.new_id(), kind=kind, id=work.new_id(), scope=dossier, verb=Verb.INSERT,
            fields=fields, seen={}, author=identity.utilisateur, role=identity.role,
            device=identity.device, made_at=poste.montre().isoformat(),
        )  # fmt: skip
        append(work.connection, replace(op, **claims))
        work.commit()
    if by_word(kind) is not None:
        world.poisoned.add(op.op_id)
    world.remember(who)
