"""The `Suivi` of a `Dossier`: what its kinds tell the alerts on a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from plie import acte
from plie.alertes.alerte import Alerte
from plie.alertes.toutes import alertes
from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.kinds import CompteRendu, Decision, Signature
from plie.referentiel import Referentiel
from plie.suivi import EntretienSuivi, EtapeSuivie, ObjectifSuivi, Reexamen, Suivi, Suspension
from plie.vocabulaire import (
    EtatCompteRendu,
    EtatParcours,
    IssueCommission,
    ObjetCommission,
    Position,
)
from plie.vocabulaire_dossier import MotifReexamen

_AGREED = frozenset({Position.ACCORD, Position.REMARQUE})
# What dates the next réexamen (C7-2); a maintien that names none leaves none.
_DATING = (
    IssueCommission.INTEGRATION,
    IssueCommission.SUSPENSION,
    IssueCommission.REPRISE,
    IssueCommission.MAINTIEN,
)
# What answers a sortie proposed by keeping the person.
_KEEPING = (IssueCommission.MAINTIEN, IssueCommission.SUSPENSION, IssueCommission.REPRISE)


def alertes_du_dossier(
    dossier: Dossier, *, referentiel: Referentiel, on: date
) -> tuple[Alerte, ...]:
    """Return the alerts of a dossier on a day."""
    return alertes(suivi(dossier, on=on), referentiel=referentiel, on=on)


def suivi(dossier: Dossier, *, on: date) -> Suivi:
    """Return what the alerts look at, proofs and decisions dated after the day left out.

    The state is today's, whatever the day. Étapes, objectives and contracts are the current parcours'.
    """
    known = dossier.known_on(on)
    decisions = _decisions(dossier, on)
    suspended = dossier.etat is EtatParcours.SUSPENDU
    proposees = _proposees(dossier, decisions, on)
    dating = [d for d in decisions if d.issue in _DATING]
    return Suivi(
        etat=dossier.etat,
        orientation=_orientation(dossier),
        integration=dossier.integration,
        suspensions=tuple(_suspensions(dossier)),
        suspendu_jusqu_au=_last(decisions, IssueCommission.SUSPENSION, "suspendu_jusqu_au")
        if suspended
        else None,
        diagnostic_renforce_le=_last(decisions, IssueCommission.DIAGNOSTIC_RENFORCE, "prise_le"),
        prochain_reexamen=dating[-1].prochain_reexamen if dating else None,
        entretiens=tuple(_entretiens(known)),
        etapes=tuple(_etapes(dossier)),
        reexamens=tuple(
            Reexamen(id=d.id, date=d.prise_le, motif=_motif(dossier, d), decision=d.issue)
            for d in decisions
            # An ajournement is no réexamen held.
            if d.objet == ObjetCommission.REEXAMEN and d.issue != IssueCommission.AJOURNEMENT
        ),
        objectifs=tuple(
            ObjectifSuivi(
                id=o.id,
                intitule=o.intitule,
                echeance=o.echeance,
                atteint_le=o.atteint_le,
                abandonne_le=o.abandonne_le,
            )
            for o in dossier.objectifs
            if dossier.belongs(o.parcours, o.fixe_le) and (o.fixe_le is None or o.fixe_le <= on)
        ),
        cvs=tuple(cv.date for cv in dossier.cvs),
        acte_signe_le=acte.signe_le(dossier, on),
        cas=cas(dossier),
        # An exit prepared for a day to come is proposed from that day.
        sortie_proposee_le=max((p for p, le in proposees if le is None or le <= on), default=None),
        participation=dossier.parcours_courant.participation if dossier.parcours_courant else "",
        reorientation_preparee_le=max((p for p, le in proposees if le and le > on), default=None),
    )


def _decisions(dossier: Dossier, on: date) -> list[Decision]:
    """Return the decisions of the current parcours known on a day, in order."""
    known = (
        d for d in dossier.decisions if d.prise_le <= on and dossier.belongs(d.parcours, d.prise_le)
    )
    return sorted(known, key=lambda d: (d.prise_le, d.id))


def _last(decisions: list[Decision], issue: IssueCommission, field: str) -> date | None:
    found = [getattr(d, field) for d in decisions if d.issue == issue]
    return found[-1] if found else None


def _orientation(dossier: Dossier) -> date | None:
    received = (
        p.recue_le for p in dossier.prescriptions if dossier.belongs(p.parcours, p.recue_le)
    )
    return min((day for day in received if day is not None), default=None)


def _suspensions(dossier: Dossier) -> Iterator[Suspension]:
    """Yield each stretch, its end that of the move which ended it."""
    begun: date | None = None
    for move in dossier.mouvements:
        if move.de is EtatParcours.SUSPENDU and begun is not None:
            yield Suspension(debut=begun, fin=move.le)
            begun = None
        if move.vers is EtatParcours.SUSPENDU:
            begun = move.le
    if begun is not None:
        yield Suspension(debut=begun)


def _entretiens(known: Dossier) -> Iterator[EntretienSuivi]:
    """Yield each entretien once: as its compte-rendu in force says it, else as its draft does."""
    frozen = {cr.entretien for cr in known.in_force}
    for entretien in known.entretiens:
        if entretien.id not in frozen and entretien.date is not None:
            yield EntretienSuivi(
                id=entretien.id,
                date=entretien.date,
                duree_min=entretien.duree_min,
                modalite=entretien.modalite,
                nature=entretien.nature,
                etat=EtatCompteRendu.BROUILLON,
            )
    for cr in known.in_force:
        yield _frozen(known, cr)


def _frozen(known: Dossier, cr: CompteRendu) -> EntretienSuivi:
    etat = known.etat_of(cr)
    refused = etat is EtatCompteRendu.REFUSE
    signed = etat is EtatCompteRendu.SIGNE
    return EntretienSuivi(
        id=cr.id,
        date=cr.date,
        duree_min=cr.duree_min,
        modalite=cr.modalite,
        nature=cr.nature,
        etat=EtatCompteRendu.FINALISE if refused else etat,
        finalise_le=cr.finalise_le.date(),
        signe_le=_signed_on(known.signatures_of(cr)) if signed else None,
        refus_signature=_refusal(known.signatures_of(cr)) if refused else "",
    )


def _signed_on(answers: Iterable[Signature]) -> date:
    """Return the day on which the last of the two parties had signed."""
    first: dict[str, date] = {}
    for answer in answers:
        if answer.position in _AGREED:
            day = answer.signe_le.date()
            known = first.get(answer.qui)
            if known is None or day < known:
                first[answer.qui] = day
    return max(first.values())


def _refusal(answers: Iterable[Signature]) -> str:
    told = (s.motif_refus for s in answers if s.position == Position.REFUS)
    return next((motif for motif in told if motif), Position.REFUS.label)


def _motif(dossier: Dossier, decision: Decision) -> str:
    """Return why the dossier was examined again: as decided, else as it was put on the agenda."""
    listed = (i.motif_reexamen for i in dossier.inscriptions if i.id == decision.inscription)
    told = decision.motif_reexamen or next(listed, "") or decision.motif
    # Words written freely are no motive of the list.
    return told if told in tuple(MotifReexamen) else ""


def _proposees(
    dossier: Dossier, decisions: list[Decision], on: date
) -> list[tuple[date, date | None]]:
    """Return when each sortie was proposed, and for when; one that the Commission did not validate is proposed no more (P7)."""
    kept = (
        d.prise_le for d in decisions if d.objet == ObjetCommission.SORTIE and d.issue in _KEEPING
    )
    since = max(kept, default=date.min)
    return [
        (s.proposee_le, s.sortie_le)
        for s in dossier.sorties_proposees
        if since <= s.proposee_le <= on and dossier.belongs(s.parcours, s.proposee_le)
    ]


def _etapes(dossier: Dossier) -> Iterator[EtapeSuivie]:
    signed = {b.etape: b.signe_le for b in dossier.bilans if b.signe_le is not None}
    for e in dossier.etapes:
        if dossier.belongs(e.parcours, e.debut or e.proposee_le):
            yield EtapeSuivie(
                id=e.id,
                intitule=e.intitule,
                proposee_le=e.proposee_le,
                debut=e.debut,
                fin_prevue=e.fin_prevue,
                fin=e.fin,
                abandonnee_le=e.abandonnee_le,
                partenaire=e.partenaire,
                objectifs_transmis_le=e.objectifs_transmis_le,
                bilan_signe_le=signed.get(e.id),
                specifique_plie=e.specifique_plie,
                debut_prevu=e.debut_prevu,
            )
