"""What coordination does with a compte-rendu, and what the adviser's screen then tells."""

from datetime import timedelta

import pytest

from desktop.models.vault import Vault
from desktop.usecases.dossiers import assemble, fil
from desktop.usecases.revue import (
    commentaires,
    commenter,
    equipe,
    nouveautes,
    prendre_connaissance,
)
from plie.kinds import Affectation, Id, PriseDeConnaissance, Utilisateur
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu
from tests import builders
from tests.builders import AE, CR, MIDI, PERSONNE, UN_PDF


def receive(vault: Vault, *, signed: bool = True) -> None:
    """Put one compte-rendu in the vault, as if it had come in."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_entretien())
        work.insert(builders.un_compte_rendu(pdf=UN_PDF))
        for signature in builders.les_deux_signatures() if signed else ():
            work.insert(signature)
        work.commit()


def test_what_came_in_is_unread_until_note_is_taken_once(vault: Vault) -> None:
    receive(vault)

    for _ in range(2):
        with vault.work() as work:
            prendre_connaissance(work, CR, now=MIDI)

    with vault.look() as rows:
        (only,) = nouveautes(rows)
        assert rows.count(PriseDeConnaissance) == 1
    assert (only.lu, only.etat, only.nom) == (True, EtatCompteRendu.SIGNE, "Maïwenn Trévignac")


def test_the_unread_comes_first_then_the_newest(vault: Vault) -> None:
    receive(vault, signed=False)
    later = Id("00000000-0000-7000-8000-0000000000aa")
    with vault.work() as work:
        work.insert(
            builders.un_compte_rendu(
                id=later, entretien=later, finalise_le=MIDI + timedelta(days=1), pdf=UN_PDF
            )
        )
        work.commit()
    with vault.work() as work:
        prendre_connaissance(work, later, now=MIDI)

    with vault.look() as rows:
        found = nouveautes(rows)

    assert [(n.id, n.lu) for n in found] == [(CR, False), (later, True)]
    assert found[0].etat is EtatCompteRendu.FINALISE


def test_a_comment_stands_in_the_story_of_the_dossier(vault: Vault) -> None:
    receive(vault)

    with vault.work() as work:
        commenter(work, CR, texte="  Où en est la demande ?  ", now=MIDI)

    with vault.look() as rows:
        ((comment, received),) = commentaires(rows, CR)
        titles = [line.titre for line in fil(assemble(rows, PERSONNE))]
    assert (comment.texte, received) == ("Où en est la demande ?", False)
    assert "Commentaire de Odilon Carpentras" in titles


def test_an_empty_comment_is_refused_and_nothing_is_queued(vault: Vault) -> None:
    receive(vault)
    with vault.look() as rows:
        before = rows.waiting()

    with vault.work() as work, pytest.raises(Refus, match="commentaire_vide"):
        commenter(work, CR, texte=" \n ", now=MIDI)

    with vault.look() as rows:
        assert rows.waiting() == before


def test_the_team_is_one_line_an_adviser_with_figures_of_files(vault: Vault) -> None:
    receive(vault)
    with vault.work() as work:
        work.insert(Utilisateur(id=AE, nom="Odilon Carpentras", role="accompagnateur"))
        work.insert(Affectation(id=work.new_id(), dossier=PERSONNE, utilisateur=AE))
        work.commit()

    with vault.look() as rows:
        (line,) = equipe(rows)

    assert (line.accompagnateur, line.dossiers, line.signes, line.a_signer) == (
        "Odilon Carpentras",
        1,
        1,
        0,
    )
