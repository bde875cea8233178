"""The candidatures, then the panels of a dossier one after another, and what opens in them: their pictures."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place
from desktop.usecases.dossiers import assemble
from plie.diagnostic import fige
from plie.kinds import Personne

Picture = Callable[[Seat, str], None]


def shoot(seat: Seat, picture: Picture) -> None:
    """Show the file active, each panel of the dossier in sight, then its story again."""
    picture(seat, "file-active")
    _sommeil(seat, picture)
    _candidatures(seat, picture)
    hands = seat.hands
    bar = hands.find(QTabBar, "dossier_volets")
    titles = [bar.tabText(place) for place in range(bar.count())]
    for place, title in enumerate(titles):
        bar.setCurrentIndex(place)
        if title in _SIDES:
            _SIDES[title](seat, picture)
    bar.setCurrentIndex(0)


def _sommeil(seat: Seat, picture: Picture) -> None:
    """Show an alert being put off, refused, then asleep; it is woken again."""
    hands = seat.hands
    hands.click("alerte_0_sommeil")
    hands.write("sommeil_jusqu_au", "hier")
    hands.write("sommeil_motif", "En déplacement, joignable au téléphone")
    hands.press("sommeil_motif", Qt.Key.Key_Return)
    hands.until(lambda: hands.shows("sommeil_jusqu_au_objection"), "l’objection")
    picture(seat, "sommeil")
    hands.write("sommeil_jusqu_au", "+20")
    hands.press("sommeil_motif", Qt.Key.Key_Return)
    hands.until(lambda: hands.shows("endormie_0_reveiller"), "l’alerte en sommeil")
    picture(seat, "dossier-en-sommeil")
    hands.click("endormie_0_reveiller")
    hands.until(lambda: not hands.shows("endormie_0_reveiller"), "l’alerte réveillée")


def _candidatures(seat: Seat, picture: Picture) -> None:
    hands = seat.hands
    hands.click_item("rail", Name.CANDIDATURES)
    hands.until(lambda: "\u00a0:" in hands.text("candidatures_titre"), "les candidatures")
    picture(seat, "candidatures")
    hands.click("candidature_modifier")
    hands.find_any("prescription_recue_le")
    picture(seat, "orientation")
    hands.click("revenir")
    hands.until(lambda: hands.shows("candidature_modifier"), "les candidatures")
    hands.click_item("rail", Name.FILE)
    hands.until(lambda: hands.rows("dossier_fil") > 1, "le fil du dossier")


def _commission(seat: Seat, picture: Picture) -> None:
    hands = seat.hands
    hands.until(lambda: bool(hands.text("commission_etat")), "l’état du parcours")
    picture(seat, "dossier-commission")
    hands.click("geste_inscrire")
    hands.click("geste_enregistrer")
    hands.until(lambda: hands.shows("geste_commission_le_objection"), "ce qui manque")
    picture(seat, "dossier-commission-inscrire")
    hands.click("geste_annuler")
    hands.click("acte_equipe_noter")
    hands.write("acte_signe_le", "dem.")
    hands.press("acte_signe_le", Qt.Key.Key_Return)
    hands.until(lambda: hands.shows("acte_signe_le_objection"), "l’objection")
    picture(seat, "acte-engagement")
    hands.click("acte_annuler")


def _parcours(seat: Seat, picture: Picture) -> None:
    hands = seat.hands
    hands.until(lambda: hands.shows("nouvelle_etape"), "le parcours")
    picture(seat, "volet-parcours")
    hands.click("nouvelle_etape")
    hands.write("etape_intitule", "Immersion en boulangerie")
    hands.write("etape_debut", "auj.")
    hands.write("etape_fin_prevue", "dem.")
    hands.write("etape_objectifs", "Tenir les horaires")
    hands.until(lambda: hands.shows("bilan_garder"), "le bilan à remplir")
    picture(seat, "etape")
    hands.click("revenir")
    hands.click("nouvel_objectif")
    hands.write("objectif_intitule", "Mettre le CV à jour")
    picture(seat, "objectif")
    hands.click("revenir")
    hands.click("nouvelle_competence")
    hands.write("competence_intitule", "Tenir une caisse")
    picture(seat, "competence")
    hands.click("revenir")


def _fse(seat: Seat, picture: Picture) -> None:
    seat.hands.click("fse_remplir_entree")
    seat.hands.find_any("fse_enregistrer")
    picture(seat, "volet-fse")
    seat.hands.click("fse_annuler")


def _historique(seat: Seat, picture: Picture) -> None:
    seat.hands.find_any("droit_acces")
    picture(seat, "dossier-historique")


def _diagnostic(seat: Seat, picture: Picture) -> None:
    hands, main = seat.hands, seat.house.main
    here = main.place
    main.go(Place(Name.DIAGNOSTIC, _still_written(seat)))
    hands.write("diagnostic_atouts", "Ponctuelle, à l’aise avec la clientèle.")
    picture(seat, "diagnostic")
    hands.click("revenir")
    main.go(here)
    hands.click("evaluer_frein_logement")
    hands.until(lambda: hands.shows("evaluation_niveau"), "l’évaluation")
    hands.choose("evaluation_niveau", "2")
    picture(seat, "evaluation")
    hands.click("evaluation_noter")
    hands.until(lambda: hands.shows("mesure_frein_logement"), "le frein évalué")
    picture(seat, "volet-diagnostic")


def _still_written(seat: Seat) -> str:
    """Return a dossier whose diagnostic no Commission has seen yet."""
    on = seat.house.main.desk.clock().date()
    with seat.house.vault.look() as rows:
        ids = (person.id for person in rows.all(Personne))
        return next(id_ for id_ in ids if fige(assemble(rows, id_), on=on) is None)


def _identite(seat: Seat, picture: Picture) -> None:
    hands = seat.hands
    hands.until(lambda: hands.shows("modifier_situation"), "l’identité")
    hands.click("modifier_situation")
    hands.write("situation_ou.commune", "Ailleurs")
    picture(seat, "situation")
    hands.click("revenir")
    picture(seat, "volet-identite")


_SIDES = {
    "Parcours": _parcours,
    "Diagnostic": _diagnostic,
    "Commission": _commission,
    "FSE+": _fse,
    "Historique": _historique,
    "Identité": _identite,
}
