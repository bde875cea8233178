"""A dossier taken off an agenda before its sitting, or moved to another: what was inscribed stays, one more fact says why (C7)."""

from datetime import date

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from desktop.usecases import parcours
from desktop.usecases.dits import Dits, jour, texte
from desktop.usecases.dossiers import assemble
from desktop.usecases.seances import tenue
from plie import commission, legalite
from plie.dossier import Dossier
from plie.kinds import Id, Inscription, RetraitInscription
from plie.legalite import Geste
from plie.objection import Objection
from plie.referentiel import Referentiel

GESTES = frozenset({Geste.DEPLACER, Geste.RETIRER})
_NOBODY = Id("")


def objections(
    geste: Geste, dossier: Dossier, asked: Dits, *, referentiel: Referentiel, on: date
) -> tuple[Objection, ...]:
    """Return what stands against it as its form says it, field by field; nothing where no sitting waits."""
    waiting = legalite.en_attente(dossier)
    if waiting is None:
        return ()
    left = _left(waiting, asked, _NOBODY, by="", on=on)
    if geste is Geste.RETIRER:
        return commission.retire(left)
    day = jour(asked, "commission_le")
    if day is None:
        return (parcours.sans_date("commission_le"), *commission.retire(left))
    made = _moved(waiting, dossier, day, _NOBODY, referentiel)
    return commission.deplacement(made, left, dossier, parcours.regles(referentiel))


def faire(
    work: Work, geste: Geste, dossier: str, asked: Dits, *, referentiel: Referentiel, on: date
) -> Changes:
    """Write it: the withdrawal, and with it the inscription at the other sitting.

    Raises:
        Refus: this role does not, the sitting has been held, or a field is not as it must be.
    """
    known = assemble(work.rows, dossier)
    held = tenue(work.rows, known, referentiel=referentiel, on=on)
    refused = parcours.refus(
        geste, known, role=work.auteur.role, referentiel=referentiel, tenue=held
    )
    if refused is not None:
        raise refused
    for objection in objections(geste, known, asked, referentiel=referentiel, on=on):
        raise objection.refus()
    waiting, day = legalite.en_attente(known), jour(asked, "commission_le")
    if waiting is not None:
        to = None
        if geste is Geste.DEPLACER and day is not None:
            to = work.new_id()
            work.insert(_moved(waiting, known, day, to, referentiel))
        work.insert(_left(waiting, asked, work.new_id(), by=work.auteur.nom, on=on, to=to))
    return work.commit()


def _left(
    waiting: Inscription, asked: Dits, id_: Id, *, by: str, on: date, to: Id | None = None
) -> RetraitInscription:
    return RetraitInscription(
        id=id_,
        dossier=waiting.dossier,
        parcours=waiting.parcours,
        inscription=waiting.id,
        motif=texte(asked, "motif"),
        remplacee_par=to,
        auteur_nom=by,
        retire_le=on,
    )


def _moved(
    waiting: Inscription, dossier: Dossier, day: date, id_: Id, referentiel: Referentiel
) -> Inscription:
    return Inscription(
        id=id_,
        dossier=waiting.dossier,
        parcours=waiting.parcours,
        commission_le=day,
        objet=waiting.objet,
        motif_reexamen=waiting.motif_reexamen,
        incomplet=parcours.incomplet(dossier, waiting.objet, referentiel),
    )
