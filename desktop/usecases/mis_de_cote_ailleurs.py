"""What the store set aside of others' work, for who reviews the dossiers: about what, why, until settled (sync.md §3).

What they wrote stays in the tray of their machine; here is told only that it waits there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import champs
from plie import nir
from plie.droits import Reason
from plie.kinds import MiseDeCote, MiseDeCoteReglee, Utilisateur
from plie.mise_de_cote import ouvertes
from plie.refus import Refus
from plie.vocabulaire import IssueMiseDeCote, Role, label

# Who looks after the work of others.
_REVOIENT = frozenset({Role.RESPONSABLE, Role.COORDINATION, Role.GESTIONNAIRE})


@dataclass(frozen=True, slots=True)
class MisDeCoteAilleurs:
    """A thing set aside: the person it is about, what it is, whose, why, and since when."""

    id: str
    dossier: str
    personne: str
    objet: str
    utilisateur: str
    auteur: str
    raison: str
    le: datetime


def mis_de_cote_ailleurs(rows: Rows) -> tuple[MisDeCoteAilleurs, ...]:
    """Return what others have set aside and is not settled, oldest first; nothing for who reviews nobody."""
    me = rows.identity()
    if me.role not in _REVOIENT:
        return ()
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    return tuple(
        MisDeCoteAilleurs(
            id=one.id,
            dossier=one.dossier,
            personne=champs.de_qui(rows, one.dossier),
            objet=champs.intitule(one.sur_kind, champs.ici(rows, one.sur_kind, one.sur_id)),
            utilisateur=one.auteur,
            auteur=names.get(one.auteur, "Quelqu’un d’autre"),
            raison=label(Reason, one.raison),
            le=one.le,
        )
        for one in _open(rows)
        if one.auteur != me.utilisateur
    )


def classer(work: Work, id_: str, *, motif: str, now: datetime) -> Changes:
    """Settle from here what someone else has set aside: their machine was lost, or they spoke of it.

    Raises:
        Refus: settled already, not this role's to settle, or without a reason.
    """
    if work.auteur.role not in _REVOIENT:
        raise Refus("droit_refuse", "Ce geste revient à la coordination.")
    found = next((one for one in _open(work.rows) if one.id == id_), None)
    if found is None:
        raise Refus("deja_regle", "C’est déjà réglé\u00a0: rien ne reste de côté pour cet élément.")
    if not motif.strip():
        raise Refus(
            "classe_sans_motif", "Dites pourquoi vous le classez\u00a0: la raison est gardée."
        )
    nir.refuse(motif)
    _settle(work, [found], found.operations, IssueMiseDeCote.CLASSEE, motif=motif, now=now)
    return work.commit()


def regler(
    work: Work,
    dossier: str,
    operations: Iterable[str],
    issue: IssueMiseDeCote,
    *,
    motif: str = "",
    now: datetime,
) -> None:
    """Tell those who review what its author did of it, within the caller's transaction.

    Where the store's word of it did not come, its author does not see the dossier: nothing could be told there.
    """
    mine = frozenset(operations)
    here = [
        m for m in work.rows.all(MiseDeCote, dossier=dossier) if mine.intersection(m.operations)
    ]
    _settle(work, here, mine, issue, motif=motif, now=now)


def _settle(
    work: Work,
    here: Iterable[MiseDeCote],
    operations: Iterable[str],
    issue: IssueMiseDeCote,
    *,
    motif: str,
    now: datetime,
) -> None:
    for dossier in {one.dossier for one in here}:
        work.insert(
            MiseDeCoteReglee(
                id=work.new_id(),
                dossier=dossier,
                operations=tuple(sorted(operations)),
                issue=issue.value,
                motif=motif.strip(),
                auteur_nom=work.auteur.nom,
                regle_le=now,
            )
        )


def _open(rows: Rows) -> tuple[MiseDeCote, ...]:
    return ouvertes(rows.all(MiseDeCote), rows.all(MiseDeCoteReglee))
