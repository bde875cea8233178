"""The FSE+ record of a dossier at entry, at exit and six months later, and how complete it is (2021/1057)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.champs import champ
from desktop.usecases.feuilles import parcours_courant
from plie import fse
from plie.kinds import Coordonnees, FseReleve, Personne
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire_dossier import MomentFse, ReponseFse

_MOST_FIGURES = 3  # of a number of months: a life of work has fewer than a thousand


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: what is known, and in words what is « non renseigné »."""

    moment: MomentFse
    id: str
    valeurs: dict[str, object]
    manque: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Releves:
    """The three moments, and whether the person can be reached: without, the participant is incomplete."""

    moments: tuple[Moment, ...]
    joignable: bool


def lire(rows: Rows, dossier: str, *, referentiel: Referentiel) -> Releves:
    """Return the records of the current parcours.

    Raises:
        KeyError: no such dossier here.
    """
    rows.get(Personne, dossier)
    reached = rows.all(Coordonnees, dossier=dossier)
    last = reached[-1] if reached else None
    return Releves(
        tuple(_moment(rows, dossier, moment, referentiel) for moment in MomentFse),
        bool(last and (last.telephone or last.courriel or last.contact_referent)),
    )


def enregistrer(
    work: Work, dossier: str, moment: MomentFse, values: Mapping[str, object]
) -> Changes:
    """Write what was answered at a moment; a draft may lack anything.

    Raises:
        Refus: the months of unemployment are no number.
    """
    told: dict[str, Any] = {n: values[n] for n in fse.ITEMS[moment] if n in values}
    if "chomage_mois" in told:
        told["chomage_mois"] = _months(str(told["chomage_mois"] or ""))
    known = _held(work.rows, dossier, moment)
    if known is None:
        work.insert(
            FseReleve(
                id=work.new_id(),
                dossier=work.get(Personne, dossier).id,
                parcours=parcours_courant(work.rows, dossier),
                moment=moment.value,
                **told,
            )
        )
    else:
        changed = {n: v for n, v in told.items() if getattr(known, n) != v}
        if changed:
            work.patch(FseReleve, known.id, work.seen(FseReleve, known.id), **changed)
    return work.commit()


def _months(words: str) -> int | None:
    text = words.strip()
    if text and (not text.isdecimal() or len(text) > _MOST_FIGURES):
        raise Refus("mois_illisibles", "Indiquez les mois de chômage en chiffres.")
    return int(text) if text else None


def _moment(rows: Rows, dossier: str, moment: MomentFse, referentiel: Referentiel) -> Moment:
    known = _held(rows, dossier, moment)
    values = {n: getattr(known, n) for n in fse.ITEMS[moment]} if known else {}
    months = values.get("chomage_mois")
    if "chomage_mois" in values:
        values["chomage_mois"] = "" if months is None else str(months)
    lacks = fse.manquants(known, moment)
    return Moment(
        moment,
        known.id if known else "",
        values,
        tuple(champ("fse_releve", n, referentiel).label for n in lacks),
        len(fse.ITEMS[moment]),
    )


def _held(rows: Rows, dossier: str, moment: MomentFse) -> FseReleve | None:
    now = parcours_courant(rows, dossier)
    held = [
        one
        for one in rows.all(FseReleve, dossier=dossier)
        if one.moment == moment and one.parcours == now
    ]
    return held[-1] if held else None


CITE = (
    *((str(level), f"CITE {level}") for level in range(9)),
    (ReponseFse.REFUS.value, ReponseFse.REFUS.label),
)
SEXE = (
    ("femme", "Femme"),
    ("homme", "Homme"),
    ("non_binaire", "Non binaire"),
    (ReponseFse.REFUS.value, ReponseFse.REFUS.label),
)
