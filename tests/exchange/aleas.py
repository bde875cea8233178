"""What happens to machines: their line breaks, they die, are copied, restored, stolen; days go by."""

import shutil
from dataclasses import replace
from datetime import timedelta

import httpx2

from central import gestion, reception
from desktop.models import holdings
from desktop.models.changes import Changes
from desktop.models.holdings import Etape
from desktop.sync.turn import Done
from desktop.usecases import remise
from tests.desktop.sync.faults import Fault, Inner
from tests.desktop.sync.postes import PLIE
from tests.exchange import gestes, traces
from tests.exchange.jugement import check_held
from tests.exchange.univers import Thing, Univers, Wrong, holds
from wire.messages import PUSH

_REFUSED = 400


def synchronise(world: Univers, who: int, *faults: tuple[str, Fault]) -> Done:
    """Exchange, the line breaking where told; return what was done.

    Raises:
        Wrong: it does not end on a line without fault (I10), or what it has brought may not be.
    """
    poste = world.postes[who]
    poste.line.planned.clear()
    for word, fault in faults:
        poste.line.plan(word, fault)
    outcome = poste.cycle()
    if world.gone(who):
        if outcome.complete or not (faults or outcome.revoked):
            raise Wrong(f"I8\u00a0: le poste {who}, révoqué, échange encore")
        return Done()
    if not (outcome.complete or faults):
        raise Wrong(f"I10\u00a0: le poste {who} n’échange pas, sur une ligne sans faute")
    check_held(world, who)
    told = traces.check_left if outcome.complete else traces.hold
    told(world, who)
    return replace(outcome.done, changes=Changes(), doubled=False)


def write_meanwhile(world: Univers, who: int, thing: Thing, words: str) -> tuple[str, Fault]:
    """Return a fault that is none: the person types while their push is on its way."""

    def fault(inner: Inner, request: httpx2.Request) -> httpx2.Response:
        gestes.edit(world, who, thing, words)
        return inner(request)

    return PUSH, fault


def asks(world: Univers, who: int) -> bool:
    """Tell whether so many dossiers are to leave at once that the person is asked."""
    with world.postes[who].vault.look() as rows:
        return bool(holdings.among(rows.connection, Etape.DEMANDE))


def let_go(world: Univers, who: int) -> int:
    """Say yes, if it is asked; return to how many dossiers."""
    if not asks(world, who):
        return 0
    with world.postes[who].vault.work() as work:
        agreed = holdings.agree(work.connection)
        work.commit()
    return agreed


def crash(world: Univers, who: int) -> None:
    """Die at once: what is on the disk is all there is."""
    here, aside = world.folder / f"coffre-{who}", world.folder / f"mort-{who}"
    shutil.copytree(here, aside, ignore=_locks)
    world.postes[who].vault.close()
    shutil.rmtree(here)
    aside.rename(here)
    world.reopen(who)


def back_up(world: Univers, who: int) -> None:
    """Let the application make its own copy, beside the vault."""
    world.postes[who].vault.back_up()


def keep_copy(world: Univers, who: int) -> None:
    """Copy the vault's folder elsewhere, as people do."""
    kept = world.folder / f"copie-{who}"
    shutil.rmtree(kept, ignore_errors=True)
    _copied(world, who, f"copie-{who}")
    world.copies[who] = kept


def put_back(world: Univers, who: int) -> None:
    """Put an earlier copy in place: what was written since and sent nowhere is gone with it."""
    if who not in world.copies:
        return
    here = world.files_at(who)
    world.postes[who].vault.close()
    shutil.rmtree(world.folder / f"coffre-{who}")
    shutil.copytree(world.copies[who], world.folder / f"coffre-{who}")
    world.reopen(who)
    stored = world.at_the_store().keys() | world.aside_at_the_store()
    world.written[who] = {op_id: op for op_id, op in world.written[who].items() if op_id in stored}
    world.remember(who)
    for name in here:
        if not world.has_file(name):
            del world.files[name]
    world.forms = {key: seen for key, seen in world.forms.items() if key[0] != who}
    with world.postes[who].vault.look() as rows:
        world.held[who] = holds(rows)


def clone(world: Univers, who: int) -> int | None:
    """Copy a machine whole, and let both live: neither knows. Return the copy; None: there is one."""
    person = world.whose[who]
    if person in world.twins or person in world.withdrawn:
        return None
    twin = world.twins[person] = len(world.postes)
    _copied(world, who, f"coffre-{twin}")
    world.settle_in(person, world.postes[who].montre.instant)
    world.remember(twin)
    world.before[twin] = world.written[person].keys() | world.written[twin].keys()
    return twin


def revoke(world: Univers, who: int) -> None:
    """Say a device lost: its poste, and the copy of it that lives, are served no more; one a story."""
    if world.withdrawn:
        return
    with world.postes[who].vault.look() as rows:
        device = rows.identity().device
    gestion.revoke(world.store, world.authority, world.mint, plie=PLIE, device=device)
    world.withdrawn[world.whose[who]] = world.counter()


def hand_in(world: Univers, who: int) -> None:
    """Carry to the store, sealed in a file, what a machine that it does not serve any more never sent."""
    if not world.gone(who):
        return
    poste = world.postes[who]
    path = world.folder / f"travail-{who}.colis"
    path.write_bytes(remise.sceller(poste.vault, now=poste.montre()))
    reception.receive(world.store, world.authority, world.mint, plie=PLIE, path=path)


def shift_clock(world: Univers, who: int, by: timedelta) -> None:
    """Set a machine's clock wrong."""
    world.postes[who].montre.instant += by


def let_days_pass(world: Univers, by: timedelta) -> None:
    """Let days go by, for everyone."""
    for clock in (world.mint.clock, *(poste.montre for poste in world.postes)):
        clock.instant += by  # type: ignore[attr-defined]  # ours


def replay(world: Univers, which: int) -> None:
    """Send an old push again, whoever sent it, as a network that repeats would.

    Raises:
        Wrong: a device that was revoked is heard (I8).
    """
    if not world.pushed:
        return
    who, token, body = world.pushed[which % len(world.pushed)]
    answer = world.http.post(PUSH, content=body, headers={"authorization": token})
    if world.gone(who) and answer.status_code < _REFUSED:
        raise Wrong(f"I8\u00a0: un envoi du poste {who}, révoqué, est reçu")


def _copied(world: Univers, who: int, name: str) -> None:
    """Copy the folder of a vault, closed for the time of it."""
    world.postes[who].vault.close()
    shutil.copytree(world.folder / f"coffre-{who}", world.folder / name, ignore=_locks)
    world.reopen(who)


def _locks(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith((".lock", ".verrou"))]
