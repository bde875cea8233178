"""Ce qu’un clavier français peut taper retrouve toute lettre ; l’apostrophe est une."""

import pytest

from plie.lettres import folded


@pytest.mark.parametrize(
    ("ecrit", "tape"),
    [
        ("Œuvre À L’ÉTÉ", "oeuvre a l'ete"),
        ("Yıldırgan, YILDIRGAN, İzmir", "yildirgan, yildirgan, izmir"),
        ("Łøđħŧ ŁØĐĦŦ", "lodht lodht"),
        ("Weiß WEIẞ Æþð ÆÞÐ", "weiss weiss aethd aethd"),
        ("ĸŋ Ŋ Əliyev əliyev", "qn n eliyev eliyev"),
        ("Ɓah Ɗiallo Ɔɛ Ɲ Ƴ", "bah diallo oe n y"),
        ("Franc\u0327ois ﬁls", "francois fils"),
    ],
)
def test_les_lettres_se_tapent_au_clavier_francais(ecrit: str, tape: str) -> None:
    assert folded(ecrit) == tape
