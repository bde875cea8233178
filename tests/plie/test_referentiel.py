"""Les référentiels : ceux qui sont livrés, et ce qui est refusé avec le fichier, la clé et la raison."""

from datetime import date, timedelta

import pytest

from plie.referentiel import Referentiel, read
from plie.refus import Illisible
from plie.vocabulaire import AccordEcran, CodeAlerte, NatureEntretien
from tests.builders import REFERENTIELS, le_referentiel

LIVRES = sorted(path.stem for path in REFERENTIELS.glob("*.toml"))

# A third PLIE, invented: other words, other numbers, fewer alerts, and no Python.
TROISIEME = """
id = "val-de-brume-2024"
nom = "PLIE du Val de Brume"
fuseau = "Europe/Paris"
debut = 2024-01-01
fin = 2028-12-31

[mots]
accompagnateur = "référent·e"
adherent = "participant·e"
candidat = "candidat·e"
prescripteur = "orienteur·se"
commission = "Commission d’agrément"
article = "A5"

# Les mêmes mots en peu de place, avec leur article : ceux des écrans.
[mots.brefs]
accompagnateur = "le·la référent·e"
adherent = "le·la participant·e"
candidat = "le·la candidat·e"
prescripteur = "l’orienteur·se"
commission = "la Commission"
article = "A5"

[operation]
nom = "Parcours"
numero = "n° 1234"
article = "A1"

[[financement]]
phrase = "Cofinancé par l’Union européenne"
embleme = true
article = "A1"

[entretien]
natures = ["suivi", "bilan"]
article = "A2"
sujets = [{ code = "emploi", libelle = "Emploi", article = "A2" }]

[signature_ecran]
admise_depuis = 2025-06-01
phrase = "Admise."
article = "A3"

[[alerte]]
code = "cr_a_signer"
jours = 10
gravite = "info"
article = "A4"
"""


def lu(texte: str = TROISIEME) -> Referentiel:
    return read(texte, source="brume.toml")


@pytest.mark.parametrize("id_", LIVRES)
def test_un_referentiel_livre_se_lit_et_porte_le_nom_de_son_fichier(id_: str) -> None:
    assert le_referentiel(id_).id == id_


def test_rouen_et_la_demonstration_sont_livres() -> None:
    assert {"rouen-2021-2027", "demo"} <= set(LIVRES)


def test_un_troisieme_plie_ne_demande_que_des_donnees() -> None:
    ref = lu()

    assert ref.mot("adherent") == "participant·e"
    assert ref.entretien.natures == (NatureEntretien.SUIVI, NatureEntretien.BILAN)
    assert [(r.code, r.due(date(2026, 1, 31))) for r in ref.alertes] == [
        (CodeAlerte.CR_A_SIGNER, date(2026, 2, 10)),
    ]


@pytest.mark.parametrize("id_", LIVRES)
def test_le_financement_suit_la_date_du_fait(id_: str) -> None:
    """C12: 2014-2020 wording until 31/12/2021, then the 2021-2027 one, with the emblem."""
    ref = le_referentiel(id_)

    avant, apres = ref.financement(date(2021, 12, 31)), ref.financement(date(2022, 1, 1))

    assert "«\u00a0Emploi et Inclusion\u00a0» 2014-2020" in avant.phrase
    assert (apres.phrase, apres.embleme) == ("Cofinancé par l’Union européenne", True)


@pytest.mark.parametrize("id_", LIVRES)
def test_chaque_jour_a_exactement_un_financement(id_: str) -> None:
    ref = le_referentiel(id_)

    for n in range(0, 4000, 7):
        day = date(2019, 1, 1) + timedelta(days=n)
        periods = [
            f for f in ref.financements if (f.depuis or date.min) <= day <= (f.jusqu_au or date.max)
        ]
        assert periods == [ref.financement(day)]


def test_rouen_n_admet_pas_encore_la_signature_a_l_ecran() -> None:
    """C9-3-6: the managing authority's agreement is not known."""
    ref = le_referentiel("rouen-2021-2027")

    assert ref.signature_ecran.admise_depuis is None
    assert ref.accord_ecran(date(2027, 12, 31)) is AccordEcran.A_CONFIRMER
    assert le_referentiel("demo").accord_ecran(date(2026, 9, 3)) is AccordEcran.ADMIS


