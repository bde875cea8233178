"""What is refused, in the journal: tokens at the door, then what is not for who asks to have.

Once an hour each, as far as this process knows: whoever knocks all night fills nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from central import auth, gestion, trail
from central.context import the_store
from central.errors import StoreError
from central.mint import Mint
from central.problems import Refused, Withheld
from central.scope import Caller
from central.store import Store

REFUSED, WITHHELD = "jeton_refuse", "refus"
AGAIN = timedelta(hours=1)


class Refusals:
    """Lets in who has a token that serves; notes who has none, and who asks for what is not theirs."""

    def __init__(self, store: Store, mint: Mint) -> None:
        self._store, self._mint = store, mint
        # As many as there are devices and dossiers; one for all that is none.
        self._noted: dict[tuple[str, ...], datetime] = {}

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

    @contextmanager
    def noted(
        self, caller: Caller, dossier: Callable[[Connection], str] = lambda _: ""
    ) -> Iterator[None]:
        """Note what is withheld from someone meanwhile.

        Args:
            caller: who asks.
            dossier: finds the dossier that was asked for; "" when the PLIE holds none such.
        """
        try:
            yield
        except Withheld as withheld:
            with suppress(StoreError):
                self._note_withheld(caller, withheld.problem.code, dossier)
            raise

    def _note_withheld(
        self, caller: Caller, code: str, dossier: Callable[[Connection], str]
    ) -> None:
        ours = the_store(caller.plie)
        with self._store.look(ours) as connection:
            whose = dossier(connection)
        if not self._is_new(caller.device, code, whose):
            return
        with self._store.write(ours) as connection:
            trail.note(
                connection, self._mint, WITHHELD, plie=caller.plie, device=caller.device,
                utilisateur=caller.utilisateur, dossier=whose, code=code,
            )  # fmt: skip
        self._noted[caller.device, code, whose] = self._mint.now()

    def _is_new(self, *what: str) -> bool:
        before = self._noted.get(what)
        return before is None or self._mint.now() - before >= AGAIN

    def _note(self, authorization: str, code: str) -> None:
        known = auth.holder(self._store, authorization)
        device = known.device if known else ""
        if not self._is_new(device):
            return
        plie = known.plie if known else gestion.the_plie(self._store)
        with self._store.write(the_store(plie)) as connection:
            trail.note(
                connection, self._mint, REFUSED, plie=plie, device=device, code=code,
                utilisateur=known.utilisateur if known else "",
            )  # fmt: skip
        self._noted[(device,)] = self._mint.now()
