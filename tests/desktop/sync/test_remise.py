"""What a withdrawn machine never sent reaches the store by a file, once, and nothing else does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from central import reception
from desktop.usecases import remise
from plie.refus import Refus
from tests.desktop.sync.postes import PLIE, Magasin, Poste

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)


def handed_over(poste: Poste, folder: Path) -> Path:
    """Write the file that the screen writes."""
    path = folder / remise.nom_propose(at=AT)
    path.write_bytes(remise.sceller(poste.vault, now=AT))
    return path


def received(magasin: Magasin, path: Path) -> reception.Recu:
    return reception.receive(magasin.store, magasin.authority, magasin.mint, plie=PLIE, path=path)


def left(poste: Poste) -> remise.NonEnvoye:
    with poste.vault.look() as rows:
        return remise.non_envoye(rows)


def test_the_work_of_a_withdrawn_machine_reaches_the_store(
    ae: Poste, magasin: Magasin, tmp_path: Path
) -> None:
    dossier = ae.dossier()
    assert ae.cycle().complete
    ae.entretien(dossier, "Écrit après le vol de la voiture.")
    digest = ae.file(b"%PDF de l'entretien", dossier)
    magasin.revoke(device(ae))
    assert ae.cycle().revoked
    before = ae.ops()

    path = handed_over(ae, tmp_path)
    recu = received(magasin, path)

    assert (recu.operations, recu.fichiers, recu.mis_de_cote) == (1, 1, {})
    assert recu.utilisateur == "Odilon Carpentras"
    assert set(magasin.numbered()) > set(before)
    stored = magasin.store.settings.blobs / PLIE / digest[:2] / digest
    assert stored.read_bytes() == b"%PDF de l'entretien"
    assert ae.ops() == before, "the vault does not know: what it sends later is answered again"


def test_a_file_taken_in_twice_counts_once(ae: Poste, magasin: Magasin, tmp_path: Path) -> None:
    ae.dossier()
    path = handed_over(ae, tmp_path)
    received(magasin, path)
    numbered = magasin.numbered()

    again = handed_over(ae, tmp_path)
    received(magasin, again)
    outcome = ae.cycle()

    assert outcome.complete
    assert (outcome.done.retaken, outcome.done.doubled) == (False, False)
    assert ae.waiting() == 0
    assert set(magasin.numbered()) == set(numbered) | set(ae.ops())
    assert len({number for number, _ in magasin.numbered().values()}) == len(magasin.numbered())


def test_nothing_of_a_person_is_read_in_the_file(ae: Poste, tmp_path: Path) -> None:
    ae.entretien(ae.dossier(), "Vézelineau cherche un quortemps.")

    content = handed_over(ae, tmp_path).read_bytes()

    assert "Vézelineau".encode() not in content
    assert b"Tr\xc3\xa9vignac" not in content


def test_a_damaged_file_is_refused_whole(ae: Poste, magasin: Magasin, tmp_path: Path) -> None:
    ae.dossier()
    path = handed_over(ae, tmp_path)
    path.write_bytes(path.read_bytes()[:-40])
    before = magasin.numbered()

    with pytest.raises(Refus, match="colis_refuse") as refused:
        received(magasin, path)

    assert "Rien n’a été modifié" in refused.value.phrase
    assert magasin.numbered() == before


def test_a_vault_that_no_store_knows_seals_nothing(
    magasin: Magasin, nouveau: object, tmp_path: Path
) -> None:
    assert callable(nouveau)
    poste = nouveau("Odilon Carpentras")

    with pytest.raises(Refus, match="sans_magasin"):
        handed_over(poste, tmp_path)

    assert magasin.numbered()


@pytest.mark.parametrize(
    ("changes", "documents", "said"),
    [
        (0, 0, "Tout ce que vous avez écrit ici a été envoyé au magasin central."),
        (1, 0, "1\u00a0changement n’est que sur cette machine."),
        (34, 1, "34\u00a0changements et 1\u00a0document ne sont que sur cette machine."),
    ],
)
def test_what_is_left_here_is_said_in_words(changes: int, documents: int, said: str) -> None:
    assert remise.NonEnvoye(changes, documents).phrase == said


def test_what_is_left_here_is_counted(ae: Poste) -> None:
    dossier = ae.dossier()
    ae.file(b"%PDF", dossier)

    assert (left(ae).changements, left(ae).documents) == (2, 1)


def device(poste: Poste) -> str:
    with poste.vault.look() as rows:
        return rows.identity().device
