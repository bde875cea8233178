"""How a device comes in, and how it goes out."""

from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import func, select
from starlette.testclient import TestClient

from central import gestion, tables
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, packed, signe, un_id, une_cle
from wire.invitation import read_code
from wire.messages import ENROL, HELLO, PULL, PUSH, Enrol, Enrolled, Problem
from wire.pack import pack, unpack


def test_an_invitation_makes_a_device_of_its_person(monde: Monde) -> None:
    enrolled = monde.enrole(monde.code("Odilon Carpentras"))

    assert (enrolled.nom, enrolled.role) == ("Odilon Carpentras", "accompagnateur")
    assert (enrolled.plie, enrolled.referentiel) == (PLIE, "demo")
    assert enrolled.organisation == "Les Essais"
    assert len(enrolled.token) >= 64


def test_the_certificate_is_the_persons_signed_by_the_authority(monde: Monde) -> None:
    key = une_cle()
    enrolled = monde.enrole(monde.code("Odilon Carpentras"), public_key=key)

    card = x509.load_pem_x509_certificate(enrolled.certificate.encode())
    authority = x509.load_pem_x509_certificate(enrolled.authority.encode())

    card.verify_directly_issued_by(authority)
    names = {a.oid: a.value for a in card.subject}
    public = card.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    usage = card.extensions.get_extension_for_class(x509.KeyUsage).value
    life = card.not_valid_after_utc - monde.clock()
    assert names == {
        NameOID.COMMON_NAME: "Odilon Carpentras",
        NameOID.ORGANIZATION_NAME: "Les Essais",
    }
    assert public.decode() == key
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert life.days == 365


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code}\n",
    ],
    ids=["lower", "spaces", "bare", "around"],
)
def test_a_code_is_read_however_it_is_typed(monde: Monde, typed) -> None:  # noqa: ANN001
    assert monde.enrole(typed(monde.code())).role == "accompagnateur"


def test_every_code_is_another_and_pins_the_authority_of_its_store(monde: Monde) -> None:
    codes = {monde.code(f"AE {n}") for n in range(20)}

    found = [read_code(code) for code in codes]
    assert len(codes) == 20
    assert all(code is not None and code.names(monde.authority.certificate) for code in found)


def test_a_code_serves_once(monde: Monde) -> None:
    code = monde.code()
    monde.enrole(code)

    assert monde.refused(ENROL, pack(_message(code))) == (403, "code_utilise")


def test_a_code_expires(monde: Monde) -> None:
    code = monde.code()

    monde.clock.avance(days=gestion.VALID_DAYS, seconds=1)

    assert monde.refused(ENROL, pack(_message(code))) == (403, "code_expire")


def test_an_unknown_code_is_refused_in_french(monde: Monde) -> None:
    reply = monde.asked(ENROL, pack(_message("AAAAA-BBBBB")))

    assert reply.status_code == 403
    assert unpack(reply.content, Problem).phrase.startswith("Ce code n’est pas reconnu.")


def test_a_device_whose_reply_was_lost_tries_again_and_comes_in(monde: Monde) -> None:
    message = _message(monde.code())
    lost = monde.said(ENROL, message, Enrolled)

    again = monde.said(ENROL, message, Enrolled)

    assert again.certificate == lost.certificate
    assert again.token != lost.token
    assert monde.asked(HELLO, _hello(), again.token).status_code == 200
    assert monde.refused(HELLO, _hello(), lost.token) == (401, "appareil_inconnu")


def test_a_retry_with_another_key_is_no_retry(monde: Monde) -> None:
    message = _message(monde.code())
    monde.said(ENROL, message, Enrolled)

    other = replace(message, public_key=une_cle())

    assert monde.refused(ENROL, pack(other)) == (403, "code_utilise")


def test_what_anyone_may_read_of_a_device_opens_nothing(monde: Monde) -> None:
    """Its id is told to all, its public key is in every PDF that it sealed; its code has served."""
    message = _message(monde.code())
    device = monde.said(ENROL, message, Enrolled)

    for signature in ("", "00", _message(message.code, device=message.device).signature):
        taken = pack(replace(message, signature=signature))
        assert monde.refused(ENROL, taken) == (403, "cle_non_prouvee")

    assert monde.asked(HELLO, _hello(), device.token).status_code == 200


