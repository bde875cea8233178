"""Forms opened again on what a dossier holds, and a dossier open in part, for `make screenshots` and the walks."""

from collections.abc import Callable
from datetime import date

from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from plie.droits import REFERENT
from plie.kinds import (
    Affectation,
    BilanEtape,
    CertificationObtenue,
    Competence,
    Emploi,
    Etape,
    Id,
    Objectif,
    Personne,
)
from plie.vocabulaire import NatureCertification

Picture = Callable[[Seat, str], None]


def show(seat: Seat, picture: Picture) -> None:
    """Show each form of a dossier as one comes back to it; the étape has its bilan."""
    hands, main = seat.hands, seat.house.main
    for name, id_, field in _held(seat):
        main.go(Place(name, id_))
        hands.until(hands.find_any(field).isEnabled, field)
        picture(seat, f"{name}-rouvert")
    # The last one is of a dossier: one goes back to its story.
    main.go(Place(Name.FILE, side(id_, "")))


def _held(seat: Seat) -> tuple[tuple[Name, str, str], ...]:
    """Return what is opened: where, its id, and a field that is shown once it is read."""
    with seat.house.vault.work() as work:
        rows, got = work.rows, work.new_id()
        hired = rows.all(Emploi)[0]
        work.insert(
            CertificationObtenue(
                id=got, dossier=hired.dossier, nature=NatureCertification.TITRE,
                intitule="Agent·e de propreté et d’hygiène", obtenue_le=hired.debut,
            )
        )  # fmt: skip
        work.commit()
        return (
            (Name.ETAPE, rows.all(BilanEtape)[0].etape, "etape_intitule"),
            (Name.OBJECTIF, rows.all(Objectif)[0].id, "objectif_intitule"),
            (Name.COMPETENCE, rows.all(Competence)[0].id, "competence_intitule"),
            (Name.EMPLOI, hired.id, "emploi_employeur"),
            (Name.CERTIFICATION, got, "certification_intitule"),
            (Name.IDENTITE, hired.dossier, "identite_formulaire_prenoms"),
        )


def show_in_part(seat: Seat, picture: Picture) -> None:
    """Show a dossier open in part, in a vault that exchanges no more."""
    on = seat.house.main.desk.clock().date()
    with seat.house.vault.work() as work:
        whom, me = work.new_id(), Id(work.rows.identity().utilisateur)
        work.insert(
            Personne(
                id=whom, civilite="Mme", prenoms="Ysaline", nom_naissance="Kermorgant",
                naissance_le=date(1988, 4, 6),
            )
        )  # fmt: skip
        work.insert(
            Affectation(id=work.new_id(), dossier=whom, utilisateur=me, role=REFERENT, debut=on)
        )
        work.insert(Etape(id=work.new_id(), dossier=whom, intitule="Chantier", debut=on))
        work.insert(Objectif(id=work.new_id(), dossier=whom, intitule="Tenir le rythme"))
        work.commit()
    seat.redraw()
    seat.hands.click("ouvertures_lien")
    seat.hands.find_any("ouverture_page")
    picture(seat, "ouverture-limitee")
