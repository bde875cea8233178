"""A sealed file taken in by the store, on every engine: judged as what comes by the line."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from central import reception
from plie.refus import Refus
from tests.central.monde import AUBE, PLIE, Appareil, Monde, un_id, une_paire
from wire import parcel
from wire.op import Op
from wire.pack import pack


class Poste:
    """An enrolled device of which the private key is known."""

    def __init__(self, monde: Monde) -> None:
        key, public = une_paire()
        self.private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        device = un_id("poste")
        enrolled = monde.enrole(monde.code(), device=device, public_key=public)
        self.appareil = Appareil(monde, device, enrolled)

    def sealed(self, path: Path, *ops: Op, **changes: str) -> Path:
        said = {"plie": PLIE, "device": self.appareil.id, "private_key": self.private, **changes}
        body = pack(self.appareil.message(*ops))
        path.write_bytes(
            parcel.seal(
                authority=self.appareil.who.authority, packed_at=AUBE.isoformat(), bodies=[body],
                files={}, **said,
            )
        )  # fmt: skip
        return path


def received(monde: Monde, path: Path) -> reception.Recu:
    return reception.receive(monde.store, monde.authority, monde.mint, plie=PLIE, path=path)


def test_what_a_withdrawn_device_sealed_is_judged_as_always(monde: Monde, tmp_path: Path) -> None:
    poste = Poste(monde)
    dossier, other = poste.appareil.dossier(), un_id("dossier")
    theirs = monde.appareil("Ysoline Bréal").dossier()
    monde.revoque(poste.appareil.id)
    ops = (
        poste.appareil.entretien(dossier),
        poste.appareil.personne(other),
        poste.appareil.entretien(theirs),
    )
    path = poste.sealed(tmp_path / "un.colis", *ops)

    first, again = received(monde, path), received(monde, path)

    assert (first.operations, first.mis_de_cote) == (2, {"hors_perimetre": 1})
    assert again == first


def test_a_file_that_another_device_signed_is_refused(monde: Monde, tmp_path: Path) -> None:
    poste, thief = Poste(monde), Poste(monde)
    op = thief.appareil.personne(un_id("dossier"))

    with pytest.raises(Refus, match="colis_refuse"):
        received(monde, thief.sealed(tmp_path / "un.colis", op, device=poste.appareil.id))
    with pytest.raises(Refus, match="colis_refuse"):
        received(monde, thief.sealed(tmp_path / "deux.colis", op, device="poste-inconnu"))
    with pytest.raises(Refus, match="colis_refuse"):
        received(monde, thief.sealed(tmp_path / "trois.colis", op, plie="ailleurs"))
