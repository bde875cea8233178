"""Token and certificate renewed by the vault itself; two copies of one vault noticed."""

from datetime import timedelta
from shutil import copytree

import pytest

from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.sync.errors import BadAnswer, DeviceUnknown
from desktop.sync.renewal import renew
from desktop.usecases.synchronisation import copie_en_mots
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Magasin, Montre, Poste, hasard
from wire.messages import RENEW, Challenged, possession
from wire.pack import pack


def identity(poste: Poste) -> Identity:
    with poste.vault.look() as rows:
        return rows.identity()


def later(magasin: Magasin, **spans: float) -> None:
    clock = magasin.mint.clock
    assert isinstance(clock, Montre)
    clock.instant += timedelta(**spans)


def test_a_token_is_renewed_in_the_background(ae: Poste, magasin: Magasin) -> None:
    assert ae.cycle().complete
    before = identity(ae)
    later(magasin, days=8)
    ae.dossier()

    assert ae.cycle().complete
    after = identity(ae)

    assert after.token != before.token
    assert after.certificate == before.certificate
    assert ae.waiting() == 0
    assert ae.cycle().complete


def test_a_certificate_is_renewed_before_it_ends(ae: Poste, magasin: Magasin) -> None:
    before = identity(ae)
    later(magasin, days=310)

    assert ae.cycle().complete

    assert identity(ae).certificate not in {before.certificate, ""}
    assert identity(ae).private_key == before.private_key


@pytest.mark.parametrize("fault", [faults.before_send, faults.after_commit, faults.truncated])
def test_an_answer_lost_in_renewing_loses_nothing(
    ae: Poste, magasin: Magasin, fault: faults.Fault
) -> None:
    later(magasin, days=8)
    ae.line.plan("renew", fault)
    assert ae.cycle().complete

    ae.dossier()
    again = ae.cycle()

    assert again.complete
    assert ae.waiting() == 0


def test_a_token_that_nobody_knows_and_a_key_neither(ae: Poste, magasin: Magasin) -> None:
    ae.sql("UPDATE identity SET device = 'poste-inconnu'")
    ae.token = "inconnu"

    failure = ae.cycle().failure

    assert isinstance(failure, DeviceUnknown)
    assert magasin.numbered()


@pytest.mark.parametrize(
    "other",
    [
        possession("CODE-TROUVE", "poste-1", "-----BEGIN PUBLIC KEY-----").decode(),
        '{"plie":"essai","device":"poste-1","packed_at":"2026","bodies":[],"files":[]}',
        "2026-09-10T08:00:00+00:00 é",
        "",
    ],
    ids=["enrolment", "list of a sealed file", "no plain letter", "nothing"],
)
def test_what_is_no_challenge_is_not_signed(ae: Poste, other: str) -> None:
    """Whoever stands where the store should never gets a signature that would serve elsewhere."""
    asked = pack(Challenged(challenge=other))
    ae.line.plan("challenge", faults.says(200, asked))

    with pytest.raises(BadAnswer):
        renew(ae.vault, ae.client)

    assert [one for one in ae.line.passed if one.path == RENEW] == []


def test_two_copies_of_a_vault_are_told(ae: Poste, magasin: Magasin) -> None:
    ae.dossier()
    assert ae.cycle().complete
    ae.vault.close()
    folder = ae.vault.folder
    around = Surroundings(ae.montre, hasard("autre").randbytes)
    copytree(folder, folder.with_name("clone"))
    ae.vault = Vault.open(folder, "phrase de passe d’essai", around=around)
    clone = Poste(
        Vault.open(folder.with_name("clone"), "phrase de passe d’essai", around=around),
        magasin.line(), ae.montre, ae.token,
    )  # fmt: skip
    ae.dossier()
    assert ae.cycle().complete

    clone.dossier()
    retaken = clone.cycle()
    again = ae.cycle()
    both = clone.cycle()
    clone.vault.close()

    assert retaken.complete
    assert retaken.done.retaken
    assert "copie plus ancienne" in copie_en_mots(retaken.done)
    assert (again.done.doubled, both.done.doubled) == (True, True)
    assert "Une autre copie de ce coffre" in copie_en_mots(again.done)
    assert len(magasin.set_aside()) == 0
