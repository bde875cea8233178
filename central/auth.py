"""Who speaks: an opaque token of 256 bits, stored hashed, checked in the database at each request.

There is nothing to expire and nothing to parse: a device revoked now is refused at once.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from central import problems, tables
from central.context import Acces, Context, at_the_door
from central.scope import Caller
from central.store import Store

_SCHEME = "bearer "


def caller(store: Store, authorization: str) -> Caller:
    """Return who sends this `Authorization` header.

    Raises:
        Refused: no device has this token, or it was revoked.
    """
    if not authorization.lower().startswith(_SCHEME):
        raise problems.device_unknown()
    secret = digest(authorization[len(_SCHEME) :].strip())
    device, user = tables.device, tables.KINDS["utilisateur"]
    with store.look(at_the_door(secret)) as connection:
        row = connection.execute(
            select(device.c.plie, device.c.id, device.c.utilisateur, device.c.revoked_at).where(
                device.c.token_sha256 == secret
            )
        ).one_or_none()
        if row is None:
            raise problems.device_unknown()
        if row.revoked_at is not None:
            raise problems.device_revoked()
        store.enter(connection, Context(Acces.LECTURE, row.plie, row.utilisateur, appareil=row.id))
        person = connection.execute(
            select(user.c.role, user.c.organisation).filter_by(plie=row.plie, id=row.utilisateur)
        ).one_or_none()
    if person is None:
        raise problems.device_unknown()
    return Caller(row.plie, row.id, row.utilisateur, person.role, person.organisation)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose token it is or was; revoked, it serves no more."""

    plie: str
    device: str
    utilisateur: str


def holder(store: Store, authorization: str) -> Holder | None:
    """Return which device has the token of this header, revoked or not; None: no device of ours."""
    secret = digest(authorization[len(_SCHEME) :].strip())
    device = tables.device
    query = select(device.c.plie, device.c.id, device.c.utilisateur)
    with store.look(at_the_door(secret)) as connection:
        row = connection.execute(query.where(device.c.token_sha256 == secret)).one_or_none()
    return None if row is None else Holder(row.plie, row.id, row.utilisateur)


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()
