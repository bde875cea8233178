"""The vault opened, and may not be worked in: why, what is safe, and the few things left to do.

Nothing of a dossier is shown here. The store may open it again, at the next contact or by another
invitation; meanwhile what was never sent can be handed over, sealed for the store.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import saving
from desktop.ui.widgets.invitation_form import InvitationForm
from desktop.ui.widgets.plain import button, dress, label
from desktop.ui.widgets.sheet import Sheet
from desktop.usecases.bail import Fermeture
from desktop.usecases.remise import NonEnvoye
from desktop.usecases.synchronisation import Invitation

_TRY, _TRYING = "Réessayer l’échange", "Échange en cours…"
_KIND = "Travail scellé (*.colis)"
_SAVED = (
    "Fichier enregistré. Remettez-le au gestionnaire\u00a0: lui seul peut l’ouvrir, sur le magasin "
    "central. Rien n’a été effacé ici."
)
_FAILED = "Rien n’a été modifié. Recommencez, ou prévenez votre gestionnaire."


@dataclass(frozen=True, slots=True)
class Constat:
    """What is said of a vault that is closed.

    Attributes:
        fermeture, phrase: why, in two words and in sentences.
        reste: what only this machine has.
        fichier: a name for the file that would hand it over.
    """

    fermeture: Fermeture
    phrase: str
    reste: NonEnvoye
    fichier: str


class AccesFerme(Sheet):
    """Says why, and asks; whoever made it does."""

    retried = Signal()  # try to exchange now
    chosen = Signal(object)  # the Path where unsent work is to be sealed
    invited = Signal(object)  # an Invitation
    locked = Signal()

    def __init__(self, constat: Constat, parent: QWidget | None = None) -> None:
        super().__init__("acces_ferme", parent)
        self._constat = constat
        withdrawn = constat.fermeture is Fermeture.RETIRE
        self._retry = button(_TRY, name="ferme_reessayer")
        self._save = button("Enregistrer le travail non envoyé…", name="ferme_enregistrer")
        self._lock = button("Verrouiller", role="quiet", picture="verrou", name="ferme_verrouiller")
        self._told = label(role="help", name="ferme_dit")
        self._objection = label(role="objection", name="ferme_objection")
        self._invite = button("J’ai une nouvelle invitation", role="link", name="ferme_invitation")
        self.form = InvitationForm()
        self._save.setVisible(not constat.reste.rien)
        self._first = self._save if withdrawn and not constat.reste.rien else self._retry
        dress(self._first, "main")
        self._lay_out()
        for hidden in (self._told, self._objection, self.form):
            hidden.hide()
        self._invite.setVisible(withdrawn)
        self._retry.clicked.connect(self._ask_again)
        self._save.clicked.connect(self._ask_where)
        self._lock.clicked.connect(self.locked)
        QShortcut(QKeySequence("Ctrl+L"), self, self.locked.emit)
        self._invite.clicked.connect(self._show_form)
        self.form.asked.connect(self._present)

    def begin(self) -> None:
        """Put the keyboard on what is most likely done next."""
        self._first.setFocus()

    def saved(self) -> None:
        """The file is where it was asked."""
        self._objection.hide()
        self._told.setText(_SAVED)
        self._told.show()

    def object(self, error: Exception) -> None:
        """Say what prevented it, and let them try again."""
        self._busy(yes=False)
        self._told.hide()
        self.form.object("")
        self._objection.setText(getattr(error, "phrase", _FAILED))
        self._objection.show()

    def _lay_out(self) -> None:
        add = self.column.addWidget
        add(label(self._constat.fermeture.label, role="title"))
        add(label(self._constat.phrase, name="ferme_phrase"))
        add(label(self._constat.reste.phrase, role="muted", name="ferme_reste"))
        add(self._objection)
        add(self._told)
        # Alone on its line: its words are long, and letters may be large.
        add(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._retry)
        row.addStretch(1)
        row.addWidget(self._lock)
        self.column.addLayout(row)
        add(self._invite)
        add(self.form)

    def _ask_again(self) -> None:
        self._busy(yes=True)
        self.retried.emit()

    def _ask_where(self) -> None:
        saving.ask_where(
            self,
            "Enregistrer le travail non envoyé",
            self._constat.fichier,
            _KIND,
            self.chosen.emit,
        )

    def _show_form(self) -> None:
        self._invite.hide()
        # One main action at a time: presenting the invitation is now the one.
        dress(self._first, "")
        self.form.show()
        self.form.setFocus()

    def _present(self, invitation: Invitation) -> None:
        self._busy(yes=True)
        self.invited.emit(invitation)

    def _busy(self, *, yes: bool) -> None:
        self._retry.setText(_TRYING if yes else _TRY)
        for one in (self._retry, self._save, self.form):
            one.setEnabled(not yes)
        if yes:
            self._objection.hide()
