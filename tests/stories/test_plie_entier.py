"""Un échantillon du PLIE entier : le premier échange d’une coordination, par le vrai magasin (voir bench)."""

from pathlib import Path

from bench.plie import fill
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.store import DemoStore
from desktop.usecases.equipe import Figure, equipe
from desktop.usecases.referentiels import charger
from desktop.usecases.revue import nouveautes
from plie.kinds import Personne
from plie.vocabulaire import Role


def test_le_premier_echange_amene_tout_et_ne_donne_a_lire_que_le_recent(
    store: DemoStore, tmp_path: Path
) -> None:
    filled = fill(tmp_path / "magasin", advisers=1, most=12)
    around = real()
    vault = scene.make_vault(tmp_path / "coffre", scene.REVIEWER, around)
    scene.enrol(vault, store, Role.COORDINATION)

    scene.exchange(vault, around)

    with vault.look() as rows:
        known = {p.id for p in rows.all(Personne)}
        (line,) = equipe(rows, referentiel=charger("demo"), on=around.clock().date())
        unread = nouveautes(rows, referentiel=charger("demo"), on=around.clock().date())
        since = rows.cursor().since
    vault.close()
    assert known == set(filled.ids)
    assert since > filled.ops
    assert line.chiffre(Figure.DOSSIERS) == filled.dossiers == 12
    assert 0 < len(unread) < filled.ops / 10
