"""A whole PLIE: 14 advisers of 60 dossiers each, given to a store by its own way of accepting work."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from central import people
from central.accept import accept
from central.context import depositing
from central.mint import Mint
from central.offer import Offer
from central.scope import Caller
from central.settings import Settings
from central.store import Store
from desktop.app.surroundings import real
from desktop.demo.caseload import Caseload, generate
from desktop.demo.store import PLIE
from desktop.usecases.referentiels import charger
from plie.compte_rendu import finalise
from plie.kinds import Decision, Entretien, Id, Personne, Sha256, by_class
from plie.vocabulaire import Role
from wire.codec import to_values
from wire.ids import RANDOM_BYTES, uuid7
from wire.op import PLIE_SCOPE, Op, Verb, encode

ADVISERS = 14
_TOGETHER = 500
_DATED = ("finalise_le", "signe_le", "date", "prise_le", "debut", "recue_le", "commission_le")


@dataclass
class _Ids:
    """Fresh ids, the same at each run."""

    draws: random.Random
    millis: int = 1_700_000_000_000

    def __call__(self) -> Id:
        self.millis += 1
        return uuid7(self.millis, self.draws.randbytes(RANDOM_BYTES))


@dataclass(frozen=True)
class Filled:
    """What the store was given."""

    dossiers: int
    ops: int
    ids: tuple[str, ...] = field(repr=False)


def fill(folder: Path, *, advisers: int = ADVISERS, most: int | None = None) -> Filled:
    """Give the store of a folder the caseloads of so many advisers, `most` dossiers of each."""
    now = real().clock().astimezone(UTC)
    mint = Mint(real().clock, random.Random(2).randbytes)  # noqa: S311 - the same each time
    store = Store.open(Settings(folder))
    new_id = _Ids(random.Random(3))  # noqa: S311 - the same each time
    secretary = _person(store, mint, "Secrétariat de la Commission", Role.COORDINATION)
    count, known = 0, list[str]()
    for n in range(advisers):
        caller = _person(store, mint, f"Accompagnatrice {n + 1:02}", Role.ACCOMPAGNATEUR)
        caseload = generate(
            seed=n + 1,
            now=now.astimezone(charger("demo").zone),
            accompagnateur=Id(caller.utilisateur),
            accompagnateur_nom=f"Accompagnatrice {n + 1:02}",
            new_id=new_id,
        )
        things = [t for d in _finalised(caseload, caller, new_id)[:most] for t in d]
        known += [t.id for t in things if isinstance(t, Personne)]
        for who, some in (
            (caller, [t for t in things if not isinstance(t, Decision)]),
            (secretary, [t for t in things if isinstance(t, Decision)]),
        ):
            count += _give(store, mint, who, [_op(t, who, now, new_id()) for t in some])
    store.close()
    return Filled(len(known), count, tuple(known))


def _finalised(caseload: Caseload, caller: Caller, new_id: _Ids) -> list[list[object]]:
    """Return the dossiers, the entretiens of the last month finalised, their PDF still to come."""
    sealed = {a.entretien.id: a for a in caseload.a_sceller}
    dossiers = []
    for dossier in caseload.dossiers:
        personne = next(t for t in dossier if isinstance(t, Personne))
        things: list[object] = list(dossier)
        for t in dossier:
            if isinstance(t, Entretien) and t.id in sealed:
                at = sealed[t.id].finalise_le
                things.append(
                    finalise(
                        t, id=new_id(), personne=personne, accompagnateur=Id(caller.utilisateur),
                        accompagnateur_nom=f"Accompagnatrice {caller.device[-2:]}", at=at,
                        pdf=Sha256(f"{int(t.id.replace('-', ''), 16):064x}"),
                    )
                )  # fmt: skip
        dossiers.append(things)
    return dossiers


def _person(store: Store, mint: Mint, nom: str, role: Role) -> Caller:
    made = people.add(store, mint, plie=PLIE, nom=nom, role=role)
    return Caller(PLIE, f"poste-{nom[-2:]}", made, role.value)


def _op(thing: object, caller: Caller, now: datetime, op_id: str) -> Op:
    spec = by_class(type(thing))
    return Op(
        op_id=op_id,
        kind=spec.word,
        id=str(getattr(thing, "id")),  # noqa: B009 - every kind has one; `object` does not say so
        scope=str(
            thing.id if isinstance(thing, Personne) else getattr(thing, "dossier", PLIE_SCOPE)
        ),
        verb=Verb.INSERT,
        fields=to_values(thing),
        author=caller.utilisateur,
        role=caller.role,
        device=caller.device,
        made_at=_written(thing, now).isoformat(timespec="milliseconds"),
    )


def _written(thing: object, now: datetime) -> datetime:
    """Return when a thing was written, by what it says; what says nothing is of long ago."""
    told = next((getattr(thing, n) for n in _DATED if getattr(thing, n, None)), None)
    if isinstance(told, datetime):
        return min(told.astimezone(UTC), now)
    if isinstance(told, date):
        return min(datetime.combine(told, time(18), tzinfo=UTC), now)
    return now - timedelta(days=200)


def _give(store: Store, mint: Mint, caller: Caller, ops: Sequence[Op]) -> int:
    for some in _parts(ops):
        offers = [Offer(op.op_id, encode(op).decode(), op, None) for op in some]
        with store.write(depositing(caller, mint.today())) as connection:
            outcome = accept(connection, caller, offers, mint)
        aside = [f for f in outcome.fates if f.number is None]
        if aside:
            raise RuntimeError(f"set aside: {aside[0]}")
    return len(ops)


def _parts(ops: Sequence[Op]) -> Iterator[Sequence[Op]]:
    for start in range(0, len(ops), _TOGETHER):
        yield ops[start : start + _TOGETHER]
