"""Why a device is revoked, as the signed list says it, and the file that carries the list."""

import json
from datetime import timedelta

import pytest
from cryptography import x509

from central import gestion
from central.__main__ import main
from central.authority import Motif
from tests.central.monde import PLIE, Appareil, Monde

_LOST = x509.ReasonFlags.key_compromise
_GIVEN_BACK = x509.ReasonFlags.cessation_of_operation


def test_a_device_is_taken_for_lost_unless_told_otherwise(monde: Monde) -> None:
    adviser = monde.appareil()

    monde.revoque(adviser.id)

    assert _reason(monde, adviser) is _LOST


@pytest.mark.parametrize(("motif", "reason"), [(Motif.PERDU, _LOST), (Motif.RENDU, _GIVEN_BACK)])
def test_the_list_says_why(monde: Monde, motif: Motif, reason: x509.ReasonFlags) -> None:
    adviser = monde.appareil()

    _revoke(monde, adviser, motif)

    assert _reason(monde, adviser) is reason


def test_what_was_given_back_may_be_declared_lost_and_keeps_its_date(monde: Monde) -> None:
    adviser = monde.appareil()
    _revoke(monde, adviser, Motif.RENDU)
    first = _entry(monde, adviser).revocation_date_utc

    monde.clock.avance(days=2)
    _revoke(monde, adviser, Motif.PERDU)

    assert _reason(monde, adviser) is _LOST
    assert _entry(monde, adviser).revocation_date_utc == first


def test_what_is_lost_is_never_given_back(monde: Monde) -> None:
    adviser = monde.appareil()
    _revoke(monde, adviser, Motif.PERDU)

    _revoke(monde, adviser, Motif.RENDU)

    assert _reason(monde, adviser) is _LOST


def test_the_motive_of_one_device_is_not_that_of_another(monde: Monde) -> None:
    lost, returned = monde.appareil(), monde.appareil("Ysoline Bréal")

    _revoke(monde, returned, Motif.RENDU)
    _revoke(monde, lost, Motif.PERDU)

    assert _reason(monde, lost) is _LOST
    assert _reason(monde, returned) is _GIVEN_BACK


def test_the_file_is_the_list_that_devices_receive(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    before = monde.settings.revocations.read_text()

    monde.revoque(adviser.id)

    assert monde.settings.revocations.read_text() == other.hello().crl != before


def test_the_file_is_written_again_before_it_grows_old(monde: Monde) -> None:
    adviser = monde.appareil()
    monde.clock.avance(days=8)

    adviser.hello()

    listed = x509.load_pem_x509_crl(monde.settings.revocations.read_bytes())
    assert listed.next_update_utc is not None
    assert listed.next_update_utc - monde.clock() == timedelta(days=30)
    assert [path.name for path in monde.settings.folder.glob("revocations*")] == ["revocations.pem"]


def test_the_command_says_why_and_where_the_list_is(
    monde: Monde, capsys: pytest.CaptureFixture[str]
) -> None:
    adviser = monde.appareil()
    there = ["--donnees", str(monde.settings.folder)]

    status = main(["revoquer", adviser.id, "--motif", "rendu", "--json", *there])

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert answer == {
        "appareil": adviser.id, "revoque": True, "motif": "rendu",
        "revocations": str(monde.settings.revocations),
    }  # fmt: skip
    assert _reason(monde, adviser) is _GIVEN_BACK


def test_a_motive_that_does_not_exist_revokes_nothing(
    monde: Monde, capsys: pytest.CaptureFixture[str]
) -> None:
    adviser = monde.appareil()

    with pytest.raises(SystemExit) as leaving:
        main(["revoquer", adviser.id, "--motif", "vendu"])

    assert leaving.value.code == 2
    assert "--motif" in capsys.readouterr().err
    assert adviser.hello().epoch


def _revoke(monde: Monde, appareil: Appareil, motif: Motif) -> None:
    gestion.revoke(
        monde.store, monde.authority, monde.mint, plie=PLIE, device=appareil.id, motif=motif
    )


def _entry(monde: Monde, appareil: Appareil) -> x509.RevokedCertificate:
    listed = x509.load_pem_x509_crl(monde.settings.revocations.read_bytes())
    card = x509.load_pem_x509_certificate(appareil.who.certificate.encode())
    found = listed.get_revoked_certificate_by_serial_number(card.serial_number)
    assert found is not None
    return found


def _reason(monde: Monde, appareil: Appareil) -> x509.ReasonFlags:
    return _entry(monde, appareil).extensions.get_extension_for_class(x509.CRLReason).value.reason
