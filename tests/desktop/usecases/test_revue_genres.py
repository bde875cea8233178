"""Whatever others do in a dossier is news to who reviews it, by its own name, until it is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from desktop.models.arrivals import apply_page
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.nouvelles_dites import GENRES
from desktop.usecases.revue import Nouveaute, commenter, nouveautes, prendre_connaissance
from plie.kinds import (
    AvisMotive,
    BilanEtape,
    Cloture,
    Commentaire,
    Diagnostic,
    Id,
    PieceVersee,
    Sha256,
    SortieProposee,
    Visa,
)
from plie.referentiel import read
from tests import builders
from tests.builders import AE, CR, MIDI, PERSONNE, UN_PDF
from tests.desktop.usecases.test_revue import AUTRE_AE, DEMO, arrive
from tests.plie.test_articles_donnees import TROISIEME
from wire.messages import Numbered, Page
from wire.op import Verb

LE = date(2026, 9, 8)


def un_commentaire(**changes: Any) -> Commentaire:
    return Commentaire(
        **{
            "id": Id("commentaire-1"), "dossier": PERSONNE, "sur_kind": "etape", "sur_id": Id("etape-1"),
            "texte": "Le garage ouvre lundi.", "auteur_nom": "Camille Ferrand", "ecrit_le": MIDI,
            **changes,
        }
    )  # fmt: skip


def une_piece(**changes: Any) -> PieceVersee:
    return PieceVersee(
        **{
            "id": Id("piece-1"), "dossier": PERSONNE, "code": DEMO.dossier.pieces[0].code,
            "fichier": Sha256(UN_PDF), "nom_fichier": "carte.pdf", "recue_le": LE, **changes,
        }
    )  # fmt: skip


def une_sortie(**changes: Any) -> SortieProposee:
    return SortieProposee(
        **{
            "id": Id("sortie-1"), "dossier": PERSONNE, "proposee_le": LE,
            "motif": DEMO.motifs_sortie[0].code, "texte": "CDI signé.", **changes,
        }
    )  # fmt: skip


def un_diagnostic(**changes: Any) -> Diagnostic:
    return Diagnostic(**{"id": Id("diagnostic-1"), "dossier": PERSONNE, **changes})


AVANT = (builders.une_personne(), builders.une_prescription(), builders.une_etape())
PIECE, MOTIF = DEMO.dossier.pieces[0].libelle, DEMO.motifs_sortie[0].libelle
# What arrives, and what the list says of it.
ARRIVE = {
    "compte_rendu": (builders.un_compte_rendu(pdf=UN_PDF), "À signer"),
    "personne": (builders.une_personne(id=Id("une-autre")), "Dossier ouvert"),
    "prescription": (builders.une_prescription(id=Id("prescription-2")), "Nouvelle orientation\u00a0: "),
    "diagnostic": (un_diagnostic(termine_le=LE), "Diagnostic terminé"),
    "etape": (builders.une_etape(id=Id("etape-2")), "Étape\u00a0: Atelier mobilité"),
    "bilan_etape": (
        BilanEtape(id=Id("bilan-1"), dossier=PERSONNE, etape=Id("etape-1"), fait_le=LE),
        "Bilan d’étape\u00a0: Atelier mobilité",
    ),
    "objectif": (builders.un_objectif(), "Objectif\u00a0: "),
    "emploi": (builders.un_emploi(), "Emploi\u00a0: CDD"),
    "piece": (une_piece(), f"Pièce reçue\u00a0: {PIECE}"),
    "inscription": (
        builders.une_inscription(), "À l’ordre du jour de la Commission du 10/02/2026\u00a0: Entrée",
    ),
    "retrait_inscription": (builders.un_retrait(), "Retiré de l’ordre du jour de la Commission"),
    "visa": (
        Visa(
            id=Id("visa-1"), dossier=PERSONNE, objet="entree", conforme=False, auteur_nom="M.", vise_le=LE
        ),
        "Visa\u00a0: non conforme",
    ),
    "avis_motive": (
        AvisMotive(
            id=Id("avis-1"), dossier=PERSONNE, objet="entree", avis="reserve", auteur_nom="M.", rendu_le=LE
        ),
        "Avis motivé\u00a0: Réservé",
    ),
    "decision": (builders.une_decision(), "Décision de la Commission du 10/02/2026\u00a0: Intégration"),
    "annulation": (builders.une_annulation(), "Annulation\u00a0: Décision"),
    "sortie_proposee": (une_sortie(), f"Sortie proposée\u00a0: {MOTIF}"),
    "cloture": (
        Cloture(id=Id("cloture-1"), dossier=PERSONNE, close_le=LE, motif="retrait"),
        "Clôture sans suite\u00a0: Retrait de la candidature",
    ),
    "commentaire": (un_commentaire(), "Commentaire (étape)\u00a0: Le garage ouvre lundi."),
}  # fmt: skip


def patched(vault: Vault, **fields: str) -> None:
    """Change the diagnostic, as an exchange brings it."""
    with vault.work() as work:
        since = work.rows.cursor().since
        op = builders.une_op(
            op_id=work.new_id(), kind="diagnostic", id="diagnostic-1", verb=Verb.PATCH,
            author=AUTRE_AE, fields=fields,
            seen=work.rows.seen(Diagnostic, "diagnostic-1"),
        )  # fmt: skip
        apply_page(work, Page(epoch="e", ops=(Numbered(number=since + 1, op=op),), until=since + 1))
        work.commit()


def of(rows: Rows, kind: str, *, seen: bool = False) -> list[Nouveaute]:
    return [
        n for n in nouveautes(rows, referentiel=DEMO, on=MIDI.date(), seen=seen) if n.kind == kind
    ]


def unread(vault: Vault, kind: str) -> list[str]:
    with vault.look() as rows:
        return [n.id for n in of(rows, kind)]


@pytest.mark.parametrize("kind", GENRES)
def test_each_kind_is_told_by_its_name_and_only_until_it_is_looked_at(
    vault: Vault, kind: str
) -> None:
    arrive(vault, *AVANT)
    with vault.look() as rows:
        before = {n.id for n in of(rows, kind)}
    thing, titre = ARRIVE[kind]

    arrive(vault, thing)

    with vault.look() as rows:
        (new,) = (n for n in of(rows, kind) if n.id not in before)
    assert titre in new.titre
    with vault.work() as work:
        prendre_connaissance(work, new.id, kind=kind, now=MIDI)
    arrive(vault, builders.un_rendez_vous())
    with vault.look() as rows:
        assert {n.id for n in of(rows, kind)} == before
        assert [n.id for n in of(rows, kind, seen=True)] == [new.id]


def test_what_was_cancelled_before_it_was_looked_at_is_told_as_such(vault: Vault) -> None:
    arrive(vault, *AVANT)
    arrive(vault, builders.une_decision())

    arrive(vault, builders.une_annulation())

    with vault.look() as rows:
        (new,) = of(rows, "decision")
    assert new.titre.endswith("Intégration — annulée le 12/02/2026")


def test_a_body_that_is_not_the_one_of_every_day_is_told_by_its_name(vault: Vault) -> None:
    """In the news and in the story: the third PLIE's Table ronde decides on sorties, its Conseil on the rest."""
    iles = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)
    sortie = builders.une_inscription(objet="sortie")
    decided = builders.une_decision(objet="sortie", issue="sortie", inscription=sortie.id)

    arrive(vault, *AVANT)
    arrive(vault, sortie, decided)

    with vault.look() as rows:
        told = {n.kind: n.titre for n in nouveautes(rows, referentiel=iles, on=MIDI.date())}
        whole = assemble(rows, PERSONNE)
    story = {
        line.kind: line.titre
        for line in fil(whole, zone=iles.zone, dire=iles.dire, regles=iles.commission)
    }
    body = "(Table ronde des employeurs)"
    assert told["inscription"].startswith(f"À l’ordre du jour {body} du ")
    assert told["decision"].startswith(f"Décision {body} du ")
    assert story["inscription"] == f"À l’ordre du jour {body} — Sortie"
    assert story["decision"] == f"Décision {body}\u00a0: Sortie"


