"""A story as Hypothesis tells it: people write, exchange, break, and at the end all must agree."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.sync.turn import Done
from plie.kinds import Coordonnees, Entretien, Etape
from tests.desktop.sync import faults
from tests.exchange import aleas, gestes
from tests.exchange.jugement import judge
from tests.exchange.modele import COORDINATION, NAMES, Model
from tests.exchange.univers import Univers, Wrong
from wire.messages import BLOB, HELLO, PULL, PUSH

FAULTS = [
    (PUSH, faults.before_send), (PUSH, faults.after_commit), (PUSH, faults.twice),
    (PUSH, faults.truncated), (PUSH, faults.cut_up(60)), (PUSH, faults.status(503)),
    (PULL, faults.before_send), (PULL, faults.truncated), (PULL, faults.flipped),
    (PULL, faults.cut_down(40)), (PULL, faults.after_commit), (PULL, faults.portal),
    (HELLO, faults.timeout), (HELLO, faults.twice), (HELLO, faults.redirect),
    (f"PATCH {BLOB}", faults.cut_up(30)), (f"PATCH {BLOB}", faults.after_commit),
    (f"GET {BLOB}", faults.cut_down(20)),
]  # fmt: skip
# The world, the poste it happens to, and a byte that says the rest.
Act = Callable[[Univers, int, int], object]
Told = list[tuple[str, int, int]]


def _add(world: Univers, who: int, which: int) -> None:
    kind = (Coordonnees, Entretien)[which % 2]
    gestes.add(world, who, kind, _pick(world.dossiers, which))


def _plan(world: Univers, who: int, which: int) -> None:
    gestes.add(world, who, Etape, _pick(world.dossiers, which))


def _open_form(world: Univers, who: int, which: int) -> None:
    gestes.open_form(world, who, _pick(world.things, which))


def _edit(world: Univers, who: int, which: int) -> None:
    thing = _pick(world.things, which)
    if gestes.writes(world, who, thing):
        gestes.edit(world, who, thing, f"valeur {which % 7}")


def _edit_many(world: Univers, who: int, which: int) -> None:
    for one in range(4):
        _edit(world, who, which + one)


def _delete(world: Univers, who: int, which: int) -> None:
    gestes.delete(world, who, _pick(world.things, which))


def _sign(world: Univers, who: int, which: int) -> None:
    gestes.sign(world, who, _pick(world.dossiers, which), which)


def _choose(world: Univers, who: int, which: int) -> None:
    if not world.gone(who):
        aleas.synchronise(world, who)
    gestes.choose(world, who, which)


def _poison(world: Univers, who: int, which: int) -> None:
    gestes.poison(world, who, _pick(world.dossiers, which), forged=which % 2 == 0)


def _foresee(world: Univers, who: int, which: int) -> None:
    gestes.foresee(world, who, _pick(world.dossiers, which))


def _live_twice(world: Univers, who: int, which: int) -> None:
    """A machine is copied, and each of the two goes on with what waits there, if anything does."""
    twin = aleas.clone(world, who)
    if twin is None:
        return
    waiting = {op.id for op in world.written[twin].values()}
    things = [thing for thing in world.things if thing.id in waiting] or world.things
    for one, words in ((who, "chez l’une"), (twin, "chez l’autre")):
        gestes.edit(world, one, _pick(things, which), words)


def _cut(world: Univers, who: int, which: int) -> None:
    aleas.synchronise(world, who, _pick(FAULTS, which))


def _type_while_it_sends(world: Univers, who: int, which: int) -> None:
    thing = _pick(world.things, which)
    gestes.edit(world, who, thing, "avant")
    aleas.synchronise(world, who, aleas.write_meanwhile(world, who, thing, "pendant"))


def _reassign(world: Univers, who: int, which: int) -> None:
    gestes.reassign(world, who, _pick(world.dossiers, which))


def _hand_over(world: Univers, who: int, which: int) -> None:
    gestes.hand_over(world, who, _pick(world.dossiers, which), days=which % 3)


def _open_in_part(world: Univers, who: int, which: int) -> None:
    gestes.open_in_part(world, who, _pick(world.dossiers, which))


def _close_in_part(world: Univers, _who: int, which: int) -> None:
    gestes.close_in_part(world, _pick(world.dossiers, which))


def _shift_clock(world: Univers, who: int, which: int) -> None:
    aleas.shift_clock(world, who, timedelta(days=_pick([-3650, -1, 1, 3650], which)))


def _let_days_pass(world: Univers, _who: int, which: int) -> None:
    aleas.let_days_pass(world, timedelta(days=1 + which % 4))


# How each happens, as often as said here; whether to an adviser only, and to an open application only.
_ANYONE, _ADVISER, _MACHINE, _ANY_MACHINE = (
    (False, True),
    (True, True),
    (True, False),
    (False, False),
)
ACTS: dict[str, tuple[Act, int, tuple[bool, bool]]] = {
    "ne fait rien": (lambda *_: None, 1, _ANY_MACHINE),
    "ouvre un dossier": (lambda world, who, _: gestes.begin(world, who), 2, _ADVISER),
    "y ajoute": (_add, 3, _ADVISER),
    "y prévoit une étape": (_plan, 1, _ADVISER),
    "ouvre un formulaire": (_open_form, 3, _ANYONE),
    "écrit": (_edit, 6, _ANYONE),
    "écrit partout": (_edit_many, 2, _ANYONE),
    "supprime": (_delete, 1, _ADVISER),
    "signe": (_sign, 2, _ADVISER),
    "tranche": (_choose, 2, _ANYONE),
    "empoisonne": (_poison, 1, _ADVISER),
    "anticipe": (_foresee, 1, _ADVISER),
    "échange": (lambda world, who, _: aleas.synchronise(world, who), 6, _ANY_MACHINE),
    "échange mal": (_cut, 6, _ANY_MACHINE),
    "écrit pendant l’envoi": (_type_while_it_sends, 2, _ADVISER),
    "meurt": (lambda world, who, _: aleas.crash(world, who), 1, _ANY_MACHINE),
    "sauvegarde": (lambda world, who, _: aleas.back_up(world, who), 2, _ANYONE),
    "garde une copie": (lambda world, who, _: aleas.keep_copy(world, who), 1, _ANY_MACHINE),
    "remet la copie": (lambda world, who, _: aleas.put_back(world, who), 1, _ANY_MACHINE),
    "vit deux fois": (_live_twice, 1, _ANYONE),
    "perd son poste": (lambda world, who, _: aleas.revoke(world, who), 1, _MACHINE),
    "remet son travail": (lambda world, who, _: aleas.hand_in(world, who), 1, _MACHINE),
    "réaffecte": (_reassign, 4, _MACHINE),
    "confie": (_hand_over, 2, _MACHINE),
    "ouvre en partie": (_open_in_part, 2, _MACHINE),
    "referme": (_close_in_part, 1, _ANY_MACHINE),
    "accepte le retrait": (lambda world, who, _: aleas.let_go(world, who), 1, _ANY_MACHINE),
    "change d’heure": (_shift_clock, 1, _ANY_MACHINE),
    "laisse passer des jours": (_let_days_pass, 2, _ANY_MACHINE),
    "renvoie": (lambda world, _, which: aleas.replay(world, which), 2, _ANY_MACHINE),
}
STEP = 3  # bytes a step: what happens, to whom, to which; zero is the quietest
_DRAWN = [name for name, (_, often, _) in ACTS.items() for _ in range(often)]
# What someone wrote goes up, is granted, comes down: a round each. Two copies of a vault are noticed
# once each has spoken after the other, then go on under two names.
_ROUNDS, _TO_NOTICE, _TWO_NAMES = 3, 3, 2


def steps(content: bytes) -> Told:
    """Read a story: who does what to which; the last bytes that make no step are left.

    From four on, it happens to the copy that lives beside the poste, if there is one.
    """
    parts = (content[at : at + STEP] for at in range(0, len(content) - STEP + 1, STEP))
    return [(_DRAWN[act % len(_DRAWN)], who % (2 * len(NAMES)), which) for act, who, which in parts]


def tell(model: Model, told: Told) -> None:
    """Let a story happen in a copy of this world, then mend every line, let all exchange, and judge.

    Raises:
        Wrong: an invariant does not hold.
    """
    folder = Path(tempfile.mkdtemp(prefix="recit-", dir=model.folder.parent))
    world = Univers.begun(model, folder)
    try:
        for act, drawn, which in told:
            does, _, (adviser, opened) = ACTS[act]
            twin, person = divmod(drawn, len(NAMES))
            who = world.at(person % COORDINATION if adviser else person, twin=bool(twin))
            if not (opened and world.closed(who)):
                does(world, who, which)
        _settle(world)
        judge(world)
        if gestes.choose_all(world):
            _settle(world)
            judge(world)
    finally:
        world.close()
        shutil.rmtree(folder)


def _settle(world: Univers) -> None:
    """Let whoever is behind the store exchange, until nobody is."""
    for who in range(len(world.postes)):
        aleas.hand_in(world, who)
    reached: dict[int, int] = {}
    rounds = _TO_NOTICE + _TWO_NAMES if world.twins else _ROUNDS
    for turn in range(rounds):
        for who in _behind(world, reached):
            noticing = turn < _TO_NOTICE and world.whose[who] in world.twins
            if not _moves_on(world, who) and not noticing:
                reached[who] = world.counter()
    if late := _behind(world, reached):
        raise Wrong(f"I2\u00a0: après {rounds} tours, les postes {late} n’ont pas fini d’échanger")


def _behind(world: Univers, reached: dict[int, int]) -> list[int]:
    return [who for who in range(len(world.postes)) if reached.get(who) != world.counter()]


def _moves_on(world: Univers, who: int) -> bool:
    """Exchange; tell whether one more is due, whatever the others do."""
    agreed = aleas.let_go(world, who)
    done = aleas.synchronise(world, who)
    if world.gone(who):
        return False
    # What came down is there; all else may want a second exchange, and no third (I2).
    told = replace(done, received=0, files_received=0)
    return told != Done() or agreed > 0 or aleas.asks(world, who)


def _pick(among: list[Any], which: int) -> Any:
    return among[which % len(among)]
