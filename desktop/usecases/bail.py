"""May this vault be worked in: what its store said last, and how long ago it said anything.

Nothing is ever erased here: a vault that is closed opens again at the next contact.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.models.lease import lease_of, save_lease, worth_writing
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from plie.phrases import short_date
from plie.vocabulaire import Mot

SOON = timedelta(days=5)


class Fermeture(Mot):
    """Why the vault cannot be worked in for now."""

    RETIRE = "retire", "Accès retiré"
    ECHU = "echu", "Échange nécessaire"


@dataclass(frozen=True, slots=True)
class Bail:
    """Where the vault stands.

    Attributes:
        fermeture: why it is closed; None while it may be worked in.
        reste: what is left before it closes; None when it never does.
        contact: the store's last answer, if any was noted.
        jours: how many days without contact are allowed.
    """

    fermeture: Fermeture | None = None
    reste: timedelta | None = None
    contact: datetime | None = None
    jours: int = 0

    def phrase(self, now: datetime) -> str:
        """Say why it is closed, or soon will be; "" when there is nothing to say.

        `now` carries the zone in which days are shown.
        """
        if self.fermeture is Fermeture.RETIRE:
            return (
                "Le gestionnaire a retiré l’accès de cet appareil. Ce qui est enregistré ici reste "
                "chiffré et n’est pas effacé."
            )
        if self.fermeture is Fermeture.ECHU:
            return (
                f"Ce poste n’a pas joint le magasin central {self._depuis(now)}, et il ne doit pas "
                f"rester plus {_de_jours(self.jours)} sans lui. Rien n’est effacé\u00a0: le prochain "
                "échange rouvre tout."
            )
        if self.reste is None or self.reste > SOON:
            return ""
        return (
            f"Ce poste n’a pas joint le magasin central {self._depuis(now)}. Sans échange d’ici "
            f"{_dans(self.reste)}, il faudra en faire un pour rouvrir vos dossiers\u202f; rien ne sera "
            "effacé."
        )

    def _depuis(self, now: datetime) -> str:
        if self.contact is None:
            return "depuis longtemps"
        return f"depuis le {short_date(self.contact.astimezone(now.tzinfo).date())}"


def bail(rows: Rows, *, now: datetime) -> Bail:
    """Return where a vault stands at an instant; one that no store knows is never closed."""
    if not rows.identity().enrolled:
        return Bail()
    lease = lease_of(rows.connection).at(now)
    closed = None
    if lease.withdrawn is not None:
        closed = Fermeture.RETIRE
    elif lease.left is not None and lease.left <= timedelta():
        closed = Fermeture.ECHU
    return Bail(closed, lease.left, lease.contact, lease.days)


def regarder(vault: Vault, *, now: datetime) -> Bail:
    """Look at the clock, remember having seen it, and return where the vault stands."""
    with vault.work() as work:
        found = bail(work.rows, now=now)
        before = lease_of(work.connection)
        after = before.at(now)
        if worth_writing(before, after):
            save_lease(work.connection, after)
            work.commit()
    return found


def _de_jours(days: int) -> str:
    return f"de {days}\u00a0jours" if days > 1 else "d’un jour"


def _dans(left: timedelta) -> str:
    days = left.days
    if days > 1:
        return f"{days}\u00a0jours"
    return "un jour" if days == 1 else "quelques heures"
