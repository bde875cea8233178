"""The journal: who came, who read, what was decided and refused; a chain that shows what was touched."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import make_url, select, text

from central import chain, tables
from central.chain import Line
from central.refusals import REFUSED
from plie.vocabulaire import Role
from tests.central.grappe import Grappe
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.messages import PULL, VISITS, AskVisits, Reading, Visit, Visits
from wire.op import Op

Tamper = Callable[[str], None]


@pytest.fixture
def tamper(request: pytest.FixtureRequest, monde: Monde) -> Tamper:
    """Change the store's tables as whoever owns the machine can."""

    def do(statement: str) -> None:
        if monde.settings.base:
            cluster: Grappe = request.getfixturevalue("grappe")
            cluster.tell(statement, base=str(make_url(monde.settings.base).database))
            return
        with monde.store.write(monde.ours) as connection:
            connection.execute(text(statement))

    return do


def events(monde: Monde) -> Counter[str]:
    with monde.store.look(monde.ours) as connection:
        return Counter(connection.scalars(select(tables.journal.c.event)))


def filled(monde: Monde, count: int) -> None:
    with monde.store.write(monde.ours) as connection:
        lines = [
            Line(id=un_id("ligne"), at=monde.mint.stored_now(), event="essai") for _ in range(count)
        ]
        chain.append(connection, PLIE, lines)


def read(reader: Appareil, *readings: Reading) -> int:
    return reader.hello(readings=readings).heard


def visits(adviser: Appareil, since: int = 0) -> tuple[Visit, ...]:
    asked = AskVisits(since=since)
    return adviser.monde.said(VISITS, asked, Visits, adviser.who.token).visits


def test_what_happens_is_one_chain(monde: Monde) -> None:
    adviser = monde.appareil()
    adviser.hello()
    adviser.push(adviser.personne("dossier-1"), adviser.entretien("dossier-inconnu"))
    monde.revoque(adviser.id)

    found = chain.verify(monde.store, plie=PLIE)

    assert (found.intact, found.lignes) == (True, sum(events(monde).values()))
    assert set(events(monde)) >= {
        "invitation", "enrolement", "connexion", "mis_de_cote", "revocation", "affectation",
    }  # fmt: skip


def test_who_does_not_decide_cancels_no_decision_and_who_does_leaves_a_line(monde: Monde) -> None:
    """C7: an annulation is judged by the kind that it cancels; the journal keeps it as it keeps decisions."""
    adviser, leader = monde.appareil(), monde.appareil("Zélie Or", Role.RESPONSABLE)
    team = monde.appareil("Ysé Ambre", Role.COORDINATION)
    dossier = adviser.dossier()

    def cancels(by: Appareil, genre: str) -> Op:
        fields = {"dossier": dossier, "genre": genre, "fait": "decision-1", "motif": "Par erreur"}
        told = {"auteur_nom": "Quelqu’un", "annule_le": "2026-09-10"}
        return by.op("annulation", un_id(), dossier, fields=fields | told)

    refused = leader.reasons(cancels(leader, "decision"), cancels(leader, "visa"))

    assert refused == ["droit_refuse", None]
    assert team.reasons(cancels(team, "decision"), cancels(team, "visa")) == [None, "droit_refuse"]
    assert (events(monde)["annulation"], events(monde)["mis_de_cote"]) == (2, 2)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE journal SET code = 'autre' WHERE seq = 17", 17),
        ("UPDATE journal SET utilisateur = 'autre' WHERE seq = 17", 17),
        ("DELETE FROM journal WHERE seq = 17", 17),
        ("DELETE FROM journal WHERE seq >= 17", 17),
        ("UPDATE journal SET seq = 100000 + seq WHERE seq = 17", 17),
        ("UPDATE journal SET sha256 = '0' WHERE seq = 17", 17),
    ],
    ids=["a word", "a person", "a line", "the end", "the order", "a hash"],
)
def test_what_is_touched_is_shown(
    monde: Monde, tamper: Tamper, statement: str, broken: int
) -> None:
    filled(monde, 40)
    before = chain.verify(monde.store, plie=PLIE)

    tamper(statement)

    after = chain.verify(monde.store, plie=PLIE)
    assert before.intact
    assert not after.intact
    assert (after.rompu, after.lignes) == (broken, broken - 1)


def test_a_line_outside_the_chain_is_shown(monde: Monde, tamper: Tamper) -> None:
    filled(monde, 3)

    tamper(
        "INSERT INTO journal (plie, id, event, device, code) SELECT plie, 'x', '', '', '' FROM plie"
    )

    assert not chain.verify(monde.store, plie=PLIE).intact


def test_who_opened_a_dossier_is_told_to_its_ae(monde: Monde) -> None:
    adviser, colleague = monde.appareil("Odilon Carpentras"), monde.appareil("Ysoline Bréal")
    reviewer = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier, other = adviser.dossier(), colleague.dossier()
    reading = Reading(id=un_id("lecture"), dossier=dossier, at="2026-09-10T09:00:00+00:00")

    heard = [read(reviewer, reading), read(reviewer, reading)]
    monde.clock.avance(minutes=11)
    theirs = Reading(id=un_id("lecture"), dossier=other, at="hier")
    absent = Reading(id=un_id("lecture"), dossier="dossier-inconnu", at="")
    read(reviewer, theirs, absent)

    (visit,) = visits(adviser)
    assert heard == [1, 1]
    assert (visit.dossier, visit.nom, visit.role) == (dossier, "Zélie Roc", "coordination")
    assert visit.at == "2026-09-10T09:00:00+00:00"
    assert adviser.hello().visits == visit.number
    assert visits(adviser, visit.number) == ()
    assert [one.dossier for one in visits(colleague)] == [other]
    assert visits(reviewer) == ()
    assert chain.verify(monde.store, plie=PLIE).intact


def test_a_token_refused_is_noted_once_an_hour_and_names_the_device_that_had_it(
    monde: Monde,
) -> None:
    lost = monde.appareil("Ysoline Bréal")
    monde.revoque(lost.id)
    knocks = [(lost.who.token, "appareil_revoque"), ("jeton-invente", "appareil_inconnu")]

    for minutes in (0, 30, 31):
        monde.clock.avance(minutes=minutes)
        for token, code in knocks * 3:
            assert monde.refused(PULL, b"", token) == (401, code)

    table = tables.journal
    with monde.store.look(monde.ours) as connection:
        query = select(table.c.device, table.c.utilisateur, table.c.code).where(
            table.c.event == REFUSED
        )
        noted = Counter(map(tuple, connection.execute(query)))
    assert noted == {
        (lost.id, lost.who.utilisateur, "appareil_revoque"): 2,
        ("", "", "appareil_inconnu"): 2,
    }
    assert chain.verify(monde.store, plie=PLIE).intact


def test_an_adviser_reports_no_reading_of_what_they_do_not_see(monde: Monde) -> None:
    adviser, colleague = monde.appareil("Odilon Carpentras"), monde.appareil("Ysoline Bréal")
    dossier = adviser.dossier()

    read(colleague, Reading(id=un_id("lecture"), dossier=dossier, at=""))

    assert visits(adviser) == ()
