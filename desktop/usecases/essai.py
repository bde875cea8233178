"""The dry run of an import: what each line would become, what stands against it, what was mended.

Nothing is written. A line whose name cannot be read, or whose reprise lacks its date or decision
(P6, A3.2), cannot come in; one with another cell that cannot be read comes in without it, if the
person says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from desktop.pages.table_messages import Cell
from desktop.usecases.cellules import Attendu, Contexte, Lu, lire
from desktop.usecases.colonnes import (
    NOM_COMPLET,
    PAR_CODE,
    Correspondance,
    Forme,
    Tableau,
    texte,
)
from desktop.usecases.communes import par_nom
from desktop.usecases.doublons import Annuaire, Doublon, Identite
from desktop.usecases.jours import mois_avant_jour
from plie import phrases
from plie.kinds import Personne
from plie.vocabulaire import Origine

_SHOWN = 80  # characters of a value that an error shows
_EACH = 50  # lines between two words of progress
_NAMES = frozenset({"nom_naissance", "prenoms", NOM_COMPLET})
_DAYS = frozenset({Forme.DATE, Forme.NAISSANCE})


@dataclass(frozen=True, slots=True)
class Erreur:
    """What one can act on: line, column (letter and heading), value, what is expected."""

    ligne: int
    colonne: str
    valeur: str
    attendu: str
    bloque: bool

    @property
    def phrase(self) -> str:
        """The whole in one line."""
        where = f"Ligne {self.ligne}, {self.colonne}" if self.colonne else f"Ligne {self.ligne}"
        value = self.valeur if len(self.valeur) <= _SHOWN else f"{self.valeur[:_SHOWN]}…"
        said = f"«\u00a0{value}\u00a0». " if value else ""
        return f"{where}\u00a0: {said}Attendu\u00a0: {self.attendu}."


@dataclass(frozen=True, slots=True)
class LigneEssai:
    """One line: the values of its fields, what stands against it, who it may be."""

    numero: int
    valeurs: Mapping[str, str | date]
    erreurs: tuple[Erreur, ...] = ()
    reparations: tuple[str, ...] = ()
    doublon: Doublon | None = None

    @property
    def bloquee(self) -> bool:
        """Whether it cannot come in at all."""
        return any(error.bloque for error in self.erreurs)

    @property
    def nom(self) -> str:
        """The name that is shown."""
        name = self.valeurs.get("nom_usage") or self.valeurs.get("nom_naissance", "")
        return f"{self.valeurs.get('prenoms', '')} {name}".strip() or f"Ligne {self.numero}"


@dataclass(frozen=True, slots=True)
class Essai:
    """A whole dry run."""

    lignes: tuple[LigneEssai, ...]

    def retenues(
        self, *, sans_valeurs_illisibles: bool = False, malgre: frozenset[int] = frozenset()
    ) -> tuple[LigneEssai, ...]:
        """Return the lines that would come in.

        Args:
            sans_valeurs_illisibles: with those whose unreadable values are left out.
            malgre: numbers of lines that are somebody else than who they look like.
        """
        return tuple(
            line
            for line in self.lignes
            if not line.bloquee
            and (sans_valeurs_illisibles or not line.erreurs)
            and (line.doublon is None or line.numero in malgre)
        )

    @property
    def erreurs(self) -> tuple[Erreur, ...]:
        """Everything that stands against a line, in the order of the table."""
        return tuple(error for line in self.lignes for error in line.erreurs)

    @property
    def doublons(self) -> tuple[LigneEssai, ...]:
        """The lines that may be somebody known, and could come in."""
        return tuple(line for line in self.lignes if line.doublon and not line.bloquee)

    @property
    def reparations(self) -> tuple[tuple[str, int], ...]:
        """What was mended, in how many cells, the most frequent first."""
        return tuple(Counter(r for line in self.lignes for r in line.reparations).most_common())


def connus(rows: Rows) -> tuple[Personne, ...]:
    """Return who has a dossier here."""
    return rows.all(Personne)


def essayer(
    table: Tableau,
    choix: Correspondance,
    known: Iterable[Personne],
    *,
    on: date,
    formes: Mapping[str, str] | None = None,
    dire: Callable[[int], None] = lambda _: None,
    arrete: Callable[[], bool] = lambda: False,
) -> Essai:
    """Return what each line would become; cut short when `arrete` says so.

    `formes` are the ways of taking part of the PLIE, code → words, where it has several (A3.1).
    """
    reader = _Reader(table, choix, _context(table, choix, on, formes or {}), Annuaire(known))
    lines = []
    for count, (number, cells) in enumerate(table.lignes):
        if count % _EACH == 0:
            dire(count)
            if arrete():
                break
        lines.append(reader.line(number, cells))
    return Essai(tuple(lines))


@dataclass(frozen=True, slots=True)
class _Reader:
    table: Tableau
    choix: Correspondance
    avec: Contexte
    known: Annuaire

    def line(self, number: int, cells: tuple[Cell, ...]) -> LigneEssai:
        values: dict[str, str | date] = {}
        errors, mended = [], []
        for i, code in enumerate(self.choix.champs):
            champ = PAR_CODE.get(code)
            match lire(code, champ.forme, cells[i], self.avec) if champ else None:
                case Attendu(phrase):
                    where = f"colonne {self.table.lettres[i]} «\u00a0{self.table.entetes[i]}\u00a0»"
                    must = code in _NAMES
                    errors.append(Erreur(number, where, texte(cells[i]), phrase, must))
                case Lu(valeurs, repare):
                    values |= valeurs
                    mended += [f"{repare} ({PAR_CODE[code].label.lower()})"] if repare else []
        errors += _said_once(values, self.choix, self.avec, number)
        errors += _before_birth(values, number)
        if not any(error.bloque for error in errors):
            errors += _missing(values, number)
        blocked = any(error.bloque for error in errors)
        alike = None if blocked else self._alike(values, number)
        return LigneEssai(number, values, tuple(errors), tuple(mended), alike)

    def _alike(self, values: Mapping[str, str | date], number: int) -> Doublon | None:
        born = values.get("naissance_le")
        who = Identite(
            tuple(str(values[c]) for c in ("nom_naissance", "nom_usage") if c in values),
            str(values.get("prenoms", "")),
            born if isinstance(born, date) else None,
        )
        found = self.known.chercher(who)
        self.known.ajouter(who, number)
        return found


def _said_once(
    values: dict[str, str | date], choix: Correspondance, avec: Contexte, number: int
) -> list[Erreur]:
    """Fill what is said for every line, where the line itself says nothing."""
    errors = []
    for code, words in choix.pour_toutes.items():
        if code in values or not words.strip():
            continue
        told = lire(code, PAR_CODE[code].forme, words, avec)
        if isinstance(told, Lu):
            values |= told.valeurs
        elif told is not None:
            errors.append(Erreur(number, PAR_CODE[code].label, words, told.phrase, bloque=True))
    return errors


def _before_birth(values: dict[str, str | date], number: int) -> list[Erreur]:
    """Leave out a day of the parcours that comes before the birth: one of the two is a slip."""
    born, errors = values.get("naissance_le"), []
    for code in ("recue_le", "integre_le"):
        day = values.get(code)
        if isinstance(born, date) and isinstance(day, date) and day < born:
            del values[code]
            shown = phrases.short_date(day)
            expected = f"une date après la naissance, lue {phrases.short_date(born)}"
            errors.append(Erreur(number, PAR_CODE[code].label, shown, expected, bloque=False))
    return errors


def _missing(values: Mapping[str, str | date], number: int) -> list[Erreur]:
    errors = [
        Erreur(number, "", "", f"{label}, sans quoi il n’y a pas de dossier", bloque=True)
        for code, label in (("nom_naissance", "un nom"), ("prenoms", "un prénom"))
        if not values.get(code)
    ]
    return errors + _reprise(values, number)


def _reprise(values: Mapping[str, str | date], number: int) -> list[Erreur]:
    """A reprise enters en parcours: with its earlier date, and the decision that lists it (P6, A3.2)."""
    day = values.get("integre_le")
    if values.get("origine") != Origine.REPRISE:
        if day is None:
            return []
        shown = phrases.short_date(day) if isinstance(day, date) else ""
        expected = "une date d’intégration pour une reprise seulement\u00a0: les autres personnes sont intégrées par la Commission"
        return [Erreur(number, PAR_CODE["integre_le"].label, shown, expected, bloque=False)]
    lacks = [
        (code, expected)
        for code, expected in (
            ("integre_le", "la date de l’intégration d’origine"),
            ("reprise_decision", "la décision qui liste cette reprise"),
        )
        if not values.get(code)
    ]
    return [
        Erreur(number, PAR_CODE[code].label, "", expected, bloque=True) for code, expected in lacks
    ]


def _context(
    table: Tableau, choix: Correspondance, on: date, formes: Mapping[str, str]
) -> Contexte:
    months = {
        code
        for i, code in enumerate(choix.champs)
        if code
        and PAR_CODE[code].forme in _DAYS
        and mois_avant_jour(cell for _, cells in table.lignes if isinstance(cell := cells[i], str))
    }
    return Contexte(on, par_nom(), frozenset(months), formes, table.depuis_1904)
