"""Keeps what is typed beside a paper that came back, until it is filed: of a sheet read again, and of pages put aside.

Ticks are not kept: they say what was seen on one sheet, and another may come.
"""

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.typed_text import TypedChoice, TypedText
from desktop.ui.widgets.return_card import ReturnCard
from desktop.ui.widgets.tray_row import TrayRow
from desktop.usecases.saisies import Carte
from plie import phrases


def keep_return(desk: Desk, card: ReturnCard) -> Kept:
    """Keep the words of a sheet, given back when it is dropped again: its file is nowhere here."""
    cr = card.retour.compte_rendu
    day = phrases.short_date(cr.date)
    title = f"Compte-rendu du {day} revenu sur papier, à déposer de nouveau"
    carte = Carte(cr.dossier, f"papier:{cr.id}", title, Name.DOCUMENTS)
    words = Kept(desk, carte, *map(TypedText, card.fields))
    card.say_above(words)
    card.over.connect(words.forget)
    card.wanted_again.connect(words.begin_again)
    return words


def keep_row(desk: Desk, row: TrayRow) -> Kept:
    """Keep the words of pages that wait in the vault."""
    carte = Carte("", f"pages:{row.sha256}", "Pages à ranger à la main", Name.DOCUMENTS)
    words = Kept(desk, carte, TypedChoice(row.which), *map(TypedText, row.fields))
    row.say_above(words)
    return words
