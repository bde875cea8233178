"""The form of a work contract as data, and how its values meet those of the kind (P7, C9-3-6)."""

from collections.abc import Mapping

from desktop.ui.binding import Field
from plie.vocabulaire import TypeContrat

_YES_NO = (("oui", "Oui"), ("non", "Non"))
_ANSWERS = {"oui": True, "non": False, "": None}
_ASKED = ("temps_plein", "temps_partiel_convenu", "accord_contact")

FIELDS = (
    Field(
        "type",
        "Type de contrat",
        "choice",
        options=tuple((one.value, one.label) for one in TypeContrat),
    ),
    Field("employeur", "Employeur", "line", beside=True),
    Field("poste", "Poste", "line"),
    Field("code_rome", "Code ROME", "line", help="Par exemple K1304", beside=True),
    Field("debut", "Début", "date"),
    Field("fin", "Fin", "date", help="Vide tant que le contrat est ouvert", beside=True),
    Field("heures_hebdo", "Heures par semaine", "hours", beside=True),
    Field("temps_plein", "Temps plein", "choice", options=_YES_NO),
    Field(
        "temps_partiel_convenu",
        "Temps partiel convenu avec la personne",
        "choice",
        options=_YES_NO,
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
        "choice",
        options=_YES_NO,
    ),
    Field("accord_contact_le", "Réponse donnée le", "date", beside=True),
    Field("objectifs", "Objectifs du suivi en emploi", "text"),
    Field("difficultes", "Difficultés rencontrées", "text"),
    Field("formation_utile", "Formation utile", "text"),
)


def to_form(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as the form shows them: yes, no, or not answered."""
    words = {answer: word for word, answer in _ANSWERS.items()}
    return {**values, **{name: words[_answer(values.get(name))] for name in _ASKED}}


def from_form(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as the kind holds them."""
    return {
        name: _ANSWERS.get(str(value or "")) if name in _ASKED else value
        for name, value in values.items()
    }


def _answer(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
