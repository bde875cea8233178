"""The compte-rendu as a page: what it carries, in which order, and that it always fits."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.documents import fonts
from desktop.documents.compte_rendu import CompteRenduData, render
from tests.desktop.documents.boxes import overlaps, strays
from tests.desktop.documents.papers import EXTREMES, ID, NAMES, UN_COMPTE_RENDU, texts

GOLDEN = Path(__file__).parents[2] / "golden" / "compte_rendu.txt"


def test_the_text_reads_as_agreed(unsealed: bytes) -> None:
    """Every mention of C9-3-6 and C12, in reading order; a change of wording is a visible diff."""
    assert "\f".join(texts(unsealed)) == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def test_the_same_data_give_the_same_bytes_in_any_process(unsealed: bytes) -> None:
    """The sha256 shown is the one signed: nothing of the machine or of the hour enters."""
    script = (
        "import sys, time; time.tzset()\n"
        "from desktop.documents.compte_rendu import render\n"
        "from tests.desktop.documents.papers import UN_COMPTE_RENDU\n"
        "sys.stdout.buffer.write(render(UN_COMPTE_RENDU))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    run = [sys.executable, "-c", script]

    again = subprocess.run(  # noqa: S603 - our own interpreter
        run, check=True, capture_output=True, env=environment, cwd=Path.cwd()
    )

    assert again.stdout == unsealed
    assert render(UN_COMPTE_RENDU) == unsealed


def test_another_compte_rendu_has_another_identity(unsealed: bytes) -> None:
    other = render(replace(UN_COMPTE_RENDU, id=ID.replace("0", "1")))
    later = render(
        replace(UN_COMPTE_RENDU, finalise_le=UN_COMPTE_RENDU.finalise_le + timedelta(minutes=1))
    )

    assert len({_trailer_id(unsealed), _trailer_id(other)}) == 2
    assert later != unsealed


def test_an_hour_without_offset_is_refused() -> None:
    naive = datetime(2026, 11, 19, 15, 22)  # noqa: DTZ001 - what is refused

    with pytest.raises(ValueError, match="aware"):
        render(replace(UN_COMPTE_RENDU, finalise_le=naive))


@pytest.mark.parametrize("data", EXTREMES, ids=NAMES)
def test_nothing_is_printed_outside_its_frame(data: CompteRenduData) -> None:
    pdf = render(data)

    assert strays(pdf) == []
    assert overlaps(pdf) == []


@pytest.mark.parametrize("data", EXTREMES, ids=NAMES)
def test_each_page_says_its_number_of_how_many_and_the_document_it_belongs_to(
    data: CompteRenduData,
) -> None:
    pages = texts(render(data))

    for number, words in enumerate(pages, start=1):
        assert f"Page\u00a0{number}/{len(pages)}" in words.replace("Page ", "Page\u00a0")
        assert ID in words
        assert f"version {data.version}" in words


def test_three_thousand_words_are_all_there() -> None:
    words = " ".join(f"mot{n}" for n in range(3000))

    printed = " ".join(texts(render(replace(UN_COMPTE_RENDU, contenu=words)))).split()

    assert {f"mot{n}" for n in range(3000)} <= set(printed)


def test_empty_parts_are_said_and_never_left_blank() -> None:
    (words,) = texts(render(replace(EXTREMES[2], prochain_rendez_vous="")))

    # Another entretien may have fixed a rendez-vous: this one says what it knows.
    absent = ("Rien n’a été noté.", "Aucune suite convenue.", "Non fixé lors de cet entretien.")
    for sentence in absent:
        assert sentence in words
    for label in ("Lieu", "Autres présents", "Sujets abordés", "Remarque"):
        assert label not in words


def test_a_meeting_whose_hour_is_unknown_keeps_its_duration() -> None:
    """C9-3-6: the CR mentions the date and the duration."""
    words = texts(render(replace(UN_COMPTE_RENDU, debut=None, duree_min=45)))[0]

    assert "Durée 45 min" in words.replace("\u00a0", " ")


def test_a_correction_names_what_it_replaces_and_why() -> None:
    data = replace(
        UN_COMPTE_RENDU, version=2, remplace="0193a5b2", motif_remplacement="Durée fausse"
    )

    words = texts(render(data))[0].replace("\u00a0", " ")

    assert "Version 2, qui remplace la version 1." in words
    assert "Motif : Durée fausse" in words


def test_what_was_typed_is_never_markup() -> None:
    typed = "<b>gras</b> & <para> &amp; 3 < 4\nà la ligne"

    words = texts(render(replace(UN_COMPTE_RENDU, contenu=typed)))[0]

    assert "<b>gras</b> & <para> &amp; 3 < 4\nà la ligne" in words


def test_french_spaces_are_kept_and_unknown_signs_are_shown(unsealed: bytes) -> None:
    odd = render(replace(UN_COMPTE_RENDU, contenu="caf\u0065\u0301 \u6f22 \x07fin\u200b\ud800."))

    assert "janvier\u202f;" in texts(unsealed)[0]
    assert "café \ufffd fin\ufffd." in texts(odd)[0]


def test_what_word_writes_in_its_own_way_is_printed_as_plain_text() -> None:
    pasted = (
        "\uf0b7 un CV\x0b\uf0a7 une lettre\u2028\uf0fc permis\x0crendez\x1evous \uf0e0 mardi\ufe0f"
    )

    words = texts(render(replace(UN_COMPTE_RENDU, contenu=pasted)))[0]

    assert "• un CV\n▪ une lettre\n✓ permis\nrendez\u2011vous → mardi" in words.replace("\r", "")
    assert fonts.unprintable(pasted) == ()


def test_what_has_no_glyph_or_reads_from_right_to_left_is_told_as_it_was_written() -> None:
    typed = "Vu avec 李小龙 et محمد 🤝, 李小龙 l’a dit : « Γειά », Łódź, 50 €."

    assert fonts.unprintable(typed) == ("李小龙", "محمد", "🤝")


@pytest.mark.parametrize("name", ["ნინო ბერიძე", "Կարեն"])
def test_a_name_that_the_serif_has_no_letters_for_is_whole_on_each_page(name: str) -> None:
    long = render(replace(UN_COMPTE_RENDU, adherent=name, contenu="Une ligne.\n" * 80))

    pages = texts(long)
    assert len(pages) > 1
    assert all(name in page and "\ufffd" not in page for page in pages)


def test_a_name_that_no_box_holds_is_whole_in_the_head_and_cut_over_the_box() -> None:
    name = " ".join(f"Anticonstitutionnellement{number}" for number in range(90))
    pdf = render(replace(UN_COMPTE_RENDU, adherent=name, accompagnateur=name, remarque=""))

    pages = texts(pdf)
    assert strays(pdf) == []
    assert any("Anticonstitutionnellement89" in page for page in pages[:-1])
    assert "Signatures" in pages[-1]
    assert "Anticonstitutionnellement89" not in pages[-1].partition("Signatures")[2]


def test_each_of_many_lines_typed_one_under_the_other_is_there_once_in_its_order() -> None:
    typed = [f"Ligne {number}." for number in range(300)]

    said = "\n".join(texts(render(replace(UN_COMPTE_RENDU, contenu="\n".join(typed)))))

    places = [said.index(one) for one in typed]
    assert places == sorted(places)
    assert all(said.count(one) == 1 for one in typed)


def test_a_guillemet_never_stands_alone_at_a_line_end() -> None:
    """Whoever types a plain space beside it: the text of the line decides, not the typist."""
    for filler in range(30, 110, 3):
        words = "a " * filler + "« Les Chênes » ; et ensuite ?"
        lines = texts(render(replace(UN_COMPTE_RENDU, contenu=words)))[0].split("\n")
        assert not [line for line in lines if line.strip() in {"»", ";", "?"}]
        assert not [line for line in lines if line.rstrip().endswith("«")]


def test_signatures_never_stand_alone_on_their_page() -> None:
    for lines in range(20, 60):
        data = replace(UN_COMPTE_RENDU, contenu="\n".join(["Une ligne."] * lines), remarque="")
        last = texts(render(data))[-1]

        assert last.index("Prochain rendez-vous") < last.index("Signatures")


def test_facts_of_the_former_programme_keep_their_wording() -> None:
    """C12, P10: until 31/12/2021 the 2014-2020 sentence, by the date of the fact."""
    former = (
        "Cofinancé par le Fonds social européen dans le cadre du programme opérationnel national "
        "« Emploi et Inclusion » 2014-2020"
    )
    pdf = render(replace(UN_COMPTE_RENDU, phrase_financement=former, embleme=False))

    assert former in texts(pdf)[0].replace("\n", " ").replace("\u00a0", " ")
    assert strays(pdf) == []


def _trailer_id(pdf: bytes) -> bytes:
    return pdf[pdf.rindex(b"/ID") :].split(b"]")[0]
