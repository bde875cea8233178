"""Les noms qui se prononcent pareil ont la même clé ; les autres, non."""

import pytest

from plie.phonetique import mots, son


@pytest.mark.parametrize(
    "noms",
    [
        ("Lefèvre", "Lefebvre", "LEFEVRE"),
        ("Gauthier", "Gautier", "Gaultier"),
        ("Dupont", "Dupond"),
        ("Meyer", "Maier", "Meier"),
        ("Thierry", "Tierry", "Thiery"),
        ("Philippe", "Filipe"),
        ("Renaud", "Renault", "Reno"),
        ("François", "Fransois", "FRANÇOIS", "Franc\u0327ois"),
        ("Jacques", "Jaques"),
        ("Moreau", "Moro", "Moreaux"),
        ("Saint-Étienne", "Saint Etienne"),
        ("Schmitt", "Schmit"),
        ("Œrsted", "Oersted"),
        ("Yıldırgan", "YILDIRGAN", "Yildirgan"),
    ],
)
def test_deux_ecritures_d_un_meme_nom_se_rejoignent(noms: tuple[str, ...]) -> None:
    assert len({son(nom) for nom in noms}) == 1, {nom: son(nom) for nom in noms}


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Martin", "Morin"), ("Durand", "Dupont"), ("Marie", "Maria"), ("Bernard", "Benard"),
        ("Petit", "Pitte"), ("Leroy", "Leroux"), ("Ba", "Bah Diallo"), ("Jean", "Jeanne"),
    ],
)  # fmt: skip
def test_deux_noms_differents_restent_differents(un: str, autre: str) -> None:
    assert son(un) != son(autre)


def test_un_nom_sans_lettres_latines_n_a_pas_de_son() -> None:
    assert son("…") == ""
    assert mots("  L’Île-d’Yeu ") == "l ile d yeu"