def test_what_the_reader_wrote_is_no_news_to_them(vault: Vault) -> None:
    arrive(vault, builders.une_personne())

    arrive(vault, builders.une_decision(), builders.une_inscription(), author=AE)

    assert unread(vault, "decision") == unread(vault, "inscription") == []


def test_the_first_orientation_of_a_dossier_comes_with_it_and_the_next_one_is_news(
    vault: Vault,
) -> None:
    arrive(vault, *AVANT)
    assert unread(vault, "prescription") == []

    arrive(vault, builders.une_prescription(id=Id("prescription-2")))

    assert unread(vault, "prescription") == ["prescription-2"]


def test_a_diagnostic_is_news_once_it_is_finished_and_again_when_it_changes(vault: Vault) -> None:
    arrive(vault, builders.une_personne(), un_diagnostic(synthese="En cours"))
    assert unread(vault, "diagnostic") == []

    patched(vault, termine_le=LE.isoformat())

    assert unread(vault, "diagnostic") == ["diagnostic-1"]
    with vault.work() as work:
        prendre_connaissance(work, "diagnostic-1", kind="diagnostic", now=MIDI)
    assert unread(vault, "diagnostic") == []
    patched(vault, synthese="Tout est dit")
    with vault.look() as rows:
        (again,) = of(rows, "diagnostic")
    assert (again.change, again.texte) == (True, "Tout est dit")


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("piece", une_piece(), une_piece(id=Id("piece-2"), remplace=Id("piece-1"))),
        ("sortie_proposee", une_sortie(), une_sortie(id=Id("sortie-2"), remplace=Id("sortie-1"))),
    ],
)
def test_what_is_replaced_is_no_longer_to_be_read(
    vault: Vault, kind: str, first: Any, second: Any
) -> None:
    arrive(vault, builders.une_personne(), first)

    arrive(vault, second)

    assert unread(vault, kind) == [second.id]


