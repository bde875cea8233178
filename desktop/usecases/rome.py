"""What ROME codes are called: the official file of France Travail, brought in by the gestionnaire (domain.md §3).

The file is read in a child process, as any table from outside (decision 0037). A code that the file no longer has keeps
its words: dossiers still hold it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.models import oplog, rivals
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.pages.table_messages import Cell, TableRead
from desktop.pages.tables import content_of, read_table
from desktop.usecases.colonnes import texte
from plie import phrases
from plie.droits import may_write
from plie.kinds import MetierRome
from plie.phonetique import mots
from plie.refus import Refus
from plie.rome import identifiant, is_rome, rome
from wire.codec import instant

# The likeliest heading first; « libelle_appellation_… » is of another official file, and no label of a code.
_CODES = ("code rome", "rome", "code")
_LIBELLES = (
    "libelle rome",
    "libelle code rome",
    "libelle du code rome",
    "intitule rome",
    "libelle",
    "intitule",
)
_HEADINGS_WITHIN = 15  # lines that may stand above the headings
_MOST = 5_000  # the official list has some six hundred codes
_LONGEST = 300  # characters of a label
_FILE = "«\u00a0unix_referentiel_code_rome\u00a0»"
_SAFE = f"Rien n’a changé\u00a0: choisissez le fichier {_FILE} que publie France Travail."


@dataclass(frozen=True, slots=True)
class ListeRome:
    """The labels that a file gives, by code, and how many of its lines say nothing."""

    libelles: Mapping[str, str]
    ignorees: int = 0


@dataclass(frozen=True, slots=True)
class Ecart:
    """What a list brings to what is known here.

    Attributes:
        ajouts, changements: the labels to write, by code.
        departages: those of codes that two lists, brought in apart, call differently; this one has the last word.
        pareils: how many are known as they are.
        absents: how many are known and no longer in the list.
        ignorees: how many lines of the file say nothing.
    """

    ajouts: Mapping[str, str]
    changements: Mapping[str, str]
    departages: Mapping[str, str]
    pareils: int
    absents: int
    ignorees: int


@dataclass(frozen=True, slots=True)
class EtatRome:
    """How many codes have a label here, and when one was written last; None when none is.

    `doubles`: of how many codes two lists, brought in apart, say different labels.
    """

    nombre: int
    le: datetime | None
    doubles: int = 0


def peut_importer(role: str) -> bool:
    """Whether a role may bring the list in."""
    return may_write(role, "insert", "metier_rome").allowed


def lire_liste(path: Path, *, arrete: Callable[[], bool] = lambda: False) -> ListeRome:
    """Return the labels of a file.

    Raises:
        UnreadableTable: no table that can be read here, and why.
        ReadingStopped: `arrete` said so.
        Refus: it is a table of something else.
    """
    return liste(read_table(content_of(path), stopped=arrete))


def liste(read: TableRead) -> ListeRome:
    """Return the labels of a table, wherever its two columns are.

    Raises:
        Refus: it has not both columns, no valid code, too many, or two labels for one.
    """
    at, code_at, label_at = _columns(read.rows)
    found, ignored = dict[str, str](), 0
    for row in read.rows[at + 1 :]:
        if not any(cell != "" for cell in row):
            continue
        code = "".join(rome((_cell(row, code_at),)))
        words = _cell(row, label_at)
        if not is_rome(code) or not words or len(words) > _LONGEST:
            ignored += 1
        elif found.setdefault(code, words) != words:
            raise Refus(
                "rome_deux_libelles",
                f"Ce fichier donne deux libellés au code {code}\u00a0: ce n’est pas la liste des codes. {_SAFE}",
            )
    if not found:
        raise Refus(
            "rome_vide", f"Aucune ligne de ce fichier n’a un code ROME et son libellé. {_SAFE}"
        )
    if len(found) > _MOST:
        raise Refus("rome_trop", f"Ce fichier a bien plus de codes que le ROME. {_SAFE}")
    return ListeRome(found, ignored)


def comparer(rows: Rows, lue: ListeRome) -> Ecart:
    """Return what a list would write here."""
    known, disputed = _known(rows), doubles(rows)
    new = {code: words for code, words in lue.libelles.items() if code not in known}
    settled = {c: lue.libelles.get(c, words) for c, words in known.items() if c in disputed}
    other = {
        code: words
        for code, words in lue.libelles.items()
        if code not in new and code not in settled and known[code] != words
    }
    same = len(lue.libelles.keys() - new.keys() - other.keys() - settled.keys())
    gone = len(known.keys() - lue.libelles.keys())
    return Ecart(new, other, settled, same, gone, lue.ignorees)


def importer(work: Work, ecart: Ecart) -> Changes:
    """Write what a list brings: new codes, labels that changed, and those that two lists had said apart.

    Raises:
        Refus: it is the gestionnaire's to do.
    """
    if not peut_importer(work.auteur.role):
        raise Refus("droit_refuse", "Ce geste revient à la gestion.")
    work.insert_all(
        MetierRome(id=identifiant(code), code=code, libelle=words)
        for code, words in ecart.ajouts.items()
    )
    for code, words in {**ecart.changements, **ecart.departages}.items():
        id_ = identifiant(code)
        work.patch(MetierRome, id_, work.seen(MetierRome, id_), libelle=words)
    return work.commit()


def dit(ecart: Ecart) -> str:
    """Return in one sentence what a list brought."""
    parts = [
        _counted(len(ecart.ajouts), "code ajouté", "codes ajoutés"),
        _counted(len(ecart.changements), "libellé changé", "libellés changés"),
        _counted(
            len(ecart.departages),
            "libellé départagé entre deux listes",
            "libellés départagés entre deux listes",
        ),
        _counted(ecart.pareils, "inchangé", "inchangés"),
    ]
    if ecart.ignorees:
        parts.append(
            _counted(ecart.ignorees, "ligne ignorée", "lignes ignorées")
            + " (sans code valable ou sans libellé)"
        )
    if ecart.absents:
        parts.append(
            _counted(
                ecart.absents,
                "code que le fichier n’a plus, gardé",
                "codes que le fichier n’a plus, gardés",
            )
        )
    return f"Libellés ROME\u00a0: {', '.join(part for part in parts if part)}."


def doubles(rows: Rows) -> frozenset[str]:
    """Return the codes of which two lists, brought in apart, say different labels."""
    ids = rivals.of_kind(rows.connection, "metier_rome")
    return frozenset(one.code for one in rows.among(MetierRome, "id", ids)) if ids else frozenset()


def doubles_dits(count: int) -> str:
    """Say that two lists were brought in apart, and what to do; "" when none were."""
    if not count:
        return ""
    many = f"{count}\u00a0codes y ont" if count > 1 else "un code y a"
    return (
        f"Deux listes différentes ont été importées sur deux postes\u00a0: {many} deux libellés, dont un seul, le même "
        "partout, est montré. Importez la plus récente\u00a0: elle les départage tous."
    )


def etat(rows: Rows) -> EtatRome:
    """Return how many labels are known here, and since when as they are."""
    last = oplog.latest_of(rows.connection, "metier_rome")
    since = instant(last) if last else None
    return EtatRome(rows.count(MetierRome), since, len(doubles(rows)))


def libelles(rows: Rows) -> Mapping[str, str]:
    """Return every label that is known, by code, in the order of the codes."""
    return rows.once("rome", lambda: dict(sorted(_known(rows).items())))


def en_clair(rows: Rows, code: str) -> str:
    """Return a code and what it is called; the code alone when no list says."""
    found = rows.find(MetierRome, identifiant(code))
    return f"{code} {found.libelle}" if found is not None else code


def nommer(codes: Iterable[str], connus: Mapping[str, str]) -> str:
    """Return what codes are called, one a line, as they are typed; nothing as long as no list is known."""
    return "\n".join(
        f"{code} {connus[code]}"
        if code in connus
        else f"{code}\u00a0: code inconnu de la liste importée"
        for code in rome(codes)
        if connus and is_rome(code)
    )


def _known(rows: Rows) -> dict[str, str]:
    return {one.code: one.libelle for one in rows.all(MetierRome)}


def _columns(rows: Sequence[Sequence[Cell]]) -> tuple[int, int, int]:
    """Return the line of the headings, and where the codes and their labels are."""
    for at, row in enumerate(rows[:_HEADINGS_WITHIN]):
        heads = [mots(texte(cell)) for cell in row]
        code, words = (_first(heads, known) for known in (_CODES, _LIBELLES))
        if code is not None and words is not None:
            return at, code, words
    raise Refus(
        "rome_sans_colonnes",
        "Ce fichier n’a pas une colonne de codes ROME («\u00a0code_rome\u00a0») et une de leurs libellés "
        f"(«\u00a0libelle_rome\u00a0»). {_SAFE}",
    )


def _first(heads: Sequence[str], known: Sequence[str]) -> int | None:
    return next((heads.index(one) for one in known if one in heads), None)


def _cell(row: Sequence[Cell], at: int) -> str:
    return texte(row[at]) if at < len(row) else ""


def _counted(count: int, one: str, many: str) -> str:
    return phrases.counted(count, one, many) if count else ""
