"""The gestures that move a parcours write one fact each, as far as role, state and fields allow (C7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from desktop.models.line import Identity
from desktop.models.vault import Vault
from desktop.usecases.commission import Volet, lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.parcours import Geste, faire
from plie.kinds import Decision, Inscription, Parcours, Prescription
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders

TODAY = date(2026, 9, 10)
DEMO = builders.le_referentiel()
AE, COORDINATION = "accompagnateur", "coordination"


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """One person, oriented on 5 January and met on the 20th."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours(ouvert_le=date(2026, 1, 5)))
        work.insert(builders.une_prescription())
        work.insert(builders.un_entretien(date=date(2026, 1, 20)))
        work.commit()


def as_(vault: Vault, role: str) -> None:
    """Let someone of a role work in this vault from now on."""
    with vault.work() as work:
        identity: Identity = work.rows.identity()
        work.identify(replace(identity, role=role))
        work.commit()


def do(vault: Vault, geste: Geste, *, role: str = AE, **asked: object) -> None:
    as_(vault, role)
    with vault.work() as work:
        faire(work, geste, builders.PERSONNE, asked, referentiel=DEMO, on=TODAY)


def state(vault: Vault) -> EtatParcours:
    with vault.look() as rows:
        return assemble(rows, builders.PERSONNE).etat


def panel(vault: Vault, role: str) -> Volet:
    with vault.look() as rows:
        return lire(rows, builders.PERSONNE, referentiel=DEMO, role=role, on=TODAY)


def present(vault: Vault) -> None:
    do(vault, Geste.INSCRIRE, objet="entree", commission_le=date(2026, 2, 10))


def adjourn(vault: Vault) -> None:
    do(
        vault, Geste.DECIDER, role=COORDINATION, issue="ajournement", prise_le=date(2026, 2, 10),
        motif="Avis motivé manquant",
    )  # fmt: skip


def test_an_incomplete_dossier_is_inscribed_as_such_and_then_only_adjourned(vault: Vault) -> None:
    present(vault)

    with vault.look() as rows:
        (listed,) = rows.all(Inscription)
    assert (listed.incomplet, state(vault)) == (True, EtatParcours.PRESENTE)
    with pytest.raises(Refus) as refused:
        do(vault, Geste.DECIDER, role=COORDINATION, issue="integration", prise_le=TODAY)
    assert refused.value.code == "dossier_incomplet"
    adjourn(vault)
    assert state(vault) is EtatParcours.PRESENTE
    do(vault, Geste.INSCRIRE, objet="entree", commission_le=date(2026, 3, 10))
    with vault.look() as rows:
        assert len(rows.all(Inscription)) == 2


def test_the_decision_answers_its_inscription_and_names_its_parcours(vault: Vault) -> None:
    present(vault)
    adjourn(vault)

    with vault.look() as rows:
        (decided,), (listed,) = rows.all(Decision), rows.all(Inscription)
    assert decided.inscription == listed.id
    assert decided.parcours == builders.PARCOURS


def test_a_candidature_closed_without_follow_up_leaves_room_for_a_new_parcours(
    vault: Vault,
) -> None:
    do(
        vault, Geste.CLORE, motif="injoignable", close_le=date(2026, 4, 1),
        moyens="Trois appels, un courrier le 12 mars",
    )  # fmt: skip
    assert state(vault) is EtatParcours.SANS_SUITE

    do(vault, Geste.OUVRIR, origine="spontanee", ouvert_le=TODAY)

    with vault.look() as rows:
        last = rows.all(Parcours)[-1]
        assert (last.numero, last.ouvert_le) == (2, TODAY)
        assert [p.recue_le for p in rows.all(Prescription, parcours=last.id)] == [TODAY]
    assert state(vault) is EtatParcours.ORIENTE


@pytest.mark.parametrize(
    ("role", "geste", "asked", "code"),
    [
        (AE, Geste.DECIDER, {"issue": "integration", "prise_le": TODAY}, "droit_refuse"),
        (COORDINATION, Geste.CLORE, {"close_le": TODAY}, "droit_refuse"),
        (COORDINATION, Geste.DECIDER, {"issue": "refus", "prise_le": TODAY}, "sans_inscription"),
        (AE, Geste.CLORE, {"close_le": TODAY, "motif": "retrait"}, "cloture_sans_moyens"),
        (AE, Geste.CLORE, {"motif": "retrait", "moyens": "Appels"}, "geste_sans_date"),
        (AE, Geste.INSCRIRE, {"objet": "sortie", "commission_le": TODAY}, "etat_sans_ce_mouvement"),
        (AE, Geste.OUVRIR, {"origine": "spontanee", "ouvert_le": TODAY}, "parcours_en_cours"),
    ],
)
def test_what_is_refused_writes_nothing(
    vault: Vault, role: str, geste: Geste, asked: dict[str, object], code: str
) -> None:
    with pytest.raises(Refus) as refused:
        do(vault, geste, role=role, **asked)

    assert (refused.value.code, bool(refused.value.article)) == (code, True)
    assert state(vault) is EtatParcours.DIAGNOSTIC


def test_the_panel_says_which_gestures_this_role_may_do_and_why_not_the_others(
    vault: Vault,
) -> None:
    present(vault)

    mine = {g.geste: g.raison for g in panel(vault, AE).gestes}
    theirs = panel(vault, COORDINATION)

    assert "coordination" in mine[Geste.DECIDER]
    assert {g.geste: g.raison for g in theirs.gestes}[Geste.DECIDER] == ""
    assert [code for code, _ in theirs.options["issue"]] == [
        "integration",
        "refus",
        "diagnostic_renforce",
        "ajournement",
    ]
    assert theirs.detail.endswith("inscrit incomplet")


def test_the_panel_tells_the_moves_and_the_answers_the_latest_first(vault: Vault) -> None:
    present(vault)
    adjourn(vault)

    told: Callable[[], list[str]] = lambda: [m.titre for m in panel(vault, AE).mouvements]  # noqa: E731

    assert set(told()[:2]) == {"Ajournement", "Présenté·e en Commission"}
    assert told()[2:] == ["Diagnostic en cours", "Ouverture du parcours n°\u00a01"]
