"""A screen that is left reads nothing of what moves meanwhile; shown again, it says what is there now."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.note_line import NoteLine
from desktop.usecases import Changes, Work
from plie.kinds import Affectation, Etape, Id, Lot, Personne, RendezVous, Structure, Utilisateur
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.usecases.alertes import as_
from tests.desktop.usecases.test_revue import arrive

MAKE = Callable[..., House]
OLD, NEW = "Trévignac", "Penhoët"
# What of the same person each screen says, in its list or beside it.
ROOMS = (
    Name.FILE, Name.CANDIDATURES, Name.AFFECTATIONS, Name.AGENDA, Name.NOUVEAUTES, Name.SEANCES,
    Name.JOURNEE, Name.ECHANGES, Name.EQUIPE, Name.DOCUMENTS, Name.ANNUAIRE,
)  # fmt: skip
NAMING = ROOMS[:6]
_COLUMNS = 12  # no list has more


@pytest.fixture
def busy(peopled: Vault) -> Vault:
    """The vault of the coordination, where each screen has something to say of the same person."""
    marlene = Id("ae-1")
    arrive(peopled, builders.une_etape())
    with peopled.work() as work:
        for thing in (
            builders.une_inscription(commission_le=date(2026, 9, 24)),
            RendezVous(
                id=Id("rv-1"), dossier=builders.PERSONNE, date=NOW.date(), debut=time(16), lieu="Mairie"
            ),
            Lot(id=Id("lot-1"), numero=3, nom="Vallée"),
            Utilisateur(id=marlene, nom="Marlène Tourvaire", role="accompagnateur", lot=Id("lot-1")),
            Affectation(id=Id("affectation-1"), dossier=builders.PERSONNE, utilisateur=marlene),
            Structure(id=Id("structure-1"), nom="Mission locale"),
        ):  # fmt: skip
            work.insert(thing)
        work.commit()
    as_(peopled, "coordination")
    return peopled


def elsewhere(house: House, do: Callable[[Work], Changes]) -> None:
    """Write as the exchange does, and let whoever was told of it read."""
    done: list[object] = []
    house.jobs.write(house.window.status, do, done.append)
    house.qtbot.waitUntil(lambda: len(done) == 1)
    house.jobs.drain()


def rename(work: Work) -> Changes:
    seen = work.seen(Personne, builders.PERSONNE)
    work.patch(Personne, builders.PERSONNE, seen, nom_naissance=NEW)
    return work.commit()


def said(house: House) -> str:
    """Return all that the screen shown says, its lists included."""
    shown = house.window.screen_shown
    found = [w.text() for w in shown.findChildren(QLabel) if w.isVisible()]
    for view in shown.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible():
            continue
        found += [
            str(model.index(row, column).data(role))
            for row in range(model.rowCount())
            for column in range(_COLUMNS)
            if model.index(row, column).isValid()
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        ]
    return "\n".join(found + house.texts())


def within(screen: Screen, owners: list[QObject]) -> list[QObject]:
    return [
        one
        for one in owners
        if one is screen or (isinstance(one, QWidget) and screen.isAncestorOf(one))
    ]


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.usefixtures("busy")
def test_left_for_another_room_or_a_hall_no_screen_reads(make_house: MAKE, name: Name) -> None:
    house = make_house()
    house.window.go(Place(name))
    left = house.window.screen_shown
    house.qtbot.waitUntil(lambda: bool(within(left, house.jobs.readers)))
    house.jobs.drain()

    other = Name.DOCUMENTS if name is Name.ECHANGES else Name.ECHANGES
    for place in (Place(other), Place(Name.ETAPE, "etape-1")):
        house.window.go(place)
        house.jobs.drain()
        house.jobs.readers.clear()

        elsewhere(house, rename)

        assert not within(left, house.jobs.readers)


@pytest.mark.parametrize("name", NAMING)
@pytest.mark.usefixtures("busy")
def test_shown_again_it_says_what_is_there_now(make_house: MAKE, name: Name) -> None:
    house = make_house()
    house.window.go(Place(name))
    house.qtbot.waitUntil(lambda: OLD in said(house))
    house.window.go(Place(Name.ECHANGES))
    elsewhere(house, rename)

    house.window.go(Place(name))

    house.qtbot.waitUntil(lambda: NEW in said(house) and OLD not in said(house))


@pytest.mark.usefixtures("busy")
def test_left_for_a_hall_the_dossier_says_what_is_there_now_when_one_comes_back(
    make_house: MAKE,
) -> None:
    house = make_house()
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.qtbot.waitUntil(lambda: OLD in said(house))
    house.window.go(Place(Name.ETAPE, "etape-1"))
    elsewhere(house, rename)

    house.window.go(Place(Name.BACK, builders.PERSONNE))

    house.qtbot.waitUntil(lambda: NEW in house.find(QLabel, "dossier_nom").text())


@pytest.mark.usefixtures("busy")
def test_what_is_open_beside_the_list_is_read_again_too(make_house: MAKE) -> None:
    house = make_house()
    house.window.go(Place(Name.ANNUAIRE, "structure-1"))
    house.qtbot.waitUntil(lambda: "Mission locale" in said(house))
    house.window.go(Place(Name.NOUVEAUTES, "etape-1"))
    house.qtbot.waitUntil(lambda: OLD in house.find(QLabel, "lecture_titre").text())
    house.window.go(Place(Name.ECHANGES))

    def change(work: Work) -> Changes:
        work.patch(Structure, "structure-1", work.seen(Structure, "structure-1"), nom="Cap Emploi")
        work.patch(Etape, "etape-1", work.seen(Etape, "etape-1"), intitule="Atelier bois")
        return rename(work)

    elsewhere(house, change)

    house.window.go(Place(Name.ANNUAIRE))
    house.qtbot.waitUntil(
        lambda: "Cap Emploi" in said(house) and "Mission locale" not in said(house)
    )
    house.window.go(Place(Name.NOUVEAUTES))
    house.qtbot.waitUntil(lambda: NEW in house.find(QLabel, "lecture_titre").text())
    house.qtbot.waitUntil(lambda: "Atelier bois" in house.find(QLabel, "lecture_verdict").text())


def test_the_dossier_one_comes_to_does_not_wait_for_the_list_of_a_whole_plie(
    busy: Vault, make_house: MAKE
) -> None:
    with busy.look() as rows:
        (other,) = (p.id for p in rows.all(Personne) if p.id != builders.PERSONNE)
    house = make_house()
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.qtbot.waitUntil(lambda: OLD in said(house))
    people = house.find(QListView, "file_liste").model()
    note = house.window.screen_shown.findChild(NoteLine, "noter")
    house.window.go(Place(Name.ECHANGES))
    elsewhere(house, rename)
    listed: list[str] = []
    note.standing.connect(
        lambda _: listed.extend(str(people.index(n, 0).data()) for n in range(people.rowCount()))
    )

    house.window.go(Place(Name.FILE, other))

    house.qtbot.waitUntil(lambda: bool(listed))
    assert any(OLD in line for line in listed)
    house.qtbot.waitUntil(lambda: NEW in said(house))
