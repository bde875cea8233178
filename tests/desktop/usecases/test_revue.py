"""What coordination does with a compte-rendu, and what the adviser's screen then tells."""

from dataclasses import replace
from datetime import UTC, time, timedelta

import pytest

from desktop.models.arrivals import apply_page
from desktop.models.vault import Vault
from desktop.usecases.dossiers import assemble, fil
from desktop.usecases.revue import (
    commentaires,
    commenter,
    equipe,
    nouveautes,
    prendre_connaissance,
)
from desktop.usecases.signatures import lire
from plie.kinds import Affectation, Id, PriseDeConnaissance, Utilisateur
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu
from tests import builders
from tests.builders import AE, CR, MIDI, PERSONNE, UN_PDF
from wire.messages import Numbered, Page


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


def test_a_note_taken_by_another_in_the_readers_name_reads_nothing(vault: Vault) -> None:
    receive(vault)
    told = builders.une_op(
        op_id="faux", kind="prise_de_connaissance", id="faux", author="quelqu-un-d-autre",
        fields={"dossier": PERSONNE, "sur_kind": "compte_rendu", "sur_id": CR,
                "auteur_nom": "Odilon Carpentras", "lu_le": MIDI.isoformat()},
    )  # fmt: skip
    with vault.work() as work:
        apply_page(work, Page(epoch="e", ops=(Numbered(number=1, op=told),), until=1))
        work.commit()

    with vault.look() as rows:
        assert [n.lu for n in nouveautes(rows)] == [False]


def test_a_signature_of_another_dossier_signs_nothing(vault: Vault) -> None:
    """C9-3-6: an adviser writes in their own dossiers only, whatever a fact of theirs names."""
    receive(vault, signed=False)
    with vault.work() as work:
        for signature in builders.les_deux_signatures(dossier=Id("un-autre-dossier")):
            work.insert(signature)
        work.commit()

    with vault.look() as rows:
        assert [n.etat for n in nouveautes(rows)] == [EtatCompteRendu.FINALISE]
        assert lire(rows, CR, referentiel=builders.le_referentiel()).signatures == ()


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


def test_the_story_gives_the_day_and_hour_of_the_plie(vault: Vault, elsewhere: str) -> None:
    """Written a quarter before midnight, universal time: the next day already, in Paris."""
    receive(vault)
    late = MIDI.replace(hour=23, minute=45)

    with vault.work() as work:
        commenter(work, CR, texte="Où en est la demande ?", now=late)

    with vault.look() as rows:
        lines = fil(assemble(rows, PERSONNE), zone=builders.le_referentiel().zone)
    (line,) = (line for line in lines if line.titre.startswith("Commentaire"))
    assert line.le == late.date() + timedelta(days=1), elsewhere
    assert line.heure == time(1, 45)


def test_a_comment_stands_in_the_story_of_the_dossier(vault: Vault) -> None:
    receive(vault)

    with vault.work() as work:
        commenter(work, CR, texte="  Où en est la demande ?  ", now=MIDI)

    with vault.look() as rows:
        ((comment, received),) = commentaires(rows, CR)
        titles = [line.titre for line in fil(assemble(rows, PERSONNE), zone=UTC)]
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


def test_a_refusal_is_no_signature_and_a_replaced_version_waits_for_none(vault: Vault) -> None:
    """domain.md §5: « the CR then counts as *not* signed »; « a correction is a new version »."""
    receive(vault, signed=False)
    with vault.work() as work:
        work.insert(Utilisateur(id=AE, nom="Odilon Carpentras", role="accompagnateur"))
        work.insert(Affectation(id=work.new_id(), dossier=PERSONNE, utilisateur=AE))
        work.insert(builders.un_compte_rendu(id=Id("version-2"), version=2, remplace=CR))
        refused, adviser = builders.les_deux_signatures(compte_rendu=Id("version-2"))
        work.insert(replace(refused, position="refus", motif_refus="Pas d’accord"))
        work.insert(adviser)
        work.commit()

    with vault.look() as rows:
        (line,) = equipe(rows)

    assert (line.signes, line.a_signer) == (0, 0)
