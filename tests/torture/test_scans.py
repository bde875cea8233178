"""Two hundred bad scans: at least one code read on each, none wrong (documents.md)."""

import os
import random

import pytest

from desktop.documents import code2d
from desktop.documents.boxes import signature_places
from desktop.documents.compte_rendu import render
from desktop.documents.page import FOOT_CODE, TOP_CODE
from desktop.pages import scans
from tests.desktop import scanner
from tests.desktop.documents.papers import UN_COMPTE_RENDU

_SCANS = 200


@pytest.mark.skipif(not os.environ.get("PERMANENCE_TORTURE"), reason="make torture")
def test_a_code_is_read_on_every_bad_scan() -> None:
    pdf = render(UN_COMPTE_RENDU)
    clean = scanner.sheets(pdf)[0]
    missed = []

    for seed in range(_SCANS):
        chance = random.Random(1000 + seed)  # noqa: S311 - chance, not secrecy
        sheet = clean.copy()
        for place in signature_places(pdf):
            scanner.sign(sheet, place.box, chance)
        if chance.random() < 0.6:
            scanner.scribble_over(sheet, chance.choice((TOP_CODE, FOOT_CODE)))
        (page,) = scans.read_pages(scanner.scan(sheet, chance))
        if {code2d.read(code.text) for code in page.codes} != {(UN_COMPTE_RENDU.id, 1)}:
            missed.append(seed)

    assert missed == []
