"""A JSON text from outside is read key by key, and refused in French with its path."""

from datetime import date

import pytest

from plie.json_table import JsonTable
from plie.refus import Illisible


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "JSON mal formé, ligne 1, colonne 1"),
        ('{"a": 1,}', "JSON mal formé, ligne 1, colonne"),
        ("[]", "un objet JSON est attendu"),
        ('{"a": NaN}', "NaN n’est pas un nombre"),
        ('{"a": 1, "a": 2}', "la clé «\u00a0a\u00a0» y est écrite deux fois"),
        ('{"a": ' + "9" * 5000 + "}", "un nombre y est démesuré"),
        ("[" * 200_000, "trop de tables"),
        ('{"a": ["\\ud800"]}', "un caractère y est coupé en deux"),
        ('{"\\udfff": 1}', "un caractère y est coupé en deux"),
    ],
)
def test_a_text_that_is_no_form_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(Illisible) as refused:
        JsonTable.parse(text, source="cas.json")

    assert refused.value.phrase.startswith("Fichier «\u00a0cas.json\u00a0»")
    assert said in refused.value.phrase


@pytest.mark.parametrize("value", ['"2026-02-30"', '"12/07/2026"', '"20260712"', "20260712", "[]"])
def test_a_date_is_a_day_that_exists_as_iso_writes_it(value: str) -> None:
    table = JsonTable.parse(f'{{"contrats": [{{"debut": {value}}}]}}', source="cas.json")
    (contrat,) = table.tables("contrats")

    with pytest.raises(Illisible) as refused:
        contrat.day("debut")

    assert "contrats[1].debut" in refused.value.phrase
    assert "AAAA-MM-JJ" in refused.value.phrase


def test_a_null_key_is_an_absent_one() -> None:
    table = JsonTable.parse('{"fin": null, "debut": "2026-01-05"}', source="cas.json")

    assert table.optional_day("fin") is None
    assert table.day("debut") == date(2026, 1, 5)
    table.close()


def test_a_key_that_nobody_reads_is_refused_with_its_path() -> None:
    table = JsonTable.parse('{"a": {"b": 1}}', source="cas.json")

    with pytest.raises(Illisible) as refused:
        table.table("a").close()

    assert "clé «\u00a0a.b\u00a0»\u00a0: clé inconnue" in refused.value.phrase
