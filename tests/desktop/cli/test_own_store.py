"""`permanence verifier` without an authority given: what the vaults of this machine left."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from central.authority import Motif
from desktop.cli import main
from desktop.documents.seal import Sealer
from desktop.usecases.verification import laisser_confiance
from plie.vocabulaire import Role
from tests.desktop.documents.papers import seal_first, seal_last
from tests.desktop.sync.postes import Magasin, Poste, new_poste

Capsys = pytest.CaptureFixture[str]


class Machine:
    """Vaults enrolled at a store, in the folder where the application looks."""

    def __init__(self, donnees: Path, magasin: Magasin) -> None:
        self.donnees = donnees
        self.magasin = magasin
        self._postes: list[Poste] = []

    def poste(self, label: str, nom: str, role: Role = Role.ACCOMPAGNATEUR) -> Poste:
        made = new_poste(self.donnees / "coffres" / label, self.magasin, nom=nom)
        self._postes.append(made)
        made.enrol(self.magasin.invite(nom, role))
        return made

    def close(self) -> None:
        for poste in self._postes:
            poste.vault.close()
        self.magasin.store.close()


def seal(poste: Poste, unsealed: bytes) -> bytes:
    """Seal with the vault's own key and the certificate that the store gave it."""
    with poste.vault.look() as rows:
        who = rows.identity()
    sealer = Sealer(who.private_key.encode(), who.certificate.encode(), who.authority.encode())
    at = poste.montre()
    return seal_last(seal_first(unsealed, sealer, at=at), sealer, at=at)


def asked(folder: Path, pdf: bytes, capsys: Capsys, *options: str) -> tuple[int, str]:
    file = folder / "cr.pdf"
    file.write_bytes(pdf)
    status = main(["verifier", str(file), "--json", *options])
    return status, json.loads(capsys.readouterr().out)["verdict"]


@pytest.fixture
def machine(tmp_path: Path, donnees: Path) -> Iterator[Machine]:
    with closing(Machine(donnees, Magasin.opened(tmp_path / "magasin"))) as made:
        yield made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Machine]:
    """Another machine, another store."""
    with closing(Machine(tmp_path / "ailleurs", Magasin.opened(tmp_path / "autre"))) as made:
        yield made


def test_the_vaults_own_store_is_believed(
    tmp_path: Path, machine: Machine, unsealed: bytes, capsys: Capsys
) -> None:
    poste = machine.poste("coffre", "Odilon Carpentras")
    pdf = seal(poste, unsealed)
    laisser_confiance(poste.vault)
    poste.vault.close()

    assert asked(tmp_path, pdf, capsys) == (0, "intact")


@pytest.mark.parametrize(
    ("motif", "expected"), [(Motif.PERDU, (1, "revoque")), (Motif.RENDU, (0, "intact"))]
)
def test_the_list_received_at_an_exchange_is_believed(
    tmp_path: Path,
    machine: Machine,
    unsealed: bytes,
    capsys: Capsys,
    *,
    motif: Motif,
    expected: tuple[int, str],
) -> None:
    adviser = machine.poste("un", "Odilon Carpentras")
    reviewer = machine.poste("deux", "Philomène Astruc", Role.COORDINATION)
    pdf = seal(adviser, unsealed)
    laisser_confiance(reviewer.vault)
    before = asked(tmp_path, pdf, capsys)
    machine.magasin.mint.clock.instant += timedelta(days=1)

    with adviser.vault.look() as rows:
        machine.magasin.revoke(rows.identity().device, motif)
    reviewer.cycle()
    laisser_confiance(reviewer.vault)

    assert before == (0, "intact")
    assert asked(tmp_path, pdf, capsys) == expected


def test_of_several_stores_the_one_that_knows_the_seal_decides(
    tmp_path: Path, machine: Machine, elsewhere: Machine, unsealed: bytes, capsys: Capsys
) -> None:
    elsewhere.donnees = machine.donnees
    first = machine.poste("a-un", "Odilon Carpentras")
    second = elsewhere.poste("b-deux", "Ysoline Bréal")
    for poste in (first, second):
        poste.cycle()
        laisser_confiance(poste.vault)

    assert asked(tmp_path, seal(first, unsealed), capsys) == (0, "intact")
    assert asked(tmp_path, seal(second, unsealed), capsys) == (0, "intact")


def test_a_store_that_no_vault_here_has_is_not_recognised(
    tmp_path: Path, machine: Machine, elsewhere: Machine, unsealed: bytes, capsys: Capsys
) -> None:
    pdf = seal(elsewhere.poste("coffre", "Ysoline Bréal"), unsealed)
    laisser_confiance(machine.poste("coffre", "Odilon Carpentras").vault)

    assert asked(tmp_path, pdf, capsys) == (1, "non_reconnu")


def test_a_list_given_is_believed_in_place_of_the_vaults(
    tmp_path: Path, machine: Machine, unsealed: bytes, capsys: Capsys
) -> None:
    poste = machine.poste("coffre", "Odilon Carpentras")
    pdf = seal(poste, unsealed)
    laisser_confiance(poste.vault)
    with poste.vault.look() as rows:
        machine.magasin.revoke(rows.identity().device)

    given = str(machine.magasin.store.settings.revocations)

    assert asked(tmp_path, pdf, capsys) == (0, "intact")
    assert asked(tmp_path, pdf, capsys, "--revocations", given) == (1, "revoque")


def test_what_is_left_beside_the_vault_is_public_and_nothing_else(machine: Machine) -> None:
    poste = machine.poste("coffre", "Odilon Carpentras")
    poste.cycle()

    laisser_confiance(poste.vault)

    with poste.vault.look() as rows:
        who, list_ = rows.identity(), rows.cursor().crl
    left = {path.name: path.read_text() for path in poste.vault.folder.glob("*.pem*")}
    assert left == {"autorite.pem": who.authority, "revocations.pem": list_}
    assert who.certificate not in left.values()


def test_a_vault_that_is_not_enrolled_leaves_nothing(donnees: Path, machine: Machine) -> None:
    poste = new_poste(donnees / "coffres" / "seul", machine.magasin)

    laisser_confiance(poste.vault)
    poste.vault.close()

    assert list(poste.vault.folder.glob("*.pem*")) == []


def test_a_file_left_that_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, donnees: Path, unsealed: bytes, capsys: Capsys
) -> None:
    (donnees / "coffres" / "coffre" / "autorite.pem").mkdir(parents=True)
    file = tmp_path / "cr.pdf"
    file.write_bytes(unsealed)

    status = main(["verifier", str(file)])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert "n’a pas été vérifié" in said.err
    assert said.err.count("\n") == 1
