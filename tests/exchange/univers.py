"""The whole exchange in one process: a store, three advisers, coordination; what is written, what must hold.

Real vault files, the real ASGI application; the line, the clocks and the randomness are given. One
world is made a process and copied for each story: only the first pays for keys and enrolments.
"""

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import select, text
from starlette.testclient import TestClient

from central import affectations, trail
from central.app import create_app
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from central.store import Store
from desktop.models import blobs, holdings
from desktop.models.line import identity_of
from desktop.models.oplog import append
from desktop.models.tables import OP
from desktop.models.vault import Surroundings, Vault
from plie.kinds import CompteRendu, Coordonnees, Entretien, Id, Personne, by_word
from tests.builders import un_compte_rendu
from tests.desktop.sync.faults import Fault, Inner, Line
from tests.desktop.sync.postes import PLIE, Montre, Poste, hasard
from tests.exchange.modele import COORDINATION, NAMES, Model
from wire.messages import PUSH
from wire.op import PLIE_SCOPE, Op, Verb, decode

# What people edit, and the field they edit it in.
EDITED: dict[type, str] = {Personne: "prenoms", Coordonnees: "telephone", Entretien: "contenu"}


class Wrong(AssertionError):
    """Something that must hold does not; the message says which invariant and where."""


@dataclass(frozen=True)
class Thing:
    """Something that can be edited, in a dossier."""

    kind: type
    id: Id
    dossier: Id


