"""`make bench`: every measure, printed and written to bench/results.json."""

import json
from dataclasses import asdict
from pathlib import Path

from bench import (
    alertes,
    beside,
    coordination,
    dossier,
    importing,
    journal,
    paper,
    postgresql,
    push,
    regles,
    save,
    screens,
    search,
    signing,
    slow,
    start,
    ways,
)


def main() -> None:
    """Measure everything, one after another."""
    measures = []
    for part in (
        regles,
        alertes,
        start,
        ways,
        screens,
        save,
        dossier,
        search,
        importing,
        paper,
        signing,
        push,
        slow,
        journal,
        postgresql,
        beside,
        coordination,
    ):
        for measure in part.measures():
            print(measure, flush=True)
            measures.append({**asdict(measure), "ratio": round(measure.ratio, 3)})
    results = Path(__file__).with_name("results.json")
    results.write_text(json.dumps(measures, ensure_ascii=False, indent=1), encoding="utf-8")


main()
