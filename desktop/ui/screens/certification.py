"""A certification obtained, and the follow-up that comes after it (P7, C2)."""

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.forms.certification import FIELDS
from desktop.ui.places import Name
from desktop.ui.screens.fiche import FicheHall, Modele
from plie.emploi import objections_certification
from plie.kinds import CertificationObtenue

_MODELE = Modele(
    word="certification",
    cls=CertificationObtenue,
    title="Certification",
    place=Name.CERTIFICATION,
    panel="emploi",
    fields=FIELDS,
    question="Retirer cette certification\u202f?",
    objections=lambda values, on: objections_certification(values, on=on),
)


class CertificationScreen(FicheHall):
    """The contract’s little sister."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _MODELE, parent)


class NouvelleCertification(CertificationScreen):
    """Begins a certification in a dossier with the first words typed of it."""

    begins = True
