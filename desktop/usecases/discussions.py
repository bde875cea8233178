"""What was said in the review about the things of a dossier, for who has no Nouveautés: relations entreprises (domain.md §2, §12)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.models.rows import Rows
from desktop.usecases.demandes import Question, ouvertes
from plie.droits import judged_by_subject
from plie.kinds import Commentaire


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments about one thing, oldest first, and its open questions."""

    commentaires: tuple[Commentaire, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def attendues(self) -> int:
        """How many questions wait for an answer of whoever reads."""
        return sum(_waits(q) for q in self.questions)


def discussions(rows: Rows, dossier: str) -> Mapping[tuple[str, str], Discussion]:
    """Return (kind, id) to what was said of each thing of a dossier of which something was."""
    said = sorted(rows.all(Commentaire, dossier=dossier), key=lambda c: (c.ecrit_le, c.id))
    asked = [q for q in ouvertes(rows) if q.dossier == dossier]
    things = {(c.sur_kind, c.sur_id) for c in said} | {(q.sur_kind, q.sur_id) for q in asked}
    return {
        thing: Discussion(
            tuple(c for c in said if (c.sur_kind, c.sur_id) == thing),
            tuple(q for q in asked if (q.sur_kind, q.sur_id) == thing),
        )
        for thing in things
    }


def attendues(rows: Rows) -> Mapping[str, int]:
    """Return dossier to how many questions wait there; nothing for who finds them elsewhere."""
    if not judged_by_subject(rows.identity().role, "demande"):
        return {}
    return Counter(q.dossier for q in ouvertes(rows) if _waits(q))


def _waits(question: Question) -> bool:
    return not question.mienne and not question.repondue
