"""What is told to whoever watches the store: ready or not, and figures of nobody."""

import json
import os

import pytest
from sqlalchemy import delete
from starlette.testclient import TestClient

from central import tables, trail
from central.app import create_app
from central.watch import MEASURES, Access
from tests.central.monde import Monde
from wire.messages import HEALTH, PUSH
from wire.pack import pack

HERE, ELSEWHERE = ("127.0.0.1", 50_000), ("192.0.2.7", 50_000)


def test_the_figures_count_requests_refusals_and_operations(monde: Monde) -> None:
    adviser = monde.appareil()
    adviser.push(adviser.personne("dossier-1"), adviser.entretien("un-autre"))
    monde.refused(PUSH, b"?", adviser.who.token)

    said = _figures(monde)

    assert 'permanence_requetes_total{porte="push",statut="200"} 1.0' in said
    assert 'permanence_requetes_total{porte="push",statut="400"} 1.0' in said
    assert 'permanence_refus_total{motif="message_illisible"} 1.0' in said
    assert "permanence_operations_total 5.0" in said
    assert "permanence_operations_mises_de_cote 1.0" in said
    assert "permanence_operations_sauvegardees 0.0" in said


def test_the_figures_name_nobody(monde: Monde) -> None:
    adviser = monde.appareil("Odilon Carpentras")
    adviser.dossier()

    said = _figures(monde)

    assert not [word for word in ("Odilon", adviser.id, "Poste", adviser.who.token) if word in said]


@pytest.mark.parametrize(
    ("client", "headers", "access", "status"),
    [
        (HERE, {}, Access(), 200),
        (ELSEWHERE, {}, Access(), 404),
        (HERE, {"x-forwarded-for": "192.0.2.7"}, Access(), 404),
        (HERE, {}, Access(behind_proxy=True), 404),
        (ELSEWHERE, {"authorization": "Bearer jeton"}, Access(token="jeton"), 200),
        (ELSEWHERE, {"authorization": "Bearer autre"}, Access(token="jeton"), 404),
        (HERE, {"authorization": "Bearer "}, Access(behind_proxy=True), 404),
    ],
)
def test_the_figures_are_for_this_machine_or_for_who_has_the_token(
    monde: Monde, client: tuple[str, int], headers: dict[str, str], access: Access, status: int
) -> None:
    reply = _door(monde, client, access).get(MEASURES, headers=headers)

    assert reply.status_code == status


def test_a_store_that_cannot_work_says_why(monde: Monde) -> None:
    with monde.store.write(monde.ours) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(delete(table))

    reply = monde.http.get(HEALTH)

    assert reply.status_code == 503
    assert "ne tient aucun PLIE" in reply.text


def test_each_request_has_its_line_and_whoever_watches_has_none(monde: Monde) -> None:
    monde.asked(PUSH, pack({}), "un-jeton-inconnu")
    monde.http.get(HEALTH)

    lines = [json.loads(line) for line in monde.log.getvalue().splitlines()]

    assert [(line["event"], line["endpoint"]) for line in lines] == [
        ("refused", "push"),
        ("request", "push"),
    ]
    assert lines[1]["status"] == 401
    assert lines[1]["ms"] >= 0


def _figures(monde: Monde) -> str:
    http = TestClient(monde.http.app, client=HERE)
    return http.get(MEASURES).text


def _door(monde: Monde, client: tuple[str, int], access: Access) -> TestClient:
    app = create_app(
        monde.store,
        clock=monde.clock,
        token_bytes=os.urandom,
        log=trail.log_to(monde.log),
        access=access,
    )
    return TestClient(app, client=client)
