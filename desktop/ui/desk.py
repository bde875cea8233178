"""`Desk`: the one thing given to every screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.ui.jobs import Jobs
from desktop.ui.speak import Speak
from desktop.usecases import Identity, Rows, Work
from plie.referentiel import Referentiel


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen may use.

    Attributes:
        jobs: look, write, run: never on the screen's own thread.
        clock: what time it is here, aware, in the adviser's own time zone.
        user: who works in this vault.
        referentiel: the words and rules of their PLIE.
        speak: the one door to the person.
    """

    jobs: Jobs[Work, Rows]
    clock: Callable[[], datetime]
    user: Identity
    referentiel: Referentiel
    speak: Speak
