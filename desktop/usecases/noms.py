"""What each kind, field and tie is called on the screens, and which vocabulary a field takes its words from."""

from plie.vocabulaire import (
    DemiJournee,
    GenreEvenement,
    IssueCommission,
    IssueRendezVous,
    Modalite,
    Mot,
    ObjetCommission,
    Origine,
    TypeContrat,
)

KINDS = {
    "personne": "Identité", "coordonnees": "Coordonnées", "parcours": "Parcours",
    "affectation": "Affectation", "prescription": "Prescription", "rendez_vous": "Rendez-vous", "evenement": "Événement",
    "entretien": "Entretien", "compte_rendu": "Compte-rendu", "signature": "Signature",
    "etape": "Étape", "objectif": "Objectif", "emploi": "Emploi",
    "inscription": "Inscription en Commission", "decision": "Décision de la Commission",
    "commentaire": "Commentaire", "demande": "Question", "accuse_reception": "Accusé de réception",
    "prise_de_connaissance": "Prise de connaissance", "structure": "Structure",
    "professionnel": "Professionnel·le", "lieu": "Lieu", "permanence": "Permanence",
}  # fmt: skip
# One word may name the field of several kinds; what a kind says otherwise stands in OWN.
LABELS = {
    "date": "Date", "debut": "Début", "duree_min": "Durée", "modalite": "Modalité", "lieu": "Lieu",
    "nature": "Nature", "presents": "Autres personnes présentes", "sujets": "Sujets abordés",
    "contenu": "Ce qui a été dit", "suites": "Ce qui est décidé", "prochain_le": "Se revoir le",
    "prochain_debut": "Heure du prochain rendez-vous", "prochain_lieu": "Lieu du prochain rendez-vous",
    "civilite": "Civilité", "nom_naissance": "Nom de naissance", "nom_usage": "Nom d’usage",
    "prenoms": "Prénoms", "naissance_le": "Date de naissance", "naissance_lieu": "Lieu de naissance",
    "nationalite": "Nationalité", "interprete": "Besoin d’un interprète",
    "difficulte_lecture": "Difficulté à lire", "adresse": "Adresse", "code_postal": "Code postal",
    "commune": "Commune", "commune_insee": "Code INSEE de la commune", "qpv": "Quartier prioritaire",
    "telephone": "Téléphone", "courriel": "Courriel", "contact_prefere": "Contact préféré",
    "numero": "Numéro", "origine": "Origine", "ouvert_le": "Ouvert le", "integre_le": "Intégré le",
    "recue_le": "Reçue le", "structure": "Structure", "professionnel": "Professionnel·le",
    "motif": "Motif", "pre_diagnostic": "Pré-diagnostic", "issue": "Ce qu’il est devenu",
    "intitule": "Intitulé", "genre": "Genre", "specifique_plie": "Propre au PLIE",
    "partenaire": "Partenaire", "proposee_le": "Proposée le", "fin_prevue": "Fin prévue",
    "fin": "Fin", "abandonnee_le": "Abandonnée le", "motif_abandon": "Motif de l’abandon",
    "fixe_le": "Fixé le", "echeance": "Échéance", "atteint_le": "Atteint le",
    "abandonne_le": "Abandonné le", "type": "Type de contrat", "employeur": "Employeur",
    "poste": "Poste", "heures_hebdo": "Heures par semaine", "temps_plein": "Temps plein",
    "texte": "Texte", "heure": "Heure", "commission_le": "Commission du", "objet": "Objet",
    "prise_le": "Prise le", "preconisations": "Préconisations",
    "suspendu_jusqu_au": "Suspendu·e jusqu’au", "prochain_reexamen": "Prochain réexamen",
    "nom": "Nom", "prenom": "Prénom", "fonction": "Fonction", "jour": "Jour",
    "demi_journee": "Demi-journée", "depuis": "Depuis le", "jusqu_au": "Jusqu’au",
    "version": "Version", "adherent_nom": "Nom de la personne",
    "accompagnateur_nom": "Accompagnateur·rice", "finalise_le": "Finalisé le", "qui": "Signataire",
    "moyen": "Moyen", "position": "Position", "remarque": "Remarque",
    "motif_refus": "Motif du refus", "signe_le": "Signé le", "auteur_nom": "Auteur",
    "ecrit_le": "Écrit le", "recu_le": "Reçu le", "lu_le": "Lu le",
}  # fmt: skip
OWN = {
    ("rendez_vous", "date"): "Le", ("rendez_vous", "debut"): "À", ("etape", "debut"): "Commencée le",
    ("etape", "fin"): "Terminée le", ("decision", "issue"): "Décision", ("emploi", "debut"): "Début",
    ("structure", "genre"): "Genre de structure",
}  # fmt: skip
# What ties a thing to another: told by nobody, typed by nobody.
TIES = frozenset({
    "id", "dossier", "parcours", "pris_lors_de", "reporte_de", "decidee_lors_de", "fixe_lors_de",
    "entretien", "remplace", "accompagnateur", "pdf", "compte_rendu", "sha256_montre",
    "sha256_scelle", "scan", "rendez_vous", "inscription", "sur_kind", "sur_id", "commentaire",
    "utilisateur",
})  # fmt: skip
WORDS: dict[tuple[str, str], type[Mot]] = {
    ("entretien", "modalite"): Modalite,
    ("rendez_vous", "modalite"): Modalite,
    ("rendez_vous", "issue"): IssueRendezVous,
    ("prescription", "origine"): Origine,
    ("parcours", "origine"): Origine,
    ("emploi", "type"): TypeContrat,
    ("evenement", "genre"): GenreEvenement,
    ("inscription", "objet"): ObjetCommission,
    ("decision", "objet"): ObjetCommission,
    ("decision", "issue"): IssueCommission,
    ("permanence", "demi_journee"): DemiJournee,
}
