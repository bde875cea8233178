"""Which column of a table fills which field: proposed from the headings, changed by the person.

A column of social security numbers (NIR) is dropped before anything else is looked at (domain.md §3).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from desktop.pages.table_messages import Cell, Moment, TableRead
from plie.nir import bare, holds_nir
from plie.phonetique import mots


class Forme(StrEnum):
    """What a field holds: how its cells are read (`usecases.cellules`)."""

    NOM = "nom"
    NOM_COMPLET = "nom_complet"
    TEXTE = "texte"
    DATE = "date"
    NAISSANCE = "naissance"
    CODE_POSTAL = "code_postal"
    COMMUNE = "commune"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    CIVILITE = "civilite"
    ORIGINE = "origine"
    MINIMA = "minima"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True)
class Champ:
    """A field that a column may fill: its code, its words, its form, the headings that mean it."""

    code: str
    label: str
    forme: Forme
    entetes: tuple[str, ...] = ()


NOM_COMPLET = "nom_complet"
# The first whose headings hold a heading whole takes it; then the first that begins with it.
CHAMPS = (
    Champ("nom_naissance", "Nom de naissance", Forme.NOM,
          ("nom", "nom de naissance", "nom de famille", "nom patronymique", "nom de jeune fille", "noms")),
    Champ("nom_usage", "Nom d’usage", Forme.NOM,
          ("nom d usage", "nom usage", "nom marital", "nom d epouse", "nom epouse")),
    Champ("prenoms", "Prénoms", Forme.NOM, ("prenom", "prenoms", "prenom s")),
    Champ(NOM_COMPLET, "Nom et prénom ensemble", Forme.NOM_COMPLET,
          ("nom prenom", "nom et prenom", "nom prenoms", "nom et prenoms", "participant",
           "adherent", "beneficiaire", "candidat", "personne")),
    Champ("civilite", "Civilité", Forme.CIVILITE, ("civilite", "sexe", "genre", "titre", "civ")),
    Champ("naissance_le", "Date de naissance", Forme.NAISSANCE,
          ("date de naissance", "ne le", "nee le", "ne e le", "naissance", "date naissance", "ddn",
           "date de naiss", "date naiss", "naiss", "d naissance")),
    Champ("naissance_lieu", "Lieu de naissance", Forme.TEXTE,
          ("lieu de naissance", "lieu naissance", "ne a", "ville de naissance")),
    Champ("adresse", "Adresse", Forme.TEXTE, ("adresse", "adresse postale", "rue", "voie")),
    Champ("code_postal", "Code postal", Forme.CODE_POSTAL, ("code postal", "cp", "codepostal")),
    Champ("commune", "Commune", Forme.COMMUNE,
          ("commune", "ville", "commune de residence", "localite")),
    Champ("telephone", "Téléphone", Forme.TELEPHONE,
          ("telephone", "tel", "portable", "mobile", "telephone portable", "tel portable",
           "numero de telephone", "n de telephone")),
    Champ("courriel", "Courriel", Forme.COURRIEL,
          ("courriel", "mail", "email", "e mail", "adresse mail", "adresse e mail", "mel")),
    Champ("france_travail_id", "Identifiant France Travail", Forme.TEXTE,
          ("identifiant france travail", "france travail", "n france travail", "identifiant pole emploi",
           "pole emploi", "n pole emploi", "identifiant pe", "numero de demandeur d emploi")),
    Champ("minima", "Minima sociaux", Forme.MINIMA,
          ("minima", "minima sociaux", "minimum social", "allocation", "allocations")),
    Champ("recue_le", "Orientation reçue le", Forme.DATE,
          ("date d orientation", "orientation", "date orientation", "orientee le", "oriente le",
           "date de prescription", "prescription", "date de reception", "recue le")),
    Champ("origine", "Origine", Forme.ORIGINE, ("origine", "provenance")),
    Champ("motif", "Motif de l’orientation", Forme.TEXTE, ("motif", "motif de l orientation")),
    Champ("integre_le", "Intégré·e le (reprise)", Forme.DATE,
          ("date d integration", "date integration", "integration", "integre le", "integree le",
           "date d entree", "date entree", "entree", "date d adhesion", "adhesion", "date d agrement")),
    Champ("protocole_anterieur", "Protocole antérieur (reprise)", Forme.TEXTE,
          ("protocole anterieur", "ancien protocole", "protocole")),
    Champ("reprise_decision", "Décision qui liste la reprise", Forme.TEXTE,
          ("decision", "decision de reprise", "reprise", "comite de pilotage")),
    Champ("participation", "Participation", Forme.PARTICIPATION,
          ("participation", "forme de participation", "type de participation")),
    # « Référent » alone is mostly the adviser of the PLIE.
    Champ("referent_nom", "Référent·e hors du PLIE", Forme.TEXTE,
          ("referent hors du plie", "referent e hors du plie", "referent exterieur", "referent externe")),
    Champ("referent_structure", "Structure de la personne référente hors du PLIE", Forme.TEXTE,
          ("structure du referent", "structure referente", "structure referent")),
)  # fmt: skip
PAR_CODE = {champ.code: champ for champ in CHAMPS}
# Of a PLIE that has several ways of taking part (A3.1); no other is asked for them.
PARTICIPATION = ("participation", "referent_nom", "referent_structure")
# Heads the last column of lines given back to be corrected (usecases/lignes_refusees.py): never read again.
RAISON = "Pourquoi cette ligne n’est pas entrée"
# What a spreadsheet computes begins so, the wide signs of some of them included; they write an apostrophe before it in lines given back.
CALCULE = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_NIR_HEADING = re.compile(
    r"\b(nir|nss|ss|secu|securite sociale|immatriculation sociale|numero social|carte vitale)\b"
)
# Thirteen digits without their key, or all fifteen, however spaced.
_NIR_SHAPE = re.compile(r"[1-478]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[ab])\d{6}(\d{2})?")
_WITHOUT_KEY, _KEY = 13, 2  # digits of a NIR, and of its key
_HEADINGS_WITHIN = 15  # lines that may stand above the headings


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table without what is never kept.

    Attributes:
        entetes: the headings, one a column; one that is empty is named by its letter.
        lettres: the letter that one sees above each column in the file.
        lignes: (the number that one sees beside it, its cells), the empty ones left out, and the headings said again.
        sans_nir: headings of the columns that were dropped.
        cellules_nir: (line, heading) of single cells that were emptied.
        depuis_1904: whether its numbers count days from 1904.
    """

    entetes: tuple[str, ...]
    lettres: tuple[str, ...]
    lignes: tuple[tuple[int, tuple[Cell, ...]], ...]
    sans_nir: tuple[str, ...] = ()
    cellules_nir: tuple[tuple[int, str], ...] = ()
    depuis_1904: bool = False

    @property
    def empreinte(self) -> str:
        """What its headings are remembered by, whatever their case and signs."""
        return sha256("\n".join(map(mots, self.entetes)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Which field each column fills ("" for none), and what is said once for every line."""

    champs: tuple[str, ...]
    pour_toutes: Mapping[str, str] = field(default_factory=dict)

    def avec(self, colonne: int, champ: str) -> "Correspondance":
        """Return it with a column that fills a field; the column that filled it before does no more."""
        champs = ["" if champ and code == champ else code for code in self.champs]
        champs[colonne] = champ
        return replace(self, champs=tuple(champs))

    def sans(self, champs: Collection[str]) -> "Correspondance":
        """Return it with no column that fills one of some fields."""
        return replace(self, champs=tuple("" if code in champs else code for code in self.champs))

    def manque(self) -> str:
        """Return in one sentence what is still missing, "" when lines can be read."""
        if NOM_COMPLET in self.champs or {"nom_naissance", "prenoms"} <= {*self.champs}:
            return ""
        return "Dites quelle colonne donne le nom, et laquelle donne le prénom."


def tableau(read: TableRead) -> Tableau:
    """Return a table that was read: its headings found, its empty lines and its NIR left out."""
    at = _headings_at(read.rows)
    width = max((len(row) for row in read.rows), default=0)
    given_back = width > 0 and texte(_wide(read.rows[at], width)[-1]) == RAISON
    width -= given_back
    rows = [[*map(_as_it_was, row)] for row in read.rows] if given_back else read.rows
    heads = tuple(
        texte(cell) or f"Colonne {lettre(i)}" for i, cell in enumerate(_wide(rows[at], width))
    )
    said = tuple(map(texte, _wide(rows[at], width)))
    lines = tuple(
        (number, wide)
        for number, row in enumerate(rows[at + 1 :], start=at + 2)
        for wide in (_wide(row, width),)
        if any(cell != "" for cell in wide) and tuple(map(texte, wide)) != said
    )
    return replace(_without_nir(heads, lines), depuis_1904=read.since_1904)


def proposer(heads: Sequence[str]) -> Correspondance:
    """Return the fields that headings mean, each once: a heading known whole before one begun so."""
    found = [""] * len(heads)
    for known in (_whole, _begun):
        for i, head in enumerate(map(mots, heads)):
            code = next((c.code for c in CHAMPS if known(c, head)), "")
            if code and not found[i] and code not in found:
                found[i] = code
    if {"nom_naissance", "prenoms"} <= {*found}:
        found = ["" if code == NOM_COMPLET else code for code in found]
    return Correspondance(tuple(found))


def texte(cell: Cell) -> str:
    """Return a cell as one would read it."""
    match cell:
        case bool():
            return "oui" if cell else "non"
        case float():
            return f"{cell:.0f}" if cell.is_integer() else f"{cell}".replace(".", ",")
        case Moment(iso):
            return "/".join(reversed(iso.split("-")))
        case _:
            return " ".join(cell.split())


def lettre(colonne: int) -> str:
    """Return the letter that a spreadsheet gives a column: « A » for 0, « AA » for 26."""
    letters, number = "", colonne + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _whole(champ: Champ, head: str) -> bool:
    return head in champ.entetes


def _begun(champ: Champ, head: str) -> bool:
    return any(head.startswith(f"{known} ") for known in champ.entetes)


def _headings_at(rows: Sequence[Sequence[Cell]]) -> int:
    """Return which line holds the headings: of the first ones, that which names most fields."""
    first = next((i for i, row in enumerate(rows) if any(cell != "" for cell in row)), 0)
    counts = {
        i: sum(bool(code) for code in proposer([texte(cell) for cell in row]).champs)
        for i, row in enumerate(rows[first : first + _HEADINGS_WITHIN], start=first)
    }
    best = max(counts, key=lambda i: (counts[i], -i), default=first)
    return best if counts.get(best) else first


def _as_it_was(cell: Cell) -> Cell:
    """Return a cell without the apostrophe that kept a spreadsheet from computing it: a formula is refused again."""
    armed = isinstance(cell, str) and cell.startswith("'") and cell.startswith(CALCULE, 1)
    return cell[1:] if armed and isinstance(cell, str) else cell


def _wide(row: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    return (*row, *([""] * (width - len(row))))[:width]


def _without_nir(
    heads: tuple[str, ...], lines: tuple[tuple[int, tuple[Cell, ...]], ...]
) -> Tableau:
    named = {i for i, head in enumerate(heads) if holds_nir(head) or _is_shaped(head)}
    # Where there are no headings, somebody's line stands for them: its number is no name of a column.
    heads = tuple(f"Colonne {lettre(i)}" if i in named else head for i, head in enumerate(heads))
    dropped = {i for i, head in enumerate(heads) if i in named or _NIR_HEADING.search(mots(head))}
    emptied: set[tuple[int, int]] = set()
    numbers, keys = _beside_their_keys(lines)
    for i in set(range(len(heads))) - dropped:
        filled = [(n, texte(row[i])) for n, row in lines if row[i] != ""]
        shaped = sum(_is_shaped(words) or (n, i) in keys for n, words in filled)
        if filled and 2 * shaped > len(filled):
            dropped.add(i)
        else:
            emptied |= {(n, i) for n, words in filled if (n, i) in numbers or holds_nir(words)}
    kept = [i for i in range(len(heads)) if i not in dropped]
    return Tableau(
        tuple(heads[i] for i in kept),
        tuple(map(lettre, kept)),
        tuple((n, tuple("" if (n, i) in emptied else row[i] for i in kept)) for n, row in lines),
        tuple(heads[i] for i in sorted(dropped)),
        tuple((n, heads[i]) for n, i in sorted(emptied)),
    )


def _beside_their_keys(
    lines: tuple[tuple[int, tuple[Cell, ...]], ...],
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the cells of numbers whose key stands in the cell beside, and those of these keys."""
    numbers: set[tuple[int, int]] = set()
    keys: set[tuple[int, int]] = set()
    for n, row in lines:
        for i, number in ((i, bare(texte(cell))) for i, cell in enumerate(row) if cell != ""):
            if len(number) != _WITHOUT_KEY or not _is_shaped(number):
                continue
            for j in (i - 1, i + 1):
                # A spreadsheet takes its zero from a key of one digit.
                key = bare(texte(row[j])).zfill(_KEY) if 0 <= j < len(row) else ""
                if len(key) == _KEY and holds_nir(f"{number} {key}"):
                    numbers.add((n, i))
                    keys.add((n, j))
    return numbers, keys


def _is_shaped(words: str) -> bool:
    return _NIR_SHAPE.fullmatch(bare(words.lower())) is not None
