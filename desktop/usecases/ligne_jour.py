"""`LigneJour`: one line of Ma journée, as a value."""

from dataclasses import dataclass

from plie.alertes.alerte import Alerte


@dataclass(frozen=True, slots=True)
class LigneJour:
    """One thing that today asks for; ends in its action (a code) on one dossier.

    Of an alert, `alerte`: its own gesture is its action. Of a follow-up, `article` is what asks for it. Of a
    decision, `instance` is the body that took it, "" for the one of every day.
    """

    icone: str
    titre: str
    detail: str
    action: str
    dossier: str
    id: str
    alerte: Alerte | None = None
    article: str = ""
    instance: str = ""
