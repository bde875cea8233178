"""Why a document is believed or not: one French sentence per way in which it can lie."""

from datetime import datetime
from enum import Enum

from desktop.documents import dates
from plie import phrases


class Harm(Enum):
    """What happened to a sealed document; the value ends the sentence about its seal."""

    REWRITTEN = (
        "a été réenregistré ou abîmé depuis le sceau apposé par {whose}\u00a0: un logiciel l’a récrit, "
        "et ce qui était scellé n’est plus à sa place. Il ne prouve plus rien. Demandez l’original."
    )
    CHANGED = (
        "a été modifié après le sceau apposé par {whose}\u00a0: ce qui était scellé a changé. "
        "Il ne prouve plus rien. Demandez l’original."
    )
    PAGES = (
        "a été modifié après le sceau apposé par {whose}\u00a0: le nombre de ses pages a changé. "
        "Il ne prouve plus rien. Demandez l’original."
    )
    ADDED = (
        "a été modifié après le sceau apposé par {whose}\u00a0: quelque chose y a été ajouté, qui peut "
        "cacher ce qui était écrit. Il ne prouve plus rien. Demandez l’original."
    )
    ONE_GONE = (
        "a été modifié après le sceau apposé par {whose}\u00a0: une signature a été retirée ou remplacée. "
        "Il ne prouve plus rien. Demandez l’original."
    )

    def told(self, whose: str) -> str:
        """Return the sentence; `whose` says who sealed, and when."""
        return f"Ce document {self.value.format(whose=whose)}"


DAMAGED = (
    "Ce fichier porte la trace d’un sceau, mais il est tronqué ou abîmé\u00a0: "
    "il ne prouve plus rien. Demandez l’original."
)
TAKEN_OUT = (
    "Ce document a été scellé, puis ses signatures en ont été retirées\u00a0: "
    "il ne prouve plus rien. Demandez l’original."
)
UNSEALED = (
    "Ce document ne porte aucun sceau\u00a0: rien ne prouve qu’il n’a pas changé depuis "
    "qu’il a été établi."
)
SECOND_AWAITED = ", mais il manque encore la seconde signature."
FIRST_NEVER_PUT = (
    ", mais celui qui devait signer en premier n’a pas signé\u00a0: ce sceau ferme le document, sa signature "
    "n’y viendra plus."
)
_KEPT = "Le document est resté tel qu’il a été scellé, mais"
NO_AUTHORITY = (
    f"{_KEPT} aucune autorité de confiance n’est connue ici\u00a0: on ne sait pas par qui."
)


def stranger(holder: str) -> str:
    """Say that another authority, or nobody, vouches for who sealed."""
    return (
        f"{_KEPT} le certificat {phrases.de(holder)} n’a pas été délivré par l’autorité connue ici."
    )


def out_of_date(holder: str, sealed: datetime | None, start: datetime, end: datetime) -> str:
    """Say that the certificate was not valid at the hour of the seal: a wrong clock, most often."""
    if sealed is None:
        return f"{_KEPT} le sceau {phrases.de(holder)} ne dit pas son heure."
    period = f"du {phrases.medium_date(start.date())} au {phrases.medium_date(end.date())}"
    return (
        f"{_KEPT} à l’heure inscrite dans le sceau ({dates.moment(sealed)}), le certificat {phrases.de(holder)} "
        f"n’était pas valable\u00a0: il l’est {period}. L’horloge du poste qui a scellé était sans "
        "doute fausse."
    )


def taken_back(holder: str, sealed: datetime | None, day: datetime) -> str:
    """Say that the certificate was revoked, and why its hour does not save the seal."""
    when = f"Le certificat {phrases.de(holder)} a été révoqué le {phrases.medium_date(day.date())}"
    if sealed is None or sealed >= day:
        return f"{when}, avant ce sceau\u00a0: ce document ne prouve plus rien."
    return (
        f"{when}, après l’heure inscrite dans ce sceau\u202f; rien ne certifie cette heure, "
        "ce document ne prouve donc plus rien."
    )


def since_expired(end: datetime) -> str:
    """Say that an expired certificate is no fault."""
    return (
        f" Le certificat a expiré le {phrases.medium_date(end.date())}\u202f; il était valable quand "
        "le sceau a été posé."
    )


def from_the_future(sealed: datetime, now: datetime) -> str:
    """Say that one of two clocks is wrong."""
    return (
        f" Attention\u00a0: ce sceau se dit posé le {dates.moment(sealed)}, plus tard que l’heure de ce "
        f"poste ({dates.moment(now)})\u202f; l’une des deux horloges est fausse."
    )


def before_the_document(sealed: datetime, established: datetime) -> str:
    """Say that a seal gives itself an hour at which the document did not exist."""
    return (
        f" Attention\u00a0: un sceau se dit posé le {dates.moment(sealed)}, avant que ce document soit "
        f"établi ({dates.moment(established)})\u202f; l’horloge d’un poste était fausse."
    )


def out_of_order(second: datetime, first: datetime) -> str:
    """Say that the second seal gives itself an hour before that of the first."""
    return (
        f" Attention\u00a0: la seconde signature se dit scellée le {dates.moment(second)}, avant la "
        f"première ({dates.moment(first)})\u202f; l’horloge d’un poste était fausse."
    )


def old_list(issued: datetime) -> str:
    """Say how old the revocation list is."""
    return (
        f" La liste de révocation connue ici date du {phrases.medium_date(issued.date())}\u00a0: un "
        "certificat révoqué depuis n’y est pas."
    )
