"""The ways into the vault that is open, with the machine's keyring: what « Mon poste » works with."""

from desktop.app.surroundings import Surroundings
from desktop.keys import Keyring, trousseau
from desktop.models import vault as vaults
from desktop.models.envelope import Kdf
from desktop.phrases import propose
from desktop.strength import objection_to_code, strength
from desktop.ui.desk import Proof
from desktop.ui.protection import Protection
from desktop.usecases import Vault, acces, code, secours


class Keyholder:
    """Binds the gestures of `usecases.acces` to one vault and this machine."""

    def __init__(
        self, vault: Vault, around: Surroundings, kdf: Kdf | None, *, hint: str = ""
    ) -> None:
        self._vault = vault
        self._hint = hint
        self._around = vaults.Surroundings(around.clock, around.random, around.disk.share)
        self._local = around.local
        self._random = around.random
        self._kdf = kdf
        self._ring = Keyring()
        self._trousseau = trousseau(around.random)

    def proof(self) -> Proof:
        """Return what asks the person for their secret again."""
        return Proof(
            expects=lambda: acces.expects(self._vault.folder, self._ring),
            check=lambda secret: acces.prove(
                self._vault, secret, machine=self._ring, around=self._around
            ),
            hint=self._hint,
        )

    def protection(self) -> Protection:
        """Return the gestures of « Mon poste »."""
        vault, around, ring = self._vault, self._around, self._ring
        return Protection(
            usable=self._trousseau.usable,
            trousseau=self._trousseau.phrase,
            ways=lambda: acces.ways(vault.folder),
            strength=strength,
            propose=lambda: propose(self._random),
            objection_to_code=objection_to_code,
            change_phrase=lambda current, new: acces.change_phrase(
                vault, current, new, around=around, kdf=self._kdf
            ),
            renew=lambda phrase: acces.renew_recovery(vault, phrase, around=around),
            noted=lambda: acces.note_recovery(vault),
            sheet=lambda key: secours.page(acces.label(vault.folder), key, at=self._local()),
            choose_code=lambda phrase, typed: acces.choose_code(
                vault, phrase, typed, machine=ring, around=around
            ),
            drop_code=lambda: code.remove(vault.folder, ring),
            rename=lambda label: acces.rename(vault, label),
        )
