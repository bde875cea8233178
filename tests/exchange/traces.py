"""No word of a dossier stays where the dossier does not: in no page of a vault nor of its copies (I8)."""

from tests.desktop.pages_en_clair import pages
from tests.desktop.sync.mains import databases
from tests.exchange.modele import closed_word, open_word
from tests.exchange.univers import Univers, Wrong, holds

# The index of words keeps of a word only what its neighbour in the alphabet does not begin with.
_SHARED = 3


def hold(world: Univers, who: int) -> None:
    """Note what a poste has, when an exchange was cut short: it may be leaving."""
    with world.postes[who].vault.look() as rows:
        now = holds(rows)
    before = world.held[who]
    world.held[who] = {d: now.get(d, False) or before.get(d, False) for d in {**before, **now}}


def check_left(world: Univers, who: int) -> None:
    """Judge the pages of a vault when a dossier, or more than a part of one, is no more in its tables.

    Raises:
        Wrong: a word of it is still there.
    """
    poste, key = world.postes[who], world.model.keys[world.whose[who]]
    with poste.vault.look() as rows:
        before, now = world.held[who], holds(rows)
    world.held[who] = now
    if before.keys() <= now.keys() and all(now[d] >= whole for d, whole in before.items()):
        return
    for path in databases(poste):
        clear = b"".join(pages(path, key)).lower()
        for dossier in world.dossiers:
            words = {closed_word(dossier)} if not now.get(dossier) else set[str]()
            words |= {open_word(dossier)} if dossier not in now else set[str]()
            for word in words:
                if word[_SHARED:].encode() in clear:
                    where = path.relative_to(world.folder)
                    raise Wrong(f"I8\u00a0: le poste {who} n’a plus {dossier}, et {where} le nomme")
