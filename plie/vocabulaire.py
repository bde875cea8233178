"""Every enumeration of the domain: the code is the word (SQL, wire, TOML, exports); `label` the French.

Codes are stable; labels that vary from one PLIE to another come from its référentiel instead.
"""

from enum import StrEnum
from typing import Self


class Mot(StrEnum):
    """A word of the vocabulary: its value is the code, `label` what is shown."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Build the member from its code and its French label."""
        mot = str.__new__(cls, code)
        mot._value_ = code
        mot.label = label
        return mot


def label(mots: type[Mot], code: str) -> str:
    """Return the French label of `code`, or the code itself when a later version coined it."""
    return next((mot.label for mot in mots if mot.value == code), code)


class Role(Mot):
    """Who writes (domain.md §2)."""

    ACCOMPAGNATEUR = "accompagnateur", "accompagnateur·rice"
    RESPONSABLE = "responsable", "responsable de l’action"
    RELATIONS_ENTREPRISES = "relations_entreprises", "chargé·e de relations avec les entreprises"
    COORDINATION = "coordination", "coordination"
    GESTIONNAIRE = "gestionnaire", "gestionnaire"
    MAGASIN = "magasin", "magasin central"


class RoleSuivi(Mot):
    """As what someone follows a dossier (C9-3-6: an absence hands it over until a date)."""

    ACCOMPAGNATEUR = "accompagnateur", "accompagnateur·rice"
    REMPLACANT = "remplacant", "remplaçant·e"


class Modalite(Mot):
    """How an entretien is held (C9-3-6: only `physique` clears the monthly rule)."""

    PHYSIQUE = "physique", "En présence"
    TELEPHONE = "telephone", "Par téléphone"
    VISIO = "visio", "En visioconférence"


class NatureEntretien(Mot):
    """What an entretien is for (C9-3-6)."""

    ACCUEIL = "accueil", "Accueil"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    SUIVI = "suivi", "Suivi"
    BILAN = "bilan", "Bilan"
    SUIVI_EMPLOI = "suivi_emploi", "Suivi en emploi"
    TRIPARTITE = "tripartite", "Entretien tripartite"
    POST_FORMATION = "post_formation", "Post-formation"


class GenreSuite(Mot):
    """What an entretien decides, by what becomes of it in the dossier (C9-3-6)."""

    DECISION = "decision", "Décision"
    ETAPE_PROPOSEE = "etape_proposee", "Étape proposée"
    ETAPE_COMMENCEE = "etape_commencee", "Étape commencée"
    ETAPE_TERMINEE = "etape_terminee", "Étape terminée"
    OBJECTIF_FIXE = "objectif_fixe", "Objectif fixé"
    OBJECTIF_AVANCE = "objectif_avance", "Objectif avancé"
    OBJECTIF_ATTEINT = "objectif_atteint", "Objectif atteint"
    DOCUMENT_REMIS = "document_remis", "Document remis"


class EtatCompteRendu(Mot):
    """State of an entretien's compte-rendu, derived from facts (domain.md §5)."""

    BROUILLON = "brouillon", "Brouillon"
    FINALISE = "finalise", "À signer"
    SIGNE = "signe", "Signé"
    REFUSE = "refuse", "Signature refusée"


class Signataire(Mot):
    """Which of the two parties signs (C9-3-6)."""

    ADHERENT = "adherent", "la personne"
    ACCOMPAGNATEUR = "accompagnateur", "l’accompagnateur·rice"


class MoyenSignature(Mot):
    """How a signature was given."""

    ECRAN = "ecran", "à l’écran"
    PAPIER = "papier", "sur papier"


class AccordEcran(Mot):
    """What is known, on a day, of the agreement that a signature on screen needs (C9-3-6)."""

    ADMIS = "admis", "admise"
    A_CONFIRMER = "a_confirmer", "à confirmer par l’autorité de gestion"
    PAS_ENCORE = "pas_encore", "pas encore admise"
    PAS_ADMIS = "pas_admis", "pas admise"

    @property
    def papier_seul(self) -> bool:
        """Whether there is paper only: no screen is handed over for a signature that proves nothing."""
        return self in {AccordEcran.PAS_ENCORE, AccordEcran.PAS_ADMIS}


class Position(Mot):
    """What the signatory says of the text."""

    ACCORD = "accord", "d’accord"
    REMARQUE = "remarque", "d’accord, avec une remarque"
    REFUS = "refus", "refus de signer"


