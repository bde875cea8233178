"""A decision, a clôture, a visa or an avis noted by mistake: it stays where it was noted, one more fact says that it counts no more (C7)."""

from collections.abc import Callable
from datetime import date

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from desktop.usecases.dits import Dits, texte
from desktop.usecases.dossiers import assemble
from plie import annulation, commission, legalite, phrases
from plie.annulation import Annulable
from plie.dossier import Dossier
from plie.droits import Reason, may_write
from plie.kinds import Annulation, AvisMotive, Cloture, Decision, Id, Visa
from plie.objection import Objection
from plie.refus import Refus
from plie.vocabulaire import IssueCommission, ObjetCommission, label
from plie.vocabulaire_dossier import Avis, MotifCloture

_NOBODY = Id("")


def annulables(dossier: Dossier, role: str) -> tuple[Annulable, ...]:
    """Return what stands of the current parcours and this role may note, the last first: it alone may have been wrong."""
    return tuple(one for one in legalite.annulables(dossier) if _may(role, one))


def refus(dossier: Dossier, *, role: str) -> Refus | None:
    """Return why a role cancels nothing now; None when it may. Of several facts, why the last is not."""
    return legalite.annuler_parmi(dossier, annulables(dossier, role))


def objections(dossier: Dossier, asked: Dits, *, on: date) -> tuple[Objection, ...]:
    """Return what stands against it as its form says it, field by field."""
    chosen = _chosen(dossier, asked)
    if chosen is None:
        said = "Choisissez dans la liste ce qui a été noté par erreur."
        return (Objection("fait", "choix_attendu", said, article=legalite.ARTICLE),)
    against = commission.annule(_made(chosen, asked, _NOBODY, by="", on=on))
    found = legalite.annuler(dossier, chosen)
    if found is None:
        return against
    return (Objection("fait", found.code, found.phrase, article=found.article), *against)


def faire(work: Work, dossier: str, asked: Dits, *, on: date) -> Changes:
    """Write that a fact is cancelled.

    Raises:
        Refus: it is not this role's, a later fact stands on it, or a field is not as it must be.
    """
    known = assemble(work.rows, dossier)
    for objection in objections(known, asked, on=on):
        raise objection.refus()
    chosen = _chosen(known, asked)
    if chosen is not None:
        if not _may(work.auteur.role, chosen):
            raise Refus("droit_refuse", Reason.DROIT_REFUSE.label, article=legalite.ARTICLE)
        work.insert(_made(chosen, asked, work.new_id(), by=work.auteur.nom, on=on))
    return work.commit()


def annules(dossier: Dossier) -> tuple[tuple[Annulable, Annulation], ...]:
    """Return what was cancelled, with what says so."""
    by = annulation.par_fait(dossier.annulations)
    return tuple((one, by[one.id]) for one in dossier.annules)


def titre(fait: Annulable, dire: Callable[[str], str] = str) -> str:
    """Say which fact it is, with the words of a PLIE."""
    match fait:
        case Decision():
            what, said = "Décision", dire(label(IssueCommission, fait.issue).lower())
        case Cloture():
            what, said = "Clôture sans suite", label(MotifCloture, fait.motif).lower()
        case Visa():
            what = f"Visa, {dire(label(ObjetCommission, fait.objet).lower())}"
            said = "conforme" if fait.conforme else "à compléter"
        case AvisMotive():
            what = f"Avis motivé, {dire(label(ObjetCommission, fait.objet).lower())}"
            said = label(Avis, fait.avis).lower()
    return f"{what}\u00a0: {said}"


def nom(fait: Annulable, dire: Callable[[str], str]) -> str:
    """Say which fact it is, and of which day."""
    return f"{titre(fait, dire)}, le {phrases.short_date(annulation.jour(fait))}"


def pourquoi(par: Annulation) -> str:
    """Say why a fact was cancelled and by whom; a role that does not read why is told by whom."""
    return " — ".join(words for words in (par.motif, par.auteur_nom) if words)


def _may(role: str, fait: Annulable) -> bool:
    return may_write(role, "insert", "annulation", about=annulation.genre(fait).value).allowed


def _chosen(dossier: Dossier, asked: Dits) -> Annulable | None:
    named = texte(asked, "fait")
    return next((one for one in legalite.annulables(dossier) if one.id == named), None)


def _made(fait: Annulable, asked: Dits, id_: Id, *, by: str, on: date) -> Annulation:
    return Annulation(
        id=id_,
        dossier=fait.dossier,
        parcours=fait.parcours,
        genre=annulation.genre(fait).value,
        fait=fait.id,
        motif=texte(asked, "motif"),
        auteur_nom=by,
        annule_le=on,
    )
