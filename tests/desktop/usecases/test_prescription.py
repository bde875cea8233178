"""The orientation as one form: put right after it was received, until the Commission has seen it (C7, C9-3-1, P6)."""

from datetime import date, timedelta
from typing import Any

import pytest

from desktop.models.vault import Vault
from desktop.usecases.dossiers import assemble
from desktop.usecases.historique import lire as lire_historique
from desktop.usecases.prescription import completer, enregistrer, objections, ouvrir
from plie.kinds import Parcours, Prescription
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders
from tests.builders import AUJOURDHUI, PERSONNE

DEMO = builders.le_referentiel()
REPRISE = {"parcours.integre_le": date(2023, 2, 1), "parcours.reprise_decision": "Comité du 3 mars"}


@pytest.fixture
def oriented(vault: Vault) -> Vault:
    with vault.work() as work:
        for thing in (
            builders.une_personne(),
            builders.un_parcours(),
            builders.une_prescription(recue_le=date(2026, 9, 1)),
        ):
            work.insert(thing)
        # At the store already: what comes next is a change, not the same keystrokes.
        work.connection.exec_driver_sql("UPDATE op SET number = seq")
        work.commit()
    return vault


def write(vault: Vault, **values: Any) -> None:
    with vault.work() as work:
        feuille = ouvrir(work.rows, PERSONNE, on=AUJOURDHUI).feuille
        typed = completer(values)
        enregistrer(work, PERSONNE, feuille.parties, values=typed, seen=feuille.seen, on=AUJOURDHUI)


def test_what_was_received_is_put_right_and_the_history_keeps_it(oriented: Vault) -> None:
    write(oriented, pre_diagnostic="Cherche depuis deux ans.", freins=("Mobilité",))
    write(oriented, origine="reperage", recue_le=date(2026, 8, 31))

    with oriented.look() as rows:
        (received,), (parcours,) = rows.all(Prescription), rows.all(Parcours)
        told = lire_historique(rows, PERSONNE, referentiel=DEMO, zone=DEMO.zone)
    assert (received.pre_diagnostic, received.freins) == ("Cherche depuis deux ans.", ("Mobilité",))
    assert received.origine == parcours.origine == "reperage"
    assert {line.titre.rpartition(" — ")[2]: (line.de, line.a) for line in told} == {
        "Reçue le": ("1er\u00a0septembre\u00a02026", "31\u00a0août\u00a02026"),
        "Origine": ("Prescription", "Repérage"),
        "Pré-diagnostic": ("(rien)", "Cherche depuis deux ans."),
        "Freins": ("(rien)", "Mobilité"),
    }


def test_a_parcours_without_an_orientation_begins_one(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours(origine="spontanee"))
        work.commit()

    write(vault, motif="Est venue d’elle-même.")

    with vault.look() as rows:
        (received,) = rows.all(Prescription)
    assert (received.parcours, received.origine) == (builders.PARCOURS, "spontanee")


def test_the_orientation_of_the_current_parcours_is_the_one_opened(oriented: Vault) -> None:
    with oriented.work() as work:
        work.insert(builders.un_parcours(id="p2", numero=2, ouvert_le=AUJOURDHUI))
        work.insert(
            builders.une_prescription(
                id="r2", parcours="p2", recue_le=AUJOURDHUI, motif="Revient vers nous."
            )
        )
        work.commit()

    with oriented.look() as rows:
        assert ouvrir(rows, PERSONNE, on=AUJOURDHUI).feuille.values["motif"] == "Revient vers nous."


def test_what_the_commission_has_seen_stays_as_it_saw_it(oriented: Vault) -> None:
    """domain.md §12: edited until presented."""
    with oriented.work() as work:
        work.insert(builders.une_inscription(commission_le=AUJOURDHUI - timedelta(days=1)))
        work.commit()

    with pytest.raises(Refus, match="orientation_presentee"):
        write(oriented, motif="Autre chose")

    with oriented.look() as rows:
        assert "09/09/2026" in ouvrir(rows, PERSONNE, on=AUJOURDHUI).figee
        assert rows.all(Prescription)[0].motif == ""


def test_nothing_becomes_a_reprise_here_and_a_reprise_stays_one(oriented: Vault) -> None:
    """P6: a reprise is integrated; of another origin, only the Commission integrates."""
    with oriented.work() as work:
        before = ouvrir(work.rows, PERSONNE, on=AUJOURDHUI)
        work.patch(
            Parcours, builders.PARCOURS, work.seen(Parcours, builders.PARCOURS), origine="reprise"
        )
        work.commit()
    with oriented.look() as rows:
        after = ouvrir(rows, PERSONNE, on=AUJOURDHUI)

    assert not before.reprise
    assert "reprise" not in dict(before.origines)
    assert after.reprise
    assert list(dict(after.origines)) == ["reprise"]


def test_a_reprise_is_completed_with_its_day_and_its_decision_together(oriented: Vault) -> None:
    with oriented.work() as work:
        work.patch(
            Parcours, builders.PARCOURS, work.seen(Parcours, builders.PARCOURS), origine="reprise"
        )
        work.commit()

    with pytest.raises(Refus, match="reprise_sans_decision"):
        write(oriented, **{"parcours.integre_le": date(2023, 2, 1)})
    write(oriented, **REPRISE)

    with oriented.look() as rows:
        whole = assemble(rows, PERSONNE)
    assert whole.etat is EtatParcours.INTEGRE
    assert whole.integration == date(2023, 2, 1)


@pytest.mark.parametrize(
    ("recue", "orientee", "fields"),
    [
        (AUJOURDHUI, AUJOURDHUI, []),
        (AUJOURDHUI + timedelta(days=1), None, ["recue_le"]),
        (date(2026, 9, 1), date(2026, 9, 2), ["orientee_le"]),
    ],
)
def test_days_that_cannot_be_are_said_and_kept(
    recue: date, orientee: date | None, fields: list[str]
) -> None:
    found = objections({"recue_le": recue, "orientee_le": orientee}, on=AUJOURDHUI)

    assert [one.field for one in found] == fields
    assert not any(one.blocking for one in found)
