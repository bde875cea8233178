"""The full export of a dossier (right of access): the form of the alerts, with all that is held under further keys.

`donnees` holds every thing by its kind, `fichiers` what each file named there is called beside the export,
`origine` the line of the table that the dossier came from, `historique` who changed what and when,
`consultations` in which role and when others opened it, `export` who made it: read strictly too, known kinds and known fields alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from plie.json_table import JsonTable
from plie.kinds import FieldSpec, KindSpec, Scope, Shape, all_kinds
from plie.suivi import Suivi

DONNEES, HISTORIQUE, EXPORT = "donnees", "historique", "export"
FICHIERS, ORIGINE, CONSULTATIONS = "fichiers", "origine", "consultations"
_LINE = ("kind", "id", "champ", "de", "a", "par", "role", "le")
_MADE = ("fait_le", "par", "referentiel")
_FILE = ("sha256", "nom", "titre")
_CELL = ("colonne", "valeur")
_OPENING = ("role", "le")
_ORDERED = (
    ("etapes", "debut", ("fin",)),
    ("certifications", "obtenue_le", ("suivi_jusqu_au", "formation_superieure_jusqu_au")),
)
_TYPES: dict[Shape, tuple[type, ...]] = {
    Shape.TEXT: (str,),
    Shape.INTEGER: (int,),
    Shape.REAL: (int, float),
    Shape.BOOLEAN: (bool,),
    Shape.DATE: (str,),
    Shape.TIME: (str,),
    Shape.INSTANT: (str,),
    Shape.LIST: (list,),
}


def kinds() -> tuple[KindSpec, ...]:
    """Return the kinds that a dossier holds, its person first."""
    return tuple(
        spec for spec in all_kinds() if spec.scope is Scope.DOSSIER and _of_a_dossier(spec)
    )


def write(
    suivi: Suivi,
    donnees: Mapping[str, Sequence[Mapping[str, Any]]],
    historique: Sequence[Mapping[str, Any]],
    made: Mapping[str, Any],
    *,
    fichiers: Sequence[Mapping[str, Any]] = (),
    origine: Mapping[str, Any] | None = None,
    consultations: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the export as a JSON text; nothing is left out of what is given."""
    whole = {
        **_plain(suivi),
        EXPORT: dict(made),
        DONNEES: {kind: list(things) for kind, things in donnees.items() if things},
        HISTORIQUE: list(historique),
        FICHIERS: list(fichiers),
        CONSULTATIONS: list(consultations),
        **({ORIGINE: dict(origine)} if origine else {}),
    }
    whole.update(whole.pop("cas", {}))
    # What the form refuses, an end before its start, stands as it is in `donnees` alone.
    for key, start, ends in _ORDERED:
        whole[key] = [_in_order(one, start, ends) for one in whole.get(key, ())]
    whole["cvs"] = [{"date": day} for day in whole.get("cvs", ())]
    return json.dumps(whole, ensure_ascii=False, indent=1)


def check(table: JsonTable) -> None:
    """Read the further keys of an export, if they are there.

    Raises:
        Illisible: a kind or a field is unknown, or a value has another shape than its field.
    """
    if table.has(DONNEES):
        held, known = table.table(DONNEES), {spec.word: spec for spec in kinds()}
        for word, spec in known.items():
            for item in held.optional_tables(word):
                _thing(item, spec)
        held.close()
    for item in table.optional_tables(HISTORIQUE):
        for key in _LINE:
            # A value is of whichever shape its field has.
            item.anything(key)
        item.close()
    for item in table.optional_tables(FICHIERS):
        _texts(item, _FILE)
    for item in table.optional_tables(CONSULTATIONS):
        _texts(item, _OPENING)
    if table.has(ORIGINE):
        _origin(table.table(ORIGINE))
    if table.has(EXPORT):
        _texts(table.table(EXPORT), _MADE)


def _origin(table: JsonTable) -> None:
    table.optional_text("importe_le")
    table.anything("ligne")
    for cell in table.optional_tables("cellules"):
        _texts(cell, _CELL)
    table.close()


def _texts(table: JsonTable, keys: tuple[str, ...]) -> None:
    for key in keys:
        table.optional_text(key)
    table.close()


def _thing(table: JsonTable, spec: KindSpec) -> None:
    for field in spec.fields:
        value = table.anything(field.name)
        if value is not None and not _fits(field, value):
            raise table.refusal(field.name, "la valeur n’a pas la forme de ce champ")
    table.close()


def _fits(field: FieldSpec, value: object) -> bool:
    if isinstance(value, bool) and field.shape is not Shape.BOOLEAN:
        return False
    if field.shape is Shape.LIST:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, _TYPES[field.shape])


def _of_a_dossier(spec: KindSpec) -> bool:
    return spec.word == "personne" or spec.field("dossier") is not None


def _in_order(thing: Mapping[str, Any], start: str, ends: tuple[str, ...]) -> dict[str, Any]:
    begun = thing.get(start, "")
    return {name: value for name, value in thing.items() if name not in ends or value >= begun}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {name: one for name, one in told.items() if one not in (None, "", [])}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