class EtatParcours(Mot):
    """States of a parcours (domain.md §4), derived, never edited."""

    ORIENTE = "oriente", "Orienté·e"
    DIAGNOSTIC = "diagnostic", "Diagnostic en cours"
    DIAGNOSTIC_RENFORCE = "diagnostic_renforce", "Diagnostic renforcé"
    PRESENTE = "presente", "Présenté·e en Commission"
    INTEGRE = "integre", "En parcours"
    SUSPENDU = "suspendu", "Suspendu·e"
    REFUSE = "refuse", "Refusé·e"
    SANS_SUITE = "sans_suite", "Sans suite"
    SORTI = "sorti", "Sorti·e"


class Origine(Mot):
    """Where a candidature comes from (C9-3-1, A4.3)."""

    PRESCRIPTEUR = "prescripteur", "Prescription"
    REPERAGE = "reperage", "Repérage"
    SPONTANEE = "spontanee", "Candidature spontanée"
    REPRISE = "reprise", "Reprise d’un protocole antérieur"
    TRANSFERT = "transfert", "Transfert"


class IssueRendezVous(Mot):
    """How a rendez-vous ended (domain.md §5)."""

    PREVU = "prevu", "Prévu"
    HONORE = "honore", "Honoré"
    EXCUSE = "excuse", "Absence excusée"
    NON_EXCUSE = "non_excuse", "Absence non excusée"
    REPORTE = "reporte", "Reporté"
    ANNULE = "annule", "Annulé (saisi par erreur)"


class GenreEvenement(Mot):
    """A dated line that is no entretien (C9-3-5, C7-2)."""

    APPEL = "appel", "Appel"
    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"
    VISITE = "visite", "Visite"
    PARTENAIRE = "partenaire", "Contact avec un partenaire"
    ABSENCE = "absence", "Rendez-vous manqué"
    RELANCE = "relance", "Relance"
    EMPLOYEUR = "employeur", "Contact avec un employeur"
    REMISE = "remise", "Copie du compte-rendu remise"
    ANNULATION = "annulation", "Ligne annulée"
    RETOUR_SANS_OBJET = "retour_sans_objet", "Retour au prescripteur sans objet"


class DemiJournee(Mot):
    """The half-day of a permanence."""

    MATIN = "matin", "Matin"
    APRES_MIDI = "apres_midi", "Après-midi"


class GenreAnnule(Mot):
    """The kinds of what may be cancelled once noted by mistake; each word is the kind’s (C7)."""

    DECISION = "decision", "Décision"
    CLOTURE = "cloture", "Clôture sans suite"
    VISA = "visa", "Visa"
    AVIS = "avis_motive", "Avis motivé"


class ObjetCommission(Mot):
    """Why a dossier goes before the Commission (C7)."""

    ENTREE = "entree", "Entrée"
    REEXAMEN = "reexamen", "Réexamen"
    SORTIE = "sortie", "Sortie"


class IssueCommission(Mot):
    """What the Commission decides (C7, C7-2, P9-4)."""

    INTEGRATION = "integration", "Intégration"
    REFUS = "refus", "Refus"
    DIAGNOSTIC_RENFORCE = "diagnostic_renforce", "Diagnostic renforcé"
    AJOURNEMENT = "ajournement", "Ajournement"
    SUSPENSION = "suspension", "Suspension"
    REPRISE = "reprise", "Reprise du parcours"
    MAINTIEN = "maintien", "Maintien"
    SORTIE = "sortie", "Sortie"


class IssueMiseDeCote(Mot):
    """What became of what the store had set aside (sync.md §3)."""

    RENVOYEE = "renvoyee", "Renvoyé"
    RENONCEE = "renoncee", "Renoncé"
    CLASSEE = "classee", "Classé"


class TypeContrat(Mot):
    """Types of work contract (interfaces.md, CAS.json)."""

    CDI = "cdi", "CDI"
    CDD = "cdd", "CDD"
    ALTERNANCE = "alternance", "Alternance"
    INTERIM = "interim", "Intérim"
    CREATION = "creation", "Création d’activité"
    FONCTION_PUBLIQUE = "fonction_publique", "Fonction publique"
    AIDE_MARCHAND_CDI = "aide_marchand_cdi", "Contrat aidé marchand (CDI)"
    AIDE_MARCHAND_CDD = "aide_marchand_cdd", "Contrat aidé marchand (CDD)"
    AIDE_NON_MARCHAND = "aide_non_marchand", "Contrat aidé non marchand"
    CDDI = "cddi", "CDD d’insertion"
    CDI_INCLUSION = "cdi_inclusion", "CDI inclusion"
    INTERIM_INSERTION = "interim_insertion", "Intérim d’insertion"
    CDI_INTERIMAIRE = "cdi_interimaire", "CDI intérimaire"


class NatureCertification(Mot):
    """Natures of certification (interfaces.md, CAS.json)."""

    DIPLOME = "diplome", "Diplôme"
    TITRE = "titre", "Titre professionnel"
    CQP = "cqp", "Certificat de qualification professionnelle"
    RNCP = "rncp", "Certification inscrite au RNCP"
    BRANCHE = "branche", "Certification de branche"


