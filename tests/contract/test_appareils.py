"""Devices at the store, on every engine: tokens renewed by the key, copies of a vault noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import select

from central import gestion, tables
from tests.central.monde import PLIE, Appareil, Monde, un_id, une_paire
from wire.messages import CHALLENGE, HELLO, RENEW, Challenge, Challenged, Hello, Renew, Renewed
from wire.pack import pack


class Poste:
    """An enrolled device, and its key."""

    def __init__(self, monde: Monde) -> None:
        self.monde = monde
        self.key, public = une_paire()
        self.id = un_id("poste")
        enrolled = monde.enrole(monde.code(), device=self.id, public_key=public)
        self.appareil = Appareil(monde, self.id, enrolled)

    def signed(self, challenge: str, **changes: str) -> Renew:
        signature = self.key.sign(challenge.encode(), ec.ECDSA(SHA256())).hex()
        message = Renew(plie=PLIE, device=self.id, challenge=challenge, signature=signature)
        return replace(message, **changes)

    def asked(self) -> str:
        message = Challenge(plie=PLIE, device=self.id)
        return self.monde.said(CHALLENGE, message, Challenged).challenge

    def renew(self, message: Renew) -> Renewed:
        renewed = self.monde.said(RENEW, message, Renewed)
        self.appareil.who = replace(self.appareil.who, token=renewed.token)
        return renewed

    def refused(self, message: Renew) -> tuple[int, str]:
        return self.monde.refused(RENEW, pack(message))


def test_a_token_of_a_week_is_renewed_and_the_old_one_is_dead(monde: Monde) -> None:
    poste = Poste(monde)
    fresh, stolen = poste.appareil.hello().renew, poste.appareil.who.token
    monde.clock.avance(days=7, seconds=1)

    renewed = poste.renew(poste.signed(poste.appareil.hello().renew))

    assert fresh == ""
    assert renewed.certificate is None
    assert monde.refused(HELLO, _hello(), stolen) == (401, "appareil_inconnu")
    assert poste.appareil.hello().renew == ""


def test_a_certificate_that_ends_is_renewed_for_the_same_key(monde: Monde) -> None:
    poste = Poste(monde)
    first = x509.load_pem_x509_certificate(poste.appareil.who.certificate.encode())
    monde.clock.avance(days=306)

    renewed = poste.renew(poste.signed(poste.appareil.hello().renew))

    assert renewed.certificate is not None
    card = x509.load_pem_x509_certificate(renewed.certificate.encode())
    assert card.public_key() == first.public_key()
    assert card.subject == first.subject
    assert card.not_valid_after_utc - monde.clock() == timedelta(days=365)
    monde.revoque(poste.id)
    table = tables.certificate
    with monde.store.look(monde.ours) as connection:
        left = connection.scalars(select(table.c.serial).where(table.c.revoked_at.is_(None))).all()
    assert left == [], "every certificate of a device that is revoked is"


def test_a_lost_token_comes_back_by_the_key(monde: Monde) -> None:
    poste = Poste(monde)
    poste.appareil.who = replace(poste.appareil.who, token="perdu")

    monde.clock.avance(seconds=1)
    poste.renew(poste.signed(poste.asked()))

    assert poste.appareil.hello().epoch


def test_nothing_else_opens(monde: Monde) -> None:
    poste, other = Poste(monde), Poste(monde)
    monde.clock.avance(seconds=1)
    challenge = poste.asked()
    good = poste.signed(challenge)
    theirs = other.asked()

    assert poste.refused(other.signed(challenge, device=poste.id))[0] == 401
    assert poste.refused(poste.signed(theirs))[0] == 401
    assert poste.refused(poste.signed("2026-09-10T08:00:00+00:00 0"))[0] == 401
    assert poste.refused(replace(good, signature="zz"))[0] == 401
    assert poste.refused(replace(good, device="poste-inconnu"))[0] == 401
    monde.clock.avance(minutes=5, seconds=1)
    assert poste.refused(good) == (403, "defi_perime")


def test_a_challenge_serves_once(monde: Monde) -> None:
    poste = Poste(monde)
    monde.clock.avance(seconds=1)
    message = poste.signed(poste.asked())
    monde.clock.avance(seconds=1)
    poste.renew(message)

    assert poste.refused(message) == (401, "appareil_inconnu")
    assert poste.appareil.hello().epoch


def test_a_revoked_device_renews_nothing(monde: Monde) -> None:
    poste = Poste(monde)
    monde.revoque(poste.id)
    monde.clock.avance(seconds=1)

    assert poste.refused(poste.signed(poste.asked())) == (401, "appareil_revoque")


def test_two_copies_that_speak_in_turn_are_noticed(monde: Monde) -> None:
    adviser = monde.appareil()
    adviser.hello()
    monde.clock.avance(minutes=1)
    copied = adviser.hello(replica="copie-du-vol")
    (once,) = gestion.appareils(monde.store, plie=PLIE)
    retaken_at = monde.clock()
    monde.clock.avance(minutes=1)

    back = adviser.hello()

    (line,) = gestion.appareils(monde.store, plie=PLIE)
    assert copied.doubled is None, "a restored copy takes another name, once"
    assert once.repris_le == retaken_at
    assert f"repris d’une copie le {retaken_at:%d/%m/%Y}" in _etat(monde, once)
    assert back.doubled == monde.clock().isoformat()
    assert line.double_le == monde.clock()
    assert "servi en double" in _etat(monde, line)


@pytest.mark.parametrize("days", [31])
def test_what_was_noticed_is_said_for_a_month(monde: Monde, days: int) -> None:
    adviser = monde.appareil()
    for replica in ("une", "autre", "une"):
        adviser.hello(replica=replica)

    monde.clock.avance(days=days)

    assert adviser.hello(replica="une").doubled is None


def test_a_device_is_told_in_the_days_and_hours_of_its_people(monde: Monde) -> None:
    adviser = monde.appareil()
    monde.clock.now = datetime(2026, 9, 10, 22, 30, tzinfo=UTC)
    adviser.hello()
    (seen,) = gestion.appareils(monde.store, plie=PLIE)
    monde.revoque(adviser.id)

    (gone,) = gestion.appareils(monde.store, plie=PLIE)

    assert _etat(monde, seen) == "actif, vu le 11/09/2026 à 00:30"
    assert _etat(monde, gone) == "révoqué le 11/09/2026"


def test_when_a_device_was_last_heard_is_kept(monde: Monde) -> None:
    adviser = monde.appareil()
    (before,) = gestion.appareils(monde.store, plie=PLIE)
    adviser.hello()
    first = monde.clock()
    monde.clock.avance(minutes=9)
    adviser.push(adviser.personne(un_id("dossier")))
    adviser.hello()
    (soon,) = gestion.appareils(monde.store, plie=PLIE)
    monde.clock.avance(minutes=2)

    last = adviser.hello().last_batch

    (later,) = gestion.appareils(monde.store, plie=PLIE)
    assert (before.vu_le, soon.vu_le) == (None, first.astimezone(UTC))
    assert later.vu_le == monde.clock()
    assert last is not None


def _hello() -> bytes:
    return pack(Hello(replica="copie", epoch="", since=0))


def _etat(monde: Monde, line: gestion.Appareil) -> str:
    return gestion.etat_de(line, monde.mint.zone)
