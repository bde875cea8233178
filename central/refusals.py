"""Tokens refused at the door, in the journal: which device, or none known, and why.

Once an hour each, as far as this process knows: whoever knocks all night fills nothing.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from central import auth, gestion, trail
from central.context import the_store
from central.errors import StoreError
from central.mint import Mint
from central.problems import Refused
from central.scope import Caller
from central.store import Store

REFUSED = "jeton_refuse"
AGAIN = timedelta(hours=1)


class Refusals:
    """Lets in who has a token that serves; notes who has none."""

    def __init__(self, store: Store, mint: Mint) -> None:
        self._store, self._mint = store, mint
        self._noted: dict[str, datetime] = {}

    def caller(self, authorization: str) -> Caller:
        """Return who sends this `Authorization` header.

        Raises:
            Refused: no device has this token, or it was revoked.
        """
        try:
            return auth.caller(self._store, authorization)
        except Refused as refused:
            # Refused all the same when nothing can be written now.
            with suppress(StoreError):
                self._note(authorization, refused.problem.code)
            raise

    def _note(self, authorization: str, code: str) -> None:
        known = auth.holder(self._store, authorization)
        device, now = known.device if known else "", self._mint.now()
        before = self._noted.get(device)
        if before is not None and now - before < AGAIN:
            return
        plie = known.plie if known else gestion.the_plie(self._store)
        with self._store.write(the_store(plie)) as connection:
            trail.note(
                connection, self._mint, REFUSED, plie=plie, device=device, code=code,
                utilisateur=known.utilisateur if known else "",
            )  # fmt: skip
        # As many as there are devices, and one for all that is none.
        self._noted[device] = now
