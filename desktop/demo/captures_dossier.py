"""The sides of a dossier and the screens that they lead to, for `make screenshots` and the walks."""

from collections.abc import Callable
from datetime import date, datetime

from desktop.demo.hands import TooLongError
from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from desktop.usecases import Rows
from desktop.usecases.dossiers import assemble
from desktop.usecases.pieces import pieces, verser
from plie.kinds import CompteRendu, Emploi, Parcours
from plie.sortie.jugement import VerdictSortie
from plie.vocabulaire import TypeContrat

_EMPLOYER = "Cantine des Quatre-Mares"
_LONG = 240  # days since a hiring that a rule would call positive


def show_work(seat: Seat, picture: Callable[[Seat, str], None]) -> None:
    """Show « Emploi et sortie » of someone hired, then a contract and a certification being typed."""
    hands, whom = seat.hands, _hired(seat)
    seat.house.main.go(Place(Name.FILE, side(whom, "emploi")))
    positive = VerdictSortie.POSITIVE.label
    hands.until(lambda: hands.text("verdict") == positive, "une sortie positive")
    picture(seat, "emploi-et-sortie")
    hands.click("nouvel_emploi")
    hands.write("emploi_employeur", "Les Ateliers du Robec")
    hands.write("emploi_code_rome", "Z12")
    hands.until(lambda: hands.shows("emploi_code_rome_objection"), "l’objection")
    picture(seat, "emploi")
    hands.click("revenir")
    hands.click("nouvelle_certification")
    hands.find_any("certification_intitule")
    picture(seat, "certification")
    hands.click("revenir")
    hands.click("proposer_sortie")
    hands.find_any("sortie_motif")
    picture(seat, "sortie")
    hands.write("sortie_motif", "comité")
    hands.until(lambda: hands.shows("comite_perspectives"), "le dossier du comité")
    picture(seat, "sortie-comite-technique")
    hands.click("revenir")


def show_pieces(seat: Seat, picture: Callable[[Seat, str], None]) -> None:
    """Show « Pièces » of the same person, two of them received, then one seen inside."""
    hands, whom, now = seat.hands, _hired(seat), seat.house.main.desk.clock()
    received = _received(seat, whom, now)
    seat.house.main.go(Place(Name.FILE, side(whom, "pieces")))
    hands.until(lambda: hands.shows("pieces_compte"), "les pièces")
    picture(seat, "pieces")
    hands.click("nouveau_cv")
    hands.find_any("cv_cible")
    picture(seat, "nouveau-cv")
    hands.click("revenir")
    hands.until(lambda: hands.shows("pieces_compte"), "les pièces")
    seat.house.main.go(Place(Name.PIECE, received))
    hands.until(lambda: "Page" in hands.text("piece_pdf_number"), "les pages")
    picture(seat, "piece")
    hands.click("revenir")
    hands.until(lambda: hands.shows("pieces_compte"), "les pièces")
    seat.house.main.go(Place(Name.FILE, side(whom, "")))


def _received(seat: Seat, whom: str, now: datetime) -> str:
    with seat.house.vault.look() as rows:
        groups = pieces(rows, whom, referentiel=seat.house.main.desk.referentiel)
        sheet = next(
            content
            for cr in reversed(rows.all(CompteRendu))
            if (content := rows.blob(cr.pdf)) is not None
        )
    first, second = (line.emplacement for line in groups[0].lignes[:2])
    ids = []
    for slot, nom in ((first, "carte-recto-verso.pdf"), (second, "quittance.pdf")):
        with seat.house.vault.work() as work:
            made = verser(work, whom, slot, slot.codes[0], sheet, nom=nom, now=now)
            ids.append(made.id_of("piece"))
    return ids[0]


def _followed(rows: Rows, *, since: date) -> Parcours:
    """Return the parcours of someone integrated by a day, still followed, and at work nowhere: hired then, their exit is positive."""
    for parcours in rows.all(Parcours):
        whole = assemble(rows, parcours.dossier)
        if whole.file_active and not whole.emplois and (whole.integration or date.max) <= since:
            return parcours
    raise TooLongError("personne n’est en parcours depuis assez longtemps")


def _hired(seat: Seat) -> str:
    today = seat.house.main.desk.clock().date()
    with seat.house.vault.work() as work:
        known = (e.dossier for e in work.rows.all(Emploi) if e.employeur == _EMPLOYER)
        if (already := next(known, None)) is not None:
            return already
        hired = date.fromordinal(today.toordinal() - _LONG)
        parcours = _followed(work.rows, since=hired)
        work.insert(
            Emploi(
                id=work.new_id(),
                dossier=parcours.dossier,
                parcours=parcours.id,
                type=TypeContrat.CDI,
                employeur=_EMPLOYER,
                poste="Aide de cuisine",
                debut=hired,
                heures_hebdo=35,
            )
        )
        work.commit()
    seat.redraw()
    return parcours.dossier
