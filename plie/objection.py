"""`Objection`: what a rule holds against one field of a form, and whether it stops what is asked."""

from dataclasses import dataclass

from plie.refus import Refus


@dataclass(frozen=True, slots=True)
class Objection:
    """What a rule holds against a field; a warning when it does not block."""

    field: str
    code: str
    phrase: str
    article: str | None
    blocking: bool = True

    def refus(self) -> Refus:
        """Return the objection as a refusal, ready to be raised."""
        return Refus(self.code, self.phrase, article=self.article)
