"""`ReglesSortie`: which exit rules a PLIE applies, with what numbers, read from its référentiel.

The kinds of rule are code (`familles.py`); which apply, to which contracts, with what numbers, is
data. No table in the référentiel, no rule.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from plie.calendrier import DAYS_IN_A_WEEK
from plie.mots import ECRITS, Mots
from plie.regles import choix
from plie.table import Table
from plie.vocabulaire import Mot, NatureCertification, TypeContrat

_MOST_MONTHS, _MOST_DAYS, _MOST_HOURS = 120, 3660, 168


class GenreRegle(Mot):
    """The kinds of rule by which a family of contracts makes an exit positive (domain.md §7)."""

    EN_COURS = "en_cours", "en cours, et tant de mois révolus"
    FENETRE = "fenetre", "tant de jours dans la fenêtre, ou un contrat de tant de mois"
    UN_CONTRAT = "un_contrat", "un contrat de tant de mois dans la fenêtre"
    SEMAINES = "semaines", "tant de semaines travaillées, à tant d’heures en moyenne"
    MISSIONS = "missions", "des missions sans interruption pendant tant de mois"


_OF_HOURS = (GenreRegle.SEMAINES, GenreRegle.MISSIONS)
_OF_MONTHS = tuple(regle for regle in GenreRegle if regle is not GenreRegle.SEMAINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Famille:
    """Contracts judged alike.

    Attributes:
        code: the `nature` of an answer.
        libelle: as a sentence calls them.
        types: the words of `TypeContrat` that belong here.
        compte: whether they are « listed »: false for étapes (C2), which never make an exit.
        regle: how they make an exit positive; None when they never do alone.
        mois: months to complete; days, weeks and mean weekly hours are the other thresholds.
        plus_de: the months must be exceeded, not only reached (A3.2).
        interruption_jours: the longest gap between missions that breaks nothing.
        renouvellement: contiguous contracts of one employer are one.
        temps_partiel: the rule of part time applies.
        pieces: codes of the pieces asked for; `a|b` is one of the two.
    """

    code: str
    libelle: str
    types: tuple[TypeContrat, ...]
    compte: bool = True
    regle: GenreRegle | None = None
    mois: int = 1
    plus_de: bool = False
    jours: int = 1
    semaines: int = 1
    heures: Decimal = Decimal(0)
    interruption_jours: int = 0
    renouvellement: bool = False
    temps_partiel: bool = False
    pieces: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TempsPartiel:
    """When part time is accepted (P7). Hours per week.

    `convenu`: it must suit the person besides. `derogation`: a named branch agreement is enough.
    """

    plein: Decimal
    minimum: Decimal
    convenu: bool
    derogation: bool
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleCertification:
    """How a certification makes an exit positive (P7, C2).

    `suivi_mois`: months of follow-up after it when no end was decided; None: positive at once.
    `emploi_mois`: months to complete by a job that began before the follow-up's end.
    """

    natures: tuple[NatureCertification, ...]
    comite: tuple[NatureCertification, ...]
    suivi_mois: int | None
    emploi_mois: int
    pieces: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleComite:
    """What goes to the comité technique: so many days covered, all listed families together (P7)."""

    jours: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesSortie:
    """The exit rules of a PLIE; `comite` is None where no one decides outside the criteria.

    `fenetre_mois`: months of the window that ends on the eve of the day judged. `jours_semaine`: days
    of work that make a whole week of hours. `mots`: those that the reasons are said with.
    """

    fenetre_mois: int
    jours_semaine: int
    familles: tuple[Famille, ...]
    temps_partiel: TempsPartiel
    certification: RegleCertification | None
    comite: RegleComite | None
    article: str
    mots: Mots = ECRITS

    def famille(self, type_: str) -> Famille | None:
        """Return the family of a type of contract; None for a type this PLIE does not know."""
        return next((f for f in self.familles if type_ in f.types), None)


def read(table: Table, *, pieces: Collection[str], mots: Mots) -> ReglesSortie:
    """Read `[sortie]` of a référentiel; `pieces` are those of its `[dossier]`, `mots` its own.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or contradicts another.
    """
    regles = ReglesSortie(
        fenetre_mois=table.integer("fenetre_mois", low=1, high=_MOST_MONTHS),
        jours_semaine=table.integer("jours_semaine", low=1, high=DAYS_IN_A_WEEK),
        familles=_familles(table, pieces),
        temps_partiel=_temps_partiel(table.table("temps_partiel")),
        certification=_certification(table.table("certification"), pieces)
        if table.has("certification")
        else None,
        comite=_comite(table.table("comite")) if table.has("comite") else None,
        article=table.text("article"),
        mots=mots,
    )
    table.close()
    return regles


def _familles(table: Table, pieces: Collection[str]) -> tuple[Famille, ...]:
    familles = tuple(_famille(item, pieces) for item in table.tables("famille"))
    codes = [famille.code for famille in familles]
    if not codes or len(set(codes)) != len(codes):
        raise table.refusal("famille", "au moins une famille est attendue, chaque code une fois")
    types = [type_ for famille in familles for type_ in famille.types]
    if len(set(types)) != len(types):
        raise table.refusal("famille", "un type de contrat y est dans deux familles")
    return familles


def _famille(table: Table, pieces: Collection[str]) -> Famille:
    regle = table.mot("regle", GenreRegle) if table.has("regle") else None

    def number(key: str, *regles: GenreRegle, low: int = 1, high: int = _MOST_DAYS) -> int:
        return table.integer(key, low=low, high=high) if regle in regles else low

    def flag(key: str) -> bool:
        return regle is not None and table.has(key) and table.boolean(key)

    famille = Famille(
        code=choix.code(table),
        libelle=table.text("libelle"),
        types=table.mots("types", TypeContrat),
        compte=table.boolean("compte") if table.has("compte") else True,
        regle=regle,
        mois=number("mois", *_OF_MONTHS, high=_MOST_MONTHS),
        plus_de=flag("plus_de"),
        jours=number("jours", GenreRegle.FENETRE),
        semaines=number("semaines", GenreRegle.SEMAINES),
        heures=_hours(table, "heures") if regle in _OF_HOURS else Decimal(0),
        interruption_jours=number("interruption_jours", GenreRegle.MISSIONS, low=0),
        renouvellement=flag("renouvellement"),
        temps_partiel=flag("temps_partiel"),
        pieces=choix.pieces(table, "pieces", pieces),
        article=table.text("article"),
    )
    table.close()
    if regle is not None and not famille.compte:
        raise table.refusal("regle", "une famille qui ne compte pas n’a pas de règle")
    return famille


def _temps_partiel(table: Table) -> TempsPartiel:
    regle = TempsPartiel(
        plein=_hours(table, "plein"),
        minimum=_hours(table, "minimum"),
        convenu=table.boolean("convenu"),
        derogation=table.boolean("derogation"),
        article=table.text("article"),
    )
    table.close()
    if regle.minimum > regle.plein:
        raise table.refusal("minimum", "le minimum dépasse le temps plein")
    return regle


def _certification(table: Table, pieces: Collection[str]) -> RegleCertification:
    follow = table.has("suivi_mois")
    regle = RegleCertification(
        natures=table.mots("natures", NatureCertification),
        comite=table.mots("comite", NatureCertification) if table.has("comite") else (),
        suivi_mois=table.integer("suivi_mois", low=1, high=_MOST_MONTHS) if follow else None,
        emploi_mois=table.integer("emploi_mois", low=1, high=_MOST_MONTHS) if follow else 0,
        pieces=choix.pieces(table, "pieces", pieces),
        article=table.text("article"),
    )
    table.close()
    if set(regle.natures) & set(regle.comite):
        raise table.refusal("comite", "une nature y est aussi dans «\u00a0natures\u00a0»")
    return regle


def _comite(table: Table) -> RegleComite:
    regle = RegleComite(
        jours=table.integer("jours", low=1, high=_MOST_DAYS), article=table.text("article")
    )
    table.close()
    return regle


def _hours(table: Table, key: str) -> Decimal:
    return Decimal(str(table.number(key, low=0, high=_MOST_HOURS)))
