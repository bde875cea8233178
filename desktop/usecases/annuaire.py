"""The directory as it is read: who is in it, an entry, and whom a new choice proposes (C9-3-1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from plie import phrases
from plie.annuaire import REUNISSENT, Annuaire, Entree, designation, parti
from plie.kinds import Professionnel, Structure
from plie.phonetique import mots
from plie.vocabulaire import GenreStructure, label
from wire.op import EXISTS

STRUCTURE = ("nom", "genre", "commune", "telephone", "courriel")
PROFESSIONNEL = ("nom", "prenom", "fonction", "structure", "telephone", "courriel", "parti_le")


@dataclass(frozen=True, slots=True)
class LigneAnnuaire:
    """One entry in the list: who, the rest in a line, and every word that finds it.

    A person of a structure is reached through it: they are in the list only when it is searched.
    """

    id: str
    nom: str
    detail: str
    mots: str
    dans_une_structure: bool = False


@dataclass(frozen=True, slots=True)
class Fiche:
    """An entry as its screen opens it; `values` and `seen` are its form's, `structures` the choices of a professional.

    `reunies` are the entries merged into it, `doublons` those that may be it, `autres` every other one of its kind:
    (id, how it is called).
    """

    id: str
    cls: type
    nom: str
    values: Mapping[str, object]
    seen: Mapping[str, tuple[str, ...]]
    a_trancher: tuple[str, ...] = ()
    structures: tuple[tuple[str, str], ...] = ()
    equipe: tuple[LigneAnnuaire, ...] = ()
    reunies: tuple[tuple[str, str], ...] = ()
    doublons: tuple[tuple[str, str], ...] = ()
    autres: tuple[tuple[str, str], ...] = ()


def annuaire(rows: Rows) -> Annuaire:
    """Return the whole directory."""
    return rows.once("annuaire", lambda: Annuaire(rows.all(Structure), rows.all(Professionnel)))


def lire(rows: Rows, *, on: date) -> tuple[LigneAnnuaire, ...]:
    """Return the entries in force, structures and people, by name."""
    known = annuaire(rows)
    found = [*(_structure(s) for s in known.en_vigueur)]
    found += [_person(p, known, on) for p in known.personnes]
    return tuple(sorted(found, key=lambda line: (line.nom.casefold(), line.id)))


def ouvrir(rows: Rows, id_: str, *, on: date) -> Fiche:
    """Return the entry that holds for an id.

    Raises:
        KeyError: it is not here.
    """
    known = annuaire(rows)
    found = known.fiche(id_)
    if found is None:
        raise KeyError(id_)
    of_structure = isinstance(found, Structure)
    cls, names = (Structure, STRUCTURE) if of_structure else (Professionnel, PROFESSIONNEL)
    values = {name: getattr(found, name) for name in names}
    if isinstance(found, Professionnel):
        where = known.structure(found.structure)
        values["structure"] = where.id if where else found.structure
    heads = rows.shown(cls, found.id)
    return Fiche(
        found.id,
        cls,
        designation(found),
        values,
        {name: heads.get(name, ()) for name in (*names, EXISTS)},
        tuple(name for name in rows.conflicts(cls, found.id) if name in names),
        choix_structures(known),
        tuple(_member(p, on) for p in sorted(known.equipe(found.id), key=_present_first)),
        tuple((one.id, _told(one, known)) for one in known.reunies(found.id)),
        tuple((one.id, _told(one, known)) for one in known.doublons(found.id)),
        _choices(
            (
                one
                for one in (known.en_vigueur if of_structure else known.personnes)
                if one is not found
            ),
            known,
        ),
    )


def nouvelle(rows: Rows, cls: type, structure: str = "") -> Fiche:
    """Return an entry that is not written yet; a professional perhaps in a structure."""
    known = annuaire(rows)
    values = {"structure": structure} if structure else {}
    return Fiche("", cls, "", values, {}, structures=choix_structures(known))


def choix_structures(known: Annuaire) -> tuple[tuple[str, str], ...]:
    """Return the structures that a new choice proposes, by name: those merged into no other."""
    return _choices(known.en_vigueur, known)


def choix_professionnels(
    known: Annuaire, *, on: date, dit: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the professionals that a new choice proposes, by name: neither merged nor gone.

    `dit` is the one who was said before: gone since, they are still called by their name.
    """
    said = known.professionnel(dit)
    if said is None or not parti(said, on):
        return _choices(known.presents(on), known)
    name = f"{_told(said, known)} ({_gone(said, on)})"
    return (*_choices(known.presents(on), known), (said.id, name))


def peut_fusionner(role: str) -> bool:
    """Whether a role says that two entries are one."""
    return role in REUNISSENT


def _structure(one: Structure) -> LigneAnnuaire:
    detail = " · ".join(part for part in (label(GenreStructure, one.genre), one.commune) if part)
    return LigneAnnuaire(one.id, designation(one), detail, f"{one.nom} {detail}")


def _person(one: Professionnel, known: Annuaire, on: date) -> LigneAnnuaire:
    where = known.structure(one.structure)
    parts = (one.fonction, where.nom if where else "sans structure", _gone(one, on))
    detail = " · ".join(part for part in parts if part)
    return LigneAnnuaire(
        one.id, designation(one), detail, f"{designation(one)} {detail}", where is not None
    )


def _member(one: Professionnel, on: date) -> LigneAnnuaire:
    """Return someone as their structure shows them: it goes without saying where."""
    detail = " · ".join(part for part in (one.fonction, _gone(one, on)) if part)
    return LigneAnnuaire(one.id, designation(one), detail, "", dans_une_structure=True)


def _gone(one: Professionnel, on: date) -> str:
    if one.parti_le is None:
        return ""
    return f"{'parti·e' if parti(one, on) else 'part'} le {phrases.short_date(one.parti_le)}"


def _choices(entries: Iterable[Entree], known: Annuaire) -> tuple[tuple[str, str], ...]:
    named = [(one.id, _told(one, known)) for one in entries]
    return tuple(sorted(named, key=lambda one: (one[1].casefold(), one[0])))


def _present_first(one: Professionnel) -> tuple[date, str, str]:
    return one.parti_le or date.min, designation(one).casefold(), one.id


def _told(one: Entree, known: Annuaire) -> str:
    """Return how an entry is called, with where it is: two of one name are told apart."""
    if isinstance(one, Structure):
        said = not one.commune or mots(one.commune) in mots(one.nom)
        return designation(one) if said else f"{designation(one)} ({one.commune})"
    where = known.structure(one.structure)
    return f"{designation(one)}, {where.nom}" if where else designation(one)
