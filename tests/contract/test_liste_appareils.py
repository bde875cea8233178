"""Devices told over the line and withdrawn from there, on every engine: one's own, or the PLIE's."""

from pathlib import Path

import pytest
from sqlalchemy import select

from central import chain, tables
from central.authority import DEVICE_LIFE
from central.context import reading
from central.scope import Caller
from plie.vocabulaire import Role
from tests.central.grappe import Grappe
from tests.central.monde import PLIE, Appareil, Monde
from wire.messages import DEVICES, HELLO, WITHDRAW, AskDevices, Devices, Hello, Withdraw
from wire.pack import pack


def _asked(appareil: Appareil) -> Devices:
    return appareil.monde.said(DEVICES, AskDevices(), Devices, appareil.who.token)


def _withdrawn(appareil: Appareil, device: str, motif: str = "perdu") -> Devices:
    message = Withdraw(device=device, motif=motif)
    return appareil.monde.said(WITHDRAW, message, Devices, appareil.who.token)


def _refused(appareil: Appareil, device: str, motif: str = "perdu") -> tuple[int, str]:
    message = pack(Withdraw(device=device, motif=motif))
    return appareil.monde.refused(WITHDRAW, message, appareil.who.token)


def test_each_sees_their_own_and_the_gestionnaire_all_and_who_is_awaited(monde: Monde) -> None:
    first, second = monde.appareil(), monde.appareil()
    other = monde.appareil("Ysoline Bréal")
    keeper = monde.appareil("Gil Ors", Role.GESTIONNAIRE)
    monde.code("Ana Bo")
    enrolled_at = monde.clock()
    monde.clock.avance(hours=1)
    first.hello()

    mine, whole = _asked(first), _asked(keeper)

    assert {one.id for one in mine.devices} == {first.id, second.id}
    assert mine.awaited == ()
    assert {one.id for one in whole.devices} == {first.id, second.id, other.id, keeper.id}
    assert [one.titulaire for one in whole.awaited] == ["Ana Bo"]
    told = next(one for one in mine.devices if one.id == first.id)
    assert told.seen_at == monde.clock().isoformat()
    assert told.until == (enrolled_at + DEVICE_LIFE).isoformat()
    assert (told.revoked_at, told.motif, told.titulaire) == (None, "", "Odilon Carpentras")


def test_an_invitation_that_is_over_is_awaited_no_more(monde: Monde) -> None:
    keeper = monde.appareil("Gil Ors", Role.GESTIONNAIRE)
    monde.code("Ana Bo")
    monde.clock.avance(days=7, seconds=1)

    assert _asked(keeper).awaited == ()


def test_ones_own_other_device_is_declared_lost_at_its_next_request(monde: Monde) -> None:
    kept, lost = monde.appareil(), monde.appareil()

    seen = _withdrawn(kept, lost.id)

    hello = pack(Hello(replica="copie", epoch="", since=0))
    assert monde.refused(HELLO, hello, lost.who.token) == (401, "appareil_revoque")
    told = next(one for one in seen.devices if one.id == lost.id)
    assert (told.revoked_at, told.motif) == (monde.clock().isoformat(), "perdu")
    assert kept.hello().epoch
    journal = tables.journal
    with monde.store.look(monde.ours) as connection:
        who = connection.scalar(
            select(journal.c.utilisateur).where(journal.c.event == "retrait_demande")
        )
    assert who == kept.who.utilisateur
    assert chain.verify(monde.store, plie=PLIE).intact


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.MAGASIN, Role.GESTIONNAIRE}])
def test_nobody_but_the_gestionnaire_withdraws_anothers(monde: Monde, role: Role) -> None:
    other, asking = monde.appareil("Ysoline Bréal"), monde.appareil("Paul Ans", role)

    assert _refused(asking, other.id) == (404, "appareil_absent")
    assert _refused(asking, "poste-inconnu") == (404, "appareil_absent")
    assert other.hello().epoch


def test_what_is_given_back_is_the_gestionnaires_to_say(monde: Monde) -> None:
    mine, other = monde.appareil(), monde.appareil()
    keeper = monde.appareil("Gil Ors", Role.GESTIONNAIRE)

    assert _refused(mine, other.id, "rendu") == (403, "retrait_refuse")
    assert _refused(keeper, other.id, "vendu") == (403, "retrait_refuse")
    told = next(one for one in _withdrawn(keeper, other.id, "rendu").devices if one.id == other.id)
    assert told.motif == "rendu"


def test_nobody_withdraws_what_they_are_using(monde: Monde) -> None:
    for role in (Role.ACCOMPAGNATEUR, Role.GESTIONNAIRE):
        asking = monde.appareil("Paul Ans", role)

        assert _refused(asking, asking.id) == (409, "appareil_courant")
        assert asking.hello().epoch


def test_a_withdrawn_device_asks_nothing(monde: Monde) -> None:
    gone = monde.appareil()
    monde.revoque(gone.id)

    for path, message in ((DEVICES, AskDevices()), (WITHDRAW, Withdraw(device="a", motif="perdu"))):
        assert monde.refused(path, pack(message), gone.who.token) == (401, "appareil_revoque")


def test_the_second_fence_shows_nobody_elses_devices(grappe: Grappe, tmp_path: Path) -> None:
    settings = grappe.base(tmp_path)
    monde = Monde(tmp_path, settings)
    mine, again = monde.appareil(), monde.appareil()
    monde.appareil("Ysoline Bréal")
    monde.code("Ana Bo")
    who = Caller(PLIE, mine.id, mine.who.utilisateur, mine.who.role)

    with monde.store.look(reading(who, monde.mint.today())) as connection:
        devices = set(connection.scalars(select(tables.device.c.id)))
        cards = set(connection.scalars(select(tables.certificate.c.device)))
        invited = list(connection.scalars(select(tables.invitation.c.utilisateur)))
    monde.close()
    grappe.drop(settings)

    assert (devices, cards, invited) == ({mine.id, again.id}, {mine.id, again.id}, [])
