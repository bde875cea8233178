"""The form of the dossier administratif as data (C5, C9-3-5): no field for the NIR, on purpose (domain.md §3)."""

from desktop.ui.field import Field
from desktop.usecases.communes import noms
from desktop.usecases.situation import PREFIXE, PREFIXE_PARCOURS
from plie.referentiel import Referentiel
from plie.regles.participation import ReglesParticipation
from plie.vocabulaire import Mot
from plie.vocabulaire_dossier import (
    ContactPrefere,
    MinimaSocial,
    NiveauCadre,
    ReponseQpv,
    StatutEmploi,
)

_FAMILY = (
    "Célibataire",
    "En couple",
    "Marié·e ou pacsé·e",
    "Séparé·e ou divorcé·e",
    "Veuf ou veuve",
)
_HOUSING = (
    "Locataire", "Propriétaire", "Hébergé·e", "Foyer ou résidence", "Hébergement d’urgence", "Sans domicile",
)  # fmt: skip
_LICENCES = ("AM", "A1", "A2", "A", "B", "C", "D", "E")
_MAPS = (("2015", "Carte de 2015"), ("2024", "Carte de 2024"))
_ONE_A_LINE = "Un par ligne."


LAST = "disponibilite"  # of the situation; how the person takes part comes after


def fields(referentiel: Referentiel, *, parcours: bool) -> tuple[Field, ...]:
    """Return the fields in reading order: how the person is reached, their situation, how they take part in `parcours`."""
    lists = referentiel.dossier
    old = tuple((n.code, n.libelle) for n in lists.niveaux) if lists else ()
    asked = referentiel.participation if parcours else None
    ou = PREFIXE
    return (
        Field(f"{ou}adresse", "Adresse", "line"),
        Field(f"{ou}code_postal", "Code postal", "line"),
        Field(f"{ou}commune", "Commune", "line", options=_plain(noms()), beside=True),
        Field(f"{ou}telephone", "Téléphone", "line"),
        Field(f"{ou}courriel", "Courriel", "line", beside=True),
        Field(f"{ou}contact_prefere", "Contact préféré", "choice", options=_words(ContactPrefere)),
        Field(f"{ou}contact_referent", "Contact d’un référent", "line", beside=True),
        Field(f"{ou}autres_telephones", "Autres téléphones", "lines", help=_ONE_A_LINE),
        Field(f"{ou}qpv", "Quartier prioritaire", "choice", options=_words(ReponseQpv)),
        Field(f"{ou}qpv_nom", "Nom du quartier", "line", beside=True),
        Field(f"{ou}qpv_generation", "Carte", "choice", options=_MAPS),
        Field(f"{ou}qpv_le", "Vérifié le", "date", beside=True),
        Field(f"{ou}qpv_source", "Source", "line", beside=True),
        Field("situation_familiale", "Situation familiale", "line", options=_plain(_FAMILY)),
        Field("parent_isole", "Parent isolé", "yes_no", beside=True),
        Field("personnes_a_charge", "Personnes à charge", "number", beside=True),
        Field("logement", "Logement", "line", options=_plain(_HOUSING)),
        Field("france_travail_id", "Identifiant France Travail", "line"),
        Field("france_travail_le", "Inscription le", "date", beside=True),
        Field("france_travail_categorie", "Catégorie", "line", beside=True),
        Field("statut_emploi", "Statut d’emploi", "choice", options=_words(StatutEmploi)),
        Field("statut_emploi_le", "Constaté le", "date", beside=True),
        Field("dernier_emploi_fin", "Fin du dernier emploi", "date", beside=True),
        Field("minima", "Minima sociaux", "choices", options=_words(MinimaSocial)),
        Field("minima_le", "Depuis le", "date"),
        Field("rsa_referent", "Référent RSA", "line", beside=True),
        Field("rqth", "RQTH", "yes_no"),
        Field("rqth_jusqu_au", "RQTH jusqu’au", "date", beside=True),
        Field("niveau", "Niveau de formation", "choice", options=_words(NiveauCadre)),
        Field("niveau_ancien", "Ancienne nomenclature", "choice", options=old, beside=True),
        Field("diplomes", "Diplômes", "lines", help=_ONE_A_LINE),
        Field("langues", "Langues", "lines", help=_ONE_A_LINE, beside=True),
        Field("permis", "Permis", "choices", options=_plain(_LICENCES)),
        Field("vehicule", "Véhicule", "yes_no"),
        Field("mobilite", "Mobilité", "line", beside=True),
        Field(
            "metiers_rome",
            "Métiers visés (codes ROME)",
            "lines",
            help="Un par ligne, comme K1302.",
        ),
        Field("metiers_vises", "Métiers visés", "lines", help=_ONE_A_LINE, beside=True),
        Field("disponible_le", "Disponible le", "date"),
        Field(LAST, "Disponibilité", "line", beside=True),
        *_participation(asked),
    )


def _participation(rules: ReglesParticipation | None) -> tuple[Field, ...]:
    if rules is None:
        return ()
    name = PREFIXE_PARCOURS
    ways = tuple((one.code, one.libelle) for one in rules.formes)
    return (
        Field(f"{name}participation", rules.libelle, "choice", options=ways),
        Field(f"{name}referent_nom", rules.referent, "line"),
        Field(f"{name}referent_structure", "Sa structure", "line", beside=True),
    )


def _words(words: type[Mot]) -> tuple[tuple[str, str], ...]:
    return tuple((word.value, word.label) for word in words)


def _plain(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)
