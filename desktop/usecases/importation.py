"""An import, one gesture: the lines that were kept become dossiers in one transaction; it is undone in one.

It can be undone as long as nothing was written in these dossiers since, by anyone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from desktop.models import imports
from desktop.models.changes import Changes
from desktop.models.imports import Import, Ligne
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.cellules import AUTRES_TELEPHONES
from desktop.usecases.colonnes import (
    PAR_CODE,
    PARTICIPATION,
    Correspondance,
    Tableau,
    proposer,
    texte,
)
from desktop.usecases.essai import LigneEssai
from plie import phrases
from plie.droits import may_write
from plie.kinds import Coordonnees, Id, Parcours, Personne, Prescription, Situation
from plie.refus import Refus
from plie.vocabulaire import Origine

_EACH = 25  # lines between two words of progress: a tenth of a second
_PERSON = (
    "civilite", "nom_naissance", "nom_usage", "prenoms", "naissance_le", "naissance_lieu",
)  # fmt: skip
_REACHED = ("adresse", "code_postal", "commune", "commune_insee", "telephone", "courriel")
_SITUATION = ("france_travail_id",)
_REPRISE = ("integre_le", "protocole_anterieur", "reprise_decision")
_SENT = ("recue_le", "motif")
_SOME = 3  # names told


@dataclass(frozen=True, slots=True)
class DernierImport:
    """The latest import: when, how many dossiers, whether it can be undone, and if not, why."""

    id: str
    le: datetime
    nombre: int
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class LigneOrigine:
    """The line that a dossier came from: when it came in, its number in the table, (heading, cell) where not empty."""

    le: datetime
    numero: int
    cellules: tuple[tuple[str, str], ...]

    def phrases(self, zone: tzinfo | None) -> tuple[str, ...]:
        """Say where it comes from, then each cell under its heading."""
        day = phrases.short_date(self.le.astimezone(zone).date())
        return (
            f"Ligne {self.numero} du tableau importé le {day}",
            *(f"{head}\u00a0: {cell}" for head, cell in self.cellules),
        )


def peut_importer(role: str) -> bool:
    """Whether a role may open dossiers (domain.md §2)."""
    return all(
        may_write(role, "insert", word).allowed for word in ("personne", "coordonnees", "parcours")
    )


def correspondance(rows: Rows, table: Tableau) -> Correspondance:
    """Return the fields of a table's columns: as they were last time, else as its headings mean them."""
    known = imports.remembered(rows.connection, table.empreinte)
    if len(known) == len(table.entetes):
        return Correspondance(tuple(code if code in PAR_CODE else "" for code in known))
    return proposer(table.entetes)


def importer(
    work: Work,
    table: Tableau,
    lines: Sequence[LigneEssai],
    choix: Correspondance,
    *,
    dire: Callable[[int], None] = lambda _: None,
    arrete: Callable[[], bool] = lambda: False,
) -> Changes:
    """Open the dossiers of these lines, keep the lines, remember the columns.

    Raises:
        Refus: the role opens no dossier, there is no line, or it was stopped: nothing came in.
    """
    if not peut_importer(work.auteur.role):
        raise Refus("droit_refuse", "Votre rôle ne permet pas d’ouvrir des dossiers.")
    if not lines:
        raise Refus("rien_a_importer", "Aucune ligne n’est retenue\u00a0: rien n’a été importé.")
    cells, kept = dict(table.lignes), list[Ligne]()
    for start in range(0, len(lines), _EACH):
        dire(start)
        if arrete():
            raise Refus("import_arrete", "L’import est arrêté\u00a0: rien n’a été importé.")
        things = list[object]()
        for line in lines[start : start + _EACH]:
            person, rest = _made(work, line.valeurs)
            things += [person, *rest]
            kept.append(Ligne(person.id, line.numero, tuple(map(texte, cells[line.numero]))))
        work.insert_all(things)
    done = Import(work.new_id(), work.now(), table.entetes, len(kept))
    imports.keep(work.connection, done, kept)
    imports.remember(work.connection, table.empreinte, choix.champs)
    return work.commit()


def dernier(rows: Rows) -> DernierImport | None:
    """Return the latest import of this vault, and whether it can be undone."""
    found = imports.last(rows.connection)
    if found is None:
        return None
    return DernierImport(found.id, found.le, found.nombre, _obstacle(rows, found))