def test_nobody_is_certified_for_the_key_of_another(monde: Monde) -> None:
    """What the other sealed would else be under two names."""
    theirs = _message(monde.code("Ysoline Bréal"))
    monde.said(ENROL, theirs, Enrolled)
    code = monde.code("Odilon Carpentras")

    mine = _message(code, public_key=theirs.public_key)

    assert monde.refused(ENROL, pack(replace(mine, signature=theirs.signature))) == (
        403, "cle_non_prouvee",
    )  # fmt: skip
    assert monde.enrole(code).nom == "Odilon Carpentras"


def test_a_retry_after_the_code_expired_is_refused(monde: Monde) -> None:
    message = _message(monde.code())
    monde.said(ENROL, message, Enrolled)

    monde.clock.avance(days=gestion.VALID_DAYS, seconds=1)

    assert monde.refused(ENROL, pack(message)) == (403, "code_expire")


def test_a_retry_by_a_device_revoked_since_is_refused(monde: Monde) -> None:
    message = _message(monde.code())
    monde.said(ENROL, message, Enrolled)
    monde.revoque(message.device)

    assert monde.refused(ENROL, pack(message)) == (401, "appareil_revoque")


def test_a_key_that_the_authority_does_not_certify_leaves_the_code_unused(monde: Monde) -> None:
    code = monde.code()
    other = rsa.generate_private_key(65537, 2048).public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    refusals = {monde.refused(ENROL, pack(_message(code, public_key=k))) for k in (pem, "clé", "")}

    assert refusals == {(403, "cle_refusee")}
    assert monde.enrole(code).role == "accompagnateur"


def test_a_device_of_someone_else_cannot_be_taken_over(monde: Monde) -> None:
    theirs = monde.appareil("Ysoline Bréal")

    stolen = _message(monde.code("Odilon Carpentras"), device=theirs.id)

    assert monde.refused(ENROL, pack(stolen)) == (403, "appareil_autre")


def test_ten_wrong_codes_in_a_minute_make_their_address_wait(monde: Monde) -> None:
    good = monde.code()
    wrong = pack(_message("AAAAA-BBBBB"))
    tries = [monde.refused(ENROL, wrong)[0] for _ in range(10)]

    reply = monde.asked(ENROL, pack(_message(good)))
    monde.clock.avance(seconds=int(reply.headers["retry-after"]))

    assert tries == [403] * 10
    assert reply.status_code == 429
    assert monde.enrole(good).role == "accompagnateur"


@pytest.mark.parametrize(
    ("theirs", "another"),
    [
        ("192.0.2.7", "192.0.2.8"),
        ("2001:db8:1::7", "2001:db8:2::7"),
        ("::ffff:192.0.2.7", "192.0.2.8"),
    ],
)
def test_wrong_codes_close_the_door_to_no_other_address(
    monde: Monde, theirs: str, another: str
) -> None:
    good, wrong = pack(_message(monde.code())), pack(_message("AAAAA-BBBBB"))
    guessing = _from(monde, theirs)
    tries = [guessing.post(ENROL, content=wrong).status_code for _ in range(300)]

    answers = [_from(monde, one).post(ENROL, content=good).status_code for one in (theirs, another)]

    assert tries == [403] * 10 + [429] * 290
    assert answers == [429, 200]


def test_one_subscriber_has_many_addresses_that_count_as_one(monde: Monde) -> None:
    wrong = pack(_message("AAAAA-BBBBB"))

    tries = [
        _from(monde, f"2001:db8:1:2::{n:x}").post(ENROL, content=wrong).status_code
        for n in range(11)
    ]

    assert tries == [403] * 10 + [429]


def test_very_many_addresses_together_close_the_door_for_a_while(monde: Monde) -> None:
    good, wrong = pack(_message(monde.code())), pack(_message("AAAAA-BBBBB"))
    others = [_from(monde, f"198.51.100.{n}") for n in range(20)]
    tries = [one.post(ENROL, content=wrong).status_code for one in others for _ in range(10)]
    honest = _from(monde, "192.0.2.8")

    closed = honest.post(ENROL, content=good)
    monde.clock.avance(seconds=int(closed.headers["retry-after"]))

    assert tries == [403] * 200
    assert closed.status_code == 429
    assert honest.post(ENROL, content=good).status_code == 200


def _from(monde: Monde, address: str) -> TestClient:
    return TestClient(monde.http.app, client=(address, 50_000))


def test_the_same_person_invited_again_keeps_their_dossiers(monde: Monde) -> None:
    first = monde.appareil("Odilon Carpentras")
    dossier = first.dossier()

    second = monde.appareil("Odilon Carpentras")

    assert second.who.utilisateur == first.who.utilisateur
    assert dossier in {op.scope for op in second.pull()}


