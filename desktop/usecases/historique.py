"""What each field of a dossier was, who changed it and when; an earlier value put back, as any edit (house.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.champs import champ, en_mots, ici, intitule, python
from plie.formes.export import kinds
from plie.kinds import FieldSpec, KindSpec, Nature, Utilisateur, by_word
from plie.phrases import short_date, spoken_time
from plie.referentiel import Referentiel
from plie.refus import Refus
from wire.codec import Value
from wire.op import Op, Verb

_NEVER = object()


@dataclass(frozen=True, slots=True)
class Changement:
    """One field of one thing, changed once: from, to, by whom, when; as kept, then as it is read."""

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
        for id_ in _ids(rows, spec, dossier)
        for change in _of_thing(spec, rows.history(spec.cls, id_), names)
    ]
    return tuple(sorted(found, key=lambda change: (change.le, change.op), reverse=True))


def lire(
    rows: Rows, dossier: str, *, referentiel: Referentiel, zone: tzinfo
) -> tuple[LigneHistorique, ...]:
    """Return the changes of a dossier as they are read, the latest first."""
    return tuple(_line(rows, one, referentiel, zone) for one in changements(rows, dossier))


def retablir(work: Work, kind: str, id_: str, nom: str, value: Value) -> Changes:
    """Write an earlier value of a field again: an ordinary edit, itself in the history.

    Raises:
        Refus: what is a fact, or no longer here, is not edited.
    """
    spec = by_word(kind)
    field = spec.field(nom) if spec else None
    if spec is None or field is None or not _editable(spec, field):
        raise Refus("fait_immuable", "Un fait enregistré ne se modifie pas. Rien n’a changé.")
    if work.rows.find(spec.cls, id_) is None:
        raise Refus("element_absent", "Cet élément n’est plus dans le dossier. Rien n’a changé.")
    work.patch(spec.cls, id_, work.seen(spec.cls, id_), **{nom: python(kind, nom, value)})
    return work.commit()


def _ids(rows: Rows, spec: KindSpec, dossier: str) -> Iterator[str]:
    if spec.word == "personne":
        yield dossier
        return
    held: tuple[Any, ...] = rows.all(spec.cls, dossier=dossier)
    yield from (thing.id for thing in held)


def _of_thing(spec: KindSpec, ops: tuple[Op, ...], names: dict[str, str]) -> Iterator[Changement]:
    known: dict[str, Value] = {}
    for op in ops:
        for name, value in op.fields.items():
            field = spec.field(name)
            before = known.get(name, _unsaid(field))
            # Filled for the first time, as a draft is: nothing was there to be put back.
            if op.verb is Verb.PATCH and before != value and field is not None:
                yield Changement(
                    spec.word, op.id, name, op.op_id, before, value,
                    names.get(op.author, "une autre personne"), op.role, op.made_at,
                )  # fmt: skip
            known[name] = value


def _unsaid(field: FieldSpec | None) -> Value:
    default = field.default if field else None
    return list(default) if isinstance(default, tuple) else default  # type: ignore[return-value]


def _line(rows: Rows, one: Changement, referentiel: Referentiel, zone: tzinfo) -> LigneHistorique:
    values, spec = ici(rows, one.kind, one.id), by_word(one.kind)
    field = spec.field(one.champ) if spec else None
    named = champ(one.kind, one.champ, referentiel)
    current = values.get(one.champ, _NEVER)
    earlier = python(one.kind, one.champ, one.de)
    at = datetime.fromisoformat(one.le).astimezone(zone)
    return LigneHistorique(
        one,
        f"{intitule(one.kind, values)} — {named.label}",
        f"{short_date(at.date())} à {spoken_time(at.time())}, {one.par}",
        ", ".join(en_mots(rows, one.kind, one.champ, earlier, referentiel)),
        ", ".join(
            en_mots(rows, one.kind, one.champ, python(one.kind, one.champ, one.a), referentiel)
        ),
        bool(values and spec and field and _editable(spec, field)) and current != earlier,
    )


def _editable(spec: KindSpec, field: FieldSpec) -> bool:
    return spec.nature is Nature.EDITED and field.name not in {"id", "dossier"}
