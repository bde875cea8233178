"""Who signs a compte-rendu on screen for the PLIE: whoever held the entretien, and nobody in their place.

The box bears the name that was frozen at Finaliser (C9-3-6: « signé par les deux parties »). On paper the hand and
the name are the adviser's word, as for the person's; here is only what the screen must not do.
"""

from plie.entretien import ARTICLE
from plie.kinds import CompteRendu, Id
from plie.phrases import de
from plie.refus import Refus


def is_theirs(cr: CompteRendu, by: Id, *, author: str) -> bool:
    """Return whether this user held the entretien: by id, for a name may change or be another's.

    Args:
        cr: the compte-rendu to be signed.
        by: the user.
        author: who wrote it, by the log: until a store knew them, an adviser had another id.
    """
    return by in {cr.accompagnateur, author}


def anothers(cr: CompteRendu, *, answered: bool) -> str:
    """Return why it is not signed on this screen, and what to do.

    Args:
        cr: a compte-rendu of another adviser.
        answered: whether the person signed already, on that adviser's screen.
    """
    held = cr.accompagnateur_nom
    if answered:
        way = (
            f"La personne l’a déjà signé\u202f; il manque la signature {de(held)}, "
            "qui se donne sur son poste."
        )
    else:
        way = (
            f"{held} le fait signer sur son poste, ou sur papier\u00a0: la feuille signée par "
            "la personne et par qui a mené l’entretien se dépose dans Documents."
        )
    return (
        f"Cet entretien a été mené par {held}, dont le document porte le nom\u00a0: nul autre ne signe "
        f"à sa place.\n{way}\nSi {held} ne suit plus ce dossier, Corriger fait une version à votre "
        "nom, à signer par la personne et par vous\u202f; sa raison dit qui a mené l’entretien."
    )


def refuse_anothers(cr: CompteRendu, by: Id, *, author: str, answered: bool) -> None:
    """Let nobody sign on screen what another's name stands under.

    Raises:
        Refus: the entretien is another adviser's.
    """
    if not is_theirs(cr, by, author=author):
        raise Refus("cr_d_un_autre", anothers(cr, answered=answered), article=ARTICLE)
