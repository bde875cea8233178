"""The story of a dossier, line by line: what happened, the latest first; each line opens its thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from types import MappingProxyType

from desktop.usecases import annulations
from desktop.usecases.noms import KINDS
from plie import acte, annulation, kinds, phrases, retrait_inscription, sommeil
from plie.compte_rendu import etat
from plie.dossier import Dossier
from plie.evenement import remplacants
from plie.regles.commission import ReglesCommission
from plie.rendez_vous import PREVENU
from plie.vocabulaire import (
    EtatCompteRendu,
    GenreAnnule,
    GenreEvenement,
    IssueCommission,
    IssueRendezVous,
    Modalite,
    NatureEntretien,
    ObjetCommission,
    Origine,
    TypeContrat,
    label,
)


@dataclass(frozen=True, slots=True)
class LigneFil:
    """One line of the timeline: when, an icon's word, a title, a detail; what opens it."""

    le: date
    heure: time | None
    icone: str
    titre: str
    detail: str
    kind: str
    id: str
    reprise: bool = False  # it may be corrected or cancelled


def fil(
    dossier: Dossier,
    *,
    zone: tzinfo,
    dire: Callable[[str], str] = str,
    regles: ReglesCommission | None = None,
    titres: Mapping[str, str] = MappingProxyType({}),
) -> tuple[LigneFil, ...]:
    """Return the story of a dossier, newest first, on the clocks of a zone.

    `dire` says it with their words; `regles` name the body that decides, where it is not the one of every day;
    `titres` say what the alerts are called.
    """
    lines = [
        *_entretiens(dossier, zone),
        *_contacts(dossier),
        *_parcours(dossier),
        *_commission(dossier, dire, regles),
        *_revue(dossier, zone, dire),
        *_notes(dossier, titres),
    ]
    return tuple(sorted(lines, key=lambda x: (x.le, x.heure or time(0), x.id), reverse=True))


def _entretiens(dossier: Dossier, zone: tzinfo) -> list[LigneFil]:
    lines = []
    frozen = {cr.entretien for cr in dossier.comptes_rendus}
    by = {cr.remplace: cr for cr in dossier.comptes_rendus if cr.remplace}
    for cr in dossier.comptes_rendus:
        state = etat(cr, [s for s in dossier.signatures if s.compte_rendu == cr.id])
        waits = state is EtatCompteRendu.FINALISE and cr.id not in by
        version = f" (version {cr.version})" if cr.version > 1 else ""
        lines.append(
            LigneFil(
                cr.date,
                cr.debut,
                "signature" if waits else "compte_rendu",
                f"{_nature(cr.nature)}{version} — "
                + (_replaced(by[cr.id], zone) if cr.id in by else state.label),
                f"{label(Modalite, cr.modalite)} · {phrases.duree_min(cr.duree_min)}"
                + (f" · {cr.lieu}" if cr.lieu else ""),
                "compte_rendu",
                cr.id,
            )
        )
    lines += [
        LigneFil(
            e.date,
            e.debut,
            "entretien",
            f"{_nature(e.nature)} — Brouillon",
            # Two of one day are told apart.
            (f"Commencé à {phrases.spoken_time(e.debut)} · " if e.debut else "") + "À terminer",
            "entretien",
            e.id,
        )
        for e in dossier.entretiens
        if e.id not in frozen and e.date
    ]
    return lines


def _replaced(by: kinds.CompteRendu, zone: tzinfo) -> str:
    day = phrases.short_date(by.finalise_le.astimezone(zone).date())
    return f"Remplacé par la version {by.version} du {day}"


def _nature(code: str) -> str:
    return f"Entretien\u00a0: {label(NatureEntretien, code).lower()}" if code else "Entretien"


