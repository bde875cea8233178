"""What each field of a dossier was, who changed it and when; an earlier value put back, as any edit (house.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.champs import champ, en_mots, ici, intitule, python
from desktop.usecases.communes import suivre
from plie.etape import ABANDON, juger_abandon
from plie.formes.export import kinds
from plie.kinds import (
    CompteRendu,
    Coordonnees,
    Entretien,
    Etape,
    FieldSpec,
    KindSpec,
    Nature,
    Utilisateur,
    by_word,
)
from plie.phrases import moment
from plie.referentiel import Referentiel
from plie.refus import Refus
from wire.codec import Value, instant
from wire.op import EXISTS, Op, Verb

_NEVER = object()


@dataclass(frozen=True, slots=True)
class Changement:
    """One field of one thing, changed once: from, to, by whom, when; `EXISTS` tells a removal, or its end."""

    kind: str
    id: str
    champ: str
    op: str
    de: Value
    a: Value
    par: str
    role: str
    le: str


@dataclass(frozen=True, slots=True)
class LigneHistorique:
    """A change in words; `retablir` is whether its earlier value may be put back."""

    changement: Changement
    titre: str
    quand: str
    de: str
    a: str
    retablir: bool


def changements(rows: Rows, dossier: str) -> tuple[Changement, ...]:
    """Return every change of a field after it was first written, the latest first."""
    names: dict[str, str] = {u.id: u.nom for u in rows.all(Utilisateur)}
    identity = rows.identity()
    names.setdefault(identity.utilisateur, identity.nom)
    found = [
        change
        for spec in kinds()
        for id_ in rows.ever(spec.cls, dossier)
        for change in _of_thing(spec, rows.history(spec.cls, id_), names)
    ]
    # Of one instant, in the order written.
    return tuple(sorted(found, key=lambda change: change.le)[::-1])


def lire(
    rows: Rows, dossier: str, *, referentiel: Referentiel, zone: tzinfo
) -> tuple[LigneHistorique, ...]:
    """Return the changes of a dossier as they are read, the latest first."""
    frozen = {cr.entretien for cr in rows.all(CompteRendu, dossier=dossier)}
    lines = (_line(rows, one, referentiel, zone) for one in changements(rows, dossier))
    return tuple(
        replace(line, retablir=line.retablir and line.changement.id not in frozen) for line in lines
    )


def retablir(work: Work, kind: str, id_: str, nom: str, value: Value) -> Changes:
    """Write an earlier value of a field again: an ordinary edit, itself in the history.

    Raises:
        Refus: what is a fact, or no longer here, is not edited; an abandon would be left without its reason;
            an entretien that has a compte-rendu is corrected by another version (C9-3-6).
    """
    spec = by_word(kind)
    if spec is None or not _editable(spec, nom):
        raise Refus("fait_immuable", "Un fait enregistré ne se modifie pas. Rien n’a changé.")
    if spec.cls is Entretien and work.rows.all(CompteRendu, entretien=id_):
        raise Refus(
            "entretien_fige",
            "Cet entretien a un compte-rendu\u00a0: il se corrige par une nouvelle version, avec "
            "«\u00a0Corriger\u00a0». Rien n’a changé.",
        )
    here = work.rows.find(spec.cls, id_) is not None
    if nom == EXISTS and not here:
        work.reopen(spec.cls, id_, work.seen(spec.cls, id_))
        return work.commit()
    if nom == EXISTS or not here:
        raise Refus("element_absent", "Cet élément n’est plus dans le dossier. Rien n’a changé.")
    values = {nom: python(kind, nom, value)}
    if spec.cls is Coordonnees:
        values = suivre(values)
    if spec.cls is Etape and nom in ABANDON:
        juger_abandon(replace(work.get(Etape, id_), **values))  # type: ignore[arg-type]  # as `python` reads them
    work.patch(spec.cls, id_, work.seen(spec.cls, id_), **values)
    return work.commit()


def _of_thing(spec: KindSpec, ops: tuple[Op, ...], names: dict[str, str]) -> Iterator[Changement]:
    known: dict[str, Value] = {}
    for op in ops:
        by = (names.get(op.author, "une autre personne"), op.role, op.made_at)
        gone = op.verb is Verb.DELETE
        if gone or not op.fields:
            yield Changement(spec.word, op.id, EXISTS, op.op_id, gone, not gone, *by)
        for name, value in op.fields.items():
            field = spec.field(name)
            before = known.get(name, _unsaid(field))
            # Filled for the first time, as a draft is: nothing was there to be put back.
            if op.verb is Verb.PATCH and before != value and field is not None:
                yield Changement(spec.word, op.id, name, op.op_id, before, value, *by)
            known[name] = value


def _unsaid(field: FieldSpec | None) -> Value:
    default = field.default if field else None
    return list(default) if isinstance(default, tuple) else default  # type: ignore[return-value]


def _line(rows: Rows, one: Changement, referentiel: Referentiel, zone: tzinfo) -> LigneHistorique:
    values, spec = ici(rows, one.kind, one.id), by_word(one.kind)
    what = intitule(one.kind, values or _last(rows, one), dire=referentiel.dire)
    at = instant(one.le)
    when = f"{moment(at.astimezone(zone) if at else None)}, {one.par}"
    free = spec is not None and _editable(spec, one.champ)
    if one.champ == EXISTS:
        told = "supprimé" if one.de else "rétabli"
        states = ("présent", "supprimé") if one.de else ("supprimé", "présent")
        return LigneHistorique(
            one, f"{what} — {told}", when, *states, bool(one.de and free and not values)
        )
    named = champ(one.kind, one.champ, referentiel)
    current = values.get(one.champ, _NEVER)
    earlier = python(one.kind, one.champ, one.de)
    return LigneHistorique(
        one,
        f"{what} — {named.label}",
        when,
        ", ".join(en_mots(rows, one.kind, one.champ, earlier, referentiel)),
        ", ".join(
            en_mots(rows, one.kind, one.champ, python(one.kind, one.champ, one.a), referentiel)
        ),
        bool(values and free) and current != earlier,
    )


def _last(rows: Rows, one: Changement) -> dict[str, object]:
    """Return what a thing removed since was when it was there."""
    spec = by_word(one.kind)
    told = rows.history(spec.cls, one.id) if spec else ()
    return {name: python(one.kind, name, value) for op in told for name, value in op.fields.items()}


def _editable(spec: KindSpec, nom: str) -> bool:
    known = nom == EXISTS or spec.field(nom) is not None
    return spec.nature is Nature.EDITED and known and nom not in {"id", "dossier"}
