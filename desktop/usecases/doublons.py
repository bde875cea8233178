"""Who may be here already: the same name and birth date, or names that sound alike. Brought near, never merged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plie import phrases
from plie.kinds import Personne
from plie.phonetique import mots, son


@dataclass(frozen=True, slots=True)
class Identite:
    """Who a line or a dossier is about: as little as tells two people apart."""

    noms: tuple[str, ...]  # of birth, in use
    prenoms: str
    naissance_le: date | None

    @property
    def prenom(self) -> str:
        """The first of the first names."""
        return (mots(self.prenoms).split() or [""])[0]


@dataclass(frozen=True, slots=True)
class Doublon:
    """A likeness: `ou` is a dossier's id, or "" when it is an earlier line of the table.

    `certain`: the same name and birth date, letter for letter; else they sound alike, or a birth
    date is missing.
    """

    ou: str
    ligne: int
    qui: str
    certain: bool

    @property
    def phrase(self) -> str:
        """What the person is told, to decide."""
        there = "la ligne" if self.ligne else "un dossier de ce poste"
        where = f"{there} {self.ligne} du tableau" if self.ligne else there
        if not self.certain:
            return f"Ressemble à {where}\u00a0: {self.qui}"
        return f"Déjà {'à' if self.ligne else 'dans'} {where}\u00a0: {self.qui}"


class Annuaire:
    """Those known so far; each line is sought before it is added."""

    def __init__(self, people: Iterable[Personne]) -> None:
        self._heard: dict[tuple[str, str], list[tuple[Identite, Doublon]]] = defaultdict(list)
        for person in people:
            names = tuple(name for name in (person.nom_naissance, person.nom_usage) if name)
            known = Identite(names, person.prenoms, person.naissance_le)
            self._add(known, Doublon(person.id, 0, _shown(known), certain=False))

    def chercher(self, who: Identite) -> Doublon | None:
        """Return the nearest of those known, the certain before the others."""
        found = [
            Doublon(told.ou, told.ligne, told.qui, certain=certain)
            for key in _keys(who)
            for known, told in self._heard.get(key, ())
            if (certain := _likeness(who, known)) is not None
        ]
        # Name and first name in each other's column: likely only of who was born on the same day.
        turned = [
            Doublon(told.ou, told.ligne, told.qui, certain=False)
            for name, first in _keys(who)
            for known, told in self._heard.get((first, name), ())
            if who.naissance_le is not None and who.naissance_le == known.naissance_le
        ]
        return max([*found, *turned], key=lambda one: one.certain, default=None)

    def ajouter(self, who: Identite, ligne: int) -> None:
        """Know a line of the table from now on."""
        self._add(who, Doublon("", ligne, _shown(who), certain=False))

    def _add(self, who: Identite, told: Doublon) -> None:
        for key in _keys(who):
            self._heard[key].append((who, told))


def _keys(who: Identite) -> set[tuple[str, str]]:
    """Return how someone is sought: « Da Silva » as « Dasilva », « Abdel Kader » by either length of the first name."""
    firsts = {son(who.prenom), *_sons(who.prenoms)}
    return {
        (name, first) for nom in who.noms if mots(nom) for name in _sons(nom) for first in firsts
    }


def _sons(nom: str) -> set[str]:
    """Return how a name sounds as one word, as written and as a list in bare capitals has it: « GARCON »."""
    return {son(nom, joint=True), son(mots(nom), joint=True)}


def _letters(name: str) -> str:
    return mots(name).replace(" ", "")


def _likeness(one: Identite, other: Identite) -> bool | None:
    """Whether two that sound alike are the same for certain; None when their birth dates differ."""
    if one.naissance_le and other.naissance_le:
        if one.naissance_le != other.naissance_le:
            return None
        same = {_letters(name) for name in one.noms} & {_letters(name) for name in other.noms}
        return bool(same) and one.prenom == other.prenom
    return False


def _shown(who: Identite) -> str:
    name = f"{who.prenoms} {who.noms[-1] if who.noms else ''}".strip()
    return f"{name}, né·e le {phrases.short_date(who.naissance_le)}" if who.naissance_le else name