def _contacts(dossier: Dossier) -> list[LigneFil]:
    # An entretien tells of a rendez-vous that was kept, its événement of one that was missed.
    told = {r.id for r in dossier.rendez_vous if r.issue == IssueRendezVous.HONORE}
    by = remplacants(dossier.evenements)
    told |= {e.rendez_vous for e in dossier.evenements if e.rendez_vous and e.id not in by}
    lines = [
        LigneFil(
            r.date,
            r.debut,
            "rendez_vous",
            f"Rendez-vous — {label(IssueRendezVous, r.issue)}",
            r.lieu,
            "rendez_vous",
            r.id,
        )
        for r in dossier.rendez_vous
        if r.date and r.id not in told
    ]
    lines += [
        LigneFil(
            e.date,
            e.heure,
            _PICTURES.get(e.genre, "appel"),
            _dit(e, dossier) + _mended(by.get(e.id)),
            " — ".join(x for x in (e.texte, (by[e.id].motif or "") if e.id in by else "") if x),
            "evenement",
            e.id,
            reprise=e.id not in by and e.genre != GenreEvenement.REMISE,
        )
        for e in dossier.evenements
        if e.genre != GenreEvenement.ANNULATION
    ]
    return lines


def _dit(line: kinds.Evenement, dossier: Dossier) -> str:
    """Nobody is absent from what was still to come on the day of the line."""
    beforehand = line.genre == GenreEvenement.ABSENCE and any(
        r.id == line.rendez_vous and r.date and r.date > line.date for r in dossier.rendez_vous
    )
    return f"Rendez-vous — {PREVENU}" if beforehand else label(GenreEvenement, line.genre)


def _mended(by: kinds.Evenement | None) -> str:
    if by is None:
        return ""
    return " — annulé" if by.genre == GenreEvenement.ANNULATION else " — corrigé"


_PICTURES: dict[str, str] = {
    GenreEvenement.COURRIEL: "courriel",
    GenreEvenement.COURRIER: "courriel",
    GenreEvenement.VISITE: "entretien",
    GenreEvenement.PARTENAIRE: "equipe",
    GenreEvenement.ABSENCE: "rendez_vous",
    GenreEvenement.RELANCE: "en_attente",
    GenreEvenement.REMISE: "documents",
}


def _parcours(dossier: Dossier) -> list[LigneFil]:
    lines = [
        LigneFil(
            day, None, "etape", f"Étape {word}\u00a0: {e.intitule}", e.partenaire, "etape", e.id
        )
        for e in dossier.etapes
        for day, word in (
            (e.proposee_le if e.proposee_le != e.debut else None, "proposée"),
            (e.debut, "commencée"),
            (e.fin, "terminée"),
            (e.abandonnee_le, "abandonnée"),
        )
        if day
    ]
    lines += [
        LigneFil(
            o.fixe_le,
            None,
            "objectif",
            f"Objectif\u00a0: {o.intitule}",
            f"Échéance le {phrases.short_date(o.echeance)}" if o.echeance else "",
            "objectif",
            o.id,
        )
        for o in dossier.objectifs
        if o.fixe_le
    ]
    lines += [
        LigneFil(
            o.atteint_le,
            None,
            "objectif",
            f"Objectif atteint\u00a0: {o.intitule}",
            "",
            "objectif",
            o.id,
        )
        for o in dossier.objectifs
        if o.atteint_le
    ]
    lines += [
        LigneFil(
            day,
            None,
            "etape",
            f"{word}\u00a0: {label(TypeContrat, c.type)}",
            " · ".join(x for x in (c.poste, c.employeur) if x),
            "emploi",
            c.id,
        )
        for c in dossier.emplois
        for day, word in ((c.debut, "Début de contrat"), (c.fin, "Fin de contrat"))
        if day
    ]
    return lines


