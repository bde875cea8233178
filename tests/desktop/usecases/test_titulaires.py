"""Who is in charge of a dossier, the same for every list, on the day asked (C9-3-6)."""

from datetime import date, timedelta

from desktop.models.vault import Vault
from desktop.usecases.titulaires import noms
from plie.kinds import Affectation, Id, Utilisateur
from tests.builders import PERSONNE, une_personne

ON = date(2026, 9, 10)
DAY = timedelta(days=1)
ELISE, ZOE = Id("elise"), Id("zoe")


def people(vault: Vault, *given: Affectation) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        for id_, nom in ((ELISE, "Élise Bonnefoy"), (ZOE, "Zoé Marchenoir")):
            work.insert(Utilisateur(id=id_, nom=nom, role="accompagnateur"))
        for one in given:
            work.insert(one)
        work.commit()


def given(whom: Id, **more: object) -> Affectation:
    values = {"dossier": PERSONNE, "utilisateur": whom, "role": "accompagnateur", **more}
    return Affectation(id=Id(f"affectation-{whom}"), **values)  # type: ignore[arg-type]  # a row of values


def test_given_by_two_hands_at_once_it_is_of_the_last_alone(vault: Vault) -> None:
    people(vault, given(ELISE, debut=ON - 2 * DAY), given(ZOE, debut=ON - DAY))

    with vault.look() as rows:
        assert noms(rows, on=ON) == {PERSONNE: "Zoé Marchenoir"}


def test_it_passes_from_one_to_the_other_on_its_day(vault: Vault) -> None:
    people(vault, given(ELISE, fin=ON), given(ZOE, debut=ON + DAY))

    with vault.look() as rows:
        assert noms(rows, on=ON) == {PERSONNE: "Élise Bonnefoy"}
        assert noms(rows, on=ON + DAY) == {PERSONNE: "Zoé Marchenoir"}


def test_who_stands_in_is_not_in_charge(vault: Vault) -> None:
    people(vault, given(ELISE), given(ZOE, role="remplacant", debut=ON, fin=ON + DAY))

    with vault.look() as rows:
        assert noms(rows, on=ON) == {PERSONNE: "Élise Bonnefoy"}
