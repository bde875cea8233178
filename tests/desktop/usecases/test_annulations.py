"""What was noted by mistake, cancelled by whoever may note it, as long as nothing later stands on it (C7)."""

from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases import orientations, seances
from desktop.usecases.commission import Volet, commence, lire
from desktop.usecases.demarches import Geste, faire
from plie.kinds import Annulation, Id, Structure, Visa
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders
from tests.desktop.usecases.alertes import ROUEN, as_

LE, TODAY = date(2026, 9, 8), date(2026, 9, 10)
WHY = "Notée sur le dossier d’une autre personne"
VISA = Visa(
    id=Id("v1"), dossier=builders.PERSONNE, parcours=builders.PARCOURS, objet="entree", conforme=True,
    auteur_nom="Ysé", vise_le=LE,
)  # fmt: skip


@pytest.fixture(autouse=True)
def decided(vault: Vault) -> None:
    """One person, whose file was checked, and of whom the Commission decided two days ago."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours(ouvert_le=date(2026, 1, 5)))
        work.insert(Structure(id=Id("s1"), nom="Mission locale"))
        work.insert(builders.une_prescription(structure=Id("s1")))
        work.insert(builders.un_entretien(date=date(2026, 1, 20)))
        work.insert(builders.une_inscription(id=Id("i1"), commission_le=LE))
        work.insert(VISA)
        work.insert(builders.une_decision(id=Id("w1"), inscription=Id("i1"), prise_le=LE))
        work.commit()


def cancel(vault: Vault, role: str, fait: str, motif: str = WHY) -> None:
    as_(vault, role)
    with vault.work() as work:
        asked = {"fait": fait, "motif": motif}
        faire(work, Geste.ANNULER, builders.PERSONNE, asked, referentiel=ROUEN, on=TODAY)


def panel(vault: Vault, role: str) -> Volet:
    with vault.look() as rows:
        return lire(rows, builders.PERSONNE, referentiel=ROUEN, role=role, on=TODAY)


def figures(vault: Vault) -> dict[str, int]:
    """Return how many of those that a structure sent became what."""
    with vault.look() as rows:
        told = orientations.chiffres(rows, "s1", on=TODAY)
    return {one.code: len(one.orientations) for one in told if one.orientations}


def test_who_notes_a_kind_of_fact_cancels_it_and_a_later_one_first(vault: Vault) -> None:
    told = {role: {g.geste: g.raison for g in panel(vault, role).gestes} for role in ("coordination", "responsable", "accompagnateur")}  # fmt: skip
    assert told["coordination"][Geste.ANNULER] == ""
    assert (
        "la décision «\u00a0intégration\u00a0» du 08/09/2026" in told["responsable"][Geste.ANNULER]
    )
    assert Geste.ANNULER not in told["accompagnateur"]
    asked = panel(vault, "coordination")
    assert asked.options["fait"] == (("w1", "Décision\u00a0: intégration, le 08/09/2026"),)
    assert commence(asked, Geste.ANNULER)["fait"] == "w1"

    for role, fait, motif, code in (
        ("responsable", "w1", WHY, "droit_refuse"),
        ("responsable", "v1", WHY, "fait_plus_recent"),
        ("coordination", "w1", " ", "annulation_sans_motif"),
        ("coordination", "w1", "Le 1 84 12 76 451 089 46", "nir_ecrit"),
        ("coordination", "inconnu", WHY, "choix_attendu"),
    ):
        with pytest.raises(Refus, match=code):
            cancel(vault, role, fait, motif)
    with vault.look() as rows:
        assert rows.count(Annulation) == 0


def test_what_was_cancelled_stays_in_the_panel_and_counts_in_no_figure(vault: Vault) -> None:
    assert figures(vault) == {"orientations": 1, "integree": 1}
    cancel(vault, "coordination", "w1")
    cancel(vault, "responsable", "v1")

    told = panel(vault, "coordination")
    moves = [(m.titre, m.detail.split(" — ")[0]) for m in told.mouvements]
    assert told.dossier.etat is EtatParcours.PRESENTE
    assert ("Décision\u00a0: intégration — annulée le 10/09/2026", WHY) in moves
    assert ("Visa, entrée\u00a0: conforme — annulé le 10/09/2026", WHY) in moves
    as_(vault, "coordination")
    with vault.look() as rows:
        (sitting,) = seances.lire(rows, referentiel=ROUEN, on=TODAY)
    assert sitting.decides == 0
    assert "integree" not in figures(vault)
    assert not {Geste.ANNULER} & {g.geste for g in told.gestes}
