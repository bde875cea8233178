"""How far the dossiers that changed hands have gone, for who gives them (sync.md §3): asked, erased, acknowledged.

The store alone knows it: it is asked for on the spot, and nothing of it is kept here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx2

from desktop.models.rows import Rows
from desktop.models.vault import Vault
from desktop.sync.aside import aside
from desktop.sync.client import StoreClient, open_client
from desktop.usecases import champs
from plie.droits import PLIE_ENTIER
from plie.phrases import counted, join_words, short_date
from plie.vocabulaire import Mot
from wire.transfers import Transfer

_NAMED = 3


class EtatTransfert(Mot):
    """Where a dossier stands on the machine that it leaves."""

    ATTENDU = "attendu", "Attendu"
    EN_COURS = "en_cours", "En cours"
    RETIRE = "retire", "Appareil retiré"
    EFFACE = "efface", "Effacé"


@dataclass(frozen=True, slots=True)
class LigneTransfert:
    """Dossiers that left someone together and stand at the same point on one of their devices."""

    id: str
    etat: EtatTransfert
    titre: str
    detail: str


def demander(
    vault: Vault, *, now: datetime, connect: Callable[[str], httpx2.Client] = open_client
) -> tuple[LigneTransfert, ...]:
    """Ask the store for the transfers under way and the recent ones; nothing for who gives no dossier.

    Raises:
        LineError: not reached, or refused.
    """
    with vault.look() as rows:
        identity = rows.identity()
    if not identity.enrolled or identity.role not in PLIE_ENTIER:
        return ()
    found = aside(vault, StoreClient.transfers, now=now, connect=connect).transfers
    with vault.look() as rows:
        return tuple(_line(rows, together, now) for together in _together(found, now))


def _together(found: Iterable[Transfer], now: datetime) -> list[list[Transfer]]:
    """Return what is told in one line: under way first, the latest first."""
    groups: dict[tuple[object, ...], list[Transfer]] = {}
    for one in found:
        day = _day(one.since, now)
        key = (_etat(one), one.device, one.taker, day, one.to_fetch, _fetched(one))
        groups.setdefault(key, []).append(one)
    latest = sorted(groups.values(), key=lambda group: max(t.since for t in group), reverse=True)
    return sorted(latest, key=lambda group: list(EtatTransfert).index(_etat(group[0])))


def _line(rows: Rows, together: Sequence[Transfer], now: datetime) -> LigneTransfert:
    first, etat = together[0], _etat(together[0])
    names = sorted(champs.de_qui(rows, one.dossier) for one in together)
    others = len(names) - _NAMED
    shown = [*names[:_NAMED], counted(others, "autre", "autres")]
    whose = join_words(names if others <= 0 else shown)
    to = first.taker or "personne pour l’instant"
    return LigneTransfert(
        # Of a device, a dossier is in one line: many leave it at the same instant, for several people.
        id=f"{etat}-{first.device}-{first.dossier}",
        etat=etat,
        titre=f"{first.nom} → {to}\u00a0: {whose}",
        detail=" ".join(part for part in (_former(together, etat, now), _newer(first)) if part),
    )


def _former(together: Sequence[Transfer], etat: EtatTransfert, now: datetime) -> str:
    one = together[0]
    poste = f"«\u00a0{one.poste}\u00a0»"
    asked = f"À rendre depuis le {_day(one.since, now)}."
    if etat is EtatTransfert.EFFACE:
        ops = sum(t.ops for t in together)
        told = _day(max(t.erased_at or "" for t in together), now)
        return (
            f"{asked} Tout ce qui en était sur {poste} est au magasin central ({counted(ops, 'écriture', 'écritures')})"
            f"\u202f; l’effacement est accusé le {told}."
        )
    if etat is EtatTransfert.RETIRE:
        return f"{asked} {poste} est retiré\u00a0: il n’accusera rien, et ce qu’il tient y reste chiffré."
    if etat is EtatTransfert.EN_COURS:
        return (
            f"{asked} {poste} est venu le {_day(one.seen_at, now)}, et n’a pas encore accusé "
            "l’effacement\u00a0: un envoi à finir, un brouillon ouvert, ou un accord attendu."
        )
    seen = f" (vu le {_day(one.seen_at, now)})" if one.seen_at else ""
    return (
        f"{asked} {poste} n’est pas venu depuis{seen}\u00a0: à son prochain échange, il enverra ce qui "
        "n’est pas parti, puis effacera."
    )


def _newer(one: Transfer) -> str:
    if not one.taker or not one.to_fetch:
        return ""
    done = "est venu depuis" if _fetched(one) else "n’est pas encore venu"
    return f"Côté {one.taker}, un poste {done}."


def _fetched(one: Transfer) -> bool:
    return bool(one.taker_seen_at and _at(one.taker_seen_at) >= _at(one.since))


def _etat(one: Transfer) -> EtatTransfert:
    if one.erased_at:
        return EtatTransfert.EFFACE
    if one.revoked_at:
        return EtatTransfert.RETIRE
    heard = one.seen_at and _at(one.seen_at) >= _at(one.since)
    return EtatTransfert.EN_COURS if heard else EtatTransfert.ATTENDU


def _at(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _day(said: str | None, now: datetime) -> str:
    return short_date(_at(said).astimezone(now.tzinfo).date()) if said else ""
