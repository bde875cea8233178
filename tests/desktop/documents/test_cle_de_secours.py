"""The page of a recovery key: every group legible, nobody named, no code to be scanned."""

from datetime import UTC, datetime

import page
import pytest

from desktop.documents.cle_de_secours import CleDeSecoursData, render
from tests.desktop.documents.papers import texts

GROUPS = ("5PH99", "H8ZTD", "UA6GA", "9BZ3H", "JGHGS", "KRNFZ", "96HJM")
DATA = CleDeSecoursData(coffre="bleu", groupes=GROUPS, at=datetime(2026, 11, 25, 12, tzinfo=UTC))


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_the_page_is_archivable_and_accessible(profile: str) -> None:
    assert page.validate_pdf_bytes(render(DATA), profile=profile).failures == []


def test_one_page_holds_each_group_after_its_number() -> None:
    [read] = texts(render(DATA))

    assert all(group in read for group in GROUPS)
    assert "bleu" in read
