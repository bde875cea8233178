"""No acknowledged save of the real application is lost by `kill -9` (quality.md R1).

Forty kills while it types, finalises, seals and exchanges through its windows; a thousand with
PERMANENCE_TORTURE=1 (`make torture`).
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.store import REFERENTIEL, DemoStore
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from desktop.usecases import entretiens, session
from desktop.usecases.identite import Candidature, creer
from desktop.usecases.referentiels import charger
from desktop.usecases.synchronisation import ligne, synchronise
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import CompteRendu, Entretien, Signature
from plie.vocabulaire import Role
from tests.desktop import coherence
from tests.desktop.vaults import dump
from tests.magasin import Magasin
from tests.torture.application import ACTIVITIES, digest, place
from tests.torture.harness import Killed, kill_rounds, rounds

PEOPLE = ("Trévignac", "Kerbrézan", "Pellouarn")
AROUND = real()


@dataclass
class Told:
    """All that the application acknowledged, over its lives; the last word on each thing.

    Attributes:
        saved: entretien → (how much was written in it, its sum, the place).
        finalised: compte-rendu → (its PDF, the sum of what it says).
        signed: signature → (compte-rendu, who, the sealed PDF).
        since: how far the store's order was read.
        count: how many acknowledgements.
    """

    saved: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    finalised: dict[str, tuple[str, str]] = field(default_factory=dict)
    signed: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    since: int = 0
    count: int = 0

    def hear(self, line: str) -> None:
        match json.loads(line):
            case ["saved", id_, length, sum_, number]:
                self.saved[id_] = (length, sum_, number)
            case ["finalised", id_, pdf, sum_]:
                self.finalised[id_] = (pdf, sum_)
            case ["signed", id_, cr, qui, sealed]:
                self.signed[id_] = (cr, qui, sealed)
            case ["exchanged", since]:
                self.since = since
            case _:
                return
        self.count += 1


class Judge:
    """Judges what each killed application left, and at the end what coordination receives."""

    def __init__(self, folder: Path, database: Path) -> None:
        self._folder, self._database = folder, database
        self.told = Told()
        self._verified: set[str] = set()

    def check(self, killed: Killed) -> None:
        for line in killed.said:
            self.told.hear(line)
        # One time in two a copy is judged: the next life finds the file, and the exchange under
        # way, as the kill left them.
        copy = self._folder.with_name(f"copie-{killed.turn}")
        theirs = bool(killed.turn % 2)
        vault = reopen(self._folder if theirs else shutil.copytree(self._folder, copy))
        try:
            self._judge(vault)
            if theirs:
                self.converge(vault)
        finally:
            vault.close()
            shutil.rmtree(copy, ignore_errors=True)

    def converge(self, vault: Vault) -> None:
        """Exchange until nothing waits: here and at the store, the same operations, each once."""
        exchange(vault)
        with vault.look() as rows:
            assert (rows.waiting(), rows.set_aside()) == (0, ())
        here = {id_: row["number"] for id_, row in dump_by_op(vault).items()}
        assert here == numbered(self._database)
        assert sorted(here.values()) == list(range(1, len(here) + 1))

    def review(self, vault: Vault) -> None:
        """Every signature that was acknowledged is in coordination's hands, with its document."""
        exchange(vault)
        self._verified.clear()
        with vault.look() as rows:
            self._papers(rows)

    def _judge(self, vault: Vault) -> None:
        assert coherence.complaints(vault) == []
        with vault.look() as rows:
            for id_, (length, sum_, number) in self.told.saved.items():
                draft = rows.get(Entretien, id_)
                assert digest(draft.contenu[:length]) == sum_, f"typed in {id_}, and lost"
                assert place(draft.lieu) >= number, f"{id_}: an older place came back"
                assert rows.conflicts(Entretien, id_) == {}
            self._papers(rows)
            assert rows.cursor().since >= self.told.since

    def _papers(self, rows: Rows) -> None:
        papers = {cr.id: cr for cr in rows.all(CompteRendu)}
        for id_, (pdf, sum_) in self.told.finalised.items():
            assert (papers[id_].pdf, digest(papers[id_].contenu)) == (pdf, sum_)
        for cr in papers.values():
            assert rows.blob(cr.pdf), f"{cr.id} is finalised without its PDF"
        assert len({cr.entretien for cr in papers.values()}) == len(papers), "finalised twice"
        signatures = {s.id: s for s in rows.all(Signature)}
        for id_, said in self.told.signed.items():
            sign = signatures[id_]
            assert (sign.compte_rendu, sign.qui, sign.sha256_scelle) == said
        once = {(s.compte_rendu, s.qui) for s in signatures.values()}
        assert len(once) == len(signatures), "signed twice"
        for sealed in {s.sha256_scelle for s in signatures.values()} - self._verified:
            self._intact(rows, sealed)

    def _intact(self, rows: Rows, sealed: str) -> None:
        pdf = rows.blob(sealed)
        assert pdf, f"signed without the sealed document {sealed}"
        assert verifier(rows, pdf).verdict is Verdict.INTACT
        self._verified.add(sealed)


