"""The directory in a real vault: entries read and put right, merged without losing what named them, departures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.models.vault import Vault
from desktop.usecases.annuaire import (
    Fiche,
    annuaire,
    choix_professionnels,
    choix_structures,
    lire,
    ouvrir,
)
from desktop.usecases.annuaire_gestes import (
    creer,
    defaire_fusion,
    fusionner,
    modifier,
    ressemblances,
)
from desktop.usecases.orientations import Chiffre, chiffres, orienter, orienteurs
from plie.kinds import Affectation, Id, Prescription, Professionnel, Structure
from plie.refus import Refus
from plie.vocabulaire import Role
from tests import builders
from tests.builders import PERSONNE

TODAY = builders.AUJOURDHUI


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """Two entries of one structure, each with someone; a person oriented by the second one."""
    with vault.work() as work:
        for thing in (
            Structure(id=Id("s1"), nom="Mission locale", commune="Valmont", genre="mission_locale"),
            Structure(id=Id("s2"), nom="Mission locale, antenne de Valmont", commune="Valmont"),
            Structure(id=Id("s3"), nom="Atelier mobilité", commune="Valmont"),
            Professionnel(id=Id("p1"), structure=Id("s1"), nom="Lorgnac", prenom="Ode"),
            Professionnel(id=Id("p2"), structure=Id("s2"), nom="Ys", prenom="Jo"),
            builders.une_personne(),
            builders.un_parcours(),
            builders.une_prescription(structure=Id("s2"), professionnel=Id("p2")),
            builders.une_decision(),
        ):
            work.insert(thing)
        work.commit()


def become(vault: Vault, role: Role) -> None:
    with vault.work() as work:
        work.identify(replace(work.rows.identity(), role=role.value))
        work.commit()


def opened(vault: Vault, id_: str) -> Fiche:
    with vault.look() as rows:
        return ouvrir(rows, id_, on=TODAY)


def counted(vault: Vault, id_: str) -> dict[str, int]:
    with vault.look() as rows:
        found: tuple[Chiffre, ...] = chiffres(rows, id_, on=TODAY)
    return {one.code: len(one.orientations) for one in found}


def merge(vault: Vault, de: str, vers: str) -> None:
    become(vault, Role.COORDINATION)
    with vault.work() as work:
        fusionner(work, de, vers)


def test_the_list_has_who_is_in_force_and_people_are_found_through_their_structure(
    vault: Vault,
) -> None:
    with vault.look() as rows:
        lines = lire(rows, on=TODAY)

    assert [line.nom for line in lines if not line.dans_une_structure] == [
        "Atelier mobilité",
        "Mission locale",
        "Mission locale, antenne de Valmont",
    ]
    (ode,) = [line for line in lines if line.id == "p1"]
    assert (ode.nom, ode.detail) == ("Ode Lorgnac", "Mission locale")
    assert next(line.detail for line in lines if line.id == "s1") == "Mission locale · Valmont"


def test_a_merge_keeps_both_and_what_named_the_one_resolves_to_the_other(vault: Vault) -> None:
    assert opened(vault, "s1").doublons == (("s2", "Mission locale, antenne de Valmont"),)
    assert counted(vault, "s1")["orientations"] == 0

    merge(vault, "s2", "s1")

    fiche = opened(vault, "s2")
    assert (fiche.id, fiche.nom, fiche.doublons) == ("s1", "Mission locale", ())
    assert fiche.reunies == (("s2", "Mission locale, antenne de Valmont"),)
    assert [one.nom for one in fiche.equipe] == ["Jo Ys", "Ode Lorgnac"]
    assert counted(vault, "s1") == {
        "orientations": 1,
        "integree": 1,
        "en_instance": 0,
        "sans_suite": 0,
    }
    with vault.look() as rows:
        assert rows.get(Structure, "s2").nom == "Mission locale, antenne de Valmont"
        assert rows.all(Prescription)[0].structure == "s2"
        assert [id_ for id_, _ in choix_structures(annuaire(rows))] == ["s3", "s1"]


def test_a_merge_into_one_already_merged_points_at_the_one_kept(vault: Vault) -> None:
    merge(vault, "s2", "s1")
    merge(vault, "s3", "s2")

    with vault.look() as rows:
        assert rows.get(Structure, "s3").fusionnee_dans == "s1"
    assert [id_ for id_, _ in opened(vault, "s1").reunies] == ["s2", "s3"]


def test_a_merge_undone_gives_each_its_own_back(vault: Vault) -> None:
    merge(vault, "s2", "s1")

    with vault.work() as work:
        defaire_fusion(work, "s2")

    assert opened(vault, "s2").nom == "Mission locale, antenne de Valmont"
    assert counted(vault, "s1")["orientations"] == 0
    assert counted(vault, "s2")["orientations"] == 1


def test_two_merges_that_cross_are_both_undone(vault: Vault) -> None:
    """As two machines leave them, each having pointed at the other."""
    become(vault, Role.COORDINATION)
    with vault.work() as work:
        for id_, into in (("s1", "s2"), ("s2", "s1")):
            work.patch(Structure, id_, work.seen(Structure, id_), fusionnee_dans=Id(into))
        work.commit()
    assert opened(vault, "s1").id == opened(vault, "s2").id == "s1"

    with vault.work() as work:
        defaire_fusion(work, "s2")

    assert (opened(vault, "s1").id, opened(vault, "s2").id) == ("s1", "s2")


def test_two_professionals_are_merged_as_two_structures_are(vault: Vault) -> None:
    merge(vault, "p2", "p1")

    assert opened(vault, "p2").nom == "Ode Lorgnac"
    assert counted(vault, "p1")["orientations"] == 1


def test_an_adviser_writes_entries_and_merges_none(vault: Vault) -> None:
    with vault.work() as work:
        made = creer(work, Structure, {"nom": " Relais ", "commune": "Valmont"}, on=TODAY).id_of(
            "structure"
        )
        who = {"nom": "Ob", "prenom": "Al", "structure": made}
    with vault.work() as work:
        creer(work, Professionnel, who, on=TODAY)

    assert opened(vault, made).nom == "Relais"
    assert [one.nom for one in opened(vault, made).equipe] == ["Al Ob"]
    with vault.work() as work, pytest.raises(Refus, match="fusion_reservee"):
        fusionner(work, "s2", "s1")


@pytest.mark.parametrize(
    ("values", "code"),
    [({"nom": " "}, "sans_nom"), ({"nom": "Relais 2 55 08 14 168 025 38"}, "nir_ecrit")],
)
def test_what_must_not_be_written_is_not(
    vault: Vault, values: dict[str, object], code: str
) -> None:
    with vault.work() as work, pytest.raises(Refus, match=code):
        creer(work, Structure, values, on=TODAY)
    with vault.work() as work, pytest.raises(Refus, match=code):
        modifier(work, Structure, "s1", values, {}, on=TODAY)

    assert opened(vault, "s1").nom == "Mission locale"


def test_what_is_typed_is_written_with_what_was_seen_and_a_lost_entry_is_told(vault: Vault) -> None:
    fiche = opened(vault, "p1")
    with vault.work() as work:
        modifier(
            work, Professionnel, "p1", {"structure": "", "fonction": "Cheffe"}, fiche.seen, on=TODAY
        )

    with vault.look() as rows:
        assert rows.get(Professionnel, "p1").structure is None
        assert rows.conflicts(Professionnel, "p1") == {}
        (line,) = [one for one in lire(rows, on=TODAY) if one.id == "p1"]
    assert (line.detail, line.dans_une_structure) == ("Cheffe · sans structure", False)
    with vault.work() as work, pytest.raises(Refus, match="fiche_absente"):
        modifier(work, Professionnel, "absente", {"nom": "X"}, {}, on=TODAY)


def test_who_leaves_is_proposed_no_more_from_that_day_and_may_come_back(vault: Vault) -> None:
    day = TODAY + timedelta(days=3)

    def proposed(on: date) -> list[str]:
        with vault.look() as rows:
            return [id_ for id_, _ in choix_professionnels(annuaire(rows), on=on)]

    def leave(le: date | None) -> None:
        with vault.work() as work:
            modifier(work, Professionnel, "p2", {"parti_le": le}, {}, on=TODAY)

    leave(day)
    assert (proposed(TODAY), proposed(day)) == (["p2", "p1"], ["p1"])
    assert opened(vault, "s2").equipe[0].detail.endswith("part le 13/09/2026")

    leave(None)
    assert proposed(day) == ["p2", "p1"]
    with pytest.raises(Refus, match="depart_lointain"):
        leave(date(2030, 1, 1))


def test_who_sent_someone_is_said_with_where_they_worked_then(vault: Vault) -> None:
    """C9-3-1: a professional who moves on leaves their orientations to the structure."""
    with vault.work() as work:
        orienter(work, "prescription-1", {"professionnel": "p1"}, {})
    with vault.work() as work:
        modifier(work, Professionnel, "p1", {"structure": "s3"}, {}, on=TODAY)

    assert (counted(vault, "s1")["orientations"], counted(vault, "s3")["orientations"]) == (1, 0)
    with vault.look() as rows:
        assert rows.conflicts(Prescription, "prescription-1") == {}


def test_who_was_said_and_has_gone_or_is_merged_is_still_called_by_name(vault: Vault) -> None:
    merge(vault, "s2", "s1")
    with vault.work() as work:
        modifier(work, Professionnel, "p2", {"parti_le": TODAY}, {}, on=TODAY)

    with vault.look() as rows:
        before = orienteurs(rows, on=TODAY, prescription="prescription-1")
        fresh = orienteurs(rows, on=TODAY)

    assert before.values == {"structure": "s1", "professionnel": "p2"}
    assert dict(before.professionnels)["p2"] == "Jo Ys, Mission locale (parti·e le 10/09/2026)"
    assert "p2" not in dict(fresh.professionnels)
    assert (
        before.structures
        == fresh.structures
        == (("s3", "Atelier mobilité (Valmont)"), ("s1", "Mission locale (Valmont)"))
    )


def test_what_is_about_to_be_written_again_is_said(vault: Vault) -> None:
    with vault.look() as rows:
        like = ressemblances(rows, Structure, {"nom": "mission locale", "commune": "Valmont"})
        people = ressemblances(rows, Professionnel, {"nom": "Lorniac", "prenom": "O."})
        nobody = ressemblances(rows, Professionnel, {"nom": "Lorgnac", "prenom": "O."})

    assert [id_ for id_, _ in like] == ["s1", "s2"]
    assert (people, nobody) == ((), (("p1", "Ode Lorgnac"),))


def test_who_reads_no_orientation_has_no_figure(vault: Vault) -> None:
    become(vault, Role.RELATIONS_ENTREPRISES)

    assert counted(vault, "s2") == {}


def test_a_dossier_open_in_part_counts_nowhere(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(
            Affectation(
                id=Id("a1"), dossier=PERSONNE, utilisateur=Id(work.auteur.id),
                role="referent_structure", debut=TODAY,
            )
        )  # fmt: skip
        work.commit()

    assert counted(vault, "s2")["orientations"] == 0
