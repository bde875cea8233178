"""The lots of the demonstration's PLIE, and what is known of their bilans: most owe the last one, one does not."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from desktop.demo.library import Library
from desktop.demo.store import DemoStore
from plie.kinds import BilanLot, Id, Lot
from plie.regles.bilan import PeriodeBilan

_EARLY = timedelta(days=5)


def open_lots(store: DemoStore, library: Library, *, to: str) -> None:
    """Add the lots to a store, as its gestionnaire does; `to` holds the first."""
    with tempfile.TemporaryDirectory(prefix="permanence-lots-") as folder:
        path = Path(folder) / "lots.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("lot", "public", "nom"))
            rows.writerows((lot.numero, lot.public, lot.nom) for lot in library.lieux.lot)
        store.import_lots(path)
    store.entrust(library.lieux.lot[0].numero, to)


def bilans(
    lots: Sequence[Lot],
    periodes: Iterable[PeriodeBilan],
    *,
    on: date,
    auteur_nom: str,
    new_id: Callable[[], Id],
) -> Iterator[BilanLot]:
    """Yield what was noted: every bilan that fell due was sent in time, but the last, which one lot alone sent."""
    due = [periode for periode in periodes if periode.envoi < on]
    for periode in due:
        for lot in lots[-1:] if periode is due[-1] else lots:
            sent = max(periode.fin, periode.envoi - _EARLY)
            yield BilanLot(
                id=new_id(), lot=lot.id, arrete_au=periode.fin, transmis_le=sent,
                echange="Relu avec l’accompagnateur·rice, sans remarque.", auteur_nom=auteur_nom,
                note_le=datetime.combine(sent, time(16), tzinfo=UTC),
            )  # fmt: skip
