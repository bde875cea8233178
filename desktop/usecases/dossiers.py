"""A dossier on this machine: read it whole, and what stands at its head."""

from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from plie import kinds, participation, phrases
from plie.calendrier import age, months_between
from plie.dossier import Dossier
from plie.droits import knows_state
from plie.kinds import Coordonnees, Parcours, Personne, Prescription
from plie.referentiel import Referentiel
from plie.vocabulaire import EtatParcours


@dataclass(frozen=True, slots=True)
class Entete:
    """What stands at the head of a dossier: the name, and one line about the person."""

    id: str
    nom: str
    ligne: str


def assemble(rows: Rows, dossier: str) -> Dossier:
    """Return a dossier whole, read-only.

    Raises:
        KeyError: no such dossier here.
    """
    coordonnees = rows.all(Coordonnees, dossier=dossier)
    return Dossier(
        personne=rows.get(Personne, dossier),
        coordonnees=coordonnees[-1] if coordonnees else None,
        parcours=rows.all(Parcours, dossier=dossier),
        prescriptions=rows.all(Prescription, dossier=dossier),
        entretiens=rows.all(kinds.Entretien, dossier=dossier),
        comptes_rendus=rows.all(kinds.CompteRendu, dossier=dossier),
        signatures=rows.all(kinds.Signature, dossier=dossier),
        rendez_vous=rows.all(kinds.RendezVous, dossier=dossier),
        evenements=rows.all(kinds.Evenement, dossier=dossier),
        etapes=rows.all(kinds.Etape, dossier=dossier),
        objectifs=rows.all(kinds.Objectif, dossier=dossier),
        emplois=rows.all(kinds.Emploi, dossier=dossier),
        inscriptions=rows.all(kinds.Inscription, dossier=dossier),
        retraits=rows.all(kinds.RetraitInscription, dossier=dossier),
        decisions=rows.all(kinds.Decision, dossier=dossier),
        commentaires=rows.all(kinds.Commentaire, dossier=dossier),
        demandes=rows.all(kinds.Demande, dossier=dossier),
        accuses=rows.all(kinds.AccuseReception, dossier=dossier),
        prises_de_connaissance=rows.all(kinds.PriseDeConnaissance, dossier=dossier),
        situations=rows.all(kinds.Situation, dossier=dossier),
        diagnostics=rows.all(kinds.Diagnostic, dossier=dossier),
        evaluations=rows.all(kinds.Evaluation, dossier=dossier),
        conditions=rows.all(kinds.ConditionAdhesion, dossier=dossier),
        preconisations=rows.all(kinds.Preconisation, dossier=dossier),
        clotures=rows.all(kinds.Cloture, dossier=dossier),
        pieces=rows.all(kinds.PieceVersee, dossier=dossier),
        examens=rows.all(kinds.PieceExamen, dossier=dossier),
        actes=rows.all(kinds.ActeEngagement, dossier=dossier),
        signatures_actes=rows.all(kinds.SignatureActe, dossier=dossier),
        bilans=rows.all(kinds.BilanEtape, dossier=dossier),
        certifications=rows.all(kinds.CertificationObtenue, dossier=dossier),
        cvs=rows.all(kinds.Cv, dossier=dossier),
        competences=rows.all(kinds.Competence, dossier=dossier),
        releves_fse=rows.all(kinds.FseReleve, dossier=dossier),
        avis=rows.all(kinds.AvisMotive, dossier=dossier),
        visas=rows.all(kinds.Visa, dossier=dossier),
        sorties_proposees=rows.all(kinds.SortieProposee, dossier=dossier),
        sommeils=rows.all(kinds.MiseEnSommeil, dossier=dossier),
        annulations=rows.all(kinds.Annulation, dossier=dossier),
    )


def entete(dossier: Dossier, *, referentiel: Referentiel, on: date, role: str) -> Entete:
    """Return the head of a dossier: name, age, commune, how the person takes part.

    And how long in parcours, for a role that knows the state.
    """
    personne = dossier.personne
    parts = [
        f"{age(personne.naissance_le, on=on)} ans" if personne.naissance_le else "",
        dossier.coordonnees.commune if dossier.coordonnees else "",
        referentiel.dire(_duree(dossier, on=on)) if knows_state(role) else "",
        participation.en_mots(dossier, referentiel),
    ]
    return Entete(personne.id, personne.nom, " · ".join(part for part in parts if part))


def _duree(dossier: Dossier, *, on: date) -> str:
    if dossier.integration is None:
        return dossier.etat.label
    if dossier.etat is EtatParcours.SORTI:
        left = dossier.mouvements[-1].le
        months = months_between(dossier.integration, on=left)
        return f"sorti·e le {phrases.short_date(left)}, après {months} mois"
    months = months_between(dossier.integration, on=on)
    return f"{dossier.etat.label.lower()} · intégré·e depuis {months} mois"
