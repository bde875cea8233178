"""Every dossier of this machine, read kind by kind, for the lists: what tells who is slipping, and no more."""

from datetime import date

from desktop.models.rows import Rows
from desktop.usecases.ouvertures import en_partie
from plie.dossier import Dossier
from plie.kinds import (
    ActeEngagement,
    Annulation,
    BilanEtape,
    CertificationObtenue,
    Cloture,
    CompteRendu,
    Cv,
    Decision,
    Diagnostic,
    Emploi,
    Entretien,
    Etape,
    Inscription,
    MiseEnSommeil,
    Objectif,
    Parcours,
    Personne,
    Prescription,
    RendezVous,
    RetraitInscription,
    Signature,
    SignatureActe,
    SortieProposee,
)

# Long texts are not needed to say who is slipping; leaving them out halves the reading.
_LONG = ("contenu", "suites", "presents", "sujets")


def dossiers_de_la_liste(rows: Rows, *, on: date) -> tuple[Dossier, ...]:
    """Return every dossier, read kind by kind: a dozen queries whatever their number.

    Those that are open in part only stand apart (usecases/ouvertures.py).
    """
    apart = en_partie(rows, on=on)
    parcours = rows.by_dossier(Parcours, _LONG)
    prescriptions = rows.by_dossier(Prescription, _LONG)
    entretiens = rows.by_dossier(Entretien, _LONG)
    comptes_rendus = rows.by_dossier(CompteRendu, _LONG)
    signatures = rows.by_dossier(Signature, _LONG)
    rendez_vous = rows.by_dossier(RendezVous, _LONG)
    etapes = rows.by_dossier(Etape, _LONG)
    objectifs = rows.by_dossier(Objectif, _LONG)
    emplois = rows.by_dossier(Emploi, _LONG)
    inscriptions = rows.by_dossier(Inscription, _LONG)
    retraits = rows.by_dossier(RetraitInscription, _LONG)
    decisions = rows.by_dossier(Decision, _LONG)
    certifications = rows.by_dossier(CertificationObtenue, _LONG)
    proposees = rows.by_dossier(SortieProposee, _LONG)
    bilans = rows.by_dossier(BilanEtape, ("objectifs", "verdicts", "texte"))
    cvs = rows.by_dossier(Cv, _LONG)
    diagnostics, clotures = rows.by_dossier(Diagnostic, _LONG), rows.by_dossier(Cloture, _LONG)
    annulations = rows.by_dossier(Annulation, _LONG)
    sommeils = rows.by_dossier(MiseEnSommeil, _LONG)
    actes = rows.by_dossier(ActeEngagement, _LONG)
    signatures_actes = rows.by_dossier(SignatureActe, _LONG)
    return tuple(
        Dossier(
            personne=p,
            parcours=parcours.get(p.id, ()),
            prescriptions=prescriptions.get(p.id, ()),
            entretiens=entretiens.get(p.id, ()),
            comptes_rendus=comptes_rendus.get(p.id, ()),
            signatures=signatures.get(p.id, ()),
            rendez_vous=rendez_vous.get(p.id, ()),
            etapes=etapes.get(p.id, ()),
            objectifs=objectifs.get(p.id, ()),
            emplois=emplois.get(p.id, ()),
            inscriptions=inscriptions.get(p.id, ()),
            retraits=retraits.get(p.id, ()),
            decisions=decisions.get(p.id, ()),
            diagnostics=diagnostics.get(p.id, ()),
            clotures=clotures.get(p.id, ()),
            certifications=certifications.get(p.id, ()),
            sorties_proposees=proposees.get(p.id, ()),
            bilans=bilans.get(p.id, ()),
            cvs=cvs.get(p.id, ()),
            actes=actes.get(p.id, ()),
            signatures_actes=signatures_actes.get(p.id, ()),
            sommeils=sommeils.get(p.id, ()),
            annulations=annulations.get(p.id, ()),
        )
        for p in rows.all(Personne)
        if p.id not in apart
    )
