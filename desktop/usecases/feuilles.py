"""A form over things of a dossier, whatever their kinds: read as it shows them, written as it is typed.

A form may be of several things, its parts; a part that is not written yet is, at its first field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.models.changes import Changes, Written
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie.kinds import Id, Parcours, Personne, by_class
from plie.refus import Refus
from wire.op import EXISTS

Seen = Mapping[str, tuple[str, ...]]
_GONE = (
    "Cette fiche n’est plus dans le dossier\u00a0: elle a été supprimée ailleurs, ou mise de côté par le "
    "magasin central. Votre texte reste à l’écran\u00a0: copiez-le avant de quitter."
)


@dataclass(frozen=True, slots=True)
class Partie:
    """One thing of a form: its kind, its id ("" before it is written), its fields there.

    Attributes:
        prefixe: stands before the name of each of its fields, in the form.
        neuf: what it holds from the start, beside what is typed; its dossier and parcours are known.
        debut: the operation that began it, when this form did: what its other fields have seen.
    """

    cls: type
    champs: tuple[str, ...]
    id: str = ""
    prefixe: str = ""
    neuf: Mapping[str, object] = field(default_factory=dict)
    debut: str = ""


@dataclass(frozen=True, slots=True)
class Feuille:
    """What a form opens: whose it is, its parts, and the value and the heads of each of its fields."""

    dossier: str
    nom: str
    parties: tuple[Partie, ...]
    values: dict[str, object]
    seen: dict[str, tuple[str, ...]]
    a_trancher: tuple[str, ...] = ()


def lire(rows: Rows, dossier: str, parties: Sequence[Partie]) -> Feuille:
    """Return what a form shows of a dossier's things.

    Raises:
        KeyError: the dossier, or one of the things, is not here.
    """
    values: dict[str, object] = {}
    seen: dict[str, tuple[str, ...]] = {}
    disputed: list[str] = []
    for partie in parties:
        spec = by_class(partie.cls)
        known = {f.name: f.default for f in spec.fields} | dict(partie.neuf)
        heads: dict[str, tuple[str, ...]] = {}
        if partie.id:
            thing: object = rows.get(partie.cls, partie.id)
            known = {name: getattr(thing, name) for name in partie.champs}
            heads = rows.shown(partie.cls, partie.id)
            disputed += [
                partie.prefixe + name
                for name in rows.conflicts(partie.cls, partie.id)
                if name != EXISTS
            ]
        values |= {partie.prefixe + name: known[name] for name in partie.champs}
        seen |= {partie.prefixe + name: heads.get(name, ()) for name in (*partie.champs, EXISTS)}
    person = rows.get(Personne, dossier)
    return Feuille(dossier, person.nom, tuple(parties), values, seen, tuple(disputed))


def nom_de(rows: Rows, dossier: str) -> str:
    """Return whose dossier it is, before there is anything in a form.

    Raises:
        KeyError: no such dossier here.
    """
    return rows.get(Personne, dossier).nom


def enregistrer(
    work: Work, dossier: str, parties: Sequence[Partie], *, values: Mapping[str, object], seen: Seen
) -> Changes:
    """Save the fields that changed, part by part; a part that was not there begins.

    Raises:
        Refus: a social security number is written in one, or the thing is no longer here.
    """
    for partie in touchees(parties, values):
        typed = {
            name: values[partie.prefixe + name]
            for name in partie.champs
            if partie.prefixe + name in values
        }
        if not partie.id:
            work.insert(_new(work, dossier, partie, typed))
            continue
        begun = (partie.debut,) if partie.debut else ()
        shown = {
            name: seen.get(partie.prefixe + name) or begun for name in (*partie.champs, EXISTS)
        }
        try:
            work.patch(partie.cls, partie.id, shown, **typed)
        except KeyError:
            raise Refus("fiche_absente", _GONE) from None
    return work.commit()


def touchees(parties: Sequence[Partie], values: Mapping[str, object]) -> tuple[Partie, ...]:
    """Return the parts that some of these fields belong to, in their order."""
    return tuple(p for p in parties if any(p.prefixe + name in values for name in p.champs))


def suivies(
    parties: Sequence[Partie], values: Mapping[str, object], changes: Changes
) -> tuple[tuple[Partie, ...], dict[str, str]]:
    """Return the parts after these fields were saved, and the operation that each field now shows."""
    touched = touchees(parties, values)
    written = {p.prefixe: one for p, one in zip(touched, changes.written, strict=True)}
    after = tuple(_begun(p, written[p.prefixe]) if p.prefixe in written else p for p in parties)
    ops = {
        partie.prefixe + name: written[partie.prefixe].op_id
        for partie in touched
        for name in (*partie.champs, EXISTS)
        if name == EXISTS or partie.prefixe + name in values
    }
    return after, ops


def _begun(partie: Partie, written: Written) -> Partie:
    return partie if partie.id else replace(partie, id=written.id, debut=written.op_id)


def _new(work: Work, dossier: str, partie: Partie, typed: Mapping[str, object]) -> object:
    whose: dict[str, Id | None] = {"id": work.new_id(), "dossier": work.get(Personne, dossier).id}
    if by_class(partie.cls).field("parcours") is not None:
        whose["parcours"] = parcours_courant(work.rows, dossier)
    return partie.cls(**{**partie.neuf, **typed, **whose})


def parcours_courant(rows: Rows, dossier: str) -> Id | None:
    """Return the parcours that a new fact belongs to; None before the first."""
    known = rows.all(Parcours, dossier=dossier)
    return max(known, key=lambda p: (p.numero, p.id)).id if known else None
