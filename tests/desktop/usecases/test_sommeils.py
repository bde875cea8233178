"""An alert put off is a fact: it leaves the lists, stands folded in the dossier, and comes back by itself."""

from datetime import date, timedelta

import pytest

from desktop.models.vault import Vault
from desktop.usecases.caseload import LigneDossier, file_active
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.journee import ma_journee
from desktop.usecases.sommeils import mettre_en_sommeil, objections, partage, reveiller
from plie.alertes.alerte import Alerte
from plie.kinds import Decision, MiseEnSommeil
from plie.refus import Refus
from plie.sommeil import Partage
from plie.vocabulaire import CodeAlerte
from tests.desktop.usecases.alertes import CASES, COORDINATION, LATER, NOW, ON, WHO, ago, as_, put
from tests.desktop.usecases.test_evenements import NIR

CASE = CASES[CodeAlerte.SANS_ENTRETIEN_2_MOIS]
BACK = ON + timedelta(days=30)
RULES = CASE.referentiel


@pytest.fixture
def asleep_until_later(vault: Vault) -> Alerte:
    """Someone not met for ten weeks, of whom it is known why: the alert is put off."""
    put(vault, CASE)
    alerte = awake(vault)[0]
    put_off(vault, alerte)
    return alerte


def shared(vault: Vault, on: date = ON) -> Partage:
    with vault.look() as rows:
        return partage(assemble(rows, WHO), referentiel=RULES, on=on, role="accompagnateur")


def awake(vault: Vault, on: date = ON) -> tuple[Alerte, ...]:
    return shared(vault, on).eveillees


def line(vault: Vault, on: date = ON) -> LigneDossier:
    with vault.look() as rows:
        (found,) = file_active(rows, referentiel=RULES, on=on)
    return found


def put_off(vault: Vault, alerte: Alerte, **changes: object) -> None:
    asked = {"jusqu_au": BACK, "motif": "En stage jusqu’à la fin octobre", "on": ON, **changes}
    with vault.work() as work:
        mettre_en_sommeil(work, WHO, alerte, referentiel=RULES, **asked)  # type: ignore[arg-type]


def test_what_is_put_off_leaves_every_list_and_is_counted_apart(
    vault: Vault, asleep_until_later: Alerte
) -> None:
    found = shared(vault)
    listed = line(vault)

    assert [e.alerte for e in found.endormies] == [asleep_until_later]
    assert listed.alertes == found.eveillees == ()
    assert (listed.gravite, listed.endormies) == (None, 1)
    with vault.look() as rows:
        day = ma_journee(rows, referentiel=RULES, now=NOW)
    assert "alerte" not in {one.icone for one in day}


def test_it_is_read_by_coordination_as_by_its_adviser(
    vault: Vault, asleep_until_later: Alerte
) -> None:
    mine = line(vault)

    as_(vault, COORDINATION)

    assert line(vault) == mine
    (asleep,) = shared(vault).endormies
    assert asleep.alerte == asleep_until_later
    assert asleep.sommeil.motif == "En stage jusqu’à la fin octobre"


def test_it_comes_back_by_itself_on_its_day(vault: Vault, asleep_until_later: Alerte) -> None:
    eve, back = (line(vault, on=day) for day in (BACK - timedelta(days=1), BACK))

    assert asleep_until_later not in eve.alertes
    assert asleep_until_later in back.alertes
    assert (eve.endormies, back.endormies) == (1, 0)


def test_it_is_woken_the_same_day_and_may_be_put_off_again(
    vault: Vault, asleep_until_later: Alerte
) -> None:
    (asleep,) = shared(vault).endormies

    with vault.work() as work:
        reveiller(work, WHO, asleep, referentiel=RULES, on=ON)
    assert awake(vault) == (asleep_until_later,)
    with vault.work() as work, pytest.raises(Refus, match="alerte_eveillee"):
        reveiller(work, WHO, asleep, referentiel=RULES, on=ON)

    put_off(vault, asleep_until_later)
    assert awake(vault) == ()


