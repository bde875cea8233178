"""`Voice`: says the library's texts of one person. `[a|b]` is a choice, `{x}` a value.

`{+key x}` keeps a value, which `{key}` says again in a later entretien: a date stays the same date,
« une société de propreté du quartier » becomes « la société de propreté ».
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from desktop.demo.agenda import working_day
from desktop.demo.french import (
    DAYS,
    MONTHS,
    a,
    capital,
    day_of_month,
    de,
    in_letters,
    la,
    thousands,
)
from desktop.demo.library import Library
from desktop.demo.people import Profil
from plie.calendrier import add_months

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r"(^|[.?!…]\s|[.?!…]\u00a0»\s)([a-zàâçéèêëîïôöûüœ])")
_PRONOUNS = re.compile(r"\b(elle|il|lui|le|la)\b", re.IGNORECASE)
_FAR_WEEKS = 5
_TRIES = 25


@dataclass(frozen=True, slots=True)
class Said:
    """A value: as it is shown, as it is said again, and the day it stands for if it is a date."""

    shown: str
    again: str = ""
    day: date | None = None


@dataclass(slots=True)
class Scene:
    """Where a text is told: the entretien's day, its neighbours, and what was said before.

    `tied`: a date announced must fall before the next entretien, where it will be spoken of.
    """

    day: date
    before: date
    after: date | None
    memo: dict[str, Said] = field(default_factory=dict)
    tied: bool = False


class Shelf:
    """What the whole caseload has already used: texts, so as to vary, and paragraphs, never twice."""

    def __init__(self) -> None:
        self.texts: Counter[str] = Counter()
        self.paragraphs: set[str] = set()

    def in_turn(self, texts: Sequence[str], rng: Random) -> list[str]:
        """Return the texts, those used least first."""
        shuffled = rng.sample(texts, len(texts))
        return sorted(shuffled, key=lambda text: self.texts[text])

    def take(self, texts: Sequence[str], rng: Random) -> str:
        """Return one of the texts used least, and count it."""
        text = self.in_turn(texts, rng)[0]
        self.texts[text] += 1
        return text


class Voice:
    """Speaks of one person; the same random source, the same words."""

    def __init__(
        self,
        profil: Profil,
        library: Library,
        shelf: Shelf,
        rng: Random,
        *,
        partners: Sequence[str],
    ) -> None:
        self.profil = profil
        self._library = library
        self._shelf = shelf
        self._rng = rng
        self._words = _words(profil)
        self._taches: list[str] = []
        self._slots: dict[str, Callable[[list[str], Scene], Said]] = {
            "n": self._number,
            "n_maj": lambda args, scene: Said(capital(self._number(args, scene).shown)),
            "c": self._figure,
            "eur": self._euros,
            "h": self._hour,
            "annee": self._year,
            "pro": lambda _args, _scene: Said(rng.choice(partners)),
            "jour": lambda _args, _scene: Said(rng.choice(DAYS)),
            "passe": self._past,
            "futur": self._future,
            "dans": self._in_weeks,
            "mois": self._month,
            "tache": self._tache,
            "employeur_nu": lambda _args, _scene: Said(rng.choice(profil.metier.employeurs)),
            "un_employeur": self._employer,
            "commune_autre": self._elsewhere,
            "ilya_jours": lambda _args, scene: Said(in_letters((scene.day - scene.before).days)),
            "age": lambda _args, scene: Said(str(profil.age(scene.day))),
            "enfants_ages": self._children,
            "g": lambda args, _scene: Said(" ".join(args).split("/")[profil.femme]),
            "de": lambda args, scene: Said(de(self._value(args, scene).shown)),
            "à": lambda args, scene: Said(a(self._value(args, scene).shown)),
        }

    def paragraph(
        self, texts: Sequence[str], scene: Scene, *, extra: str = "{}", named: bool = False
    ) -> tuple[str, str]:
        """Return a text, and said as a paragraph that the caseload does not hold for anyone yet.

        Args:
            texts: the texts that may be said.
            scene: where.
            extra: what stands around the text, « {} » being its place.
            named: whether the name was just said; a text that begins with it takes the pronoun.

        Raises:
            LookupError: the texts have too little variety.
        """
        for text in self._shelf.in_turn(texts, self._rng):
            bodies = (_with_pronoun(text), text) if named else (text,)
            for said in self._attempts(bodies, extra, scene):
                key = self._nameless(said)
                if key not in self._shelf.paragraphs:
                    self._shelf.paragraphs.add(key)
                    self._shelf.texts[text] += 1
                    return text, said
        raise LookupError(texts)

    def _attempts(self, bodies: Sequence[str], extra: str, scene: Scene) -> Iterator[str]:
        kept = dict(scene.memo)
        for body in bodies:
            for _ in range(_TRIES):
                scene.memo.clear()
                scene.memo.update(kept)
                yield self.say(extra.replace("{}", body), scene)

    def know(self, word: str, value: str) -> None:
        """Learn a word of this person's story."""
        self._words[word] = value

    def choose(self, texts: Sequence[str]) -> str:
        """Return one of the texts that the caseload has used least."""
        return self._shelf.take(texts, self._rng)

    def say(self, text: str, scene: Scene) -> str:
        """Say a text: its choices first, then its values from left to right."""
        while True:
            text, count = _CHOICE.subn(lambda m: self._rng.choice(m[1].split("|")), text)
            if not count:
                break
        said = _SLOT.sub(lambda m: self._slot(m[1], scene), text)
        said = re.sub(r" {2,}", " ", said).strip()
        return _SENTENCE.sub(lambda m: m[1] + m[2].upper(), said)

    def _nameless(self, said: str) -> str:
        """Return a paragraph as it would be of anyone: two people make no difference."""
        return _PRONOUNS.sub("·", said.replace(self._words["P"], "·"))

    def _slot(self, content: str, scene: Scene) -> str:
        args = content.split(" ")
        if not args[0].startswith("+"):
            return self._value(args, scene).shown
        said = self._value(args[1:], scene)
        scene.memo[args[0][1:]] = said
        return said.shown

    def _value(self, args: list[str], scene: Scene) -> Said:
        name = " ".join(args)
        if name in self._words:
            return Said(self._words[name])
        if name in scene.memo:
            kept = scene.memo[name]
            return Said(kept.again or kept.shown, day=kept.day)
        return self._slots[args[0]](args[1:], scene)

    def _number(self, args: list[str], _scene: Scene) -> Said:
        return Said(in_letters(self._rng.randint(int(args[0]), int(args[1]))))

    def _figure(self, args: list[str], _scene: Scene) -> Said:
        low, high, step = (int(arg) for arg in args)
        return Said(thousands(self._rng.randrange(low, high + 1, step)))

    def _euros(self, args: list[str], scene: Scene) -> Said:
        return Said(f"{self._figure(args, scene).shown}\u00a0€")

    def _hour(self, args: list[str], _scene: Scene) -> Said:
        hour = self._rng.randint(int(args[0]), int(args[1]))
        return Said(f"{hour}\u00a0h" + self._rng.choice(("", "\u00a015", "\u00a030")))

    def _year(self, args: list[str], scene: Scene) -> Said:
        return Said(str(scene.day.year - self._rng.randint(int(args[1]), int(args[0]))))

    def _past(self, _args: list[str], scene: Scene) -> Said:
        gap = (scene.day - scene.before).days
        day = scene.day - timedelta(days=self._rng.randint(2, max(3, min(gap - 2, 20))))
        return dated(max(working_day(day, step=-1), scene.before + timedelta(days=1)))

    def _future(self, _args: list[str], scene: Scene) -> Said:
        last = (scene.after - scene.day).days - 3 if scene.after else 18
        day = scene.day + timedelta(days=self._rng.randint(5, max(6, min(last, 21))))
        return dated(_before_next(day, scene))

    def _in_weeks(self, args: list[str], scene: Scene) -> Said:
        weeks = int(args[0])
        day = scene.day + timedelta(days=7 * weeks + self._rng.randint(-2, 2))
        if scene.tied and weeks < _FAR_WEEKS:
            return dated(_before_next(day, scene))
        return dated(working_day(day, step=1))

    def _month(self, args: list[str], scene: Scene) -> Said:
        day = add_months(scene.day, int(args[0]))
        year = f" {day.year}" if day.year != scene.day.year else ""
        return Said(f"{MONTHS[day.month - 1]}{year}")

    def _tache(self, _args: list[str], _scene: Scene) -> Said:
        if not self._taches:
            self._taches = self._rng.sample(
                self.profil.metier.taches, len(self.profil.metier.taches)
            )
        return Said(self._taches.pop())

    def _employer(self, _args: list[str], scene: Scene) -> Said:
        noun = self._rng.choice(self.profil.metier.employeurs)
        where = self._rng.choice((self.profil.commune, self._elsewhere([], scene).shown))
        return Said(f"une {noun} {de(where)}", la(noun))

    def _elsewhere(self, _args: list[str], _scene: Scene) -> Said:
        names = [commune.nom for commune in self._library.lieux.commune]
        return Said(self._rng.choice([n for n in names if n != self.profil.commune]))

    def _children(self, _args: list[str], scene: Scene) -> Said:
        ages = [_age_in_years(birth, scene.day) for birth in sorted(self.profil.enfants)[::-1]]
        if len(ages) == 1:
            return Said(f"un enfant de {ages[0]} ans")
        listed = ", ".join(str(a) for a in ages[:-1])
        return Said(f"{in_letters(len(ages))} enfants de {listed} et {ages[-1]} ans")


