"""The référentiels as the door sees them: those to choose from, and why nobody goes in by one that breaks its form."""

from desktop.models.vault import Vault
from desktop.ui.screens.premier_demarrage import Offer
from desktop.usecases.referentiels import DEMO, charger, connus
from plie.refus import Refus

_UNREAD = (
    "Rien n’est perdu\u00a0: vos dossiers restent chiffrés dans leur coffre, qui s’ouvrira dès que ce "
    "fichier du PLIE sera remis en état."
)


def offered() -> Offer:
    """Return the référentiels that a new vault may follow, the invented one last, and those refused."""
    choices, refused = [], []
    for id_ in sorted(connus(), key=lambda id_: id_ == DEMO):
        try:
            choices.append((id_, charger(id_).nom))
        except Refus as refus:
            refused.append(refus.phrase)
    return Offer(tuple(choices), "\n".join(refused))


def objection(vault: Vault) -> str:
    """Return why nobody can work in an open vault: its référentiel cannot be read; "" when it can."""
    with vault.look() as rows:
        user = rows.identity()
    try:
        charger(user.referentiel)
    except Refus as refus:
        return f"{refus.phrase}\n{_UNREAD}"
    return ""
