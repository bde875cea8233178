"""Qui écrit et qui lit quoi (domain.md §2 et §12)."""

from typing import get_args

import pytest

from plie.droits import ETAT, Reason, knows_state, may_read_blob, may_write, readable, reads
from plie.kinds import (
    Annulation,
    KindSpec,
    Nature,
    Parcours,
    RetraitInscription,
    all_kinds,
    by_class,
    by_word,
)
from plie.mouvement import Fait
from plie.vocabulaire import Role

PROFESSIONNELS = tuple(role for role in Role if role is not Role.MAGASIN)
NARRATIF = {"contenu", "suites", "sujets", "presents", "motif"}


@pytest.mark.parametrize("role", PROFESSIONNELS)
@pytest.mark.parametrize(
    "spec", [one for one in all_kinds() if one.word != "annulation"], ids=lambda spec: spec.word
)
def test_seuls_les_redacteurs_d_un_genre_l_ecrivent(role: Role, spec: KindSpec) -> None:
    verdict = may_write(role.value, "insert", spec.word, about="cv")

    assert verdict.allowed is (role in spec.writers)
    assert verdict.reason is (None if verdict.allowed else Reason.DROIT_REFUSE)


@pytest.mark.parametrize("verb", ["patch", "delete"])
@pytest.mark.parametrize("word", [spec.word for spec in all_kinds() if spec.nature is Nature.FACT])
def test_un_fait_ne_se_modifie_ni_ne_se_supprime(verb: str, word: str) -> None:
    """C9-3-6: un compte-rendu signé ne change plus."""
    spec = by_word(word)
    assert spec is not None

    verdicts = {may_write(role.value, verb, word).reason for role in spec.writers}

    assert verdicts == {Reason.FAIT_IMMUABLE}


def test_n_annule_un_fait_que_qui_note_ceux_de_ce_genre() -> None:
    """C7: la décision est de la coordination, la clôture de l’AE, le visa et l’avis du responsable."""
    ecrivent = {
        role: {
            spec.word
            for spec in all_kinds()
            if may_write(role.value, "insert", "annulation", about=spec.word).allowed
        }
        for role in PROFESSIONNELS
    }

    assert {role: words for role, words in ecrivent.items() if words} == {
        Role.ACCOMPAGNATEUR: {"cloture"},
        Role.RESPONSABLE: {"visa", "avis_motive"},
        Role.COORDINATION: {"decision"},
    }
    assert not may_write("coordination", "insert", "annulation").allowed
    assert readable("relations_entreprises", "annulation") == frozenset()
    assert "motif" not in (readable("gestionnaire", "annulation") or {"motif"})


def test_le_refus_cite_l_article() -> None:
    assert may_write("coordination", "insert", "compte_rendu").article == "C9-3-6"
    assert may_write("accompagnateur", "insert", "decision").article == "C7"


@pytest.mark.parametrize("role", PROFESSIONNELS)
def test_ce_qu_ecrit_le_magasin_ne_s_ecrit_pas_d_un_poste(role: Role) -> None:
    words = [spec.word for spec in all_kinds() if spec.nature is Nature.STORE]

    allowed = {word for word in words if may_write(role.value, "insert", word).allowed}

    # Domain §2: coordination reassigns dossiers.
    assert allowed == ({"affectation"} if role is Role.COORDINATION else set())


def test_un_role_inconnu_n_ecrit_ni_ne_lit_rien() -> None:
    words = [*(spec.word for spec in all_kinds()), "humeur"]

    assert not any(may_write("directeur", "insert", word).allowed for word in words)
    assert {readable("directeur", word) for word in words} == {frozenset()}
    assert not may_read_blob("directeur", "compte_rendu")


def test_l_accompagnateur_lit_tout_de_ses_dossiers() -> None:
    siens = {spec.word for spec in all_kinds()} - {"bilan_lot"}

    assert {readable("accompagnateur", word) for word in siens} == {None}
    assert readable("accompagnateur", "humeur") is None


def test_la_coordination_ne_recoit_jamais_le_recit_d_un_brouillon() -> None:
    """sync.md §2: jusqu’à Finaliser, la date, le début, la durée, la modalité, la nature."""
    lus = readable("coordination", "entretien")

    assert lus == {"dossier", "parcours", "date", "debut", "duree_min", "modalite", "nature"}
    assert readable("coordination", "compte_rendu") is None


@pytest.mark.parametrize("role", ["responsable", "gestionnaire"])
def test_les_autres_ne_recoivent_pas_davantage_d_un_brouillon(role: str) -> None:
    assert readable(role, "entretien") == readable("coordination", "entretien")


def test_les_relations_entreprises_ne_recoivent_rien_des_entretiens() -> None:
    """domain.md §2: CV, métiers visés, étapes en emploi."""
    fermes = ("entretien", "prescription", "evenement", "decision", "commentaire")

    assert {readable("relations_entreprises", word) for word in fermes} == {frozenset()}
    assert readable("relations_entreprises", "etape") is None


@pytest.mark.parametrize(
    "word", ["commentaire", "demande", "accuse_reception", "prise_de_connaissance"]
)
def test_les_relations_entreprises_suivent_la_revue_de_ce_sur_quoi_elles_travaillent(
    word: str,
) -> None:
    """domain.md §2 et §12: tous écrivent la revue; un commentaire d’un compte-rendu en dit le récit."""
    sur = ("cv", "etape", "emploi", "compte_rendu", "diagnostic", "situation", "")

    lues = [readable("relations_entreprises", word, about=about) is None for about in sur]
    ecrites = [
        may_write("relations_entreprises", "insert", word, about=about).allowed for about in sur
    ]

    assert lues == ecrites == [True] * 3 + [False] * 4
    assert readable("coordination", word) is None


