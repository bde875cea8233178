"""Un dossier entier, du papier à l’écran : combien de touches, de documents déposés, et combien de minutes au plus.

Le temps d’une personne ne se chronomètre pas ici : il se compte (Card, Moran et Newell, 1980), une touche d’une
dactylo ordinaire et, avant chaque champ, ce qu’il faut pour lire le papier et savoir quoi taper. Tout se fait au
clavier, sauf les documents : chacun, déjà numérisé, se glisse de son dossier à sa place.
"""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QTabBar, QWidget
from typing_extensions import override

from desktop.demo.hands import settle
from desktop.demo.seat import Seat
from desktop.usecases.dossiers import assemble
from desktop.usecases.pieces import pieces
from desktop.usecases.referentiels import charger
from plie.completude import constater
from plie.fse import manquants
from plie.kinds import (
    ConditionAdhesion,
    Coordonnees,
    Cv,
    Diagnostic,
    Emploi,
    Etape,
    Evaluation,
    FseReleve,
    Objectif,
    Personne,
    PieceVersee,
    Prescription,
    Situation,
)
from plie.lettres import folded
from plie.regles.commission import ElementDossier
from plie.regles.dossier import BesoinPiece
from plie.vocabulaire import ObjetCommission, Role
from plie.vocabulaire_dossier import MomentFse
from tests.stories.gestes import Clavier

UNE_TOUCHE, UN_CHAMP, AU_PLUS = 0.28, 1.35, 600  # secondes
# Savoir lequel, la main à la souris et de retour, viser deux fois, presser et lâcher.
UN_DEPOT = 1.35 + 2 * 0.4 + 2 * 1.1 + 2 * 0.1
CONTROL = Qt.KeyboardModifier.ControlModifier

