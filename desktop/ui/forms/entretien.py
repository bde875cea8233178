"""The form of an entretien as data, and how its values meet those of the kind (C9-3-6).

Widgets are named `entretien_<field>`, their objections `entretien_<field>_objection`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import fields as parts

from desktop.ui.field import Field
from desktop.usecases.entretiens import Memoire
from plie.entretien import Contenu
from plie.kinds import Entretien
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.suite import Suite
from plie.vocabulaire import GenreSuite, Modalite

NAME = "entretien"
NAMES = tuple(part.name for part in parts(Contenu))
# What the form shows otherwise than the kind holds it: people in one line, separated by commas.
_PRESENTS = "presents"
_UNREADABLE = {
    "date": "La date ne se lit pas\u00a0: écrivez-la comme 12/07/2026.",
    "debut": "L’heure de début ne se lit pas\u00a0: écrivez-la comme 9h30.",
    "duree_min": "La durée ne se lit pas\u00a0: écrivez-la comme 45 ou 1h15.",
    "suites": "La date de la suite ne se lit pas\u00a0: écrivez-la comme 12/07/2026.",
    "prochain_le": "La date du prochain rendez-vous ne se lit pas\u00a0: écrivez-la comme 12/07/2026.",
    "prochain_debut": "L’heure du prochain rendez-vous ne se lit pas\u00a0: écrivez-la comme 9h30.",
}


def fields(referentiel: Referentiel) -> tuple[Field, ...]:
    """Return the fields in reading order; subjects and natures are the référentiel's."""
    natures = tuple((n.value, n.label) for n in referentiel.entretien.natures)
    subjects = tuple((s.code, s.libelle) for s in referentiel.entretien.sujets)
    suites = (
        *((s.genre.value, s.texte) for s in referentiel.entretien.suites),
        *((GenreSuite.ETAPE_PROPOSEE.value, e.libelle) for e in referentiel.etapes),
    )
    return (
        Field("date", "Date", "date"),
        Field("debut", "Début", "time", beside=True),
        Field("duree_min", "Durée", "minutes", beside=True),
        Field("modalite", "Modalité", "choice", options=_modalities(), beside=True),
        Field("nature", "Nature", "choice", options=natures, beside=True),
        Field("lieu", "Lieu", "place"),
        Field(
            _PRESENTS, "Autres personnes présentes (séparées par des virgules)", "line", beside=True
        ),
        Field("sujets", "Sujets abordés", "choices", options=subjects),
        Field("contenu", "Ce qui a été dit", "text"),
        Field(
            "suites",
            "Ce qui est décidé",
            "suites",
            help="Quelques lettres proposent une suite\u00a0: ↓ puis Entrée la reprend, Entrée l’ajoute. "
            "Ctrl+↑ ou Ctrl+↓ change le genre.",
            options=suites,
        ),
        Field("prochain_le", "Se revoir le", "date"),
        Field("prochain_debut", "Heure", "time", beside=True),
        Field("prochain_lieu", "Lieu du rendez-vous", "place", beside=True),
    )


def to_form(entretien: Entretien) -> dict[str, object]:
    """Return the values as the form shows them."""
    values: dict[str, object] = asdict(entretien)
    return values | {_PRESENTS: ", ".join(entretien.presents)}


def from_form(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as the kind holds them."""
    found = dict(values)
    if _PRESENTS in found:
        names = (name.strip() for name in str(found[_PRESENTS]).split(","))
        found[_PRESENTS] = tuple(name for name in names if name)
    return found


def open_suites(memoire: Memoire) -> tuple[Suite, ...]:
    """Return what the next words may be about: étapes and objectives still open in the dossier."""
    started, ended = GenreSuite.ETAPE_COMMENCEE, GenreSuite.ETAPE_TERMINEE
    return (
        *(Suite(started, words) for words in memoire.proposees),
        *(Suite(ended, words) for words in (*memoire.etapes, *memoire.proposees)),
        *(Suite(GenreSuite.OBJECTIF_AVANCE, words) for words in memoire.objectifs),
        *(Suite(GenreSuite.OBJECTIF_ATTEINT, words) for words in memoire.objectifs),
    )


def not_added() -> Objection:
    """Return what to say of words typed under « Ce qui est décidé » that its list does not show yet."""
    phrase = "Il reste des mots dans «\u00a0Ce qui est décidé\u00a0»\u00a0: ajoutez-les (Entrée), ou effacez-les."
    return Objection("suites", "suite_a_ajouter", phrase, article=None)


def unreadable(field: str) -> Objection:
    """Return what to say of a field whose text makes no sense."""
    phrase = _UNREADABLE.get(field, "Ce champ ne se lit pas.")
    return Objection(field, "illisible", phrase, article=None)


def _modalities() -> tuple[tuple[str, str], ...]:
    return tuple((m.value, m.label) for m in Modalite)
