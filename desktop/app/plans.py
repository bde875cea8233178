"""Which places each role has, and who lives in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.main_window import Factory, Plan
from desktop.ui.places import Name
from desktop.ui.screens.affectations import Affectations
from desktop.ui.screens.agenda import Agenda
from desktop.ui.screens.annuaire import Annuaire
from desktop.ui.screens.appareils import Appareils
from desktop.ui.screens.bilan_lot import BilanLotScreen
from desktop.ui.screens.candidatures import Candidatures
from desktop.ui.screens.certification import CertificationScreen, NouvelleCertification
from desktop.ui.screens.competence import CompetenceScreen, NouvelleCompetence
from desktop.ui.screens.cv import CvScreen
from desktop.ui.screens.diagnostic import DiagnosticScreen
from desktop.ui.screens.documents import Documents
from desktop.ui.screens.echanges import Echanges
from desktop.ui.screens.emploi import EmploiScreen, NouvelEmploi
from desktop.ui.screens.entretien import EntretienScreen
from desktop.ui.screens.equipe import Equipe
from desktop.ui.screens.etape import EtapeScreen, NouvelleEtape
from desktop.ui.screens.evaluation import EvaluationScreen
from desktop.ui.screens.file import FileActive
from desktop.ui.screens.identite import Identite
from desktop.ui.screens.importer import Importer
from desktop.ui.screens.impression import Impression
from desktop.ui.screens.journee import Journee
from desktop.ui.screens.nouveau_dossier import NouveauDossier
from desktop.ui.screens.nouveautes import Nouveautes
from desktop.ui.screens.nouvel_entretien import NouvelEntretien
from desktop.ui.screens.objectif import NouvelObjectif, ObjectifScreen
from desktop.ui.screens.ouvertures import Ouvertures
from desktop.ui.screens.piece import PieceScreen
from desktop.ui.screens.poste import MonPoste, Poste
from desktop.ui.screens.prescription import PrescriptionScreen
from desktop.ui.screens.relecture import Relecture
from desktop.ui.screens.seances import Seances
from desktop.ui.screens.signature import SignatureScreen
from desktop.ui.screens.situation import SituationScreen
from desktop.ui.screens.sortie import SortieScreen
from desktop.ui.widgets.rail import RailItem
from desktop.usecases.apercu import Apercu
from desktop.usecases.transferts import LigneTransfert
from plie.vocabulaire import Role

_JOURNEE = RailItem(Name.JOURNEE, "Ma journée", "journee")
_CANDIDATURES = RailItem(Name.CANDIDATURES, "Candidatures", "candidatures")
_ANNUAIRE = RailItem(Name.ANNUAIRE, "Annuaire", "annuaire")
_FILE = RailItem(Name.FILE, "Ma file active", "file")
_NOUVEAUTES = RailItem(Name.NOUVEAUTES, "Nouveautés", "nouveautes")
_DOSSIERS = RailItem(Name.FILE, "Dossiers", "file")
_EQUIPE = RailItem(Name.EQUIPE, "Équipe", "equipe")
_SEANCES = RailItem(Name.SEANCES, "Séances", "commission")
_AFFECTATIONS = RailItem(Name.AFFECTATIONS, "Affectations", "etape")
_APPAREILS = RailItem(Name.APPAREILS, "Appareils", "appareils")
_AGENDA = RailItem(Name.AGENDA, "Agenda", "agenda")
_DOCUMENTS = RailItem(Name.DOCUMENTS, "Documents", "documents")
_ECHANGES = RailItem(Name.ECHANGES, "Échanges", "en_ligne")
_POSTE = RailItem(Name.POSTE, "Mon poste", "reglages")

_RAILS = {
    Role.ACCOMPAGNATEUR: (
        _JOURNEE,
        _CANDIDATURES,
        _FILE,
        _AGENDA,
        _DOCUMENTS,
        _ANNUAIRE,
        _ECHANGES,
        _POSTE,
    ),
    Role.COORDINATION: (
        _NOUVEAUTES,
        _CANDIDATURES,
        _DOSSIERS,
        _SEANCES,
        _EQUIPE,
        _AFFECTATIONS,
        _ANNUAIRE,
        _ECHANGES,
        _POSTE,
    ),
    Role.RESPONSABLE: (_NOUVEAUTES, _DOSSIERS, _EQUIPE, _ECHANGES, _POSTE),
    Role.GESTIONNAIRE: (_DOSSIERS, _SEANCES, _ANNUAIRE, _APPAREILS, _ECHANGES, _POSTE),
}
# Relations entreprises reads, and writes the review in the panels of a dossier.
_OTHERS = (_DOSSIERS, _ECHANGES, _POSTE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What some screens need beside the desk."""

    apercu: Apercu
    poste: Poste
    exchange: Callable[[], None]  # try now
    turn_files: Callable[[], None]  # stop the files that come in, or let them go on
    transfers: Callable[[], tuple[LigneTransfert, ...]]  # where the dossiers that change hands are


