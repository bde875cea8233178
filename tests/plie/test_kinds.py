"""What the rules ask for can be derived from the kinds, attribute by attribute (interfaces.md, DOSSIER.json)."""

from dataclasses import fields

import pytest

from plie.kinds import Shape, all_kinds, by_word
from plie.sortie.cas import Certification, Contrat
from plie.suivi import EntretienSuivi, EtapeSuivie, ObjectifSuivi, Reexamen, Suivi

# Each attribute, and the fields that give it; « etat » is the dossier's own, or its compte-rendu's.
SOURCES: dict[type, dict[str, str]] = {
    Suivi: {
        "etat": "decision.issue", "orientation": "prescription.orientee_le prescription.recue_le",
        "integration": "decision.prise_le parcours.integre_le", "suspensions": "decision.prise_le",
        "suspendu_jusqu_au": "decision.suspendu_jusqu_au",
        "diagnostic_renforce_le": "decision.prise_le",
        "prochain_reexamen": "decision.prochain_reexamen",
        "acte_signe_le": "signature_acte.signe_le signature_acte.qui signature_acte.acte",
        "entretiens": "entretien.date", "etapes": "etape.intitule", "reexamens": "decision.objet",
        "objectifs": "objectif.intitule", "cvs": "cv.date", "cas": "emploi.type",
        "sortie_proposee_le": "sortie_proposee.proposee_le",
        "participation": "parcours.participation",
        "reorientation_preparee_le": "sortie_proposee.proposee_le sortie_proposee.sortie_le",
    },
    EntretienSuivi: {
        "date": "compte_rendu.date", "duree_min": "compte_rendu.duree_min",
        "modalite": "compte_rendu.modalite", "nature": "compte_rendu.nature",
        "etat": "signature.position", "finalise_le": "compte_rendu.finalise_le",
        "signe_le": "signature.signe_le", "remplace": "compte_rendu.remplace",
        "refus_signature": "signature.motif_refus", "id": "compte_rendu.id",
    },
    EtapeSuivie: {
        "intitule": "etape.intitule", "proposee_le": "etape.proposee_le", "debut": "etape.debut",
        "fin_prevue": "etape.fin_prevue", "fin": "etape.fin", "abandonnee_le": "etape.abandonnee_le",
        "partenaire": "etape.partenaire", "objectifs_transmis_le": "etape.objectifs_transmis_le",
        "bilan_signe_le": "bilan_etape.signe_le bilan_etape.etape",
        "specifique_plie": "etape.specifique_plie", "id": "etape.id",
        "debut_prevu": "etape.debut_prevu",
    },
    Reexamen: {
        "date": "decision.prise_le", "motif": "decision.motif_reexamen",
        "decision": "decision.issue", "id": "decision.id",
    },
    ObjectifSuivi: {
        "intitule": "objectif.intitule", "echeance": "objectif.echeance",
        "atteint_le": "objectif.atteint_le", "abandonne_le": "objectif.abandonne_le",
        "id": "objectif.id",
    },
    Contrat: {
        **{name: f"emploi.{name}" for name in (
            "type", "debut", "fin", "heures_hebdo", "temps_plein", "temps_partiel_convenu",
            "derogation_duree", "employeur", "id",
        )},
        "pieces": "piece.code piece.pour_id piece_examen.issue",
    },
    Certification: {
        **{name: f"certification.{name}" for name in (
            "nature", "obtenue_le", "suivi_jusqu_au", "formation_superieure_jusqu_au", "id",
        )},
        "pieces": "piece.code piece.pour_id piece_examen.issue",
    },
}  # fmt: skip


@pytest.mark.parametrize("cls", SOURCES, ids=lambda cls: str(cls.__name__))
def test_each_attribute_that_a_rule_reads_has_its_field(cls: type) -> None:
    asked = {f.name for f in fields(cls)}
    sources = {name: said.split() for name, said in SOURCES[cls].items()}

    assert asked == set(sources)
    assert [one for said in sources.values() for one in said if not _known(one)] == []


def test_a_refusal_to_answer_is_another_word_than_nothing() -> None:
    """2021/1057: a boolean could not tell « ne souhaite pas répondre » from « non renseigné »."""
    spec = by_word("fse_releve")
    assert spec is not None
    sensitive = {"handicap", "pays_tiers", "origine_etrangere", "minorite", "exclusion_logement"}

    assert {spec.field(name).shape for name in sensitive} == {Shape.TEXT}  # type: ignore[union-attr]  # they are there


def test_a_thing_of_a_dossier_that_is_edited_may_lack_anything() -> None:
    needed = {
        (spec.word, f.name)
        for spec in all_kinds()
        if spec.nature.value == "edited"
        for f in spec.fields
        if f.required
    }

    assert {name for _, name in needed} <= {"id", "dossier"}


def _known(source: str) -> bool:
    word, _, name = source.partition(".")
    spec = by_word(word)
    return spec is not None and spec.field(name) is not None
