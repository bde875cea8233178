"""Each reason for which an operation is set aside: told, kept, never applied, never served."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from central import tables
from plie.vocabulaire import Role
from tests.central.monde import Appareil, Monde, packed, un_id
from wire.messages import PUSH, Fates
from wire.op import Op, Verb, encode
from wire.pack import unpack


def _denied(adviser: Appareil, dossier: str, _other: str) -> Op:
    fields = {"dossier": dossier, "prise_le": "2026-09-10", "objet": "entree", "issue": "refus"}
    return adviser.op("decision", un_id(), dossier, fields=fields)


def _by_the_store(adviser: Appareil, dossier: str, _other: str) -> Op:
    fields = {"dossier": dossier, "utilisateur": adviser.who.utilisateur}
    return adviser.op("affectation", un_id(), dossier, fields=fields)


def _other_author(adviser: Appareil, dossier: str, _other: str) -> Op:
    return replace(adviser.entretien(dossier), author="quelqu-un-d-autre")


def _other_role(adviser: Appareil, dossier: str, _other: str) -> Op:
    return replace(adviser.entretien(dossier), role="coordination")


def _other_device(adviser: Appareil, dossier: str, _other: str) -> Op:
    return replace(adviser.entretien(dossier), device="un-autre-poste")


def _not_mine(adviser: Appareil, _dossier: str, other: str) -> Op:
    return adviser.entretien(other)


def _taken_over(adviser: Appareil, _dossier: str, other: str) -> Op:
    return adviser.personne(other)


def _two_scopes(adviser: Appareil, dossier: str, other: str) -> Op:
    return adviser.op("entretien", un_id(), dossier, fields={"dossier": other})


def _for_everyone(adviser: Appareil, _dossier: str, _other: str) -> Op:
    return adviser.op("entretien", un_id(), "plie", fields={"dossier": "plie"})


def _hidden_directory(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.op("structure", un_id(), dossier, fields={"nom": "Chantier d’essai"})


def _person_elsewhere(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.op("personne", un_id(), dossier, fields={"prenoms": "Loan"})


def _bad_date(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, date="hier")


def _bad_shape(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, duree_min="quarante")


def _huge_integer(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, duree_min=10**30)


def _nul(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, contenu="a\x00b")


def _heavy(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, contenu="é" * 600_000)


def _lacking(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.op("evenement", un_id(), dossier, fields={"dossier": dossier})


def _bad_name(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.entretien(dossier, "un nom/..\x00")


def _fact_patched(adviser: Appareil, dossier: str, _other: str) -> Op:
    fact = adviser.compte_rendu(dossier)
    adviser.push(fact)
    return adviser.op("compte_rendu", fact.id, dossier, Verb.PATCH, fields={"contenu": "Autre."})


def _fact_deleted(adviser: Appareil, dossier: str, _other: str) -> Op:
    fact = adviser.compte_rendu(dossier)
    adviser.push(fact)
    return adviser.op("compte_rendu", fact.id, dossier, Verb.DELETE)


def _fact_again(adviser: Appareil, dossier: str, _other: str) -> Op:
    fact = adviser.compte_rendu(dossier)
    adviser.push(fact)
    return adviser.compte_rendu(dossier, fact.id, contenu="Autre.")


def _no_dossier(adviser: Appareil, _dossier: str, _other: str) -> Op:
    return adviser.entretien("jamais-ouvert")


def _unknown_kind_no_dossier(adviser: Appareil, _dossier: str, _other: str) -> Op:
    return adviser.op("humeur", un_id(), "jamais-ouvert")


def _no_beginning(adviser: Appareil, dossier: str, _other: str) -> Op:
    return adviser.op("entretien", un_id(), dossier, Verb.PATCH, fields={"lieu": "Annexe"})


CASES: list[tuple[Callable[[Appareil, str, str], Op], str]] = [
    (_denied, "droit_refuse"),
    (_by_the_store, "droit_refuse"),
    (_other_author, "auteur_usurpe"),
    (_other_role, "auteur_usurpe"),
    (_other_device, "auteur_usurpe"),
    (_not_mine, "hors_perimetre"),
    (_taken_over, "hors_perimetre"),
    (_two_scopes, "hors_perimetre"),
    (_for_everyone, "hors_perimetre"),
    (_hidden_directory, "hors_perimetre"),
    (_person_elsewhere, "hors_perimetre"),
    (_bad_date, "valeur_invalide"),
    (_bad_shape, "valeur_invalide"),
    (_huge_integer, "valeur_invalide"),
    (_nul, "valeur_invalide"),
    (_heavy, "trop_lourd"),
    (_lacking, "valeur_invalide"),
    (_bad_name, "valeur_invalide"),
    (_fact_patched, "fait_immuable"),
    (_fact_deleted, "fait_immuable"),
    (_fact_again, "fait_immuable"),
    (_no_dossier, "dossier_inconnu"),
    (_unknown_kind_no_dossier, "dossier_inconnu"),
    (_no_beginning, "chose_inconnue"),
]


@pytest.mark.parametrize(
    ("make", "reason"), CASES, ids=lambda case: getattr(case, "__name__", case)
)
def test_it_is_set_aside_with_its_reason_and_blocks_nothing_else(
    monde: Monde, make: Callable[[Appareil, str, str], Op], reason: str
) -> None:
    adviser, neighbour = monde.appareil(), monde.appareil("Ysoline Bréal")
    reviewer = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier, other = adviser.dossier(), neighbour.dossier()
    poison = make(adviser, dossier, other)
    before, after = adviser.entretien(dossier), adviser.entretien(dossier)

    reasons = adviser.reasons(before, poison, after)

    assert reasons == [None, reason, None]
    for reader in (adviser, neighbour, reviewer):
        assert poison.op_id not in {op.op_id for op in reader.pull()}
    assert _kept(monde, poison.op_id) == (None, reason, adviser.who.utilisateur, adviser.id)


def test_who_sees_the_dossier_is_told_what_was_left_aside_and_never_its_words(monde: Monde) -> None:
    adviser, neighbour = monde.appareil(), monde.appareil("Ysoline Bréal")
    reviewer = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    job = un_id()
    ops = [
        adviser.op("emploi", job, dossier, verb, fields={**fields, "dossier": dossier})
        for verb, fields in ((Verb.INSERT, {"debut": "mardi"}), (Verb.PATCH, {"poste": "Cariste"}))
    ]
    assert adviser.reasons(*ops) == ["valeur_invalide", "chose_inconnue"]

    for reader in (adviser, reviewer):
        (told,) = [op for op in reader.pull() if op.kind == "mise_de_cote"]
        assert told.author == "magasin"
        assert told.fields == {
            "dossier": dossier, "operations": [op.op_id for op in ops],
            "auteur": adviser.who.utilisateur, "sur_kind": "emploi", "sur_id": job,
            "raison": "valeur_invalide", "le": told.fields["le"],
        }  # fmt: skip
    assert "mise_de_cote" not in {op.kind for op in neighbour.pull()}


def test_nothing_is_told_in_a_dossier_that_is_not_the_author_s(monde: Monde) -> None:
    adviser, neighbour = monde.appareil(), monde.appareil("Ysoline Bréal")
    reviewer = monde.appareil("Zélie Roc", Role.COORDINATION)
    other = neighbour.dossier()

    assert adviser.reasons(adviser.entretien(other)) == ["hors_perimetre"]

    assert "mise_de_cote" not in {op.kind for op in reviewer.pull()}


def test_what_became_of_it_is_not_told_aside_in_its_turn(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    settled = adviser.op("mise_de_cote_reglee", un_id(), dossier, fields={"dossier": dossier})

    assert adviser.reasons(settled) == ["valeur_invalide"]

    assert "mise_de_cote" not in {op.kind for op in adviser.pull()}


def test_a_thing_keeps_the_scope_in_which_it_began(monde: Monde) -> None:
    adviser = monde.appareil()
    first, second = adviser.dossier(), adviser.dossier()
    entretien = adviser.entretien(first)
    adviser.push(entretien)

    moved = adviser.op("entretien", entretien.id, second, Verb.PATCH, fields={"lieu": "Annexe"})

    assert adviser.reasons(moved) == ["hors_perimetre"]


@pytest.mark.parametrize(
    "body",
    [
        '{"op_id":"OP","kind":"entretien","id":"e","scope":"s","verb":"upsert"}',
        '{"op_id":"OP","fields":{"a":{"b":1}}}',
        '{"op_id":"OP","kind":' + "[" * 50 + "]" * 50 + "}",
        '{"op_id":"OP","fields":"rien","made_at":1e999}',
    ],
    ids=["unknown verb", "nested value", "nested kind", "nonsense"],
)
def test_what_is_no_operation_is_kept_and_blocks_nothing_else(monde: Monde, body: str) -> None:
    adviser = monde.appareil()
    dossier, op_id = adviser.dossier(), un_id("op")
    good = adviser.entretien(dossier)
    ops = ",".join([body.replace("OP", op_id), encode(good).decode()])
    text = f'{{"replica":"{adviser.replica}","batch":"{un_id()}","since":0,"ops":[{ops}]}}'

    reply = monde.asked(PUSH, packed(text), adviser.who.token)

    fates = unpack(reply.content, Fates).fates
    assert [fate.reason for fate in fates] == ["valeur_invalide", None]
    assert _kept(monde, op_id)[1] == "valeur_invalide"


def test_a_set_aside_operation_corrected_and_replayed_is_accepted(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    wrong = adviser.entretien(dossier, duree_min="quarante")
    adviser.push(wrong)

    right = replace(wrong, op_id=un_id("op"), fields={**wrong.fields, "duree_min": 40})

    assert adviser.reasons(right) == [None]


def test_work_done_before_enrolment_names_no_device_and_is_accepted(monde: Monde) -> None:
    adviser = monde.appareil()

    assert adviser.reasons(replace(adviser.personne(un_id("dossier")), device="")) == [None]


def test_a_dossier_opened_by_coordination_is_granted_to_nobody(monde: Monde) -> None:
    reviewer = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = un_id("dossier")

    reviewer.push(reviewer.personne(dossier))

    kinds = [op.kind for op in reviewer.pull() if op.scope == dossier]
    assert kinds == ["personne"]


def test_rows_say_what_the_heads_say(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    begun = adviser.entretien(dossier, duree_min=30, sujets=["emploi"], debut="14:00")
    longer = adviser.op(
        "entretien", begun.id, dossier, Verb.PATCH,
        fields={"duree_min": 45}, seen={"duree_min": (begun.op_id,)},
    )  # fmt: skip
    gone = adviser.entretien(dossier)
    deleted = adviser.op("entretien", gone.id, dossier, Verb.DELETE, seen={"*": (gone.op_id,)})

    adviser.push(begun, gone)
    adviser.push(longer, deleted)

    table = tables.KINDS["entretien"]
    with monde.store.look(monde.ours) as connection:
        rows = connection.execute(select(table)).all()
    assert [(row.id, row.scope, row.duree_min, row.sujets) for row in rows] == [
        (begun.id, dossier, 45, ["emploi"])
    ]


def _kept(monde: Monde, op_id: str) -> tuple[object, ...]:
    op = tables.op
    query = select(op.c.number, op.c.reason, op.c.author, op.c.device).where(op.c.op_id == op_id)
    with monde.store.look(monde.ours) as connection:
        return tuple(connection.execute(query).one())
