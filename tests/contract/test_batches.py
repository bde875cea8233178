"""A batch counts once, whatever is repeated and wherever the line was cut."""

from dataclasses import replace

from sqlalchemy import func, select

from central import rows, tables
from central.ledger import Thing
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Monde, un_id
from wire.merge import Heads, apply
from wire.messages import PUSH, Fates
from wire.op import EXISTS, Verb
from wire.pack import pack, unpack


def test_the_same_batch_twice_gets_the_same_answer_and_counts_once(monde: Monde) -> None:
    adviser = monde.appareil()
    body = pack(adviser.message(adviser.personne(un_id("dossier"))))

    first = monde.asked(PUSH, body, adviser.who.token)
    counter = _counter(monde)
    again = monde.asked(PUSH, body, adviser.who.token)

    assert first.content == again.content
    assert _counter(monde) == counter


def test_a_retry_compressed_otherwise_is_still_the_same_batch(monde: Monde) -> None:
    adviser = monde.appareil()
    message = adviser.message(adviser.personne(un_id("dossier")))
    plain = unpack(pack(message), dict)
    first = adviser.send(message)

    again = monde.said(PUSH, plain, Fates, adviser.who.token)

    assert again == first


def test_a_known_operation_in_another_batch_keeps_its_former_fate(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = un_id("dossier")
    ops = (adviser.personne(dossier), adviser.entretien("un-autre-dossier"))
    first = adviser.push(*ops)

    again = adviser.push(*ops, adviser.entretien(dossier))

    assert again.fates[:2] == first.fates
    assert [fate.reason for fate in first.fates] == [None, "dossier_inconnu"]
    assert again.fates[2].number == _counter(monde)


def test_an_operation_twice_in_one_batch_counts_once(monde: Monde) -> None:
    adviser = monde.appareil()
    op = adviser.personne(un_id("dossier"))

    fates = adviser.push(op, op).fates

    assert fates[0] == fates[1]


def test_a_known_operation_that_says_something_else_is_kept_beside_the_first(monde: Monde) -> None:
    """Two copies of one vault went on typing in what neither had sent: nothing of it is lost."""
    adviser, dossier = monde.appareil(), un_id("dossier")
    first = adviser.entretien(dossier, contenu="chez l’une")
    other = replace(first, fields={**first.fields, "contenu": "chez l’autre"})
    adviser.push(adviser.personne(dossier))
    (fate,) = adviser.push(first).fates

    again = adviser.push(other)

    assert again.fates == (fate,)
    assert again.cursor is None
    adviser.pull()
    (beside,) = (op for op in adviser.received.values() if op.fields == {"contenu": "chez l’autre"})
    assert (beside.verb, beside.seen) == (Verb.PATCH, {EXISTS: (first.op_id,)})
    counter = _counter(monde)
    adviser.push(other, adviser.entretien(dossier))
    assert _counter(monde) == counter + 1


def test_the_same_batch_with_another_body_is_refused_and_changes_nothing(monde: Monde) -> None:
    adviser = monde.appareil()
    message = adviser.message(adviser.personne(un_id("dossier")))
    adviser.send(message)
    counter = _counter(monde)

    other = replace(message, ops=(adviser.personne(un_id("dossier")),))

    assert monde.refused(PUSH, pack(other), adviser.who.token) == (409, "envoi_different")
    assert _counter(monde) == counter


def test_the_batches_of_one_device_are_not_anothers(monde: Monde) -> None:
    first, second = monde.appareil(), monde.appareil("Ysoline Bréal")
    message = first.message(first.personne(un_id("dossier")))
    first.send(message)

    mine = second.push(
        second.personne(un_id("dossier")), batch=message.batch, replica=first.replica
    )

    assert second.hello(replica=first.replica).last_batch == message.batch
    assert mine.fates[0].number == _counter(monde) - 1


def test_parts_are_applied_together_when_the_last_has_come(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier, batch = un_id("dossier"), un_id("envoi")
    head = adviser.message(adviser.personne(dossier), batch=batch, part=1, parts=3)
    body = adviser.message(adviser.entretien(dossier), batch=batch, part=2, parts=3)
    tail = adviser.message(adviser.compte_rendu(dossier), batch=batch, part=3, parts=3)
    before = _counter(monde)

    assert adviser.send(head).fates == adviser.send(body).fates == ()
    assert _counter(monde) == before
    assert adviser.hello().last_batch is None
    fates = adviser.send(tail)

    ops = head.ops + body.ops + tail.ops
    assert [fate.op_id for fate in fates.fates] == [op.op_id for op in ops]
    assert {op.op_id for op in ops} <= {op.op_id for op in coordination.pull()}
    assert adviser.hello().last_batch == batch


def test_parts_resent_after_a_cut_are_answered_as_before(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier, batch = un_id("dossier"), un_id("envoi")
    head = adviser.message(adviser.personne(dossier), batch=batch, part=1, parts=2)
    tail = adviser.message(adviser.entretien(dossier), batch=batch, part=2, parts=2)
    adviser.send(head)
    adviser.send(head)
    fates = adviser.send(tail)
    counter = _counter(monde)

    assert adviser.send(head).fates == ()
    assert adviser.send(tail) == fates
    assert _counter(monde) == counter


def test_parts_that_do_not_agree_on_their_number_are_refused(monde: Monde) -> None:
    adviser = monde.appareil()
    batch = un_id("envoi")
    adviser.push(adviser.personne(un_id("dossier")), batch=batch, part=1, parts=3)

    other = adviser.message(batch=batch, part=2, parts=2)

    assert monde.refused(PUSH, pack(other), adviser.who.token) == (409, "envoi_different")


def test_bodies_of_applied_parts_are_forgotten(monde: Monde) -> None:
    adviser = monde.appareil()
    batch = un_id("envoi")
    adviser.push(adviser.personne(un_id("dossier")), batch=batch, part=1, parts=2)
    adviser.push(batch=batch, part=2, parts=2)

    with monde.store.look(monde.ours) as connection:
        kept = connection.scalar(
            select(func.count()).select_from(tables.batch).where(tables.batch.c.body.is_not(None))
        )

    assert kept == 0


def test_a_row_left_of_what_the_ledger_lost_holds_no_push_back(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier, lost, other = adviser.dossier(), un_id("entretien"), un_id("entretien")
    entretien = tables.KINDS["entretien"]
    with monde.store.write(monde.ours) as connection:
        left = apply(Heads(), adviser.entretien(dossier, lost))
        rows.write(connection, PLIE, {("entretien", lost): Thing(dossier, left)})

    fates = adviser.push(
        adviser.entretien(dossier, lost, lieu="Mairie"), adviser.entretien(dossier, other)
    ).fates

    assert all(fate.number for fate in fates)
    with monde.store.look(monde.ours) as connection:
        written = dict(connection.execute(select(entretien.c.id, entretien.c.lieu)).all())
    assert written == {lost: "Mairie", other: ""}


def _counter(monde: Monde) -> int:
    with monde.store.look(monde.ours) as connection:
        return connection.scalar(select(tables.plie.c.counter)) or 0
