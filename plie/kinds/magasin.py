"""Who works where, and on which dossiers: written by the store, and for the dossiers by coordination."""

from datetime import date, datetime

from plie.kinds.base import Id, Nature, Scope, kind
from plie.vocabulaire import Role

_STORE = (Role.MAGASIN,)


@kind("organisation", writers=_STORE, nature=Nature.STORE, scope=Scope.PLIE)
class Organisation:
    """An employer of advisers: a prestataire, or the Métropole itself (C9-2)."""

    id: Id
    nom: str = ""


@kind("lot", writers=_STORE, nature=Nature.STORE, scope=Scope.PLIE)
class Lot:
    """A territory and a public entrusted to one AE (C8)."""

    id: Id
    numero: int = 0
    nom: str = ""
    public: str = ""
    organisation: Id | None = None


@kind("utilisateur", writers=_STORE, nature=Nature.STORE, scope=Scope.PLIE)
class Utilisateur:
    """Someone who has access, with their role (domain.md §2), until it is taken away."""

    id: Id
    nom: str = ""
    role: str = ""
    organisation: Id | None = None
    lot: Id | None = None
    desactive_le: date | None = None


@kind("appareil", writers=_STORE, nature=Nature.STORE, scope=Scope.PLIE)
class Appareil:
    """A vault on a machine: what the store trusts until it is revoked (sync.md §4)."""

    id: Id
    utilisateur: Id | None = None
    nom: str = ""
    revoque: bool = False


@kind("mise_de_cote", writers=_STORE)
class MiseDeCote:
    """That the store would not take operations of someone about one thing, and why; never what they wrote.

    Their author has them in the tray of their machine; this is for those who see the dossier besides
    (sync.md §3: "and to coordination when it concerns a dossier").
    """

    id: Id
    dossier: Id
    operations: tuple[str, ...]
    auteur: Id
    sur_kind: str
    sur_id: Id
    raison: str
    le: datetime


@kind("affectation", writers=(*_STORE, Role.COORDINATION), nature=Nature.STORE)
class Affectation:
    """Who follows a dossier, as what (`RoleSuivi`), from when to when, last day included (C9-3-6)."""

    id: Id
    dossier: Id
    utilisateur: Id | None = None
    role: str = ""
    debut: date | None = None
    fin: date | None = None
