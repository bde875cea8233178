"""The whole exchange in one process: a store, three advisers, coordination, and what has been written.

Real vault files, the real ASGI application; the line, the clocks and the randomness are given. One
world is made a process and copied for each story: only the first pays for keys and enrolments.
"""

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import httpx2
from sqlalchemy import select, text

from central import trail
from central.app import create_app
from central.authority import Authority
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from central.store import Store
from desktop.models import holdings
from desktop.models.lease import lease_of
from desktop.models.oplog import read
from desktop.models.rows import Rows
from desktop.models.tables import OP
from desktop.models.vault import Surroundings, Vault
from plie.droits import REFERENT
from plie.kinds import Coordonnees, Entretien, Etape, Id, Personne, by_word
from tests.central.modele import as_it_is
from tests.compiled import as_before
from tests.desktop.sync.en_memoire import InMemory
from tests.desktop.sync.faults import Line
from tests.desktop.sync.postes import DEBUT, PLIE, Montre, Poste, hasard
from tests.exchange.modele import COORDINATION, NAMES, Model, closed_word, open_word
from wire.messages import PUSH
from wire.op import PLIE_SCOPE, Op, decode

# What people edit, and the field they edit it in.
EDITED: dict[type, str] = {
    Personne: "prenoms", Coordonnees: "telephone", Entretien: "contenu", Etape: "intitule",
}  # fmt: skip
# What is read of a dossier open in part (C9-3-6); None: every field.
IN_PART: dict[str, frozenset[str] | None] = {
    "personne": frozenset({"civilite", "nom_naissance", "nom_usage", "prenoms", "naissance_le"}),
    "affectation": None,
    "etape": None,
    "objectif": None,
    "bilan_etape": None,
}
_OPEN = (Personne, Etape)
_IN_PART = ", ".join(f"'{kind}'" for kind in IN_PART)
_HOLDS = text(
    f"SELECT scope, max(kind NOT IN ({_IN_PART})) AS whole FROM op "  # noqa: S608 - our kinds
    "WHERE scope <> :plie GROUP BY scope"
)
Said = tuple[str, str, str, str]


class Wrong(AssertionError):
    """Something that must hold does not; the message says which invariant and where."""


@dataclass(frozen=True)
class Thing:
    """Something that can be edited, in a dossier."""

    kind: type
    id: Id
    dossier: Id

    def says(self, words: str) -> str:
        """Return a value for it that tells, wherever it lies, from which dossier it comes."""
        marked = open_word if self.kind in _OPEN else closed_word
        return f"{marked(self.dossier)} {words}"


