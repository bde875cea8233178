"""What coordination does with a compte-rendu, and what the adviser's screen then tells."""

from dataclasses import replace
from datetime import UTC, time, timedelta
from typing import Any

import pytest

from desktop.models import line
from desktop.models.arrivals import apply_page
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from desktop.usecases.a_signer import lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.revue import (
    Nouveaute,
    commentaires,
    commenter,
    nouveautes,
    prendre_connaissance,
)
from plie.kinds import Affectation, Id, Personne, PriseDeConnaissance, Utilisateur, by_class
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu
from tests import builders
from tests.builders import AE, CR, MIDI, PERSONNE, UN_PDF
from wire.codec import to_values
from wire.messages import Numbered, Page
from wire.op import PLIE_SCOPE

AUTRE_AE = "ae-d-a-cote"
DEMO = builders.le_referentiel()


def arrive(vault: Vault, *things: object, author: str = AUTRE_AE, on: str = "") -> None:
    """Write things as an exchange brings them: operations of someone else, numbered by the store."""
    with vault.work() as work:
        since = work.rows.cursor().since
        ops = tuple(
            _numbered(work.new_id(), thing, author, since + n + 1, on)
            for n, thing in enumerate(things)
        )
        apply_page(work, Page(epoch="e", ops=ops, until=since + len(ops)))
        line.save_cursor(work.connection, replace(work.rows.cursor(), last_success=MIDI))
        work.commit()


def _numbered(op_id: str, thing: Any, author: str, number: int, on: str) -> Numbered:
    role = "coordination" if author == AE else "accompagnateur"
    scope = thing.id if isinstance(thing, Personne) else getattr(thing, "dossier", PLIE_SCOPE)
    op = builders.une_op(
        op_id=op_id, kind=by_class(type(thing)).word, id=thing.id, scope=scope, author=author,
        role=role, fields=to_values(thing), made_at=on or MIDI.isoformat(),
    )  # fmt: skip
    return Numbered(number=number, op=op)


def receive(vault: Vault, *, signed: bool = True) -> None:
    """Put one compte-rendu in the vault, as if it had come in."""
    arrive(
        vault,
        builders.une_personne(),
        builders.un_entretien(),
        builders.un_compte_rendu(pdf=UN_PDF),
        *(builders.les_deux_signatures() if signed else ()),
    )


def comptes_rendus(rows: Rows, *, seen: bool = False) -> list[Nouveaute]:
    return [
        n
        for n in nouveautes(rows, referentiel=DEMO, on=MIDI.date(), seen=seen)
        if n.kind == "compte_rendu"
    ]


def test_what_came_in_is_unread_until_note_is_taken_once(vault: Vault) -> None:
    receive(vault)

    for _ in range(2):
        with vault.work() as work:
            prendre_connaissance(work, CR, now=MIDI)

    with vault.look() as rows:
        assert comptes_rendus(rows) == []
        (only,) = comptes_rendus(rows, seen=True)
        assert rows.count(PriseDeConnaissance) == 1
    assert (only.lu, only.nom) == (True, "Maïwenn Trévignac")
    assert EtatCompteRendu.SIGNE.label in only.titre


def test_what_was_looked_at_comes_back_only_once_it_has_changed(vault: Vault) -> None:
    receive(vault, signed=False)
    with vault.work() as work:
        prendre_connaissance(work, CR, now=MIDI)
    arrive(vault, builders.un_evenement(), builders.un_rendez_vous())
    with vault.look() as rows:
        assert comptes_rendus(rows) == []

    arrive(vault, *builders.les_deux_signatures())

    with vault.look() as rows:
        (back,) = comptes_rendus(rows)
    assert (back.id, back.lu, back.change) == (CR, False, True)
    with vault.work() as work:
        prendre_connaissance(work, CR, now=MIDI)
    with vault.look() as rows:
        assert (comptes_rendus(rows), rows.count(PriseDeConnaissance)) == ([], 2)


def test_a_note_taken_on_another_machine_of_the_reader_counts_here(vault: Vault) -> None:
    receive(vault)
    note = PriseDeConnaissance(
        id=Id("note"), dossier=Id(PERSONNE), sur_kind="compte_rendu", sur_id=CR,
        auteur_nom="Odilon Carpentras", lu_le=MIDI,
    )  # fmt: skip

    arrive(vault, note, author=AE)

    with vault.look() as rows:
        assert comptes_rendus(rows) == []


def test_a_correction_takes_the_place_of_what_it_replaces(vault: Vault) -> None:
    receive(vault)
    later = builders.un_compte_rendu(id=Id("version-2"), version=2, remplace=CR, pdf=UN_PDF)

    arrive(vault, later)

    with vault.look() as rows:
        assert [n.id for n in comptes_rendus(rows)] == ["version-2"]


def test_the_first_exchange_brings_the_years_before_as_history(vault: Vault) -> None:
    with vault.work() as work:
        before = MIDI - timedelta(days=400)
        old = builders.un_compte_rendu(date=before.date(), finalise_le=before, pdf=UN_PDF)
        ops = (
            _numbered("1", builders.une_personne(), AUTRE_AE, 1, ""),
            _numbered("2", old, AUTRE_AE, 2, before.isoformat()),
        )
        apply_page(work, Page(epoch="e", ops=ops, until=2))
        work.commit()

    with vault.look() as rows:
        assert [n.kind for n in nouveautes(rows, referentiel=DEMO, on=MIDI.date())] == ["personne"]


def test_who_follows_the_dossier_where_and_what_are_told(vault: Vault) -> None:
    receive(vault)
    arrive(
        vault,
        Utilisateur(id=Id(AUTRE_AE), nom="Camille Ferrand", role="accompagnateur"),
        Affectation(id=Id("a"), dossier=PERSONNE, utilisateur=Id(AUTRE_AE), role="accompagnateur"),
        builders.une_etape(),
        builders.un_compte_rendu(id=Id("cr-2"), entretien=Id("e-2"), lieu="Mairie annexe"),
    )

    with vault.look() as rows:
        told = {n.id: n for n in nouveautes(rows, referentiel=DEMO, on=MIDI.date())}

    assert told["etape-1"].accompagnateur == "Camille Ferrand"
    assert told["etape-1"].titre == "Étape\u00a0: Atelier mobilité"
    assert told["cr-2"].lieu == "Mairie annexe"
    assert told[PERSONNE].titre == "Dossier ouvert"


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
        assert [n.lu for n in comptes_rendus(rows)] == [False]


def test_a_signature_of_another_dossier_signs_nothing(vault: Vault) -> None:
    """C9-3-6: an adviser writes in their own dossiers only, whatever a fact of theirs names."""
    receive(vault, signed=False)
    arrive(vault, *builders.les_deux_signatures(dossier=Id("un-autre-dossier")))

    with vault.look() as rows:
        (only,) = comptes_rendus(rows)
        assert EtatCompteRendu.FINALISE.label in only.titre
        assert lire(rows, CR, referentiel=builders.le_referentiel()).signatures == ()


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
    assert "Commentaire d’Odilon Carpentras" in titles


def test_an_empty_comment_is_refused_and_nothing_is_queued(vault: Vault) -> None:
    receive(vault)
    with vault.look() as rows:
        before = rows.waiting()

    with vault.work() as work, pytest.raises(Refus, match="commentaire_vide"):
        commenter(work, CR, texte=" \n ", now=MIDI)

    with vault.look() as rows:
        assert rows.waiting() == before
