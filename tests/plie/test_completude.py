"""What a dossier holds of what the Commission asks, and what lacks, element by element (C7, C9-3-5)."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from plie.completude import constater, lisible, manquants
from plie.dossier import Dossier
from plie.droits import knows_state, readable
from plie.kinds import (
    AvisMotive,
    ConditionAdhesion,
    Diagnostic,
    Evaluation,
    Id,
    PieceExamen,
    PieceVersee,
    Preconisation,
    SortieProposee,
    Visa,
    by_class,
)
from plie.phrases import join_words
from plie.regles.commission import ElementDossier
from plie.vocabulaire import ObjetCommission, Role
from tests import builders
from tests.builders import PARCOURS, PERSONNE

ROUEN = builders.le_referentiel("rouen-2021-2027")
IN = {"dossier": PERSONNE, "parcours": PARCOURS}
DAY = date(2026, 2, 2)


def lacks(dossier: Dossier, objet: ObjetCommission) -> dict[str, str]:
    return {c.element: c.manque for c in constater(dossier, objet, ROUEN) if not c.present}


def complete() -> Dossier:
    """A candidate whose file is ready for the Commission."""
    assert ROUEN.adhesion
    insee = ROUEN.adhesion.communes[0]
    codes = [c.code for c in ROUEN.adhesion.conditions] + [ROUEN.adhesion.criteres[0].code]
    return builders.un_dossier(
        coordonnees=builders.des_coordonnees(commune_insee=insee),
        prescriptions=(builders.une_prescription(pre_diagnostic="Cherche depuis deux ans."),),
        conditions=tuple(
            ConditionAdhesion(id=Id(code), code=code, reponse=True, argument="Dit.", **IN)
            for code in codes
        ),
        diagnostics=(
            Diagnostic(
                id=Id("d"), commence_le=DAY, atouts="Ponctuelle", motivation="Forte",
                etapes_envisagees="Immersion", **IN,
            ),
        ),
        evaluations=(
            Evaluation(
                id=Id("e"), sujet="frein", code="mobilite", niveau=2, evalue_le=DAY,
                auteur=builders.AE, auteur_nom="Odilon", **IN,
            ),
        ),
        preconisations=(
            Preconisation(id=Id("p"), objet="entree", texte="Intégrer.", proposee_le=DAY, **IN),
        ),
        visas=(Visa(id=Id("v"), objet="entree", conforme=True, auteur_nom="R", vise_le=DAY, **IN),),
        avis=(
            AvisMotive(
                id=Id("a"), objet="entree", avis="favorable", auteur_nom="R", rendu_le=DAY, **IN
            ),
        ),
    )  # fmt: skip


def test_a_complete_file_lacks_only_what_is_wished_for() -> None:
    found = constater(complete(), ObjetCommission.ENTREE, ROUEN)

    assert manquants(found) == ()
    assert [c.element for c in found if not c.present] == [ElementDossier.CV]


def test_each_thing_taken_away_is_told_in_words() -> None:
    whole = complete()
    bare = {
        "identite": {"personne": builders.une_personne(naissance_le=None)},
        "territoire": {"coordonnees": builders.des_coordonnees(commune_insee="01001")},
        "critere": {"conditions": whole.conditions[:-1]},
        "conditions": {"conditions": whole.conditions[1:]},
        "prescription": {"prescriptions": (builders.une_prescription(),)},
        "diagnostic": {"evaluations": ()},
        "preconisations": {"preconisations": ()},
        "visa": {"visas": (replace(whole.visas[0], conforme=False),)},
        "avis_motive": {"avis": ()},
    }

    told = {
        name: lacks(replace(whole, **changes), ObjetCommission.ENTREE)  # type: ignore[arg-type]
        for name, changes in bare.items()
    }

    assert [set(found) - {"cv"} for found in told.values()] == [{name} for name in bare]
    assert told["diagnostic"]["diagnostic"] == "freins"
    assert told["territoire"]["territoire"] == "commune hors du territoire"


def test_a_reexamen_asks_for_the_relation_since_the_one_before() -> None:
    joined = builders.un_dossier_integre(date(2026, 1, 15))
    relance = builders.un_evenement(genre="relance", date=date(2026, 3, 1))
    partner = builders.un_evenement(id=Id("e2"), genre="partenaire", date=date(2026, 3, 2))
    told = replace(joined, evenements=(relance, partner))
    reexamined = builders.une_decision(
        id=Id("d2"), objet="reexamen", issue="maintien", prise_le=date(2026, 4, 1)
    )
    again = replace(told, decisions=(*told.decisions, reexamined))

    assert {"moyens", "analyse"} <= set(lacks(joined, ObjetCommission.REEXAMEN))
    assert not {"moyens", "analyse"} & set(lacks(told, ObjetCommission.REEXAMEN))
    assert {"moyens", "analyse"} <= set(lacks(again, ObjetCommission.REEXAMEN))


def test_the_pieces_of_a_sortie_are_those_of_its_motive_and_a_refused_one_lacks() -> None:
    """C7-3."""
    proposed = SortieProposee(id=Id("s"), proposee_le=date(2026, 6, 1), motif="demenagement", **IN)
    joined = builders.un_dossier_integre(sorties_proposees=(proposed,))
    piece = PieceVersee(
        id=Id("piece"), code="justificatif_domicile", fichier=builders.UN_PDF, recue_le=DAY,
        pour_kind="sortie_proposee", pour_id=Id("s"), **IN,
    )  # fmt: skip
    examined = PieceExamen(
        id=Id("x"), dossier=PERSONNE, piece=Id("piece"), issue="refusee", auteur_nom="G",
        examinee_le=builders.MIDI,
    )  # fmt: skip

    assert "pieces" in lacks(joined, ObjetCommission.SORTIE)
    assert "pieces" not in lacks(replace(joined, pieces=(piece,)), ObjetCommission.SORTIE)
    refused = replace(joined, pieces=(piece,), examens=(examined,))
    assert "pieces" in lacks(refused, ObjetCommission.SORTIE)


@pytest.mark.parametrize(
    ("motif", "asked"),
    [
        ("demenagement", ("Justificatif de domicile",)),
        ("comite_technique", ("Contrat de travail", "Bulletin de salaire du sixième mois")),
    ],
)
def test_a_contract_proves_an_exit_by_the_rules_and_no_change_of_situation(
    motif: str, asked: tuple[str, ...]
) -> None:
    """C7-3: the form proposes the contract that was judged, whatever motive is chosen then."""
    emploi = builders.un_emploi(type="cdd", debut=date(2026, 2, 10))
    proposed = SortieProposee(
        id=Id("s"), proposee_le=date(2026, 6, 1), motif=motif, emploi=emploi.id, **IN
    )
    joined = builders.un_dossier_integre(emplois=(emploi,), sorties_proposees=(proposed,))

    assert lacks(joined, ObjetCommission.SORTIE)["pieces"] == join_words(asked)


def test_without_a_checklist_nothing_is_asked() -> None:
    assert ROUEN.commission
    bare = replace(ROUEN, commission=replace(ROUEN.commission, checklists=()))

    assert constater(complete(), ObjetCommission.ENTREE, bare) == ()


@pytest.mark.parametrize("role", [role for role in Role if knows_state(role.value)])
def test_what_a_role_does_not_read_is_not_told_it_to_lack(role: Role) -> None:
    """domain.md §2: the gestionnaire sees that a diagnostic is there, and reads no word of it."""
    found = constater(seen_by(role, complete()), ObjetCommission.ENTREE, ROUEN)

    told = [c for c in found if lisible(c.element, role.value)]

    assert [c.element for c in told if not c.present] == [ElementDossier.CV]
    assert len(told) >= len(found) - 3


def seen_by(role: Role, dossier: Dossier) -> Dossier:
    """Return a dossier with what a role reads of each of its things, the rest as it never came."""
    return Dossier(
        **{
            f.name: value if f.name == "personne" else _read(role, value)
            for f in fields(dossier)
            if (value := getattr(dossier, f.name))
        }
    )


def _read(role: Role, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_read(role, one) for one in value)
    spec = by_class(type(value))
    read = readable(role.value, spec.word)
    kept = {f.name for f in spec.fields if read is None or f.name in read or f.name == "id"}
    return type(value)(**{name: getattr(value, name) for name in kept})
