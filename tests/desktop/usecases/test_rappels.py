"""What the rules and the Commission ask today, as lines of Ma journée: the list, its counter and its groups are one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.models.vault import Vault
from desktop.ui.day_lines import GROUPS, heading
from desktop.usecases.caseload import file_active
from desktop.usecases.fse import enregistrer
from desktop.usecases.journee import ma_journee
from desktop.usecases.ligne_jour import LigneJour
from desktop.usecases.revue import prendre_connaissance
from plie.kinds import Decision, Id
from plie.referentiel import Referentiel, read
from plie.vocabulaire import CodeAlerte, Gravite
from plie.vocabulaire_dossier import MomentFse
from tests import builders
from tests.desktop.usecases.alertes import CASES, NOW, ON, ROUEN, WHO, Case, ago, decided, put
from tests.plie.test_articles_donnees import TROISIEME

NOT_PRESSING = {
    code for code, case in CASES.items() for r in case.referentiel.alertes
    if r.code is code and r.gravite in {Gravite.AVERTISSEMENT, Gravite.INFO}
}  # fmt: skip


def the_day(vault: Vault, referentiel: Referentiel = ROUEN, on: date = ON) -> tuple[LigneJour, ...]:
    now = NOW + (on - ON)
    with vault.look() as rows:
        return ma_journee(rows, referentiel=referentiel, now=now)


def group(day: tuple[LigneJour, ...], icone: str) -> list[LigneJour]:
    return [line for line in day if line.icone == icone]


@pytest.mark.parametrize("code", [c for c in CASES if c is not CodeAlerte.CR_A_SIGNER])
def test_every_alert_of_the_list_is_a_line_of_the_day(vault: Vault, code: CodeAlerte) -> None:
    case = CASES[code]
    put(vault, case)
    with vault.look() as rows:
        (listed,) = file_active(rows, referentiel=case.referentiel, on=ON)

    day = the_day(vault, case.referentiel)

    told = {line.alerte for line in day if line.alerte is not None}
    assert told == set(listed.alertes)
    (line,) = (x for x in day if x.alerte is not None and x.alerte.code is code)
    assert line.icone == ("rappel" if code in NOT_PRESSING else "alerte")
    assert (line.dossier, line.detail) == (WHO, line.alerte.phrase if line.alerte else "")


def test_a_late_compte_rendu_is_among_those_to_sign_and_said_once(vault: Vault) -> None:
    put(vault, CASES[CodeAlerte.CR_A_SIGNER])

    day = the_day(vault)

    assert len(group(day, "signature")) == 1
    assert not [x for x in day if x.alerte and x.alerte.code is CodeAlerte.CR_A_SIGNER]


def test_the_notice_of_a_grave_alert_is_not_pressing_yet(vault: Vault) -> None:
    """C7: the réexamen is announced thirty days before its day, and holds on it."""
    due = decided("maintien", 80, objet="reexamen", prochain_reexamen=ON + timedelta(days=10))
    put(vault, Case((due,), lambda _vault: None))

    assert not group(the_day(vault), "alerte")
    (line,) = group(the_day(vault), "rappel")
    assert line.alerte is not None
    assert line.alerte.code is CodeAlerte.REEXAMEN_DU
    assert [x.id for x in group(the_day(vault, on=ON + timedelta(days=10)), "alerte")] == [line.id]


def test_the_gravest_come_first(vault: Vault) -> None:
    put(vault, replace(CASES[CodeAlerte.HORS_PARCOURS_6_MOIS], busy=False))

    told = [x.alerte.gravite for x in group(the_day(vault), "alerte") if x.alerte]

    assert told == [Gravite.CRITIQUE, Gravite.SERIEUSE]


def test_what_the_commission_decided_is_told_for_two_weeks(vault: Vault) -> None:
    taken = builders.une_decision(
        prise_le=ago(4), objet="reexamen", issue="suspension", suspendu_jusqu_au=date(2026, 12, 1)
    )
    put(vault, Case((taken,), lambda _vault: None))

    told = [(x.detail, x.action, x.dossier) for x in group(the_day(vault), "decision")]
    assert told == [
        ("Suspension, le 26/09/2026 · jusqu’au 01/12/2026", "lire_decision", WHO),
    ]
    assert group(the_day(vault, on=ON + timedelta(days=10)), "decision")
    assert not group(the_day(vault, on=ON + timedelta(days=11)), "decision")
    assert not group(the_day(vault, on=ago(5)), "decision")


def test_a_decision_of_another_body_is_told_by_its_name_under_no_other(vault: Vault) -> None:
    """The third PLIE: its Table ronde decides on exits, its Conseil on the rest; its words for a réexamen."""
    iles = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)
    again = {"objet": "reexamen", "issue": "maintien", "prochain_reexamen": ON}
    ordinary = builders.une_decision(id=Id("d-1"), prise_le=ago(4), **again)
    put(vault, Case((ordinary,), lambda _vault: None))
    title = dict(GROUPS)["decision"]

    alone = group(the_day(vault, iles), "decision")
    assert [x.detail for x in alone] == [
        f"Maintien, le {ago(4):%d/%m/%Y} · prochain tour de table le {ON:%d/%m/%Y}"
    ]
    assert heading("decision", title, alone) == title

    with vault.work() as work:
        work.insert(
            builders.une_decision(id=Id("d-2"), prise_le=ago(3), objet="sortie", issue="maintien")
        )
        work.commit()
    both = group(the_day(vault, iles), "decision")
    assert [x.detail.partition(", le")[0] for x in both] == [
        "Maintien (Table ronde des employeurs)",
        "Maintien",
    ]
    assert heading("decision", title, both) == "Décisions"
    assert heading("seance", "Changements de séance", both) == "Changements de séance"


def test_a_decision_that_another_of_the_same_name_read_is_still_to_be_read(vault: Vault) -> None:
    taken = builders.une_decision(prise_le=ago(4), objet="reexamen", issue="maintien")
    put(vault, Case((taken,), lambda _vault: None))
    with vault.work() as work:
        me = work.rows.identity()
        work.identify(replace(me, utilisateur="u-homonyme"))
        work.commit()
    with vault.work() as work:
        prendre_connaissance(work, "decision-1", kind="decision", now=NOW)
    assert not group(the_day(vault), "decision")

    with vault.work() as work:
        work.identify(me)
        work.commit()

    assert group(the_day(vault), "decision")


def gone(vault: Vault) -> None:
    """Put in the vault someone whose sortie was decided a hundred and sixty days before."""
    left = decided("sortie", 160, objet="sortie", motif_sortie="positive")
    put(vault, Case((left,), lambda _vault: None, integre=ago(500)))


def test_the_follow_up_after_an_exit_is_asked_for_until_it_is_noted(vault: Vault) -> None:
    """C9-3-3: six months after; from a month before, and however late."""
    gone(vault)
    due = date(2026, 10, 23)
    (left,) = group(the_day(vault), "suivi")
    assert left.detail == f"Suivi à 6\u00a0mois de la sortie\u00a0: à faire le {due:%d/%m/%Y}"
    assert left.article == "C9-3-3"
    assert not group(the_day(vault, on=date(2026, 9, 22)), "suivi")
    assert group(the_day(vault, on=due + timedelta(days=400)), "suivi")

    with vault.work() as work:
        enregistrer(work, WHO, MomentFse.SORTIE, {"releve_le": ago(160)})
    assert group(the_day(vault), "suivi")
    with vault.work() as work:
        enregistrer(work, WHO, MomentFse.SIX_MOIS, {"releve_le": ON})
    assert not group(the_day(vault), "suivi")


def test_no_rule_of_follow_up_no_reminder(vault: Vault) -> None:
    gone(vault)
    with vault.look() as rows:
        assert rows.all(Decision)

    assert not group(the_day(vault, replace(ROUEN, suivi_emploi=None)), "suivi")
