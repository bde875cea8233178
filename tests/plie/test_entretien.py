"""L’entretien et son compte-rendu (C9-3-6) : ce qui se finalise, se corrige, se signe."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from plie.compte_rendu import current, etat, finalise, in_force, may_sign
from plie.entretien import MAX_MINUTES, contenu_de, objections
from plie.kinds import CompteRendu, Entretien, Id
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, Signataire
from tests.builders import (
    AE,
    CR,
    MIDI,
    UN_PDF,
    les_deux_signatures,
    un_compte_rendu,
    un_entretien,
    une_personne,
    une_signature,
)

AUJOURDHUI = date(2026, 9, 10)
V2 = Id("cr-2")


def codes(entretien: Entretien, **arguments: Any) -> list[tuple[str, str, bool]]:
    found = objections(entretien, **{"on": AUJOURDHUI, **arguments})
    return [(o.field, o.code, o.blocking) for o in found]


def finalised(entretien: Entretien, **changes: Any) -> CompteRendu:
    arguments = {
        "id": CR,
        "personne": une_personne(),
        "accompagnateur": AE,
        "accompagnateur_nom": "Odilon Carpentras",
        "pdf": UN_PDF,
        "at": MIDI,
        **changes,
    }
    return finalise(entretien, **arguments)


def test_un_entretien_complet_n_appelle_aucune_objection() -> None:
    assert codes(un_entretien()) == []


def test_un_entretien_peut_n_avoir_pas_d_heure() -> None:
    assert codes(un_entretien(debut=None)) == []


def test_un_brouillon_vide_dit_tout_ce_qui_lui_manque_dans_l_ordre_du_formulaire() -> None:
    """C9-3-6: date and duration are mentioned."""
    vide = Entretien(id=Id("e"), dossier=une_personne().id)

    assert codes(vide) == [
        ("date", "cr_sans_date", True),
        ("duree_min", "cr_sans_duree", True),
        ("modalite", "cr_sans_modalite", True),
        ("nature", "cr_sans_nature", True),
    ]


@pytest.mark.parametrize(
    ("duree", "attendu"),
    [
        (None, ["cr_sans_duree"]),
        (0, ["cr_sans_duree"]),
        (-30, ["cr_sans_duree"]),
        (1, []),
        (MAX_MINUTES, []),
        (MAX_MINUTES + 1, ["cr_duree_excessive"]),
    ],
)
def test_une_duree_se_dit_et_ne_depasse_pas_douze_heures(
    duree: int | None, attendu: list[str]
) -> None:
    assert [code for _, code, _ in codes(un_entretien(duree_min=duree))] == attendu


@pytest.mark.parametrize(
    ("jour", "debut", "maintenant", "attendu"),
    [
        (AUJOURDHUI + timedelta(days=1), time(9), time(12), [("date", "cr_date_future", True)]),
        (AUJOURDHUI, time(12, 1), time(12, 0), [("debut", "cr_date_future", True)]),
        (AUJOURDHUI, time(12, 0), time(12, 0), []),
        (AUJOURDHUI, time(23, 0), None, []),
        (AUJOURDHUI, None, time(0, 0), []),
        (AUJOURDHUI - timedelta(days=1), time(23), time(0, 0), []),
    ],
)
def test_un_entretien_n_est_pas_dans_le_futur(
    jour: date, debut: time | None, maintenant: time | None, attendu: list[object]
) -> None:
    entretien = un_entretien(date=jour, debut=debut, duree_min=1)

    assert codes(entretien, now_time=maintenant) == attendu


FINIT_PLUS_TARD = [("duree_min", "cr_fin_future", True)]


@pytest.mark.parametrize(
    ("jour", "debut", "maintenant", "attendu"),
    [
        (AUJOURDHUI, time(11, 15), time(12, 0), []),
        (AUJOURDHUI, time(11, 20), time(12, 0), []),  # five minutes of tolerance
        (AUJOURDHUI, time(11, 21), time(12, 0), FINIT_PLUS_TARD),
        (AUJOURDHUI, time(11, 21), None, []),
        (AUJOURDHUI - timedelta(days=1), time(23, 50), time(0, 0), FINIT_PLUS_TARD),
        (AUJOURDHUI - timedelta(days=1), time(23, 50), time(0, 35), []),
    ],
)
def test_un_entretien_ne_finit_pas_plus_tard_que_maintenant(
    jour: date, debut: time, maintenant: time | None, attendu: list[object]
) -> None:
    """C9-3-6 : la durée portée au compte-rendu a eu lieu."""
    entretien = un_entretien(date=jour, debut=debut, duree_min=45)

    assert codes(entretien, now_time=maintenant) == attendu


def test_un_entretien_ne_precede_pas_la_prescription() -> None:
    jour = un_entretien().date

    assert codes(un_entretien(), prescription_le=jour) == []
    assert codes(un_entretien(), prescription_le=date(2026, 9, 4)) == [
        ("date", "cr_avant_prescription", True),
    ]


@pytest.mark.parametrize(
    ("autre", "chevauche"),
    [
        ({"debut": time(14, 30), "duree_min": 10}, True),
        ({"debut": time(13, 0), "duree_min": 180}, True),
        ({"debut": time(13, 30), "duree_min": 30}, False),
        ({"debut": time(14, 45), "duree_min": 30}, False),
        ({"debut": time(14, 0), "duree_min": 45, "date": date(2026, 9, 4)}, False),
        ({"debut": time(23, 0), "duree_min": 16 * 60, "date": date(2026, 9, 2)}, True),
        ({"debut": None}, False),
        ({"date": None}, False),
        ({"duree_min": None}, False),
    ],
)
def test_deux_entretiens_qui_se_chevauchent_sont_signales_sans_bloquer(
    autre: dict[str, object],
    chevauche: bool,  # noqa: FBT001 — a parameter of the table above
) -> None:
    voisin = un_entretien(id=Id("voisin"), **autre)

    found = codes(un_entretien(), others=[un_entretien(), voisin])

    assert found == ([("debut", "entretien_chevauche", False)] if chevauche else [])


def test_un_chevauchement_se_dit_sans_nommer_personne() -> None:
    voisin = un_entretien(id=Id("voisin"), debut=time(14, 30), duree_min=75)

    [objection] = objections(un_entretien(), on=AUJOURDHUI, others=[voisin])

    assert objection.phrase == (
        "Un autre entretien est noté au même moment, à 14\u00a0h\u00a030 pour 1\u00a0h\u00a015."
    )


def test_plusieurs_chevauchements_se_disent_d_une_phrase() -> None:
    tard = un_entretien(id=Id("tard"), debut=time(14, 30), duree_min=75)
    tot = un_entretien(id=Id("tot"), debut=time(13, 30), duree_min=60)

    [objection] = objections(un_entretien(), on=AUJOURDHUI, others=[tard, tot])

    assert objection.phrase == (
        "2\u00a0autres entretiens sont notés au même moment\u00a0: à 13\u00a0h\u00a030 pour 1\u00a0h "
        "et à 14\u00a0h\u00a030 pour 1\u00a0h\u00a015."
    )


def test_le_prochain_rendez_vous_ne_precede_pas_l_entretien() -> None:
    held = un_entretien()
    assert held.date is not None
    before = replace(held, prochain_le=held.date - timedelta(days=1))

    assert codes(before) == [("prochain_le", "prochain_avant_entretien", True)]
    assert codes(replace(before, prochain_le=held.date)) == []


def test_finaliser_gele_le_contenu_les_noms_et_le_pdf() -> None:
    entretien = un_entretien(prochain_le=date(2026, 10, 1), presents=("l’AE",))

    cr = finalised(entretien)

    frozen = asdict(contenu_de(entretien))
    assert {name: getattr(cr, name) for name in frozen} == frozen
    assert {name: getattr(entretien, name) for name in frozen} == frozen
    assert (cr.adherent_nom, cr.accompagnateur_nom) == ("Maïwenn Trévignac", "Odilon Carpentras")
    assert (cr.version, cr.remplace, cr.pdf, cr.finalise_le) == (1, None, UN_PDF, MIDI)


def test_tout_ce_que_l_entretien_et_le_compte_rendu_ont_en_commun_est_gele() -> None:
    common = {*Entretien.__dataclass_fields__} & {*CompteRendu.__dataclass_fields__}

    assert common - {"id", "dossier"} == set(asdict(contenu_de(un_entretien())))


@pytest.mark.parametrize(
    ("manque", "code"),
    [
        ({"date": None}, "cr_sans_date"),
        ({"duree_min": None}, "cr_sans_duree"),
        ({"duree_min": 0}, "cr_sans_duree"),
        ({"duree_min": 1000}, "cr_duree_excessive"),
        ({"modalite": ""}, "cr_sans_modalite"),
        ({"nature": ""}, "cr_sans_nature"),
    ],
)
def test_un_cr_incomplet_ne_se_finalise_pas(manque: dict[str, object], code: str) -> None:
    """C9-3-6: the CR mentions the date and the duration."""
    with pytest.raises(Refus, match=code):
        finalised(un_entretien(**manque))

    with pytest.raises(Refus, match=code):
        contenu_de(un_entretien(**manque))


def test_finaliser_juge_avec_le_jour_de_l_accompagnateur() -> None:
    """00:30 in Paris is still the day before in UTC."""
    minuit_passe = datetime(2026, 9, 3, 0, 30, tzinfo=timezone(timedelta(hours=2)))

    assert finalised(un_entretien(debut=None), at=minuit_passe).finalise_le == minuit_passe
    with pytest.raises(Refus, match="cr_date_future"):
        finalised(un_entretien(debut=None), at=minuit_passe.astimezone(UTC))


def test_finaliser_refuse_ce_qui_precede_la_prescription() -> None:
    with pytest.raises(Refus, match="cr_avant_prescription") as refus:
        finalised(un_entretien(), prescription_le=date(2026, 9, 4))

    assert refus.value.phrase.endswith("reçue le 04/09/2026.")
    assert refus.value.article == "C9-3-6"


def test_le_nom_des_deux_parties_est_exige() -> None:
    with pytest.raises(Refus, match="cr_sans_nom"):
        finalised(un_entretien(), personne=une_personne(nom_naissance="", prenoms=""))
    with pytest.raises(Refus, match="cr_sans_nom"):
        finalised(un_entretien(), accompagnateur_nom=" ")


def test_une_correction_nomme_ce_qu_elle_remplace_et_dit_pourquoi() -> None:
    cr = finalised(un_entretien(), id=V2, version=2, remplace=CR, motif="Durée erronée")

    assert (cr.version, cr.remplace, cr.motif) == (2, CR, "Durée erronée")
    with pytest.raises(Refus, match="correction_sans_motif"):
        finalised(un_entretien(), id=V2, version=2, remplace=CR, motif="  ")


def test_le_motif_d_une_correction_ne_fige_pas_un_numero_de_securite_sociale() -> None:
    """domain.md §3 : le motif est imprimé, et ne s’ôte plus."""
    with pytest.raises(Refus, match="nir_ecrit"):
        finalised(un_entretien(), id=V2, version=2, remplace=CR, motif="299017654000192")


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"remplace": CR, "motif": "x"},
        {"personne": une_personne(id=Id("quelqu’un d’autre"))},
    ],
)
def test_des_arguments_qui_se_contredisent_sont_une_faute_du_programme(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(ValueError, match="go together"):
        finalised(un_entretien(), **wrong)


def test_un_cr_est_signe_quand_les_deux_parties_ont_signe() -> None:
    """C9-3-6: « signé par les deux parties »."""
    personne, accompagnateur = les_deux_signatures()

    assert etat(un_compte_rendu(), []) is EtatCompteRendu.FINALISE
    assert etat(un_compte_rendu(), [personne]) is EtatCompteRendu.FINALISE
    assert etat(un_compte_rendu(), [accompagnateur]) is EtatCompteRendu.FINALISE
    assert etat(un_compte_rendu(), [personne, accompagnateur]) is EtatCompteRendu.SIGNE


def test_une_remarque_est_une_signature() -> None:
    personne, accompagnateur = les_deux_signatures(position="remarque", remarque="À revoir")

    assert etat(un_compte_rendu(), [personne, accompagnateur]) is EtatCompteRendu.SIGNE


def test_un_refus_de_la_personne_laisse_le_cr_non_signe() -> None:
    refus = une_signature(position="refus", motif_refus="Souhaite relire chez elle")
    signatures = [refus, *les_deux_signatures()]

    assert etat(un_compte_rendu(), [refus]) is EtatCompteRendu.REFUSE
    assert etat(un_compte_rendu(), signatures) is EtatCompteRendu.REFUSE


def test_les_signatures_d_un_autre_cr_ne_comptent_pas() -> None:
    ailleurs = les_deux_signatures(compte_rendu=V2)

    assert etat(un_compte_rendu(), ailleurs) is EtatCompteRendu.FINALISE


def test_l_etat_d_un_entretien_est_celui_de_sa_version_en_vigueur() -> None:
    v1, v2 = un_compte_rendu(), un_compte_rendu(id=V2, version=2, remplace=CR, motif="x")
    signees = les_deux_signatures()

    def etats(*comptes_rendus: CompteRendu) -> dict[str, EtatCompteRendu]:
        return {cr.entretien: etat(cr, signees) for cr in in_force(comptes_rendus)}

    assert etats() == {}
    assert etats(v1) == {v1.entretien: EtatCompteRendu.SIGNE}
    assert etats(v2, v1, un_compte_rendu(id=Id("cr-9"), entretien=Id("autre"))) == {
        v1.entretien: EtatCompteRendu.FINALISE,
        "autre": EtatCompteRendu.FINALISE,
    }


def test_de_deux_corrections_faites_chacun_de_son_cote_une_seule_est_en_vigueur() -> None:
    v1 = un_compte_rendu()
    ici = un_compte_rendu(id=V2, version=2, remplace=CR, motif="x")
    la = replace(ici, id=Id("cr-3"), finalise_le=ici.finalise_le + timedelta(minutes=1))

    assert current(v1.entretien, [v1, ici, la]) == current(v1.entretien, [la, v1, ici]) == la


def test_une_horloge_en_retard_ne_remet_pas_en_vigueur_ce_qui_est_remplace() -> None:
    ici = un_compte_rendu(id=V2, version=2, remplace=CR, motif="x")
    avant = ici.finalise_le - timedelta(days=400)
    puis = replace(ici, id=Id("cr-3"), remplace=V2, finalise_le=avant)

    assert current(ici.entretien, [un_compte_rendu(), ici, puis]) == puis


def test_la_personne_signe_d_abord() -> None:
    cr = un_compte_rendu()

    may_sign(cr, [], Signataire.ADHERENT, versions=[cr])
    with pytest.raises(Refus, match="signature_avant_personne"):
        may_sign(cr, [], Signataire.ACCOMPAGNATEUR, versions=[cr])
    may_sign(cr, [une_signature()], Signataire.ACCOMPAGNATEUR, versions=[cr])


@pytest.mark.parametrize("position", ["accord", "remarque", "refus"])
def test_nul_ne_repond_deux_fois(position: str) -> None:
    cr = un_compte_rendu()

    with pytest.raises(Refus, match="deja_signe"):
        may_sign(cr, [une_signature(position=position)], Signataire.ADHERENT, versions=[cr])


def test_un_cr_remplace_ne_se_signe_plus_mais_sa_correction_oui() -> None:
    v1, v2 = un_compte_rendu(), un_compte_rendu(id=V2, version=2, remplace=CR, motif="x")

    with pytest.raises(Refus, match="cr_remplace"):
        may_sign(v1, [], Signataire.ADHERENT, versions=[v1, v2])
    may_sign(v2, les_deux_signatures(), Signataire.ADHERENT, versions=[v1, v2])
