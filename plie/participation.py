"""How a person takes part, said of a dossier: accompanied by the PLIE, or by somebody else (A3.1)."""

from plie import phrases
from plie.dossier import Dossier
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.regles.participation import FormeParticipation, ReglesParticipation


def forme(dossier: Dossier, referentiel: Referentiel) -> FormeParticipation | None:
    """Return the way in which a person takes part; None where the PLIE has but one."""
    rules, now = referentiel.participation, dossier.parcours_courant
    return rules.forme(now.participation if now else "") if rules is not None else None


def ailleurs(dossier: Dossier, referentiel: Referentiel) -> bool:
    """Whether somebody outside the PLIE accompanies this person: nobody here owes them a meeting."""
    found = forme(dossier, referentiel)
    return found is not None and found.exterieur


def en_bref(dossier: Dossier, referentiel: Referentiel) -> str:
    """Return the way in which a person takes part, when it is not the ordinary one; else ""."""
    rules, found = referentiel.participation, forme(dossier, referentiel)
    return found.libelle if rules is not None and found not in (None, rules.ordinaire) else ""


def en_mots(dossier: Dossier, referentiel: Referentiel) -> str:
    """Return it with the referent outside the PLIE, where there is one."""
    said, now = en_bref(dossier, referentiel), dossier.parcours_courant
    if not said or now is None or not ailleurs(dossier, referentiel):
        return said
    who = ", ".join(part for part in (now.referent_nom, now.referent_structure) if part)
    return f"{said} ({who})" if who else said


def objections(
    rules: ReglesParticipation | None,
    *,
    participation: str,
    referent_nom: str,
    referent_structure: str,
) -> tuple[Objection, ...]:
    """Return what to say beside the fields, which blocks nothing: who accompanies outside is to be named."""
    if rules is None or not rules.forme(participation).exterieur:
        return ()
    if referent_nom.strip() or referent_structure.strip():
        return ()
    return (
        Objection(
            "referent_nom",
            "referent_attendu",
            f"Dites qui accompagne cette personne, ou sa structure{phrases.cited(rules.article)}.",
            article=rules.article,
            blocking=False,
        ),
    )