@pytest.mark.parametrize("role", ["gestionnaire", "relations_entreprises"])
def test_ni_recit_ni_fichier_de_compte_rendu_hors_de_la_revue(role: str) -> None:
    lus = readable(role, "compte_rendu")

    assert lus is not None
    assert not lus & NARRATIF
    assert not may_read_blob(role, "compte_rendu")
    assert not may_read_blob(role, "signature")


@pytest.mark.parametrize("role", ["gestionnaire", "relations_entreprises", "coordination"])
def test_ce_qui_reste_d_un_genre_se_lit_encore_comme_ce_genre(role: str) -> None:
    """Un champ obligatoire retiré rendrait l’objet illisible sur le poste."""
    for spec in all_kinds():
        lus = readable(role, spec.word)
        if lus:
            assert {f.name for f in spec.fields if f.required} - {"id"} <= lus, spec.word
            assert lus <= {f.name for f in spec.fields}, spec.word


def test_ce_qu_on_ecrit_se_relit_en_entier_ou_pas_du_tout() -> None:
    """sync.md §3: un poste compare ce qu’il tient; à moitié relu, son propre écrit ne s’accorderait jamais."""
    relus = {
        (role, spec.word): readable(role.value, spec.word, about="cv")
        for spec in all_kinds()
        for role in spec.writers - {Role.MAGASIN}
    }

    assert {lus for lus in relus.values() if lus is not None} == {frozenset()}
    assert [cle for cle, lus in relus.items() if lus is not None] == [
        (Role.RELATIONS_ENTREPRISES, "mise_de_cote_reglee")
    ]


@pytest.mark.parametrize("role", ["accompagnateur", "coordination", "responsable"])
def test_ceux_qui_revoient_lisent_le_fichier(role: str) -> None:
    assert may_read_blob(role, "compte_rendu")


def test_un_genre_d_une_version_future_s_ecrit_et_se_lit_des_seuls_accompagnateurs() -> None:
    assert all(may_write(role.value, "patch", "humeur").allowed for role in PROFESSIONNELS)
    lecteurs = [role for role in PROFESSIONNELS if readable(role.value, "humeur") is None]

    assert lecteurs == [Role.ACCOMPAGNATEUR]


def test_le_repertoire_se_lit_de_tous() -> None:
    assert {readable(role.value, "structure") for role in PROFESSIONNELS} == {None}


def test_le_bilan_d_un_lot_se_lit_de_qui_l_envoie_et_de_qui_le_recoit() -> None:
    """C11: sent by the responsable to the équipe."""
    lecteurs = {role for role in PROFESSIONNELS if readable(role.value, "bilan_lot") is None}

    assert lecteurs == {Role.RESPONSABLE, Role.COORDINATION, Role.GESTIONNAIRE}
    assert readable("accompagnateur", "bilan_lot") == frozenset()
    assert readable("relations_entreprises", "bilan_lot") == frozenset()


@pytest.mark.parametrize("reason", Reason)
def test_chaque_motif_a_sa_phrase(reason: Reason) -> None:
    assert reason.label.endswith(".")


@pytest.mark.parametrize(
    "word", ["diagnostic", "evaluation", "condition_adhesion", "piece", "fse_releve", "visa"]
)
def test_les_relations_entreprises_ne_recoivent_ni_diagnostic_ni_piece(word: str) -> None:
    assert readable("relations_entreprises", word) == frozenset()
    assert not may_read_blob("relations_entreprises", word)


def test_chacun_lit_les_fichiers_de_son_metier() -> None:
    """domain.md §2: le gestionnaire examine les pièces, les relations entreprises montrent le CV."""
    assert may_read_blob("gestionnaire", "piece")
    assert not may_read_blob("gestionnaire", "cv")
    assert not may_read_blob("gestionnaire", "bilan_etape")
    assert may_read_blob("relations_entreprises", "cv")
    assert readable("relations_entreprises", "situation") == {
        "dossier", "parcours", "metiers_rome", "metiers_vises",
    }  # fmt: skip


def test_l_ouverture_limitee_lit_le_bilan_et_pas_le_diagnostic() -> None:
    """C9-3-6."""
    assert readable("accompagnateur", "bilan_etape", limited=True) is None
    assert readable("accompagnateur", "diagnostic", limited=True) == frozenset()
    assert readable("accompagnateur", "situation", limited=True) == frozenset()


def test_l_etat_ne_se_dit_qu_a_qui_lit_tout_ce_qui_le_fait() -> None:
    """C7 ; domain.md §2: sans les décisions, tout le monde serait dit orienté."""
    makes = {
        by_class(cls).word for cls in (Parcours, RetraitInscription, Annulation, *get_args(Fait))
    }
    knowing = {role for role in PROFESSIONNELS if knows_state(role.value)}

    assert set(ETAT) == makes
    assert knowing == set(PROFESSIONNELS) - {Role.RELATIONS_ENTREPRISES}
    assert not any(knows_state(role.value, limited=True) for role in PROFESSIONNELS)


def test_ce_qui_se_lit_en_partie_se_lit() -> None:
    assert reads("relations_entreprises", "etape", "situation")
    assert not reads("relations_entreprises", "etape", "objectif")


def test_aucun_genre_n_a_de_champ_pour_le_nir() -> None:
    names = {f.name for spec in all_kinds() for f in spec.fields}

    assert not {name for name in names if "nir" in name.split("_") or "secu" in name}
