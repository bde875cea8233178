"""A PLIE for the tests: a real store in a folder, its application, people with enrolled devices."""

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import zstandard
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.testclient import TestClient

from central import clocks, gestion, trail
from central.app import create_app
from central.authority import Authority
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from plie.vocabulaire import Role
from tests.central.modele import open_store
from wire.messages import (
    ENROL,
    HELLO,
    PULL,
    PUSH,
    Enrol,
    Enrolled,
    Fates,
    Hello,
    Page,
    Problem,
    Pull,
    Push,
    Welcome,
    possession,
)
from wire.op import Op, Verb
from wire.pack import pack, raw, unpack

T = TypeVar("T")
PLIE = "essai"
AUBE = datetime(2026, 9, 10, 8, 0, tzinfo=UTC)
_ids = count(1)


def un_id(stem: str = "id") -> str:
    return f"{stem}-{next(_ids):06d}"


# The keys of the devices of these tests, by their public half.
_keys: dict[str, ec.EllipticCurvePrivateKey] = {}


def une_paire() -> tuple[ec.EllipticCurvePrivateKey, str]:
    """Return a device's key, and its public half in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    _keys[public] = key
    return key, public


def une_cle() -> str:
    return une_paire()[1]


def signe(message: Enrol) -> Enrol:
    """Sign what a device asks, if its key is one of these tests."""
    key = _keys.get(message.public_key)
    if key is None:
        return message
    said = possession(message.code, message.device, message.public_key)
    return replace(message, signature=key.sign(said, ec.ECDSA(SHA256())).hex())


def packed(text: str | bytes) -> bytes:
    """Compress a body as it stands, well formed or not."""
    return zstandard.ZstdCompressor().compress(text if isinstance(text, bytes) else text.encode())


def plain(body: bytes) -> bytes:
    return raw(body)


class Horloge:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = AUBE

    def __call__(self) -> datetime:
        return self.now

    def avance(self, **spans: float) -> None:
        self.now += timedelta(**spans)


class Monde:
    """A store, its application, and the gestures of its gestionnaire."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.settings = settings or Settings(folder)
        self.ours = the_store(PLIE)
        self.clock = Horloge()
        self.mint = Mint(self.clock, os.urandom)
        self.store = open_store(self.settings)
        self.authority = Authority.create(self.settings, "Essai", at=self.clock())
        self.log = StringIO()
        gestion.open_plie(
            self.store,
            self.authority,
            self.mint,
            plie=PLIE,
            nom="PLIE d’essai",
            referentiel="demo",
            organisation="Les Essais",
        )
        self.mint = clocks.of_people(self.store, self.mint)
        app = create_app(
            self.store, clock=self.clock, token_bytes=os.urandom, log=trail.log_to(self.log)
        )
        self.http = TestClient(app)

    def close(self) -> None:
        self.http.close()
        self.store.close()

    def code(
        self,
        nom: str = "Odilon Carpentras",
        role: Role = Role.ACCOMPAGNATEUR,
        organisation: str | None = None,
    ) -> str:
        made = gestion.invite(
            self.store,
            self.authority,
            self.mint,
            plie=PLIE,
            nom=nom,
            role=role,
            organisation=organisation,
        )
        return made.code

    def enrole(self, code: str, **changes: str) -> Enrolled:
        message = {"device": un_id("poste"), "public_key": une_cle(), "nom": "Poste 3", **changes}
        return self.said(ENROL, signe(Enrol(code=code, **message)), Enrolled)

    def appareil(
        self, nom: str = "Odilon Carpentras", role: Role = Role.ACCOMPAGNATEUR
    ) -> "Appareil":
        device = un_id("poste")
        return Appareil(self, device, self.enrole(self.code(nom, role), device=device))

    def asked(self, path: str, body: bytes, token: str = "") -> Any:
        headers = {"authorization": f"Bearer {token}", "content-type": "application/zstd"}
        return self.http.post(path, content=body, headers=headers)

    def said(self, path: str, message: object, kind: type[T], token: str = "") -> T:
        reply = self.asked(path, pack(message), token)
        assert reply.status_code == 200, unpack(reply.content, Problem)
        return unpack(reply.content, kind)

    def refused(self, path: str, body: bytes, token: str = "") -> tuple[int, str]:
        reply = self.asked(path, body, token)
        return reply.status_code, unpack(reply.content, Problem).code

    def revoque(self, device: str) -> None:
        gestion.revoke(self.store, self.authority, self.mint, plie=PLIE, device=device)


