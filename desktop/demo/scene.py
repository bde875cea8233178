"""The scene of the demonstration: its two people, their vaults, how they are enrolled and sign."""

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.app.surroundings import Surroundings
from desktop.demo.store import REFERENTIEL, DemoStore
from desktop.models import vault as vaults
from desktop.models.envelope import FLOOR_KIB, Kdf
from desktop.models.vault import Vault
from desktop.sync.cycle import send as push_only
from desktop.usecases import session, signatures
from desktop.usecases.a_signer import lire
from desktop.usecases.referentiels import charger
from desktop.usecases.signatures import Trace
from desktop.usecases.synchronisation import (
    Outcome,
    enroler,
    ligne,
    synchronise,
    typed_invitation,
)
from plie import phrases
from plie.vocabulaire import Position, Signataire

ADVISER, REVIEWER = "Camille Ferrand", "Solène Azéma"
KEEPER, RESPONSABLE = "Élodie Marchal", "Maëlys Tornand"
RELATIONS = "Ilan Guérec"
COMMISSION = "Secrétariat de la Commission"
# Known to all on purpose: it protects invented people only.
PASSPHRASE = "phrase de démonstration, connue de tous"  # noqa: S105
# What is typed in the demonstration's own entretien.
SAID = (
    "Le point est fait sur les démarches engagées depuis la dernière rencontre. "
    "Deux candidatures ont été envoyées, une réponse positive est arrivée pour une visite "
    "d’entreprise. La question de la mobilité reste ouverte\u00a0: l’abonnement de transport est "
    "demandé."
)
ASKED = "La date de la visite est-elle fixée\u202f?"
NOTED = "Message laissé\u00a0: rappeler jeudi matin."
LIGHT = Kdf(memory_kib=FLOOR_KIB, passes=1, lanes=1)


def inside(around: Surroundings) -> vaults.Surroundings:
    """Return the vault's surroundings."""
    return vaults.Surroundings(around.clock, around.random, around.disk.share)


def make_vault(folder: Path, nom: str, around: Surroundings) -> Vault:
    """Make a demonstration vault, quick to open."""
    return session.create(
        folder, PASSPHRASE, nom=nom, referentiel=REFERENTIEL, around=inside(around), kdf=LIGHT
    )


def enrol(vault: Vault, store: DemoStore, role: str) -> None:
    """Invite the person of a vault and enrol it, as the window would."""
    with vault.look() as rows:
        nom = rows.identity().nom
    invitation = store.invite(nom, role)
    enroler(
        vault, typed_invitation(invitation.url, invitation.code), nom=f"Poste {phrases.de(nom)}"
    )


def exchange(vault: Vault, around: Surroundings) -> None:
    """Exchange everything with the vault's store, to the last file that comes by itself.

    Raises:
        LineError: the store did not answer to the end.
    """
    while _talk(vault, around, synchronise):
        pass


def send(vault: Vault, around: Surroundings) -> None:
    """Send what waits, and fetch nothing.

    Raises:
        LineError: the store did not answer to the end.
    """
    _talk(vault, around, push_only)


def _talk(vault: Vault, around: Surroundings, way: Callable[..., Outcome]) -> int:
    """Have one turn; return how many files it left to the next."""
    with vault.look() as rows:
        client = ligne(rows.identity())
    if client is None:
        return 0
    outcome = way(vault, client, now=around.clock(), tell=lambda _step: None, stopped=lambda: False)
    client.close()
    if outcome.failure is not None:
        raise outcome.failure
    return outcome.done.files_left


def sign(vault: Vault, cr: str, qui: Signataire, *, at: datetime) -> None:
    """Sign as one party, with a scribble of their own."""
    referentiel = charger(REFERENTIEL)
    gesture = {
        Signataire.ADHERENT: signatures.signer_adherent,
        Signataire.ACCOMPAGNATEUR: signatures.signer_accompagnateur,
    }[qui]
    with vault.look() as rows:
        shown = lire(rows, cr, referentiel=referentiel).sha256
    trace = Trace(scribble(sum(map(ord, cr + qui))), Position.ACCORD)
    with vault.work() as work:
        gesture(work, cr, trace, montre=shown, referentiel=referentiel, now=at)


def scribble(seed: int) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return strokes that look like a hurried name: points in the unit square, y up."""
    turns, lean = 3 + seed % 4, (seed // 7 % 5) / 20
    first = tuple(
        (
            0.08 + 0.62 * t / 60 + 0.04 * math.sin(turns * t / 9),
            0.45 + lean + 0.28 * math.sin(turns * t / 11 + seed) * math.exp(-t / 70),
        )
        for t in range(61)
    )
    second = tuple((0.62 + 0.3 * t / 20, 0.35 + 0.1 * math.sin(t / 3 + seed)) for t in range(21))
    return first, second


def with_the_mouse(seed: int) -> list[list[tuple[float, float]]]:
    """Return a scribble as it is drawn on a screen: y down."""
    return [[(x, 1 - y) for x, y in stroke] for stroke in scribble(seed)]
