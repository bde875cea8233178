"""A real store in a folder, and real vaults around it: what the tests of the exchange stand on."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx2
from sqlalchemy import select, text
from starlette.applications import Starlette

from central import gestion, tables, trail
from central.app import create_app
from central.authority import Authority, Motif
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from central.store import Store
from desktop.models import blobs
from desktop.models.line import Identity
from desktop.models.oplog import append
from desktop.models.tables import OP
from desktop.models.vault import Surroundings, Vault
from desktop.sync.client import StoreClient, open_client
from desktop.sync.cycle import cycle
from desktop.sync.enrol import Invitation, new_private_key
from desktop.sync.turn import Outcome
from desktop.usecases.synchronisation import enroler, synchronise
from plie.kinds import Entretien, Id, Parcours, Personne
from plie.vocabulaire import Role
from tests.central.modele import open_store
from tests.desktop import vaults
from tests.desktop.sync.en_memoire import InMemory
from tests.desktop.sync.faults import Line
from wire.op import Op

DEBUT = datetime(2026, 9, 10, 8, 30, tzinfo=UTC)
PLIE = "plie-essai"


def hasard(name: str) -> random.Random:
    """Return a source of bytes that gives the same ones in every run."""
    return random.Random(name)  # noqa: S311  # nothing here is secret


def illisible(chance: random.Random, size: int) -> str:
    """Return a text that compresses badly, and in which chance writes no social security number."""
    return chance.randbytes(size).hex().translate(str.maketrans("0123456789", "ghijklmnop"))


@cache
def private_key(_nom: str) -> str:
    """Return the key of someone's machine, the same for all the tests of a process."""
    return new_private_key()


class Montre:
    """A clock that moves by itself, a millisecond a look, and by hand."""

    def __init__(self) -> None:
        self.instant = DEBUT

    def __call__(self) -> datetime:
        self.instant += timedelta(milliseconds=1)
        return self.instant


@dataclass(slots=True)
class Magasin:
    """A central store on SQLite, with its authority; `line()` is a way to it."""

    store: Store
    mint: Mint
    authority: Authority
    app: Starlette

    @classmethod
    def opened(cls, folder: Path, plie: str = PLIE) -> "Magasin":
        folder.mkdir()
        settings = Settings(folder)
        mint = Mint(Montre(), hasard("magasin").randbytes)
        store = open_store(settings)
        authority = Authority.create(settings, "PLIE d’essai", at=mint.now())
        gestion.open_plie(
            store, authority, mint, plie=plie, nom="PLIE d’essai", referentiel="demo",
            organisation="Association d’essai",
        )  # fmt: skip
        log = trail.log_to(io.StringIO())
        app = create_app(store, clock=mint.clock, token_bytes=mint.token_bytes, log=log)
        return cls(store, mint, authority, app)

    def line(self) -> Line:
        return Line(InMemory(self.app))

    def invite(self, nom: str, role: Role) -> Invitation:
        made = gestion.invite(self.store, self.authority, self.mint, plie=PLIE, nom=nom, role=role)
        return Invitation(
            url="http://testserver", code=made.code, authority_sha256=self.authority.sha256
        )

    def revoke(self, device: str, motif: Motif = Motif.PERDU) -> None:
        gestion.revoke(self.store, self.authority, self.mint, plie=PLIE, device=device, motif=motif)

    def numbered(self) -> dict[str, tuple[int, str]]:
        """Return op_id → (number, JSON) of what the store applied."""
        op = tables.op
        query = select(op.c.op_id, op.c.number, op.c.body).where(op.c.number.is_not(None))
        with self.store.look() as connection:
            return {row.op_id: (row.number, row.body) for row in connection.execute(query)}

    def set_aside(self) -> dict[str, str]:
        """Return op_id → reason of what the store set aside."""
        op = tables.op
        query = select(op.c.op_id, op.c.reason).where(op.c.number.is_(None))
        with self.store.look() as connection:
            return {row.op_id: row.reason for row in connection.execute(query)}

    def restore(self) -> None:
        """Give the store another epoch, as a restoration does, of a day when no device was revoked."""
        with self.store.write(the_store(PLIE)) as connection:
            connection.execute(tables.plie.update().values(epoch="autre-epoque"))
            connection.execute(tables.device.update().values(revoked_at=None))


