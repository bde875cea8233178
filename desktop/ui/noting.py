"""What a screen does with the line that notes a fact: written at Enter, kept until then, dossier by dossier."""

from PySide6.QtCore import QObject

from desktop.ui.kept_in_turn import KeptInTurn
from desktop.ui.places import Name
from desktop.ui.screen import Screen
from desktop.ui.widgets.note_line import Noted, NoteLine
from desktop.usecases import Changes, Work
from desktop.usecases.evenements import noter
from desktop.usecases.saisies import Carte
from plie.vocabulaire import Role


class Noting(QObject):
    """Belongs to its screen."""

    def __init__(self, screen: Screen, line: NoteLine) -> None:
        super().__init__(screen)
        self._desk = screen.desk
        self._screen = screen
        self._line = line
        self._kept = KeptInTurn(screen.desk, line, line.say_below)
        line.noted.connect(self._note)
        line.leaving.connect(self._kept.leave)
        line.standing.connect(self._keep)

    def _keep(self, dossier: str) -> None:
        # Only whoever writes the events of a dossier has the line.
        if dossier and self._desk.user.role == Role.ACCOMPAGNATEUR:
            self._kept.begin(
                Carte(dossier, "noter", "Noter ce qui s’est passé", Name.FILE, dossier)
            )

    def _note(self, noted: Noted) -> None:
        now = self._desk.clock()

        def write(work: Work) -> Changes:
            return noter(
                work, noted.dossier, genre=noted.genre, le=noted.le, texte=noted.texte, now=now
            )

        def refused(error: Exception) -> None:
            phrase = getattr(error, "phrase", "")
            self._line.give_back(noted, phrase)
            if not phrase:
                self._desk.speak.refuse(error)

        self._kept.write(self._screen, write, failed=refused)
