"""Hello, push and pull through the real application: what one device says, another one reads."""

import pytest

from central import gestion
from central.problems import other_epoch
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, packed, plain, un_id
from wire.messages import PAGE_BYTES, PUSH
from wire.op import Op, Verb, encode
from wire.pack import pack, pack_page


def test_what_an_adviser_pushes_coordination_receives(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = un_id("dossier")
    pushed = [adviser.personne(dossier), adviser.compte_rendu(dossier, contenu="Projet précisé.")]

    fates = adviser.push(*pushed)
    coordination.pull()

    assert [fate.reason for fate in fates.fates] == [None, None]
    assert [coordination.received[op.op_id] for op in pushed] == pushed


def test_a_comment_comes_back_to_the_adviser(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    comment = coordination.op(
        "commentaire", un_id(), dossier,
        fields={"dossier": dossier, "sur_kind": "personne", "sur_id": dossier, "texte": "Bien vu.",
                "auteur_nom": "Zélie Roc", "ecrit_le": "2026-09-11T09:00:00+00:00"},
    )  # fmt: skip

    assert coordination.reasons(comment) == [None]

    assert comment in adviser.pull()


def test_an_adviser_gets_the_grant_of_the_dossier_they_open(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()

    grant = next(op for op in adviser.pull() if op.kind == "affectation")

    assert grant.author == grant.role == "magasin"
    assert grant.scope == dossier
    assert grant.fields["utilisateur"] == adviser.who.utilisateur
    assert grant.fields["debut"] == "2026-09-10"


def test_an_adviser_sees_no_other_advisers_dossier(monde: Monde) -> None:
    first, second = monde.appareil(), monde.appareil("Ysoline Bréal")
    dossier = first.dossier()

    second.pull()

    assert dossier not in {op.scope for op in second.received.values()}


def test_a_quiet_device_hears_that_nothing_waits_and_may_keep_its_cursor(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    adviser.pull()

    fates = adviser.push(adviser.entretien(dossier))

    assert fates.cursor == fates.fates[0].number
    assert not adviser.hello(since=fates.cursor).waiting


def test_the_cursor_is_withheld_when_something_else_lay_in_between(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    adviser.pull()
    parcours = coordination.op("parcours", un_id(), dossier, fields={"dossier": dossier})
    coordination.push(parcours)

    fates = adviser.push(adviser.entretien(dossier))

    assert fates.cursor is None
    assert adviser.hello().waiting
    assert parcours in adviser.pull()


def test_the_work_of_others_elsewhere_does_not_hold_the_cursor_back(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    dossier = adviser.dossier()
    adviser.pull()
    other.dossier()

    fates = adviser.push(adviser.entretien(dossier))

    assert fates.cursor == fates.fates[0].number
    assert not adviser.hello(since=fates.cursor).waiting


def test_opening_a_dossier_makes_the_device_come_and_read_its_grant(monde: Monde) -> None:
    adviser = monde.appareil()
    adviser.pull()

    fates = adviser.push(adviser.personne(un_id("dossier")))

    assert fates.cursor is None


def test_hello_tells_the_last_batch_of_each_copy(monde: Monde) -> None:
    adviser = monde.appareil()
    before = adviser.hello().last_batch
    message = adviser.message(adviser.personne(un_id("dossier")))

    adviser.send(message)

    assert before is None
    assert adviser.hello().last_batch == message.batch
    assert adviser.hello(replica="une-autre-copie").last_batch is None


def test_a_revocation_list_is_given_only_when_newer(monde: Monde) -> None:
    adviser = monde.appareil()

    first = adviser.hello()
    again = adviser.hello(crl=first.crl_number)

    assert first.crl is not None
    assert "BEGIN X509 CRL" in first.crl
    assert again.crl is None


def test_the_revocation_list_is_signed_again_before_it_grows_old(monde: Monde) -> None:
    adviser = monde.appareil()
    number = adviser.hello().crl_number

    monde.clock.avance(days=8)

    assert adviser.hello().crl_number == number + 1
    assert adviser.hello().crl_number == number + 1


def test_pages_are_bounded_and_give_everything_once_in_order(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    texts = ["".join(f"{n * k % 9973:04d}" for k in range(1, 500)) for n in range(1, 400)]
    pushed = [adviser.compte_rendu(dossier, contenu=text) for text in texts]
    adviser.push(*pushed)
    sizes, numbers, more = [], [], True

    while more:
        page = coordination.page()
        sizes.append(len(pack_page(page)))
        numbers += [one.number for one in page.ops]
        coordination.received |= {one.op.op_id: one.op for one in page.ops}
        coordination.since, more = page.until, page.more

    assert len(sizes) > 1
    assert max(sizes) <= PAGE_BYTES
    assert numbers == sorted(set(numbers))
    assert all(coordination.received[op.op_id] == op for op in pushed)


def test_an_operation_heavier_than_a_page_still_passes(monde: Monde) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    heavy = adviser.compte_rendu(dossier, contenu="".join(f"{n * n:x}" for n in range(60_000)))
    light = adviser.compte_rendu(dossier)

    adviser.push(heavy, light)

    assert {heavy.op_id, light.op_id} <= {op.op_id for op in coordination.pull()}


@pytest.mark.parametrize("start", range(0, 12, 3))
def test_a_pull_resumes_from_any_cursor(monde: Monde, start: int) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    adviser.push(*(adviser.compte_rendu(dossier) for _ in range(10)))
    whole = coordination.page().ops

    coordination.since = start

    assert coordination.page().ops == tuple(one for one in whole if one.number > start)


def test_another_epoch_or_a_cursor_ahead_of_the_store_is_told(monde: Monde) -> None:
    adviser = monde.appareil()
    said = '{{"epoch":"{}","since":{}}}'

    other = monde.refused("/v1/pull", packed(said.format("autre", 0)), adviser.who.token)
    ahead = monde.refused(
        "/v1/pull", packed(said.format(adviser.who.epoch, 10**30)), adviser.who.token
    )

    assert other == ahead == (409, "epoque_differente")
    said = other_epoch().problem.phrase
    assert "Tout reste sur votre poste" in said
    assert "renvoyer" not in said


def test_unknown_kinds_and_fields_come_back_unharmed(monde: Monde) -> None:
    first = monde.appareil()
    second = monde.appareil()
    dossier = first.dossier()
    later = first.op("humeur", un_id(), dossier, fields={"ton": "gai", "notes": ["a", "b"]})
    wider = first.op(
        "coordonnees", un_id(), dossier, fields={"dossier": dossier, "pigeon": "bague 12"}
    )
    patched = first.op("humeur", later.id, dossier, Verb.PATCH, fields={"ton": None})
    raw = _push_text(first, later, extra='"venu_de":"v9",')

    assert first.reasons(wider, patched) == [None, None]
    monde.asked(PUSH, packed(raw), first.who.token)
    reply = monde.asked("/v1/pull", pack({"epoch": first.who.epoch, "since": 0}), first.who.token)
    second.pull()

    assert {second.received[op.op_id] == op for op in (later, wider, patched)} == {True}
    assert b'"venu_de":"v9"' in plain(reply.content)


def test_two_advisers_conflicting_values_both_stay(monde: Monde) -> None:
    first, second = monde.appareil(), monde.appareil()
    dossier = first.dossier()
    origin = next(op for op in first.pull() if op.kind == "personne")
    seen = {"prenoms": (origin.op_id,)}
    ours = first.op("personne", dossier, dossier, Verb.PATCH, fields={"prenoms": "A"}, seen=seen)
    theirs = second.op("personne", dossier, dossier, Verb.PATCH, fields={"prenoms": "B"}, seen=seen)

    assert first.reasons(ours) == second.reasons(theirs) == [None]

    second.pull()
    assert second.received[ours.op_id] == ours
    assert second.received[theirs.op_id] == theirs


def _push_text(device: Appareil, op: Op, *, extra: str) -> str:
    text = "{" + extra + encode(op).decode()[1:]
    return f'{{"replica":"{device.replica}","batch":"{un_id()}","since":0,"ops":[{text}]}}'


def test_the_gestionnaires_list_counts_without_naming_the_person(monde: Monde) -> None:
    adviser = monde.appareil("Odilon Carpentras")
    dossier = adviser.dossier()
    aside = adviser.op("decision", un_id(), dossier, fields={"dossier": dossier})
    adviser.push(adviser.compte_rendu(dossier), adviser.entretien(dossier), aside)

    lines = gestion.dossiers(monde.store, monde.mint, plie=PLIE)

    # The last is the store's own, on what it left aside.
    assert lines == [gestion.DossierLine(dossier, "Odilon Carpentras", 5, 1)]