def new_poste(folder: Path, magasin: Magasin, *, nom: str = "Odilon Carpentras") -> "Poste":
    """Return a vault that no store knows yet, and a line to the store."""
    montre, chance = Montre(), hasard(nom)
    identity = Identity(
        utilisateur="hors-ligne", nom=nom, role=Role.ACCOMPAGNATEUR.value, referentiel="demo",
        device=f"poste-{chance.getrandbits(32):08x}", private_key=private_key(nom),
    )  # fmt: skip
    around = Surroundings(montre, chance.randbytes)
    vault = vaults.copied(folder, "phrase de passe d’essai", identity, around=around)
    return Poste(vault, magasin.line(), montre)


@dataclass(slots=True)
class Poste:
    """A vault, and its line to the store."""

    vault: Vault
    line: Line
    montre: Montre
    token: str = ""

    @property
    def client(self) -> StoreClient:
        return StoreClient(self.http(), token=self.token)

    def http(self, url: str = "http://testserver") -> httpx2.Client:
        return open_client(url, transport=self.line)

    def enrol(self, invitation: Invitation) -> Identity:
        identity = enroler(self.vault, invitation, nom="Poste d’essai", connect=self.http)
        self.token = identity.token
        return identity

    def cycle(self, *, stopped: Callable[[], bool] = lambda: False) -> Outcome:
        before = self.known_token()
        outcome = cycle(
            self.vault, self.client, now=self.montre(), tell=lambda _step: None, stopped=stopped
        )
        if self.known_token() != before:
            self.token = self.known_token()
        return outcome

    def known_token(self) -> str:
        with self.vault.look() as rows:
            return rows.identity().token

    def synchronise(self) -> Outcome:
        return synchronise(
            self.vault, self.client, now=self.montre(), tell=lambda _step: None,
            stopped=lambda: False,
        )  # fmt: skip

    def ops(self) -> dict[str, tuple[int | None, str | None]]:
        """Return op_id → (number, fate) of every operation in the vault."""
        with self.vault.look() as rows:
            query = select(OP.c.op_id, OP.c.number, OP.c.fate)
            return {r.op_id: (r.number, r.fate) for r in rows.connection.execute(query)}

    def waiting(self) -> int:
        with self.vault.look() as rows:
            return rows.waiting()

    def since(self) -> int:
        with self.vault.look() as rows:
            return rows.cursor().since

    def dossier(self) -> Id:
        """Open an invented dossier; return its id."""
        with self.vault.work() as work:
            id_ = work.new_id()
            work.insert(
                Personne(id=id_, civilite="Mme", nom_naissance="Trévignac", prenoms="Maïwenn")
            )
            work.insert(Parcours(id=work.new_id(), dossier=id_, origine="prescripteur"))
            work.commit()
        return id_

    def entretien(self, dossier: Id, contenu: str = "") -> Id:
        with self.vault.work() as work:
            id_ = work.new_id()
            work.insert(Entretien(id=id_, dossier=dossier, contenu=contenu))
            work.commit()
        return id_

    def note(self, entretien: Id, contenu: str) -> None:
        """Change an entretien's text, having seen what is here."""
        with self.vault.work() as work:
            seen = work.seen(Entretien, entretien)
            work.patch(Entretien, entretien, seen, contenu=contenu)
            work.commit()

    def contenu(self, entretien: Id) -> str:
        with self.vault.look() as rows:
            return rows.get(Entretien, entretien).contenu

    def file(self, content: bytes, dossier: Id) -> str:
        with self.vault.work() as work:
            digest = blobs.file(work.connection, content, scope=dossier)
            work.commit()
        return digest

    def smuggle(self, op: Op) -> None:
        """Write an operation that no screen would, as a damaged application might."""
        with self.vault.work() as work:
            append(work.connection, op)
            work.commit()

    def sql(self, statement: str) -> None:
        with self.vault.work() as work:
            work.connection.execute(text(statement))
            work.commit()
