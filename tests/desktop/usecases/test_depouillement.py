"""A compte-rendu of several pages that comes back in several files is one return, whole and in order (C9-3-6)."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from desktop.documents import code2d
from desktop.documents.boxes import signature_places
from desktop.models.vault import Vault
from desktop.pages import scans
from desktop.usecases import depouillement, impression, papier
from desktop.usecases.a_signer import lire
from desktop.usecases.depouillement import Depouillement, Grey, Retour
from plie.kinds import CompteRendu
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, Signataire
from tests import builders
from tests.builders import MIDI
from tests.desktop import scanner, vaults
from tests.desktop.usecases.test_papier import finalised

DEMO = builders.le_referentiel()
DAY = builders.un_entretien().date
LONG = "Un long récit, sans personne d’autre. " * 90


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = vaults.fresh(tmp_path / "coffre")
    with made.work() as work:
        work.insert(builders.une_personne())
        work.commit()
    yield made
    made.close()


def sheets(vault: Vault, cr: CompteRendu) -> list[Image.Image]:
    """Print it, sign it, lay its pages on the glass."""
    with vault.look() as rows:
        pdf = impression.tirage(rows, f"cr:{cr.id}", referentiel=DEMO, now=MIDI).pdf
    pages = scanner.sheets(pdf)
    for place in signature_places(pdf):
        scanner.sign(pages[place.page - 1], place.box, random.Random(1))  # noqa: S311 - chance
    return pages


def matched(vault: Vault, content: bytes) -> Depouillement:
    scan = depouillement.lire_scan(content)
    with vault.look() as rows:
        return depouillement.rapprocher(rows, scan, referentiel=DEMO)


def one(vault: Vault, content: bytes) -> Retour:
    (retour,) = matched(vault, content).retours
    return retour


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(scanner.DPI, scanner.DPI))
    return out.getvalue()


def pages_of(content: bytes) -> list[tuple[str, int] | None]:
    return [code2d.read(page.codes[0].text) for page in scans.read_pages(content)]


def files_in(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [kept.get_file().read_bytes() for _, kept in sorted(document.attachments.items())]


@pytest.mark.parametrize("save", [scanner.jpeg, png, lambda page: scanner.as_pdf([page])])
def test_a_file_a_page_is_one_return_in_the_order_of_the_document(
    vault: Vault, save: object
) -> None:
    cr = finalised(vault, contenu=LONG)
    files = [save(page) for page in sheets(vault, cr)]  # type: ignore[operator]
    assert len(files) == 2
    last, first = one(vault, files[1]), one(vault, files[0])
    assert last.obstacle.startswith("Il manque la page 1")

    whole = depouillement.reunir(last, first)
    boxes = depouillement.cadres(whole)
    kept = depouillement.feuilles(whole)
    with vault.work() as work:
        papier.rattacher(work, kept, cr.id, signe_le=DAY, now=MIDI)

    assert (whole.obstacle, whole.doubles) == ("", ())
    assert [(box.qui, box.ecrit) for box in boxes] == [(qui, True) for qui in Signataire]
    assert len(depouillement.vues(whole)) == 2
    assert pages_of(kept) == [(cr.id, 1), (cr.id, 2)]
    assert files_in(kept) == files
    with vault.look() as rows:
        found = lire(rows, cr.id, referentiel=DEMO)
        assert (found.etat, found.pdf) == (EtatCompteRendu.SIGNE, kept)


def test_nobody_else_s_page_is_kept_with_them(vault: Vault) -> None:
    cr, other = finalised(vault, contenu=LONG), finalised(vault, contenu="Peu de mots.")
    ours, theirs = sheets(vault, cr), sheets(vault, other)
    mixed = matched(vault, scanner.tiff([theirs[0], ours[1]]))
    (second,) = (one for one in mixed.retours if one.compte_rendu.id == cr.id)

    whole = depouillement.reunir(one(vault, scanner.jpeg(ours[0].copy())), second)
    kept = depouillement.feuilles(whole)

    assert pages_of(kept) == [(cr.id, 1), (cr.id, 2)]
    assert [pages_of(content) for content in files_in(kept)] == [[(cr.id, 1)], [(cr.id, 2)]]


def test_a_page_that_comes_twice_is_told_and_the_first_is_kept(vault: Vault) -> None:
    cr = finalised(vault, contenu=LONG)
    first, second = sheets(vault, cr)
    came = scanner.jpeg(first.copy())

    twice = depouillement.reunir(one(vault, came), one(vault, png(first)))
    whole = depouillement.reunir(twice, one(vault, scanner.jpeg(second)))

    assert (twice.doubles, twice.obstacle[:19]) == ((1,), "Il manque la page 2")
    assert (whole.doubles, whole.obstacle) == ((1,), "")
    assert files_in(depouillement.feuilles(whole))[0] == came
    # In one file too.
    assert one(vault, scanner.as_pdf([first, second, first])).doubles == (1,)


def test_the_date_is_seen_under_the_signature_and_is_no_ink_of_it(vault: Vault) -> None:
    """The adviser reads it there: the day asked for is the one on the paper."""
    cr = finalised(vault, contenu="Peu de mots.")
    with vault.look() as rows:
        pdf = impression.tirage(rows, f"cr:{cr.id}", referentiel=DEMO, now=MIDI).pdf
    dated, bare = scanner.sheets(pdf)[0], scanner.sheets(pdf)[0]
    for place in signature_places(pdf):
        left, _, right, top = place.box
        date = (left + (right - left) * 0.2, top + 2, right, place.whole[3] - 5)
        scanner.sign(dated, date, random.Random(2))  # noqa: S311 - chance, not secrecy

    with_date = depouillement.cadres(one(vault, scanner.as_pdf([dated])))
    without = depouillement.cadres(one(vault, scanner.as_pdf([bare])))

    assert [box.ecrit for box in with_date] == [False, False]
    for written, empty in zip(with_date, without, strict=True):
        assert dark(written.picture) > dark(empty.picture) + 200


def dark(picture: Grey) -> int:
    return sum(level < 120 for level in picture.pixels)


def test_once_signed_a_page_alone_is_a_double_and_waits_for_no_other(vault: Vault) -> None:
    cr = finalised(vault, contenu=LONG)
    pages = sheets(vault, cr)
    kept = depouillement.feuilles(one(vault, scanner.as_pdf(pages)))
    with vault.work() as work:
        papier.rattacher(work, kept, cr.id, signe_le=DAY, now=MIDI)

    late = one(vault, scanner.jpeg(pages[0]))

    assert "double" in late.obstacle
    assert not late.attend


def test_pages_without_codes_in_several_files_are_filed_by_hand_together(vault: Vault) -> None:
    cr = finalised(vault, contenu=LONG)
    files = [unreadable(page) for page in sheets(vault, cr)]
    for content in files:
        found = matched(vault, content)
        assert found.inconnues == (0,)
        with vault.work() as work:
            papier.mettre_de_cote(work, depouillement.pages_inconnues(found), now=MIDI)
    with vault.look() as rows:
        waiting = {
            papier.reprendre(rows, one.sha256)[0]: one.sha256 for one in papier.a_ranger(rows)
        }
    digests = [waiting[content] for content in files]

    alone, count = depouillement.relier(files[:1])
    both, counted = depouillement.relier(files)
    by_hand = {"signe_le": DAY, "referentiel": DEMO, "now": MIDI}
    with vault.work() as work, pytest.raises(Refus, match="pages_manquantes"):
        papier.ranger_a_la_main(work, digests[:1], cr.id, scan=alone, pages=count, **by_hand)
    with vault.work() as work:
        papier.ranger_a_la_main(work, digests, cr.id, scan=both, pages=counted, **by_hand)

    assert (count, counted) == (1, 2)
    assert files_in(both) == files
    with vault.look() as rows:
        assert lire(rows, cr.id, referentiel=DEMO).pdf == both
        assert papier.a_ranger(rows) == ()


def test_pages_that_went_meanwhile_are_filed_nowhere(vault: Vault) -> None:
    cr = finalised(vault, contenu="Peu de mots.")
    content = unreadable(sheets(vault, cr)[0])
    with vault.work() as work:
        papier.mettre_de_cote(work, content, now=MIDI)
    with vault.look() as rows:
        (waiting,) = papier.a_ranger(rows)

    with vault.work() as work, pytest.raises(KeyError):
        papier.noter_non_signe(
            work, [waiting.sha256, "0" * 64], cr.id, scan=content, motif="Absente", now=MIDI
        )

    with vault.look() as rows:
        assert papier.a_ranger(rows) == (waiting,)
        assert lire(rows, cr.id, referentiel=DEMO).etat is EtatCompteRendu.FINALISE


def unreadable(page: Image.Image) -> bytes:
    """A page whose two codes a hand has covered."""
    covered = page.copy()
    side = round(30 / 25.4 * scanner.DPI)
    covered.paste(255, (covered.width - 2 * side, 0, covered.width, side))
    covered.paste(255, (0, covered.height - side, 2 * side, covered.height))
    return scanner.jpeg(covered)
