"""Une phrase du programme se dit avec les mots du PLIE, article et contraction compris ; pas celle d’une personne."""

from datetime import date

import pytest

from plie.alertes.toutes import alertes
from plie.proposition import motifs
from plie.referentiel import Referentiel, read
from plie.refus import Illisible
from plie.sortie.cas import Cas, Contrat
from plie.sortie.jugement import VerdictSortie, juger
from plie.suivi import Suivi
from plie.vocabulaire import CodeAlerte, EtatParcours, TypeContrat
from tests.builders import REFERENTIELS, le_referentiel
from tests.plie.test_articles_donnees import TROISIEME

ILES = read(TROISIEME.read_text(encoding="utf-8"), source=TROISIEME.name)


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        ("Commission", "Conseil"),
        ("Décisions de la Commission", "Décisions du Conseil"),
        ("La Commission répond.", "Le Conseil répond."),
        ("présenté à la Commission du 03/09/2026", "présenté au Conseil du 03/09/2026"),
        ("Ce protocole ne connaît aucune Commission.", "Ce protocole ne connaît aucun Conseil."),
        ("Présenté·e en Commission", "Présenté·e en Conseil"),
        ("Ce geste revient à l’accompagnateur·rice.", "Ce geste revient au pilote de parcours."),
        ("Accompagnateur·rice", "Pilote de parcours"),
        ("La demande de l’accompagnateur·rice", "La demande du pilote de parcours"),
        ("À dire au prescripteur\u00a0: sortie", "À dire à la vigie\u00a0: sortie"),
        ("Le prescripteur oriente", "La vigie oriente"),
        ("Signature de l’adhérent·e", "Signature de l’équipier·ère"),
        ("Commissions de mai", "Commissions de mai"),
        ("Les prescripteurs", "Les prescripteurs"),
        ("Ma journée", "Ma journée"),
        ("Signature de l’acte d’engagement", "Signature de la charte d’équipage"),
        ("Acte d’engagement à signer", "Charte d’équipage à signer"),
        ("Motif du réexamen", "Motif du tour de table"),
        ("Prochain réexamen", "Prochain tour de table"),
        ("La suspension prend fin.", "La relâche prend fin."),
        ("Faire le point d’étape", "Faire le point à quai"),
        ("Les suspensions", "Les suspensions"),
        ("Suspendu·e jusqu’au", "Suspendu·e jusqu’au"),
    ],
)
def test_une_phrase_se_dit_avec_les_mots_du_plie(ecrit: str, dit: str) -> None:
    assert ILES.dire(ecrit) == dit


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "atout-plie-2018-2022", "demo"])
def test_un_mot_facultatif_qui_manque_se_dit_comme_il_est_ecrit(id_: str) -> None:
    ecrits = ("l’acte d’engagement", "Le point d’étape", "du réexamen", "la suspension")

    assert tuple(map(le_referentiel(id_).dire, ecrits)) == ecrits


ALERTES = """
[[alerte]]
code = "acte_a_signer"
jours = 30
gravite = "info"
article = "art. 13"

[[alerte]]
code = "point_etape_6_mois"
mois = 6
leve_jours = 30
gravite = "info"
article = "art. 14"

[[alerte]]
code = "reexamen_du"
gravite = "info"
article = "art. 20"

[[alerte]]
code = "suspension_finie"
libelle = "Retour de relâche"
gravite = "info"
article = "art. 20"

[[alerte]]
code = "entretien_mensuel"
jours = 100
gravite = "info"
article = "art. 16"

[bilan]
"""


def test_les_alertes_et_leurs_titres_disent_ces_mots() -> None:
    """A title that supposes no delay, unless its PLIE gives one."""
    text = TROISIEME.read_text(encoding="utf-8").replace("[bilan]\n", ALERTES.lstrip("\n"), 1)
    plie = read(text, source=TROISIEME.name)
    joined, on = date(2026, 1, 5), date(2026, 9, 10)
    seen = {
        one.code: (one.titre, one.phrase)
        for suivi in (
            Suivi(etat=EtatParcours.INTEGRE, integration=joined, prochain_reexamen=on),
            Suivi(
                etat=EtatParcours.SUSPENDU, integration=joined, suspendu_jusqu_au=date(2026, 9, 1)
            ),
        )
        for one in alertes(suivi, referentiel=plie, on=on)
    }

    for code, titre, morceau in (
        (CodeAlerte.ACTE_A_SIGNER, "Charte d’équipage à signer", "la charte d’équipage est à faire signer"),
        (CodeAlerte.POINT_ETAPE_6_MOIS, "Point à quai", "le point à quai des 6\u00a0mois"),
        (CodeAlerte.REEXAMEN_DU, "Tour de table", "Le prochain tour de table est fixé au"),
        (CodeAlerte.SUSPENSION_FINIE, "Retour de relâche", "La relâche a pris fin le 01/09/2026"),
        (CodeAlerte.ENTRETIEN_MENSUEL, "Entretien régulier", "un nouvel entretien était dû le"),
    ):  # fmt: skip
        assert seen[code][0] == titre
        assert morceau in seen[code][1]


