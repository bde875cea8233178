"""Les pièces : ce qu’une situation demande, où en est chacune, ce qu’une règle de sortie en tient (C7, C9-3-5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.kinds import (
    CertificationObtenue,
    Id,
    PieceExamen,
    PieceVersee,
    Sha256,
    Situation,
    SortieProposee,
)
from plie.piece import Emplacement, emplacements, placee
from plie.regles.dossier import BesoinPiece
from plie.vocabulaire_dossier import EtatPiece
from tests import builders

LE = date(2026, 3, 2)
EMPLOI = Id("emploi-1")


def piece(id_: str = "piece-1", code: str = "contrat", **more: Any) -> PieceVersee:
    values = {"pour_kind": "emploi", "pour_id": EMPLOI, "recue_le": LE, **more}
    return PieceVersee(
        id=Id(id_), dossier=builders.PERSONNE, code=code, fichier=Sha256("b" * 64), **values
    )


def examen(piece_: str, issue: str, *, apres: int = 0, motif: str = "") -> PieceExamen:
    return PieceExamen(
        id=Id(f"examen-{piece_}-{apres}"),
        dossier=builders.PERSONNE,
        piece=Id(piece_),
        issue=issue,
        motif=motif,
        auteur_nom="Apolline Rivaux",
        examinee_le=datetime(2026, 3, 3, 9, tzinfo=UTC) + timedelta(days=apres),
    )


def au_travail(**more: Any) -> Dossier:
    emploi = builders.un_emploi(id=EMPLOI, type="cdi", debut=date(2026, 2, 2))
    return builders.un_dossier_integre(emplois=(emploi,), **more)


def contrat(dossier: Dossier, code: str = "contrat") -> EtatPiece:
    slot = Emplacement(besoin=BesoinPiece.EMPLOI, codes=(code,), pour_kind="emploi", pour_id=EMPLOI)
    return placee(dossier, slot).etat


def test_l_etat_d_une_piece_se_deduit_des_faits() -> None:
    recue = piece()

    assert contrat(au_travail()) is EtatPiece.MANQUANTE
    assert contrat(au_travail(pieces=(recue,))) is EtatPiece.RECUE
    refused = examen("piece-1", "refusee", motif="Illisible")
    assert contrat(au_travail(pieces=(recue,), examens=(refused,))) is EtatPiece.REFUSEE
    again = examen("piece-1", "acceptee", apres=1)
    assert contrat(au_travail(pieces=(recue,), examens=(again, refused))) is EtatPiece.ACCEPTEE


def test_un_refus_ecrit_ailleurs_apres_l_acceptation_ne_deverrouille_rien() -> None:
    """C9-3-5: de deux examens faits chacun sans l’autre, l’acceptation tient."""
    accepted, refused = (
        examen("piece-1", "acceptee"),
        examen("piece-1", "refusee", motif="Floue", apres=1),
    )

    found = au_travail(pieces=(piece(),), examens=(accepted, refused))

    assert contrat(found) is EtatPiece.ACCEPTEE


def test_une_piece_refusee_cede_la_place_a_la_suivante() -> None:
    seconde = piece("piece-2", recue_le=LE + timedelta(days=4))

    found = au_travail(pieces=(piece(), seconde), examens=(examen("piece-1", "refusee"),))

    assert contrat(found) is EtatPiece.RECUE


def test_une_piece_acceptee_garde_la_sienne() -> None:
    seconde = piece("piece-2", recue_le=LE + timedelta(days=4))

    found = au_travail(pieces=(piece(), seconde), examens=(examen("piece-1", "acceptee"),))

    assert contrat(found) is EtatPiece.ACCEPTEE


def test_de_deux_codes_au_choix_compte_celui_qui_va_le_plus_loin() -> None:
    slot = Emplacement(
        besoin=BesoinPiece.EMPLOI,
        codes=("contrats_mission", "bulletins"),
        pour_kind="emploi",
        pour_id=EMPLOI,
    )
    found = au_travail(
        pieces=(piece(code="contrats_mission"), piece("piece-2", "bulletins")),
        examens=(examen("piece-1", "refusee"),),
    )

    held = placee(found, slot)

    assert held.piece is not None
    assert (held.piece.id, held.etat) == ("piece-2", EtatPiece.RECUE)


def test_un_emploi_demande_les_pieces_de_sa_famille() -> None:
    asked = emplacements(au_travail(), builders.le_referentiel())

    found = [slot.codes for slot in asked if slot.pour_id == EMPLOI]

    assert found == [("contrat",), ("bulletin_6e_mois",)]


def test_un_contrat_d_insertion_n_en_demande_aucune() -> None:
    cddi = builders.un_emploi(id=EMPLOI, type="cddi", debut=date(2026, 2, 2))

    asked = emplacements(builders.un_dossier_integre(emplois=(cddi,)), builders.le_referentiel())

    assert not [slot for slot in asked if slot.pour_id == EMPLOI]


def test_une_sortie_proposee_demande_celles_de_son_motif_et_garde_les_recues() -> None:
    def proposed(id_: str, **more: Any) -> SortieProposee:
        return SortieProposee(
            id=Id(id_), dossier=builders.PERSONNE, motif="demenagement", proposee_le=LE, **more
        )

    domicile = piece("p", "justificatif_domicile", pour_kind="sortie_proposee", pour_id=Id("s1"))
    found = au_travail(
        sorties_proposees=(proposed("s1"), proposed("s2", remplace=Id("s1"))), pieces=(domicile,)
    )

    slots = emplacements(found, builders.le_referentiel())

    (slot,) = [one for one in slots if one.besoin is BesoinPiece.SORTIE]
    assert (slot.codes, slot.pour_id) == (("justificatif_domicile",), "s2")
    assert placee(found, slot).etat is EtatPiece.RECUE


def test_sans_regles_de_dossier_rien_n_est_demande() -> None:
    silent = replace(builders.le_referentiel(), dossier=None, sortie=None)

    assert emplacements(au_travail(), silent) == ()


def test_le_cas_tient_tout_ce_que_les_faits_disent() -> None:
    emploi = builders.un_emploi(
        id=EMPLOI,
        debut=date(2026, 2, 2),
        temps_partiel_convenu=True,
        derogation_duree="Accord de branche de l’aide à domicile",
    )
    titre = CertificationObtenue(
        id=Id("titre"),
        dossier=builders.PERSONNE,
        nature="titre",
        obtenue_le=date(2026, 2, 20),
        suivi_jusqu_au=date(2026, 9, 1),
    )
    found = cas(
        builders.un_dossier_integre(
            emplois=(emploi,),
            certifications=(titre,),
            pieces=(piece(), piece("p2", "bulletin_6e_mois")),
            examens=(examen("p2", "refusee"),),
        )
    )

    (contrat_,), (certification,) = found.contrats, found.certifications
    assert contrat_.temps_partiel_convenu is True
    assert contrat_.derogation_duree == "Accord de branche de l’aide à domicile"
    assert contrat_.pieces == {"contrat"}
    assert (certification.nature, certification.suivi_jusqu_au) == ("titre", date(2026, 9, 1))


def test_l_acte_signe_a_sa_place_des_l_integration_et_la_garde() -> None:
    """C7-1 : une seule, pour le parcours, même si deux postes ont noté l’acte chacun de son côté."""
    rouen = builders.le_referentiel("rouen-2021-2027")

    def places(dossier: Dossier) -> list[Emplacement]:
        return [s for s in emplacements(dossier, rouen) if s.besoin is BesoinPiece.ACTE]

    recue = piece(code="acte_engagement", pour_kind="parcours", pour_id=builders.PARCOURS)
    assert places(builders.un_dossier()) == []
    assert places(builders.un_dossier(pieces=(recue,)))
    (place,) = places(builders.un_dossier_integre())
    assert (place.codes, place.article) == (("acte_engagement",), "C7-1")
    signed = builders.un_dossier_integre(pieces=(recue,), examens=(examen("piece-1", "acceptee"),))
    assert placee(signed, place).etat is EtatPiece.ACCEPTEE
    assert "acte_engagement" not in codes_de_l_entree(signed)


def codes_de_l_entree(dossier: Dossier) -> set[str]:
    rouen = builders.le_referentiel("rouen-2021-2027")
    slots = emplacements(dossier, rouen)
    return {code for s in slots if s.besoin is BesoinPiece.ENTREE for code in s.codes}


def test_une_piece_d_entree_n_est_demandee_qu_a_qui_sa_situation_la_demande() -> None:
    """C9-3-5 : nul n’apporte l’attestation d’un droit qu’il n’a pas."""
    minima = Situation(id=Id("s1"), dossier=builders.PERSONNE, minima=("rsa",))
    inscrit = replace(minima, minima=(), france_travail_id="7654321X")

    sans = codes_de_l_entree(builders.un_dossier())
    touche = codes_de_l_entree(builders.un_dossier(situations=(minima,)))
    cherche = codes_de_l_entree(builders.un_dossier(situations=(inscrit,)))

    assert touche - sans == {"attestation_minima"}
    assert cherche - sans == {"inscription_france_travail"}
    assert "identite" in sans


def test_ce_qui_a_ete_donne_garde_sa_place_quand_la_situation_change() -> None:
    donnee = piece(code="attestation_minima", pour_kind="parcours", pour_id=builders.PARCOURS)

    assert "attestation_minima" in codes_de_l_entree(builders.un_dossier(pieces=(donnee,)))
