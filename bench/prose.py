"""Text of a chosen length that compresses as an adviser's does: common words, some rare ones."""

import random
import string

_TEXT = (
    "le la les de des un une et en au pour avec sans sur dossier entretien objectif étape formation "
    "emploi recherche projet conseiller rendez-vous contrat situation logement santé mobilité revenu "
    "famille démarche entreprise stage candidature échéance difficulté bilan suivi accord commission "
    "proposition référent orientation compétence métier secteur"
)
_WORDS = _TEXT.split()
_COMMON = 0.85


def prose(seed: int, size: int) -> str:
    """Return about `size` bytes of text, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    words: list[str] = []
    length = 0
    while length < size:
        rare = "".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 11)))
        word = chance.choice(_WORDS) if chance.random() < _COMMON else rare
        words.append(word)
        length += len(word.encode()) + 1
    return " ".join(words)
