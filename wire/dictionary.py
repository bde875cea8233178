"""What bodies have in common: the skeleton of messages, and the words of the profession.

zstd starts from it, so that a short body need not say it again. Both sides must hold the very same
bytes: changing one letter raises PROTOCOL.
"""

_WORDS = (
    "accompagnement adhérent administratif agence ainsi alternance après association atelier attente "
    "aujourd’hui autonomie avance avant avec avons besoin bilan candidature candidatures cette chantier "
    "code compétences confiance confirme contact contrat convient courrier demande demandes depuis "
    "difficulté difficultés disponible document documents dossier droits échéance également emploi "
    "employeur encore ensemble entreprise entretien entretiens envoyé étape famille fin formation frein "
    "garde d’enfants hébergement heures immersion insertion intérim inscription jours juillet langue "
    "lettre logement mairie matin métier métiers mission locale mobilité mois motivation nous numérique "
    "objectif objectifs orientation parcours partenaire permis personne point positive pour premier "
    "prescripteur prochain projet proposition qui rappelle recherche référent relance rencontre "
    "rendez-vous reprise réponse retour santé secteur semaine semaines situation social souhaite stage "
    "structure suite suivi temps titre transport travail trois un une visite voiture "
    "dans des du en et est il elle la le les leur mais ne on ou par pas plus sa se ses son sur au aux "
    "a été sont sera que ce l’ d’ qu’ n’ s’ de "
)

_SKELETON = (
    '{"epoch":"","ops":[{"number":1,"op":{"op_id":"01a0"}}],"until":1,"more":false,"durable":0}'
    '{"fates":[{"op_id":"01a0","number":1,"reason":null}],"cursor":null,"durable":0}'
    '{"protocol":1,"schema":1,"replica":"","epoch":"","since":0,"crl":0}'
    '{"protocol":1,"epoch":"","waiting":false,"last_batch":null,"now":"2026-","durable":0,'
    '"crl":null,"crl_number":0}'
    '"kind":"evenement","kind":"rendez_vous","kind":"compte_rendu","kind":"signature",'
    '"verb":"insert","fields":{"dossier":"01a0","date":"2026-","debut":"09:30","duree_min":45,'
    '"modalite":"physique","nature":"suivi","lieu":"","presents":[],"sujets":["emploi","formation"],'
    '"suites":[],"prochain_le":"2026-"},"seen":{},'
    '{"schema":1,"replica":"","batch":"01a0","part":1,"parts":1,"since":1,"ops":['
    '{"op_id":"01a0","kind":"entretien","id":"01a0","scope":"01a0","verb":"patch",'
    '"fields":{"contenu":"'
    '"},"seen":{"contenu":["01a0"],"*":["01a0"]},"author":"01a0","role":"accompagnateur",'
    '"device":"01a0","made_at":"2026-11-23T09:00:00.000+00:00"},{"op_id":"01a0'
)

# The most likely comes last: zstd refers to near bytes at less cost.
DICTIONARY = (_WORDS + _SKELETON).encode()