# Dans l’ordre du papier, qui est celui des écrans. Un code choisi dans une liste s’écrit par ses premières lettres.
IDENTITE = (
    ("prenoms", "Maïwenn"),
    ("nom", "Trévignac"),
    ("naissance_le", "120785"),
    ("commune", "Elbeuf"),
    ("recue_le", "3/11"),
)
ETAT_CIVIL = (("civilite", "Mme"), ("naissance_lieu", "Rouen"), ("nationalite", "Française"))
SITUATION = (
    ("ou.adresse", "12 rue des Échelles"),
    ("ou.code_postal", "76500"),
    ("ou.commune", "Elbeuf"),
    ("ou.telephone", "06 12 34 56 78"),
    ("ou.courriel", "maiwenn@exemple.fr"),
    ("ou.qpv", "Oui"),
    ("ou.qpv_nom", "Les Mureaux"),
    ("situation_familiale", "En couple"),
    ("parent_isole", "Non"),
    ("personnes_a_charge", "2"),
    ("logement", "Locataire"),
    ("france_travail_id", "7654321X"),
    ("france_travail_le", "15/3/24"),
    ("france_travail_categorie", "A"),
    ("statut_emploi", "chômage de"),
    ("statut_emploi_le", "15/3/25"),
    ("dernier_emploi_fin", "30/9/23"),
    ("minima", "RSA"),
    ("minima_le", "1/4/24"),
    ("rsa_referent", "CMS d’Elbeuf"),
    ("rqth", "Oui"),
    ("rqth_jusqu_au", "31/12/28"),
    ("niveau", "Niveau 3"),
    ("diplomes", "CAP cuisine"),
    ("langues", "Français"),
    ("permis", "B"),
    ("vehicule", "Non"),
    ("mobilite", "Bus et train"),
    ("metiers_rome", "G1602"),
    ("metiers_vises", "Cuisinière en collectivité"),
    ("disponible_le", "auj."),
    ("disponibilite", "Hors mercredi"),
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
EMPLOI = (
    ("type", "CDD"),
    ("employeur", "Les Jardins d’Elbeuf"),
    ("poste", "Aide à domicile"),
    ("debut", "1/10/22"),
    ("fin", "30/9/23"),
    ("heures_hebdo", "24"),
)
FSE = (
    ("statut_emploi", "chômage de"),
    ("sexe", "Femme"),
    ("chomage_mois", "20"),
    ("cite", "CITE 3"),
    ("handicap", "Oui"),
    ("pays_tiers", "Non"),
    ("origine_etrangere", "Non"),
    ("minorite", "Ne souhaite"),
    ("exclusion_logement", "Non"),
    ("zone_rurale", "Non"),
)
PIECES = {
    "identite", "justificatif_domicile", "inscription_france_travail", "attestation_minima", "prescription",
}  # fmt: skip


class Compte(Clavier):
    """Compte ce qu’il presse, les champs où il s’arrête, les documents qu’il dépose."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.touches = self.champs = self.depots = 0

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
            if isinstance(field, QCheckBox):
                self.touche(Qt.Key.Key_Space)
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

    def deposer(self, name: str, document: Path) -> None:
        """Glisser un document à sa place."""
        self.attendre(lambda: self.seat.hands.shows(name), name)
        self.depots += 1
        what = QMimeData()
        what.setUrls([QUrl.fromLocalFile(str(document))])
        given = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        place, copy = self.seat.hands.find(QWidget, name), Qt.DropAction.CopyAction
        QApplication.sendEvent(place, QDragEnterEvent(QPoint(5, 5), copy, what, *given))
        QApplication.sendEvent(place, QDropEvent(QPointF(5, 5), copy, what, *given))

    @property
    def secondes(self) -> float:
        typed = self.touches * UNE_TOUCHE + self.champs * UN_CHAMP
        return typed + self.depots * UN_DEPOT


def test_un_dossier_entier_se_recopie_en_moins_de_dix_minutes(
    enrolled: Callable[[str, str], Seat], tmp_path: Path
) -> None:
    seat = enrolled("Odilon Carpentras", Role.ACCOMPAGNATEUR)
    keys = Compte(seat)

    _personne(seat, keys)
    _entree(seat, keys)
    _suite(seat, keys)
    _documents(seat, keys, tmp_path / "numérisé.pdf")

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
            Emploi,
            FseReleve,
            Cv,
            PieceVersee,
        )
        written = {kind: rows.all(kind, dossier=person.id) for kind in kinds}
        levels = {e.code: e.niveau for e in rows.all(Evaluation, dossier=person.id)}
        (coordonnees,), (situation,) = written[Coordonnees], written[Situation]
    assert {kind.__name__ for kind, found in written.items() if not found} == set()
    assert (coordonnees.telephone, coordonnees.qpv) == ("06 12 34 56 78", "oui")
    assert (situation.statut_emploi, situation.niveau) == ("longue_duree", "3")
    assert (situation.metiers_rome, situation.diplomes) == (("G1602",), ("CAP cuisine",))
    assert (person.civilite, person.nationalite) == ("Mme", "francaise")
    assert (situation.minima, situation.rqth, situation.permis) == (("rsa",), True, ("B",))
    (releve,), (cv,) = written[FseReleve], written[Cv]
    assert manquants(releve, MomentFse.ENTREE) == ()
    assert cv.fichier
    assert {piece.code for piece in written[PieceVersee]} == PIECES
    assert levels == {"logement": 3, "mobilite": 2}

    with seat.house.vault.look() as rows:
        checked = constater(assemble(rows, person.id), ObjetCommission.ENTREE, charger("demo"))
    # Il ne manque au dossier que ce que la personne responsable de l’action lui donne (C7).
    assert {c.element for c in checked if c.requis and not c.present} == {
        ElementDossier.VISA,
        ElementDossier.AVIS_MOTIVE,
    }

    said = (
        f"{keys.secondes:.0f} s, {keys.touches} touches, {keys.champs} champs, {keys.depots} dépôts"
    )
    assert keys.secondes < AU_PLUS, said


def _personne(seat: Seat, keys: Compte) -> None:
    """La personne, son identité, sa situation, son orientation."""
    hands = seat.hands
    keys.touche(Qt.Key.Key_N, CONTROL)
    keys.attendre(lambda: "nouveau_formulaire_prenoms" in keys.ou(), "la nouvelle personne")
    keys.remplir("nouveau_formulaire", IDENTITE)
    keys.touche(Qt.Key.Key_Return)
    keys.attendre(lambda: hands.text("dossier_nom") == "Maïwenn Trévignac", "le dossier")

    keys.presser("modifier_identite")
    keys.attendre(lambda: "identite_formulaire_prenoms" in keys.ou(), "l’identité")
    keys.touche(Qt.Key.Key_Backtab)
    keys.remplir("identite_formulaire", ETAT_CIVIL)
    keys.presser("identite_enregistrer")
    keys.attendre(lambda: hands.shows("dossier_volets"), "le dossier")

    keys.volet(_rang(seat, "Identité"))
    keys.presser("modifier_situation")
    keys.remplir("situation", SITUATION)
    _revenir(keys, "modifier_situation")

    keys.presser("modifier_orientation")
    keys.remplir("prescription", ORIENTATION)
    _revenir(keys, "modifier_orientation")


def _entree(seat: Seat, keys: Compte) -> None:
    """Le diagnostic, les conditions d’adhésion, deux freins évalués."""
    hands = seat.hands
    keys.volet(_rang(seat, "Diagnostic"))
    keys.presser("modifier_diagnostic")
    keys.remplir("diagnostic", DIAGNOSTIC)
    _revenir(keys, "modifier_diagnostic")
    for frein, niveau in (("logement", "Bloquant"), ("mobilite", "Important")):
        keys.presser(f"evaluer_frein_{frein}")
        keys.remplir("evaluation", (("niveau", niveau), ("evalue_le", "auj.")))
        keys.touche(Qt.Key.Key_Return)
        keys.attendre(lambda n=frein: hands.shows(f"mesure_frein_{n}"), "la mesure")


def _suite(seat: Seat, keys: Compte) -> None:
    """Une étape, un objectif, le dernier emploi, le relevé FSE+ de l’entrée."""
    hands = seat.hands
    keys.volet(_rang(seat, "Parcours"))
    for quoi, papier, bouton in (
        ("etape", ETAPE, "nouvelle_etape"),
        ("objectif", OBJECTIF, "nouvel_objectif"),
    ):
        keys.presser(bouton)
        keys.remplir(quoi, papier)
        _revenir(keys, bouton)

    keys.volet(_rang(seat, "Emploi"))
    keys.presser("nouvel_emploi")
    keys.remplir("emploi", EMPLOI)
    _revenir(keys, "nouvel_emploi")

    keys.volet(_rang(seat, "FSE+"))
    keys.presser("fse_remplir_entree")
    keys.remplir("fse", FSE)
    keys.presser("fse_enregistrer")
    keys.attendre(lambda: not hands.shows("fse_enregistrer"), "le relevé")


def _documents(seat: Seat, keys: Compte, document: Path) -> None:
    """Déposer le CV et les pièces de l’entrée, déjà numérisés."""
    scanned = pypdfium2.PdfDocument.new()
    scanned.new_page(595, 842)
    scanned.save(document)
    keys.volet(_rang(seat, "Pièces"))
    keys.presser("nouveau_cv")
    keys.remplir("cv", (("cible", "Cuisine collective"),))
    keys.deposer("depot", document)
    keys.attendre(lambda: seat.hands.shows("nouveau_cv"), "le volet des pièces")
    with seat.house.vault.look() as rows:
        (whose,) = (p.id for p in rows.all(Personne) if p.nom == "Maïwenn Trévignac")
        groups = pieces(rows, whose, referentiel=charger("demo"))
    lines = [line for group in groups for line in group.lignes]
    for line in lines:
        if line.emplacement.besoin == BesoinPiece.ENTREE:
            name = f"piece_{line.cle}"
            keys.deposer(name, document)
            keys.attendre(lambda n=name: seat.hands.text(f"{n}_etat") == "Reçue", name)


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
