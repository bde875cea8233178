"""Devices as a person reads them: where each stands in words, one declared lost and refused at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from shutil import copytree

import pytest

from desktop.models.vault import Surroundings, Vault
from desktop.sync.errors import DeviceRevoked, LineError, StoreRefused, StoreUnreachable
from desktop.usecases.appareils import (
    EtatAppareil,
    LigneAppareil,
    Motif,
    demander,
    retirer,
)
from desktop.usecases.synchronisation import copie_en_mots
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.postes import DEBUT, Magasin, Poste, hasard

NOM = "Odilon Carpentras"


@pytest.fixture
def autre(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """Another vault of the same adviser, on another machine."""
    poste = nouveau("Odilon Carpentras, portable")
    poste.enrol(magasin.invite(NOM, Role.ACCOMPAGNATEUR))
    return poste


@pytest.fixture
def gestionnaire(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    poste = nouveau("Gil Ors")
    poste.enrol(magasin.invite("Gil Ors", Role.GESTIONNAIRE))
    return poste


def _asked(poste: Poste, now: datetime = DEBUT) -> dict[str, LigneAppareil]:
    return {one.id: one for one in demander(poste.vault, now=now, connect=poste.http)}


def _withdrawn(poste: Poste, device: str, motif: Motif = Motif.PERDU) -> dict[str, LigneAppareil]:
    found = retirer(poste.vault, device, motif, now=DEBUT, connect=poste.http)
    return {one.id: one for one in found}


def _device(poste: Poste) -> str:
    with poste.vault.look() as rows:
        return rows.identity().device


def test_ones_own_devices_and_no_others_this_one_marked(
    ae: Poste, autre: Poste, coordination: Poste
) -> None:
    ae.cycle()

    found = _asked(ae)

    assert found.keys() == {_device(ae), _device(autre)}
    here, there = found[_device(ae)], found[_device(autre)]
    assert (here.ici, here.retirable, there.ici, there.retirable) == (True, False, False, True)
    assert here.vu.startswith("10/09/2026 à")
    assert there.vu == "jamais"
    assert here.etat is EtatAppareil.VALIDE
    assert _device(coordination) not in found


def test_declared_lost_it_is_refused_at_its_next_request_and_the_others_go_on(
    ae: Poste, autre: Poste
) -> None:
    assert autre.cycle().complete

    found = _withdrawn(ae, _device(autre))

    lost = found[_device(autre)]
    assert lost.etat is EtatAppareil.RETIRE
    assert lost.mots == "Retiré le 10/09/2026, perdu, volé ou douteux"
    assert not lost.retirable
    assert isinstance(autre.cycle().failure, DeviceRevoked)
    assert ae.cycle().complete


@pytest.mark.parametrize(
    ("days", "etat"),
    [
        (334, EtatAppareil.VALIDE),
        (336, EtatAppareil.EXPIRE_BIENTOT),
        (366, EtatAppareil.EXPIRE),
    ],
)
def test_a_certificate_nobody_renews_is_seen_to_end(
    ae: Poste, autre: Poste, days: int, etat: EtatAppareil
) -> None:
    found = _asked(ae, DEBUT + timedelta(days=days))

    assert found[_device(autre)].etat is etat


def test_the_gestionnaire_sees_who_is_awaited_and_a_vault_that_lives_twice(
    ae: Poste, gestionnaire: Poste, magasin: Magasin
) -> None:
    magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR)
    for replica in ("une", "autre", "une"):
        with ae.vault.work() as work:
            work.connection.exec_driver_sql("UPDATE cursor SET replica = ?", (replica,))
            work.commit()
        ae.cycle()

    found = _asked(gestionnaire)

    assert found.keys() == {"", _device(ae), _device(gestionnaire)}
    assert found[""].titulaire == "Ana Bo"
    assert (found[""].etat, found[""].jusqu_au) == (EtatAppareil.EN_ATTENTE, "17/09/2026")
    assert found[_device(ae)].double
    assert "coffre en double" in found[_device(ae)].mots
    assert (found[_device(ae)].a_moi, found[_device(gestionnaire)].a_moi) == (False, True)


def test_the_gestionnaire_sees_a_vault_that_goes_on_from_an_older_copy(
    ae: Poste, gestionnaire: Poste
) -> None:
    folder, around = ae.vault.folder, Surroundings(ae.montre, hasard("autre").randbytes)
    older = folder.with_name("copie")
    ae.vault.close()
    copytree(folder, older)
    ae.vault = Vault.open(folder, "phrase de passe d’essai", around=around)
    ae.dossier()
    assert ae.cycle().complete
    before = _asked(gestionnaire)[_device(ae)].mots
    ae.vault.close()
    ae.vault = Vault.open(older, "phrase de passe d’essai", around=around)
    ae.dossier()

    outcome = ae.cycle()

    after, again = _asked(gestionnaire)[_device(ae)], _asked(ae)[_device(ae)]
    assert outcome.done.retaken
    assert "votre gestionnaire le voit" in copie_en_mots(outcome.done)
    assert "coffre repris" not in before
    assert after.mots == f"{before} · coffre repris d’une copie, le 10/09/2026"
    assert again.mots == after.mots
    assert not after.double


def test_a_token_that_serves_no_more_is_renewed_by_who_asks_for_the_devices(ae: Poste) -> None:
    ae.sql("UPDATE identity SET token = 'perdu'")

    found = _asked(ae)

    assert _device(ae) in found
    assert ae.known_token() != "perdu"


def test_what_is_not_ones_to_withdraw_stays(ae: Poste, coordination: Poste) -> None:
    for device in (_device(coordination), _device(ae)):
        with pytest.raises(StoreRefused):
            _withdrawn(ae, device)

    assert coordination.cycle().complete
    assert ae.cycle().complete


def test_without_the_store_there_is_no_list(ae: Poste, nouveau: Callable[[str], Poste]) -> None:
    ae.line.plan("/v1/appareils", faults.before_send)

    with pytest.raises(StoreUnreachable):
        _asked(ae)
    with pytest.raises(LineError, match="relié à aucun magasin"):
        _asked(nouveau("Sans magasin"))
