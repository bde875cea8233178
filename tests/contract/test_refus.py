"""What is withheld leaves one line in the journal: who asked, why not, and of which dossier."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select

from central import chain, tables
from central.context import the_store
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde
from wire.messages import SNAPSHOT, WITHDRAW, Snapshot, Withdraw
from wire.pack import pack

PDF = b"%PDF d'une autre"
NAME = sha256(PDF).hexdigest()


def test_a_foreign_dossier_asked_for_leaves_a_line_and_its_guesses_no_word(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    dossier = adviser.dossier()

    refused = [_snapshot(other, one) for one in (dossier, dossier, "Trévignac", "un-secret")]

    assert refused == [(404, "dossier_absent")] * 4
    assert _noted(monde) == [
        (other.id, other.who.utilisateur, dossier, "dossier_absent"),
        (other.id, other.who.utilisateur, "", "dossier_absent"),
    ]
    assert chain.verify(monde.store, plie=PLIE).intact


def test_it_is_noted_again_after_an_hour(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    dossier = adviser.dossier()
    for minutes in (0, 59, 2):
        monde.clock.avance(minutes=minutes)
        _snapshot(other, dossier)

    assert len(_noted(monde)) == 2


def test_a_foreign_file_asked_for_leaves_a_line(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    keeper = monde.appareil("Gil Ors", Role.GESTIONNAIRE)
    dossier = adviser.dossier()
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=NAME)) == [None]
    early = adviser.blob("GET", NAME).status_code
    adviser.blob("PATCH", NAME, PDF, upload_offset="0", upload_length=str(len(PDF)))

    answers = [one.blob("GET", NAME).status_code for one in (adviser, other, keeper)]

    assert (early, answers) == (404, [200, 404, 404])
    # What has only not arrived yet was refused to nobody.
    assert _noted(monde) == [
        (one.id, one.who.utilisateur, dossier, "fichier_absent") for one in (other, keeper)
    ]


def test_a_withdrawal_that_is_not_theirs_to_ask_leaves_a_line(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")

    refused = [_withdraw(other, adviser.id, motif) for motif in ("rendu", "perdu")]

    assert refused == [(403, "retrait_refuse"), (404, "appareil_absent")]
    assert [line[2:] for line in _noted(monde)] == [("", "retrait_refuse"), ("", "appareil_absent")]


def _snapshot(device: Appareil, dossier: str) -> tuple[int, str]:
    asked = Snapshot(epoch=device.who.epoch, dossier=dossier, since=0)
    return device.monde.refused(SNAPSHOT, pack(asked), device.who.token)


def _withdraw(device: Appareil, target: str, motif: str) -> tuple[int, str]:
    asked = pack(Withdraw(device=target, motif=motif))
    return device.monde.refused(WITHDRAW, asked, device.who.token)


def _noted(monde: Monde) -> Sequence[Row[Any]]:
    line = tables.journal
    query = select(line.c.device, line.c.utilisateur, line.c.dossier, line.c.code)
    with monde.store.look(the_store(PLIE)) as connection:
        return connection.execute(query.filter_by(event="refus").order_by(line.c.seq)).all()