def test_the_story_says_both_in_words(vault: Vault, asleep_until_later: Alerte) -> None:
    (asleep,) = shared(vault).endormies
    with vault.work() as work:
        reveiller(work, WHO, asleep, referentiel=RULES, on=ON)

    with vault.look() as rows:
        titles = {asleep_until_later.code.value: "Sans nouvelles"}
        told = fil(assemble(rows, WHO), zone=RULES.zone, titres=titles)

    assert [(x.le, x.titre, x.detail) for x in told if x.kind == "mise_en_sommeil"] == [
        (ON, "Alerte réveillée\u00a0: Sans nouvelles", ""),
        (
            ON,
            f"Alerte mise en sommeil jusqu’au {BACK:%d/%m/%Y}\u00a0: Sans nouvelles",
            "En stage jusqu’à la fin octobre",
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"jusqu_au": None}, "sommeil_sans_date"),
        ({"jusqu_au": ON}, "sommeil_sans_duree"),
        ({"jusqu_au": ON + timedelta(days=250)}, "sommeil_trop_long"),
        ({"motif": " "}, "sommeil_sans_motif"),
        ({"motif": f"Voir {NIR}"}, "nir_ecrit"),
    ],
)
def test_what_is_refused_writes_nothing(
    vault: Vault, changes: dict[str, object], code: str
) -> None:
    put(vault, CASE)

    with pytest.raises(Refus, match=code):
        put_off(vault, awake(vault)[0], **changes)

    with vault.look() as rows:
        assert rows.all(MiseEnSommeil) == ()


def test_an_alert_that_waits_no_more_is_not_put_off(
    vault: Vault, asleep_until_later: Alerte
) -> None:
    with pytest.raises(Refus, match="alerte_levee"):
        put_off(vault, asleep_until_later)


def test_coordination_reads_and_does_not_write(vault: Vault, asleep_until_later: Alerte) -> None:
    (asleep,) = shared(vault).endormies
    as_(vault, COORDINATION)

    with vault.work() as work, pytest.raises(Refus, match="droit_refuse"):
        reveiller(work, WHO, asleep, referentiel=RULES, on=ON)
    with pytest.raises(Refus, match="droit_refuse"):
        put_off(vault, asleep_until_later)


def test_a_notice_sleeps_until_the_alert_itself_holds_at_most(vault: Vault) -> None:
    """A réexamen that is due in twenty days is no longer put off once it is due (C7-2)."""
    due = ON + timedelta(days=20)
    put(vault, CASES[CodeAlerte.REEXAMEN_DU])
    with vault.work() as work:
        (decided,) = work.rows.all(Decision)
        work.insert(replaced(decided, work.new_id(), due))
        work.commit()
    (notice,) = (a for a in awake(vault) if a.code is CodeAlerte.REEXAMEN_DU)
    assert notice.annoncee

    with vault.look() as rows:
        against = objections(
            rows, WHO, notice, jusqu_au=LATER, motif="Vue le 12", referentiel=RULES, on=ON
        )
    assert [(o.field, o.code) for o in against] == [("jusqu_au", "sommeil_d_une_annonce")]
    assert f"{held_from(vault):%d/%m/%Y}" in against[0].phrase
    put_off(vault, notice, jusqu_au=held_from(vault))
    assert notice not in awake(vault)


def held_from(vault: Vault) -> date:
    """Return the first day on which the réexamen is due, its notice past."""
    days = (ON + timedelta(days=n) for n in range(60))
    return next(
        day
        for day in days
        for a in shared(vault, on=day).eveillees
        if a.code is CodeAlerte.REEXAMEN_DU and not a.annoncee
    )


def replaced(decided: Decision, id_: str, due: date) -> Decision:
    """Return a later decision that dates the next réexamen."""
    return Decision(
        id=id_,  # type: ignore[arg-type]
        dossier=decided.dossier,
        prise_le=ago(1),
        objet=decided.objet,
        issue=decided.issue,
        motif="Projet en cours",
        prochain_reexamen=due,
    )
