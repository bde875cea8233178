"""The clocks of the PLIE: a day at the store is a day of its people, whatever the server's own zone."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

import resources
from central import tables
from central.mint import Mint
from central.store import Store
from plie.referentiel import read
from plie.refus import Refus


def of_people(store: Store, mint: Mint) -> Mint:
    """Return the same source, whose days are those of the people of the PLIE that the store holds.

    In UTC while it holds none.

    Raises:
        Refus: its référentiel is not among those shipped, or cannot be read.
    """
    with store.look() as connection:
        found = connection.scalar(select(tables.plie.c.referentiel))
    return mint if found is None else replace(mint, zone=zone(str(found)))


def zone(referentiel: str) -> ZoneInfo:
    """Return the zone of a référentiel.

    Raises:
        Refus: none of that id; `Illisible` when its file breaks its form.
    """
    known = resources.stems("referentiels", ".toml")
    if referentiel not in known:
        raise Refus(
            "referentiel_inconnu",
            f"Aucun référentiel «\u00a0{referentiel}\u00a0»\u00a0: ceux connus sont {', '.join(known)}. "
            "Rien n’a été modifié.",
        )
    file = f"{referentiel}.toml"
    try:
        text = resources.text("referentiels", file)
    except (OSError, UnicodeDecodeError) as error:
        raise Refus(
            "referentiel_illisible",
            f"Le référentiel «\u00a0{file}\u00a0» ne se lit pas. Rien n’a été modifié.",
        ) from error
    return read(text, source=file).zone
