"""`ReglesDossier`: the lists that a dossier is filled from: freins, levels, pieces (C3, C9-3-5)."""

from collections.abc import Collection
from dataclasses import dataclass

from plie.regles import choix
from plie.regles.choix import Choix
from plie.table import Table
from plie.vocabulaire import Mot

_MOST_DAYS, _MOST_MONTHS = 366, 12


class BesoinPiece(Mot):
    """The situations that ask for a piece (C7, C9-3-5)."""

    ENTREE = "entree", "à l’entrée"
    ACTE = "acte", "après l’intégration, pour l’acte d’engagement"
    EMPLOI = "emploi", "pour un contrat de travail"
    CERTIFICATION = "certification", "pour une certification"
    ETAPE = "etape", "pour une étape"
    SORTIE = "sortie", "pour la sortie"


class CasPiece(Mot):
    """What of a person's situation makes a piece worth asking for (C9-3-5)."""

    MINIMA = "minima", "des minima sociaux"
    FRANCE_TRAVAIL = "france_travail", "une inscription à France Travail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frein:
    """A frein; `sensible`: a level and an action are kept of it, never a sentence (RGPD, art. 9)."""

    code: str
    libelle: str
    sensible: bool
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A kind of piece and when it is asked for.

    `etapes`: of which kinds of étape, all when empty. `quand`: only of whom one of these is known,
    of everyone when empty.
    """

    code: str
    libelle: str
    besoins: tuple[BesoinPiece, ...]
    etapes: tuple[str, ...]
    quand: tuple[CasPiece, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Immersion:
    """How long an immersion may last: months at a time, days over twelve months at one place."""

    genre: str
    mois: int
    jours: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesDossier:
    """The lists of a dossier, in the order in which they are offered."""

    freins: tuple[Frein, ...]
    niveaux: tuple[Choix, ...]
    competences_base: tuple[Choix, ...]
    pieces: tuple[Piece, ...]
    immersion: Immersion | None
    article: str


def read(table: Table, *, etapes: Collection[str]) -> ReglesDossier:
    """Read `[dossier]`; `etapes` are the kinds of étape that there are.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    regles = ReglesDossier(
        freins=tuple(_frein(item) for item in table.tables("freins")),
        niveaux=choix.read(table, "niveaux"),
        competences_base=choix.read(table, "competences_base"),
        pieces=tuple(_piece(item, etapes) for item in table.tables("pieces")),
        immersion=_immersion(table.table("immersion"), etapes) if table.has("immersion") else None,
        article=table.text("article"),
    )
    choix.once(table, "freins", (one.code for one in regles.freins))
    choix.once(table, "pieces", (one.code for one in regles.pieces))
    table.close()
    return regles


def _frein(table: Table) -> Frein:
    found = Frein(
        code=choix.code(table),
        libelle=table.text("libelle"),
        sensible=table.boolean("sensible") if table.has("sensible") else False,
        article=table.text("article"),
    )
    table.close()
    return found


def _piece(table: Table, etapes: Collection[str]) -> Piece:
    found = Piece(
        code=choix.code(table),
        libelle=table.text("libelle"),
        besoins=table.mots("besoins", BesoinPiece),
        etapes=table.optional_texts("etapes"),
        quand=table.mots("quand", CasPiece) if table.has("quand") else (),
        article=table.text("article"),
    )
    table.close()
    choix.known(table, "etapes", found.etapes, etapes, "[[etape]]")
    return found


def _immersion(table: Table, etapes: Collection[str]) -> Immersion:
    found = Immersion(
        genre=table.text("genre"),
        mois=table.integer("mois", low=1, high=_MOST_MONTHS),
        jours=table.integer("jours", low=1, high=_MOST_DAYS),
        article=table.text("article"),
    )
    table.close()
    choix.known(table, "genre", (found.genre,), etapes, "[[etape]]")
    return found
