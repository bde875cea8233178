"""Every card that writes at its end gives its words back after an end without a word, and keeps none once it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.models import saisies
from desktop.models.saisies import Saisie
from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.timeline import Timeline
from plie.kinds import Evenement, Personne
from tests import builders
from tests.desktop.ui.screens.house import NOW, House

MAKE = Callable[..., House]
ETAPE, LINE = "etape-1", "evenement-1"


@dataclass(frozen=True)
class Card:
    """One card: how it opens, the field typed in, what gives it up, and whether words are told with it."""

    dossier: str
    opens: Callable[[House], None]
    field: str
    words: str
    leaves: str = ""
    writes: str = ""


def at(house: House, panel: str) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, panel)))


def hall(name: Name, id_: str) -> Callable[[House], None]:
    return lambda house: house.window.go(Place(name, id_))


def acte(house: House) -> None:
    at(house, "commission")
    house.click("acte_adherent_noter")


def line(house: House) -> None:
    house.go(Name.FILE, builders.PERSONNE)
    timeline = house.find(Timeline, "dossier_fil")
    house.qtbot.waitUntil(
        lambda: timeline.choose(f"evenement:{LINE}") or timeline.currentIndex().isValid()
    )
    house.click("fil_corriger")


def asleep(house: House) -> None:
    house.go(Name.FILE, builders.PERSONNE)
    house.click("alerte_0_sommeil")


FREIN = side(builders.PERSONNE, "frein:logement")
CARDS = {
    "évaluation": Card(
        builders.PERSONNE, hall(Name.EVALUATION, FREIN), "evaluation_action", "Demander"
    ),
    "bilan": Card(builders.PERSONNE, hall(Name.ETAPE, ETAPE), "bilan_texte", "Elle vient"),
    "cv": Card(builders.PERSONNE, hall(Name.NOUVEAU_CV, builders.PERSONNE), "cv_cible", "Soudeuse"),
    "personne": Card(
        "", hall(Name.NOUVEAU_DOSSIER, ""), "nouveau_formulaire_nom", "Barzillac",
        "annuler_dossier", "ouvrir_dossier",
    ),
    "identité": Card(
        builders.PERSONNE, hall(Name.IDENTITE, builders.PERSONNE),
        "identite_formulaire_nom_usage", "Ombredane", "identite_annuler", "identite_enregistrer",
    ),
    "acte": Card(builders.PERSONNE, acte, "acte_nom", "Ysée Lormont", "acte_annuler"),
    "ligne": Card(builders.PERSONNE, line, "ligne_motif", ", dit-elle", "ligne_fermer", "ligne_corriger"),
    "sommeil": Card(builders.PERSONNE, asleep, "sommeil_motif", "En stage", "sommeil_annuler"),
    "note": Card(
        builders.PERSONNE, hall(Name.FILE, builders.PERSONNE), "noter_texte", "Rappelle demain"
    ),
}  # fmt: skip
LEAVES = [name for name, card in CARDS.items() if card.leaves]
WRITES = [name for name, card in CARDS.items() if card.writes]


@pytest.fixture
def told(house: House) -> House:
    """A dossier in which every card has something to be about."""
    with house.vault.work() as work:
        work.insert(builders.un_entretien(date=NOW.date() - timedelta(days=90)))
        work.insert(builders.une_decision(prise_le=NOW.date() - timedelta(days=80)))
        work.insert(builders.une_etape(id=ETAPE, objectifs="Venir"))
        work.insert(builders.un_evenement(id=LINE, date=NOW.date(), genre="appel", texte="Appel"))
        work.commit()
    return house


def kept(house: House, card: Card) -> tuple[Saisie, ...]:
    with house.vault.look() as rows:
        return saisies.of_dossier(rows.connection, card.dossier)


def text(house: House, name: str) -> str:
    found = house.find(QWidget, name)
    return found.toPlainText() if isinstance(found, QPlainTextEdit) else str(found.property("text"))


def typed(house: House, card: Card) -> str:
    """Open a card and type in it until the words are kept; return what the field says."""
    card.opens(house)
    house.write(card.field, card.words)
    house.qtbot.waitUntil(lambda: card.words in str([k.mots for k in kept(house, card)]))
    return text(house, card.field)


@pytest.mark.parametrize("name", CARDS)
def test_the_words_of_a_card_come_back_once_the_application_is_started_again(
    told: House, make_house: MAKE, name: str
) -> None:
    card = CARDS[name]
    said = typed(told, card)
    told.jobs.close()

    after = make_house()
    card.opens(after)

    after.qtbot.waitUntil(lambda: text(after, card.field) == said)
    assert "Repris de ce que vous aviez tapé" in after.find(QLabel, "repris_quand").text()


@pytest.mark.parametrize("name", LEAVES)
def test_a_card_given_up_keeps_nothing(told: House, name: str) -> None:
    card = CARDS[name]
    typed(told, card)

    told.click(card.leaves)

    told.qtbot.waitUntil(lambda: kept(told, card) == ())


@pytest.mark.parametrize("name", WRITES)
def test_a_card_that_is_told_keeps_nothing(told: House, name: str) -> None:
    card = CARDS[name]
    typed(told, card)
    if name == "personne":
        told.write("nouveau_formulaire_prenoms", "Ysée")

    told.click(card.writes)

    told.qtbot.waitUntil(lambda: kept(told, card) == ())
    told.jobs.drain()
    assert kept(told, card) == ()


def test_a_line_is_noted_and_the_next_one_is_kept_in_its_turn(told: House) -> None:
    card = CARDS["note"]
    typed(told, card)

    told.press(Qt.Key.Key_Return)
    told.write("noter_texte", "Et puis")
    told.qtbot.waitUntil(lambda: any(e.texte == card.words for e in told.all(Evenement)))

    told.qtbot.waitUntil(lambda: "Et puis" in str([k.mots for k in kept(told, card)]))
    assert card.words not in str([k.mots for k in kept(told, card)])


def test_a_line_begun_of_one_dossier_is_not_kept_for_another(told: House, make_house: MAKE) -> None:
    card = CARDS["note"]
    (other,) = (p.id for p in told.all(Personne) if p.id != builders.PERSONNE)
    card.opens(told)
    told.write("noter_texte", card.words)
    told.go(Name.FILE, other)
    told.qtbot.waitUntil(lambda: bool(kept(told, card)))
    told.qtbot.waitUntil(lambda: text(told, "noter_texte") == "")
    told.jobs.close()

    after = make_house()
    after.go(Name.FILE, other)

    after.qtbot.waitUntil(lambda: "Théodule" in after.find(QLabel, "dossier_nom").text())
    after.jobs.drain()
    assert text(after, "noter_texte") == ""
    card.opens(after)
    after.qtbot.waitUntil(lambda: text(after, "noter_texte") == card.words)


def test_verdicts_of_other_objectives_are_not_given_back(told: House, make_house: MAKE) -> None:
    card = CARDS["bilan"]
    typed(told, card)
    box = told.find(QComboBox, "bilan_verdict_0")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    told.qtbot.waitUntil(lambda: "verdict_0" in str([k.mots for k in kept(told, card)]))
    told.jobs.close()
    after = make_house()
    card.opens(after)
    after.qtbot.waitUntil(lambda: text(after, "bilan_texte") == card.words)
    assert after.find(QComboBox, "bilan_verdict_0").currentIndex() == 1

    after.write("etape_objectifs", "Arriver à l’heure ")
    after.qtbot.waitUntil(lambda: "Arriver" in after.find(QLabel, "bilan_verdict_0_label").text())

    after.qtbot.waitUntil(lambda: text(after, "bilan_texte") == card.words)
    assert after.find(QComboBox, "bilan_verdict_0").currentIndex() == 0


def test_why_a_version_replaces_another_comes_back(house: House, make_house: MAKE) -> None:
    cr = house.compte_rendu()
    house.go(Name.RELECTURE, cr)
    house.click("corriger")
    house.write("motif", "La durée était fausse")
    place = house.window.place
    card = Card(builders.PERSONNE, hall(place.name, place.id), "motif", "La durée était fausse")
    house.qtbot.waitUntil(lambda: bool(kept(house, card)))
    house.jobs.close()

    after = make_house()
    after.window.go(place)
    line = after.find(QLineEdit, "motif")
    after.qtbot.waitUntil(lambda: line.text() == card.words)
    after.click("finaliser")

    after.qtbot.waitUntil(lambda: len(after.comptes_rendus()) == 2)
    assert kept(after, card) == ()
