"""A form over several things: each part begins at its first field, follows what it wrote, meets what is written elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from desktop.models.vault import Vault
from desktop.ui.forms.etape import etape
from desktop.usecases.etapes import (
    ETAPE,
    OBJECTIF,
    enregistrer_etape,
    faire_bilan,
    ouvrir_etape,
    reconnaitre,
    vue,
)
from desktop.usecases.feuilles import Feuille, Partie, enregistrer, lire, suivies
from plie.kinds import Competence, Etape, Id, Objectif, Structure
from plie.refus import Refus
from tests import builders
from tests.builders import PERSONNE
from tests.plie.test_nir import VALIDE

PARTS = (Partie(Etape, ETAPE), Partie(Objectif, OBJECTIF, prefixe="o_", neuf={"mesure": "CV"}))
Seen = dict[str, tuple[str, ...]]


@pytest.fixture
def peopled(vault: Vault) -> Vault:
    put(vault, builders.une_personne(), builders.un_parcours())
    return vault


def put(vault: Vault, *things: object) -> None:
    with vault.work() as work:
        for thing in things:
            work.insert(thing)
        work.commit()


def save(
    vault: Vault, parts: tuple[Partie, ...], seen: Mapping[str, tuple[str, ...]], **values: object
) -> tuple[tuple[Partie, ...], Seen]:
    with vault.work() as work:
        changes = enregistrer(work, PERSONNE, parts, values=values, seen=seen)
    after, ops = suivies(parts, values, changes)
    return after, {**seen, **{name: (op_id,) for name, op_id in ops.items()}}


def read(vault: Vault, parts: tuple[Partie, ...]) -> Feuille:
    with vault.look() as rows:
        return lire(rows, PERSONNE, parts)


def all_of(vault: Vault, kind: type[Any]) -> tuple[Any, ...]:
    with vault.look() as rows:
        return rows.all(kind, dossier=PERSONNE)


def test_a_part_is_written_at_its_first_field_and_the_others_are_not(peopled: Vault) -> None:
    opened = read(peopled, PARTS)

    after, _ = save(peopled, PARTS, opened.seen, o_intitule="Refaire le CV")

    (made,) = all_of(peopled, Objectif)
    assert (made.intitule, made.mesure, made.parcours) == ("Refaire le CV", "CV", builders.PARCOURS)
    assert all_of(peopled, Etape) == ()
    assert (after[0].id, after[1].id) == ("", made.id)


def test_what_a_form_types_after_its_first_words_is_never_its_own_rival(peopled: Vault) -> None:
    opened = read(peopled, PARTS)

    after, seen = save(peopled, PARTS, opened.seen, intitule="Atelier", o_intitule="CV")
    after, seen = save(peopled, after, seen, partenaire="La Criée", o_mesure="Trois", intitule="B")
    save(peopled, after, seen, partenaire="Les Ateliers", o_mesure="Quatre")

    found = read(peopled, after)
    assert found.a_trancher == ()
    assert (found.values["intitule"], found.values["partenaire"]) == ("B", "Les Ateliers")
    assert found.values["o_mesure"] == "Quatre"


def test_a_field_written_elsewhere_meanwhile_is_told_as_disputed(peopled: Vault) -> None:
    put(peopled, Etape(id=Id("e"), dossier=PERSONNE, intitule="Atelier"))
    parts = (Partie(Etape, ETAPE, "e"),)
    opened = read(peopled, parts)

    with peopled.work() as work:
        for words in ("Ici", "Ailleurs"):
            work.reopen(Etape, "e", opened.seen, intitule=words)
        work.commit()

    assert read(peopled, parts).a_trancher == ("intitule",)


def test_a_nir_is_refused_before_it_is_stored(peopled: Vault) -> None:
    """domain.md §3: never the NIR."""
    opened = read(peopled, PARTS)

    with pytest.raises(Refus, match="nir_ecrit"):
        save(peopled, PARTS, opened.seen, objectifs=f"Numéro {VALIDE}")

    assert all_of(peopled, Etape) == ()


def test_a_thing_deleted_elsewhere_is_said(peopled: Vault) -> None:
    parts = (Partie(Etape, ETAPE, "partie"),)

    with pytest.raises(Refus, match="fiche_absente"):
        save(peopled, parts, {}, intitule="Atelier")


def test_words_that_name_a_structure_of_the_directory_are_it(peopled: Vault) -> None:
    put(
        peopled,
        Structure(id=Id("s"), nom="Les Ateliers du Port"),
        Structure(id=Id("t"), nom="Ateliers Port", fusionnee_dans=Id("s")),
    )
    with peopled.look() as rows:
        opened = ouvrir_etape(rows, PERSONNE, "", on=builders.AUJOURDHUI)

    assert reconnaitre({"partenaire": "les ateliers  du port"}, opened)["structure"] == "s"
    assert reconnaitre({"partenaire": "Ateliers Port"}, opened)["structure"] == "s"
    assert reconnaitre({"partenaire": "Les Ateliers"}, opened)["structure"] is None
    assert reconnaitre({"intitule": "Atelier"}, opened) == {"intitule": "Atelier"}


def test_of_two_structures_of_one_name_each_is_proposed_with_its_commune(peopled: Vault) -> None:
    """C9-3-6: who follows those of the one is shown nobody of the other."""
    put(
        peopled,
        Structure(id=Id("s"), nom="Mission locale", commune="Elbeuf"),
        Structure(id=Id("t"), nom="Mission locale", commune="Rouen"),
    )
    with peopled.look() as rows:
        opened = ouvrir_etape(rows, PERSONNE, "", on=builders.AUJOURDHUI)

    fields = {f.name: f.options for f in etape(opened, builders.le_referentiel())}
    assert {name: code for code, name in fields["partenaire"]} == {
        "Mission locale (Elbeuf)": "s", "Mission locale (Rouen)": "t",
    }  # fmt: skip
    for code, name in fields["partenaire"]:
        assert reconnaitre({"partenaire": name}, opened)["structure"] == code
    assert reconnaitre({"partenaire": "Mission locale"}, opened)["structure"] is None


def test_a_bilan_answers_each_objective_and_the_next_one_replaces_it(peopled: Vault) -> None:
    """C9-3-6: one verdict per objective, signed by the partner."""
    put(
        peopled,
        Etape(id=Id("e"), dossier=PERSONNE, debut=date(2026, 9, 1), objectifs="Venir\n\nRester"),
    )

    def give(*verdicts: str) -> None:
        with peopled.work() as work:
            faire_bilan(
                work,
                "e",
                verdicts=verdicts,
                texte="",
                signataire_nom="Hyacinthe Ombredane",
                signe_le=date(2026, 9, 9),
                on=builders.AUJOURDHUI,
            )

    with pytest.raises(Refus):
        give("atteint")
    give("atteint", "non_atteint")
    give("atteint", "atteint")

    with peopled.look() as rows:
        opened = ouvrir_etape(rows, "", "e", on=builders.AUJOURDHUI)
        shown = vue(rows, PERSONNE, referentiel=builders.le_referentiel(), on=builders.AUJOURDHUI)
    assert opened.bilan is not None
    assert opened.bilan.verdicts == ("atteint", "atteint")
    assert "bilan signé par Hyacinthe Ombredane le 09/09/2026, 2\u00a0objectifs sur 2" in (
        shown.etapes[0].detail
    )


def test_the_panel_tells_etapes_newest_first_and_objectives_open_first(peopled: Vault) -> None:
    put(
        peopled,
        Etape(id=Id("a"), dossier=PERSONNE, intitule="Ancienne", debut=date(2026, 1, 5)),
        Etape(
            id=Id("b"),
            dossier=PERSONNE,
            intitule="Récente",
            genre="immersion",
            specifique_plie=True,
            debut=date(2026, 9, 1),
            abandonnee_le=date(2026, 9, 4),
            motif_abandon="Trop loin",
        ),
        Objectif(id=Id("o1"), dossier=PERSONNE, intitule="Fait", atteint_le=date(2026, 9, 1)),
        Objectif(id=Id("o2"), dossier=PERSONNE, intitule="À faire", echeance=date(2026, 9, 9)),
        Competence(id=Id("c"), dossier=PERSONNE, intitule="Caisse", etape=Id("a")),
    )

    with peopled.look() as rows:
        shown = vue(rows, PERSONNE, referentiel=builders.le_referentiel(), on=builders.AUJOURDHUI)

    assert [(e.titre, e.etat) for e in shown.etapes] == [
        ("Récente", "Abandonnée"),
        ("Ancienne", "En cours"),
    ]
    assert "propre au PLIE · du 01/09/2026 au 04/09/2026 · Trop loin" in shown.etapes[0].detail
    assert [o.titre for o in shown.objectifs] == ["À faire", "Fait"]
    assert shown.objectifs[0].detail == "échéance dépassée, le 09/09/2026"
    assert shown.competences[0].detail == "prouvée par l’étape «\u00a0Ancienne\u00a0»"


def test_an_abandon_without_its_reason_is_written_by_no_road(peopled: Vault) -> None:
    """C9-3-5."""
    put(peopled, Etape(id=Id("a"), dossier=PERSONNE, motif_abandon="Trop loin"))
    parts = (Partie(Etape, ETAPE, "a"),)
    told = {"abandonnee_le": date(2026, 9, 4), "motif_abandon": " "}

    for values in (told, {**told, "intitule": "Atelier"}):
        for of in (parts, (Partie(Etape, ETAPE),)):
            with peopled.work() as work, pytest.raises(Refus) as refused:
                enregistrer_etape(work, PERSONNE, of, values=values, seen={})
            assert refused.value.article == "C9-3-5"

    with peopled.work() as work:
        day = {"abandonnee_le": date(2026, 9, 4)}
        enregistrer_etape(work, PERSONNE, parts, values=day, seen=read(peopled, parts).seen)
    (etape,) = all_of(peopled, Etape)
    assert (etape.abandonnee_le, etape.motif_abandon) == (date(2026, 9, 4), "Trop loin")


def test_what_is_of_an_earlier_parcours_is_told_so(peopled: Vault) -> None:
    """C7: a dossier holds one parcours after another; what ended with the first is not under way."""
    day = date(2026, 8, 3)
    put(
        peopled,
        builders.un_parcours(id=Id("p2"), numero=2, ouvert_le=day),
        Etape(id=Id("a"), dossier=PERSONNE, intitule="Atelier", debut=date(2026, 1, 5)),
        Etape(id=Id("b"), dossier=PERSONNE, parcours=Id("p2"), intitule="Stage", debut=day),
        Objectif(id=Id("o"), dossier=PERSONNE, parcours=builders.PARCOURS, intitule="Le permis"),
    )

    with peopled.look() as rows:
        shown = vue(rows, PERSONNE, referentiel=builders.le_referentiel(), on=builders.AUJOURDHUI)

    said = {line.titre: line.detail for line in (*shown.etapes, *shown.objectifs)}
    assert said["Atelier"].startswith("parcours précédent · droit commun")
    assert said["Stage"].startswith("droit commun")
    assert said["Le permis"] == "parcours précédent"
