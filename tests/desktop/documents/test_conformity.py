"""PDF/A-2a and PDF/UA-1, judged by a validator, and the witness of poppler."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop.documents import liste_a_signer, releve_decisions, rendez_vous_du_jour
from desktop.documents.compte_rendu import CompteRenduData, render
from desktop.documents.liste_a_signer import ListeData
from desktop.documents.opening import Opening
from desktop.documents.releve_decisions import ReleveData
from desktop.documents.rendez_vous_du_jour import RendezVousDuJourData
from desktop.documents.seance import SeanceData
from tests.desktop.documents.papers import EXTREMES, NAMES, PARAGRAPH, UN_COMPTE_RENDU, texts

PDFSIG, PDFTOTEXT = shutil.which("pdfsig") or "", shutil.which("pdftotext") or ""
with_poppler = pytest.mark.skipif(
    not (PDFSIG and PDFTOTEXT), reason="poppler-utils is not installed"
)


def failures(pdf: bytes, profile: str) -> set[str]:
    return {failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile=profile).failures}


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("data", [UN_COMPTE_RENDU, *EXTREMES], ids=["usual", *NAMES])
def test_every_compte_rendu_is_archivable_and_accessible(
    data: CompteRenduData, profile: str
) -> None:
    assert failures(render(data), profile) == set()


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("lines", [0, 1, 60], ids=["empty", "one", "pages"])
def test_the_lists_that_are_printed_are_too(lines: int, profile: str) -> None:
    at = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)
    names = [f"Maïwenn Trévignac-Kerloc’h {n}" for n in range(lines)]
    to_sign = ListeData(
        titre="Entretiens du 18 septembre 2026",
        lignes=tuple((name, at.date(), 2) for name in names),
        accompagnateur="Accompagnateur·rice",
        at=at,
    )
    of_the_day = RendezVousDuJourData(
        le=at.date(),
        permanences=("Mairie annexe, matin",) * min(lines, 2),
        lignes=tuple(("9 h – 9 h 45", name, "Mairie annexe") for name in names),
        at=at,
    )

    sitting = SeanceData(
        ouverture=Opening(
            plie="PLIE du Val d’Ombre", operation="Accompagnement", operation_numero="417",
            phrase_financement="Cofinancé par l’Union européenne", embleme=True,
        ),
        instance="Commission d’agrément", le=at.date(), heure=None, lieu="", membres=(), at=at,
    )  # fmt: skip
    decided = ReleveData(
        seance=sitting,
        compte="Autant de décisions.",
        lignes=tuple((name, "Entrée", f"Intégration\n{PARAGRAPH}") for name in names),
        signataires=("Présidence", "Vice-présidence", "Secrétariat"),
    )

    assert failures(releve_decisions.render(decided), profile) == set()
    assert failures(liste_a_signer.render(to_sign), profile) == set()
    assert failures(rendez_vous_du_jour.render(of_the_day), profile) == set()


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_the_first_seal_keeps_it_so(once_sealed: bytes, profile: str) -> None:
    assert failures(once_sealed, profile) == set()


def test_the_second_seal_keeps_it_accessible(sealed: bytes) -> None:
    assert failures(sealed, "ua1") == set()


def test_the_second_seal_keeps_it_archivable(sealed: bytes, once_sealed: bytes) -> None:
    """The validator wants each seal to cover the whole file (ISO 19005-2, 6.4.3).

    No file with two successive seals can do that: the first covers its own revision, which the
    standard means, and passes when read alone; nothing else fails.
    """
    assert failures(sealed, "2a") <= {"PDFA2A-SIGNATURE-BYTERANGE-001"}
    assert sealed.startswith(once_sealed)


def test_each_seal_covers_its_whole_revision(sealed: bytes, once_sealed: bytes) -> None:
    """All but its own contents, up to the end-of-file mark that its revision wrote."""
    seals = PdfFileReader(io.BytesIO(sealed)).embedded_regular_signatures
    ends = [len(once_sealed), len(sealed)]

    for seal, end in zip(seals, ends, strict=True):
        start, before, after, rest = (int(number) for number in seal.byte_range)
        assert (start, after + rest) == (0, end)
        assert sealed[before : before + 1] + sealed[after - 1 : after] == b"<>"
        assert sealed[after:end].rstrip().endswith(b"%%EOF")
        assert sealed[after:end].count(b"%%EOF") == 1


@with_poppler
def test_poppler_reads_the_same_words(unsealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "cr.pdf").write_bytes(unsealed)

    read = subprocess.run(  # noqa: S603 - the tool found above
        [PDFTOTEXT, "-raw", "cr.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )

    assert read.stdout.decode().split() == " ".join(texts(unsealed)).split()


@with_poppler
def test_poppler_finds_both_seals_valid(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "cr.pdf").write_bytes(sealed)

    read = subprocess.run(  # noqa: S603 - the tool found above
        [PDFSIG, "-nocert", "cr.pdf"], cwd=tmp_path, check=True, capture_output=True
    )

    words = read.stdout.decode()
    assert words.count("Signature Validation: Signature is Valid.") == 2
    assert words.count("Signature Type: ETSI.CAdES.detached") == 2
    assert words.index("SigParticipant") < words.index("SigAccompagnateur")


def test_only_the_three_typefaces_of_the_house_are_used(unsealed: bytes) -> None:
    """Helvetica comes in through reportlab's defaults, and is never embedded."""
    root = PdfFileReader(io.BytesIO(unsealed)).root
    fonts = root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    names = {str(fonts[name]["/BaseFont"]).split("+")[-1] for name in fonts}

    assert names == {"DejaVuSans", "DejaVuSans-Bold", "EBGaramond-Regular"}


def test_every_page_finds_its_way_into_the_tree(unsealed: bytes) -> None:
    """Without /StructParents no reader links a page to its tags; the validator does not look."""
    root = PdfFileReader(io.BytesIO(unsealed)).root
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tree = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}

    for page_of in root["/Pages"]["/Kids"]:
        leaves = tree[int(page_of.get_object()["/StructParents"])]
        assert page_of.get_object()["/Contents"].data.count(b"/MCID") == len(leaves)
