"""CAS.json: contracts and certifications as interfaces.md writes them; what breaks the form is refused."""

from plie.json_table import JsonTable
from plie.sortie.cas import Cas, Certification, Contrat
from plie.vocabulaire import NatureCertification, TypeContrat

_MOST_HOURS = 168


def read(text: str, *, source: str) -> Cas:
    """Read a case; `source` is the name by which a refusal calls the file.

    Raises:
        Illisible: the text is no JSON, or a key is unknown, missing, or of a wrong shape.
    """
    table = JsonTable.parse(text, source=source)
    found = Cas(
        integration=table.optional_day("integration"),
        contrats=contrats(table),
        certifications=certifications(table),
    )
    table.close()
    return found


def contrats(table: JsonTable) -> tuple[Contrat, ...]:
    """Read the list of contracts of a form."""
    return tuple(_contrat(item) for item in table.optional_tables("contrats"))


def certifications(table: JsonTable) -> tuple[Certification, ...]:
    """Read the list of certifications of a form."""
    return tuple(_certification(item) for item in table.optional_tables("certifications"))


def _contrat(table: JsonTable) -> Contrat:
    hours = (
        table.number("heures_hebdo", low=0, high=_MOST_HOURS) if table.has("heures_hebdo") else None
    )
    contrat = Contrat(
        id=table.optional_text("id"),
        type=table.mot("type", TypeContrat),
        debut=table.day("debut"),
        fin=table.optional_day("fin"),
        heures_hebdo=hours,
        temps_plein=table.optional_boolean("temps_plein"),
        temps_partiel_convenu=table.optional_boolean("temps_partiel_convenu"),
        derogation_duree=table.optional_text("derogation_duree"),
        employeur=table.optional_text("employeur"),
        pieces=frozenset(table.optional_texts("pieces")),
    )
    table.close()
    if contrat.fin is not None and contrat.fin < contrat.debut:
        raise table.refusal("fin", "la fin précède le début")
    return contrat


def _certification(table: JsonTable) -> Certification:
    found = Certification(
        id=table.optional_text("id"),
        nature=table.mot("nature", NatureCertification),
        obtenue_le=table.day("obtenue_le"),
        suivi_jusqu_au=table.optional_day("suivi_jusqu_au"),
        formation_superieure_jusqu_au=table.optional_day("formation_superieure_jusqu_au"),
        pieces=frozenset(table.optional_texts("pieces")),
    )
    table.close()
    for key, end in (
        ("suivi_jusqu_au", found.suivi_jusqu_au),
        ("formation_superieure_jusqu_au", found.formation_superieure_jusqu_au),
    ):
        if end is not None and end < found.obtenue_le:
            raise table.refusal(key, "la fin précède l’obtention")
    return found
