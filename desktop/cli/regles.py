"""`permanence regles`: the rules of a référentiel applied to one JSON file (interfaces.md)."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from desktop.cli.told import tell
from desktop.usecases import referentiels
from plie import phrases
from plie.alertes.alerte import Alerte
from plie.alertes.toutes import alertes as all_alertes
from plie.empechement import Empechement
from plie.formes import alertes as found_alertes
from plie.formes import cas as cases
from plie.formes import jugement as answers
from plie.formes import suivi as dossiers
from plie.json_table import iso_day
from plie.refus import Illisible, Refus
from plie.sortie.jugement import Jugement, juger

DONE = 0
_LARGEST = 16 << 20


def sortie(asked: argparse.Namespace) -> int:
    """Say whether an exit is positive on a day, since when, from when, and why.

    Raises:
        Empechement: the file cannot be read.
        Refus: the référentiel is unknown or judges no exit; the file or the date breaks its form.
    """
    rules = referentiels.charger(asked.referentiel)
    on = _day(asked.date)
    if rules.sortie is None:
        raise Refus(
            "sans_sortie",
            f"Le référentiel «\u00a0{rules.id}\u00a0» ne juge aucune sortie\u00a0: il n’a pas de table "
            "«\u00a0[sortie]\u00a0».",
        )
    found = juger(cases.read(_text(asked.fichier), source=asked.fichier), rules.sortie, on=on)
    form = answers.form(found, referentiel=rules.id)
    tell(json.dumps(form, ensure_ascii=False) if asked.json else _words(found, rules.dire))
    return DONE


def alertes(asked: argparse.Namespace) -> int:
    """Say what is due in a dossier on a day, or about to be, since when, and why.

    Raises:
        Empechement: the file cannot be read.
        Refus: the référentiel is unknown; the file or the date breaks its form.
    """
    rules = referentiels.charger(asked.referentiel)
    on = _day(asked.date)
    suivi = dossiers.read(_text(asked.fichier), source=asked.fichier)
    found = all_alertes(suivi, referentiel=rules, on=on)
    form = found_alertes.form(found)
    tell(json.dumps(form, ensure_ascii=False) if asked.json else _list(found, on))
    return DONE


def _list(found: Sequence[Alerte], on: date) -> str:
    if not found:
        return f"Aucune alerte ({phrases.short_date(on)})"
    return "\n".join([f"Alertes ({phrases.short_date(on)})", *(_line(one) for one in found)])


def _line(one: Alerte) -> str:
    told = f"{one.titre}, {'annoncée ' if one.annoncee else ''}depuis le {phrases.short_date(one.depuis)}"
    return f"  [{one.gravite.label}] {told}\u00a0: {one.phrase}"


def _words(found: Jugement, dire: Callable[[str], str]) -> str:
    lines = [f"{dire(found.verdict.label)} ({phrases.short_date(found.date)})"]
    lines += [f"  {raison}" for raison in found.raisons]
    if found.pieces_manquantes:
        lines.append(f"  Pièces manquantes\u00a0: {', '.join(found.pieces_manquantes)}.")
    return "\n".join(lines)


def _day(text: str) -> date:
    day = iso_day(text)
    if day is None:
        raise Illisible(f"«\u00a0{text}\u00a0» n’est pas une date\u00a0: AAAA-MM-JJ est attendu.")
    return day


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        raise Empechement(
            f"le fichier {path} ne peut pas être lu. Vérifiez son nom et vos droits."
        ) from None
    if len(raw) > _LARGEST:
        raise Illisible(
            f"Fichier «\u00a0{path}\u00a0»\u00a0: plus de 16\u00a0Mo, trop pour un dossier."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Illisible(
            f"Fichier «\u00a0{path}\u00a0»\u00a0: un texte UTF-8 est attendu."
        ) from None
