"""Échanges: rivals face to face, what is set aside, what waits; by hands, on a real vault."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from desktop.models import arrivals
from desktop.models.vault import Vault
from desktop.sync.errors import LineError
from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from desktop.usecases.synchronisation import EtatExchange
from desktop.usecases.transferts import EtatTransfert, LigneTransfert
from plie.kinds import Coordonnees, Entretien, MiseDeCoteReglee, RendezVous
from tests import builders
from tests.builders import PERSONNE
from tests.desktop.ui.screens.disputes import acknowledged, arrives, dispute, set_aside
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.usecases.alertes import COORDINATION, as_
from wire.codec import Value
from wire.messages import Numbered, Page
from wire.op import Verb

ICI = "Cherche un garage.\nA le permis."
LA_BAS = "Cherche un garage.\nAttend son permis."


@pytest.fixture
def disputed(house: House) -> str:
    """A draft written here and elsewhere; its id."""
    return dispute(house, before="Cherche un garage.", here=ICI, there=LA_BAS)


def text(house: House, name: str) -> str:
    return house.find(QLabel, name).text()


def contenu(house: House, id_: str) -> str:
    with house.vault.look() as rows:
        return rows.get(Entretien, id_).contenu


def test_two_texts_stand_side_by_side_and_one_is_kept(house: House, disputed: str) -> None:
    house.go(Name.ECHANGES, "")

    assert text(house, "section_a_trancher") == "À trancher\u00a0: 1"
    assert text(house, f"valeur_{disputed}_contenu_0") == ICI
    assert text(house, f"valeur_{disputed}_contenu_1") == LA_BAS
    assert "Coordination" in house.texts()
    house.click(f"garder_{disputed}_contenu_1")

    house.qtbot.waitUntil(lambda: contenu(house, disputed) == LA_BAS)
    house.qtbot.waitUntil(lambda: house.find(QLabel, "echanges_rien").isVisible())
    assert "tranché" in house.say()


def test_both_are_kept_then_the_choice_is_open_again(house: House, disputed: str) -> None:
    house.go(Name.ECHANGES, "")
    house.click(f"ensemble_{disputed}_contenu")
    both = "Cherche un garage.\nA le permis.\nAttend son permis."
    house.qtbot.waitUntil(lambda: contenu(house, disputed) == both)

    house.click(f"revenir_{disputed}")

    assert text(house, f"valeur_{disputed}_contenu_0") == ICI
    assert text(house, f"valeur_{disputed}_contenu_1") == LA_BAS


def test_a_third_text_is_written_and_survives_what_arrives(house: House, disputed: str) -> None:
    house.go(Name.ECHANGES, "")
    house.click(f"ouvrir_autre_{disputed}_contenu")
    editor = house.find(QPlainTextEdit, f"autre_{disputed}_contenu_contenu")
    editor.selectAll()
    editor.insertPlainText("A le permis depuis hier.")
    with house.vault.look() as rows:
        seen = rows.seen(Entretien, disputed)
    card = house.find(QWidget, f"conflit_{disputed}")
    arrives(house, "entretien", disputed, seen, fields={"lieu": "Mairie annexe"})
    house.jobs.drain()
    assert house.find(QWidget, f"conflit_{disputed}") is card, "nothing of it is drawn otherwise"
    with house.vault.look() as rows:
        before = rows.history(Entretien, disputed)[0].op_id
    third = {"contenu": "Un troisième texte.", "nature": "suivi"}
    arrives(house, "entretien", disputed, {"contenu": (before,)}, fields=third)
    house.qtbot.waitUntil(lambda: house.find(QWidget, f"conflit_{disputed}") is not card)
    name = f"autre_{disputed}_contenu_contenu"
    assert house.find(QPlainTextEdit, name).toPlainText() == "A le permis depuis hier."
    assert house.focused() == name
    assert text(house, f"valeur_{disputed}_contenu_2")

    house.click(f"autre_garder_{disputed}_contenu")

    house.qtbot.waitUntil(lambda: contenu(house, disputed) == "A le permis depuis hier.")


def test_removed_here_changed_there_is_kept_by_one_click(house: House) -> None:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(RendezVous(id=id_, dossier=PERSONNE, date=date(2026, 9, 20)))
        work.commit()
    acknowledged(house)
    with house.vault.look() as rows:
        shown = rows.seen(RendezVous, id_)
    with house.vault.work() as work:
        work.delete(RendezVous, id_, shown)
        work.commit()
    arrives(house, "rendez_vous", id_, shown, fields={"lieu": "Mairie annexe"})
    house.go(Name.ECHANGES, "")

    assert "vous l’avez supprimé" in text(house, f"phrase_{id_}_existence")
    kept = next(n for n in (0, 1) if text(house, f"valeur_{id_}_existence_{n}").startswith("A mod"))
    house.click(f"garder_{id_}_existence_{kept}")

    house.qtbot.waitUntil(lambda: house.find(QLabel, "echanges_rien").isVisible())
    assert [r.lieu for r in house.all(RendezVous, id=id_)] == ["Mairie annexe"]


def test_what_was_set_aside_is_corrected_and_leaves_again(house: House) -> None:
    id_ = set_aside(house)
    house.go(Name.ECHANGES, "")
    field = house.find(QLineEdit, f"corriger_{id_}_telephone")
    assert "Une valeur n’a pas la forme attendue." in " ".join(house.texts())
    assert field.text() == "01 99 00 00 00"

    field.setText("01 99 00 00 01")
    house.click(f"renvoyer_{id_}")

    house.qtbot.waitUntil(lambda: house.find(QLabel, "echanges_rien").isVisible())
    assert [c.telephone for c in house.all(Coordonnees, id=id_)] == ["01 99 00 00 01"]


def test_giving_up_asks_why_and_keeps_it(house: House) -> None:
    id_ = set_aside(house)
    house.go(Name.ECHANGES, "")
    house.click(f"renoncer_{id_}")
    house.find(QLabel, f"mis_de_cote_objection_{id_}")

    house.write(f"renonce_motif_{id_}", "Saisi deux fois.")
    house.click(f"renoncer_{id_}")

    house.qtbot.waitUntil(lambda: "Saisi deux fois." in " ".join(house.texts()))
    assert text(house, "section_renonces") == "Ce à quoi vous avez renoncé\u00a0: 1"
    assert "Téléphone\u00a0: 01 99 00 00 00" in " ".join(house.texts())


def test_what_a_colleague_has_set_aside_is_told_to_coordination_and_filed_away(
    peopled: Vault, make_house: Callable[..., House]
) -> None:
    as_(peopled, COORDINATION)
    house = make_house()
    told: dict[str, Value] = {
        "dossier": PERSONNE, "operations": ["op-refusee"], "auteur": "une-autre",
        "sur_kind": "emploi", "sur_id": "emploi-refuse", "raison": "valeur_invalide",
        "le": "2026-09-09T08:00:00+00:00",
    }  # fmt: skip
    op = builders.une_op(
        op_id="op-du-magasin", kind="mise_de_cote", id="mise-1", scope=PERSONNE,
        author="magasin", role="magasin", verb=Verb.INSERT, fields=told,
    )  # fmt: skip
    with house.vault.work() as work:
        arrivals.apply_page(
            work, Page(epoch="epoque-1", ops=(Numbered(number=901, op=op),), until=901)
        )
        moved = work.commit()
    house.jobs.changed.emit(moved)
    house.go(Name.ECHANGES, "mise-1")
    house.find(QLineEdit, "classer_motif_mise-1")
    shown = " ".join(house.texts())
    assert "Emploi" in shown
    assert "Une valeur n’a pas la forme attendue." in shown
    assert "Chez Quelqu’un d’autre depuis le 09/09/2026" in shown

    house.click("classer_mise-1")
    assert text(house, "classer_objection_mise-1").startswith("Dites pourquoi vous le classez")
    house.write("classer_motif_mise-1", "Poste perdu.")
    house.click("classer_mise-1")

    house.qtbot.waitUntil(lambda: "Emploi" not in " ".join(house.texts()))
    (kept,) = house.all(MiseDeCoteReglee)
    assert (kept.operations, kept.issue, kept.motif) == (("op-refusee",), "classee", "Poste perdu.")


def test_what_waits_is_listed_in_words(house: House) -> None:
    house.go(Name.ECHANGES, "")

    outbox = house.find(PersonList, "attente_liste")
    house.qtbot.waitUntil(lambda: bool(outbox.people.rows))
    assert any("Trévignac" in one.personne for one in outbox.people.rows)
    assert text(house, "section_en_attente").startswith("En attente d’envoi\u00a0: ")
    rows = len(outbox.people.rows)
    assert rows <= 6
    house.qtbot.waitUntil(lambda: outbox.viewport().height() == rows * outbox.sizeHintForRow(0))


def test_the_list_and_the_dossier_say_that_a_choice_waits(house: House, disputed: str) -> None:
    house.go(Name.FILE, PERSONNE)

    people = house.find(PersonList, "file_liste")
    house.qtbot.waitUntil(
        lambda: [x.a_trancher for x in people.people.rows if x.id == PERSONNE] == [1]
    )
    assert "Rien n’est perdu" in text(house, "a_trancher_phrase")
    house.click("a_trancher_action")
    house.find(QWidget, f"conflit_{disputed}")
    assert house.window.place.name == Name.ECHANGES


def test_the_dossier_says_that_something_of_it_is_set_aside_and_leads_there(house: House) -> None:
    id_ = set_aside(house)
    house.go(Name.FILE, PERSONNE)

    assert "Rien n’est perdu" in text(house, "mis_de_cote_phrase")
    house.click("mis_de_cote_action")

    house.find(QWidget, f"mis_de_cote_{id_}")
    assert house.window.place.name == Name.ECHANGES


def test_of_a_dossier_where_both_wait_each_button_leads_to_its_own(
    house: House, disputed: str
) -> None:
    cards = {"a_trancher": f"conflit_{disputed}", "mis_de_cote": f"mis_de_cote_{set_aside(house)}"}
    led = {}
    for button in cards:
        house.go(Name.FILE, PERSONNE)
        house.click(f"{button}_action")
        led[button] = house.window.place
    (area,) = house.window.screen_shown.findChildren(QScrollArea)
    area.setFixedHeight(320)

    for button, name in cards.items():
        house.go(Name.JOURNEE, "")
        house.window.go(led[button])

        card = house.find(QWidget, name)
        house.qtbot.waitUntil(partial(is_seen, card, area), timeout=3_000)


def is_seen(card: QWidget, area: QScrollArea) -> bool:
    """Once it is laid out, whether one reads its beginning."""
    top, room = card.mapTo(area.viewport(), QPoint()).y(), area.viewport().height()
    return area.verticalScrollBar().maximum() > 0 and 0 <= top < room / 2


def test_the_day_says_what_the_exchanges_ask_for(house: House, disputed: str) -> None:
    set_aside(house)

    house.go(Name.JOURNEE, "")

    house.find(QWidget, "corriger_tous")
    assert "Un élément mis de côté par le magasin central" in house.texts()
    house.click(f"trancher_{PERSONNE}")
    house.find(QWidget, f"conflit_{disputed}")


def test_typing_over_one_rival_in_the_form_leaves_the_other(house: House, disputed: str) -> None:
    """sync.md §2: `seen` is what the form showed, and it shows one of them."""
    house.go(Name.ENTRETIEN, disputed)
    assert text(house, "a_trancher").startswith("Ce qui a été dit\u00a0: écrit de deux façons")
    before = contenu(house, disputed)

    house.write("entretien_contenu", "Suite. ")
    house.leave_now()

    other = ({ICI, LA_BAS} - {before}).pop()
    with house.vault.look() as rows:
        rivals = set(rows.conflicts(Entretien, disputed)["contenu"].values())
    assert other in rivals
    assert any("Suite." in str(value) for value in rivals)
    assert len(rivals) == 2


def test_a_long_silence_is_told_inside_the_work_and_not_beside_a_person(house: House) -> None:
    etat = EtatExchange(enrolled=True, waiting=34, last_success=NOW - timedelta(days=8))
    house.window.show_exchange(etat)

    reminder = house.window.findChild(QWidget, "rappel")
    assert reminder.isVisible()
    assert reminder.accessibleName() == (
        "Dernier échange il y a 8\u00a0jours\u202f; 34\u00a0changements ne sont que sur cette machine."
    )
    house.go(Name.ENTRETIEN, house.draft())
    assert not reminder.isVisible()
    house.window.show_exchange(EtatExchange(enrolled=True, waiting=0, last_success=NOW))
    house.window.go(Place(Name.JOURNEE))
    assert not reminder.isVisible()


def test_where_a_dossier_stands_that_changes_hands_is_told_and_so_is_why_it_is_not_known(
    make_house: Callable[..., House],
) -> None:
    lost, known = "Le magasin central ne répond pas.", LigneTransfert(
        "a", EtatTransfert.ATTENDU, "Odilon → Ana Bo\u00a0: Maïwenn", "« PC 4 » n’est pas venu depuis."
    )  # fmt: skip
    answers: list[tuple[LigneTransfert, ...] | None] = [None, (known,), (), None]

    def ask() -> tuple[LigneTransfert, ...]:
        said = answers.pop(0)
        if said is None:
            raise LineError(lost)
        return said

    house = make_house(transfers=ask)
    house.go(Name.ECHANGES, "")
    assert lost in text(house, "transferts_non_lus")

    house.go(Name.ECHANGES, "")
    house.find(QWidget, "transfert_a")
    assert "Attendu · Odilon → Ana Bo\u00a0: Maïwenn" in house.texts()
    assert not house.window.findChild(QLabel, "transferts_non_lus").isVisible()

    house.go(Name.ECHANGES, "")
    section = house.window.findChild(QLabel, "section_transferts")
    house.qtbot.waitUntil(lambda: not section.isVisible())

    house.go(Name.ECHANGES, "")
    assert lost in text(house, "transferts_non_lus")
    assert section.text() == "Dossiers qui changent de mains"


def test_after_an_exchange_the_dossiers_that_change_hands_are_asked_again(
    make_house: Callable[..., House],
) -> None:
    answers: list[tuple[LigneTransfert, ...]] = [()]

    def ask() -> tuple[LigneTransfert, ...]:
        if not answers:
            raise LineError("Le magasin central ne répond pas.")
        return answers.pop()

    house = make_house(transfers=ask)
    answers.clear()
    house.go(Name.ECHANGES, "")
    unread = house.find(QLabel, "transferts_non_lus")
    answers.append(())

    house.window.show_exchange(EtatExchange(enrolled=True, waiting=0, last_success=NOW))

    house.qtbot.waitUntil(lambda: not unread.isVisible())


def test_the_status_bar_leads_there(house: House) -> None:
    house.qtbot.mouseClick(
        house.window.findChild(QWidget, "status_voir"), Qt.MouseButton.LeftButton
    )
    assert house.window.place.name == Name.ECHANGES