def _commission(
    dossier: Dossier, dire: Callable[[str], str], regles: ReglesCommission | None
) -> list[LigneFil]:
    def before(objet: str) -> str:
        body = regles.ailleurs(objet) if regles else ""
        return f" ({body})" if body else dire(" de la Commission")

    lines = [
        LigneFil(
            p.recue_le,
            None,
            "candidatures",
            label(Origine, p.origine) or "Orientation",
            p.motif,
            "prescription",
            p.id,
        )
        for p in dossier.prescriptions
        if p.recue_le
    ]
    lines += [
        LigneFil(
            i.commission_le,
            None,
            "commission",
            f"À l’ordre du jour{before(i.objet)} — {dire(label(ObjetCommission, i.objet))}",
            "",
            "inscription",
            i.id,
        )
        for i in dossier.inscrites
    ]
    counting = retrait_inscription.comptent(dossier.retraits, dossier.decisions)
    for r in dossier.retraits:
        told = retrait_inscription.dit(r, dossier.inscriptions, compte=r.id in counting)
        lines.append(
            LigneFil(r.retire_le, None, "commission", told, r.motif, "retrait_inscription", r.id)
        )
    by = annulation.par_fait(dossier.annulations)
    gone = [one for one in dossier.annules if isinstance(one, kinds.Decision)]
    lines += [
        LigneFil(
            d.prise_le,
            None,
            "decision",
            f"Décision{before(d.objet)}\u00a0: {dire(label(IssueCommission, d.issue))}"
            + annulation.dit(by.get(d.id)),
            annulations.pourquoi(by[d.id]) if d.id in by else d.motif,
            "decision",
            d.id,
        )
        for d in (*dossier.decisions, *gone)
    ]
    return [*lines, *_annulations(dossier, dire)]


def _annulations(dossier: Dossier, dire: Callable[[str], str]) -> list[LigneFil]:
    noted = {one.id: annulations.nom(one, dire) for one in dossier.annules}
    return [
        LigneFil(
            a.annule_le,
            None,
            "commission",
            f"Annulation — {noted.get(a.fait) or dire(label(GenreAnnule, a.genre))}",
            annulations.pourquoi(a),
            "annulation",
            a.id,
        )
        for a in dossier.annulations
    ]


def _notes(dossier: Dossier, titres: Mapping[str, str]) -> list[LigneFil]:
    lines = [
        LigneFil(
            s.mise_le, None, "en_attente", sommeil.dit(s, titres), s.motif, "mise_en_sommeil", s.id
        )
        for s in dossier.sommeils
    ]
    corrected = acte.corrigees(dossier)
    for s in dossier.signatures_actes:
        told = acte.dit(s) + (" — corrigé" if s.id in corrected else "")
        lines.append(LigneFil(s.signe_le, None, "signature", told, s.nom, "signature_acte", s.id))
    return lines


_READ = {
    "compte_rendu": "Compte-rendu lu", "personne": "Dossier lu", "etape": "Étape lue",
    "decision": "Décision lue", "retrait_inscription": "Changement de séance lu",
    "annulation": "Annulation lue",
    "objectif": "Objectif lu", "emploi": "Emploi lu", "demande": "Question close",
}  # fmt: skip


def _revue(dossier: Dossier, zone: tzinfo, dire: Callable[[str], str]) -> list[LigneFil]:
    received = {a.commentaire for a in dossier.accuses}
    lines = [
        LigneFil(
            *_moment(c.ecrit_le, zone),
            "commentaire",
            f"{'Réponse' if c.sur_kind == 'demande' else 'Commentaire'} {phrases.de(c.auteur_nom)}"
            + (" — reçu" if c.id in received else ""),
            c.texte,
            "commentaire",
            c.id,
        )
        for c in dossier.commentaires
    ]
    lines += [
        LigneFil(
            *_moment(d.ecrit_le, zone),
            "commentaire",
            f"Question {phrases.de(d.auteur_nom)}" + (" — reçue" if d.id in received else ""),
            d.texte,
            "demande",
            d.id,
        )
        for d in dossier.demandes
    ]
    lines += [
        LigneFil(
            *_moment(p.lu_le, zone),
            "commentaire",
            f"{_READ.get(p.sur_kind) or dire(KINDS.get(p.sur_kind, '')) + ' — lu'} par {p.auteur_nom}",
            "",
            "prise_de_connaissance",
            p.id,
        )
        for p in dossier.prises_de_connaissance
    ]
    return lines


def _moment(at: datetime, zone: tzinfo) -> tuple[date, time]:
    there = at.astimezone(zone)
    return there.date(), there.time().replace(second=0, microsecond=0)
