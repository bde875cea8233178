"""A field and its value in the words of the screens, whatever the kind: for what is told field by field.

The person reads « Ce qui a été dit », « 3 septembre 2026 », « Par téléphone »; never a code.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from desktop.models.rows import Rows
from desktop.usecases.noms import KINDS, LABELS, OWN, TIES, WORDS
from desktop.usecases.rome import en_clair
from plie import phrases
from plie.kinds import FieldSpec, KindSpec, Personne, Professionnel, Shape, Structure, by_word
from plie.referentiel import Referentiel
from plie.suite import sentence
from plie.vocabulaire import GenreEvenement, label
from wire.codec import BadValueError, Value, from_value
from wire.op import PLIE_SCOPE

Saisie = Literal["", "line", "text", "lines", "date", "time", "minutes", "choice", "check"]
RIEN = "(rien)"
ANNUAIRE = "Annuaire du PLIE"
_UNKNOWN = "Élément d’une version plus récente"
_DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")

_LONG = frozenset({
    "contenu", "pre_diagnostic", "motif", "motif_abandon", "preconisations", "texte", "remarque",
    "motif_refus", "adresse", "atouts", "motivation", "parcours_professionnel", "projet", "synthese",
    "etapes_envisagees", "argument", "constat", "moyens", "difficultes", "formation_utile", "reserves",
    "reorientation", "objectifs", "echange",
})  # fmt: skip
_BY_SHAPE: dict[Shape, Saisie] = {
    Shape.TEXT: "line",
    Shape.DATE: "date",
    Shape.TIME: "time",
    Shape.BOOLEAN: "check",
    Shape.LIST: "lines",
}


@dataclass(frozen=True, slots=True)
class Champ:
    """A field as a form asks it: `saisie` is the editor, empty when it is not typed by hand."""

    nom: str
    label: str
    saisie: Saisie
    options: tuple[tuple[str, str], ...] = ()


def champ(kind: str, nom: str, referentiel: Referentiel) -> Champ:
    """Return how a field is named and typed; one of a later version keeps its name."""
    spec = by_word(kind)
    found = spec.field(nom) if spec else None
    titre = _titre(kind, nom, referentiel)
    if spec is None or found is None or nom in TIES:
        return Champ(nom, titre, "")
    options = _options(kind, nom, referentiel)
    return Champ(nom, titre, _saisie(found, coded=bool(options)), options)


def python(kind: str, nom: str, value: Value) -> object:
    """Return the value of a field as its kind holds it; one that breaks its form, or unknown, as it came."""
    spec = by_word(kind)
    found = spec.field(nom) if spec else None
    if spec is None or found is None:
        return value
    try:
        return from_value(spec, found, value)
    except BadValueError:
        return value


def en_mots(
    rows: Rows, kind: str, nom: str, value: object, referentiel: Referentiel
) -> tuple[str, ...]:
    """Return a value as it is read, a list item by item; `RIEN` for nothing."""
    if value is None or value in ("", (), []):
        return (RIEN,)
    if nom in _ROME:
        codes = value if isinstance(value, tuple | list) else (value,)
        return tuple(en_clair(rows, str(code)) for code in codes)
    if nom == "suites" and isinstance(value, tuple | list):
        return tuple(sentence(str(kept)) for kept in value)
    if isinstance(value, tuple | list):
        named = dict(_subjects(referentiel)) if nom == "sujets" else {}
        return tuple(named.get(str(item), str(item)) for item in value)
    coded = dict(_options(kind, nom, referentiel)).get(str(value))
    return (coded or _reference(rows, nom, value) or _plain(nom, value),)


def ici(rows: Rows, kind: str, id_: str) -> dict[str, object]:
    """Return the fields of a thing as this vault holds them; nothing when it is not here."""
    spec = by_word(kind)
    found: object | None = rows.find(spec.cls, id_) if spec else None
    return (
        {}
        if spec is None or found is None
        else {f.name: getattr(found, f.name) for f in spec.fields}
    )


def intitule(kind: str, values: dict[str, object], *, dire: Callable[[str], str] = str) -> str:
    """Return what a thing is, said with the words of a PLIE, and what tells it from the others of its kind."""
    head = dire(KINDS.get(kind, _UNKNOWN))
    if kind == "evenement":
        head = label(GenreEvenement, str(values.get("genre") or "")) or head
    day = next((v for v in (values.get(n) for n in _DAYED) if isinstance(v, dt.date)), None)
    said = next((str(v) for v in (values.get(n) for n in _NAMED.get(kind, ())) if v), "")
    if said:
        return f"{head} «\u00a0{said}\u00a0»"
    return f"{head} du {phrases.short_date(day)}" if day and kind != "personne" else head


def de_qui(rows: Rows, scope: str) -> str:
    """Return the name of the person whose dossier it is; a scope is never shown as an id."""
    if scope == PLIE_SCOPE:
        return ANNUAIRE
    found = rows.find(Personne, scope)
    return found.nom if found else "Dossier absent de ce poste"


_ROME = frozenset({"code_rome", "metiers_rome"})
_DAYED = ("date", "prise_le", "commission_le", "recue_le")
_NAMED = {
    "etape": ("intitule",), "objectif": ("intitule",), "emploi": ("poste", "employeur"),
    "structure": ("nom",), "professionnel": ("nom",), "lieu": ("nom",), "permanence": ("lieu",),
    "metier_rome": ("code",),
}  # fmt: skip


def _options(kind: str, nom: str, referentiel: Referentiel) -> tuple[tuple[str, str], ...]:
    if (kind, nom) == ("entretien", "nature"):
        return tuple((n.value, n.label) for n in referentiel.entretien.natures)
    if (kind, nom) == ("etape", "genre"):
        return tuple((e.code, e.libelle) for e in referentiel.etapes)
    if (kind, nom) == ("parcours", "participation") and referentiel.participation:
        return tuple((f.code, f.libelle) for f in referentiel.participation.formes)
    if (kind, nom) == ("permanence", "jour"):
        return tuple((str(n), day) for n, day in enumerate(_DAYS))
    if nom == "motif_reexamen" and referentiel.commission:
        return tuple((m.code, m.libelle) for m in referentiel.commission.motifs)
    words = WORDS.get((kind, nom))
    return tuple((mot.value, referentiel.dire(mot.label)) for mot in words) if words else ()


def _titre(kind: str, nom: str, referentiel: Referentiel) -> str:
    rules = referentiel.participation
    if kind == "parcours" and rules is not None:
        own = {"participation": rules.libelle, "referent_nom": rules.referent}
        if nom in own:
            return own[nom]
    return referentiel.dire(OWN.get((kind, nom)) or LABELS.get(nom, nom))


def _subjects(referentiel: Referentiel) -> tuple[tuple[str, str], ...]:
    return tuple((s.code, s.libelle) for s in referentiel.entretien.sujets)


def _saisie(field: FieldSpec, *, coded: bool) -> Saisie:
    if field.name == "duree_min":
        return "minutes"
    # Codes of the référentiel are picked where the thing is written, not retyped here.
    if field.name in {"sujets", "structure", "professionnel"}:
        return ""
    if field.shape is Shape.TEXT:
        return "choice" if coded else "text" if field.name in _LONG else "line"
    if field.shape is Shape.BOOLEAN and field.optional:
        return ""
    return _BY_SHAPE.get(field.shape, "")


def _reference(rows: Rows, nom: str, value: object) -> str:
    if nom == "structure":
        structure = rows.find(Structure, str(value))
        return structure.nom if structure else "une structure de l’annuaire"
    if nom == "professionnel":
        found = rows.find(Professionnel, str(value))
        return f"{found.prenom} {found.nom}".strip() if found else "une personne de l’annuaire"
    return "un autre élément du dossier" if nom in TIES else ""


def _plain(nom: str, value: object) -> str:
    if nom == "duree_min" and isinstance(value, int):
        return phrases.duree_min(value)
    shape = next((one for one in _SAID if isinstance(value, one)), str)
    return _SAID.get(shape, str)(value)


# A boolean is an integer and an instant is a date: the narrower shape comes first.
_SAID: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "Oui" if value else "Non",
    dt.datetime: lambda value: phrases.medium_date(value.date()),
    dt.date: phrases.medium_date,
    dt.time: phrases.spoken_time,
    float: lambda value: f"{value:g}".replace(".", ","),
}


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that are told, in the order of the kind; none for an unknown one."""
    spec: KindSpec | None = by_word(kind)
    return tuple(f.name for f in spec.fields if f.name not in TIES) if spec else ()
