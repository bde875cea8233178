"""What is added to a file for the Commission: préconisations, visa, avis motivé (C7, C7-2).

A form says of it what it may (`asked`, its fields by their names); the same rules judge it beside the
fields, and again when it is written.
"""

from dataclasses import replace
from datetime import date

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from desktop.usecases.dits import Dits, jour, texte
from desktop.usecases.dossiers import assemble
from plie import instruction, legalite
from plie.dossier import Dossier
from plie.droits import may_write
from plie.instruction import Apport, Apporte
from plie.kinds import AvisMotive, Id, Preconisation, Visa
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus

CONFORME, A_COMPLETER = "conforme", "a_completer"
_KINDS = {Apport.PRECONISER: "preconisation", Apport.VISER: "visa", Apport.AVISER: "avis_motive"}
_WHO = {
    Apport.PRECONISER: "Ce geste revient à l’accompagnateur·rice.",
    Apport.VISER: "Ce geste revient à la personne responsable de l’action.",
    Apport.AVISER: "Ce geste revient à la personne responsable de l’action.",
}
_DAYS = {
    Apport.PRECONISER: "proposee_le",
    Apport.VISER: "vise_le",
    Apport.AVISER: "rendu_le",
}
_ANSWERS = frozenset({CONFORME, A_COMPLETER})
_NOBODY = Id("")


def peut(apport: Apport, *, role: str) -> bool:
    """Whether it falls to a role to give it."""
    return may_write(role, "insert", _KINDS[apport]).allowed


def refus(apport: Apport, dossier: Dossier, *, role: str, referentiel: Referentiel) -> Refus | None:
    """Return why a role does not give it now; None when it may."""
    told = may_write(role, "insert", _KINDS[apport])
    if not told.allowed:
        return Refus("droit_refuse", _WHO[apport], article=told.article or instruction.ARTICLE)
    return instruction.refus(apport, dossier, referentiel)


def objections(
    apport: Apport, dossier: Dossier, asked: Dits, *, referentiel: Referentiel, on: date
) -> tuple[Objection, ...]:
    """Return what stands against it as its form says it, field by field."""
    if jour(asked, _DAYS[apport]) is None:
        return (_object(_DAYS[apport], "geste_sans_date", "Indiquez la date."),)
    if texte(asked, "objet") not in instruction.objets(apport, dossier, referentiel):
        return (_object("objet", "choix_attendu", "Choisissez dans la liste."),)
    if apport is Apport.VISER and texte(asked, "conforme") not in _ANSWERS:
        return (_object("conforme", "choix_attendu", "Dites si le dossier est conforme."),)
    made = _made(apport, dossier, asked, _NOBODY)
    return instruction.objections(made, dossier, referentiel, on=on)


def apporter(
    work: Work, apport: Apport, dossier: str, asked: Dits, *, referentiel: Referentiel, on: date
) -> Changes:
    """Write it.

    Raises:
        Refus: this role does not, nothing waits for it, or a field is not as it must be.
    """
    known = assemble(work.rows, dossier)
    refused = refus(apport, known, role=work.auteur.role, referentiel=referentiel)
    if refused is not None:
        raise refused
    for objection in objections(apport, known, asked, referentiel=referentiel, on=on):
        raise objection.refus()
    made = _made(apport, known, asked, work.new_id())
    if not isinstance(made, Preconisation):
        made = replace(made, auteur_nom=work.auteur.nom)
    work.insert(made)
    return work.commit()


def _made(apport: Apport, dossier: Dossier, asked: Dits, id_: Id) -> Apporte:
    now, waiting = dossier.parcours_courant, legalite.en_attente(dossier)
    parcours, objet = (now.id if now else None), texte(asked, "objet")
    day = jour(asked, _DAYS[apport]) or date.min
    inscription = waiting.id if waiting and waiting.objet == objet else None
    match apport:
        case Apport.VISER:
            return Visa(
                id=id_, dossier=dossier.id, parcours=parcours, inscription=inscription,
                objet=objet, conforme=texte(asked, "conforme") == CONFORME,
                reserves=texte(asked, "reserves"), auteur_nom="", vise_le=day,
            )  # fmt: skip
        case Apport.AVISER:
            return AvisMotive(
                id=id_, dossier=dossier.id, parcours=parcours, inscription=inscription,
                objet=objet, avis=texte(asked, "avis"), texte=texte(asked, "texte"),
                auteur_nom="", rendu_le=day,
            )  # fmt: skip
        case Apport.PRECONISER:
            return Preconisation(
                id=id_, dossier=dossier.id, parcours=parcours, objet=objet,
                texte=texte(asked, "texte"), proposee_le=day,
            )  # fmt: skip


def _object(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=instruction.ARTICLE)
