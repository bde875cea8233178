"""One rendez-vous, and what can be said of it. Names: `rdv_<action>`, see `_ACTIONS`."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label
from desktop.usecases.agenda import LigneRendezVous, hours
from plie import phrases
from plie.rendez_vous import PREVENU, ahead
from plie.vocabulaire import IssueRendezVous

COMMENCER, REPORTER, DOSSIER, REPRENDRE = "commencer", "reporter", "dossier", "reprendre"
_ACTIONS = (
    (COMMENCER, "Commencer l’entretien", "main"),
    (IssueRendezVous.HONORE.value, "Honoré", ""),
    (IssueRendezVous.EXCUSE.value, "Absence excusée", ""),
    (IssueRendezVous.NON_EXCUSE.value, "Absence non excusée", ""),
    (REPORTER, "Reporté…", ""),
    (IssueRendezVous.ANNULE.value, IssueRendezVous.ANNULE.label, ""),
    (REPRENDRE, "Revenir à prévu (saisi par erreur)", ""),
    (DOSSIER, "Ouvrir le dossier", "quiet"),
)


class AppointmentCard(QFrame):
    """Offers only what may be done on that day."""

    asked = Signal(str, object)  # an action of `_ACTIONS`, the LigneRendezVous

    def __init__(
        self, line: LigneRendezVous, *, now: datetime, parent: QWidget | None = None
    ) -> None:
        """`now` is local."""
        super().__init__(parent)
        self.setObjectName("rdv_fiche")
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(line.nom, role="heading", name="rdv_nom"))
        when = phrases.long_date(line.le)
        column.addWidget(label(f"{when}\n{hours(line.creneau) or 'Sans heure'}"))
        if line.lieu:
            column.addWidget(label(line.lieu, role="muted"))
        column.addWidget(label(line.issue.label, role="muted", name="rdv_issue"))
        if line.chevauche:
            clash = label(f"Au même moment\u00a0: {phrases.join_words(line.chevauche)}.")
            clash.setProperty("severity", "avertissement")
            column.addWidget(clash)
        offered = _offered(line, now)
        for action, usual, role in _ACTIONS:
            if action in offered:
                beforehand = action == IssueRendezVous.EXCUSE.value and line.le > now.date()
                words = PREVENU if beforehand else usual
                act = button(words, role=role, name=f"rdv_{action}")
                act.setAccessibleName(f"{words}, {line.nom}")
                act.clicked.connect(lambda _c=False, a=action: self.asked.emit(a, line))
                column.addWidget(act)


def _offered(line: LigneRendezVous, now: datetime) -> frozenset[str]:
    today = now.date()
    if line.issue is IssueRendezVous.REPORTE:
        return frozenset({DOSSIER})
    if line.issue is not IssueRendezVous.PREVU:
        return frozenset({DOSSIER, REPRENDRE})
    offered = {DOSSIER, REPORTER, IssueRendezVous.EXCUSE.value, IssueRendezVous.ANNULE.value}
    if line.le <= today:
        offered.add(IssueRendezVous.HONORE.value)
        if not ahead(line.le, line.creneau.debut if line.creneau else None, now):
            offered.add(IssueRendezVous.NON_EXCUSE.value)
    if line.le == today and not line.commence:
        offered.add(COMMENCER)
    return frozenset(offered)
