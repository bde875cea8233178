"""Whatever is written, settled and taken back on three machines, in any order, they end up alike.

And nothing is dropped unseen: a value leaves the rivals only by an operation of someone who was shown
it (sync.md §6, I2, I6). One short story by default; many long ones with PERMANENCE_TORTURE=1.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.usecases import conflits
from desktop.usecases.conflits import Conflit
from desktop.usecases.referentiels import charger
from plie.kinds import Coordonnees, Id
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.desktop import coherence
from tests.desktop.sync.postes import Magasin, Poste, hasard, new_poste

TORTURE = os.environ.get("PERMANENCE_TORTURE") == "1"
STORIES, STEPS = (40, 150) if TORTURE else (1, 40)
REFERENTIEL = charger("demo")
FIELDS = ("telephone", "adresse")


@dataclass
class Story:
    """Three machines, one thing that all may write, and a dice."""

    postes: list[Poste]
    thing: Id
    dice: random.Random
    told: list[str] = field(default_factory=list)

    def step(self) -> None:
        """Let one of them do something."""
        gestures: list[Callable[[Poste], None]] = [
            self.write, self.write, self.remove, self.settle, self.settle, self.take_back,
            self.exchange, self.exchange,
        ]  # fmt: skip
        gesture, poste = self.dice.choice(gestures), self.dice.choice(self.postes)
        self.told.append(f"{gesture.__name__} {self.postes.index(poste)}")
        gesture(poste)

    def write(self, poste: Poste) -> None:
        with poste.vault.work() as work:
            if work.rows.find(Coordonnees, self.thing):
                # A form shows one value of each field.
                shown = work.rows.shown(Coordonnees, self.thing)
                value = {self.dice.choice(FIELDS): f"valeur {self.dice.randrange(1000)}"}
                work.patch(Coordonnees, self.thing, shown, **value)
                work.commit()

    def remove(self, poste: Poste) -> None:
        if self.dice.random() < 0.7:
            return
        with poste.vault.work() as work:
            if work.rows.find(Coordonnees, self.thing) and not disputed(poste):
                work.delete(Coordonnees, self.thing, work.seen(Coordonnees, self.thing))
                work.commit()

    def settle(self, poste: Poste) -> None:
        for conflit in disputed(poste):
            desaccord = self.dice.choice(conflit.desaccords)
            version = self.dice.choice(desaccord.versions)
            with poste.vault.work() as work:
                if not desaccord.suppression:
                    values = {desaccord.champ.nom: version.valeur}
                    conflits.trancher(
                        work, conflit.kind, conflit.id, seen=conflit.seen, values=values
                    )
                else:
                    gesture = conflits.maintenir if version.valeur else conflits.supprimer
                    gesture(work, conflit.kind, conflit.id, seen=conflit.seen)

    def take_back(self, poste: Poste) -> None:
        with poste.vault.look() as rows:
            made = conflits.tranches(rows, referentiel=REFERENTIEL)
        for one in made[:1]:
            with poste.vault.work() as work:
                try:
                    conflits.revenir(work, one.kind, one.id, one.champ)
                except Refus as refusal:
                    raise AssertionError("what is listed can be taken back") from refusal
            name = [c.champ.nom for x in disputed(poste) for c in x.desaccords]
            assert one.champ in name, "the rivals stand face to face again"

    def exchange(self, poste: Poste) -> None:
        assert poste.cycle().complete


def disputed(poste: Poste) -> tuple[Conflit, ...]:
    with poste.vault.look() as rows:
        return conflits.conflits(rows, referentiel=REFERENTIEL)


def dropped_unseen(poste: Poste, thing: Id) -> list[str]:
    """Return the writings that are no head and that no later operation had been shown."""
    with poste.vault.look() as rows:
        ops = rows.history(Coordonnees, thing)
        live = rows.seen(Coordonnees, thing)
    seen = {(name, one) for op in ops for name, ids in op.seen.items() for one in ids}
    written = [(name, op.op_id) for op in ops for name in op.effects()]
    return [
        f"{name} {one}"
        for name, one in written
        if one not in live.get(name, ()) and (name, one) not in seen
    ]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Magasin, list[Poste]]]:
    magasin = Magasin.opened(tmp_path / "magasin")
    roles = (Role.ACCOMPAGNATEUR, Role.ACCOMPAGNATEUR, Role.COORDINATION)
    names = ("Odilon Carpentras", "Odilon Carpentras", "Philomène Astruc")
    postes = []
    for n, (nom, role) in enumerate(zip(names, roles, strict=True)):
        poste = new_poste(tmp_path / f"coffre-{n}", magasin, nom=f"poste {n}")
        poste.enrol(magasin.invite(nom, role))
        postes.append(poste)
    yield magasin, postes
    for poste in postes:
        poste.vault.close()
    magasin.store.close()


def test_three_machines_that_write_settle_and_take_back_end_up_alike(
    machines: tuple[Magasin, list[Poste]],
) -> None:
    magasin, postes = machines
    for n in range(STORIES):
        dossier = postes[0].dossier()
        with postes[0].vault.work() as work:
            thing = work.new_id()
            work.insert(Coordonnees(id=thing, dossier=dossier, telephone="valeur 0"))
            work.commit()
        for poste in postes:
            assert poste.cycle().complete
        story = Story(postes, thing, hasard(f"récit {n}"))

        for _ in range(STEPS):
            story.step()
        for poste in (*postes, *postes):
            assert poste.cycle().complete

        ends = []
        for poste in postes:
            with poste.vault.look() as rows:
                state = rows.conflicts(Coordonnees, thing), rows.find(Coordonnees, thing)
            ends.append(state)
            assert dropped_unseen(poste, thing) == [], story.told
        assert ends[0] == ends[1] == ends[2], story.told
        # Settled, so that the next story has nothing to look at but its own.
        while disputed(postes[0]):
            story.settle(postes[0])
        for poste in (*postes, *postes):
            assert poste.cycle().complete
        assert all(disputed(poste) == () for poste in postes), story.told
    assert magasin.set_aside() == {}
    assert [coherence.complaints(poste.vault) for poste in postes] == [[], [], []]
