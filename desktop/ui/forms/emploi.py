"""The form of a work contract as data (P7, C9-3-6)."""

from desktop.ui.field import Field
from plie.vocabulaire import TypeContrat

FIELDS = (
    Field(
        "type",
        "Type de contrat",
        "choice",
        options=tuple((one.value, one.label) for one in TypeContrat),
    ),
    Field("employeur", "Employeur", "line", beside=True),
    Field("poste", "Poste", "line"),
    Field("code_rome", "Code ROME", "code", help="Par exemple K1304", beside=True),
    Field("debut", "Début", "date"),
    Field("fin", "Fin", "date", help="Vide tant que le contrat est ouvert", beside=True),
    Field("heures_hebdo", "Heures par semaine", "hours", beside=True),
    Field("temps_plein", "Temps plein", "yes_no"),
    Field(
        "temps_partiel_convenu",
        "Temps partiel convenu avec la personne",
        "yes_no",
        beside=True,
    ),
    Field(
        "derogation_duree",
        "Accord de branche ou dérogation sur la durée",
        "line",
        help="Ce qui permet moins d’heures que le minimum",
    ),
    Field("tuteur_nom", "Tuteur ou tutrice, contact chez l’employeur", "line"),
    Field("tuteur_telephone", "Téléphone", "line", beside=True),
    Field("tuteur_courriel", "Courriel", "line", beside=True),
    Field(
        "accord_contact",
        "La personne accepte que l’employeur soit contacté",
        "yes_no",
    ),
    Field("accord_contact_le", "Réponse donnée le", "date", beside=True),
    Field("objectifs", "Objectifs du suivi en emploi", "text"),
    Field("difficultes", "Difficultés rencontrées", "text"),
    Field("formation_utile", "Formation utile", "text"),
)