@pytest.mark.parametrize(
    ("id_", "titre"), [("rouen-2021-2027", "Entretien du mois"), ("demo", "Entretien du mois")]
)
def test_une_regle_mensuelle_se_dit_du_mois(id_: str, titre: str) -> None:
    """C9-3-6."""
    [regle] = [r for r in le_referentiel(id_).alertes if r.code is CodeAlerte.ENTRETIEN_MENSUEL]

    assert regle.titre == titre


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "demo"])
def test_les_mots_des_phrases_sont_ceux_de_ces_plie(id_: str) -> None:
    for ecrit in ("Décision de la Commission", "l’accompagnateur·rice", "au prescripteur"):
        assert le_referentiel(id_).dire(ecrit) == ecrit


def test_un_mot_qui_a_deux_genres_garde_ses_deux_articles() -> None:
    atout = le_referentiel("atout-plie-2018-2022")

    assert atout.dire("Ce geste revient à l’accompagnateur·rice.") == (
        "Ce geste revient au·à la référent·e."
    )
    assert atout.brefs.bref("accompagnateur") == "référent·e"


def test_un_mot_bref_sans_article_est_refuse() -> None:
    text = (REFERENTIELS / "demo.toml").read_text(encoding="utf-8")

    with pytest.raises(Illisible) as refus:
        read(text.replace('commission = "la Commission"', 'commission = "Commission"'), source="a")

    assert "clé «\u00a0mots.brefs.commission\u00a0»\u00a0: un article est attendu" in (
        refus.value.phrase
    )


def iles(comite: str = "") -> Referentiel:
    """Rendre le troisième PLIE où sa Table ronde décide aussi hors des critères, et renforce un diagnostic."""
    text = TROISIEME.read_text(encoding="utf-8")
    text = text.replace('decide = ["sortie"]', 'decide = ["sortie"]\nhors_criteres = true')
    text = text.replace(
        "[dossier]\n", '[sortie.comite]\njours = 90\narticle = "art. 25"\n\n[dossier]\n', 1
    )
    text = text.replace(
        "[[alerte]]\n",
        '[[alerte]]\ncode = "diagnostic_renforce"\njours = 20\ngravite = "info"\narticle = "art. 19"\n\n'
        "[[alerte]]\n",
        1,
    )
    if comite:
        text = text.replace('"le Conseil"\n', f'"le Conseil"\ncomite = "{comite}"\n')
    return read(text, source=TROISIEME.name)


@pytest.mark.parametrize(
    ("comite", "soumettre", "saisir", "motif"),
    [
        ("la Table ronde", "à la Table ronde", "saisir la Table ronde", "Table ronde"),
        (
            "",
            "à l’instance «\u00a0Table ronde des employeurs\u00a0»",
            "saisir l’instance «\u00a0Table ronde des employeurs\u00a0»",
            "instance «\u00a0Table ronde des employeurs\u00a0»",
        ),
    ],
)
def test_l_instance_hors_des_criteres_a_son_nom_dans_les_raisons(
    comite: str, soumettre: str, saisir: str, motif: str
) -> None:
    rules = iles(comite)
    assert rules.sortie is not None
    part_time = Contrat(type=TypeContrat.CDI, debut=date(2026, 1, 5), heures_hebdo=12.0)

    found = juger(Cas(contrats=(part_time,)), rules.sortie, on=date(2026, 6, 5))

    assert found.verdict is VerdictSortie.COMITE_TECHNIQUE
    assert found.raisons[-1].endswith(f"à soumettre {soumettre}.")
    assert any(saisir in raison for raison in found.raisons)
    assert "comité" not in " ".join(found.raisons)
    assert f"Hors des critères\u00a0: {motif}" in {one.libelle for one in motifs(rules)}
    assert rules.dire(found.verdict.label) == f"À soumettre {soumettre}"


def test_une_alerte_dit_l_instance_du_plie_et_aucun_nombre_qui_soit_d_un_autre() -> None:
    suivi = Suivi(etat=EtatParcours.DIAGNOSTIC_RENFORCE, diagnostic_renforce_le=date(2026, 5, 4))

    (found,) = alertes(suivi, referentiel=iles(), on=date(2026, 6, 5))

    assert "le retour en Conseil était dû le 24/05/2026" in found.phrase
    assert CodeAlerte.TROIS_ANS.label == "Durée du parcours"
