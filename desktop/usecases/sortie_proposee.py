"""« Proposer la sortie »: the file of an exit, prepared by its AE, replaced as often as it is taken up again (P7, C7-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble
from desktop.usecases.sortie import certification_en_mots, contrat_en_mots, non_retenue
from plie import comite, nir, phrases, proposition
from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.kinds import Id, SortieProposee
from plie.piece import proposition as en_vigueur
from plie.referentiel import Referentiel
from plie.sortie.jugement import VerdictSortie, juger

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FicheSortie:
    """What the form of a proposal opens on: whose, what may be chosen, what was proposed already."""

    nom: str
    values: dict[str, object]
    emplois: Options
    certifications: Options
    verdict: str
    raisons: tuple[str, ...]
    deja: str  # said of the proposal that this one would replace, "" for none


def preparer(
    rows: Rows, dossier: str, *, referentiel: Referentiel, on: date, ahead: bool = False
) -> FicheSortie:
    """Return the file of an exit as far as it is written, or as the rules propose it.

    `ahead`: of one that is prepared for a day to come, which is still to be said (C9-3-4).

    Raises:
        KeyError: no such dossier here.
    """
    known = assemble(rows, dossier)
    rules = referentiel.sortie
    found = juger(cas(known), rules, on=on) if rules is not None else None
    before = en_vigueur(known)
    values = _proposed(before) if before is not None else {"sortie_le": on, "motif": ""}
    if before is None and found is not None:
        if found.verdict in (VerdictSortie.POSITIVE, VerdictSortie.COMITE_TECHNIQUE):
            values["motif"] = found.verdict.value
        values["emploi"] = _held_by(known, found.nature, referentiel)
    motif = next((m for regle in referentiel.alertes for m in regle.motifs), "")
    if ahead and motif and proposition.a_preparer(referentiel, str(values["motif"])) is None:
        values = {"motif": motif, "sortie_le": None}
    return FicheSortie(
        known.personne.nom,
        values,
        tuple(
            (e.id, contrat_en_mots(e)) for e in known.emplois if known.belongs(e.parcours, e.debut)
        ),
        tuple(
            (c.id, certification_en_mots(c))
            for c in known.certifications
            if known.belongs(c.parcours, c.obtenue_le)
        ),
        referentiel.dire(found.verdict.label) if found is not None else "",
        found.raisons if found is not None else (),
        _told(known, before, referentiel),
    )


def proposer(
    work: Work,
    dossier: str,
    values: Mapping[str, object],
    *,
    referentiel: Referentiel,
    now: datetime,
) -> Changes:
    """Propose a sortie; what was proposed before is replaced, and stays. `now` is local, aware.

    Raises:
        Refus: see `plie.proposition.verifier`; the comité's file lacks a part; or a NIR is written.
    """
    known = assemble(work.rows, dossier)
    motif, day = str(values.get("motif") or ""), values.get("sortie_le")
    sortie_le = day if isinstance(day, date) else None
    on = now.date()
    found = proposition.verifier(
        known,
        motif=motif,
        sortie_le=sortie_le,
        referentiel=referentiel,
        on=on,
        texte=str(values.get("texte") or ""),
    )
    parts = {r.value: str(values.get(r.value) or "") for r in comite.Rubrique}
    if motif == proposition.COMITE:
        comite.exiger(parts)
    texte = comite.composer(str(values.get("texte") or ""), parts)
    nir.refuse(texte)
    before = en_vigueur(known)
    work.insert(
        SortieProposee(
            id=work.new_id(),
            dossier=known.id,
            parcours=known.parcours_courant.id if known.parcours_courant else None,
            proposee_le=on,
            motif=motif,
            nature=(found.nature or "") if found is not None else "",
            emploi=_id(values, "emploi"),
            certification=_id(values, "certification"),
            sortie_le=sortie_le,
            texte=texte,
            remplace=before.id if before is not None else None,
        )
    )
    return work.commit()


def _id(values: Mapping[str, object], name: str) -> Id | None:
    return Id(str(values[name])) if values.get(name) else None


def _proposed(before: SortieProposee) -> dict[str, object]:
    free, parts = comite.lire(before.texte)
    return {
        "motif": before.motif,
        "sortie_le": before.sortie_le,
        "emploi": before.emploi or "",
        "certification": before.certification or "",
        "texte": free,
        **parts,
    }


def _held_by(known: Dossier, nature: str | None, referentiel: Referentiel) -> str:
    """Return the last contract of the family judged: the one that the exit rests on."""
    rules = referentiel.sortie
    same = [
        emploi
        for emploi in known.emplois
        if rules is not None
        and (famille := rules.famille(emploi.type)) is not None
        and famille.code == nature
    ]
    return max(same, key=lambda e: (e.debut or date.min, e.id)).id if same else ""


def _told(known: Dossier, before: SortieProposee | None, referentiel: Referentiel) -> str:
    if before is None:
        return ""
    named = next(
        (m.libelle for m in proposition.motifs(referentiel) if m.code == before.motif), before.motif
    )
    said = f"Déjà proposée le {phrases.short_date(before.proposee_le)}\u00a0: {named}.{non_retenue(known)}"
    return f"{said} Proposer de nouveau la remplace\u202f; elle reste au dossier."
