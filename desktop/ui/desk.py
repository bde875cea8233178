"""`Desk`: the one thing given to every screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from desktop.ui.jobs import Jobs
from desktop.ui.list_width import ListWidth
from desktop.ui.speak import Speak
from desktop.ui.unkept import Unkept
from desktop.usecases import Identity, Rows, Work
from plie.referentiel import Referentiel
from plie.refus import Refus


def _nobody(_secret: str) -> None:
    raise Refus("sans_preuve", "Cet écran ne peut pas vérifier votre phrase de passe.")


def _no_line(_digest: str, _stopped: Callable[[], bool]) -> bool:
    raise Refus("sans_ligne", "Ce document n’est pas sur ce poste, et rien ne le relie au magasin.")


@dataclass(frozen=True, slots=True)
class Proof:
    """How the person at the keyboard proves that this vault is theirs, before they engage themselves.

    Attributes:
        expects: which secret to ask for at this moment, « code » or « phrase ».
        check: raises an error with a `.phrase` unless it is given the quick code or the passphrase of
            this vault. It takes up to a second: call it in `jobs.run`.
        hint: what to say of the secret; the demonstration tells its own.
    """

    expects: Callable[[], str] = lambda: "phrase"
    check: Callable[[str], None] = _nobody
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen may use.

    Attributes:
        jobs: look, write, run: never on the screen's own thread.
        clock: what time it is, aware, on the clocks of their PLIE (`referentiel.zone`).
        user: who works in this vault.
        referentiel: the words and rules of their PLIE.
        speak: the one door to the person.
        prove: asks the person for their secret again.
        receive: brings from the store a file that is not here, by its sha256; whether it came before
            someone asked to stop. It raises an error with a `.phrase`, and takes the time of the
            network: `Awaited` calls it in `jobs.run`.
        list_width: how wide the list of persons is.
        unkept: whether something typed is not in the vault, for it was refused.
    """

    jobs: Jobs[Work, Rows]
    clock: Callable[[], datetime]
    user: Identity
    referentiel: Referentiel
    speak: Speak
    prove: Proof = Proof()
    receive: Callable[[str, Callable[[], bool]], bool] = _no_line
    list_width: ListWidth = field(default_factory=ListWidth)
    unkept: Unkept = field(default_factory=Unkept)
