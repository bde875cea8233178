"""A field in dispute, told in words: who wrote what and when, and what both would give together."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from desktop.models.line import Identity
from desktop.models.rows import Rows
from desktop.usecases import champs, noms
from desktop.usecases.champs import Champ
from plie.kinds import Appareil, Utilisateur
from plie.phrases import join_words
from plie.referentiel import Referentiel
from plie.vocabulaire import Role, label
from wire.codec import LATEST
from wire.op import EXISTS, Op

T = TypeVar("T")
GARDER, SUPPRIMER = True, False
ICI = "Vous, sur ce poste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the rivals: who wrote it, when by their clock, its value and its words.

    Attributes:
        de_moi: written by the person of this vault, here or on another machine of theirs.
        quand: aware, None when they said none; shown, it decides nothing.
        apres: it reached the store first: whoever wrote the others had not received it.
        retenue: the one that the dossier shows meanwhile.
    """

    auteur: str
    de_moi: bool
    quand: datetime | None
    apres: bool
    valeur: object
    mots: tuple[str, ...]
    retenue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desaccord:
    """One field in dispute: its rivals, one's own first; `ensemble` joins them, None when it cannot."""

    champ: Champ
    versions: tuple[Version, ...]
    phrase: str
    ensemble: object = None
    ensemble_mots: tuple[str, ...] = ()

    @property
    def suppression(self) -> bool:
        """Whether what is in dispute is the thing itself: removed here, changed there."""
        return self.champ.nom == EXISTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The operations of one thing, read aloud: `numbers` is the order in which the store had them."""

    rows: Rows
    me: Identity
    kind: str
    ops: Mapping[str, Op]
    numbers: Mapping[str, int | None]
    referentiel: Referentiel

    def desaccord(self, nom: str, heads: Mapping[str, object], shown: object) -> Desaccord:
        """Tell one field in dispute."""
        of: dict[str, list[str]] = {}
        for op_id, value in heads.items():
            of.setdefault(repr(value), []).append(op_id)
        first = min(heads, key=self._arrival)
        told = [self._version(nom, ops, shown, first=first in ops) for ops in of.values()]
        versions = tuple(sorted(told, key=_place))
        if nom == EXISTS:
            existence = Champ(EXISTS, "Supprimer ou garder", "")
            return Desaccord(champ=existence, versions=versions, phrase=_removed(versions))
        asked = champs.champ(self.kind, nom, self.referentiel)
        joint = _together([v.valeur for v in versions], asked)
        return Desaccord(
            champ=asked,
            versions=versions,
            phrase=_both_wrote(versions),
            ensemble=joint,
            ensemble_mots=() if joint is None else self._words(nom, joint),
        )

    def _version(self, nom: str, ops: list[str], shown: object, *, first: bool) -> Version:
        # Several may have written the same: one's own is told, else the first to have done it.
        origins = [self._origin(nom, self.ops[op_id]) for op_id in ops]
        op = min(origins, key=lambda o: (o.author != self.me.utilisateur, self._arrival(o.op_id)))
        written = self.ops[ops[0]].effects()[nom]
        value = written if nom == EXISTS else champs.python(self.kind, nom, written)
        return Version(
            auteur=self._author(op),
            de_moi=op.author == self.me.utilisateur,
            quand=op.made,
            apres=first,
            valeur=value,
            mots=self._changed(ops) if nom == EXISTS else self._words(nom, value),
            retenue=value == shown,
        )

    def _words(self, nom: str, value: object) -> tuple[str, ...]:
        return champs.en_mots(self.rows, self.kind, nom, value, self.referentiel)

    def _changed(self, ops: list[str]) -> tuple[str, ...]:
        """Tell what was changed of a thing that somebody else removed; nothing for a removal."""
        written = {name: value for one in ops for name, value in self.ops[one].fields.items()}
        told = (
            (name, champs.python(self.kind, name, value))
            for name, value in written.items()
            if name not in noms.TIES
        )
        return tuple(
            f"{champs.champ(self.kind, name, self.referentiel).label}\u00a0: "
            + ", ".join(self._words(name, value))
            for name, value in told
        )

    def _origin(self, nom: str, op: Op) -> Op:
        """Return who wrote a value first: a choice opened again is signed by whoever opened it."""
        seen = [self.ops[one] for one in op.seen.get(nom, ()) if one in self.ops]
        if len(seen) != 1 or not is_choice(seen[0], nom, self.ops):
            return op
        same = [
            self.ops[one]
            for one in seen[0].seen[nom]
            if one in self.ops and self.ops[one].effects().get(nom) == op.effects().get(nom)
        ]
        return self._origin(nom, same[0]) if same else op

    def _author(self, op: Op) -> str:
        if op.author == self.me.utilisateur:
            return ICI if op.device in {"", self.me.device} else self._other_machine(op)
        known = self.rows.find(Utilisateur, op.author)
        role = self.referentiel.dire(label(Role, op.role))
        return f"{known.nom} ({role})" if known and known.nom else role[:1].upper() + role[1:]

    def _other_machine(self, op: Op) -> str:
        known = self.rows.find(Appareil, op.device)
        return f"Vous, sur «\u00a0{known.nom}\u00a0»" if known and known.nom else "Vous, ailleurs"

    def _arrival(self, op_id: str) -> tuple[bool, int, str]:
        number = self.numbers.get(op_id)
        return number is None, number or 0, op_id


def is_choice(op: Op, name: str, known: Mapping[str, Op]) -> bool:
    """Tell whether an operation had seen rivals of a field, all still known here."""
    seen = op.seen.get(name, ())
    if any(one not in known for one in seen):
        return False
    return len(distinct([known[one].effects().get(name) for one in seen])) > 1


def distinct(values: list[T]) -> list[T]:
    """Return values once each, in the order given."""
    return [value for place, value in enumerate(values) if value not in values[:place]]


def _place(version: Version) -> tuple[bool, bool, datetime]:
    return version.auteur != ICI, not version.de_moi, version.quand or LATEST


def _both_wrote(versions: tuple[Version, ...]) -> str:
    mine = next((v for v in versions if v.de_moi), None)
    others = [v.auteur for v in versions if v is not mine]
    whom, wrote = join_words(others), "a écrit" if len(others) == 1 else "ont écrit"
    if mine is None:
        return f"{whom} {wrote} sans que l’un ait vu ce que l’autre écrivait."
    if all(v.de_moi for v in versions):
        return "Vous avez écrit sur deux postes, sans que l’un ait reçu ce qu’écrivait l’autre."
    if mine.apres:
        return f"Vous avez écrit ceci\u202f; {whom} {wrote} autre chose sans l’avoir encore reçu."
    return (
        f"Vous avez écrit ceci\u202f; {whom} {wrote} autre chose pendant que vous étiez hors ligne."
    )


def _removed(versions: tuple[Version, ...]) -> str:
    gone = next(v for v in versions if v.valeur is SUPPRIMER)
    kept = next(v for v in versions if v.valeur is GARDER)
    whom = "vous l’avez" if gone.de_moi else f"{gone.auteur} l’a"
    who = "vous l’avez" if kept.de_moi else f"{kept.auteur} l’a"
    return (
        f"D’un côté, {whom} supprimé\u202f; de l’autre, {who} modifié sans le savoir. En attendant, "
        "rien n’est supprimé."
    )


def _together(values: list[object], champ: Champ) -> object:
    """Join what can be: lists are united, texts are put one after the other, once where they agree."""
    if all(isinstance(value, tuple) for value in values):
        items = [item for value in values if isinstance(value, tuple) for item in value]
        return tuple(distinct(items))
    texts = [value for value in values if isinstance(value, str) and value]
    if len(texts) != len(values) or champ.saisie not in {"text", "line"}:
        return None
    if champ.saisie == "line":
        return " / ".join(texts)
    joint = texts[0]
    for text in texts[1:]:
        joint = _joined(joint, text)
    return joint


def _joined(one: str, other: str) -> str:
    """Return two texts in one: the lines they share once, where they part one's then the other's."""
    a, b = one.splitlines(), other.splitlines()
    lines: list[str] = []
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        lines += a[i1:i2]
        if a[i1:i2] != b[j1:j2]:
            lines += b[j1:j2]
    return "\n".join(lines)
