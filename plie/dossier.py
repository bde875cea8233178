"""`Dossier`: everything known of one person, assembled from kinds, read-only, and its derived state.

The state of the current parcours is what its facts make of it (C7, domain.md §4,
`plie.mouvement`). Whether a gesture is legal is asked before it becomes a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from plie import annulation, retrait_inscription
from plie import compte_rendu as rules
from plie.annulation import Annulable
from plie.kinds import (
    AccuseReception,
    ActeEngagement,
    Annulation,
    AvisMotive,
    BilanEtape,
    CertificationObtenue,
    Cloture,
    Commentaire,
    Competence,
    CompteRendu,
    ConditionAdhesion,
    Coordonnees,
    Cv,
    Decision,
    Demande,
    Diagnostic,
    Emploi,
    Entretien,
    Etape,
    Evaluation,
    Evenement,
    FseReleve,
    Id,
    Inscription,
    MiseEnSommeil,
    Objectif,
    Parcours,
    Personne,
    PieceExamen,
    PieceVersee,
    Preconisation,
    Prescription,
    PriseDeConnaissance,
    RendezVous,
    RetraitInscription,
    Signature,
    SignatureActe,
    Situation,
    SortieProposee,
    Visa,
)
from plie.mouvement import CANDIDAT, CLOSED, DECIDED, LISTED, MET, Fait, Mouvement, next_state
from plie.vocabulaire import EtatCompteRendu, EtatParcours, Modalite, ObjetCommission, Origine


# No slots here: what is derived is kept once it was asked for, a screen asks sixty dossiers at once.
@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The kinds of one person's dossier. Its id is the person's."""

    personne: Personne
    coordonnees: Coordonnees | None = None
    parcours: tuple[Parcours, ...] = ()
    prescriptions: tuple[Prescription, ...] = ()
    entretiens: tuple[Entretien, ...] = ()
    comptes_rendus: tuple[CompteRendu, ...] = ()
    signatures: tuple[Signature, ...] = ()
    rendez_vous: tuple[RendezVous, ...] = ()
    evenements: tuple[Evenement, ...] = ()
    etapes: tuple[Etape, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    emplois: tuple[Emploi, ...] = ()
    inscriptions: tuple[Inscription, ...] = ()
    retraits: tuple[RetraitInscription, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commentaires: tuple[Commentaire, ...] = ()
    demandes: tuple[Demande, ...] = ()
    accuses: tuple[AccuseReception, ...] = ()
    prises_de_connaissance: tuple[PriseDeConnaissance, ...] = ()
    situations: tuple[Situation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    conditions: tuple[ConditionAdhesion, ...] = ()
    preconisations: tuple[Preconisation, ...] = ()
    clotures: tuple[Cloture, ...] = ()
    pieces: tuple[PieceVersee, ...] = ()
    examens: tuple[PieceExamen, ...] = ()
    actes: tuple[ActeEngagement, ...] = ()
    signatures_actes: tuple[SignatureActe, ...] = ()
    bilans: tuple[BilanEtape, ...] = ()
    certifications: tuple[CertificationObtenue, ...] = ()
    cvs: tuple[Cv, ...] = ()
    competences: tuple[Competence, ...] = ()
    releves_fse: tuple[FseReleve, ...] = ()
    avis: tuple[AvisMotive, ...] = ()
    visas: tuple[Visa, ...] = ()
    sorties_proposees: tuple[SortieProposee, ...] = ()
    sommeils: tuple[MiseEnSommeil, ...] = ()
    annulations: tuple[Annulation, ...] = ()
    # What these cancelled: only a story tells it. The fields of its kinds hold what stands, whoever made the dossier.
    annules: tuple[Annulable, ...] = ()

    def __post_init__(self) -> None:
        """Put apart what was noted by mistake and cancelled: it counts for nothing (plie/annulation.py)."""
        if not self.annulations:
            return
        apart = list(self.annules)
        for name in annulation.CHAMPS.values():
            stand, gone = annulation.debout(getattr(self, name), self.annulations)
            object.__setattr__(self, name, stand)
            apart += gone
        object.__setattr__(self, "annules", tuple(apart))

    @property
    def id(self) -> Id:
        """The dossier's id."""
        return self.personne.id

    @cached_property
    def parcours_courant(self) -> Parcours | None:
        """The last parcours opened; None before the first."""
        return max(self.parcours, key=lambda p: (p.numero, p.id), default=None)

    @property
    def etat(self) -> EtatParcours:
        """The state of the current parcours (C7)."""
        moves = self.mouvements
        return moves[-1].vers if moves else self._etat_initial

    @cached_property
    def mouvements(self) -> tuple[Mouvement, ...]:
        """The moves of the current parcours, in order."""
        state, moves = self._etat_initial, list[Mouvement]()
        for day, _, fact in sorted(
            self._facts(), key=lambda found: (found[0], found[1], found[2].id)
        ):
            reached = next_state(state, fact)
            if reached is not state:
                moves.append(Mouvement(day, state, reached, fact.id))
                state = reached
        return tuple(moves)

    @cached_property
    def integration(self) -> date | None:
        """When the person joined the PLIE: the decision's day, or the earlier one of a reprise."""
        if self._etat_initial is EtatParcours.INTEGRE and self.parcours_courant is not None:
            return self.parcours_courant.integre_le
        entries = (
            m for m in self.mouvements if m.de in CANDIDAT and m.vers is EtatParcours.INTEGRE
        )
        return next((move.le for move in entries), None)

    @property
    def file_active(self) -> bool:
        """Whether the adviser accompanies this person now; a suspended one is counted apart (P8)."""
        return self.etat is EtatParcours.INTEGRE

    @cached_property
    def inscrites(self) -> tuple[Inscription, ...]:
        """The inscriptions that stand: neither withdrawn nor moved to another sitting (C7)."""
        return retrait_inscription.en_vigueur(self.inscriptions, self.retraits, self.decisions)

    def belongs(self, parcours: Id | None, day: date | None) -> bool:
        """Whether a fact is of the current parcours; one that names none goes by its day."""
        now = self.parcours_courant
        if now is None or parcours is not None:
            return now is None or parcours == now.id
        return len(self.parcours) == 1 or None in (day, now.ouvert_le) or _on_or_after(day, now)

    @cached_property
    def entretiens_held(self) -> tuple[Entretien, ...]:
        """The dated entretiens; once finalised, as their compte-rendu says they were held."""
        frozen = {cr.entretien: cr for cr in self.in_force}
        held = (_as_held(entretien, frozen.get(entretien.id)) for entretien in self.entretiens)
        return tuple(entretien for entretien in held if entretien.date is not None)

    def dernier_entretien(self, on: date, *, physique: bool = False) -> Entretien | None:
        """Return the last entretien held up to a day, or the last one in presence."""
        held = [
            (entretien.date, entretien.id, entretien)
            for entretien in self.entretiens_held
            if entretien.date is not None
            and entretien.date <= on
            and (not physique or entretien.modalite == Modalite.PHYSIQUE)
        ]
        return max(held, key=lambda found: found[:2])[2] if held else None

    def a_signer(self) -> tuple[CompteRendu, ...]:
        """Return the comptes-rendus that still wait for a signature, the oldest first (C9-3-6)."""
        waiting = (cr for cr in self.in_force if self.etat_of(cr) is EtatCompteRendu.FINALISE)
        return tuple(sorted(waiting, key=lambda cr: (cr.date, cr.finalise_le, cr.id)))

    def signed(self) -> tuple[CompteRendu, ...]:
        """Return the comptes-rendus in force that both parties signed (C9-1 « suivi justifié »)."""
        return tuple(cr for cr in self.in_force if self.etat_of(cr) is EtatCompteRendu.SIGNE)

    @cached_property
    def in_force(self) -> tuple[CompteRendu, ...]:
        """The comptes-rendus that no newer version replaces, one per entretien."""
        return rules.in_force(self.comptes_rendus)

    def etat_of(self, cr: CompteRendu) -> EtatCompteRendu:
        """Return the state of a compte-rendu: signed by both, refused, or waiting (C9-3-6)."""
        return self._etats[cr.id]

    def signatures_of(self, cr: CompteRendu) -> tuple[Signature, ...]:
        """Return what the parties answered to a compte-rendu."""
        return tuple([s for s in self._answers.get(cr.id, ()) if s.dossier == cr.dossier])

    def known_on(self, on: date) -> Self:
        """Return the dossier without the proofs dated after a day; the rest says its own dates."""
        written = tuple(cr for cr in self.comptes_rendus if cr.finalise_le.date() <= on)
        signed = tuple(s for s in self.signatures if s.signe_le.date() <= on)
        if (len(written), len(signed)) == (len(self.comptes_rendus), len(self.signatures)):
            return self
        return replace(self, comptes_rendus=written, signatures=signed)

    @cached_property
    def _answers(self) -> dict[Id, list[Signature]]:
        found: dict[Id, list[Signature]] = {}
        for signature in self.signatures:
            found.setdefault(signature.compte_rendu, []).append(signature)
        return found

    @cached_property
    def _etats(self) -> dict[Id, EtatCompteRendu]:
        return {cr.id: rules.etat(cr, self._answers.get(cr.id, ())) for cr in self.in_force}

    @property
    def _etat_initial(self) -> EtatParcours:
        now = self.parcours_courant
        if now is not None and now.origine == Origine.REPRISE and now.integre_le is not None:
            return EtatParcours.INTEGRE
        return EtatParcours.ORIENTE

    def _facts(self) -> Iterator[tuple[date, int, Fait]]:
        """Yield the dated facts of the current parcours, each with its place in the day."""
        yield from (
            (day, place, fact)
            for day, place, fact, said in self._dated()
            if day is not None and self.belongs(fact.parcours, said)
        )

    def _dated(self) -> Iterator[tuple[date | None, int, Fait, date | None]]:
        yield from ((e.date, MET, e, e.date) for e in self._first_met())
        yield from ((d.commence_le, MET, d, d.commence_le) for d in self.diagnostics)
        yield from (
            (self._listed_on(i), LISTED, i, i.commission_le)
            for i in self.inscrites
            if i.objet == ObjetCommission.ENTREE
        )
        yield from ((d.prise_le, DECIDED, d, d.prise_le) for d in self.decisions)
        yield from ((c.close_le, CLOSED, c, c.close_le) for c in self.clotures)

    def _first_met(self) -> tuple[Entretien, ...]:
        """Return the first entretien of the current parcours: no later one moves it.

        It leaves « orienté », where nothing leads back.
        """
        met = (e for e in self.entretiens_held if self.belongs(e.parcours, e.date))
        first = min(met, key=lambda e: (e.date or date.max, e.id), default=None)
        return () if first is None else (first,)

    def _listed_on(self, listed: Inscription) -> date:
        # A Commission may sit before the day first planned: its decision still comes after.
        answers = (d.prise_le for d in self.decisions if d.inscription == listed.id)
        return min((listed.commission_le, *answers))


def _as_held(entretien: Entretien, cr: CompteRendu | None) -> Entretien:
    # Most were finalised as they stood: hundreds of dossiers at once are not built again.
    if cr is None or _told(cr) == _told(entretien):
        return entretien
    return replace(
        entretien,
        date=cr.date,
        debut=cr.debut,
        duree_min=cr.duree_min,
        modalite=cr.modalite,
        nature=cr.nature,
    )


def _told(of: Entretien | CompteRendu) -> tuple[object, ...]:
    return of.date, of.debut, of.duree_min, of.modalite, of.nature


def _on_or_after(day: date | None, parcours: Parcours) -> bool:
    return day is not None and parcours.ouvert_le is not None and day >= parcours.ouvert_le
