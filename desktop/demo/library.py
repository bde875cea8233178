"""`Library`: the demonstration's material, read from `resources/demo/*.toml`. Data, no choice.

A passage is a pool of texts on one subject; a fil is a small story told in steps (`Pas`), one
entretien after another, with what each step brings to the dossier.
"""

from typing import TypeVar

import msgspec

import resources

_FOLDER = "demo"
_PASSAGES = ("accueil", "diagnostic", "suivi", "evenements")
_FILS = (
    "fils-emploi", "fils-quotidien", "fils-droits", "fils-suite",
    "recits-formation", "recits-emploi", "recits-detours",
)  # fmt: skip
S = TypeVar("S", bound=msgspec.Struct)


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that say the same kind of thing; told only of who has `si` and none of `sauf`."""

    code: str
    textes: tuple[str, ...]
    suites: tuple[str, ...] = ()
    sujet: str = ""
    si: frozenset[str] = frozenset()
    sauf: frozenset[str] = frozenset()


class Embauche(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A work contract begun by a step; `debut`, `employeur`, `heures` may name what was said."""

    type: str
    debut: str
    employeur: str
    heures: str = ""
    mois: int = 0


class Pas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a fil, told in one entretien.

    `debut`, `fin` and `emploi_fin` name a date said in the texts (or "passe"); `delai` is the
    number of days since the étape began before which the step cannot be told.
    """

    textes: tuple[str, ...]
    suites: tuple[str, ...] = ()
    nature: str = ""
    objectif: str = ""
    echeance: int = 3
    atteint: bool = False
    etape: str = ""
    genre: str = ""
    partenaire: str = ""
    specifique: bool = False
    debut: str = ""
    duree_jours: int = 60
    fin: str = ""
    delai: int = 0
    emploi: Embauche | None = None
    emploi_fin: str = ""


class Fil(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A story in steps. `principal`: told only by the arc that asks for it."""

    code: str
    sujets: tuple[str, ...]
    pas: tuple[Pas, ...]
    principal: bool = False
    phases: frozenset[str] = frozenset()
    si: frozenset[str] = frozenset()
    sauf: frozenset[str] = frozenset()

    def suits(self, tags: frozenset[str], phase: str) -> bool:
        """Whether it can be told of that person, in that phase of the parcours."""
        return self.si <= tags and not (self.sauf & tags) and self.in_phase(phase)

    def in_phase(self, phase: str) -> bool:
        """Whether its steps have a meaning in that phase."""
        return not self.phases or phase in self.phases


class Groupe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First names and names that go together."""

    poids: int
    nationalite: tuple[str, ...]
    feminins: tuple[str, ...]
    masculins: tuple[str, ...]
    noms: tuple[str, ...]


class Professionnels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of partners."""

    feminins: tuple[str, ...]
    masculins: tuple[str, ...]
    noms: tuple[str, ...]


class Rues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What invented addresses are made of."""

    voies: tuple[str, ...]
    noms: tuple[str, ...]


class Noms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names."""

    groupe: tuple[Groupe, ...]
    professionnels: Professionnels
    rues: Rues


class CommuneServie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A commune of the territory, where its people are met, and how many come from it."""

    nom: str
    permanence: str
    poids: int


class Permanence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place where the adviser receives, and on which weekdays (0 is Monday)."""

    nom: str
    adresse: str
    commune: str
    jours: frozenset[int]


class Partenaire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A partner structure and what its professional does."""

    nom: str
    genre: str
    commune: str
    fonction: str


class LotServi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lot of the PLIE: its number, what it is called, its public."""

    numero: int
    nom: str
    public: str


class Lieux(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The territory."""

    commune: tuple[CommuneServie, ...]
    permanence: tuple[Permanence, ...]
    structure: tuple[Partenaire, ...]
    redite: Partenaire
    lot: tuple[LotServi, ...]


class Metier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A job aimed at; its nouns obey the file's head so that articles can be added."""

    code: str
    m: str
    f: str
    secteur: str
    formation: str
    taches: tuple[str, ...]
    employeurs: tuple[str, ...]


class Library(msgspec.Struct, frozen=True):
    """Everything the generator draws from."""

    passages: dict[str, tuple[Passage, ...]]
    fils: dict[str, Fil]
    metiers: tuple[Metier, ...]
    noms: Noms
    lieux: Lieux

    def pool(self, code: str, tags: frozenset[str]) -> dict[str, Passage]:
        """Return the texts of a code that suit a person, each with its passage."""
        return {
            text: passage
            for passage in self.passages[code]
            if passage.si <= tags and not passage.sauf & tags
            for text in passage.textes
        }

    def secondary(self) -> tuple[Fil, ...]:
        """Return the fils that any dossier may weave in."""
        return tuple(fil for fil in self.fils.values() if not fil.principal)


class _Passages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    passage: tuple[Passage, ...]


class _Fils(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fil: tuple[Fil, ...]


class _Metiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    metier: tuple[Metier, ...]


def load() -> Library:
    """Read the material.

    Raises:
        msgspec.ValidationError: a file has a key or a shape that this module does not know.
    """
    passages: dict[str, tuple[Passage, ...]] = {}
    for name in _PASSAGES:
        for passage in _read(name, _Passages).passage:
            passages[passage.code] = (*passages.get(passage.code, ()), passage)
    return Library(
        passages=passages,
        fils={fil.code: fil for name in _FILS for fil in _read(name, _Fils).fil},
        metiers=_read("metiers", _Metiers).metier,
        noms=_read("noms", Noms),
        lieux=_read("lieux", Lieux),
    )


def _read(name: str, shape: type[S]) -> S:
    return msgspec.toml.decode(resources.text(_FOLDER, f"{name}.toml"), type=shape)
