"""The one door: which dossiers each role may see, and what of them leaves the store."""

from itertools import product

import pytest
from sqlalchemy import select

from central import gestion, people, scope
from central.record import Saying, record
from plie.kinds import by_word
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire import digest
from wire.merge import fold
from wire.messages import DIGESTS, Digested, Digests
from wire.op import EXISTS, Op, Verb

SECRET = "CANARI-du-brouillon"


def _everything(adviser: Appareil, dossier: str) -> list[Op]:
    """Return one operation of each kind that an adviser writes in a dossier."""
    draft = adviser.entretien(dossier, contenu=SECRET, lieu=SECRET, suites=[SECRET])
    report = adviser.compte_rendu(dossier, contenu="Récit figé.", pdf="a" * 64)
    event = {"dossier": dossier, "date": "2026-09-01", "genre": "relance", "texte": "Rappelée."}
    words = ("coordonnees", "parcours", "prescription", "rendez_vous", "etape", "objectif")
    plain = [adviser.op(word, un_id(), dossier, fields={"dossier": dossier}) for word in words]
    return [
        draft,
        adviser.op(
            "entretien", draft.id, dossier, Verb.PATCH, fields={"contenu": SECRET + "!"},
            seen={"contenu": (draft.op_id,)},
        ),
        adviser.op(
            "entretien", draft.id, dossier, Verb.PATCH,
            fields={"contenu": SECRET, "duree_min": 50},
            seen={"contenu": (draft.op_id,), "duree_min": ()},
        ),
        report,
        adviser.op("evenement", un_id(), dossier, fields=event),
        adviser.op("humeur", un_id(), dossier, fields={"ton": "gai"}),
        *plain,
    ]  # fmt: skip


@pytest.mark.parametrize("role", [role for role in people.ROLES if role != "accompagnateur"])
def test_no_other_role_ever_receives_a_drafts_narrative(monde: Monde, role: Role) -> None:
    adviser, reader = monde.appareil(), monde.appareil("Zélie Roc", role)
    dossier = adviser.dossier()
    assert set(adviser.reasons(*_everything(adviser, dossier))) == {None}

    reader.pull()

    assert SECRET not in repr(reader.received)


def test_coordination_receives_of_a_draft_only_that_it_is_there(monde: Monde) -> None:
    adviser, reviewer = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    draft, silent, longer, report, *_ = ops = _everything(adviser, dossier)
    adviser.push(*ops)

    reviewer.pull()

    assert reviewer.received[draft.op_id].fields == {"dossier": dossier, "date": "2026-09-03"}
    assert reviewer.received[silent.op_id].fields == {}
    assert reviewer.received[silent.op_id].seen == {}
    assert reviewer.received[longer.op_id].fields == {"duree_min": 50}
    assert reviewer.received[longer.op_id].seen == {"duree_min": ()}
    assert reviewer.received[report.op_id] == report


def test_a_draft_given_up_is_gone_for_coordination_too(monde: Monde) -> None:
    """The deletion answers to a patch of which coordination may read no field."""
    adviser, reviewer = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = adviser.dossier()
    draft = adviser.entretien(dossier)
    typed = adviser.op(
        "entretien", draft.id, dossier, Verb.PATCH, fields={"contenu": SECRET},
        seen={EXISTS: (draft.op_id,)},
    )  # fmt: skip
    given_up = adviser.op(
        "entretien", draft.id, dossier, Verb.DELETE, seen={EXISTS: (typed.op_id,)}
    )
    assert adviser.reasons(draft, typed, given_up) == [None, None, None]

    reviewer.pull()

    heads = fold(op for op in reviewer.received.values() if op.id == draft.id)
    assert not heads.exists
    assert heads.conflicts == {}


def test_the_gestionnaire_receives_no_narrative_of_a_compte_rendu(monde: Monde) -> None:
    adviser, manager = monde.appareil(), monde.appareil("Ode Vim", Role.GESTIONNAIRE)
    dossier = adviser.dossier()
    report = adviser.compte_rendu(dossier, contenu="Récit.", suites=["Écrire"], sujets=["emploi"])
    adviser.push(report)

    manager.pull()

    received = manager.received[report.op_id].fields
    assert not {"contenu", "suites", "sujets", "presents"} & set(received)
    assert received["duree_min"] == 45


def test_relations_entreprises_receives_jobs_and_steps_and_no_more(monde: Monde) -> None:
    adviser = monde.appareil()
    reader = monde.appareil("Noé Frêne", Role.RELATIONS_ENTREPRISES)
    dossier = adviser.dossier()
    adviser.push(*_everything(adviser, dossier))

    reader.pull()

    kinds = {op.kind for op in reader.received.values() if op.scope == dossier}
    assert kinds == {"personne", "coordonnees", "parcours", "etape", "affectation", "compte_rendu"}


# Only an accompagnateur·rice opens a dossier and is granted it.
@pytest.mark.parametrize(
    ("role", "whose"),
    [(Role.ACCOMPAGNATEUR, "own"), *product(people.ROLES, ["colleague", "elsewhere"])],
)
def test_each_role_sees_the_dossiers_of_its_reach(monde: Monde, role: Role, whose: str) -> None:
    reader = monde.appareil("Zélie Roc", role)
    adviser = reader if whose == "own" else monde.appareil("Odilon Carpentras")
    if whose == "elsewhere":
        adviser = _elsewhere(monde)
    dossier = adviser.dossier()
    expected = {
        Role.ACCOMPAGNATEUR: whose == "own",
        Role.RESPONSABLE: whose == "colleague",
        Role.RELATIONS_ENTREPRISES: whose == "colleague",
        Role.COORDINATION: True,
        Role.GESTIONNAIRE: True,
    }[role]

    assert (dossier in _visible(monde, reader)) is expected
    assert (dossier in {op.scope for op in reader.pull()}) is expected


