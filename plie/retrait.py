"""When dossiers about to leave a machine, or to lose something, are too many to go without a word (sync.md §3)."""

MOST = 25
SHARE = 5  # one in five


def massif(partants: int, tenus: int) -> bool:
    """Tell whether so many dossiers leaving, or losing something, of so many held, must wait for the person's yes.

    More than 25, or more than 20 %, whichever comes first. One alone is a plain transfer, even for
    whoever holds two.
    """
    return partants > 1 and (partants > MOST or partants * SHARE > tenus)
