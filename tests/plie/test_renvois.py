"""Un référentiel dont une clé nomme ce qui n’est pas dans ses autres tables est refusé au démarrage."""

import re

import pytest

from plie.referentiel import read
from plie.refus import Illisible
from tests.builders import REFERENTIELS

LIVRES = sorted(path.stem for path in REFERENTIELS.glob("*.toml"))

ETAPE, PIECE = (
    "n’est pas dans «\u00a0[[etape]]\u00a0»",
    "n’est pas dans «\u00a0[dossier] pieces\u00a0»",
)
INSEE = "n’est pas un code INSEE de commune"
# Each mutation breaks one reference: what is written, what is written instead, the key, the reason.
MUTATIONS = [
    ('etapes = ["immersion", "iae"', 'etapes = ["stage", "iae"', "suivi_emploi.etapes", ETAPE),
    ('genre = "immersion"', 'genre = "stage"', "dossier.immersion.genre", ETAPE),
    ('etape = "immersion", article', 'etape = "stage", article', "entretien.suites[8].etape", ETAPE),
    ('besoins = ["etape"]', 'besoins = ["etape"], etapes = ["stage"]', "dossier.pieces[N].etapes", ETAPE),
    ('pieces = ["contrat", "bulletin_6e_mois"]', 'pieces = ["bail"]', "sortie.famille[1].pieces", PIECE),
    ('"contrats_mission|bulletins"', '"contrats_mission|bail"', "sortie.famille[4].pieces", PIECE),
    ('"contrats_mission|bulletins"', '"contrats_mission|"', "sortie.famille[4].pieces", PIECE),
    ('"diplome|titre|attestation"', '"diplome|bail"', "sortie.certification.pieces", PIECE),
    ('pieces = ["justificatif_domicile"]', 'pieces = ["bail"]', "motif_sortie[1].pieces", PIECE),
    ('code = "cdi"\nlibelle', 'code = "CDI !"\nlibelle', "sortie.famille[1].code", "minuscules"),
    ('objet = "entree"', 'objet = "voeu"', "commission.checklists[1].objet", "code inconnu"),
]  # fmt: skip
OF_ROUEN = [
    ('unite = "personnes"', 'unite = "dossiers"', "objectif[1].unite", "unité inconnue, attendu\u00a0: personnes, %"),
    ('unite = "personnes"', 'unite = "personnes"\nlot = "lot-99"', "objectif[1].lot", "[[lot]]"),
    ('publics = ["jeune"]', 'publics = ["senior"]', "lot[1].publics", "[adhesion] publics"),
    ('communes = [\n    "76165"', 'communes = [\n    "76000"', "lot[1].communes", "[adhesion] communes"),
    ('communes = [\n    "76005"', 'communes = [\n    "7605"', "adhesion.communes", INSEE),
    ('communes = [\n    "76005"', 'communes = [\n    "2C005"', "adhesion.communes", INSEE),
    ('communes = [\n    "76005"', 'communes = [\n    "76020"', "adhesion.communes", "deux fois"),
    ('communes = [\n    "76165"', 'communes = [\n    "Rouen"', "lot[1].communes", INSEE),
    ('decide = ["entree", "reexamen", "sortie"]', 'decide = ["entree", "sortie"]', "commission.checklists", "[[commission.instances]]"),
]  # fmt: skip


def texte(id_: str) -> str:
    return (REFERENTIELS / f"{id_}.toml").read_text(encoding="utf-8")


def refus(text: str) -> str:
    with pytest.raises(Illisible) as refused:
        read(text, source="essai.toml")
    return refused.value.phrase


@pytest.mark.parametrize(
    ("id_", "avant", "apres", "cle", "raison"),
    [(id_, *one) for id_ in LIVRES for one in MUTATIONS]
    + [("rouen-2021-2027", *one) for one in OF_ROUEN],
)
def test_ce_qui_ne_renvoie_a_rien_est_refuse_avec_fichier_cle_et_raison(
    id_: str, avant: str, apres: str, cle: str, raison: str
) -> None:
    text = texte(id_)
    assert avant in text

    phrase = refus(text.replace(avant, apres, 1))

    # Each PLIE asks for its own pièces: which of them it is, is counted.
    cle = cle.replace("[N]", f"[{text[: text.index(avant)].count('besoins = [') + 1}]")
    assert phrase.startswith(f"Fichier «\u00a0essai.toml\u00a0», clé «\u00a0{cle}\u00a0»\u00a0: ")
    assert raison in phrase


@pytest.mark.parametrize("id_", LIVRES)
@pytest.mark.parametrize("table", ["[dossier]", "[adhesion]", "[[lot]]", "[[etape]]"])
def test_une_table_que_d_autres_nomment_ne_s_enleve_pas_seule(id_: str, table: str) -> None:
    """Chaque table ôtée du fichier laisse des renvois sans cible, qui sont refusés ; ou il n’y en avait pas."""
    text = texte(id_)
    left = sans(text, table)
    named = {
        "[dossier]": 'pieces = ["',
        "[adhesion]": "[[lot]]",
        "[[lot]]": "\nlot = ",
        "[[etape]]": 'etape = "',
    }

    if named[table] not in left:
        assert read(left, source="essai.toml").id == id_
    else:
        assert "n’est pas dans" in refus(left)


def sans(text: str, table: str) -> str:
    """Rendre le texte sans cette table, ni ce qu’elle contient."""
    inner = table.strip("[]")
    starts = re.compile(r"^\[", re.MULTILINE).split(text)
    kept = [part for part in starts[1:] if not re.match(rf"\[?{inner}[\].]", part)]
    return starts[0] + "".join(f"[{part}" for part in kept)
