"""Rivals told in words, field by field, and settled: one, the other, both, or a third (sync.md §2).

Settling is an ordinary patch that has seen every head shown. Taking it back opens the choice again:
see docs/decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.models import oplog, rivals
from desktop.models.changes import Changes
from desktop.models.line import Identity
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases import champs
from desktop.usecases.communes import suivre
from desktop.usecases.desaccords import GARDER, Desaccord, Reading, distinct, is_choice
from plie.droits import may_write
from plie.kinds import Coordonnees, KindSpec, Nature, Utilisateur, by_word
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.codec import EARLIEST
from wire.op import EXISTS, Op, Verb

_GONE = "Ce qui vous était montré a changé entre-temps. Rien n’a été tranché\u00a0: relisez, puis choisissez."


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflit:
    """A thing in dispute; `seen` is what the screen shows of it, `empeche` why one may not settle it."""

    kind: str
    id: str
    scope: str
    personne: str
    objet: str
    desaccords: tuple[Desaccord, ...]
    seen: Seen
    empeche: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """A choice made in this vault, that can still be taken back."""

    kind: str
    id: str
    scope: str
    personne: str
    objet: str
    champ: str
    titre: str
    mots: tuple[str, ...]
    quand: datetime | None


def conflits(rows: Rows, *, referentiel: Referentiel) -> tuple[Conflit, ...]:
    """Return everything in dispute in this vault, by person then by thing."""
    identity = rows.identity()
    told = (
        _conflit(rows, identity, kind, thing, referentiel)
        for kind, thing in rivals.things(rows.connection, opened=True)
    )
    found = [one for one in told if one is not None]
    return tuple(sorted(found, key=lambda one: (one.personne, one.objet, one.id)))


def par_dossier(rows: Rows) -> dict[str, int]:
    """Return dossier (or « plie ») to how many of its things are in dispute."""
    return rivals.by_scope(rows.connection)


def trancher(
    work: Work, kind: str, id_: str, *, seen: Seen, values: Mapping[str, object]
) -> Changes:
    """Give fields in dispute the value chosen, having seen every rival shown.

    Raises:
        Refus: a rival arrived meanwhile that was not shown; or the role may not write this.
    """
    spec = _writable(work, kind, "patch")
    _refuse_unseen(work, kind, id_, seen, tuple(values))
    if spec.cls is Coordonnees:
        values, seen = suivre(values), {**work.seen(Coordonnees, id_), **seen}
    work.patch(spec.cls, id_, seen, **values)
    return work.commit()


def maintenir(work: Work, kind: str, id_: str, *, seen: Seen) -> Changes:
    """Keep a thing that somebody removed while somebody else was changing it.

    Raises:
        Refus: something arrived meanwhile that was not shown; or the role may not write this.
    """
    spec = _writable(work, kind, "patch")
    _refuse_unseen(work, kind, id_, seen, (EXISTS,))
    work.reopen(spec.cls, id_, seen)
    return work.commit()


def supprimer(work: Work, kind: str, id_: str, *, seen: Seen) -> Changes:
    """Confirm the removal of a thing that somebody else was changing.

    Raises:
        Refus: something arrived meanwhile that was not shown; or the role may not write this.
    """
    spec = _writable(work, kind, "delete")
    _refuse_unseen(work, kind, id_, seen, (EXISTS,))
    work.delete(spec.cls, id_, seen)
    return work.commit()


def revenir(work: Work, kind: str, id_: str, champ: str) -> Changes:
    """Open again a choice made on a field: its rivals stand face to face as before, on every machine.

    Raises:
        Refus: the field was written again since; there is nothing to go back to.
    """
    story = oplog.story_of(work.connection, kind, id_)
    spec = _writable(work, kind, "patch")
    choice = _choice(story.ops, champ, story.heads.live.get(champ, {}))
    if choice is None:
        raise Refus(
            "choix_depasse",
            "Ce champ a été modifié depuis votre choix\u00a0: il n’y a plus à revenir dessus. Les "
            "valeurs d’avant restent dans l’historique.",
        )
    seen = {champ: (choice.op_id,), EXISTS: (choice.op_id,)}
    known = {op.op_id: op for op in story.ops}
    if champ == EXISTS:
        # The thing first comes back; then what removed it stands against it.
        work.reopen(spec.cls, id_, seen)
        work.delete(spec.cls, id_, seen)
    else:
        for value in distinct([known[rival].fields.get(champ) for rival in choice.seen[champ]]):
            work.reopen(spec.cls, id_, seen, **{champ: champs.python(kind, champ, value)})
    return work.commit()


def tranches(rows: Rows, *, referentiel: Referentiel) -> tuple[Tranche, ...]:
    """Return the choices made by the person of this vault that can be taken back, the latest first."""
    me = rows.identity().utilisateur
    found = [
        one
        for opened in (True, False)
        for kind, thing in rivals.things(rows.connection, opened=opened)
        for one in _tranches_of(rows, me, kind, thing, referentiel)
    ]
    return tuple(sorted(found, key=lambda one: one.quand or EARLIEST, reverse=True))


def _conflit(
    rows: Rows, identity: Identity, kind: str, thing: str, referentiel: Referentiel
) -> Conflit | None:
    story, spec = oplog.story_of(rows.connection, kind, thing), by_word(kind)
    heads = story.heads
    disputed = heads.conflicts
    if spec is None or spec.nature is Nature.FACT or not disputed:
        return None
    if not (story.begun and heads.exists):
        return None
    read = Reading(
        rows=rows,
        me=identity,
        kind=kind,
        ops={op.op_id: op for op in story.ops},
        numbers=oplog.numbers_of(rows.connection, kind, thing),
        referentiel=referentiel,
    )
    shown = {name: champs.python(kind, name, value) for name, value in heads.values.items()}
    scope = story.ops[0].scope
    order = (EXISTS, *champs.fields_of(kind))
    ranked = sorted(disputed, key=lambda name: order.index(name) if name in order else len(order))
    verdict = may_write(identity.role, "patch", kind)
    return Conflit(
        kind=kind,
        id=thing,
        scope=scope,
        personne=champs.de_qui(rows, scope),
        objet=_objet(rows, kind, shown),
        desaccords=tuple(read.desaccord(n, disputed[n], shown.get(n, GARDER)) for n in ranked),
        seen=heads.seen,
        empeche="" if verdict.allowed else _elsewhere(spec),
    )


def _tranches_of(
    rows: Rows, me: str, kind: str, thing: str, referentiel: Referentiel
) -> list[Tranche]:
    story = oplog.story_of(rows.connection, kind, thing)
    heads, found = story.heads, []
    shown = {name: champs.python(kind, name, value) for name, value in heads.values.items()}
    for name, live in heads.live.items():
        choice = _choice(story.ops, name, live)
        if choice is None or choice.author != me or not (heads.exists or name == EXISTS):
            continue
        value = champs.python(kind, name, choice.fields.get(name))
        kept = "Gardé" if choice.verb is not Verb.DELETE else "Supprimé"
        scope = story.ops[0].scope
        removal = name == EXISTS
        found.append(
            Tranche(
                kind=kind,
                id=thing,
                scope=scope,
                personne=champs.de_qui(rows, scope),
                objet=_objet(rows, kind, shown),
                champ=name,
                titre="Supprimer ou garder"
                if removal
                else champs.champ(kind, name, referentiel).label,
                mots=(kept,) if removal else champs.en_mots(rows, kind, name, value, referentiel),
                quand=choice.made,
            )
        )
    return found


def _objet(rows: Rows, kind: str, shown: dict[str, object]) -> str:
    said = champs.intitule(kind, shown)
    whose = rows.find(Utilisateur, str(shown.get("utilisateur"))) if kind == "affectation" else None
    return f"{said} «\u00a0{whose.nom}\u00a0»" if whose else said


def _choice(ops: tuple[Op, ...], name: str, live: Mapping[str, object]) -> Op | None:
    """Return the operation that settled a field and still gives its value; None when none does."""
    if len(live) != 1:
        return None
    known = {op.op_id: op for op in ops}
    one = known.get(next(iter(live)))
    return one if one is not None and is_choice(one, name, known) else None


def _writable(work: Work, kind: str, verb: str) -> KindSpec:
    spec = by_word(kind)
    verdict = may_write(work.auteur.role, verb, kind)
    if spec is None or not verdict.allowed:
        raise Refus(
            "choix_d_un_autre",
            _elsewhere(spec) if spec else "Mettez Permanence à jour pour trancher cet élément.",
            article=verdict.article,
        )
    return spec


def _elsewhere(spec: KindSpec) -> str:
    people = (role for role in Role if role is not Role.MAGASIN)
    roles = [role.label for role in people if role in spec.writers]
    return f"À trancher par\u00a0: {', '.join(roles)}. Votre rôle n’écrit pas cet élément."


def _refuse_unseen(work: Work, kind: str, id_: str, seen: Seen, names: tuple[str, ...]) -> None:
    now = oplog.story_of(work.connection, kind, id_).heads.seen
    if any(set(now.get(name, ())) != set(seen.get(name, ())) for name in names):
        raise Refus("rivaux_changes", _GONE)