def test_la_signature_a_l_ecran_est_admise_a_partir_de_son_jour() -> None:
    ref = lu()

    assert ref.accord_ecran(date(2025, 5, 31)) is AccordEcran.PAS_ENCORE
    assert ref.accord_ecran(date(2025, 6, 1)) is AccordEcran.ADMIS


def test_un_accord_refuse_laisse_le_papier_seul() -> None:
    ref = lu(TROISIEME.replace("admise_depuis = 2025-06-01", "admise = false"))

    assert ref.accord_ecran(date(2030, 1, 1)) is AccordEcran.PAS_ADMIS
    assert [a.name for a in AccordEcran if a.papier_seul] == ["PAS_ENCORE", "PAS_ADMIS"]


def test_un_sujet_disparu_garde_son_code() -> None:
    assert (lu().sujet("emploi"), lu().sujet("ancien")) == ("Emploi", "ancien")


ROUEN = (
    ("entretien_mensuel", "avertissement", 1, None, 7),
    ("sans_entretien_2_mois", "serieuse", 2, None, 0),
    ("sans_etape_2_mois", "serieuse", 2, None, 0),
    ("hors_parcours_6_mois", "critique", 6, None, 0),
    ("trois_ans", "serieuse", 36, None, 60),
    ("diagnostic_renforce", "serieuse", None, 28, 7),
    ("reexamen_du", "serieuse", None, None, 30),
    ("suspension_finie", "avertissement", None, None, 0),
    ("cr_a_signer", "avertissement", None, 7, 0),
    ("objectif_echu", "avertissement", None, None, 0),
    ("cv_perime", "info", 6, None, 0),
    ("sortie_possible", "info", None, None, 0),
    ("fin_post_formation", "avertissement", None, None, 30),
    ("etape_a_cloturer", "avertissement", None, 7, 0),
    ("liaison_a_transmettre", "info", None, None, 0),
    ("bilan_etape_du", "avertissement", None, 30, 0),
    ("acte_a_signer", "avertissement", None, 30, 0),
    ("reorientation_a_preparer", "info", None, None, 0),
    ("bilan_du", "avertissement", None, None, 30),
)
# Le protocole d’Atout PLIE n’a pas de règle mensuelle, et ses alertes sont celles-ci seulement.
ATOUT = (
    "trois_ans",
    "cr_a_signer",
    "objectif_echu",
    "cv_perime",
    "sortie_possible",
    "point_etape_6_mois",
    "etape_a_cloturer",
    "bilan_etape_du",
)


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "demo"])
def test_les_alertes_ont_les_nombres_du_protocole(id_: str) -> None:
    """C9-3-6, C7-2A, C9-1, P5, C7, C9-3-5, C7-1, C11: domain.md §6, in its order; C9-3-4: the last year, §4."""
    regles = le_referentiel(id_).alertes

    assert (
        tuple((r.code, str(r.gravite), r.mois, r.jours, r.annonce_jours) for r in regles) == ROUEN
    )
    assert {r.code: r.leve_jours for r in regles if r.leve_jours} == {"trois_ans": 60}
    assert {r.code: r.avant_jours for r in regles if r.avant_jours} == {"liaison_a_transmettre": 3}
    assert [
        (r.depuis, r.jusqu_au, r.motifs) for r in regles if r.depuis or r.jusqu_au or r.motifs
    ] == [(date(2027, 1, 1), date(2027, 12, 31), ("reorientation",))]


def test_les_alertes_d_atout_plie_sont_les_siennes() -> None:
    """A3.1, A3.2, A4.3."""
    regles = le_referentiel("atout-plie-2018-2022").alertes

    assert tuple(r.code for r in regles) == ATOUT
    assert {r.code: r.leve_jours for r in regles if r.leve_jours} == {
        "trois_ans": 60,
        "point_etape_6_mois": 30,
    }


