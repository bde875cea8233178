"""The orientation of the current parcours as one form: when, from where, the pré-diagnostic (C9-3-1).

Who sent the person is said from the directory (`orientations`), the lot on the candidature (`candidatures`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import feuilles
from desktop.usecases.dossiers import assemble
from desktop.usecases.feuilles import Feuille, Partie, Seen
from plie import candidature, reprise
from plie import prescription as regles
from plie.kinds import Parcours, Prescription
from plie.objection import Objection
from plie.vocabulaire import Origine

CHAMPS = ("recue_le", "origine", "orientee_le", "motif", "pre_diagnostic", "projet", "freins")
PREFIXE = "parcours."  # before the fields of the parcours, in the form
REPRISE = ("integre_le", "reprise_decision", "protocole_anterieur")


@dataclass(frozen=True, slots=True)
class PrescriptionOuverte:
    """What the screen opens: the form, the origins it may have, whether it is a reprise, why it is closed."""

    feuille: Feuille
    origines: tuple[tuple[str, str], ...]
    reprise: bool
    figee: str


def ouvrir(rows: Rows, dossier: str, *, on: date) -> PrescriptionOuverte:
    """Return the orientation of the current parcours; one that was never noted begins at its first field.

    A reprise stays one, and nothing else becomes one: it is integrated by its own gesture (P6).

    Raises:
        KeyError: no such dossier here.
    """
    whole = assemble(rows, dossier)
    received, now = candidature.prescription(whole), whole.parcours_courant
    origin = now.origine if now else ""
    parts = [
        Partie(Prescription, CHAMPS, received.id if received else "", neuf={"origine": origin})
    ]
    if now is not None:
        parts.append(Partie(Parcours, ("origine", *REPRISE), now.id, PREFIXE))
    again = origin == Origine.REPRISE
    closed = regles.figee(whole, on=on)
    return PrescriptionOuverte(
        feuilles.lire(rows, dossier, parts),
        tuple((o.value, o.label) for o in Origine if (o is Origine.REPRISE) == again),
        again,
        closed.phrase if closed else "",
    )


def completer(values: Mapping[str, object]) -> dict[str, object]:
    """Return what was typed with what follows from it: the parcours has the origin of its orientation."""
    follows = {f"{PREFIXE}origine": values["origine"]} if "origine" in values else {}
    return {**values, **follows}


def objections(values: Mapping[str, object], *, on: date) -> tuple[Objection, ...]:
    """Return what stands against what a form shows, field by field."""
    found = regles.objections(
        recue_le=_day(values, "recue_le"), orientee_le=_day(values, "orientee_le"), on=on
    )
    lacks = _reprise(values, on=on) if f"{PREFIXE}integre_le" in values else ()
    return (*found, *lacks)


def enregistrer(
    work: Work,
    dossier: str,
    parties: Sequence[Partie],
    *,
    values: Mapping[str, object],
    seen: Seen,
    on: date,
) -> Changes:
    """Save the fields that changed.

    Raises:
        Refus: the Commission has seen it, or a reprise would lack its day or its decision.
    """
    closed = regles.figee(assemble(work.rows, dossier), on=on)
    if closed is not None:
        raise closed
    if any(f"{PREFIXE}{name}" in values for name in REPRISE):
        shown = feuilles.lire(work.rows, dossier, parties).values
        for objection in _reprise({**shown, **values}, on=on):
            raise objection.refus()
    return feuilles.enregistrer(work, dossier, parties, values=values, seen=seen)


def _reprise(values: Mapping[str, object], *, on: date) -> tuple[Objection, ...]:
    found = reprise.objections(
        origine=Origine.REPRISE,
        integre_le=_day(values, f"{PREFIXE}integre_le"),
        decision=str(values.get(f"{PREFIXE}reprise_decision") or ""),
        on=on,
    )
    return tuple(replace(o, field=PREFIXE + o.field) for o in found)


def _day(values: Mapping[str, object], name: str) -> date | None:
    found = values.get(name)
    return found if isinstance(found, date) else None
