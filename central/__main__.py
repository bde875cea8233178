"""`permanence-central`: the composition of the store. The clock and the randomness are read here."""

import json
import os
import secrets
import socket
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from central import affectations, crl, gestion, receipts, reception, trail
from central.app import create_app
from central.authority import Authority
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from central.store import Store, migrate
from central.usage import (
    BASE_VARIABLE,
    DEFAULT_PORT,
    OWNER_VARIABLE,
    PROGRAM,
    VARIABLE,
    parser,
)
from plie.empechement import Empechement
from plie.refus import Refus

_STOP_SECONDS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 2 refused, with a French sentence."""
    asked = parser().parse_args(argv)
    try:
        _COMMANDS[asked.commande](asked, _settings(asked))
    except (Refus, Empechement) as refusal:
        print(f"{PROGRAM}\u00a0: {refusal.phrase}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{PROGRAM}\u00a0: {error.strerror} ({error.filename or 'système'})", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def clock() -> datetime:
    """Return the instant of this machine."""
    return datetime.fromtimestamp(time.time(), UTC)


MINT = Mint(clock, secrets.token_bytes)


def _settings(asked: Namespace) -> Settings:
    folder = asked.donnees or os.environ.get(VARIABLE)
    if not folder:
        raise Refus(
            "sans_dossier", f"Dites où vit le magasin\u00a0: --donnees, ou la variable {VARIABLE}."
        )
    base = asked.base or os.environ.get(BASE_VARIABLE, "")
    owner = asked.proprietaire or os.environ.get(OWNER_VARIABLE, "")
    settings = Settings(Path(folder), base, owner)
    if asked.commande != "init" and not settings.base and not settings.database.exists():
        raise Refus(
            "magasin_absent",
            f"Aucun magasin dans {folder}\u00a0: commencez par «\u00a0init\u00a0».",
        )
    return settings


def _init(asked: Namespace, settings: Settings) -> None:
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(settings)
    store = Store.open(settings)
    authority = _authority(settings, asked.nom)
    gestion.open_plie(
        store,
        authority,
        MINT,
        plie=asked.plie,
        nom=asked.nom,
        referentiel=asked.referentiel,
        organisation=asked.organisation or asked.nom,
    )
    answer = {
        "plie": asked.plie,
        "donnees": str(settings.folder),
        "autorite": str(settings.authority_certificate),
        "revocations": str(settings.revocations),
        "authority_sha256": authority.sha256,
    }
    _say(asked, answer, f"PLIE «\u00a0{asked.nom}\u00a0» ouvert dans {settings.folder}.")


def _authority(settings: Settings, nom: str) -> Authority:
    # An earlier init that was cut short may have left it: it is then the one to keep.
    if settings.authority_key.exists():
        return Authority.load(settings)
    return Authority.create(settings, nom, at=MINT.now())


def _migrer(asked: Namespace, settings: Settings) -> None:
    before, after = migrate(settings)
    answer = {"avant": before, "apres": after}
    done = f"amenées à la révision {after}" if before != after else f"déjà à la révision {after}"
    _say(asked, answer, f"Les tables du magasin sont {done}.")


def _servir(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    crl.publish(store, gestion.the_plie(store))
    log = trail.log_to(sys.stderr)
    app = create_app(store, clock=MINT.clock, token_bytes=MINT.token_bytes, log=log)
    listening = socket.create_server((asked.hote, asked.port))
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    url = f"http://{asked.hote}:{port}"
    machine = asked.json or asked.avec_parent
    server = _Server(
        config,
        json.dumps({"port": port, "url": url})
        if machine
        else f"Le magasin répond à l’adresse {url}. Ctrl+C pour l’arrêter.",
    )
    if asked.avec_parent:
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    server.run([listening])


class _Server(uvicorn.Server):
    """A server that says on stdout where it listens, once it does."""

    def __init__(self, config: uvicorn.Config, ready: str) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._ready, flush=True)


def _stop_with_parent(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True


def _inviter(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    authority = Authority.load(settings)
    plie = gestion.the_plie(store)
    made = gestion.invite(
        store,
        MINT,
        plie=plie,
        nom=asked.nom,
        role=asked.role,
        organisation=asked.organisation,
        days=asked.valable_jours,
    )
    answer = {
        "url": asked.url or f"http://127.0.0.1:{DEFAULT_PORT}",
        "code": made.code,
        "authority_sha256": authority.sha256,
        "plie": plie,
        "expire_le": made.expires_at.isoformat(),
    }
    if asked.fichier:
        _write_private(asked.fichier, json.dumps(answer, indent=2))
    until = f"{made.expires_at:%d/%m/%Y}"
    _say(
        asked,
        {**answer, "utilisateur": made.utilisateur, "nouveau": made.nouveau},
        f"{made.code}\nCode à usage unique pour {asked.nom}, valable jusqu’au {until}.",
    )


def _revoquer(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    device = gestion.revoke(
        store,
        Authority.load(settings),
        MINT,
        plie=gestion.the_plie(store),
        device=asked.appareil,
        motif=asked.motif,
    )
    where = settings.revocations
    answer = {"appareil": device, "revoque": True, "motif": asked.motif, "revocations": str(where)}
    _say(asked, answer, f"Appareil {device} révoqué. Liste de révocation : {where}")


def _appareils(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    lines = gestion.appareils(store, plie=gestion.the_plie(store))
    text = [f"{line.id}  {line.utilisateur}  {line.nom}  {gestion.etat_de(line)}" for line in lines]
    _say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun appareil enrôlé.")


def _hors_ligne(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    gestion.allow_offline(store, MINT, plie=gestion.the_plie(store), days=asked.jours)
    text = f"Un poste peut rester {asked.jours} jours sans joindre le magasin."
    _say(
        asked,
        {"jours": asked.jours},
        text if asked.jours else "Un poste peut rester hors ligne sans limite.",
    )


def _recevoir(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    recu = reception.receive(
        store,
        Authority.load(settings),
        MINT,
        plie=gestion.the_plie(store),
        path=asked.fichier,
    )
    aside = sum(recu.mis_de_cote.values())
    _say(
        asked,
        asdict(recu),
        f"Travail de {recu.utilisateur} reçu\u00a0: {recu.operations} changements, "
        f"{recu.fichiers} fichiers\u202f; {aside} mis de côté.",
    )


def _dossiers(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    lines = gestion.dossiers(store, MINT, plie=gestion.the_plie(store))
    text = [
        f"{line.id}  {line.ae or 'sans AE'}  {line.operations} opérations  "
        f"{line.comptes_rendus} comptes-rendus"
        for line in lines
    ]
    _say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun dossier.")


def _reaffecter(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    plie = gestion.the_plie(store)
    who = affectations.of_name(store, plie=plie, nom=asked.a)
    given = {"plie": plie, "dossiers": asked.dossiers, "utilisateur": who}
    if asked.jusqu_au:
        count = affectations.confier(store, MINT, **given, jusqu_au=asked.jusqu_au)
        done = f"confiés à {asked.a} jusqu’au {asked.jusqu_au:%d/%m/%Y}"
    else:
        count = affectations.reaffecter(store, MINT, **given)
        done = f"donnés à {asked.a}"
    _say(asked, {"dossiers": count, "utilisateur": who}, f"Dossiers {done} : {count}.")


def _retraits(asked: Namespace, settings: Settings) -> None:
    store = Store.open(settings)
    plie = gestion.the_plie(store)
    with store.look(the_store(plie)) as connection:
        lines = receipts.kept(connection, plie)
    text = [
        f"{line.dossier}  effacé du poste {line.device} de {line.utilisateur}  {line.recu_le:%d/%m/%Y %H:%M}"
        for line in lines
    ]
    _say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun accusé.")


_COMMANDS: dict[str, Callable[[Namespace, Settings], None]] = {
    "init": _init,
    "migrer": _migrer,
    "servir": _servir,
    "inviter": _inviter,
    "revoquer": _revoquer,
    "appareils": _appareils,
    "hors-ligne": _hors_ligne,
    "recevoir": _recevoir,
    "reaffecter": _reaffecter,
    "retraits": _retraits,
    "dossiers": _dossiers,
}


def _write_private(path: Path, text: str) -> None:
    # The code is a secret until it is used: its owner's eyes only.
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text + "\n", encoding="utf-8")


def _say(asked: Namespace, answer: object, text: str) -> None:
    if asked.json:
        print(json.dumps(answer, ensure_ascii=False, default=_iso))
    else:
        print(text)


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


if __name__ == "__main__":
    sys.exit(main())
