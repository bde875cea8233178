"""What a PLIE calls otherwise, wherever it is told: an acte d’engagement, a réexamen, a suspension (the third PLIE)."""

from datetime import UTC, date, datetime

from desktop.models.vault import Vault
from desktop.usecases import seances
from desktop.usecases.champs import en_mots
from desktop.usecases.commission import lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.journee import ma_journee
from plie.kinds import Id
from plie.referentiel import read
from tests import builders
from tests.desktop.usecases.alertes import COORDINATION, as_
from tests.plie.test_articles_donnees import TROISIEME

ILES = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)
NOW = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
SITTING = date(2026, 9, 8)


def test_they_are_said_in_lists_choices_story_and_day(vault: Vault) -> None:
    with vault.work() as work:
        for thing in (
            builders.une_personne(),
            builders.un_parcours(),
            builders.une_decision(prise_le=date(2026, 1, 15)),
            builders.une_inscription(objet="reexamen", commission_le=SITTING),
            builders.une_decision(
                id=Id("d-2"), objet="reexamen", issue="suspension", prise_le=SITTING,
                inscription=Id("inscription-1"), suspendu_jusqu_au=date(2026, 12, 1),
                prochain_reexamen=date(2026, 12, 1),
            ),
        ):  # fmt: skip
            work.insert(thing)
        work.commit()

    with vault.look() as rows:
        whole = assemble(rows, builders.PERSONNE)
        panel = lire(
            rows, builders.PERSONNE, referentiel=ILES, role="accompagnateur", on=NOW.date()
        )
        told = [
            *(line.titre for line in fil(whole, zone=UTC, dire=ILES.dire)),
            *(line.detail for line in ma_journee(rows, referentiel=ILES, now=NOW)),
            *(label for _, label in panel.options["objet"]),
            *(line.detail for line in panel.mouvements),
            *en_mots(rows, "decision", "issue", "suspension", ILES),
        ]

    as_(vault, COORDINATION)
    with vault.look() as rows:
        told += [
            words
            for seance in seances.lire(rows, referentiel=ILES, on=NOW.date())
            for one in seance.lignes
            for words in (one.demande, one.decision)
        ]
    words = "\n".join(told)
    for said in (
        "À l’ordre du jour du Conseil — Tour de table",
        "Décision du Conseil\u00a0: Relâche",
        "Relâche, le 08/09/2026 · jusqu’au 01/12/2026 · prochain tour de table le 01/12/2026",
        "Décision\u00a0: relâche",
    ):
        assert said in words
    assert "Tour de table" in told
    assert "Relâche" in told
    assert "Relâche, le 08/09/2026" in told
    assert "éexamen" not in words
    assert "uspension" not in words