def test_a_namesake_of_another_organisation_is_another_person(monde: Monde) -> None:
    """domain.md §2: an AE sees no other AE's dossiers."""
    first = monde.appareil("Odilon Carpentras")
    dossier = first.dossier()

    device = un_id("poste")
    code = monde.code("Odilon Carpentras", organisation="Une autre association")
    namesake = Appareil(monde, device, monde.enrole(code, device=device))

    assert namesake.who.utilisateur != first.who.utilisateur
    assert dossier not in {op.scope for op in namesake.pull()}
    again = monde.enrole(monde.code("Odilon Carpentras", organisation="Une autre association"))
    assert again.utilisateur == namesake.who.utilisateur
    with pytest.raises(Refus, match="homonymes"):
        monde.code("Odilon Carpentras")


@pytest.mark.parametrize("path", [HELLO, PUSH, PULL])
def test_a_revoked_device_is_refused_at_its_next_request(monde: Monde, path: str) -> None:
    adviser = monde.appareil()
    before = adviser.hello()
    body = pack(adviser.message(adviser.personne(un_id("dossier")))) if path == PUSH else _hello()

    monde.revoque(adviser.id)

    assert before.epoch
    assert monde.refused(path, body, adviser.who.token) == (401, "appareil_revoque")
    assert adviser.blob("HEAD", "a" * 64).status_code == 401


def test_revocation_is_announced_and_listed(monde: Monde) -> None:
    adviser, reviewer = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    card = x509.load_pem_x509_certificate(adviser.who.certificate.encode())
    reviewer.pull()

    monde.revoque(adviser.id)

    welcome = reviewer.hello(crl=1)
    assert welcome.crl is not None
    crl = x509.load_pem_x509_crl(welcome.crl.encode())
    assert crl.is_signature_valid(monde.authority.key.public_key())
    assert crl.get_revoked_certificate_by_serial_number(card.serial_number) is not None
    assert [op.fields for op in reviewer.pull()] == [{"revoque": True}]


def test_a_revoked_device_comes_back_by_a_new_invitation(monde: Monde) -> None:
    adviser = monde.appareil("Odilon Carpentras")
    monde.revoque(adviser.id)

    again = monde.enrole(monde.code("Odilon Carpentras"), device=adviser.id)

    crl = x509.load_pem_x509_crl((_crl(monde)).encode())
    old = x509.load_pem_x509_certificate(adviser.who.certificate.encode())
    assert monde.asked(HELLO, _hello(), again.token).status_code == 200
    assert crl.get_revoked_certificate_by_serial_number(old.serial_number) is not None


@pytest.mark.parametrize("token", ["", "Bearer", "Basic abc", "Bearer zzz", "Bearer " + "é" * 9])
def test_who_has_no_token_is_unknown(monde: Monde, token: str) -> None:
    reply = monde.http.post(HELLO, content=_hello(), headers={"authorization": token.encode()})

    assert reply.status_code == 401
    assert unpack(reply.content, Problem).code == "appareil_inconnu"


def test_no_secret_is_stored_as_it_is(monde: Monde) -> None:
    code = monde.code()
    enrolled = monde.enrole(code)

    stored = monde.settings.database.read_bytes()

    assert enrolled.token.encode() not in stored
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


def test_comings_and_goings_are_in_the_journal(monde: Monde) -> None:
    adviser = monde.appareil()
    monde.refused(ENROL, pack(_message("AAAAA")))
    monde.revoque(adviser.id)

    table = tables.journal
    with monde.store.look(monde.ours) as connection:
        events = connection.execute(
            select(table.c.event, func.count()).group_by(table.c.event)
        ).all()
    assert dict(map(tuple, events)) == {
        "invitation": 1, "enrolement": 1, "enrolement_refuse": 1, "revocation": 1,
    }  # fmt: skip


@pytest.mark.parametrize("start", ["", "x", "poste"])
def test_revoking_nobody_or_several_changes_nothing(monde: Monde, start: str) -> None:
    devices = [monde.appareil(), monde.appareil()]

    with pytest.raises(Refus):
        monde.revoque(start)

    assert all(device.hello().epoch for device in devices)


def _message(code: str, **changes: str) -> Enrol:
    message = {"device": un_id("poste"), "public_key": une_cle(), "nom": "Poste 3", **changes}
    return signe(Enrol(code=code, **message))


def _hello() -> bytes:
    return packed('{"replica":"copie","epoch":"","since":0}')


def _crl(monde: Monde) -> str:
    with monde.store.look(monde.ours) as connection:
        table = tables.crl
        return connection.scalar(select(table.c.pem).order_by(table.c.number.desc())) or ""
