"""The dossier administratif: how the person is reached, and their situation, as one form (C5, C9-3-5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.models.rows import Rows
from desktop.usecases import communes
from desktop.usecases.champs import RIEN, champ, en_mots
from desktop.usecases.dossiers import assemble
from desktop.usecases.feuilles import Feuille, Partie, lire, parcours_courant
from plie.candidature import prescription
from plie.kinds import Coordonnees, Parcours, Personne, Situation, by_class
from plie.referentiel import Referentiel
from plie.rome import rome
from plie.vocabulaire import label
from plie.vocabulaire_dossier import MinimaSocial

PREFIXE = "ou."  # before the fields of the coordonnées, in the form
PREFIXE_PARCOURS = "parcours."  # before those of the parcours
PARTICIPATION = ("participation", "referent_nom", "referent_structure")
_JOINT = ("adresse", "code_postal", "commune", "commune_insee", "qpv", "qpv_nom", "qpv_generation",
    "qpv_le", "qpv_source", "telephone", "autres_telephones", "courriel", "contact_prefere",
    "contact_referent")  # fmt: skip
_OF_PERSON = (
    "civilite", "prenoms", "nom_naissance", "nom_usage", "naissance_le", "naissance_lieu",
    "nationalite", "interprete", "difficulte_lecture",
)  # fmt: skip
_RECEIVED = (
    "recue_le", "origine", "structure", "professionnel", "orientee_le", "motif", "pre_diagnostic", "projet",
    "freins",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A part of the panel: its title, then (label, words) of what is known."""

    titre: str
    lignes: tuple[tuple[str, str], ...]


def ouvrir(rows: Rows, dossier: str, *, referentiel: Referentiel) -> Feuille:
    """Return the form's values; each part begins at its first field.

    How the person takes part is asked where the PLIE has several ways of it, of the current parcours (A3.1).

    Raises:
        KeyError: no such dossier here.
    """
    known = rows.all(Situation, dossier=dossier)
    reached = rows.all(Coordonnees, dossier=dossier)
    parts = [
        Partie(Situation, _of(Situation), known[-1].id if known else ""),
        Partie(Coordonnees, _JOINT, reached[-1].id if reached else "", PREFIXE),
    ]
    now = parcours_courant(rows, dossier)
    if referentiel.participation is not None and now is not None:
        parts.append(Partie(Parcours, PARTICIPATION, now, PREFIXE_PARCOURS))
    return lire(rows, dossier, parts)


def completer(values: Mapping[str, object]) -> dict[str, object]:
    """Return what was typed with what follows from it: the INSEE code, ROME codes as they are kept."""
    found = communes.suivre(values, prefixe=PREFIXE)
    codes = found.get("metiers_rome")
    if isinstance(codes, tuple):
        found["metiers_rome"] = rome(codes)
    return found


def vue(rows: Rows, dossier: str, *, referentiel: Referentiel) -> tuple[Rubrique, ...]:
    """Return what is known of a person, by subject; what is not known is not told.

    Raises:
        KeyError: no such dossier here.
    """
    whole = assemble(rows, dossier)
    received = prescription(whole)
    part = whole.parcours_courant if referentiel.participation is not None else None
    reached, known = rows.all(Coordonnees, dossier=dossier), rows.all(Situation, dossier=dossier)
    found = (
        ("Identité", "personne", rows.get(Personne, dossier), _OF_PERSON),
        ("Coordonnées", "coordonnees", reached[-1] if reached else None, _JOINT),
        ("Situation", "situation", known[-1] if known else None, _of(Situation)),
        ("Participation", "parcours", part, PARTICIPATION),
        ("Orientation", "prescription", received, _RECEIVED),
    )
    return tuple(
        Rubrique(title, tuple(_lines(rows, kind, thing, names, referentiel)))
        for title, kind, thing, names in found
        if thing is not None
    )


def _lines(
    rows: Rows, kind: str, thing: object, names: tuple[str, ...], referentiel: Referentiel
) -> list[tuple[str, str]]:
    lists = referentiel.dossier
    old = {n.code: n.libelle for n in lists.niveaux} if lists else {}
    found = []
    for name in names:
        value = getattr(thing, name)
        if value is None or (value is False and kind == "personne"):
            continue
        said = ", ".join(en_mots(rows, kind, name, value, referentiel))
        if name == "minima":
            said = ", ".join(label(MinimaSocial, str(code)) for code in value) or RIEN
        if name == "niveau_ancien":
            said = old.get(str(value), said)
        if said != RIEN:
            found.append((champ(kind, name, referentiel).label, said))
    return found


def _of(cls: type) -> tuple[str, ...]:
    ties = {"id", "dossier", "parcours"}
    return tuple(f.name for f in by_class(cls).fields if f.name not in ties)