@dataclass
class Univers:
    """One story's world: its postes, what was written in them, and what has been seen since.

    Attributes:
        whose: to whom each poste belongs, by number; a twin lives beside the poste it was copied from.
        users: the same, by the id that the store gave.
        written: at each poste, operation to what it last said; what is lost with the machine is not.
        ever: operation to all that it ever said, at any poste.
        before: what had been written in both when a twin was made.
        withdrawn: whose device was revoked, and the last number that the store had given by then.
        held: the dossiers that each poste had when last looked at, and which of them wholly.
    """

    model: Model
    folder: Path
    store: Store
    mint: Mint
    authority: Authority
    http: httpx2.Client
    postes: list[Poste] = field(default_factory=list)
    whose: list[int] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    dossiers: list[Id] = field(default_factory=list)
    forms: dict[tuple[int, Thing], dict[str, tuple[str, ...]]] = field(default_factory=dict)
    written: list[dict[str, Op]] = field(default_factory=list)
    ever: dict[str, set[Said]] = field(default_factory=dict)
    poisoned: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    pushed: list[tuple[int, str, bytes]] = field(default_factory=list)
    read: dict[str, Op] = field(default_factory=dict)
    copies: dict[int, Path] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    before: dict[int, set[str]] = field(default_factory=dict)
    withdrawn: dict[int, int] = field(default_factory=dict)
    held: list[dict[str, bool]] = field(default_factory=list)
    count: int = 0

    @classmethod
    def begun(cls, model: Model, folder: Path) -> "Univers":
        shutil.copytree(model.folder, folder, dirs_exist_ok=True)
        settings = Settings(folder / "magasin")
        store = as_it_is(settings)
        log, chance = trail.log_to(io.StringIO()), hasard("magasin, ensuite")
        mint = Mint(Montre(), chance.randbytes)
        app = create_app(store, clock=mint.clock, token_bytes=mint.token_bytes, log=log)
        way = httpx2.Client(transport=InMemory(app), base_url="http://testserver")
        world = cls(model, folder, store, mint, Authority.load(settings), way)
        for number in range(len(NAMES)):
            world.settle_in(number, DEBUT)
        for op_id, (_, op) in world.at_the_store().items():
            world.ever[op_id] = said(op)
        for dossier in (model.shared, *model.own):
            world.dossiers.append(dossier)
            world.things.append(Thing(Personne, dossier, dossier))
        return world

    def settle_in(self, person: int, now: datetime) -> None:
        """Open the vault of one more poste, whose folder is there, at an hour."""
        who, watch = len(self.postes), Montre()
        watch.instant = now
        self.whose.append(person)
        self.postes.append(self.opened(who, watch))
        self.written.append({})
        with self.postes[who].vault.look() as rows:
            self.users.append(rows.identity().utilisateur)
            self.held.append(holds(rows))

    def opened(self, who: int, watch: Montre) -> Poste:
        self.count += 1
        around = Surroundings(watch, hasard(f"{who}, {self.count}").randbytes)
        key = self.model.keys[self.whose[who]]
        vault = Vault.open_with(self.folder / f"coffre-{who}", lambda: key, around=around)
        as_before("coffre", vault._writer, vault._readings._engine)
        line = Line(_Recorder(self.http._transport, who, self.pushed))
        poste = Poste(vault, line, watch)
        poste.token = poste.known_token()
        return poste

    def reopen(self, who: int) -> None:
        """Open again the vault of a poste, whose folder may be another one."""
        self.postes[who] = self.opened(who, self.postes[who].montre)

    def close(self) -> None:
        for poste in self.postes:
            poste.vault.close()
        self.http.close()
        self.store.close()

    def at(self, person: int, *, twin: bool) -> int:
        """Return the poste of someone: the copy that lives beside it, if there is one, or itself."""
        return self.twins.get(person, person) if twin else person

    def coordinates(self, who: int) -> bool:
        return self.whose[who] == COORDINATION

    def gone(self, who: int) -> bool:
        """Tell whether the store serves this poste no more."""
        return self.whose[who] in self.withdrawn

    def closed(self, who: int) -> bool:
        """Tell whether the application of a poste is locked: it has heard that it is withdrawn."""
        if not self.gone(who):
            return False
        with self.postes[who].vault.look() as rows:
            return lease_of(rows.connection).withdrawn is not None

    def remember(self, who: int) -> None:
        """Note what a poste has written and the store has not said to have."""
        with self.postes[who].vault.look() as rows:
            mine = select(OP).where(OP.c.number.is_(None))
            for row in rows.connection.execute(mine).mappings():
                op = self.written[who][row["op_id"]] = read(row)
                self.ever.setdefault(op.op_id, set()).update(said(op))

    def at_the_store(self) -> dict[str, tuple[int, Op]]:
        """Return each operation that the store has numbered."""
        with self.store.look(the_store(PLIE)) as connection:
            numbers = {
                row.op_id: row.number
                for row in connection.execute(
                    text("SELECT op_id, number FROM op WHERE number IS NOT NULL")
                )
            }
            for op_id in numbers.keys() - self.read.keys():
                body = text("SELECT body FROM op WHERE op_id = :op_id")
                self.read[op_id] = decode(connection.execute(body, {"op_id": op_id}).scalar_one())
        return {op_id: (number, self.read[op_id]) for op_id, number in numbers.items()}

    def file_at_the_store(self, digest: str) -> Path:
        return self.store.settings.blobs / PLIE / digest[:2] / digest

    def files_at(self, who: int) -> set[str]:
        """Return the files that a vault holds."""
        with self.postes[who].vault.look() as rows:
            return {digest for digest in self.files if rows.blob(digest) is not None}

    def has_file(self, digest: str) -> bool:
        """Tell whether a file is anywhere: at the store, or still in the vault where it was made."""
        if self.file_at_the_store(digest).exists():
            return True
        return any(digest in self.files_at(who) for who in range(len(self.postes)))

    def counter(self) -> int:
        """Return the last number that the store has given."""
        with self.store.look(the_store(PLIE)) as connection:
            return int(connection.execute(text("SELECT counter FROM plie")).scalar_one())

    def aside_at_the_store(self) -> set[str]:
        with self.store.look(the_store(PLIE)) as connection:
            return set(connection.scalars(text("SELECT op_id FROM op WHERE number IS NULL")))

    def sees(self, who: int) -> Callable[[Op], Op | None]:
        """Return what gives of an operation what is due to someone now; None: nothing."""
        if self.coordinates(who):
            # Something is withheld from it: a kind of a later version may be such a thing.
            return lambda op: op if by_word(op.kind) is not None else None
        whole = self.given(who)
        return lambda op: _part(op, whole=whole)

    def given(self, who: int) -> dict[str, bool]:
        """Return the dossiers that the store assigns to someone today, and whether wholly."""
        query = text(
            "SELECT dossier, max(role <> :part) AS whole FROM affectation "
            "WHERE utilisateur = :me AND (debut IS NULL OR debut <= :today) "
            "AND (fin IS NULL OR fin >= :today) GROUP BY dossier"
        )
        said = {"me": self.users[who], "today": self.mint.today().isoformat(), "part": REFERENT}
        with self.store.look(the_store(PLIE)) as connection:
            return {row.dossier: bool(row.whole) for row in connection.execute(query, said)}

    def arrived(self, who: int, rows: Rows) -> set[str]:
        """Return the scopes of which a poste has received what was due then: not those still arriving."""
        if self.coordinates(who):
            return {PLIE_SCOPE, *self.dossiers_at_the_store()}
        return {PLIE_SCOPE, *holdings.held(rows.connection)}

    def dossiers_at_the_store(self) -> set[str]:
        with self.store.look(the_store(PLIE)) as connection:
            return set(connection.scalars(text("SELECT id FROM dossier")))


