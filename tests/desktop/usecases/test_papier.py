"""Paper out and back: what is printed, and what a scan makes of the comptes-rendus (C9-3-6)."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.documents.boxes import page_count, signature_places
from desktop.models.vault import Vault
from desktop.pages import scans
from desktop.usecases import depouillement, impression, papier
from desktop.usecases.a_signer import lire
from desktop.usecases.entretiens import finaliser
from plie import phrases
from plie.kinds import CompteRendu, Id, Signature
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, MoyenSignature, Position, Signataire
from tests import builders
from tests.builders import MIDI
from tests.desktop import scanner, vaults

DEMO = builders.le_referentiel()
DAY = builders.un_entretien().date
MONDAY = date(2026, 8, 31)
AUTRE = Id("00000000-0000-7000-8000-0000000000f2")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = vaults.fresh(tmp_path / "coffre")
    with made.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.une_personne(id=AUTRE, prenoms="Théodule", nom_naissance="Kerbrézan"))
        work.commit()
    yield made
    made.close()


def finalised(vault: Vault, *, dossier: str = builders.PERSONNE, **values: object) -> CompteRendu:
    with vault.work() as work:
        draft = builders.un_entretien(id=work.new_id(), dossier=dossier, **values)
        work.insert(draft)
        work.commit()
    with vault.work() as work:
        made = finaliser(work, draft.id, referentiel=DEMO, now=MIDI).id_of("compte_rendu")
    with vault.look() as rows:
        return rows.get(CompteRendu, made)


def printed(vault: Vault, cr: CompteRendu) -> bytes:
    with vault.look() as rows:
        return impression.tirage(rows, f"cr:{cr.id}", referentiel=DEMO, now=MIDI).pdf


def signed_sheets(vault: Vault, cr: CompteRendu, seed: int = 1) -> list["scanner.Image.Image"]:
    pdf = printed(vault, cr)
    sheets = scanner.sheets(pdf)
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    for place in signature_places(pdf):
        scanner.sign(sheets[place.page - 1], place.box, chance)
    return sheets


def matched(vault: Vault, content: bytes) -> depouillement.Depouillement:
    scan = depouillement.lire_scan(content)
    with vault.look() as rows:
        return depouillement.rapprocher(rows, scan, referentiel=DEMO)


def attach(vault: Vault, retour: depouillement.Retour) -> None:
    content = depouillement.feuilles(retour)
    with vault.work() as work:
        papier.rattacher(work, content, retour.compte_rendu.id, signe_le=DAY, now=MIDI)


def etat(vault: Vault, cr: CompteRendu) -> EtatCompteRendu:
    with vault.look() as rows:
        return lire(rows, cr.id, referentiel=DEMO).etat


def test_a_signed_scan_comes_home_and_the_compte_rendu_is_signed(vault: Vault) -> None:
    cr = finalised(vault)
    content = scanner.as_pdf(signed_sheets(vault, cr))

    found = matched(vault, content)
    (retour,) = found.retours
    boxes = depouillement.cadres(retour)
    attach(vault, retour)

    assert [(box.qui, box.ecrit) for box in boxes] == [
        (Signataire.ADHERENT, True),
        (Signataire.ACCOMPAGNATEUR, True),
    ]
    assert etat(vault, cr) is EtatCompteRendu.SIGNE
    with vault.look() as rows:
        signatures = rows.all(Signature, compte_rendu=cr.id)
        assert {s.moyen for s in signatures} == {MoyenSignature.PAPIER}
        assert {s.signe_le.date() for s in signatures} == {DAY}
        assert {s.sha256_montre for s in signatures} == {cr.pdf}
        # The scan is kept as it came, and shown in place of the paper that left.
        assert {rows.blob(s.scan or "") for s in signatures} == {content}
        assert lire(rows, cr.id, referentiel=DEMO).pdf == content


def test_an_empty_box_is_told_and_decides_nothing(vault: Vault) -> None:
    cr = finalised(vault)
    found = matched(vault, scanner.as_pdf(scanner.sheets(printed(vault, cr))))

    boxes = depouillement.cadres(found.retours[0])

    assert [box.ecrit for box in boxes] == [False, False]
    assert etat(vault, cr) is EtatCompteRendu.FINALISE


def test_a_file_of_two_persons_is_taken_apart(vault: Vault) -> None:
    """Nobody's page is filed in somebody else's dossier."""
    one, other = finalised(vault), finalised(vault, dossier=AUTRE)
    pages = [*signed_sheets(vault, other), *signed_sheets(vault, one, 2)]

    found = matched(vault, scanner.as_pdf(pages))

    assert {r.compte_rendu.id for r in found.retours} == {one.id, other.id}
    for retour in found.retours:
        attach(vault, retour)
    with vault.look() as rows:
        for cr in (one, other):
            kept = rows.blob(rows.all(Signature, compte_rendu=cr.id)[0].scan or "") or b""
            named = {code.text for page in scans.read_pages(kept) for code in page.codes}
            assert named == {f"CR1:{cr.id.upper()}:1"}


@pytest.mark.parametrize("side_by_side", [True, False], ids=["beside", "below"])
def test_two_sheets_on_one_glass_are_filed_under_neither_name(
    vault: Vault, *, side_by_side: bool
) -> None:
    """One is of someone else: it would be kept as the proof of the first, and lost for the second."""
    one, other = finalised(vault), finalised(vault, dossier=AUTRE)
    (first,), (second,) = signed_sheets(vault, one), signed_sheets(vault, other, seed=2)
    if side_by_side:
        glass = scanner.Image.new("L", (first.width * 2, first.height), 255)
        glass.paste(first, (0, 0))
        glass.paste(second, (first.width, 0))
    else:
        glass = first.copy()
        glass.paste(second, (0, first.height // 2))

    found = matched(vault, scanner.as_pdf([glass]))

    assert found.retours == ()
    assert (found.inconnues, found.melees) == ((0,), (0,))
    # Beside those that lie alone, which find their place.
    again = matched(vault, scanner.as_pdf([first, glass, second]))
    assert {r.compte_rendu.id for r in again.retours} == {one.id, other.id}
    assert again.melees == (1,)


def test_pages_in_any_order_upside_down_and_blank_find_their_place(vault: Vault) -> None:
    long = finalised(vault, contenu="Un long récit, sans personne d’autre. " * 220)
    sheets = signed_sheets(vault, long)
    assert len(sheets) > 1
    blank = scanner.Image.new("L", sheets[0].size, 250)
    shuffled = [sheets[-1].rotate(180), blank, *sheets[:-1][::-1]]

    (retour,) = matched(vault, scanner.tiff(shuffled)).retours

    assert retour.obstacle == ""
    assert retour.feuilles[-1].page.number == 0
    assert len(retour.feuilles) == len(sheets)


def test_what_cannot_be_attached_says_why(vault: Vault) -> None:
    long = finalised(vault, contenu="Un long récit, sans personne d’autre. " * 220)
    sheets = signed_sheets(vault, long)
    (lacking,) = matched(vault, scanner.as_pdf(sheets[:1])).retours
    whole = matched(vault, scanner.as_pdf(sheets))
    attach(vault, whole.retours[0])
    (double,) = matched(vault, scanner.as_pdf(sheets)).retours

    assert "Il manque les pages 2, 3 et 4" in lacking.obstacle
    assert "double" in double.obstacle


def test_a_replaced_version_is_told(vault: Vault) -> None:
    first = finalised(vault)
    content = scanner.as_pdf(signed_sheets(vault, first))
    with vault.work() as work:
        finaliser(work, first.entretien, referentiel=DEMO, now=MIDI, motif="La date")

    (retour,) = matched(vault, content).retours

    assert "remplacée" in retour.obstacle
    with vault.work() as work, pytest.raises(Refus, match="cr_remplace"):
        papier.rattacher(work, content, first.id, signe_le=DAY, now=MIDI)


@pytest.mark.parametrize("days", [-1, 400])
def test_the_day_of_the_signature_is_between_the_entretien_and_today(
    vault: Vault, days: int
) -> None:
    cr = finalised(vault)

    with vault.work() as work, pytest.raises(Refus, match="date_de_signature"):
        papier.rattacher(work, b"%PDF-", cr.id, signe_le=cr.date + timedelta(days=days), now=MIDI)

    assert etat(vault, cr) is EtatCompteRendu.FINALISE


def test_a_person_who_does_not_sign_is_recorded_with_the_reason(vault: Vault) -> None:
    cr = finalised(vault)
    with vault.work() as work, pytest.raises(Refus, match="refus_sans_motif"):
        papier.non_signe(work, b"%PDF-", cr.id, motif=" ", now=MIDI)

    with vault.work() as work:
        papier.non_signe(work, b"%PDF-", cr.id, motif="Veut relire chez elle", now=MIDI)

    assert etat(vault, cr) is EtatCompteRendu.REFUSE
    with vault.look() as rows:
        (refused,) = rows.all(Signature, compte_rendu=cr.id)
        assert (refused.position, refused.moyen) == (Position.REFUS, MoyenSignature.PAPIER)


def test_pages_without_a_code_wait_in_the_vault_and_are_filed_by_hand(vault: Vault) -> None:
    cr = finalised(vault)
    sheet = scanner.Image.new("L", (1654, 2339), 255)
    scanner.sign(sheet, (60, 200, 300, 400), random.Random(5))  # noqa: S311 - chance, not secrecy
    found = matched(vault, scanner.jpeg(sheet))
    assert (found.retours, found.inconnues) == ((), (0,))

    content = depouillement.pages_inconnues(found)
    with vault.work() as work:
        papier.mettre_de_cote(work, content, now=MIDI)
    with vault.look() as rows:
        (waiting,) = papier.a_ranger(rows)
        assert papier.reprendre(rows, waiting.sha256) == (content,)
    assert depouillement.relier([content]) == (content, 1)
    by_hand = {"scan": content, "signe_le": DAY, "referentiel": DEMO, "now": MIDI}
    with vault.work() as work, pytest.raises(Refus, match="pages_manquantes"):
        papier.ranger_a_la_main(work, [waiting.sha256], cr.id, pages=0, **by_hand)
    assert etat(vault, cr) is not EtatCompteRendu.SIGNE
    with vault.work() as work:
        papier.ranger_a_la_main(work, [waiting.sha256], cr.id, pages=1, **by_hand)

    assert etat(vault, cr) is EtatCompteRendu.SIGNE
    with vault.look() as rows:
        assert papier.a_ranger(rows) == ()


def test_pages_without_a_code_may_be_those_that_the_person_did_not_sign(vault: Vault) -> None:
    cr = finalised(vault)
    with vault.work() as work:
        papier.mettre_de_cote(work, b"%PDF-", now=MIDI)
    with vault.look() as rows:
        (waiting,) = papier.a_ranger(rows)
    with vault.work() as work:
        papier.noter_non_signe(
            work, [waiting.sha256], cr.id, scan=b"%PDF-", motif="Veut relire", now=MIDI
        )

    assert etat(vault, cr) is EtatCompteRendu.REFUSE
    with vault.look() as rows:
        assert papier.a_ranger(rows) == ()


def test_a_compte_rendu_of_another_vault_is_nobody_s_here(vault: Vault) -> None:
    cr = finalised(vault)
    content = scanner.as_pdf(scanner.sheets(printed(vault, cr)))
    stranger = replace(matched(vault, content).scan)

    with vault.look() as rows:
        assert rows.find(CompteRendu, cr.id) is not None
    other = depouillement.Scan(
        stranger.content,
        tuple(
            scans.ScanPage(p.number, p.width, p.height, p.blank, (), p.preview)
            for p in stranger.pages
        ),
    )
    with vault.look() as rows:
        assert depouillement.rapprocher(rows, other, referentiel=DEMO).retours == ()


def test_all_those_to_sign_are_one_job_each_on_a_sheet_of_its_own(vault: Vault) -> None:
    one, other = finalised(vault), finalised(vault, dossier=AUTRE, lieu="Foyer du Clos")

    with vault.look() as rows:
        every = impression.tirage(rows, "tous:", referentiel=DEMO, now=MIDI)
        there = impression.tirage(rows, "lieu:Foyer du Clos", referentiel=DEMO, now=MIDI)
        day = impression.tirage(rows, f"jour:{DAY.isoformat()}", referentiel=DEMO, now=MIDI)
        week = impression.tirage(rows, f"semaine:{DAY.isoformat()}", referentiel=DEMO, now=MIDI)
        with pytest.raises(Refus, match="rien_a_imprimer"):
            impression.tirage(rows, "jour:2001-01-01", referentiel=DEMO, now=MIDI)

    assert {cr.id for cr in every.comptes_rendus} == {one.id, other.id}
    assert week.titre == f"Entretiens de la semaine du {phrases.medium_date(MONDAY)}"
    assert {cr.id for cr in day.comptes_rendus} == {cr.id for cr in week.comptes_rendus}
    assert [cr.id for cr in there.comptes_rendus] == [other.id]
    assert page_count(every.pdf) == 6
    texts = _texts(every.pdf)
    assert "Kerbrézan" in texts[0]
    assert [bool(text.strip()) for text in texts] == [True, False] * 3


def test_what_is_signed_waits_for_no_printer(vault: Vault) -> None:
    cr = finalised(vault)
    found = matched(vault, scanner.as_pdf(signed_sheets(vault, cr)))
    attach(vault, found.retours[0])

    with vault.look() as rows:
        assert impression.a_signer(rows) == ()


def _texts(pdf: bytes) -> list[str]:
    import pypdfium2  # noqa: PLC0415 - read back by another program than wrote it

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