def _words(profil: Profil) -> dict[str, str]:
    femme, metier = profil.femme, profil.metier
    name = metier.f if femme else metier.m
    several = len(profil.enfants) > 1
    return {
        "P": f"{profil.civilite}\u00a0{profil.nom}",
        "il": "elle" if femme else "il",
        "Il": "Elle" if femme else "Il",
        "s_il": "si elle" if femme else "s’il",
        "e": "e" if femme else "",
        "x": "se" if femme else "x",
        "er": "ère" if femme else "er",
        "la": "la" if femme else "le",
        "soi": "elle" if femme else "lui",
        "de_soi": "d’elle" if femme else "de lui",
        "commune": profil.commune,
        "metier": name,
        "de_metier": de(name),
        "formation": metier.formation,
        "le secteur": la(metier.secteur),
        "du_secteur": de(la(metier.secteur)),
        "ressource": profil.ressource,
        "les_enfants": "les enfants" if several else "l’enfant",
        "des_enfants": "des enfants" if several else "de l’enfant",
    }


def _with_pronoun(text: str) -> str:
    return text.replace("{P} ", "{Il} ", 1) if text.startswith("{P} ") else text


def _before_next(day: date, scene: Scene) -> date:
    latest = scene.after - timedelta(days=1) if scene.after else day
    found = working_day(min(day, latest), step=-1)
    return found if found > scene.day else scene.day + timedelta(days=1)


def dated(day: date) -> Said:
    """Return a day as it is said, « 1er mars »."""
    return Said(day_of_month(day), day=day)


def _age_in_years(birth: date, on: date) -> int:
    return max(1, on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)))
