"""From the vault to the paper: gather what a template needs, render, and say who seals."""

import re
from datetime import date

from desktop.documents.compte_rendu import CompteRenduData, render
from desktop.documents.seal import Sealer
from desktop.models.line import Identity
from desktop.usecases import signes
from plie import phrases
from plie.kinds import CompteRendu
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.suite import read, said
from plie.vocabulaire import AccordEcran, GenreSuite, Modalite, NatureEntretien, label

_DASH = re.compile(r"\s+(?:—|–|--?)\s+")


def compte_rendu_pdf(cr: CompteRendu, *, referentiel: Referentiel, remarque: str = "") -> bytes:
    """Return the PDF of a compte-rendu with its two empty fields; the same bytes each time.

    The funding notice is the one in force at the date of the entretien (C12, P10).

    Raises:
        Refus: the remark, about to be signed, would be printed otherwise than it was typed.
    """
    signes.refuse(remarque, "Remarque")
    return render(printed(cr, referentiel=referentiel, remarque=remarque))


def printed(cr: CompteRendu, *, referentiel: Referentiel, remarque: str = "") -> CompteRenduData:
    """Return everything that its paper says, its hour on the clocks of this PLIE."""
    notice = referentiel.financement(cr.date)
    return CompteRenduData(
        id=cr.id,
        version=cr.version,
        remplace=cr.remplace,
        motif_remplacement=cr.motif or None,
        plie=referentiel.nom,
        operation=referentiel.operation.nom,
        operation_numero=referentiel.operation.numero,
        phrase_financement=notice.phrase,
        embleme=notice.embleme,
        date=cr.date,
        debut=cr.debut,
        duree_min=cr.duree_min,
        modalite=label(Modalite, cr.modalite),
        lieu=cr.lieu,
        nature=label(NatureEntretien, cr.nature),
        adherent=cr.adherent_nom,
        adherent_titre=referentiel.mot("adherent"),
        accompagnateur=cr.accompagnateur_nom,
        accompagnateur_titre=referentiel.mot("accompagnateur"),
        presents=cr.presents,
        sujets=tuple(referentiel.sujet(code) for code in cr.sujets),
        contenu=cr.contenu,
        suites=tuple(_suite(line) for line in cr.suites),
        prochain_rendez_vous=_next(cr),
        remarque=remarque,
        finalise_le=cr.finalise_le.astimezone(referentiel.zone),
    )


def sealer_of(identity: Identity) -> Sealer:
    """Return what seals with this adviser's certificate.

    Raises:
        Refus: the vault is not enrolled, so no authority vouches for it yet.
    """
    if not identity.certificate:
        raise Refus(
            "sans_certificat",
            "Ce poste n’est pas encore relié au magasin central\u00a0: il n’a pas de certificat pour "
            "sceller. Le compte-rendu est enregistré\u202f; il peut être imprimé et signé à la main.",
        )
    return Sealer(
        identity.private_key.encode(), identity.certificate.encode(), identity.authority.encode()
    )


def _suite(line: str) -> tuple[str, str]:
    """Split what is to be done from when; in a free décision a dash, typed as the keyboard has it."""
    what, when = said(read(line))
    if not when and read(line).genre is GenreSuite.DECISION:
        what, *rest = _DASH.split(what, maxsplit=1)
        when = "".join(rest)
    return what, when


def _next(cr: CompteRendu) -> str:
    if cr.prochain_le is None:
        return ""
    parts = [phrases.long_date(cr.prochain_le)]
    if cr.prochain_debut:
        parts.append(f"à {phrases.spoken_time(cr.prochain_debut)}")
    if cr.prochain_lieu:
        parts.append(f"({cr.prochain_lieu})")
    return " ".join(parts)


def accord_ecran(referentiel: Referentiel, *, on: date) -> tuple[AccordEcran, str]:
    """Return whether one may sign on screen that day, and the sentence to show ("" when admitted)."""
    accord, rule = referentiel.accord_ecran(on), referentiel.signature_ecran
    match accord:
        case AccordEcran.A_CONFIRMER:
            return (
                accord,
                f"{rule.phrase} Le papier, lui, est toujours admis (article {rule.article}).",
            )
        case AccordEcran.PAS_ENCORE if rule.admise_depuis:
            day = phrases.medium_date(rule.admise_depuis)
            return accord, (
                f"La signature à l’écran sera admise à partir du {day} (article {rule.article})\u00a0: d’ici là, "
                "ce compte-rendu se signe sur papier."
            )
        case AccordEcran.PAS_ADMIS:
            return accord, (
                f"{rule.phrase} Ce compte-rendu se signe sur papier (article {rule.article})."
            )
        case _:
            return accord, ""