@dataclass
class Appareil:
    """An enrolled device, its cursor, and what it received."""

    monde: Monde
    id: str
    who: Enrolled
    replica: str = field(default_factory=lambda: un_id("copie"))
    since: int = 0
    received: dict[str, Op] = field(default_factory=dict)

    def op(self, kind: str, thing: str, scope: str, verb: Verb = Verb.INSERT, **changes: Any) -> Op:
        return Op(
            **{
                "op_id": un_id("op"),
                "kind": kind,
                "id": thing,
                "scope": scope,
                "verb": verb,
                "author": self.who.utilisateur,
                "role": self.who.role,
                "device": self.id,
                "made_at": AUBE.isoformat(),
                **changes,
            }
        )

    def personne(self, dossier: str, **fields: Any) -> Op:
        return self.op("personne", dossier, dossier, fields={"prenoms": "Maïwenn", **fields})

    def entretien(self, dossier: str, thing: str = "", **fields: Any) -> Op:
        fields = {"dossier": dossier, "date": "2026-09-03", **fields}
        return self.op("entretien", thing or un_id("entretien"), dossier, fields=fields)

    def compte_rendu(self, dossier: str, thing: str = "", **fields: Any) -> Op:
        required = {
            "dossier": dossier,
            "entretien": "entretien-0",
            "date": "2026-09-03",
            "duree_min": 45,
            "modalite": "physique",
            "nature": "suivi",
            "adherent_nom": "Maïwenn Trévignac",
            "accompagnateur": self.who.utilisateur,
            "accompagnateur_nom": self.who.nom,
            "finalise_le": "2026-09-03T15:00:00+00:00",
            "pdf": "",
        }
        return self.op("compte_rendu", thing or un_id("cr"), dossier, fields={**required, **fields})

    def message(self, *ops: Op, **changes: Any) -> Push:
        return replace(
            Push(replica=self.replica, batch=un_id("envoi"), since=self.since, ops=ops), **changes
        )

    def push(self, *ops: Op, **changes: Any) -> Fates:
        return self.send(self.message(*ops, **changes))

    def send(self, message: Push) -> Fates:
        return self.monde.said(PUSH, message, Fates, self.who.token)

    def reasons(self, *ops: Op) -> list[str | None]:
        return [fate.reason for fate in self.push(*ops).fates]

    def page(self) -> Page:
        message = Pull(epoch=self.who.epoch, since=self.since)
        return self.monde.said(PULL, message, Page, self.who.token)

    def pull(self) -> list[Op]:
        """Read everything that waits, and remember it."""
        fresh: list[Op] = []
        more = True
        while more:
            page = self.page()
            fresh += [numbered.op for numbered in page.ops]
            self.since, more = page.until, page.more
        self.received |= {op.op_id: op for op in fresh}
        return fresh

    def hello(self, **changes: Any) -> Welcome:
        message = Hello(replica=self.replica, epoch=self.who.epoch, since=self.since)
        return self.monde.said(HELLO, replace(message, **changes), Welcome, self.who.token)

    def dossier(self) -> str:
        """Open a dossier at the store."""
        dossier = un_id("dossier")
        assert self.reasons(self.personne(dossier)) == [None]
        return dossier

    def blob(self, method: str, sha256: str, content: bytes = b"", **headers: str) -> Any:
        said = {"authorization": f"Bearer {self.who.token}"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.monde.http.request(method, f"/v1/blobs/{sha256}", content=content, headers=said)