def reopen(folder: Path) -> Vault:
    return session.unlock(folder, scene.PASSPHRASE, around=scene.inside(AROUND))


def exchange(vault: Vault) -> None:
    with vault.look() as rows:
        line = ligne(rows.identity())
    assert line
    outcome = synchronise(
        vault, line, now=AROUND.clock(), tell=lambda _step: None, stopped=lambda: False
    )
    line.close()
    assert outcome.complete, outcome.failure


def dump_by_op(vault: Vault) -> dict[str, dict[str, object]]:
    return {str(row["op_id"]): row for row in dump(vault)["op"].values()}


def numbered(database: Path) -> dict[str, int]:
    """Return the store's own count: each operation that it holds, and its number."""
    with closing(sqlite3.connect(database)) as store:
        return dict(store.execute("SELECT op_id, number FROM op").fetchall())


def prepare(folder: Path, store: DemoStore) -> None:
    """Make an adviser's vault, enrolled, with people and a compte-rendu that waits to be signed."""
    vault = scene.make_vault(folder, "Odilon Carpentras", AROUND)
    scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
    now = AROUND.local()
    for nom in PEOPLE:
        with vault.work() as work:
            asked = Candidature(prenoms="Maïwenn", nom=nom)
            dossier = creer(work, asked, on=now.date()).id_of("personne")
    with vault.work() as work:
        draft = entretiens.ouvrir(work, dossier, now=now).id_of("entretien")
    with vault.work() as work:
        shown = work.seen(Entretien, draft)
        entretiens.enregistrer(work, draft, seen=shown, values={"duree_min": 4})
    with vault.work() as work:
        entretiens.finaliser(work, draft, referentiel=charger(REFERENTIEL), now=now)
    vault.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DemoStore]:
    with Magasin(tmp_path / "magasin") as served:
        yield served


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_no_acknowledged_save_of_the_application_is_lost_by_a_kill(
    tmp_path: Path, store: DemoStore, activity: str
) -> None:
    vaults, count = tmp_path / "coffres", rounds(len(ACTIVITIES))
    folder = vaults / "coffre"
    prepare(folder, store)
    judge = Judge(folder, tmp_path / "magasin" / "central.db")

    kill_rounds(
        "tests.torture.application",
        lambda turn: [vaults, str(turn), activity],
        count,
        judge.check,
        seed=len(activity),
        most=6,
        spin=anywhere,
    )

    assert judge.told.count >= count
    left = reopen(folder)
    judge.converge(left)
    left.close()
    reviewer = scene.make_vault(tmp_path / "coordination", "Philomène Astruc", AROUND)
    scene.enrol(reviewer, store, Role.COORDINATION)
    judge.review(reviewer)
    reviewer.close()


def test_the_kills_catch_what_is_told_before_it_is_kept(tmp_path: Path, store: DemoStore) -> None:
    vaults = tmp_path / "coffres"
    prepare(vaults / "coffre", store)
    judge = Judge(vaults / "coffre", tmp_path / "magasin" / "central.db")

    with pytest.raises(AssertionError, match="lost"):
        kill_rounds(
            "tests.torture.application",
            lambda turn: [vaults, str(turn), "boasting"],
            2,
            judge.check,
            seed=0,
        )


def anywhere(random: Random) -> int:
    """Return how far to count: from some microseconds to some tenths of a second, evenly in scale."""
    return int(10 ** random.uniform(2, 7))
