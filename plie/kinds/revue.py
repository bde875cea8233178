"""The review: what coordination says of a dossier, and what the adviser answers. Facts (C9-3-6)."""

from datetime import datetime

from plie.kinds.base import Id, kind
from plie.vocabulaire import Role

_ALL = (
    Role.ACCOMPAGNATEUR,
    Role.RESPONSABLE,
    Role.RELATIONS_ENTREPRISES,
    Role.COORDINATION,
    Role.GESTIONNAIRE,
)


@kind("commentaire", writers=_ALL)
class Commentaire:
    """A remark about a thing of the dossier (`sur_kind`, `sur_id`), signed by its author."""

    id: Id
    dossier: Id
    sur_kind: str
    sur_id: Id
    texte: str
    auteur_nom: str
    ecrit_le: datetime


@kind("demande", writers=_ALL)
class Demande:
    """A question about a thing of the dossier (`sur_kind`, `sur_id`), followed to its answer.

    Its answers are commentaires about it; its author closes it by a prise de connaissance of it.
    """

    id: Id
    dossier: Id
    sur_kind: str
    sur_id: Id
    texte: str
    auteur_nom: str
    ecrit_le: datetime


@kind("accuse_reception", writers=_ALL)
class AccuseReception:
    """That a commentaire, or a demande, reached its addressee."""

    id: Id
    dossier: Id
    commentaire: Id
    auteur_nom: str
    recu_le: datetime


@kind("prise_de_connaissance", writers=_ALL)
class PriseDeConnaissance:
    """That a thing was read by its reviewer."""

    id: Id
    dossier: Id
    sur_kind: str
    sur_id: Id
    auteur_nom: str
    lu_le: datetime


@kind("mise_de_cote_reglee", writers=_ALL)
class MiseDeCoteReglee:
    """What became of operations that the store had set aside (`IssueMiseDeCote`), and why if given up."""

    id: Id
    dossier: Id
    operations: tuple[str, ...]
    issue: str
    motif: str
    auteur_nom: str
    regle_le: datetime
