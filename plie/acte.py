"""The acte d’engagement: after an integration, three parties sign it; who did, and when (C7-1).

What is noted of a party last stands: a day mistaken is corrected by noting it again. Its paper circulates:
whoever of the AE and of coordination has it in hand notes any of the three.
"""

from dataclasses import dataclass
from datetime import date

from plie import nir
from plie.dossier import Dossier
from plie.kinds import ActeEngagement, Id, SignatureActe
from plie.objection import Objection
from plie.phrases import short_date
from plie.referentiel import Referentiel
from plie.vocabulaire import CodeAlerte
from plie.vocabulaire_dossier import PartieActe

ARTICLE = "C7-1"


@dataclass(frozen=True, slots=True)
class SignatureAttendue:
    """One party of the acte, and its signature in force; None while it is to sign."""

    partie: PartieActe
    signature: SignatureActe | None


def attendu(dossier: Dossier, referentiel: Referentiel) -> bool:
    """Whether a dossier has an acte to be signed: the person joined, under a protocol that asks for one."""
    asked = any(regle.code is CodeAlerte.ACTE_A_SIGNER for regle in referentiel.alertes)
    return asked and dossier.integration is not None


def acte(dossier: Dossier) -> ActeEngagement | None:
    """Return the acte of the current parcours, the first made; None before any signature."""
    return min(_own(dossier), key=lambda one: one.id, default=None)


def signatures(dossier: Dossier) -> tuple[SignatureAttendue, ...]:
    """Return the three parties of the current parcours’ acte, each with what was noted of it last.

    Two machines may have made an acte each, apart: they are one, what was noted under either counts.
    """
    own = {one.id for one in _own(dossier)}
    noted = sorted((s for s in dossier.signatures_actes if s.acte in own), key=lambda s: s.id)
    last = {s.qui: s for s in noted}
    return tuple(SignatureAttendue(partie, last.get(partie)) for partie in PartieActe)


def signe_le(dossier: Dossier, on: date) -> date | None:
    """Return the day on which the last of the three had signed; None while one is to sign, on that day."""
    days = [one.signature.signe_le for one in signatures(dossier) if one.signature is not None]
    return max(days) if len(days) == len(PartieActe) and max(days) <= on else None


def objections(
    dossier: Dossier, partie: PartieActe, *, signe_le: date | None, nom: str, on: date
) -> tuple[Objection, ...]:
    """Return what stands against noting a party’s signature, field by field."""
    found = [_day(dossier, signe_le, on), _name(nom)]
    standing = next(one.signature for one in signatures(dossier) if one.partie is partie)
    if standing and (standing.signe_le, standing.nom) == (signe_le, nom.strip()):
        found.append(_beside("signe_le", "signature_deja_notee", "C’est déjà ce qui est noté."))
    return tuple(one for one in found if one is not None)


def corrigees(dossier: Dossier) -> frozenset[Id]:
    """Return the ids of the signatures noted that a later one of the same parcours and party corrects."""
    of = {one.id: one.parcours for one in dossier.actes}
    noted = sorted(dossier.signatures_actes, key=lambda s: s.id)
    last = {(of.get(s.acte), s.qui): s.id for s in noted}
    return frozenset(s.id for s in noted) - frozenset(last.values())


def dit(signature: SignatureActe) -> str:
    """Say in the story of a dossier who signed; the name stands beside."""
    who = next((p.label for p in PartieActe if p == signature.qui), "une autre partie")
    return f"Acte d’engagement signé par {who}"


def _own(dossier: Dossier) -> list[ActeEngagement]:
    return [one for one in dossier.actes if dossier.belongs(one.parcours, one.etabli_le)]


def _day(dossier: Dossier, day: date | None, on: date) -> Objection | None:
    joined = dossier.integration
    if joined is None:
        return _beside(
            "signe_le",
            "acte_avant_integration",
            "L’acte d’engagement se signe après l’intégration\u00a0: elle n’est pas décidée.",
        )
    if day is None:
        return _beside("signe_le", "signature_sans_date", "Indiquez le jour de la signature.")
    if day > on:
        return _beside(
            "signe_le",
            "signature_future",
            f"Le {short_date(day)} est encore à venir\u00a0: seule une signature donnée se note.",
        )
    if day < joined:
        return _beside(
            "signe_le",
            "signature_avant_decision",
            f"Le {short_date(day)} est avant l’intégration, le {short_date(joined)}.",
        )
    return None


def _name(nom: str) -> Objection | None:
    if not nom.strip():
        return _beside("nom", "signature_sans_nom", "Indiquez qui a signé.")
    return _beside("nom", "nir_ecrit", nir.PHRASE) if nir.holds_nir(nom) else None


def _beside(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=ARTICLE)
