"""The directory: what an entry became through merges, whom a new choice proposes, who may be written twice (C9-3-1).

A merge is a pointer from one entry to another; both stay. Two machines may have pointed at each other: the entry
that holds for a whole loop is the one written first, the same on every machine whatever the order of arrival.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plie import phrases
from plie.calendrier import MONTHS_IN_A_YEAR, add_months
from plie.kinds import Id, Professionnel, Structure
from plie.objection import Objection
from plie.phonetique import mots, son
from plie.refus import Refus
from plie.vocabulaire import Role

# The store takes what any of their writers says of a structure, its merge included (`plie.droits`): an AE proposes
# entries, and it falls to those who see the whole PLIE to say that two of them are one.
REUNISSENT = frozenset({Role.COORDINATION, Role.GESTIONNAIRE})
Entree = Structure | Professionnel
_LEAST = 2  # words alike, when one name says more than the other
# What tells no structure from another.
_EMPTY = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur", "agence",
    "antenne", "site",
})  # fmt: skip


@dataclass(frozen=True)
class Annuaire:
    """Every entry of the directory, merged ones included."""

    structures: tuple[Structure, ...] = ()
    professionnels: tuple[Professionnel, ...] = ()

    @property
    def entrees(self) -> tuple[Entree, ...]:
        """Every entry, of both kinds."""
        return (*self.structures, *self.professionnels)

    def structure(self, id_: str | None) -> Structure | None:
        """Return the structure that holds for an id; None for one that is not here."""
        return self._structures.get(garde(id_, self._reunies)) if id_ else None

    def professionnel(self, id_: str | None) -> Professionnel | None:
        """Return the professional who holds for an id; None for one who is not here."""
        return self._professionnels.get(garde(id_, self._reunis)) if id_ else None

    def fiche(self, id_: str) -> Entree | None:
        """Return the entry that holds for an id, of either kind."""
        return self.structure(id_) or self.professionnel(id_)

    @cached_property
    def en_vigueur(self) -> tuple[Structure, ...]:
        """The structures that are merged into no other."""
        return tuple(s for s in self.structures if self.structure(s.id) is s)

    @cached_property
    def personnes(self) -> tuple[Professionnel, ...]:
        """The professionals who are merged into no other, those who left included."""
        return tuple(p for p in self.professionnels if self.professionnel(p.id) is p)

    def presents(self, on: date) -> tuple[Professionnel, ...]:
        """Return the professionals whom a new choice of that day proposes: neither merged nor gone."""
        return tuple(p for p in self.personnes if not parti(p, on))

    def equipe(self, structure: str) -> tuple[Professionnel, ...]:
        """Return who works in a structure, or in one merged into it; those who left included."""
        return tuple(p for p in self.personnes if self._where(p) == structure)

    def reunies(self, id_: str) -> tuple[Entree, ...]:
        """Return the entries that were merged into this one, one after another or at once."""
        return tuple(one for one in self.entrees if one.id != id_ and self._held_by(one, id_))

    def doublons(self, id_: str) -> tuple[Entree, ...]:
        """Return the entries that may be this one written again: they sound alike, in the same commune."""
        of = self.fiche(id_)
        if isinstance(of, Structure):
            return tuple(s for s in self.en_vigueur if s is not of and memes_structures(of, s))
        if of is None:
            return ()
        return tuple(p for p in self.personnes if p is not of and self._same_person(of, p))

    def nommee(self, nom: str) -> Structure | None:
        """Return the structure that holds for a name as it is typed; None where it says several, and not which."""
        found = self._named(nom, self.en_vigueur, self.structures)
        return self.structure(found.id) if found else None

    def nomme(self, nom: str, *, structure: str | None = None) -> Professionnel | None:
        """Return the professional who holds for a first name and a name; of several, the one of a structure."""
        said = mots(nom)
        same = [p for p in self.personnes if said and mots(designation(p)) == said]
        if len(same) > 1:
            same = [p for p in same if structure and self._where(p) == structure]
            return same[0] if len(same) == 1 else None
        found = self._named(nom, self.personnes, self.professionnels)
        return self.professionnel(found.id) if found else None

    def appel(self, one: Entree) -> str:
        """Return how an entry in force is proposed by name: with its commune, where another bears the same."""
        name = designation(one)
        if not isinstance(one, Structure) or not one.commune:
            return name
        return f"{name} ({one.commune})" if self._homonymes[mots(name)] > 1 else name

    def orientee_par(self, structure: str | None, professionnel: str | None) -> Structure | None:
        """Return the structure that sent someone: the one named, else that of the professional."""
        named = self.structure(structure)
        who = self.professionnel(professionnel)
        return named or (self.structure(who.structure) if who else None)

    @cached_property
    def _homonymes(self) -> Counter[str]:
        return Counter(mots(s.nom) for s in self.en_vigueur)

    @cached_property
    def _structures(self) -> dict[str, Structure]:
        return {s.id: s for s in self.structures}

    @cached_property
    def _professionnels(self) -> dict[str, Professionnel]:
        return {p.id: p for p in self.professionnels}

    @cached_property
    def _reunies(self) -> dict[str, str]:
        return _pointers((s.id, s.fusionnee_dans) for s in self.structures)

    @cached_property
    def _reunis(self) -> dict[str, str]:
        return _pointers((p.id, p.fusionne_dans) for p in self.professionnels)

    def _held_by(self, one: Entree, id_: str) -> bool:
        return garde(one.id, self._reunies if isinstance(one, Structure) else self._reunis) == id_

    def _named(
        self, nom: str, standing: Iterable[Entree], every: Iterable[Entree]
    ) -> Entree | None:
        """Return the entry that a name says: one of those in force, else the only one that those merged became."""
        said = mots(nom)
        if not said:
            return None
        of_name = {one.id: one for one in standing if mots(designation(one)) == said}
        called = {one.id: one for one in standing if mots(self.appel(one)) == said}
        found = called if len(called) == 1 else of_name
        if not found:
            held = (self.fiche(one.id) for one in every if mots(designation(one)) == said)
            found = {one.id: one for one in held if one is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def _where(self, who: Professionnel) -> str:
        found = self.structure(who.structure)
        return found.id if found else ""

    def _same_person(self, one: Professionnel, other: Professionnel) -> bool:
        here, there = self.structure(one.structure), self.structure(other.structure)
        apart = (
            here and there and here is not there and not _same_place(here.commune, there.commune)
        )
        return not apart and memes_personnes(one, other)


def garde(id_: str, pointers: Mapping[str, str]) -> str:
    """Return the entry that holds for another after every merge; of a loop, the one written first."""
    path = [id_]
    while (following := pointers.get(path[-1])) is not None:
        if following in path:
            # Ids are UUIDv7: the least was written first.
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def parti(who: Professionnel, on: date) -> bool:
    """Whether a professional has left on a day; one whose last day is to come has not."""
    return who.parti_le is not None and who.parti_le <= on


def memes_structures(one: Structure, other: Structure) -> bool:
    """Whether two structures may be one: names that sound alike, or an acronym, in one commune."""
    if not _same_place(one.commune, other.commune):
        return False
    mine, theirs = _said(one), _said(other)
    if not mine or not theirs:
        return False
    few, many = sorted((mine, theirs), key=len)
    return few == many or (len(few) >= _LEAST and few <= many) or _acronym(one, other)


def memes_personnes(one: Professionnel, other: Professionnel) -> bool:
    """Whether two professionals bear names that sound alike; an initial stands for a first name."""
    if not one.nom.strip() or son(one.nom) != son(other.nom):
        return False
    few, many = sorted((mots(one.prenom), mots(other.prenom)), key=len)
    return son(one.prenom) == son(other.prenom) or (len(few) <= 1 and many.startswith(few))


def sans_nom(nom: str) -> tuple[Objection, ...]:
    """Return what stands against an entry of the directory as it is typed."""
    if nom.strip():
        return ()
    return (
        Objection(
            "nom", "sans_nom", "Donnez un nom\u00a0: c’est lui que les choix proposent.", None
        ),
    )


def juger_fusion(annuaire: Annuaire, de: str, vers: str, *, role: str) -> None:
    """Refuse a merge that would say nothing, or that is not this role's to make.

    Raises:
        Refus: why, in one sentence.
    """
    _judge_role(role)
    left, kept = annuaire.fiche(de), annuaire.fiche(vers)
    if left is None or kept is None or type(left) is not type(kept):
        raise Refus("fiche_absente", "Cette fiche n’est plus dans l’annuaire.")
    if de == vers:
        raise Refus("fusion_avec_soi", "Une fiche ne se fusionne pas avec elle-même.")
    if left.id == kept.id:
        raise Refus("deja_fusionnee", "Ces deux fiches sont déjà fusionnées.")
    if left.id != de:
        raise Refus(
            "deja_fusionnee",
            f"Cette fiche est déjà fusionnée dans «\u00a0{designation(left)}\u00a0»\u00a0: défaites d’abord cette fusion.",
        )


def juger_separation(annuaire: Annuaire, id_: str, *, role: str) -> None:
    """Refuse to undo a merge that is not there, or that is not this role's to undo.

    Raises:
        Refus: why, in one sentence.
    """
    _judge_role(role)
    kept = annuaire.fiche(id_)
    if kept is None or kept.id == id_:
        raise Refus("pas_fusionnee", "Cette fiche n’est fusionnée dans aucune autre.")


def contre_depart(le: date | None, *, on: date) -> tuple[Objection, ...]:
    """Return what stands against the day on which a professional leaves; none for who stays."""
    if le is None or le <= add_months(on, MONTHS_IN_A_YEAR):
        return ()
    phrase = f"Le {phrases.short_date(le)} est dans plus d’un an\u00a0: vérifiez la date."
    return (Objection("parti_le", "depart_lointain", phrase, None),)


def designation(one: Entree) -> str:
    """Return how an entry is called."""
    if isinstance(one, Structure):
        return one.nom or "Structure sans nom"
    return f"{one.prenom} {one.nom}".strip() or "Professionnel·le sans nom"


def _judge_role(role: str) -> None:
    if role not in REUNISSENT:
        raise Refus(
            "fusion_reservee",
            "Fusionner deux fiches revient à la coordination ou à la gestion\u00a0: dites-leur ce doublon.",
        )


def _pointers(given: Iterable[tuple[Id, Id | None]]) -> dict[str, str]:
    """Return who points at whom; an entry that never came here leaves those merged into it as they were."""
    told = list(given)
    here = {id_ for id_, _ in told}
    return {id_: into for id_, into in told if into is not None and into in here and into != id_}


def _same_place(one: str, other: str) -> bool:
    return not mots(one) or not mots(other) or mots(one) == mots(other)


def _words(structure: Structure) -> list[str]:
    """Return the words of a name, without those of its commune and those that tell nothing apart."""
    place = set(mots(structure.commune).split())
    known = [word for word in mots(structure.nom).split() if word not in _EMPTY]
    return [word for word in known if word not in place] or known


def _said(structure: Structure) -> set[str]:
    return {son(word) for word in _words(structure)}


def _acronym(one: Structure, other: Structure) -> bool:
    return [_initials(one)] == _words(other) or [_initials(other)] == _words(one)


def _initials(structure: Structure) -> str:
    words = _words(structure)
    return "".join(word[0] for word in words) if len(words) > _LEAST else ""
