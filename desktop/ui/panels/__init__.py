"""The panels of a dossier, in the order of their tabs, for a role and a référentiel."""

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.panels.commission import CommissionPanel
from desktop.ui.panels.diagnostic import DiagnosticPanel
from desktop.ui.panels.emploi import EmploiPanel
from desktop.ui.panels.fse import FsePanel
from desktop.ui.panels.historique import HistoriquePanel
from desktop.ui.panels.identite import IdentitePanel
from desktop.ui.panels.parcours import ParcoursPanel
from desktop.ui.panels.pieces import PiecesPanel


def of(desk: Desk) -> tuple[Panel, ...]:
    """Return the panels that this desk shows: no table in the référentiel, no panel."""
    found: list[Panel] = [ParcoursPanel(desk), DiagnosticPanel(desk)]
    if desk.referentiel.sortie is not None:
        found.append(EmploiPanel(desk))
    if desk.referentiel.dossier is not None and desk.referentiel.dossier.pieces:
        found.append(PiecesPanel(desk))
    if desk.referentiel.commission is not None:
        found.append(CommissionPanel(desk))
    return (*found, IdentitePanel(desk), FsePanel(desk), HistoriquePanel(desk))
