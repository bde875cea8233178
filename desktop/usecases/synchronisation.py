"""Enrolment, one exchange, and its state in a sentence; what screens name of it is re-exported.

Nothing here waits for a person, and no one waits for it: it runs apart from the screens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx2

from desktop.models.line import Identity
from desktop.models.revue import unacknowledged
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from desktop.sync import enrol
from desktop.sync.client import StoreClient, open_client
from desktop.sync.cycle import cycle, send
from desktop.sync.enrol import Invitation, read_invitation, typed_invitation
from desktop.sync.errors import BadInvitation, LineError
from desktop.sync.pace import after_change, next_try
from desktop.sync.turn import Done, Outcome, Phase, Step, never
from desktop.usecases import affectations, conflits, mis_de_cote
from desktop.usecases.bail import Bail
from desktop.usecases.horloge import ecart
from plie.kinds import AccuseReception
from plie.phrases import clock_time, counted, short_date
from plie.vocabulaire import Role

__all__ = [
    "BadInvitation",
    "Done",
    "EtatExchange",
    "Invitation",
    "LineError",
    "Outcome",
    "Phase",
    "Step",
    "StoreClient",
    "after_change",
    "copie_en_mots",
    "enroler",
    "etat",
    "ligne",
    "next_try",
    "phrase",
    "rappel",
    "read_invitation",
    "synchronise",
    "typed_invitation",
]

LONG_SILENCE = timedelta(days=7)
_FILE_WAITS, _WRONG_CLOCK = "Un document attend", "Horloge à vérifier"
_SAFE = "tout est enregistré ici"
_UNKEPT = "ce que vous avez tapé n’est pas encore enregistré"


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatExchange:
    """What the status bar shows.

    Attributes:
        enrolled: a store knows this vault.
        waiting: operations not answered by the store yet.
        set_aside: things that the store set aside and that are not settled.
        disputed: things whose rivals wait for a choice.
        leaving: dossiers that would leave, so many that the person is asked first.
        last_success: instant of the last complete exchange.
        titre, raison: two words and the sentences of the last failure, empty when there is none.
        revoked: the store withdrew this device.
        unkept: something typed is not in the vault, for the disk or a rule refused it.
        bail: whether the vault may still be worked in, and how long without its store.
    """

    enrolled: bool
    waiting: int
    set_aside: int = 0
    disputed: int = 0
    leaving: int = 0
    last_success: datetime | None = None
    titre: str = ""
    raison: str = ""
    revoked: bool = False
    unkept: bool = False
    bail: Bail = field(default_factory=Bail)

    @property
    def up_to_date(self) -> bool:
        """Whether the store holds all that was written here, as far as was known last."""
        return self.enrolled and not self.titre and not self.waiting and bool(self.last_success)


def enroler(
    vault: Vault,
    invitation: Invitation,
    *,
    nom: str,
    connect: Callable[[str], httpx2.Client] = open_client,
) -> Identity:
    """Enrol a vault at the store of its invitation, and return who it now is.

    Args:
        vault: it keeps its own key and id; work done before will go up under the person's name.
        invitation: read from a file, or typed.
        nom: how the manager will read this device in the list.
        connect: how a store's address is reached.

    Raises:
        LineError: refused, or not reached; the vault is as it was and the code may be tried again.
    """
    with vault.work() as work:
        nonce, identity = work.new_id(), work.rows.identity()
    with connect(invitation.url) as http:
        enrolled = enrol.enrol(
            http,
            invitation,
            private_key=identity.private_key,
            device=identity.device,
            nom=nom,
            nonce=nonce,
        )
    enrol.keep(vault, enrolled, url=invitation.url)
    with vault.look() as rows:
        return rows.identity()


def ligne(
    identity: Identity, *, connect: Callable[[str], httpx2.Client] = open_client
) -> StoreClient | None:
    """Return the client of an enrolled vault's store, kept open; None before enrolment."""
    return StoreClient(connect(identity.url), token=identity.token) if identity.enrolled else None


def synchronise(
    vault: Vault,
    client: StoreClient,
    *,
    now: datetime,
    tell: Callable[[Step], None],
    stopped: Callable[[], bool],
    no_files: Callable[[], bool] = never,
) -> Outcome:
    """Exchange everything; comments that came in are acknowledged, and the receipts leave at once.

    `no_files` stops the files that come in, and nothing else.
    """
    outcome = cycle(vault, client, now=now, tell=tell, stopped=stopped, no_files=no_files)
    if not outcome.complete:
        return outcome
    with vault.look() as rows:
        if not _acknowledges(rows):
            return outcome
    with vault.work() as work:
        _acknowledge(work, now=now)
        changes = work.commit()
    receipts = send(vault, client, now=now, tell=tell, stopped=stopped)
    done = outcome.done + Done(changes=changes) + receipts.done
    return Outcome(at=now, done=done, failure=receipts.failure, stopped=receipts.stopped)


