"""Two comptes-rendus that wait for one person, signed in one gesture of each, for `make screenshots`."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.demo import scene
from desktop.demo.captures_signature import Picture
from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place
from desktop.usecases import entretiens
from plie.kinds import CompteRendu, Entretien

_SAID = "Le CV est refait, une candidature est partie. L’abonnement de transport reste à demander."
_REMARK = "Je préfère les rendez-vous du matin."


def show(seat: Seat, picture: Picture) -> None:
    """Show what the person signs at once, then what the adviser does."""
    hands = seat.hands
    waiting = [_waiting(seat, days) for days in (9, 2)]
    seat.redraw()
    seat.house.main.go(Place(Name.SIGNATURE, waiting[0]))
    hands.until(lambda: hands.shows("remise_ok"), "la remise")
    picture(seat, "remise-de-plusieurs")
    hands.click("remise_ok")
    _approve(seat, "1 sur 2")
    _approve(seat, "2 sur 2", _REMARK)
    hands.until(lambda: hands.shows("pad_approuves"), "ce qui est approuvé")
    hands.draw("pad_approuves", scene.with_the_mouse(3))
    picture(seat, "personne-signe-plusieurs")
    hands.click("valider_approuves")
    hands.until(lambda: hands.shows("rendre_ok"), "le retour de l’ordinateur")
    seat.take_back()
    hands.until(lambda: "Page" in hands.text("pdf_accompagnateur_number"), "les documents")
    hands.draw("pad_accompagnateur", scene.with_the_mouse(8))
    picture(seat, "accompagnateur-signe-plusieurs")
    hands.click("valider_accompagnateur")
    hands.until(lambda: hands.shows("termine_retour"), "la fin")
    picture(seat, "termine-plusieurs")
    hands.click("termine_retour")


def _approve(seat: Seat, which: str, remark: str = "") -> None:
    hands = seat.hands
    hands.until(lambda: which in hands.text("encore_un"), f"le compte-rendu {which}")
    hands.click("position_remarque" if remark else "position_accord")
    if remark:
        hands.write("remarque", remark)
    main = hands.find_any("valider_personne")

    def approved() -> bool:
        # Without effect while the document, drawn again with its remark, is not there.
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)
        return hands.shows("pad_approuves") or which not in hands.text("encore_un")

    hands.until(approved, f"la réponse au compte-rendu {which}")


def _waiting(seat: Seat, days: int) -> str:
    """Return the id of a compte-rendu finalised now, of an entretien held some days ago."""
    desk, vault = seat.house.main.desk, seat.house.vault
    now = desk.clock()
    with vault.look() as rows:
        whom = max(rows.all(CompteRendu), key=lambda cr: cr.finalise_le).dossier
    with vault.work() as work:
        draft = entretiens.ouvrir(work, whom, now=now - timedelta(days=days)).id_of("entretien")
    with vault.work() as work:
        work.patch(Entretien, draft, work.seen(Entretien, draft), duree_min=45, contenu=_SAID)
        work.commit()
    with vault.work() as work:
        done = entretiens.finaliser(work, draft, referentiel=desk.referentiel, now=now)
    return done.id_of("compte_rendu")