def plan_of(role: str, furniture: Furniture) -> Plan:
    """Return the places of a role."""
    rooms: dict[Name, Factory] = {
        Name.JOURNEE: Journee,
        Name.CANDIDATURES: Candidatures,
        Name.ANNUAIRE: Annuaire,
        Name.FILE: FileActive,
        Name.OUVERTURES: Ouvertures,
        Name.NOUVEAU_DOSSIER: NouveauDossier,
        Name.IMPORTER: Importer,
        Name.IDENTITE: Identite,
        Name.NOUVEAUTES: partial(Nouveautes, apercu=furniture.apercu),
        Name.EQUIPE: Equipe,
        Name.SEANCES: Seances,
        Name.AFFECTATIONS: Affectations,
        Name.APPAREILS: partial(Appareils, parc=furniture.poste.parc),
        Name.AGENDA: Agenda,
        Name.DOCUMENTS: Documents,
        Name.ECHANGES: partial(
            Echanges,
            again=furniture.exchange,
            turn_files=furniture.turn_files,
            transfers=furniture.transfers,
        ),
        Name.POSTE: partial(MonPoste, poste=furniture.poste),
    }
    halls: dict[Name, Factory] = {
        Name.ENTRETIEN: EntretienScreen,
        Name.NOUVEL_ENTRETIEN: NouvelEntretien,
        Name.EMPLOI: EmploiScreen,
        Name.NOUVEL_EMPLOI: NouvelEmploi,
        Name.CERTIFICATION: CertificationScreen,
        Name.NOUVELLE_CERTIFICATION: NouvelleCertification,
        Name.SORTIE: SortieScreen,
        Name.ETAPE: EtapeScreen,
        Name.NOUVELLE_ETAPE: NouvelleEtape,
        Name.OBJECTIF: ObjectifScreen,
        Name.NOUVEL_OBJECTIF: NouvelObjectif,
        Name.COMPETENCE: CompetenceScreen,
        Name.NOUVELLE_COMPETENCE: NouvelleCompetence,
        Name.DIAGNOSTIC: DiagnosticScreen,
        Name.SITUATION: SituationScreen,
        Name.PRESCRIPTION: PrescriptionScreen,
        Name.EVALUATION: EvaluationScreen,
        Name.NOUVEAU_CV: CvScreen,
        Name.BILAN_LOT: BilanLotScreen,
        Name.PIECE: partial(PieceScreen, apercu=furniture.apercu),
        Name.RELECTURE: partial(Relecture, apercu=furniture.apercu),
        Name.IMPRESSION: partial(Impression, apercu=furniture.apercu),
        Name.SIGNATURE: partial(SignatureScreen, apercu=furniture.apercu),
    }
    rail = next((places for r, places in _RAILS.items() if r == role), _OTHERS)
    return Plan(rail, rooms, halls)
