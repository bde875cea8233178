"""A dossier changes hands at the store: who may hold it, what comes late, the snapshot, the receipt."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from central import affectations, receipts
from plie.refus import Refus
from plie.vocabulaire import Role, RoleSuivi
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire import digest
from wire.messages import (
    DIGESTS,
    REACH,
    RECEIPT,
    SNAPSHOT,
    Digested,
    Digests,
    Kept,
    Page,
    Reach,
    Reached,
    Receipt,
    Snapshot,
)
from wire.op import EXISTS, Op, Verb
from wire.pack import pack
from wire.transfers import TRANSFERS, AskTransfers, Transfer, Transfers


def _reach(poste: Appareil) -> Reached:
    asked = Reach(epoch=poste.who.epoch)
    return poste.monde.said(REACH, asked, Reached, poste.who.token)


def _snapshot(poste: Appareil, dossier: str, since: int = 0) -> Page:
    asked = Snapshot(epoch=poste.who.epoch, dossier=dossier, since=since)
    return poste.monde.said(SNAPSHOT, asked, Page, poste.who.token)


def _grant(by: Appareil, dossier: str, to: Appareil, **fields: str) -> Op:
    said = {
        "dossier": dossier,
        "utilisateur": to.who.utilisateur,
        "role": RoleSuivi.ACCOMPAGNATEUR.value,
        "debut": by.monde.mint.today().isoformat(),
    }
    return by.op("affectation", un_id("affectation"), dossier, fields=said | fields)


def _reassign(monde: Monde, dossier: str, to: Appareil) -> int:
    return affectations.reaffecter(
        monde.store, monde.mint, plie=PLIE, dossiers=[dossier], utilisateur=to.who.utilisateur
    )


def test_coordination_gives_a_dossier_to_another_from_its_desktop(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    boss.pull()
    given = next(op for op in boss.received.values() if op.kind == "affectation")
    yesterday = (monde.mint.today() - timedelta(days=1)).isoformat()
    ended = boss.op(
        "affectation", given.id, dossier, Verb.PATCH, fields={"fin": yesterday},
        seen={EXISTS: (given.op_id,)},
    )  # fmt: skip

    assert boss.reasons(ended, _grant(boss, dossier, newer)) == [None, None]

    assert _reach(former).dossiers == ()
    assert _reach(newer).dossiers == (dossier,)
    assert dossier not in {op.scope for op in former.pull()}
    assert monde.refused(
        SNAPSHOT, pack(Snapshot(epoch=former.who.epoch, dossier=dossier)), former.who.token
    ) == (404, "dossier_absent")


def test_a_day_begins_at_the_store_when_it_begins_for_its_people(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    boss.pull()
    eve = monde.mint.today() + timedelta(days=1)
    entrusted = _grant(boss, dossier, newer, debut=eve.isoformat(), fin=eve.isoformat())
    assert boss.reasons(entrusted) == [None]

    def held_at(day: date, hour: int, minute: int) -> bool:
        at = datetime.combine(day, time(hour, minute), ZoneInfo("Europe/Paris"))
        monde.clock.now = at.astimezone(UTC)
        return _reach(newer).dossiers == (dossier,)

    morrow = eve + timedelta(days=1)
    assert [held_at(monde.mint.today(), 23, 59), held_at(eve, 0, 1)] == [False, True]
    assert [held_at(eve, 23, 59), held_at(morrow, 0, 1)] == [True, False]


def test_an_adviser_gives_no_dossier(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    dossier = former.dossier()

    assert former.reasons(_grant(former, dossier, newer)) == ["droit_refuse"]
    assert _reach(newer).dossiers == ()


def test_late_work_of_the_former_adviser_is_merged_and_not_read_back(monde: Monde) -> None:
    former, newer, other = (monde.appareil(nom) for nom in ("Odilon", "Ana Bo", "Luc Ys"))
    dossier = former.dossier()
    _reassign(monde, dossier, newer)

    late = former.entretien(dossier, contenu="Écrit hors ligne.")
    assert former.reasons(late) == [None]
    assert other.reasons(other.entretien(dossier)) == ["hors_perimetre"]

    assert dossier not in {op.scope for op in former.pull()}
    newer.pull()
    assert newer.received[late.op_id].fields["contenu"] == "Écrit hors ligne."


def test_the_new_adviser_receives_the_dossier_whole_page_by_page(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    dossier, other = former.dossier(), former.dossier()
    written = [former.entretien(dossier, contenu="é" * 40_000 + str(n)) for n in range(20)]
    former.push(*written, former.entretien(other))
    newer.pull()
    _reassign(monde, dossier, newer)

    received: list[Op] = []
    since, more, pages = 0, True, 0
    while more:
        page = _snapshot(newer, dossier, since)
        received += [numbered.op for numbered in page.ops]
        since, more, pages = page.until, page.more, pages + 1

    assert pages > 1
    assert {op.scope for op in received} == {dossier}
    assert {op.op_id for op in written} < {op.op_id for op in received}
    assert len(received) == len({op.op_id for op in received}) == 24


def test_hello_sums_up_what_may_be_held_and_a_day_changes_it(monde: Monde) -> None:
    titular, standing = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossiers = sorted(titular.dossier() for _ in range(3))
    until = monde.mint.today() + timedelta(days=5)

    count = affectations.confier(
        monde.store, monde.mint, plie=PLIE, dossiers=dossiers,
        utilisateur=standing.who.utilisateur, jusqu_au=until,
    )  # fmt: skip

    assert count == 3
    assert boss.hello().reach == ""
    assert _reach(boss).whole
    for poste in (titular, standing):
        assert _reach(poste).dossiers == tuple(dossiers)
        assert poste.hello().reach == digest.reach(dossiers)
    assert standing.reasons(standing.compte_rendu(dossiers[0])) == [None]
    monde.clock.avance(days=5)
    assert _reach(standing).dossiers == tuple(dossiers)
    monde.clock.avance(days=1)
    assert _reach(standing).dossiers == ()
    assert standing.hello().reach == digest.reach(())
    assert standing.reasons(standing.entretien(dossiers[1])) == [None]
    assert _reach(titular).dossiers == tuple(dossiers)


def test_a_receipt_is_kept_once_and_is_its_devices(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    dossier = former.dossier()
    _reassign(monde, dossier, newer)
    told = Receipt(id=un_id("recu"), dossier=dossier, ops=12, erased_at="2026-09-10T09:00:00+00:00")

    for _ in range(2):
        assert monde.said(RECEIPT, told, Kept, former.who.token) == Kept(id=told.id)

    with monde.store.look(monde.ours) as connection:
        kept = receipts.kept(connection, PLIE)
    assert [(p.dossier, p.device, p.ops) for p in kept] == [(dossier, former.id, 12)]


def test_a_receipt_of_a_dossier_that_its_device_never_held_is_not_kept(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    stranger = monde.appareil("Gaëtan Ors")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    _reassign(monde, dossier, newer)
    told = [
        (by, Receipt(id=un_id("recu"), dossier=about, ops=3, erased_at="2026-09-10T09:00:00+00:00"))
        for by in (stranger, boss, former)
        for about in (un_id("dossier"), dossier)
    ]

    for by, one in told:
        # Refused, a device would tell it for ever; and it need not know which dossiers there are.
        assert monde.said(RECEIPT, one, Kept, by.who.token) == Kept(id=one.id)

    with monde.store.look(monde.ours) as connection:
        kept = {(p.dossier, p.device) for p in receipts.kept(connection, PLIE)}
    assert kept == {(dossier, boss.id), (dossier, former.id)}


def test_a_receipt_that_dates_its_purge_oddly_is_kept(monde: Monde) -> None:
    adviser = monde.appareil()
    told = Receipt(id=un_id("recu"), dossier=adviser.dossier(), ops=-1, erased_at="\x00" * 90)

    assert monde.said(RECEIPT, told, Kept, adviser.who.token) == Kept(id=told.id)


def test_both_sides_make_the_same_digest_of_a_dossier(monde: Monde) -> None:
    adviser, boss = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier, foreign = adviser.dossier(), monde.appareil("Ana Bo").dossier()
    adviser.push(adviser.entretien(dossier, contenu="Secret"), adviser.compte_rendu(dossier))

    for poste in (adviser, boss):
        poste.pull()
        asked = Digests(epoch=poste.who.epoch, since=poste.since, dossiers=(dossier, foreign))
        said = monde.said(DIGESTS, asked, Digested, poste.who.token).digests
        mine = [op for op in poste.received.values() if op.scope == dossier]
        assert said[dossier] == digest.of(reversed(mine))
        assert digest.of(mine[1:]) != said[dossier]
        assert (foreign in said) == (poste is boss)


def test_giving_to_nobody_known_changes_nothing(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()

    for dossiers, who in (([dossier], "personne"), (["inconnu"], adviser.who.utilisateur)):
        with pytest.raises(Refus):
            affectations.reaffecter(
                monde.store, monde.mint, plie=PLIE, dossiers=dossiers, utilisateur=who
            )
    with pytest.raises(Refus, match="introuvable"):
        affectations.of_name(monde.store, plie=PLIE, nom="Inconnue")

    assert _reach(adviser).dossiers == (dossier,)


def _transfers(poste: Appareil) -> tuple[Transfer, ...]:
    asked = AskTransfers()
    return poste.monde.said(TRANSFERS, asked, Transfers, poste.who.token).transfers


def test_who_gives_a_dossier_follows_it_until_it_is_erased(monde: Monde) -> None:
    former, spare, newer = monde.appareil(), monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    former.hello()
    monde.clock.avance(hours=1)
    assert _transfers(boss) == ()
    _reassign(monde, dossier, newer)
    since = monde.clock().isoformat()
    monde.clock.avance(hours=1)

    asked = {one.device: one for one in _transfers(boss)}
    former.hello()
    newer.hello()
    heard = {one.device: one for one in _transfers(boss)}
    told = Receipt(id=un_id("recu"), dossier=dossier, ops=3, erased_at="2026-09-10T09:00:00+00:00")
    monde.said(RECEIPT, told, Kept, former.who.token)
    monde.revoque(spare.id)

    assert asked.keys() == {former.id, spare.id}
    waiting, seen = asked[former.id], heard[former.id]
    assert (waiting.dossier, waiting.nom, waiting.taker) == (dossier, former.who.nom, "Ana Bo")
    assert (waiting.since, waiting.to_fetch, waiting.taker_seen_at) == (since, True, None)
    assert (waiting.seen_at or "") < since < (seen.seen_at or "")
    assert seen.taker_seen_at == seen.seen_at
    over = {one.device: one for one in _transfers(boss)}
    assert (over[former.id].ops, over[former.id].erased_at) == (3, monde.clock().isoformat())
    assert over[spare.id].revoked_at is not None
    assert [_transfers(poste) for poste in (former, newer)] == [(), ()]
    monde.clock.avance(days=61)
    assert _transfers(boss) == ()


def test_a_device_that_came_minutes_after_its_last_hello_is_told_of(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    for poste in (former, newer):
        poste.pull()
        poste.hello()
    monde.clock.avance(minutes=1)
    _reassign(monde, dossier, newer)
    since = monde.clock().isoformat()
    monde.clock.avance(minutes=1)
    (before,) = _transfers(boss)

    for poste in (former, newer):
        poste.hello()
    came = monde.clock().isoformat()
    monde.clock.avance(minutes=1)
    former.hello()

    (after,) = _transfers(boss)
    assert (before.seen_at or "") < since
    # Once it is known to have come, minutes are of no interest again.
    assert (after.seen_at, after.taker_seen_at) == (came, came)


def test_an_absence_that_ends_leaves_the_replacers_machine_until_it_comes(monde: Monde) -> None:
    titular, standing = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier, until = titular.dossier(), monde.mint.today() + timedelta(days=5)
    affectations.confier(
        monde.store, monde.mint, plie=PLIE, dossiers=[dossier],
        utilisateur=standing.who.utilisateur, jusqu_au=until,
        du=monde.mint.today() + timedelta(days=1),
    )  # fmt: skip

    assert _reach(standing).dossiers == ()
    monde.clock.avance(days=5)
    assert _reach(standing).dossiers == (dossier,)
    assert _transfers(boss) == ()
    monde.clock.avance(days=90)

    one = _transfers(boss)[0]
    assert (one.nom, one.taker, one.to_fetch) == ("Ana Bo", titular.who.nom, False)
    # The day after begins where its people are.
    begins = datetime.combine(until + timedelta(days=1), time(), ZoneInfo("Europe/Paris"))
    assert datetime.fromisoformat(one.since) == begins
    standing.hello()
    assert _transfers(boss) == ()
