"""`ReglesEntretien`: what an entretien may be about and decide, and the kinds of étape it may propose (C9-3-6, P4)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from plie.regles import choix
from plie.table import Table
from plie.vocabulaire import GenreSuite, NatureEntretien

_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sujet:
    """A subject that an entretien may touch."""

    code: str
    libelle: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteProposee:
    """A suite ready to be picked; `etape` is the kind of étape it proposes, "" for none."""

    genre: GenreSuite
    texte: str
    etape: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreEtape:
    """A kind of étape (P4, P8, C9-1)."""

    code: str
    libelle: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesEntretien:
    """What an entretien may be about, decide, and of which natures it may be (C9-3-6)."""

    sujets: tuple[Sujet, ...]
    natures: tuple[NatureEntretien, ...]
    suites: tuple[SuiteProposee, ...]
    article: str


def etapes(top: Table) -> tuple[GenreEtape, ...]:
    """Read the kinds of étape, each code once.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    found = tuple(_etape(table) for table in top.optional_tables("etape"))
    choix.once(top, "etape", (etape.code for etape in found))
    return found


def _etape(table: Table) -> GenreEtape:
    etape = GenreEtape(
        code=_code(table, "code"),
        libelle=table.text("libelle"),
        article=table.text("article"),
    )
    table.close()
    return etape


def read(table: Table, *, etapes: Collection[str]) -> ReglesEntretien:
    """Read `[entretien]`; `etapes` are the kinds of étape that there are.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    regles = ReglesEntretien(
        sujets=tuple(_sujet(item) for item in table.tables("sujets")),
        suites=tuple(_suite(item, etapes) for item in table.optional_tables("suites")),
        natures=table.mots("natures", NatureEntretien),
        article=table.text("article"),
    )
    if not regles.sujets:
        raise table.refusal("sujets", "au moins un sujet est attendu")
    choix.once(table, "sujets", (sujet.code for sujet in regles.sujets))
    table.close()
    return regles


def _sujet(table: Table) -> Sujet:
    sujet = Sujet(
        code=_code(table, "code"),
        libelle=table.text("libelle"),
        article=table.text("article"),
    )
    table.close()
    return sujet


def _suite(table: Table, etapes: Collection[str]) -> SuiteProposee:
    suite = SuiteProposee(
        genre=table.mot("genre", GenreSuite),
        texte=table.text("texte"),
        etape=_code(table, "etape") if table.has("etape") else "",
        article=table.text("article"),
    )
    table.close()
    choix.known(table, "etape", (suite.etape,) if suite.etape else (), etapes, "[[etape]]")
    return suite


def _code(table: Table, key: str) -> str:
    code = table.text(key)
    if not _CODE.fullmatch(code):
        raise table.refusal(key, "des minuscules sans accent et des chiffres sont attendus")
    return code
