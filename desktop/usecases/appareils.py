"""The devices that the store trusts: one's own, or all of the PLIE's for the gestionnaire.

They are known to the store alone: each list is asked for on the spot, nothing of it is kept here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2

from desktop.models.line import Identity
from desktop.models.vault import Vault
from desktop.sync.aside import aside
from desktop.sync.client import StoreClient, open_client
from desktop.sync.errors import LineError
from plie.phrases import short_date, spoken_time
from plie.vocabulaire import Mot, Role, label
from wire.messages import Awaited, Device, Devices, Withdraw

__all__ = ["EtatAppareil", "LigneAppareil", "Motif", "demander", "retirer"]

# A certificate is renewed by itself sixty days before its end: one that nears it lies in a drawer.
_SOON = timedelta(days=30)


class EtatAppareil(Mot):
    """Where a device stands."""

    EN_ATTENTE = "en_attente", "En attente"
    VALIDE = "valide", "Valide"
    EXPIRE_BIENTOT = "expire_bientot", "Expire bientôt"
    EXPIRE = "expire", "Expiré"
    RETIRE = "retire", "Retiré"


class Motif(Mot):
    """Why a device is withdrawn; it decides what becomes of the seals made before."""

    PERDU = "perdu", "Perdu, volé ou douteux"
    RENDU = "rendu", "Rendu en main propre"


@dataclass(frozen=True, slots=True)
class LigneAppareil:
    """A device, or an invitation whose code has not served yet (`id` is then empty).

    Attributes:
        titulaire, role: whose it is, and in which role.
        depuis, vu, jusqu_au: since when, last seen, the end of its certificate or of the invitation,
            in words.
        etat, mots: where it stands, and the same in words, a copy of its vault noticed included.
        double: two copies of its vault were heard.
        ici: it is the vault that asks; a_moi: it is one of the person who asks.
    """

    id: str
    titulaire: str
    role: str
    nom: str
    depuis: str
    vu: str
    jusqu_au: str
    etat: EtatAppareil
    mots: str
    double: bool = False
    ici: bool = False
    a_moi: bool = False

    @property
    def retirable(self) -> bool:
        """Whether it may be withdrawn from here."""
        return bool(self.id) and not self.ici and self.etat is not EtatAppareil.RETIRE


def demander(
    vault: Vault,
    *,
    now: datetime,
    connect: Callable[[str], httpx2.Client] = open_client,
) -> tuple[LigneAppareil, ...]:
    """Ask the store which devices this person may see; `now` carries the zone of what is shown.

    Raises:
        LineError: not reached, or refused.
    """
    return _asked(vault, StoreClient.devices, now, connect)


def retirer(
    vault: Vault,
    appareil: str,
    motif: Motif,
    *,
    now: datetime,
    connect: Callable[[str], httpx2.Client] = open_client,
) -> tuple[LigneAppareil, ...]:
    """Have a device withdrawn: refused at its next request. Return the devices as they now are.

    Raises:
        LineError: not reached, or refused: nothing is withdrawn.
    """
    message = Withdraw(device=appareil, motif=motif.value)
    return _asked(vault, lambda client: client.withdraw(message), now, connect)


def _asked(
    vault: Vault,
    ask: Callable[[StoreClient], Devices],
    now: datetime,
    connect: Callable[[str], httpx2.Client],
) -> tuple[LigneAppareil, ...]:
    with vault.look() as rows:
        identity = rows.identity()
    if not identity.enrolled:
        raise LineError(
            "Ce poste n’est relié à aucun magasin central\u00a0: la liste des appareils y est tenue. "
            "Tout est enregistré ici."
        )
    found = aside(vault, ask, now=now, connect=connect)
    awaited = (_awaited(one, now) for one in found.awaited)
    return (*awaited, *(_device(one, identity, now) for one in found.devices))


def _device(one: Device, identity: Identity, now: datetime) -> LigneAppareil:
    etat = _etat(one, now)
    return LigneAppareil(
        id=one.id,
        titulaire=one.titulaire,
        role=label(Role, one.role),
        nom=one.nom,
        depuis=_day(one.enrolled_at, now),
        vu=_instant(one.seen_at, now) or "jamais",
        jusqu_au=_day(one.until, now),
        etat=etat,
        mots=_words(one, etat, now),
        double=bool(one.doubled_at),
        ici=one.id == identity.device,
        a_moi=one.utilisateur == identity.utilisateur,
    )


def _awaited(one: Awaited, now: datetime) -> LigneAppareil:
    return LigneAppareil(
        id="", titulaire=one.titulaire, role=label(Role, one.role), nom="", depuis="", vu="",
        jusqu_au=_day(one.until, now), etat=EtatAppareil.EN_ATTENTE,
        mots=EtatAppareil.EN_ATTENTE.label,
    )  # fmt: skip


def _etat(one: Device, now: datetime) -> EtatAppareil:
    if one.revoked_at:
        return EtatAppareil.RETIRE
    if not one.until:
        return EtatAppareil.VALIDE
    left = datetime.fromisoformat(one.until) - now
    if left <= timedelta(0):
        return EtatAppareil.EXPIRE
    return EtatAppareil.EXPIRE_BIENTOT if left <= _SOON else EtatAppareil.VALIDE


def _words(one: Device, etat: EtatAppareil, now: datetime) -> str:
    said = etat.label
    if etat is EtatAppareil.RETIRE:
        why = next((f", {m.label.lower()}" for m in Motif if m.value == one.motif), "")
        said = f"Retiré le {_day(one.revoked_at, now)}{why}"
    if one.doubled_at:
        said += f" · coffre en double, vu le {_day(one.doubled_at, now)}"
    elif one.retaken_at:
        said += f" · coffre repris d’une copie, le {_day(one.retaken_at, now)}"
    return said


def _day(said: str | None, now: datetime) -> str:
    return short_date(datetime.fromisoformat(said).astimezone(now.tzinfo).date()) if said else ""


def _instant(said: str | None, now: datetime) -> str:
    if not said:
        return ""
    at = datetime.fromisoformat(said).astimezone(now.tzinfo)
    return f"{short_date(at.date())} à {spoken_time(at.time())}"
