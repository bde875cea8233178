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
from plie.droits import reads


def of(desk: Desk) -> tuple[Panel, ...]:
    """Return the panels that this desk shows: no table in the référentiel, or nothing of it read, no panel."""
    referentiel = desk.referentiel
    found: list[type[Panel]] = [ParcoursPanel, DiagnosticPanel]
    if referentiel.sortie is not None:
        found.append(EmploiPanel)
    if referentiel.dossier is not None and referentiel.dossier.pieces:
        found.append(PiecesPanel)
    if referentiel.commission is not None:
        found.append(CommissionPanel)
    found += [IdentitePanel, FsePanel, HistoriquePanel]
    return tuple(panel(desk) for panel in found if reads(desk.user.role, *panel.kinds))
