"""An inscription withdrawn or moved to another sitting: two facts and no edit, as long as the sitting is to come (C7)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop.models.vault import Vault
from desktop.usecases import seances
from desktop.usecases.commission import Volet, commence, lire
from desktop.usecases.demarches import Geste, faire
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.journee import ma_journee
from plie import legalite
from plie.kinds import Inscription, RetraitInscription
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders
from tests.desktop.usecases.alertes import as_

LE, AUTRE, TODAY = date(2026, 9, 18), date(2026, 10, 9), date(2026, 9, 10)
AFTER = date(2026, 9, 21)
ROUEN = builders.le_referentiel("rouen-2021-2027")
WHY = "Hospitalisée jusqu’à la fin du mois"


@pytest.fixture(autouse=True)
def listed(vault: Vault) -> None:
    """One person, met in January, before the sitting of 18 September."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours(ouvert_le=date(2026, 1, 5)))
        work.insert(builders.un_entretien(date=date(2026, 1, 20)))
        work.insert(builders.une_inscription(commission_le=LE, incomplet=True))
        work.commit()


def do(vault: Vault, geste: Geste, *, on: date = TODAY, **asked: object) -> None:
    with vault.work() as work:
        faire(work, geste, builders.PERSONNE, asked, referentiel=ROUEN, on=on)


def panel(vault: Vault, *, on: date = TODAY, role: str = "accompagnateur") -> Volet:
    with vault.look() as rows:
        return lire(rows, builders.PERSONNE, referentiel=ROUEN, role=role, on=on)


def waiting(vault: Vault) -> date | None:
    with vault.look() as rows:
        found = legalite.en_attente(assemble(rows, builders.PERSONNE))
    return found.commission_le if found else None


def on_agendas(vault: Vault) -> list[date]:
    as_(vault, "coordination")
    with vault.look() as rows:
        return [s.le for s in seances.lire(rows, referentiel=ROUEN, on=TODAY)]


def test_what_is_withdrawn_leaves_the_agenda_and_the_state_it_gave(vault: Vault) -> None:
    do(vault, Geste.RETIRER, motif=WHY)

    told = panel(vault)
    assert (told.dossier.etat, waiting(vault), on_agendas(vault)) == (
        EtatParcours.DIAGNOSTIC,
        None,
        [],
    )
    assert next((m.titre, m.detail.partition(" — ")[0]) for m in told.mouvements) == (
        "Retiré de l’ordre du jour du 18/09/2026", WHY,
    )  # fmt: skip
    with vault.look() as rows:
        assert rows.count(Inscription) == 1
        lines = fil(assemble(rows, builders.PERSONNE), zone=ROUEN.zone)
    assert ("retrait_inscription", WHY) in [(line.kind, line.detail) for line in lines]


@pytest.mark.parametrize("day", [AUTRE, date(2026, 9, 11)])
def test_what_is_moved_is_before_the_other_sitting_alone(vault: Vault, day: date) -> None:
    do(vault, Geste.DEPLACER, commission_le=day, motif=WHY)

    assert (waiting(vault), on_agendas(vault)) == (day, [day])
    with vault.look() as rows:
        (left,) = rows.all(RetraitInscription)
        assert rows.get(Inscription, str(left.remplacee_par)).objet == "entree"


def test_once_its_day_is_past_a_sitting_is_left_only_if_it_was_cancelled(vault: Vault) -> None:
    with pytest.raises(Refus, match="seance_tenue") as refused:
        do(vault, Geste.RETIRER, on=AFTER, motif=WHY)
    assert refused.value.article == "C7"
    offered = {g.geste: g.raison for g in panel(vault, on=AFTER).gestes}
    assert "18/09/2026" in offered[Geste.DEPLACER]

    as_(vault, "coordination")
    with vault.work() as work:
        seances.noter(work, LE, "commission", {"annulee": True}, {})
    do(vault, Geste.DEPLACER, on=AFTER, commission_le=AUTRE, motif="Grève des transports")

    assert waiting(vault) == AUTRE


def test_the_gestures_are_there_only_for_a_dossier_on_an_agenda_and_who_may(vault: Vault) -> None:
    theirs = {g.geste: g.raison for g in panel(vault, role="responsable").gestes}
    assert "coordination" in theirs[Geste.RETIRER]

    do(vault, Geste.RETIRER, motif=WHY)

    assert not {Geste.RETIRER, Geste.DEPLACER} & {g.geste for g in panel(vault).gestes}
    with pytest.raises(Refus, match="rien_a_retirer"):
        do(vault, Geste.RETIRER, motif=WHY)


def test_another_known_sitting_is_proposed(vault: Vault) -> None:
    as_(vault, "coordination")
    for day in (LE, AUTRE):
        with vault.work() as work:
            seances.noter(work, day, "commission", {"lieu": "Mairie"}, {})

    assert commence(panel(vault), Geste.DEPLACER)["commission_le"] == AUTRE


def test_what_coordination_moved_is_in_the_day_of_the_adviser_were_their_names_the_same(
    vault: Vault,
) -> None:
    with vault.work() as work:
        adviser = work.rows.identity()
        work.identify(replace(adviser, utilisateur="u-homonyme", role="coordination"))
        work.commit()
    do(vault, Geste.DEPLACER, commission_le=AUTRE, motif=WHY)
    now = datetime(2026, 9, 12, 9, tzinfo=UTC)

    def told() -> list[str]:
        with vault.look() as rows:
            return [
                line.detail
                for line in ma_journee(rows, referentiel=ROUEN, now=now)
                if line.icone == "seance"
            ]

    assert told() == []  # by whom moved it
    with vault.work() as work:
        work.identify(adviser)
        work.commit()
    assert told() == [f"Reporté de la séance du 18/09/2026 à celle du 09/10/2026\u00a0: {WHY}"]
