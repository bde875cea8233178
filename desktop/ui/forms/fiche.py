"""The forms of the directory's entries as data; widgets are named `fiche_<field>`."""

from desktop.ui.field import Field
from desktop.usecases.annuaire import Fiche
from plie.kinds import Structure
from plie.vocabulaire import GenreStructure

_GENRES = tuple((genre.value, genre.label) for genre in GenreStructure)
_STRUCTURE = (
    Field("nom", "Nom", "line"),
    Field("genre", "Genre", "choice", options=_GENRES),
    Field("commune", "Commune", "line", beside=True),
    Field("telephone", "Téléphone", "line"),
    Field("courriel", "Courriel", "line", beside=True),
)


def fields(fiche: Fiche) -> tuple[Field, ...]:
    """Return the fields of an entry; a professional's structure is one of those in force."""
    if fiche.cls is Structure:
        return _STRUCTURE
    return (
        Field("prenom", "Prénom", "line"),
        Field("nom", "Nom", "line", beside=True),
        Field("fonction", "Fonction", "line"),
        Field("structure", "Structure", "pick", options=fiche.structures, beside=True),
        Field("telephone", "Téléphone", "line"),
        Field("courriel", "Courriel", "line", beside=True),
        Field(
            "parti_le",
            "Parti·e le",
            "date",
            help="À partir de ce jour, plus aucun choix ne propose cette personne\u202f; "
            "ce qui la nomme reste.",
        ),
    )


def titre(fiche: Fiche) -> str:
    """Return what an entry is called, or what it will be."""
    if fiche.nom:
        return fiche.nom
    return "Nouvelle structure" if fiche.cls is Structure else "Nouveau·elle professionnel·le"
