"""Who is in charge of each dossier on a day: one person, the same in every list (C9-3-6)."""

from datetime import date

from desktop.models.rows import Rows
from plie.affectation import titulaire
from plie.kinds import Affectation, Utilisateur


def titulaires(rows: Rows, *, on: date) -> dict[str, Utilisateur]:
    """Return dossier to who is in charge of it on a day; one of whom nobody is, or nobody known, is left out."""
    users = {u.id: u for u in rows.all(Utilisateur)}
    return {
        dossier: users[held.utilisateur]
        for dossier, given in rows.by_dossier(Affectation).items()
        if (held := titulaire(given, on)) is not None and held.utilisateur in users
    }


def noms(rows: Rows, *, on: date) -> dict[str, str]:
    """Return dossier to the name of who is in charge of it on a day."""
    return {dossier: user.nom for dossier, user in titulaires(rows, on=on).items()}
