"""An alert of a dossier put off until a day with its reason, or woken before it: two facts (domain.md §6).

What it is of, and for how long, is judged by `plie.sommeil`.
"""

from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble
from plie import sommeil as regles
from plie.alertes import reponse
from plie.alertes.alerte import Alerte
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.droits import knows_state, may_write
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.sommeil import Endormie, Partage


def partage(dossier: Dossier, *, referentiel: Referentiel, on: date, role: str) -> Partage:
    """Return the alerts of a dossier as every screen shows and counts them: awake, and put off.

    They are of a state: a role that does not know it is told none.
    """
    if not knows_state(role):
        return Partage((), ())
    found = alertes_du_dossier(dossier, referentiel=referentiel, on=on)
    etapes = (e for e in dossier.etapes if dossier.belongs(e.parcours, e.debut or e.proposee_le))
    return regles.partager(reponse.dites(found, etapes, on=on), dossier.sommeils, on=on)


def objections(
    rows: Rows,
    dossier: str,
    alerte: Alerte,
    *,
    jusqu_au: date | None,
    motif: str,
    referentiel: Referentiel,
    on: date,
) -> tuple[Objection, ...]:
    """Return what stands against putting an alert off, field by field.

    Raises:
        KeyError: no such dossier here.
    """
    known = assemble(rows, dossier)
    return _against(known, alerte, jusqu_au=jusqu_au, motif=motif, referentiel=referentiel, on=on)


def mettre_en_sommeil(
    work: Work,
    dossier: str,
    alerte: Alerte,
    *,
    jusqu_au: date | None,
    motif: str,
    referentiel: Referentiel,
    on: date,
) -> Changes:
    """Put an alert off until a day.

    Raises:
        Refus: this role does not, the alert is no longer awake, the day or the reason is not as it must be.
    """
    _may(work)
    known = assemble(work.rows, dossier)
    role = work.auteur.role
    awake = partage(known, referentiel=referentiel, on=on, role=role).eveillees
    if not any(regles.meme(one, alerte) for one in awake):
        raise Refus("alerte_levee", "Cette alerte n’attend plus. Rien n’a changé.")
    for objection in _against(
        known, alerte, jusqu_au=jusqu_au, motif=motif, referentiel=referentiel, on=on
    ):
        raise objection.refus()
    if jusqu_au is not None:
        made = regles.sommeil(
            work.new_id(), known.id, alerte, jusqu_au=jusqu_au, motif=motif, on=on
        )
        work.insert(made)
    return work.commit()


def reveiller(
    work: Work, dossier: str, endormie: Endormie, *, referentiel: Referentiel, on: date
) -> Changes:
    """Wake an alert today, before its day.

    Raises:
        Refus: this role does not, or it does not sleep any more.
    """
    _may(work)
    known, role = assemble(work.rows, dossier), work.auteur.role
    asleep = partage(known, referentiel=referentiel, on=on, role=role).endormies
    found = next((e for e in asleep if e.sommeil.id == endormie.sommeil.id), None)
    if found is None:
        raise Refus("alerte_eveillee", "Cette alerte ne dort plus. Rien n’a changé.")
    work.insert(regles.reveil(work.new_id(), found.sommeil, on=on))
    return work.commit()


def _may(work: Work) -> None:
    if not may_write(work.auteur.role, "insert", "mise_en_sommeil").allowed:
        raise Refus("droit_refuse", "Ce geste revient à l’accompagnateur·rice.")


def _against(
    known: Dossier,
    alerte: Alerte,
    *,
    jusqu_au: date | None,
    motif: str,
    referentiel: Referentiel,
    on: date,
) -> tuple[Objection, ...]:
    tient_le = _holds(known, alerte, jusqu_au, referentiel) if jusqu_au and on < jusqu_au else None
    return regles.objections(
        jusqu_au=jusqu_au,
        motif=motif,
        regles=referentiel.sommeil,
        tient_le=tient_le,
        on=on,
    )


def _holds(
    dossier: Dossier, alerte: Alerte, jusqu_au: date, referentiel: Referentiel
) -> date | None:
    """Return the day on which an alert will hold, when what is shown is its notice, by the day asked for."""
    if not alerte.annoncee:
        return None
    coming = alertes_du_dossier(dossier, referentiel=referentiel, on=jusqu_au)
    held = (one.depuis for one in coming if regles.meme(one, alerte) and not one.annoncee)
    return next(held, None)
