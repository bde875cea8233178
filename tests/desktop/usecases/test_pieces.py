"""Pièces on a real vault: put in their slot, examined, locked once accepted (C7, C9-3-5)."""

from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases.pieces import LignePiece, examiner_piece, ouvrir, pieces, verser
from plie.kinds import Emploi, Id
from plie.refus import Refus
from plie.vocabulaire_dossier import EtatPiece, IssueExamen
from tests import builders
from tests.desktop.usecases.alertes import AE, COORDINATION, as_

DEMO = builders.le_referentiel()
PDF = b"%PDF-1.4 un contrat"


@pytest.fixture
def hired(vault: Vault) -> Vault:
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.insert(
            builders.un_emploi(type="cdi", employeur="Les Ateliers", debut=date(2026, 2, 2))
        )
        work.commit()
    return vault


def contract(vault: Vault) -> LignePiece:
    with vault.look() as rows:
        groups = pieces(rows, builders.PERSONNE, referentiel=DEMO)
    return next(group for group in groups if group.titre == "CDI, Les Ateliers").lignes[0]


def put(vault: Vault, content: bytes = PDF, code: str = "contrat") -> str:
    slot = contract(vault).emplacement
    with vault.work() as work:
        changes = verser(
            work, builders.PERSONNE, slot, code, content, nom="contrat.pdf", now=builders.MIDI
        )
    return changes.id_of("piece")


def examine(vault: Vault, id_: str, issue: IssueExamen, motif: str = "") -> None:
    as_(vault, COORDINATION)
    with vault.work() as work:
        examiner_piece(work, id_, issue, motif=motif, now=builders.MIDI)
    as_(vault, AE)


def test_a_file_is_put_in_its_slot_and_seen(hired: Vault) -> None:
    assert contract(hired).etat is EtatPiece.MANQUANTE

    id_ = put(hired)

    assert contract(hired).etat is EtatPiece.RECUE
    assert contract(hired).detail == "contrat.pdf, reçue le 10/09/2026"
    with hired.look() as rows:
        assert ouvrir(rows, id_, referentiel=DEMO).contenu == PDF


def test_an_adviser_does_not_examine_what_they_put_there(hired: Vault) -> None:
    """domain.md §12: `piece_examen` is written by coordination and gestionnaire."""
    id_ = put(hired)

    with hired.work() as work, pytest.raises(Refus, match="droit_refuse"):
        examiner_piece(work, id_, IssueExamen.ACCEPTEE, now=builders.MIDI)

    assert contract(hired).etat is EtatPiece.RECUE


def test_a_refusal_says_why_and_the_next_file_takes_its_place(hired: Vault) -> None:
    id_ = put(hired)
    with pytest.raises(Refus, match="refus_sans_motif"):
        examine(hired, id_, IssueExamen.REFUSEE, "  ")

    examine(hired, id_, IssueExamen.REFUSEE, "La date ne se lit pas")

    assert contract(hired).etat is EtatPiece.REFUSEE
    assert contract(hired).detail.endswith("La date ne se lit pas")
    put(hired, PDF + b" net")
    assert contract(hired).etat is EtatPiece.RECUE


def test_once_accepted_it_is_locked(hired: Vault) -> None:
    id_ = put(hired)

    examine(hired, id_, IssueExamen.ACCEPTEE)

    assert contract(hired).verrouillee
    with pytest.raises(Refus, match="piece_verrouillee"):
        put(hired)
    with pytest.raises(Refus, match="piece_deja_acceptee"):
        examine(hired, id_, IssueExamen.REFUSEE, "Trop tard")


def test_a_slot_takes_what_it_asks_for_only(hired: Vault) -> None:
    with pytest.raises(Refus, match="piece_inconnue"):
        put(hired, code="diplome")


def test_what_proved_a_contract_stays_in_sight_once_the_contract_is_corrected(
    hired: Vault,
) -> None:
    """« Corrigez-la plutôt »: a pièce accepted is of the dossier, whatever is asked for now (C9-3-5)."""
    id_ = put(hired)
    examine(hired, id_, IssueExamen.ACCEPTEE)
    with hired.work() as work:
        (job,) = work.rows.all(Emploi)
        work.patch(Emploi, job.id, work.seen(Emploi, job.id), type="interim")
        work.commit()

    with hired.look() as rows:
        *_, last = pieces(rows, builders.PERSONNE, referentiel=DEMO)
    assert last.titre == "Gardées, qui ne sont plus demandées"
    (kept,) = last.lignes
    assert (kept.piece, kept.verrouillee) == (id_, True)

    with hired.work() as work:
        work.patch(Emploi, job.id, work.seen(Emploi, job.id), type="cdi")
        work.commit()
    assert contract(hired).piece == id_
    with hired.look() as rows:
        titles = [group.titre for group in pieces(rows, builders.PERSONNE, referentiel=DEMO)]
    assert last.titre not in titles


def test_the_pieces_of_an_earlier_parcours_stay_in_sight(hired: Vault) -> None:
    """A file is proved for years (2021/1060, art. 82), whatever begins after it."""
    id_ = put(hired)
    with hired.work() as work:
        work.insert(builders.un_parcours(id=Id("p2"), numero=2, ouvert_le=date(2026, 9, 1)))
        work.commit()

    with hired.look() as rows:
        found = pieces(rows, builders.PERSONNE, referentiel=DEMO)
    assert [line.piece for line in found[-1].lignes] == [id_]