def annuler(
    work: Work,
    import_: str,
    *,
    dire: Callable[[int], None] = lambda _: None,
    arrete: Callable[[], bool] = lambda: False,
) -> Changes:
    """Take back every dossier of an import, and forget its lines.

    Raises:
        Refus: something was written in one of them since, one of them has left this machine, or it was
            stopped: everything stays.
    """
    found = imports.last(work.connection)
    if found is None or found.id != import_:
        raise Refus(
            "import_inconnu", "Cet import n’est plus le dernier\u00a0: rien n’a été annulé."
        )
    if obstacle := _obstacle(work.rows, found):
        raise Refus("import_touche", obstacle)
    for count, line in enumerate(imports.lines_of(work.connection, import_)):
        if count % _EACH == 0:
            dire(count)
            if arrete():
                raise Refus(
                    "annulation_arretee",
                    "L’import reste comme il était\u00a0: rien n’a été retiré.",
                )
        _take_back(work, line.dossier)
    imports.forget(work.connection, import_)
    return work.commit()


def origine_du_fichier(rows: Rows, dossier: str) -> LigneOrigine | None:
    """Return what the table said of a person, as it said it; None for who came otherwise."""
    found = imports.line_of(rows.connection, dossier)
    if found is None:
        return None
    done, line = found
    said = zip(done.entetes, line.cellules, strict=True)
    return LigneOrigine(done.le, line.numero, tuple((head, cell) for head, cell in said if cell))


def _obstacle(rows: Rows, found: Import) -> str:
    gone = found.nombre - imports.count(rows.connection, found.id)
    if gone:
        who = "Un de ces dossiers a" if gone == 1 else f"{gone} de ces dossiers ont"
        return f"{who} quitté ce poste\u00a0: cet import ne s’annule plus."
    touched = imports.touched(rows.connection, found.id)
    if not touched:
        return ""
    known = [person.nom for id_ in touched[:_SOME] if (person := rows.find(Personne, id_))]
    rest = len(touched) - len(known)
    more = f" et {phrases.counted(rest, 'autre', 'autres')}" if rest else ""
    return (
        f"Depuis cet import, on a écrit dans le dossier {phrases.de(', '.join(known))}{more}\u00a0: il ne s’annule "
        "plus. Les dossiers se corrigent un par un."
    )


def _take_back(work: Work, dossier: str) -> None:
    things: list[Prescription | Parcours | Situation | Coordonnees | Personne] = [
        *work.rows.all(Situation, dossier=dossier),
        *work.rows.all(Prescription, dossier=dossier),
        *work.rows.all(Parcours, dossier=dossier),
        *work.rows.all(Coordonnees, dossier=dossier),
        work.get(Personne, dossier),
    ]
    for thing in things:
        work.delete(type(thing), thing.id, work.seen(type(thing), thing.id))


def _made(work: Work, values: Mapping[str, str | date]) -> tuple[Personne, tuple[object, ...]]:
    id_, parcours = work.new_id(), work.new_id()
    origin = str(values.get("origine", ""))
    # Hors reprise, only the Commission integrates (P6).
    earlier = _among(values, _REPRISE) if origin == Origine.REPRISE else {}
    opened = values.get("recue_le") or earlier.get("integre_le")
    person = Personne(id=id_, **_among(values, _PERSON))  # type: ignore[arg-type]  # as the forms of the fields give them
    reached = Coordonnees(
        id=work.new_id(),
        dossier=id_,
        autres_telephones=_lines(values, AUTRES_TELEPHONES),
        **_among(values, _REACHED),  # type: ignore[arg-type]  # the same
    )
    standing = _situation(work, id_, parcours, values)
    part = _among(values, PARTICIPATION)
    course = Parcours(id=parcours, dossier=id_, origine=origin, ouvert_le=opened, **earlier, **part)  # type: ignore[arg-type]  # the same
    told = _among(values, _SENT)
    if (told or not earlier) and may_write(work.auteur.role, "insert", "prescription").allowed:
        sent = _prescription(work.new_id(), id_, parcours, origin, told)
        return person, (reached, course, *standing, sent)
    return person, (reached, course, *standing)


def _situation(
    work: Work, dossier: Id, parcours: Id, values: Mapping[str, str | date]
) -> tuple[Situation, ...]:
    """Return what the table says of the situation; nothing when it says nothing."""
    told, minima = _among(values, _SITUATION), _lines(values, "minima")
    allowed = may_write(work.auteur.role, "insert", "situation").allowed
    if not (allowed and (told or minima)):
        return ()
    made = Situation(id=work.new_id(), dossier=dossier, parcours=parcours, minima=minima, **told)  # type: ignore[arg-type]  # as above
    return (made,)


def _prescription(
    id_: Id, dossier: Id, parcours: Id, origin: str, told: Mapping[str, str | date]
) -> Prescription:
    return Prescription(id=id_, dossier=dossier, parcours=parcours, origine=origin, **told)  # type: ignore[arg-type]  # as above


def _among(values: Mapping[str, str | date], codes: tuple[str, ...]) -> dict[str, str | date]:
    return {code: values[code] for code in codes if code in values}


def _lines(values: Mapping[str, str | date], code: str) -> tuple[str, ...]:
    return tuple(line for line in str(values.get(code, "")).split("\n") if line)
