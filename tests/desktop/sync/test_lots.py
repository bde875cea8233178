"""A lot written at the store reaches coordination's desktop, with who holds it (C8); who leaves is offered no more."""

from central import departure, lots
from central.authority import Motif
from desktop.sync.errors import DeviceRevoked
from desktop.usecases.affectations import collegues
from desktop.usecases.equipe import LigneEquipe, equipe
from desktop.usecases.referentiels import charger
from tests.desktop.sync.mains import utilisateur
from tests.desktop.sync.postes import DEBUT, PLIE, Magasin, Poste

ON = DEBUT.date()


def _team(poste: Poste) -> tuple[LigneEquipe, ...]:
    assert poste.cycle().complete
    with poste.vault.look() as rows:
        return equipe(rows, referentiel=charger("demo"), on=ON)


def _lines(poste: Poste) -> list[tuple[int, str, bool]]:
    """Return each line's lot, and whether an AE stands there."""
    return [(x.numero, x.lot, x.accompagnateur != "À pourvoir") for x in _team(poste)]


def test_a_lot_entrusted_at_the_store_is_shown_in_equipe(
    magasin: Magasin, ae: Poste, coordination: Poste
) -> None:
    ae.dossier()
    ae.cycle()
    store, mint = magasin.store, magasin.mint
    lots.add(store, mint, plie=PLIE, numero=7, nom="Vallée")
    before = _lines(coordination)

    lots.entrust(store, mint, plie=PLIE, lot="7", qui=utilisateur(ae))
    entrusted = _lines(coordination)
    lots.change(store, mint, plie=PLIE, lot="7", nom="Vallée et plateau")
    renamed = _lines(coordination)

    assert before == [(7, "7 · Vallée", False), (0, "", True)]
    assert entrusted == [(7, "7 · Vallée", True)]
    assert renamed == [(7, "7 · Vallée et plateau", True)]


def test_who_left_is_offered_no_dossier_and_their_vault_is_locked(
    magasin: Magasin, ae: Poste, coordination: Poste
) -> None:
    ae.dossier()
    ae.cycle()

    gone = departure.deactivate(
        magasin.store, magasin.authority, magasin.mint, plie=PLIE, qui=utilisateur(ae),
        motif=Motif.RENDU,
    )  # fmt: skip

    coordination.cycle()
    with coordination.vault.look() as rows:
        assert collegues(rows, on=ON) == ()
    assert isinstance(ae.cycle().failure, DeviceRevoked)
    assert (gone.appareils, gone.dossiers) == (1, 1)
