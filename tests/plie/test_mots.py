"""Une phrase du programme se dit avec les mots du PLIE, article et contraction compris ; pas celle d’une personne."""

import pytest

from plie.referentiel import read
from plie.refus import Illisible
from tests.builders import REFERENTIELS, le_referentiel
from tests.plie.test_articles_donnees import TROISIEME

ILES = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        ("Commission", "Conseil"),
        ("Décisions de la Commission", "Décisions du Conseil"),
        ("La Commission répond.", "Le Conseil répond."),
        ("présenté à la Commission du 03/09/2026", "présenté au Conseil du 03/09/2026"),
        ("Ce protocole ne connaît aucune Commission.", "Ce protocole ne connaît aucun Conseil."),
        ("Présenté·e en Commission", "Présenté·e en Conseil"),
        ("Ce geste revient à l’accompagnateur·rice.", "Ce geste revient au pilote de parcours."),
        ("Accompagnateur·rice", "Pilote de parcours"),
        ("La demande de l’accompagnateur·rice", "La demande du pilote de parcours"),
        ("À dire au prescripteur\u00a0: sortie", "À dire à la vigie\u00a0: sortie"),
        ("Le prescripteur oriente", "La vigie oriente"),
        ("Signature de l’adhérent·e", "Signature de l’équipier·ère"),
        ("Commissions de mai", "Commissions de mai"),
        ("Les prescripteurs", "Les prescripteurs"),
        ("Ma journée", "Ma journée"),
    ],
)
def test_une_phrase_se_dit_avec_les_mots_du_plie(ecrit: str, dit: str) -> None:
    assert ILES.dire(ecrit) == dit


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "demo"])
def test_les_mots_des_phrases_sont_ceux_de_ces_plie(id_: str) -> None:
    for ecrit in ("Décision de la Commission", "l’accompagnateur·rice", "au prescripteur"):
        assert le_referentiel(id_).dire(ecrit) == ecrit


def test_un_mot_qui_a_deux_genres_garde_ses_deux_articles() -> None:
    atout = le_referentiel("atout-plie-2018-2022")

    assert atout.dire("Ce geste revient à l’accompagnateur·rice.") == (
        "Ce geste revient au·à la référent·e."
    )
    assert atout.brefs.bref("accompagnateur") == "référent·e"


def test_un_mot_bref_sans_article_est_refuse() -> None:
    text = (REFERENTIELS / "demo.toml").read_text(encoding="utf-8")

    with pytest.raises(Illisible) as refus:
        read(text.replace('commission = "la Commission"', 'commission = "Commission"'), source="a")

    assert "clé «\u00a0mots.brefs.commission\u00a0»\u00a0: un article est attendu" in (
        refus.value.phrase
    )
