"""Un dossier entier, du papier à l’écran, au clavier seul : combien de touches, et combien de minutes au plus.

Le temps d’une personne ne se chronomètre pas ici : il se compte (Card, Moran et Newell, 1980), une touche d’une
dactylo ordinaire et, avant chaque champ, ce qu’il faut pour lire le papier et savoir quoi taper.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabBar
from typing_extensions import override

from desktop.demo.hands import settle
from desktop.demo.seat import Seat
from desktop.ui.tables import folded
from desktop.usecases.dossiers import assemble
from desktop.usecases.referentiels import charger
from plie.completude import constater
from plie.kinds import (
    ConditionAdhesion,
    Coordonnees,
    Diagnostic,
    Etape,
    Evaluation,
    Objectif,
    Personne,
    Prescription,
    Situation,
)
from plie.regles.commission import ElementDossier
from plie.vocabulaire import ObjetCommission, Role
from tests.stories.gestes import Clavier

UNE_TOUCHE, UN_CHAMP, AU_PLUS = 0.28, 1.35, 600  # secondes
CONTROL = Qt.KeyboardModifier.ControlModifier

# Dans l’ordre du papier, qui est celui des écrans. Un code choisi dans une liste s’écrit par ses premières lettres.
IDENTITE = (
    ("prenoms", "Maïwenn"),
    ("nom", "Trévignac"),
    ("naissance_le", "120785"),
    ("commune", "Elbeuf"),
    ("recue_le", "3/11"),
)
SITUATION = (
    ("ou.adresse", "12 rue des Échelles"),
    ("ou.code_postal", "76500"),
    ("ou.commune", "Elbeuf"),
    ("ou.telephone", "06 12 34 56 78"),
    ("ou.courriel", "maiwenn@exemple.fr"),
    ("ou.qpv", "Oui"),
    ("ou.qpv_nom", "Les Mureaux"),
    ("situation_familiale", "En couple"),
    ("personnes_a_charge", "2"),
    ("logement", "Locataire"),
    ("france_travail_id", "7654321X"),
    ("france_travail_le", "15/3/24"),
    ("statut_emploi", "chômage de"),
    ("minima_le", "1/4/24"),
    ("niveau", "Niveau 3"),
    ("diplomes", "CAP cuisine"),
    ("langues", "Français"),
    ("metiers_rome", "G1602"),
    ("metiers_vises", "Cuisinière en collectivité"),
    ("disponible_le", "auj."),
)
DIAGNOSTIC = (
    ("volonte.reponse", "Oui"),
    ("volonte.argument", "Le dit à chaque rendez-vous"),
    ("besoin_parcours.reponse", "Oui"),
    ("besoin_parcours.argument", "Dix ans sans emploi déclaré, pas de réseau"),
    ("sans_blocage.reponse", "Oui"),
    ("sans_blocage.argument", "Logement et garde tenus"),
    ("longue_duree.reponse", "Oui"),
    ("longue_duree.argument", "Inscrite depuis le 15 mars 2024"),
    ("projet", "Reprendre en cuisine collective, à temps partiel d’abord."),
    ("parcours_professionnel", "Commis de cuisine six ans, puis aide à domicile."),
    ("atouts", "Ponctuelle, autonome, connaît le métier."),
    ("motivation", "Forte depuis la rentrée des enfants."),
    ("etapes_envisagees", "Remise à niveau, puis immersion."),
    ("synthese", "Prête à commencer, la mobilité d’abord."),
    ("preconisation0.texte", "Atelier de mobilité"),
)
ORIENTATION = (
    ("motif", "Demande un accompagnement renforcé."),
    ("pre_diagnostic", "Cherche depuis deux ans, CAP cuisine, deux enfants, pas de permis."),
    ("projet", "Cuisine collective"),
    ("freins", "Mobilité"),
)
ETAPE = (
    ("intitule", "Remise à niveau en cuisine"),
    ("proposee_le", "auj."),
    ("debut_prevu", "auj."),
    ("fin_prevue", "28/2/27"),
    ("debut", "auj."),
)
OBJECTIF = (("intitule", "Trois candidatures"), ("fixe_le", "auj."), ("echeance", "31/1/27"))


class Compte(Clavier):
    """Compte ce qu’il presse, et les champs où il s’arrête."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.touches = self.champs = 0

    @override
    def taper(self, text: str) -> None:
        self.touches += len(text)
        super().taper(text)

    @override
    def touche(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.touches += 1
        super().touche(key, modifier)

    def remplir(self, formulaire: str, papier: tuple[tuple[str, str], ...]) -> None:
        """Recopier ce que dit le papier, champ après champ, par Tab."""
        first = f"{formulaire}_{papier[0][0]}"
        self.attendre(lambda: self.seat.hands.shows(first), first)
        for champ, texte in papier:
            self.jusqu_a(f"{formulaire}_{champ}")
            self.champs += 1
            field = self._focused()
            if isinstance(field, QLineEdit) and field.text():
                self.touche(Qt.Key.Key_A, CONTROL)
            self.taper(texte)
            if isinstance(field, QComboBox):
                shown = field.currentText()
                assert folded(texte) in folded(shown), f"{champ}\u00a0: {shown}"

    def presser(self, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Aller à un bouton, et le presser."""
        self.attendre(lambda: self.seat.hands.shows(name), name)
        self.jusqu_a(name)
        self.champs += 1
        self.touche(key)

    def volet(self, pas: int) -> None:
        """Passer d’un volet du dossier à un autre, par ses onglets."""
        self.jusqu_a("dossier_volets")
        self.champs += 1
        for _ in range(abs(pas)):
            self.touche(Qt.Key.Key_Right if pas > 0 else Qt.Key.Key_Left)

    @property
    def secondes(self) -> float:
        return self.touches * UNE_TOUCHE + self.champs * UN_CHAMP


def test_un_dossier_entier_se_recopie_en_moins_de_dix_minutes(
    enrolled: Callable[[str, str], Seat],
) -> None:
    seat = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    hands, keys = seat.hands, Compte(seat)

    keys.touche(Qt.Key.Key_N, CONTROL)
    keys.attendre(lambda: "nouveau_formulaire_prenoms" in keys.ou(), "la nouvelle personne")
    keys.remplir("nouveau_formulaire", IDENTITE)
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: hands.text("dossier_nom") == "Maïwenn Trévignac", "le dossier")

    keys.volet(_rang(seat, "Identité"))
    keys.presser("modifier_situation")
    keys.remplir("situation", SITUATION)
    _revenir(keys, "modifier_situation")

    keys.presser("modifier_orientation")
    keys.remplir("prescription", ORIENTATION)
    _revenir(keys, "modifier_orientation")

    keys.volet(_rang(seat, "Diagnostic"))
    keys.presser("modifier_diagnostic")
    keys.remplir("diagnostic", DIAGNOSTIC)
    _revenir(keys, "modifier_diagnostic")
    for frein, niveau in (("logement", "Bloquant"), ("mobilite", "Important")):
        keys.presser(f"evaluer_frein_{frein}")
        keys.remplir("evaluation", (("niveau", niveau), ("evalue_le", "auj.")))
        keys.touche(Qt.Key.Key_Return)
        keys.attendre(lambda n=frein: hands.shows(f"mesure_frein_{n}"), "la mesure")

    keys.volet(_rang(seat, "Parcours"))
    for quoi, papier, bouton in (
        ("etape", ETAPE, "nouvelle_etape"),
        ("objectif", OBJECTIF, "nouvel_objectif"),
    ):
        keys.presser(bouton)
        keys.remplir(quoi, papier)
        _revenir(keys, bouton)

    with seat.house.vault.look() as rows:
        (person,) = (p for p in rows.all(Personne) if p.nom == "Maïwenn Trévignac")
        kinds = (
            Coordonnees,
            Prescription,
            Situation,
            Diagnostic,
            ConditionAdhesion,
            Etape,
            Objectif,
        )
        written = {kind: rows.all(kind, dossier=person.id) for kind in kinds}
        levels = {e.code: e.niveau for e in rows.all(Evaluation, dossier=person.id)}
        (coordonnees,), (situation,) = written[Coordonnees], written[Situation]
    assert {kind.__name__ for kind, found in written.items() if not found} == set()
    assert (coordonnees.telephone, coordonnees.qpv) == ("06 12 34 56 78", "oui")
    assert (situation.statut_emploi, situation.niveau) == ("longue_duree", "3")
    assert (situation.metiers_rome, situation.diplomes) == (("G1602",), ("CAP cuisine",))
    assert levels == {"logement": 3, "mobilite": 2}

    with seat.house.vault.look() as rows:
        checked = constater(assemble(rows, person.id), ObjetCommission.ENTREE, charger("demo"))
    # Il ne manque au dossier que ce que la personne responsable de l’action lui donne (C7).
    assert {c.element for c in checked if c.requis and not c.present} == {
        ElementDossier.VISA,
        ElementDossier.AVIS_MOTIVE,
    }

    assert keys.secondes < AU_PLUS, f"{keys.secondes:.0f} s"


def _rang(seat: Seat, titre: str) -> int:
    """Combien d’onglets séparent celui qui est devant de celui que l’on veut."""
    bar = seat.hands.find(QTabBar, "dossier_volets")
    there = next(n for n in range(bar.count()) if bar.tabText(n) == titre)
    return there - bar.currentIndex()


def _revenir(keys: Compte, name: str) -> None:
    """Quitter une fiche enregistrée d’elle-même, par Échap."""
    keys.attendre(lambda: keys.seat.hands.text("note").startswith("Enregistré"), "Enregistré à")
    keys.touche(Qt.Key.Key_Escape)
    keys.attendre(lambda: keys.seat.hands.shows(name), "le dossier")
    settle()
    assert "dossier_volets" in keys.ou(), "le clavier revient aux volets du dossier"
