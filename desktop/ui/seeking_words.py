"""What a search that finds nobody says: what was sought, where, and how to seek wider."""

from collections.abc import Sequence

LEAST = 3  # letters: fewer are in every text, and only names are sought
SHORTEN = (
    "Essayez le début d’un nom, ou moins de mots\u00a0: accents et majuscules ne comptent pas."
)


def nobody(words: str, narrowed_to: Sequence[str] = ()) -> tuple[str, str]:
    """Return the sentence, then where it was sought and what to do.

    Args:
        words: what was typed, "" when only the list was narrowed.
        narrowed_to: the names of the boxes ticked, which leave only some persons in the list.
    """
    among = " et ".join(f"«\u00a0{name}\u00a0»" for name in narrowed_to)
    if not words:
        return "Personne dans cette liste.", f"Elle ne montre que\u00a0: {among}."
    where = "Cherché dans les noms"
    if len(words) >= LEAST:
        where += ", dans les entretiens et dans les faits notés"
    where += ", parmi les dossiers de ce poste"
    if among:
        where += f" qui sont dans {among}"
    return f"Personne ne répond à «\u00a0{words}\u00a0».", f"{where}. {SHORTEN}"