@dataclass
class Univers:
    """One story's world: its postes, what was written in them, and what has been seen since."""

    model: Model
    folder: Path
    store: Store
    mint: Mint
    http: TestClient
    postes: list[Poste] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    dossiers: list[Id] = field(default_factory=list)
    forms: dict[tuple[int, Thing], dict[str, tuple[str, ...]]] = field(default_factory=dict)
    written: list[set[str]] = field(default_factory=list)
    ever: set[str] = field(default_factory=set)
    poisoned: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    pushed: list[tuple[str, bytes]] = field(default_factory=list)
    read: dict[str, Op] = field(default_factory=dict)
    copies: dict[int, Path] = field(default_factory=dict)
    count: int = 0

    @classmethod
    def begun(cls, model: Model, folder: Path) -> "Univers":
        shutil.copytree(model.folder, folder, dirs_exist_ok=True)
        store = Store.open(Settings(folder / "magasin"))
        log, chance = trail.log_to(io.StringIO()), hasard("magasin, ensuite")
        mint = Mint(Montre(), chance.randbytes)
        app = create_app(store, clock=mint.clock, token_bytes=mint.token_bytes, log=log)
        # Entered: one loop for the whole story, not one a request.
        world = cls(model, folder, store, mint, TestClient(app).__enter__())
        for number in range(len(NAMES)):
            world.postes.append(world.opened(number))
            world.written.append(set())
        world.ever |= set(world.at_the_store())
        for dossier in (model.shared, *model.own):
            world.dossiers.append(dossier)
            world.things.append(Thing(Personne, dossier, dossier))
        return world

    def opened(self, number: int, montre: Montre | None = None) -> Poste:
        watch = montre or Montre()
        self.count += 1
        around = Surroundings(watch, hasard(f"{number}, {self.count}").randbytes)
        vault = Vault.open_with(
            self.folder / f"coffre-{number}", lambda: self.model.keys[number], around=around
        )
        line = Line(_Recorder(self.http._transport, self.pushed))
        return Poste(vault, line, watch, self.model.tokens[number])

    def close(self) -> None:
        for poste in self.postes:
            poste.vault.close()
        self.http.__exit__(None, None, None)
        self.store.close()

    # --- what people do ------------------------------------------------------------------------

    def open_dossier(self, who: int) -> None:
        dossier = self.postes[who].dossier()
        self.dossiers.append(dossier)
        self.things.append(Thing(Personne, dossier, dossier))
        self._remember(who)

    def add(self, who: int, kind: type, dossier: Id) -> None:
        """Add something to a dossier that this person has."""
        if not self._has(who, dossier):
            return
        with self.postes[who].vault.work() as work:
            id_ = work.new_id()
            work.insert(kind(id=id_, dossier=dossier))
            work.commit()
        self.things.append(Thing(kind, id_, dossier))
        self._remember(who)

    def open_form(self, who: int, thing: Thing) -> None:
        """Show something: what its form has seen is what is there now."""
        with self.postes[who].vault.look() as rows:
            if rows.find(thing.kind, thing.id) is not None:
                self.forms[who, thing] = rows.seen(thing.kind, thing.id)

    def edit(self, who: int, thing: Thing, value: str) -> None:
        """Type in a form opened before, perhaps long ago; else in one opened now."""
        if (who, thing) not in self.forms:
            self.open_form(who, thing)
        seen = self.forms.get((who, thing))
        with self.postes[who].vault.work() as work:
            if seen is None or not _there(work, thing):
                return
            op_id = work.patch(thing.kind, thing.id, seen, **{EDITED[thing.kind]: value})
            work.commit()
        self.forms[who, thing] = seen | {EDITED[thing.kind]: (op_id,)}
        self._remember(who)

    def delete(self, who: int, thing: Thing) -> None:
        """Give a draft up, having seen it as it is."""
        if thing.kind is not Entretien:
            return
        with self.postes[who].vault.work() as work:
            if not _there(work, thing):
                return
            work.delete(thing.kind, thing.id, work.seen(thing.kind, thing.id))
            work.commit()
        self._remember(who)

    def sign(self, who: int, dossier: Id, content: bytes) -> None:
        """Keep a compte-rendu and its file."""
        if not self._has(who, dossier):
            return
        digest = sha256(content).hexdigest()
        with self.postes[who].vault.work() as work:
            blobs.file(work.connection, content, scope=dossier)
            report = un_compte_rendu(id=work.new_id(), dossier=dossier, pdf=digest)
            work.insert(report)
            work.commit()
        self.files[digest] = content
        self._remember(who)

    def poison(self, who: int, dossier: Id, *, forged: bool) -> None:
        """Write what no screen would: a value of another shape, or in someone else's name."""
        wrong: dict[str, Any] = {} if forged else {"duree_min": "longtemps"}
        author = {"author": "quelqu-un-d-autre"} if forged else {}
        self._smuggle(who, dossier, "entretien", {"dossier": dossier, **wrong}, **author)

    def foresee(self, who: int, dossier: Id) -> None:
        """Write a kind of a later version."""
        self._smuggle(who, dossier, "humeur", {"ton": "gai", "notes": ["a", "b"]})

    # --- what happens to them --------------------------------------------------------------------

    def synchronise(self, who: int, *faults: tuple[str, Fault]) -> bool:
        """Exchange, the line breaking where told; whether it was complete."""
        poste = self.postes[who]
        poste.line.planned.clear()
        for word, fault in faults:
            poste.line.plan(word, fault)
        outcome = poste.cycle()
        self.check_held(who)
        return outcome.complete

    def write_meanwhile(self, who: int, thing: Thing, value: str) -> tuple[str, Fault]:
        """Return a fault that is none: the person types while their push is on its way."""

        def fault(inner: Inner, request: httpx2.Request) -> httpx2.Response:
            self.edit(who, thing, value)
            return inner(request)

        return PUSH, fault

    def crash(self, who: int) -> None:
        """Die at once: what is on the disk is all there is."""
        poste = self.postes[who]
        here, aside = self.folder / f"coffre-{who}", self.folder / f"mort-{who}"
        shutil.copytree(here, aside, ignore=_locks)
        poste.vault.close()
        shutil.rmtree(here)
        aside.rename(here)
        self._reopen(who, poste)

    def keep_copy(self, who: int) -> None:
        """Copy the vault's folder elsewhere, as people do."""
        poste = self.postes[who]
        poste.vault.close()
        kept = self.folder / f"copie-{who}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.folder / f"coffre-{who}", kept, ignore=_locks)
        self.copies[who] = kept
        self._reopen(who, poste)

    def put_back(self, who: int) -> None:
        """Put an earlier copy in place: what was written since and sent nowhere is gone with it."""
        if who not in self.copies:
            return
        poste = self.postes[who]
        poste.vault.close()
        shutil.rmtree(self.folder / f"coffre-{who}")
        shutil.copytree(self.copies[who], self.folder / f"coffre-{who}")
        self._reopen(who, poste)
        stored = set(self.at_the_store()) | set(self.aside_at_the_store())
        self.written[who] &= stored | set(self.postes[who].ops())
        self.forms = {key: seen for key, seen in self.forms.items() if key[0] != who}

    def reassign(self, who: int, dossier: Id) -> None:
        """Coordination gives a dossier to another adviser; the one that three follow stays so."""
        if dossier != self.model.shared and dossier in self._dossiers_at_the_store():
            affectations.reaffecter(
                self.store, self.mint, plie=PLIE, dossiers=[dossier],
                utilisateur=self._utilisateur(who),
            )  # fmt: skip

    def let_go(self, who: int) -> None:
        """Say yes to the withdrawal of many dossiers at once, if it is asked."""
        with self.postes[who].vault.work() as work:
            holdings.agree(work.connection)
            work.commit()

    def shift_clock(self, who: int, by: timedelta) -> None:
        """Set a machine's clock wrong."""
        self.postes[who].montre.instant += by

    def replay(self, which: int) -> None:
        """Send an old push again, whoever sent it, as a network that repeats would."""
        if not self.pushed:
            return
        token, body = self.pushed[which % len(self.pushed)]
        self.http.post(PUSH, content=body, headers={"authorization": token})

    # --- what must hold --------------------------------------------------------------------------

    def check_held(self, who: int) -> None:
        """I5, I11: nothing in scope lies before the cursor unread; no child without its parent."""
        since = self.postes[who].since()
        held = self.postes[who].ops()
        whole, sees = self._held_whole(who), self.sees(who)
        for op_id, (number, op) in self.at_the_store().items():
            due = op.scope in whole and sees(op)
            if number <= since and op_id not in held and due:
                raise Wrong(f"I5\u00a0: le poste {who} est passé au-delà de {number} sans le lire")
        with self.postes[who].vault.look() as rows:
            people = {one.id for one in rows.all(Personne)}
            for kind in (Coordonnees, Entretien, CompteRendu):
                if any(one.dossier not in people for one in rows.all(kind)):
                    raise Wrong(f"I11\u00a0: un {kind.__name__} sans sa personne au poste {who}")

    # --- helpers ---------------------------------------------------------------------------------

    def sees(self, who: int) -> Callable[[Op], bool]:
        """Return what tells an operation due to someone now: theirs to follow, or the whole PLIE."""
        if who == COORDINATION:
            # Something is withheld from it: a kind of a later version may be such a thing.
            return lambda op: by_word(op.kind) is not None
        given = {PLIE_SCOPE, *self._given(who)}
        return lambda op: op.scope in given

    def _given(self, who: int) -> set[str]:
        """Return the dossiers that the store assigns to someone today."""
        query = text(
            "SELECT dossier FROM affectation WHERE utilisateur = :me "
            "AND (debut IS NULL OR debut <= :today) AND (fin IS NULL OR fin >= :today)"
        )
        said = {"me": self._utilisateur(who), "today": self.mint.today().isoformat()}
        with self.store.look(the_store(PLIE)) as connection:
            return set(connection.scalars(query, said))

    def _held_whole(self, who: int) -> set[str]:
        """Return the scopes of which a machine has received the whole: not those still arriving."""
        if who == COORDINATION:
            return {PLIE_SCOPE, *self._dossiers_at_the_store()}
        with self.postes[who].vault.look() as rows:
            return {PLIE_SCOPE, *holdings.held(rows.connection)}

    def _dossiers_at_the_store(self) -> set[str]:
        with self.store.look(the_store(PLIE)) as connection:
            return set(connection.scalars(text("SELECT id FROM dossier")))

    def _utilisateur(self, who: int) -> str:
        with self.postes[who].vault.look() as rows:
            return rows.identity().utilisateur

    def _has(self, who: int, dossier: Id) -> bool:
        with self.postes[who].vault.look() as rows:
            return rows.find(Personne, dossier) is not None

    def _smuggle(
        self, who: int, dossier: Id, kind: str, fields: dict[str, Any], **claims: str
    ) -> None:
        poste = self.postes[who]
        if not self._has(who, dossier):
            return
        with poste.vault.work() as work:
            identity = identity_of(work.connection)
            op = Op(
                op_id=work.new_id(), kind=kind, id=work.new_id(), scope=dossier, verb=Verb.INSERT,
                fields=fields, seen={}, author=identity.utilisateur, role=identity.role,
                device=identity.device, made_at=poste.montre().isoformat(),
            )  # fmt: skip
            append(work.connection, replace(op, **claims))
            work.commit()
        if kind == "entretien":
            self.poisoned.add(op.op_id)
        self._remember(who)

    def _remember(self, who: int) -> None:
        with self.postes[who].vault.look() as rows:
            mine = select(OP.c.op_id).where(OP.c.number.is_(None))
            self.written[who] |= set(rows.connection.scalars(mine))
        self.ever |= self.written[who]

    def _reopen(self, who: int, before: Poste) -> None:
        self.postes[who] = replace(self.opened(who, before.montre))

    def at_the_store(self) -> dict[str, tuple[int, Op]]:
        with self.store.look(the_store(PLIE)) as connection:
            query = text("SELECT op_id, number, body FROM op WHERE number IS NOT NULL")
            rows = connection.execute(query).all()
        for row in rows:
            if row.op_id not in self.read:
                self.read[row.op_id] = decode(row.body)
        return {row.op_id: (row.number, self.read[row.op_id]) for row in rows}

    def aside_at_the_store(self) -> set[str]:
        with self.store.look(the_store(PLIE)) as connection:
            return set(connection.scalars(text("SELECT op_id FROM op WHERE number IS NULL")))


class _Recorder(httpx2.BaseTransport):
    """Keeps what was pushed, to be repeated later."""

    def __init__(self, inner: httpx2.BaseTransport, kept: list[tuple[str, bytes]]) -> None:
        self._inner, self._kept = inner, kept

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == PUSH:
            self._kept.append((request.headers.get("authorization", ""), request.read()))
        return self._inner.handle_request(request)


def _there(work: Any, thing: Thing) -> bool:
    try:
        work.get(thing.kind, thing.id)
    except KeyError:
        return False
    return True


def _locks(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith((".lock", ".verrou"))]
