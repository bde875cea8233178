"""Who speaks: an opaque token of 256 bits, stored hashed, checked in the database at each request.

There is nothing to expire and nothing to parse: a device revoked now is refused at once.
"""

from hashlib import sha256

from sqlalchemy import Connection, and_, select

from central import problems, tables
from central.scope import Caller

_SCHEME = "bearer "


def caller(connection: Connection, authorization: str) -> Caller:
    """Return who sends this `Authorization` header.

    Raises:
        Refused: no device has this token, or it was revoked.
    """
    if not authorization.lower().startswith(_SCHEME):
        raise problems.device_unknown()
    device, user = tables.device, tables.KINDS["utilisateur"]
    row = connection.execute(
        select(device, user.c.role, user.c.organisation)
        .join(user, and_(user.c.plie == device.c.plie, user.c.id == device.c.utilisateur))
        .where(device.c.token_sha256 == digest(authorization[len(_SCHEME) :].strip()))
    ).one_or_none()
    if row is None:
        raise problems.device_unknown()
    if row.revoked_at is not None:
        raise problems.device_revoked()
    return Caller(row.plie, row.id, row.utilisateur, row.role, row.organisation)


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()