@pytest.mark.parametrize(
    ("avant", "apres", "cle", "raison"),
    [
        ('nom = "PLIE du', 'surnom = "x"\nnom = "PLIE du', "surnom", "clé inconnue"),
        ('nom = "PLIE du Val de Brume"\n', "", "nom", "clé manquante"),
        ('id = "val-de-brume-2024"', 'id = "Val de Brume"', "id", "minuscules"),
        ("Europe/Paris", "Paris", "fuseau", "un fuseau horaire"),
        ("Europe/Paris", "Europe", "fuseau", "un fuseau horaire"),
        ("Europe/Paris", "../Europe/Paris", "fuseau", "un fuseau horaire"),
        ("debut = 2024-01-01", 'debut = "2024-01-01"', "debut", "une date sans guillemets"),
        ("debut = 2024-01-01", "debut = 2024-01-01T00:00:00", "debut", "une date"),
        ("fin = 2028-12-31", "fin = 2023-12-31", "fin", "la fin précède le début"),
        ('nom = "Parcours"', "nom = 3", "operation.nom", "un texte est attendu"),
        ('numero = "n° 1234"', 'numero = " "', "operation.numero", "un texte est attendu"),
        ('adherent = "participant·e"\n', "", "mots.adherent", "clé manquante"),
        ("[mots]", '[mots]\nreferent = "x"', "mots.referent", "clé inconnue"),
        ("embleme = true", 'embleme = "oui"', "financement[1].embleme", "true"),
        ("[[financement]]\nphrase", "[financement]\nphrase", "financement", "une liste de tables"),
        ("[[financement]]", "[[financement]]\ndepuis = 2024-01-01", "financement", "la première"),
        ('"suivi", "bilan"', '"suivi", "café"', "entretien.natures", "code inconnu"),
        ('"suivi", "bilan"', '"suivi", "suivi"', "entretien.natures", "deux fois"),
        ('["suivi", "bilan"]', '"suivi"', "entretien.natures", "une liste de codes"),
        ('{ code = "emploi"', '{ code = "Emploi !"', "entretien.sujets[1].code", "minuscules"),
        (
            '[{ code = "emploi", libelle = "Emploi", article = "A2" }]',
            "[]",
            "entretien.sujets",
            "au moins un",
        ),
        (
            "[signature_ecran]\n",
            "[signature_ecran]\ndelai = 3\n",
            "signature_ecran.delai",
            "inconnue",
        ),
        (
            "[signature_ecran]\n",
            "[signature_ecran]\nadmise = false\n",
            "signature_ecran.admise_depuis",
            "ôtez ce jour",
        ),
        ('code = "cr_a_signer"', 'code = "a_inventer"', "alerte[1].code", "code inconnu"),
        ("jours = 10", "jours = true", "alerte[1].jours", "un nombre entier de 1 à 3660"),
        ("jours = 10", "jours = 0", "alerte[1].jours", "un nombre entier de 1 à 3660"),
        ("jours = 10", "jours = 10\nmois = 1", "alerte[1].mois", "l’un des deux"),
        ("jours = 10", "jours = 10\nleve_jours = 1", "alerte[1].leve_jours", "inconnue"),
        ("jours = 10", "jours = 10\navant_jours = 1", "alerte[1].avant_jours", "inconnue"),
        ('"cr_a_signer"', '"reexamen_du"', "alerte[1].jours", "inconnue"),
        ('"cr_a_signer"\njours = 10', '"liaison_a_transmettre"', "alerte[1].avant_jours", "manq"),
        ('"cr_a_signer"', '"trois_ans"', "alerte[1].leve_jours", "manquante"),
        (
            '"cr_a_signer"\njours = 10',
            '"sortie_possible"\nannonce_jours = 1',
            "alerte[1].annonce_jours",
            "inconnue",
        ),
        ("jours = 10\n", "", "alerte[1].mois", "l’un des deux"),
        ('gravite = "info"', 'gravite = "grave"', "alerte[1].gravite", "code inconnu"),
    ],
)
def test_une_cle_fautive_est_refusee_avec_son_nom_et_la_raison(
    avant: str, apres: str, cle: str, raison: str
) -> None:
    assert avant in TROISIEME

    with pytest.raises(Illisible) as refus:
        lu(TROISIEME.replace(avant, apres, 1))

    assert refus.value.phrase.startswith(
        f"Fichier «\u00a0brume.toml\u00a0», clé «\u00a0{cle}\u00a0»\u00a0: "
    )
    assert raison in refus.value.phrase


