"""Who a person is: their dossier opened with the little that is known, their identity put right (C9-3-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import communes
from desktop.usecases.orientations import structure_de
from plie import identite, reprise, situation
from plie.kinds import Coordonnees, Id, Parcours, Personne, Prescription
from plie.objection import Objection
from plie.regles.adhesion import ReglesAdhesion
from plie.vocabulaire import Origine

Seen = dict[str, tuple[str, ...]]
_PERSON = (
    "civilite", "prenoms", "nom_naissance", "nom_usage", "naissance_le", "naissance_lieu", "nationalite",
    "interprete", "difficulte_lecture",
)  # fmt: skip
_REACHED = ("adresse", "code_postal", "commune", "telephone", "courriel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidature:
    """The little that opens a dossier (C9-3-1)."""

    prenoms: str
    nom: str
    naissance_le: date | None = None
    commune: str = ""
    recue_le: date | None = None
    origine: str = Origine.PRESCRIPTEUR
    structure: str = ""
    professionnel: str = ""
    integre_le: date | None = None
    reprise_decision: str = ""
    protocole_anterieur: str = ""


def candidature(values: Mapping[str, object]) -> Candidature:
    """Return what a form gave; a value of another shape is left at its default."""
    shaped = {name: value for name, value in values.items() if isinstance(value, str | date)}
    return Candidature(**shaped)  # type: ignore[arg-type]  # the form's editors give these shapes


def objections(asked: Candidature, *, on: date) -> tuple[Objection, ...]:
    """Return what stands against opening this dossier on a day, field by field."""
    return (
        *identite.objections(
            prenoms=asked.prenoms,
            nom=asked.nom,
            naissance_le=asked.naissance_le,
            recue_le=asked.recue_le,
            on=on,
        ),
        *reprise.objections(
            origine=asked.origine,
            integre_le=asked.integre_le,
            decision=asked.reprise_decision,
            on=on,
        ),
    )


def creer(work: Work, asked: Candidature, *, on: date) -> Changes:
    """Open the dossier of a person oriented to the PLIE (C9-3-1), or taken over from an earlier protocol (P6).

    Raises:
        Refus: without first names or name, a day that is still to come, a reprise without its own day or decision.
    """
    for objection in objections(asked, on=on):
        raise objection.refus()
    id_, parcours = work.new_id(), work.new_id()
    work.insert(
        Personne(
            id=id_,
            prenoms=asked.prenoms.strip(),
            nom_naissance=asked.nom.strip(),
            naissance_le=asked.naissance_le,
        )
    )
    commune = asked.commune.strip()
    work.insert(
        Coordonnees(
            id=work.new_id(), dossier=id_, commune=commune, commune_insee=communes.insee(commune)
        )
    )
    again = asked.origine == Origine.REPRISE
    work.insert(
        Parcours(
            id=parcours,
            dossier=id_,
            origine=asked.origine,
            ouvert_le=asked.recue_le,
            integre_le=asked.integre_le if again else None,
            reprise_decision=asked.reprise_decision.strip() if again else "",
            protocole_anterieur=asked.protocole_anterieur.strip() if again else "",
        )
    )
    work.insert(
        Prescription(
            id=work.new_id(),
            dossier=id_,
            parcours=parcours,
            recue_le=asked.recue_le,
            origine=asked.origine,
            structure=Id(asked.structure) or structure_de(work.rows, asked.professionnel),
            professionnel=Id(asked.professionnel) or None,
        )
    )
    return work.commit()


def avis_commune(nom: object, *, adhesion: ReglesAdhesion | None) -> str:
    """Return what to say of a commune as it is typed, which blocks nothing; "" when there is nothing to say."""
    known = str(nom or "").strip()
    found = situation.avis_commune(known, communes.insee(known), adhesion=adhesion)
    return found.phrase if found is not None else ""


@dataclass(frozen=True, slots=True)
class Fiche:
    """What a form shows of an identity, and what each field had seen."""

    values: dict[str, object]
    seen: Seen


def lire(rows: Rows, dossier: str) -> Fiche:
    """Return who a person is and how they are reached.

    Raises:
        KeyError: no such dossier here.
    """
    person, reached = rows.get(Personne, dossier), rows.all(Coordonnees, dossier=dossier)
    values: dict[str, object] = {name: getattr(person, name) for name in _PERSON}
    seen = {name: heads for name, heads in rows.seen(Personne, dossier).items() if name in _PERSON}
    if reached:
        values |= {name: getattr(reached[-1], name) for name in _REACHED}
        heads = rows.seen(Coordonnees, reached[-1].id)
        seen |= {name: heads[name] for name in _REACHED if name in heads}
    return Fiche(values, seen)


def contre(values: Mapping[str, object], *, on: date) -> tuple[Objection, ...]:
    """Return what stands against these values of a form, field by field."""
    born = values.get("naissance_le")
    found = identite.objections(
        prenoms=str(values.get("prenoms") or ""),
        nom=str(values.get("nom_naissance") or ""),
        naissance_le=born if isinstance(born, date) else None,
        recue_le=None,
        on=on,
    )
    return tuple(replace(o, field="nom_naissance") if o.field == "nom" else o for o in found)


def modifier(
    work: Work, dossier: str, changed: Mapping[str, object], seen: Mapping[str, tuple[str, ...]]
) -> Changes:
    """Write the fields that changed, with what their form had shown of each; the history keeps the others."""
    person = {name: changed[name] for name in _PERSON if name in changed}
    reached = communes.suivre({name: changed[name] for name in _REACHED if name in changed})
    if person:
        work.patch(Personne, dossier, {**work.seen(Personne, dossier), **seen}, **person)
    if reached:
        known = work.rows.all(Coordonnees, dossier=dossier)
        if known:
            id_ = known[-1].id
            work.patch(Coordonnees, id_, {**work.seen(Coordonnees, id_), **seen}, **reached)
        else:
            whole: dict[str, Any] = {name: str(value or "") for name, value in reached.items()}
            work.insert(
                Coordonnees(id=work.new_id(), dossier=work.get(Personne, dossier).id, **whole)
            )
    return work.commit()
