"""What may prevent an exchange; every sentence says that what is saved here is safe.

Empechement
└── LineError             `titre`: two words for the status bar; `retry_after` when the store said
    ├── StoreUnreachable  no network, store stopped, time-out, line cut
    ├── StoreBusy         429, 5xx
    ├── NotAStore         a captive portal, a proxy's page, another server
    ├── BadAnswer         a reply damaged on the way, or that answers something else
    ├── DeviceRevoked     the manager withdrew this device: the application locks
    ├── DeviceUnknown     the token is no token of this store
    ├── StoreTooNew       this application must be updated
    ├── StoreTooOld       the store must be updated
    ├── StoreRestored     the store's epoch changed: it was restored from a backup
    ├── StoreRefused      any other refusal, in the store's own words (plain text)
    ├── BadInvitation     the file or the code is no invitation
    ├── WrongAuthority    the store is not the one that the invitation names
    └── OtherOwner        the vault already belongs to someone else, or to another store
"""

from datetime import timedelta

from plie.empechement import Empechement

_SAFE = "Tout est enregistré ici"
_RESUMES = f"{_SAFE}\u00a0: l’échange reprendra de lui-même."


class LineError(Empechement):
    """The exchange cannot go on; nothing saved here is touched."""

    titre = "Échange impossible"

    def __init__(self, phrase: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(phrase)
        self.retry_after = retry_after


class StoreUnreachable(LineError):
    """No answer at all, or a line cut on the way."""

    titre = "Hors ligne"

    def __init__(self) -> None:
        super().__init__(
            f"Le magasin central ne répond pas (pas de réseau, ou magasin arrêté). {_RESUMES}"
        )


class StoreBusy(LineError):
    """The store answers that it cannot serve now."""

    titre = "Magasin central indisponible"

    def __init__(self, *, retry_after: timedelta | None = None) -> None:
        super().__init__(
            f"Le magasin central est occupé ou en maintenance. {_RESUMES}",
            retry_after=retry_after,
        )


class NotAStore(LineError):
    """Something else answered at the store's address."""

    titre = "Hors ligne"

    def __init__(self) -> None:
        super().__init__(
            "Ce n’est pas le magasin central qui a répondu\u00a0: ce réseau demande peut-être de "
            "s’identifier (portail Wi-Fi), ou l’adresse du magasin est fausse. "
            f"{_SAFE}\u00a0: identifiez-vous sur le réseau, l’échange reprendra de lui-même."
        )


class BadAnswer(LineError):
    """A reply that was cut, damaged, or that does not answer what was asked."""

    titre = "Réponse illisible"

    def __init__(self) -> None:
        super().__init__(
            f"La réponse du magasin central est arrivée abîmée et n’a pas été retenue. {_RESUMES}"
        )


class DeviceRevoked(LineError):
    """The manager withdrew this device."""

    titre = "Accès retiré"

    def __init__(self) -> None:
        super().__init__(
            "L’accès de cet appareil a été retiré. Ce qui est enregistré ici reste chiffré et "
            "n’est pas effacé\u00a0: adressez-vous à votre gestionnaire."
        )


class DeviceUnknown(LineError):
    """The store does not know this device's token."""

    titre = "Appareil inconnu"

    def __init__(self) -> None:
        super().__init__(
            f"Le magasin central ne reconnaît pas cet appareil. {_SAFE}\u00a0: demandez une nouvelle "
            "invitation à votre gestionnaire."
        )


class StoreTooNew(LineError):
    """The store speaks a later protocol."""

    titre = "Mise à jour nécessaire"

    def __init__(self) -> None:
        super().__init__(
            f"Le magasin central est d’une version plus récente. {_SAFE}\u00a0: mettez Permanence à "
            "jour pour reprendre l’échange."
        )


class StoreTooOld(LineError):
    """The store speaks an earlier protocol."""

    titre = "Magasin central à mettre à jour"

    def __init__(self) -> None:
        super().__init__(
            f"Le magasin central est d’une version plus ancienne que Permanence. {_SAFE}\u00a0: "
            "prévenez votre gestionnaire, l’échange reprendra après sa mise à jour."
        )


class StoreRestored(LineError):
    """The store is not at the epoch that this vault has read: it was restored."""

    titre = "Magasin central restauré"

    def __init__(self) -> None:
        super().__init__(
            "Le magasin central a été restauré d’une sauvegarde. Rien n’a été envoyé ni reçu. "
            f"{_SAFE}\u00a0: prévenez votre gestionnaire."
        )


class StoreRefused(LineError):
    """Another refusal, with the store's sentence: text from outside, never rich text."""

    def __init__(self, code: str, phrase: str) -> None:
        super().__init__(f"Le magasin central a refusé la demande\u00a0: {phrase} {_SAFE}.")
        self.code = code


class BadInvitation(LineError):
    """What was given is no invitation."""

    titre = "Invitation illisible"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Cette invitation ne peut pas servir\u00a0: {why}. Rien n’a été modifié\u00a0: demandez-en une "
            "autre à votre gestionnaire."
        )


class WrongAuthority(LineError):
    """The store's authority is not the one that the invitation names, or did not sign."""

    titre = "Magasin central non reconnu"

    def __init__(self) -> None:
        super().__init__(
            "Le magasin qui a répondu n’est pas celui de l’invitation. Rien ne lui a été envoyé "
            f"de vos dossiers. {_SAFE}\u00a0: prévenez votre gestionnaire."
        )


class OtherOwner(LineError):
    """The vault was enrolled before, for someone else or with another store."""

    titre = "Coffre déjà relié"

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre est déjà relié, pour une autre personne ou à un autre magasin central. "
            f"{_SAFE} et rien n’a changé\u00a0: créez un autre coffre pour cette invitation."
        )