def test_of_comments_those_of_an_ae_are_news_and_an_answer_goes_with_its_question(
    vault: Vault,
) -> None:
    arrive(
        vault,
        builders.une_personne(),
        un_commentaire(),
        un_commentaire(id=Id("reponse"), sur_kind="demande", sur_id=Id("demande-1")),
    )
    with vault.look() as rows:
        op = rows.history(Commentaire, "commentaire-1")[0]
    assert op.role == "accompagnateur"

    assert unread(vault, "commentaire") == ["commentaire-1"]


def test_one_may_comment_on_any_of_them(vault: Vault) -> None:
    arrive(vault, builders.une_personne(), une_sortie())

    with vault.work() as work:
        commenter(
            work, "sortie-1", kind="sortie_proposee", texte="Merci de joindre le contrat.", now=MIDI
        )

    with vault.look() as rows:
        (written,) = rows.all(Commentaire)
    assert (written.dossier, written.sur_kind) == (PERSONNE, "sortie_proposee")
    assert unread(vault, "sortie_proposee") == []


def test_the_readings_do_not_grow_with_the_number_of_things(vault: Vault) -> None:
    arrive(
        vault, *AVANT, une_piece(), un_commentaire(), builders.un_compte_rendu(id=CR, pdf=UN_PDF)
    )
    few = readings(vault)

    arrive(
        vault,
        *(une_piece(id=Id(f"p-{n}")) for n in range(30)),
        *(un_commentaire(id=Id(f"c-{n}")) for n in range(30)),
    )

    assert readings(vault) == few


def readings(vault: Vault) -> int:
    with vault.look() as rows, counted(rows) as said:
        nouveautes(rows, referentiel=DEMO, on=MIDI.date())
    return len(said)


@contextmanager
def counted(rows: Rows) -> Iterator[list[str]]:
    said: list[str] = []

    def note(*args: Any) -> None:
        said.append(str(args[2]))

    event.listen(rows.connection, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(rows.connection, "before_cursor_execute", note)
