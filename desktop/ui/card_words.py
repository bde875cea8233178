"""Keeps what is typed in a card of *Échanges* until what it is about is settled, here or elsewhere."""

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.widgets.section import Card
from desktop.usecases.saisies import Carte
from plie.kinds import Scope


def keep_card(desk: Desk, card: Card, name: str, title: str, scope: str) -> Kept:
    """Keep the words of a card about a thing of this scope; drawn again, the card goes on with them."""
    dossier = "" if scope == Scope.PLIE else scope
    words = Kept(desk, Carte(dossier, name, title, Name.ECHANGES, scope), *card.sources)
    card.say_below(words)
    card.over.connect(words.forget)
    return words
