"""A device's token and certificate renewed: it signs a challenge with its key, and the old token dies.

A challenge is remembered nowhere: it carries its hour and is bound to its device by a key drawn from
the authority's; it serves once, since the token that it gives is younger than it. A device whose
token was lost on the way comes back by the same road: the key is what it is known by.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, outerjoin, select, update

from central import auth, ledger, possession, problems, tables, trail
from central.authority import DEVICE_LIFE, Authority, serial_from
from central.context import the_store
from central.mint import Mint
from central.offer import is_identifier
from central.store import Store
from wire.messages import Challenge, Challenged, Renew, Renewed

TOKEN_LIFE = timedelta(days=7)
CERTIFICATE_LEFT = timedelta(days=60)
_VALID = timedelta(minutes=5)
_PURPOSE = b"permanence: challenges"
_SERIAL_BYTES = 16


@dataclass(frozen=True, slots=True)
class Renewal:
    """The door through which known devices get a fresh token."""

    store: Store
    authority: Authority
    mint: Mint

    def challenge(self, message: Challenge) -> Challenged:
        """Return what a device is to sign; the same for one that does not exist."""
        if not (is_identifier(message.plie) and is_identifier(message.device)):
            raise problems.device_unknown()
        return Challenged(challenge=self._challenge(message.plie, message.device))

    def due(self, connection: Connection, plie: str, device: str) -> str:
        """Return a challenge when a device's token or certificate grows old; "" before."""
        row = connection.execute(
            select(tables.device).filter_by(plie=plie, id=device)
        ).one_or_none()
        if row is None:
            return ""
        old = self._since(row.token_at or row.enrolled_at) > TOKEN_LIFE
        if not old and not self._ends(connection, plie, device):
            return ""
        return self._challenge(plie, device)

    def renew(self, message: Renew) -> Renewed:
        """Give a fresh token, and a certificate when the one held ends soon.

        Raises:
            Refused: the challenge or its signature is not good, or the device is not known any more.
        """
        issued = self._issued(message)
        plie, at = message.plie, self.mint.stored_now()
        token, certificate = self.mint.token(), None
        with self.store.write(the_store(plie)) as connection:
            if connection.scalar(select(tables.plie.c.plie).filter_by(plie=plie)) is None:
                raise problems.device_unknown()
            ledger.lock(connection, plie)
            row = _device(connection, plie, message.device)
            said = message.challenge.encode()
            if row is None or not possession.holds(row.public_key, said, message.signature):
                raise problems.device_unknown()
            if row.revoked_at is not None:
                raise problems.device_revoked()
            if issued < (row.token_at or row.enrolled_at):
                raise problems.device_unknown()
            if self._ends(connection, plie, message.device):
                certificate = self._certify(connection, row)
            ours = update(tables.device).filter_by(plie=plie, id=message.device)
            connection.execute(ours.values(token_sha256=auth.digest(token), token_at=at))
            code = "certificat" if certificate else ""
            trail.note(connection, self.mint, "renouvellement", plie=plie, device=row.id, code=code)
        return Renewed(token=token, certificate=certificate)

    def _certify(self, connection: Connection, row: Row[Any]) -> str:
        serial = serial_from(self.mint.token_bytes(_SERIAL_BYTES))
        pem = self.authority.certify(
            row.public_key,
            nom=row.nom,
            organisation=row.organisation or "",
            serial=serial,
            at=self.mint.now(),
        )
        values = {"plie": row.plie, "serial": f"{serial:x}", "device": row.id, "pem": pem}
        card = insert(tables.certificate)
        connection.execute(card.values(**values, issued_at=self.mint.stored_now()))
        return pem

    def _ends(self, connection: Connection, plie: str, device: str) -> bool:
        card = tables.certificate
        last = connection.scalar(
            select(card.c.issued_at)
            .where(card.c.plie == plie, card.c.device == device, card.c.revoked_at.is_(None))
            .order_by(card.c.issued_at.desc())
            .limit(1)
        )
        return last is None or self._since(last) > DEVICE_LIFE - CERTIFICATE_LEFT

    def _since(self, stored: datetime) -> timedelta:
        return self.mint.stored_now() - stored

    def _challenge(self, plie: str, device: str) -> str:
        at = self.mint.now().isoformat(timespec="microseconds")
        return f"{at} {self._mark(plie, device, at)}"

    def _mark(self, plie: str, device: str, at: str) -> str:
        said = f"{plie}\n{device}\n{at}".encode()
        return hmac.new(self.authority.secret(_PURPOSE), said, sha256).hexdigest()

    def _issued(self, message: Renew) -> datetime:
        """Return when a challenge was issued, if it is one of ours, for this device, and recent."""
        at, _, mark = message.challenge.partition(" ")
        good = self._mark(message.plie, message.device, at)
        if not hmac.compare_digest(good.encode(), mark.encode()):
            raise problems.device_unknown()
        issued = datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)
        if self._since(issued) > _VALID:
            raise problems.challenge_expired()
        return issued


def _device(connection: Connection, plie: str, device: str) -> Row[Any] | None:
    """Return a device with its person's name and organisation's."""
    known, user, employer = tables.device, tables.KINDS["utilisateur"], tables.KINDS["organisation"]
    owned = and_(user.c.plie == known.c.plie, user.c.id == known.c.utilisateur)
    employed = and_(employer.c.plie == user.c.plie, employer.c.id == user.c.organisation)
    query = (
        select(known, user.c.nom, employer.c.nom.label("organisation"))
        .select_from(outerjoin(known.join(user, owned), employer, employed))
        .where(known.c.plie == plie, known.c.id == device)
    )
    return connection.execute(query).one_or_none()
