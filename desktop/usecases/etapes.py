"""The étapes and objectifs of a dossier: told on their panel, opened one by one, closed by a bilan (C9-3-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.annuaire import annuaire
from desktop.usecases.feuilles import Feuille, Partie, Seen, enregistrer, lire
from plie import etape as regles
from plie import nir, phrases
from plie.annuaire import Annuaire
from plie.dossier import Dossier
from plie.etape import lignes
from plie.kinds import (
    BilanEtape,
    Competence,
    Emploi,
    Etape,
    Objectif,
    Parcours,
    Personne,
    Professionnel,
)
from plie.referentiel import Referentiel
from plie.vocabulaire import TypeContrat, label
from plie.vocabulaire_dossier import EtatEtape, EtatObjectif, VerdictObjectif

ETAPE = (
    "intitule", "genre", "specifique_plie", "partenaire", "structure", "professionnel", "contact_nom",
    "contact_telephone", "contact_courriel", "proposee_le", "debut_prevu", "debut", "fin_prevue", "fin",
    "abandonnee_le", "motif_abandon", "objectifs", "objectifs_transmis_le",
)  # fmt: skip
OBJECTIF = (
    "intitule", "mesure", "fixe_le", "echeance", "etape", "avancement", "constat", "constate_le",
    "atteint_le", "abandonne_le",
)  # fmt: skip
_COMPETENCE = ("intitule", "acquise_le", "etape", "emploi", "preuve")
_OPEN_FIRST = (EtatObjectif.OUVERT, EtatObjectif.ATTEINT, EtatObjectif.ABANDONNE)


@dataclass(frozen=True, slots=True)
class Ligne:
    """One thing on the panel: its id, what it is, where it stands, the rest."""

    id: str
    titre: str
    etat: str
    detail: str


@dataclass(frozen=True, slots=True)
class Vue:
    """What the panel shows of a dossier: étapes newest first, objectifs open ones first, competences."""

    etapes: tuple[Ligne, ...]
    objectifs: tuple[Ligne, ...]
    competences: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class EtapeOuverte:
    """An étape as its form opens it, with what its rules and its proposals need of the dossier."""

    feuille: Feuille
    etape: Etape | None  # None before it is written
    autres: tuple[Etape, ...]
    bilan: BilanEtape | None
    annuaire: Annuaire
    professionnels: tuple[Professionnel, ...]  # whom a new choice proposes


@dataclass(frozen=True, slots=True)
class CompetenceOuverte:
    """A competence as its form opens it, and what may prove it: (id, words)."""

    feuille: Feuille
    etapes: tuple[tuple[str, str], ...]
    emplois: tuple[tuple[str, str], ...]


def vue(rows: Rows, dossier: str, *, referentiel: Referentiel, on: date) -> Vue:
    """Return what the panel of the parcours shows on a day."""
    etapes = rows.all(Etape, dossier=dossier)
    objectifs = rows.all(Objectif, dossier=dossier)
    bilans = {b.etape: b for b in _in_force(rows.all(BilanEtape, dossier=dossier))}
    newest = sorted(etapes, key=lambda e: (_day_of(e), e.id), reverse=True)
    order = sorted(
        objectifs,
        key=lambda o: (
            _OPEN_FIRST.index(regles.etat_objectif(o, on=on)),
            o.echeance or date.max,
            o.id,
        ),
    )
    known = Dossier(
        personne=rows.get(Personne, dossier), parcours=rows.all(Parcours, dossier=dossier)
    )
    return Vue(
        tuple(_of(known, e, _etape(e, bilans.get(e.id), referentiel, on)) for e in newest),
        tuple(_of(known, o, _objectif(o, on)) for o in order),
        _competences(rows, dossier, referentiel),
    )


def ouvrir_etape(rows: Rows, dossier: str, id_: str, *, on: date) -> EtapeOuverte:
    """Return an étape with what its form must carry; `id_` is "" for one that is not written yet.

    Raises:
        KeyError: the dossier or the étape is not here.
    """
    found = rows.get(Etape, id_) if id_ else None
    whose = found.dossier if found is not None else dossier
    known = annuaire(rows)
    bilans = rows.all(BilanEtape, etape=id_) if id_ else ()
    return EtapeOuverte(
        lire(rows, whose, (Partie(Etape, ETAPE, id_),)),
        found,
        tuple(e for e in rows.all(Etape, dossier=whose) if e.id != id_),
        next(iter(_in_force(bilans)), None),
        known,
        known.presents(on),
    )


def ouvrir_objectif(rows: Rows, dossier: str, id_: str) -> tuple[Feuille, tuple[Etape, ...]]:
    """Return an objectif as its form opens it, and the étapes that it may belong to.

    Raises:
        KeyError: the dossier or the objectif is not here.
    """
    whose = rows.get(Objectif, id_).dossier if id_ else dossier
    feuille = lire(rows, whose, (Partie(Objectif, OBJECTIF, id_),))
    return feuille, rows.all(Etape, dossier=whose)


def ouvrir_competence(rows: Rows, dossier: str, id_: str) -> CompetenceOuverte:
    """Return a competence, "" for one that is not written yet.

    Raises:
        KeyError: the dossier or the competence is not here.
    """
    whose = rows.get(Competence, id_).dossier if id_ else dossier
    jobs = rows.all(Emploi, dossier=whose)
    return CompetenceOuverte(
        lire(rows, whose, (Partie(Competence, _COMPETENCE, id_),)),
        tuple((e.id, e.intitule) for e in rows.all(Etape, dossier=whose) if e.intitule),
        tuple((e.id, _job(e)) for e in jobs if e.poste or e.type),
    )


def reconnaitre(values: Mapping[str, object], opened: EtapeOuverte) -> dict[str, object]:
    """Return the values of the form with the structure and the professional that its words name."""
    found = dict(values)
    if "partenaire" in found:
        structure = opened.annuaire.nommee(str(found["partenaire"] or ""))
        found["structure"] = structure.id if structure else None
    if "contact_nom" in found:
        told = found.get("structure", opened.etape.structure if opened.etape else None)
        where = opened.annuaire.structure(str(told)) if told else None
        who = opened.annuaire.nomme(
            str(found["contact_nom"] or ""), structure=where.id if where else None
        )
        found["professionnel"] = who.id if who else None
    return found


def enregistrer_etape(
    work: Work, dossier: str, parties: Sequence[Partie], *, values: Mapping[str, object], seen: Seen
) -> Changes:
    """Save what was typed of an étape.

    Raises:
        Refus: an abandon has no reason (C9-3-5); or as `enregistrer`.
    """
    (partie,) = parties
    if not regles.ABANDON.isdisjoint(values):
        held = work.rows.find(Etape, partie.id) if partie.id else None
        typed = {name: value for name, value in values.items() if name in ETAPE}
        before = held or Etape(id=work.new_id(), dossier=work.get(Personne, dossier).id)
        regles.juger_abandon(replace(before, **typed))  # type: ignore[arg-type]  # the form's editors give these shapes
    return enregistrer(work, dossier, parties, values=values, seen=seen)


def faire_bilan(
    work: Work,
    etape: str,
    *,
    verdicts: tuple[str, ...],
    texte: str,
    signataire_nom: str,
    signe_le: date | None,
    on: date,
) -> Changes:
    """Keep the bilan of an étape, one verdict for each of its objectives; another replaces it.

    Raises:
        Refus: a verdict or the partner's signature lacks (C9-3-6), or a NIR is written in it.
        KeyError: no such étape here.
    """
    of = work.get(Etape, etape)
    before = next(iter(_in_force(work.rows.all(BilanEtape, etape=etape))), None)
    bilan = BilanEtape(
        id=work.new_id(),
        dossier=of.dossier,
        etape=of.id,
        fait_le=on,
        objectifs=lignes(of.objectifs),
        verdicts=verdicts,
        texte=texte.strip(),
        signataire_nom=signataire_nom.strip(),
        signe_le=signe_le,
        remplace=before.id if before is not None else None,
    )
    nir.refuse(f"{bilan.texte}\n{bilan.signataire_nom}")
    regles.juger_bilan(bilan, of, on=on)
    work.insert(bilan)
    return work.commit()


def _in_force(bilans: tuple[BilanEtape, ...]) -> list[BilanEtape]:
    replaced = {b.remplace for b in bilans}
    return [b for b in reversed(bilans) if b.id not in replaced]


def _day_of(etape: Etape) -> date:
    return etape.debut or etape.proposee_le or etape.abandonnee_le or etape.fin or date.max


def _of(known: Dossier, thing: Etape | Objectif, line: Ligne) -> Ligne:
    """Return a line that says of which parcours it is, where that is not the current one."""
    day = _day_of(thing) if isinstance(thing, Etape) else thing.fixe_le
    if known.belongs(thing.parcours, None if day == date.max else day):
        return line
    return replace(line, detail=f"parcours précédent · {line.detail}".removesuffix(" · "))


def _etape(etape: Etape, bilan: BilanEtape | None, referentiel: Referentiel, on: date) -> Ligne:
    kind = _genre(etape.genre, referentiel)
    state = regles.etat(etape, on=on)
    parts = [
        kind if etape.intitule else "",
        "propre au PLIE" if etape.specifique_plie else "droit commun",
        etape.partenaire,
        _dates(etape, state),
        etape.motif_abandon if state is EtatEtape.ABANDONNEE else "",
        regles.transmission(etape),
        _bilan(bilan),
    ]
    titre = etape.intitule or kind or "Étape sans intitulé"
    return Ligne(etape.id, titre, state.label, " · ".join(part for part in parts if part))


def _dates(etape: Etape, state: EtatEtape) -> str:
    day = phrases.short_date
    if etape.debut is None:
        said = f"proposée le {day(etape.proposee_le)}" if etape.proposee_le else ""
        begins = f"début prévu le {day(etape.debut_prevu)}" if etape.debut_prevu else ""
        until = f"jusqu’au {day(etape.fin_prevue)}" if etape.fin_prevue else ""
        return " · ".join(part for part in (said, begins, until) if part)
    end = etape.abandonnee_le if state is EtatEtape.ABANDONNEE else etape.fin
    if end is not None:
        return f"du {day(etape.debut)} au {day(end)}"
    planned = f", fin prévue le {day(etape.fin_prevue)}" if etape.fin_prevue else ""
    return f"depuis le {day(etape.debut)}{planned}"


def _bilan(bilan: BilanEtape | None) -> str:
    if bilan is None:
        return ""
    reached = sum(v == VerdictObjectif.ATTEINT for v in bilan.verdicts)
    counted = f", {phrases.counted(reached, 'objectif', 'objectifs')} sur {len(bilan.verdicts)}"
    signed = f" le {phrases.short_date(bilan.signe_le)}" if bilan.signe_le else ""
    return f"bilan signé par {bilan.signataire_nom}{signed}{counted if bilan.verdicts else ''}"


def _objectif(objectif: Objectif, on: date) -> Ligne:
    day = phrases.short_date
    state = regles.etat_objectif(objectif, on=on)
    over = objectif.atteint_le if state is EtatObjectif.ATTEINT else objectif.abandonne_le
    late = state is EtatObjectif.OUVERT and objectif.echeance is not None and objectif.echeance < on
    due = (
        f"échéance {'dépassée, ' if late else ''}le {day(objectif.echeance)}"
        if objectif.echeance
        else ""
    )
    parts = [
        f"le {day(over)}" if over and state is not EtatObjectif.OUVERT else due,
        f"mesure\u00a0: {objectif.mesure}" if objectif.mesure else "",
        f"{objectif.avancement}\u00a0%" if objectif.avancement is not None else "",
        objectif.constat,
    ]
    detail = " · ".join(part for part in parts if part)
    return Ligne(objectif.id, objectif.intitule or "Objectif sans intitulé", state.label, detail)


def _competences(rows: Rows, dossier: str, referentiel: Referentiel) -> tuple[Ligne, ...]:
    found = rows.all(Competence, dossier=dossier)
    etapes = {e.id: e for e in rows.all(Etape, dossier=dossier)}
    emplois = {e.id: e for e in rows.all(Emploi, dossier=dossier)}
    newest = sorted(found, key=lambda c: (c.acquise_le or date.min, c.id), reverse=True)
    lines = []
    for one in newest:
        by = etapes.get(one.etape) if one.etape else None
        job = emplois.get(one.emploi) if one.emploi else None
        proof = ""
        if by is not None:
            proof = (
                f"prouvée par l’étape «\u00a0{by.intitule or _genre(by.genre, referentiel)}\u00a0»"
            )
        elif job is not None:
            proof = f"prouvée par l’emploi «\u00a0{_job(job)}\u00a0»"
        day = f"acquise le {phrases.short_date(one.acquise_le)}" if one.acquise_le else ""
        detail = " · ".join(part for part in (day, proof, one.preuve) if part)
        lines.append(Ligne(one.id, one.intitule or "Compétence sans intitulé", "", detail))
    return tuple(lines)


def _job(emploi: Emploi) -> str:
    return emploi.poste or label(TypeContrat, emploi.type)


def _genre(code: str, referentiel: Referentiel) -> str:
    return next((g.libelle for g in referentiel.etapes if g.code == code), code)
