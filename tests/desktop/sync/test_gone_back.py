"""After going back to a copy, or a loss that its witness tells: the store gives back what it had, nothing twice."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.models import oplog
from desktop.models.vault import DATABASE, Surroundings, Vault
from desktop.usecases.sauvegardes import copies, retablir
from plie.droits import Reason
from plie.kinds import Entretien, Id
from tests.desktop.sync import faults
from tests.desktop.sync.faults import Line
from tests.desktop.sync.postes import Magasin, Montre, Poste, hasard
from wire.messages import PUSH

PHRASE = "phrase de passe d’essai"
GoBack = Callable[[Path], None]


def by_copy(folder: Path) -> None:
    retablir(folder, copies(folder)[-1], now=copies(folder)[-1].le)


def by_older_file(folder: Path) -> None:
    shutil.copy(copies(folder)[-1].chemin / DATABASE, folder / DATABASE)


def reopen(poste: Poste) -> None:
    around = Surroundings(poste.montre, hasard("rouvert").randbytes)
    poste.vault = Vault.open(poste.vault.folder, PHRASE, around=around)


def texts(poste: Poste) -> dict[str, str]:
    with poste.vault.look() as rows:
        return {str(one.id): one.contenu for one in rows.all(Entretien)}


def replica(poste: Poste) -> str:
    with poste.vault.look() as rows:
        return rows.cursor().replica


@pytest.mark.parametrize("go_back", [by_copy, by_older_file])
def test_what_had_reached_the_store_comes_back_once_and_work_goes_on_as_another_replica(
    ae: Poste, coordination: Poste, magasin: Magasin, go_back: GoBack
) -> None:
    dossier = ae.dossier()
    first = ae.entretien(dossier, "avant la copie")
    assert ae.cycle().complete
    unsent = ae.entretien(dossier, "dans la copie, pas encore envoyé")
    ae.vault.back_up()
    # Since the copy: two sends, one of what the copy holds as unsent, and words that never left.
    ae.note(first, "repris depuis la copie")
    since = ae.entretien(dossier, "depuis la copie")
    assert ae.cycle().complete
    ae.note(since, "depuis la copie, complété")
    assert ae.cycle().complete
    lost = ae.entretien(dossier, "jamais parti")
    before, known = replica(ae), magasin.numbered()
    folder = ae.vault.folder
    ae.vault.close()

    go_back(folder)
    reopen(ae)
    assert texts(ae) == {first: "avant la copie", unsent: "dans la copie, pas encore envoyé"}
    assert replica(ae) != before
    assert ae.cycle().complete

    expected = {
        str(first): "repris depuis la copie",
        str(unsent): "dans la copie, pas encore envoyé",
        str(since): "depuis la copie, complété",
    }
    assert texts(ae) == expected
    assert str(lost) not in expected
    # Nothing doubled: the store learnt nothing, and the vault waits for nothing.
    assert magasin.numbered() == known
    assert (ae.waiting(), magasin.set_aside()) == (0, {})
    with ae.vault.look() as rows:
        assert all(rows.conflicts(Entretien, Id(id_)) == {} for id_ in expected)

    after = ae.entretien(dossier, "écrit après")
    ae.note(since, "et encore complété")
    assert ae.cycle().complete
    assert coordination.cycle().complete
    told = {**expected, str(since): "et encore complété", str(after): "écrit après"}
    assert texts(ae) == told
    # Coordination reads no draft's words: it has each entretien once.
    assert texts(coordination).keys() == told.keys()
    assert ae.waiting() == 0


@pytest.fixture
def twin(ae: Poste, tmp_path: Path) -> Iterator[tuple[Poste, Id]]:
    """Yield a copy of the vault that lives beside it, and the entretien that neither has sent."""
    dossier = ae.dossier()
    assert ae.cycle().complete
    entretien = ae.entretien(dossier, "avant la copie")
    folder = ae.vault.folder
    ae.vault.close()
    shutil.copytree(folder, tmp_path / "copie")
    reopen(ae)
    around = Surroundings(Montre(), hasard("copie").randbytes)
    copy = Poste(
        Vault.open(tmp_path / "copie", PHRASE, around=around),
        Line(ae.line.inner),
        Montre(),
        ae.token,
    )
    yield copy, entretien
    copy.vault.close()


def rivals(poste: Poste, entretien: Id) -> list[str]:
    with poste.vault.look() as rows:
        return sorted(map(str, rows.conflicts(Entretien, entretien).get("contenu", {}).values()))


@pytest.mark.parametrize("first", ["ae", "copie"])
def test_two_copies_that_go_on_with_the_same_unsent_words_lose_none(
    ae: Poste, twin: tuple[Poste, Id], first: str
) -> None:
    copy, entretien = twin
    ae.note(entretien, "chez l’une")
    copy.note(entretien, "chez l’autre")
    postes = (ae, copy) if first == "ae" else (copy, ae)
    for poste in (*postes, *postes):
        assert poste.cycle().complete

    for poste in postes:
        assert rivals(poste, entretien) == ["chez l’autre", "chez l’une"]
    assert ae.ops() == copy.ops()


def test_words_typed_after_a_copy_s_own_do_not_pass_over_those_of_the_other(
    ae: Poste, twin: tuple[Poste, Id]
) -> None:
    copy, entretien = twin
    ae.note(entretien, "chez l’une")
    copy.note(entretien, "chez l’autre")
    copy.line.plan(PUSH, faults.before_send)
    assert not copy.cycle().complete
    # It names what it has seen as the other names its own words: by the one name of both.
    copy.note(entretien, "chez l’autre, ensuite")
    for poste in (ae, copy, ae, copy):
        assert poste.cycle().complete

    for poste in (ae, copy):
        assert rivals(poste, entretien) == ["chez l’autre", "chez l’autre, ensuite", "chez l’une"]
    assert ae.ops() == copy.ops()


def test_a_copy_takes_an_operation_as_the_store_has_it_even_where_it_says_less(
    ae: Poste, twin: tuple[Poste, Id]
) -> None:
    copy, entretien = twin
    ae.note(entretien, "chez l’une")
    with copy.vault.work() as work:
        seen = work.seen(Entretien, entretien)
        work.patch(Entretien, entretien, seen, lieu="en permanence", contenu="chez l’autre")
        work.commit()
    for poste in (ae, copy, ae, copy):
        assert poste.cycle().complete

    for poste in (ae, copy):
        with poste.vault.look() as rows:
            assert rows.get(Entretien, entretien).lieu == "en permanence"
            numbers = oplog.numbers_of(rows.connection, "entretien", entretien)
            first = min(numbers, key=lambda op_id: numbers[op_id] or 0)
            assert "lieu" not in oplog.one(rows.connection, first).fields
        assert rivals(poste, entretien) == ["chez l’autre", "chez l’une"]


def test_words_of_a_copy_that_the_store_refuses_stay_in_its_tray(
    ae: Poste, twin: tuple[Poste, Id], magasin: Magasin
) -> None:
    copy, entretien = twin
    ae.note(entretien, "chez l’une")
    heavy = "mot " * 300_000
    copy.note(entretien, heavy)
    for poste in (ae, copy, copy, ae, copy):
        assert poste.cycle().complete

    aside = [one for one, (_, fate) in copy.ops().items() if fate == Reason.TROP_LOURD]
    assert aside == list(magasin.set_aside())
    with copy.vault.look() as rows:
        assert oplog.one(rows.connection, aside[0]).fields["contenu"] == heavy
    assert copy.contenu(entretien) == ae.contenu(entretien) == "chez l’une"
    assert copy.waiting() == 0