@pytest.mark.parametrize(
    ("fin", "debut"),
    [("2024-12-31", "2025-01-02"), ("2024-12-31", "2024-12-31"), ("2024-12-31", "2024-06-01")],
    ids=["trou", "chevauchement d’un jour", "chevauchement"],
)
def test_les_periodes_de_financement_se_suivent_sans_trou_ni_chevauchement(
    fin: str, debut: str
) -> None:
    suite = (
        f'[[financement]]\ndepuis = {debut}\nphrase = "Suite"\nembleme = false\narticle = "A1"\n'
    )
    texte = TROISIEME.replace("embleme = true", f"jusqu_au = {fin}\nembleme = true")

    with pytest.raises(Illisible, match="illisible") as refus:
        lu(texte + suite)

    assert "chaque période commence le lendemain" in refus.value.phrase


def test_deux_periodes_qui_se_suivent_se_lisent_et_la_derniere_reste_ouverte() -> None:
    suite = (
        '[[financement]]\ndepuis = 2025-01-01\nphrase = "Suite"\nembleme = false\narticle = "A1"\n'
    )
    ref = lu(TROISIEME.replace("embleme = true", "jusqu_au = 2024-12-31\nembleme = true") + suite)

    assert [ref.financement(date(year, 1, 1)).phrase for year in (2024, 2025, 2090)] == [
        "Cofinancé par l’Union européenne",
        "Suite",
        "Suite",
    ]


@pytest.mark.parametrize(
    ("texte", "ou"),
    [("id = \n", "ligne 1"), ("[mots\n", "ligne 1"), ('id = """', "à la fin")],
)
def test_un_texte_qui_n_est_pas_du_toml_est_refuse_avec_sa_ligne(texte: str, ou: str) -> None:
    with pytest.raises(Illisible) as refus:
        lu(texte)

    assert "TOML mal formé" in refus.value.phrase
    assert ou in refus.value.phrase


def test_une_alerte_ecrite_deux_fois_est_refusee() -> None:
    with pytest.raises(Illisible) as refus:
        lu(TROISIEME + TROISIEME[TROISIEME.index("[[alerte]]") :])

    assert "deux fois" in refus.value.phrase


@pytest.mark.parametrize("id_", LIVRES)
def test_chaque_cle_est_expliquee_a_qui_ecrit_un_referentiel(id_: str) -> None:
    guide = (REFERENTIELS / "LISEZMOI.md").read_text(encoding="utf-8")
    lines = (REFERENTIELS / f"{id_}.toml").read_text(encoding="utf-8").splitlines()
    keys = {line.split("=")[0].strip() for line in lines if "=" in line and line[:1].isalpha()}

    assert {key for key in keys if f"`{key}`" not in guide} == set()


SUITES = """
[[entretien.suites]]
genre = "etape_proposee"
texte = "Atelier"
etape = "mobilisation"
article = "A2"

[[etape]]
code = "mobilisation"
libelle = "Mobilisation"
article = "A6"
"""


def test_des_suites_toutes_pretes_et_des_genres_d_etape_sont_des_donnees() -> None:
    """C9-3-6, P8."""
    lu_ainsi = lu(TROISIEME + SUITES)

    assert [(s.genre, s.texte, s.etape) for s in lu_ainsi.entretien.suites] == [
        ("etape_proposee", "Atelier", "mobilisation")
    ]
    assert [(e.code, e.libelle) for e in lu_ainsi.etapes] == [("mobilisation", "Mobilisation")]


@pytest.mark.parametrize(
    ("avant", "apres", "ou"),
    [
        ('genre = "etape_proposee"', 'genre = "projet"', "entretien.suites[1].genre"),
        ('etape = "mobilisation"', 'etape = "autre"', "entretien.suites[1].etape"),
        ('texte = "Atelier"', 'texte = "Atelier"\nquand = "demain"', "quand"),
        ('libelle = "Mobilisation"', 'libelle = "Mobilisation"\nordre = 1', "ordre"),
    ],
)
def test_une_suite_mal_ecrite_est_refusee_avec_sa_cle(avant: str, apres: str, ou: str) -> None:
    with pytest.raises(Illisible) as refus:
        lu(TROISIEME + SUITES.replace(avant, apres))

    assert ou in refus.value.phrase


def test_la_file_prevue_est_une_donnee_qui_peut_manquer() -> None:
    dite = lu(f'{TROISIEME}\n[file_active]\nprevue = 45\narticle = "P8"\n')

    assert (lu().file_prevue, dite.file_prevue) == (None, 45)
