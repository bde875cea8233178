"""Enrolment seen from the device: the invitation, the keys, the store's name, a lost answer."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from desktop.models.line import Identity
from desktop.sync.client import StoreClient
from desktop.sync.enrol import (
    Invitation,
    new_private_key,
    public_key_of,
    read_invitation,
    typed_invitation,
)
from desktop.sync.errors import (
    BadInvitation,
    OtherInviter,
    OtherOwner,
    StoreCrowded,
    StoreRefused,
    StoreUnreachable,
    WrongAuthority,
)
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Magasin, Poste
from wire.groups import write
from wire.invitation import GROUPS
from wire.messages import Prove
from wire.pack import pack

CODE = write(2**177 + 5, GROUPS)
GOOD = {
    "url": "https://magasin.example/",
    "code": f" {CODE.lower()} ",
    "authority_sha256": "a" * 64,
}


def identity(poste: Poste) -> Identity:
    with poste.vault.look() as rows:
        return rows.identity()


def test_a_key_is_p256_and_its_public_half_is_another_pem() -> None:
    pem = new_private_key()

    key = load_pem_private_key(pem.encode(), None)

    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert key.curve.name == "secp256r1"
    assert public_key_of(pem).startswith("-----BEGIN PUBLIC KEY-----")
    assert new_private_key() != pem


def test_an_invitation_file_is_read_with_what_a_later_store_adds() -> None:
    found = read_invitation(json.dumps({**GOOD, "plie": "rouen", "expire_le": "?"}).encode())

    assert found == Invitation(
        url="https://magasin.example", code=CODE, authority_sha256="a" * 64, plie="rouen"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PDF", b"[]", b"\xff\xfe", b"[" * 90_000, b" " * 200_000,
        json.dumps({"url": "https://a.example"}).encode(),
        json.dumps({**GOOD, "url": "ftp://a.example"}).encode(),
        json.dumps({**GOOD, "url": "https://"}).encode(),
        json.dumps({**GOOD, "url": "https://[zz"}).encode(),
        json.dumps({**GOOD, "url": "https://a.example:99999"}).encode(),
        json.dumps({**GOOD, "url": 3}).encode(),
        json.dumps({**GOOD, "code": "  "}).encode(),
        json.dumps({**GOOD, "code": "ABCDE-12345-ABCDE-12345-ABCDE-12345"}).encode(),
        json.dumps({**GOOD, "url": "http://magasin.example"}).encode(),
        json.dumps({**GOOD, "authority_sha256": "abc"}).encode(),
        json.dumps({**GOOD, "authority_sha256": "g" * 64}).encode(),
    ],
    ids=lambda c: c[:40].decode(errors="replace"),
)  # fmt: skip
def test_a_file_that_is_no_invitation_is_told_in_french(content: bytes) -> None:
    with pytest.raises(BadInvitation, match="invitation") as refused:
        read_invitation(content)

    assert "Rien n’a été modifié" in refused.value.phrase


def test_what_is_typed_carries_its_pin_in_the_code_and_a_slip_is_told_with_its_group() -> None:
    groups = CODE.split("-")

    typed = typed_invitation(" http://127.0.0.1:8440 ", CODE.replace("-", " "))
    with pytest.raises(BadInvitation, match="frappe dans les groupes 1, 2 du code"):
        typed_invitation(typed.url, "-".join([groups[1], groups[0], *groups[2:]]))

    assert typed == Invitation(url="http://127.0.0.1:8440", code=CODE)


def test_an_address_in_clear_is_refused_and_why() -> None:
    with pytest.raises(BadInvitation, match=r"en http://, .* lus en chemin.* https://"):
        typed_invitation("http://magasin.example", CODE)


def test_an_enrolled_vault_knows_who_it_is(
    magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    poste = nouveau("Odilon Carpentras")
    before = identity(poste)

    poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    after = identity(poste)
    assert after.enrolled
    assert not before.enrolled
    assert (after.nom, after.role) == ("Odilon Carpentras", "accompagnateur")
    assert (after.device, after.private_key) == (before.device, before.private_key)
    assert after.authority == magasin.authority.pem
    assert after.certificate.startswith("-----BEGIN CERTIFICATE-----")
    assert after.url == "http://testserver"


def test_a_code_serves_once(magasin: Magasin, nouveau: Callable[[str], Poste]) -> None:
    invitation = magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    nouveau("Odilon Carpentras").enrol(invitation)
    other = nouveau("Quelqu’un d’autre")

    with pytest.raises(StoreRefused, match="déjà servi"):
        other.enrol(invitation)

    assert not identity(other).enrolled


def test_a_lost_answer_is_asked_for_again_with_the_same_code(
    magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    poste = nouveau("Odilon Carpentras")
    invitation = magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    poste.line.plan("enrol", faults.after_commit)
    with pytest.raises(StoreUnreachable):
        poste.enrol(invitation)

    poste.enrol(invitation)

    assert poste.cycle().complete


@pytest.mark.parametrize("word", ["/v1/preuve", "enrol"])
def test_a_store_that_makes_wait_asks_to_try_again_with_the_same_code(
    magasin: Magasin, nouveau: Callable[[str], Poste], word: str
) -> None:
    """No exchange goes on by itself with a store that this vault does not know yet."""
    poste = nouveau("Odilon Carpentras")
    invitation = magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    poste.line.plan(word, faults.says(429, b"<html>"))

    with pytest.raises(StoreCrowded) as refused:
        poste.enrol(invitation)

    assert refused.value.phrase.endswith(
        "Rien n’a changé ici\u00a0: recommencez dans un moment, avec le même code."
    )
    assert poste.enrol(invitation).enrolled


def test_another_authority_than_the_invitation_s_is_refused_before_the_code_leaves(
    magasin: Magasin, nouveau: Callable[[str], Poste], tmp_path: Path
) -> None:
    """sync.md §4: a typed code pins the store, and so does a file."""
    poste, other = nouveau("Odilon Carpentras"), Magasin.opened(tmp_path / "autre")
    file = magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    typed = replace(file, authority_sha256="")

    ours = poste.line
    with pytest.raises(OtherInviter, match="n’est pas celui qui a fait"):
        poste.enrol(replace(file, authority_sha256="0" * 64))
    poste.line = other.line()
    with pytest.raises(OtherInviter):
        poste.enrol(typed)

    assert {passed.path for passed in [*ours.passed, *poste.line.passed]} == {"/v1/preuve"}
    assert not identity(poste).enrolled
    poste.line = ours
    poste.enrol(typed)
    assert identity(poste).enrolled
    other.store.close()


def test_who_cannot_sign_for_the_authority_that_it_shows_is_told_nothing(
    magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    """What a store proves is public: an answer kept from another day proves nothing."""
    poste = nouveau("Odilon Carpentras")
    kept = StoreClient(poste.http()).prove(Prove(nonce=magasin.mint.new_id()))
    poste.line.plan("/v1/preuve", faults.says(200, pack(kept)))

    with pytest.raises(WrongAuthority):
        poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    assert not any("enrol" in passed.path for passed in poste.line.passed)


def test_a_vault_is_not_given_to_someone_else(ae: Poste, magasin: Magasin) -> None:
    ae.dossier()
    before = identity(ae)

    with pytest.raises(StoreRefused, match="quelqu’un d’autre"):
        ae.enrol(magasin.invite("Philomène Astruc", Role.COORDINATION))

    assert identity(ae) == before
    assert ae.waiting() == 2


def test_a_vault_does_not_pass_to_another_store(ae: Poste, tmp_path: Path) -> None:
    """Its cursor and its numbers are the first one's: nothing would be whole in the second."""
    ae.dossier()
    before = identity(ae)
    other = Magasin.opened(tmp_path / "autre")
    ae.line = other.line()

    with pytest.raises(OtherOwner):
        ae.enrol(other.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    assert identity(ae) == before
    other.store.close()


def test_no_secret_is_in_the_text_of_an_identity(ae: Poste) -> None:
    text = repr(identity(ae))

    assert "PRIVATE KEY" not in text
    assert ae.token not in text
