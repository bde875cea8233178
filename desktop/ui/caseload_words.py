"""What the list of persons says of itself: how many it holds, who is there beside the file active, why one is first."""

from collections import Counter
from collections.abc import Sequence

from desktop.ui.reviewing import en_attente
from desktop.usecases.caseload import LigneDossier
from plie import phrases
from plie.mouvement import CANDIDAT
from plie.vocabulaire import EtatParcours, Role


def title(lines: Sequence[LigneDossier], role: Role | str) -> str:
    """Return the title of the list: of an adviser's, only who is accompanied now is of the file active (P8)."""
    if role == Role.ACCOMPAGNATEUR:
        return f"Ma file active\u00a0: {sum(line.file_active for line in lines)} en parcours"
    asked = sum(line.questions for line in lines)
    waiting = f" · {en_attente(asked)}" if asked else ""
    return f"Dossiers\u00a0: {len(lines)}{waiting}"


def beside(lines: Sequence[LigneDossier], role: Role | str) -> str:
    """Say who else an adviser's list holds, of each kind how many; "" for nobody."""
    if role != Role.ACCOMPAGNATEUR:
        return ""
    kinds = Counter(_kind(line) for line in lines if not line.file_active)
    told = [
        phrases.counted(kinds[kind], one, several)
        for kind, (one, several) in _KINDS.items()
        if kinds[kind]
    ]
    return f"Aussi dans la liste\u00a0: {' · '.join(told)}" if told else ""


def why(line: LigneDossier) -> str:
    """Say whole, with its article, what a row has room for a few words of."""
    article = line.alertes[0].article if line.alertes else ""
    return f"{line.raison} {phrases.source(article)}".rstrip()


_KINDS = {
    "sent": ("orientée", "orientées"),
    "candidate": ("en diagnostic ou devant la Commission",) * 2,
    "suspended": ("suspendue", "suspendues"),
    "closed": ("dossier clos", "dossiers clos"),
}


def _kind(line: LigneDossier) -> str:
    if line.etat == EtatParcours.ORIENTE:
        return "sent"
    if line.etat == EtatParcours.SUSPENDU:
        return "suspended"
    return "candidate" if line.etat in CANDIDAT else "closed"
