"""Words of the dossier administratif, of pièces, of the Commission's file: the same in every PLIE.

What differs from one PLIE to another (freins, pièces, criteria, motives of exit) is a code of its référentiel.
"""

from plie.vocabulaire import Mot


class ReponseQpv(Mot):
    """Whether the address is in a quartier prioritaire (P5)."""

    OUI = "oui", "Oui"
    NON = "non", "Non"
    A_VERIFIER = "a_verifier", "À vérifier"


class ContactPrefere(Mot):
    """How the person would rather be reached (C9-3-5)."""

    TELEPHONE = "telephone", "Téléphone"
    SMS = "sms", "SMS"
    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"


class Nationalite(Mot):
    """The group of a nationality, and never the nationality itself (C5)."""

    FRANCAISE = "francaise", "Française"
    UE = "ue", "Union européenne"
    HORS_UE = "hors_ue", "Hors Union européenne"


class ReponseFse(Mot):
    """An answer to an item of the FSE+ record; empty is « non renseigné » (2021/1057, annex I)."""

    OUI = "oui", "Oui"
    NON = "non", "Non"
    REFUS = "ne_souhaite_pas", "Ne souhaite pas répondre"


class MomentFse(Mot):
    """When an FSE+ record is made (2021/1057, annex I)."""

    ENTREE = "entree", "À l’entrée"
    SORTIE = "sortie", "À la sortie"
    SIX_MOIS = "six_mois", "Six mois après"


class StatutEmploi(Mot):
    """The person's place on the labour market (2021/1057, annex I)."""

    CHOMAGE = "chomage", "Au chômage"
    LONGUE_DUREE = "longue_duree", "Au chômage de longue durée"
    INACTIF = "inactif", "Sans emploi et n’en cherchant pas"
    FORMATION = "formation", "En études ou en formation"
    EMPLOI = "emploi", "En emploi"
    INDEPENDANT = "independant", "À son compte"
    REFUS = "ne_souhaite_pas", "Ne souhaite pas répondre"


class NiveauCadre(Mot):
    """Level of education in the national framework, 3 to 8 (C9-3-5)."""

    INFRA = "infra_3", "Infra 3"
    N3 = "3", "Niveau 3 (CAP, BEP)"
    N4 = "4", "Niveau 4 (baccalauréat)"
    N5 = "5", "Niveau 5 (bac + 2)"
    N6 = "6", "Niveau 6 (bac + 3 ou 4)"
    N7 = "7", "Niveau 7 (bac + 5)"
    N8 = "8", "Niveau 8 (doctorat)"


class MinimaSocial(Mot):
    """The minima sociaux that a dossier knows (P5, C5)."""

    RSA = "rsa", "RSA"
    ASS = "ass", "ASS"
    AAH = "aah", "AAH"


class SujetEvaluation(Mot):
    """What an évaluation is of (C9-3-5)."""

    FREIN = "frein", "Frein"
    MOTIVATION = "motivation", "Motivation"
    COMPETENCE_BASE = "competence_base", "Savoir de base"


class MotifCloture(Mot):
    """Why a candidature ends without follow-up (C7)."""

    ABSENCE = "absence", "Absences répétées"
    RETRAIT = "retrait", "Retrait de la candidature"
    INJOIGNABLE = "injoignable", "Injoignable malgré les relances"


class EtatEtape(Mot):
    """Where an étape stands, derived from its dates (C9-1)."""

    PREVUE = "prevue", "Prévue"
    EN_COURS = "en_cours", "En cours"
    TERMINEE = "terminee", "Terminée"
    ABANDONNEE = "abandonnee", "Abandonnée"


class EtatObjectif(Mot):
    """Where an objectif stands, derived from its dates (C9-3-6)."""

    OUVERT = "ouvert", "En cours"
    ATTEINT = "atteint", "Atteint"
    ABANDONNE = "abandonne", "Abandonné"


class VerdictObjectif(Mot):
    """What the bilan of an étape says of one of its objectives (C9-3-6)."""

    ATTEINT = "atteint", "Atteint"
    PARTIEL = "partiel", "Atteint en partie"
    NON_ATTEINT = "non_atteint", "Non atteint"


class IssueExamen(Mot):
    """What the examination of a pièce said (C7, C9-3-5)."""

    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


class EtatPiece(Mot):
    """State of a pièce asked for, derived from facts (C9-3-5)."""

    MANQUANTE = "manquante", "Manquante"
    RECUE = "recue", "Reçue"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


class Avis(Mot):
    """What the responsable de l’action advises the Commission (C7)."""

    FAVORABLE = "favorable", "Favorable"
    RESERVE = "reserve", "Réservé"
    DEFAVORABLE = "defavorable", "Défavorable"


class MotifReexamen(Mot):
    """Why a parcours is examined again (C7-2)."""

    SANS_ENTRETIEN = "sans_entretien_2_mois", "Sans entretien depuis deux mois"
    SANS_ETAPE = "sans_etape_2_mois", "Sans étape depuis deux mois"
    HORS_PARCOURS = "hors_parcours_6_mois", "Hors parcours depuis six mois"
    INTERET = "interet_a_reevaluer", "Intérêt du parcours à réévaluer"
    TROIS_ANS = "trois_ans", "Trois ans de parcours"


class PartieActe(Mot):
    """The three parties who sign the acte d’engagement (C7-1)."""

    ADHERENT = "adherent", "la personne"
    ACCOMPAGNATEUR = "accompagnateur", "l’accompagnateur·rice"
    EQUIPE = "equipe", "l’équipe opérationnelle"
