"""Refusals of a request itself: a status, a stable code, a French sentence for the person."""

from collections.abc import Mapping

from wire.messages import Problem
from wire.pack import BadBodyError, TooLargeBodyError

RETRY_SECONDS = 5
# Someone has to make room.
ROOM_SECONDS = 300


class Refused(Exception):
    """The request is refused; nothing was changed unless the sentence says so."""

    def __init__(
        self, status: int, code: str, phrase: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.problem = Problem(code=code, phrase=phrase)
        self.headers = dict(headers or {})


class Withheld(Refused):
    """What was asked for is not this person's to have: the journal says so, the answer may not."""


UNREADABLE = Problem(
    code="message_illisible",
    phrase="Le magasin central n’a pas compris ce message. Rien n’est perdu sur votre poste.",
)
BUSY = Problem(
    code="magasin_occupe",
    phrase="Le magasin central est occupé. Rien n’est perdu\u00a0: réessayez dans un instant.",
)
FULL = Problem(
    code="magasin_plein",
    phrase="Le disque du magasin central est plein. Rien n’est perdu sur votre poste\u00a0: prévenez "
    "votre gestionnaire.",
)
BROKEN = Problem(
    code="erreur_interne",
    phrase="Le magasin central a rencontré une erreur. Rien n’est perdu sur votre poste\u202f; "
    "elle est inscrite dans son journal.",
)
ABSENT = Problem(code="introuvable", phrase="Cette adresse n’existe pas sur le magasin central.")


def absent() -> Refused:
    """No such address, for this one who asks."""
    return Refused(404, ABSENT.code, ABSENT.phrase)


def too_large() -> Refused:
    """The body weighs more than the store takes at once."""
    return Refused(413, "message_trop_gros", "Cet envoi est trop gros pour passer en une fois.")


def of_body(bad: BadBodyError) -> tuple[int, Problem]:
    """Return how a body that cannot be read is answered: cut smaller, it may pass."""
    if isinstance(bad, TooLargeBodyError):
        return 413, too_large().problem
    return 400, UNREADABLE


def device_unknown() -> Refused:
    """No device has this token."""
    return Refused(
        401,
        "appareil_inconnu",
        "Le magasin central ne reconnaît pas cet appareil. Vos données restent sur votre poste\u202f; "
        "demandez une invitation au gestionnaire.",
        {"www-authenticate": "Bearer"},
    )


def device_revoked() -> Refused:
    """The device was revoked; it gets nothing more."""
    return Refused(
        401,
        "appareil_revoque",
        "L’accès de cet appareil a été retiré. Contactez le gestionnaire du PLIE.",
        {"www-authenticate": "Bearer"},
    )


def device_absent() -> Withheld:
    """No such device, or none that this person may see: the answer is the same."""
    return Withheld(404, "appareil_absent", "Cet appareil n’est pas de ceux que vous voyez.")


def own_device() -> Refused:
    """The device that asks to be withdrawn is the one that is being used."""
    return Refused(
        409,
        "appareil_courant",
        "C’est l’appareil que vous utilisez\u00a0: déclarez-le perdu depuis un autre, ou demandez-le "
        "au gestionnaire.",
    )


def withdrawal_refused() -> Withheld:
    """The reason given is none of the store's, or not for this person to give."""
    return Withheld(
        403,
        "retrait_refuse",
        "Vous pouvez déclarer perdu un de vos appareils\u202f; le reste revient au gestionnaire.",
    )


def challenge_expired() -> Refused:
    """The challenge that a device signed is too old."""
    return Refused(
        403,
        "defi_perime",
        "La demande de renouvellement de cet appareil est arrivée trop tard\u00a0: il recommencera.",
    )


def batch_differs() -> Refused:
    """The same batch came back with another content."""
    return Refused(
        409,
        "envoi_different",
        "Cet envoi porte le numéro d’un autre\u00a0: il n’a pas été enregistré.",
    )


def other_epoch() -> Refused:
    """The device's cursor belongs to another life of this store."""
    return Refused(
        409,
        "epoque_differente",
        "Le magasin central a été restauré depuis votre dernier échange. Tout reste sur votre "
        "poste\u202f; les échanges attendent une version de Permanence à venir.",
    )


def wrong_offset(offset: int) -> Refused:
    """A piece of a blob does not start where the store stands; the header says where."""
    return Refused(
        409,
        "morceau_decale",
        "Ce morceau ne suit pas ce que le magasin central tient déjà.",
        {"upload-offset": str(offset)},
    )


def blob_altered() -> Refused:
    """All pieces arrived and they do not make the file announced."""
    return Refused(
        422,
        "fichier_altere",
        "Le fichier reçu n’est pas celui qui était annoncé\u00a0: il sera renvoyé depuis le début.",
    )


def blob_refused(phrase: str) -> Refused:
    """The blob's name, size or piece is none that the store takes."""
    return Refused(422, "fichier_refuse", phrase)


def deposit_full() -> Refused:
    """The device brought too many files that nothing refers to."""
    return Refused(
        403,
        "depot_plein",
        "Ce poste a déposé au magasin central trop de documents qu’aucun dossier ne nomme\u00a0: le "
        "suivant attend ici, où il est enregistré, et repartira de lui-même. Si cela dure, prévenez "
        "votre gestionnaire.",
    )


_BLOB_ABSENT = Problem(
    code="fichier_absent", phrase="Ce fichier n’est pas encore arrivé au magasin central."
)


def blob_absent() -> Refused:
    """The blob has not arrived whole."""
    return Refused(404, _BLOB_ABSENT.code, _BLOB_ABSENT.phrase)


def blob_withheld() -> Withheld:
    """Nothing that this device may read refers to such a blob: it is told as absent."""
    return Withheld(404, _BLOB_ABSENT.code, _BLOB_ABSENT.phrase)


def dossier_absent() -> Withheld:
    """No such dossier, or none that this device may hold: the answer is the same."""
    return Withheld(404, "dossier_absent", "Ce dossier ne vous est pas confié.")


def bad_range(size: int) -> Refused:
    """The range asked for lies outside the file."""
    return Refused(
        416,
        "intervalle_refuse",
        "Cette partie du fichier n’existe pas.",
        {"content-range": f"bytes */{size}"},
    )


def code_refused(code: str, phrase: str) -> Refused:
    """The invitation's code opens nothing."""
    return Refused(403, code, phrase)


def too_many_tries(seconds: int) -> Refused:
    """Too many wrong codes from one address, or from all together: who asks from there waits."""
    return Refused(
        429,
        "trop_d_essais",
        "Trop de codes erronés ont été essayés. Attendez une minute, puis recommencez.",
        {"retry-after": str(seconds)},
    )