def holds(rows: Rows) -> dict[str, bool]:
    """Return the dossiers of which something is in a vault, and whether more than a part."""
    found = rows.connection.execute(_HOLDS, {"plie": PLIE_SCOPE})
    return {row.scope: bool(row.whole) for row in found}


def said(op: Op) -> set[Said]:
    """Return what an operation says: of which thing, of which field, what."""
    return {(op.kind, op.id, name, str(value)) for name, value in op.fields.items()}


class _Recorder(httpx2.BaseTransport):
    """Keeps what was pushed, to be repeated later."""

    def __init__(
        self, inner: httpx2.BaseTransport, who: int, kept: list[tuple[int, str, bytes]]
    ) -> None:
        self._inner, self._who, self._kept = inner, who, kept

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == PUSH:
            token = request.headers.get("authorization", "")
            self._kept.append((self._who, token, request.read()))
        return self._inner.handle_request(request)


def _part(op: Op, *, whole: dict[str, bool]) -> Op | None:
    if op.scope == PLIE_SCOPE or whole.get(op.scope):
        return op
    if op.scope not in whole or op.kind not in IN_PART:
        return None
    fields = IN_PART[op.kind]
    kept = {name: value for name, value in op.fields.items() if fields is None or name in fields}
    return replace(op, fields=kept)
