"""Coordination reads where a dossier that it gave stands, from the asking to the receipt."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.sync.errors import StoreUnreachable
from desktop.usecases.affectations import laisser_partir, reaffecter
from desktop.usecases.transferts import EtatTransfert, LigneTransfert, demander
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.mains import reassign, utilisateur
from tests.desktop.sync.postes import DEBUT, Magasin, Poste


def _asked(poste: Poste) -> list[LigneTransfert]:
    return list(demander(poste.vault, now=DEBUT, connect=poste.http))


def test_a_transfer_is_read_from_the_asking_to_the_receipt(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin
) -> None:
    dossiers = [ae.dossier() for _ in range(5)]
    for poste in (ae, suivante, coordination):
        assert poste.cycle().complete
    reassign(magasin, suivante, *dossiers)
    coordination.cycle()

    asked = _asked(coordination)
    magasin.mint.clock.instant += timedelta(minutes=11)
    assert ae.cycle().complete, "so many at once wait for the person's yes"
    stuck = _asked(coordination)
    with ae.vault.work() as work:
        laisser_partir(work)
    assert ae.cycle().complete
    assert suivante.cycle().complete
    over = _asked(coordination)

    assert [one.etat for one in (*asked, *stuck, *over)] == [
        EtatTransfert.ATTENDU, EtatTransfert.EN_COURS, EtatTransfert.EFFACE,
    ]  # fmt: skip
    assert asked[0].titre.startswith("Odilon Carpentras → Ana Bo\u00a0: ")
    assert asked[0].titre.endswith(" et 2\u00a0autres")
    assert "n’est pas venu depuis (vu le 10/09/2026)" in asked[0].detail
    assert "Côté Ana Bo, un poste n’est pas encore venu." in asked[0].detail
    assert "pas encore accusé l’effacement" in stuck[0].detail
    assert "est au magasin central (15\u00a0écritures)" in over[0].detail
    assert over[0].detail.endswith("Côté Ana Bo, un poste est venu depuis.")
    assert _asked(ae) == []


def test_given_to_two_people_at_one_instant_each_line_has_its_own_name(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin,
    nouveau: Callable[[str], Poste],
) -> None:  # fmt: skip
    autre = nouveau("Luc Ys")
    autre.enrol(magasin.invite("Luc Ys", Role.ACCOMPAGNATEUR))
    one, two = ae.dossier(), ae.dossier()
    for poste in (ae, suivante, autre, coordination):
        assert poste.cycle().complete
    for dossier, to in ((one, suivante), (two, autre)):
        with coordination.vault.work() as work:
            reaffecter(work, [dossier], a=utilisateur(to), on=DEBUT.date())
    assert coordination.cycle().complete

    asked = _asked(coordination)

    assert {line.titre.split("\u00a0: ")[0].split(" → ")[1] for line in asked} == {
        "Ana Bo", "Luc Ys",
    }  # fmt: skip
    assert len({line.id for line in asked}) == 2


def test_without_the_store_nothing_is_known_of_it(coordination: Poste) -> None:
    coordination.line.plan("transferts", faults.before_send)

    with pytest.raises(StoreUnreachable):
        _asked(coordination)
