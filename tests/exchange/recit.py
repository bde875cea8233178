"""A story as Hypothesis tells it: people write, exchange, break, and at the end all must agree."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from plie.kinds import Coordonnees, Entretien
from tests.desktop.sync import faults
from tests.exchange.jugement import settle
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
Act = Callable[[Univers, int, int], None]


def _open_dossier(world: Univers, who: int, _which: int) -> None:
    world.open_dossier(who % COORDINATION)


def _add(world: Univers, who: int, which: int) -> None:
    kind = (Coordonnees, Entretien)[which % 2]
    world.add(who % COORDINATION, kind, _pick(world.dossiers, which))


def _open_form(world: Univers, who: int, which: int) -> None:
    world.open_form(who, _pick(world.things, which))


def _edit(world: Univers, who: int, which: int) -> None:
    thing = _pick(world.things, which)
    if who != COORDINATION or thing.kind is not Entretien:
        world.edit(who, thing, f"valeur {which % 7}")


def _edit_many(world: Univers, who: int, which: int) -> None:
    for one in range(4):
        _edit(world, who, which + one)


def _delete(world: Univers, who: int, which: int) -> None:
    world.delete(who % COORDINATION, _pick(world.things, which))


def _sign(world: Univers, who: int, which: int) -> None:
    content = f"%PDF {which}".encode() * (1 + which)
    world.sign(who % COORDINATION, _pick(world.dossiers, which), content)


def _poison(world: Univers, who: int, which: int) -> None:
    dossier = _pick(world.dossiers, which)
    world.poison(who % COORDINATION, dossier, forged=which % 2 == 0)


def _foresee(world: Univers, who: int, which: int) -> None:
    world.foresee(who % COORDINATION, _pick(world.dossiers, which))


def _synchronise(world: Univers, who: int, _which: int) -> None:
    if not world.synchronise(who):
        raise Wrong(f"I10\u00a0: le poste {who} n’échange pas, sur une ligne sans faute")


def _cut(world: Univers, who: int, which: int) -> None:
    world.synchronise(who, _pick(FAULTS, which))


def _type_while_it_sends(world: Univers, who: int, which: int) -> None:
    who, thing = who % COORDINATION, _pick(world.things, which)
    world.edit(who, thing, "avant")
    world.synchronise(who, world.write_meanwhile(who, thing, "pendant"))


def _crash(world: Univers, who: int, _which: int) -> None:
    world.crash(who)


def _keep_copy(world: Univers, who: int, _which: int) -> None:
    world.keep_copy(who)


def _put_back(world: Univers, who: int, _which: int) -> None:
    world.put_back(who)


def _shift_clock(world: Univers, who: int, which: int) -> None:
    world.shift_clock(who, timedelta(days=_pick([-3650, -1, 1, 3650], which)))


def _reassign(world: Univers, who: int, which: int) -> None:
    world.reassign(who % COORDINATION, _pick(world.dossiers, which))


def _let_go(world: Univers, who: int, _which: int) -> None:
    world.let_go(who)


def _replay(world: Univers, _who: int, which: int) -> None:
    world.replay(which)


# As often as they stand here.
ACTS: dict[str, tuple[Act, int]] = {
    "ne fait rien": (lambda *_: None, 1),
    "ouvre un dossier": (_open_dossier, 2),
    "y ajoute": (_add, 3),
    "ouvre un formulaire": (_open_form, 3),
    "écrit": (_edit, 6),
    "écrit partout": (_edit_many, 2),
    "supprime": (_delete, 1),
    "signe": (_sign, 2),
    "empoisonne": (_poison, 1),
    "anticipe": (_foresee, 1),
    "échange": (_synchronise, 6),
    "échange mal": (_cut, 6),
    "écrit pendant l’envoi": (_type_while_it_sends, 2),
    "meurt": (_crash, 1),
    "garde une copie": (_keep_copy, 1),
    "remet la copie": (_put_back, 1),
    "réaffecte": (_reassign, 4),
    "accepte le retrait": (_let_go, 1),
    "change d’heure": (_shift_clock, 1),
    "renvoie": (_replay, 2),
}
STEP = 3  # bytes a step: what happens, to whom, to which; zero is the quietest
_DRAWN = [name for name, (_, often) in ACTS.items() for _ in range(often)]


def steps(content: bytes) -> list[tuple[str, int, int]]:
    """Read a story: who does what to which; the last bytes that make no step are left."""
    parts = (content[at : at + STEP] for at in range(0, len(content) - STEP + 1, STEP))
    return [(_DRAWN[act % len(_DRAWN)], who % len(NAMES), which) for act, who, which in parts]


def tell(model: Model, told: list[tuple[str, int, int]]) -> None:
    """Let a story happen in a copy of this world, then judge.

    Raises:
        Wrong: an invariant does not hold.
    """
    folder = Path(tempfile.mkdtemp(prefix="recit-", dir=model.folder.parent))
    world = Univers.begun(model, folder)
    try:
        for act, who, which in told:
            ACTS[act][0](world, who, which)
        settle(world)
    finally:
        world.close()
        shutil.rmtree(folder)


def _pick(among: list[Any], which: int) -> Any:
    return among[which % len(among)]
