"""Un référentiel abîmé à la main est refusé à la porte, en clair ; rien n’est perdu, la porte reste ouverte."""

from pathlib import Path

import pytest

from tests.stories.troisieme.site import ID, appeler, fichier, lancer, poser

PORTE = "tests.stories.troisieme.porte"
MANQUE = f"Fichier «\u00a0{ID}.toml\u00a0», clé «\u00a0nom\u00a0»\u00a0: clé manquante."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return poser(tmp_path / "site")


def abimer(site: Path) -> str:
    """Renommer la clé `nom` ; rendre le fichier tel qu’il était."""
    good = fichier(site).read_text(encoding="utf-8")
    fichier(site).write_text(good.replace("\nnom = ", "\nnomm = ", 1), encoding="utf-8")
    return good


def test_la_phrase_tapee_la_porte_dit_le_fichier_la_cle_la_raison_puis_tout_revient(
    site: Path, tmp_path: Path
) -> None:
    coffres = str(tmp_path / "coffres")
    lancer(site, PORTE, "creer", coffres, ID)
    good = abimer(site)

    vu = lancer(site, PORTE, "ouvrir", coffres, ID)
    fichier(site).write_text(good, encoding="utf-8")
    remis = lancer(site, PORTE, "ouvrir", coffres, ID)

    assert len(vu["dits"]) == 2
    for dit in vu["dits"]:
        assert MANQUE in dit
        assert "Rien n’est perdu" in dit
    assert remis["dits"] == []
    assert remis["personnes"] == ["Maïwenn Trévignac"]


def test_sans_coffre_les_autres_plie_restent_a_choisir(site: Path, tmp_path: Path) -> None:
    abimer(site)

    vu = lancer(site, PORTE, "regarder", str(tmp_path / "coffres"), ID)

    assert ID not in vu["choix"]
    assert "rouen-2021-2027" in vu["choix"]
    assert vu["refuses"] == MANQUE


@pytest.mark.parametrize("encodage", ["cp1252", "utf-16"])
def test_un_fichier_qui_n_est_pas_en_utf_8_est_dit_en_une_phrase(site: Path, encodage: str) -> None:
    text = fichier(site).read_text(encoding="utf-8")
    fichier(site).write_bytes(text.encode(encodage))

    done = appeler(site, "desktop", "referentiels")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"«\u00a0{ID}.toml\u00a0»\u00a0: il n’est pas en UTF-8, ligne 1\u202f;" in done.stderr


def test_deux_fichiers_ne_peuvent_pas_avoir_un_meme_id(site: Path) -> None:
    autre = fichier(site).with_name("iles-2030.toml")
    autre.write_bytes(fichier(site).read_bytes())

    done = appeler(site, "desktop", "referentiels")

    assert done.returncode == 2
    assert (
        f"«\u00a0iles-2030.toml\u00a0», clé «\u00a0id\u00a0»\u00a0: «\u00a0{ID}\u00a0»"
        in done.stderr
    )