class Gravite(Mot):
    """Severity of an alert, from the mildest to the gravest."""

    INFO = "info", "Information"
    AVERTISSEMENT = "avertissement", "À faire"
    SERIEUSE = "serieuse", "Important"
    CRITIQUE = "critique", "Urgent"


class CodeAlerte(Mot):
    """The alerts, in the order in which they are shown at equal severity (domain.md §6)."""

    ENTRETIEN_MENSUEL = "entretien_mensuel", "Entretien régulier"
    SANS_ENTRETIEN_2_MOIS = "sans_entretien_2_mois", "Sans entretien"
    SANS_ETAPE_2_MOIS = "sans_etape_2_mois", "Sans étape"
    HORS_PARCOURS_6_MOIS = "hors_parcours_6_mois", "Hors parcours"
    TROIS_ANS = "trois_ans", "Durée du parcours"
    DIAGNOSTIC_RENFORCE = "diagnostic_renforce", "Diagnostic renforcé"
    REEXAMEN_DU = "reexamen_du", "Réexamen"
    SUSPENSION_FINIE = "suspension_finie", "Suspension finie"
    CR_A_SIGNER = "cr_a_signer", "Compte-rendu à signer"
    OBJECTIF_ECHU = "objectif_echu", "Objectif échu"
    CV_PERIME = "cv_perime", "CV à mettre à jour"
    SORTIE_POSSIBLE = "sortie_possible", "Sortie possible"
    FIN_POST_FORMATION = "fin_post_formation", "Fin du suivi après formation"
    POINT_ETAPE_6_MOIS = "point_etape_6_mois", "Point d’étape"
    ETAPE_A_CLOTURER = "etape_a_cloturer", "Étape à clôturer"
    LIAISON_A_TRANSMETTRE = "liaison_a_transmettre", "Objectifs à transmettre"
    BILAN_ETAPE_DU = "bilan_etape_du", "Bilan d’étape"
    ACTE_A_SIGNER = "acte_a_signer", "Acte d’engagement à signer"
    REORIENTATION_A_PREPARER = "reorientation_a_preparer", "Réorientation à préparer"
    BILAN_DU = "bilan_du", "Bilan d’activité"


class ActionAlerte(Mot):
    """What answers an alert: the gesture that its button offers (domain.md §6)."""

    PLANIFIER_ENTRETIEN = "planifier_entretien", "Planifier un entretien"
    PROPOSER_ETAPE = "proposer_etape", "Proposer une étape"
    PREPARER_REEXAMEN = "preparer_reexamen", "Préparer le réexamen"
    PREPARER_COMMISSION = "preparer_commission", "Préparer la Commission"
    REPRENDRE = "reprendre", "Reprendre le parcours"
    FAIRE_SIGNER = "faire_signer", "Faire signer"
    REVOIR_OBJECTIF = "revoir_objectif", "Revoir l’objectif"
    AJOUTER_CV = "ajouter_cv", "Ajouter un CV"
    PROPOSER_SORTIE = "proposer_sortie", "Proposer la sortie"
    FAIRE_POINT_ETAPE = "faire_point_etape", "Faire le point d’étape"
    CLOTURER_ETAPE = "cloturer_etape", "Clôturer l’étape"
    TRANSMETTRE_OBJECTIFS = "transmettre_objectifs", "Transmettre les objectifs"
    FAIRE_BILAN_ETAPE = "faire_bilan_etape", "Faire le bilan de l’étape"
    FAIRE_SIGNER_ACTE = "faire_signer_acte", "Faire signer l’acte d’engagement"
    REDIGER_BILAN = "rediger_bilan", "Rédiger le bilan"
    PREPARER_REORIENTATION = "preparer_reorientation", "Préparer la réorientation"


class GenreStructure(Mot):
    """What a structure of the directory is (C9-3-1)."""

    SERVICE_PUBLIC_EMPLOI = "service_public_emploi", "Service public de l’emploi"
    MISSION_LOCALE = "mission_locale", "Mission locale"
    CCAS = "ccas", "CCAS ou CIAS"
    DEPARTEMENT = "departement", "Département"
    COMMUNE = "commune", "Commune ou intercommunalité"
    SIAE = "siae", "Structure d’insertion (SIAE)"
    FORMATION = "formation", "Organisme de formation"
    MOBILITE = "mobilite", "Mobilité"
    CREATION = "creation", "Création d’activité"
    SANTE = "sante", "Santé"
    LOGEMENT = "logement", "Logement"
    ENTREPRISE = "entreprise", "Entreprise"
    ASSOCIATION = "association", "Association"