def test_an_unknown_role_sees_nothing(monde: Monde) -> None:
    monde.appareil().dossier()
    stranger = scope.Caller(PLIE, "poste", "quelqu-un", "directeur", None)

    query = scope.visible(stranger, today=monde.mint.today())

    with monde.store.look(monde.ours) as connection:
        assert connection.scalars(query).all() == []


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"fin": "2026-09-09"}, False),
        ({"fin": "2026-09-10"}, True),
        ({"debut": "2026-09-11"}, False),
        ({"debut": None, "fin": None}, True),
    ],
)
def test_an_assignment_opens_a_dossier_from_its_first_to_its_last_day(
    monde: Monde, fields: dict[str, str | None], *, seen: bool
) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    grant = next(op for op in adviser.pull() if op.kind == "affectation")

    with monde.store.write(monde.ours) as connection:
        change = Saying(Verb.PATCH, "affectation", grant.id, fields, scope=dossier)
        record(connection, PLIE, [change], monde.mint)

    assert (dossier in _visible(monde, adviser)) is seen


def test_another_plie_is_another_world(monde: Monde) -> None:
    dossier = monde.appareil().dossier()
    stranger = scope.Caller("ailleurs", "poste", "quelqu-un", "coordination", None)

    query = select(scope.visible(stranger, today=monde.mint.today()).subquery())

    with monde.store.look(monde.ours) as connection:
        assert dossier not in connection.scalars(query).all()


def _visible(monde: Monde, reader: Appareil) -> set[str]:
    with monde.store.look(monde.ours) as connection:
        table = scope.tables.KINDS["utilisateur"]
        employer = connection.scalar(
            select(table.c.organisation).where(table.c.id == reader.who.utilisateur)
        )
        caller = scope.Caller(PLIE, reader.id, reader.who.utilisateur, reader.who.role, employer)
        return set(connection.scalars(scope.visible(caller, today=monde.mint.today())))


def _elsewhere(monde: Monde) -> Appareil:
    invited = gestion.invite(
        monde.store, monde.authority, monde.mint, plie=PLIE, nom="Io Lac",
        role=Role.ACCOMPAGNATEUR, organisation="Un autre prestataire",
    )  # fmt: skip
    device = un_id("poste")
    return Appareil(monde, device, monde.enrole(invited.code, device=device))


def test_relations_entreprises_follows_the_review_of_what_they_work_on(monde: Monde) -> None:
    """domain.md §2 and §12: CV, targeted jobs, étapes; all write the review, each of what they see."""
    adviser, boss = monde.appareil(), monde.appareil("Zélie Roc", Role.COORDINATION)
    reader = monde.appareil("Noé Frêne", Role.RELATIONS_ENTREPRISES)
    dossier = adviser.dossier()

    def says(who: Appareil, kind: str, about: str, thing: str = "chose") -> Op:
        said = {
            "dossier": dossier, "sur_kind": about, "sur_id": thing, "texte": SECRET,
            "auteur_nom": "x", "ecrit_le": "2026-09-10T09:00:00+00:00", "commentaire": thing,
            "recu_le": "2026-09-10T09:00:00+00:00", "lu_le": "2026-09-10T09:00:00+00:00",
        }  # fmt: skip
        spec = by_word(kind)
        assert spec is not None
        known = {field.name for field in spec.fields}
        return who.op(kind, un_id(), dossier, fields={k: v for k, v in said.items() if k in known})

    asked = [says(boss, "demande", kind) for kind in ("etape", "compte_rendu")]
    told = [says(boss, "commentaire", kind) for kind in ("cv", "emploi", "diagnostic", "situation")]
    assert set(boss.reasons(*asked, *told)) == {None}
    answers = [says(adviser, "commentaire", "demande", one.id) for one in asked]
    received = [says(adviser, "accuse_reception", "", one.id) for one in (told[0], told[2], *asked)]
    assert set(adviser.reasons(*answers, *received)) == {None}

    mine = says(reader, "demande", "etape")
    ours = [mine, says(reader, "prise_de_connaissance", "demande", mine.id)]
    ours += [says(reader, "commentaire", "demande", asked[0].id)]
    theirs = [says(reader, "commentaire", "compte_rendu"), says(reader, "demande", "situation")]
    theirs += [says(reader, "commentaire", "demande", asked[1].id)]
    reasons = reader.reasons(*ours, *theirs)
    reader.pull()

    seen = [asked[0], told[0], told[1], answers[0], received[0], received[2], *ours]
    review = {"demande", "commentaire", "accuse_reception", "prise_de_connaissance"}
    got = {op.op_id for op in reader.received.values() if op.kind in review}
    assert reasons == [None] * 3 + ["droit_refuse"] * 3
    assert got == {op.op_id for op in seen}
    aside = [op for op in reader.received.values() if op.kind == "mise_de_cote"]
    assert {op.fields["sur_id"] for op in aside} == {op.id for op in theirs}
    asked_of = Digests(epoch=reader.who.epoch, since=reader.since, dossiers=(dossier,))
    said = monde.said(DIGESTS, asked_of, Digested, reader.who.token).digests
    assert said == {dossier: digest.of(o for o in reader.received.values() if o.scope == dossier)}
