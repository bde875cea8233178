"""What the lots owe, to whom it is told, and noting it (C11)."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from desktop.models.vault import Vault
from desktop.usecases.bilans import alertes, noter, ouvrir
from plie.kinds import Affectation, Id, Lot, Utilisateur
from plie.refus import Refus
from tests import builders
from tests.builders import AE, PERSONNE
from tests.desktop.usecases.alertes import as_

HERE = timezone(timedelta(hours=2))
NOW = datetime(2026, 10, 5, 10, tzinfo=HERE)
ON, JUIN, ICI, AILLEURS = NOW.date(), date(2026, 6, 30), Id("ici"), Id("ailleurs")
ROUEN = builders.le_referentiel("rouen-2021-2027")


def team(vault: Vault) -> None:
    """Lot 3 is of who looks: one of theirs holds it; lot 4 of others. Maïwenn is followed in lot 3, until 15 June."""
    with vault.work() as work:
        for thing in (
            Lot(id=Id("trois"), numero=3, nom="Vallée"),
            Lot(id=Id("quatre"), numero=4, nom="Plateau", organisation=AILLEURS),
            Utilisateur(id=AE, nom="Odilon Carpentras", role="responsable", organisation=ICI),
            Utilisateur(
                id=Id("elise"), nom="Élise Bonnefoy", role="accompagnateur", organisation=ICI,
                lot=Id("trois"),
            ),
            builders.une_personne(),
            builders.un_parcours(),
            given("a", "elise", date(2026, 5, 1), date(2026, 6, 15)),
            given("b", "zoe", date(2026, 6, 16), None),
            builders.une_decision(prise_le=date(2026, 3, 2)),
            # Noted by mistake: it is no integration.
            builders.une_decision(id=Id("par-erreur"), prise_le=date(2026, 3, 3)),
            builders.une_annulation(fait=Id("par-erreur")),
            builders.un_entretien(date=date(2026, 1, 30)),
            builders.un_entretien(id=Id("e2"), date=date(2026, 6, 15), modalite="telephone"),
            builders.un_entretien(id=Id("e3"), date=date(2026, 6, 16)),
            builders.un_entretien(id=Id("e4"), date=date(2025, 12, 31)),
        ):  # fmt: skip
            work.insert(thing)
        work.commit()


def given(id_: str, whom: str, debut: date, fin: date | None) -> Affectation:
    return Affectation(
        id=Id(id_), dossier=PERSONNE, utilisateur=Id(whom), role="accompagnateur", debut=debut,
        fin=fin,
    )  # fmt: skip


def said(vault: Vault) -> list[tuple[str, str]]:
    with vault.look() as rows:
        return [(a.lot, a.phrase) for a in alertes(rows, referentiel=ROUEN, on=ON)]


@pytest.mark.parametrize(
    ("role", "lots"),
    [
        ("coordination", ["trois", "quatre"]),
        ("responsable", ["trois"]),
        ("gestionnaire", []),
        ("accompagnateur", []),
    ],
)
def test_the_alert_of_a_lot_is_told_to_who_writes_its_bilan(
    vault: Vault, role: str, lots: list[str]
) -> None:
    team(vault)
    as_(vault, role)

    assert [lot for lot, _ in said(vault)] == lots


def test_it_stays_until_the_day_it_was_sent_is_noted_and_comes_back_if_it_was_not(
    vault: Vault,
) -> None:
    team(vault)
    as_(vault, "responsable")
    ((_, phrase),) = said(vault)
    assert phrase == (
        "Lot 3 · Vallée\u00a0: bilan d’activité arrêté au 30/06/2026\u202f; son envoi était dû le "
        "30/09/2026, et aucun envoi n’est noté pour ce lot."
    )

    with vault.work() as work:
        noter(work, "trois", JUIN, None, "Relu ensemble le 2 octobre", now=NOW)
    assert said(vault) == [("trois", phrase)]

    with vault.work() as work:
        noter(work, "trois", JUIN, ON, "Relu ensemble le 2 octobre", now=NOW + timedelta(minutes=1))
    assert said(vault) == []

    with vault.work() as work:
        noter(work, "trois", JUIN, None, "Pas parti", now=NOW + timedelta(minutes=2))
    assert said(vault) == [("trois", phrase)]


def test_the_form_says_what_is_known_and_what_the_files_of_the_lot_say(vault: Vault) -> None:
    team(vault)
    as_(vault, "responsable")
    with vault.work() as work:
        noter(work, "trois", JUIN, date(2026, 9, 28), "", now=datetime.combine(ON, time(1), HERE))

    with vault.look() as rows:
        opened = ouvrir(rows, "trois", JUIN.isoformat(), referentiel=ROUEN, now=NOW)
        first = ouvrir(rows, "", "", referentiel=ROUEN, now=NOW)

    assert (
        opened.phrase == "Du 01/01/2026 au 30/06/2026\u202f; à envoyer au plus tard le 30/09/2026."
    )
    assert opened.note == "Envoyé le 28/09/2026, noté par Odilon Carpentras le 05/10/2026."
    assert [count for _, count in opened.chiffres] == [1, 2, 1, 1, 0]
    assert opened.lots == (("trois", "3 · Vallée"),)
    assert opened.periodes[0] == ("2026-12-31", "Arrêté au 31/12/2026")
    # Nothing is due: the last one stopped.
    assert (first.lot, first.arrete_au) == ("trois", JUIN)


def test_a_dossier_given_to_two_at_once_counts_in_the_lot_of_who_is_in_charge(
    vault: Vault,
) -> None:
    team(vault)
    as_(vault, "coordination")
    with vault.work() as work:
        work.insert(
            Utilisateur(id=Id("zoe"), nom="Zoé Ank", role="accompagnateur", lot=Id("quatre"))
        )
        work.insert(given("c", "elise", date(2026, 6, 16), None))
        work.commit()

    with vault.look() as rows:
        three, four = (
            ouvrir(rows, lot, JUIN.isoformat(), referentiel=ROUEN, now=NOW).chiffres[1]
            for lot in ("trois", "quatre")
        )

    assert (three, four) == (("Entretiens", 3), ("Entretiens", 0))


def test_the_bilan_of_another_organisation_s_lot_is_not_noted(vault: Vault) -> None:
    team(vault)
    as_(vault, "responsable")

    with vault.work() as work, pytest.raises(Refus, match="lot_non_confie"):
        noter(work, "quatre", JUIN, ON, "", now=NOW)
