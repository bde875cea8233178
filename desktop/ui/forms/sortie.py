"""The form of a proposal of exit as data, and the comité technique's file beside it (P7, C7-3, C9-3-4)."""

from desktop.ui.field import Field
from plie.comite import Rubrique
from plie.proposition import motifs
from plie.referentiel import Referentiel

Options = tuple[tuple[str, str], ...]

COMITE = tuple(Field(one.value, one.label, "text") for one in Rubrique)


def fields(
    referentiel: Referentiel, emplois: Options, certifications: Options
) -> tuple[Field, ...]:
    """Return the fields in reading order; motives are the référentiel's."""
    offered = tuple((one.code, one.libelle) for one in motifs(referentiel))
    return (
        Field("motif", "Motif de la sortie", "choice", options=offered),
        Field("sortie_le", "Sortie le", "date", beside=True),
        Field("emploi", "Contrat de travail", "choice", options=emplois),
        Field("certification", "Certification", "choice", options=certifications, beside=True),
        Field("texte", "Ce qui est à dire", "text"),
    )
