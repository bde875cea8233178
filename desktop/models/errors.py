"""What may prevent the vault from serving.

Empechement
└── VaultError              every sentence ends on what is safe and what to do
    ├── WrongPassphrase     the envelope did not open
    │   └── WrongRecoveryKey
    ├── CodeRefused         the quick code did not open; the sentence says why
    │   ├── WrongCode       mistyped, and how many tries are left
    │   ├── CodeDelayed     too many failures: wait
    │   └── CodeUnusable    this code can open nothing any more: the passphrase does
    ├── VaultDamaged        the file or its envelope does not read as it was written
    ├── CopySpoilt          a copy to go back to does not read as it was made
    ├── VaultNewer          written by a later version: not touched
    ├── VaultBusy           another window holds it
    ├── VaultClosed         locked: the key is gone
    ├── VaultExists         a creation would have overwritten one
    ├── UnsafeSqlite        this SQLite may lose commits
    ├── VaultOnShare        its folder lies on a network share, where commits may be lost
    ├── VaultUnwritable     disk full, folder read-only
    └── VaultCramped        too little memory to write its file anew
"""

from plie.empechement import Empechement
from plie.phrases import counted

_MINUTE = 60


class VaultError(Empechement):
    """The vault cannot serve."""


class WrongPassphrase(VaultError):
    """The passphrase does not open the envelope."""

    def __init__(self) -> None:
        super().__init__(
            "Ce n’est pas la bonne phrase de passe. Rien n’a été modifié\u00a0: vérifiez les "
            "majuscules et les espaces, puis recommencez."
        )


class WrongRecoveryKey(WrongPassphrase):
    """The recovery key does not open the envelope."""

    def __init__(self) -> None:
        VaultError.__init__(
            self,
            "Cette clé de secours n’ouvre pas ce coffre. Rien n’a été modifié\u00a0: vérifiez que c’est "
            "bien la dernière clé faite pour lui.",
        )


class CodeRefused(VaultError):
    """The quick code did not open the vault."""


class WrongCode(CodeRefused):
    """The code is not the one."""

    def __init__(self, left: int, wait: float) -> None:
        tries = f"Encore {left} essais" if left > 1 else "Un dernier essai"
        then = f"attendez {duration(wait)}, puis recommencez" if wait else "recommencez"
        super().__init__(
            f"Ce code n’est pas le bon. Rien n’a été modifié\u00a0: {then}. {tries}, puis seule la "
            "phrase de passe ouvrira."
        )


class CodeDelayed(CodeRefused):
    """Several failures in a row: no try is judged before some time."""

    def __init__(self, wait: float) -> None:
        super().__init__(
            f"Trop d’essais manqués. Rien n’a été modifié\u00a0: attendez {duration(wait)}, ou ouvrez "
            "avec votre phrase de passe."
        )


class CodeUnusable(CodeRefused):
    """The code can serve no more on this machine."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Vos dossiers sont intacts\u00a0: ouvrez avec votre phrase de passe. Vous pourrez "
            "choisir un nouveau code dans «\u00a0Mon poste\u00a0»."
        )


class VaultDamaged(VaultError):
    """The database or the envelope is damaged."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} ne se lit plus correctement. Rien n’a été modifié ni effacé\u00a0: copiez le "
            "dossier du coffre avant toute chose, puis prévenez votre gestionnaire. Ce qui a été "
            "transmis au magasin central y est toujours."
        )


class CopySpoilt(VaultError):
    """A copy of the vault is not what was made of it."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie a été abîmée par le disque depuis qu’elle a été faite\u00a0: elle n’a pas pris la "
            "place du coffre. Rien n’a été modifié\u00a0: choisissez une autre copie."
        )


class VaultNewer(VaultError):
    """The vault was written by a later version of the application."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"Ce coffre a été ouvert par une version plus récente de Permanence (format {found}, "
            f"celle-ci connaît le format {known}). Il n’a pas été modifié\u00a0: mettez l’application "
            "à jour pour l’ouvrir."
        )


class VaultBusy(VaultError):
    """Another instance holds the vault."""

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre est déjà ouvert dans une autre fenêtre de Permanence. Rien n’a été "
            "modifié\u00a0: revenez à cette fenêtre ou fermez-la, puis recommencez."
        )


class VaultClosed(VaultError):
    """The vault was locked."""

    def __init__(self) -> None:
        super().__init__(
            "Le coffre est verrouillé. Ce qui était enregistré l’est toujours\u00a0: saisissez votre "
            "phrase de passe pour le rouvrir."
        )


class VaultExists(VaultError):
    """A vault is already in that folder."""

    def __init__(self) -> None:
        super().__init__(
            "Un coffre existe déjà à cet endroit. Il n’a pas été modifié\u00a0: ouvrez-le avec sa "
            "phrase de passe."
        )


class UnsafeSqlite(VaultError):
    """The SQLite of this installation may lose commits."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"Le moteur de base de données installé (SQLite {version}) a un défaut connu qui peut "
            "perdre des enregistrements. Le coffre n’a pas été ouvert\u00a0: réinstallez Permanence."
        )


class VaultOnShare(VaultError):
    """The folder of the vault lies on a network share."""

    def __init__(self, share: str) -> None:
        super().__init__(
            f"Le dossier du coffre est sur un partage réseau ({share}), où un enregistrement pourrait "
            "se perdre. Rien n’a été modifié\u00a0: demandez à votre gestionnaire de placer les données "
            "de Permanence sur le disque de cet ordinateur (réglage PERMANENCE_DONNEES)."
        )


class VaultUnwritable(VaultError):
    """The disk refuses to write."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque refuse l’écriture (plein, ou dossier protégé). Ce qui était enregistré "
            "l’est toujours\u00a0: libérez de la place ou levez la protection, puis recommencez."
        )


class VaultCramped(VaultError):
    """Too little memory to write the file anew."""

    def __init__(self) -> None:
        super().__init__(
            "La mémoire de l’ordinateur ne suffit pas pour effacer du coffre ce qui en est parti. Vos "
            "dossiers sont intacts\u00a0: fermez d’autres applications\u202f; le prochain échange recommence."
        )


def duration(seconds: float) -> str:
    """Return a wait in French: « 30 secondes », « 4 minutes »."""
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return counted(whole, "seconde", "secondes")
    return counted(-(-whole // _MINUTE), "minute", "minutes")
