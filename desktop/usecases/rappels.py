"""What the rules and the Commission ask of an adviser today, as lines of Ma journée (C7-2).

Those that are urgent or important and hold are one group, the milder ones and the notices another: a screen folds it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from desktop.models import revue
from desktop.models.rows import Rows
from desktop.usecases import annulations as annulees
from desktop.usecases.caseload import LigneDossier
from desktop.usecases.ligne_jour import LigneJour
from plie import annulation, phrases, retrait_inscription
from plie.alertes.alerte import Alerte
from plie.dossier import Dossier
from plie.kinds import Annulation, Decision, FseReleve, RetraitInscription
from plie.referentiel import Referentiel
from plie.suivi_emploi import suivi_a_faire
from plie.vocabulaire import CodeAlerte, EtatParcours, GenreAnnule, Gravite, IssueCommission, label

F = TypeVar("F", RetraitInscription, Annulation)
PRESSANTE, MOINDRE = "alerte", "rappel"  # the two groups
# Until it is said to be read, the day tells a decision for two weeks; the dossier always.
_LATELY = timedelta(days=14)
_PRESSING = (Gravite.CRITIQUE, Gravite.SERIEUSE)


def alertes(
    dossiers: tuple[Dossier, ...], lignes: tuple[LigneDossier, ...]
) -> tuple[LigneJour, ...]:
    """Return every alert that is awake, a line each: the gravest first, then in the order of the list.

    A compte-rendu to sign is in the day already, late or not: its alert is not said twice.
    """
    told = {cr.id for d in dossiers for cr in d.a_signer()}
    found = [
        (line, one)
        for line in lignes
        for one in line.alertes
        if not (one.code is CodeAlerte.CR_A_SIGNER and one.objet in told)
    ]
    return (*_group(found, PRESSANTE), *_group(found, MOINDRE))


def decisions(
    rows: Rows,
    dossiers: tuple[Dossier, ...],
    names: Mapping[str, str],
    *,
    referentiel: Referentiel,
    on: date,
) -> tuple[LigneJour, ...]:
    """Return what was decided lately and the reader has not said to have read, the last first; by whom, where it is another body."""
    taken = [
        d
        for dossier in dossiers
        for d in dossier.decisions
        if d.prise_le <= on <= d.prise_le + _LATELY
    ]
    read = revue.read_by(rows, [d.id for d in taken], reader=rows.identity().utilisateur)
    taken.sort(key=lambda d: (-d.prise_le.toordinal(), names[d.dossier], d.id))
    return tuple(
        LigneJour(
            "decision",
            names[d.dossier],
            _told(d, referentiel),
            "lire_decision",
            d.dossier,
            d.id,
            instance=_body(d, referentiel),
        )
        for d in taken
        if d.id not in read
    )


def retraits(
    rows: Rows, dossiers: tuple[Dossier, ...], names: Mapping[str, str], on: date
) -> tuple[LigneJour, ...]:
    """Return what others took off an agenda lately, or moved to another sitting, and is not read, the last first."""
    said = {
        r.id: retrait_inscription.dit(r, d.inscriptions, compte=True)
        for d in dossiers
        for r in d.retraits
        if r.id in retrait_inscription.comptent(d.retraits, d.decisions)
    }
    all_ = [(r.retire_le, r) for d in dossiers for r in d.retraits if r.id in said]
    return tuple(
        LigneJour(
            "seance",
            names[r.dossier],
            f"{said[r.id]}\u00a0: {r.motif}",
            "lire_seance",
            r.dossier,
            r.id,
        )
        for r in _of_others(rows, RetraitInscription, all_, names, on)
    )


def annulations(
    rows: Rows,
    dossiers: tuple[Dossier, ...],
    names: Mapping[str, str],
    *,
    referentiel: Referentiel,
    on: date,
) -> tuple[LigneJour, ...]:
    """Return what others cancelled lately and is not read, the last first."""
    dire = referentiel.dire
    noted = {one.id: annulees.nom(one, dire) for d in dossiers for one in d.annules}
    all_ = [(a.annule_le, a) for d in dossiers for a in d.annulations]
    return tuple(
        LigneJour(
            "annulation",
            names[a.dossier],
            f"{noted.get(a.fait) or dire(label(GenreAnnule, a.genre))}{annulation.dit(a)}\u00a0: {a.motif}",
            "lire_annulation",
            a.dossier,
            a.id,
        )
        for a in _of_others(rows, Annulation, all_, names, on)
    )


def suivis(
    rows: Rows,
    dossiers: tuple[Dossier, ...],
    names: Mapping[str, str],
    *,
    referentiel: Referentiel,
    on: date,
) -> tuple[LigneJour, ...]:
    """Return who left some months ago and is to be asked what became of them, the earliest first."""
    rules = referentiel.suivi_emploi
    if rules is None:
        return ()
    releves = rows.by_dossier(FseReleve)
    left = [
        replace(d, releves_fse=releves.get(d.id, ()))
        for d in dossiers
        if d.etat is EtatParcours.SORTI
    ]
    found = [
        (due, names[d.id], d.id)
        for d in left
        if (due := suivi_a_faire(d, referentiel=referentiel, on=on)) is not None
    ]
    return tuple(
        LigneJour(
            "suivi",
            nom,
            f"Suivi à {rules.mois}\u00a0mois de la sortie\u00a0: à faire le {phrases.short_date(due)}",
            "suivre",
            id_,
            id_,
            article=rules.article,
        )
        for due, nom, id_ in sorted(found)
    )


def _of_others(
    rows: Rows, cls: type[F], facts: Iterable[tuple[date, F]], names: Mapping[str, str], on: date
) -> tuple[F, ...]:
    """Return, of facts each with its day, what others wrote lately and is not read, the last first."""
    me = rows.identity().utilisateur
    found = [(le, fact) for le, fact in facts if le <= on <= le + _LATELY]
    ids = [fact.id for _, fact in found]
    known = revue.written_by(rows, cls, ids, author=me) | revue.read_by(rows, ids, reader=me)
    found.sort(key=lambda one: (-one[0].toordinal(), names[one[1].dossier], one[1].id))
    return tuple(fact for _, fact in found if fact.id not in known)


def _body(d: Decision, referentiel: Referentiel) -> str:
    rules = referentiel.commission
    return rules.ailleurs(d.objet) if rules is not None else ""


def _told(d: Decision, referentiel: Referentiel) -> str:
    body = _body(d, referentiel)
    by = f" ({body})" if body else ""
    said = [
        f"{referentiel.dire(label(IssueCommission, d.issue))}{by}, le {phrases.short_date(d.prise_le)}"
    ]
    if d.suspendu_jusqu_au:
        said.append(f"jusqu’au {phrases.short_date(d.suspendu_jusqu_au)}")
    if d.prochain_reexamen:
        again = referentiel.dire("prochain réexamen le")
        said.append(f"{again} {phrases.short_date(d.prochain_reexamen)}")
    return " · ".join(said)


def _group(found: list[tuple[LigneDossier, Alerte]], group: str) -> Iterator[LigneJour]:
    for gravite in reversed(Gravite):
        for line, one in found:
            if one.gravite is gravite and _is_pressing(one) == (group == PRESSANTE):
                id_ = f"{line.id}_{one.code.value}_{one.objet or ''}"
                yield LigneJour(
                    group, line.nom, one.phrase, "repondre_alerte", line.id, id_, alerte=one
                )


def _is_pressing(alerte: Alerte) -> bool:
    """Whether it holds, and is grave: a notice is of what is still to come."""
    return alerte.gravite in _PRESSING and not alerte.annoncee
