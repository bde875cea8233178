"""How the store is served: one process or several, TLS or behind a proxy, stopped without a cut.

Out of this machine it is never served in clear, unless a proxy that speaks TLS is said to be there.
"""

import gc
import os
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from central import system, trail
from central.app import create_app
from central.machine import MINT
from central.measures import FOLDER_VARIABLE, Measures
from central.settings import Settings
from central.store import Store
from central.watch import Access
from plie.empechement import Empechement
from plie.refus import Refus
from wire.address import is_loopback

Ready = Callable[[], None]
LOOPBACK = "127.0.0.1,::1"
MAX_PROCESSES = 64
# What is being answered when the order to stop comes has this long to end.
_STOP_SECONDS = 5
_START_SECONDS = 60
_KEEP_ALIVE_SECONDS = 75


@dataclass(frozen=True, slots=True)
class Service:
    """How to serve.

    `proxies`: addresses whose word on who calls is believed; none: nobody's. `token`: opens the
    figures. `with_parent`: stop when the standard input closes.
    """

    host: str
    port: int
    processes: int = 1
    certificate: Path | None = None
    key: Path | None = None
    proxies: str = ""
    token: str = ""
    with_parent: bool = False

    def check(self, settings: Settings) -> None:
        """Refuse what cannot be served, or not safely.

        Raises:
            Refus: several processes on SQLite, a proxy that is no address, TLS by halves or that
                cannot be read, or in clear.
        """
        if self.processes > 1 and not settings.base:
            raise Refus(
                "processus_sqlite",
                "Sur SQLite, le magasin se sert par un seul processus\u00a0: le fichier n’admet "
                "qu’un écrivain à la fois. Pour davantage, donnez une base PostgreSQL (--base).",
            )
        _check_proxies(self.proxies)
        if (self.certificate is None) is not (self.key is None):
            raise Refus("tls_incomplet", "TLS demande les deux\u00a0: --certificat et --cle.")
        if self.certificate and self.key:
            _check_tls(self.certificate, self.key)
        elif not self.proxies and not is_loopback(self.host):
            raise Refus(
                "en_clair",
                f"Le magasin ne parle pas en clair hors de cette machine ({self.host}). Donnez "
                "--certificat et --cle, ou --derriere-proxy si un proxy s’en charge.",
            )

    @property
    def scheme(self) -> str:
        """How the store is called here."""
        return "https" if self.certificate else "http"


def serve(settings: Settings, service: Service, *, announce: Callable[[str], None]) -> None:
    """Serve until told to stop; requests under way end first.

    Args:
        settings: of a store that was opened once, so that it is known to be fit.
        service: how, checked.
        announce: told its address once it listens.

    Raises:
        Refus: the address or the port is not ours to have.
    """
    try:
        listening = _listen(service.host, service.port)
    except OSError as error:
        raise system.not_listening(error, service.host, service.port) from error
    port = listening.getsockname()[1]
    host = f"[{service.host}]" if ":" in service.host else service.host
    ready = partial(announce, f"{service.scheme}://{host}:{port}")
    if service.processes == 1:
        _serve_alone(settings, service, listening, ready)
    else:
        _serve_by_many(settings, service, listening, ready)


def application(settings: Settings, access: Access, folder: str) -> Starlette:
    """Return the application of one process, its store opened there."""
    made = create_app(
        Store.open(settings),
        clock=MINT.clock,
        token_bytes=MINT.token_bytes,
        log=trail.log_to(sys.stderr),
        measures=Measures(folder),
        access=access,
    )
    # What was loaded stays: to look for garbage in it would cost a push a tenth of a second.
    gc.freeze()
    return made


def _serve_alone(
    settings: Settings, service: Service, listening: socket.socket, ready: Ready
) -> None:
    server = _Server(_config(settings, service), ready)
    if service.with_parent:

        def stop() -> None:
            server.should_exit = True

        _stop_with_parent(stop)
    server.run([listening])


def _serve_by_many(
    settings: Settings, service: Service, listening: socket.socket, ready: Ready
) -> None:
    with TemporaryDirectory(prefix="permanence-metriques-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        many = _Servers(_config(settings, service, folder), listening, ready)
        if service.with_parent:
            _stop_with_parent(many.should_exit.set)
        many.run()


def _config(settings: Settings, service: Service, folder: str = "") -> uvicorn.Config:
    access = Access(token=service.token, behind_proxy=bool(service.proxies))
    return uvicorn.Config(
        partial(application, settings, access, folder),
        factory=True,
        workers=service.processes,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=bool(service.proxies),
        forwarded_allow_ips=service.proxies or LOOPBACK,
        ssl_certfile=service.certificate,
        ssl_keyfile=service.key,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


class _Server(uvicorn.Server):
    """A server that tells once it listens."""

    def __init__(self, config: uvicorn.Config, ready: Ready) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


class _Servers(Multiprocess):
    """Several servers on one socket, that tells once all of them answer."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, ready: Ready) -> None:
        super().__init__(config, sockets=[listening])
        self._ready = ready

    def init_processes(self) -> None:
        super().init_processes()
        for process in self.processes:
            if not process.wait_until_ready(_START_SECONDS, self.should_exit):
                self.terminate_all()
                raise Empechement(
                    "Un des processus du magasin n’a pas démarré\u00a0: son journal dit pourquoi. "
                    "Rien n’a été modifié."
                )
        self._ready()


def _stop_with_parent(stop: Callable[[], None]) -> None:
    def wait() -> None:
        # Not by the buffer of sys.stdin: held by this thread, it aborts an interpreter that ends first.
        while os.read(0, 1):
            pass
        stop()

    threading.Thread(target=wait, daemon=True).start()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=2048)
    # Inherited by each connection: asyncio leaves it out of those whose protocol is not named, and
    # each reply then waits 40 ms for the acknowledgement of its headers.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _check_proxies(proxies: str) -> None:
    """Refuse what the server would take for a name, and never match: it would believe no proxy."""
    for one in filter(None, proxies.split(",")):
        try:
            ip_network(one.strip())
        except ValueError as error:
            raise Refus(
                "proxy_illisible",
                f"«\u00a0{one.strip()}\u00a0» n’est ni l’adresse d’un proxy ni un réseau\u00a0: "
                "--derriere-proxy en veut une ou plusieurs, séparées par des virgules, comme 10.0.0.4 "
                "ou 10.0.0.0/8. Rien n’est servi.",
            ) from error


def _check_tls(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=_no_word)
    except (OSError, ValueError) as error:
        raise Refus(
            "tls_illisible",
            f"Ce certificat et cette clé ne vont pas ensemble, ou ne se lisent pas "
            f"({certificate}, {key})\u00a0: il faut deux fichiers PEM, la clé sans mot de passe.",
        ) from error


def _no_word() -> str:
    # Nobody is there to type a passphrase when a service starts.
    raise ValueError
