"""A cycle against a real store: what goes up, what comes down, and what it costs."""

from plie.kinds import Affectation
from tests.desktop.sync.postes import Magasin, Poste


def test_what_was_written_here_is_numbered_there(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    entretien = ae.entretien(dossier, "Premier entretien.")

    outcome = ae.cycle()

    assert outcome.complete, outcome.failure
    assert ae.waiting() == 0
    theirs = {op_id: number for op_id, (number, _) in magasin.numbered().items()}
    assert {op_id: number for op_id, (number, _) in ae.ops().items()} == theirs
    assert ae.contenu(entretien) == "Premier entretien."


def test_an_adviser_is_given_the_dossier_that_they_open(ae: Poste) -> None:
    dossier = ae.dossier()

    ae.cycle()

    with ae.vault.look() as rows:
        assert [a.dossier for a in rows.all(Affectation)] == [dossier]


def test_nothing_to_say_is_one_request_of_less_than_a_kilobyte(ae: Poste) -> None:
    ae.dossier()
    ae.cycle()
    ae.line.passed.clear()

    assert ae.cycle().complete

    (hello,) = ae.line.passed
    assert hello.up + hello.down <= 1_000
