"""One text too heavy for the line or for the store: told to its author, and the rest goes on."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from central import reception
from central.offer import OP_BYTES
from desktop.usecases import mis_de_cote as tray
from desktop.usecases import remise
from desktop.usecases.mis_de_cote import MisDeCote
from desktop.usecases.referentiels import charger
from plie.kinds import Id
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.faults import Inner
from tests.desktop.sync.mains import held, reassign
from tests.desktop.sync.postes import PLIE, Magasin, Poste, hasard, illisible
from wire.messages import PUSH

REFERENTIEL = charger("demo")
LIMIT = 100_000


def narrow(inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """Let through what a careful proxy does."""
    if len(request.content) > LIMIT:
        return faults.says(413, b"Request Entity Too Large")(inner, request)
    return inner(request)


def long_text(size: int) -> str:
    """Return words that hardly pack."""
    return illisible(hasard("long"), size // 2)


def told(poste: Poste) -> tuple[MisDeCote, ...]:
    with poste.vault.look() as rows:
        return tray.mis_de_cote(rows, referentiel=REFERENTIEL)


@pytest.fixture
def heavy(ae: Poste) -> Id:
    """An entretien that the line does not let pass, between two that it does; exchanged."""
    dossier = ae.dossier()
    ae.cycle()
    ae.entretien(dossier, "avant")
    heavy = ae.entretien(dossier, long_text(3_000_000))
    ae.entretien(dossier, "après")
    ae.line.plan(PUSH, *[narrow] * 20)
    assert ae.cycle().complete
    return heavy


def test_what_the_line_never_lets_pass_is_set_aside_and_the_rest_goes_on(
    ae: Poste, magasin: Magasin, heavy: Id
) -> None:
    (one,) = told(ae)

    assert one.id == heavy
    assert one.raison == "Ce texte est trop long pour passer sur ce réseau."
    assert one.conseil == "Renvoyez depuis un autre réseau, ou raccourcissez le texte."
    stored = "".join(body for _, body in magasin.numbered().values())
    assert '"avant"' in stored
    assert '"après"' in stored
    assert ae.waiting() == 0


def test_shortened_it_is_taken(ae: Poste, magasin: Magasin, heavy: Id) -> None:
    (one,) = told(ae)
    with ae.vault.work() as work:
        tray.renvoyer(
            work, one.kind, one.id, seen=one.seen, values={"contenu": "bref"}, now=ae.montre()
        )

    assert ae.cycle().complete

    assert told(ae) == ()
    assert ae.contenu(heavy) == "bref"
    assert any('"bref"' in body for _, body in magasin.numbered().values())


def test_what_only_this_machine_has_is_never_erased_with_its_dossier(
    ae: Poste, magasin: Magasin, heavy: Id, nouveau: Callable[[str], Poste]
) -> None:
    dossier = next(iter(held(ae)))
    suivante = nouveau("Ana Bo")
    suivante.enrol(magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR))
    reassign(magasin, suivante, dossier)

    assert ae.cycle().complete

    assert dossier in held(ae)
    assert [one.id for one in told(ae)] == [heavy]
    with ae.vault.work() as work:
        tray.renoncer(work, "entretien", heavy, motif="Recopié ailleurs", now=ae.montre())
    assert ae.cycle().complete
    assert dossier not in held(ae)


def test_it_is_in_the_file_handed_over(
    ae: Poste, magasin: Magasin, heavy: Id, tmp_path: Path
) -> None:
    with ae.vault.look() as rows:
        assert remise.non_envoye(rows).changements == 1
    path = tmp_path / "travail.colis"
    path.write_bytes(remise.sceller(ae.vault, now=ae.montre()))

    recu = reception.receive(magasin.store, magasin.authority, magasin.mint, plie=PLIE, path=path)

    assert recu.mis_de_cote == {"trop_lourd": 1}
    assert told(ae)[0].id == heavy


def test_what_had_passed_all_the_same_is_no_longer_aside(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    ae.cycle()
    heavy = ae.entretien(dossier, long_text(LIMIT * 3))
    ae.line.plan(PUSH, faults.after_commit, narrow, narrow)
    assert ae.cycle().failure

    assert ae.cycle().complete

    assert told(ae) == ()
    assert len(ae.contenu(heavy)) == LIMIT * 3
    numbers = {op_id: number for op_id, (number, _) in magasin.numbered().items()}
    assert {op_id: (numbers[op_id], None) for op_id in ae.ops()} == ae.ops()


@pytest.mark.parametrize("size", [OP_BYTES + 1, 17_000_000])
def test_what_the_store_does_not_take_says_why_and_blocks_nothing(
    ae: Poste, magasin: Magasin, size: int
) -> None:
    dossier = ae.dossier()
    ae.cycle()
    ae.entretien(dossier, "œ" * (size // 2))
    ae.entretien(dossier, "après")

    assert ae.cycle().complete

    (one,) = told(ae)
    assert "trop long" in one.raison or "plus long" in one.raison
    assert any('"après"' in body for _, body in magasin.numbered().values())