def etat(rows: Rows, *, last: Outcome | None) -> EtatExchange:
    """Return where the exchange stands.

    Args:
        rows: the vault, as it is now.
        last: the last turn since the application was opened, if any.
    """
    failure = last.failure if last else None
    refused = last.done.file_refused if last else ""
    clock = ecart(rows, at=last.at) if last else ""
    titre = _WRONG_CLOCK if clock else _FILE_WAITS if refused else ""
    return EtatExchange(
        enrolled=rows.identity().enrolled,
        waiting=rows.waiting(),
        set_aside=mis_de_cote.combien(rows),
        disputed=sum(conflits.par_dossier(rows).values()),
        leaving=affectations.retraits_demandes(rows),
        last_success=rows.cursor().last_success,
        titre=failure.titre if failure else titre,
        raison=failure.phrase if failure else clock or refused,
        revoked=bool(last and last.revoked),
    )


def phrase(etat: EtatExchange, *, now: datetime) -> str:
    """Return the status bar's sentence; `now` carries the zone in which times are shown."""
    parts = [_head(etat)]
    if etat.waiting:
        parts.append(f"{_changements(etat.waiting)} en attente")
    if etat.set_aside:
        parts.append(f"{_elements(etat.set_aside)} mis de côté")
    if etat.disputed:
        parts.append(f"{_elements(etat.disputed)} à trancher")
    if etat.leaving:
        who = counted(etat.leaving, "dossier attend", "dossiers attendent")
        parts.append(f"{who} votre accord pour partir")
    if etat.last_success:
        parts.append(f"dernier échange {_when(etat.last_success, now)}")
    elif etat.enrolled:
        parts.append("aucun échange pour l’instant")
    return " · ".join(parts)


def rappel(etat: EtatExchange, *, now: datetime) -> str:
    """Return what to say inside the work when nothing was exchanged for a week; "" before."""
    if not etat.enrolled or etat.last_success is None:
        return ""
    since = now - etat.last_success
    if since < LONG_SILENCE:
        return ""
    said = f"Dernier échange il y a {since.days} jours ; "
    if not etat.waiting:
        return f"{said}ce que les autres ont écrit depuis n’est pas encore arrivé ici."
    only = "n’est" if etat.waiting == 1 else "ne sont"
    return f"{said}{_changements(etat.waiting)} {only} que sur cette machine."


def copie_en_mots(done: Done) -> str:
    """Say that this vault lives twice, or that it was older than the store's last word of it."""
    if done.doubled:
        return (
            "Une autre copie de ce coffre échange aussi avec le magasin central. Rien n’est perdu, "
            "et chaque écriture compte une fois\u00a0: prévenez votre gestionnaire si cette copie "
            "n’est pas la vôtre, et ne gardez qu’une des deux."
        )
    if done.retaken:
        return (
            "Ce coffre est une copie plus ancienne que son dernier envoi. Rien n’est perdu\u00a0: ce "
            "qui lui manque revient du magasin central, et votre gestionnaire le voit."
        )
    return ""


def _head(etat: EtatExchange) -> str:
    where = _UNKEPT if etat.unkept else _SAFE
    if not etat.enrolled:
        return f"Sans magasin central\u00a0: {where}"
    if etat.titre:
        return f"{etat.titre}\u00a0: {where}"
    return "À jour" if etat.up_to_date and not etat.unkept else where.capitalize()


def _changements(count: int) -> str:
    number = f"{count:,}".replace(",", "\u202f")
    return f"{number}\u00a0changement{'s' if count > 1 else ''}"


def _elements(count: int) -> str:
    return counted(count, "élément", "éléments")


def _when(instant: datetime, now: datetime) -> str:
    there = instant.astimezone(now.tzinfo)
    hour = clock_time(there.time())
    if there.date() == now.date():
        return f"aujourd’hui {hour}"
    if there.date() == now.date() - timedelta(days=1):
        return f"hier {hour}"
    return f"le {short_date(there.date())} à {hour}"


def _acknowledges(rows: Rows) -> bool:
    """Whether comments wait for the receipt that only an adviser's vault gives."""
    identity = rows.identity()
    return identity.role == Role.ACCOMPAGNATEUR.value and bool(
        unacknowledged(rows, reader=identity.utilisateur)
    )


def _acknowledge(work: Work, *, now: datetime) -> None:
    for comment in unacknowledged(work.rows, reader=work.auteur.id):
        work.insert(
            AccuseReception(
                id=work.new_id(),
                dossier=comment.dossier,
                commentaire=comment.id,
                auteur_nom=work.auteur.nom,
                recu_le=now,
            )
        )
