"""The one door to the user: say, refuse, ask, crash. Sentences tell what happened, what is safe, what to do.

Nothing blocks: dialogs are opened, never executed. Nothing is markup: see `widgets/plain.py`.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop import journal
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.question import Question
from plie import phrases

CRASHED = "Quelque chose ne s’est pas passé comme prévu, et ce n’est pas de votre fait."
CRASHED_DETAIL = (
    "Ce qui était enregistré est à l’abri sur cet ordinateur. Vous pouvez continuer\N{NARROW NO-BREAK SPACE}; "
    "si cela se reproduit, fermez puis rouvrez Permanence, et prévenez la personne qui l’administre."
)


class Objectable(Protocol):
    """A card that says what stands against it."""

    def object_to(self, sentence: str) -> object:
        """Say it there."""


class Speak(QObject):
    """Talks to the person through one banner, and through a dialog when it must be answered."""

    def __init__(
        self,
        window: QWidget,
        banner: Banner,
        *,
        dire: Callable[[str], str] = str,
        citer: Callable[[str], str] = str,
    ) -> None:
        super().__init__(window)
        # A sentence of the program with the words of their PLIE; an article as their protocol calls it.
        self._dire, self._citer = dire, citer
        self._window = window
        self.banner = banner

    def say(
        self, sentence: str, *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Tell what was done; `action` names what undoes it."""
        self.banner.say(sentence, action=action, act=act)

    def refuse(self, error: Exception) -> None:
        """Tell why a gesture is refused; an error without a sentence of its own is a bug."""
        phrase = getattr(error, "phrase", None)
        if not isinstance(phrase, str):
            self.crash(error)
            return
        self.banner.refuse(
            self._dire(phrase),
            detail=phrases.source(self._citer(getattr(error, "article", None) or "")),
        )

    def object_on(self, card: Objectable, error: Exception) -> None:
        """Say on a card why its gesture is refused; what has no sentence is told as any refusal."""
        phrase = getattr(error, "phrase", "")
        if phrase:
            card.object_to(phrase)
        else:
            self.refuse(error)

    def ask(
        self,
        question: str,
        *,
        yes: str,
        then: Callable[[], None],
        no: str = "Annuler",
        detail: str = "",
        usual_yes: bool = False,
    ) -> Question:
        """Ask before what cannot be undone; `then` is called on « yes » and only then.

        Entrée says « yes » when it is `usual_yes`: it undoes nothing.
        """
        dialog = Question(
            question, yes=yes, no=no, detail=detail, usual_yes=usual_yes, parent=self._window
        )
        dialog.accepted.connect(then)
        dialog.open()
        return dialog

    def crash(self, error: BaseException) -> None:
        """Tell that a bug happened, and write it in the journal."""
        journal.crash(error)
        self.apologise()

    def apologise(self) -> None:
        """Tell that a bug happened which the journal has already."""
        self.banner.alarm(CRASHED, detail=CRASHED_DETAIL)
