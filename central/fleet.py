"""The commands of the devices: who is invited, what is withdrawn, how long one may stay away; each says what it did."""

import errno
import json
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from central import gestion, people
from central.authority import Authority
from central.machine import mint
from central.say import many, say
from central.store import Store
from central.usage import DEFAULT_PORT
from plie.refus import Refus
from wire.address import in_clear, is_address


def inviter(asked: Namespace, store: Store) -> None:
    """Make a code for somebody’s device, and say it, or write it in a file that its owner alone reads."""
    url = asked.url or f"http://127.0.0.1:{DEFAULT_PORT}"
    _check_address(url)
    authority, minted = Authority.load(store.settings), mint(store)
    plie = gestion.the_plie(store)
    # Before the code is made: one that cannot be written would be lost, and still open for days.
    with _private(asked.fichier):
        made = gestion.invite(
            store,
            authority,
            minted,
            plie=plie,
            nom=asked.nom,
            role=asked.role,
            organisation=asked.organisation,
            days=asked.valable_jours,
        )
        answer = {
            "url": url,
            "code": made.code,
            "authority_sha256": authority.sha256,
            "plie": plie,
            "expire_le": made.expires_at.isoformat(),
        }
        if asked.fichier:
            asked.fichier.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")
    nom = people.nom_de(store, plie=plie, utilisateur=made.utilisateur)
    until = made.expires_at.astimezone(minted.zone)
    say(
        asked,
        {**answer, "utilisateur": made.utilisateur, "nouveau": made.nouveau},
        f"{made.code}\nCode à usage unique pour {nom}, valable jusqu’au {until:%d/%m/%Y à %H:%M}.",
    )


def revoquer(asked: Namespace, store: Store) -> None:
    """Withdraw a device."""
    device = gestion.revoke(
        store,
        Authority.load(store.settings),
        mint(store),
        plie=gestion.the_plie(store),
        device=asked.appareil,
        motif=asked.motif,
    )
    where = store.settings.revocations
    answer = {"appareil": device, "revoque": True, "motif": asked.motif, "revocations": str(where)}
    say(asked, answer, f"Appareil {device} révoqué. Liste de révocation : {where}")


def appareils(asked: Namespace, store: Store) -> None:
    """Say every device."""
    lines = gestion.appareils(store, plie=gestion.the_plie(store))
    zone = mint(store).zone
    text = [
        f"{line.id}  {line.utilisateur}  {line.nom}  {gestion.etat_de(line, zone)}"
        for line in lines
    ]
    say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun appareil enrôlé.")


def hors_ligne(asked: Namespace, store: Store) -> None:
    """Tell how long a device may stay without the store, once it is said anew if a number is given."""
    plie = gestion.the_plie(store)
    if asked.jours is not None:
        gestion.allow_offline(store, mint(store), plie=plie, days=asked.jours)
    days = gestion.offline_days(store, plie=plie)
    text = f"Un poste peut rester {many(days, 'jour')} sans joindre le magasin."
    say(asked, {"jours": days}, text if days else "Un poste peut rester hors ligne sans limite.")


def _check_address(url: str) -> None:
    if not is_address(url):
        raise Refus(
            "adresse_refusee", "L’adresse du magasin s’écrit en entier, https:// compris (--url)."
        )
    if in_clear(url):
        raise Refus(
            "adresse_en_clair",
            "En http://, le code et les dossiers pourraient être lus en chemin : les postes refusent "
            "cette adresse. Donnez celle en https:// (--url) ; http:// ne sert que sur une même "
            "machine.",
        )


@contextmanager
def _private(path: Path | None) -> Iterator[None]:
    """Keep a place for what this block writes, on no other file; it goes away on a failure."""
    if path is None:
        yield
        return
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # The code is a secret until it is used: its owner's eyes only.
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise Refus(
            "fichier_existant",
            f"{path} existe déjà\u00a0: donnez un autre chemin (--fichier), ou supprimez-le s’il ne "
            "sert plus. Aucun code n’a été fait.",
        ) from error
    try:
        yield
    except BaseException:
        path.unlink()
        raise
